//! Trains the network: encoder, tagger and parser together.

use dateline::syntax::linear::Linear;
use dateline::syntax::linear::arcs::Sentence;
use dateline::syntax::linear::state::{Action, NONE, State};
use dateline::syntax::neural::hints::{
    HINT_ROWS, WORD_FEATURES, WORD_ROWS, action_hints, label_hints, word_rows,
};
use dateline::syntax::neural::matrix::{Matrix, Vectors};
use dateline::syntax::neural::{CLASSES, HIDDEN, Neural, SLOTS, WIDTH, places};

use crate::dense::{Dense, Lookup, corrected, softmax};
use crate::learner::Random;
use crate::treebank::GoldWord;
use crate::vectors::{KNOWN_WIDTH, WordVectors};
use crate::walk::{Choice, Pupil, Walk};

/// Layers of the encoder: each sees one word further.
const DEPTH: usize = 4;
/// Words between two steps of training.
const BATCH: usize = 400;
/// Chances out of 100: of not seeing the word itself, and of losing a value inside the encoder.
const WORD_DROP: usize = 15;
const VALUE_DROP: u64 = 16;
/// How fast to learn at the start; falls to nothing at the end.
const RATE: f32 = 2e-3;

struct Network {
    words: Lookup,
    /// From the vectors of known words to what the encoder starts from: words never seen in training profit too.
    known: Dense,
    layers: Vec<Dense>,
    tagger: Dense,
    slots: Vec<Dense>,
    outside: Lookup,
    action_hints: Lookup,
    actions: Dense,
    arcs: [Dense; 2],
    label_hints: Lookup,
    labels: Dense,
}

impl Network {
    fn new(random: &mut Random) -> Self {
        Self {
            words: Lookup::new(WORD_ROWS, WIDTH, 0.1, random),
            known: Dense::new(KNOWN_WIDTH, WIDTH, 0.8, random),
            layers: (0..DEPTH).map(|_| Dense::new(3 * WIDTH, WIDTH, 0.8, random)).collect(),
            tagger: Dense::new(WIDTH, CLASSES, 0.5, random),
            slots: (0..SLOTS).map(|_| Dense::new(WIDTH, HIDDEN, 0.5, random)).collect(),
            outside: Lookup::new(2 * SLOTS, HIDDEN, 0.1, random),
            action_hints: Lookup::new(HINT_ROWS, HIDDEN, 0.02, random),
            actions: Dense::new(HIDDEN, 3, 0.5, random),
            arcs: [Dense::new(WIDTH, HIDDEN, 0.5, random), Dense::new(WIDTH, HIDDEN, 0.5, random)],
            label_hints: Lookup::new(HINT_ROWS, HIDDEN, 0.02, random),
            labels: Dense::new(HIDDEN, CLASSES, 0.5, random),
        }
    }

    fn step(&mut self, rate: f32) {
        self.layers
            .iter_mut()
            .chain(&mut self.slots)
            .chain(&mut self.arcs)
            .for_each(|layer| layer.step(rate));
        [&mut self.known, &mut self.tagger, &mut self.actions, &mut self.labels]
            .into_iter()
            .for_each(|layer| layer.step(rate));
        let lookups = [&mut self.words, &mut self.outside, &mut self.action_hints, &mut self.label_hints];
        lookups.into_iter().for_each(|lookup| lookup.step(rate));
    }

    fn round(&self, linear: &Linear, vectors: &WordVectors) -> Neural {
        let matrix = |dense: &Dense| Matrix::round(dense.inputs, &dense.weights.value, &dense.bias.value);
        let mut known = vec![0.0; vectors.count() * WIDTH];
        self.known.forward_all(&vectors.values, KNOWN_WIDTH, &mut known);
        Neural {
            linear: linear.clone(),
            words: Vectors::round(WIDTH, &self.words.trained()),
            known: Vectors::round(WIDTH, &known),
            layers: self.layers.iter().map(matrix).collect(),
            tagger: matrix(&self.tagger),
            slots: self.slots.iter().map(matrix).collect(),
            outside: Vectors::round(HIDDEN, &self.outside.trained()),
            action_hints: Vectors::round(HIDDEN, &self.action_hints.trained()),
            actions: matrix(&self.actions),
            arcs: [matrix(&self.arcs[0]), matrix(&self.arcs[1])],
            label_hints: Vectors::round(HIDDEN, &self.label_hints.trained()),
            labels: matrix(&self.labels),
        }
    }
}

/// One sentence on its way through the encoder, forth and back.
#[derive(Default)]
struct Pass {
    rows: Vec<[u32; WORD_FEATURES]>,
    /// The vectors of the words.
    known: Vec<f32>,
    sums: Vec<f32>,
    /// Values after each layer, padded by one empty word at each end.
    values: Vec<Vec<f32>>,
    /// For each layer: what each value is multiplied by, 0 where it is cut or dropped.
    gates: Vec<Vec<f32>>,
    gradient: Vec<f32>,
    below: Vec<f32>,
}

impl Pass {
    fn forward(
        &mut self,
        network: &Network,
        vectors: &WordVectors,
        sentence: &Sentence,
        random: &mut Random,
    ) {
        let count = sentence.words.len();
        self.rows.clear();
        self.known.clear();
        for word in &sentence.words {
            self.known.extend_from_slice(vectors.of(word.vector));
        }
        self.values.resize_with(DEPTH + 1, Vec::new);
        self.gates.resize_with(DEPTH, Vec::new);
        for values in &mut self.values {
            values.clear();
            values.resize((count + 2) * WIDTH, 0.0);
        }
        network.known.forward_all(&self.known, KNOWN_WIDTH, &mut self.values[0][WIDTH..(count + 1) * WIDTH]);
        for (at, word) in sentence.words.iter().enumerate() {
            let mut rows = word_rows(word);
            if random.below(100) < WORD_DROP {
                rows[0] = u32::MAX;
            }
            let out = &mut self.values[0][(at + 1) * WIDTH..(at + 2) * WIDTH];
            rows.iter().filter(|row| **row != u32::MAX).for_each(|row| network.words.add(*row, out));
            self.rows.push(rows);
        }
        let kept = 100.0 / (100 - VALUE_DROP) as f32;
        self.sums.resize(count * WIDTH, 0.0);
        for (depth, layer) in network.layers.iter().enumerate() {
            let (lower, upper) = self.values.split_at_mut(depth + 1);
            layer.forward_all(&lower[depth], WIDTH, &mut self.sums);
            let gates = &mut self.gates[depth];
            gates.clear();
            let own = &lower[depth][WIDTH..];
            let out = &mut upper[0][WIDTH..];
            let mut chance = 0;
            for (place, ((out, own), sum)) in out.iter_mut().zip(own).zip(&self.sums).enumerate() {
                if place % 8 == 0 {
                    chance = random.next();
                }
                let dropped = ((chance >> (place % 8 * 8)) & 0xff) * 100 < VALUE_DROP * 256;
                let gate = if *sum > 0.0 && !dropped { kept } else { 0.0 };
                *out = own + sum * gate;
                gates.push(gate);
            }
        }
        self.gradient.clear();
        self.gradient.resize((count + 2) * WIDTH, 0.0);
    }

    fn top(&self, at: usize) -> &[f32] {
        &self.values[DEPTH][(at + 1) * WIDTH..(at + 2) * WIDTH]
    }

    fn backward(&mut self, network: &mut Network) {
        let count = self.rows.len();
        for depth in (0..DEPTH).rev() {
            self.below.clear();
            self.below.extend_from_slice(&self.gradient);
            self.sums.clear();
            let gradient = &self.gradient[WIDTH..(count + 1) * WIDTH];
            self.sums.extend(gradient.iter().zip(&self.gates[depth]).map(|(gradient, gate)| gradient * gate));
            let input = &self.values[depth];
            network.layers[depth].backward_all(input, WIDTH, &self.sums, Some(&mut self.below));
            std::mem::swap(&mut self.gradient, &mut self.below);
        }
        let gradient = &self.gradient[WIDTH..(count + 1) * WIDTH];
        network.known.backward_all(&self.known, KNOWN_WIDTH, gradient, None);
        for (at, rows) in self.rows.iter().enumerate() {
            let gradient = &self.gradient[(at + 1) * WIDTH..(at + 2) * WIDTH];
            rows.iter()
                .filter(|row| **row != u32::MAX)
                .for_each(|row| network.words.backward(*row, gradient));
        }
    }
}

/// What the words of a sentence contribute at one place of the parser, and the gradients of it.
struct Projection {
    values: Vec<f32>,
    gradient: Vec<f32>,
}

impl Projection {
    fn new(dense: &Dense, pass: &Pass, count: usize) -> Self {
        let mut values = vec![0.0; count * HIDDEN];
        dense.forward_all(&pass.values[DEPTH][WIDTH..], WIDTH, &mut values);
        Self { gradient: vec![0.0; values.len()], values }
    }

    fn backward(&self, dense: &mut Dense, pass: &mut Pass) {
        let input = &pass.values[DEPTH][WIDTH..];
        dense.backward_all(input, WIDTH, &self.gradient, Some(&mut pass.gradient[WIDTH..]));
    }

    fn row(at: u32) -> std::ops::Range<usize> {
        at as usize * HIDDEN..(at as usize + 1) * HIDDEN
    }
}

fn relu(hidden: &[f32; HIDDEN]) -> [f32; HIDDEN] {
    hidden.map(|value| value.max(0.0))
}

/// The gradient of a hidden layer, from that of the scores it led to.
fn through(dense: &mut Dense, active: &[f32; HIDDEN], scores: &[f32]) -> [f32; HIDDEN] {
    let mut gradient = [0.0; HIDDEN];
    dense.backward(active, scores, &mut gradient);
    for (gradient, active) in gradient.iter_mut().zip(active) {
        if *active <= 0.0 {
            *gradient = 0.0;
        }
    }
    gradient
}

/// Trains on sentences whose words carry first tags, and rounds the result.
pub(crate) fn train(
    linear: &Linear,
    vectors: &WordVectors,
    tagged: &[Sentence],
    sentences: &[Vec<GoldWord>],
    epochs: usize,
    seed: u64,
    mut after: impl FnMut(usize, &dyn Fn() -> Neural),
) -> Neural {
    let mut random = Random::new(seed + 2);
    let mut network = Network::new(&mut random);
    let mut walk = Walk::new(linear);
    let mut pass = Pass::default();
    let mut state = State::default();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let words: usize = sentences.iter().map(Vec::len).sum();
    let (mut steps, mut seen, mut waiting) = (0u32, 0usize, 0usize);
    let started = std::time::Instant::now();
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        walk.explores = epoch > 0;
        let mut right = 0;
        for index in &order {
            let gold = &sentences[*index];
            pass.forward(&network, vectors, &tagged[*index], &mut random);
            learn_tags(&mut network, linear, &mut pass, gold);
            right +=
                learn_tree(&mut network, &walk, &mut pass, &tagged[*index], gold, &mut state, &mut random);
            pass.backward(&mut network);
            seen += gold.len();
            waiting += gold.len();
            if waiting >= BATCH {
                waiting = 0;
                steps += 1;
                let left = 1.0 - seen as f32 / (words * epochs) as f32;
                network.step(corrected(RATE * left.max(0.0) * (steps as f32 / 200.0).min(1.0), steps));
            }
        }
        println!("network round {}: {right} right, {:.1} s", epoch + 1, started.elapsed().as_secs_f64());
        after(epoch + 1, &|| network.round(linear, vectors));
    }
    network.round(linear, vectors)
}

fn learn_tags(network: &mut Network, linear: &Linear, pass: &mut Pass, gold: &[GoldWord]) {
    let mut scores = [0.0; CLASSES];
    for (at, word) in gold.iter().enumerate() {
        let Some(right) = linear.tags.iter().position(|tag| *tag == (word.upos, word.xpos)) else { continue };
        network.tagger.forward(pass.top(at), &mut scores);
        softmax(&mut scores);
        scores[right] -= 1.0;
        let range = (at + 1) * WIDTH..(at + 2) * WIDTH;
        let input = &pass.values[DEPTH][range.clone()];
        network.tagger.backward(input, &scores, &mut pass.gradient[range]);
    }
}

/// Teaches parser and labeller one tree; gives the number of words they got right.
fn learn_tree(
    network: &mut Network,
    walk: &Walk<'_>,
    pass: &mut Pass,
    sentence: &Sentence,
    gold: &[GoldWord],
    state: &mut State,
    random: &mut Random,
) -> usize {
    let count = gold.len();
    let slots = network.slots.iter().map(|slot| Projection::new(slot, pass, count)).collect();
    let arcs = [0, 1].map(|side: usize| Projection::new(&network.arcs[side], pass, count));
    let mut parser = Parser { network, slots, arcs, root: walk.root, classes: walk.classes() };
    let right = walk.through(sentence, gold, state, random, &mut parser);
    let Parser { network, slots, arcs, .. } = parser;
    for (slot, projection) in network.slots.iter_mut().zip(&slots) {
        projection.backward(slot, pass);
    }
    for (arc, projection) in network.arcs.iter_mut().zip(&arcs) {
        projection.backward(arc, pass);
    }
    right
}

/// The parser's part of the network, for one sentence.
struct Parser<'n> {
    network: &'n mut Network,
    slots: Vec<Projection>,
    arcs: [Projection; 2],
    root: usize,
    classes: usize,
}

impl Pupil for Parser<'_> {
    fn action(&mut self, sentence: &Sentence, state: &State, choice: &Choice) -> (Action, Action) {
        let Self { network, slots, .. } = self;
        let places = places(state);
        let hints = action_hints(sentence, state);
        let outside = |slot: usize, at: u32| 2 * slot as u32 + u32::from(at == NONE);
        let mut hidden = [0.0; HIDDEN];
        for (slot, at) in places.into_iter().enumerate() {
            match slots[slot].values.get(Projection::row(at)) {
                Some(row) => hidden.iter_mut().zip(row).for_each(|(sum, value)| *sum += value),
                None => network.outside.add(outside(slot, at), &mut hidden),
            }
        }
        hints.iter().for_each(|row| network.action_hints.add(*row, &mut hidden));
        let active = relu(&hidden);
        let mut scores = [0.0; 3];
        network.actions.forward(&active, &mut scores);
        let good = choice.best(&scores, Choice::is_good).unwrap_or(Action::Shift);
        let favourite = choice.best(&scores, Choice::is_allowed).unwrap_or(Action::Shift);
        if Action::ALL.into_iter().all(|action| !choice.is_allowed(action) || choice.is_good(action)) {
            return (good, favourite);
        }
        let mut chances = scores;
        for action in Action::ALL {
            if !choice.is_allowed(action) {
                chances[action as usize] = -1e9;
            }
        }
        softmax(&mut chances);
        let good_ones = || Action::ALL.into_iter().filter(|action| choice.is_good(*action));
        let sum: f32 = good_ones().map(|action| chances[action as usize]).sum();
        let share = chances.map(|chance| chance / sum.max(1e-6));
        for action in good_ones() {
            chances[action as usize] -= share[action as usize];
        }
        let gradient = through(&mut network.actions, &active, &chances);
        for (slot, at) in places.into_iter().enumerate() {
            match slots[slot].gradient.get_mut(Projection::row(at)) {
                Some(row) => row.iter_mut().zip(&gradient).for_each(|(sum, value)| *sum += value),
                None => network.outside.backward(outside(slot, at), &gradient),
            }
        }
        hints.iter().for_each(|row| network.action_hints.backward(*row, &gradient));
        (good, favourite)
    }

    fn relation(
        &mut self,
        sentence: &Sentence,
        state: &State,
        (head, word): (u32, u32),
        wanted: Option<usize>,
    ) -> usize {
        let Self { network, arcs, root, classes, .. } = self;
        let hints = label_hints(sentence, state, head, word);
        let mut hidden = [0.0; HIDDEN];
        for (at, projection) in [head, word].into_iter().zip(arcs.iter()) {
            let row = &projection.values[Projection::row(at)];
            hidden.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        hints.iter().for_each(|row| network.label_hints.add(*row, &mut hidden));
        let active = relu(&hidden);
        let mut scores = [0.0; CLASSES];
        network.labels.forward(&active, &mut scores);
        scores[*root] = -1e9;
        scores[*classes..].fill(-1e9);
        let mut best = 0;
        for (class, score) in scores.iter().enumerate() {
            if *score > scores[best] {
                best = class;
            }
        }
        let Some(right) = wanted.filter(|right| right != root) else { return best };
        softmax(&mut scores);
        scores[right] -= 1.0;
        let gradient = through(&mut network.labels, &active, &scores);
        for (at, projection) in [head, word].into_iter().zip(arcs.iter_mut()) {
            let row = &mut projection.gradient[Projection::row(at)];
            row.iter_mut().zip(&gradient).for_each(|(sum, value)| *sum += value);
        }
        hints.iter().for_each(|row| network.label_hints.backward(*row, &gradient));
        best
    }
}
