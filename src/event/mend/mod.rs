//! What the parser often gets wrong around names and participles, set right before the event rules read the tree.
//!
//! Surnames it has never seen are taken for adjectives, and a subject far from its verb is hung on the noun before
//! it. The mentions know better which words are names, so they decide here.

mod clauses;
mod names;
mod objects;
mod phrases;
mod subjects;
mod times;
mod verbs;

use std::ops::Range;

use crate::lexicon::EventLists;
use crate::mention::{Mention, MentionKind};
use crate::syntax::{Parsed, Relation, Upos, Xpos};
use crate::time::TimeExpression;

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
    pub(super) fn of(
        parsed: &Parsed<'_>,
        tokens: &Range<usize>,
        mentions: &[&Mention],
        times: &[&TimeExpression],
        lists: &EventLists,
    ) -> Self {
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
        let times = times::ranges(&sentence, times, lists);
        // words and phrases first, then what hangs on them
        edges.name_words(&sentence);
        edges.pieces_of_names(&sentence);
        edges.adjectives_as_nouns(&sentence);
        edges.gerunds_as_nouns(&sentence);
        edges.no_longer(&sentence);
        edges.hyphened_nouns(&sentence);
        edges.subjects_of_nouns(&sentence);
        edges.numbers_as_heads(&sentence, lists);
        edges.conjuncts_without_conjunction(&sentence);
        edges.articles_of_verbs(&sentence);
        edges.appositions_before_nouns(&sentence);
        edges.participles_as_verbs(&sentence);
        edges.nouns_and_adjectives_as_verbs(&sentence);
        edges.verbs_inside_phrases(&sentence, lists);
        edges.verbs_behind_and(&sentence);
        edges.perfect_tenses(&sentence);
        edges.verbs_read_as_adjectives(&sentence);
        edges.times_before_subjects(&sentence, &times, lists);
        edges.subjects_on_days(&sentence, &times);
        edges.sentences_read_as_nouns(&sentence);
        edges.clauses_behind_modals(&sentence);
        edges.inverted_conditions(&sentence);
        edges.clauses_behind_their_nouns(&sentence);
        edges.heads_of_names(&sentence);
        edges.objects_joined_to_verbs(&sentence);
        edges.participles_before_objects(&sentence);
        edges.participles_behind_objects(&sentence);
        edges.misplaced_objects(&sentence);
        edges.sums_before_prepositions(&sentence);
        edges.verbs_joined_to_names(&sentence);
        edges.subjects_joined_to_subjects(&sentence);
        edges.nouns_behind_but(&sentence);
        edges.phrases_behind_and(&sentence);
        edges.passives_without_auxiliary(&sentence);
        edges.charges_read_as_nouns(&sentence, lists);
        edges.objects_read_as_clauses(&sentence);
        edges.that_read_as_object(&sentence, lists);
        edges.clauses_with_that(&sentence, lists);
        edges.clauses_behind_prepositions(&sentence, lists);
        edges.subjects_before_marks(&sentence, lists);
        edges.nouns_behind_participles(&sentence, lists);
        edges.participles_with_subjects(&sentence);
        edges.vows_read_as_passives(&sentence, lists);
        edges.days_as_subjects(&sentence, lists);
        edges.speakers_behind_verbs(&sentence, lists);
        edges.second_subjects(&sentence);
        edges.subjects_behind_prepositions(&sentence, lists);
        edges.subjects_beside_verbs(&sentence);
        edges.objects_before_verbs(&sentence, lists);
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

    pub(super) fn upos(&self, token: usize) -> Upos {
        self.at(token).and_then(|at| self.upos.get(at).copied()).unwrap_or(Upos::X)
    }

    fn upos_of(&mut self, token: usize, upos: Upos) {
        if let Some(at) = self.at(token)
            && let Some(own) = self.upos.get_mut(at)
        {
            *own = upos;
        }
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

    /// The first word of the phrase a token heads.
    fn first_of(&self, token: usize) -> usize {
        let mut first = token;
        for _ in 0..self.heads.len() {
            let Some(earlier) = self.children(first).min().filter(|&child| child < first) else { break };
            first = earlier;
        }
        first
    }

    fn has_child(&self, token: usize, relations: &[Relation]) -> bool {
        self.children(token).any(|child| relations.contains(&self.relation(child)))
    }

    fn has_subject(&self, verb: usize) -> bool {
        self.has_child(verb, &[Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter, Relation::Csubj])
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

    fn lemma(&self, token: usize) -> &str {
        self.parsed.words.get(token).map_or("", |word| word.lemma.as_str())
    }

    fn touch(&self, left: usize, right: usize) -> bool {
        let tokens = self.parsed.document.tokens.get(left..=right).unwrap_or_default();
        tokens.windows(2).all(|pair| matches!(pair, [one, two] if one.span.end == two.span.start))
    }

    fn lower(&self, token: usize) -> String {
        self.parsed.text_of(token).to_ascii_lowercase()
    }

    fn xpos(&self, token: usize) -> Xpos {
        self.parsed.words.get(token).map_or(Xpos::Xx, |word| word.xpos)
    }

    /// Whether any word carries a tense: a sentence has a verb.
    fn has_tense(&self, edges: &Edges) -> bool {
        self.tokens.clone().any(|token| {
            matches!(self.xpos(token), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
                || edges.relation(token) == Relation::Cop
        })
    }

    /// A day, a month, a span of time: "March", "two days".
    fn is_moment(&self, token: usize, lists: &EventLists) -> bool {
        let lemma = self.parsed.words.get(token).map_or("", |word| word.lemma.as_str());
        lists.moments.has(&lemma.to_ascii_lowercase())
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
        matches!(self.xpos(verb), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
            || edges.has_child(verb, &[Relation::Aux, Relation::AuxPass])
    }
}
