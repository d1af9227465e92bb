//! One row per passage that a copy shares with the article it is compared with.

use arrow::array::StructArray;
use dateline::dedup::{Alignment, Item};
use dateline::schema;
use dateline::span::{CodePoints, Span};
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::build;
use super::column::{integers, texts};
use super::duplicates::number;

/// A passage with its places in code points.
struct Row<'a> {
    found: &'a Alignment,
    here: Span,
    there: Span,
    copy: &'a str,
    source: &'a str,
}

pub(crate) fn alignments(found: &[Alignment], items: &[Item<'_>]) -> PolarsResult<StructArray> {
    let text = |index: usize| items.get(index).map_or("", |item| item.text);
    let mut rows = Vec::with_capacity(found.len());
    for pair in found.chunk_by(|a, b| (a.copy, a.source) == (b.copy, b.source)) {
        let Some((copy, source)) = pair.first().map(|first| (text(first.copy), text(first.source))) else {
            continue;
        };
        let (here, there) = (CodePoints::new(copy), CodePoints::new(source));
        rows.extend(pair.iter().map(|found| Row {
            found,
            here: here.span(found.span),
            there: there.span(found.source_span),
            copy: found.span.of(copy),
            source: found.source_span.of(source),
        }));
    }
    let columns = vec![
        integers(&rows, |row| number(row.found.copy)),
        integers(&rows, |row| row.here.start),
        integers(&rows, |row| row.here.end),
        texts(&rows, |row| row.copy),
        integers(&rows, |row| number(row.found.source)),
        integers(&rows, |row| row.there.start),
        integers(&rows, |row| row.there.end),
        texts(&rows, |row| row.source),
        integers(&rows, |row| row.found.words),
    ];
    build(&schema::ALIGNMENTS, rows.len(), columns)
}
