//! Days and months by name: "Monday, April 10", "12 May 2023", "September 19-20", "October last year", "Friday".

use crate::lexicon::time::{Form, Role, Unit};

use super::super::atoms::Atoms;
use super::super::meaning::{Meaning, Which};
use super::number::{is_free, ordinal};
use super::{Match, year};

/// A date by weekday, month and day, or by some of them.
pub(super) fn date(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    month_first(atoms, at).or_else(|| day_first(atoms, at)).or_else(|| weekday_alone(atoms, at))
}

/// A weekday that leads a date: "Monday, ", "Mon. "; gives where the rest begins.
fn leading_weekday(atoms: &Atoms<'_>, at: usize) -> (Option<u8>, usize) {
    match atoms.weekday(at) {
        Some((weekday, Form::Name)) => (Some(weekday), atoms.skip_mark(at + 1, ',')),
        Some((weekday, Form::Short)) => (Some(weekday), atoms.skip_mark(atoms.skip_mark(at + 1, '.'), ',')),
        _ => (None, at),
    }
}

/// The day of a month in digits or as an ordinal: "10", "10th", "tenth".
pub(super) fn day_number(atoms: &Atoms<'_>, at: usize) -> Option<(u8, usize)> {
    let valid = |day: u32| u8::try_from(day).ok().filter(|day| (1..=31).contains(day));
    if let Some((day, end)) = ordinal(atoms, at) {
        return Some((valid(day)?, end));
    }
    let (day, 1..=2) = atoms.digits(at)? else { return None };
    let next = at + 1;
    let goes_on = atoms.is_glued(next)
        && (atoms.is_word(next) && !atoms.text(next).starts_with(['\'', '\u{2019}'])
            || atoms.is_mark(next, '%')
            || ((atoms.is_mark(next, '.') || atoms.is_mark(next, ':') || atoms.is_mark(next, '/'))
                && atoms.is_digits(next + 1)
                && atoms.is_glued(next + 1))
            || (atoms.is_mark(next, ',')
                && atoms.is_glued(next + 1)
                && atoms.digits(next + 1).is_some_and(|(_, n)| n == 3)));
    if goes_on {
        return None;
    }
    Some((valid(day)?, next))
}

/// The last day of a range that begins before `at`: "-20", " to 20", " through 20".
fn range_end(atoms: &Atoms<'_>, at: usize, first: u8) -> Option<(u8, usize)> {
    if !atoms.is_dash(at) && !atoms.is_any(at, &[Role::To, Role::Until]) {
        return None;
    }
    let (last, end) = day_number(atoms, at + 1)?;
    let counts = atoms.is_measure(end) || atoms.unit(end).is_some();
    (last > first && !counts).then_some((last, end))
}

/// "Monday, April 10, 2023", "Sept. 19-20", "May 2010", "October this year", "July".
fn month_first(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let (weekday, start) = leading_weekday(atoms, at);
    let (month, form) = atoms.month(start)?;
    let mut after = start + 1;
    if form == Form::Short {
        after = atoms.skip_mark(after, '.');
    }
    let the = atoms.skip(after, Role::The);
    if let Some((day, mut end)) = day_number(atoms, the) {
        // "On April 28 police shot him" counts no police.
        let on = start > at || at.checked_sub(1).is_some_and(|before| atoms.is(before, Role::On));
        let counts = (atoms.is_measure(end) || atoms.unit(end).is_some()) && the == after && !on;
        if !counts {
            let mut last_day = None;
            if let Some((last, after_range)) = range_end(atoms, end, day) {
                last_day = Some(last);
                end = after_range;
            }
            let year = year::after_date(atoms, end);
            end = year.map_or(end, |(_, end)| end);
            let year = year.map(|(year, _)| year);
            let meaning =
                Meaning::Date { year, month, day: Some(day), last_day, weekday, which: Which::Bare };
            return Some(Match::new(end, meaning));
        }
    }
    if start > at {
        return None;
    }
    if let Some((year, end)) = year::after_date(atoms, after) {
        return Some(Match::new(end, Meaning::date(Some(year), month, None)));
    }
    // "that January day in 2011"
    if !is_month(atoms, at, form) {
        return None;
    }
    let end = if form == Form::Short { after } else { start + 1 };
    Some(Match::new(end, Meaning::date(None, month, None)))
}

/// Words after which no person stands: "in May".
const SURE: [Role; 6] = [Role::In, Role::Since, Role::During, Role::Last, Role::Next, Role::Throughout];

/// Whether a month name without number or year is the month, and not Theresa May or a march.
pub(super) fn is_month(atoms: &Atoms<'_>, at: usize, form: Form) -> bool {
    let Some(before) = at.checked_sub(1) else { return form == Form::Name };
    match form {
        // "Mary January": a name goes before it
        Form::Name => {
            let named = atoms.is_capital(before) && atoms.is_word(before) && !knows(atoms, before);
            !named || atoms.begins_sentence(before)
        }
        Form::Ambiguous => {
            let asked = [
                Role::In,
                Role::Since,
                Role::Of,
                Role::By,
                Role::From,
                Role::To,
                Role::Until,
                Role::During,
                Role::Between,
                Role::Before,
                Role::After,
                Role::Around,
                Role::This,
                Role::Last,
                Role::Next,
                Role::Early,
                Role::Late,
                Role::Mid,
                Role::That,
                Role::Following,
                Role::Coming,
                Role::Past,
                Role::Previous,
                Role::Throughout,
                Role::Every,
            ];
            let from_month = atoms.is_any(before, &[Role::And, Role::Or])
                && before > 0
                && atoms.month(before - 1).is_some()
                && !atoms.has_name(before - 1);
            let of_month = atoms.is_dash(before) && before > 0 && atoms.is(before - 1, Role::Mid);
            let described = (atoms.is(before, Role::The)
                || super::number::is_article(atoms, before)
                || atoms.text(before).ends_with("'s"))
                && !atoms.is_any(at + 1, &[Role::On, Role::Of]);
            (atoms.is_any(before, &asked) && (!atoms.has_name(at) || atoms.is_any(before, &SURE)))
                || from_month
                || of_month
                || described
        }
        Form::Short => {
            atoms.is_any(
                before,
                &[Role::In, Role::Since, Role::Until, Role::From, Role::To, Role::Last, Role::Next],
            ) && atoms.is_mark(at + 1, '.')
        }
        Form::Singular | Form::Plural => false,
    }
}

fn knows(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.get(at).is_some_and(|atom| atom.entry.is_some())
}

/// "10 April 2023", "the 10th of April", "19-20 September", "Friday 24 May".
fn day_first(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let (weekday, start) = leading_weekday(atoms, at);
    let the = atoms.skip(start, Role::The);
    if atoms.is_digits(the) && !is_free(atoms, the) {
        return None;
    }
    let (day, mut end) = day_number(atoms, the)?;
    let mut last_day = None;
    if let Some((last, after)) = range_end(atoms, end, day) {
        last_day = Some(last);
        end = after;
    }
    let of = atoms.skip(end, Role::Of);
    let (month, form) = atoms.month(of)?;
    end = of + 1;
    if form == Form::Short {
        end = atoms.skip_mark(end, '.');
    }
    let year = year::after_date(atoms, end);
    end = year.map_or(end, |(_, end)| end);
    let year = year.map(|(year, _)| year);
    Some(Match::new(
        end,
        Meaning::Date { year, month, day: Some(day), last_day, weekday, which: Which::Bare },
    ))
}

/// "Friday", "Friday last week"; "Fridays" is a set.
fn weekday_alone(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let (weekday, form) = atoms.weekday(at)?;
    match form {
        Form::Plural => return Some(Match::new(at + 1, Meaning::Set(format!("XXXX-WXX-{weekday}")))),
        Form::Name => {}
        _ => return None,
    }
    // "Friday week"
    let week = atoms.unit(at + 1) == Some((Unit::Week, Form::Singular));
    if week && !(atoms.is_dash(at + 2) && atoms.is_glued(at + 2)) {
        return Some(Match::new(at + 2, Meaning::WeekdayOff { weekday, weeks: 1 }));
    }
    // "Friday the 13th"
    if atoms.is(at + 1, Role::The) && atoms.is_digits(at + 2) {
        let day = ordinal(atoms, at + 2).and_then(|(day, end)| Some((u8::try_from(day).ok()?, end)));
        if let Some((day @ 1..=31, end)) = day.filter(|(_, end)| !atoms.is(*end, Role::Of)) {
            return Some(Match::new(end, Meaning::DayNumber { weekday, day }));
        }
    }
    let of = atoms.skip(at + 1, Role::Of);
    let week = [(Role::Last, -1), (Role::This, 0), (Role::Next, 1)];
    for (role, weeks) in week {
        if atoms.is(of, role) && atoms.unit(of + 1) == Some((Unit::Week, Form::Singular)) {
            let meaning = Meaning::Weekday { weekday, which: Which::Bare, week: Some(weeks) };
            return Some(Match::new(of + 2, meaning));
        }
    }
    Some(Match::new(at + 1, Meaning::Weekday { weekday, which: Which::Bare, week: None }))
}
