//! From the value of a time expression to a day with its precision, for events.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::{TimeExpression, TimeKind};
use crate::article::Precision;

/// The first day of what a date or time names, and how exact that is.
///
/// "2023-04-10" is a day, "2023-W15" the Monday of a week, "2023-04" the first of a month; a season, quarter or half
/// is exact only to its year. Durations, sets, decades and vague references name no day.
pub fn resolve_day(expression: &TimeExpression) -> Option<(Date, Precision)> {
    if !matches!(expression.kind, TimeKind::Date | TimeKind::Time) {
        return None;
    }
    let value = expression.value.as_deref()?;
    let day = value.split(['T', '/']).next()?;
    let day = day.strip_prefix("FY").map_or((day, false), |day| (day, true));
    let (text, fiscal) = day;
    let year: i16 = text.get(..4)?.parse().ok()?;
    let start = Date::new(year, 1, 1).ok()?;
    let rest = text.get(4..)?;
    let Some(rest) = rest.strip_prefix('-') else {
        return rest.is_empty().then_some((start, Precision::Year));
    };
    if let Some(week) = rest.strip_prefix('W').and_then(|week| week.get(..2)) {
        let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?.date();
        return Some((monday, Precision::Week));
    }
    if fiscal || !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Some((start, Precision::Year));
    }
    let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
    let month = month.parse().ok()?;
    match day {
        None => Some((Date::new(year, month, 1).ok()?, Precision::Month)),
        Some(day) => match day.parse() {
            Ok(day) => Some((Date::new(year, month, day).ok()?, Precision::Day)),
            Err(_) => Some((Date::new(year, month, 1).ok()?, Precision::Month)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use jiff::civil::date;

    fn resolve(kind: TimeKind, value: &str) -> Option<(Date, Precision)> {
        let value = Some(value.to_owned());
        resolve_day(&TimeExpression { sentence: 0, span: Span::default(), kind, value, modifier: None })
    }

    #[test]
    fn each_value_has_its_precision() {
        assert_eq!(resolve(TimeKind::Date, "2023-04-10"), Some((date(2023, 4, 10), Precision::Day)));
        assert_eq!(resolve(TimeKind::Time, "2023-04-10TMO"), Some((date(2023, 4, 10), Precision::Day)));
        assert_eq!(resolve(TimeKind::Date, "2023-W15"), Some((date(2023, 4, 10), Precision::Week)));
        assert_eq!(resolve(TimeKind::Date, "2023-W15-WE"), Some((date(2023, 4, 10), Precision::Week)));
        assert_eq!(resolve(TimeKind::Date, "2023-04"), Some((date(2023, 4, 1), Precision::Month)));
        assert_eq!(resolve(TimeKind::Date, "2023-FA"), Some((date(2023, 1, 1), Precision::Year)));
        assert_eq!(
            resolve(TimeKind::Date, "2023-09-19/2023-09-20"),
            Some((date(2023, 9, 19), Precision::Day))
        );
    }

    #[test]
    fn what_names_no_day_gives_none() {
        for value in ["PAST_REF", "199", "20", "XXXX-05-24", "", "2023-13-40"] {
            assert_eq!(resolve(TimeKind::Date, value), None, "{value}");
        }
        assert_eq!(resolve(TimeKind::Duration, "P2Y"), None);
    }
}
