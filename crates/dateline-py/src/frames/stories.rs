//! One row per document, in a story.

use arrow::array::StructArray;
use dateline::schema;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::build;
use super::column::integers;

pub(crate) fn stories(stories: &[u32]) -> PolarsResult<StructArray> {
    let rows: Vec<(u32, u32)> = (0..).zip(stories.iter().copied()).collect();
    let columns = vec![integers(&rows, |row| row.0), integers(&rows, |row| row.1)];
    build(&schema::STORIES, rows.len(), columns)
}
