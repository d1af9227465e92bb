//! The line classifier's view of a text, with named features: what the training program reads.

use super::classify::choose;
use super::features::Measured;
use super::numbers::{Around, COUNT, HOPELESS, NAMES};
use super::{Labelled, label_by_form};
use crate::article::linear::Names;
use crate::article::lines::split_lines;
use crate::lexicon::Lexicon;

/// A text, cut into lines.
#[derive(Debug)]
pub struct TrainingText {
    lines: Vec<Labelled>,
}

impl TrainingText {
    /// Cuts a text into lines.
    pub fn read(text: &str, lexicon: &Lexicon) -> Self {
        let mut lines: Vec<Labelled> =
            split_lines(text).into_iter().map(|line| Labelled { line, kind: None }).collect();
        label_by_form(&mut lines, lexicon);
        Self { lines }
    }

    /// The lines.
    pub fn texts(&self) -> Vec<&str> {
        self.lines.iter().map(|labelled| labelled.line.text.as_str()).collect()
    }

    /// Named features of each line for the linear model.
    pub fn first(&self, lexicon: &Lexicon) -> Vec<Vec<String>> {
        let measured = Measured::new(&self.lines, lexicon);
        self.each(|index| {
            let mut names = Names::default();
            measured.first(index, &mut names);
            names.0
        })
    }

    /// The numbers of each line for the trees, given the scores of the linear model.
    pub fn numbers(&self, scores: &[i32], lexicon: &Lexicon) -> Vec<Vec<i32>> {
        let measured = Measured::new(&self.lines, lexicon);
        let around = Around::new(&measured, scores);
        self.each(|index| {
            let mut out = Vec::with_capacity(COUNT);
            around.numbers(index, &mut out);
            out
        })
    }

    /// Which lines are taken for the article, given their last scores.
    pub fn chosen(&self, scores: &[i32]) -> Vec<bool> {
        choose(&self.lines, scores)
    }

    fn each<T>(&self, of: impl Fn(usize) -> T) -> Vec<T> {
        (0..self.lines.len()).map(of).collect()
    }

    /// What the numbers are called in the table of the trees.
    pub fn names() -> &'static [&'static str] {
        &NAMES
    }

    /// A line with a lower score is not shown to the trees.
    pub const HOPELESS: i32 = HOPELESS;
}
