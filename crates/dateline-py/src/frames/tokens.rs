//! One row per token, with its place in the tree numbered as in CoNLL-U.

use arrow::array::StructArray;
use dateline::schema;
use dateline::syntax::Word;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;

use super::column::{integers, texts};
use super::{Place, build};

/// A token with its sentence and, where the text was parsed, its tags.
struct Row<'p> {
    place: &'p Place<'p>,
    sentence: u32,
    /// Number within the sentence, from 1.
    number: u32,
    /// Index of the sentence's first token in the document.
    first: u32,
    span: dateline::Span,
    word: Option<&'p Word>,
}

impl Row<'_> {
    /// The number of the head within the sentence, 0 for the root.
    fn head(&self) -> Option<u32> {
        let word = self.word?;
        Some(word.head.map_or(0, |head| (head + 1).saturating_sub(self.first)))
    }
}

fn rows<'p>(place: &'p Place<'p>) -> impl Iterator<Item = Row<'p>> {
    let parsed = &place.reading.parsed;
    parsed.document.sentences.iter().zip(0..).flat_map(move |(sentence, number)| {
        sentence.tokens.clone().zip(1..).filter_map(move |(token, place_in_sentence)| {
            Some(Row {
                place,
                sentence: number,
                number: place_in_sentence,
                first: u32::try_from(sentence.tokens.start).unwrap_or(u32::MAX),
                span: parsed.document.tokens.get(token)?.span,
                word: parsed.words.get(token),
            })
        })
    })
}

pub(super) fn tokens(places: &[Place<'_>]) -> PolarsResult<StructArray> {
    let rows: Vec<Row<'_>> = places.iter().flat_map(rows).collect();
    let columns = vec![
        integers(&rows, |row| row.place.article),
        integers(&rows, |row| row.sentence),
        integers(&rows, |row| row.number),
        integers(&rows, |row| row.place.start(row.span)),
        integers(&rows, |row| row.place.end(row.span)),
        texts(&rows, |row| row.place.words(row.span)),
        texts(&rows, |row| row.word.map(|word| word.lemma.as_str())),
        texts(&rows, |row| row.word.map(|word| word.upos.as_str())),
        texts(&rows, |row| row.word.map(|word| word.xpos.as_str())),
        integers(&rows, |row| row.head()),
        texts(&rows, |row| row.word.map(|word| word.relation.as_str())),
    ];
    build(&schema::TOKENS, rows.len(), columns)
}
