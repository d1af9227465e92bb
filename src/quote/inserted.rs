//! A report set into the words it reports.
//!
//! > Rates, economists say, will rise again in May. -> economists: "Rates", "will rise again in May"
//!
//! Parsers take what stands before the first comma for the subject of "say". The order of words tells better: between
//! two commas stand nothing but a name and a word of saying, and what stands before them is no clause yet.

use super::report::{Found, Reader, is_finite};
use super::speaker;
use crate::lexicon::cues::{Cue, Frame};
use crate::span::Span;
use crate::syntax::{Relation, Upos, Xpos};

/// An inserted report has at most this many words on either side of its verb.
const LONGEST: usize = 25;

impl Reader<'_> {
    /// The clause that the report at `token` interrupts.
    pub(super) fn inserted(&self, token: usize, cue: &Cue) -> Option<Found> {
        self.openings(token).into_iter().find_map(|open| self.inserted_from(open, token, cue))
    }

    fn inserted_from(&self, open: usize, token: usize, cue: &Cue) -> Option<Found> {
        let tree = self.tree;
        let tokens = tree.tokens();
        // "say" between a comma and its subject is often tagged as an infinitive.
        let told = is_finite(tree, token)
            || (tree.xpos(token) == Some(Xpos::Vbn) && tree.upos(token - 1) == Some(Upos::Aux))
            || (tree.xpos(token) == Some(Xpos::Vb) && open + 1 == token);
        if !told {
            return None;
        }
        let behind = token + 1 + cue.rest.len();
        let close = (behind..tokens.end).take(LONGEST).find(|&at| is_break(tree.text(at)))?;
        let speaker = match open + 1 == token {
            false => self.speaker_first(open + 1..token, behind..close, cue)?,
            true => self.verb_first(behind..close, cue)?,
        };
        let start = self.clause_start(open);
        let quoted = |at: usize| self.layout.quotation_at(tree.span(at).start).is_some();
        let fits = open > start && !quoted(open) && !quoted(close);
        if !fits || !self.interrupts(start..open, close + 1..tokens.end) {
            return None;
        }
        let stop = (close + 1..tokens.end).find(|&at| self.ends_report(at)).unwrap_or(tokens.end);
        let content = (start..open).chain(close + 1..stop).collect();
        let found = Found::new(content, self.phrasal_span(token, cue.rest.len()), "inserted");
        Some(Found { speaker: Some(speaker), ..found })
    }

    /// The marks that may open the report: the last before the verb, and the third last where an aside closes right
    /// before the verb ("Rates, Ana Bruk, head of the bank, said, will rise").
    fn openings(&self, token: usize) -> Vec<usize> {
        let tree = self.tree;
        let near = (tree.tokens().start..token).rev().take(LONGEST);
        let marks: Vec<usize> = near.filter(|&at| is_break(tree.text(at))).take(3).collect();
        match marks[..] {
            [last, _, third] if last + 1 == token => vec![last, third],
            [last, ..] => vec![last],
            [] => Vec::new(),
        }
    }

    /// Who speaks, where the stretch before the verb is a noun phrase and the one behind says no more than when, where
    /// or to whom.
    fn speaker_first(
        &self,
        before: std::ops::Range<usize>,
        behind: std::ops::Range<usize>,
        cue: &Cue,
    ) -> Option<Span> {
        let tree = self.tree;
        let named =
            |at: usize| matches!(tree.upos(at), Some(Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num));
        let plain = |at: usize| {
            let helper = tree.upos(at) == Some(Upos::Aux) && tree.lemma(at) == "have";
            helper
                || !matches!(
                    tree.upos(at),
                    Some(Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Part | Upos::Intj)
                ) && !is_relative(&tree.lower(at))
        };
        let first = before.start;
        // "and the mayor said" opens a clause of its own; "as the mayor said" is read elsewhere.
        let opens = !matches!(tree.upos(first), Some(Upos::Cconj | Upos::Sconj | Upos::Adp))
            && !matches!(tree.lower(first).as_str(), "as" | "so" | "like" | "than");
        let possessive = |at: usize| matches!(tree.text(at), "'s" | "’s" | "'" | "’");
        let fits = opens
            && before.clone().any(named)
            && before.clone().all(|at| plain(at) || possessive(at))
            && self.only_says_when(behind, cue);
        let helpers =
            |at: usize| matches!(tree.upos(at), Some(Upos::Aux | Upos::Adv)) || tree.is_punctuation(at);
        let end = before.clone().rev().find(|&at| !helpers(at))? + 1;
        fits.then(|| speaker::words(tree, before.start..end)).flatten()
    }

    /// "on Monday", "in Oslo", "told reporters": nothing that could be said.
    fn only_says_when(&self, behind: std::ops::Range<usize>, cue: &Cue) -> bool {
        let tree = self.tree;
        let Some(first) = Some(behind.start).filter(|&at| at < behind.end) else { return true };
        let begins = match tree.upos(first) {
            Some(Upos::Adp | Upos::Adv) => true,
            Some(Upos::Noun | Upos::Propn | Upos::Det | Upos::Pron | Upos::Adj) => {
                cue.frames.has(Frame::Person) || self.is_day(first)
            }
            _ => false,
        };
        let mut rest = behind;
        begins && rest.all(|at| !matches!(tree.upos(at), Some(Upos::Verb | Upos::Aux | Upos::Sconj)))
    }

    fn is_day(&self, word: usize) -> bool {
        speaker::is_weekday(self.tree, word, self.lexicon) || speaker::is_time(self.tree, word, self.lexicon)
    }

    /// ", say diplomats,": who speaks, where nothing but a noun phrase follows the verb.
    fn verb_first(&self, behind: std::ops::Range<usize>, cue: &Cue) -> Option<Span> {
        let tree = self.tree;
        let belongs = |&at: &usize| {
            matches!(
                tree.upos(at),
                Some(Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num)
            ) || matches!(tree.lower(at).as_str(), "of" | "'s" | "’s" | "and" | "for")
        };
        let name = behind.clone().take_while(|at| belongs(at) && !self.is_day(*at)).count();
        let rest = behind.start + name..behind.end;
        let finite = matches!(
            tree.xpos(behind.start.checked_sub(1)?),
            Some(Xpos::Vb | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Rp)
        );
        let fits = name > 0 && finite && !cue.frames.has(Frame::Person) && self.only_says_when(rest, cue);
        fits.then(|| speaker::words(tree, behind.start..behind.start + name)).flatten()
    }

    /// Whether the reporter's own words may begin here: "; the union", ", although nobody asked".
    fn ends_report(&self, at: usize) -> bool {
        let tree = self.tree;
        let turns = matches!(tree.lower(at).as_str(), "although" | "though" | "while");
        matches!(tree.text(at), ";" | ":") || (turns && is_break(tree.text(at - 1)))
    }

    /// Where the clause begins whose words stand before `open`.
    ///
    /// > It raised pay, which, its rivals say, will cost jobs. -> "which", "will cost jobs"
    fn clause_start(&self, open: usize) -> usize {
        let tree = self.tree;
        let start = tree.tokens().start;
        let Some(last) = open.checked_sub(1).filter(|&last| last > start) else { return start };
        let joins = matches!(tree.upos(last), Some(Upos::Sconj)) || is_relative(&tree.lower(last));
        if joins {
            return last;
        }
        (start..open).rev().find(|&at| matches!(tree.text(at), ";" | ":")).map_or(start, |mark| mark + 1)
    }

    /// Whether what stands before is no clause yet, and what stands behind makes it one.
    fn interrupts(&self, before: std::ops::Range<usize>, behind: std::ops::Range<usize>) -> bool {
        let tree = self.tree;
        let told = |at: usize| {
            (is_finite(tree, at) || tree.upos(at) == Some(Upos::Aux) && tree.xpos(at) != Some(Xpos::Vb))
                && !is_describing(self, at)
        };
        let adverb = |at: &usize| {
            matches!(tree.upos(*at), Some(Upos::Adv))
                || matches!(tree.lower(*at).as_str(), "not" | "n't" | "both")
        };
        let mut ahead = behind.clone().filter(|&at| !tree.is_punctuation(at));
        let Some(first) = ahead.find(|at| !adverb(at)) else { return false };
        let closed = matches!(tree.upos(first), Some(Upos::Cconj | Upos::Sconj))
            || tree.xpos(first) == Some(Xpos::Vbg)
            || is_relative(&tree.lower(first));
        if closed {
            return false;
        }
        let last = before.clone().rev().find(|&at| !tree.is_punctuation(at));
        let unfinished = last.is_some_and(|last| tree.upos(last) == Some(Upos::Aux));
        let begins_with_verb = is_finite(tree, first) || tree.upos(first) == Some(Upos::Aux);
        let clause_before = before.clone().any(told);
        let subordinate = tree.upos(before.start) == Some(Upos::Sconj);
        unfinished
            || (!clause_before && behind.clone().any(|at| is_finite(tree, at)))
            || (begins_with_verb && !subordinate)
    }
}

/// A mark that sets a report off from the words around it.
fn is_break(mark: &str) -> bool {
    matches!(mark, "," | "–" | "—")
}

fn is_relative(word: &str) -> bool {
    matches!(
        word,
        "who" | "which" | "that" | "whom" | "whose" | "where" | "what" | "when" | "why" | "how" | "whether"
    )
}

/// Whether a verb stands in a clause that describes a noun or says when: "that failed", "when he left".
fn is_describing(reader: &Reader<'_>, at: usize) -> bool {
    let tree = reader.tree;
    let clause = match tree.relation(at) {
        Some(Relation::Aux | Relation::AuxPass | Relation::Cop) => tree.head(at).unwrap_or(at),
        _ => at,
    };
    matches!(tree.relation(clause), Some(Relation::AclRelcl | Relation::Advcl | Relation::Acl))
}
