//! Who copied from whom.

use rustc_hash::FxHashMap;

use crate::dedup::doubt;
use crate::dedup::pairs::Pair;
use crate::dedup::signature::{Corpus, Signature};
use crate::dedup::{DedupRow, Relation};
use crate::issue::Issue;

/// What is said of a text that looks like the source of texts dated before it.
const DOUBTS: &[&str] = &[Issue::DatedAfterCopies.as_str()];

/// From this share on, a text counts as standing wholly in another.
const WHOLE: f64 = 0.8;

/// A text that holds another whole counts as longer if at least this share of it is new.
const LONGER: f64 = 0.2;

/// From this Jaccard similarity on, two texts are near copies.
const NEAR: f64 = 0.5;

/// One row per input item.
pub(crate) fn rows(corpus: &Corpus, pairs: &[Pair], clusters: &[u32]) -> Vec<DedupRow> {
    let copies = Copies::gather(pairs);
    let links = Links::gather(corpus.len(), pairs, clusters);
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    (0..corpus.len())
        .map(|input| {
            let doc = corpus.document(input);
            let name = clusters.get(doc).copied().unwrap_or(doc as u32);
            let next = numbers.len() as u32;
            let cluster = *numbers.entry(name).or_insert(next);
            if name as usize == doc {
                return DedupRow::original(cluster);
            }
            let first = copies.first_of(doc);
            if first != doc {
                let twin = copies.twin_before(corpus, first, doc);
                return links.exact(doc).map_or(DedupRow::original(cluster), |pair| {
                    row(corpus, cluster, doc, &Pair { a: twin, b: doc, ..*pair })
                });
            }
            let Some(pair) = parent(&links, doc) else { return DedupRow::original(cluster) };
            let twin = copies.twin_before(corpus, pair.other(doc), doc);
            let earlier: Vec<&Pair> = links.of(doc).filter(|pair| pair.other(doc) < doc).collect();
            let doubtful = doubt::is_dated_after_copies(corpus, &earlier, doc);
            let issues: &[&str] = if doubtful { DOUBTS } else { &[] };
            DedupRow { issues, ..row(corpus, cluster, doc, &pair.with_other(doc, twin)) }
        })
        .collect()
}

/// Novel shares that differ by no more than this count as the same.
const AS_NOVEL: f64 = 0.005;

/// Similarities that differ by no more than this count as the same.
const AS_SIMILAR: f64 = 0.05;

/// A text of which no more than this is new stands wholly in the other: how much the other has besides says nothing.
const EXPLAINED: f64 = 0.05;

/// From this similarity on, nothing but the text itself has to be explained.
const SAME: f64 = 0.97;

/// The text that `doc` was most likely made from, and what the two share.
///
/// Of the earlier texts of the cluster, those that leave least of `doc` unexplained, and of these the first: an
/// outlet takes the wire story more often than another outlet's cut of it. A nearly identical text comes before all.
/// Where no earlier text is linked, the most similar later one is given.
fn parent(links: &Links<'_>, doc: usize) -> Option<Pair> {
    let earlier: Vec<&Pair> = links.of(doc).filter(|pair| pair.other(doc) < doc).collect();
    let most = |pairs: &[&Pair]| pairs.iter().map(|pair| pair.similarity()).fold(0.0, f64::max);
    let similar = most(&earlier);
    let novel = earlier.iter().map(|pair| pair.novel_share(doc)).fold(1.0, f64::min);
    let explains = |pair: &&&Pair| {
        let share = pair.novel_share(doc);
        if similar >= SAME {
            return pair.similarity() >= similar;
        }
        share <= novel + AS_NOVEL && (share <= EXPLAINED || pair.similarity() >= similar - AS_SIMILAR)
    };
    let first = earlier.iter().filter(explains).min_by_key(|pair| pair.other(doc));
    let closest =
        earlier.iter().filter(|pair| pair.similarity() >= similar).min_by_key(|pair| pair.other(doc));
    if let Some(pair) = first.or(closest) {
        return Some(**pair);
    }
    let later: Vec<&Pair> = links.of(doc).collect();
    let similar = most(&later);
    later.into_iter().find(|pair| pair.similarity() >= similar).copied()
}

/// The pairs of each document inside its cluster, and its exact pair.
struct Links<'p> {
    of: Vec<Vec<&'p Pair>>,
    exact: FxHashMap<usize, &'p Pair>,
}

impl<'p> Links<'p> {
    fn gather(documents: usize, pairs: &'p [Pair], clusters: &[u32]) -> Self {
        let mut of = vec![Vec::new(); documents];
        for pair in pairs.iter().filter(|pair| !pair.exact && clusters.get(pair.a) == clusters.get(pair.b)) {
            for doc in [pair.a, pair.b] {
                if let Some(links) = of.get_mut(doc) {
                    links.push(pair);
                }
            }
        }
        let exact = pairs.iter().filter(|pair| pair.exact).map(|pair| (pair.a.max(pair.b), pair)).collect();
        Self { of, exact }
    }

    fn of(&self, doc: usize) -> impl Iterator<Item = &'p Pair> {
        self.of.get(doc).into_iter().flatten().copied()
    }

    fn exact(&self, doc: usize) -> Option<&'p Pair> {
        self.exact.get(&doc).copied()
    }
}

fn row(corpus: &Corpus, cluster: u32, doc: usize, pair: &Pair) -> DedupRow {
    let nearest = pair.other(doc);
    let known = corpus.docs.get(nearest).zip(corpus.docs.get(doc)).is_some_and(|(a, b)| is_earlier(a, b));
    let nearest = corpus.input_index(nearest);
    DedupRow {
        cluster,
        duplicate_of: known.then_some(nearest),
        nearest: Some(nearest),
        relation: relation(pair, doc),
        similarity: Some(pair.similarity()),
        containment: Some(pair.containment()),
        novel_share: Some(pair.novel_share(doc)),
        issues: &[],
    }
}

/// Whether the publication times say that `a` came first. Without two different times nothing speaks: that a text is
/// shorter does not make it the older one.
pub(crate) fn is_earlier(a: &Signature, b: &Signature) -> bool {
    matches!((a.published, b.published), (Some(a), Some(b)) if a < b)
}

/// Texts with the same words, by the first of them.
#[derive(Default)]
struct Copies {
    all: FxHashMap<usize, Vec<usize>>,
    first: FxHashMap<usize, usize>,
}

impl Copies {
    fn gather(pairs: &[Pair]) -> Self {
        let mut copies = Self::default();
        for pair in pairs.iter().filter(|pair| pair.exact) {
            let (first, copy) = (pair.a.min(pair.b), pair.a.max(pair.b));
            copies.all.entry(first).or_insert_with(|| vec![first]).push(copy);
            copies.first.insert(copy, first);
        }
        copies
    }

    /// The first text with the words of `doc`.
    fn first_of(&self, doc: usize) -> usize {
        self.first.get(&doc).copied().unwrap_or(doc)
    }

    /// Of the texts with the words of `first` that came before `doc`, the likeliest source: for an exact copy the
    /// first one with the same bytes, else the first; for another one the first that is set most alike.
    fn twin_before(&self, corpus: &Corpus, first: usize, doc: usize) -> usize {
        let Some(copy) = corpus.docs.get(doc) else { return first };
        let twins = self.all.get(&first).map(Vec::as_slice).unwrap_or_default();
        let earlier = || {
            let docs = twins.iter().take_while(|&&twin| twin < doc);
            docs.filter_map(|&twin| corpus.docs.get(twin).map(|signature| (twin, signature)))
        };
        if self.first_of(doc) == first {
            return earlier().find(|(_, twin)| twin.bytes == copy.bytes).map_or(first, |(twin, _)| twin);
        }
        let likeness = |twin: &Signature| 7 - (twin.style ^ copy.style);
        let most = earlier().map(|(_, twin)| likeness(twin)).max();
        earlier().find(|(_, twin)| Some(likeness(twin)) == most).map_or(first, |(twin, _)| twin)
    }
}

/// How `doc` stands to the other text of the pair.
fn relation(pair: &Pair, doc: usize) -> Relation {
    if pair.exact {
        return Relation::Exact;
    }
    let (mine, theirs) = (pair.novel_share(doc), pair.novel_share(pair.other(doc)));
    if pair.containment() >= WHOLE && mine.max(theirs) >= LONGER {
        return if mine < theirs { Relation::Contained } else { Relation::Contains };
    }
    if pair.similarity() >= NEAR { Relation::Near } else { Relation::Rewrite }
}
