//! Furniture: what an outlet prints around every article.
//!
//! `Sign up for our morning newsletter and never miss a story.` stands under hundreds of articles that have nothing
//! else in common. Its shingles must not make them copies.
//!
//! A shingle is furniture when enough articles of one outlet hold it whose remaining text differs. An outlet that
//! prints one story ten times also repeats shingles, but there hardly any text remains: such articles do not vote.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

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
    let mut outlets: Vec<(u32, Vec<u32>)> = outlets.into_iter().collect();
    outlets.sort_unstable_by_key(|(outlet, _)| *outlet);
    let by_outlet: FxHashMap<u32, FxHashSet<u32>> = outlets
        .par_iter()
        .map(|(outlet, docs)| (*outlet, furniture(corpus, docs, &OF_OUTLET)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    if !by_outlet.is_empty() {
        let outlet_of: Vec<Option<u32>> = corpus.docs.iter().map(|doc| doc.outlet).collect();
        corpus.retain_shingles(|doc, shingle| {
            let outlet = outlet_of.get(doc).copied().flatten();
            !outlet.and_then(|outlet| by_outlet.get(&outlet)).is_some_and(|found| found.contains(&shingle))
        });
    }
    let everyone: Vec<u32> = (0..corpus.len() as u32).collect();
    let common = furniture(corpus, &everyone, &OF_CORPUS);
    if !common.is_empty() {
        corpus.retain_shingles(|_, shingle| !common.contains(&shingle));
    }
}

/// The furniture of one group of documents.
fn furniture(corpus: &Corpus, docs: &[u32], threshold: &Threshold) -> FxHashSet<u32> {
    let least = threshold.least.max(docs.len() / threshold.one_in);
    if docs.len() < least {
        return FxHashSet::default();
    }
    let suspects = frequent(corpus, docs, least);
    if suspects.is_empty() {
        return FxHashSet::default();
    }
    let mut votes: FxHashMap<u32, (usize, usize)> =
        suspects.into_iter().map(|suspect| (suspect, (0, 0))).collect();
    for &doc in docs {
        let shingles = corpus.shingles(doc as usize);
        let suspected = shingles.iter().filter(|shingle| votes.contains_key(shingle)).count();
        if suspected == 0 {
            continue;
        }
        let has_own_text = (shingles.len() - suspected) as f64 >= OWN_TEXT * shingles.len() as f64;
        for shingle in shingles {
            if let Some((holders, voters)) = votes.get_mut(shingle) {
                *holders += 1;
                *voters += usize::from(has_own_text);
            }
        }
    }
    votes
        .into_iter()
        .filter(|(_, (holders, voters))| *voters >= least && voters * 2 >= *holders)
        .map(|(shingle, _)| shingle)
        .collect()
}

/// Shingles that at least `least` of the documents hold.
///
/// A small table of counters, several shingles to a counter, first rules out nearly all of them.
fn frequent(corpus: &Corpus, docs: &[u32], least: usize) -> Vec<u32> {
    let total: usize = docs.iter().map(|&doc| corpus.shingles(doc as usize).len()).sum();
    let size = total.next_power_of_two().clamp(1 << 10, 1 << 24);
    let mask = size - 1;
    let mut counters = vec![0_u8; size];
    for &doc in docs {
        for &shingle in corpus.shingles(doc as usize) {
            if let Some(counter) = counters.get_mut(shingle as usize & mask) {
                *counter = counter.saturating_add(1);
            }
        }
    }
    let enough = u8::try_from(least).unwrap_or(u8::MAX);
    let mut left: Vec<u32> = Vec::new();
    for &doc in docs {
        let shingles = corpus.shingles(doc as usize).iter().copied();
        left.extend(shingles.filter(|&s| counters.get(s as usize & mask).is_some_and(|&c| c >= enough)));
    }
    left.sort_unstable();
    left.chunk_by(|a, b| a == b)
        .filter(|run| run.len() >= least)
        .filter_map(|run| run.first().copied())
        .collect()
}
