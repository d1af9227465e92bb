//! Reports that the order of words tells where the tree does not: "The road is closed, a police officer told reporters."

use super::report::{Found, Reader, is_finite};
use super::speaker;
use crate::lexicon::cues::{Cue, Frame};
use crate::syntax::{Relation, Upos, Xpos};

impl Reader<'_> {
    /// The clause before a comma, when what follows the comma only says whose it is.
    ///
    /// > The road is closed, a police officer told reporters.
    ///
    /// Parsers often miss this order, so the rule looks at words: between the comma and the full stop there is one
    /// verb, the cue, and a noun phrase beside it.
    pub(super) fn stands_behind(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let tokens = tree.tokens();
        let mut commas = (tokens.start..token).rev().filter(|&at| tree.text(at) == ",");
        let last = commas.next()?;
        let behind = self.behind_comma(token, cue, last);
        if behind.is_some() || last + 1 < token {
            return behind;
        }
        // "The road is closed, the mayor of Orvik, Ana Bruk, said": an aside closes right before the cue.
        self.behind_comma(token, cue, commas.nth(1)?)
    }

    fn behind_comma(&self, token: usize, cue: &Cue, comma: usize) -> Option<Found> {
        let tree = self.tree;
        let tokens = tree.tokens();
        let is_verb = |at: usize| matches!(tree.upos(at), Some(Upos::Verb | Upos::Aux));
        // "two people briefed on the talks said"
        let describes = |at: usize| tree.xpos(at) == Some(Xpos::Vbn) && tree.is(at, Relation::Acl);
        let plain = |at: usize| {
            (!is_verb(at) || describes(at))
                && !matches!(tree.upos(at), Some(Upos::Sconj | Upos::Cconj | Upos::Punct | Upos::Part))
        };
        let last = (token..tokens.end).rev().find(|&at| !tree.is_punctuation(at))?;
        let before = comma + 1..token;
        let after = token + 1 + cue.rest.len()..last + 1;
        let named =
            |at: usize| matches!(tree.upos(at), Some(Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num));
        let in_aside = |at: usize| tree.text(at) == "," && before.len() > 3;
        let subject_first = before.clone().all(|at| plain(at) || in_aside(at))
            && before.len() <= 30
            && before.clone().any(named)
            && after.clone().all(|at| !is_finite(tree, at) && tree.lower(at) != "that")
            && after.len() <= 12
            && is_finite(tree, token);
        let cue_first = before.is_empty()
            // ", Jean Morel, told staff": who follows is told.
            && !cue.frames.has(Frame::Person)
            // "met the envoy, said nothing, and left"
            && !matches!(tree.lower(token + 1).as_str(), "nothing" | "something" | "so" | "it" | "this" | "that")
            && matches!(tree.upos(token + 1)?, Upos::Det | Upos::Propn | Upos::Noun | Upos::Pron | Upos::Adj)
            && is_finite(tree, token);
        let told = (tokens.start..comma).any(|at| {
            is_verb(at)
                && is_finite(tree, at)
                && !matches!(tree.relation(at), Some(Relation::AclRelcl | Relation::Advcl))
        });
        // "The bank will cut 4,000 jobs, two people said": the jobs are cut.
        let is_object = |subject: usize| {
            let clause = (tokens.start..subject).rev().take_while(|&at| tree.text(at) != ",");
            clause.clone().any(|at| is_finite(tree, at) && !tree.is(at, Relation::AclRelcl))
        };
        let has_subject =
            tree.child(token, Relation::Nsubj).is_some_and(|subject| subject < comma && !is_object(subject));
        let full = tree.children(token).iter().any(|&child| {
            child > token
                && match tree.relation(child) {
                    Some(Relation::Ccomp | Relation::Xcomp) => true,
                    Some(Relation::Obj) => !cue.frames.has(Frame::Person) && !cue_first,
                    _ => false,
                }
        });
        let conditional = tree.upos(tokens.start) == Some(Upos::Sconj);
        let opened = self.layout.quotation_at(tree.span(comma).start).is_some();
        if !(subject_first || cue_first)
            || !told
            || opened
            || full
            || conditional
            || has_subject
            || comma < tokens.start + 2
        {
            return None;
        }
        let content = (tokens.start..comma).collect();
        let speaker = subject_first.then(|| speaker::words(tree, before)).flatten();
        Some(Found { speaker, ..Found::new(content, self.phrasal_span(token, cue.rest.len()), "behind") })
    }

    /// All that follows a verb of saying, when the parser gave it no clause but the words hold one.
    ///
    /// > The base, he said, / He said the base immediately went into action.
    pub(super) fn rest_of_clause(&self, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let start = token + 1 + cue.rest.len();
        let end = tree.tokens().end;
        let begins = matches!(
            tree.upos(start)?,
            Upos::Det | Upos::Propn | Upos::Noun | Upos::Pron | Upos::Adj | Upos::Num
        );
        // "warned on Monday that ...", "added in this regard that ...": no verb and no comma up to "that".
        let near = start..end.min(start + 9);
        let that_at = near.clone().find(|&at| tree.lower(at) == "that");
        let clear =
            |at: usize| !tree.is_punctuation(at) && !matches!(tree.upos(at), Some(Upos::Verb | Upos::Aux));
        let start = that_at.filter(|&that| (start..that).all(clear)).unwrap_or(start);
        let that = tree.lower(start) == "that";
        let told_to = cue.frames.has(Frame::Person);
        if !that && (told_to || !begins) {
            return None;
        }
        let verb = (start..end).find(|&at| is_finite(tree, at) && !tree.is(at, Relation::AclRelcl))?;
        let broken = (start..verb).any(|at| matches!(tree.text(at), "," | ";" | ":" | "—" | "–"));
        // "welcomed the deal but demanded more": the next verb is the speaker's, no clause begins.
        let joined = tree.upos(verb - 1) == Some(Upos::Cconj);
        if broken || joined {
            return None;
        }
        let stop = (verb..end).find(|&at| matches!(tree.text(at), ";" | "—" | "–" | ":")).unwrap_or(end);
        Some(Found::new((start..stop).collect(), self.phrasal_span(token, cue.rest.len()), "rest"))
    }
}
