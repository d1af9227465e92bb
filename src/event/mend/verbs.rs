//! Verbs taken for something else, and something else taken for verbs.

use super::{Edges, Sentence};
use crate::lexicon::EventLists;
use crate::mention::Mention;
use crate::syntax::{Relation, Upos, Xpos};

impl Edges {
    /// "the September offensive by Chad": an adjective with an article and no noun is a noun.
    pub(super) fn adjectives_as_nouns(&mut self, sentence: &Sentence<'_>) {
        for token in sentence.tokens.clone() {
            let nominal = matches!(
                self.relation(token),
                Relation::Obl | Relation::Obj | Relation::Nsubj | Relation::Nmod | Relation::NsubjPass
            );
            if self.upos(token) == Upos::Adj
                && nominal
                && self.has_child(token, &[Relation::Det])
                && self.has_child(token, &[Relation::Case])
                && let Some(at) = self.at(token)
                && let Some(upos) = self.upos.get_mut(at)
            {
                *upos = Upos::Noun;
            }
        }
    }

    /// "did not bomb Chad but shelled Mali" read as "but shelled Mali" like "but little Mali": a past tense behind "and" or
    /// "but" is a second verb.
    pub(super) fn verbs_behind_and(&mut self, sentence: &Sentence<'_>) {
        for verb in sentence.tokens.clone() {
            let and = verb.checked_sub(1).filter(|and| sentence.tokens.contains(and));
            if sentence.xpos(verb) != Xpos::Vbd || self.relation(verb) != Relation::Amod {
                continue;
            }
            let Some(and) = and.filter(|&and| self.upos(and) == Upos::Cconj) else { continue };
            let Some(object) = self.head(verb).filter(|&object| object > verb) else { continue };
            let Some(first) = self.head(object).filter(|_| self.relation(object) == Relation::Conj) else {
                continue;
            };
            let Some(above) = self.head(first).filter(|&above| self.upos(above) == Upos::Verb) else {
                continue;
            };
            self.hang(verb, Some(above), Relation::Conj);
            self.hang(object, Some(verb), Relation::Obj);
            self.hang(and, Some(verb), Relation::Cc);
            self.upos_of(verb, Upos::Verb);
        }
    }

    /// "Chad not only criticised but threatened Mali" read as a passive: without auxiliary and joined to a verb in the
    /// past tense that has an object, it is none.
    pub(super) fn passives_without_auxiliary(&mut self, sentence: &Sentence<'_>) {
        for subject in sentence.tokens.clone() {
            if self.relation(subject) != Relation::NsubjPass {
                continue;
            }
            let Some(verb) = self.head(subject).filter(|&verb| verb > subject) else { continue };
            let joined = self.children(verb).any(|child| {
                self.relation(child) == Relation::Conj
                    && sentence.xpos(child) == Xpos::Vbd
                    && self.has_child(child, &[Relation::Obj])
                    && !self.has_subject(child)
            });
            if joined && !self.has_child(verb, &[Relation::AuxPass, Relation::Aux, Relation::OblAgent]) {
                self.hang(subject, Some(verb), Relation::Nsubj);
            }
        }
    }

    /// "accused Chad of arming rebels", "stopped short of imposing sanctions" read as "of arming-rebels": behind a word
    /// that takes such a clause it is one.
    pub(super) fn charges_read_as_nouns(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for verb in sentence.tokens.clone() {
            let ing = sentence.parsed.text_of(verb).ends_with("ing")
                && matches!(sentence.xpos(verb), Xpos::Vbg | Xpos::Jj)
                && self.relation(verb) == Relation::Amod;
            let case = verb.checked_sub(1).filter(|case| sentence.tokens.contains(case));
            let Some(case) = case.filter(|_| ing) else { continue };
            let Some(noun) = self.head(verb).filter(|&noun| noun > verb && self.head(case) == Some(noun))
            else {
                continue;
            };
            let Some(charged) = self.head(noun).filter(|&charged| charged < case) else { continue };
            let kind = format!("{}:ing", sentence.lower(case));
            let takes = |word: usize| {
                lists.outer.of(sentence.lemma(word)).iter().any(|outer| {
                    outer.complements.iter().any(|complement| *complement == kind)
                        && outer
                            .beside
                            .as_deref()
                            .is_none_or(|beside| (word..case).any(|token| sentence.is(token, beside)))
                })
            };
            let above = self.head(charged);
            let above = if takes(charged) {
                charged
            } else if let Some(above) = above.filter(|&above| takes(above)) {
                if self.upos(charged) == Upos::Adv { charged } else { above }
            } else {
                continue;
            };
            self.hang(verb, Some(above), Relation::Advcl);
            self.hang(noun, Some(verb), Relation::Obj);
            self.hang(case, Some(verb), Relation::Mark);
            self.upos_of(verb, Upos::Verb);
        }
    }

    /// "The army no longer attacks" read as an army no longer: the words deny the verb.
    pub(super) fn no_longer(&mut self, sentence: &Sentence<'_>) {
        for longer in sentence.tokens.clone().skip(1) {
            let no = longer - 1;
            if !sentence.is(longer, "longer") || !sentence.is(no, "no") {
                continue;
            }
            let Some(noun) = self.head(longer).filter(|&noun| noun < no) else { continue };
            let Some(verb) = self.head(noun).filter(|&verb| verb > longer && self.upos(verb) == Upos::Verb)
            else {
                continue;
            };
            self.hang(no, None, Relation::Advmod);
            self.hang(longer, Some(verb), Relation::Advmod);
            self.hang(no, Some(longer), Relation::Advmod);
        }
    }

    /// "Fighting between Chad and Mali killed thirty" read as a participle: what opens a sentence before "between" and has
    /// a verb behind it is a noun.
    pub(super) fn gerunds_as_nouns(&mut self, sentence: &Sentence<'_>) {
        for noun in sentence.tokens.clone() {
            if sentence.xpos(noun) != Xpos::Vbg
                || !matches!(self.relation(noun), Relation::Advcl | Relation::Csubj | Relation::Root)
                || !sentence.is(noun + 1, "between")
                || self.has_child(noun, &[Relation::Obj, Relation::Aux, Relation::Nsubj])
            {
                continue;
            }
            let phrases: Vec<usize> =
                self.children(noun).filter(|&child| self.relation(child) == Relation::Obl).collect();
            self.upos_of(noun, Upos::Noun);
            for phrase in phrases {
                self.hang(phrase, Some(noun), Relation::Nmod);
            }
            if let Some(verb) = self.head(noun).filter(|&verb| verb > noun)
                && !self.has_subject(verb)
            {
                self.hang(noun, Some(verb), Relation::Nsubj);
            }
        }
    }

    /// "The ministry deplored the step": an adjective with a subject and an object is a verb.
    pub(super) fn participles_as_verbs(&mut self, sentence: &Sentence<'_>) {
        for token in sentence.tokens.clone() {
            if self.upos(token) != Upos::Adj
                || !sentence.parsed.text_of(token).ends_with("ed")
                || !self.has_child(token, &[Relation::Obj])
            {
                continue;
            }
            // "The Norwegian ministry deplored" read as one compound
            let before = token.checked_sub(1).filter(|before| {
                self.head(*before) == Some(token)
                    && matches!(self.upos(*before), Upos::Noun | Upos::Propn)
                    && matches!(self.relation(*before), Relation::Compound | Relation::NmodDesc)
            });
            if !self.has_subject(token)
                && let Some(subject) = before
            {
                let modifiers: Vec<usize> = self.children(token).filter(|&child| child < subject).collect();
                self.hang(subject, Some(token), Relation::Nsubj);
                for modifier in modifiers {
                    let own = self.relation(modifier);
                    if matches!(own, Relation::Det | Relation::Amod | Relation::Compound | Relation::NmodPoss)
                    {
                        self.hang(modifier, Some(subject), own);
                    }
                }
            }
            if self.has_subject(token) {
                self.upos_of(token, Upos::Verb);
            }
        }
    }

    /// "Chad and Niger have opened channels" read as "opened channels", "having signed deals" as "signed deals".
    pub(super) fn verbs_read_as_adjectives(&mut self, sentence: &Sentence<'_>) {
        for verb in sentence.tokens.clone() {
            if self.upos(verb) != Upos::Verb || self.relation(verb) != Relation::Amod {
                continue;
            }
            let Some(noun) = self.head(verb).filter(|&noun| noun > verb) else { continue };
            let is_clause = self.has_child(verb, &[Relation::Aux]) && self.has_subject(verb);
            if is_clause {
                let (above, relation) = (self.head(noun), self.relation(noun));
                let relation = if above.is_none() { Relation::Root } else { relation };
                let marks: Vec<usize> =
                    self.children(noun).filter(|&child| self.relation(child) == Relation::Mark).collect();
                self.hang(noun, None, Relation::Obj);
                self.hang(verb, above, relation);
                self.hang(noun, Some(verb), Relation::Obj);
                for mark in marks {
                    self.hang(mark, Some(verb), Relation::Mark);
                }
                continue;
            }
            let having = (verb.saturating_sub(3)..verb)
                .rev()
                .find(|&token| sentence.is(token, "having") && self.head(noun) == Some(token));
            let Some(having) = having else { continue };
            let mut above = self.head(having);
            if let Some(comma) = above.filter(|&above| self.upos(above) == Upos::Punct) {
                above = (sentence.tokens.start..comma).rev().find(|&token| self.upos(token) == Upos::Verb);
            }
            while let Some(token) = above.filter(|&token| self.upos(token) != Upos::Verb) {
                above = self.head(token);
            }
            let relation = if above.is_some() { Relation::Advcl } else { Relation::Root };
            self.hang(noun, None, Relation::Obj);
            self.hang(having, None, Relation::Aux);
            self.hang(verb, above, relation);
            self.hang(noun, Some(verb), Relation::Obj);
            self.hang(having, Some(verb), Relation::Aux);
        }
    }

    /// "accused the rebels of breaking the truce": the charge belongs to the verb; nobody is described as "of breaking".
    pub(super) fn charges(&mut self, sentence: &Sentence<'_>, mentions: &[&Mention]) {
        for token in sentence.tokens.clone() {
            if self.relation(token) != Relation::Acl || self.upos(token) != Upos::Verb {
                continue;
            }
            let Some(charged) = self.head(token).filter(|&charged| charged < token) else { continue };
            let Some(verb) = self.head(charged).filter(|&verb| verb < charged) else { continue };
            let of = self.children(token).any(|child| {
                matches!(self.relation(child), Relation::Mark | Relation::Case) && sentence.is(child, "of")
            });
            if of
                && self.relation(charged) == Relation::Obj
                && self.upos(verb) == Upos::Verb
                && mentions.iter().any(|mention| mention.head as usize == charged)
            {
                self.hang(token, Some(verb), Relation::Advcl);
            }
        }
    }

    /// "has since given no sign", "have opened new channels" read as having what was given: what stands between "have"
    /// and its object is the verb. No adjective stands before an article, and none behind an auxiliary.
    pub(super) fn perfect_tenses(&mut self, sentence: &Sentence<'_>) {
        for have in sentence.tokens.clone() {
            if !["have", "has", "had", "'ve", "’ve"].iter().any(|form| sentence.is(have, form)) {
                continue;
            }
            let mut verb = have + 1;
            while sentence.tokens.contains(&verb)
                && matches!(self.upos(verb), Upos::Adv | Upos::Sconj | Upos::Part)
            {
                verb += 1;
            }
            if !sentence.tokens.contains(&verb)
                || sentence.xpos(verb) != Xpos::Vbn
                || !matches!(self.relation(verb), Relation::Amod | Relation::Acl)
            {
                continue;
            }
            let Some(noun) = self.head(verb).filter(|&noun| noun > verb && self.head(noun) == Some(have))
            else {
                continue;
            };
            let auxiliary = self.relation(have) == Relation::Aux;
            let article = self.children(noun).any(|child| {
                child == verb + 1 && matches!(self.relation(child), Relation::Det | Relation::Nummod)
            });
            if !auxiliary && !article {
                continue;
            }
            let (mut above, mut relation) = (self.head(have), self.relation(have));
            if let Some(that) = above.filter(|&that| auxiliary && sentence.is(that, "that")) {
                above = self.head(that);
                relation = Relation::Ccomp;
                self.hang(that, Some(have), Relation::Mark);
            }
            let children: Vec<usize> = self.children(have).filter(|&child| child != noun).collect();
            let adverbs = have + 1..verb;
            self.hang(verb, None, relation);
            self.hang(noun, Some(verb), Relation::Obj);
            self.hang(have, None, relation);
            self.hang(verb, above, if above.is_none() { Relation::Root } else { relation });
            for child in children {
                let own = self.relation(child);
                self.hang(child, Some(verb), own);
            }
            for adverb in adverbs {
                self.hang(adverb, Some(verb), Relation::Advmod);
            }
            self.hang(have, Some(verb), Relation::Aux);
            self.upos_of(verb, Upos::Verb);
        }
    }

    /// "went on hunger strike to protest the verdict", "would free the editors": what has an object and stands behind
    /// "to" or an auxiliary is a verb, whatever its tag.
    pub(super) fn nouns_and_adjectives_as_verbs(&mut self, sentence: &Sentence<'_>) {
        for token in sentence.tokens.clone() {
            if !matches!(self.upos(token), Upos::Noun | Upos::Adj | Upos::Adp)
                || self.has_child(token, &[Relation::Cop, Relation::Det])
                || !self.has_child(token, &[Relation::Obj])
            {
                continue;
            }
            let modal = self.children(token).any(|child| {
                child < token
                    && self.relation(child) == Relation::Aux
                    && (sentence.xpos(child) == Xpos::Md || sentence.lemma(child) == "do")
            });
            let to = token.checked_sub(1).filter(|&to| self.head(to) == Some(token) && sentence.is(to, "to"));
            let text = sentence.parsed.text_of(token);
            // "The film portrays the war" read as a noun with a subject and an object
            let s = sentence.xpos(token) == Xpos::Nns
                && text.ends_with('s')
                && self.relation(token) == Relation::Root
                && !self.has_child(token, &[Relation::Case, Relation::NmodPoss, Relation::Nummod]);
            let ed = (text.ends_with("ed") || s) && self.has_subject(token);
            if !(modal || to.is_some() || ed) {
                continue;
            }
            self.upos_of(token, Upos::Verb);
            if let Some(to) = to {
                self.hang(to, Some(token), Relation::Mark);
                if matches!(self.relation(token), Relation::Obl | Relation::Nmod) {
                    let above = self.head(token);
                    let relation = match above.is_some_and(|above| self.upos(above) == Upos::Verb) {
                        true => Relation::Advcl,
                        false => Relation::Acl,
                    };
                    self.hang(token, above, relation);
                }
            }
        }
    }

    /// "Druze farmers threatened today to strike" read as "farmers, threatened today": a noun that is the whole sentence
    /// and carries a verb in the past tense is that verb's subject.
    pub(super) fn sentences_read_as_nouns(&mut self, sentence: &Sentence<'_>) {
        for verb in sentence.tokens.clone() {
            if sentence.xpos(verb) != Xpos::Vbd
                || self.relation(verb) != Relation::Acl
                || self.has_subject(verb)
            {
                continue;
            }
            let Some(noun) = self.head(verb).filter(|&noun| noun < verb) else { continue };
            let by = self
                .children(verb)
                .any(|child| child > verb && self.children(child).any(|case| sentence.is(case, "by")));
            if by
                || self.head(noun).is_some()
                || self.has_child(noun, &[Relation::Cop])
                || self.has_subject(noun)
                || self.children(noun).any(|child| self.upos(child) == Upos::Verb && child < noun)
            {
                continue;
            }
            let later: Vec<usize> = self
                .children(noun)
                .filter(|&child| child > verb && self.relation(child) != Relation::Conj)
                .collect();
            self.hang(verb, None, Relation::Root);
            self.hang(noun, Some(verb), Relation::Nsubj);
            for child in later {
                let relation = match self.relation(child) {
                    Relation::AclRelcl | Relation::Acl => Relation::Advcl,
                    Relation::Nmod => Relation::Obl,
                    other => other,
                };
                self.hang(child, Some(verb), relation);
            }
        }
    }

    /// "The king enacted martial law", "Chad expelled envoys" read as one noun with its modifiers: a past tense between
    /// two nouns is the verb, where the sentence has no other or an article follows.
    pub(super) fn verbs_inside_phrases(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for verb in sentence.tokens.clone() {
            let past = matches!(sentence.xpos(verb), Xpos::Vbd | Xpos::Vbn);
            if !past || !matches!(self.relation(verb), Relation::Amod | Relation::Compound) {
                continue;
            }
            let Some(noun) = self.head(verb).filter(|&noun| noun > verb) else { continue };
            let before = (sentence.tokens.start..verb).rev().find(|&token| self.upos(token) != Upos::Adv);
            let Some(before) = before.filter(|&before| matches!(self.upos(before), Upos::Noun | Upos::Propn))
            else {
                continue;
            };
            let article = sentence.tokens.contains(&(verb + 1))
                && matches!(sentence.xpos(verb + 1), Xpos::Dt | Xpos::PrpPoss | Xpos::Cd);
            let sure = sentence.xpos(verb) == Xpos::Vbd || article || !sentence.has_tense(self);
            if !sure || self.has_child(verb, &[Relation::Aux, Relation::AuxPass]) {
                continue;
            }
            // "The court on Tuesday freed the editor", "Authorities in Mali freed the editor"
            let case =
                self.children(before).find(|&case| self.relation(case) == Relation::Case && case < before);
            let mut subject = match case {
                Some(case) => match case.checked_sub(1) {
                    Some(noun)
                        if sentence.tokens.contains(&noun)
                            && matches!(self.upos(noun), Upos::Noun | Upos::Propn) =>
                    {
                        noun
                    }
                    _ => continue,
                },
                None => before,
            };
            let phrase = case.map(|_| before);
            while let Some(outer) = self
                .head(subject)
                .filter(|&outer| outer < verb && matches!(self.upos(outer), Upos::Noun | Upos::Propn))
            {
                subject = outer;
            }
            let mut object = noun;
            while let Some(outer) = self.head(object).filter(|&outer| {
                outer > verb
                    && matches!(
                        self.relation(object),
                        Relation::Compound | Relation::Amod | Relation::NmodDesc
                    )
                    && matches!(self.upos(outer), Upos::Noun | Upos::Propn)
            }) {
                object = outer;
            }
            if self.has_child(subject, &[Relation::Case, Relation::Mark]) {
                continue;
            }
            let inside = self.is_below(object, subject);
            let top = if inside { subject } else { object };
            let (mut above, mut relation) = (self.head(top), self.relation(top));
            let mut participle = None;
            if matches!(relation, Relation::Nsubj | Relation::NsubjPass)
                && let Some(outer) = above
            {
                relation = Relation::Ccomp;
                // "supporters blocked roads demanding": the participle hangs on the verb
                if sentence.xpos(outer) == Xpos::Vbg && !self.has_child(outer, &[Relation::Aux]) {
                    (above, relation) = (self.head(outer), self.relation(outer));
                    participle = Some(outer);
                }
            }
            let moving: Vec<usize> =
                self.children(object).filter(|&child| child < verb && child != subject).collect();
            let phrase = phrase.filter(|&phrase| !self.is_below(phrase, subject));
            self.hang(subject, None, Relation::Nsubj);
            self.hang(object, None, Relation::Obj);
            if let Some(phrase) = phrase {
                let day = sentence.is_moment(phrase, lists);
                let relation = if day { Relation::Obl } else { Relation::Nmod };
                self.hang(phrase, Some(if day { verb } else { subject }), relation);
            }
            self.hang(verb, None, relation);
            self.hang(verb, above, if above.is_none() { Relation::Root } else { relation });
            if let Some(participle) = participle {
                self.hang(participle, Some(verb), Relation::Advcl);
            }
            self.hang(subject, Some(verb), Relation::Nsubj);
            self.hang(object, Some(verb), Relation::Obj);
            for child in moving {
                let own = self.relation(child);
                let modifies = matches!(
                    own,
                    Relation::Det
                        | Relation::Amod
                        | Relation::Compound
                        | Relation::NmodPoss
                        | Relation::NmodDesc
                );
                self.hang(child, Some(if modifies { subject } else { verb }), own);
            }
            self.upos_of(verb, Upos::Verb);
        }
    }
}
