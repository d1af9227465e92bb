//! One row per document, in a cluster of copies.

use arrow::array::StructArray;
use dateline::dedup::{DedupRow, Relation};
use dateline::schema;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::build;
use super::column::{floats, integers, text_lists, texts};

/// The word used in frames.
fn word(relation: Relation) -> &'static str {
    match relation {
        Relation::Original => "original",
        Relation::Exact => "exact",
        Relation::Near => "near",
        Relation::Contains => "contains",
        Relation::Contained => "contained",
        Relation::Rewrite => "rewrite",
    }
}

pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

pub(crate) fn duplicates(rows: &[DedupRow]) -> PolarsResult<StructArray> {
    let numbers: Vec<u32> = (0..rows.len()).map(number).collect();
    let columns = vec![
        integers(&numbers, |row| *row),
        integers(rows, |row| row.cluster),
        integers(rows, |row| row.duplicate_of.map(number)),
        integers(rows, |row| row.nearest.map(number)),
        texts(rows, |row| word(row.relation)),
        floats(rows, |row| row.similarity),
        floats(rows, |row| row.containment),
        floats(rows, |row| row.novel_share),
        text_lists(rows, |row| row.issues)?,
    ];
    build(&schema::DUPLICATES, rows.len(), columns)
}
