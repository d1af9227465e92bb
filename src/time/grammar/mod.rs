//! The patterns of time expressions. Each file holds the patterns of one subject.

mod amount;
mod calendar;
mod clock;
mod fixed;
mod list;
mod number;
mod numeric;
mod part;
mod relative;
mod repeated;
mod year;

use std::ops::Range;

use super::atoms::Atoms;
use super::meaning::Meaning;
use crate::lexicon::time::Modifier;

/// A pattern that fits.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// Index just after its last atom.
    pub(super) end: usize,
    /// What it says; `None` for a phrase that holds a time word and is no time expression.
    pub(super) meaning: Option<Meaning>,
    /// "early", "more than".
    pub(super) modifier: Option<Modifier>,
}

impl Match {
    fn new(end: usize, meaning: Meaning) -> Self {
        Self { end, meaning: Some(meaning), modifier: None }
    }

    fn with(mut self, modifier: Option<Modifier>) -> Self {
        self.modifier = modifier.or(self.modifier);
        self
    }
}

type Rule = fn(&Atoms<'_>, usize) -> Option<Match>;

/// All patterns; the longest that fits wins, among equals the first.
const RULES: &[Rule] = &[
    fixed::phrase,
    fixed::holiday,
    clock::time_of_day,
    part::part_of,
    calendar::date,
    numeric::date,
    relative::relative,
    relative::distance,
    relative::nth,
    repeated::repeated,
    amount::duration,
    year::year,
    fixed::then,
];

/// Patterns that name a day.
const DAYS: &[Rule] = &[fixed::holiday, calendar::date, numeric::date, relative::relative];

/// The longest of these patterns that fits at `at`.
fn longest(rules: &[Rule], atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let mut best: Option<Match> = None;
    for rule in rules {
        let Some(found) = rule(atoms, at) else { continue };
        if best.as_ref().is_none_or(|best| found.end > best.end) {
            best = Some(found);
        }
    }
    best
}

/// A day at `at`, by any pattern.
fn day(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    longest(DAYS, atoms, at).filter(|found| found.meaning.as_ref().is_some_and(Meaning::is_day))
}

/// A time expression with its place.
pub(super) struct Place {
    pub(super) atoms: Range<usize>,
    pub(super) meaning: Meaning,
    pub(super) modifier: Option<Modifier>,
}

/// All time expressions of a stretch, in order.
pub(super) fn expressions(atoms: &Atoms<'_>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        if !atoms.leads(at) {
            // Without a core word only a fixed phrase is left: "at the moment".
            let (start, found) = (at, fixed::phrase(atoms, at));
            at = found.as_ref().map_or(at + 1, |found| found.end.max(at + 1));
            if let Some(Match { end, meaning: Some(meaning), modifier }) = found {
                places.push(Place { atoms: start..end, meaning, modifier });
            }
            continue;
        }
        if !can_begin(atoms, at) {
            at += 1;
            continue;
        }
        if let Some((items, end)) = list::dates(atoms, at) {
            places.extend(items);
            at = end.max(at + 1);
            continue;
        }
        match longest(RULES, atoms, at) {
            Some(found) => {
                let end = found.end.max(at + 1);
                if let Some(meaning) = found.meaning {
                    places.push(Place { atoms: at..end, meaning, modifier: found.modifier });
                }
                at = end;
            }
            None => at += 1,
        }
    }
    places
}

/// Whether anything can begin here: a word of the lists, a digit, or an apostrophe before a digit.
fn can_begin(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.is_digits(at)
        || atoms.get(at).is_some_and(|atom| atom.entry.is_some())
        || (atoms.is_digits(at + 1) && atoms.is_glued(at + 1))
}
