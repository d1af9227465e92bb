//! One row per claim and article that carries it.

use arrow::array::StructArray;
use dateline::schema;
use dateline::story::Claim;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::column::{integers, structs, texts};
use super::{Texts, build};

pub(crate) fn claims(rows: &[Claim], stories: &[u32], articles: &[&str]) -> PolarsResult<StructArray> {
    let held = Texts::new(articles);
    let slots = vec![
        texts(rows, |row| row.slots.act.as_str()),
        texts(rows, |row| row.slots.figure.as_deref()),
        texts(rows, |row| row.slots.date.as_deref()),
        texts(rows, |row| row.slots.place.as_deref()),
        texts(rows, |row| row.slots.speaker.as_deref()),
        texts(rows, |row| row.slots.event.as_deref()),
        texts(rows, |row| row.slots.polarity),
        texts(rows, |row| row.slots.modality),
    ];
    let words: Vec<&str> = rows.iter().map(|row| held.words(row.article, row.span)).collect();
    let columns = vec![
        integers(rows, |row| row.article as u32),
        integers(rows, |row| row.claim),
        integers(rows, |row| stories.get(row.article).copied()),
        integers(rows, |row| row.sentence),
        integers(rows, |row| held.at(row.article, row.span.start)),
        integers(rows, |row| held.at(row.article, row.span.end)),
        texts(&words, |words| *words),
        texts(rows, |row| row.kind),
        structs(schema::SLOTS, rows.len(), slots)?,
        integers(rows, |row| row.articles),
        integers(rows, |row| row.independent_sources),
    ];
    build(&schema::CLAIMS, rows.len(), columns)
}
