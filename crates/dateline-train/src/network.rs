//! Trains the network: encoder, tagger and parser together.

use dateline::syntax::Relation;
use dateline::syntax::linear::arcs::Sentence;
use dateline::syntax::linear::state::{Action, NONE, State};
use dateline::syntax::linear::{Linear, is_marker};
use dateline::syntax::neural::hints::{
    HINT_ROWS, WORD_FEATURES, WORD_ROWS, action_hints, label_hints, word_rows,
};
use dateline::syntax::neural::matrix::{Matrix, Vectors};
use dateline::syntax::neural::{CLASSES, HIDDEN, Neural, SLOTS, WIDTH, places};

use crate::dense::{Dense, Lookup, corrected, softmax};
use crate::learner::Random;
use crate::oracle::costs;
use crate::treebank::GoldWord;

/// Layers of the encoder: each sees one word further.
const DEPTH: usize = 4;
/// Words between two steps of training.
const BATCH: usize = 400;
/// Chances out of 100: of not seeing the word itself, and of losing a value inside the encoder.
const WORD_DROP: usize = 12;
const VALUE_DROP: u64 = 12;
/// How fast to learn at the start; falls to nothing at the end.
const RATE: f32 = 2e-3;

struct Network {
    words: Lookup,
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
        [&mut self.tagger, &mut self.actions, &mut self.labels]
            .into_iter()
            .for_each(|layer| layer.step(rate));
        let lookups = [&mut self.words, &mut self.outside, &mut self.action_hints, &mut self.label_hints];
        lookups.into_iter().for_each(|lookup| lookup.step(rate));
    }

    fn round(&self, linear: &Linear) -> Neural {
        let matrix = |dense: &Dense| Matrix::round(dense.inputs, &dense.weights.value, &dense.bias.value);
        Neural {
            linear: linear.clone(),
            words: Vectors::round(WIDTH, &self.words.trained()),
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
    /// Values after each layer, padded by one empty word at each end.
    values: Vec<Vec<f32>>,
    /// For each layer: what each value is multiplied by, 0 where it is cut or dropped.
    gates: Vec<Vec<f32>>,
    gradient: Vec<f32>,
    below: Vec<f32>,
}

impl Pass {
    fn forward(&mut self, network: &Network, sentence: &Sentence, random: &mut Random) {
        let count = sentence.words.len();
        self.rows.clear();
        self.values.resize_with(DEPTH + 1, Vec::new);
        self.gates.resize_with(DEPTH, Vec::new);
        for values in &mut self.values {
            values.clear();
            values.resize((count + 2) * WIDTH, 0.0);
        }
        for (at, word) in sentence.words.iter().enumerate() {
            let mut rows = word_rows(word);
            if random.below(100) < WORD_DROP {
                rows[0] = u32::MAX;
            }
            let out = &mut self.values[0][(at + 1) * WIDTH..(at + 2) * WIDTH];
            rows.iter().filter(|row| **row != u32::MAX).for_each(|row| network.words.add(*row, out));
            self.rows.push(rows);
        }
        let mut sum = [0.0; WIDTH];
        let kept = 100.0 / (100 - VALUE_DROP) as f32;
        for (depth, layer) in network.layers.iter().enumerate() {
            let (lower, upper) = self.values.split_at_mut(depth + 1);
            let gates = &mut self.gates[depth];
            gates.clear();
            for at in 0..count {
                layer.forward(&lower[depth][at * WIDTH..(at + 3) * WIDTH], &mut sum);
                let own = &lower[depth][(at + 1) * WIDTH..(at + 2) * WIDTH];
                let out = &mut upper[0][(at + 1) * WIDTH..(at + 2) * WIDTH];
                let mut chance = 0;
                for (place, ((out, own), sum)) in out.iter_mut().zip(own).zip(&sum).enumerate() {
                    if place % 8 == 0 {
                        chance = random.next();
                    }
                    let dropped = ((chance >> (place % 8 * 8)) & 0xff) * 100 < VALUE_DROP * 256;
                    let gate = if *sum > 0.0 && !dropped { kept } else { 0.0 };
                    *out = own + sum * gate;
                    gates.push(gate);
                }
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
        let mut gated = [0.0; WIDTH];
        for depth in (0..DEPTH).rev() {
            self.below.clear();
            self.below.extend_from_slice(&self.gradient);
            for at in 0..count {
                let gradient = &self.gradient[(at + 1) * WIDTH..(at + 2) * WIDTH];
                let gates = &self.gates[depth][at * WIDTH..(at + 1) * WIDTH];
                for ((gated, gradient), gate) in gated.iter_mut().zip(gradient).zip(gates) {
                    *gated = gradient * gate;
                }
                let window = at * WIDTH..(at + 3) * WIDTH;
                let input = &self.values[depth][window.clone()];
                network.layers[depth].backward(input, &gated, &mut self.below[window]);
            }
            std::mem::swap(&mut self.gradient, &mut self.below);
        }
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
        for (at, out) in values.chunks_exact_mut(HIDDEN).enumerate() {
            dense.forward(pass.top(at), out);
        }
        Self { gradient: vec![0.0; values.len()], values }
    }

    fn backward(&self, dense: &mut Dense, pass: &mut Pass) {
        for (at, gradient) in self.gradient.chunks_exact(HIDDEN).enumerate() {
            let range = (at + 1) * WIDTH..(at + 2) * WIDTH;
            let input = &pass.values[DEPTH][range.clone()];
            dense.backward(input, gradient, &mut pass.gradient[range]);
        }
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
    tagged: &[Sentence],
    sentences: &[Vec<GoldWord>],
    epochs: usize,
    seed: u64,
    mut after: impl FnMut(usize, &dyn Fn() -> Neural),
) -> Neural {
    let mut random = Random::new(seed + 2);
    let mut network = Network::new(&mut random);
    let mut pass = Pass::default();
    let mut state = State::default();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let words: usize = sentences.iter().map(Vec::len).sum();
    let (mut steps, mut seen, mut waiting) = (0u32, 0usize, 0usize);
    let started = std::time::Instant::now();
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        let mut right = 0;
        for index in &order {
            let gold = &sentences[*index];
            pass.forward(&network, &tagged[*index], &mut random);
            learn_tags(&mut network, linear, &mut pass, gold);
            right += learn_tree(
                &mut network,
                linear,
                &mut pass,
                &tagged[*index],
                gold,
                &mut state,
                &mut random,
                epoch,
            );
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
        after(epoch + 1, &|| network.round(linear));
    }
    network.round(linear)
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

#[allow(clippy::too_many_arguments, reason = "one loop of training, cut out for reading")]
fn learn_tree(
    network: &mut Network,
    linear: &Linear,
    pass: &mut Pass,
    sentence: &Sentence,
    gold: &[GoldWord],
    state: &mut State,
    random: &mut Random,
    epoch: usize,
) -> usize {
    let count = gold.len();
    let heads: Vec<u32> = gold.iter().map(|word| word.head).collect();
    let mut slots: Vec<Projection> =
        network.slots.iter().map(|slot| Projection::new(slot, pass, count)).collect();
    let mut arcs = [0, 1].map(|side: usize| Projection::new(&network.arcs[side], pass, count));
    let root = linear.relations.iter().position(|relation| *relation == Relation::Root).unwrap_or_default();
    let mut right = 0;
    state.start(count);
    while !state.is_done() {
        let action = learn_action(network, &mut slots, sentence, state, &heads, random, epoch);
        let Some((head, word)) = state.arc(action) else {
            state.shift();
            continue;
        };
        let wanted = (heads[word as usize] == head)
            .then(|| linear.relations.iter().position(|relation| *relation == gold[word as usize].relation))
            .flatten();
        let relation = if head as usize == count {
            root
        } else {
            learn_relation(
                network,
                &mut arcs,
                sentence,
                state,
                (head, word),
                wanted,
                linear.relations.len(),
                root,
            )
        };
        right += usize::from(wanted == Some(relation));
        state.attach(head, word, relation as u8, is_marker(linear.relations[relation]));
    }
    for (slot, projection) in network.slots.iter_mut().zip(&slots) {
        projection.backward(slot, pass);
    }
    for (arc, projection) in network.arcs.iter_mut().zip(&arcs) {
        projection.backward(arc, pass);
    }
    right
}

fn learn_action(
    network: &mut Network,
    slots: &mut [Projection],
    sentence: &Sentence,
    state: &State,
    heads: &[u32],
    random: &mut Random,
    epoch: usize,
) -> Action {
    let costs = costs(state, heads);
    let allowed: Vec<Action> =
        Action::ALL.into_iter().filter(|action| costs[*action as usize].is_some()).collect();
    if let [only] = allowed[..] {
        return only;
    }
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
    let lowest = costs.iter().flatten().min().copied().unwrap_or_default();
    let higher = |best: Action, action: Action| {
        if scores[action as usize] > scores[best as usize] { action } else { best }
    };
    let good = |action: &Action| costs[*action as usize] == Some(lowest);
    let favourite = allowed.iter().copied().reduce(higher).unwrap_or(allowed[0]);
    let best = allowed.iter().copied().filter(good).reduce(higher).unwrap_or(allowed[0]);
    if allowed.iter().any(|action| !good(action)) {
        let mut chances = scores;
        for action in Action::ALL {
            if !allowed.contains(&action) {
                chances[action as usize] = -1e9;
            }
        }
        softmax(&mut chances);
        let sum: f32 =
            allowed.iter().filter(|action| good(action)).map(|action| chances[*action as usize]).sum();
        let share = chances.map(|chance| chance / sum.max(1e-6));
        for action in allowed.iter().filter(|action| good(action)) {
            chances[*action as usize] -= share[*action as usize];
        }
        let gradient = through(&mut network.actions, &active, &chances);
        for (slot, at) in places.into_iter().enumerate() {
            match slots[slot].gradient.get_mut(Projection::row(at)) {
                Some(row) => row.iter_mut().zip(&gradient).for_each(|(sum, value)| *sum += value),
                None => network.outside.backward(outside(slot, at), &gradient),
            }
        }
        hints.iter().for_each(|row| network.action_hints.backward(*row, &gradient));
    }
    if epoch > 0 && random.below(10) < 9 { favourite } else { best }
}

#[allow(clippy::too_many_arguments, reason = "one decision of training, cut out for reading")]
fn learn_relation(
    network: &mut Network,
    arcs: &mut [Projection; 2],
    sentence: &Sentence,
    state: &State,
    (head, word): (u32, u32),
    wanted: Option<usize>,
    classes: usize,
    root: usize,
) -> usize {
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
    scores[root] = -1e9;
    scores[classes..].fill(-1e9);
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    let Some(right) = wanted.filter(|right| *right != root) else { return best };
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
