//! What the parser often gets wrong around names and participles, set right before the event rules read the tree.
//!
//! Surnames it has never seen are taken for adjectives, and a subject far from its verb is hung on the noun before
//! it. The mentions know better which words are names, so they decide here.

use std::ops::Range;

use crate::mention::{Mention, MentionKind};
use crate::syntax::{Parsed, Relation, Upos, Xpos};

/// How many words may stand between a name and the verb it is the subject of.
const NEAR: usize = 4;

/// The tags and edges of one sentence, as the event rules read them; lists begin at the sentence's first token.
pub(super) struct Edges {
    first: usize,
    pub(super) upos: Vec<Upos>,
    pub(super) relations: Vec<Relation>,
    pub(super) heads: Vec<Option<usize>>,
}

impl Edges {
    pub(super) fn of(parsed: &Parsed<'_>, tokens: &Range<usize>, mentions: &[&Mention]) -> Self {
        let words = parsed.words.get(tokens.clone()).unwrap_or_default();
        let mut edges = Self {
            first: tokens.start,
            upos: words.iter().map(|word| word.upos).collect(),
            relations: words.iter().map(|word| word.relation).collect(),
            heads: tokens
                .clone()
                .map(|token| parsed.head(token).filter(|head| tokens.contains(head)))
                .collect(),
        };
        let names: Vec<(usize, Range<usize>, MentionKind)> = mentions
            .iter()
            .filter(|mention| !matches!(mention.reason, "pronoun" | "noun" | "same noun"))
            .map(|mention| {
                let covered = parsed.document.tokens_in(mention.span);
                (
                    mention.head as usize,
                    covered.start.max(tokens.start)..covered.end.min(tokens.end),
                    mention.kind,
                )
            })
            .filter(|(head, covered, _)| tokens.contains(head) && covered.start < covered.end)
            .collect();
        let sentence = Sentence { parsed, tokens: tokens.clone(), names };
        edges.name_words(&sentence);
        edges.adjectives_as_nouns(&sentence);
        edges.participles_as_verbs(&sentence);
        edges.heads_of_names(&sentence);
        edges.verbs_read_as_adjectives(&sentence);
        edges.verbs_joined_to_names(&sentence);
        edges.objects_read_as_clauses(&sentence);
        edges.subjects_beside_verbs(&sentence);
        edges.charges(&sentence, mentions);
        edges
    }

    fn at(&self, token: usize) -> Option<usize> {
        token.checked_sub(self.first).filter(|&at| at < self.upos.len())
    }

    pub(super) fn relation(&self, token: usize) -> Relation {
        self.at(token).and_then(|at| self.relations.get(at).copied()).unwrap_or(Relation::Dep)
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.at(token).and_then(|at| self.heads.get(at).copied()).flatten()
    }

    fn upos(&self, token: usize) -> Upos {
        self.at(token).and_then(|at| self.upos.get(at).copied()).unwrap_or(Upos::X)
    }

    fn hang(&mut self, token: usize, head: Option<usize>, relation: Relation) {
        let Some(at) = self.at(token) else { return };
        if head == Some(token) || head.is_some_and(|head| self.is_below(head, token)) {
            return;
        }
        if let (Some(edge), Some(name)) = (self.heads.get_mut(at), self.relations.get_mut(at)) {
            *edge = head;
            *name = relation;
        }
    }

    fn is_below(&self, token: usize, above: usize) -> bool {
        let mut token = token;
        for _ in 0..self.heads.len() {
            if token == above {
                return true;
            }
            let Some(head) = self.head(token) else { return false };
            token = head;
        }
        true
    }

    fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.first;
        self.heads
            .iter()
            .enumerate()
            .filter(move |(_, head)| **head == Some(token))
            .map(move |(at, _)| first + at)
    }

    fn has_child(&self, token: usize, relations: &[Relation]) -> bool {
        self.children(token).any(|child| relations.contains(&self.relation(child)))
    }

    fn has_subject(&self, verb: usize) -> bool {
        self.has_child(verb, &[Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter, Relation::Csubj])
    }

    /// "Brandt and Osei spoke": a surname is no adjective.
    fn name_words(&mut self, sentence: &Sentence<'_>) {
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

    /// "the September offensive by Chad": an adjective with an article and no noun is a noun.
    fn adjectives_as_nouns(&mut self, sentence: &Sentence<'_>) {
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

    /// "The ministry deplored the step": an adjective with a subject and an object is a verb.
    fn participles_as_verbs(&mut self, sentence: &Sentence<'_>) {
        for token in sentence.tokens.clone() {
            let ed = sentence.parsed.text_of(token).ends_with("ed");
            if self.upos(token) == Upos::Adj
                && ed
                && self.has_child(token, &[Relation::Obj])
                && self.has_subject(token)
                && let Some(at) = self.at(token)
                && let Some(upos) = self.upos.get_mut(at)
            {
                *upos = Upos::Verb;
            }
        }
    }

    /// "Russian President Ivan Orlov met": the subject is the person, not the adjective in front.
    fn heads_of_names(&mut self, sentence: &Sentence<'_>) {
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

    /// "Chad and Niger have opened channels" read as "opened channels", "having signed deals" as "signed deals".
    fn verbs_read_as_adjectives(&mut self, sentence: &Sentence<'_>) {
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

    /// "Holm said Brandt and Osei held talks" read as three things said: the names are the subject of the verb after
    /// them.
    fn verbs_joined_to_names(&mut self, sentence: &Sentence<'_>) {
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
    fn objects_read_as_clauses(&mut self, sentence: &Sentence<'_>) {
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

    /// "accused the rebels of breaking the truce": the charge belongs to the verb; nobody is described as "of breaking".
    fn charges(&mut self, sentence: &Sentence<'_>, mentions: &[&Mention]) {
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

    /// "In an interview with a paper, Kari Holm, the envoy, repeated the offer", "before Brandt agreed": a name that
    /// stands right before a finite verb without a subject.
    fn subjects_beside_verbs(&mut self, sentence: &Sentence<'_>) {
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
    fn name_before(&self, verb: usize, sentence: &Sentence<'_>) -> Option<(usize, usize)> {
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

/// What the mends look up in the sentence.
struct Sentence<'a> {
    parsed: &'a Parsed<'a>,
    tokens: Range<usize>,
    /// Head, tokens and kind of each name.
    names: Vec<(usize, Range<usize>, MentionKind)>,
}

impl Sentence<'_> {
    fn is(&self, token: usize, word: &str) -> bool {
        self.parsed.text_of(token).eq_ignore_ascii_case(word)
    }

    fn is_capital(&self, token: usize) -> bool {
        self.parsed.text_of(token).chars().next().is_some_and(char::is_uppercase)
    }

    fn is_name(&self, token: usize) -> bool {
        self.names.iter().any(|(head, _, kind)| *head == token && *kind != MentionKind::Place)
    }

    /// The head and tokens of the longest name that covers a token.
    fn name_at(&self, token: usize) -> Option<(usize, Range<usize>)> {
        let covering = self.names.iter().filter(|(_, covered, _)| covered.contains(&token));
        let longest = covering.max_by_key(|(_, covered, _)| covered.len())?;
        (longest.2 != MentionKind::Place).then(|| (longest.0, longest.1.clone()))
    }

    /// "agreed", "agrees", "has agreed", "would agree"; not "accused" of "a man accused of".
    fn is_finite(&self, verb: usize, edges: &Edges) -> bool {
        let xpos = self.parsed.words.get(verb).map_or(Xpos::Xx, |word| word.xpos);
        matches!(xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || edges.has_child(verb, &[Relation::Aux, Relation::AuxPass])
    }
}
