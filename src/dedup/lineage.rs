//! Who copied from whom.

use rustc_hash::FxHashMap;

use crate::dedup::pairs::Pair;
use crate::dedup::signature::Corpus;
use crate::dedup::{DedupRow, Relation};

/// From this share on, a text counts as standing wholly in another.
const WHOLE: f64 = 0.8;

/// A text that holds another whole counts as longer if at least this share of it is new.
const LONGER: f64 = 0.2;

/// From this Jaccard similarity on, two texts are near copies.
const NEAR: f64 = 0.5;

/// One row per input item.
pub(crate) fn rows(corpus: &Corpus, pairs: &[Pair], clusters: &[u32]) -> Vec<DedupRow> {
    let mut best: Vec<Option<Pair>> = vec![None; corpus.len()];
    for pair in pairs {
        let (Some(a), Some(b)) = (clusters.get(pair.a), clusters.get(pair.b)) else { continue };
        if a != b {
            continue;
        }
        let Some(slot) = best.get_mut(pair.a.max(pair.b)) else { continue };
        let better = slot
            .is_none_or(|old| (pair.similarity(), old.a.min(old.b)) > (old.similarity(), pair.a.min(pair.b)));
        if better {
            *slot = Some(*pair);
        }
    }
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    (0..corpus.len())
        .map(|input| {
            let doc = corpus.document(input);
            let name = clusters.get(doc).copied().unwrap_or(doc as u32);
            let next = numbers.len() as u32;
            let cluster = *numbers.entry(name).or_insert(next);
            let Some(pair) = best.get(doc).copied().flatten() else {
                return DedupRow {
                    cluster,
                    duplicate_of: None,
                    relation: Relation::Original,
                    similarity: None,
                    containment: None,
                    novel_share: None,
                };
            };
            DedupRow {
                cluster,
                duplicate_of: Some(corpus.input_index(pair.other(doc))),
                relation: relation(&pair, doc),
                similarity: Some(pair.similarity()),
                containment: Some(pair.containment()),
                novel_share: Some(pair.novel_share(doc)),
            }
        })
        .collect()
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
