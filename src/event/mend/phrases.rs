//! Noun phrases with the wrong head.

use super::{Edges, Sentence};
use crate::lexicon::EventLists;
use crate::syntax::{Relation, Upos, Xpos};

impl Edges {
    /// "Chad's March 19-20 offensive" read as "19, an offensive": the number belongs to the noun behind it.
    pub(super) fn numbers_as_heads(&mut self, sentence: &Sentence<'_>, lists: &EventLists) {
        for number in sentence.tokens.clone() {
            if sentence.xpos(number) != Xpos::Cd {
                continue;
            }
            let month = self.children(number).any(|child| child < number && sentence.is_moment(child, lists));
            if !month {
                continue;
            }
            let mut noun = number + 1;
            while sentence.tokens.contains(&noun)
                && matches!(sentence.xpos(noun), Xpos::Cd | Xpos::Hyph | Xpos::Sym)
            {
                noun += 1;
            }
            if !sentence.tokens.contains(&noun)
                || self.upos(noun) != Upos::Noun
                || self.head(noun) != Some(number)
                || !matches!(
                    self.relation(noun),
                    Relation::Appos
                        | Relation::Nmod
                        | Relation::Flat
                        | Relation::Compound
                        | Relation::NmodUnmarked
                )
            {
                continue;
            }
            self.swap(number, noun, Relation::Nummod, |child| {
                !sentence.is_moment(child, lists) && (child < number || child > noun)
            });
        }
    }

    /// "a deputy minister leading the talks" read as "a leading": the article belongs to the noun before the verb.
    pub(super) fn articles_of_verbs(&mut self, sentence: &Sentence<'_>) {
        for verb in sentence.tokens.clone() {
            if !matches!(sentence.xpos(verb), Xpos::Vbg | Xpos::Vbn) || self.upos(verb) != Upos::Verb {
                continue;
            }
            let article =
                self.children(verb).find(|&child| child < verb && self.relation(child) == Relation::Det);
            let Some(article) = article else { continue };
            let noun = (article + 1..verb).rev().find(|&token| self.upos(token) != Upos::Adv);
            let Some(noun) = noun.filter(|&noun| matches!(self.upos(noun), Upos::Noun | Upos::Propn)) else {
                continue;
            };
            let governs = match sentence.xpos(verb) {
                Xpos::Vbg => self.has_child(verb, &[Relation::Obj]),
                _ => self.has_child(verb, &[Relation::Obl, Relation::OblAgent]),
            };
            if self.head(noun) != Some(verb) || !governs {
                continue;
            }
            let relation = self.relation(verb);
            self.swap(verb, noun, Relation::Acl, |child| child < verb);
            self.named_before(noun, article, relation, sentence);
        }
    }

    /// "with Anna Holm, a deputy minister leading": the noun describes the name before the comma.
    fn named_before(&mut self, noun: usize, article: usize, relation: Relation, sentence: &Sentence<'_>) {
        if !matches!(relation, Relation::Conj | Relation::Parataxis | Relation::Dep | Relation::Advcl) {
            return;
        }
        let comma = article.checked_sub(1).filter(|&comma| sentence.is(comma, ","));
        let Some((name, _)) = comma.and_then(|comma| sentence.name_at(comma.checked_sub(1)?)) else { return };
        if sentence.tokens.contains(&name) {
            self.hang(noun, Some(name), Relation::Appos);
        }
    }

    /// "a warrant for Jon Vik over crimes" read as "Jon Vik, crimes": an apposition stands behind its noun, never
    /// before it. The name goes to what its preposition leads back to.
    pub(super) fn appositions_before_nouns(&mut self, sentence: &Sentence<'_>) {
        for name in sentence.tokens.clone() {
            if self.relation(name) != Relation::Appos {
                continue;
            }
            let Some(noun) = self.head(name).filter(|&noun| noun > name) else { continue };
            let case =
                self.children(name).find(|&child| child < name && self.relation(child) == Relation::Case);
            let Some(case) = case else {
                self.swap(noun, name, Relation::Appos, |child| child < name);
                continue;
            };
            let above = (sentence.tokens.start..case).rev().find(|&token| {
                matches!(self.upos(token), Upos::Verb | Upos::Noun)
                    && !matches!(
                        self.relation(token),
                        Relation::Amod | Relation::Compound | Relation::NmodDesc
                    )
            });
            let Some(above) = above else { continue };
            let relation = if self.upos(above) == Upos::Verb { Relation::Obl } else { Relation::Nmod };
            self.hang(name, Some(above), relation);
        }
    }

    /// "agreed to a cease-fire" read as "a cease, a fire": of two nouns a hyphen joins, the second is the head.
    pub(super) fn hyphened_nouns(&mut self, sentence: &Sentence<'_>) {
        for hyphen in sentence.tokens.clone() {
            if !sentence.is(hyphen, "-") || hyphen <= sentence.tokens.start {
                continue;
            }
            let (left, right) = (hyphen - 1, hyphen + 1);
            if !sentence.tokens.contains(&right)
                || self.upos(left) != Upos::Noun
                || self.upos(right) != Upos::Noun
                || self.head(right) != Some(left)
                || !sentence.touch(left, right)
            {
                continue;
            }
            self.swap(left, right, Relation::Compound, |_| true);
        }
    }

    /// "the Nordic Council (NC) forum" read as "Council, forum": two nouns are two only with a comma or an "and" between
    /// them.
    pub(super) fn conjuncts_without_conjunction(&mut self, sentence: &Sentence<'_>) {
        for second in sentence.tokens.clone() {
            if self.relation(second) != Relation::Conj
                || !matches!(self.upos(second), Upos::Noun | Upos::Propn)
                || self.has_child(second, &[Relation::Cc, Relation::Case, Relation::Det])
            {
                continue;
            }
            let Some(first) = self.head(second).filter(|&first| first < second) else { continue };
            if !matches!(self.upos(first), Upos::Noun | Upos::Propn) {
                continue;
            }
            let parted = (first + 1..second).any(|between| {
                self.upos(between) == Upos::Cconj
                    || [",", ";", "/", "&", "-", "–", "—", ":"].iter().any(|mark| sentence.is(between, mark))
            });
            if !parted {
                self.hang(second, Some(first), Relation::Flat);
            }
        }
    }

    /// "signed an arms deal" read as "arms are a deal": a noun right before a noun without a copula is part of it.
    pub(super) fn subjects_of_nouns(&mut self, sentence: &Sentence<'_>) {
        for first in sentence.tokens.clone() {
            if self.relation(first) != Relation::Nsubj || self.upos(first) != Upos::Noun {
                continue;
            }
            let Some(second) = self.head(first).filter(|&second| second == first + 1) else { continue };
            if matches!(sentence.xpos(second), Xpos::Nn | Xpos::Nns)
                && self.upos(second) == Upos::Noun
                && !self.has_child(second, &[Relation::Cop, Relation::Aux, Relation::AuxPass, Relation::Obj])
            {
                self.hang(first, Some(second), Relation::Compound);
            }
        }
    }

    /// Hangs `above` below `below`, which takes its place and the dependents that `moves` names.
    fn swap(&mut self, above: usize, below: usize, relation: Relation, moves: impl Fn(usize) -> bool) {
        let (head, old) = (self.head(above), self.relation(above));
        let moving: Vec<usize> =
            self.children(above).filter(|&child| child != below && moves(child)).collect();
        self.hang(below, None, old);
        self.hang(below, head, if head.is_none() { Relation::Root } else { old });
        for child in moving {
            let own = self.relation(child);
            self.hang(child, Some(below), own);
        }
        self.hang(above, Some(below), relation);
    }
}
