//! Cuts a paragraph into tokens in the manner of the English Universal Dependencies treebanks.
//!
//! `The U.S.-led talks won't cost $3.5m, he said.` becomes
//! `The | U.S. | - | led | talks | wo | n't | cost | $ | 3.5 | m | , | he | said | .`

use crate::lexicon::{Abbreviation, Orthography};
use crate::span::Span;

use super::word::{self, is_word};

/// A longer word before ".," is a slip of the writer.
const LONGEST_ABBREVIATION: usize = 5;

/// A token before sentences are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    /// See [`super::Token::joined`].
    pub(super) joined: bool,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    pub(super) kind: Kind,
}

/// What the sentence splitter must know of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    /// A single capital letter with its full stop: "J."
    Initial,
    /// A listed or dotted abbreviation with its full stop.
    Abbreviation(Abbreviation),
    /// A full stop.
    Stop,
    /// One or more question or exclamation marks.
    Cry,
    /// Two or more full stops, or the ellipsis character.
    Ellipsis,
    /// An opening bracket or typographic opening quotation mark.
    Open,
    /// A closing bracket or typographic closing quotation mark.
    Close,
    /// A straight quotation mark or apostrophe standing alone.
    Quote,
    Dash,
    /// Any other mark.
    Mark,
}

/// Reads the tokens of one paragraph into `pieces`.
pub(super) fn cut(text: &str, paragraph: Span, words: &Orthography, pieces: &mut Vec<Piece>) {
    let end = paragraph.range().end.min(text.len());
    let Some(inside) = text.get(..end) else { return };
    let mut scanner = Scanner { text: inside, at: paragraph.range().start, words, pieces, spaced: true };
    while scanner.step() {}
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    words: &'a Orthography,
    pieces: &'a mut Vec<Piece>,
    spaced: bool,
}

impl Scanner<'_> {
    /// Reads one token or one stretch of white space; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.char_at(self.at) else { return false };
        if is_blank(first) {
            self.at += first.len_utf8();
            self.spaced = true;
            return true;
        }
        if is_word(first) {
            self.word();
            return true;
        }
        self.mark(first);
        true
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 0x80 {
            return Some(byte as char);
        }
        self.text.get(at..)?.chars().next()
    }

    fn push(&mut self, end: usize, kind: Kind, joined: bool) {
        let spaced = self.spaced;
        self.pieces.push(Piece { span: Span::new(self.at, end), joined, spaced, kind });
        self.at = end;
        self.spaced = false;
    }

    fn word(&mut self) {
        let start = self.at;
        let first = self.char_at(start).unwrap_or_default();
        if let Some(end) = word::address(self.text, start) {
            return self.push(end, Kind::Word, false);
        }
        if word::is_ideograph(first) {
            return self.push(start + first.len_utf8(), Kind::Word, false);
        }
        let end = word::end(self.text, start, self.words);
        let word = self.text.get(start..end).unwrap_or_default();
        if let Some((end, kind)) = self.with_full_stop(word, end) {
            return self.push(end, kind, false);
        }
        if first.is_ascii_digit() {
            return self.number(word, end);
        }
        if self.clitics(word, end) {
            return;
        }
        self.push(end, Kind::Word, false);
    }

    /// A word whose following full stop belongs to it: "Gen.", "U.S.", "J.", "p.m."
    fn with_full_stop(&self, word: &str, end: usize) -> Option<(usize, Kind)> {
        if self.text.as_bytes().get(end) != Some(&b'.') || self.text.as_bytes().get(end + 1) == Some(&b'.') {
            return None;
        }
        let after = end + 1;
        // "p." is a page, "P." a name.
        let initial = word.len() == 1 && word.starts_with(char::is_uppercase);
        if let Some(kind) = self.words.abbreviation(word).filter(|_| !initial) {
            let number = self.number_follows(after) && !(word.len() == 1 && self.is_measured());
            if kind != Abbreviation::Number || number {
                return Some((after, Kind::Abbreviation(kind)));
            }
        }
        if word::is_dotted(word) {
            return Some((after, Kind::Abbreviation(Abbreviation::Open)));
        }
        let mut letters = word.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            return self.before_comma(word, after).filter(|_| {
                word.len() <= LONGEST_ABBREVIATION && word.starts_with(|c: char| c.is_ascii_uppercase())
            });
        };
        if !letter.is_uppercase() {
            return self.before_comma(word, after);
        }
        // "You and I." ends a sentence; "Ronald I. Baker" does not.
        let named = self.pieces.last().is_some_and(|piece| {
            piece.spaced && piece.span.of(self.text).chars().next().is_some_and(char::is_uppercase)
        });
        if letter == 'I' && !named {
            return None;
        }
        Some((after, Kind::Initial))
    }

    /// Whether a number comes next, or another abbreviation that a number follows: "Wed. Sept. 20".
    fn number_follows(&self, after: usize) -> bool {
        let rest = self.text.get(after..).unwrap_or_default().trim_start_matches(is_blank);
        if rest.starts_with(char::is_numeric) {
            return true;
        }
        let length = word::length_of(rest.get(..rest.floor_char_boundary(8)).unwrap_or_default(), is_word);
        let Some((word, rest)) = rest.split_at_checked(length) else { return false };
        self.words.abbreviation(word) == Some(Abbreviation::Number)
            && word.starts_with(char::is_uppercase)
            && rest
                .strip_prefix('.')
                .is_some_and(|rest| rest.trim_start_matches(is_blank).starts_with(char::is_numeric))
    }

    /// "100 m. 20 more": a letter after a number is a measure.
    fn is_measured(&self) -> bool {
        self.pieces.last().is_some_and(|piece| piece.kind == Kind::Number)
    }

    /// A full stop right before a comma marks an abbreviation we have not listed: "Spokane, Wash., on".
    fn before_comma(&self, word: &str, after: usize) -> Option<(usize, Kind)> {
        let comma = self.text.as_bytes().get(after) == Some(&b',');
        (comma && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
            .then_some((after, Kind::Abbreviation(Abbreviation::Never)))
    }

    /// "20km" is two words, "20th" and "1990s" are one.
    fn number(&mut self, word: &str, end: usize) {
        let digits =
            word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit() || ",.:".contains(c)).len();
        let (_, letters) = word.split_at_checked(digits).unwrap_or((word, ""));
        if letters.is_empty() || !self.words.is_unit(letters) {
            return self.push(end, Kind::Number, false);
        }
        self.push(self.at + digits, Kind::Number, false);
        if self.text.as_bytes().get(end) == Some(&b'.') && word::is_dotted(letters) {
            return self.push(end + 1, Kind::Abbreviation(Abbreviation::Open), false);
        }
        self.push(end, Kind::Word, false);
    }

    /// Splits "don't", "minister's", "cannot" into their parts; false if the word has none.
    fn clitics(&mut self, word: &str, end: usize) -> bool {
        if let Some(lengths) = self.words.contraction(word) {
            let mut joined = false;
            for length in lengths.iter().copied() {
                self.push((self.at + usize::from(length)).min(end), Kind::Word, joined);
                joined = true;
            }
            return true;
        }
        let mut cuts = [end; 4];
        let mut count = 0;
        let mut rest = word;
        while count < cuts.len() {
            let Some(length) = word::clitic(rest) else { break };
            rest = rest.get(..rest.len() - length).unwrap_or_default();
            cuts[count] = self.at + rest.len();
            count += 1;
        }
        if count == 0 {
            return false;
        }
        let mut joined = false;
        for cut in cuts[..count].iter().rev().copied().chain([end]) {
            self.push(cut, Kind::Word, joined);
            joined = true;
        }
        true
    }

    fn mark(&mut self, first: char) {
        let start = self.at;
        let after = start + first.len_utf8();
        let next = self.char_at(after);
        let emoticon = if first.is_ascii_punctuation() && self.spaced { self.emoticon() } else { None };
        if let Some(end) = emoticon {
            return self.push(end, Kind::Mark, false);
        }
        match first {
            // "hit .203", "$.50"
            '.' if next.is_some_and(|c| c.is_ascii_digit()) && self.begins_number() => {
                self.push(word::end(self.text, after, self.words), Kind::Number, false);
            }
            '.' | '…' => {
                let end = self.run(|c| matches!(c, '.' | '…'));
                let kind = if first == '.' && end == after { Kind::Stop } else { Kind::Ellipsis };
                self.push(end, kind, false);
            }
            '!' | '?' | '‽' => {
                let end = self.run(|c| matches!(c, '!' | '?' | '‽'));
                self.push(end, Kind::Cry, false);
            }
            '\'' | '’' | '‘' | '`' => self.apostrophe(first, next),
            '#' | '@' if next.is_some_and(char::is_alphabetic) => {
                let name = |c: char| is_word(c) || c == '_';
                let end = after + word::length_of(self.text.get(after..).unwrap_or_default(), name);
                self.push(end, Kind::Word, false);
            }
            '+' if self.spaced && next.is_some_and(|c| c.is_ascii_digit()) => {
                self.push(word::end(self.text, after, self.words), Kind::Number, false);
            }
            '(' | '[' | '{' | '“' | '„' | '«' | '‹' | '¿' | '¡' | '「' | '『' | '（' => {
                self.push(after, Kind::Open, false);
            }
            ')' | ']' | '}' | '”' | '»' | '›' | '」' | '』' | '）' => {
                self.push(after, Kind::Close, false)
            }
            '"' => self.push(after, Kind::Quote, false),
            '-' | '–' | '—' | '―' | '−' => {
                let end = self.run(|c| c == first);
                self.push(end, Kind::Dash, false);
            }
            '*' | '=' | '_' | '~' | '#' | '+' | '<' | '>' | '|' | '$' => {
                let end = self.run(|c| c == first);
                self.push(end, Kind::Mark, false);
            }
            _ if is_full_stop(first) => self.push(after, Kind::Cry, false),
            _ => {
                let end = word::pictograph(self.text, start).unwrap_or(after);
                self.push(end, Kind::Mark, false);
            }
        }
    }

    /// Whether a full stop here stands before decimals, not after a word.
    fn begins_number(&self) -> bool {
        self.spaced
            || self.pieces.last().is_some_and(|piece| {
                piece.kind == Kind::Open || matches!(piece.span.of(self.text), "$" | "£" | "€")
            })
    }

    /// The end of the stretch of characters from here that `belongs` accepts.
    fn run(&self, belongs: impl Fn(char) -> bool) -> usize {
        self.at + word::length_of(self.text.get(self.at..).unwrap_or_default(), belongs)
    }

    /// A quotation mark, a clitic cut off by a mark (`"Fidelio"'s`), a possessive (`ministers'`), or an elision (`'em`).
    fn apostrophe(&mut self, first: char, next: Option<char>) {
        let after = self.at + first.len_utf8();
        if next == Some(first) && first != '’' {
            return self.push(after + first.len_utf8(), Kind::Quote, false);
        }
        let is_apostrophe = matches!(first, '\'' | '’');
        if is_apostrophe && next.is_some_and(char::is_alphanumeric) {
            let end = word::end(self.text, after, self.words);
            let word = self.text.get(after..end).unwrap_or_default();
            let clitic = !self.spaced && word::is_clitic(word);
            let decade = word.len() == 3 && word.ends_with('s') && word.as_bytes()[0].is_ascii_digit();
            if clitic || decade || (self.spaced && self.words.is_elision(word)) {
                return self.push(end, Kind::Word, clitic);
            }
        }
        let possessive = is_apostrophe
            && !self.spaced
            && self.text.get(..self.at).is_some_and(|before| before.ends_with(['s', 'S', 'z', 'x']))
            && !self.has_open_single_quote();
        if possessive {
            return self.push(after, Kind::Word, true);
        }
        let kind = match first {
            '‘' => Kind::Open,
            '’' => Kind::Close,
            _ => Kind::Quote,
        };
        self.push(after, kind, false);
    }

    /// Whether a single quotation mark is open among the last tokens: then an apostrophe after "s" closes it.
    fn has_open_single_quote(&self) -> bool {
        let recent = self.pieces.iter().rev().take(40);
        for piece in recent {
            match piece.span.of(self.text) {
                "‘" => return true,
                "'" | "’" if piece.joined => {}
                "'" => return piece.spaced,
                "’" => return false,
                _ => {}
            }
        }
        false
    }

    fn emoticon(&self) -> Option<usize> {
        let rest = self.text.get(self.at..)?;
        let length = word::length_of(rest.get(..rest.floor_char_boundary(8))?, |c| !is_blank(c));
        (2..=3).rev().filter(|cut| *cut <= length).find_map(|cut| {
            let marks = rest.get(..cut)?;
            let free = rest.get(cut..)?.chars().next().is_none_or(|c| !c.is_alphanumeric());
            (free && self.words.is_emoticon(marks)).then_some(self.at + cut)
        })
    }
}

/// White space, and characters that show nothing.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{fffc}')
}

/// Full stops and question marks of other scripts.
pub(super) fn is_full_stop(c: char) -> bool {
    matches!(c, '։' | '՞' | '՜' | '؟' | '۔' | '।' | '॥' | '።' | '。' | '．' | '！' | '？' | '｡' | '܀' | '។')
}
