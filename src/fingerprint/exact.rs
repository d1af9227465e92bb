//! One number for a whole text.

use crate::fingerprint::words::{each_word, mix};

/// A number that is the same for texts with the same words in the same order.
///
/// Case, accents, punctuation and spacing do not count: `"Prices rose."` and `PRICES  ROSE` agree. Texts without a
/// single word all get 0.
pub fn exact(text: &str) -> u64 {
    let mut whole = 0;
    each_word(text, |word| whole = add_word(whole, word.hash));
    finish(whole)
}

/// One more word of a text whose words so far gave `whole`. Each word waits for the one before, so this is kept short.
pub(crate) fn add_word(whole: u64, word: u64) -> u64 {
    (whole.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The fingerprint of a text whose words gave `whole`.
pub(crate) fn finish(whole: u64) -> u64 {
    mix(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_of_case_and_marks_does_not_count() {
        assert_eq!(exact("“We won’t go,” she said."), exact("\"WE WON'T  GO\", she said"));
    }

    #[test]
    fn a_changed_number_counts() {
        assert_ne!(exact("Two killed in blast"), exact("Three killed in blast"));
    }

    #[test]
    fn no_words_no_fingerprint() {
        assert_eq!(exact(" — \u{0} "), 0);
    }
}
