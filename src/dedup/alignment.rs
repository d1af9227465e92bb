//! The passages that a copy and its source share, word for word.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::dedup::signature::is_inside;
use crate::dedup::{DedupRow, Item};
use crate::error::{Error, Result};
use crate::fingerprint::{Shingles, Word, each_word};
use crate::span::Span;
use crate::watch::Watch;

/// A passage that stands in two articles. Inside it a few words may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Alignment {
    /// Index of the copy.
    pub copy: usize,
    /// Index of the article it is compared with (`nearest` of its row).
    pub source: usize,
    /// Where the passage stands in the copy.
    pub span: Span,
    /// Where it stands in the source.
    pub source_span: Span,
    /// How many of its words are the same.
    pub words: u32,
}

/// A shared run of fewer words is chance.
const FEWEST_WORDS: usize = 4;

/// The same for scripts that write no spaces, in characters.
const FEWEST_CHARACTERS: usize = 8;

/// Two runs with at most so many other words between them, in both texts, are one passage.
const GAP: usize = 3;

/// How many places of the source are tried for a run.
const MOST_PLACES: usize = 8;

/// The passages that justify each row that is no original: by copy, then by place in the copy.
pub fn alignments(items: &[Item<'_>], rows: &[DedupRow], watch: &Watch) -> Result<Vec<Alignment>> {
    let copies: Vec<(usize, usize)> =
        rows.iter().enumerate().filter_map(|(copy, row)| Some((copy, row.nearest?))).collect();
    passages(items, &copies, watch)
}

/// The passages that the two articles of each pair (copy, source) share: by pair as given, then by place in the copy.
pub fn passages(items: &[Item<'_>], pairs: &[(usize, usize)], watch: &Watch) -> Result<Vec<Alignment>> {
    let found: Vec<Vec<Alignment>> = pairs
        .par_iter()
        .map(|&(copy, source)| {
            if watch.is_stopped() {
                return Err(Error::interrupted());
            }
            let (Some(a), Some(b)) = (items.get(copy), items.get(source)) else { return Ok(Vec::new()) };
            let passages = align(a, b);
            let row = |passage: Passage| Alignment {
                copy,
                source,
                span: passage.span,
                source_span: passage.source_span,
                words: passage.words as u32,
            };
            Ok(passages.into_iter().map(row).collect())
        })
        .collect::<Result<_>>()?;
    Ok(found.concat())
}

/// A shared passage while it grows.
#[derive(Clone, Copy, Debug)]
struct Passage {
    span: Span,
    source_span: Span,
    words: usize,
    /// Number of the word behind it, in both texts.
    end: usize,
    source_end: usize,
}

/// The passages of `copy` that also stand in `source`, longest first tried, in the order of the copy.
fn align(copy: &Item<'_>, source: &Item<'_>) -> Vec<Passage> {
    let (mine, theirs) = (words(copy), words(source));
    let alone = mine.iter().filter(|word| word.alone).count() * 2 > mine.len();
    let usual = if alone { FEWEST_CHARACTERS } else { FEWEST_WORDS };
    let fewest = usual.min(mine.len().min(theirs.len()));
    if fewest == 0 {
        return Vec::new();
    }
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (end, run) in runs(&theirs, fewest) {
        let places = places.entry(run).or_default();
        if places.len() < MOST_PLACES {
            places.push(end + 1 - fewest);
        }
    }
    let starts: FxHashMap<usize, u64> =
        runs(&mine, fewest).map(|(end, run)| (end + 1 - fewest, run)).collect();
    let mut passages: Vec<Passage> = Vec::new();
    let mut at = 0;
    while at < mine.len() {
        let known = starts.get(&at).and_then(|run| places.get(run)).map(Vec::as_slice).unwrap_or_default();
        let expected = passages.last().map_or(0, |passage| passage.source_end);
        let longest = known
            .iter()
            .map(|&place| (same_words(&mine, at, &theirs, place), place))
            .filter(|(length, _)| *length >= fewest)
            .max_by_key(|&(length, place)| (length, std::cmp::Reverse(place.abs_diff(expected))));
        let Some((length, place)) = longest else {
            at += 1;
            continue;
        };
        add_run(&mut passages, (&mine, at), (&theirs, place), length);
        at += length;
    }
    passages
}

/// The words that count.
fn words(item: &Item<'_>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut furniture = item.boilerplate.iter().peekable();
    each_word(item.text, |word| {
        if !is_inside(word.span, &mut furniture) {
            words.push(word);
        }
    });
    words
}

/// Every run of `length` words, with the number of its last word.
fn runs(words: &[Word], length: usize) -> impl Iterator<Item = (usize, u64)> {
    let mut rolling = Shingles::new(length);
    words.iter().enumerate().filter_map(move |(end, word)| Some((end, rolling.push(word.hash)?)))
}

fn same_words(mine: &[Word], at: usize, theirs: &[Word], place: usize) -> usize {
    let (mine, theirs) = (mine.get(at..).unwrap_or_default(), theirs.get(place..).unwrap_or_default());
    mine.iter().zip(theirs).take_while(|(a, b)| a.hash == b.hash).count()
}

/// Adds a run of equal words: to the last passage if it stands close behind it in both texts, else as a new one.
fn add_run(passages: &mut Vec<Passage>, mine: (&[Word], usize), theirs: (&[Word], usize), length: usize) {
    let hull = |(words, start): (&[Word], usize)| {
        let (first, last) = (words.get(start)?, words.get(start + length - 1)?);
        Some(first.span.hull(last.span))
    };
    let (Some(span), Some(source_span)) = (hull(mine), hull(theirs)) else { return };
    let (end, source_end) = (mine.1 + length, theirs.1 + length);
    if let Some(last) = passages.last_mut() {
        let close = |end: usize, start: usize| (end..=end + GAP).contains(&start);
        if close(last.end, mine.1) && close(last.source_end, theirs.1) {
            last.span = last.span.hull(span);
            last.source_span = last.source_span.hull(source_span);
            last.words += length;
            (last.end, last.source_end) = (end, source_end);
            return;
        }
    }
    passages.push(Passage { span, source_span, words: length, end, source_end });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shared(copy: &str, source: &str) -> Vec<(String, String)> {
        let item = |text| Item { text, ..Item::default() };
        align(&Item { text: copy, ..Item::default() }, &item(source))
            .into_iter()
            .map(|found| (found.span.of(copy).to_owned(), found.source_span.of(source).to_owned()))
            .collect()
    }

    #[test]
    fn a_changed_word_does_not_break_a_passage() {
        let source = "The ferry ran aground off Port Lindow on Tuesday with 140 passengers aboard.";
        let copy =
            "Officials say the ferry ran aground off Port Lindow on Wednesday with 140 passengers aboard";
        let found = shared(copy, source);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, &copy["Officials say ".len()..]);
        assert_eq!(found[0].1, source.trim_end_matches('.'));
    }

    #[test]
    fn moved_sentences_are_found_where_they_went() {
        let (first, second) = ("The captain blamed a failed rudder.", "Divers will inspect the ship today.");
        let found = shared(&format!("{second} {first}"), &format!("{first} {second}"));
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1, "Divers will inspect the ship today");
    }

    #[test]
    fn strangers_share_nothing() {
        assert!(shared("Prices rose again on Monday", "A ferry ran aground").is_empty());
        assert!(shared("", "A ferry ran aground").is_empty());
    }

    proptest! {
        #[test]
        fn any_two_texts_give_spans_inside_them(a in "([ab選é] ?){0,60}|\\PC{0,60}", b in "([ab選é] ?){0,60}") {
            let item = |text| Item { text, ..Item::default() };
            for found in align(&item(&a), &item(&b)) {
                prop_assert!(!found.span.of(&a).is_empty());
                prop_assert!(!found.source_span.of(&b).is_empty());
            }
        }
    }
}
