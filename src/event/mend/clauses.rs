//! Clauses that hang in the wrong place.

use super::{Edges, Sentence};
use crate::lexicon::EventLists;
use crate::lexicon::events_prepositions::Use;
use crate::syntax::{Relation, Upos, Xpos};

/// How far behind its auxiliary the verb of an inverted condition is looked for.
const FAR: usize = 10;

impl Edges {
    /// "two days after Osei resigned" read as "after Osei": the word opens a clause, for its noun is a subject.
    pub(super) fn clauses_behind_prepositions(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for case in sentence.tokens.clone() {
            if self.relation(case) != Relation::Case
                || !lists.prepositions.is(&sentence.lower(case), Use::Clause)
            {
                continue;
            }
            let Some(subject) = self.head(case).filter(|&subject| subject > case) else { continue };
            let Some(verb) = self.head(subject).filter(|&verb| verb > subject) else { continue };
            let is_subject = matches!(self.relation(subject), Relation::Nsubj | Relation::NsubjPass);
            if !is_subject || self.upos(verb) != Upos::Verb {
                continue;
            }
            self.hang(case, Some(verb), Relation::Mark);
            if matches!(self.relation(verb), Relation::Conj | Relation::Parataxis | Relation::Dep) {
                let above = self.head(verb);
                self.hang(verb, above, Relation::Advcl);
            }
        }
    }

    /// "opened an inquiry into claims that guards beat a priest, the ministry said": the clause is the noun's, not of the verb
    /// of saying at the end.
    pub(super) fn clauses_behind_their_nouns(&mut self, sentence: &Sentence<'_>) {
        for that in sentence.tokens.clone().skip(1) {
            if self.relation(that) != Relation::Mark
                || self.upos(that - 1) != Upos::Noun
                || sentence.lower(that) != "that"
            {
                continue;
            }
            let Some(above) = self.head(that).filter(|&above| above > that) else { continue };
            let clause = self.children(above).find(|&child| {
                child > that
                    && child < above
                    && matches!(self.relation(child), Relation::Advcl | Relation::Ccomp)
            });
            let Some(clause) = clause else { continue };
            self.hang(that, Some(clause), Relation::Mark);
            self.hang(clause, Some(that - 1), Relation::Acl);
        }
    }

    /// "following the raid by Chad" read as a clause with a subject: a participle's noun behind it is its object, and
    /// some participles are prepositions.
    pub(super) fn nouns_behind_participles(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for verb in sentence.tokens.clone() {
            if sentence.xpos(verb) != Xpos::Vbg
                || !matches!(self.relation(verb), Relation::Advcl | Relation::Acl | Relation::Parataxis)
            {
                continue;
            }
            let own: Vec<usize> =
                self.children(verb).filter(|&child| self.relation(child) != Relation::Punct).collect();
            let &[noun] = own.as_slice() else { continue };
            let nominal = matches!(self.relation(noun), Relation::Nsubj | Relation::Obj);
            if noun < verb || !nominal {
                continue;
            }
            if !lists.prepositions.is(&sentence.lower(verb), Use::Participle) {
                self.hang(noun, Some(verb), Relation::Obj);
                continue;
            }
            let above = self.head(verb);
            let relation = match self.relation(verb) {
                Relation::Acl => Relation::Nmod,
                _ => Relation::Obl,
            };
            self.hang(noun, above, relation);
            self.hang(verb, Some(noun), Relation::Case);
        }
    }

    /// "“We left,” announced the envoy": who stands behind the verb of saying speaks.
    pub(super) fn speakers_behind_verbs(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for speaker in sentence.tokens.clone() {
            if self.relation(speaker) != Relation::Obj {
                continue;
            }
            let Some(verb) = self.head(speaker).filter(|&verb| verb < speaker) else { continue };
            let stem = sentence.parsed.words.get(verb).map_or("", |word| word.lemma.as_str());
            if !lists.report.has(stem) || self.has_subject(verb) || !sentence.is_finite(verb, self) {
                continue;
            }
            let said =
                self.children(verb).any(|child| child < verb && self.relation(child) == Relation::Ccomp)
                    || (self.relation(verb) == Relation::Parataxis
                        && self.head(verb).is_some_and(|head| head < verb));
            let closed = verb
                .checked_sub(1)
                .is_some_and(|before| sentence.tokens.contains(&before) && self.upos(before) == Upos::Punct);
            if said && closed && sentence.names.iter().any(|(head, ..)| *head == speaker) {
                self.hang(speaker, Some(verb), Relation::Nsubj);
            }
        }
    }

    /// "warned that recognition of the court would have effects" read as "warned that recognition": a verb behind
    /// "would" is the verb of a clause, whose subject stands before it.
    pub(super) fn clauses_behind_modals(&mut self, sentence: &Sentence<'_>) {
        for modal in sentence.tokens.clone() {
            if sentence.xpos(modal) != Xpos::Md {
                continue;
            }
            let mut verb = modal + 1;
            while sentence.tokens.contains(&verb) && self.upos(verb) == Upos::Adv {
                verb += 1;
            }
            if !sentence.tokens.contains(&verb)
                || sentence.xpos(verb) != Xpos::Vb
                || self.head(modal) == Some(verb)
                || self.is_below(modal, verb)
            {
                continue;
            }
            let Some(noun) = self.head(modal).filter(|&noun| noun < modal) else { continue };
            if self.upos(noun) == Upos::Verb
                || self.head(verb).is_some_and(|head| head != modal && head != noun)
            {
                continue;
            }
            let mut subject = noun;
            while matches!(self.relation(subject), Relation::Nmod | Relation::Conj | Relation::Appos)
                && let Some(above) = self.head(subject).filter(|&above| above < subject)
                && self.upos(above) != Upos::Verb
            {
                subject = above;
            }
            let above = self.head(subject).filter(|&above| above < subject);
            let relation = if above.is_some() { Relation::Ccomp } else { Relation::Root };
            let loose: Vec<usize> =
                self.children(noun).filter(|&child| child >= modal && child != verb).collect();
            self.hang(subject, None, Relation::Nsubj);
            self.hang(verb, above, relation);
            self.hang(subject, Some(verb), Relation::Nsubj);
            self.hang(modal, Some(verb), Relation::Aux);
            for child in loose {
                let relation = self.relation(child);
                self.hang(child, Some(verb), relation);
            }
            self.upos_of(verb, Upos::Verb);
            let that = self.children(subject).find(|&child| child < subject && sentence.is(child, "that"));
            if let Some(that) = that {
                self.hang(that, Some(verb), Relation::Mark);
            }
        }
    }

    /// "Had Chad shelled the camp, Kenya would have left", "Were Chad to attack", "would have left had Chad shelled": a
    /// condition by the order of its words.
    pub(super) fn inverted_conditions(&mut self, sentence: &Sentence<'_>) {
        let modal = |token: usize| sentence.xpos(token) == Xpos::Md && !sentence.is(token, "should");
        for aux in sentence.tokens.clone() {
            let Some(form) = [("had", Xpos::Vbn), ("should", Xpos::Vb), ("were", Xpos::Vb)]
                .iter()
                .find(|(word, _)| sentence.is(aux, word))
            else {
                continue;
            };
            let before = aux.checked_sub(1).filter(|before| sentence.tokens.contains(before));
            let opens = before.is_none_or(|before| self.upos(before) == Upos::Punct);
            let next = aux + 1;
            let phrase = matches!(
                self.upos(next),
                Upos::Propn | Upos::Det | Upos::Pron | Upos::Noun | Upos::Adj | Upos::Num
            );
            let named = matches!(self.upos(next), Upos::Propn | Upos::Pron) || sentence.is(next, "the");
            let main_before = sentence.tokens.clone().take_while(|&token| token < aux).any(modal);
            if !sentence.tokens.contains(&next) || !phrase || !(opens || (named && main_before)) {
                continue;
            }
            let end = (next..sentence.tokens.end).find(|&token| sentence.is(token, ","));
            let clause = next..end.unwrap_or(sentence.tokens.end);
            let verb = clause.clone().skip(1).take(FAR).find(|&token| match form.0 {
                "had" => {
                    matches!(sentence.xpos(token), Xpos::Vbn | Xpos::Vbd)
                        && self.relation(token) != Relation::Amod
                }
                "were" => sentence.xpos(token) == form.1 && sentence.is(token - 1, "to"),
                _ => sentence.xpos(token) == form.1,
            });
            let Some(verb) = verb else { continue };
            let main = match main_before && !opens {
                true => sentence.tokens.clone().take_while(|&token| token < aux).find(|&token| modal(token)),
                false => (clause.end..sentence.tokens.end).find(|&token| modal(token)),
            };
            let main = main.and_then(|main| self.head(main)).filter(|&main| main != verb);
            // "would have been cool had Ana won" read as "had been cool"
            let main = main.and_then(|main| match main == aux {
                false => Some(main),
                true => self.children(aux).find(|&child| {
                    child < aux && matches!(self.relation(child), Relation::Ccomp | Relation::Xcomp)
                }),
            });
            let Some(main) = main else { continue };
            let subject = (next..verb).find(|&token| {
                matches!(self.upos(token), Upos::Noun | Upos::Propn | Upos::Pron)
                    && self.head(token).is_none_or(|head| !(next..verb).contains(&head))
            });
            let Some(subject) = subject else { continue };
            let left: Vec<usize> = self
                .children(aux)
                .filter(|&child| child != verb && child != subject && child != main)
                .collect();
            let object = self.children(main).any(|child| self.relation(child) == Relation::Obj);
            if self.is_below(main, aux) || self.is_below(main, verb) {
                let (above, relation) = (self.head(aux), self.relation(aux));
                self.hang(main, None, Relation::Root);
                if above.is_some_and(|above| above < aux && above != main && !self.is_below(above, verb)) {
                    self.hang(main, above, relation);
                }
            }
            self.hang(verb, None, Relation::Advcl);
            self.hang(subject, None, Relation::Nsubj);
            self.hang(verb, Some(main), Relation::Advcl);
            self.hang(subject, Some(verb), Relation::Nsubj);
            self.hang(aux, Some(verb), Relation::Aux);
            for child in left {
                let own = match self.relation(child) {
                    Relation::Nsubj if child < aux && !object => Relation::Obj,
                    own => own,
                };
                self.hang(child, Some(main), own);
            }
            self.upos_of(verb, Upos::Verb);
        }
    }

    /// "said on Monday that Chad had closed the border" read as what Chad had closed: a "that" before a clause with subject
    /// and object opens it.
    pub(super) fn that_read_as_object(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for that in sentence.tokens.clone() {
            if self.relation(that) != Relation::Obj || !sentence.is(that, "that") {
                continue;
            }
            let Some(clause) = self.head(that).filter(|&clause| clause > that) else { continue };
            let subject = self.children(clause).any(|child| {
                child > that && matches!(self.relation(child), Relation::Nsubj | Relation::NsubjPass)
            });
            let object =
                self.children(clause).any(|child| child > clause && self.relation(child) == Relation::Obj);
            if !subject || !object {
                continue;
            }
            self.hang(that, Some(clause), Relation::Mark);
            let Some(noun) = self.head(clause).filter(|&noun| noun < that) else { continue };
            let told = self.head(noun).filter(|&verb| {
                self.relation(clause) == Relation::AclRelcl
                    && matches!(self.relation(noun), Relation::Obj | Relation::Iobj)
                    && lists.report.has(sentence.lemma(verb))
            });
            if let Some(verb) = told {
                self.hang(clause, Some(verb), Relation::Ccomp);
            }
        }
    }

    /// "concluded on Friday that the mayor must go" read as "concluded, and that ...": a clause with "that" is what the
    /// verb says.
    pub(super) fn clauses_with_that(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for that in sentence.tokens.clone() {
            if self.relation(that) != Relation::Mark || !sentence.is(that, "that") {
                continue;
            }
            let Some(clause) = self.head(that).filter(|&clause| clause > that) else { continue };
            let Some(verb) = self.head(clause).filter(|&verb| verb < that) else { continue };
            let joined = self.has_child(clause, &[Relation::Cc]);
            if matches!(self.relation(clause), Relation::Conj | Relation::Parataxis | Relation::Advcl)
                && !joined
                && self.upos(verb) == Upos::Verb
                && lists.report.has(sentence.lemma(verb))
                && !self.has_child(verb, &[Relation::Ccomp])
            {
                self.hang(clause, Some(verb), Relation::Ccomp);
            }
        }
    }
}
