//! Pairs into clusters.
//!
//! Two clusters are joined only while the *average* link between their members is strong enough, members that share
//! nothing counting as 0. One shared paragraph, or a round-up that holds two stories, therefore does not chain two
//! clusters into one, as it would if every linked pair were simply joined.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::dedup::pairs::Pair;
use crate::dedup::signature::Corpus;

/// Link strengths are whole numbers, so that sums do not depend on their order.
const ONE: f64 = 1_000_000.0;

/// The cluster of each document, named by its first document.
pub(crate) fn join(corpus: &Corpus, pairs: &[Pair], least_link: f64) -> Vec<u32> {
    let mut groups = Groups::new(corpus.len());
    for pair in pairs {
        groups.join(pair.a as u32, pair.b as u32);
    }
    // Connected parts first, each then clustered by itself. Texts with the same words are one document here.
    let mut links: Vec<(u32, Link)> = pairs
        .iter()
        .filter(|pair| !pair.exact)
        .map(|pair| {
            let weight = (strength(pair) * ONE) as u64;
            (groups.first(pair.a as u32), Link { a: pair.a as u32, b: pair.b as u32, weight })
        })
        .collect();
    links.sort_unstable_by_key(|(part, link)| (*part, link.a, link.b));
    let parts: Vec<&[(u32, Link)]> = links.chunk_by(|x, y| x.0 == y.0).collect();
    let joined: Vec<Vec<(u32, u32)>> =
        parts.into_par_iter().map(|part| Part::new(part).agglomerate((least_link * ONE) as u64)).collect();
    let mut clusters = Groups::new(corpus.len());
    for (a, b) in joined.into_iter().flatten() {
        clusters.join(a, b);
    }
    for pair in pairs.iter().filter(|pair| pair.exact) {
        clusters.join(pair.a as u32, pair.b as u32);
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

/// Documents joined into groups (union-find), each named by its smallest member.
struct Groups(Vec<u32>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.first(a), self.first(b));
        if let Some(slot) = self.0.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }

    fn first(&mut self, doc: u32) -> u32 {
        let mut at = doc;
        while let Some(&up) = self.0.get(at as usize) {
            if up == at {
                break;
            }
            let above = self.0.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.0.get_mut(at as usize) {
                *slot = above;
            }
            at = above;
        }
        at
    }
}

#[derive(Clone, Copy, Debug)]
struct Link {
    a: u32,
    b: u32,
    weight: u64,
}

/// A connected part of the corpus while it is being clustered.
struct Part {
    /// Documents, ascending; everything below counts by position here.
    docs: Vec<u32>,
    /// How many documents each cluster holds; 0 once it has been joined to another.
    sizes: Vec<u64>,
    /// Summed link weights to other clusters.
    sums: Vec<FxHashMap<u32, u64>>,
    queue: BinaryHeap<Merge>,
}

/// Two clusters that might be joined, with their average link when they were queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Merge {
    average: u64,
    a: u32,
    b: u32,
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.average, other.a, other.b).cmp(&(other.average, self.a, self.b))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Part {
    fn new(links: &[(u32, Link)]) -> Self {
        let mut docs: Vec<u32> = links.iter().flat_map(|(_, link)| [link.a, link.b]).collect();
        docs.sort_unstable();
        docs.dedup();
        let place = |doc: u32| docs.binary_search(&doc).unwrap_or_default() as u32;
        let mut sums = vec![FxHashMap::default(); docs.len()];
        let mut queue = BinaryHeap::with_capacity(links.len());
        for (_, link) in links {
            let (a, b) = (place(link.a), place(link.b));
            for (from, to) in [(a, b), (b, a)] {
                if let Some(sums) = sums.get_mut(from as usize) {
                    sums.insert(to, link.weight);
                }
            }
            queue.push(Merge { average: link.weight, a: a.min(b), b: a.max(b) });
        }
        Self { sizes: vec![1; docs.len()], docs, sums, queue }
    }

    /// Joins the strongest two clusters again and again; returns the joins, as pairs of documents.
    fn agglomerate(mut self, least: u64) -> Vec<(u32, u32)> {
        let mut joined = Vec::new();
        while let Some(merge) = self.queue.pop() {
            if merge.average < least {
                break;
            }
            let Some(average) = self.average(merge.a, merge.b) else { continue };
            if average < merge.average {
                self.queue.push(Merge { average, ..merge });
                continue;
            }
            if let (Some(&a), Some(&b)) = (self.docs.get(merge.a as usize), self.docs.get(merge.b as usize)) {
                joined.push((a, b));
            }
            self.merge(merge.a, merge.b);
        }
        joined
    }

    /// The average link between two clusters; none if one of them is no more.
    fn average(&self, a: u32, b: u32) -> Option<u64> {
        let size = |cluster: u32| self.sizes.get(cluster as usize).copied().filter(|&size| size > 0);
        let sum = self.sums.get(a as usize)?.get(&b)?;
        Some(sum / (size(a)? * size(b)?))
    }

    /// Moves the cluster with fewer links into the other. Averages that fell stay in the queue and are corrected
    /// when they come up; averages that may have risen are queued anew.
    fn merge(&mut self, a: u32, b: u32) {
        let links = |part: &Self, cluster: u32| part.sums.get(cluster as usize).map_or(0, FxHashMap::len);
        let (into, from) = if links(self, a) >= links(self, b) { (a, b) } else { (b, a) };
        let moved = self.sums.get_mut(from as usize).map(std::mem::take).unwrap_or_default();
        let size = self.sizes.get_mut(from as usize).map(std::mem::take).unwrap_or_default();
        if let Some(grown) = self.sizes.get_mut(into as usize) {
            *grown += size;
        }
        let moved: Vec<(u32, u64)> = moved.into_iter().collect();
        for &(other, weight) in &moved {
            if other == into {
                if let Some(sums) = self.sums.get_mut(into as usize) {
                    sums.remove(&from);
                }
                continue;
            }
            if let Some(sums) = self.sums.get_mut(other as usize) {
                sums.remove(&from);
                *sums.entry(into).or_insert(0) += weight;
            }
            if let Some(sums) = self.sums.get_mut(into as usize) {
                *sums.entry(other).or_insert(0) += weight;
            }
            if let Some(average) = self.average(into, other) {
                self.queue.push(Merge { average, a: into.min(other), b: into.max(other) });
            }
        }
    }
}
