//! Days and spans of time that were read as part of the name behind them.

use std::ops::Range;

use super::{Edges, Sentence};
use crate::lexicon::EventLists;
use crate::syntax::{Relation, Upos, Xpos};
use crate::time::TimeExpression;

/// How far up the tree the verb of a phrase is looked for.
const HIGHEST: usize = 8;

impl Edges {
    /// "On Tuesday Mali arrested" read as "on Tuesday Mali", "Ten years ago Russia annexed" as "years Russia": a time that
    /// opens a clause belongs to its verb, and the noun behind it is the subject.
    pub(super) fn times_before_subjects(
        &mut self,
        sentence: &Sentence<'_>,
        times: &[Range<usize>],
        lists: &EventLists,
    ) {
        for time in times {
            let Some((first, time)) = self.opening_time(time, sentence, lists) else { continue };
            let next = time.end;
            let top = time.clone().find(|&token| self.head(token).is_none_or(|head| !time.contains(&head)));
            let Some(top) = self.moment_in(&time, sentence, lists).or(top) else { continue };
            let Some(verb) = self.verb_behind(first..next, sentence) else { continue };
            let opens = |edges: &Self, token: usize| {
                matches!(edges.upos(token), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
                    && edges.first_of(token).max(next) == next
            };
            // who stands behind the time: hanging on it, or holding it in its own phrase
            let held: Vec<usize> =
                (next..verb).filter(|&token| self.head(token).is_some_and(|head| head < next)).collect();
            for token in held {
                if self.has_subject(verb) || !opens(self, token) {
                    continue;
                }
                let relation = match self.has_child(verb, &[Relation::AuxPass]) {
                    true => Relation::NsubjPass,
                    false => Relation::Nsubj,
                };
                self.hang(token, None, relation);
                self.hang(token, Some(verb), relation);
            }
            if !self.has_subject(verb) {
                continue;
            }
            if self.head(verb).is_some_and(|head| (first..next).contains(&head)) {
                let above = self.head(top).filter(|above| !(first..next).contains(above));
                let relation = self.relation(top);
                self.hang(top, None, Relation::OblUnmarked);
                self.hang(verb, above, if above.is_none() { Relation::Root } else { relation });
            }
            let outside: Vec<usize> = (first..next)
                .filter(|&token| {
                    token != top
                        && self.head(token).is_none_or(|head| !(first..next).contains(&head) || head == token)
                })
                .collect();
            let case = (first < time.start).then_some(first);
            let relation = if case.is_some() { Relation::Obl } else { Relation::OblUnmarked };
            // "said on Tuesday Chad had left": the day of saying
            let said = first.checked_sub(1).filter(|&said| {
                sentence.tokens.contains(&said)
                    && lists.report.has(sentence.lemma(said))
                    && sentence.is_finite(said, self)
            });
            self.hang(top, Some(said.unwrap_or(verb)), relation);
            for token in outside {
                let own = match self.relation(token) {
                    _ if Some(token) == case => Relation::Case,
                    own @ (Relation::Compound | Relation::Nummod | Relation::Advmod | Relation::Det) => own,
                    Relation::Case => Relation::Case,
                    _ => Relation::NmodUnmarked,
                };
                self.hang(token, Some(top), own);
            }
            if let Some(case) = case {
                self.hang(case, Some(top), Relation::Case);
            }
        }
    }

    /// "The agency on Monday denied" read as "the agency's Monday": what stands before the day is the subject of its verb.
    pub(super) fn subjects_on_days(&mut self, sentence: &Sentence<'_>, times: &[Range<usize>]) {
        for time in times {
            let top = time.clone().find(|&token| self.head(token).is_none_or(|head| !time.contains(&head)));
            let Some(top) = top else { continue };
            let Some(verb) = self.head(top).filter(|&verb| verb > top && self.upos(verb) == Upos::Verb)
            else {
                continue;
            };
            let subject = self
                .children(top)
                .find(|&child| child < time.start && self.relation(child) == Relation::Nsubj);
            if let Some(subject) = subject
                && !self.has_subject(verb)
                && sentence.tokens.contains(&subject)
            {
                self.hang(subject, Some(verb), Relation::Nsubj);
            }
        }
    }

    /// A time that opens its clause, with the preposition before it; `None` where it stands inside or ends a phrase:
    /// "the Friday prayers", "met Monday", "in May 2020, Chad".
    fn opening_time(
        &self,
        time: &Range<usize>,
        sentence: &Sentence<'_>,
        lists: &EventLists,
    ) -> Option<(usize, Range<usize>)> {
        let mut time = time.clone();
        while sentence.tokens.contains(&time.end)
            && ["ago", "later", "earlier"].iter().any(|word| sentence.is(time.end, word))
        {
            time.end += 1;
        }
        let before = |token: usize| token.checked_sub(1).filter(|before| sentence.tokens.contains(before));
        let mut first = time.start;
        if let Some(case) = before(first)
            && sentence.xpos(case) == Xpos::In
            && !sentence.is(case, "that")
        {
            first = case;
        }
        let opens = before(first).is_none_or(|before| {
            self.upos(before) == Upos::Punct
                || matches!(sentence.lower(before).as_str(), "that" | "and" | "but" | "because" | "whether")
                || (lists.report.has(sentence.lemma(before)) && sentence.is_finite(before, self))
        });
        let next = time.end;
        let phrase = sentence.tokens.contains(&next)
            && matches!(
                self.upos(next),
                Upos::Noun | Upos::Propn | Upos::Det | Upos::Adj | Upos::Num | Upos::Pron
            );
        // "Friday prayers were banned": a bare day before a common noun is part of it
        let bare = first == time.start && time.len() == 1;
        let named = sentence.is_capital(next) || self.upos(next) == Upos::Det;
        let held = (first..next).any(|token| self.head(token).is_some_and(|head| head >= next))
            || (next..sentence.tokens.end)
                .any(|token| self.head(token).is_some_and(|head| (first..next).contains(&head)));
        (opens && phrase && held && (!bare || named)).then_some((first, time))
    }

    /// The noun of a time: "years" of "ten years ago".
    fn moment_in(&self, time: &Range<usize>, sentence: &Sentence<'_>, lists: &EventLists) -> Option<usize> {
        time.clone().rev().find(|&token| sentence.is_moment(token, lists))
    }

    /// The verb whose subject stands behind a time.
    fn verb_behind(&self, time: Range<usize>, sentence: &Sentence<'_>) -> Option<usize> {
        let next = time.end;
        let mut token = next;
        for _ in 0..HIGHEST {
            if token >= next && self.is_predicate(token, sentence) {
                return Some(token);
            }
            match self.head(token) {
                Some(head) => token = head,
                None => break,
            }
        }
        // the clause hangs on the time itself, or the noun behind it does and the clause has no subject
        let hangs = self.head(next).is_some_and(|head| time.contains(&head));
        (next..sentence.tokens.end).find(|&token| {
            self.is_predicate(token, sentence)
                && (self.head(token).is_some_and(|head| time.contains(&head))
                    || (hangs && !self.has_subject(token)))
        })
    }

    fn is_predicate(&self, token: usize, sentence: &Sentence<'_>) -> bool {
        (self.upos(token) == Upos::Verb
            && (sentence.is_finite(token, self)
                || (sentence.xpos(token) == Xpos::Vbn && self.relation(token) != Relation::Amod)))
            || self.has_child(token, &[Relation::Cop])
    }
}

/// The tokens of a sentence's time expressions, and of days and spans that no expression covers: "decades ago", "in the
/// summer".
pub(super) fn ranges(
    sentence: &Sentence<'_>,
    times: &[&TimeExpression],
    lists: &EventLists,
) -> Vec<Range<usize>> {
    let tokens = times.iter().map(|time| sentence.parsed.document.tokens_in(time.span));
    let inside = |time: &Range<usize>| time.start >= sentence.tokens.start && time.end <= sentence.tokens.end;
    let mut found: Vec<Range<usize>> = tokens.filter(|time| !time.is_empty() && inside(time)).collect();
    for token in sentence.tokens.clone() {
        if !sentence.is_moment(token, lists) || found.iter().any(|time| time.contains(&token)) {
            continue;
        }
        let mut first = token;
        while let Some(before) = first.checked_sub(1).filter(|before| sentence.tokens.contains(before))
            && matches!(sentence.xpos(before), Xpos::Dt | Xpos::Cd | Xpos::Jj)
        {
            first = before;
        }
        found.push(first..token + 1);
    }
    found.sort_by_key(|time| time.start);
    found
}
