//! Verbs that lost their subject, and subjects in places where none can stand.

use super::{Edges, Sentence};
use crate::lexicon::EventLists;
use crate::lexicon::events_cues::Effect;
use crate::lexicon::events_prepositions::Use;
use crate::syntax::{Relation, Upos, Xpos};

/// How far before its verb a subject is looked for.
const FAR: usize = 24;

impl Edges {
    /// "The agency on Thursday said": a day behind a preposition is no subject; what hangs on it is.
    pub(super) fn days_as_subjects(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for day in sentence.tokens.clone() {
            if self.relation(day) != Relation::Nsubj || !sentence.is_moment(day, lists) {
                continue;
            }
            let Some(verb) = self.head(day) else { continue };
            let case = self.children(day).find(|&child| self.relation(child) == Relation::Case);
            let Some(case) = case.filter(|&case| case < day) else { continue };
            let subject = self.children(day).find(|&child| {
                child < case && matches!(self.upos(child), Upos::Noun | Upos::Propn | Upos::Pron)
            });
            self.hang(day, Some(verb), Relation::Obl);
            if let Some(subject) = subject {
                self.hang(subject, Some(verb), Relation::Nsubj);
            }
        }
    }

    /// "Reform groups have rejected the plan" with the groups read as an object, or as a phrase without a preposition:
    /// a noun before a verb that has no subject is the subject.
    pub(super) fn objects_before_verbs(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for noun in sentence.tokens.clone() {
            if !matches!(
                self.relation(noun),
                Relation::Obj | Relation::Obl | Relation::OblUnmarked | Relation::Dep | Relation::Iobj
            ) || !matches!(self.upos(noun), Upos::Noun | Upos::Propn)
                || sentence.is_moment(noun, lists)
            {
                continue;
            }
            let Some(verb) = self.head(noun).filter(|&verb| verb > noun) else { continue };
            let predicate = (self.upos(verb) == Upos::Verb && sentence.is_finite(verb, self))
                || self.has_child(verb, &[Relation::Cop]);
            if !predicate
                || self.has_subject(verb)
                || self.has_child(noun, &[Relation::Case, Relation::Mark])
                || self.children(noun).any(|child| sentence.is_moment(child, lists))
            {
                continue;
            }
            let relation = match self.has_child(verb, &[Relation::AuxPass]) {
                true => Relation::NsubjPass,
                false => Relation::Nsubj,
            };
            self.hang(noun, Some(verb), relation);
        }
    }

    /// "The agency working in Chad said the army must leave" read as "the agency is working, said": the participle
    /// describes the subject.
    pub(super) fn participles_with_subjects(&mut self, sentence: &Sentence<'_>) {
        for participle in sentence.tokens.clone() {
            if sentence.xpos(participle) != Xpos::Vbg
                || !matches!(self.relation(participle), Relation::Ccomp | Relation::Csubj | Relation::Advcl)
            {
                continue;
            }
            let Some(verb) = self.head(participle).filter(|&verb| verb > participle) else { continue };
            if self.upos(verb) != Upos::Verb
                || !sentence.is_finite(verb, self)
                || self.has_subject(verb)
                || self.has_child(participle, &[Relation::Aux, Relation::Mark])
            {
                continue;
            }
            let subject = self
                .children(participle)
                .find(|&child| child < participle && self.relation(child) == Relation::Nsubj);
            let Some(subject) = subject else { continue };
            let between = (participle..verb).any(|token| sentence.is(token, ","));
            if between {
                continue;
            }
            self.hang(subject, None, Relation::Nsubj);
            self.hang(participle, None, Relation::Acl);
            self.hang(subject, Some(verb), Relation::Nsubj);
            self.hang(participle, Some(subject), Relation::Acl);
        }
    }

    /// "as government forces launched a raid", "after a rally held in Oslo was broken up" read as "as forces", "after a
    /// rally": the noun is the subject of a finite verb that has none.
    pub(super) fn subjects_behind_prepositions(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for verb in sentence.tokens.clone() {
            if self.upos(verb) != Upos::Verb && !self.has_child(verb, &[Relation::Cop, Relation::AuxPass])
                || !matches!(
                    self.relation(verb),
                    Relation::Conj | Relation::Advcl | Relation::Parataxis | Relation::Ccomp | Relation::Acl
                )
            {
                continue;
            }
            let auxiliary = self.has_child(verb, &[Relation::Aux, Relation::AuxPass, Relation::Cop]);
            let tensed = matches!(sentence.xpos(verb), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
            if !(auxiliary || tensed)
                || self.has_subject(verb)
                || self.has_child(verb, &[Relation::Mark, Relation::Cc])
            {
                continue;
            }
            let Some((case, noun)) = self.phrase_before(verb, sentence, lists) else { continue };
            let relation = match self.has_child(verb, &[Relation::AuxPass]) {
                true => Relation::NsubjPass,
                false => Relation::Nsubj,
            };
            let mut above = self.head(noun);
            // "on 5 February as forces launched": the clause belongs to the verb, not to the day
            while let Some(token) = above.filter(|&token| self.upos(token) != Upos::Verb) {
                above = self.head(token);
            }
            if above == Some(verb) || above.is_none() {
                continue;
            }
            self.hang(noun, None, relation);
            self.hang(verb, above, Relation::Advcl);
            self.hang(noun, Some(verb), relation);
            self.hang(case, Some(verb), Relation::Mark);
        }
    }

    /// The preposition that may open a clause, and its noun, with no other clause between them and the verb.
    fn phrase_before(
        &self,
        verb: usize,
        sentence: &Sentence<'_>,
        lists: &EventLists,
    ) -> Option<(usize, usize)> {
        for case in (verb.saturating_sub(FAR)..verb).rev() {
            if !sentence.tokens.contains(&case) {
                return None;
            }
            let finite = matches!(sentence.xpos(case), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
                && self.head(case) != Some(verb);
            if finite || sentence.is(case, ";") || sentence.is(case, ",") {
                return None;
            }
            if self.relation(case) != Relation::Case
                || !lists.prepositions.is(&sentence.lower(case), Use::Clause)
            {
                continue;
            }
            let noun = self.head(case)?;
            let nominal = matches!(self.upos(noun), Upos::Noun | Upos::Propn | Upos::Pron);
            let hangs = matches!(self.relation(noun), Relation::Obl | Relation::Nmod | Relation::OblUnmarked);
            return (nominal && hangs && noun > case && noun < verb && !sentence.is_moment(noun, lists))
                .then_some((case, noun));
        }
        None
    }

    /// "The minister threatened to leave" read as a passive: there is no passive without an auxiliary where the verb
    /// promises something.
    pub(super) fn vows_read_as_passives(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for subject in sentence.tokens.clone() {
            if self.relation(subject) != Relation::NsubjPass {
                continue;
            }
            let Some(verb) = self.head(subject).filter(|&verb| verb > subject) else { continue };
            if self.has_child(verb, &[Relation::Aux, Relation::AuxPass, Relation::OblAgent]) {
                continue;
            }
            let vows = lists.outer.of(sentence.lemma(verb)).iter().any(|outer| outer.effect == Effect::Vow)
                && self.has_child(verb, &[Relation::Xcomp]);
            if vows || self.has_child(verb, &[Relation::Obj]) {
                self.hang(subject, Some(verb), Relation::Nsubj);
            }
        }
    }

    /// "three days after meeting the envoy": what stands before "after" is no subject of "meeting".
    pub(super) fn subjects_before_marks(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for mark in sentence.tokens.clone() {
            if self.relation(mark) != Relation::Mark
                || !lists.prepositions.is(&sentence.lower(mark), Use::Clause)
            {
                continue;
            }
            let Some(verb) = self.head(mark).filter(|&verb| verb > mark) else { continue };
            let subject = self.children(verb).find(|&child| {
                child < mark
                    && matches!(self.relation(child), Relation::Nsubj | Relation::NsubjPass)
                    && sentence.is_moment(child, lists)
            });
            let Some(subject) = subject else { continue };
            let above = self.head(verb);
            self.hang(subject, above, Relation::OblUnmarked);
        }
    }

    /// "the two leaders continued the talks" read with two subjects: what stands behind a verb that has a subject is
    /// its object.
    pub(super) fn second_subjects(&mut self, sentence: &Sentence<'_>) {
        for second in sentence.tokens.clone() {
            if self.relation(second) != Relation::Nsubj {
                continue;
            }
            let Some(verb) = self.head(second).filter(|&verb| verb < second) else { continue };
            if self.upos(verb) != Upos::Verb {
                continue;
            }
            let before = self.children(verb).any(|child| {
                child < verb && matches!(self.relation(child), Relation::Nsubj | Relation::NsubjPass)
            });
            if before && !self.has_child(verb, &[Relation::Obj, Relation::AuxPass, Relation::NsubjPass]) {
                self.hang(second, Some(verb), Relation::Obj);
            }
        }
    }
}
