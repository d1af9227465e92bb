//! Where sentences end inside a paragraph.

use crate::lexicon::{Abbreviation, Orthography};

use super::token::{Kind, Piece};

/// The index after the last piece of each sentence, in order; the last one is `pieces.len()`.
pub(super) fn ends(text: &str, pieces: &[Piece], words: &Orthography) -> Vec<usize> {
    let splitter = Splitter { text, pieces, words };
    let mut ends = Vec::new();
    let mut start = splitter.after_dateline().unwrap_or_default();
    let mut at = start;
    if start > 0 {
        ends.push(start);
    }
    while at < pieces.len() {
        match splitter.end_at(start, at) {
            Some(end) => {
                ends.push(end);
                start = end;
                at = end;
            }
            None => at += 1,
        }
    }
    if start < pieces.len() {
        ends.push(pieces.len());
    }
    ends
}

/// How many closing or opening marks may stand between two sentences.
const MOST_MARKS: usize = 40;

struct Splitter<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    words: &'a Orthography,
}

impl<'a> Splitter<'a> {
    fn text_of(&self, at: usize) -> &'a str {
        self.pieces.get(at).map_or("", |piece| piece.span.of(self.text))
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.pieces.get(at).map(|piece| piece.kind)
    }

    /// "GENEVA, March 3 (Wire) -- Ministers met.": place, day and agency before the dash are no part of the first
    /// sentence; the treebanks cut them off too.
    fn after_dateline(&self) -> Option<usize> {
        const LONGEST: usize = 14;
        let is_capital = |at: usize| {
            let word = self.text_of(at);
            word.len() > 2 && word.chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
        };
        if self.kind(0) != Some(Kind::Word) || !is_capital(0) {
            return None;
        }
        let dash = (1..LONGEST).find(|at| self.kind(*at) == Some(Kind::Dash) && self.pieces[*at].spaced)?;
        let fits = |at: usize| match self.pieces[at].kind {
            Kind::Word => self.text_of(at).starts_with(char::is_uppercase),
            Kind::Mark => self.text_of(at) == ",",
            Kind::Cry | Kind::Ellipsis | Kind::Quote => false,
            _ => true,
        };
        let next = self.pieces.get(dash + 1)?;
        let opener = self.opener(dash + 1);
        let begins = next.spaced && Follower::of(self.text_of(opener)) == Follower::Capital;
        // A heading "NATO - An alliance at a crossroads" has no agency, comma or day before its dash: it looks the same
        // with one word, so one word alone must not be an acronym.
        let is_place = dash > 1 || self.text_of(0).len() > 5;
        (begins && is_place && (1..dash).all(fits)).then_some(dash + 1)
    }

    /// If the piece `at` ends the sentence that began at `start`: where the next one begins.
    fn end_at(&self, start: usize, at: usize) -> Option<usize> {
        let kind = self.pieces[at].kind;
        if !matches!(kind, Kind::Stop | Kind::Cry | Kind::Ellipsis | Kind::Initial | Kind::Abbreviation(_)) {
            return None;
        }
        // ". . .": full stops with spaces between them are one ellipsis.
        if kind == Kind::Stop && matches!(self.kind(at + 1), Some(Kind::Stop | Kind::Ellipsis)) {
            return None;
        }
        let dotted = at > start && self.kind(at - 1) == Some(Kind::Stop) && self.pieces[at].spaced;
        let kind = if kind == Kind::Stop && dotted { Kind::Ellipsis } else { kind };
        let next = self.after_closers(at + 1);
        let closed = next > at + 1;
        if next >= self.pieces.len() {
            return None;
        }
        let opener = self.opener(next);
        let follows = Follower::of(self.text_of(opener));
        let ends = match kind {
            Kind::Cry => self.ends_after_cry(at, next, opener, follows, closed),
            Kind::Stop => self.ends_after_stop(start, at, next, opener, follows),
            Kind::Ellipsis => follows == Follower::Capital && self.pieces[next].spaced,
            Kind::Initial => closed || self.starts_anew(opener, follows) && !self.is_name(at),
            Kind::Abbreviation(kind) => self.ends_after_abbreviation(kind, at, opener, follows),
            _ => false,
        };
        ends.then_some(next)
    }

    /// Skips closing quotation marks and brackets that belong to the sentence just ended.
    ///
    /// So many and no more: a text that is nothing but stops and marks would be gone through once for every stop.
    fn after_closers(&self, mut at: usize) -> usize {
        let last = at + MOST_MARKS;
        while let Some(piece) = self.pieces.get(at).filter(|_| at < last) {
            let closes = match piece.kind {
                Kind::Close => true,
                Kind::Quote => {
                    !piece.spaced
                        && self.pieces.get(at + 1).is_none_or(|next| next.spaced || next.kind != Kind::Word)
                }
                // A footnote mark or a second mark after the first: "?!", ".*"
                Kind::Cry | Kind::Stop | Kind::Ellipsis => !piece.spaced,
                Kind::Mark => self.words.is_emoticon(self.text_of(at)),
                _ => false,
            };
            if closes {
                at += 1;
            } else if let Some(after) = self.after_footnote(at) {
                at = after;
            } else {
                break;
            }
        }
        at
    }

    /// "in 1805.[6] The school": the number of a footnote belongs to the sentence before it.
    fn after_footnote(&self, at: usize) -> Option<usize> {
        let is_note =
            self.text_of(at) == "[" && self.kind(at + 1) == Some(Kind::Number) && self.text_of(at + 2) == "]";
        is_note.then_some(at + 3)
    }

    /// Skips opening quotation marks and brackets to the first word of what follows.
    fn opener(&self, mut at: usize) -> usize {
        let last = (at + MOST_MARKS).min(self.pieces.len());
        while matches!(self.kind(at), Some(Kind::Open | Kind::Quote)) && at + 1 < last {
            at += 1;
        }
        at
    }

    fn ends_after_cry(&self, at: usize, next: usize, opener: usize, follows: Follower, closed: bool) -> bool {
        if matches!(follows, Follower::Small) {
            // `"Why?" he asked`, and names with a mark of their own, go on; careless writers do not use capitals.
            let named = at > 0 && self.text_of(at - 1).starts_with(char::is_uppercase);
            return !closed && !named && self.pieces[next].spaced;
        }
        if matches!(self.kind(next), Some(Kind::Dash)) || self.is_inner_mark(next) {
            return false;
        }
        !(closed && self.is_reporting_clause(opener))
    }

    /// A comma, colon or semicolon right after goes on with the sentence.
    fn is_inner_mark(&self, at: usize) -> bool {
        matches!(self.text_of(at), "," | ";" | ":" | "/" | "&" | "%")
    }

    /// `"Stop!" Dana Reed said.` is one sentence: a name and a verb of speaking follow the quotation.
    fn is_reporting_clause(&self, at: usize) -> bool {
        const SAID: &[&str] =
            &["said", "says", "asked", "asks", "told", "added", "wrote", "cried", "replied"];
        (at..at + 5).any(|word| SAID.contains(&self.text_of(word)))
            && (at..at + 5).take_while(|word| !SAID.contains(&self.text_of(*word))).all(|word| {
                self.kind(word) == Some(Kind::Word) && self.text_of(word).starts_with(char::is_uppercase)
            })
    }

    fn ends_after_stop(
        &self,
        start: usize,
        at: usize,
        next: usize,
        opener: usize,
        follows: Follower,
    ) -> bool {
        if self.is_inner_mark(next) {
            return false;
        }
        // "2. Open the border": the number of an item in a list.
        if at == start + 1 && self.kind(start) == Some(Kind::Number) {
            return false;
        }
        match follows {
            Follower::Small => {
                // Careless writers begin sentences with a small letter; an unlisted abbreviation looks the same.
                next == at + 1
                    && self.pieces[next].spaced
                    && !self.pieces[at].spaced
                    && at > start + 1
                    && (self.text_of(at - 1).len() > 3
                        || self.text_of(opener) == "i"
                        || self.words.is_starter(self.text_of(opener)))
            }
            Follower::Other => {
                !matches!(self.kind(next), Some(Kind::Dash)) || self.kind(opener) != Some(Kind::Dash)
            }
            Follower::Capital | Follower::Digit => true,
        }
    }

    fn ends_after_abbreviation(
        &self,
        kind: Abbreviation,
        at: usize,
        opener: usize,
        follows: Follower,
    ) -> bool {
        let after_name = || {
            at.checked_sub(1).is_some_and(|before| {
                self.kind(before) == Some(Kind::Word) && self.text_of(before).starts_with(char::is_uppercase)
            })
        };
        match kind {
            Abbreviation::Street => after_name() && self.starts_anew(opener, follows),
            Abbreviation::Title | Abbreviation::Number | Abbreviation::Never => false,
            Abbreviation::Open => self.starts_anew(opener, follows),
        }
    }

    /// Whether a word begins a sentence more likely than it goes on with a name.
    fn starts_anew(&self, at: usize, follows: Follower) -> bool {
        follows == Follower::Capital && self.words.is_starter(self.text_of(at))
    }

    /// Whether an initial stands in a name: "Maria J. The"
    fn is_name(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            self.kind(before) == Some(Kind::Initial)
                || (self.kind(before) == Some(Kind::Word)
                    && !self.words.is_lettered(self.text_of(before))
                    && self.text_of(before).chars().nth(1).is_some_and(char::is_lowercase)
                    && self.text_of(before).starts_with(char::is_uppercase))
        })
    }
}

/// What kind of character begins the next sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follower {
    Capital,
    Small,
    Digit,
    Other,
}

impl Follower {
    fn of(word: &str) -> Self {
        let Some(first) = word.chars().next() else { return Self::Other };
        if first.is_lowercase() {
            return Self::Small;
        }
        if first.is_alphabetic() {
            return Self::Capital;
        }
        if first.is_numeric() {
            return Self::Digit;
        }
        Self::Other
    }
}
