//! Dates in digits: "2023-12-28", "28.12.2023", "12/28/2023".

use jiff::civil::Date;

use super::super::atoms::Atoms;
use super::super::meaning::{Meaning, YearOf};
use super::super::moment::Moment;
use super::number::is_free;
use super::{Match, year};

/// A date of three numbers. Which of two small numbers is the month is left open: see `resolve`.
pub(super) fn date(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    // "Version 10.4.2020"
    if at.checked_sub(1).is_some_and(|before| atoms.is_numbered(before)) {
        return None;
    }
    if !is_free(atoms, at) || (atoms.is_glued(at) && at > 0 && !opens(atoms, at - 1)) {
        return None;
    }
    let mark = ['-', '/', '.'].into_iter().find(|&mark| atoms.is_mark(at + 1, mark))?;
    let fits = atoms.is_mark(at + 3, mark) && (1..5).all(|ahead| atoms.is_glued(at + ahead));
    if !fits || goes_on(atoms, at + 5) {
        return None;
    }
    let (first, first_digits) = atoms.digits(at)?;
    let (second, 1..=2) = atoms.digits(at + 2)? else { return None };
    let (third, third_digits) = atoms.digits(at + 4)?;
    let end = at + 5;
    if first_digits == 4 && third_digits <= 2 {
        let year = i16::try_from(first).ok().filter(|year| (1000..2200).contains(year))?;
        let day = Date::new(year, i8::try_from(second).ok()?, i8::try_from(third).ok()?).ok()?;
        return Some(Match::new(end, Meaning::Exact(Moment::Day(day))));
    }
    let year = match third_digits {
        4 => i16::try_from(third).ok().filter(|year| (1900..2200).contains(year))?,
        2 if mark == '/' && first_digits == 2 => year::full_year(third),
        _ => return None,
    };
    let (first, second) = (u8::try_from(first).ok()?, u8::try_from(second).ok()?);
    let meaning = match (first, second) {
        (1..=12, 1..=12) if mark != '.' && first != second => Meaning::Numeric { first, second, year },
        (1..=31, 1..=12) => Meaning::date(Some(YearOf::Number(year)), second, Some(first)),
        (1..=12, 1..=31) if mark != '.' => Meaning::date(Some(YearOf::Number(year)), first, Some(second)),
        _ => return None,
    };
    Some(Match::new(end, meaning))
}

fn opens(atoms: &Atoms<'_>, at: usize) -> bool {
    ["(", "[", "\"", "\u{201c}", "\u{2018}"].contains(&atoms.text(at))
}

/// Whether the number goes on: a version ("1.2.2023.4"), a code ("12-05-2023-77").
fn goes_on(atoms: &Atoms<'_>, at: usize) -> bool {
    if !atoms.is_glued(at) {
        return false;
    }
    // "2023-12-28T10:30" is a date with a time.
    let time = atoms.text(at) == "T" && atoms.is_digits(at + 1);
    (atoms.is_word(at) && !time) || (atoms.is_digits(at + 1) && atoms.is_glued(at + 1) && !time)
}
