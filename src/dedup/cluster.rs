//! Pairs into clusters.

use rayon::prelude::*;

use crate::cluster::{Groups, Link, average_link, parts};
use crate::dedup::pairs::Pair;
use crate::dedup::signature::Corpus;

/// Link strengths are whole numbers of this size.
const ONE: f64 = 1_000_000.0;

/// The cluster of each document, named by its first document. Texts with the same words count as one.
pub(crate) fn join(corpus: &Corpus, pairs: &[Pair], least_link: f64) -> Vec<u32> {
    let links: Vec<Link> = pairs
        .iter()
        .filter(|pair| !pair.exact)
        .map(|pair| Link { a: pair.a as u32, b: pair.b as u32, weight: (strength(pair) * ONE) as u64 })
        .filter(|link| link.weight > 0)
        .collect();
    let least = (least_link * ONE) as u64;
    let joined: Vec<Vec<(u32, u32)>> =
        parts(corpus.len(), &links).par_iter().map(|part| average_link(part, least)).collect();
    let exact = pairs.iter().filter(|pair| pair.exact).map(|pair| (pair.a as u32, pair.b as u32));
    let mut clusters = Groups::new(corpus.len());
    for (a, b) in joined.into_iter().flatten().chain(exact) {
        clusters.join(a, b);
    }
    (0..corpus.len() as u32).map(|doc| clusters.first(doc)).collect()
}

/// How strongly a pair speaks for one origin: high where much of both texts is shared, still notable where a short
/// text stands in a long one.
///
/// Names and numbers decide in doubt. A rewrite changes words but keeps them; two reports made from one template
/// (`Shares of X rose by Y`) share words and differ just there.
fn strength(pair: &Pair) -> f64 {
    let shared = (pair.similarity() * pair.containment()).sqrt();
    let anchors =
        pair.anchors.map_or(1.0, |anchors| ((anchors - TEMPLATE) / (USUAL - TEMPLATE)).clamp(0.0, 1.25));
    shared * anchors
}

/// Texts that share no more of their names and numbers than this have only a template in common.
const TEMPLATE: f64 = 0.15;

/// What a pair of unknown origin shares of its names and numbers.
const USUAL: f64 = 0.6;
