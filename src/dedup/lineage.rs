//! Who copied from whom.

use rustc_hash::FxHashMap;

use crate::dedup::pairs::Pair;
use crate::dedup::signature::{Corpus, Signature};
use crate::dedup::{DedupRow, Relation};

/// From this share on, a text counts as standing wholly in another.
const WHOLE: f64 = 0.8;

/// A text that holds another whole counts as longer if at least this share of it is new.
const LONGER: f64 = 0.2;

/// From this Jaccard similarity on, two texts are near copies.
const NEAR: f64 = 0.5;

/// One row per input item.
pub(crate) fn rows(corpus: &Corpus, pairs: &[Pair], clusters: &[u32]) -> Vec<DedupRow> {
    let copies = Copies::gather(pairs);
    let mut best: Vec<Option<Pair>> = vec![None; corpus.len()];
    for pair in pairs.iter().filter(|pair| !pair.exact && clusters.get(pair.a) == clusters.get(pair.b)) {
        if let Some(slot) = best.get_mut(pair.a.max(pair.b)) {
            let rank = |pair: &Pair| (pair.similarity(), std::cmp::Reverse(pair.a.min(pair.b)));
            if slot.as_ref().is_none_or(|old| rank(pair) > rank(old)) {
                *slot = Some(*pair);
            }
        }
    }
    for pair in pairs.iter().filter(|pair| pair.exact) {
        let twin = copies.twin_before(corpus, pair.a.min(pair.b), pair.a.max(pair.b));
        if let Some(slot) = best.get_mut(pair.a.max(pair.b)) {
            *slot = Some(Pair { a: twin, b: pair.a.max(pair.b), ..*pair });
        }
    }
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    (0..corpus.len())
        .map(|input| {
            let doc = corpus.document(input);
            let name = clusters.get(doc).copied().unwrap_or(doc as u32);
            let next = numbers.len() as u32;
            let cluster = *numbers.entry(name).or_insert(next);
            match best.get(doc).copied().flatten() {
                Some(pair) => row(corpus, cluster, doc, &pair),
                None => DedupRow::original(cluster),
            }
        })
        .collect()
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
    }
}

/// Whether the publication times say that `a` came first. Without two different times nothing speaks: that a text is
/// shorter does not make it the older one.
fn is_earlier(a: &Signature, b: &Signature) -> bool {
    matches!((a.published, b.published), (Some(a), Some(b)) if a < b)
}

/// Texts with the same words, by the first of them.
struct Copies(FxHashMap<usize, Vec<usize>>);

impl Copies {
    fn gather(pairs: &[Pair]) -> Self {
        let mut copies: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for pair in pairs.iter().filter(|pair| pair.exact) {
            let first = pair.a.min(pair.b);
            copies.entry(first).or_insert_with(|| vec![first]).push(pair.a.max(pair.b));
        }
        Self(copies)
    }

    /// Of the texts with the words of `first` that came before `doc`, the first one with the same bytes as `doc`
    /// (the same case, quotation marks and spacing), else the first.
    fn twin_before(&self, corpus: &Corpus, first: usize, doc: usize) -> usize {
        let bytes = |doc: usize| corpus.docs.get(doc).map(|signature| signature.bytes);
        let twins = self.0.get(&first).map(Vec::as_slice).unwrap_or_default();
        twins.iter().copied().find(|&twin| twin < doc && bytes(twin) == bytes(doc)).unwrap_or(first)
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
