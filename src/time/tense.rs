//! The tense of the clause a time expression stands in: "met on Friday" lies back, "will meet on Friday" ahead.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::lexicon::time::{Role, Sense, TenseCue};
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos, Xpos};

use super::atoms::Atoms;

/// When the clause says its happening lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "met", "has met", "was meeting"
    Past,
    /// "meets", "is meeting"
    Present,
    /// "will meet", "is due to meet", "would meet"
    Future,
    /// No verb tells.
    Unknown,
}

/// The tense by tags and tree, and whether the expression stands before a noun it belongs to.
pub(super) fn by_tree(parsed: &Parsed<'_>, span: Span, lexicon: &Lexicon) -> (Tense, bool) {
    let Some(top) = top_token(parsed, span) else { return (Tense::Unknown, false) };
    let before_noun = parsed.words.get(top).is_some_and(|word| {
        let attached = matches!(
            word.relation,
            Relation::Compound
                | Relation::Nmod
                | Relation::NmodUnmarked
                | Relation::NmodPoss
                | Relation::Amod
                | Relation::Nummod
        );
        attached && word.head.is_some_and(|head| head as usize > top)
    });
    if is_due(parsed, span, lexicon) {
        return (Tense::Future, before_noun);
    }
    let noun = parsed.head(top).filter(|_| before_noun);
    // "the July 15 coup attempt" has happened, whichever July is nearest.
    if noun.is_some_and(|noun| names(parsed, top + 1..noun + 1, Sense::Happened, lexicon)) {
        return (Tense::Past, false);
    }
    let until = is_until(parsed, span, lexicon);
    let mut current = Some(top);
    let mut steps = 0;
    while let Some(token) = current {
        let Some(word) = parsed.words.get(token) else { break };
        // A word of the expression itself is no verb, whatever its tag ("Thursday afternoon", taken for a verb).
        let inside = parsed.document.tokens.get(token).is_some_and(|token| span.contains(token.span));
        // "the runoff is on May 26": the verb hangs from the expression.
        let tells = match inside {
            true => parsed.child(token, Relation::Cop).is_some(),
            false => matches!(word.upos, Upos::Verb | Upos::Aux) || has_auxiliary(parsed, token),
        };
        if tells {
            match of_verb(parsed, token, span, lexicon) {
                Tense::Unknown => {}
                // "gave him until June 1": the end of what was granted may well lie ahead; "lasted until Friday" is over.
                Tense::Past if until && !is_lasting(parsed, token, lexicon) => {
                    return (Tense::Present, before_noun);
                }
                // "Friday's meeting will be in Oslo": the meeting lies ahead with what is told of it.
                Tense::Future
                    if noun.is_some_and(|noun| names(parsed, top + 1..noun + 1, Sense::Planned, lexicon)) =>
                {
                    return (Tense::Future, false);
                }
                tense => return (tense, before_noun),
            }
        }
        steps += 1;
        if steps > 50 {
            break;
        }
        current = parsed.head(token);
    }
    (Tense::Unknown, before_noun)
}

/// "is due in November", "are due on the first Sunday of May": told by the words before the expression, because parsers
/// tend to read "due in" as one preposition.
fn is_due(parsed: &Parsed<'_>, span: Span, lexicon: &Lexicon) -> bool {
    let first = parsed.document.tokens_in(span).start;
    let is_preposition = |&token: &usize| parsed.words.get(token).is_some_and(|word| word.upos == Upos::Adp);
    let Some(cue) = (0..first).rev().take(3).find(|token| !is_preposition(token)) else { return false };
    let says_future = lexicon
        .time
        .entry(parsed.text_of(cue))
        .is_some_and(|entry| entry.senses.contains(&Sense::Tense(TenseCue::Future)));
    let is_adjective = parsed.words.get(cue).is_some_and(|word| word.upos == Upos::Adj);
    let before = cue.checked_sub(1).and_then(|token| parsed.words.get(token));
    let now = before.is_some_and(|word| word.lemma == "be" && matches!(word.xpos, Xpos::Vbz | Xpos::Vbp));
    says_future && is_adjective && now
}

/// Whether one of these words has a sense in the lists.
fn names(parsed: &Parsed<'_>, mut words: Range<usize>, sense: Sense, lexicon: &Lexicon) -> bool {
    words.any(|word| {
        let entry = lexicon.time.entry(parsed.text_of(word));
        entry.is_some_and(|entry| entry.senses.contains(&sense))
    })
}

/// Whether "until" or "till" stands before the expression.
fn is_until(parsed: &Parsed<'_>, span: Span, lexicon: &Lexicon) -> bool {
    let before = parsed.document.tokens_in(span).start.checked_sub(1);
    before.is_some_and(|before| names(parsed, before..before + 1, Sense::Role(Role::Until), lexicon))
}

/// "lasted until Friday", "was president until June 1"
fn is_lasting(parsed: &Parsed<'_>, verb: usize, lexicon: &Lexicon) -> bool {
    parsed.child(verb, Relation::Cop).is_some()
        || names(parsed, verb..verb + 1, Sense::Tense(TenseCue::Lasting), lexicon)
}

/// The token of the span whose head lies outside it.
pub(super) fn top_token(parsed: &Parsed<'_>, span: Span) -> Option<usize> {
    if !parsed.has_trees() {
        return None;
    }
    let mut tokens = parsed.document.tokens_in(span);
    let all = tokens.clone();
    tokens.find(|&token| parsed.head(token).is_none_or(|head| !all.contains(&head)))
}

fn has_auxiliary(parsed: &Parsed<'_>, token: usize) -> bool {
    parsed.child(token, Relation::Cop).is_some() || parsed.child(token, Relation::Aux).is_some()
}

/// The tense of one verb with its auxiliaries; a word of the expression is none ("On 9 May he was shot").
fn of_verb(parsed: &Parsed<'_>, verb: usize, span: Span, lexicon: &Lexicon) -> Tense {
    let inside =
        |token: usize| parsed.document.tokens.get(token).is_some_and(|token| span.contains(token.span));
    let Some(word) = parsed.words.get(verb) else { return Tense::Unknown };
    let mut back = false;
    let mut present = false;
    for child in parsed.children(verb) {
        let Some(helper) = parsed.words.get(child) else { continue };
        if !matches!(helper.relation, Relation::Aux | Relation::AuxPass | Relation::Cop) || inside(child) {
            continue;
        }
        match helper.xpos {
            Xpos::Md => return Tense::Future,
            Xpos::Vbd => back = true,
            Xpos::Vbz | Xpos::Vbp if helper.lemma == "have" => back = true,
            Xpos::Vbz | Xpos::Vbp => present = true,
            _ => {}
        }
    }
    let says = |cue| !inside(verb) && names(parsed, verb..verb + 1, Sense::Tense(cue), lexicon);
    // "was postponed to November 5": the time may well lie ahead of the past that put it there.
    if says(TenseCue::Ahead) {
        return Tense::Present;
    }
    if says(TenseCue::Future) && !back && word.xpos != Xpos::Vbd {
        return Tense::Future;
    }
    // "was scheduled for June 3": what was planned may still lie ahead.
    if says(TenseCue::Future) && word.xpos == Xpos::Vbn {
        return Tense::Present;
    }
    if back {
        return Tense::Past;
    }
    // "On April 28 he quit": the past of some verbs looks like their present.
    let bare = matches!(word.xpos, Xpos::Vb | Xpos::Vbp) && !present && word.lemma != "have";
    let helped = parsed.children(verb).any(|child| {
        let helper = parsed.words.get(child);
        helper.is_some_and(|helper| {
            !inside(child)
                && (helper.xpos == Xpos::To || matches!(helper.relation, Relation::Aux | Relation::Mark))
        })
    });
    if bare && !helped && (says(TenseCue::Past) || says(TenseCue::Either)) {
        return Tense::Past;
    }
    match word.xpos {
        Xpos::Vbd => Tense::Past,
        Xpos::Vbz | Xpos::Vbp => Tense::Present,
        Xpos::Vbn | Xpos::Vbg if present => Tense::Present,
        // "will stay closed through Sunday": the verb above tells.
        Xpos::Vbn if matches!(word.relation, Relation::Xcomp | Relation::Conj) => Tense::Unknown,
        // "published on Friday", "held this fall": a participle after its noun tells of something done.
        Xpos::Vbn => Tense::Past,
        // "is to resume in September"
        Xpos::Vb if present => Tense::Future,
        Xpos::Vb => infinitive(parsed, verb),
        _ if present => Tense::Present,
        _ => Tense::Unknown,
    }
}

/// "to meet on Friday" lies ahead of a verb in the present; after one in the past, that verb has to tell.
fn infinitive(parsed: &Parsed<'_>, verb: usize) -> Tense {
    match parsed.head(verb).and_then(|head| parsed.words.get(head)) {
        Some(head) if matches!(head.xpos, Xpos::Vbd | Xpos::Vbn) => Tense::Unknown,
        _ => Tense::Future,
    }
}

/// The tense by the nearest telling word, for text without tags.
///
/// Looks back from the expression to the start of its sentence, then a little ahead.
pub(super) fn by_words(atoms: &Atoms<'_>, place: Range<usize>) -> Tense {
    let ends = |at: usize| [".", "!", "?", ";"].contains(&atoms.text(at));
    let back = (0..place.start).rev().take(24).take_while(|&at| !ends(at));
    let ahead = (place.end..atoms.len()).take(24).take_while(|&at| !ends(at));
    let found = back.chain(ahead).find_map(|at| Some((cue(atoms, at)?, at)));
    let until = place.start.checked_sub(1).is_some_and(|before| atoms.is(before, Role::Until));
    match found {
        Some((Tense::Past, at)) if until && atoms.tense_cue(at) != Some(TenseCue::Lasting) => Tense::Present,
        Some((tense, _)) => tense,
        None => Tense::Unknown,
    }
}

fn cue(atoms: &Atoms<'_>, at: usize) -> Option<Tense> {
    match atoms.tense_cue(at) {
        Some(TenseCue::Past | TenseCue::Lasting) => return Some(Tense::Past),
        Some(TenseCue::Future) => return Some(Tense::Future),
        Some(TenseCue::Ahead) => return Some(Tense::Present),
        Some(TenseCue::PastEnding | TenseCue::Either) => return None,
        None => {}
    }
    let word = atoms.text(at);
    (word.len() > 4 && word.ends_with("ed") && !atoms.is_capital(at)).then_some(Tense::Past)
}
