//! The line classifier's view of a text, with named features: what the training program reads.

use super::features::Measured;
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

    /// Named features of each line for the first model.
    pub fn first(&self) -> Vec<Vec<String>> {
        let measured = Measured::new(&self.lines);
        self.names(|index, names| measured.first(index, names))
    }

    /// Named features of each line for the second model, given the scores of the first.
    pub fn second(&self, scores: &[i32]) -> Vec<Vec<String>> {
        let measured = Measured::new(&self.lines);
        self.names(|index, names| measured.second(index, scores, names))
    }

    fn names(&self, features: impl Fn(usize, &mut Names)) -> Vec<Vec<String>> {
        let each = |index| {
            let mut names = Names::default();
            features(index, &mut names);
            names.0
        };
        (0..self.lines.len()).map(each).collect()
    }
}
