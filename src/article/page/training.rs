//! The classifier's view of a page, with named features: what the training program reads.

use super::blocks::{Block, cut_blocks};
use super::classify::HOPELESS;
use super::features::numbers::{Around, COUNT, NAMES};
use super::features::{Judged, Measured};
use super::meta::{Meta, read_meta};
use crate::article::linear::Names;
use crate::lexicon::Lexicon;
use crate::raw::html::{Tree, parse};

/// A page, cut into blocks.
#[derive(Debug)]
pub struct TrainingPage {
    tree: Tree,
    blocks: Vec<Block>,
    meta: Meta,
}

impl TrainingPage {
    /// Parses a page.
    pub fn read(page: &str) -> Self {
        let tree = parse(page);
        let blocks = cut_blocks(&tree);
        let meta = read_meta(&tree);
        Self { tree, blocks, meta }
    }

    /// The text of each block.
    pub fn texts(&self) -> Vec<&str> {
        self.blocks.iter().map(|block| block.text.as_str()).collect()
    }

    /// Named features of each block for the linear model.
    pub fn first(&self, lexicon: &Lexicon) -> Vec<Vec<String>> {
        let measured = Measured::new(&self.tree, &self.blocks, &self.meta, lexicon);
        let features = |index| {
            let mut names = Names::default();
            measured.first(index, &mut names);
            measured.path_names(index, &mut names);
            names.0
        };
        (0..self.blocks.len()).map(features).collect()
    }

    /// The numbers of each block for the trees, given the scores of the linear model.
    pub fn numbers(&self, scores: &[i32], lexicon: &Lexicon) -> Vec<Vec<i32>> {
        let measured = Measured::new(&self.tree, &self.blocks, &self.meta, lexicon);
        let judged = Judged::new(&measured, scores);
        let around = Around::new(&measured, scores);
        let numbers = |index| {
            let mut out = Vec::with_capacity(COUNT);
            measured.numbers(index, &judged, &around, &mut out);
            out
        };
        (0..self.blocks.len()).map(numbers).collect()
    }

    /// What the numbers are called in the table of the trees.
    pub fn names() -> &'static [&'static str] {
        &NAMES
    }

    /// A block with a lower score is not shown to the trees.
    pub const HOPELESS: i32 = HOPELESS;
}
