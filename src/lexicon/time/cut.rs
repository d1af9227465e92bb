//! How words are cut for the time lists: the same way in a list entry and in an article.

use std::ops::Range;

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Letters: "Friday"; also "'s", "o'clock", "a.m.".
    Word,
    /// Digits only.
    Digits,
    /// One character of anything else.
    Mark,
}

/// A piece of text, with its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is made of.
    pub kind: PieceKind,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// Cuts `text` into words, digit runs and marks, in order.
///
/// "Friday's 10a.m. talks" is cut into Friday | 's | 10 | a.m. | talks.
pub fn cut(text: &str) -> Cutter<'_> {
    Cutter { text, at: 0 }
}

/// The iterator of [`cut`].
pub struct Cutter<'t> {
    text: &'t str,
    at: usize,
}

/// Whether a character belongs to a word; marks that combine with a letter do.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c)))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Length in bytes of the run of characters at the start of `text` that pass `test`.
fn run(text: &str, test: impl Fn(char) -> bool) -> usize {
    text.char_indices().find(|&(_, c)| !test(c)).map_or(text.len(), |(at, _)| at)
}

/// Length of "a.m.", "p.m", "A.M." at the start of `text`, where there is one.
fn half_of_day(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let fits = matches!(bytes, [b'a' | b'A' | b'p' | b'P', b'.', b'm' | b'M', ..]);
    if !fits || text[3..].chars().next().is_some_and(is_letter) {
        return None;
    }
    Some(if bytes.get(3) == Some(&b'.') { 4 } else { 3 })
}

impl Iterator for Cutter<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let rest = self.text.get(self.at..)?;
        let blank = run(rest, char::is_whitespace);
        let start = self.at + blank;
        let rest = self.text.get(start..)?;
        let first = rest.chars().next()?;
        let (length, kind) = if first.is_ascii_digit() {
            (run(rest, |c| c.is_ascii_digit()), PieceKind::Digits)
        } else if let Some(length) = half_of_day(rest) {
            (length, PieceKind::Word)
        } else if is_letter(first) {
            (word_length(rest), PieceKind::Word)
        } else if is_apostrophe(first) && rest[first.len_utf8()..].chars().next().is_some_and(is_letter) {
            let mark = first.len_utf8();
            (mark + run(&rest[mark..], is_letter), PieceKind::Word)
        } else {
            (first.len_utf8(), PieceKind::Mark)
        };
        self.at = start + length;
        Some(Piece { range: start..start + length, kind, spaced: blank > 0 })
    }
}

/// Length of the word at the start of `text`; "o'clock" is one word, "Friday's" ends before its apostrophe.
fn word_length(text: &str) -> usize {
    let letters = run(text, is_letter);
    if letters != 1 || !text.starts_with(['o', 'O']) {
        return letters;
    }
    let Some(mark) = text[1..].chars().next().filter(|&c| is_apostrophe(c)) else { return letters };
    let tail = &text[1 + mark.len_utf8()..];
    let length = run(tail, is_letter);
    if tail[..length].eq_ignore_ascii_case("clock") { 1 + mark.len_utf8() + length } else { letters }
}

/// A piece as the lists hold it: small letters, plain apostrophe, no points ("a.m." is "am").
pub fn normal_form(piece: &str) -> String {
    let points = piece.len() > 1;
    piece
        .chars()
        .filter(|&c| !(points && c == '.'))
        .flat_map(|c| if c == '\u{2019}' { '\''.to_lowercase() } else { c.to_lowercase() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str) -> Vec<&str> {
        cut(text).map(|piece| &text[piece.range]).collect()
    }

    #[test]
    fn words_digits_and_marks() {
        assert_eq!(pieces("Friday’s 10a.m. talks"), ["Friday", "’s", "10", "a.m.", "talks"]);
        assert_eq!(
            pieces("at 9 o'clock, in the '90s"),
            ["at", "9", "o'clock", ",", "in", "the", "'", "90", "s"]
        );
        assert_eq!(pieces("19-20"), ["19", "-", "20"]);
    }

    proptest! {
        #[test]
        fn every_character_but_white_space_is_kept(text in "\\PC{0,60}") {
            let kept: String = pieces(&text).concat();
            let expected: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(kept, expected);
        }
    }
}
