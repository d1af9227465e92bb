//! Names the parser has never seen: surnames taken for adjectives, subjects hung on the noun before them.

use super::{Edges, NEAR, Sentence};
use crate::mention::MentionKind;
use crate::syntax::{Relation, Upos};

impl Edges {
    /// "Brandt and Osei spoke": a surname is no adjective.
    pub(super) fn name_words(&mut self, sentence: &Sentence<'_>) {
        for (head, _, kind) in &sentence.names {
            if *kind != MentionKind::Person && *kind != MentionKind::Organization {
                continue;
            }
            if let Some(at) = self.at(*head)
                && matches!(self.upos.get(at), Some(Upos::Adj | Upos::Verb | Upos::Adv))
                && sentence.is_capital(*head)
                && let Some(upos) = self.upos.get_mut(at)
            {
                *upos = Upos::Propn;
            }
        }
    }

    /// "Russian President Ivan Orlov met": the subject is the person, not the adjective in front.
    pub(super) fn heads_of_names(&mut self, sentence: &Sentence<'_>) {
        for (head, covered, kind) in &sentence.names {
            if *kind != MentionKind::Person {
                continue;
            }
            let Some(outer) = self.head(*head).filter(|outer| covered.contains(outer)) else { continue };
            let (above, relation) = (self.head(outer), self.relation(outer));
            if self.upos(outer) != Upos::Adj || above.is_some_and(|above| covered.contains(&above)) {
                continue;
            }
            self.hang(*head, above, relation);
            self.hang(outer, Some(*head), Relation::Amod);
        }
    }

    /// "Holm said Brandt and Osei held talks" read as three things said: the names are the subject of the verb after
    /// them.
    pub(super) fn verbs_joined_to_names(&mut self, sentence: &Sentence<'_>) {
        for verb in sentence.tokens.clone() {
            if self.upos(verb) != Upos::Verb
                || self.relation(verb) != Relation::Conj
                || !sentence.is_finite(verb, self)
                || self.has_subject(verb)
            {
                continue;
            }
            let Some(name) = self.head(verb).filter(|&name| name < verb && sentence.is_name(name)) else {
                continue;
            };
            if !matches!(
                self.relation(name),
                Relation::Xcomp | Relation::Ccomp | Relation::Root | Relation::Obj
            ) {
                continue;
            }
            let (above, relation) = (self.head(name), self.relation(name));
            let relation = match relation {
                Relation::Root => Relation::Root,
                _ => Relation::Ccomp,
            };
            self.hang(name, None, Relation::Nsubj);
            self.hang(verb, above, relation);
            self.hang(name, Some(verb), Relation::Nsubj);
        }
    }

    /// "challenged Brandt to name them": a name right after the verb is its object.
    pub(super) fn objects_read_as_clauses(&mut self, sentence: &Sentence<'_>) {
        for token in sentence.tokens.clone() {
            let Some(verb) = self.head(token).filter(|&verb| verb < token) else { continue };
            if self.relation(token) == Relation::Xcomp
                && self.upos(verb) == Upos::Verb
                && sentence.is_name(token)
                && !self.has_child(token, &[Relation::Case, Relation::Mark, Relation::Cop])
                && !self.has_child(verb, &[Relation::Obj])
            {
                self.hang(token, Some(verb), Relation::Obj);
            }
        }
    }

    /// "In an interview with a paper, Kari Holm, the envoy, repeated the offer", "before Brandt agreed": a name that
    /// stands right before a finite verb without a subject.
    pub(super) fn subjects_beside_verbs(&mut self, sentence: &Sentence<'_>) {
        for verb in sentence.tokens.clone() {
            let clause = matches!(
                self.relation(verb),
                Relation::Root | Relation::Ccomp | Relation::Advcl | Relation::Parataxis
            );
            if self.upos(verb) != Upos::Verb
                || !clause
                || !sentence.is_finite(verb, self)
                || self.has_subject(verb)
            {
                continue;
            }
            let Some((name, start)) = self.name_before(verb, sentence) else { continue };
            let mut name = name;
            while self.relation(name) == Relation::Conj
                && let Some(first) = self.head(name).filter(|&first| first < name && sentence.is_name(first))
            {
                name = first;
            }
            let hangs_loose = matches!(
                self.relation(name),
                Relation::Appos
                    | Relation::Compound
                    | Relation::Amod
                    | Relation::Nmod
                    | Relation::NmodDesc
                    | Relation::Dep
                    | Relation::Parataxis
                    | Relation::Obl
                    | Relation::OblUnmarked
            );
            let case = self.children(name).find(|&child| self.relation(child) == Relation::Case);
            let subordinates = case.is_none_or(|case| {
                ["before", "after", "since", "until", "as"].iter().any(|word| sentence.is(case, word))
            });
            if !hangs_loose || !subordinates || start == 0 {
                continue;
            }
            if let Some(case) = case {
                self.hang(case, Some(verb), Relation::Mark);
            }
            self.hang(name, Some(verb), Relation::Nsubj);
        }
    }

    /// The name right before a verb, over auxiliaries and adverbs and over the comma that closes an apposition.
    pub(super) fn name_before(&self, verb: usize, sentence: &Sentence<'_>) -> Option<(usize, usize)> {
        let mut token = verb.checked_sub(1)?;
        let mut closed = false;
        for _ in 0..NEAR {
            if !sentence.tokens.contains(&token) {
                return None;
            }
            match self.upos(token) {
                Upos::Aux | Upos::Adv | Upos::Part => {}
                Upos::Punct if !closed && sentence.is(token, ",") => closed = true,
                _ => break,
            }
            token = token.checked_sub(1)?;
        }
        let (mut head, covered) = sentence.name_at(token)?;
        let before = covered.start.checked_sub(1).filter(|before| sentence.tokens.contains(before));
        if closed {
            // only "NAME, the envoy, said" and "the envoy, NAME, said"
            let comma = before.filter(|&before| sentence.is(before, ","))?;
            let (named, _) = sentence.name_at(comma.checked_sub(1)?)?;
            if self.has_child(named, &[Relation::Case]) {
                return None;
            }
            head = named;
        }
        // "the army, accused of theft": a participle after a comma is no predicate, a name after "of" no subject
        Some((head, covered.start + 1))
    }
}
