//! The linear model: greedy, over hashed features; tags first, then the tree, arc by arc.

pub mod arcs;
pub mod state;
pub mod table;
pub mod tagger;
pub mod words;

use super::annotator::{Annotation, Annotator, lift_from_marks, name_rare_tags};
use super::bytes::{Reader, broken, write_number, write_text};
use super::lanes::{Lanes, Plain};
use super::tags::{Relation, Upos, Xpos};
use crate::error::Result;
use arcs::{Between, Sentence, action_features, label_features};
use state::{Action, NONE, State};
use table::{Table, best};
use tagger::tag_features;
use words::Words;

/// A tagger and parser whose scores are sums of small integers.
#[derive(Clone, Debug)]
pub struct Linear {
    /// What is known of words.
    pub words: Words,
    /// The tag pairs the tagger chooses from; at most 64.
    pub tags: Vec<(Upos, Xpos)>,
    /// The relations the parser chooses from; at most 64.
    pub relations: Vec<Relation>,
    /// Weights of the tagger.
    pub tag_table: Table<64>,
    /// Weights of the next step.
    pub action_table: Table<4>,
    /// Weights of relations.
    pub label_table: Table<64>,
}

impl Linear {
    /// What each tag means where "what lies between two words" is asked.
    pub fn kinds(tags: &[(Upos, Xpos)]) -> Vec<Between> {
        tags.iter()
            .map(|(upos, xpos)| match (upos, xpos) {
                (_, Xpos::Comma) => Between::Comma,
                (Upos::Verb | Upos::Aux, _) => Between::Verb,
                (Upos::Punct | Upos::Cconj | Upos::Sconj, _) => Between::Link,
                _ => Between::Other,
            })
            .collect()
    }

    /// Appends the model to a file.
    pub fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.tags.len() as u64);
        for (upos, xpos) in &self.tags {
            write_text(out, upos.as_str());
            write_text(out, xpos.as_str());
        }
        write_number(out, self.relations.len() as u64);
        for relation in &self.relations {
            write_text(out, relation.as_str());
        }
        self.words.write(out);
        self.tag_table.write(out);
        self.action_table.write(out);
        self.label_table.write(out);
    }

    /// Reads what [`Linear::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Result<Self> {
        let mut tags = Vec::new();
        for _ in 0..input.count()? {
            let upos = Upos::from_name(input.text()?).ok_or_else(broken)?;
            let xpos = Xpos::from_name(input.text()?).ok_or_else(broken)?;
            tags.push((upos, xpos));
        }
        let mut relations = Vec::new();
        for _ in 0..input.count()? {
            relations.push(Relation::from_name(input.text()?).ok_or_else(broken)?);
        }
        if tags.is_empty() || tags.len() > 64 || relations.is_empty() || relations.len() > 61 {
            return Err(broken());
        }
        Ok(Self {
            words: Words::read(input)?,
            tags,
            relations,
            tag_table: Table::read(input)?,
            action_table: Table::read(input)?,
            label_table: Table::read(input)?,
        })
    }

    /// Tags a sentence whose atoms are filled in.
    pub fn tag(&self, sentence: &mut Sentence, features: &mut Vec<u32>) {
        self.tag_wide(Plain, sentence, features);
    }

    /// Tags a sentence whose atoms are filled in, with wide registers where there are any.
    #[inline(always)]
    pub fn tag_wide<L: Lanes>(&self, lanes: L, sentence: &mut Sentence, features: &mut Vec<u32>) {
        for at in 0..sentence.words.len() {
            tag_features(&sentence.words, at, features);
            let scores = self.tag_table.scores_wide(lanes, features);
            let tag = best(scores.get(..self.tags.len()).unwrap_or(&scores)) as u32;
            if let Some(word) = sentence.words.get_mut(at) {
                word.tag = tag;
            }
        }
    }

    /// Builds the tree of a tagged sentence in `state`.
    pub fn parse(&self, sentence: &Sentence, state: &mut State, features: &mut Vec<u32>) {
        state.start(sentence.words.len());
        while !state.is_done() {
            let action = self.next_action(sentence, state, features);
            let Some((head, dependent)) = state.arc(action) else {
                state.shift();
                continue;
            };
            let relation = self.relation(sentence, state, head, dependent, features);
            state.attach(head, dependent, relation, is_marker(self.relations[usize::from(relation)]));
        }
    }

    fn next_action(&self, sentence: &Sentence, state: &State, features: &mut Vec<u32>) -> Action {
        let mut allowed = Action::ALL.into_iter().filter(|action| state.allows(*action));
        let Some(first) = allowed.next() else { return Action::Shift };
        let Some(second) = allowed.next() else { return first };
        action_features(sentence, state, features);
        let scores = self.action_table.scores(features);
        let mut chosen = first;
        for action in [Some(second), allowed.next()].into_iter().flatten() {
            if scores[action as usize] > scores[chosen as usize] {
                chosen = action;
            }
        }
        chosen
    }

    fn relation(
        &self,
        sentence: &Sentence,
        state: &State,
        head: u32,
        word: u32,
        features: &mut Vec<u32>,
    ) -> u8 {
        let root = self.relations.iter().position(|relation| *relation == Relation::Root).unwrap_or_default();
        if head == state.count() {
            return root as u8;
        }
        label_features(sentence, state, head, word, features);
        let mut scores = self.label_table.scores(features);
        scores[root] = i16::MIN;
        best(scores.get(..self.relations.len()).unwrap_or(&scores)) as u8
    }
}

/// Relations whose words say how a dependent is tied to its head: "on", "that".
pub fn is_marker(relation: Relation) -> bool {
    matches!(relation, Relation::Case | Relation::Mark)
}

impl Annotator for Linear {
    fn knows(&self, word: &str) -> bool {
        self.words.has(word)
    }

    fn annotate(&self, forms: &[&str], out: &mut Vec<Annotation>) {
        let mut buffer = Vec::with_capacity(64);
        let mut features = Vec::with_capacity(160);
        let mut sentence = Sentence::default();
        sentence.words.extend(forms.iter().map(|form| self.words.atoms(form, &mut buffer)));
        self.tag(&mut sentence, &mut features);
        sentence.index(&Self::kinds(&self.tags));
        let mut state = State::default();
        self.parse(&sentence, &mut state, &mut features);
        let first = out.len();
        for (word, node) in sentence.words.iter().zip(&state.nodes) {
            let (upos, xpos) = self.tags.get(word.tag as usize).copied().unwrap_or((Upos::X, Xpos::Fw));
            let relation = self.relations.get(usize::from(node.relation)).copied().unwrap_or(Relation::Dep);
            let head = (node.head != NONE && node.head < state.count()).then_some(node.head);
            out.push(Annotation { upos, xpos, head, relation });
        }
        let words = out.get_mut(first..).unwrap_or_default();
        lift_from_marks(words);
        name_rare_tags(forms, words);
    }
}
