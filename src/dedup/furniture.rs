//! Furniture: what an outlet prints around every article.
//!
//! `Sign up for our morning newsletter and never miss a story.` stands under hundreds of articles that have nothing
//! else in common. Its shingles must not make them copies.
//!
//! A shingle is furniture when enough articles of one outlet hold it whose remaining text differs. An outlet that
//! prints one story ten times also repeats shingles, but there hardly any text remains: such articles do not vote.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::dedup::candidates::samples;
use crate::dedup::signature::Corpus;

/// How often a shingle must occur to be suspected.
struct Threshold {
    /// In at least so many articles.
    least: usize,
    /// And in at least one of so many articles of the group.
    one_in: usize,
}

/// Within one outlet.
const OF_OUTLET: Threshold = Threshold { least: 6, one_in: 50 };

/// Over the whole corpus: agency footers, or outlets that nobody named.
const OF_CORPUS: Threshold = Threshold { least: 12, one_in: 1000 };

/// An article votes on furniture only if at least this share of its text is not suspected.
const OWN_TEXT: f64 = 0.25;

/// Removes furniture from all documents.
pub(crate) fn drop_furniture(corpus: &mut Corpus) {
    let mut outlets: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (doc, signature) in corpus.docs.iter().enumerate() {
        if let Some(outlet) = signature.outlet {
            outlets.entry(outlet).or_default().push(doc as u32);
        }
    }
    let outlets: Vec<(u32, Vec<u32>)> = outlets.into_iter().collect();
    let by_outlet: FxHashMap<u32, Marked> = outlets
        .par_iter()
        .map(|(outlet, docs)| (*outlet, furniture(corpus, docs, &OF_OUTLET)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    if !by_outlet.is_empty() {
        corpus.retain_shingles(|doc| doc.outlet.and_then(|outlet| by_outlet.get(&outlet)));
    }
    let everyone: Vec<u32> = (0..corpus.len() as u32).collect();
    let common = furniture(corpus, &everyone, &OF_CORPUS);
    if !common.is_empty() {
        corpus.retain_shingles(|_| Some(&common));
    }
}

/// The furniture of one group of documents.
fn furniture(corpus: &Corpus, docs: &[u32], threshold: &Threshold) -> Marked {
    let least = threshold.least.max(docs.len() / threshold.one_in);
    if docs.len() < least {
        return Marked::default();
    }
    let Some(suspected) = holders_of_frequent_samples(corpus, docs, least) else { return Marked::default() };
    let docs = suspected.as_slice();
    let suspects = Marked::new(frequent(docs, least, &|doc| corpus.shingles(doc as usize)));
    if suspects.is_empty() {
        return suspects;
    }
    let mut votes = vec![(0_usize, 0_usize); suspects.shingles.len()];
    let mut suspected = Vec::new();
    for &doc in docs {
        let shingles = corpus.shingles(doc as usize);
        suspected.clear();
        suspected.extend(shingles.iter().filter_map(|&shingle| suspects.place(shingle)));
        let has_own_text = (shingles.len() - suspected.len()) as f64 >= OWN_TEXT * shingles.len() as f64;
        for &place in &suspected {
            if let Some((holders, voters)) = votes.get_mut(place) {
                *holders += 1;
                *voters += usize::from(has_own_text);
            }
        }
    }
    let is_furniture = |&(holders, voters): &(usize, usize)| voters >= least && voters * 2 >= holders;
    let chosen = suspects.shingles.iter().zip(&votes).filter(|(_, votes)| is_furniture(votes));
    Marked::new(chosen.map(|(&shingle, _)| shingle).collect())
}

/// The documents of which a sampled shingle is frequent: only they are looked at whole. A passage that no sample stands
/// for is too short to make copies of texts that are sampled in part; of brief texts every shingle is a sample.
fn holders_of_frequent_samples(corpus: &Corpus, docs: &[u32], least: usize) -> Option<Vec<u32>> {
    let sampled = |doc: u32| samples(corpus.shingles(doc as usize));
    let suspects = Marked::new(frequent(docs, least, &sampled));
    if suspects.is_empty() {
        return None;
    }
    let holds = |doc: &u32| sampled(*doc).iter().any(|&sample| suspects.contains(sample));
    Some(docs.iter().copied().filter(holds).collect())
}

/// How many counters are in use at a time: few enough to stay in the cache.
const MOST_COUNTERS: usize = 1 << 22;

/// How many shingles may share a counter before it says yes too often.
const SHINGLES_PER_COUNTER: usize = 4;

/// Shingles that at least `least` of the documents hold, sorted; `list` gives those of a document.
///
/// A small table of counters, several shingles to a counter, first rules out nearly all of them; the rest is counted
/// exactly. In a large corpus one stretch of the shingle numbers is taken after another, so that the table stays small.
fn frequent<'c>(docs: &[u32], least: usize, list: &(impl Fn(u32) -> &'c [u32] + Sync)) -> Vec<u32> {
    let total: usize = docs.iter().map(|&doc| list(doc).len()).sum();
    let counters = total.next_power_of_two().clamp(1 << 10, MOST_COUNTERS);
    let stretches = total.div_ceil(SHINGLES_PER_COUNTER * counters).next_power_of_two().min(1 << 16) as u64;
    let width = (1_u64 << 32) / stretches;
    let found: Vec<Vec<u32>> = (0..stretches)
        .into_par_iter()
        .map(|stretch| frequent_between(docs, least, list, counters, stretch * width..(stretch + 1) * width))
        .collect();
    found.concat()
}

fn frequent_between<'c>(
    docs: &[u32],
    least: usize,
    list: &impl Fn(u32) -> &'c [u32],
    counters: usize,
    stretch: Range<u64>,
) -> Vec<u32> {
    let enough = u8::try_from(least).unwrap_or(u8::MAX);
    let mut counts = vec![0_u8; counters];
    let counter = |shingle: u32| shingle as usize & (counters - 1);
    let whole = stretch == (0..1 << 32);
    let slice = |doc: u32| {
        let shingles = list(doc);
        if whole {
            return shingles;
        }
        let start = shingles.partition_point(|&shingle| u64::from(shingle) < stretch.start);
        let rest = shingles.get(start..).unwrap_or_default();
        rest.get(..rest.partition_point(|&shingle| u64::from(shingle) < stretch.end)).unwrap_or_default()
    };
    for &doc in docs {
        for &shingle in slice(doc) {
            if let Some(count) = counts.get_mut(counter(shingle)) {
                *count = count.saturating_add(1);
            }
        }
    }
    let mut left: Vec<u32> = Vec::new();
    for &doc in docs {
        let passes = |shingle: u32| counts.get(counter(shingle)).is_some_and(|&count| count >= enough);
        left.extend(slice(doc).iter().copied().filter(|&shingle| passes(shingle)));
    }
    left.sort_unstable();
    left.chunk_by(|a, b| a == b)
        .filter(|run| run.len() >= least)
        .filter_map(|run| run.first().copied())
        .collect()
}

/// A sorted set of shingles with a quick no.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marked {
    shingles: Vec<u32>,
    /// One bit for all shingles that end in the same digits.
    bits: Vec<u64>,
}

impl Marked {
    fn new(shingles: Vec<u32>) -> Self {
        let size = (shingles.len() / 2).next_power_of_two();
        let mut marked = Self { shingles, bits: vec![0; size] };
        for &shingle in &marked.shingles {
            if let Some(word) = marked.bits.get_mut((shingle as usize / 64) % size) {
                *word |= 1 << (shingle % 64);
            }
        }
        marked
    }

    fn is_empty(&self) -> bool {
        self.shingles.is_empty()
    }

    /// Where the shingle stands in the set.
    fn place(&self, shingle: u32) -> Option<usize> {
        let word = self.bits.get((shingle as usize / 64) & (self.bits.len().wrapping_sub(1)))?;
        if word >> (shingle % 64) & 1 == 0 {
            return None;
        }
        self.shingles.binary_search(&shingle).ok()
    }

    /// Whether the set holds the shingle.
    pub(crate) fn contains(&self, shingle: u32) -> bool {
        self.place(shingle).is_some()
    }
}
