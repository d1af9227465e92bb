//! What a text says of a report itself: that it was not made ("did not say"), or only by hearsay ("reportedly said").

use super::draft::Draft;
use super::layout::Layout;
use super::speaker;
use super::tree::Tree;
use crate::lexicon::Cues;
use crate::lexicon::cues::Frame;
use crate::syntax::{Relation, Upos};

/// Fills in `negated` and `hedged` of each report, as the tree around its cue tells.
///
/// > The envoy did not say when he would return. -> negated
/// > The firm reportedly told its staff that it would close. -> hedged
pub(super) fn find(layout: &Layout<'_>, cues: &Cues, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some(cue) = draft.cue else { continue };
        let document = &layout.parsed.document;
        let token = document.tokens_in(cue).start;
        let Some(sentence) = document.sentence_of_token(token) else { continue };
        let Some(tree) = Tree::of_sentence(layout.parsed, sentence) else { continue };
        if !tree.tokens().contains(&token) {
            continue;
        }
        let above = above(&tree, token);
        // "announced no plans to leave": the "no" stands by the last word of the cue.
        let last = document.tokens_in(cue).last().filter(|last| tree.tokens().contains(last));
        let verbs = [Some(token), above, last.filter(|&last| tree.upos(last) == Some(Upos::Noun))];
        // "did not elaborate", "declined to comment": nothing was said.
        draft.manner.negated |= is_left_unsaid(&tree, token);
        draft.manner.negated |= draft.rule == "silence" || is_silence(&tree, token, draft, cues);
        // "Nobody, he said, would lose a job": "nobody" is part of what is said.
        let said = |at: usize| draft.spans.iter().any(|span| span.overlaps(tree.span(at)));
        let negated = verbs.into_iter().flatten().any(|verb| is_negated(&tree, verb, &said));
        draft.manner.negated |= negated || above.is_some_and(|verb| is_refusal(&tree, verb, cues));
        draft.manner.hedged |= verbs.into_iter().flatten().any(|verb| is_hedged(&tree, verb, cues))
            || above.is_some_and(|verb| is_seeming(&tree, verb))
            || is_hearsay(&tree, token, draft);
    }
}

/// The verb whose infinitive the cue is: "refused" of "refused to say", "is believed" of "is believed to want".
fn above(tree: &Tree<'_>, cue: usize) -> Option<usize> {
    let head = tree.head(cue).filter(|_| tree.is(cue, Relation::Xcomp) && tree.has_marker(cue, "to"))?;
    matches!(tree.upos(head), Some(Upos::Verb | Upos::Aux | Upos::Adj)).then_some(head)
}

/// The "not" or "never" before a verb.
pub(super) fn negator(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let negates = |&child: &usize| {
        child < verb
            && tree.is(child, Relation::Advmod)
            && matches!(tree.lower(child).as_str(), "not" | "n't" | "never")
    };
    tree.children(verb).iter().copied().find(negates)
}

/// Whether a word beside the verb takes it back; `said` tells which words are part of what was said.
fn is_negated(tree: &Tree<'_>, word: usize, said: &dyn Fn(usize) -> bool) -> bool {
    tree.children(word).iter().any(|&child| {
        child < word
            && !said(child)
            && match tree.relation(child) {
                Some(Relation::Advmod) => negator(tree, word) == Some(child),
                Some(Relation::Cc | Relation::CcPreconj) => {
                    matches!(tree.lower(child).as_str(), "neither" | "nor")
                }
                // "gave no promise that", "nobody said"
                Some(Relation::Det) => tree.lower(child) == "no",
                Some(Relation::Nsubj) => {
                    matches!(tree.lower(child).as_str(), "nobody" | "none" | "neither")
                        || tree
                            .children(child)
                            .iter()
                            .any(|&word| tree.is(word, Relation::Det) && tree.lower(word) == "no")
                }
                _ => false,
            }
    })
}

/// "refused to", "declined to", "failed to".
fn is_refusal(tree: &Tree<'_>, verb: usize, cues: &Cues) -> bool {
    let refuses = |form: &str| cues.of_form(form).any(|cue| cue.class == "refuse");
    refuses(&tree.lower(verb)) || tree.lemma(verb) == "fail"
}

/// "has yet to say", "left without saying", "stopped short of saying", "avoided saying".
fn is_left_unsaid(tree: &Tree<'_>, cue: usize) -> bool {
    if tree.has_marker(cue, "without") {
        return true;
    }
    let Some(head) = tree.head(cue).filter(|&head| head < cue) else { return false };
    let beside =
        |word: &str| tree.children(head).iter().any(|&child| child < cue && tree.lower(child) == word);
    match tree.lemma(head) {
        "have" | "be" => beside("yet") && tree.has_marker(cue, "to"),
        "stop" => beside("short"),
        "short" => tree.has_marker(cue, "of"),
        "avoid" => tree.is(cue, Relation::Xcomp),
        _ => false,
    }
}

/// "declined to comment": refused is the saying itself, not a deed as in "refused to sail".
fn is_silence(tree: &Tree<'_>, cue: usize, draft: &Draft, cues: &Cues) -> bool {
    let speaks = |at: usize| cues.of_form(&tree.lower(at)).any(|cue| cue.frames.has(Frame::Silence));
    draft.class.as_deref() == Some("refuse") && tree.child(cue, Relation::Xcomp).is_some_and(speaks)
}

fn is_seeming(tree: &Tree<'_>, verb: usize) -> bool {
    matches!(tree.lemma(verb), "seem" | "appear")
}

/// An adverb of hearsay beside the verb: "reportedly", "allegedly".
fn is_hedged(tree: &Tree<'_>, verb: usize, cues: &Cues) -> bool {
    tree.children(verb).iter().any(|&child| {
        tree.is(child, Relation::Advmod)
            && cues.of_form(&tree.lower(child)).any(|cue| cue.frames.has(Frame::Hedge))
    })
}

/// "It is believed that", "He is said to have": a passive that names nobody who says so.
fn is_hearsay(tree: &Tree<'_>, cue: usize, draft: &Draft) -> bool {
    // "was found guilty", "was asked to join": nobody is doubted.
    let says = matches!(draft.class.as_deref(), Some("say" | "report" | "believe" | "claim"));
    let clause = matches!(draft.rule, "clause" | "other-infinitive");
    let nameless = draft.speaker.is_none() && speaker::agent(tree, cue).is_none();
    says && clause && nameless && speaker::is_passive(tree, cue)
}
