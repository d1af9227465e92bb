//! What every tagger and parser does, whatever is inside it.

use super::tags::{Relation, Upos, Xpos};

/// Tag and head of one word of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Place of the head in the sentence, from 0; `None` for the root.
    pub head: Option<u32>,
    /// Relation to the head.
    pub relation: Relation,
}

/// Tags and parses one sentence at a time.
pub trait Annotator: Send + Sync {
    /// Adds one annotation a form to `out`: a tree with exactly one root.
    fn annotate(&self, forms: &[&str], out: &mut Vec<Annotation>);
}
