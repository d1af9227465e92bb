//! One row per person, organisation, place or group of a corpus.

use arrow::array::{Array, StructArray};
use dateline::mention::Entity;
use dateline::schema;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::build;
use super::column::{MEMBERS, days, integers, struct_lists, text_lists, texts};

fn members(rows: &[Entity]) -> PolarsResult<Box<dyn Array>> {
    let all: Vec<(u32, u32)> = rows.iter().flat_map(|row| row.members.iter().copied()).collect();
    let values = vec![integers(&all, |member| member.0), integers(&all, |member| member.1)];
    struct_lists(MEMBERS, rows.iter().map(|row| row.members.len()), all.len(), values)
}

pub(crate) fn entities(rows: &[Entity]) -> PolarsResult<StructArray> {
    let columns = vec![
        integers(rows, |row| row.entity_id),
        texts(rows, |row| row.kind.as_str()),
        texts(rows, |row| row.name.as_str()),
        text_lists(rows, |row| row.variants.as_slice())?,
        texts(rows, |row| row.country.as_ref().map(|country| country.as_str())),
        text_lists(rows, |row| row.roles.as_slice())?,
        integers(rows, |row| row.articles),
        integers(rows, |row| row.mentions),
        days(rows, |row| row.first),
        days(rows, |row| row.last),
        text_lists(rows, |row| row.merged_because.as_slice())?,
        members(rows)?,
    ];
    build(&schema::ENTITIES, rows.len(), columns)
}
