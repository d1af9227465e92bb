//! One row per event.

use arrow::array::{Array, StructArray};
use dateline::event::{Actor, Event};
use dateline::schema;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::column::{booleans, days, floats, integers, text_lists, texts};
use super::{Place, Row, build, rows};

/// The eight columns of one side of an event.
fn side<'p>(rows: &'p [Row<'p, &'p Event>], of: fn(&Event) -> Option<&Actor>) -> [Box<dyn Array>; 8] {
    let span = move |row: &Row<'p, &'p Event>| of(row.found).map(|actor| actor.span);
    [
        texts(rows, |row| row.words_of(span(row))),
        integers(rows, |row| row.start_of(span(row))),
        integers(rows, |row| row.end_of(span(row))),
        integers(rows, |row| of(row.found).and_then(|actor| actor.entity)),
        texts(rows, |row| of(row.found).and_then(|actor| actor.name.as_deref())),
        texts(rows, |row| {
            of(row.found).and_then(|actor| actor.country.as_ref()).map(|country| country.as_str())
        }),
        texts(rows, |row| of(row.found).and_then(|actor| actor.role.as_deref())),
        texts(rows, |row| of(row.found).and_then(|actor| actor.code.as_deref())),
    ]
}

/// Codes of the user's own dictionaries may have no type in PLOVER.
fn some(word: &str) -> Option<&str> {
    (!word.is_empty()).then_some(word)
}

pub(super) fn events(places: &[Place<'_>]) -> PolarsResult<StructArray> {
    let rows = rows(places, |reading| &reading.events);
    let mut columns = vec![
        integers(&rows, |row| row.article()),
        integers(&rows, |row| row.number),
        integers(&rows, |row| row.found.group),
        integers(&rows, |row| row.found.sentence),
        integers(&rows, |row| row.start(row.found.span)),
        integers(&rows, |row| row.end(row.found.span)),
        texts(&rows, |row| row.words(row.found.span)),
        days(&rows, |row| row.found.date),
        texts(&rows, |row| row.found.date_precision.map(|precision| precision.as_str())),
        texts(&rows, |row| Some(row.found.date_evidence.as_str())),
    ];
    columns.extend(side(&rows, |event| event.source.as_ref()));
    columns.extend(side(&rows, |event| event.target.as_ref()));
    columns.extend([
        texts(&rows, |row| some(&row.found.event)),
        texts(&rows, |row| row.found.mode.as_deref()),
        text_lists(&rows, |row| &row.found.context)?,
        texts(&rows, |row| row.found.cameo.as_deref()),
        integers(&rows, |row| (row.found.quad > 0).then_some(u32::from(row.found.quad))),
        floats(&rows, |row| row.found.goldstein),
        texts(&rows, |row| if row.found.negated { "negated" } else { "asserted" }),
        texts(&rows, |row| row.found.modality.as_str()),
        booleans(&rows, |row| row.found.historical),
        texts(&rows, |row| row.found.attributed_to.as_deref()),
        texts(&rows, |row| row.found.place.as_deref()),
        texts(&rows, |row| row.found.place_country.as_ref().map(|country| country.as_str())),
        texts(&rows, |row| row.words(row.found.trigger)),
        integers(&rows, |row| row.start(row.found.trigger)),
        integers(&rows, |row| row.end(row.found.trigger)),
        texts(&rows, |row| row.found.rule.as_str()),
        integers(&rows, |row| row.found.left_out),
        floats(&rows, |row| row.found.confidence),
    ]);
    build(&schema::EVENTS, rows.len(), columns)
}
