//! The folded words of a text, each as a number.

use crate::fingerprint::fold::{Fold, fold};
use crate::span::Span;

/// A word of a text, folded to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The same for the same letters, whatever their case and accents.
    pub hash: u64,
    /// Where the word stands.
    pub span: Span,
    /// A single character of a script that writes no spaces.
    pub alone: bool,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Holds a digit.
    pub number: bool,
}

/// Calls `visit` for every word of `text`, in order.
///
/// `"Mr Ó Sé’s 3 votes"` -> `mr o se s 3 votes`
///
/// Reads eight ASCII letters at a time; words with other characters are read one character after another and give
/// the same numbers.
pub fn each_word(text: &str, mut visit: impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let mut reader = Reader::default();
    let mut at = 0;
    while at < bytes.len() {
        if let Some(eight) = bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()) {
            let eight = Eight::read(eight);
            if eight.letters > 0 {
                reader.take(&eight, at);
                at += eight.letters;
            }
            if eight.letters == 8 {
                continue;
            }
            if bytes.get(at).is_some_and(u8::is_ascii) {
                reader.finish(&mut visit);
                at += 1;
                continue;
            }
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let next = at + character.len_utf8();
        match fold(character) {
            Fold::Skip => {}
            Fold::Letter(code) => reader.add(character, code, at, next),
            Fold::Break => reader.finish(&mut visit),
            Fold::Alone(code) => {
                reader.finish(&mut visit);
                reader.add(character, code, at, next);
                reader.alone = true;
                reader.finish(&mut visit);
            }
        }
        at = next;
    }
    reader.finish(&mut visit);
}

/// Eight bytes, looked at together.
struct Eight {
    /// How many ASCII letters and digits they begin with.
    letters: usize,
    /// Those, in lower case; zero behind them.
    folded: u64,
    capital: bool,
    number: bool,
}

impl Eight {
    fn read(bytes: [u8; 8]) -> Self {
        const HIGH: u64 = 0x8080_8080_8080_8080;
        const EACH: u64 = 0x0101_0101_0101_0101;
        let word = u64::from_le_bytes(bytes);
        let ascii = word & !HIGH;
        let lower = ascii | (0x20 * EACH);
        // In every byte below 0x80, adding 0x80 - x sets the high bit if the byte is at least x.
        let at_least = |bytes: u64, x: u8| bytes + u64::from(0x80 - x) * EACH;
        let letter = at_least(lower, b'a') & !at_least(lower, b'z' + 1);
        let digit = at_least(ascii, b'0') & !at_least(ascii, b'9' + 1);
        let other = !(letter | digit) | word;
        let letters = (other & HIGH).trailing_zeros() as usize / 8;
        let inside = if letters == 8 { u64::MAX } else { (1 << (8 * letters)) - 1 };
        Self {
            letters,
            folded: lower & inside,
            capital: word & 0x20 == 0 && letter & 0x80 != 0,
            number: digit & inside & HIGH != 0,
        }
    }
}

/// The word that is being read: its folded letters as UTF-8, eight bytes at a time.
#[derive(Default)]
struct Reader {
    hash: u64,
    pending: u64,
    bits: u32,
    start: usize,
    end: usize,
    open: bool,
    alone: bool,
    capital: bool,
    number: bool,
}

impl Reader {
    fn open(&mut self, at: usize, capital: bool) {
        if !self.open {
            *self = Self { open: true, start: at, capital, ..Self::default() };
        }
    }

    fn take(&mut self, eight: &Eight, at: usize) {
        self.open(at, eight.capital);
        self.number |= eight.number;
        self.end = at + eight.letters;
        let bits = 8 * eight.letters as u32;
        if self.bits == 0 {
            self.pending = eight.folded;
            self.bits = bits;
        } else {
            self.pending |= eight.folded << self.bits;
            let fits = 64 - self.bits;
            if bits >= fits {
                self.flush();
                self.pending = eight.folded.checked_shr(fits).unwrap_or(0);
                self.bits = bits - fits;
                return;
            }
            self.bits += bits;
        }
        if self.bits == 64 {
            self.flush();
        }
    }

    fn add(&mut self, character: char, code: u32, at: usize, end: usize) {
        self.open(at, character.is_uppercase());
        self.number |= character.is_numeric();
        self.end = end;
        let mut utf8 = [0; 4];
        let folded = char::from_u32(code).unwrap_or(character);
        for byte in folded.encode_utf8(&mut utf8).bytes() {
            self.pending |= u64::from(byte) << self.bits;
            self.bits += 8;
            if self.bits == 64 {
                self.flush();
            }
        }
    }

    fn flush(&mut self) {
        self.hash = stir(self.hash, self.pending);
        self.pending = 0;
        self.bits = 0;
    }

    fn finish(&mut self, visit: &mut impl FnMut(Word)) {
        if !self.open {
            return;
        }
        self.open = false;
        visit(Word {
            hash: stir(self.hash, self.pending),
            span: Span::new(self.start, self.end),
            alone: self.alone,
            capital: self.capital,
            number: self.number,
        });
    }
}

/// Eight more bytes of a word.
fn stir(hash: u64, bytes: u64) -> u64 {
    let mixed = (hash ^ bytes ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    mixed ^ (mixed >> 29)
}

/// Spreads a number over all its bits (the finisher of MurmurHash3).
pub(crate) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        each_word(text, |word| found.push(word.span.of(text)));
        found
    }

    fn hashes(text: &str) -> Vec<u64> {
        let mut found = Vec::new();
        each_word(text, |word| found.push(word.hash));
        found
    }

    /// The same words, every character looked at by itself.
    fn slowly(text: &str) -> Vec<Word> {
        let mut found = Vec::new();
        let mut reader = Reader::default();
        for (at, character) in text.char_indices() {
            let mut visit = |word| found.push(word);
            match fold(character) {
                Fold::Skip => {}
                Fold::Letter(code) => reader.add(character, code, at, at + character.len_utf8()),
                Fold::Break => reader.finish(&mut visit),
                Fold::Alone(code) => {
                    reader.finish(&mut visit);
                    reader.add(character, code, at, at + character.len_utf8());
                    reader.alone = true;
                    reader.finish(&mut visit);
                }
            }
        }
        reader.finish(&mut |word| found.push(word));
        found
    }

    #[test]
    fn words_are_letters_and_digits() {
        assert_eq!(words("Mr Osei’s 3-year “plan”."), ["Mr", "Osei", "s", "3", "year", "plan"]);
    }

    #[test]
    fn composed_and_decomposed_accents_agree() {
        assert_eq!(hashes("Caf\u{e9} Zoë"), hashes("Cafe\u{301} ZOE"));
    }

    #[test]
    fn chinese_is_read_by_character() {
        assert_eq!(words("部長 resigned辞職"), ["部", "長", "resigned", "辞", "職"]);
    }

    #[test]
    fn a_word_does_not_depend_on_its_neighbours() {
        let long = hashes("the envoy left");
        assert_eq!(hashes("envoy"), [long[1]]);
    }

    #[test]
    fn names_and_numbers_are_marked() {
        let mut found = Vec::new();
        each_word("the Élysée paid 3bn to NATO", |word| found.push((word.capital, word.number)));
        let neither = (false, false);
        assert_eq!(found, [neither, (true, false), neither, (false, true), neither, (true, false)]);
    }

    proptest! {
        #[test]
        fn any_text_gives_words_inside_the_text(text in "\\PC{0,200}|(a|é|選|\u{301}| |\u{0}|’){0,50}") {
            let mut last = 0;
            each_word(&text, |word| {
                assert!(text.get(word.span.range()).is_some_and(|inside| !inside.is_empty()));
                assert!(word.span.start >= last);
                last = word.span.end;
            });
        }

        #[test]
        fn eight_letters_at_a_time_and_one_by_one_agree(
            text in "([a-zA-Z0-9@\\[`{/:^_é ]|\u{301}|ж|選|\u{7f}|\u{10}|[a-z]{5,20}| ){0,60}"
        ) {
            let mut fast = Vec::new();
            each_word(&text, |word| fast.push(word));
            prop_assert_eq!(fast, slowly(&text));
        }
    }
}
