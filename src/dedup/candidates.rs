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

/// A part of the numbers: 2^`bits` of them from `start` on.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    start: u32,
    bits: u32,
}

/// How many postings are held at a time.
const MOST_POSTINGS: usize = 1 << 20;

impl Stretch {
    /// All numbers, cut so that about [`MOST_POSTINGS`] of `total` samples fall into each part. Most samples lie below
    /// [`BOUND`].
    fn all(total: usize) -> impl Iterator<Item = Self> {
        let parts = (total / MOST_POSTINGS).next_power_of_two().min(1 << 10) as u32;
        let bits = 30 - parts.trailing_zeros();
        let low = (0..parts).map(move |part| Self { start: part << bits, bits });
        low.chain([Self { start: 1 << 30, bits: 30 }, Self { start: 1 << 31, bits: 31 }])
    }

    /// The front of a sorted list whose numbers do not lie behind the stretch.
    fn front_of(self, list: &[u32]) -> &[u32] {
        let behind = list.iter().position(|&number| (number - self.start) >> self.bits != 0);
        list.get(..behind.unwrap_or(list.len())).unwrap_or_default()
    }
}

/// The samples of a document that have not been dealt yet.
#[derive(Clone, Copy, Debug)]
struct Left<'c> {
    doc: u32,
    samples: &'c [u32],
}

/// The samples of every document in one stretch, each as one number, the sample in front; sorted. What is dealt is
/// taken off the front of `left`.
///
/// Dealt first by the front of the sample, then sorted heap by heap: a fraction of the time of one large sort.
fn postings(left: &mut [Left<'_>], stretch: Stretch) -> Vec<u64> {
    const BITS: u32 = 10;
    let shift = stretch.bits - BITS;
    let heap = |sample: u32| ((sample - stretch.start) >> shift) as usize;
    let mut ends = vec![0_usize; 1 << BITS];
    for left in &*left {
        for &sample in stretch.front_of(left.samples) {
            if let Some(end) = ends.get_mut(heap(sample)) {
                *end += 1;
            }
        }
    }
    let mut total = 0;
    for end in &mut ends {
        total += std::mem::replace(end, total);
    }
    let mut postings = vec![0_u64; total];
    for left in left {
        let front = stretch.front_of(left.samples);
        for &sample in front {
            let Some(end) = ends.get_mut(heap(sample)) else { continue };
            if let Some(slot) = postings.get_mut(*end) {
                *slot = u64::from(sample) << 32 | u64::from(left.doc);
            }
            *end += 1;
        }
        left.samples = left.samples.get(front.len()..).unwrap_or_default();
    }
    let mut heaps = Vec::with_capacity(ends.len());
    let (mut rest, mut start) = (postings.as_mut_slice(), 0);
    for end in ends {
        let (heap, behind) = rest.split_at_mut(end - start);
        heaps.push(heap);
        (rest, start) = (behind, end);
    }
    heaps.into_par_iter().for_each_init(SpreadSort::default, |sort, heap| {
        sort.sort(heap, |posting| ((posting >> 32) as u32) << (32 - shift));
    });
    postings
}

/// The sampled shingles of a text: the front of its sorted list.
pub fn samples(shingles: &[u32]) -> &[u32] {
    let below = shingles.partition_point(|&shingle| shingle < BOUND);
    let count = below.max(LEAST_SAMPLES).min(shingles.len());
    shingles.get(..count).unwrap_or_default()
}

/// The sampled shingles of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sampled<'c> {
    /// The samples, sorted.
    pub of_all: &'c [u32],
    /// How many shingles they were taken from.
    pub size: usize,
}

impl<'c> Sampled<'c> {
    /// Of the sorted shingles of a text.
    pub(crate) fn of(shingles: &'c [u32]) -> Self {
        Self { of_all: samples(shingles), size: shingles.len() }
    }
}

/// `list` gives the samples of a document. Pairs of the given documents that share samples enough to reach `containment`, with `a < b`, sorted by `b`, `a`.
pub(crate) fn find<'c>(
    documents: usize,
    docs: &[u32],
    list: &(impl Fn(u32) -> Sampled<'c> + Sync),
    containment: f64,
    watch: &Watch,
) -> Result<Vec<Candidate>> {
    let shared = Shared::gather(documents, docs, list, watch)?;
    let sizes: Vec<Size> = (0..documents as u32).map(|doc| Size::of(list(doc))).collect();
    let found: Vec<Vec<Candidate>> = docs
        .par_chunks(512)
        .map_init(
            || (vec![0_u16; documents], Vec::new()),
            |(counts, touched), chunk| {
                if watch.is_stopped() {
                    return Err(Error::interrupted());
                }
                let mut found: Vec<Candidate> = Vec::new();
                for &doc in chunk {
                    count_shared(&shared, doc, counts, touched);
                    let Some(mine) = sizes.get(doc as usize) else { continue };
                    let first = found.len();
                    for other in touched.drain(..) {
                        let Some(slot) = counts.get_mut(other as usize) else { continue };
                        let count = std::mem::take(slot);
                        let Some(theirs) = sizes.get(other as usize) else { continue };
                        if is_enough(mine, theirs, count, containment) {
                            found.push(Candidate { a: other, b: doc });
                        }
                    }
                    // Most of what was touched shares one common phrase and no more: only the rest is worth sorting.
                    if let Some(found) = found.get_mut(first..) {
                        found.sort_unstable_by_key(|candidate| candidate.a);
                    }
                }
                Ok(found)
            },
        )
        .collect::<Result<_>>()?;
    Ok(found.concat())
}

fn count_shared(shared: &Shared, doc: u32, counts: &mut [u16], touched: &mut Vec<u32>) {
    for &place in shared.places_of(doc) {
        for other in shared.before(place).take(WINDOW) {
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
pub(crate) struct Size {
    shingles: u32,
    /// Samples per shingle.
    rate: f32,
}

impl Size {
    fn of(sampled: Sampled<'_>) -> Self {
        Self::new(sampled.of_all.len(), sampled.size)
    }

    /// Of a text with so many samples out of so many shingles.
    pub(crate) fn new(samples: usize, shingles: usize) -> Self {
        Self { shingles: shingles as u32, rate: samples as f32 / shingles.max(1) as f32 }
    }
}

/// A text of no more shingles than this is compared even if it shares a single sample.
const BRIEF: u32 = 16;

/// The counts are estimates: be generous, exact counts follow.
const GENEROSITY: f64 = 0.6;

/// Whether `count` shared samples speak for a containment of at least `containment`.
pub(crate) fn is_enough(a: &Size, b: &Size, count: u16, containment: f64) -> bool {
    let smaller = a.shingles.min(b.shingles);
    if count < 2 && smaller > BRIEF {
        return false;
    }
    let rate = f64::from(a.rate.min(b.rate)).max(f64::EPSILON);
    f64::from(count) >= GENEROSITY * containment * f64::from(smaller) * rate
}

/// Samples that at least two documents hold.
struct Shared {
    /// Documents, grouped by sample, ascending within a group; the first of each group carries the mark [`FIRST`].
    holders: Vec<u32>,
    /// Where each document stands in `holders`, one document after another.
    places: Vec<u32>,
    /// Where the places of each document start.
    offsets: Vec<u32>,
}

/// Marks the first holder of a sample; documents have smaller numbers.
const FIRST: u32 = 1 << 31;

impl Shared {
    /// Takes one stretch of the numbers after another, so that only those samples are ever held that are shared.
    fn gather<'c>(
        documents: usize,
        docs: &[u32],
        list: &impl Fn(u32) -> Sampled<'c>,
        watch: &Watch,
    ) -> Result<Self> {
        let mut left: Vec<Left<'_>> =
            docs.iter().map(|&doc| Left { doc, samples: list(doc).of_all }).collect();
        let total = left.iter().map(|left| left.samples.len()).sum();
        // More than will be needed: memory that is never written to costs nothing, a list that grows is copied.
        let mut holders = Vec::with_capacity(total);
        for stretch in Stretch::all(total) {
            if watch.is_stopped() {
                return Err(Error::interrupted());
            }
            let postings = postings(&mut left, stretch);
            for group in postings.chunk_by(|x, y| x >> 32 == y >> 32).filter(|group| group.len() > 1) {
                let first = holders.len();
                holders.extend(group.iter().map(|&posting| posting as u32));
                if let Some(holder) = holders.get_mut(first) {
                    *holder |= FIRST;
                }
            }
        }
        let mut offsets = vec![0_u32; documents + 1];
        for holder in &holders {
            if let Some(slot) = offsets.get_mut((holder & !FIRST) as usize + 1) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for offset in &mut offsets {
            sum += *offset;
            *offset = sum;
        }
        let mut places = vec![0; holders.len()];
        let mut next = offsets.clone();
        for (place, holder) in (0..).zip(&holders) {
            let Some(slot) = next.get_mut((holder & !FIRST) as usize) else { continue };
            if let Some(free) = places.get_mut(*slot as usize) {
                *free = place;
            }
            *slot += 1;
        }
        Ok(Self { holders, places, offsets })
    }

    fn places_of(&self, doc: u32) -> &[u32] {
        let bound = |index: usize| self.offsets.get(index).map_or(0, |&offset| offset as usize);
        self.places.get(bound(doc as usize)..bound(doc as usize + 1)).unwrap_or_default()
    }

    /// The holders of the same sample before the one at `place`, last first.
    fn before(&self, place: u32) -> impl Iterator<Item = u32> {
        let holders = self.holders.get(..=place as usize).unwrap_or_default();
        let to_first = holders.iter().rev().scan(false, |ended, holder| {
            (!std::mem::replace(ended, holder & FIRST != 0)).then_some(holder & !FIRST)
        });
        to_first.skip(1)
    }
}
