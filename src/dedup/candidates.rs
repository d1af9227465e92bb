//! Pairs worth comparing.
//!
//! Of every text the shingles with the smallest numbers are sampled: all below a fixed bound (a quarter), and never
//! fewer than [`LEAST_SAMPLES`]. The same shingle is sampled in every text, so that the number of samples two texts
//! share says how much text they share, even where one is a small part of the other (which banded MinHash misses).

use rayon::prelude::*;

use crate::dedup::spread::SpreadSort;
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

/// Every sample of every document as one number, the sample in front; sorted.
///
/// Dealt first by the front of the sample, then sorted heap by heap: a fraction of the time of one large sort.
fn postings<'c>(docs: &[u32], list: &impl Fn(u32) -> &'c [u32]) -> Vec<u64> {
    let total: usize = docs.iter().map(|&doc| samples(list(doc)).len()).sum();
    let bits = (total / 4096).next_power_of_two().trailing_zeros().clamp(1, 14);
    let heap = |sample: u32| (sample >> (32 - bits)) as usize;
    let mut ends = vec![0_usize; 1 << bits];
    for &doc in docs {
        for &sample in samples(list(doc)) {
            if let Some(end) = ends.get_mut(heap(sample)) {
                *end += 1;
            }
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += std::mem::replace(end, sum);
    }
    let mut postings = vec![0_u64; total];
    for &doc in docs {
        for &sample in samples(list(doc)) {
            let Some(end) = ends.get_mut(heap(sample)) else { continue };
            if let Some(slot) = postings.get_mut(*end) {
                *slot = u64::from(sample) << 32 | u64::from(doc);
            }
            *end += 1;
        }
    }
    let mut heaps = Vec::with_capacity(ends.len());
    let (mut rest, mut start) = (postings.as_mut_slice(), 0);
    for end in ends {
        let (heap, behind) = rest.split_at_mut(end - start);
        heaps.push(heap);
        (rest, start) = (behind, end);
    }
    heaps.into_par_iter().for_each_init(SpreadSort::default, |sort, heap| {
        sort.sort(heap, |posting| ((posting >> 32) as u32) << bits);
    });
    postings
}

/// The sampled shingles of a document: the front of its sorted list.
pub(crate) fn samples(shingles: &[u32]) -> &[u32] {
    let below = shingles.partition_point(|&shingle| shingle < BOUND);
    let count = below.max(LEAST_SAMPLES).min(shingles.len());
    shingles.get(..count).unwrap_or_default()
}

/// `list` gives the sorted shingles of a document. Pairs of the given documents that share samples enough to reach `containment`, with `a < b`, sorted by `b`, `a`.
pub(crate) fn find<'c>(
    documents: usize,
    docs: &[u32],
    list: &(impl Fn(u32) -> &'c [u32] + Sync),
    containment: f64,
    watch: &Watch,
) -> Result<Vec<Candidate>> {
    let postings = postings(docs, list);
    let shared = Shared::gather(&postings, documents);
    drop(postings);
    let sizes: Vec<Size> = (0..documents as u32).map(|doc| Size::of(list(doc))).collect();
    let found: Vec<Vec<Candidate>> = docs
        .par_chunks(512)
        .map_init(
            || (vec![0_u16; documents], Vec::new()),
            |(counts, touched), chunk| {
                if watch.is_stopped() {
                    return Err(Error::interrupted());
                }
                let mut found = Vec::new();
                for &doc in chunk {
                    count_shared(&shared, doc, counts, touched);
                    touched.sort_unstable();
                    let Some(mine) = sizes.get(doc as usize) else { continue };
                    for other in touched.drain(..) {
                        let Some(slot) = counts.get_mut(other as usize) else { continue };
                        let count = std::mem::take(slot);
                        let Some(theirs) = sizes.get(other as usize) else { continue };
                        if is_enough(mine, theirs, count, containment) {
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

/// How much of a document is sampled.
#[derive(Clone, Copy, Debug)]
struct Size {
    shingles: u32,
    /// Samples per shingle.
    rate: f32,
}

impl Size {
    fn of(shingles: &[u32]) -> Self {
        let rate = samples(shingles).len() as f32 / shingles.len().max(1) as f32;
        Self { shingles: shingles.len() as u32, rate }
    }
}

/// A text of no more shingles than this is compared even if it shares a single sample.
const BRIEF: u32 = 16;

/// The counts are estimates: be generous, exact counts follow.
const GENEROSITY: f64 = 0.6;

/// Whether `count` shared samples speak for a containment of at least `containment`.
fn is_enough(a: &Size, b: &Size, count: u16, containment: f64) -> bool {
    let smaller = a.shingles.min(b.shingles);
    if count < 2 && smaller > BRIEF {
        return false;
    }
    let expected = f64::from(count) / f64::from(a.rate.min(b.rate)).max(f64::EPSILON);
    expected >= GENEROSITY * containment * f64::from(smaller)
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
