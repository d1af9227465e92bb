//! What the network is told besides its reading of the words: the tree so far, and what lies between.

use crate::syntax::linear::arcs::{Sentence, beside, distance, fold, node, relation_at};
use crate::syntax::linear::state::State;
use crate::syntax::linear::table::feature;
use crate::syntax::linear::words::Atoms;

/// Word features, each with its own stretch of rows: where it starts, and how many bits it has.
const STRETCHES: [(u32, u32); 11] = [
    (0, 15),
    (1 << 15, 13),
    (5 << 13, 12),
    (11 << 12, 12),
    (12 << 12, 10),
    (49 << 10, 11),
    (51 << 10, 9),
    (103 << 9, 7),
    (104 << 9, 10),
    (106 << 9, 8),
    (213 << 8, 11),
];

/// Number of rows of all word features together.
pub const WORD_ROWS: usize = (213 << 8) + (1 << 11);

/// Number of word features.
pub const WORD_FEATURES: usize = STRETCHES.len();

/// Rows of hints about the next step, and about a relation.
pub const HINT_ROWS: usize = 1 << 14;

/// The rows of a word; the first is that of the word itself.
pub fn word_rows(word: &Atoms) -> [u32; WORD_FEATURES] {
    let spread = |value: u32| value.wrapping_mul(0x9e37_79b1) >> 7;
    let values = [
        spread(word.lower),
        spread(word.suffix[2]),
        spread(word.suffix[1]),
        spread(word.prefix[2]),
        spread(word.shape),
        word.clusters[2],
        word.clusters[1],
        word.clusters[0],
        word.ambiguity,
        word.tag,
        spread(word.suffix[3]),
    ];
    let mut rows = [0; WORD_FEATURES];
    for ((row, value), (start, bits)) in rows.iter_mut().zip(values).zip(STRETCHES) {
        *row = start + (value & ((1 << bits) - 1));
    }
    rows
}

fn row(template: u32, a: u32, b: u32, c: u32) -> u32 {
    feature(template, a, b, c) >> (32 - HINT_ROWS.trailing_zeros())
}

/// Number of hints about the next step.
pub const ACTION_HINTS: usize = 16;

/// Rows of hints about the next step.
pub fn action_hints(sentence: &Sentence, state: &State) -> [u32; ACTION_HINTS] {
    let (at0, at1, at2, next) = (state.stack(0), state.stack(1), state.stack(2), state.ahead(0));
    let (s0, s1, s2) = (sentence.word(at0), sentence.word(at1), sentence.word(at2));
    let (n0, n1) = (sentence.word(next), sentence.word(state.ahead(1)));
    let (node0, node1, noden) = (node(state, at0), node(state, at1), node(state, next));
    let marker = sentence.word(node0.marker);
    let (near, below) = (distance(at0, next), distance(at1, at0));
    let pair = |a: u32, b: u32| a << 8 | b;
    let child = |at: u32| pair(sentence.word(at).tag, relation_at(state, at));
    [
        row(1, s0.tag, n0.tag, near),
        row(2, s1.tag, s0.tag, below),
        row(3, s1.tag, s0.tag, n0.tag),
        row(4, s0.tag, n0.tag, n1.tag),
        row(5, s0.tag, fold(node0.relations[0]), 0),
        row(6, s0.tag, fold(node0.relations[1]), 0),
        row(7, s1.tag, fold(node1.relations[1]), 0),
        row(8, n0.tag, fold(noden.relations[0]), 0),
        row(9, sentence.between(at0, next), s0.tag, n0.tag),
        row(10, sentence.between(at1, at0), s1.tag, s0.tag),
        row(11, child(node0.outer[1][0]), s0.tag, 0),
        row(12, child(node1.outer[1][0]), s1.tag, 0),
        row(13, child(noden.outer[0][0]), n0.tag, 0),
        row(14, marker.lower, s0.tag, n0.tag),
        row(15, pair(s2.tag, s1.tag), s0.tag, n0.tag),
        row(16, near, below, pair(u32::from(node0.valency[1]), u32::from(node1.valency[1]))),
    ]
}

/// Number of hints about a relation.
pub const LABEL_HINTS: usize = 13;

/// Rows of hints about the relation between two words.
pub fn label_hints(sentence: &Sentence, state: &State, head_at: u32, at: u32) -> [u32; LABEL_HINTS] {
    let (head, word) = (sentence.word(head_at), sentence.word(at));
    let (head_node, own) = (node(state, head_at), node(state, at));
    let side = u32::from(at > head_at);
    let tags = (head.tag << 8 | word.tag) << 1 | side;
    let marker = sentence.word(own.marker);
    let (before, after) = (sentence.word(beside(state, at, -1)), sentence.word(beside(state, at, 1)));
    let (left, right) = (fold(own.relations[0]), fold(own.relations[1]));
    [
        row(31, tags, distance(at.min(head_at), at.max(head_at)), 0),
        row(32, tags, sentence.between(at.min(head_at), at.max(head_at)), 0),
        row(33, tags, marker.lower, 0),
        row(34, word.lower, tags, 0),
        row(35, head.lower, tags, 0),
        row(36, tags, left, 0),
        row(37, tags, right, 0),
        row(38, tags, fold(head_node.relations[0]), 0),
        row(39, tags, fold(head_node.relations[1]), 0),
        row(40, head.lower, marker.lower, side),
        row(41, word.lower, marker.lower, side),
        row(42, before.tag, after.tag, tags),
        row(43, side, marker.tag, word.tag),
    ]
}
