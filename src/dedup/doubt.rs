//! Publication times that the texts speak against.
//!
//! `Two cranes collapsed in Port Lindow` is dated Friday. Thursday's Courier has it without its first paragraph,
//! Thursday's Herald without its last. Neither can be where Friday's report comes from: each lacks what the other has.
//! It is rather what both were cut from, and its date is wrong, or that of a source which is not in the corpus. The
//! times are still followed (nothing here decides who copied whom); the row says that they are doubtful.

use crate::dedup::lineage::is_earlier;
use crate::dedup::pairs::{Pair, count_shared, shared_of};
use crate::dedup::signature::Corpus;

/// A text of which one earlier text leaves no more than this unexplained was copied from it, or from its source.
const EXPLAINED: f64 = 0.1;

/// What each of two copies must hold of the text that the other lacks, as a share of it.
const ITS_OWN: f64 = 0.1;

/// And as a number of shingles: some two sentences.
const ITS_OWN_SHINGLES: u32 = 20;

/// What two copies must hold in common. A round-up of two stories has two sources that have nothing in common.
const IN_COMMON: f64 = 0.25;

/// What two copies must hold of the text between them.
const TOGETHER: f64 = 0.9;

/// What two copies may share besides, as a share of the text: they were not copied from one another.
const BESIDES: f64 = 0.02;

/// So many earlier texts are looked at, those that share most.
const MOST: usize = 4;

/// Whether two texts dated before `doc` look as if both were made from it. `earlier` are its pairs with earlier texts.
pub(crate) fn is_dated_after_copies(corpus: &Corpus, earlier: &[&Pair], doc: usize) -> bool {
    if earlier.iter().any(|pair| pair.novel_share(doc) <= EXPLAINED) {
        return false;
    }
    let is_dated = |other: usize| {
        corpus.docs.get(other).zip(corpus.docs.get(doc)).is_some_and(|(other, doc)| is_earlier(other, doc))
    };
    let mut copies: Vec<&Pair> = earlier.iter().copied().filter(|pair| is_dated(pair.other(doc))).collect();
    copies.sort_by_key(|pair| (std::cmp::Reverse(pair.shared), pair.other(doc)));
    copies.truncate(MOST);
    let share = |part: f64| part * corpus.shingles(doc).len() as f64;
    copies.iter().enumerate().any(|(place, first)| {
        let others = copies.iter().skip(place + 1);
        others
            .map(|second| Copies { corpus, doc, first, second })
            .any(|copies| copies.look_cut_from_it(share))
    })
}

/// Two texts that may both have been made from a third, `doc`.
struct Copies<'c> {
    corpus: &'c Corpus,
    doc: usize,
    first: &'c Pair,
    second: &'c Pair,
}

impl Copies<'_> {
    /// `share` gives the number of shingles that makes up a part of `doc`.
    fn look_cut_from_it(&self, share: impl Fn(f64) -> f64) -> bool {
        let held = self.first.shared + self.second.shared;
        if f64::from(held) < share(TOGETHER + IN_COMMON) {
            return false;
        }
        let [text, first, second] = [self.doc, self.first.other(self.doc), self.second.other(self.doc)]
            .map(|doc| self.corpus.shingles(doc));
        let shared = count_shared(first, second);
        // Were they cut from `doc`, all they share would stand there, and the two together would nearly make it up.
        if f64::from(shared) < share(IN_COMMON)
            || f64::from(held) - f64::from(shared) < share(TOGETHER - BESIDES)
        {
            return false;
        }
        let both = count_shared(&shared_of(text, first), second);
        let own = self.first.shared.min(self.second.shared).saturating_sub(both);
        own >= ITS_OWN_SHINGLES
            && f64::from(own) >= share(ITS_OWN)
            && f64::from(both) >= share(IN_COMMON)
            && f64::from(held - both) >= share(TOGETHER)
            && f64::from(shared - both) <= share(BESIDES)
    }
}
