//! What a character counts for when two texts are compared.

use std::sync::LazyLock;

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// What a character does to the word it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fold {
    /// Ends a word: spaces, punctuation, symbols.
    Break,
    /// Does not count and does not end a word: accents, soft hyphens, zero-width marks.
    Skip,
    /// A letter or digit, in lower case and without accents.
    Letter(u32),
    /// A letter of a script that writes no spaces: a word by itself.
    Alone(u32),
}

/// The highest character (exclusive) whose folding is looked up in a table: Latin, Greek, Cyrillic, Armenian,
/// Hebrew and Arabic letters lie below.
const TABLE_END: usize = 0x0700;

static TABLE: LazyLock<Vec<Fold>> = LazyLock::new(|| {
    (0..TABLE_END as u32).map(|code| char::from_u32(code).map_or(Fold::Break, work_out)).collect()
});

/// The folding of one character.
///
/// `É` -> `e`, `й` -> `и`, `’` -> break, soft hyphen -> skip, `選` -> alone.
pub(crate) fn fold(character: char) -> Fold {
    match TABLE.get(character as usize) {
        Some(&fold) => fold,
        None => work_out(character),
    }
}

fn work_out(character: char) -> Fold {
    if is_silent(character) {
        return Fold::Skip;
    }
    if writes_no_spaces(character) {
        return if character.is_alphanumeric() { Fold::Alone(character as u32) } else { Fold::Break };
    }
    if !character.is_alphanumeric() {
        return Fold::Break;
    }
    let lower = character.to_lowercase().next().unwrap_or(character);
    let mut base = lower;
    let mut first = true;
    decompose_canonical(lower, |part| {
        if first {
            base = part;
            first = false;
        }
    });
    // Hangul syllables decompose into letters of which the first would not tell them apart.
    Fold::Letter(if is_hangul(lower) { lower as u32 } else { base as u32 })
}

/// Marks that leave the word as it is: accents, vowel points, joiners, soft hyphens, Armenian accent marks.
fn is_silent(character: char) -> bool {
    const VIRAMA: u8 = 9;
    let class = canonical_combining_class(character);
    matches!(character, '\u{ad}' | '\u{640}' | '\u{55b}' | '\u{55c}' | '\u{55e}' | '\u{feff}')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}')
        || (class != 0 && class != VIRAMA)
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}

/// Chinese characters, kana, Thai, Lao, Burmese and Khmer.
fn writes_no_spaces(character: char) -> bool {
    matches!(
        character as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x31F0..=0x31FF
            | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(fold('É'), Fold::Letter('e' as u32));
        assert_eq!(fold('Й'), Fold::Letter('и' as u32));
        assert_eq!(fold('Հ'), Fold::Letter('հ' as u32));
    }

    #[test]
    fn marks_inside_a_word_are_skipped() {
        for mark in ['\u{301}', '\u{ad}', '\u{200b}', '\u{55e}', '\u{640}'] {
            assert_eq!(fold(mark), Fold::Skip, "{mark:?}");
        }
    }

    #[test]
    fn quotation_marks_end_a_word() {
        for mark in ['’', '“', '—', '\u{a0}', '։', '。'] {
            assert_eq!(fold(mark), Fold::Break, "{mark:?}");
        }
    }

    #[test]
    fn scripts_without_spaces_stand_alone() {
        assert_eq!(fold('選'), Fold::Alone('選' as u32));
        assert_eq!(fold('ไ'), Fold::Alone('ไ' as u32));
        assert_eq!(fold('한'), Fold::Letter('한' as u32));
    }
}
