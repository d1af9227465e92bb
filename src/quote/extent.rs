//! How far the reported words go, where the parser hung their last phrase on the verb that reports.
//!
//! > She deplored the steps taken by the council. / He backed it as the only way out, citing the costs.
//!
//! "taken by the council" is part of what she deplored, whether it hangs on "steps" or on "deplored"; "citing" is what
//! he does, whether it hangs on "backed" or on a word within what he said.

use super::speaker;
use super::tree::{Tree, joined};
use crate::lexicon::cues::{CuePos, Frame};
use crate::lexicon::{Cues, Lexicon};
use crate::syntax::{Relation, Upos, Xpos};

/// Phrases taken up behind one another.
const MOST_PHRASES: usize = 4;

/// Adds the phrases that follow with no mark between and hang on the verb that reports.
pub(super) fn with_rest_of_phrase(tree: &Tree<'_>, lexicon: &Lexicon, cue: usize, content: &mut Vec<usize>) {
    for _ in 0..MOST_PHRASES {
        let word = content.iter().rev().copied().find(|&at| !tree.is_punctuation(at));
        let Some(last) = word.filter(|&last| last > cue) else { return };
        let more = next_phrase(tree, lexicon, last, cue);
        if more.is_empty() {
            return;
        }
        *content = joined(std::mem::take(content), more);
    }
}

/// The phrase that goes on right behind `last`, if it says more of the same thing.
pub(super) fn next_phrase(tree: &Tree<'_>, lexicon: &Lexicon, last: usize, cue: usize) -> Vec<usize> {
    let Some(next) = behind_mark(tree, last) else { return Vec::new() };
    let marked = next > last + 1 && !matches!(tree.text(last + 1), ")" | "]");
    let mut top = next;
    while let Some(head) = tree.head(top).filter(|&head| head > last) {
        top = head;
    }
    if tree.head(top).is_none() || !goes_on(tree, lexicon, (next, marked), top, cue) {
        return Vec::new();
    }
    tree.subtree(top, &[]).into_iter().filter(|&at| at > last).collect()
}

/// The word behind `last`, where at most a closing bracket and a closing quotation mark stand between.
fn behind_mark(tree: &Tree<'_>, last: usize) -> Option<usize> {
    let mut next = last + 1;
    if tree.tokens().contains(&next) && matches!(tree.text(next), ")" | "]") {
        next += 1;
    }
    if !tree.tokens().contains(&next) {
        return None;
    }
    let closes = matches!(tree.text(next), "\"" | "”" | "’" | "'" | "''" | "»");
    if closes && tree.upos(next) == Some(Upos::Punct) {
        next += 1;
    }
    (tree.tokens().contains(&next) && !tree.is_punctuation(next)).then_some(next)
}

/// Whether a phrase completes a noun: "of the firm", "taken by the firm", "to save the firm", not "on Monday".
fn goes_on(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    (next, marked): (usize, bool),
    top: usize,
    cue: usize,
) -> bool {
    if speaker::is_time(tree, top, lexicon) || top <= cue {
        return false;
    }
    let joined = matches!(
        tree.relation(top),
        Some(
            Relation::Obl
                | Relation::Nmod
                | Relation::Acl
                | Relation::Xcomp
                | Relation::Advcl
                | Relation::AclRelcl
                | Relation::OblAgent
        )
    );
    let begins = match tree.upos(next) {
        Some(Upos::Adp | Upos::Sconj | Upos::Part) => matches!(
            tree.lower(next).as_str(),
            "of" | "to"
                | "for"
                | "as"
                | "by"
                | "from"
                | "over"
                | "with"
                | "against"
                | "between"
                | "towards"
                | "toward"
                | "into"
                | "among"
        ),
        // Behind a closing mark: the "fog bill" vote, a "fog" that lifted.
        Some(Upos::Noun | Upos::Propn | Upos::Adj) if marked => return true,
        Some(Upos::Pron) if marked => tree.is(top, Relation::AclRelcl),
        Some(Upos::Verb) => matches!(tree.xpos(next), Some(Xpos::Vbn | Xpos::Vbg)) && next == top,
        _ => false,
    };
    let agent = speaker::is_passive(tree, cue) && tree.lower(next) == "by";
    joined && begins && !agent
}

/// Takes "by the ministry" out of what a passive reports: it says who reports.
pub(super) fn without_agent(tree: &Tree<'_>, cue: usize, content: &mut Vec<usize>) {
    if !speaker::is_passive(tree, cue) {
        return;
    }
    let Some(by) = speaker::agent(tree, cue).and_then(|agent| tree.marker(agent)) else { return };
    if content.contains(&by) && by > cue {
        content.retain(|&at| at < by);
    }
}

/// Cuts off a verb in the past or present that the parser joined to an infinitive: it is the speaker's next act.
///
/// > The minister urged the union to return and promised to pay.
pub(super) fn without_next_act(tree: &Tree<'_>, content: &mut Vec<usize>) {
    let Some(verb) = content.iter().copied().find(|&at| joins_infinitive(tree, at)) else { return };
    let joint =
        tree.children(verb).iter().copied().find(|&child| tree.is(child, Relation::Cc)).unwrap_or(verb);
    content.retain(|&at| at < joint.min(verb));
}

/// Whether a finite verb hangs beside an infinitive, which it cannot be joined to.
pub(super) fn joins_infinitive(tree: &Tree<'_>, verb: usize) -> bool {
    // "promised" may be tagged as a participle; without a helper beside it, it is none.
    let helped = [Relation::Aux, Relation::AuxPass].iter().any(|&of| tree.child(verb, of).is_some());
    let finite = |at: usize| {
        matches!(tree.xpos(at), Some(Xpos::Vbd | Xpos::Vbz)) || (tree.xpos(at) == Some(Xpos::Vbn) && !helped)
    };
    let has_subject = [Relation::Nsubj, Relation::NsubjPass].iter().any(|&of| tree.child(verb, of).is_some());
    tree.is(verb, Relation::Conj)
        && finite(verb)
        && !has_subject
        && tree
            .head(verb)
            .is_some_and(|head| tree.xpos(head) == Some(Xpos::Vb) && tree.has_marker(head, "to"))
}

/// Cuts the day off the end of an object: "rejected the plan on Friday" was done on Friday.
pub(super) fn without_day(tree: &Tree<'_>, lexicon: &Lexicon, content: &mut Vec<usize>) {
    let Some(last) = content.iter().rev().copied().find(|&at| !tree.is_punctuation(at)) else { return };
    let near = content.iter().rev().copied().take(3);
    let Some(day) = near.clone().find(|&at| speaker::is_weekday(tree, at, lexicon)) else { return };
    // "Friday evening": the evening is the head.
    let top = tree.head(day).filter(|head| *head == day + 1 && content.contains(head)).unwrap_or(day);
    let phrase = tree.subtree(top, &[]);
    let on = tree.has_marker(top, "on") || tree.has_marker(top, "late") || tree.marker(top).is_none();
    let first = phrase.first().copied().unwrap_or(top);
    if on && phrase.last() == Some(&last) && phrase.len() <= 4 && content.iter().any(|&at| at < first) {
        content.retain(|&at| at < first);
    }
}

/// Cuts off a participle of saying behind a comma: it is the speaker's next act, not part of what was said.
///
/// > He said the plant would close, citing low prices.
pub(super) fn without_own_participle(tree: &Tree<'_>, cues: &Cues, cue: usize, content: &mut Vec<usize>) {
    let Some(top) =
        content.iter().copied().find(|&at| tree.head(at).is_none_or(|head| !content.contains(&head)))
    else {
        return;
    };
    let cut = content.iter().copied().find(|&at| at > top && at > cue && is_own_participle(tree, cues, at));
    if let Some(cut) = cut {
        content.retain(|&at| at < cut);
    }
}

/// Whether `at` is a word like ", saying" or ", citing", without a subject of its own.
pub(super) fn is_own_participle(tree: &Tree<'_>, cues: &Cues, at: usize) -> bool {
    if tree.xpos(at) != Some(Xpos::Vbg) || !follows_comma(tree, at) {
        return false;
    }
    let has_subject = tree.children(at).iter().any(|&child| {
        matches!(tree.relation(child), Some(Relation::Nsubj | Relation::Aux | Relation::Cop)) && child < at
    });
    let reports = cues.of_form(&tree.lower(at)).any(|cue| {
        cue.pos == CuePos::Verb
            && [Frame::Quote, Frame::That, Frame::Object, Frame::Result]
                .iter()
                .any(|&frame| cue.frames.has(frame))
    });
    reports && !has_subject
}

/// Whether a comma stands right before a word, a closing quotation mark between them or not.
fn follows_comma(tree: &Tree<'_>, at: usize) -> bool {
    let before = |at: usize| at.checked_sub(1).filter(|at| tree.tokens().contains(at));
    let Some(one) = before(at) else { return false };
    match tree.text(one) {
        "," => true,
        "\"" | "”" | "’" | "'" | "''" | "»" => before(one).is_some_and(|two| tree.text(two) == ","),
        _ => false,
    }
}
