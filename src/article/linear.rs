//! Small linear models with named features and integer weights.
//!
//! A model is a table that can be read: "class=share -412" says that a block below an element of class "share" is
//! less likely to be part of the article. Scores are sums of integers, the same on every machine.

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::lexicon::Table;

/// A group of features: "words", "class".
#[derive(Clone, Copy, Debug)]
pub(crate) struct Template {
    name: &'static str,
    hash: u32,
}

impl Template {
    /// A group of this name.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, hash: hash(name.as_bytes()) }
    }
}

/// FNV-1a.
const fn hash(bytes: &[u8]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

/// The hash by which a model knows a word.
pub(crate) fn word_hash(word: &str) -> u32 {
    hash(word.as_bytes())
}

/// What takes the features of a thing: a score, or a list of names for training.
pub(crate) trait Features {
    /// A feature with a small number as its value: "words:5".
    fn add(&mut self, template: Template, value: u32);
    /// A feature with a word as its value: "class=share".
    fn word(&mut self, template: Template, word: &str) {
        self.known_word(template, word, word_hash(word));
    }
    /// The same, for a word whose hash is known already.
    fn known_word(&mut self, template: Template, word: &str, hash: u32);
}

/// The names of the features, for training.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(pub(crate) Vec<String>);

impl Features for Names {
    fn add(&mut self, template: Template, value: u32) {
        self.0.push(format!("{}:{value}", template.name));
    }

    fn known_word(&mut self, template: Template, word: &str, _hash: u32) {
        self.0.push(format!("{}={word}", template.name));
    }
}

/// A model of one step.
#[derive(Clone, Debug, Default)]
pub(crate) struct Linear {
    weights: FxHashMap<u64, i32>,
    bias: i32,
}

/// Adds up the weights of features.
pub(crate) struct Score<'m> {
    model: &'m Linear,
    /// In thousandths of a logit.
    pub(crate) sum: i32,
}

impl Linear {
    /// Reads a table with the columns `feature`, `weight`.
    pub(crate) fn read(name: &str, content: &str) -> Result<Self> {
        let table = Table::read(name, content)?;
        table.expect_columns(&["feature", "weight"])?;
        let mut model = Self::default();
        for row in table.rows() {
            let [feature, weight] = row.fields.as_slice() else { continue };
            let weight: i32 =
                weight.parse().map_err(|_| table.problem(row, "the weight is no whole number"))?;
            if *feature == "bias" {
                model.bias = weight;
                continue;
            }
            let key = match (feature.split_once('='), feature.rsplit_once(':')) {
                (Some((template, word)), _) => key(hash(template.as_bytes()), word_hash(word)),
                (None, Some((template, value))) => {
                    let value = value.parse().map_err(|_| table.problem(row, "the value is no number"))?;
                    key(hash(template.as_bytes()), value)
                }
                (None, None) => return Err(table.problem(row, format!("no feature: {feature:?}"))),
            };
            model.weights.insert(key, weight);
        }
        Ok(model)
    }

    /// A score that begins at the bias.
    pub(crate) fn score(&self) -> Score<'_> {
        Score { model: self, sum: self.bias }
    }

    /// The weight of a word whose hash is known.
    pub(crate) fn weight(&self, template: Template, word: u32) -> i32 {
        self.weights.get(&key(template.hash, word)).copied().unwrap_or(0)
    }
}

fn key(template: u32, value: u32) -> u64 {
    u64::from(template) << 32 | u64::from(value)
}

impl Features for Score<'_> {
    fn add(&mut self, template: Template, value: u32) {
        self.sum += self.model.weight(template, value);
    }

    fn known_word(&mut self, template: Template, _word: &str, hash: u32) {
        self.sum += self.model.weight(template, hash);
    }
}
