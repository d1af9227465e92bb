//! Pairs of texts, and what they really share.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::dedup::DedupOptions;
use crate::dedup::candidates;
use crate::dedup::signature::{Corpus, MOST_ANCHORS};
use crate::error::Result;
use crate::watch::Watch;

/// Two texts that share text; all counts are of distinct five-word shingles, furniture left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// One text.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Shingles of `a`.
    pub size_a: u32,
    /// Shingles of `b`.
    pub size_b: u32,
    /// Shingles that stand in both.
    pub shared: u32,
    /// The same words in the same order.
    pub exact: bool,
    /// Of the names and numbers of the text that has fewer, the share that stands in the other; none where there are
    /// too few to tell.
    pub anchors: Option<f64>,
}

impl Pair {
    /// Jaccard similarity: the shared part of all the text.
    pub fn similarity(&self) -> f64 {
        if self.exact {
            return 1.0;
        }
        share(self.shared, self.size_a + self.size_b - self.shared)
    }

    /// The share of the smaller text that stands in the other.
    pub fn containment(&self) -> f64 {
        if self.exact {
            return 1.0;
        }
        share(self.shared, self.size_a.min(self.size_b))
    }

    /// The share of `doc` (one of the two) that does not stand in the other.
    pub fn novel_share(&self, doc: usize) -> f64 {
        if self.exact {
            return 0.0;
        }
        1.0 - share(self.shared, if doc == self.a { self.size_a } else { self.size_b })
    }

    /// The other text of the pair.
    pub fn other(&self, doc: usize) -> usize {
        if doc == self.a { self.b } else { self.a }
    }

    /// The same pair with another text, of the same words, in place of the one that is not `doc`.
    pub(crate) fn with_other(&self, doc: usize, other: usize) -> Self {
        if doc == self.a { Self { b: other, ..*self } } else { Self { a: other, ..*self } }
    }

    /// The same pair under other indices, the smaller first.
    pub(crate) fn renamed(&self, a: usize, b: usize) -> Self {
        if a <= b {
            return Self { a, b, ..*self };
        }
        Self { a: b, b: a, size_a: self.size_b, size_b: self.size_a, ..*self }
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

/// All pairs of documents that share at least `options.containment`, with exact counts. Of texts with the same words
/// only the first takes part; the others are paired with it alone.
pub(crate) fn verified(corpus: &Corpus, options: &DedupOptions, watch: &Watch) -> Result<Vec<Pair>> {
    let mut firsts: FxHashMap<(u64, u32), u32> = FxHashMap::default();
    let mut distinct = Vec::new();
    let mut found = Vec::new();
    for (doc, signature) in corpus.docs.iter().enumerate() {
        if signature.words == 0 {
            continue;
        }
        let first = *firsts.entry((signature.exact, signature.words)).or_insert(doc as u32);
        if first as usize == doc {
            distinct.push(doc as u32);
            continue;
        }
        let size = corpus.shingles(doc).len() as u32;
        found.push(Pair {
            a: first as usize,
            b: doc,
            size_a: size,
            size_b: size,
            shared: size,
            exact: true,
            anchors: None,
        });
    }
    let candidates = candidates::find(corpus, &distinct, options.containment, watch)?;
    let counted: Vec<Pair> = candidates
        .par_iter()
        .map(|candidate| {
            let (a, b) = (candidate.a as usize, candidate.b as usize);
            let (mine, other) = (corpus.shingles(a), corpus.shingles(b));
            Pair {
                a,
                b,
                size_a: mine.len() as u32,
                size_b: other.len() as u32,
                shared: count_shared(mine, other),
                exact: false,
                anchors: shared_anchors(corpus.anchors(a), corpus.anchors(b)),
            }
        })
        .filter(|pair| pair.containment() >= options.containment)
        .collect();
    found.extend(counted);
    Ok(found)
}

/// Fewer names and numbers than this say nothing.
const FEWEST_ANCHORS: usize = 5;

/// The share of names and numbers that two texts have in common, out of the fewer. Where only the smallest of many
/// were kept, only the stretch that both keep is compared.
fn shared_anchors(a: &[u32], b: &[u32]) -> Option<f64> {
    let end = |anchors: &[u32]| if anchors.len() < MOST_ANCHORS { None } else { anchors.last().copied() };
    let bound = end(a).unwrap_or(u32::MAX).min(end(b).unwrap_or(u32::MAX));
    let kept = |anchors: &[u32]| anchors.partition_point(|&anchor| anchor <= bound);
    let (a, b) = (a.get(..kept(a))?, b.get(..kept(b))?);
    let fewer = a.len().min(b.len());
    (fewer >= FEWEST_ANCHORS).then(|| f64::from(count_shared(a, b)) / fewer as f64)
}

/// How many numbers stand in both sorted lists. Steps without branches: which list moves on cannot be foreseen.
fn count_shared(a: &[u32], b: &[u32]) -> u32 {
    let (mut shared, mut i, mut j) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        shared += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared
}
