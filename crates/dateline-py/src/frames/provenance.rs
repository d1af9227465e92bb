//! One row per document: what it rests on.

use arrow::array::StructArray;
use dateline::schema;
use dateline::story::Provenance;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::build;
use super::column::{floats, integers, text_lists, texts};

/// `sources` has the number of the independent source of each article.
pub(crate) fn provenance(
    found: &[Provenance],
    stories: &[u32],
    sources: &[u32],
) -> PolarsResult<StructArray> {
    let rows: Vec<(u32, &Provenance)> = (0..).zip(found).collect();
    let of = |list: &[u32], row: &(u32, &Provenance)| list.get(row.0 as usize).copied();
    let columns = vec![
        integers(&rows, |row| row.0),
        integers(&rows, |row| of(stories, row)),
        integers(&rows, |row| row.1.derived_from.map(|from| from as u32)),
        texts(&rows, |row| row.1.credited_to.as_deref()),
        texts(&rows, |row| row.1.relation),
        text_lists(&rows, |row| &row.1.evidence)?,
        floats(&rows, |row| row.1.confidence),
        integers(&rows, |row| of(sources, row)),
    ];
    build(&schema::PROVENANCE, rows.len(), columns)
}
