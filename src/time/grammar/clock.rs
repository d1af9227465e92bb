//! Times of day: "10 a.m.", "14:30 GMT", "Friday morning", "last night", "noon on Monday".

use crate::lexicon::time::{DayPart, Form, Role, Unit};

use super::super::atoms::Atoms;
use super::super::meaning::{Meaning, Origin, TimeOfDay, Which};
use super::number::is_free;
use super::{Match, day};

/// A time of day, with its day where the text gives one beside it.
pub(super) fn time_of_day(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    iso(atoms, at)
        .or_else(|| on_day(atoms, at))
        .or_else(|| part_of_day(atoms, at))
        .or_else(|| race(atoms, at))
        .or_else(|| clock_alone(atoms, at))
        .or_else(|| in_the_morning(atoms, at))
}

fn time(day: Option<Meaning>, time: TimeOfDay) -> Meaning {
    Meaning::Time { day: day.map(Box::new), time }
}

/// "2023-12-28T10:30".
fn iso(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let date = super::numeric::date(atoms, at)?;
    if atoms.text(date.end) != "T" || !atoms.is_glued(date.end) {
        return None;
    }
    let (clock, end) = digits_clock(atoms, date.end + 1)?;
    let (zone, end) = offset(atoms, end);
    Some(Match::new(end, time(date.meaning, with_zone(clock, zone))))
}

/// "Z", "+04:00" glued to an ISO time.
fn offset(atoms: &Atoms<'_>, at: usize) -> (String, usize) {
    if atoms.text(at) == "Z" && atoms.is_glued(at) {
        return ("Z".to_owned(), at + 1);
    }
    let sign = atoms.text(at);
    let signed = atoms.is_glued(at) && matches!(sign, "+" | "-");
    let Some((hours, 2)) = atoms.digits(at + 1).filter(|_| signed) else { return (String::new(), at) };
    let minutes = atoms.is_mark(at + 2, ':') && atoms.is_digits(at + 3);
    let end = if minutes { at + 4 } else { at + 2 };
    (format!("{sign}{hours:02}"), end)
}

/// "Friday at 10 a.m.", "10 a.m. on Friday", "noon Monday", "Friday, 14:30 GMT".
pub(super) fn on_day(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    if let Some((clock, end)) = clock(atoms, at, is_asked(atoms, at)) {
        let next = if atoms.is_mark(end, ',') { end + 1 } else { atoms.skip(end, Role::On) };
        let found = day(atoms, next)?;
        let Some(part) = atoms.day_part(found.end) else {
            return Some(Match::new(found.end, time(found.meaning, clock)));
        };
        // "6:15 on Friday evening" is one time, "3 p.m., Monday morning" are two.
        let one = !atoms.is_mark(end, ',');
        return one.then(|| Match::new(found.end + 1, time(found.meaning, in_part(clock, part))));
    }
    let found = day(atoms, at)?;
    let comma = atoms.skip_mark(found.end, ',');
    let asked = atoms.is_any(comma, &[Role::At, Role::Around, Role::About]);
    let start = comma + usize::from(asked);
    let (clock, end) = clock(atoms, start, asked)?;
    Some(Match::new(end, time(found.meaning, clock)))
}

/// "Friday morning", "last night", "this afternoon", "the night of May 5", "tonight", "tomorrow evening".
pub(super) fn part_of_day(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let publication = |days| Meaning::Shift { count: Some(days), unit: Unit::Day, from: Origin::Publication };
    if atoms.is(at, Role::Tonight) {
        return Some(Match::new(at + 1, time(Some(publication(0)), TimeOfDay::Part(DayPart::Night))));
    }
    if let Some(found) = day(atoms, at) {
        let part = atoms.day_part(found.end).filter(|_| !atoms.is_glued(found.end))?;
        return Some(Match::new(found.end + 1, time(found.meaning, TimeOfDay::Part(part))));
    }
    // "the early hours of Monday"
    let the = atoms.skip(at, Role::The);
    let hours = atoms.is_any(the, &[Role::Early, Role::Late])
        && matches!(atoms.unit(the + 1), Some((Unit::Hour, Form::Plural)));
    if hours && atoms.is(the + 2, Role::Of) {
        let found = day(atoms, the + 3)?;
        let part = if atoms.is(the, Role::Early) { DayPart::Morning } else { DayPart::Night };
        return Some(Match::new(found.end, time(found.meaning, TimeOfDay::Part(part))));
    }
    // "the night of May 5", "the morning of the following day"
    if let Some(part) = atoms.day_part(the).filter(|_| atoms.is(the + 1, Role::Of)) {
        let found = day(atoms, the + 2)?;
        return Some(Match::new(found.end, time(found.meaning, TimeOfDay::Part(part))));
    }
    let which = [
        (Role::This, publication(0)),
        (Role::Last, publication(-1)),
        (Role::That, Meaning::Unit { unit: Unit::Day, which: Which::Same }),
        (Role::Same, Meaning::Unit { unit: Unit::Day, which: Which::Same }),
        (Role::Following, Meaning::Unit { unit: Unit::Day, which: Which::Following }),
        (Role::Next, Meaning::Unit { unit: Unit::Day, which: Which::Following }),
        (Role::Previous, Meaning::Unit { unit: Unit::Day, which: Which::Previous }),
    ];
    let (role, on) = which.into_iter().find(|(role, _)| atoms.is(the, *role))?;
    let mut at_part = the + 1;
    if role == Role::This && atoms.is_any(at_part, &[Role::Early, Role::Late]) {
        at_part += 1;
    }
    let part = atoms.day_part(at_part)?;
    // "the last night" counts nights; "last night" is a time
    let counted = the > at && matches!(role, Role::Last | Role::This);
    let glued = atoms.is_dash(at_part + 1) && atoms.is_glued(at_part + 1);
    (!counted && !glued).then(|| Match::new(at_part + 1, time(Some(on), TimeOfDay::Part(part))))
}

/// "in the morning", "during the night": a part of the day named last.
fn in_the_morning(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    if atoms.text(at).eq_ignore_ascii_case("overnight") {
        return None;
    }
    let before = at.checked_sub(1)?;
    let asked = atoms.is_any(before, &[Role::In, Role::During, Role::Throughout, Role::Over]);
    let part = atoms.day_part(at + 1).filter(|_| atoms.is(at, Role::The) && asked)?;
    let on = Meaning::Unit { unit: Unit::Day, which: Which::Same };
    let compound = atoms.is_word(at + 2)
        && !atoms.is_any(at + 2, &[Role::And, Role::Of, Role::On, Role::To, Role::Before, Role::After]);
    (!compound).then(|| Match::new(at + 2, time(Some(on), TimeOfDay::Part(part))))
}

/// "3:07:35" as the time of a run.
fn race(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let before = at.checked_sub(1)?;
    let asked =
        atoms.is_any(before, &[Role::In, Role::Of]) || atoms.text(before).eq_ignore_ascii_case("clocked");
    let (TimeOfDay::Clock { hour, minute: Some(minute), second: Some(second), .. }, end) =
        digits_clock(atoms, at)?
    else {
        return None;
    };
    (asked && atoms.text(at).len() == 1)
        .then(|| Match::new(end, Meaning::Duration(format!("PT{hour}H{minute}M{second}S"))))
}

/// Whether the word before asks for a clock time: "at 6:15".
fn is_asked(atoms: &Atoms<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        let roles = [
            Role::At,
            Role::By,
            Role::Until,
            Role::From,
            Role::Around,
            Role::About,
            Role::Before,
            Role::After,
            Role::Since,
            Role::To,
            Role::Between,
        ];
        atoms.is_any(before, &roles)
    })
}

/// A clock time with no day beside it.
fn clock_alone(atoms: &Atoms<'_>, at: usize) -> Option<Match> {
    let asked = is_asked(atoms, at);
    let (clock, end) = clock(atoms, at, asked)?;
    Some(Match::new(end, time(None, clock)))
}

/// A clock time in a part of the day: 6:15 in the evening is 18:15.
fn in_part(clock: TimeOfDay, part: DayPart) -> TimeOfDay {
    match clock {
        TimeOfDay::Clock { hour, minute, second, zone } => {
            let late = matches!(part, DayPart::Afternoon | DayPart::Evening) && hour < 12;
            TimeOfDay::Clock { hour: if late { hour + 12 } else { hour }, minute, second, zone }
        }
        part => part,
    }
}

/// A clock time; `asked` says that a word before it ("at") asks for one.
fn clock(atoms: &Atoms<'_>, at: usize, asked: bool) -> Option<(TimeOfDay, usize)> {
    if atoms.is_any(at, &[Role::Noon, Role::Midnight]) {
        let hour = if atoms.is(at, Role::Noon) { 12 } else { 24 };
        let found = TimeOfDay::Clock { hour, minute: Some(0), second: None, zone: String::new() };
        return (!atoms.is_capital(at) || atoms.begins_sentence(at)).then_some((found, at + 1));
    }
    let (found, end, sure) = hours(atoms, at)?;
    let (zone, end_zone) = zone(atoms, end);
    let sure = sure || end_zone > end;
    let colon = atoms.is_mark(at + 1, ':');
    (sure || (asked && colon)).then_some((with_zone(found, zone), end_zone))
}

fn with_zone(time: TimeOfDay, zone: String) -> TimeOfDay {
    match time {
        TimeOfDay::Clock { hour, minute, second, .. } => TimeOfDay::Clock { hour, minute, second, zone },
        part => part,
    }
}

/// The numbers of a clock time; true where nothing else can be meant.
fn hours(atoms: &Atoms<'_>, at: usize) -> Option<(TimeOfDay, usize, bool)> {
    let plain = |hour, minute| TimeOfDay::Clock { hour, minute, second: None, zone: String::new() };
    // "nine o'clock"
    if let Some(hour) = super::number::cardinal(atoms, at).filter(|hour| (1..=12).contains(hour)) {
        let end = at + 1;
        let hour = hour as u8;
        if atoms.is(end, Role::OClock) {
            let (hour, end) = half_of_day(atoms, hour, end + 1).unwrap_or((hour, end + 1));
            return Some((plain(hour, Some(0)), end, true));
        }
        let (hour, end) = half_of_day(atoms, hour, end)?;
        return Some((plain(hour, None), end, true));
    }
    if !is_free(atoms, at) {
        return None;
    }
    // "1430 GMT", "0800 hours"
    if let (value, 4) = atoms.digits(at)? {
        let (hour, minute) = ((value / 100) as u8, (value % 100) as u8);
        let known = zone(atoms, at + 1).1 > at + 1 || atoms.text(at + 1) == "hrs";
        return (known && hour < 24 && minute < 60).then(|| (plain(hour, Some(minute)), at + 1, true));
    }
    let (clock, end) = digits_clock(atoms, at)?;
    let TimeOfDay::Clock { hour, minute, second, .. } = clock else { return None };
    let whole = |hour| TimeOfDay::Clock { hour, minute, second, zone: String::new() };
    if atoms.is(end, Role::OClock) {
        let (hour, end) = half_of_day(atoms, hour, end + 1).unwrap_or((hour, end + 1));
        return Some((plain(hour, Some(0)), end, true));
    }
    if let Some((hour, end)) = half_of_day(atoms, hour, end) {
        return Some((whole(hour), end, true));
    }
    minute.map(|_| (whole(hour), end, false))
}

/// "10", "10:30", "10.30" before "a.m.", "10:30:15".
fn digits_clock(atoms: &Atoms<'_>, at: usize) -> Option<(TimeOfDay, usize)> {
    let (hour, 1..=2) = atoms.digits(at)? else { return None };
    let hour = u8::try_from(hour).ok().filter(|&hour| hour <= 24)?;
    let mut end = at + 1;
    let mut minute = None;
    let mut second = None;
    let two = |at: usize, mark: char| {
        let (value, digits) = atoms.digits(at + 1)?;
        let fits = atoms.is_mark(at, mark)
            && atoms.is_glued(at)
            && atoms.is_glued(at + 1)
            && digits == 2
            && value < 60;
        fits.then_some(value as u8)
    };
    if let Some(value) = two(end, ':') {
        minute = Some(value);
        end += 2;
        if let Some(value) = two(end, ':') {
            second = Some(value);
            end += 2;
        }
    } else if let Some(value) = two(end, '.').filter(|_| atoms.is_any(end + 2, &[Role::Am, Role::Pm])) {
        minute = Some(value);
        end += 2;
    }
    let goes_on = atoms.is_glued(end)
        && ((atoms.is_mark(end, ':') || atoms.is_mark(end, '.'))
            && atoms.is_digits(end + 1)
            && atoms.is_glued(end + 1));
    (!goes_on).then_some((TimeOfDay::Clock { hour, minute, second, zone: String::new() }, end))
}

/// "a.m.", "p.m.", "in the afternoon" after an hour: the hour of 24, and where it ends.
fn half_of_day(atoms: &Atoms<'_>, hour: u8, at: usize) -> Option<(u8, usize)> {
    if !(1..=12).contains(&hour) {
        return None;
    }
    let late = if hour == 12 { 12 } else { hour + 12 };
    if atoms.is(at, Role::Am) {
        // "am" without points is also a verb: "at 10 I am".
        let verb = atoms.text(at) == "am" && !atoms.is_glued(at) && !atoms.is_digits(at - 1);
        return (!verb).then_some((hour % 12, at + 1));
    }
    if atoms.is(at, Role::Pm) {
        return (atoms.text(at) != "PM" || atoms.is_digits(at - 1)).then_some((late, at + 1));
    }
    let morning = atoms.is(at, Role::In) && atoms.is(at + 1, Role::The);
    match atoms.day_part(at + 2).filter(|_| morning)? {
        DayPart::Morning => Some((hour % 12, at + 3)),
        DayPart::Afternoon | DayPart::Evening => Some((late, at + 3)),
        _ => None,
    }
}

/// "GMT", "(GMT)", "local time", "Moscow time".
fn zone(atoms: &Atoms<'_>, at: usize) -> (String, usize) {
    if atoms.is(at, Role::Local) && atoms.is(at + 1, Role::Time) {
        return (String::new(), at + 2);
    }
    if atoms.is_capital(at) && atoms.is_word(at) && atoms.is(at + 1, Role::Time) && !atoms.is_capital(at + 1)
    {
        return (String::new(), at + 2);
    }
    match atoms.words.zone(atoms.text(at)) {
        Some(offset) => (offset.to_owned(), at + 1),
        None => (String::new(), at),
    }
}

/// Used by `repeated`: a part of the day in the singular.
pub(super) fn part_word(atoms: &Atoms<'_>, at: usize) -> Option<DayPart> {
    let plural = atoms.unit(at).is_some_and(|(_, form)| form == Form::Plural);
    atoms.day_part(at).filter(|_| !plural)
}
