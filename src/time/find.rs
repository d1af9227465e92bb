//! All time expressions of an article, in order.

use std::ops::Range;

use super::atoms::Atoms;
use super::grammar::{self, Place};
use super::meaning::Found;
use super::tense::{self, Tense};
use super::{TimeExpression, resolve, undated};
use crate::article::ArticleView;
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::syntax::Parsed;

/// A stretch of text is read at once; longer paragraphs are cut where a word ends.
const STRETCH: usize = 1 << 16;

/// Finds the time expressions of an article and their values.
///
/// Values are told from the day of publication, else from the day the dateline names, else from the one day on which
/// the text itself shows it was written (see [`undated`](super::undated)). Works without tags and trees, where tenses
/// are then told by a list of words.
pub fn find(view: &ArticleView<'_>, parsed: &Parsed<'_>, lexicon: &Lexicon) -> Vec<TimeExpression> {
    let found = recognize(view, parsed, lexicon);
    let stated = view.published.map(|time| time.date()).or(view.dateline_date);
    let reference = stated.or_else(|| undated::only_day(view, parsed, &found, lexicon));
    resolve::resolve(&found, view, reference)
}

/// The expressions of an article, not yet resolved.
pub(super) fn recognize(view: &ArticleView<'_>, parsed: &Parsed<'_>, lexicon: &Lexicon) -> Vec<Found> {
    if !is_english(view.language) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for stretch in stretches(view.text) {
        let atoms = Atoms::read(view.text, stretch, &lexicon.time);
        for place in grammar::expressions(&atoms) {
            all.extend(found(&atoms, place, parsed, lexicon));
        }
    }
    all
}

/// Where times stand in a few words of a text: "the army on Monday" holds "Monday". Nothing is resolved.
pub fn places(text: &str, words: Span, lexicon: &Lexicon) -> Vec<Span> {
    let atoms = Atoms::read(text, words.start as usize..words.end as usize, &lexicon.time);
    let spans = grammar::expressions(&atoms).into_iter().filter_map(|place| atoms.range(place.atoms));
    spans.map(|range| Span::new(range.start, range.end)).collect()
}

/// The patterns are English; text of unknown language may be.
fn is_english(language: Option<&str>) -> bool {
    let language = language.unwrap_or_default().trim();
    language.is_empty() || language.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en"))
}

/// A place of the text with its sentence, paragraph and tense.
fn found(atoms: &Atoms<'_>, place: Place, parsed: &Parsed<'_>, lexicon: &Lexicon) -> Option<Found> {
    let range = atoms.range(place.atoms.clone())?;
    let span = Span::new(range.start, range.end);
    let sentences = &parsed.document.sentences;
    let after = sentences.partition_point(|sentence| sentence.span.start <= span.start);
    let sentence = after.saturating_sub(1);
    let before = place.atoms.start.checked_sub(1);
    let is_for = before.is_some_and(|before| atoms.text(before).eq_ignore_ascii_case("for"));
    let (mut tense, before_noun) = tense::by_tree(parsed, span, lexicon);
    if !parsed.has_trees() && tense == Tense::Unknown {
        tense = tense::by_words(atoms, place.atoms);
    }
    // "set a hearing for June 3": what a day is set for lies ahead of the setting.
    if is_for && place.meaning.is_day() && !before_noun && tense == Tense::Past {
        tense = Tense::Present;
    }
    Some(Found {
        span,
        sentence: sentence as u32,
        paragraph: sentences.get(sentence).map_or(0, |sentence| sentence.paragraph),
        meaning: place.meaning,
        modifier: place.modifier,
        tense,
        before_noun,
    })
}

/// Cuts a text at blank lines, and paragraphs of more than 64 KB at white space, so that memory stays bounded.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let window = &rest[..floor_char_boundary(rest, STRETCH)];
        let blank = window.find("\n\n").map(|at| at + 2);
        let end = match blank {
            Some(end) => end,
            None if window.len() == rest.len() => rest.len(),
            None => window.rfind(char::is_whitespace).filter(|&at| at > 0).unwrap_or(window.len()),
        };
        cuts.push(start..start + end);
        start += end;
    }
    cuts
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
