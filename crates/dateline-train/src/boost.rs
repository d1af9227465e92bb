//! Gradient boosting: decision trees, each of which mends what the sum of those before it got wrong. Fixed order and a
//! fixed chain of random numbers: the same data give the same trees.

use std::fmt::Write as _;

use crate::learner::Xorshift;

/// Into how many steps a number is cut.
const BINS: usize = 64;

pub(crate) struct Fit {
    pub(crate) trees: usize,
    pub(crate) depth: usize,
    pub(crate) rate: f64,
    /// How strongly scores are drawn to zero.
    pub(crate) decay: f64,
    /// The fewest examples that a score may rest on.
    pub(crate) least: u32,
    /// The share of the examples, and of the numbers, that each tree sees.
    pub(crate) examples: f64,
    pub(crate) numbers: f64,
}

/// What is to be learnt: by number, its values for all examples, each in its step.
pub(crate) struct Cut {
    steps: Vec<Vec<u8>>,
    /// By number: the highest value of each step but the last.
    limits: Vec<Vec<i32>>,
}

impl Cut {
    pub(crate) fn new(rows: &[Vec<i32>]) -> Self {
        let width = rows.first().map_or(0, Vec::len);
        let mut cut = Self { steps: Vec::with_capacity(width), limits: Vec::with_capacity(width) };
        for number in 0..width {
            let values: Vec<i32> = rows.iter().map(|row| row[number]).collect();
            let mut sorted = values.clone();
            sorted.sort_unstable();
            let mut limits: Vec<i32> =
                (1..BINS).filter_map(|step| sorted.get(sorted.len() * step / BINS).copied()).collect();
            limits.dedup();
            limits.retain(|limit| Some(limit) != sorted.last());
            let step = |value: &i32| limits.partition_point(|limit| limit < value) as u8;
            cut.steps.push(values.iter().map(step).collect());
            cut.limits.push(limits);
        }
        cut
    }
}

pub(crate) struct Target {
    pub(crate) share: f32,
    pub(crate) weight: f32,
    /// A score that another model gave it already.
    pub(crate) base: f32,
}

#[derive(Clone, Copy)]
enum Node {
    Split { number: usize, step: u8, yes: usize, no: usize },
    Score(f64),
}

/// Trains trees on the examples of `chosen`.
pub(crate) fn train(cut: &Cut, targets: &[Target], chosen: &[u32], fit: &Fit) -> Model {
    let mean = chosen.iter().map(|&row| f64::from(targets[row as usize].weight)).sum::<f64>()
        / chosen.len().max(1) as f64;
    let weight = |row: u32| (f64::from(targets[row as usize].weight) / mean).min(20.0);
    let mut scores: Vec<f64> = chosen.iter().map(|&row| f64::from(targets[row as usize].base)).collect();
    let mut random = Xorshift(Xorshift::START);
    let mut model = Model { trees: Vec::new() };
    for _ in 0..fit.trees {
        let mut seen = Vec::new();
        for (place, &row) in chosen.iter().enumerate() {
            if random.share() >= fit.examples {
                continue;
            }
            let guess = 1.0 / (1.0 + (-scores[place]).exp());
            let weight = weight(row);
            let slope = weight * (guess - f64::from(targets[row as usize].share));
            seen.push(Seen { row, slope, curve: weight * guess * (1.0 - guess) });
        }
        let numbers: Vec<usize> = (0..cut.steps.len()).filter(|_| random.share() < fit.numbers).collect();
        let tree = grow(cut, seen, &numbers, fit);
        for (place, &row) in chosen.iter().enumerate() {
            scores[place] += score(&tree, cut, row as usize);
        }
        model.trees.push(tree);
    }
    model
}

#[derive(Clone, Copy)]
struct Seen {
    row: u32,
    slope: f64,
    curve: f64,
}

/// Sums over examples.
#[derive(Clone, Copy, Default)]
struct Sums {
    slope: f64,
    curve: f64,
    count: u32,
}

impl Sums {
    fn add(&mut self, slope: f64, curve: f64, count: u32) {
        self.slope += slope;
        self.curve += curve;
        self.count += count;
    }

    fn worth(&self, decay: f64) -> f64 {
        self.slope * self.slope / (self.curve + decay)
    }
}

fn grow(cut: &Cut, seen: Vec<Seen>, numbers: &[usize], fit: &Fit) -> Vec<Node> {
    let mut tree = Vec::new();
    // Nodes still to be split: their place in the tree, their examples, how deep they lie.
    let mut open = std::collections::VecDeque::from([(0, seen, 0)]);
    tree.push(Node::Score(0.0));
    while let Some((place, seen, depth)) = open.pop_front() {
        let mut all = Sums::default();
        seen.iter().for_each(|one| all.add(one.slope, one.curve, 1));
        tree[place] = Node::Score(-all.slope / (all.curve + fit.decay) * fit.rate);
        if depth == fit.depth {
            continue;
        }
        let Some((number, step)) = best_split(cut, &seen, numbers, &all, fit) else { continue };
        let (yes, no): (Vec<Seen>, Vec<Seen>) =
            seen.into_iter().partition(|one| cut.steps[number][one.row as usize] <= step);
        let next = tree.len();
        tree[place] = Node::Split { number, step, yes: next, no: next + 1 };
        tree.extend([Node::Score(0.0), Node::Score(0.0)]);
        open.push_back((next, yes, depth + 1));
        open.push_back((next + 1, no, depth + 1));
    }
    tree
}

fn best_split(cut: &Cut, seen: &[Seen], numbers: &[usize], all: &Sums, fit: &Fit) -> Option<(usize, u8)> {
    let mut best = None;
    let mut most = all.worth(fit.decay) + 1e-6;
    for &number in numbers {
        let steps = &cut.steps[number];
        let mut sums = [Sums::default(); BINS];
        for one in seen {
            sums[steps[one.row as usize] as usize].add(one.slope, one.curve, 1);
        }
        let mut left = Sums::default();
        for (step, sum) in sums.iter().enumerate().take(cut.limits[number].len()) {
            left.add(sum.slope, sum.curve, sum.count);
            let right = Sums {
                slope: all.slope - left.slope,
                curve: all.curve - left.curve,
                count: all.count - left.count,
            };
            if left.count < fit.least || right.count < fit.least {
                continue;
            }
            let worth = left.worth(fit.decay) + right.worth(fit.decay);
            if worth > most {
                most = worth;
                best = Some((number, step as u8));
            }
        }
    }
    best
}

fn score(tree: &[Node], cut: &Cut, row: usize) -> f64 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Split { number, step, yes, no } => {
                at = if cut.steps[number][row] <= step { yes } else { no }
            }
            Node::Score(score) => return score,
        }
    }
}

pub(crate) struct Model {
    trees: Vec<Vec<Node>>,
}

impl Model {
    pub(crate) fn score(&self, cut: &Cut, row: usize) -> f64 {
        self.trees.iter().map(|tree| score(tree, cut, row)).sum()
    }

    /// The rows of the table that the core reads.
    pub(crate) fn rows(&self, cut: &Cut, names: &[&str]) -> String {
        let mut text = String::new();
        for (number, tree) in self.trees.iter().enumerate() {
            // Only questions have a row; scores stand where they are led to.
            let mut places = vec![0; tree.len()];
            let questions = tree.iter().enumerate().filter(|(_, node)| matches!(node, Node::Split { .. }));
            for (place, (at, _)) in questions.enumerate() {
                places[at] = place;
            }
            let next = |at: usize| match tree[at] {
                Node::Split { .. } => places[at].to_string(),
                Node::Score(score) => format!("={}", (score * 1000.0).round() as i32),
            };
            for (at, node) in tree.iter().enumerate() {
                let Node::Split { number: asked, step, yes, no } = node else { continue };
                let (name, limit) = (names[*asked], cut.limits[*asked][*step as usize]);
                let _ = writeln!(
                    text,
                    "{number}\t{}\t{name}\t{limit}\t{}\t{}",
                    places[at],
                    next(*yes),
                    next(*no)
                );
            }
        }
        text
    }
}
