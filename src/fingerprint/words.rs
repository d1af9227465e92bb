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
/// Where 64 bytes are ASCII, the words among them are cut out by their bits; words with other characters, and words
/// too long for that, are read one character after another and give the same numbers.
pub fn each_word(text: &str, mut visit: impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let block = Block::read(block);
        let mut left = block.words;
        while left != 0 {
            let start = left.trailing_zeros();
            let length = (!(left >> start)).trailing_zeros();
            if start + length >= block.known {
                break;
            }
            left &= left.wrapping_add(1 << start);
            let number = block.digits >> start & ((1 << length) - 1) != 0;
            let from = at + start as usize;
            visit(ascii_word(bytes, from, from + length as usize, number));
        }
        // The next word is cut off by the end of the block, or by a character that is not ASCII; or there is none.
        let next = if left == 0 { block.known } else { left.trailing_zeros() };
        at += next as usize;
        if block.known < BLOCK || next == 0 {
            at = read_slowly(text, at, &mut visit);
        }
    }
    while at < bytes.len() {
        at = read_slowly(text, at, &mut visit);
    }
}

/// Reads on character by character, to the end of the word that begins here, or past the next character.
/// Returns where to go on.
fn read_slowly(text: &str, mut at: usize, visit: &mut impl FnMut(Word)) -> usize {
    let mut reader = Reader::default();
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + character.len_utf8();
        match fold(character) {
            Fold::Skip => {}
            Fold::Letter(code) => reader.add(character, code, at, next),
            Fold::Break => reader.finish(visit),
            Fold::Alone(code) => {
                reader.finish(visit);
                reader.add(character, code, at, next);
                reader.alone = true;
                reader.finish(visit);
            }
        }
        at = next;
        if !reader.open {
            return at;
        }
    }
    reader.finish(visit);
    at
}

/// How many bytes are looked at together.
const BLOCK: u32 = u64::BITS;

/// What 64 bytes hold, a bit for a byte.
struct Block {
    /// ASCII letters and digits.
    words: u64,
    /// ASCII digits.
    digits: u64,
    /// How many bytes there are in front of the first that is not ASCII.
    known: u32,
}

impl Block {
    fn read(bytes: &[u8; BLOCK as usize]) -> Self {
        let letters = bits(bytes, |byte| (byte | 0x20).wrapping_sub(b'a') < 26);
        let digits = bits(bytes, |byte| byte.wrapping_sub(b'0') < 10);
        let all_ascii = bytes.iter().fold(0, |all, byte| all | byte) < 0x80;
        let known = if all_ascii { BLOCK } else { bits(bytes, |byte| byte >= 0x80).trailing_zeros() };
        let inside = if known < BLOCK { (1 << known) - 1 } else { u64::MAX };
        Self { words: (letters | digits) & inside, digits, known }
    }
}

/// A bit for every byte that passes the test.
fn bits(bytes: &[u8; BLOCK as usize], test: impl Fn(u8) -> bool) -> u64 {
    let passed = bytes.map(|byte| u8::from(test(byte)));
    let (eights, _) = passed.as_chunks::<8>();
    // The product moves the lowest bit of each of eight bytes into the highest byte.
    let gather = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    (0..).zip(eights).fold(0, |bits, (place, eight)| bits | gather(eight) << (8 * place))
}

/// A word of ASCII letters and digits.
#[inline]
fn ascii_word(bytes: &[u8], start: usize, end: usize, number: bool) -> Word {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let mut hash = 0;
    let mut at = start;
    while end - at >= 8 {
        hash = stir(hash, eight_from(bytes, at) | LOWER);
        at += 8;
    }
    let inside = (1 << (8 * (end - at))) - 1;
    hash = stir(hash, (eight_from(bytes, at) | LOWER) & inside);
    let capital = bytes.get(start).is_some_and(u8::is_ascii_uppercase);
    Word { hash, span: Span::new(start, end), alone: false, capital, number }
}

/// Eight bytes as a number, the first lowest; zeros behind the end of the text.
#[inline]
fn eight_from(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    rest.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
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
        fn blocks_and_single_characters_agree(
            text in "([a-zA-Z0-9@\\[`{/:^_é ]|\u{301}|ж|選|\u{7f}|\u{10}|[a-z]{5,90}| ){0,60}"
        ) {
            let mut fast = Vec::new();
            each_word(&text, |word| fast.push(word));
            prop_assert_eq!(fast, slowly(&text));
        }
    }
}
