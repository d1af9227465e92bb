//! How much a word speaks for a report on politics: the second opinion on events.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::{ListFolder, Table};
use crate::error::Result;

/// What every sentence has.
const EVERY: &str = "*";

/// Weights of words, in hundredths of a logit: above zero for words of politics ("minister"), below for others ("singer").
#[derive(Clone, Debug, Default)]
pub struct Politics {
    weights: FxHashMap<CompactString, i32>,
    every: i32,
}

impl Politics {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let name = "events/politics.tsv";
        let content = folder.list(name, include_str!("../../data/events/politics.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["word", "weight"])?;
        let mut found = Self::default();
        for row in table.rows() {
            let &[word, weight] = row.fields.as_slice() else { continue };
            let weight =
                weight.parse().map_err(|_| table.problem(row, format!("{weight:?} is no whole number")))?;
            if word == EVERY {
                found.every = weight;
            } else {
                found.weights.insert(word.into(), weight);
            }
        }
        Ok(found)
    }

    /// Whether there is nothing to judge by: a list of one's own without rows turns the second opinion off.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// How much the words of a sentence, in their dictionary forms and small letters, speak for politics.
    pub fn weigh(&self, words: impl Iterator<Item = CompactString>) -> i32 {
        words
            .filter_map(|word| self.weights.get(&word))
            .fold(self.every, |sum, weight| sum.saturating_add(*weight))
    }
}
