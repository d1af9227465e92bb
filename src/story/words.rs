//! What a report is about: its words, pairs of words, names and numbers, counted.

use rustc_hash::FxHashMap;

use crate::fingerprint::{Word, each_word};
use crate::lexicon::{Months, StoryLists};
use crate::story::Item;
use crate::story::days::{self, Day};

/// A report, read.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    /// What it mentions, sorted by number.
    pub features: Vec<Feature>,
    pub day: Day,
}

/// Something a report mentions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feature {
    /// The same for the same word (or pair, name, number).
    pub hash: u32,
    /// How much it counts here, before it is known how rare it is.
    pub count: f32,
    /// The share of imagined reports that hold it; 0 for what is not a common word.
    pub share: f32,
}

/// What tells the kinds of features apart.
const NAME: u64 = 0x6e61_6d65;
const NUMBER: u64 = 0x6e75_6d62;

/// Reads title and text.
pub(crate) fn read(item: &Item<'_>, lists: &StoryLists, months: &Months) -> Report {
    let mut counts: FxHashMap<u64, (f64, f64, f64)> = FxHashMap::default();
    for title in item.title.into_iter().filter(|title| !item.text.starts_with(title)) {
        count_words(title, usize::MAX, lists, &mut counts);
    }
    count_words(item.text, lists.weights.lead_words, lists, &mut counts);
    let mut features: Vec<Feature> = counts
        .into_iter()
        .map(|(hash, (count, weight, share))| Feature {
            hash: (hash >> 32) as u32,
            count: ((1.0 + count.max(1.0).ln()) * weight) as f32,
            share: share as f32,
        })
        .collect();
    features.sort_unstable_by_key(|feature| (feature.hash, feature.count.to_bits()));
    features.dedup_by_key(|feature| feature.hash);
    Report { features, day: days::of(item, months) }
}

/// Counts the words of `text`; the first `lead` of them count more.
fn count_words(text: &str, lead: usize, lists: &StoryLists, counts: &mut FxHashMap<u64, (f64, f64, f64)>) {
    let weights = &lists.weights;
    let mut seen = 0;
    let mut before: Option<(Word, f64)> = None;
    let mut lower = String::new();
    each_word(text, |word| {
        let times = if seen < lead { weights.lead_weight } else { 1.0 };
        seen += 1;
        let mut add = |hash: u64, weight: f64, share: f64| {
            counts.entry(hash).or_insert((0.0, weight, share)).0 += times;
        };
        lower.clear();
        lower.extend(word.span.of(text).chars().flat_map(char::to_lowercase));
        let share = lists.common.get(lower.as_str()).copied().unwrap_or(0.0);
        add(word.hash, weights.word, share);
        if let Some((before, share_before)) = before {
            add(stir(before.hash, word.hash), weights.pair, share * share_before);
        }
        if word.capital && word.span.len() > 1 {
            add(stir(NAME, word.hash), weights.name, share);
        }
        if word.number {
            add(stir(NUMBER, word.hash), weights.number, share);
        }
        before = Some((word, share));
    });
}

fn stir(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
