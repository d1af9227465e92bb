//! Phrases that name whose words a clause gives: "according to the ministry", "in the view of the bank", "in his words".

use super::content;
use super::draft::Draft;
use super::report::{Reader, is_clause};
use super::speaker;
use super::tree::joined;
use crate::lexicon::cues::{Cue, CuePos, Frame};
use crate::span::Span;
use crate::syntax::{Relation, Upos, Xpos};

impl Reader<'_> {
    /// The clause whose source the phrase that begins at `token` names, if one begins there.
    ///
    /// > According to the ministry, nobody was hurt. -> "nobody was hurt"
    pub(super) fn source(&self, token: usize, form: &str) -> Option<Draft> {
        let phrases = self.cues.of_form(form).filter(|cue| cue.frames.has(Frame::Source));
        let cue = phrases
            .filter(|cue| match cue.pos {
                CuePos::Phrase => {
                    self.rest_matches(cue, token) && (!cue.rest.is_empty() || self.is_at_edge(token))
                }
                // "in her view", not "in her views", which are several things.
                _ => form == cue.lemma && self.is_owned_word(token),
            })
            .max_by_key(|cue| cue.rest.len())?;
        match cue.pos {
            CuePos::Phrase => self.named_behind(token, cue),
            _ => self.named_before(token, cue),
        }
    }

    /// Whether a phrase may begin here: at the start of the sentence or behind a comma ("per" of "per month" may not).
    fn is_at_edge(&self, token: usize) -> bool {
        token == self.tree.tokens().start || matches!(self.tree.text(token - 1), "," | "–" | "—" | "(")
    }

    /// "in her view", "in the ministry's words", "by his own account".
    fn is_owned_word(&self, noun: usize) -> bool {
        ["in", "by", "to"].iter().any(|word| self.tree.has_marker(noun, word))
            && self.tree.child(noun, Relation::NmodPoss).is_some()
    }

    fn named_behind(&self, token: usize, cue: &Cue) -> Option<Draft> {
        let tree = self.tree;
        let last = token + cue.rest.len();
        let marks = |at: usize| matches!(tree.relation(at), Some(Relation::Case | Relation::Mark));
        let source = match (marks(last), marks(token)) {
            (true, _) => tree.head(last)?,
            (false, true) => tree.head(token)?,
            _ => tree.children(token).iter().copied().find(|&child| child > last)?,
        };
        if source <= last || self.is_thing(source) {
            return None;
        }
        let mut top = source;
        while let Some(head) = tree.head(top).filter(|head| (token..=last).contains(head)) {
            top = head;
        }
        self.of_source(source, top, tree.span(token).hull(tree.span(last)), cue)
    }

    /// "according to plan", "according to size": a bare noun names no source.
    fn is_thing(&self, source: usize) -> bool {
        let tree = self.tree;
        let bare = tree.children(source).iter().all(|&child| {
            matches!(tree.relation(child), Some(Relation::Case | Relation::Punct | Relation::Fixed))
        });
        bare && tree.xpos(source) == Some(Xpos::Nn) && tree.lower(source) != "police"
    }

    fn named_before(&self, noun: usize, cue: &Cue) -> Option<Draft> {
        let tree = self.tree;
        let owner = tree.child(noun, Relation::NmodPoss)?;
        let opens = tree.marker(noun).filter(|&marker| marker < owner)?;
        // What follows is part of the same phrase: "in her view of the matter".
        let bare = tree.children(noun).iter().all(|&child| child < noun || tree.is_punctuation(child));
        let own = bare && (opens..noun).all(|at| tree.is_below(at, noun));
        own.then(|| self.of_source(owner, noun, tree.span(noun), cue)).flatten()
    }

    /// The clause around the phrase headed by `top`, said by `source`.
    fn of_source(&self, source: usize, top: usize, cue: Span, listed: &Cue) -> Option<Draft> {
        let tree = self.tree;
        let mut clause = tree.head(top)?;
        while !is_clause(tree, clause) {
            clause = tree.head(clause)?;
        }
        let mut content = tree.subtree(clause, &[top]);
        let subject = self.lost_subject(source, clause);
        if let Some(subject) = subject {
            content = joined(content, tree.subtree(subject, &[]));
        }
        let spans = content::spans(self.layout, tree, &content, cue);
        let mut speaker = speaker::phrase(tree, source, subject.as_slice())?;
        if speaker.start < cue.end && cue.end < speaker.end {
            speaker.start = cue.end;
        }
        let speaker = speaker.trim(self.layout.text);
        let draft = Draft::new(self.kind(&spans), cue, "according-to");
        (!spans.is_empty()).then(|| Draft {
            spans,
            speaker: Some(speaker),
            cue: Some(cue),
            class: Some(listed.class.clone()),
            ..draft
        })
    }

    /// The subject that the parser took for an apposition of the source.
    ///
    /// > According to the readout, Lind raised the crisis with Berg.
    fn lost_subject(&self, source: usize, clause: usize) -> Option<usize> {
        let tree = self.tree;
        let lacks_subject = [Relation::Nsubj, Relation::NsubjPass, Relation::Expl, Relation::Csubj]
            .iter()
            .all(|&relation| tree.child(clause, relation).is_none());
        let name = tree.child(source, Relation::Appos).filter(|_| lacks_subject && source < clause)?;
        let below = tree.subtree(name, &[]);
        let follows = below.last()? + 1;
        let after_comma = below.iter().copied().find(|&at| !tree.is_punctuation(at))?.checked_sub(1)?;
        let verb_next = matches!(tree.upos(follows), Some(Upos::Verb | Upos::Aux | Upos::Adv));
        (verb_next && tree.text(after_comma) == ",").then_some(name)
    }
}
