//! Cue and speaker beside a quotation, by the order of words alone.
//!
//! These rules carry texts without trees, and quotations whose sentence the parser got wrong.

use super::attribution::Attribution;
use super::layout::Layout;
use super::words::{Piece, pieces};
use crate::lexicon::Lexicon;
use crate::lexicon::cues::{Cue, CuePos, Cues, Frame};
use crate::span::Span;

/// Words looked at on one side of a quotation.
const WINDOW: usize = 60;

/// Words that end the name of a speaker: what follows says when, where, how or to whom.
const AFTER_SPEAKER: &[&str] = &[
    "in", "on", "at", "during", "after", "before", "when", "while", "as", "to", "from", "by", "about",
    "last", "this", "via", "through", "but", "because", "since", "if", "recently", "later", "earlier",
    "then", "again",
];

/// Words that join a further clause: what follows them is no attribution of what went before.
const NEXT_CLAUSE: &[&str] = &[
    "and", "but", "though", "although", "while", "when", "as", "because", "if", "before", "after", "so",
    "yet", "which", "who", "that", "since", "until", "where",
];

/// Helpers and adverbs between a speaker and the cue: "he has also said".
const BEFORE_CUE: &[&str] = &[
    "also", "later", "then", "once", "has", "had", "have", "was", "is", "would", "will", "often", "never",
    "even", "just", "again", "who", "can", "could", "did",
];

/// Reads "said Ms Osei" or "Ms Osei said" after a quotation.
///
/// > "We won," said Ms Osei, the coach.
pub(super) fn after(layout: &Layout<'_>, stretch: Span, cues: &Cues) -> Option<Attribution> {
    let all = pieces(layout.text, stretch, WINDOW);
    let cue_at = |words: &[Piece<'_>], at: usize| cue_at(layout, words, at, cues);
    let skipped = all.iter().take_while(|piece| piece.is_mark(&[",", "-", "–", "—"])).count();
    let words = &all[skipped.min(all.len())..];
    let first = words.first()?;
    if let Some((cue, length)) =
        cue_at(words, 0).filter(|_| !first.is_capitalised() && !first.text.ends_with("ing"))
    {
        let rest = skip_adverbs(words, length);
        let speaker = speaker_from(words, rest);
        if speaker.is_some() {
            return Some(Attribution::new(cue_span(words, 0, length), cue, speaker, stretch));
        }
    }
    if NEXT_CLAUSE.contains(&first.lower().as_str()) {
        return None;
    }
    let parsed = layout.parsed.has_trees();
    let at = (1..words.len()).find(|&at| {
        let word = &words[at];
        if word.is_capitalised() || cue_at(words, at).is_none() {
            return false;
        }
        !in_aside(&words[..at]) || (parsed && !layout.describes_noun(word.span))
    })?;
    let (cue, length) = cue_at(words, at)?;
    let speaker = speaker_before(words, 0, at)?;
    Some(Attribution::new(cue_span(words, at, length), cue, Some(speaker), stretch))
}

/// Reads "Ms Osei said:" or "Ms Osei told reporters that" before a quotation.
///
/// > Ms Osei told reporters: "We won."
pub(super) fn before(layout: &Layout<'_>, stretch: Span, lexicon: &Lexicon) -> Option<Attribution> {
    let all = pieces(layout.text, stretch, 4 * WINDOW);
    let cue_at = |words: &[Piece<'_>], at: usize| cue_at(layout, words, at, &lexicon.cues);
    let colon = all.last().is_some_and(|piece| piece.is_mark(&[":"]));
    let window = all.len().saturating_sub(WINDOW);
    let words = &all[window..];
    let reach = if colon { 25 } else { 8 };
    let nearest = words.len().saturating_sub(reach);
    let at = (nearest..words.len()).rev().find(|&at| {
        let cue = cue_at(words, at);
        cue.is_some() && (!words[at].is_capitalised() || (at == 0 && !opens_aside(words, colon)))
    });
    let Some(at) = at else { return before_colon(layout, words, colon, stretch, lexicon) };
    let (cue, length) = cue_at(words, at)?;
    let between = &words[(at + length).min(words.len())..];
    if between.iter().any(|piece| piece.is_mark(&[".", ";", "!", "?"])) {
        return None;
    }
    let speaker = speaker_before(words, clause_start(words, at), at);
    Some(Attribution::new(cue_span(words, at, length), cue, speaker, stretch))
}

/// "Asked about the delay, Ms Osei shrugged:": the first word is a participle, and she is the one asked.
fn opens_aside(words: &[Piece<'_>], colon: bool) -> bool {
    let participle = words.first().is_some_and(|word| word.text.ends_with("ed"));
    colon && participle && words.iter().any(|word| word.is_mark(&[","]))
}

/// "Ana Bruk, mayor: "We won."" or "She fired off a letter: "We won."": who stands before the colon speaks.
fn before_colon(
    layout: &Layout<'_>,
    words: &[Piece<'_>],
    colon: bool,
    stretch: Span,
    lexicon: &Lexicon,
) -> Option<Attribution> {
    let (mark, name) = words.split_last().filter(|_| colon)?;
    if let [label] = name
        && layout.is_thing(label.span, lexicon)
    {
        return None;
    }
    let named = name.len() <= 7 && name.iter().all(|piece| !piece.is_word || piece.is_capitalised());
    let first = name.split(|piece| piece.is_mark(&[","])).next().filter(|first| !first.is_empty())?;
    // "Ms Lund, 44, from Halden:"
    let titled = name.len() <= 12
        && first.len() < name.len()
        && first.len() <= 5
        && first.iter().all(|piece| piece.is_capitalised() || piece.is_mark(&["."]));
    let whole = |run: &[Piece<'_>]| Some(run.first()?.span.hull(run.last()?.span));
    let speaker = match (named, titled) {
        (true, _) => whole(name),
        (false, true) => whole(first),
        _ => Some(layout.subject_near(name.first()?.span)?),
    };
    Some(Attribution { cue: mark.span, speaker, ..Attribution::bare(stretch) })
}

/// The verb that introduces speech at `words[at]`, and how many words it has.
fn cue_at<'c>(
    layout: &Layout<'_>,
    words: &[Piece<'_>],
    at: usize,
    cues: &'c Cues,
) -> Option<(&'c Cue, usize)> {
    let word = words.get(at).filter(|word| word.is_word)?;
    let form = word.lower();
    // Only forms that nouns share ("comments", "report") need the tag; "wrote" is a verb whatever the tagger says.
    let shared = |cue: &Cue| form == cue.lemma || form.ends_with('s') || form.ends_with("ing");
    cues.of_form(&form)
        .filter(|cue| !shared(cue) || layout.may_be_verb(word.span))
        .filter(|cue| cue.pos == CuePos::Verb && cue.frames.has(Frame::Quote))
        .filter(|cue| {
            let rest = words.get(at + 1..at + 1 + cue.rest.len());
            rest.is_some_and(|rest| cue.rest.iter().zip(rest).all(|(want, have)| *want == have.lower()))
        })
        .max_by_key(|cue| cue.rest.len())
        .map(|cue| (cue, 1 + cue.rest.len()))
}

fn cue_span(words: &[Piece<'_>], at: usize, length: usize) -> Span {
    words[at].span.hull(words[(at + length - 1).min(words.len() - 1)].span)
}

fn skip_adverbs(words: &[Piece<'_>], mut at: usize) -> usize {
    while words.get(at).is_some_and(|word| word.text.ends_with("ly") && !word.is_capitalised()) {
        at += 1;
    }
    at
}

/// The noun phrase that begins at `words[at]`, by its capital, article or pronoun.
fn speaker_from(words: &[Piece<'_>], at: usize) -> Option<Span> {
    let length = words.get(at..)?.iter().take_while(|word| names_on(word)).count();
    let name = words.get(at..at + length).filter(|name| !name.is_empty())?;
    Some(name[0].span.hull(name[name.len() - 1].span))
}

fn names_on(word: &Piece<'_>) -> bool {
    word.is_word && !AFTER_SPEAKER.contains(&word.lower().as_str())
}

/// The noun phrase that ends before the cue at `words[cue]`, from `start` on at the earliest.
fn speaker_before(words: &[Piece<'_>], start: usize, cue: usize) -> Option<Span> {
    let mut end = cue;
    while end > start {
        let word = &words[end - 1];
        let helper = word.text.ends_with("ly") || BEFORE_CUE.contains(&word.lower().as_str());
        if !helper && !word.is_mark(&[",", "—", "–", "-"]) {
            break;
        }
        end -= 1;
    }
    let mut start = start;
    while start < end && NEXT_CLAUSE.contains(&words[start].lower().as_str()) {
        start += 1;
    }
    // "Osei, the coach of the side, said": the name is what stands before the aside.
    let first_mark = words[start..end].iter().position(|word| !word.is_word).map_or(end, |at| start + at);
    let name = words.get(start..first_mark).filter(|name| !name.is_empty())?;
    Some(name[0].span.hull(name[name.len() - 1].span))
}

/// Where the clause of the cue begins: after the last comma that closes no aside, or the sentence's first word.
fn clause_start(words: &[Piece<'_>], cue: usize) -> usize {
    let commas: Vec<usize> = (0..cue).filter(|&at| words[at].is_mark(&[",", ";", ":", "—", "–"])).collect();
    match commas[..] {
        [] => 0,
        // "Osei, the coach, said"
        [.., open, close] if close + 1 == cue => {
            commas.iter().rev().find(|&&at| at < open).map_or(0, |at| at + 1)
        }
        [.., last] => last + 1,
    }
}

/// Whether the words so far end inside an aside that a comma or relative pronoun opened.
fn in_aside(words: &[Piece<'_>]) -> bool {
    let commas = words.iter().filter(|word| word.is_mark(&[","])).count();
    commas % 2 == 1 || (commas == 0 && words.iter().any(|word| matches!(word.text, "who" | "which" | "that")))
}
