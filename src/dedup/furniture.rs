//! Furniture: what an outlet prints around every article.
//!
//! `Sign up for our morning newsletter and never miss a story.` stands under hundreds of articles that have nothing
//! else in common. Its shingles must not make them copies.
//!
//! A shingle is furniture when enough articles of one outlet hold it whose remaining text differs. An outlet that
//! prints one story ten times also repeats shingles, but there hardly any text remains: such articles do not vote.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::dedup::signature::Corpus;

/// How often a shingle must occur to be suspected.
struct Threshold {
    /// In at least so many articles.
    least: usize,
    /// And in at least one of so many articles of the group.
    one_in: usize,
}

/// Within one outlet.
const OF_OUTLET: Threshold = Threshold { least: 6, one_in: 50 };

/// Over the whole corpus: agency footers, or outlets that nobody named.
const OF_CORPUS: Threshold = Threshold { least: 12, one_in: 1000 };

/// An article votes on furniture only if at least this share of its text is not suspected.
const OWN_TEXT: f64 = 0.25;

/// Removes furniture from all documents.
pub(crate) fn drop_furniture(corpus: &mut Corpus) {
    let mut outlets: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (doc, signature) in corpus.docs.iter().enumerate() {
        if let Some(outlet) = signature.outlet {
            outlets.entry(outlet).or_default().push(doc as u32);
        }
    }
    let groups: Vec<Vec<u32>> = outlets.into_values().collect();
    let found: Vec<Furniture> =
        groups.par_iter().filter_map(|docs| furniture(corpus, docs, &OF_OUTLET)).collect();
    corpus.drop_shingles(&found);
    let everyone: Vec<u32> = (0..corpus.len() as u32).collect();
    let common = furniture(corpus, &everyone, &OF_CORPUS);
    corpus.drop_shingles(common.as_slice());
}

/// What is furniture in some documents.
pub(crate) struct Furniture {
    /// The documents.
    pub docs: Vec<u32>,
    /// The shingles.
    pub shingles: Marked,
}

/// The furniture of one group of documents.
///
/// Only those are looked at whole of which a sampled shingle is frequent. A passage that no sample stands for is too
/// short to make copies of texts that are sampled in part; of brief texts every shingle is a sample.
fn furniture(corpus: &Corpus, docs: &[u32], threshold: &Threshold) -> Option<Furniture> {
    let least = threshold.least.max(docs.len() / threshold.one_in);
    if docs.len() < least {
        return None;
    }
    let sampled = frequent(docs, least, &|doc| corpus.samples(doc as usize).of_all);
    let docs: Vec<u32> = (0..)
        .zip(docs)
        .filter(|(place, _)| sampled.iter().any(|stretch| stretch.held_by(*place).next().is_some()))
        .map(|(_, &doc)| doc)
        .collect();
    let suspected = frequent(&docs, least, &|doc| corpus.shingles(doc as usize));
    let has_own_text: Vec<bool> = (0..)
        .zip(&docs)
        .map(|(place, &doc)| {
            let all = corpus.shingles(doc as usize).len();
            let held: usize = suspected.iter().map(|stretch| stretch.held_by(place).count()).sum();
            (all - held) as f64 >= OWN_TEXT * all as f64
        })
        .collect();
    let chosen: Vec<u32> = suspected.iter().flat_map(|stretch| stretch.chosen(&has_own_text)).collect();
    (!chosen.is_empty()).then(|| Furniture { docs, shingles: Marked::new(&chosen) })
}

/// How many counters are in use at a time: few enough to stay in the cache.
const MOST_COUNTERS: usize = 1 << 20;

/// There are so many counters that all shingles together bring them a quarter of the way to what is frequent.
const HEADROOM: usize = 4;

/// Counters go no further.
const MOST_COUNTED: usize = u8::MAX as usize;

/// Shingles that at least `least` of the documents hold; `list` gives the sorted shingles of a document.
///
/// A small table of counters, several shingles to a counter, first rules out nearly all of them; the rest is counted
/// exactly. In a large corpus one stretch of the shingle numbers is taken after another, so that the table stays small.
fn frequent<'c>(docs: &[u32], least: usize, list: &(impl Fn(u32) -> &'c [u32] + Sync)) -> Vec<Frequent> {
    let total: usize = docs.iter().map(|&doc| list(doc).len()).sum();
    let wanted = (total * HEADROOM).div_ceil(least.clamp(HEADROOM, MOST_COUNTED)).next_power_of_two();
    let counters = wanted.clamp(1 << 10, MOST_COUNTERS);
    let stretches = (wanted / counters).clamp(1, 1 << 16) as u64;
    let width = (1_u64 << 32) / stretches;
    (0..stretches)
        .into_par_iter()
        .map(|stretch| Frequent::between(docs, least, list, counters, stretch * width..(stretch + 1) * width))
        .collect()
}

/// Frequent shingles in one stretch of the numbers, and who holds them.
struct Frequent {
    /// Each shingle and the number of its holders.
    shingles: Vec<(u32, u32)>,
    /// How many holders make a shingle frequent.
    least: u32,
    /// What each document holds, by place in `shingles`, one document after another.
    held: Vec<u32>,
    /// Where each document ends in `held`.
    ends: Vec<usize>,
}

impl Frequent {
    fn between<'c>(
        docs: &[u32],
        least: usize,
        list: &impl Fn(u32) -> &'c [u32],
        counters: usize,
        stretch: Range<u64>,
    ) -> Self {
        let enough = least.min(MOST_COUNTED) as u8;
        let mut counts = vec![0_u8; counters];
        let counter = |shingle: u32| shingle as usize & (counters - 1);
        let whole = stretch == (0..1 << 32);
        let slice = |doc: u32| {
            let shingles = list(doc);
            if whole {
                return shingles;
            }
            let start = shingles.partition_point(|&shingle| u64::from(shingle) < stretch.start);
            let rest = shingles.get(start..).unwrap_or_default();
            rest.get(..rest.partition_point(|&shingle| u64::from(shingle) < stretch.end)).unwrap_or_default()
        };
        for &doc in docs {
            for &shingle in slice(doc) {
                if let Some(count) = counts.get_mut(counter(shingle)) {
                    *count = count.saturating_add(1);
                }
            }
        }
        let mut places: FxHashMap<u32, u32> = FxHashMap::default();
        let mut found =
            Self { shingles: Vec::new(), least: least as u32, held: Vec::new(), ends: Vec::new() };
        let mut passed = Vec::new();
        for &doc in docs {
            keep_those(&mut passed, slice(doc), |shingle| {
                counts.get(counter(shingle)).is_some_and(|&count| count >= enough)
            });
            for &shingle in &passed {
                let place = *places.entry(shingle).or_insert_with(|| {
                    found.shingles.push((shingle, 0));
                    found.shingles.len() as u32 - 1
                });
                if let Some((_, holders)) = found.shingles.get_mut(place as usize) {
                    *holders += 1;
                }
                found.held.push(place);
            }
            found.ends.push(found.held.len());
        }
        found
    }

    /// The frequent shingles that the document at a place holds, by their own place.
    fn held_by(&self, doc: usize) -> impl Iterator<Item = usize> {
        let end = |doc: usize| self.ends.get(doc).copied().unwrap_or(self.held.len());
        let start = doc.checked_sub(1).map_or(0, end);
        let held = self.held.get(start..end(doc)).unwrap_or_default();
        held.iter()
            .map(|&place| place as usize)
            .filter(|&place| self.shingles.get(place).is_some_and(|&(_, holders)| holders >= self.least))
    }

    /// Of the frequent shingles those for which enough of their holders vote: that have text of their own.
    fn chosen(&self, has_own_text: &[bool]) -> Vec<u32> {
        let mut votes = vec![0_u32; self.shingles.len()];
        for (doc, _) in has_own_text.iter().enumerate().filter(|(_, has)| **has) {
            for place in self.held_by(doc) {
                if let Some(votes) = votes.get_mut(place) {
                    *votes += 1;
                }
            }
        }
        let is_furniture = |holders: u32, votes: u32| votes >= self.least && votes * 2 >= holders;
        let voted = self.shingles.iter().zip(votes);
        voted
            .filter(|&(&(_, holders), votes)| is_furniture(holders, votes))
            .map(|(&(shingle, _), _)| shingle)
            .collect()
    }
}

/// Of the numbers those that pass the test, into `list`.
///
/// Writes first and decides afterwards whether to move on: which hash passes cannot be foreseen, and a branch guessed
/// wrong costs more than all the rest.
fn keep_those(list: &mut Vec<u32>, numbers: &[u32], passes: impl Fn(u32) -> bool) {
    list.resize(list.len().max(numbers.len()), 0);
    let mut end = 0;
    for &number in numbers {
        if let Some(slot) = list.get_mut(end) {
            *slot = number;
        }
        end += usize::from(passes(number));
    }
    list.truncate(end);
}

/// How many shingles with the same last digits are kept together, and compared together.
const TOGETHER: usize = 4;

/// A set of shingles.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marked {
    /// Shingles by their last digits. Free slots hold a number with other last digits.
    slots: Vec<[u32; TOGETHER]>,
    /// Those that found no slot, sorted; hardly ever any.
    spilt: Vec<u32>,
}

impl Marked {
    fn new(shingles: &[u32]) -> Self {
        let size = (2 * shingles.len()).next_power_of_two();
        let free = |last: usize| [!(last as u32); TOGETHER];
        let mut marked = Self { slots: (0..size).map(free).collect(), spilt: Vec::new() };
        for &shingle in shingles {
            let last = shingle as usize & (size - 1);
            let slots = marked.slots.get_mut(last).map(|slots| slots.iter_mut());
            match slots.and_then(|mut slots| slots.find(|slot| **slot == !(last as u32))) {
                Some(slot) => *slot = shingle,
                None => marked.spilt.push(shingle),
            }
        }
        marked.spilt.sort_unstable();
        marked
    }

    /// Whether the set holds the shingle.
    pub(crate) fn contains(&self, shingle: u32) -> bool {
        let last = shingle as usize & self.slots.len().wrapping_sub(1);
        let Some(slots) = self.slots.get(last) else { return false };
        let found = slots.iter().fold(false, |found, &slot| found | (slot == shingle));
        found || (!self.spilt.is_empty() && self.spilt.binary_search(&shingle).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Numbers with few different last digits crowd the slots until some are spilt.
        #[test]
        fn a_set_holds_what_was_put_in_and_nothing_else(
            held in proptest::collection::btree_set((0_u32..40, 0_u32..3), 0..100),
            asked in proptest::collection::vec((0_u32..40, 0_u32..3), 0..100),
        ) {
            let number = |&(high, low): &(u32, u32)| high << 16 | low;
            let numbers: Vec<u32> = held.iter().map(number).collect();
            let marked = Marked::new(&numbers);
            for pair in &asked {
                prop_assert_eq!(marked.contains(number(pair)), held.contains(pair));
            }
        }

        #[test]
        fn frequent_shingles_are_those_that_enough_documents_hold(
            lists in proptest::collection::vec(proptest::collection::btree_set(0_u32..30, 0..12), 0..40),
            least in 1_usize..8,
        ) {
            let spread = |&number: &u32| number.wrapping_mul(0x9e37_79b9);
            let lists: Vec<Vec<u32>> = lists.iter().map(|set| {
                let mut list: Vec<u32> = set.iter().map(spread).collect();
                list.sort_unstable();
                list
            }).collect();
            let docs: Vec<u32> = (0..lists.len() as u32).collect();
            let holders = |shingle: u32| lists.iter().filter(|list| list.contains(&shingle)).count();
            for found in frequent(&docs, least, &|doc| lists[doc as usize].as_slice()) {
                for (doc, list) in lists.iter().enumerate() {
                    let mut held: Vec<u32> = found.held_by(doc).map(|place| found.shingles[place].0).collect();
                    held.sort_unstable();
                    let expected: Vec<u32> =
                        list.iter().copied().filter(|&shingle| holders(shingle) >= least).collect();
                    prop_assert_eq!(held, expected);
                }
            }
        }
    }
}
