//! The beginning, middle and end of a time: "late last month", "earlier in September", "mid-2015", "the end of 2011".

use crate::lexicon::time::{Modifier, Role};

use super::super::atoms::Atoms;
use super::super::meaning::Meaning;
use super::relative::long_piece;
use super::{Match, clock};

/// A part of a longer time, with its TIMEX3 modifier.
///
/// "late last month" -> last month, END; "Earlier this year" -> this year, START; "later that day" -> that day.
pub(super) fn part_of(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    adverb(atoms, at).or_else(|| noun(atoms, at))
}

/// "early", "earlier", "late", "later", "mid", before the time, "in" and "on" allowed between.
fn adverb(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let the = atoms.skip(at, Role::The);
    let modifier = if atoms.is_any(the, &[Role::Early, Role::Earlier]) {
        Modifier::Start
    } else if atoms.is_any(the, &[Role::Late, Role::Later]) {
        Modifier::End
    } else if atoms.is(the, Role::Mid) {
        Modifier::Mid
    } else {
        return None;
    };
    let mut start = the + 1;
    if atoms.is_dash(start) || (the == at && atoms.is_any(start, &[Role::In, Role::On])) {
        start += 1;
    }
    // "early Friday morning", "late on Thursday night"
    if let Some(found) = clock::part_of_day(atoms, start) {
        return Some(found.with(Some(modifier)));
    }
    if let Some(found) = clock::on_day(atoms, start) {
        return Some(found);
    }
    let (meaning, end) = long_piece(atoms, start)?;
    if the > at && !matches!(meaning, Meaning::Exact(_) | Meaning::Season { .. } | Meaning::Date { .. }) {
        return None;
    }
    // "later that day" is another time of one day, not the end of it
    let said_of_day = atoms.is_any(the, &[Role::Later, Role::Earlier]) && meaning.is_day();
    Some(Match::new(end, meaning).with((!said_of_day).then_some(modifier)))
}

/// "the end of 2011", "the beginning of the year", "the middle of May", "end-June".
fn noun(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let the = atoms.skip(at, Role::The);
    let very = the + usize::from(atoms.text(the).eq_ignore_ascii_case("very"));
    let modifier = if atoms.is(very, Role::Beginning) {
        Modifier::Start
    } else if atoms.is(very, Role::Middle) {
        Modifier::Mid
    } else if atoms.is(very, Role::End) {
        Modifier::End
    } else {
        return None;
    };
    if !atoms.is(very + 1, Role::Of) {
        return None;
    }
    let (meaning, end) = long_piece(atoms, very + 2)?;
    Some(Match::new(end, meaning).with(Some(modifier)))
}
