//! Times told from another time: "yesterday", "last month", "two weeks later", "the third quarter".

use crate::lexicon::time::{Form, Modifier, Role, Season, Unit};

use super::super::atoms::Atoms;
use super::super::meaning::{Meaning, Origin, Which};
use super::super::moment::Moment;
use super::amount::length;
use super::calendar::is_month;
use super::number::{is_article, ordinal};
use super::{Match, year};

/// "today", "last month", "this fall", "the following day", "next Friday", "the summer of 2019".
pub(super) fn relative(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    named_day(atoms, at)
        .or_else(|| season(atoms, at))
        .or_else(|| picked(atoms, at))
        .or_else(|| day_beside(atoms, at))
}

/// "today", "yesterday", "tomorrow".
fn named_day(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let days = [(Role::Today, 0), (Role::Yesterday, -1), (Role::Tomorrow, 1)];
    let (_, count) = days.iter().find(|(role, _)| atoms.is(at, *role))?;
    // "USA Today", "Russia Today": a name.
    let named = atoms.is_capital(at) && !atoms.begins_sentence(at);
    if named || (atoms.is_dash(at + 1) && atoms.is_glued(at + 1)) {
        return None;
    }
    let meaning = Meaning::Shift { count: Some(*count), unit: Unit::Day, from: Origin::Publication };
    Some(Match::new(at + 1, meaning))
}

/// "the day before yesterday", "the day after tomorrow", "the day before", "a day earlier" (see `distance`).
fn day_beside(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let unit = atoms.skip(at, Role::The);
    let (named @ (Unit::Day | Unit::Night | Unit::Week | Unit::Month | Unit::Year), Form::Singular) =
        atoms.unit(unit)?
    else {
        return None;
    };
    let sign = if atoms.is(unit + 1, Role::Before) {
        -1
    } else if atoms.is(unit + 1, Role::After) {
        1
    } else {
        return None;
    };
    if atoms.is(unit + 2, Role::Yesterday) || atoms.is(unit + 2, Role::Tomorrow) {
        let count = if atoms.is(unit + 2, Role::Yesterday) { sign - 1 } else { sign + 1 };
        let meaning = Meaning::Shift { count: Some(count), unit: Unit::Day, from: Origin::Publication };
        return Some(Match::new(unit + 3, meaning));
    }
    // "the day before": nothing follows that it is before.
    let ends = !atoms.is_word(unit + 2) && !atoms.is_digits(unit + 2)
        || atoms.is_any(unit + 2, &[Role::And, Role::In, Role::At]);
    let meaning = Meaning::Shift { count: Some(sign), unit: named, from: Origin::LastNamed };
    (ends && unit > at).then(|| Match::new(unit + 2, meaning))
}

/// The word that picks, and where the picked word stands.
fn pick(atoms: &Atoms<'_>, at: usize) -> Option<(Which, usize)> {
    let the = atoms.is(at, Role::The);
    let start = at + usize::from(the);
    if !the && atoms.is(start, Role::This) && atoms.is_any(start + 1, &[Role::Past, Role::Coming]) {
        let which = if atoms.is(start + 1, Role::Past) { Which::Last } else { Which::Next };
        return Some((which, start + 2));
    }
    let same = !the && atoms.is_any(start, &[Role::That, Role::This]) && atoms.is(start + 1, Role::Same);
    if same {
        return Some((Which::Same, start + 2));
    }
    let words = [
        (Role::Same, Which::Same),
        (Role::Following, Which::Following),
        (Role::Previous, Which::Previous),
        (Role::Last, Which::Last),
        (Role::Past, Which::Last),
        (Role::Coming, Which::Next),
    ];
    if let Some((_, which)) = words.iter().find(|(role, _)| atoms.is(start, *role)) {
        return Some((*which, start + 1));
    }
    if atoms.is(start, Role::Next) {
        return Some((if the { Which::Following } else { Which::Next }, start + 1));
    }
    if the {
        return atoms.is(start, Role::Current).then_some((Which::This, start + 1));
    }
    if atoms.is(start, Role::That) {
        return Some((Which::Same, start + 1));
    }
    atoms.is(start, Role::This).then_some((Which::This, start + 1))
}

/// "last month", "that day", "next Friday", "last June", "the following year".
fn picked(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    if let Some(found) = whole(atoms, at) {
        return Some(found);
    }
    let (which, at_word) = pick(atoms, at)?;
    if let Some((weekday, Form::Name)) = atoms.weekday(at_word) {
        return Some(Match::new(at_word + 1, Meaning::Weekday { weekday, which, week: None }));
    }
    if let Some((month, form)) = atoms.month(at_word).filter(|(_, form)| *form != Form::Short) {
        let fits = is_month(atoms, at_word, form) || form == Form::Name;
        let year = year::number(atoms, at_word + 1).is_none();
        let meaning = Meaning::Date { year: None, month, day: None, last_day: None, weekday: None, which };
        // "that January day"
        let day = usize::from(atoms.unit(at_word + 1) == Some((Unit::Day, Form::Singular)));
        return (fits && year).then(|| Match::new(at_word + 1 + day, meaning));
    }
    let (unit, form) = atoms.unit(at_word)?;
    if form != Form::Singular || unit < Unit::Day {
        return None;
    }
    let the = atoms.is(at, Role::The);
    let fits = match unit {
        // "last day" and "this day" are no dates; "last night" is a time, see `part`.
        Unit::Day => matches!(which, Which::Same | Which::Following | Which::Previous),
        Unit::Night => false,
        // "the last year" is the length of a year, see `amount`.
        _ => !(the && matches!(which, Which::Last | Which::Next)) || unit == Unit::Weekend,
    };
    // "that year-long dispute", "next day delivery"
    let glued = atoms.is_dash(at_word + 1) && atoms.is_glued(at_word + 1);
    (fits && !glued).then(|| Match::new(at_word + 1, Meaning::Unit { unit, which }))
}

/// "the weekend", "over the weekend", "the year end".
fn whole(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let the = atoms.skip(at, Role::The);
    let (unit, form) = atoms.unit(the)?;
    if form != Form::Singular {
        return None;
    }
    // "the weekend of May 4-5", "the week of 6 May"
    if matches!(unit, Unit::Week | Unit::Weekend)
        && atoms.is(the + 1, Role::Of)
        && let Some(date) = super::calendar::date(atoms, the + 2)
        && let Some(of @ Meaning::Date { day: Some(_), .. }) = date.meaning
    {
        return Some(Match::new(date.end, Meaning::Holding { unit, of: Box::new(of) }));
    }
    if unit == Unit::Weekend
        && (the > at
            || at
                .checked_sub(1)
                .is_some_and(|before| atoms.is_any(before, &[Role::Throughout, Role::Over, Role::At])))
    {
        return Some(Match::new(the + 1, Meaning::Unit { unit, which: Which::Bare }));
    }
    // "year end", "the year-end"
    let dash = the + 1 + usize::from(atoms.is_dash(the + 1));
    if matches!(unit, Unit::Year | Unit::Month | Unit::Week)
        && atoms.is(dash, Role::End)
        && atoms.text(dash).eq_ignore_ascii_case("end")
    {
        return Some(
            Match::new(dash + 1, Meaning::Unit { unit, which: Which::This }).with(Some(Modifier::End)),
        );
    }
    None
}

/// "this fall", "last winter", "the summer of 2019", "spring 2024", "in the autumn".
fn season(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let picked = pick(atoms, at).filter(|(_, word)| !atoms.is_capital(*word));
    if let Some((which, season, word)) =
        picked.and_then(|(which, word)| Some((which, atoms.season(word)?, word)))
    {
        return Some(Match::new(word + 1, Meaning::Season { season, which, year: None }));
    }
    let the = atoms.skip(at, Role::The);
    let season: Season = atoms.season(the)?;
    if let Some((year, end)) = year::after_date(atoms, the + 1).filter(|_| !atoms.is_mark(the + 1, ',')) {
        return Some(Match::new(end, Meaning::Season { season, which: Which::Bare, year: Some(year) }));
    }
    // "In winter the road is closed.": every winter, or one that the article leaves open.
    let is_open = !atoms.is_word(at + 1) && !atoms.is_digits(at + 1)
        || atoms.is_any(at + 1, &[Role::The, Role::And, Role::Or]);
    if the == at
        && !atoms.is_capital(at)
        && is_open
        && at.checked_sub(1).is_some_and(|of| atoms.is(of, Role::In))
    {
        let value = format!("XXXX-{}", season.as_str());
        return Some(Match::new(at + 1, Meaning::Fixed { kind: super::super::TimeKind::Date, value }));
    }
    let asked = the > at
        && at.checked_sub(1).is_some_and(|before| {
            atoms.is_any(
                before,
                &[
                    Role::In,
                    Role::During,
                    Role::Since,
                    Role::Until,
                    Role::By,
                    Role::Late,
                    Role::Early,
                    Role::Throughout,
                ],
            )
        })
        && !atoms.is_word(the + 1);
    let ends = asked && !atoms.is_capital(the);
    ends.then(|| Match::new(the + 1, Meaning::Season { season, which: Which::Bare, year: None }))
}

/// "two years ago", "three days earlier", "two weeks later", "a couple of years back".
pub(super) fn distance(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    // "two Fridays ago"
    if let Some((count, end)) = super::number::amount(atoms, at)
        && let Some((weekday, Form::Plural)) = atoms.weekday(end)
        && atoms.is(end + 1, Role::Ago)
    {
        let weeks = -count.steps()?;
        return Some(Match::new(end + 2, Meaning::WeekdayOff { weekday, weeks }));
    }
    let found = length(atoms, at)?;
    let whole = found.amount.steps();
    let back = atoms.is(found.end, Role::Back) && !atoms.is(found.end + 1, Role::In);
    let (sign, from) = if atoms.is(found.end, Role::Ago) || back {
        (-1, Origin::Publication)
    } else if atoms.is(found.end, Role::Earlier) {
        (-1, Origin::LastNamed)
    } else if atoms.is(found.end, Role::Later) {
        (1, Origin::LastNamed)
    } else if atoms.is(found.end, Role::On)
        && atoms.begins_sentence(at)
        && (atoms.is_mark(found.end + 1, ',') || atoms.is(found.end + 1, Role::From))
    {
        // "Five years on, the families still wait.": five years after what the article is about.
        (1, Origin::LastNamed)
    } else if atoms.is_any(found.end, &[Role::Before, Role::After]) && ends_here(atoms, found.end + 1) {
        (if atoms.is(found.end, Role::Before) { -1 } else { 1 }, Origin::LastNamed)
    } else {
        return None;
    };
    // "earlier than", "later than" compare; nothing is dated.
    if atoms.text(found.end + 1).eq_ignore_ascii_case("than") {
        return None;
    }
    let meaning = Meaning::Shift { count: whole.map(|count| count * sign), unit: found.unit, from };
    Some(Match::new(found.end + 1, meaning).with(found.modifier))
}

/// Whether the clause ends at `at`.
fn ends_here(atoms: &Atoms<'_>, at: usize) -> bool {
    atoms.get(at).is_none() || ['.', ',', ';', ':', '!', '?', ')'].iter().any(|&mark| atoms.is_mark(at, mark))
}

/// "the third quarter of 2012", "Q3 2012", "the first half of the year", "the first week of May", "the 99th day".
pub(super) fn nth(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let the = atoms.skip(at, Role::The);
    if let Some(found) = quarter_letter(atoms, the).or_else(|| half_letter(atoms, the)) {
        return Some(found);
    }
    let (nth, mut end) = match ordinal(atoms, the) {
        Some((nth, end)) => (i8::try_from(nth).ok()?, end),
        None if atoms.is_any(the, &[Role::Last, Role::Final]) => (-1, the + 1),
        None => return None,
    };
    // "the first Sunday of October"
    if let Some((weekday, Form::Name)) = atoms.weekday(end) {
        let (of, after) = larger(atoms, end + 1)?;
        return Some(Match::new(after, Meaning::NthWeekday { nth, weekday, of: Box::new(of) }));
    }
    let fiscal = atoms.is(end, Role::Fiscal);
    end += usize::from(fiscal);
    let dash = atoms.is_dash(end) && atoms.is_glued(end);
    end += usize::from(dash);
    let (unit, dashed) =
        if atoms.is(end, Role::Half) { (None, dash) } else { (Some(atoms.unit(end)?), dash) };
    end += 1;
    let of = larger(atoms, end);
    let after = of.as_ref().map_or(end, |(_, end)| *end);
    let of = of.map(|(meaning, _)| Box::new(meaning));
    match unit {
        // "the first half" alone may be that of a match.
        None => {
            let of = of.filter(|_| (1..=2).contains(&nth))?;
            let half = if nth == 2 { Modifier::End } else { Modifier::Start };
            // TIMEX3 has halves of years only.
            match *of {
                Meaning::Exact(Moment::Century(_) | Moment::Decade(_)) | Meaning::Date { .. } => {
                    Some(Match::new(after, *of).with(Some(half)))
                }
                Meaning::Unit { unit, .. } if unit != Unit::Year => {
                    Some(Match::new(after, *of).with(Some(half)))
                }
                _ => Some(Match::new(after, Meaning::Half { second: nth == 2, of })),
            }
        }
        Some((Unit::Quarter, Form::Singular)) if (1..=4).contains(&nth) || (nth == -1 && of.is_some()) => {
            let start = if dashed && the > at { None } else { Some(()) };
            start.map(|()| Match::new(after, Meaning::Nth { nth, unit: Unit::Quarter, of, fiscal }))
        }
        Some((unit @ (Unit::Week | Unit::Weekend | Unit::Day | Unit::Month), Form::Singular))
            if of.is_some() =>
        {
            Some(Match::new(after, Meaning::Nth { nth, unit, of, fiscal }))
        }
        Some((Unit::Day, Form::Singular)) if the > at && nth > 0 => {
            let meaning =
                Meaning::Fixed { kind: super::super::TimeKind::Date, value: "XXXX-XX-XX".to_owned() };
            let ordinal_day = nth > 3;
            ordinal_day.then(|| Match::new(end, meaning))
        }
        _ => None,
    }
}

/// "H1 2023"
fn half_letter(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    if !atoms.is(at, Role::HalfLetter) || !atoms.is_capital(at) || !atoms.is_glued(at + 1) {
        return None;
    }
    let (half @ 1..=2, 1) = atoms.digits(at + 1)? else { return None };
    let year = year::number(atoms, at + 2)?;
    Some(Match::new(at + 3, Meaning::Exact(Moment::Half(year, half as i8))))
}

/// "Q3", "Q3 2012", "3Q".
fn quarter_letter(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    if !atoms.is(at, Role::QuarterLetter) || !atoms.is_capital(at) || !atoms.is_glued(at + 1) {
        return None;
    }
    let (nth @ 1..=4, 1) = atoms.digits(at + 1)? else { return None };
    let of = larger(atoms, at + 2);
    let end = of.as_ref().map_or(at + 2, |(_, end)| *end);
    let of = of.map(|(meaning, _)| Box::new(meaning));
    Some(Match::new(end, Meaning::Nth { nth: nth as i8, unit: Unit::Quarter, of, fiscal: false }))
}

/// The larger piece that a part is taken from: "of 2012", "of this year", "of the year", "of May", "2012".
fn larger(atoms: &Atoms<'_>, at: usize) -> Option<(Meaning, usize)> {
    let of = at + usize::from(atoms.is(at, Role::Of) || atoms.is(at, Role::In));
    if of > at {
        if let Some((_, form)) = atoms.month(of) {
            let found = super::calendar::date(atoms, of)?;
            let is_month =
                matches!(found.meaning, Some(Meaning::Date { day: None, .. })) || form == Form::Name;
            return is_month.then_some((found.meaning?, found.end));
        }
        if let Some(found) = picked(atoms, of) {
            return Some((found.meaning?, found.end));
        }
        let the = atoms.skip(of, Role::The);
        if the > of
            && matches!(
                atoms.unit(the),
                Some((Unit::Year | Unit::Month | Unit::Decade | Unit::Century, Form::Singular))
            )
        {
            let (unit, _) = atoms.unit(the)?;
            return Some((Meaning::Unit { unit, which: Which::This }, the + 1));
        }
    }
    if let Some(year) = year::number(atoms, of) {
        return Some((Meaning::Exact(Moment::Year(year)), of + 1));
    }
    let found = year::year(atoms, of)?;
    Some((found.meaning?, found.end))
}

/// Units that "the end of the ..." can close.
const LONG: &[Unit] =
    &[Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year, Unit::Decade, Unit::Century];

/// Used by `part`: a piece longer than a day that "early", "late" or "the end of" can stand before.
pub(super) fn long_piece(atoms: &Atoms<'_>, at: usize) -> Option<(Meaning, usize)> {
    let the = atoms.skip(at, Role::The);
    let unit = atoms.unit(the).filter(|_| the > at);
    if let Some((unit, Form::Singular)) = unit.filter(|(unit, _)| LONG.contains(unit)) {
        return Some((Meaning::Unit { unit, which: Which::This }, the + 1));
    }
    if is_article(atoms, at) {
        return None;
    }
    let rules: [super::Rule; 4] = [relative, super::calendar::date, year::year, nth];
    let found = super::longest(&rules, atoms, at)?;
    Some((found.meaning?, found.end))
}
