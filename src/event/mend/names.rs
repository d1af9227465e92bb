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

    /// "Mali and Burkina Faso arrested" read as three in a row: the words of one name are one.
    pub(super) fn pieces_of_names(&mut self, sentence: &Sentence<'_>) {
        for (head, covered, _) in &sentence.names {
            for token in covered.clone().filter(|token| token != head) {
                let outside = self.head(token).is_some_and(|above| !covered.contains(&above));
                if outside && matches!(self.relation(token), Relation::Conj | Relation::Appos) {
                    self.hang(token, Some(*head), Relation::Flat);
                }
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
            // "the journalist Anna Holm", "Presidents Ana Rojas and Luis Campos": the name, not what she is
            let described = self.relation(*head) == Relation::Appos
                && outer < *head
                && matches!(self.upos(outer), Upos::Noun | Upos::Propn)
                && !(outer..*head).any(|token| sentence.is(token, ","));
            if described {
                let moving: Vec<usize> = self
                    .children(outer)
                    .filter(|child| {
                        matches!(
                            self.relation(*child),
                            Relation::Case
                                | Relation::Mark
                                | Relation::Conj
                                | Relation::Cc
                                | Relation::AclRelcl
                        )
                    })
                    .collect();
                let (above, relation) = (self.head(outer), self.relation(outer));
                self.hang(*head, None, relation);
                self.hang(*head, above, if above.is_none() { Relation::Root } else { relation });
                self.hang(outer, Some(*head), Relation::NmodDesc);
                for child in moving {
                    let own = self.relation(child);
                    self.hang(child, Some(*head), own);
                }
                continue;
            }
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

    /// "Cuba and Chad threatened" read with two subjects, "Not only Peru but also Chad condemned" as Peru, and what Chad
    /// condemned: names before and after "and" are one subject.
    pub(super) fn subjects_joined_to_subjects(&mut self, sentence: &Sentence<'_>) {
        for second in sentence.tokens.clone() {
            let relation = self.relation(second);
            if !matches!(relation, Relation::Nsubj | Relation::NsubjPass) {
                continue;
            }
            let Some(verb) = self.head(second).filter(|&verb| verb > second) else { continue };
            let mut start = self.first_of(second);
            let mut small: Vec<usize> = Vec::new();
            while let Some(before) = start.checked_sub(1).filter(|before| sentence.tokens.contains(before))
                && matches!(self.upos(before), Upos::Cconj | Upos::Adv)
            {
                small.push(before);
                start = before;
            }
            let Some(and) = small.iter().copied().find(|&word| self.upos(word) == Upos::Cconj) else {
                continue;
            };
            let Some(last) = start.checked_sub(1).filter(|last| sentence.tokens.contains(last)) else {
                continue;
            };
            let last = if sentence.is(last, ",") { last.saturating_sub(1) } else { last };
            let two = self.children(verb).find(|&first| {
                first < second && self.relation(first) == relation && self.is_below(last, first)
            });
            // the verb hangs on the first name
            let below = self.head(verb).filter(|&first| {
                self.relation(verb) == Relation::Conj
                    && first < second
                    && self.upos(first) == Upos::Propn
                    && self.is_below(last, first)
                    && !self.has_child(first, &[Relation::Cop, Relation::Case])
                    && (sentence.is_finite(verb, self) || self.has_child(verb, &[Relation::Obj]))
                    && matches!(self.relation(first), Relation::Root | Relation::Ccomp | Relation::Parataxis)
            });
            let Some(first) = two.or(below) else { continue };
            if below == Some(first) && two.is_none() {
                let (above, own) = (self.head(first), self.relation(first));
                self.hang(verb, above, own);
                self.hang(first, None, relation);
                self.hang(first, Some(verb), relation);
            }
            self.hang(second, Some(first), Relation::Conj);
            for word in small {
                let own = if word == and { Relation::Cc } else { Relation::Advmod };
                self.hang(word, Some(second), own);
            }
        }
    }

    /// "not by Chad, but by Niger" read with "but" as a noun: the noun behind it is the second.
    pub(super) fn nouns_behind_but(&mut self, sentence: &Sentence<'_>) {
        for but in sentence.tokens.clone() {
            if self.upos(but) != Upos::Cconj || self.relation(but) != Relation::Conj {
                continue;
            }
            let Some(first) = self.head(but).filter(|&first| first < but) else { continue };
            let own: Vec<usize> =
                self.children(but).filter(|&child| self.relation(child) != Relation::Punct).collect();
            let &[noun] = own.as_slice() else { continue };
            if noun > but && matches!(self.upos(noun), Upos::Noun | Upos::Propn | Upos::Pron) {
                self.hang(noun, Some(first), Relation::Conj);
                self.hang(but, Some(noun), Relation::Cc);
            }
        }
    }

    /// "by Chad but by Niger" read as "Chad by Niger": a phrase behind "and" or "but" is the second of two.
    pub(super) fn phrases_behind_and(&mut self, sentence: &Sentence<'_>) {
        for second in sentence.tokens.clone() {
            if self.relation(second) != Relation::Nmod {
                continue;
            }
            let Some(first) = self.head(second).filter(|&first| first < second) else { continue };
            let case_of = |edges: &Self, noun: usize| {
                edges.children(noun).find(|&child| edges.relation(child) == Relation::Case)
            };
            let same = match (case_of(self, first), case_of(self, second)) {
                (Some(left), Some(right)) => sentence.lower(left) == sentence.lower(right),
                _ => false,
            };
            if same && self.has_child(second, &[Relation::Cc]) {
                self.hang(second, Some(first), Relation::Conj);
            }
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
