//! The network: a small convolutional encoder that reads the words around each word, and a greedy parser on top.
//!
//! The linear tagger goes first and its tag is one of the inputs. All arithmetic is on integers.

pub mod hints;
pub mod matrix;

use super::annotator::{Annotation, Annotator, lift_from_marks, name_rare_tags};
use super::bytes::{Reader, broken, write_number};
use super::lanes::{Lanes, Work, widest};
use super::linear::arcs::{Sentence, node};
use super::linear::state::{Action, NONE, State};
use super::linear::{Linear, is_marker};
use super::tags::{Relation, Upos, Xpos};
use crate::error::Result;
use hints::{action_hints, label_hints, word_rows};
use matrix::{Matrix, Vectors, narrow};

/// Width of the encoder.
pub const WIDTH: usize = 96;
/// Width of the hidden layers of parser and labeller.
pub const HIDDEN: usize = 96;
/// Places of the parser that the network looks at.
pub const SLOTS: usize = 8;
/// Outputs of tagger and labeller.
pub const CLASSES: usize = 64;

/// Convolutional encoder, tagger and parser.
#[derive(Clone, Debug)]
pub struct Neural {
    /// First tags, word lists and names of classes.
    pub linear: Linear,
    /// Vectors of word features, `WIDTH` wide.
    pub words: Vectors,
    /// Vectors of words that many texts know, `WIDTH` wide; the first stands for all others.
    pub known: Vectors,
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
        self.known.write(out);
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
        let known = Vectors::read(input, WIDTH)?;
        let depth = input.count()?;
        if depth > 16 {
            return Err(broken());
        }
        let layers = (0..depth).map(|_| Matrix::read(input, 3 * WIDTH, WIDTH)).collect::<Result<_>>()?;
        Ok(Self {
            linear,
            words,
            known,
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
    fn encode<L: Lanes>(&self, lanes: L, sentence: &Sentence) -> Vec<i16> {
        let count = sentence.words.len();
        let mut values = vec![0i16; (count + 2) * WIDTH];
        for (word, out) in sentence.words.iter().zip(values[WIDTH..].chunks_exact_mut(WIDTH)) {
            let mut sum = [0i32; WIDTH];
            self.words.add::<L, { WIDTH / 16 }>(lanes, &word_rows(word), &mut sum);
            self.known.add::<L, { WIDTH / 16 }>(lanes, &[word.vector], &mut sum);
            let mut place = 0;
            while place < WIDTH {
                out[place] = narrow(sum[place]);
                place += 1;
            }
        }
        let mut sums = vec![0i32; count * WIDTH];
        for layer in &self.layers {
            layer.apply_all(lanes, &values, WIDTH, &mut sums);
            let inside = &mut values[WIDTH..][..sums.len()];
            let mut place = 0;
            while place < inside.len() {
                inside[place] = narrow(i32::from(inside[place]) + sums[place].max(0));
                place += 1;
            }
        }
        values
    }

    #[inline(always)]
    fn parse<L: Lanes>(&self, lanes: L, sentence: &Sentence, values: &[i16], state: &mut State) {
        let count = sentence.words.len();
        let mut slots = Vec::with_capacity(SLOTS);
        for matrix in &self.slots {
            slots.push(project(lanes, matrix, values, count));
        }
        let [heads, dependents] = &self.arcs;
        let arcs = [project(lanes, heads, values, count), project(lanes, dependents, values, count)];
        let root =
            self.linear.relations.iter().position(|relation| *relation == Relation::Root).unwrap_or_default();
        state.start(count);
        while !state.is_done() {
            let action = self.next_action(lanes, sentence, state, &slots);
            let Some((head, dependent)) = state.arc(action) else {
                state.shift();
                continue;
            };
            let relation = if head == state.count() {
                root
            } else {
                self.relation(lanes, sentence, state, (head, dependent), &arcs, root)
            };
            let marks = self.linear.relations.get(relation).is_some_and(|relation| is_marker(*relation));
            state.attach(head, dependent, relation as u8, marks);
        }
    }

    #[inline(always)]
    fn next_action<L: Lanes>(
        &self,
        lanes: L,
        sentence: &Sentence,
        state: &State,
        slots: &[Vec<i32>],
    ) -> Action {
        let mut allowed = Action::ALL.into_iter().filter(|action| state.allows(*action));
        let Some(first) = allowed.next() else { return Action::Shift };
        let Some(second) = allowed.next() else { return first };
        let mut hidden = [0i32; HIDDEN];
        for (slot, (at, table)) in places(state).into_iter().zip(slots).enumerate() {
            if !add_row(table, at, &mut hidden) {
                let number = 2 * slot as u32 + u32::from(at == NONE);
                self.outside.add::<L, { HIDDEN / 16 }>(lanes, &[number], &mut hidden);
            }
        }
        let hints = action_hints(sentence, state);
        self.action_hints.add::<L, { HIDDEN / 16 }>(lanes, &hints, &mut hidden);
        let mut scores = [0i32; 3];
        self.actions.apply(lanes, &relu(&hidden), &mut scores);
        let mut chosen = first;
        for action in [Some(second), allowed.next()].into_iter().flatten() {
            if scores[action as usize] > scores[chosen as usize] {
                chosen = action;
            }
        }
        chosen
    }

    #[inline(always)]
    fn relation<L: Lanes>(
        &self,
        lanes: L,
        sentence: &Sentence,
        state: &State,
        (head, dependent): (u32, u32),
        arcs: &[Vec<i32>; 2],
        root: usize,
    ) -> usize {
        let mut hidden = [0i32; HIDDEN];
        for (at, table) in [head, dependent].into_iter().zip(arcs) {
            add_row(table, at, &mut hidden);
        }
        let hints = label_hints(sentence, state, head, dependent);
        self.label_hints.add::<L, { HIDDEN / 16 }>(lanes, &hints, &mut hidden);
        let mut scores = [0i32; CLASSES];
        self.labels.apply(lanes, &relu(&hidden), &mut scores);
        scores[root] = i32::MIN;
        highest(scores.get(..self.linear.relations.len()).unwrap_or(&scores))
    }
}

/// What each word contributes at one place.
#[inline(always)]
fn project<L: Lanes>(lanes: L, matrix: &Matrix, values: &[i16], count: usize) -> Vec<i32> {
    let mut out = vec![0i32; count * HIDDEN];
    matrix.apply_all(lanes, &values[WIDTH..], WIDTH, &mut out);
    out
}

/// Adds what a word contributes; false where there is no such word.
#[inline(always)]
fn add_row(table: &[i32], at: u32, hidden: &mut [i32; HIDDEN]) -> bool {
    let Some(row) = table.as_chunks::<HIDDEN>().0.get(at as usize) else { return false };
    let mut place = 0;
    while place < HIDDEN {
        hidden[place] += row[place];
        place += 1;
    }
    true
}

/// The places of the parser that the network looks at: three on the stack, the next word, and what hangs from them.
#[inline]
pub fn places(state: &State) -> [u32; SLOTS] {
    let (top, below, third, next) = (state.stack(0), state.stack(1), state.stack(2), state.ahead(0));
    let (top_node, below_node, next_node) = (node(state, top), node(state, below), node(state, next));
    let (left, right) = (top_node.outer[0][0], top_node.outer[1][0]);
    [top, below, third, next, left, right, below_node.outer[1][0], next_node.outer[0][0]]
}

#[inline(always)]
fn relu(hidden: &[i32; HIDDEN]) -> [i16; HIDDEN] {
    let mut active = [0; HIDDEN];
    let mut place = 0;
    while place < HIDDEN {
        active[place] = narrow(hidden[place].max(0));
        place += 1;
    }
    active
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
    fn knows(&self, word: &str) -> bool {
        self.linear.words.has(word)
    }

    fn annotate(&self, forms: &[&str], out: &mut Vec<Annotation>) {
        widest(Annotating { network: self, forms, out });
    }
}

/// One sentence on its way through the network.
struct Annotating<'n, 'f> {
    network: &'n Neural,
    forms: &'f [&'f str],
    out: &'f mut Vec<Annotation>,
}

impl Work for Annotating<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run(self, lanes: impl Lanes) {
        let Self { network, forms, out } = self;
        let linear = &network.linear;
        let mut buffer = Vec::with_capacity(64);
        let mut features = Vec::with_capacity(64);
        let mut sentence = Sentence::default();
        sentence.words.extend(forms.iter().map(|form| linear.words.atoms(form, &mut buffer)));
        linear.tag_wide(lanes, &mut sentence, &mut features);
        sentence.index(&Linear::kinds(&linear.tags));
        let values = network.encode(lanes, &sentence);
        let mut scores = vec![0i32; forms.len() * CLASSES];
        network.tagger.apply_all(lanes, &values[WIDTH..], WIDTH, &mut scores);
        let mut tags = Vec::with_capacity(forms.len());
        for scores in scores.as_chunks::<CLASSES>().0 {
            let tag = highest(scores.get(..linear.tags.len()).unwrap_or(scores));
            tags.push(linear.tags.get(tag).copied().unwrap_or((Upos::X, Xpos::Fw)));
        }
        let mut state = State::default();
        network.parse(lanes, &sentence, &values, &mut state);
        let first = out.len();
        for (node, (upos, xpos)) in state.nodes.iter().zip(tags) {
            let relation = linear.relations.get(usize::from(node.relation)).copied().unwrap_or(Relation::Dep);
            let head = (node.head != NONE && node.head < state.count()).then_some(node.head);
            out.push(Annotation { upos, xpos, head, relation });
        }
        let words = out.get_mut(first..).unwrap_or_default();
        lift_from_marks(words);
        name_rare_tags(forms, words);
    }
}
