//! One row per pair of sentences that disagree.

use arrow::array::{Array, StructArray};
use dateline::schema;
use dateline::story::{Disagreement, Side};
use jiff::civil::DateTime;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::column::{booleans, floats, integers, texts};
use super::{Texts, build};

/// The columns of one side behind `article`.
fn side<'r>(
    rows: &'r [Disagreement],
    held: &Texts<'r>,
    of: fn(&Disagreement) -> &Side,
) -> [Box<dyn Array>; 8] {
    let sentences: Vec<&str> = rows.iter().map(|row| held.words(of(row).article, of(row).sentence)).collect();
    let place = |row: &Disagreement, offset: u32| held.at(of(row).article, offset);
    [
        integers(rows, |row| place(row, of(row).sentence.start)),
        integers(rows, |row| place(row, of(row).sentence.end)),
        texts(&sentences, |sentence| *sentence),
        texts(rows, |row| of(row).value.as_str()),
        integers(rows, |row| place(row, of(row).span.start)),
        integers(rows, |row| place(row, of(row).span.end)),
        integers(rows, |row| of(row).reports),
        integers(rows, |row| of(row).sources),
    ]
}

pub(crate) fn disagreements(
    rows: &[Disagreement],
    stories: &[u32],
    articles: &[&str],
    published: &[Option<DateTime>],
) -> PolarsResult<StructArray> {
    let held = Texts::new(articles);
    let when = |side: &Side| published.get(side.article).copied().flatten();
    let earlier = |row: &Disagreement| match (when(&row.a), when(&row.b)) {
        (Some(a), Some(b)) if a < b => Some("a"),
        (Some(a), Some(b)) if b < a => Some("b"),
        _ => None,
    };
    let mut columns = vec![
        integers(rows, |row| row.a.article as u32),
        integers(rows, |row| stories.get(row.a.article).copied()),
        integers(rows, |row| row.claim),
        texts(rows, |row| row.kind),
        booleans(rows, |row| row.change),
    ];
    columns.extend(side(rows, &held, |row| &row.a));
    columns.push(integers(rows, |row| row.b.article as u32));
    columns.extend(side(rows, &held, |row| &row.b));
    columns.push(texts(rows, earlier));
    columns.push(floats(rows, |row| row.confidence));
    build(&schema::DISAGREEMENTS, rows.len(), columns)
}
