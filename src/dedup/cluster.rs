//! Pairs into clusters.

use crate::dedup::pairs::Pair;
use crate::dedup::signature::Corpus;

/// The cluster of each document, named by its first document.
pub(crate) fn join(corpus: &Corpus, pairs: &[Pair]) -> Vec<u32> {
    let mut parents: Vec<u32> = (0..corpus.len() as u32).collect();
    for pair in pairs.iter().filter(|pair| pair.containment() >= 0.5) {
        let (a, b) = (root(&mut parents, pair.a as u32), root(&mut parents, pair.b as u32));
        let (first, second) = (a.min(b), a.max(b));
        if let Some(slot) = parents.get_mut(second as usize) {
            *slot = first;
        }
    }
    (0..corpus.len() as u32).map(|doc| root(&mut parents, doc)).collect()
}

fn root(parents: &mut [u32], doc: u32) -> u32 {
    let mut at = doc;
    while let Some(&up) = parents.get(at as usize) {
        if up == at {
            break;
        }
        let above = parents.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = parents.get_mut(at as usize) {
            *slot = above;
        }
        at = above;
    }
    at
}
