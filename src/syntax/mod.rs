//! Tokens in, part-of-speech tags, lemmas and a dependency tree out (Universal Dependencies v2, English).

pub mod conllu;
mod tags;
mod tree;

pub use tags::{Relation, Upos, Xpos};
pub use tree::{Parsed, Word};
