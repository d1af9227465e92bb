//! One row per time expression.

use arrow::array::StructArray;
use dateline::schema;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::column::{days, integers, texts};
use super::{Place, build, rows};

pub(super) fn times(places: &[Place<'_>]) -> PolarsResult<StructArray> {
    let rows = rows(places, |reading| &reading.times);
    let columns = vec![
        integers(&rows, |row| row.article()),
        integers(&rows, |row| row.found.sentence),
        integers(&rows, |row| row.start(row.found.span)),
        integers(&rows, |row| row.end(row.found.span)),
        texts(&rows, |row| row.words(row.found.span)),
        texts(&rows, |row| row.found.kind.as_str()),
        texts(&rows, |row| row.found.value.as_deref()),
        texts(&rows, |row| row.found.modifier),
        days(&rows, |row| row.found.days().map(|(first, _)| first)),
        days(&rows, |row| row.found.days().map(|(_, last)| last)),
    ];
    build(&schema::TIMES, rows.len(), columns)
}
