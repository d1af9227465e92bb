//! Objects read as something else.

use super::{Edges, Sentence};
use crate::syntax::{Relation, Upos, Xpos};

impl Edges {
    /// "opened direct talks", "launched further raids" read as two things in a row: what is joined to a verb without
    /// "and" or a comma, and has neither subject nor copula, is its object.
    pub(super) fn objects_joined_to_verbs(&mut self, sentence: &Sentence<'_>) {
        for noun in sentence.tokens.clone() {
            if !matches!(
                self.relation(noun),
                Relation::Conj | Relation::Ccomp | Relation::Dep | Relation::Advcl
            ) || !matches!(self.upos(noun), Upos::Noun | Upos::Propn)
            {
                continue;
            }
            let Some(verb) = self.head(noun).filter(|&verb| verb < noun) else { continue };
            if self.upos(verb) != Upos::Verb
                || self.has_child(verb, &[Relation::Obj, Relation::AuxPass])
                || self.has_child(
                    noun,
                    &[
                        Relation::Case,
                        Relation::Mark,
                        Relation::Cop,
                        Relation::Cc,
                        Relation::Aux,
                        Relation::AuxPass,
                        Relation::Obj,
                    ],
                )
                || self.has_subject(noun)
            {
                continue;
            }
            let first = self.first_of(noun);
            // "launched", perhaps an adverb, then the phrase
            let near = (verb + 1..first).all(|between| matches!(self.upos(between), Upos::Adv | Upos::Part));
            if first > verb && near {
                self.hang(noun, Some(verb), Relation::Obj);
            }
        }
    }

    /// "rejected proposed changes" read as "rejected, and proposed changes": a participle between a verb and a noun
    /// describes the noun.
    pub(super) fn participles_before_objects(&mut self, sentence: &Sentence<'_>) {
        for participle in sentence.tokens.clone() {
            if sentence.xpos(participle) != Xpos::Vbn || self.relation(participle) != Relation::Xcomp {
                continue;
            }
            let Some(verb) = self.head(participle).filter(|&verb| verb + 1 == participle) else { continue };
            if self.upos(verb) != Upos::Verb || self.has_child(verb, &[Relation::Obj]) {
                continue;
            }
            let own: Vec<usize> = self.children(participle).collect();
            let object = own.iter().copied().find(|&child| self.relation(child) == Relation::Obj);
            let Some(object) = object.filter(|&object| object > participle) else { continue };
            if own.iter().any(|&child| child < participle) {
                continue;
            }
            self.hang(object, Some(verb), Relation::Obj);
            self.hang(participle, Some(object), Relation::Amod);
        }
    }

    /// "gave $2 million in aid" read as "in $2 million aid": what stands before a preposition does not belong behind
    /// it.
    pub(super) fn sums_before_prepositions(&mut self, sentence: &Sentence<'_>) {
        for sum in sentence.tokens.clone() {
            if !matches!(self.relation(sum), Relation::Compound | Relation::Nummod | Relation::Amod)
                || !matches!(self.upos(sum), Upos::Sym | Upos::Num | Upos::Noun)
            {
                continue;
            }
            let Some(noun) = self.head(sum).filter(|&noun| noun > sum) else { continue };
            let Some(verb) = self.head(noun).filter(|&verb| verb < sum && self.upos(verb) == Upos::Verb)
            else {
                continue;
            };
            let case =
                self.children(noun).find(|&child| child > sum && self.relation(child) == Relation::Case);
            if case.is_none_or(|case| case > noun) || self.has_child(verb, &[Relation::Obj]) {
                continue;
            }
            self.hang(sum, Some(verb), Relation::Obj);
            self.hang(noun, Some(sum), Relation::Nmod);
        }
    }

    /// "holding more than 200 miners", read as holding them "than"; "the Sahel Front gunmen hold" read as "the gunmen
    /// hold the Front".
    pub(super) fn misplaced_objects(&mut self, sentence: &Sentence<'_>) {
        for noun in sentence.tokens.clone() {
            let Some(verb) = self.head(noun).filter(|&verb| self.upos(verb) == Upos::Verb) else { continue };
            let relation = self.relation(noun);
            if relation == Relation::Obl && verb < noun && self.has_child(noun, &[Relation::Nummod]) {
                let than = self.children(noun).any(|child| {
                    sentence.is(child, "than")
                        && child.checked_sub(1).is_some_and(|more| {
                            ["more", "less", "fewer"].iter().any(|word| sentence.is(more, word))
                        })
                });
                if than && !self.has_child(verb, &[Relation::Obj]) {
                    self.hang(noun, Some(verb), Relation::Obj);
                }
            }
            let subject = noun + 1;
            if relation == Relation::Obj
                && noun < verb
                && matches!(self.upos(noun), Upos::Noun | Upos::Propn)
                && sentence.tokens.contains(&subject)
                && self.head(subject) == Some(verb)
                && matches!(self.relation(subject), Relation::Nsubj | Relation::NsubjPass)
                && self.upos(subject) == Upos::Noun
            {
                self.hang(noun, Some(subject), Relation::Compound);
            }
        }
    }

    /// "deplored the steps taken by Chad" read as wanting them taken: the participle describes the object.
    pub(super) fn participles_behind_objects(&mut self, sentence: &Sentence<'_>) {
        for participle in sentence.tokens.clone() {
            if sentence.xpos(participle) != Xpos::Vbn
                || self.relation(participle) != Relation::Xcomp
                || self.has_child(participle, &[Relation::Aux, Relation::AuxPass, Relation::Mark])
            {
                continue;
            }
            let Some(verb) = self.head(participle).filter(|&verb| verb < participle) else { continue };
            let object = self.children(verb).find(|&child| self.relation(child) == Relation::Obj);
            let Some(object) = object.filter(|&object| object > verb && object < participle) else {
                continue;
            };
            if self.has_child(participle, &[Relation::OblAgent]) && sentence.lemma(verb) != "have" {
                self.hang(participle, Some(object), Relation::Acl);
            }
        }
    }
}
