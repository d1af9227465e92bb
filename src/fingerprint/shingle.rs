//! Shingles: runs of neighbouring words.

use crate::fingerprint::words::{each_word, mix};

/// How many words make a shingle, as in most studies of news reuse.
pub const WORDS_PER_SHINGLE: usize = 5;

/// Multiplier of the rolling hash.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Rolls words into shingles: feed one word after another, get the shingle that ends with it.
///
/// `prices rose again on Monday morning` -> `prices rose again on Monday`, `rose again on Monday morning`
#[derive(Clone, Debug)]
pub struct Shingles {
    ring: [u64; MOST],
    length: usize,
    leaving: u64,
    next: usize,
    seen: usize,
    rolled: u64,
}

/// The longest shingle that can be asked for.
const MOST: usize = 16;

impl Shingles {
    /// Shingles of `length` words (1 to 16; other lengths are brought into that range).
    pub fn new(length: usize) -> Self {
        let length = length.clamp(1, MOST);
        let leaving = (0..length).fold(1_u64, |power, _| power.wrapping_mul(BASE));
        Self { ring: [0; MOST], length, leaving, next: 0, seen: 0, rolled: 0 }
    }

    /// The shingle that ends with this word, once enough words have been seen.
    pub fn push(&mut self, word: u64) -> Option<u64> {
        let old = self.ring.get_mut(self.next).map(|slot| std::mem::replace(slot, word)).unwrap_or_default();
        self.next = if self.next + 1 == self.length { 0 } else { self.next + 1 };
        self.rolled =
            self.rolled.wrapping_mul(BASE).wrapping_add(word).wrapping_sub(old.wrapping_mul(self.leaving));
        self.seen += 1;
        (self.seen >= self.length).then(|| mix(self.rolled))
    }

    /// How many words have been fed.
    pub fn words(&self) -> usize {
        self.seen
    }

    /// What has been rolled so far: for texts of fewer words than a shingle, the whole text.
    pub fn rolled(&self) -> u64 {
        mix(self.rolled)
    }
}

/// The shingles of `length` words (1 to 16) in a run of words that is at hand as a whole: as [`Shingles`] gives them, in
/// two thirds of the time.
pub(crate) fn shingles_of(words: &[u64], length: usize) -> impl Iterator<Item = u64> {
    let Shingles { length, leaving, .. } = Shingles::new(length);
    let roll = move |rolled: u64, word: u64| rolled.wrapping_mul(BASE).wrapping_add(word);
    let (first, rest) = words.split_at(words.len().min(length - 1));
    let mut rolled = first.iter().fold(0, |rolled, &word| roll(rolled, word));
    let leavers = std::iter::once(0).chain(words.iter().copied());
    rest.iter().zip(leavers).map(move |(&word, old)| {
        rolled = roll(rolled, word).wrapping_sub(old.wrapping_mul(leaving));
        mix(rolled)
    })
}

/// Calls `visit` for every shingle of `length` words; a shorter text counts as one shingle, an empty one as none.
pub(crate) fn each_shingle(text: &str, length: usize, mut visit: impl FnMut(u64)) {
    let mut shingles = Shingles::new(length);
    each_word(text, |word| {
        if let Some(shingle) = shingles.push(word.hash) {
            visit(shingle);
        }
    });
    if (1..length).contains(&shingles.words()) {
        visit(shingles.rolled());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shingles(text: &str, length: usize) -> Vec<u64> {
        let mut found = Vec::new();
        each_shingle(text, length, |shingle| found.push(shingle));
        found
    }

    #[test]
    fn a_run_of_words_has_the_same_shingle_wherever_it_stands() {
        let alone = shingles("prices rose again on Monday", 5);
        let inside = shingles("In the capital, prices rose again on Monday and Tuesday.", 5);
        assert_eq!(alone.len(), 1);
        assert!(inside.contains(&alone[0]));
    }

    #[test]
    fn a_run_of_words_gives_the_same_shingles_as_one_word_after_another() {
        let words: Vec<u64> = (0..40).map(mix).collect();
        for (length, count) in [(1, 40), (2, 40), (5, 40), (8, 7), (5, 5), (3, 0)] {
            let mut rolling = Shingles::new(length);
            let one_by_one: Vec<u64> = words[..count].iter().filter_map(|&word| rolling.push(word)).collect();
            assert_eq!(shingles_of(&words[..count], length).collect::<Vec<_>>(), one_by_one);
        }
    }

    #[test]
    fn order_counts() {
        assert_ne!(shingles("police shot protesters", 3), shingles("protesters shot police", 3));
    }

    #[test]
    fn a_text_shorter_than_a_shingle_is_one() {
        assert_eq!(shingles("Prices rose", 5).len(), 1);
        assert_eq!(shingles(" \u{0} ... ", 5).len(), 0);
    }
}
