//! Which of many old articles share enough with new ones to be looked at.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::dedup::candidates::{Size, is_enough, samples};
use crate::dedup::index::Entry;
use crate::dedup::pairs::BRIEF_CONTAINMENT;

/// What is looked at of an old article: little enough that millions can be passed by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kept<'a> {
    /// As in [`Entry`].
    pub exact: u64,
    /// How many words count.
    pub words: u32,
    /// How many shingles the text has.
    pub size: u32,
    /// The sampled ones, sorted.
    pub samples: &'a [u32],
    /// As in [`Entry`].
    pub word_pairs: &'a [u32],
}

impl<'a> From<&'a Entry> for Kept<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            exact: entry.exact,
            words: entry.words,
            size: entry.shingles.len() as u32,
            samples: samples(&entry.shingles),
            word_pairs: &entry.word_pairs,
        }
    }
}

/// New articles, ready to be compared with old ones that pass by one after another.
#[derive(Debug, Default)]
pub struct Neighbours {
    exact: FxHashSet<(u64, u32)>,
    long: Holders,
    brief: Holders,
    containment: f64,
}

/// The texts that hold a number, and how much of each text the numbers stand for.
#[derive(Debug, Default)]
struct Holders {
    of: FxHashMap<u32, Vec<u32>>,
    /// One bit for all numbers with the same last digits: a quick no.
    bits: Vec<u64>,
    sizes: Vec<Size>,
}

/// Bits in front of the map of holders: half a megabyte, of which the samples of a thousand articles set one in fifty.
const BITS: usize = 1 << 22;

impl Neighbours {
    /// Reads new articles; old ones must share about `containment` with one of them.
    pub fn new<'e>(entries: impl IntoIterator<Item = &'e Entry>, containment: f64) -> Self {
        let mut neighbours = Self { containment, ..Self::default() };
        for entry in entries.into_iter().filter(|entry| entry.words > 0) {
            neighbours.exact.insert((entry.exact, entry.words));
            neighbours.long.add(samples(&entry.shingles), entry.shingles.len());
            neighbours.brief.add(samples(&entry.word_pairs), entry.word_pairs.len());
        }
        neighbours
    }

    /// The old articles that share enough with one of the new ones, by their place in `old`.
    pub fn among(&self, old: &[Kept<'_>]) -> Vec<usize> {
        let is_close = |counts: &mut Vec<u32>, kept: &Kept<'_>| self.is_close(kept, counts);
        let close: Vec<bool> = old.par_iter().map_init(Vec::new, is_close).collect();
        close.iter().enumerate().filter(|(_, close)| **close).map(|(place, _)| place).collect()
    }

    /// Whether an old article shares enough with one of the new ones. `counts` is working memory, to be given again.
    fn is_close(&self, old: &Kept<'_>, counts: &mut Vec<u32>) -> bool {
        if old.words == 0 {
            return false;
        }
        self.exact.contains(&(old.exact, old.words))
            || self.long.have(old.samples, old.size, self.containment, counts)
            || self.brief.have(
                samples(old.word_pairs),
                old.word_pairs.len() as u32,
                BRIEF_CONTAINMENT,
                counts,
            )
    }
}

impl Holders {
    fn add(&mut self, samples: &[u32], size: usize) {
        let text = self.sizes.len() as u32;
        self.sizes.push(Size::new(samples.len(), size));
        if !samples.is_empty() {
            self.bits.resize(BITS / 64, 0);
        }
        for &sample in samples {
            self.of.entry(sample).or_default().push(text);
            if let Some(word) = self.bits.get_mut(sample as usize % BITS / 64) {
                *word |= 1 << (sample % 64);
            }
        }
    }

    /// Whether one of the texts shares enough of these samples of a text of `size`.
    fn have(&self, samples: &[u32], size: u32, containment: f64, counts: &mut Vec<u32>) -> bool {
        counts.clear();
        for &sample in samples {
            let bits = self.bits.get(sample as usize % BITS / 64).copied().unwrap_or_default();
            if bits >> (sample % 64) & 1 == 1 {
                counts.extend(self.of.get(&sample).into_iter().flatten());
            }
        }
        counts.sort_unstable();
        let mine = Size::new(samples.len(), size as usize);
        counts.chunk_by(|a, b| a == b).any(|run| {
            let theirs = run.first().and_then(|&text| self.sizes.get(text as usize));
            let count = u16::try_from(run.len()).unwrap_or(u16::MAX);
            theirs.is_some_and(|theirs| is_enough(&mine, theirs, count, containment))
        })
    }
}
