//! The day of an event: a time expression of its clause, then of its sentence, then the dateline, then publication.

use jiff::civil::Date;

use super::tree::Tree;
use crate::article::{ArticleView, Precision};
use crate::span::Span;
use crate::time::{TimeExpression, TimeKind};

/// An event this many days before the article is history.
const LONG_AGO: i32 = 183;

/// The day, how exact it is, and whether it is history.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct When {
    pub(super) date: Option<Date>,
    pub(super) precision: Option<Precision>,
    pub(super) historical: bool,
}

impl When {
    pub(super) fn of(
        view: &ArticleView<'_>,
        tree: &Tree<'_>,
        times: &[&TimeExpression],
        trigger: usize,
        clause: Span,
    ) -> Self {
        let told = view.dateline_date.or_else(|| view.published.map(|published| published.date()));
        let dated = |time: &&&TimeExpression| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && time.value.as_deref().and_then(read).is_some()
        };
        let at = tree.span(trigger).start;
        let distance = |time: &&&TimeExpression| time.span.start.abs_diff(at);
        let near = times.iter().filter(dated).filter(|time| clause.contains(time.span)).min_by_key(distance);
        let only = || {
            let mut all = times.iter().filter(dated);
            all.next().filter(|_| all.next().is_none())
        };
        let found = near.or_else(only).and_then(|time| time.value.as_deref().and_then(read));
        let Some((date, precision)) = found else {
            return Self { date: told, precision: told.map(|_| Precision::Day), historical: false };
        };
        let historical = told.is_some_and(|told| told.since(date).is_ok_and(|age| age.get_days() > LONG_AGO));
        Self { date: Some(date), precision: Some(precision), historical }
    }
}

/// The first day of a TIMEX3 date, and how exact it is: "2023-04-10", "2023-W15", "2023-04", "2023".
fn read(value: &str) -> Option<(Date, Precision)> {
    let day = value.get(..10).and_then(|day| day.parse::<Date>().ok());
    if let Some(day) = day {
        return Some((day, Precision::Day));
    }
    let year: i16 = value.get(..4)?.parse().ok()?;
    let rest = value.get(4..).unwrap_or_default();
    if rest.is_empty() {
        return Some((Date::new(year, 1, 1).ok()?, Precision::Year));
    }
    if let Some(week) = rest.strip_prefix("-W") {
        let week: i8 = week.get(..2)?.parse().ok()?;
        let first = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok()?;
        return Some((first.date(), Precision::Week));
    }
    let month: i8 = rest.strip_prefix('-')?.get(..2)?.parse().ok()?;
    Some((Date::new(year, month, 1).ok()?, Precision::Month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_gives_its_first_day_and_precision() {
        let day = |year, month, day| Date::new(year, month, day).unwrap();
        assert_eq!(read("2023-04-10"), Some((day(2023, 4, 10), Precision::Day)));
        assert_eq!(read("2023-04-10T12:00"), Some((day(2023, 4, 10), Precision::Day)));
        assert_eq!(read("2023-W15"), Some((day(2023, 4, 10), Precision::Week)));
        assert_eq!(read("2023-04"), Some((day(2023, 4, 1), Precision::Month)));
        assert_eq!(read("2023"), Some((day(2023, 1, 1), Precision::Year)));
        assert_eq!(read("2023-FA"), None);
        assert_eq!(read("PAST_REF"), None);
    }
}
