//! One row per mention of a person, organisation, place or group.

use arrow::array::StructArray;
use dateline::schema;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::column::{floats, integers, texts};
use super::{Place, build, rows};

pub(super) fn mentions(places: &[Place<'_>]) -> PolarsResult<StructArray> {
    let rows = rows(places, |reading| &reading.mentions);
    let columns = vec![
        integers(&rows, |row| row.article()),
        integers(&rows, |row| row.found.sentence),
        integers(&rows, |row| row.start(row.found.span)),
        integers(&rows, |row| row.end(row.found.span)),
        texts(&rows, |row| row.words(row.found.span)),
        texts(&rows, |row| row.found.kind.as_str()),
        integers(&rows, |row| row.found.entity),
        texts(&rows, |row| row.found.name.as_deref()),
        texts(&rows, |row| row.found.country.as_ref().map(|country| country.as_str())),
        texts(&rows, |row| row.found.role.as_deref()),
        texts(&rows, |row| row.found.reason),
        floats(&rows, |row| row.found.coordinates.map(|(north, _)| north)),
        floats(&rows, |row| row.found.coordinates.map(|(_, east)| east)),
    ];
    build(&schema::MENTIONS, rows.len(), columns)
}
