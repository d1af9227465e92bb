//! Times that come again: "every Friday", "twice a week", "$5 million a year".

use crate::lexicon::time::{Form, Role, Unit};

use super::super::atoms::Atoms;
use super::super::meaning::Meaning;
use super::number::{amount, cardinal, is_article};
use super::{Match, clock};

/// A set of times.
pub(super) fn repeated(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    every(atoms, at).or_else(|| times_a(atoms, at)).or_else(|| rate(atoms, at))
}

fn set(end: usize, value: String) -> Option<Match> {
    Some(Match::new(end, Meaning::Set(value)))
}

/// How often, as a TIMEX3 value.
fn period(unit: Unit, count: &str) -> Option<String> {
    Some(match unit {
        Unit::Second => format!("PT{count}S"),
        Unit::Minute => format!("PT{count}M"),
        Unit::Hour => format!("PT{count}H"),
        Unit::Day => format!("P{count}D"),
        Unit::Night => "XXXX-XX-XXTNI".to_owned(),
        Unit::Week => format!("P{count}W"),
        Unit::Month => format!("P{count}M"),
        Unit::Quarter => format!("P{count}Q"),
        Unit::Year => format!("P{count}Y"),
        Unit::Decade => format!("P{count}DE"),
        Unit::Weekend => "XXXX-WXX-WE".to_owned(),
        _ => return None,
    })
}

/// "every Friday", "each year", "every two weeks", "every other day", "every summer", "every morning".
fn every(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    if !atoms.is(at, Role::Every) {
        return None;
    }
    let next = at + 1;
    if let Some((weekday, Form::Name)) = atoms.weekday(next) {
        return set(next + 1, format!("XXXX-WXX-{weekday}"));
    }
    if let Some((month, Form::Name | Form::Ambiguous)) = atoms.month(next) {
        return set(next + 1, format!("XXXX-{month:02}"));
    }
    if let Some(part) = clock::part_word(atoms, next) {
        return set(next + 1, format!("XXXX-XX-XXT{}", part.as_str()));
    }
    if let Some(season) = atoms.season(next) {
        return set(next + 1, format!("XXXX-{}", season.as_str()));
    }
    if atoms.is(next, Role::Other) {
        let (unit, Form::Singular) = atoms.unit(next + 1)? else { return None };
        return set(next + 2, period(unit, "2")?);
    }
    if let Some((unit, Form::Singular)) = atoms.unit(next) {
        return set(next + 1, period(unit, "1")?);
    }
    let (count, end) = amount(atoms, next)?;
    let (unit, Form::Plural) = atoms.unit(end)? else { return None };
    set(end + 1, period(unit, &count.code())?)
}

/// "twice a week", "three times a year", "once a month".
fn times_a(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let counted = cardinal(atoms, at).is_some() || atoms.is_digits(at) || amount(atoms, at).is_some();
    let end = if atoms.is_any(at, &[Role::Once, Role::Twice]) {
        at + 1
    } else if counted {
        let (_, end) = amount(atoms, at)?;
        atoms.is(end, Role::Times).then_some(end + 1)?
    } else {
        return None;
    };
    let (unit, Form::Singular) = per(atoms, end)? else { return None };
    set(end + 2, period(unit, "1")?)
}

/// "a year" in "$5 million a year", "10 percent a month".
fn rate(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let before = at.checked_sub(1)?;
    let counted = atoms.is_digits(before)
        || atoms.is_measure(before)
        || cardinal(atoms, before).is_some()
        || atoms.is_mark(before, '%');
    let (unit, Form::Singular) = per(atoms, at)? else { return None };
    (counted && is_article(atoms, at)).then_some(())?;
    // "20 people a year ago" is one time, not many.
    if atoms.is_any(at + 2, &[Role::Ago, Role::Earlier, Role::Later, Role::Before, Role::After, Role::Back]) {
        return None;
    }
    set(at + 2, period(unit, "1")?)
}

/// The unit after "a" or "per".
fn per(atoms: &Atoms<'_>, at: usize) -> Option<(Unit, Form)> {
    (is_article(atoms, at) || atoms.is(at, Role::Per)).then(|| atoms.unit(at + 1))?
}
