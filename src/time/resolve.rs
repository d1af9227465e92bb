//! From what an expression says to its value, given when the article appeared and what it named before.

use jiff::civil::{Date, DateTime};

use super::meaning::{Found, Meaning, Origin, TimeOfDay, Which, YearOf};
use super::moment::{
    Moment, day_of_week, easter, monday, month_plus, nth_weekday, season_of, shift_days, weekday_number,
    year_plus,
};
use super::tense::Tense;
use super::{TimeExpression, TimeKind};
use crate::article::ArticleView;
use crate::lexicon::time::{HolidayRule, Season, Unit};

/// How many of the dates named before are kept in mind.
const MEMORY: usize = 8;

/// What the article is read against.
pub(super) struct Context<'f> {
    /// The day it appeared.
    reference: Option<Date>,
    /// The time of day it appeared, where that is known.
    clock: Option<DateTime>,
    /// Whether numeric dates put the month first, where that is known.
    month_first: Option<bool>,
    /// Dates named so far, last one at the end.
    named: Vec<Named>,
    found: &'f [Found],
    text: &'f str,
}

/// A date named before.
#[derive(Clone, Copy)]
struct Named {
    moment: Moment,
    sentence: u32,
    paragraph: u32,
    /// Whether the text gave its year in digits, for it or for the date it goes on from.
    explicit: bool,
    /// Whether it was counted from a date named before: "six days later".
    counted: bool,
    /// Whether it looks back from the story: "a day earlier". What comes next goes on from the story.
    aside: bool,
    /// Whether it stood before a noun: "the 2020 war".
    before_noun: bool,
}

/// A value with, where it lies on the calendar, its place there.
struct Resolved {
    kind: TimeKind,
    value: Option<String>,
    moment: Option<Moment>,
}

impl Resolved {
    fn date(moment: Option<Moment>) -> Self {
        Self { kind: TimeKind::Date, value: moment.map(Moment::value), moment }
    }

    fn plain(kind: TimeKind, value: String) -> Self {
        Self { kind, value: Some(value), moment: None }
    }
}

/// Values for all expressions of an article, in their order.
pub(super) fn resolve(
    found: &[Found],
    view: &ArticleView<'_>,
    reference: Option<Date>,
) -> Vec<TimeExpression> {
    let clock = view.published.filter(|time| time.time() != jiff::civil::Time::midnight());
    let month_first = view.dateline_country.map(|country| country.as_str() == "USA");
    let mut context = Context { reference, clock, month_first, named: Vec::new(), found, text: view.text };
    let mut expressions: Vec<_> =
        (0..found.len()).map(|index| context.expression(index, view.text)).collect();
    for second in 1..expressions.len() {
        begin_before_end(found, &mut expressions, second, view.text);
        weekday_to_weekday(found, &mut expressions, second, view.text, reference);
    }
    expressions
}

/// Sets the weekdays of a span in order: "from Monday until Thursday" is one Monday and the Thursday after it.
fn weekday_to_weekday(
    found: &[Found],
    expressions: &mut [TimeExpression],
    second: usize,
    text: &str,
    reference: Option<Date>,
) {
    let (Some(one), Some(two), Some(reference)) = (found.get(second - 1), found.get(second), reference)
    else {
        return;
    };
    let bare = |found: &Found| match found.meaning {
        Meaning::Weekday { weekday, which: Which::Bare, week: None } => Some(weekday),
        _ => None,
    };
    let (Some(_), Some(last)) = (bare(one), bare(two)) else { return };
    let gap = text.get(one.span.end as usize..two.span.start as usize).map(str::trim);
    let until = matches!(gap, Some("until" | "till"));
    if !until && !matches!(gap, Some("to" | "through" | "-" | "\u{2013}")) {
        return;
    }
    let begin = expressions.get(second - 1).and_then(|row| row.value.as_deref()?.parse::<Date>().ok());
    let Some(mut begin) = begin else { return };
    let days = i64::from((i16::from(last) - i16::from(weekday_number(begin))).rem_euclid(7));
    let days = if days == 0 { 7 } else { days };
    // "sat from Monday to Friday" is over; "was shut from Monday until Thursday" may not be.
    if one.tense == Tense::Past && !until && shift_days(begin, days) > reference {
        begin = shift_days(begin, -7);
    }
    for (row, day) in [(second - 1, begin), (second, shift_days(begin, days))] {
        if let Some(row) = expressions.get_mut(row) {
            row.value = Some(day.to_string());
        }
    }
}

/// Sets the first day of a span of days without years before its last one.
///
/// > The show is to run from January 23 through March 9.
///
/// Written on January 28 by itself January 23 would be next year's.
fn begin_before_end(found: &[Found], expressions: &mut [TimeExpression], second: usize, text: &str) {
    let joint = |from: u32, to: u32| text.get(from as usize..to as usize).map(str::trim);
    let (Some(one), Some(two)) = (found.get(second - 1), found.get(second)) else { return };
    let before = text.get(..one.span.start as usize).unwrap_or_default().trim_end();
    let before = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let begun = before.eq_ignore_ascii_case("from");
    let joined = match joint(one.span.end, two.span.start) {
        Some("through" | "to" | "until" | "till") => begun,
        // "between May and July"
        Some("and") => before.eq_ignore_ascii_case("between"),
        _ => false,
    };
    let weekday = |found: &Found| matches!(found.meaning, Meaning::Weekday { .. });
    if !joined || has_year(&one.meaning) || has_year(&two.meaning) || weekday(one) || weekday(two) {
        return;
    }
    let value = |at: usize| {
        let row = expressions.get(at).filter(|row| row.kind == TimeKind::Date)?;
        row.value.as_deref().filter(|value| matches!(value.len(), 7 | 10))
    };
    let (Some(begin), Some(end)) = (value(second - 1), value(second)) else { return };
    // A month begins with its first day.
    let day = |value: &str| match value.len() {
        7 => format!("{value}-01").parse::<Date>().ok(),
        _ => value.parse().ok(),
    };
    let length = begin.len();
    let (Some(begin), Some(end)) = (day(begin), day(end)) else { return };
    let earlier =
        begin.checked_sub(jiff::Span::new().years(1)).ok().filter(|earlier| begin > end && *earlier <= end);
    if let (Some(earlier), Some(row)) = (earlier, expressions.get_mut(second - 1)) {
        row.value = earlier.to_string().get(..length).map(str::to_owned);
    }
}

impl Context<'_> {
    fn expression(&mut self, index: usize, text: &str) -> TimeExpression {
        let found = &self.found[index];
        let inherited = inherit_year(self.found, index, text);
        let meaning = inherited.as_ref().unwrap_or(&found.meaning);
        let mut resolved = self.resolve(meaning, found);
        // The calendar of the news begins with the year 1.
        if resolved.moment.is_some_and(|moment| moment.first_day().year() < 1) {
            (resolved.value, resolved.moment) = (None, None);
        }
        if let Some(moment) = resolved.moment {
            let steps = steps_from_named(meaning);
            let counted = steps.is_some();
            let explicit = has_year(meaning)
                || self.carries_on(meaning, found)
                || (counted && self.named.last().is_some_and(|last| last.explicit));
            let aside = steps.is_some_and(|steps| steps < 0);
            let Found { sentence, paragraph, before_noun, .. } = *found;
            self.named.push(Named { moment, sentence, paragraph, explicit, counted, aside, before_noun });
            if self.named.len() > MEMORY {
                self.named.remove(0);
            }
        }
        TimeExpression {
            sentence: found.sentence,
            span: found.span,
            kind: resolved.kind,
            value: resolved.value,
            modifier: found.modifier.map(|modifier| modifier.as_str()),
        }
    }

    fn resolve(&self, meaning: &Meaning, found: &Found) -> Resolved {
        match meaning {
            Meaning::Duration(value) => Resolved::plain(TimeKind::Duration, value.clone()),
            Meaning::Set(value) => Resolved::plain(TimeKind::Set, value.clone()),
            Meaning::Fixed { kind, value } => Resolved::plain(*kind, value.clone()),
            Meaning::Time { day, time } => self.time(day.as_deref(), time, found),
            Meaning::Shift { count, unit, from } => self.distance(*count, *unit, *from, found),
            _ => {
                let moment = self.moment(meaning, found);
                match moment {
                    Some(_) => Resolved::date(moment),
                    None => {
                        Resolved { kind: TimeKind::Date, value: without_reference(meaning), moment: None }
                    }
                }
            }
        }
    }

    /// The place on the calendar, where it can be known.
    fn moment(&self, meaning: &Meaning, found: &Found) -> Option<Moment> {
        match meaning {
            Meaning::Exact(moment) => Some(*moment),
            Meaning::Date { year, month, day, last_day, weekday, which } => {
                self.date(*year, *month, *day, *last_day, *weekday, *which, found)
            }
            Meaning::Numeric { first, second, year } => Some(self.numeric(*first, *second, *year)),
            Meaning::Weekday { weekday, which, week } => self.weekday(*weekday, *which, *week, found),
            Meaning::WeekdayOff { weekday, weeks } => self.weekday_off(*weekday, *weeks),
            Meaning::DayNumber { weekday, day } => self.day_number(*weekday, *day, found),
            Meaning::Holding { unit, of } => Moment::around(self.moment(of, found)?.first_day(), *unit),
            Meaning::Season { season, which, year } => self.season(*season, *which, *year, found),
            Meaning::Unit { unit, which } => self.unit(*unit, *which, found),
            Meaning::Nth { nth, unit, of, fiscal } => self.nth(*nth, *unit, of.as_deref(), *fiscal, found),
            Meaning::NthWeekday { nth, weekday, of } => match self.moment(of, found)? {
                Moment::Month(year, month) => {
                    nth_weekday(year, month, *nth, i8::try_from(*weekday).ok()?).map(Moment::Day)
                }
                _ => None,
            },
            Meaning::Half { second, of } => self.half(*second, of, found),
            Meaning::Holiday { rule, year, which } => self.holiday(*rule, *year, *which, found),
            Meaning::Then => self.named.last().map(|named| named.moment),
            Meaning::Shift { count, unit, from } => self.shift((*count)?, *unit, *from, found),
            _ => None,
        }
    }

    /// "Friday week", "two Fridays ago".
    fn weekday_off(&self, weekday: u8, weeks: i64) -> Option<Moment> {
        let reference = self.reference?;
        let ahead = i64::from((i16::from(weekday) - i16::from(weekday_number(reference))).rem_euclid(7));
        let next = if ahead == 0 { 7 } else { ahead };
        let last = if ahead == 0 { -7 } else { ahead - 7 };
        let days = if weeks > 0 { next + weeks * 7 } else { last + (weeks + 1) * 7 };
        Some(Moment::Day(shift_days(reference, days)))
    }

    /// "Friday the 13th": the nearest month in which the day is that weekday.
    fn day_number(&self, weekday: u8, day: u8, found: &Found) -> Option<Moment> {
        let reference = self.reference?;
        let day = i8::try_from(day).ok()?;
        let days = (-14..=14).filter_map(|plus| {
            let (year, month) = month_plus(reference.year(), reference.month(), plus);
            let day = Date::new(year, month, day).ok()?;
            (weekday_number(day) == weekday).then_some(Moment::Day(day))
        });
        by_tense(days, reference, Which::Bare, found)
    }

    /// The dates that a step counts from, last one first: what looked back is no place to go on from, and "the
    /// previous month" is told from the date itself, not from what was counted from it.
    fn bases(&self, which: Which) -> impl Iterator<Item = &Named> {
        let fits = move |named: &&Named| match which {
            Which::Following => !named.aside,
            Which::Previous => !named.counted,
            _ => true,
        };
        let any = self.named.iter().any(|named| fits(&named));
        self.named.iter().rev().filter(move |named| !any || fits(named))
    }

    /// The last date named that is no coarser than `unit`.
    fn named(&self, unit: Unit, which: Which) -> Option<Moment> {
        let fine = |moment: Moment| match moment {
            Moment::Day(_) => unit >= Unit::Day,
            Moment::Days(..) | Moment::Weekend(_) => unit >= Unit::Weekend,
            Moment::Week(_) => unit >= Unit::Week,
            Moment::Month(..) => unit >= Unit::Month,
            Moment::Quarter(..) | Moment::FiscalQuarter(..) => unit >= Unit::Quarter,
            Moment::Half(..) | Moment::Season(..) | Moment::Year(_) | Moment::FiscalYear(_) => {
                unit >= Unit::Year
            }
            Moment::Decade(_) => unit >= Unit::Decade,
            Moment::Century(_) => unit >= Unit::Century,
        };
        self.bases(which).map(|named| named.moment).find(|moment| fine(*moment))
    }

    fn year(&self, year: YearOf) -> Option<i16> {
        match year {
            YearOf::Number(year) => Some(year),
            YearOf::Named(Which::This | Which::Bare) => Some(self.reference?.year()),
            YearOf::Named(Which::Last) => Some(year_plus(self.reference?.year(), -1)),
            YearOf::Named(Which::Next) => Some(year_plus(self.reference?.year(), 1)),
            YearOf::Named(which) => {
                let named = self.named(Unit::Year, which)?.first_day().year();
                Some(match which {
                    Which::Following => year_plus(named, 1),
                    Which::Previous => year_plus(named, -1),
                    _ => named,
                })
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the fields of one meaning")]
    fn date(
        &self,
        year: Option<YearOf>,
        month: u8,
        day: Option<u8>,
        last_day: Option<u8>,
        weekday: Option<u8>,
        which: Which,
        found: &Found,
    ) -> Option<Moment> {
        let month = i8::try_from(month).ok()?;
        let at = |year: i16| -> Option<Moment> {
            let Some(day) = day else { return Some(Moment::Month(year, month)) };
            let first = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
            let Some(last) = last_day else { return Some(Moment::Day(first)) };
            Some(Moment::Days(first, Date::new(year, month, i8::try_from(last).ok()?).ok()?))
        };
        if let Some(year) = year {
            return at(self.year(year)?);
        }
        let carried =
            self.carried_year(month, day, found).filter(|_| which == Which::Bare && weekday.is_none());
        if let Some(year) = carried {
            return at(year);
        }
        let reference = self.reference?;
        let years = (-6..=6).map(|plus| year_plus(reference.year(), plus));
        if let (Some(weekday), Some(_)) = (weekday, day) {
            let fits = years.filter_map(&at).filter(|moment| weekday_number(moment.first_day()) == weekday);
            if let Some(moment) = nearest(fits, reference) {
                return Some(moment);
            }
        }
        let near = [-2, -1, 0, 1, 2].map(|plus| year_plus(reference.year(), plus));
        let near = near.into_iter().filter_map(at);
        match which {
            Which::This => at(reference.year()),
            Which::Same | Which::Following | Which::Previous => {
                let named = self.named(Unit::Year, which).map_or(reference, Moment::first_day);
                pick_after(near, named, which)
            }
            _ => by_tense(near, reference, which, found),
        }
    }

    /// The year of the date named just before, when the text goes on telling of it.
    ///
    /// "rejected a truce in October 2020 ... On November 9, ..." is November 2020.
    fn carried_year(&self, month: i8, day: Option<u8>, found: &Found) -> Option<i16> {
        let last = self.named.last().filter(|last| last.explicit && last.paragraph == found.paragraph)?;
        if found.tense == Tense::Future || found.sentence > last.sentence + 1 {
            return None;
        }
        let start = last.moment.first_day();
        if self.reference.is_some_and(|reference| reference.year() <= start.year()) {
            return None;
        }
        match last.moment {
            Moment::Day(_) | Moment::Days(..) | Moment::Month(..) => {
                Some(if month >= start.month() { start.year() } else { year_plus(start.year(), 1) })
            }
            // "in 2014 ... in June": only within the sentence; a year alone may be no more than a name ("the 2020 war").
            // "began in 1991. By September it was over" goes on telling.
            Moment::Year(year) => {
                let goes_on = found.sentence == last.sentence
                    || (found.tense == Tense::Past && day.is_none() && self.follows_by(found));
                (goes_on && !last.before_noun).then_some(year)
            }
            _ => None,
        }
    }

    /// Whether "by" stands before an expression.
    fn follows_by(&self, found: &Found) -> bool {
        let before = self.text.get(..found.span.start as usize).unwrap_or_default();
        before
            .trim_end()
            .rsplit(char::is_whitespace)
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("by"))
    }

    /// Whether a date takes its year from the one before.
    fn carries_on(&self, meaning: &Meaning, found: &Found) -> bool {
        let Meaning::Date { year: None, month, day, weekday: None, which: Which::Bare, .. } = meaning else {
            return false;
        };
        i8::try_from(*month).is_ok_and(|month| self.carried_year(month, *day, found).is_some())
    }

    fn numeric(&self, first: u8, second: u8, year: i16) -> Moment {
        let day = |month: u8, day: u8| Date::new(year, month as i8, day as i8).ok();
        let (month_first, day_first) = (day(first, second), day(second, first));
        let chosen = match self.month_first {
            Some(true) => month_first,
            Some(false) => day_first,
            None => {
                let near = |day: &Date| {
                    self.reference.is_some_and(|reference| (0..60).contains(&(reference - *day).get_days()))
                };
                match (month_first.filter(near), day_first.filter(near)) {
                    (Some(day), None) | (None, Some(day)) => Some(day),
                    _ => None,
                }
            }
        };
        chosen.map_or(Moment::Year(year), Moment::Day)
    }

    fn weekday(&self, weekday: u8, which: Which, week: Option<i64>, found: &Found) -> Option<Moment> {
        let in_week = |day: Date, weeks: i64| day_of_week(monday(shift_days(day, weeks * 7)), weekday);
        if let Some(weeks) = week {
            return Some(Moment::Day(in_week(self.reference?, weeks)));
        }
        let from = match which {
            Which::Following | Which::Previous | Which::Same => {
                self.named(Unit::Month, which).map(Moment::first_day).or(self.reference)?
            }
            _ => self.reference?,
        };
        let ahead = i64::from((i16::from(weekday) - i16::from(weekday_number(from))).rem_euclid(7));
        let next = shift_days(from, if ahead == 0 { 7 } else { ahead });
        let last = shift_days(from, if ahead == 0 { -7 } else { ahead - 7 });
        // "will visit Paris on Tuesday and Berlin on Wednesday": the second day follows the first.
        let named =
            self.named.last().filter(|named| named.sentence == found.sentence).map(|named| named.moment);
        if let (Which::Bare, Tense::Future, Some(Moment::Day(day))) = (which, found.tense, named)
            && day > from
        {
            let ahead = (i16::from(weekday) - i16::from(weekday_number(day))).rem_euclid(7);
            return Some(Moment::Day(shift_days(day, i64::from(ahead))));
        }
        let here = |future: bool| {
            if ahead == 0 {
                from
            } else if future {
                next
            } else {
                last
            }
        };
        let future = matches!(found.tense, Tense::Future | Tense::Present) && !found.before_noun;
        Some(Moment::Day(match which {
            Which::Bare => here(future),
            Which::This if found.tense == Tense::Past => here(false),
            Which::This => here(true),
            Which::Last => last,
            Which::Previous => last,
            Which::Next | Which::Following => next,
            Which::Same => in_week(from, 0),
        }))
    }

    fn season(&self, season: Season, which: Which, year: Option<YearOf>, found: &Found) -> Option<Moment> {
        if let Some(year) = year {
            return Some(Moment::Season(self.year(year)?, season));
        }
        let reference = self.reference?;
        let now = season_of(reference);
        let seasons = [-2, -1, 0, 1, 2].map(|plus| Moment::Season(year_plus(reference.year(), plus), season));
        Some(match which {
            Which::This => {
                let winter_before = season == Season::Winter && reference.month() < 6;
                Moment::Season(year_plus(reference.year(), -i64::from(winter_before)), season)
            }
            Which::Same => Moment::Season(self.named(Unit::Year, which)?.first_day().year(), season),
            Which::Last | Which::Previous => seasons
                .into_iter()
                .rev()
                .find(|moment| moment.last_day() < Moment::Season(now.0, now.1).first_day())?,
            Which::Next | Which::Following => {
                seasons.into_iter().find(|moment| moment.first_day() > reference)?
            }
            Which::Bare => by_tense(seasons.into_iter(), reference, which, found)?,
        })
    }

    fn unit(&self, unit: Unit, which: Which, found: &Found) -> Option<Moment> {
        match which {
            Which::Same | Which::Following | Which::Previous => {
                // "the following year" after a day is a year; "the next day" after a day is a day.
                let named = self.named(unit, which).or_else(|| self.named(Unit::Year, which))?;
                let held = Moment::around(named.last_day(), unit)?;
                let step = match which {
                    Which::Following => 1,
                    Which::Previous => -1,
                    _ => 0,
                };
                Some(held.step(step))
            }
            Which::Bare | Which::This | Which::Last | Which::Next => {
                let reference = self.reference?;
                let now = Moment::around(reference, unit)?;
                let weekend = unit == Unit::Weekend;
                let early = weekday_number(reference) < 5;
                let step = match which {
                    Which::Last => -1,
                    Which::Next => 1,
                    // "took place this weekend", written on a Wednesday, was the one before
                    _ if weekend
                        && early
                        && found.tense != Tense::Future
                        && (which == Which::Bare || found.tense == Tense::Past) =>
                    {
                        -1
                    }
                    _ => 0,
                };
                Some(now.step(step))
            }
        }
    }

    fn nth(&self, nth: i8, unit: Unit, of: Option<&Meaning>, fiscal: bool, found: &Found) -> Option<Moment> {
        let Some(of) = of else {
            let reference = self.reference?;
            let quarters = [-1, 0, 1].map(|plus| Moment::Quarter(year_plus(reference.year(), plus), nth));
            // "Fourth-quarter sales rose": what is told of a quarter is told after it.
            let told =
                Found { before_noun: found.before_noun && found.tense != Tense::Past, ..found.clone() };
            return by_tense(quarters.into_iter(), reference, Which::Bare, &told);
        };
        let larger = self.moment(of, found)?;
        match unit {
            Unit::Quarter => {
                let nth = if nth == -1 { 4 } else { nth };
                match larger {
                    Moment::Year(year) if fiscal => Some(Moment::FiscalQuarter(year, nth)),
                    Moment::FiscalYear(year) => Some(Moment::FiscalQuarter(year, nth)),
                    Moment::Year(year) => Some(Moment::Quarter(year, nth)),
                    _ => None,
                }
            }
            Unit::Day | Unit::Night => {
                let day = if nth == -1 {
                    larger.last_day()
                } else {
                    shift_days(larger.first_day(), i64::from(nth) - 1)
                };
                Some(Moment::Day(day))
            }
            // The first week of a month is the one that holds its fourth day, as the first week of a year is.
            Unit::Week | Unit::Weekend => {
                let inside = if nth == -1 {
                    shift_days(larger.last_day(), -3)
                } else {
                    shift_days(larger.first_day(), 3 + 7 * (i64::from(nth) - 1))
                };
                Moment::around(inside, unit)
            }
            Unit::Month => {
                let month = if nth == -1 { larger.last_day() } else { larger.first_day() };
                Moment::around(month, Unit::Month).map(|first| first.step(i64::from(nth.max(1)) - 1))
            }
            _ => None,
        }
    }

    fn half(&self, second: bool, of: &Meaning, found: &Found) -> Option<Moment> {
        match self.moment(of, found)? {
            Moment::Year(year) | Moment::FiscalYear(year) => Some(Moment::Half(year, 1 + i8::from(second))),
            _ => None,
        }
    }

    fn holiday(
        &self,
        rule: HolidayRule,
        year: Option<YearOf>,
        which: Which,
        found: &Found,
    ) -> Option<Moment> {
        let at = |year: i16| match rule {
            HolidayRule::Fixed { month, day } => Date::new(year, month, day).ok(),
            HolidayRule::Easter(plus) => easter(year).map(|day| shift_days(day, i64::from(plus))),
            HolidayRule::Weekday { month, nth, weekday, plus } => {
                nth_weekday(year, month, nth, weekday).map(|day| shift_days(day, i64::from(plus)))
            }
        };
        if let Some(year) = year {
            return at(self.year(year)?).map(Moment::Day);
        }
        let reference = self.reference?;
        let days = [-1, 0, 1]
            .map(|plus| at(year_plus(reference.year(), plus)))
            .into_iter()
            .flatten()
            .map(Moment::Day);
        by_tense(days, reference, which, found)
    }

    fn distance(&self, count: Option<i64>, unit: Unit, from: Origin, found: &Found) -> Resolved {
        if unit < Unit::Day {
            return self.clock_distance(count, unit, from);
        }
        match count {
            Some(count) => Resolved::date(self.shift(count, unit, from, found)),
            None if from == Origin::Publication => Resolved::plain(TimeKind::Date, "PAST_REF".to_owned()),
            None => Resolved::date(None),
        }
    }

    /// "three hours ago" has a value only where the hour of publication is known.
    fn clock_distance(&self, count: Option<i64>, unit: Unit, from: Origin) -> Resolved {
        let span = count.and_then(|count| match unit {
            Unit::Hour => jiff::Span::new().try_hours(count).ok(),
            Unit::Minute => jiff::Span::new().try_minutes(count).ok(),
            _ => jiff::Span::new().try_seconds(count).ok(),
        });
        let clock = self.clock.filter(|_| from == Origin::Publication);
        let time = clock.zip(span).and_then(|(clock, span)| clock.checked_add(span).ok());
        let moment = time.map(|time| Moment::Day(time.date()));
        let value = time.map(|time| format!("{}T{:02}:{:02}", time.date(), time.hour(), time.minute()));
        Resolved { kind: TimeKind::Time, value, moment }
    }

    fn shift(&self, count: i64, unit: Unit, from: Origin, found: &Found) -> Option<Moment> {
        // "65 million years ago" lies on no calendar.
        if count.saturating_abs() > longest(unit) {
            return None;
        }
        if from == Origin::LastNamed {
            let which = if count > 0 { Which::Following } else { Which::Same };
            let near = self.bases(which).find(|named| {
                found.paragraph <= named.paragraph + 1
                    && !matches!(named.moment, Moment::Decade(_) | Moment::Century(_))
            });
            if let Some(near) = near {
                return Some(near.moment.shift(count, unit));
            }
            // With no date named, "a year earlier" is told from publication; "two weeks later" is told from nothing.
            if count > 0 {
                return None;
            }
        }
        let reference = self.reference?;
        match unit {
            Unit::Fortnight => Moment::around(shift_days(reference, count.saturating_mul(14)), Unit::Week),
            _ => Moment::around(reference, unit).map(|now| now.step(count)),
        }
    }

    fn time(&self, day: Option<&Meaning>, time: &TimeOfDay, found: &Found) -> Resolved {
        let on = match day {
            Some(day) => self.moment(day, found),
            None => {
                let named = self
                    .named
                    .last()
                    .filter(|named| named.sentence == found.sentence)
                    .map(|named| named.moment);
                named.filter(|moment| matches!(moment, Moment::Day(_))).or(self.reference.map(Moment::Day))
            }
        };
        let clock = match time {
            TimeOfDay::Part(part) => part.as_str().to_owned(),
            TimeOfDay::Clock { hour, minute, second, zone } => {
                let minute = minute.unwrap_or(0);
                let second = second.map(|second| format!(":{second:02}")).unwrap_or_default();
                let zone = offset_on(zone, on);
                format!("{hour:02}:{minute:02}{second}{zone}")
            }
        };
        let date = match on {
            Some(moment) => moment.value(),
            None => day.and_then(without_reference).unwrap_or_else(|| "XXXX-XX-XX".to_owned()),
        };
        Resolved { kind: TimeKind::Time, value: Some(format!("{date}T{clock}")), moment: on }
    }
}

/// How many steps of a unit still lie on the calendar.
fn longest(unit: Unit) -> i64 {
    match unit {
        Unit::Month | Unit::Quarter => 24_000,
        Unit::Year => 2_000,
        Unit::Decade => 200,
        Unit::Century => 20,
        Unit::Millennium => 2,
        _ => 730_000,
    }
}

/// The steps an expression counts from a date named before it, negative for the past.
fn steps_from_named(meaning: &Meaning) -> Option<i64> {
    match meaning {
        Meaning::Shift { count, from: Origin::LastNamed, .. } => *count,
        Meaning::Unit { which: Which::Following, .. } => Some(1),
        Meaning::Unit { which: Which::Previous, .. } => Some(-1),
        Meaning::Unit { which: Which::Same, .. } | Meaning::Then => Some(0),
        Meaning::Time { day: Some(day), .. } => steps_from_named(day),
        _ => None,
    }
}

/// The candidate nearest to a day.
fn nearest(candidates: impl Iterator<Item = Moment>, day: Date) -> Option<Moment> {
    candidates.min_by_key(|moment| distance(*moment, day).abs())
}

/// Days from `day` to a moment: 0 inside it.
fn distance(moment: Moment, day: Date) -> i64 {
    if moment.first_day() > day {
        i64::from((moment.first_day() - day).get_days())
    } else if moment.last_day() < day {
        i64::from((moment.last_day() - day).get_days())
    } else {
        0
    }
}

/// The candidate that the tense asks for.
fn by_tense(
    candidates: impl Iterator<Item = Moment>,
    day: Date,
    which: Which,
    found: &Found,
) -> Option<Moment> {
    let mut candidates: Vec<Moment> = candidates.collect();
    candidates.sort_by_key(|moment| moment.first_day());
    let back = || candidates.iter().rev().find(|moment| moment.first_day() <= day).copied();
    let ahead = || candidates.iter().find(|moment| moment.last_day() >= day).copied();
    match which {
        Which::Last | Which::Previous => {
            candidates.iter().rev().find(|moment| moment.last_day() < day).copied()
        }
        Which::Next | Which::Following => candidates.iter().find(|moment| moment.first_day() > day).copied(),
        _ if found.before_noun => nearest(candidates.iter().copied(), day),
        _ => match found.tense {
            Tense::Past => back(),
            Tense::Future => ahead(),
            Tense::Present | Tense::Unknown => nearest(candidates.iter().copied(), day),
        },
    }
}

/// The candidate after, before or around a date named before.
fn pick_after(candidates: impl Iterator<Item = Moment>, named: Date, which: Which) -> Option<Moment> {
    let candidates: Vec<Moment> = candidates.collect();
    match which {
        Which::Following => candidates.iter().find(|moment| moment.first_day() > named).copied(),
        Which::Previous => candidates.iter().rev().find(|moment| moment.last_day() < named).copied(),
        _ => candidates.iter().find(|moment| moment.first_day().year() == named.year()).copied(),
    }
}

/// The offset of a zone on a day: "-05/-04" has one for winter and one for summer, told apart by the rule of the
/// United States; without a day nothing is told.
fn offset_on(zone: &str, on: Option<Moment>) -> &str {
    let Some((winter, summer)) = zone.split_once('/') else { return zone };
    let Some(Moment::Day(day)) = on else { return "" };
    let (begin, end) = (nth_weekday(day.year(), 3, 2, 7), nth_weekday(day.year(), 11, 1, 7));
    match (begin, end) {
        (Some(begin), Some(end)) if day >= begin && day < end => summer,
        _ => winter,
    }
}

fn has_year(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Holding { of, .. } => has_year(of),
        Meaning::Exact(_) | Meaning::Numeric { .. } => true,
        Meaning::Date { year, .. } | Meaning::Season { year, .. } | Meaning::Holiday { year, .. } => {
            matches!(year, Some(YearOf::Number(_)))
        }
        Meaning::Time { day: Some(day), .. } => has_year(day),
        _ => false,
    }
}

/// What can be said of a date when nobody knows when the article appeared: "XXXX-05-24".
fn without_reference(meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Date { year: None, month, day: Some(day), last_day: None, .. } => {
            // 31 April is no day of any year.
            Date::new(2000, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()?;
            Some(format!("XXXX-{month:02}-{day:02}"))
        }
        Meaning::Date { year: None, month, day: None, .. } => Some(format!("XXXX-{month:02}")),
        Meaning::Weekday { weekday, .. } => Some(format!("XXXX-WXX-{weekday}")),
        Meaning::Season { season, year: None, .. } => Some(format!("XXXX-{}", season.as_str())),
        _ => None,
    }
}

/// Words between two dates that make the year of the second hold for the first.
const JOINS: &[&str] = &[
    "to", "and", "through", "until", "or", "in", "of", "-", "\u{2013}", "\u{2014}", ",", "day in", "day of",
];

/// How many dates ahead a year is looked for.
const LONGEST_LIST: usize = 12;

/// The meaning with the year of a date that follows at once: "from March to May 2014", "in January and February of 2011".
fn inherit_year(found: &[Found], index: usize, text: &str) -> Option<Meaning> {
    let Meaning::Date { year: None, month, day, last_day, weekday, which } = found[index].meaning.clone()
    else {
        return None;
    };
    let mut last_month = month;
    // A list of dates is short; a limit keeps the time linear in whatever is not one.
    for at in index..index + LONGEST_LIST {
        let next = found.get(at + 1)?;
        let gap = text.get(found[at].span.end as usize..next.span.start as usize)?;
        if gap.len() > 16 || !JOINS.iter().any(|join| gap.trim() == *join) {
            return None;
        }
        let (year, until) = match next.meaning {
            Meaning::Date { year: Some(YearOf::Number(year)), month, .. } => (year, month),
            Meaning::Exact(Moment::Year(year)) if !gap.contains(',') && gap.trim() != "and" => {
                (year, last_month)
            }
            Meaning::Date { year: None, month, .. } => {
                last_month = month;
                continue;
            }
            _ => return None,
        };
        let year = if month > until { year_plus(year, -1) } else { year };
        return Some(Meaning::Date {
            year: Some(YearOf::Number(year)),
            month,
            day,
            last_day,
            weekday,
            which,
        });
    }
    None
}
