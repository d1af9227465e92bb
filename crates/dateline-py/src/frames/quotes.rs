//! One row per quotation or reported statement.

use arrow::array::StructArray;
use dateline::quote::Quote;
use dateline::schema;
use dateline::span::Span;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::column::{booleans, integers, struct_lists, texts};
use super::{Place, Row, build, rows};

/// From the first piece to the last.
fn whole(quote: &Quote) -> Span {
    quote.spans.iter().copied().reduce(Span::hull).unwrap_or_default()
}

/// The words of each quote: of an interrupted one only what was said, not what the reporter put between.
fn said(rows: &[Row<'_, &Quote>]) -> Box<dyn arrow::array::Array> {
    let said: Vec<_> = rows.iter().map(|row| row.found.words(row.place.reading.view.text)).collect();
    texts(&said, |words| words.as_ref())
}

fn pieces(rows: &[Row<'_, &Quote>]) -> PolarsResult<Box<dyn arrow::array::Array>> {
    let pieces: Vec<(u32, u32)> = rows
        .iter()
        .flat_map(|row| row.found.spans.iter().map(|span| (row.start(*span), row.end(*span))))
        .collect();
    let values = vec![integers(&pieces, |piece| piece.0), integers(&pieces, |piece| piece.1)];
    let lengths = rows.iter().map(|row| row.found.spans.len());
    struct_lists(schema::QUOTE_PIECES, lengths, pieces.len(), values)
}

pub(super) fn quotes(places: &[Place<'_>]) -> PolarsResult<StructArray> {
    let rows = rows(places, |reading| &reading.quotes);
    let columns = vec![
        integers(&rows, |row| row.article()),
        integers(&rows, |row| row.number),
        integers(&rows, |row| row.found.sentence),
        texts(&rows, |row| row.found.kind.as_str()),
        integers(&rows, |row| row.start(whole(row.found))),
        integers(&rows, |row| row.end(whole(row.found))),
        said(&rows),
        pieces(&rows)?,
        texts(&rows, |row| row.words_of(row.found.speaker)),
        integers(&rows, |row| row.start_of(row.found.speaker)),
        integers(&rows, |row| row.end_of(row.found.speaker)),
        integers(&rows, |row| row.found.speaker_entity),
        texts(&rows, |row| row.found.speaker_name.as_deref()),
        texts(&rows, |row| row.found.speaker_country.as_ref().map(|country| country.as_str())),
        texts(&rows, |row| row.words_of(row.found.cue)),
        integers(&rows, |row| row.start_of(row.found.cue)),
        integers(&rows, |row| row.end_of(row.found.cue)),
        texts(&rows, |row| row.found.stance.as_deref()),
        booleans(&rows, |row| row.found.negated),
        booleans(&rows, |row| row.found.hedged),
        integers(&rows, |row| row.found.within),
        texts(&rows, |row| row.words_of(row.found.addressee)),
        integers(&rows, |row| row.start_of(row.found.addressee)),
        integers(&rows, |row| row.end_of(row.found.addressee)),
        texts(&rows, |row| row.found.rule),
    ];
    build(&schema::QUOTES, rows.len(), columns)
}
