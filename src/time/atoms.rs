//! A stretch of text cut into pieces, each with what the lists say it can be.

use std::ops::Range;

use crate::lexicon::time::{
    DayPart, Entry, Form, PhraseMeaning, Piece, PieceKind, Role, Season, Sense, TenseCue, TimeWords, Unit,
    cut, normal_form,
};

/// A piece of text with its senses.
pub(super) struct Atom<'a> {
    /// Where it stands in the article.
    pub(super) range: Range<usize>,
    /// What it is made of.
    kind: PieceKind,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    /// Whether its first letter is a capital.
    pub(super) capital: bool,
    /// What the lists say.
    pub(super) entry: Option<&'a Entry>,
}

/// The atoms of one stretch, read by position; every question about a place outside answers no.
pub(super) struct Atoms<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a TimeWords,
    atoms: Vec<Atom<'a>>,
    /// Months that are also part of a person's name in this text: 5 after "Theresa May".
    names: Vec<u8>,
    /// For each atom: whether only known words and marks stand between it and a word that times are about.
    leads: Vec<bool>,
}

impl<'a> Atoms<'a> {
    /// Cuts `text[stretch]`.
    pub(super) fn read(text: &'a str, stretch: Range<usize>, words: &'a TimeWords) -> Self {
        let offset = stretch.start;
        let part = text.get(stretch).unwrap_or_default();
        let atoms = cut(part).map(|piece| atom(part, offset, piece, words)).collect();
        let mut read = Self { text, words, atoms, names: Vec::new(), leads: Vec::new() };
        read.leads = vec![false; read.len() + 1];
        for at in (0..read.len()).rev() {
            let known = read.atoms[at].entry.is_some() || read.atoms[at].kind == PieceKind::Mark;
            read.leads[at] = read.is_core(at) || (known && read.leads[at + 1]);
        }
        read.names = (1..read.len()).filter_map(|at| read.name_of_month(at)).collect();
        read
    }

    pub(super) fn len(&self) -> usize {
        self.atoms.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Atom<'a>> {
        self.atoms.get(at)
    }

    /// The words of the atom as they stand in the text.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.get(at).and_then(|atom| self.text.get(atom.range.clone())).unwrap_or_default()
    }

    /// The first sense at `at` for which `choose` finds something.
    pub(super) fn sense<T>(&self, at: usize, choose: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.get(at)?.entry?.senses.iter().copied().find_map(choose)
    }

    /// Whether the atom can play this part.
    pub(super) fn is(&self, at: usize, role: Role) -> bool {
        self.sense(at, |sense| (sense == Sense::Role(role)).then_some(())).is_some()
    }

    /// Whether the atom can play one of these parts.
    pub(super) fn is_any(&self, at: usize, roles: &[Role]) -> bool {
        roles.iter().any(|&role| self.is(at, role))
    }

    /// `at + 1` if the atom can play this part, else `at`: an optional word.
    pub(super) fn skip(&self, at: usize, role: Role) -> usize {
        at + usize::from(self.is(at, role))
    }

    /// `at + 1` past a mark, if it stands there, else `at`.
    pub(super) fn skip_mark(&self, at: usize, mark: char) -> usize {
        at + usize::from(self.is_mark(at, mark))
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|atom| atom.kind == PieceKind::Mark) && self.text(at).starts_with(mark)
    }

    /// A hyphen or dash of any length.
    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.get(at).is_some_and(|atom| atom.kind == PieceKind::Mark)
            && self
                .text(at)
                .starts_with(['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'])
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|atom| atom.kind == PieceKind::Word)
    }

    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.get(at).is_some_and(|atom| atom.kind == PieceKind::Digits)
    }

    /// Whether the atom follows the one before it without white space.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.get(at).is_some_and(|atom| !atom.spaced)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.get(at).is_some_and(|atom| atom.capital)
    }

    /// The number that stands in digits, with the count of digits; at most nine.
    pub(super) fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let text = self.is_digits(at).then(|| self.text(at))?;
        if text.len() > 9 {
            return None;
        }
        Some((text.parse().ok()?, text.len()))
    }

    pub(super) fn month(&self, at: usize) -> Option<(u8, Form)> {
        let found = self.sense(at, |sense| match sense {
            Sense::Month { number, form } => Some((number, form)),
            _ => None,
        })?;
        self.is_capital(at).then_some(found)
    }

    /// Whether the atom is what times are about: a digit, a month, a unit, "today"; every expression but a fixed phrase
    /// holds one.
    fn is_core(&self, at: usize) -> bool {
        let Some(atom) = self.get(at) else { return false };
        let Some(entry) = atom.entry else { return atom.kind == PieceKind::Digits };
        atom.kind == PieceKind::Digits
            || entry.senses.iter().any(|sense| match sense {
                Sense::Month { .. }
                | Sense::Weekday { .. }
                | Sense::Unit { .. }
                | Sense::DayPart(_)
                | Sense::Season(_)
                | Sense::DecadeName(_) => true,
                Sense::Role(role) => matches!(
                    role,
                    Role::Noon
                        | Role::Midnight
                        | Role::Today
                        | Role::Tomorrow
                        | Role::Yesterday
                        | Role::Tonight
                        | Role::Then
                        | Role::OClock
                ),
                _ => false,
            })
            || entry.phrases.iter().any(|phrase| matches!(phrase.meaning, PhraseMeaning::Holiday(_)))
    }

    /// Whether an expression with a core word can begin here.
    pub(super) fn leads(&self, at: usize) -> bool {
        self.leads.get(at).is_some_and(|leads| *leads)
    }

    /// The month that is a surname here: the "May" of "Theresa May".
    fn name_of_month(&self, at: usize) -> Option<u8> {
        let (month, Form::Ambiguous) = self.month(at)? else { return None };
        let before = self.get(at - 1)?;
        let named = before.capital && before.entry.is_none() && before.kind == PieceKind::Word;
        (named && !self.is_digits(at + 1)).then_some(month)
    }

    /// Whether the month word at `at` is also a person's name in this text.
    pub(super) fn has_name(&self, at: usize) -> bool {
        self.month(at).is_some_and(|(month, _)| self.names.contains(&month))
    }

    pub(super) fn weekday(&self, at: usize) -> Option<(u8, Form)> {
        let found = self.sense(at, |sense| match sense {
            Sense::Weekday { number, form } => Some((number, form)),
            _ => None,
        })?;
        self.is_capital(at).then_some(found)
    }

    pub(super) fn unit(&self, at: usize) -> Option<(Unit, Form)> {
        self.sense(at, |sense| match sense {
            Sense::Unit { unit, form } => Some((unit, form)),
            _ => None,
        })
    }

    pub(super) fn day_part(&self, at: usize) -> Option<DayPart> {
        self.sense(at, |sense| match sense {
            Sense::DayPart(part) => Some(part),
            _ => None,
        })
    }

    pub(super) fn season(&self, at: usize) -> Option<Season> {
        self.sense(at, |sense| match sense {
            Sense::Season(season) => Some(season),
            _ => None,
        })
    }

    pub(super) fn is_measure(&self, at: usize) -> bool {
        self.sense(at, |sense| (sense == Sense::Measure).then_some(())).is_some()
    }

    pub(super) fn is_numbered(&self, at: usize) -> bool {
        self.sense(at, |sense| (sense == Sense::Numbered).then_some(())).is_some()
    }

    pub(super) fn tense_cue(&self, at: usize) -> Option<TenseCue> {
        self.sense(at, |sense| match sense {
            Sense::Tense(cue) => Some(cue),
            _ => None,
        })
    }

    /// The bytes from the first to the last of these atoms.
    pub(super) fn range(&self, atoms: Range<usize>) -> Option<Range<usize>> {
        let start = self.get(atoms.start)?.range.start;
        let end = self.get(atoms.end.checked_sub(1)?)?.range.end;
        Some(start..end)
    }

    /// Whether a sentence can begin at `at`.
    pub(super) fn begins_sentence(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        match self.get(before) {
            Some(atom) if atom.kind == PieceKind::Mark => {
                !matches!(self.text(before), "," | "-" | "(" | "'" | "/")
            }
            _ => false,
        }
    }
}

/// Looks one piece up.
fn atom<'a>(part: &'a str, offset: usize, piece: Piece, words: &'a TimeWords) -> Atom<'a> {
    let text = part.get(piece.range.clone()).unwrap_or_default();
    let entry = match piece.kind {
        PieceKind::Mark => None,
        PieceKind::Digits if text.len() > 2 => None,
        _ => words.entry(text),
    };
    Atom {
        range: piece.range.start + offset..piece.range.end + offset,
        kind: piece.kind,
        spaced: piece.spaced,
        capital: text.chars().next().is_some_and(char::is_uppercase),
        entry,
    }
}

/// Whether a piece reads as this piece of a list.
pub(super) fn reads_as(text: &str, normal: &str) -> bool {
    if text.is_ascii() && !text.contains('.') {
        return text.eq_ignore_ascii_case(normal);
    }
    normal_form(text) == normal
}
