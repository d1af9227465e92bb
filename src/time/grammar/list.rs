//! Lists of days and years that share a month, a year or a century.

use crate::lexicon::time::{Form, Role};

use super::super::atoms::Atoms;
use super::super::meaning::{Meaning, Which, YearOf};
use super::super::moment::Moment;
use super::calendar::day_number;
use super::{Place, year};

/// A list of dates, with where it ends.
///
/// "Monday 20, Tuesday 21 and Thursday 23 April", "May 5 and 6", "1957-58", "between 12 and 18 months" is left to
/// `amount`.
pub(super) fn dates(atoms: &Atoms<'_>, at: usize) -> Option<(Vec<Place>, usize)> {
    days_before_month(atoms, at).or_else(|| days_after_month(atoms, at)).or_else(|| years(atoms, at))
}

/// One day of a list, its month not yet known.
struct Item {
    start: usize,
    end: usize,
    weekday: Option<u8>,
    day: u8,
}

fn item(atoms: &Atoms<'_>, at: usize) -> Option<Item> {
    let (weekday, start) = match atoms.weekday(at) {
        Some((weekday, Form::Name)) => (Some(weekday), atoms.skip(at + 1, Role::The)),
        _ => (None, atoms.skip(at, Role::The)),
    };
    if atoms.is_digits(start) && atoms.is_glued(start) {
        return None;
    }
    let (day, end) = day_number(atoms, start)?;
    Some(Item { start: at, end, weekday, day })
}

/// Where the next item of a list begins: after "," or "and" or both.
fn separator(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    let comma = atoms.skip_mark(at, ',');
    let and = if atoms.is_any(comma, &[Role::And, Role::Or]) { comma + 1 } else { comma };
    (and > at).then_some(and)
}

/// "Monday 20, Tuesday 21 and Thursday 23 April 2020", "19 and 20 September".
fn days_before_month(atoms: &Atoms<'_>, at: usize) -> Option<(Vec<Place>, usize)> {
    let mut items = vec![item(atoms, at)?];
    let month_at = loop {
        let end = items.last()?.end;
        let of = atoms.skip(end, Role::Of);
        if atoms.month(of).is_some() {
            break of;
        }
        if items.len() > 31 {
            return None;
        }
        items.push(item(atoms, separator(atoms, end)?)?);
    };
    if items.len() < 2 || items.windows(2).any(|pair| pair[0].day >= pair[1].day) {
        return None;
    }
    let (month, form) = atoms.month(month_at)?;
    let mut end = month_at + 1;
    if form == Form::Short {
        end = atoms.skip_mark(end, '.');
    }
    let year = year::after_date(atoms, end);
    end = year.map_or(end, |(_, end)| end);
    let last = items.len() - 1;
    let places = items.iter().enumerate().map(|(index, item)| {
        let until = if index == last { end } else { item.end };
        place(item.start..until, item, month, year.map(|(year, _)| year))
    });
    Some((places.collect(), end))
}

/// "May 5 and 6", "June 3, 5 and 7, 2021".
fn days_after_month(atoms: &Atoms<'_>, at: usize) -> Option<(Vec<Place>, usize)> {
    let (month, form) = atoms.month(at)?;
    let mut first = at + 1;
    if form == Form::Short {
        first = atoms.skip_mark(first, '.');
    }
    let mut items = vec![item(atoms, first).filter(|item| item.weekday.is_none())?];
    let mut closed = false;
    while let Some(next) = separator(atoms, items.last()?.end) {
        let Some(found) = item(atoms, next).filter(|found| found.weekday.is_none()) else { break };
        let counts = atoms.is_word(found.end)
            && (atoms.is_measure(found.end)
                || atoms.unit(found.end).is_some()
                || atoms.month(found.end).is_some());
        if counts || found.day <= items.last()?.day {
            break;
        }
        closed |= atoms.is_any(next - 1, &[Role::And, Role::Or]);
        items.push(found);
        if closed {
            break;
        }
    }
    if items.len() < 2 || !closed {
        return None;
    }
    let end = items.last()?.end;
    let year = year::after_date(atoms, end);
    let end = year.map_or(end, |(_, end)| end);
    let last = items.len() - 1;
    let places = items.iter().enumerate().map(|(index, item)| {
        let start = if index == 0 { at } else { item.start };
        let until = if index == last { end } else { item.end };
        place(start..until, item, month, year.map(|(year, _)| year))
    });
    Some((places.collect(), end))
}

fn place(atoms: std::ops::Range<usize>, item: &Item, month: u8, year: Option<YearOf>) -> Place {
    let meaning = Meaning::Date {
        year,
        month,
        day: Some(item.day),
        last_day: None,
        weekday: item.weekday,
        which: Which::Bare,
    };
    Place { atoms, meaning, modifier: None }
}

/// "1957-58": two years.
fn years(atoms: &Atoms<'_>, at: usize) -> Option<(Vec<Place>, usize)> {
    let (first, 4) = atoms.digits(at)? else { return None };
    let (last, 2) = atoms.digits(at + 2)? else { return None };
    let glued = atoms.is_dash(at + 1) && atoms.is_glued(at + 1) && atoms.is_glued(at + 2);
    let free = super::number::is_free(atoms, at) && !(at > 0 && atoms.is_glued(at) && atoms.is_dash(at - 1));
    let goes_on = atoms.is_glued(at + 3) && (atoms.is_word(at + 3) || atoms.is_dash(at + 3));
    if !glued
        || !free
        || goes_on
        || !(1800..2100).contains(&first)
        || last <= first % 100
        || last > first % 100 + 20
    {
        return None;
    }
    // "2023-12" is a month when the second number can be one and is no likely next year.
    if last <= 12 && last != first % 100 + 1 {
        return None;
    }
    let first = i16::try_from(first).ok()?;
    let second = first - first % 100 + last as i16;
    let exact = |atoms, year| Place { atoms, meaning: Meaning::Exact(Moment::Year(year)), modifier: None };
    Some((vec![exact(at..at + 1, first), exact(at + 2..at + 3, second)], at + 3))
}
