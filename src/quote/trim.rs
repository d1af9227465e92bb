//! Where the words that name a speaker begin and end.
//!
//! > Colombia's army on Monday said -> "Colombia's army"
//! > and the mayor said -> "the mayor"
//!
//! A day or hour belongs to the act of saying, whatever the parser hung it on, and a clause is nobody's name.

use super::draft::Draft;
use super::layout::Layout;
use super::tree::Tree;
use crate::lexicon::Lexicon;
use crate::lexicon::time::Sense;
use crate::span::Span;
use crate::syntax::{Relation, Upos, Xpos};
use crate::time;

/// Trims the speaker of each quote; a speaker of which nothing is left is no speaker.
pub(super) fn speakers(layout: &Layout<'_>, lexicon: &Lexicon, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some(speaker) = draft.speaker else { continue };
        let speaker = match tree_of(layout, speaker) {
            Some(tree) => own_words(&tree, speaker, draft.cue),
            None => Some(speaker),
        };
        // "according to a poll in May": no verb stands by that the month could belong to, only a day could.
        let by_verb = draft.rule != "according-to";
        draft.speaker = speaker.and_then(|speaker| without_times(layout, lexicon, speaker, by_verb));
    }
}

/// The tree of the sentence that holds a span.
fn tree_of<'a>(layout: &'a Layout<'a>, span: Span) -> Option<Tree<'a>> {
    let document = &layout.parsed.document;
    let sentence = document.sentence_of_token(document.tokens_in(span).start)?;
    Tree::of_sentence(layout.parsed, sentence)
}

/// The noun phrase within a span that may have caught a conjunction or a whole clause.
fn own_words(tree: &Tree<'_>, speaker: Span, cue: Option<Span>) -> Option<Span> {
    let mut tokens: Vec<usize> = tree.tokens().filter(|&at| speaker.contains(tree.span(at))).collect();
    let joins = |&at: &usize| {
        matches!(tree.upos(at), Some(Upos::Cconj | Upos::Sconj | Upos::Punct))
            && !matches!(tree.lower(at).as_str(), "both" | "either" | "neither")
    };
    let leading = tokens.iter().take_while(|at| joins(at)).count();
    tokens.drain(..leading);
    let first = *tokens.first()?;
    let mut last = *tokens.last()?;
    let mut start = first;
    // "those surveyed said": a participle at the end is part of the name.
    if let Some(verb) = told_verb(tree, &tokens).filter(|&verb| verb < last) {
        let before_cue = cue.is_none_or(|cue| speaker.start < cue.start);
        if before_cue {
            start = phrase_before(tree, last, verb)?;
        } else {
            last = tokens.iter().copied().take_while(|&at| at < verb && !is_comma(tree, at)).last()?;
        }
    }
    (start <= last).then(|| tree.span(start).hull(tree.span(last)))
}

/// A finite verb that no "who" or "which" makes part of the name: "was" of "It was in May that the mayor".
fn told_verb(tree: &Tree<'_>, tokens: &[usize]) -> Option<usize> {
    let relative = |at: usize| {
        matches!(
            tree.lower(at).as_str(),
            "who" | "which" | "that" | "whose" | "whom" | "where" | "what" | "when"
        )
    };
    let finite = |at: usize| matches!(tree.xpos(at), Some(Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
    let describes = |at: usize| {
        let clause = match tree.relation(at) {
            Some(Relation::Aux | Relation::AuxPass | Relation::Cop) => tree.head(at).unwrap_or(at),
            _ => at,
        };
        tree.is(clause, Relation::AclRelcl)
    };
    let has_subject = |at: usize| {
        let clause = if tree.is(at, Relation::Root) { at } else { tree.head(at).unwrap_or(at) };
        [at, clause].iter().flat_map(|&verb| tree.children(verb)).any(|child| {
            matches!(tree.relation(*child), Some(Relation::Nsubj | Relation::NsubjPass | Relation::Expl))
                && tokens.contains(child)
        })
    };
    let verb = tokens.iter().position(|&at| finite(at) && has_subject(at))?;
    let before = tokens.get(..verb)?;
    let verb = *tokens.get(verb)?;
    (!before.iter().any(|&at| relative(at)) && !describes(verb)).then_some(verb)
}

fn is_comma(tree: &Tree<'_>, at: usize) -> bool {
    tree.text(at) == ","
}

/// The start of the noun phrase that ends at `last`, behind the verb that is not its own.
fn phrase_before(tree: &Tree<'_>, last: usize, verb: usize) -> Option<usize> {
    let belongs = |at: &usize| {
        matches!(
            tree.upos(*at),
            Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Pron)
        ) && !matches!(tree.lower(*at).as_str(), "that" | "which" | "who" | "what")
    };
    let start = (verb + 1..last + 1).rev().take_while(belongs).last()?;
    // "met with donors": the phrase of a preposition is no subject.
    let governed = matches!(tree.upos(start - 1), Some(Upos::Adp));
    let names = matches!(tree.upos(last), Some(Upos::Noun | Upos::Propn | Upos::Pron));
    (names && !governed).then_some(start)
}

/// Small words that join a time to what stands before it.
const JOINS_TIME: &[&str] = &["on", "in", "at", "since", "by", "during", "from", "until", "early", "late"];

/// The words without a time at either end or behind a preposition in the middle.
fn without_times(layout: &Layout<'_>, lexicon: &Lexicon, speaker: Span, by_verb: bool) -> Option<Span> {
    let text = layout.text;
    let mut left = speaker;
    // The last time first: "the army late on Monday" loses "Monday", then "late on".
    for time in time::places(text, speaker, lexicon).into_iter().rev() {
        let time = Span { start: time.start.max(left.start), end: time.end.min(left.end) };
        let head = Span { start: left.start, end: time.start };
        // "a deputy who left the party in May", "the firm founded in 1990": the time is part of who it is.
        let glued = head.of(text).ends_with(char::is_alphanumeric);
        if time.start >= time.end
            || glued
            || layout.has_verb(head)
            || !(by_verb || is_day(lexicon, time.of(text)))
        {
            continue;
        }
        let tail = Span { start: time.end, end: left.end };
        let at_end = tail.trim(text).is_empty() || tail.of(text).starts_with(',');
        if head.trim(text).is_empty() {
            // "Friday" speaks never; "Friday's statement" and "1990 winner" stay; "On Monday, the army" loses its day.
            let rest = behind_comma(text, tail);
            match (at_end, rest) {
                (true, rest) => left = rest?,
                (false, _) => continue,
            }
            continue;
        }
        let name = before_joins(text, head);
        let joined = name.end < head.trim(text).end;
        if at_end || (joined && layout.is_phrase_behind(tail)) {
            left = name;
        }
    }
    let left = left.trim(text);
    (left.start < left.end).then_some(left)
}

/// Whether a time begins with the name of a weekday.
fn is_day(lexicon: &Lexicon, time: &str) -> bool {
    let first = time.split_whitespace().next().and_then(|word| lexicon.time.entry(word));
    first.is_some_and(|entry| entry.senses.iter().any(|sense| matches!(sense, Sense::Weekday { .. })))
}

/// What stands behind a comma, if anything does.
fn behind_comma(text: &str, stretch: Span) -> Option<Span> {
    let rest = Span { start: (stretch.start + 1).min(stretch.end), ..stretch }.trim(text);
    (stretch.of(text).starts_with(',') && rest.start < rest.end).then_some(rest)
}

/// The stretch without the small words and commas at its end: "the army" of "the army late on".
fn before_joins(text: &str, stretch: Span) -> Span {
    let mut left = stretch.trim(text);
    loop {
        let words = left.of(text);
        let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
        let shorter = match words.strip_suffix(',') {
            Some(shorter) => shorter,
            None if JOINS_TIME.contains(&last.to_lowercase().as_str()) => {
                words.strip_suffix(last).unwrap_or_default()
            }
            None => return left,
        };
        left = Span { start: left.start, end: left.start + shorter.trim_end().len() as u32 };
    }
}
