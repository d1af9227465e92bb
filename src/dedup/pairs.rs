//! Pairs of texts, and what they really share.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::dedup::DedupOptions;
use crate::dedup::candidates::{self, Candidate, Sampled};
use crate::dedup::signature::{Corpus, MOST_ANCHORS};
use crate::error::Result;
use crate::watch::Watch;

/// Two texts that share text; all counts are of distinct five-word shingles, furniture left out.
/// Where both texts are brief (up to 40 words), the counts are of pairs of neighbouring words.
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
    let brief: Vec<u32> =
        distinct.iter().copied().filter(|&doc| !corpus.word_pairs(doc as usize).is_empty()).collect();
    let shingles = |doc: u32| corpus.shingles(doc as usize);
    let word_pairs = |doc: u32| corpus.word_pairs(doc as usize);
    let long = candidates::find(
        corpus.len(),
        &distinct,
        &|doc| corpus.samples(doc as usize),
        options.containment,
        watch,
    )?;
    let long = long
        .par_iter()
        .filter(|pair| word_pairs(pair.a).is_empty() || word_pairs(pair.b).is_empty())
        .map(|pair| count(pair, shingles(pair.a), shingles(pair.b)))
        .filter(|pair| pair.containment() >= options.containment)
        .filter(|pair| !(options.drop_furniture && share_a_sign_off(corpus, pair)))
        .map(|pair| Pair { anchors: shared_anchors(corpus.anchors(pair.a), corpus.anchors(pair.b)), ..pair });
    found.par_extend(long);
    let short = candidates::find(
        corpus.len(),
        &brief,
        &|doc| Sampled::of(word_pairs(doc)),
        BRIEF_CONTAINMENT,
        watch,
    )?;
    let short = short
        .par_iter()
        .map(|pair| count(pair, word_pairs(pair.a), word_pairs(pair.b)))
        .filter(|pair| says_the_same(corpus, pair));
    found.par_extend(short);
    Ok(found)
}

/// Two texts of one outlet with less than this share in common have text of their own.
const OWN_TEXT: f64 = 0.5;

/// Whether two articles that may be of one outlet have nothing in common but their last words.
///
/// `Ilse Dorn writes on Sundays about gardens that nobody owns.` stands under a columnist's every piece. In few articles
/// it is not frequent enough to be told for furniture; but it is the end of both, and the rest shares nothing.
fn share_a_sign_off(corpus: &Corpus, pair: &Pair) -> bool {
    if pair.containment() >= OWN_TEXT {
        return false;
    }
    let outlet = |doc: usize| corpus.docs.get(doc).and_then(|doc| doc.outlet);
    if matches!((outlet(pair.a), outlet(pair.b)), (Some(a), Some(b)) if a != b) {
        return false;
    }
    let both = shared_of(corpus.tail(pair.a), corpus.tail(pair.b));
    !both.is_empty() && count_shared(&both, corpus.shingles(pair.a)) == pair.shared
}

fn count(pair: &Candidate, a: &[u32], b: &[u32]) -> Pair {
    Pair {
        a: pair.a as usize,
        b: pair.b as usize,
        size_a: a.len() as u32,
        size_b: b.len() as u32,
        shared: count_shared(a, b),
        exact: false,
        anchors: None,
    }
}

/// Of two brief texts the shorter one must stand in the other by at least this share of its word pairs,
pub(crate) const BRIEF_CONTAINMENT: f64 = 0.8;

/// and must not be much shorter.
const BRIEF_LENGTH: f64 = 0.6;

/// Whether two brief texts say the same.
///
/// `Two killed in Port Lindow blast` and `Three killed in Port Lindow blast` do not: all names and numbers of one
/// text must stand in the other.
fn says_the_same(corpus: &Corpus, pair: &Pair) -> bool {
    let (a, b) = (corpus.anchors(pair.a), corpus.anchors(pair.b));
    let lengths = share(pair.size_a.min(pair.size_b), pair.size_a.max(pair.size_b));
    pair.containment() >= BRIEF_CONTAINMENT
        && lengths >= BRIEF_LENGTH
        && count_shared(a, b) as usize == a.len().min(b.len())
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

/// So many numbers of either list are held against one another at once.
const AT_ONCE: usize = 4;

/// How many numbers stand in both sorted lists without repeats.
///
/// Takes four numbers of each list and compares all with all, which needs no branches and goes into vector
/// instructions; then moves on in the list whose four end lower. A merge one by one waits for every comparison before
/// it knows what to compare next, and takes three times as long.
pub(crate) fn count_shared(a: &[u32], b: &[u32]) -> u32 {
    let (mut rest_a, mut rest_b) = (a, b);
    let mut hits = [0_u32; AT_ONCE];
    while let (Some(four_a), Some(four_b)) = (rest_a.first_chunk(), rest_b.first_chunk()) {
        let (four_a, four_b): (&[u32; AT_ONCE], &[u32; AT_ONCE]) = (four_a, four_b);
        // Plain indices below a length known beforehand: iterators are not made one with the loop in every build.
        for y in four_b {
            for place in 0..AT_ONCE {
                hits[place] += u32::from(four_a[place] == *y);
            }
        }
        let (end_a, end_b) = (four_a[AT_ONCE - 1], four_b[AT_ONCE - 1]);
        rest_a = &rest_a[AT_ONCE * usize::from(end_a <= end_b)..];
        rest_b = &rest_b[AT_ONCE * usize::from(end_b <= end_a)..];
    }
    hits.iter().sum::<u32>() + count_one_by_one(rest_a, rest_b)
}

/// The same, for what is left over.
fn count_one_by_one(a: &[u32], b: &[u32]) -> u32 {
    let (mut shared, mut i, mut j) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        shared += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    shared
}

/// The numbers that stand in both sorted lists.
pub(crate) fn shared_of(a: &[u32], b: &[u32]) -> Vec<u32> {
    a.iter().copied().filter(|number| b.binary_search(number).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn four_at_once_count_what_sets_share(
            a in proptest::collection::btree_set(0_u32..200, 0..80),
            b in proptest::collection::btree_set(0_u32..200, 0..80),
        ) {
            let list = |set: &BTreeSet<u32>| set.iter().copied().collect::<Vec<_>>();
            prop_assert_eq!(count_shared(&list(&a), &list(&b)) as usize, a.intersection(&b).count());
        }
    }
}
