//! A linear model, and trees that mend what it says: how the blocks of a page and the lines of a dumped text are judged.

use super::linear::Linear;
use super::trees::Trees;
use crate::error::Result;

/// The models of one kind of piece.
#[derive(Debug)]
pub(super) struct Mended {
    /// What a piece scores by itself.
    pub(super) first: Linear,
    trees: Trees,
}

impl Mended {
    /// Reads both models, each by its name and content; `numbers` are what the trees ask for.
    pub(super) fn read(first: (&str, &str), trees: (&str, &str), numbers: &[&str]) -> Result<Self> {
        Ok(Self { first: Linear::read(first.0, first.1)?, trees: Trees::read(trees.0, trees.1, numbers)? })
    }

    /// The first scores with what the trees add, in thousandths of a logit; a score below `hopeless` stays as it is.
    /// `measure` writes the numbers of a piece.
    pub(super) fn mend(
        &self,
        first: &[i32],
        hopeless: i32,
        measure: impl Fn(usize, &mut Vec<i32>),
    ) -> Vec<i32> {
        let mut numbers = Vec::new();
        let mended = first.iter().enumerate().map(|(index, before)| {
            if *before < hopeless {
                return *before;
            }
            measure(index, &mut numbers);
            before + self.trees.score(&numbers)
        });
        mended.collect()
    }
}
