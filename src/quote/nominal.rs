//! What nouns and adjectives report, and what a preposition joins to any cue: "the claim that he lied", "worried about
//! the vote", "called for a truce".

use super::report::{Found, Reader};
use super::speaker;
use crate::lexicon::cues::{Cue, Frame};
use crate::span::Span;
use crate::syntax::{Relation, Upos};

impl Reader<'_> {
    pub(super) fn noun(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let cue_span = tree.span(token);
        for &child in tree.children(token) {
            let clause = matches!(tree.relation(child)?, Relation::Acl | Relation::Ccomp | Relation::Csubj);
            if !clause || child < token {
                continue;
            }
            let infinitive = tree.has_marker(child, "to");
            let that = tree.has_marker(child, "that");
            if (infinitive && cue.frames.has(Frame::To)) || (that && cue.frames.has(Frame::That)) {
                let rule = if infinitive { "noun-infinitive" } else { "noun-clause" };
                return Some(Found::new(tree.subtree(child, &[]), cue_span, rule));
            }
        }
        if cue.frames.has(Frame::That)
            && let Some(clause) = self.that_behind(token)
        {
            let content = tree.subtree(clause, &[]).into_iter().filter(|&at| at > token).collect();
            return Some(Found::new(content, cue_span, "noun-clause"));
        }
        // "support for the ban": only where somebody is named who gives it.
        speaker::of_noun(tree, token, self.cues)?;
        // "a threat to the port": what follows "to" is not what is said, but of what somebody is against.
        let is_to = |span: Span| span.of(self.layout.text).to_lowercase().ends_with(" to");
        let said = |found: &Found| !is_to(found.cue) || cue.class == "oppose";
        let phrase = self.prepositional(token, cue).or_else(|| {
            // "voiced anxiety about the vote": the phrase right behind the noun is the noun's.
            let verb = tree.head(token).filter(|_| tree.is(token, Relation::Obj))?;
            self.prepositional_of(verb, token, cue).filter(|found| found.cue.start == tree.span(token).start)
        });
        phrase.filter(said).map(|found| Found { rule: "noun-phrase", ..found })
    }

    /// The clause with "that" that hangs on a noun.
    pub(super) fn clause_of_noun(&self, noun: usize) -> Option<usize> {
        let tree = self.tree;
        let marked = |&child: &usize| {
            child > noun
                && matches!(tree.relation(child), Some(Relation::Acl | Relation::Ccomp | Relation::Advcl))
                && tree.has_marker(child, "that")
        };
        tree.children(noun).iter().copied().find(marked).or_else(|| self.that_behind(noun))
    }

    /// The clause that begins with the "that" right behind a noun, whatever the parser made it.
    ///
    /// > The mayor gave no indication that she would resign.
    ///
    /// A relative clause ("the claim that he made") lacks a part, which its "that" stands for; this one has its own
    /// subject, and its "that" is a conjunction.
    fn that_behind(&self, noun: usize) -> Option<usize> {
        let tree = self.tree;
        let that = Some(noun + 1).filter(|&at| tree.tokens().contains(&at) && tree.lower(at) == "that")?;
        let clause = tree.head(that).filter(|&clause| clause > that)?;
        let subject = [Relation::Nsubj, Relation::NsubjPass]
            .iter()
            .find_map(|&relation| tree.child(clause, relation))
            .filter(|&subject| subject != that)?;
        // "an agreement that the border is fixed": a clause with "is" has no object that the word could stand for.
        let full = [Relation::Cop, Relation::AuxPass].iter().any(|&of| tree.child(clause, of).is_some())
            || tree.child(clause, Relation::Obj).is_some_and(|object| object != that);
        let conjunction = tree.upos(that) == Some(Upos::Sconj) || (full && tree.is(that, Relation::Obj));
        (conjunction && that < subject && subject < clause).then_some(clause)
    }

    pub(super) fn adjective(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let cue_span = tree.span(token);
        for &child in tree.children(token) {
            let clause = matches!(
                tree.relation(child)?,
                Relation::Ccomp | Relation::Xcomp | Relation::Advcl | Relation::Acl
            );
            if !clause || child < token {
                continue;
            }
            let infinitive = tree.has_marker(child, "to");
            let fits = match infinitive {
                true => cue.frames.has(Frame::To),
                false => {
                    cue.frames.has(Frame::That) && !tree.is(child, Relation::Advcl)
                        || tree.has_marker(child, "that")
                }
            };
            if fits {
                return Some(Found::new(tree.subtree(child, &[]), cue_span, "adjective-clause"));
            }
        }
        self.prepositional(token, cue).map(|found| Found { rule: "adjective-phrase", ..found })
    }

    /// "called for a truce", "support for the ban", "worried about the vote".
    pub(super) fn prepositional(&self, token: usize, cue: &Cue) -> Option<Found> {
        let last = token + cue.rest.len();
        let of_last = || self.prepositional_of(last, last, cue).filter(|_| last > token);
        self.prepositional_of(token, token, cue)
            .or_else(of_last)
            .map(|found| Found { cue: self.tree.span(token).hull(found.cue), ..found })
    }

    /// The same, for a phrase that hangs on `head` and completes `token`.
    fn prepositional_of(&self, head: usize, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        for &child in tree.children(head) {
            let phrase = matches!(
                tree.relation(child)?,
                Relation::Obl | Relation::Nmod | Relation::Advcl | Relation::Acl | Relation::OblAgent
            );
            if !phrase || child < token {
                continue;
            }
            let Some(marker) = tree.marker(child) else { continue };
            let Some(frame) = Frame::from_name(&tree.lower(marker)) else { continue };
            if speaker::is_time(tree, child, self.lexicon) {
                continue;
            }
            if matches!(frame, Frame::To | Frame::As)
                && !tree.is(child, Relation::Obl)
                && !tree.is(child, Relation::Nmod)
            {
                continue;
            }
            if is_preposition(frame) && cue.frames.has(frame) {
                if head != token && marker != token + 1 {
                    continue;
                }
                let object = tree.child(token, Relation::Obj).filter(|&object| object < child);
                let joined = matches!(frame, Frame::For | Frame::Of | Frame::With);
                let near = marker == token + 1;
                let content = match object.filter(|_| joined && cue.frames.has(Frame::Object)) {
                    // "accused the firm of spying": the firm is part of what is said.
                    Some(object) => self.both(object, child),
                    // "warned the party against marching": without "against" the words would say the opposite.
                    None if !near && frame == Frame::Against => tree.subtree(child, &[]),
                    None => tree.subtree(child, &[marker]),
                };
                let cue = if near { tree.span(token).hull(tree.span(marker)) } else { tree.span(token) };
                return Some(Found::new(content, cue, "phrase"));
            }
        }
        None
    }
}

fn is_preposition(frame: Frame) -> bool {
    matches!(
        frame,
        Frame::About
            | Frame::Against
            | Frame::At
            | Frame::By
            | Frame::For
            | Frame::From
            | Frame::In
            | Frame::Of
            | Frame::On
            | Frame::Over
            | Frame::To
            | Frame::With
            | Frame::Whether
    )
}
