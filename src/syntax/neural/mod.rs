//! The network: a small convolutional encoder that reads the words around each word, and a greedy parser on top.
//!
//! The linear tagger goes first and its tag is one of the inputs. All arithmetic is on integers.

pub mod hints;
pub mod matrix;

use super::annotator::{Annotation, Annotator};
use super::bytes::{Reader, broken, write_number};
use super::linear::arcs::Sentence;
use super::linear::state::{Action, NONE, State};
use super::linear::{Linear, is_marker};
use super::tags::{Relation, Upos, Xpos};
use crate::error::Result;
use hints::{action_hints, label_hints, word_rows};
use matrix::{Matrix, Vectors, narrow};

/// Width of the encoder.
pub const WIDTH: usize = 80;
/// Width of the hidden layers of parser and labeller.
pub const HIDDEN: usize = 64;
/// Places of the parser that the network looks at: three on the stack, and the next word.
pub const SLOTS: usize = 4;
/// Outputs of tagger and labeller.
pub const CLASSES: usize = 64;

/// Convolutional encoder, tagger and parser.
#[derive(Clone, Debug)]
pub struct Neural {
    /// First tags, word lists and names of classes.
    pub linear: Linear,
    /// Vectors of word features, `WIDTH` wide.
    pub words: Vectors,
    /// Layers over three words each.
    pub layers: Vec<Matrix>,
    /// Second tags.
    pub tagger: Matrix,
    /// What each place of the parser contributes.
    pub slots: Vec<Matrix>,
    /// What the root and "no word" contribute at each place: vectors `2 * slot` and `2 * slot + 1`.
    pub outside: Vectors,
    /// Hints about the next step.
    pub action_hints: Vectors,
    /// From the hidden layer to the actions.
    pub actions: Matrix,
    /// What a head and a dependent contribute to their relation.
    pub arcs: [Matrix; 2],
    /// Hints about the relation.
    pub label_hints: Vectors,
    /// From the hidden layer to the relations.
    pub labels: Matrix,
}

impl Neural {
    /// Appends the network to a model file.
    pub fn write(&self, out: &mut Vec<u8>) {
        self.linear.write(out);
        self.words.write(out);
        write_number(out, self.layers.len() as u64);
        self.layers.iter().for_each(|layer| layer.write(out));
        self.tagger.write(out);
        self.slots.iter().for_each(|slot| slot.write(out));
        self.outside.write(out);
        self.action_hints.write(out);
        self.actions.write(out);
        self.arcs.iter().for_each(|arc| arc.write(out));
        self.label_hints.write(out);
        self.labels.write(out);
    }

    /// Reads what [`Neural::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Result<Self> {
        let linear = Linear::read(input)?;
        let words = Vectors::read(input, WIDTH)?;
        let depth = input.count()?;
        if depth > 16 {
            return Err(broken());
        }
        let layers = (0..depth).map(|_| Matrix::read(input, 3 * WIDTH, WIDTH)).collect::<Result<_>>()?;
        Ok(Self {
            linear,
            words,
            layers,
            tagger: Matrix::read(input, WIDTH, CLASSES)?,
            slots: (0..SLOTS).map(|_| Matrix::read(input, WIDTH, HIDDEN)).collect::<Result<_>>()?,
            outside: Vectors::read(input, HIDDEN)?,
            action_hints: Vectors::read(input, HIDDEN)?,
            actions: Matrix::read(input, HIDDEN, 3)?,
            arcs: [Matrix::read(input, WIDTH, HIDDEN)?, Matrix::read(input, WIDTH, HIDDEN)?],
            label_hints: Vectors::read(input, HIDDEN)?,
            labels: Matrix::read(input, HIDDEN, CLASSES)?,
        })
    }

    /// One vector a word, read in the light of its neighbours; with an empty one at each end.
    #[inline(always)]
    fn encode(&self, sentence: &Sentence) -> Vec<i16> {
        let count = sentence.words.len();
        let mut values = vec![0i16; (count + 2) * WIDTH];
        let mut sum = [0i32; WIDTH];
        for (word, out) in sentence.words.iter().zip(values[WIDTH..].chunks_exact_mut(WIDTH)) {
            sum.fill(0);
            self.words.add(&word_rows(word), &mut sum);
            for (out, sum) in out.iter_mut().zip(&sum) {
                *out = narrow(*sum);
            }
        }
        let mut next = values.clone();
        for layer in &self.layers {
            for at in 0..count {
                layer.apply(&values[at * WIDTH..(at + 3) * WIDTH], &mut sum);
                let own = &values[(at + 1) * WIDTH..(at + 2) * WIDTH];
                for ((out, sum), own) in next[(at + 1) * WIDTH..].iter_mut().zip(&sum).zip(own) {
                    *out = narrow(i32::from(*own) + (*sum).max(0));
                }
            }
            std::mem::swap(&mut values, &mut next);
        }
        values
    }

    #[inline(always)]
    fn parse(&self, sentence: &Sentence, values: &[i16], state: &mut State) {
        let count = sentence.words.len();
        let project = |matrix: &Matrix| {
            let mut out = vec![0i32; count * HIDDEN];
            for (at, out) in out.chunks_exact_mut(HIDDEN).enumerate() {
                matrix.apply(&values[(at + 1) * WIDTH..(at + 2) * WIDTH], out);
            }
            out
        };
        let slots: Vec<Vec<i32>> = self.slots.iter().map(project).collect();
        let arcs = [project(&self.arcs[0]), project(&self.arcs[1])];
        let root =
            self.linear.relations.iter().position(|relation| *relation == Relation::Root).unwrap_or_default();
        state.start(count);
        while !state.is_done() {
            let action = self.next_action(sentence, state, &slots);
            let Some((head, dependent)) = state.arc(action) else {
                state.shift();
                continue;
            };
            let relation = if head == state.count() {
                root
            } else {
                self.relation(sentence, state, (head, dependent), &arcs, root)
            };
            let marks = self.linear.relations.get(relation).is_some_and(|relation| is_marker(*relation));
            state.attach(head, dependent, relation as u8, marks);
        }
    }

    #[inline(always)]
    fn next_action(&self, sentence: &Sentence, state: &State, slots: &[Vec<i32>]) -> Action {
        let mut allowed = Action::ALL.into_iter().filter(|action| state.allows(*action));
        let Some(first) = allowed.next() else { return Action::Shift };
        let Some(second) = allowed.next() else { return first };
        let mut hidden = [0i32; HIDDEN];
        for (slot, (at, table)) in places(state).into_iter().zip(slots).enumerate() {
            match table.get(at as usize * HIDDEN..(at as usize + 1) * HIDDEN) {
                Some(row) => hidden.iter_mut().zip(row).for_each(|(sum, value)| *sum += value),
                None => self.outside.add(&[2 * slot as u32 + u32::from(at == NONE)], &mut hidden),
            }
        }
        self.action_hints.add(&action_hints(sentence, state), &mut hidden);
        let mut scores = [0i32; 3];
        self.actions.apply(&relu(&hidden), &mut scores);
        let mut chosen = first;
        for action in [Some(second), allowed.next()].into_iter().flatten() {
            if scores[action as usize] > scores[chosen as usize] {
                chosen = action;
            }
        }
        chosen
    }

    #[inline(always)]
    fn relation(
        &self,
        sentence: &Sentence,
        state: &State,
        (head, dependent): (u32, u32),
        arcs: &[Vec<i32>; 2],
        root: usize,
    ) -> usize {
        let mut hidden = [0i32; HIDDEN];
        for (at, table) in [head, dependent].into_iter().zip(arcs) {
            if let Some(row) = table.get(at as usize * HIDDEN..(at as usize + 1) * HIDDEN) {
                hidden.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
        }
        self.label_hints.add(&label_hints(sentence, state, head, dependent), &mut hidden);
        let mut scores = [0i32; CLASSES];
        self.labels.apply(&relu(&hidden), &mut scores);
        scores[root] = i32::MIN;
        highest(scores.get(..self.linear.relations.len()).unwrap_or(&scores))
    }
}

/// The places of the parser that the network looks at.
#[inline]
pub fn places(state: &State) -> [u32; SLOTS] {
    [state.stack(0), state.stack(1), state.stack(2), state.ahead(0)]
}

#[inline]
fn relu(hidden: &[i32; HIDDEN]) -> [i16; HIDDEN] {
    hidden.map(|value| narrow(value.max(0)))
}

fn highest(scores: &[i32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

impl Annotator for Neural {
    fn annotate(&self, forms: &[&str], out: &mut Vec<Annotation>) {
        let mut buffer = Vec::with_capacity(64);
        let mut features = Vec::with_capacity(64);
        let mut sentence = Sentence::default();
        sentence.words.extend(forms.iter().map(|form| self.linear.words.atoms(form, &mut buffer)));
        self.linear.tag(&mut sentence, &mut features);
        sentence.index(&Linear::kinds(&self.linear.tags));
        let mut state = State::default();
        // The same integers on every machine; where it has wide registers, more of them at once.
        let values = pulp::Arch::new().dispatch(
            #[inline(always)]
            || {
                let values = self.encode(&sentence);
                self.parse(&sentence, &values, &mut state);
                values
            },
        );
        let mut scores = [0i32; CLASSES];
        for (at, node) in state.nodes.iter().take(forms.len()).enumerate() {
            self.tagger.apply(&values[(at + 1) * WIDTH..(at + 2) * WIDTH], &mut scores);
            let tag = highest(scores.get(..self.linear.tags.len()).unwrap_or(&scores));
            let (upos, xpos) = self.linear.tags.get(tag).copied().unwrap_or((Upos::X, Xpos::Fw));
            let relation =
                self.linear.relations.get(usize::from(node.relation)).copied().unwrap_or(Relation::Dep);
            let head = (node.head != NONE && node.head < state.count()).then_some(node.head);
            out.push(Annotation { upos, xpos, head, relation });
        }
    }
}
