//! One row per sentence.

use arrow::array::StructArray;
use dateline::schema;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::column::{integers, texts};
use super::{Place, build, rows};

pub(super) fn sentences(places: &[Place<'_>]) -> PolarsResult<StructArray> {
    let rows = rows(places, |reading| &reading.parsed.document.sentences);
    let columns = vec![
        integers(&rows, |row| row.article()),
        integers(&rows, |row| row.number),
        integers(&rows, |row| row.found.paragraph),
        integers(&rows, |row| row.start(row.found.span)),
        integers(&rows, |row| row.end(row.found.span)),
        texts(&rows, |row| row.words(row.found.span)),
    ];
    build(&schema::SENTENCES, rows.len(), columns)
}
