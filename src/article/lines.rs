//! The lines of a pasted text.

use super::clean::{clean, is_visible};
use crate::span::Span;

/// A line that shows something.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Where it stands, without white space at its ends.
    pub(super) raw: Span,
    /// What a reader sees.
    pub(super) text: String,
    /// How many empty lines stand before it.
    pub(super) gap: usize,
    /// How many columns it is indented.
    pub(super) indent: usize,
    /// How many words it has.
    pub(super) words: usize,
}

/// Splits a text into visible lines. `\n`, `\r\n`, a lone `\r` and the Unicode separators all end a line.
pub(super) fn split_lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = 0;
    let mut at = 0;
    let mut after_return = false;
    for (end, c) in text.char_indices().chain(std::iter::once((text.len(), '\n'))) {
        let is_break = matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        if !is_break {
            after_return = false;
            continue;
        }
        if c == '\n' && after_return && end == at {
            at = end + 1;
            after_return = false;
            continue;
        }
        after_return = c == '\r';
        let raw = Span::new(at, end);
        let content = text.get(at..end).unwrap_or_default();
        at = end + c.len_utf8();
        if !is_visible(content) {
            gap += 1;
            continue;
        }
        let indent = content.chars().take_while(|c| *c == ' ' || *c == '\t').count();
        let shown = clean(content);
        let words = count_words(&shown);
        lines.push(Line { raw: raw.trim(text), text: shown, gap, indent, words });
        gap = 0;
    }
    lines
}

/// Words of a line. Scripts without spaces count two characters as a word.
pub(super) fn count_words(text: &str) -> usize {
    let mut words = 0;
    let mut unspaced = 0;
    let mut counted = false;
    for c in text.chars() {
        if c == ' ' {
            counted = false;
        } else if is_unspaced(c) {
            unspaced += 1;
        } else if !counted && c.is_alphanumeric() {
            words += 1;
            counted = true;
        }
    }
    words + unspaced / 2
}

/// Letters of scripts that put no spaces between words: Chinese, Japanese, Thai, Khmer.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}')
}

/// Whether a line ends as sentences end: with a full stop or its like, perhaps inside closing quotation marks.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', ' ', '*']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '։', '।', '؟', '۔'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break_ends_a_line() {
        let text = "One\r\nTwo\rThree\n\n  Four\u{2028}Five";
        let lines = split_lines(text);
        let shown: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(shown, ["One", "Two", "Three", "Four", "Five"]);
        assert_eq!(lines.iter().map(|line| line.gap).collect::<Vec<_>>(), [0, 0, 0, 1, 0]);
        assert_eq!(lines[3].raw.of(text), "Four");
    }

    #[test]
    fn words_are_counted_in_any_script() {
        assert_eq!(count_words("The U.S. and Armenia’s 2,500 troops"), 6);
        assert_eq!(count_words("会谈在日内瓦继续进行"), 5);
    }
}
