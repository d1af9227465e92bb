//! Finds listed phrases in running text: names of countries, organisations and places, nouns of office.

use any_ascii::any_ascii_char;
use rustc_hash::FxHashMap;

/// A set of phrases, each with a number, that can be found at a place in a text.
///
/// Letters are compared without case and without diacritics, any white space matches any other, and so do
/// the kinds of apostrophes and hyphens: the listed "Cote d'Ivoire" is found in "CÔTE D’IVOIRE". Whether the
/// capitals fit is left to [`same_capitals`].
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    /// The next node after a node and a folded byte.
    steps: FxHashMap<(u32, u8), u32>,
    /// The numbers of the phrases that end at a node.
    ends: Vec<Vec<u32>>,
}

impl Phrases {
    /// Adds a phrase with its number. A phrase may have several numbers, in the order they were added.
    pub fn insert(&mut self, phrase: &str, number: u32) {
        if self.ends.is_empty() {
            self.ends.push(Vec::new());
        }
        let mut node = 0;
        for byte in fold(phrase).bytes() {
            let next = self.ends.len() as u32;
            node = *self.steps.entry((node, byte)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
            }
        }
        if let Some(numbers) = self.ends.get_mut(node as usize)
            && node > 0
            && !numbers.contains(&number)
        {
            numbers.push(number);
        }
    }

    /// The longest phrase that begins at byte `start` of `text` and ends at the end of a word: its end, and its numbers.
    pub fn longest_at(&self, text: &str, start: usize) -> Option<(usize, &[u32])> {
        let mut longest = None;
        self.walk(text, start, |end, numbers| longest = Some((end, numbers)));
        longest
    }

    /// All phrases that begin at byte `start` of `text` and end at the end of a word, shortest first.
    pub fn all_at(&self, text: &str, start: usize) -> Vec<(usize, &[u32])> {
        let mut all = Vec::new();
        self.walk(text, start, |end, numbers| all.push((end, numbers)));
        all
    }

    /// The numbers of exactly this phrase.
    pub fn get(&self, phrase: &str) -> &[u32] {
        match self.longest_at(phrase, 0) {
            Some((end, numbers)) if end == phrase.len() => numbers,
            _ => &[],
        }
    }

    fn walk<'p>(&'p self, text: &str, start: usize, mut found: impl FnMut(usize, &'p [u32])) {
        let Some(rest) = text.get(start..) else { return };
        let mut node = 0;
        let mut after_space = true;
        for (offset, letter) in rest.char_indices() {
            let is_space = letter.is_whitespace();
            if is_space && after_space {
                if offset == 0 {
                    return;
                }
                continue;
            }
            after_space = is_space;
            let mut next = Some(node);
            each_folded(letter, |byte| next = next.and_then(|node| self.steps.get(&(node, byte)).copied()));
            let Some(next) = next else { return };
            node = next;
            let end = offset + letter.len_utf8();
            let numbers = self.ends.get(node as usize).map_or(&[][..], Vec::as_slice);
            if !numbers.is_empty() && ends_word(rest, end) {
                found(start + end, numbers);
            }
        }
    }
}

/// A phrase as [`Phrases`] compares it: lower case, no diacritics, plain apostrophes, single spaces.
pub fn fold(phrase: &str) -> String {
    let mut folded = Vec::with_capacity(phrase.len());
    for letter in phrase.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        each_folded(letter, |byte| folded.push(byte));
    }
    String::from_utf8(folded).unwrap_or_default()
}

fn each_folded(letter: char, mut take: impl FnMut(u8)) {
    if letter.is_ascii() {
        return take(if letter.is_ascii_whitespace() { b' ' } else { letter.to_ascii_lowercase() as u8 });
    }
    if letter.is_whitespace() {
        return take(b' ');
    }
    any_ascii_char(letter).bytes().for_each(|byte| take(byte.to_ascii_lowercase()));
}

/// Whether a word can end after byte `end`: no letter or digit follows, nor a dollar sign ("US$5").
fn ends_word(text: &str, end: usize) -> bool {
    !text
        .get(end..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(|next| next.is_alphanumeric() || next == '$')
}

/// Whether a word can begin at byte `start`: no letter or digit stands before it.
pub fn begins_word(text: &str, start: usize) -> bool {
    !text.get(..start).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
}

/// Whether words found in a text have the capitals of the listed phrase, or are all in capitals as in a headline.
///
/// "polish" is not "Polish", "us" is not "US"; "TEHRAN" is "Tehran". Phrases listed in lower case fit any capitals.
pub fn same_capitals(listed: &str, found: &str) -> bool {
    let mut in_found = found.chars().filter(|letter| letter.is_alphabetic());
    let mut in_listed = listed.chars().filter(|letter| letter.is_alphabetic());
    let mut same = true;
    let mut shouted = true;
    let mut letters = 0;
    loop {
        match (in_listed.next(), in_found.next()) {
            (Some(listed), Some(found)) => {
                letters += 1;
                same &= !listed.is_uppercase() || found.is_uppercase();
                shouted &= !found.is_lowercase();
            }
            _ => return same || (shouted && letters > 3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn listed() -> Phrases {
        let mut phrases = Phrases::default();
        for (number, phrase) in
            ["Niger", "Nigeria", "Côte d'Ivoire", "U.S.", "prime minister"].iter().enumerate()
        {
            phrases.insert(phrase, number as u32);
        }
        phrases
    }

    #[test]
    fn whole_words_are_found() {
        assert_eq!(listed().longest_at("Nigeria's army", 0), Some((7, &[1][..])));
        assert_eq!(listed().longest_at("Nigerian army", 0), None);
        assert_eq!(listed().longest_at("U.S.-led", 0), Some((4, &[3][..])));
    }

    #[test]
    fn accents_apostrophes_and_spaces_do_not_matter() {
        assert_eq!(listed().get("COTE\u{a0} D’IVOIRE"), &[2]);
        assert_eq!(listed().get("Prime\nMinister"), &[4]);
    }

    #[test]
    fn capitals_decide() {
        assert!(!same_capitals("Polish", "polish"));
        assert!(same_capitals("Polish", "POLISH"));
        assert!(!same_capitals("US", "us"));
        assert!(same_capitals("prime minister", "Prime Minister"));
    }

    proptest! {
        #[test]
        fn any_text_is_walked_on_its_characters(text in "\\PC{0,40}", start in 0usize..40) {
            if let Some((end, _)) = listed().longest_at(&text, start) {
                prop_assert!(text.is_char_boundary(end));
            }
        }
    }
}
