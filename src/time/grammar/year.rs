//! Years, decades and centuries: "2020", "1957-58", "the 1990s", "the '90s", "the 20th century".

use crate::lexicon::time::{Form, Role, Sense, Unit};

use super::super::TimeKind;
use super::super::atoms::Atoms;
use super::super::meaning::{Meaning, Which, YearOf};
use super::super::moment::Moment;
use super::Match;
use super::number::{is_free, ordinal};

/// A year in four digits at `at`, wherever the pattern around it expects one.
pub(super) fn number(atoms: &Atoms<'_>, at: usize) -> Option<i16> {
    let (value, 4) = atoms.digits(at)? else { return None };
    let year = i16::try_from(value).ok().filter(|year| (1000..2200).contains(year))?;
    (!has_tail(atoms, at)).then_some(year)
}

/// The year after a month or a day: "2023", "of 2023", "last year", "'23".
pub(super) fn after_date(atoms: &Atoms<'_>, at: usize) -> Option<(YearOf, usize)> {
    let comma = atoms.skip_mark(at, ',');
    if let Some(year) = number(atoms, comma).filter(|year| comma == at || (1800..2200).contains(year)) {
        let counts = comma > at && atoms.is_measure(comma + 1);
        return (!counts).then_some((YearOf::Number(year), comma + 1));
    }
    if atoms.is_mark(at, '\'') || atoms.is_mark(at, '\u{2019}') {
        let (two, 2) = atoms.digits(at + 1).filter(|_| atoms.is_glued(at + 1))? else { return None };
        return Some((YearOf::Number(full_year(two)), at + 2));
    }
    let of = atoms.skip(at, Role::Of);
    if let Some(year) = number(atoms, of).filter(|_| of > at) {
        return Some((YearOf::Number(year), of + 1));
    }
    let the = atoms.skip(of, Role::The);
    let which = [
        (Role::This, Which::This),
        (Role::Last, Which::Last),
        (Role::Next, Which::Next),
        (Role::That, Which::Same),
        (Role::Same, Which::Same),
        (Role::Previous, Which::Previous),
        (Role::Following, Which::Following),
    ];
    let (_, which) = which.iter().find(|(role, _)| atoms.is(the, *role))?;
    (atoms.unit(the + 1) == Some((Unit::Year, Form::Singular))).then_some((YearOf::Named(*which), the + 2))
}

/// "23" is 2023, "85" is 1985.
pub(super) fn full_year(two: u32) -> i16 {
    let two = (two % 100) as i16;
    if two < 50 { 2000 + two } else { 1900 + two }
}

/// Whether what follows the digits makes them part of a longer number or a word.
fn has_tail(atoms: &Atoms<'_>, at: usize) -> bool {
    let next = at + 1;
    if !atoms.is_glued(next) {
        return false;
    }
    if atoms.is_word(next) {
        return !atoms.text(next).starts_with(['\'', '\u{2019}']);
    }
    // "2001:db8" is an address.
    if atoms.is_mark(next, ':') && atoms.is_word(next + 1) && atoms.is_glued(next + 1) {
        return true;
    }
    let digits_follow = atoms.is_digits(next + 1) && atoms.is_glued(next + 1);
    atoms.is_mark(next, '%') || (digits_follow && !atoms.is_dash(next) && !atoms.is_mark(next, '/'))
}

/// A year, decade or century by itself.
pub(super) fn year(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    before_christ(atoms, at)
        .or_else(|| century(atoms, at))
        .or_else(|| decade(atoms, at))
        .or_else(|| fiscal(atoms, at))
        .or_else(|| plain(atoms, at))
        .or_else(|| two_digits(atoms, at))
}

/// "44 BC", "the 5th century B.C.": no day of our calendar, and never a year after Christ.
fn before_christ(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let ends = |end: usize| {
        if matches!(atoms.text(end), "BC" | "BCE") {
            return Some(end + 1);
        }
        let points = atoms.text(end) == "B"
            && atoms.is_mark(end + 1, '.')
            && atoms.text(end + 2) == "C"
            && atoms.is_mark(end + 3, '.');
        points.then_some(end + 4)
    };
    let date = |end, value| Match::new(end, Meaning::Fixed { kind: TimeKind::Date, value });
    if let Some(Match { end, meaning: Some(Meaning::Exact(Moment::Century(century))), .. }) =
        century(atoms, at)
    {
        return Some(date(ends(end)?, format!("BC{century:02}")));
    }
    let (year, 1..=4) = atoms.digits(at).filter(|_| is_free(atoms, at))? else { return None };
    Some(date(ends(at + 1)?, format!("BC{year:04}")))
}

/// "in '99"
fn two_digits(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let apostrophe = atoms.is_mark(at, '\'') || atoms.is_mark(at, '\u{2019}');
    let asked = at.checked_sub(1).is_some_and(|before| atoms.is_any(before, &[Role::In, Role::Since]));
    let (two, 2) = atoms.digits(at + 1).filter(|_| apostrophe && asked && atoms.is_glued(at + 1))? else {
        return None;
    };
    let alone = !atoms.is_glued(at + 2) || !atoms.is_word(at + 2);
    alone.then(|| Match::new(at + 2, Meaning::Exact(Moment::Year(full_year(two)))))
}

/// "2020" in "since the 2020 war"; not in "2020 people", "$2020", "Resolution 1973".
fn plain(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let year = number(atoms, at).filter(|_| is_free(atoms, at))?;
    let before = at.checked_sub(1);
    let is_before = |roles: &[Role]| before.is_some_and(|before| atoms.is_any(before, roles));
    let point = before.filter(|&before| atoms.is_mark(before, '.')).and_then(|before| before.checked_sub(1));
    if before.is_some_and(|before| atoms.is_numbered(before))
        || point.is_some_and(|before| atoms.is_numbered(before))
    {
        return None;
    }
    // "2019-45" is the number of a file
    let code =
        atoms.is_dash(at + 1) && atoms.is_glued(at + 1) && atoms.is_glued(at + 2) && atoms.is_digits(at + 2);
    if code && number(atoms, at + 2).is_none() {
        return None;
    }
    if before.is_some_and(|before| atoms.is_glued(at) && atoms.is_dash(before)) && !dash_allows(atoms, at) {
        return None;
    }
    // "+374 2010 2011" is a telephone number.
    if before.is_some_and(|before| atoms.is_digits(before)) {
        return None;
    }
    let counts = atoms.is_measure(at + 1) || atoms.unit(at + 1).is_some_and(|(_, form)| form == Form::Plural);
    if counts && !before.is_some_and(|before| atoms.is(before, Role::In) && atoms.is_capital(before)) {
        return None;
    }
    // "from 1950 to 2010 tons"
    let joined = atoms.is_any(at + 1, &[Role::To, Role::And, Role::Or]) || atoms.is_dash(at + 1);
    let opens = before.is_some_and(|before| atoms.is_capital(before));
    if joined && !opens && atoms.is_digits(at + 2) && atoms.is_measure(at + 3) && !atoms.is_capital(at + 3) {
        return None;
    }
    let modern = (1900..2100).contains(&year);
    let asked = [
        Role::In,
        Role::Since,
        Role::By,
        Role::From,
        Role::To,
        Role::Until,
        Role::Between,
        Role::And,
        Role::Around,
        Role::During,
    ];
    let treaty = is_before(&[Role::Of]) && year % 50 != 0;
    (modern || is_before(&asked) || treaty).then(|| Match::new(at + 1, Meaning::Exact(Moment::Year(year))))
}

/// Whether the dash before a year joins it to another year or to "mid", "pre", "post".
fn dash_allows(atoms: &Atoms<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(2) else { return false };
    let prefix = atoms.text(before);
    atoms.is(before, Role::Mid)
        || ["pre", "post", "early", "late"].iter().any(|known| prefix.eq_ignore_ascii_case(known))
        || atoms.digits(before).is_some_and(|(year, digits)| {
            digits == 4 && (1000..2200).contains(&year) && is_free(atoms, before) && !atoms.is_glued(before)
        })
        || !atoms.is_glued(at - 1)
}

/// "the 1990s", "the '90s", "the nineties".
fn decade(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let the = atoms.skip(at, Role::The);
    let name = atoms.sense(the, |sense| match sense {
        Sense::DecadeName(decade) => Some(decade),
        _ => None,
    });
    if let Some(name) = name {
        return (the > at)
            .then(|| Match::new(the + 1, Meaning::Exact(Moment::Decade(190 + i16::from(name)))));
    }
    let apostrophe = the
        + usize::from(
            atoms.is_mark(the, '\'') || atoms.is_mark(the, '\u{2018}') || atoms.is_mark(the, '\u{2019}'),
        );
    let (value, digits) = atoms.digits(apostrophe)?;
    let ending = atoms.text(apostrophe + 1);
    let plural = atoms.is_glued(apostrophe + 1) && matches!(ending, "s" | "'s" | "\u{2019}s");
    if !plural || value % 10 != 0 {
        return None;
    }
    let decade = match digits {
        // "the 1800s" are a hundred years; "the 2000s" were over after ten.
        4 if (1000..2000).contains(&value) && value % 100 == 0 => {
            let century = i16::try_from(value / 100).ok()?;
            return Some(Match::new(apostrophe + 2, Meaning::Exact(Moment::Century(century))));
        }
        4 if (1000..2200).contains(&value) => i16::try_from(value / 10).ok()?,
        2 if the > at && (apostrophe > the || !counts_degrees(atoms, at)) => full_year(value) / 10,
        _ => return None,
    };
    Some(Match::new(apostrophe + 2, Meaning::Exact(Moment::Decade(decade))))
}

/// "temperatures in the 80s"
fn counts_degrees(atoms: &Atoms<'_>, at: usize) -> bool {
    const HEAT: [&str; 5] = ["temperature", "temperatures", "highs", "lows", "degrees"];
    let near = at.saturating_sub(6)..at + 6;
    near.into_iter().any(|word| HEAT.iter().any(|heat| atoms.text(word).eq_ignore_ascii_case(heat)))
}

/// "the 20th century", "19th-century".
fn century(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let the = atoms.skip(at, Role::The);
    let (nth, end) = ordinal(atoms, the)?;
    let dash = end + usize::from(atoms.is_dash(end));
    let (Unit::Century, Form::Singular) = atoms.unit(dash)? else { return None };
    let century = i16::try_from(nth).ok().filter(|nth| (1..=30).contains(nth))? - 1;
    // The determiner belongs to the noun after "19th-century".
    if dash > end && the > at {
        return None;
    }
    Some(Match::new(dash + 1, Meaning::Exact(Moment::Century(century))))
}

/// "fiscal 2013", "FY2013", "fiscal year 2013", "financial year 2013-14".
fn fiscal(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let the = atoms.skip(at, Role::The);
    if !atoms.is(the, Role::Fiscal) {
        return None;
    }
    let after = the + 1 + usize::from(atoms.unit(the + 1) == Some((Unit::Year, Form::Singular)));
    let year = number(atoms, after)?;
    Some(Match::new(after + 1, Meaning::Exact(Moment::FiscalYear(year))))
}
