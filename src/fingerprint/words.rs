//! The folded words of a text, each as a number.

use crate::fingerprint::fold::{ASCII, Fold, NOT_ASCII, fold};
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
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const STEP: u64 = 0x0000_0100_0000_01b3;

/// Calls `visit` for every word of `text`, in order.
///
/// `"Mr Ó Sé’s 3 votes"` -> `mr o se s 3 votes`
pub fn each_word(text: &str, mut visit: impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut hash = SEED;
    let mut start = 0;
    let mut end = 0;
    while let Some(&byte) = bytes.get(at) {
        let letter = ASCII[byte as usize];
        if letter == 0 {
            at += 1;
            if hash != SEED {
                visit(word(hash, start, end, false));
                hash = SEED;
            }
            continue;
        }
        if letter != NOT_ASCII {
            if hash == SEED {
                start = at;
            }
            hash = (hash ^ u64::from(letter)).wrapping_mul(STEP);
            at += 1;
            end = at;
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let next = at + character.len_utf8();
        match fold(character) {
            Fold::Skip => {}
            Fold::Letter(code) => {
                if hash == SEED {
                    start = at;
                }
                hash = (hash ^ u64::from(code)).wrapping_mul(STEP);
                end = next;
            }
            broken => {
                if hash != SEED {
                    visit(word(hash, start, end, false));
                    hash = SEED;
                }
                if let Fold::Alone(code) = broken {
                    visit(word((SEED ^ u64::from(code)).wrapping_mul(STEP), at, next, true));
                }
            }
        }
        at = next;
    }
    if hash != SEED {
        visit(word(hash, start, end, false));
    }
}

fn word(hash: u64, start: usize, end: usize, alone: bool) -> Word {
    Word { hash: mix(hash), span: Span::new(start, end), alone }
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
    }
}
