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
    let outlets: Vec<(u32, Vec<u32>)> = outlets.into_iter().collect();
    let by_outlet: FxHashMap<u32, Marked> = outlets
        .par_iter()
        .map(|(outlet, docs)| (*outlet, furniture(corpus, docs, &OF_OUTLET)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    if !by_outlet.is_empty() {
        corpus.retain_shingles(|doc| doc.outlet.and_then(|outlet| by_outlet.get(&outlet)));
    }
    let everyone: Vec<u32> = (0..corpus.len() as u32).collect();
    let common = furniture(corpus, &everyone, &OF_CORPUS);
    if !common.is_empty() {
        corpus.retain_shingles(|_| Some(&common));
    }
}

/// The furniture of one group of documents.
fn furniture(corpus: &Corpus, docs: &[u32], threshold: &Threshold) -> Marked {
    let least = threshold.least.max(docs.len() / threshold.one_in);
    if docs.len() < least {
        return Marked::default();
    }
    let Some(suspected) = holders_of_frequent_samples(corpus, docs, least) else { return Marked::default() };
    let docs = suspected.as_slice();
    let frequent = frequent(docs, least, &|doc| corpus.shingles(doc as usize));
    let suspects = Marked::new(&frequent);
    let mut votes = vec![(0_u32, 0_u32); suspects.places()];
    let mut suspected = Vec::new();
    for &doc in docs {
        let shingles = corpus.shingles(doc as usize);
        suspects.places_of(shingles, &mut suspected);
        let has_own_text = (shingles.len() - suspected.len()) as f64 >= OWN_TEXT * shingles.len() as f64;
        for &place in &suspected {
            if let Some((holders, voters)) = votes.get_mut(place as usize) {
                *holders += 1;
                *voters += u32::from(has_own_text);
            }
        }
    }
    let is_furniture = |shingle: &u32| {
        let votes = suspects.place(*shingle).and_then(|place| votes.get(place as usize));
        votes.is_some_and(|&(holders, voters)| voters as usize >= least && voters * 2 >= holders)
    };
    let chosen: Vec<u32> = frequent.into_iter().filter(is_furniture).collect();
    Marked::new(&chosen)
}

/// The documents of which a sampled shingle is frequent: only they are looked at whole. A passage that no sample stands
/// for is too short to make copies of texts that are sampled in part; of brief texts every shingle is a sample.
fn holders_of_frequent_samples(corpus: &Corpus, docs: &[u32], least: usize) -> Option<Vec<u32>> {
    let sampled = |doc: u32| corpus.samples(doc as usize).of_all;
    let frequent = frequent(docs, least, &sampled);
    if frequent.is_empty() {
        return None;
    }
    let suspects = Marked::new(&frequent);
    let holds = |doc: &u32| sampled(*doc).iter().any(|&sample| suspects.contains(sample));
    Some(docs.iter().copied().filter(holds).collect())
}

/// How many counters are in use at a time: few enough to stay in the cache.
const MOST_COUNTERS: usize = 1 << 20;

/// So many shingles may share a counter, as a part of the number that makes a shingle frequent, before it says yes too
/// often.
const SHARING: usize = 4;

/// Shingles that at least `least` of the documents hold, sorted; `list` gives those of a document.
///
/// A small table of counters, several shingles to a counter, first rules out nearly all of them; the rest is counted
/// exactly. In a large corpus one stretch of the shingle numbers is taken after another, so that the table stays small.
fn frequent<'c>(docs: &[u32], least: usize, list: &(impl Fn(u32) -> &'c [u32] + Sync)) -> Vec<u32> {
    let total: usize = docs.iter().map(|&doc| list(doc).len()).sum();
    let wanted = (total * SHARING).div_ceil(least.clamp(SHARING, MOST_COUNTED)).next_power_of_two();
    let counters = wanted.clamp(1 << 10, MOST_COUNTERS);
    let stretches = (wanted / counters).clamp(1, 1 << 16) as u64;
    let width = (1_u64 << 32) / stretches;
    let found: Vec<Vec<u32>> = (0..stretches)
        .into_par_iter()
        .map(|stretch| frequent_between(docs, least, list, counters, stretch * width..(stretch + 1) * width))
        .collect();
    found.concat()
}

/// Counters go no further.
const MOST_COUNTED: usize = u8::MAX as usize;

fn frequent_between<'c>(
    docs: &[u32],
    least: usize,
    list: &impl Fn(u32) -> &'c [u32],
    counters: usize,
    stretch: Range<u64>,
) -> Vec<u32> {
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
    let mut left: Vec<u32> = Vec::new();
    for &doc in docs {
        let passes = |shingle: u32| counts.get(counter(shingle)).is_some_and(|&count| count >= enough);
        append_those(&mut left, slice(doc), |shingle| passes(shingle).then_some(shingle));
    }
    let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
    for shingle in left {
        *counts.entry(shingle).or_default() += 1;
    }
    let mut frequent: Vec<u32> =
        counts.into_iter().filter(|&(_, count)| count >= least).map(|(shingle, _)| shingle).collect();
    frequent.sort_unstable();
    frequent
}

/// Appends what `pick` makes of each number, where it makes anything of it.
///
/// Writes first and decides afterwards whether to move on: which hash passes cannot be foreseen, and a branch guessed
/// wrong costs more than all the rest.
fn append_those(list: &mut Vec<u32>, numbers: &[u32], pick: impl Fn(u32) -> Option<u32>) {
    let start = list.len();
    list.resize(start + numbers.len(), 0);
    let mut end = start;
    for &number in numbers {
        let picked = pick(number);
        if let Some(slot) = list.get_mut(end) {
            *slot = picked.unwrap_or_default();
        }
        end += usize::from(picked.is_some());
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
    len: usize,
}

impl Marked {
    fn new(shingles: &[u32]) -> Self {
        let size = (2 * shingles.len()).next_power_of_two();
        let free = |last: usize| [!(last as u32); TOGETHER];
        let mut marked =
            Self { slots: (0..size).map(free).collect(), spilt: Vec::new(), len: shingles.len() };
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

    fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Places are below this number.
    fn places(&self) -> usize {
        self.slots.len() * TOGETHER + self.spilt.len()
    }

    /// Where the shingle stands in the set.
    fn place(&self, shingle: u32) -> Option<u32> {
        let last = shingle as usize & self.slots.len().wrapping_sub(1);
        let slots = self.slots.get(last)?;
        let found = (0..).zip(slots).fold(0, |found, (bit, &slot)| found | u32::from(slot == shingle) << bit);
        if found != 0 {
            return Some((last * TOGETHER) as u32 + found.trailing_zeros());
        }
        if self.spilt.is_empty() {
            return None;
        }
        let spilt = self.spilt.binary_search(&shingle).ok()?;
        Some((self.slots.len() * TOGETHER + spilt) as u32)
    }

    /// The places of those of the shingles that are in the set, into `places`.
    fn places_of(&self, shingles: &[u32], places: &mut Vec<u32>) {
        places.clear();
        append_those(places, shingles, |shingle| self.place(shingle));
    }

    /// Whether the set holds the shingle.
    pub(crate) fn contains(&self, shingle: u32) -> bool {
        self.place(shingle).is_some()
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
            let mut places = Vec::new();
            marked.places_of(&numbers, &mut places);
            places.sort_unstable();
            places.dedup();
            prop_assert_eq!(places.len(), numbers.len());
            prop_assert!(places.iter().all(|&place| (place as usize) < marked.places()));
        }
    }
}
