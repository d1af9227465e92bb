//! What the parser looks at before a step, and before it names an arc.

use super::state::{NONE, Node, State};
use super::table::feature;
use super::words::Atoms;

/// Stands for "no word" in features.
const MISSING: Atoms = Atoms {
    form: 1,
    lower: 1,
    suffix: [0; 4],
    prefix: [0; 3],
    shape: 1,
    ambiguity: 0,
    clusters: [127, 511, 2047],
    vector: 0,
    tag: 250,
};

/// Stands for the root.
const ROOT: Atoms = Atoms {
    form: 2,
    lower: 2,
    suffix: [0; 4],
    prefix: [0; 3],
    shape: 2,
    ambiguity: 0,
    clusters: [126, 510, 2046],
    vector: 0,
    tag: 251,
};

/// The words of a sentence, tagged, with counts that answer "what lies between".
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// One entry a word.
    pub words: Vec<Atoms>,
    /// Commas, verbs and other marks before each word, and at the end.
    before: Vec<[u16; 3]>,
}

/// What kind of word a tag stands for, where "what lies between" is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// A comma.
    Comma,
    /// A verb.
    Verb,
    /// A conjunction, or a mark that is no comma.
    Link,
    /// Anything else.
    Other,
}

impl Sentence {
    /// Counts what lies before each word; to be called once the tags are set.
    pub fn index(&mut self, kinds: &[Between]) {
        self.before.clear();
        let mut counts = [0u16; 3];
        self.before.push(counts);
        for word in &self.words {
            match kinds.get(word.tag as usize) {
                Some(Between::Comma) => counts[0] = counts[0].wrapping_add(1),
                Some(Between::Verb) => counts[1] = counts[1].wrapping_add(1),
                Some(Between::Link) => counts[2] = counts[2].wrapping_add(1),
                _ => {}
            }
            self.before.push(counts);
        }
    }

    /// A word, the root, or the stand-in for "no word".
    #[inline]
    pub fn word(&self, at: u32) -> &Atoms {
        if at == NONE {
            return &MISSING;
        }
        self.words.get(at as usize).unwrap_or(&ROOT)
    }

    /// Commas, verbs and links between two words, each 0, 1, 2 or 3.
    #[inline]
    pub fn between(&self, left: u32, right: u32) -> u32 {
        if left == NONE || right == NONE {
            return 64;
        }
        let (Some(from), Some(to)) = (self.before.get(left as usize + 1), self.before.get(right as usize))
        else {
            return 65;
        };
        let count = |kind: usize| u32::from(to[kind].wrapping_sub(from[kind]).min(3));
        count(0) | count(1) << 2 | count(2) << 4
    }
}

/// Distances in steps that matter: 1, 2, 3, 4, 5-6, 7-10, more.
#[inline]
pub fn distance(left: u32, right: u32) -> u32 {
    if left == NONE || right == NONE {
        return 15;
    }
    match right.abs_diff(left) {
        near @ 0..=4 => near,
        5..=6 => 5,
        7..=10 => 6,
        _ => 7,
    }
}

const NOTHING: Node = Node {
    head: NONE,
    relation: 62,
    valency: [0; 2],
    outer: [[NONE; 2]; 2],
    inner: [NONE; 2],
    relations: [0; 2],
    marker: NONE,
};

/// What is known of a word's dependents; nothing, for "no word".
#[inline]
pub fn node(state: &State, at: u32) -> &Node {
    state.nodes.get(at as usize).unwrap_or(&NOTHING)
}

/// A set of relations as one number.
#[inline]
pub fn fold(set: u64) -> u32 {
    (set ^ (set >> 32).wrapping_mul(0x9e37_79b1)) as u32
}

/// The relation of a word; a number of its own for "no word".
#[inline]
pub fn relation_at(state: &State, at: u32) -> u32 {
    if at == NONE { 61 } else { state.nodes.get(at as usize).map_or(61, |node| u32::from(node.relation)) }
}

/// The word next to another one.
#[inline]
pub fn beside(state: &State, at: u32, offset: i32) -> u32 {
    match at.checked_add_signed(offset) {
        Some(place) if place <= state.count() => place,
        _ => NONE,
    }
}

/// Fills `out` with the features of the next step.
pub fn action_features(sentence: &Sentence, state: &State, out: &mut Vec<u32>) {
    out.clear();
    let (at0, at1, at2) = (state.stack(0), state.stack(1), state.stack(2));
    let (next0, next1, next2) = (state.ahead(0), state.ahead(1), state.ahead(2));
    let (s0, s1, s2) = (sentence.word(at0), sentence.word(at1), sentence.word(at2));
    let (n0, n1, n2) = (sentence.word(next0), sentence.word(next1), sentence.word(next2));
    let (node0, node1, noden) = (node(state, at0), node(state, at1), node(state, next0));
    let child = |node: &Node, side: usize, rank: usize| {
        let at = node.outer[side][rank];
        let relation =
            if at == NONE { 61 } else { state.nodes.get(at as usize).map_or(61, |node| node.relation) };
        (sentence.word(at), u32::from(relation))
    };
    let (s0l, s0l_rel) = child(node0, 0, 0);
    let (s0r, s0r_rel) = child(node0, 1, 0);
    let (s0l2, s0l2_rel) = child(node0, 0, 1);
    let (s0r2, s0r2_rel) = child(node0, 1, 1);
    let (s1l, s1l_rel) = child(node1, 0, 0);
    let (s1r, s1r_rel) = child(node1, 1, 0);
    let (s1r2, s1r2_rel) = child(node1, 1, 1);
    let (n0l, n0l_rel) = child(noden, 0, 0);
    let (n0l2, n0l2_rel) = child(noden, 0, 1);
    let (near, below) = (distance(at0, next0), distance(at1, at0));
    let (gap, gap_below) = (sentence.between(at0, next0), sentence.between(at1, at0));
    let marker0 = sentence.word(node0.marker);
    let markern = sentence.word(noden.marker);
    let pair = |a: u32, b: u32| a << 8 | b;
    let mut template = 100;
    let mut push = |a: u32, b: u32, c: u32| {
        template += 1;
        out.push(feature(template, a, b, c));
    };

    push(s0.lower, 0, 0);
    push(s0.tag, 0, 0);
    push(s0.lower, s0.tag, 0);
    push(n0.lower, 0, 0);
    push(n0.tag, 0, 0);
    push(n0.lower, n0.tag, 0);
    push(n1.lower, 0, 0);
    push(n1.tag, 0, 0);
    push(n1.lower, n1.tag, 0);
    push(n2.lower, 0, 0);
    push(n2.tag, 0, 0);
    push(s1.lower, 0, 0);
    push(s1.tag, 0, 0);
    push(s1.lower, s1.tag, 0);
    push(s2.tag, 0, 0);
    push(s2.lower, 0, 0);

    push(s0.lower, n0.lower, pair(s0.tag, n0.tag));
    push(s0.lower, n0.lower, s0.tag);
    push(s0.lower, n0.lower, n0.tag);
    push(s0.lower, s0.tag, n0.tag);
    push(s0.tag, n0.lower, n0.tag);
    push(s0.lower, n0.lower, 0);
    push(s0.tag, n0.tag, 0);
    push(s0.lower, n0.tag, 0);
    push(s0.tag, n0.lower, 0);
    push(n0.tag, n1.tag, 0);
    push(n0.lower, n1.lower, 0);
    push(s1.lower, s0.lower, 0);
    push(s1.lower, s0.lower, pair(s1.tag, s0.tag));
    push(s1.tag, s0.tag, 0);
    push(s1.tag, s0.lower, 0);
    push(s1.lower, s0.tag, 0);
    push(s1.tag, n0.tag, 0);
    push(s1.lower, n0.lower, 0);
    push(s1.lower, n0.tag, 0);
    push(s1.tag, n0.lower, 0);

    push(n0.tag, n1.tag, n2.tag);
    push(s0.tag, n0.tag, n1.tag);
    push(s0.lower, n0.tag, n1.tag);
    push(s0.tag, n0.lower, n1.tag);
    push(s1.tag, s0.tag, n0.tag);
    push(s1.lower, s0.tag, n0.tag);
    push(s1.tag, s0.lower, n0.tag);
    push(s1.tag, s0.tag, n0.lower);
    push(s2.tag, s1.tag, s0.tag);
    push(pair(s2.tag, s1.tag), s0.tag, n0.tag);
    push(pair(s1.tag, s0.tag), n0.tag, n1.tag);
    push(s0.tag, pair(s0l.tag, s0l_rel), n0.tag);
    push(s0.tag, pair(s0r.tag, s0r_rel), n0.tag);
    push(s0.tag, n0.tag, pair(n0l.tag, n0l_rel));
    push(s1.tag, pair(s1r.tag, s1r_rel), s0.tag);
    push(s1.tag, pair(s1l.tag, s1l_rel), s0.tag);
    push(s1.tag, s0.tag, pair(s0l.tag, s0l_rel));
    push(s1.tag, s0.tag, pair(s0r.tag, s0r_rel));

    push(s0.lower, near, 0);
    push(s0.tag, near, 0);
    push(n0.lower, near, 0);
    push(n0.tag, near, 0);
    push(s0.tag, n0.tag, near);
    push(s1.tag, s0.tag, below);
    push(s1.lower, s0.tag, below);
    push(s1.tag, s0.tag, pair(near, below));
    push(s0.tag, n0.tag, 256 + gap);
    push(s1.tag, s0.tag, 256 + gap_below);
    push(gap, gap_below, 0);
    push(s1.tag, n0.tag, gap << 8 | gap_below);

    let valency = |node: &Node| u32::from(node.valency[0]) << 4 | u32::from(node.valency[1]);
    push(s0.lower, valency(node0), 0);
    push(s0.tag, valency(node0), 0);
    push(s1.lower, valency(node1), 0);
    push(s1.tag, valency(node1), 0);
    push(n0.lower, valency(noden), 0);
    push(n0.tag, valency(noden), 0);

    push(s0l.lower, s0l.tag, s0l_rel);
    push(s0r.lower, s0r.tag, s0r_rel);
    push(s0l2.tag, s0l2_rel, s0l.tag);
    push(s0r2.tag, s0r2_rel, s0r.tag);
    push(s1l.lower, s1l.tag, s1l_rel);
    push(s1r.lower, s1r.tag, s1r_rel);
    push(s1r2.tag, s1r2_rel, s1r.tag);
    push(n0l.lower, n0l.tag, n0l_rel);
    push(n0l2.tag, n0l2_rel, n0l.tag);
    push(s0l_rel, s0.tag, s0.lower);
    push(s0r_rel, s0.tag, s0.lower);
    push(s1r_rel, s1.tag, s1.lower);
    push(n0l_rel, n0.tag, n0.lower);

    push(s0.tag, fold(node0.relations[0]), 0);
    push(s0.tag, fold(node0.relations[1]), 1);
    push(s0.lower, fold(node0.relations[0]), 0);
    push(s0.lower, fold(node0.relations[1]), 1);
    push(s1.tag, fold(node1.relations[0]), 0);
    push(s1.tag, fold(node1.relations[1]), 1);
    push(s1.lower, fold(node1.relations[1]), 1);
    push(n0.tag, fold(noden.relations[0]), 0);
    push(n0.lower, fold(noden.relations[0]), 0);
    push(pair(s0.tag, n0.tag), fold(node0.relations[0]), fold(node0.relations[1]));
    push(pair(s0.tag, n0.tag), fold(node0.relations[1]), fold(noden.relations[0]));
    push(pair(s1.tag, s0.tag), fold(node1.relations[1]), fold(node0.relations[0]));

    push(s1.lower, marker0.lower, s0.tag);
    push(s1.tag, marker0.lower, s0.lower);
    push(s1.tag, marker0.lower, s0.tag);
    push(s0.tag, marker0.lower, n0.tag);
    push(s0.lower, markern.lower, n0.tag);
    push(s2.lower, marker0.lower, s1.lower);
    push(s2.tag, marker0.lower, s1.tag);

    push(s0.clusters[1], n0.clusters[1], 0);
    push(s1.clusters[1], s0.clusters[1], 0);
    push(s0.clusters[0], n0.clusters[0], s1.clusters[0]);
    push(s0.clusters[2], n0.tag, 0);
    push(s0.tag, n0.clusters[2], 0);
    push(s1.clusters[2], s0.tag, 0);
    push(s1.tag, s0.clusters[2], 0);
    push(s0.clusters[2], n0.clusters[2], 0);
    push(s1.clusters[2], s0.clusters[2], 0);
    push(s1.clusters[1], marker0.lower, s0.clusters[1]);
    push(s0.clusters[1], s0.tag, n0.tag << 8 | n1.tag);
    push(n0.clusters[1], n1.clusters[1], s0.tag);
    push(s0.clusters[0], n0.clusters[0], n1.clusters[0]);
    push(s1.clusters[1], n0.clusters[1], s0.tag);
    push(n1.clusters[1], n0.tag, s0.tag);
    push(u32::from(s0.lower == n0.lower), s0.tag, n0.tag);
}

/// Fills `out` with the features of an arc that is about to be made, to name its relation.
pub fn label_features(sentence: &Sentence, state: &State, head_at: u32, at: u32, out: &mut Vec<u32>) {
    out.clear();
    let (head, word) = (sentence.word(head_at), sentence.word(at));
    let (head_node, node_) = (node(state, head_at), node(state, at));
    let beside = |at: u32, offset: i32| beside(state, at, offset);
    let side = u32::from(at > head_at);
    let steps = distance(at.min(head_at), at.max(head_at)) << 1 | side;
    let gap = sentence.between(at.min(head_at), at.max(head_at)) << 1 | side;
    let (before, after) = (sentence.word(beside(at, -1)), sentence.word(beside(at, 1)));
    let (head_before, head_after) = (sentence.word(beside(head_at, -1)), sentence.word(beside(head_at, 1)));
    let marker = sentence.word(node_.marker);
    let first = sentence.word(node_.outer[0][0]);
    let last = sentence.word(node_.outer[1][0]);
    let relation_of = |at: u32| relation_at(state, at);
    let left = fold(node_.relations[0]);
    let right = fold(node_.relations[1]);
    let head_left = fold(head_node.relations[0]);
    let head_right = fold(head_node.relations[1]);
    let pair = |a: u32, b: u32| a << 8 | b;
    let tags = pair(head.tag, word.tag) << 1 | side;
    let mut template = 300;
    let mut push = |a: u32, b: u32, c: u32| {
        template += 1;
        out.push(feature(template, a, b, c));
    };

    push(word.lower, side, 0);
    push(word.tag, side, 0);
    push(word.lower, word.tag, side);
    push(head.lower, side, 0);
    push(head.tag, side, 0);
    push(head.lower, head.tag, side);
    push(tags, 0, 0);
    push(tags, word.lower, 0);
    push(tags, head.lower, 0);
    push(tags, head.lower, word.lower);
    push(head.lower, word.lower, side);
    push(tags, steps, 0);
    push(tags, gap, 0);
    push(head.lower, steps, word.tag);
    push(tags, before.tag, after.tag);
    push(tags, head_before.tag, head_after.tag);
    push(tags, before.tag, 0);
    push(tags, after.tag, 0);
    push(tags, head_after.tag, 1);
    push(tags, head_before.tag, 1);
    push(word.lower, after.lower, side);
    push(before.lower, word.lower, side);
    push(tags, marker.lower, 0);
    push(tags, marker.lower, word.lower);
    push(tags, marker.lower, head.lower);
    push(head.lower, marker.lower, side);
    push(marker.tag, marker.lower, side);
    push(word.lower, marker.lower, side);
    push(tags, left, 0);
    push(tags, right, 1);
    push(tags, left, right);
    push(tags, head_left, 0);
    push(tags, head_right, 1);
    push(tags, head_left, head_right);
    push(head.lower, head_left, side);
    push(head.lower, head_right, 2 + side);
    push(word.lower, left, side);
    push(word.lower, right, 2 + side);
    push(tags, first.lower, relation_of(node_.outer[0][0]));
    push(tags, last.lower, relation_of(node_.outer[1][0]));
    push(tags, first.tag, last.tag);
    push(tags, relation_of(head_node.outer[1][0]), relation_of(head_node.outer[0][0]));
    push(head.lower, relation_of(head_node.outer[1][0]), word.tag);
    push(tags, sentence.word(head_node.outer[1][0]).tag, sentence.word(head_node.outer[0][0]).tag);
    push(word.suffix[2], tags, 0);
    push(head.suffix[2], tags, 0);
    push(word.shape, tags, 0);
    push(word.clusters[1], tags, 0);
    push(head.clusters[1], tags, 0);
    push(word.clusters[1], head.clusters[1], side);
    push(word.clusters[0], head.clusters[0], tags);
    push(word.clusters[2], head.tag, side);
    push(head.clusters[2], word.tag, side);
    push(word.clusters[2], head.clusters[2], side);
    push(head.clusters[1], marker.lower, word.clusters[1]);
    push(head.clusters[2], marker.lower, side);
    push(word.clusters[2], marker.lower, side);
    push(head.clusters[2], word.lower, side);
    push(head.lower, word.clusters[2], side);
    push(u32::from(at == 0), u32::from(head_at == state.count()), word.tag);
    push(sentence.word(node_.inner[0]).lower, word.tag, side);
}
