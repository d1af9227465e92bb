//! Which of many old articles share enough with new ones to be looked at.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::dedup::candidates::{Size, is_enough, samples};
use crate::dedup::index::Entry;
use crate::dedup::pairs::BRIEF_CONTAINMENT;

/// What is looked at of an old article: little enough that millions can be passed by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kept<'a> {
    /// As in [`Entry`].
    pub exact: u64,
    /// How many words count.
    pub words: u32,
    /// How many shingles the text has.
    pub size: u32,
    /// The sampled ones, sorted.
    pub samples: &'a [u32],
    /// As in [`Entry`].
    pub word_pairs: &'a [u32],
}

impl<'a> From<&'a Entry> for Kept<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            exact: entry.exact,
            words: entry.words,
            size: entry.shingles.len() as u32,
            samples: samples(&entry.shingles),
            word_pairs: &entry.word_pairs,
        }
    }
}

/// A number that more than this many of the old articles hold is a footer, a common phrase or a story that everybody
/// prints. In `Sign up for our morning letter` alone no article is close to another.
const COMMON: usize = 96;

/// Of the holders of a common number so many are looked at all the same, the first and as many of the last: enough to
/// tell furniture for what it is, and to find where a story that everybody prints came from.
const WITNESSES: usize = 8;

/// An article that shares so much is close, however common what it shares.
const MOSTLY: f64 = 0.5;

/// New articles, ready to be compared with old ones that pass by in batches.
#[derive(Debug, Default)]
pub struct Neighbours {
    exact: FxHashSet<(u64, u32)>,
    long: Holders,
    brief: Holders,
    containment: f64,
}

/// The texts that hold a number, and how much of each text the numbers stand for.
#[derive(Debug, Default)]
struct Holders {
    /// Where the holders of a number stand in `of`.
    places: FxHashMap<u32, u32>,
    of: Vec<Vec<u32>>,
    /// One bit for all numbers with the same last digits: a quick no.
    bits: Vec<u64>,
    sizes: Vec<Size>,
}

/// Bits in front of the map of holders: half a megabyte, of which the samples of a thousand articles set one in fifty.
const BITS: usize = 1 << 22;

impl Neighbours {
    /// Reads new articles; old ones must share about `containment` with one of them.
    pub fn new<'e>(entries: impl IntoIterator<Item = &'e Entry>, containment: f64) -> Self {
        let mut neighbours = Self { containment, ..Self::default() };
        for entry in entries.into_iter().filter(|entry| entry.words > 0) {
            neighbours.exact.insert((entry.exact, entry.words));
            neighbours.long.add(samples(&entry.shingles), entry.shingles.len());
            neighbours.brief.add(samples(&entry.word_pairs), entry.word_pairs.len());
        }
        neighbours
    }

    /// The old articles that share enough with one of the new ones, by their place in `old`.
    pub fn among(&self, old: &[Kept<'_>]) -> Vec<usize> {
        let hits: Vec<Vec<u32>> = old.par_iter().map(|kept| self.long.hits(kept.samples)).collect();
        let common = Common::count(&hits, self.long.of.len());
        let close: Vec<bool> = old
            .par_iter()
            .zip(&hits)
            .map_init(Vec::new, |counts, (kept, hits)| self.is_close(kept, hits, &common, counts))
            .collect();
        let place = |(place, close): (usize, bool)| (close || common.is_witness(place)).then_some(place);
        close.into_iter().enumerate().filter_map(place).collect()
    }

    /// Whether an old article shares enough with one of the new ones. `counts` is working memory, to be given again.
    fn is_close(&self, old: &Kept<'_>, hits: &[u32], common: &Common, counts: &mut Vec<u32>) -> bool {
        if old.words == 0 {
            return false;
        }
        if self.exact.contains(&(old.exact, old.words)) {
            return true;
        }
        let size = Size::new(old.samples.len(), old.size as usize);
        let rare = hits.iter().copied().filter(|&hit| !common.is_common(hit));
        if self.long.have(rare, &size, self.containment, counts)
            || self.long.have(hits.iter().copied(), &size, self.containment.max(MOSTLY), counts)
        {
            return true;
        }
        let brief = samples(old.word_pairs);
        let size = Size::new(brief.len(), old.word_pairs.len());
        self.brief.have(self.brief.hits(brief).into_iter(), &size, BRIEF_CONTAINMENT, counts)
    }
}

/// What many of the old articles hold.
struct Common {
    /// How many articles hold a number, by its place.
    holders: Vec<u32>,
    /// The articles that are looked at for what is common, sorted.
    witnesses: Vec<usize>,
}

impl Common {
    fn count(hits: &[Vec<u32>], numbers: usize) -> Self {
        let mut holders = vec![0_u32; numbers];
        for &hit in hits.iter().flatten() {
            if let Some(holders) = holders.get_mut(hit as usize) {
                *holders += 1;
            }
        }
        let mut seen = vec![0_u32; numbers];
        let mut witnesses = Vec::new();
        for (article, hits) in hits.iter().enumerate() {
            for &hit in hits {
                let (Some(&all), Some(seen)) = (holders.get(hit as usize), seen.get_mut(hit as usize)) else {
                    continue;
                };
                *seen += 1;
                if all as usize > COMMON && (*seen).min(all - *seen + 1) as usize <= WITNESSES {
                    witnesses.push(article);
                }
            }
        }
        witnesses.dedup();
        Self { holders, witnesses }
    }

    fn is_common(&self, hit: u32) -> bool {
        self.holders.get(hit as usize).is_some_and(|&holders| holders as usize > COMMON)
    }

    fn is_witness(&self, article: usize) -> bool {
        self.witnesses.binary_search(&article).is_ok()
    }
}

impl Holders {
    fn add(&mut self, samples: &[u32], size: usize) {
        let text = self.sizes.len() as u32;
        self.sizes.push(Size::new(samples.len(), size));
        if !samples.is_empty() {
            self.bits.resize(BITS / 64, 0);
        }
        for &sample in samples {
            let place = *self.places.entry(sample).or_insert_with(|| {
                self.of.push(Vec::new());
                self.of.len() as u32 - 1
            });
            if let Some(texts) = self.of.get_mut(place as usize) {
                texts.push(text);
            }
            if let Some(word) = self.bits.get_mut(sample as usize % BITS / 64) {
                *word |= 1 << (sample % 64);
            }
        }
    }

    /// Those of the samples that one of the texts holds, by their places.
    fn hits(&self, samples: &[u32]) -> Vec<u32> {
        let maybe = |sample: &&u32| {
            let bits = self.bits.get(**sample as usize % BITS / 64).copied().unwrap_or_default();
            bits >> (**sample % 64) & 1 == 1
        };
        samples.iter().filter(maybe).filter_map(|sample| self.places.get(sample).copied()).collect()
    }

    /// Whether one of the texts shares enough of these samples of a text of size `mine`.
    fn have(
        &self,
        hits: impl Iterator<Item = u32>,
        mine: &Size,
        containment: f64,
        counts: &mut Vec<u32>,
    ) -> bool {
        counts.clear();
        counts.extend(hits.flat_map(|hit| self.of.get(hit as usize).into_iter().flatten()));
        counts.sort_unstable();
        counts.chunk_by(|a, b| a == b).any(|run| {
            let theirs = run.first().and_then(|&text| self.sizes.get(text as usize));
            let count = u16::try_from(run.len()).unwrap_or(u16::MAX);
            theirs.is_some_and(|theirs| is_enough(mine, theirs, count, containment))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entry of an article with these shingles.
    fn entry(shingles: Vec<u32>) -> Entry {
        Entry {
            id: String::new(),
            outlet: None,
            published: None,
            exact: shingles.iter().map(|&shingle| u64::from(shingle)).sum(),
            bytes: 0,
            style: 0,
            words: shingles.len() as u32,
            shingles,
            anchors: Vec::new(),
            word_pairs: Vec::new(),
            tail: Vec::new(),
        }
    }

    #[test]
    fn what_everybody_prints_makes_no_neighbours_but_a_copy_is_one() {
        let footer = 0..10_u32;
        let own = |article: u32| (0..90).map(move |place| 1000 * (article + 1) + place);
        let with_footer = |article: u32| entry(footer.clone().chain(own(article)).collect());
        let mut old: Vec<Entry> = (0..300).map(with_footer).collect();
        // Every tenth of its shingles stands in the first article too, beside the footer.
        old.push(entry(
            footer
                .clone()
                .chain((0..90).map(|place| if place < 20 { 1000 + place } else { 9_000_000 + place }))
                .collect(),
        ));
        let kept: Vec<Kept<'_>> = old.iter().map(Kept::from).collect();
        let found = Neighbours::new([&with_footer(150)], 0.08).among(&kept);
        assert!(found.contains(&150));
        assert!(found.len() <= 2 * WITNESSES + 1, "{found:?}");
        let found = Neighbours::new([&with_footer(0)], 0.08).among(&kept);
        assert!(found.contains(&0) && found.contains(&300));
    }
}
