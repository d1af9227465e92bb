//! Pairs worth comparing.
//!
//! Of every text the shingles with the smallest numbers are sampled: all below a fixed bound (a quarter), and never
//! fewer than [`LEAST_SAMPLES`]. The same shingle is sampled in every text, so that the number of samples two texts
//! share says how much text they share, even where one is a small part of the other (which banded MinHash misses).

use rayon::prelude::*;

use crate::dedup::signature::Corpus;
use crate::error::{Error, Result};
use crate::watch::Watch;

/// Shingles below this number are sampled.
const BOUND: u32 = u32::MAX / 4;

/// A text has at least so many samples, unless it has fewer shingles.
const LEAST_SAMPLES: usize = 48;

/// A sample found in more texts than this is compared only within a sliding window of them, by date.
const WINDOW: usize = 96;

/// Two documents and the number of samples they share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub a: u32,
    pub b: u32,
}

/// The sampled shingles of a document: the front of its sorted list.
fn samples(shingles: &[u32]) -> &[u32] {
    let below = shingles.partition_point(|&shingle| shingle < BOUND);
    let count = below.max(LEAST_SAMPLES).min(shingles.len());
    shingles.get(..count).unwrap_or_default()
}

/// Pairs of the given documents that share samples enough to reach `containment`, with `a < b`, sorted by `b`, `a`.
pub(crate) fn find(corpus: &Corpus, docs: &[u32], containment: f64, watch: &Watch) -> Result<Vec<Candidate>> {
    let mut postings: Vec<u64> = docs
        .par_iter()
        .flat_map_iter(|&doc| {
            samples(corpus.shingles(doc as usize)).iter().map(move |&s| u64::from(s) << 32 | u64::from(doc))
        })
        .collect();
    postings.par_sort_unstable();
    let shared = Shared::gather(&postings, corpus.len());
    drop(postings);
    let found: Vec<Vec<Candidate>> = docs
        .par_chunks(512)
        .map_init(
            || (vec![0_u16; corpus.len()], Vec::new()),
            |(counts, touched), chunk| {
                if watch.is_stopped() {
                    return Err(Error::interrupted());
                }
                let mut found = Vec::new();
                for &doc in chunk {
                    count_shared(&shared, doc, counts, touched);
                    touched.sort_unstable();
                    let mine = corpus.shingles(doc as usize);
                    for other in touched.drain(..) {
                        let Some(slot) = counts.get_mut(other as usize) else { continue };
                        let count = std::mem::take(slot);
                        if is_enough(mine, corpus.shingles(other as usize), count, containment) {
                            found.push(Candidate { a: other, b: doc });
                        }
                    }
                }
                Ok(found)
            },
        )
        .collect::<Result<_>>()?;
    Ok(found.concat())
}

fn count_shared(shared: &Shared, doc: u32, counts: &mut [u16], touched: &mut Vec<u32>) {
    for &(start, at) in shared.of(doc) {
        let from = (at as usize).saturating_sub(WINDOW).max(start as usize);
        for &other in shared.holders.get(from..at as usize).unwrap_or_default() {
            let Some(count) = counts.get_mut(other as usize) else { continue };
            if *count == 0 {
                touched.push(other);
            }
            *count = count.saturating_add(1);
        }
    }
}

/// Whether `count` shared samples speak for a containment of at least `containment`.
fn is_enough(a: &[u32], b: &[u32], count: u16, containment: f64) -> bool {
    let rate = |shingles: &[u32]| samples(shingles).len() as f64 / shingles.len().max(1) as f64;
    let smaller = a.len().min(b.len());
    if count < 2 && smaller > 16 {
        return false;
    }
    // An estimate: be generous, the exact count follows.
    let expected = f64::from(count) / rate(a).min(rate(b)).max(f64::EPSILON);
    expected >= 0.6 * containment * smaller as f64
}

/// Samples that at least two documents hold.
struct Shared {
    /// Documents, grouped by sample, ascending within a group.
    holders: Vec<u32>,
    /// For each document: where its groups start in `holders`, and where it stands there itself.
    places: Vec<(u32, u32)>,
    /// Where the places of each document start.
    offsets: Vec<u32>,
}

impl Shared {
    fn gather(postings: &[u64], documents: usize) -> Self {
        let groups = || postings.chunk_by(|x, y| x >> 32 == y >> 32).filter(|group| group.len() > 1);
        let mut offsets = vec![0_u32; documents + 1];
        let mut total = 0;
        for group in groups() {
            total += group.len();
            for &posting in group {
                if let Some(slot) = offsets.get_mut(posting as u32 as usize + 1) {
                    *slot += 1;
                }
            }
        }
        let mut sum = 0;
        for offset in &mut offsets {
            sum += *offset;
            *offset = sum;
        }
        let mut holders = Vec::with_capacity(total);
        let mut places = vec![(0, 0); total];
        let mut next = offsets.clone();
        for group in groups() {
            let start = holders.len() as u32;
            for &posting in group {
                let doc = posting as u32;
                if let Some(slot) = next.get_mut(doc as usize) {
                    if let Some(place) = places.get_mut(*slot as usize) {
                        *place = (start, holders.len() as u32);
                    }
                    *slot += 1;
                }
                holders.push(doc);
            }
        }
        Self { holders, places, offsets }
    }

    fn of(&self, doc: u32) -> &[(u32, u32)] {
        let bound = |index: usize| self.offsets.get(index).map_or(0, |&offset| offset as usize);
        self.places.get(bound(doc as usize)..bound(doc as usize + 1)).unwrap_or_default()
    }
}
