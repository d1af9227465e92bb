//! The days that a TIMEX3 value covers.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::moment::shift_days;

/// The first and the last day of a date or time: of "2023-W15" Monday 10 and Sunday 16 April 2023.
///
/// > They met last week. -> 2023-W15 -> 2023-04-10, 2023-04-16
///
/// Seasons are those of the northern weather: spring from March, winter from December to February. Durations, sets and
/// vague times ("PAST_REF", "P2M") cover no days that could be named.
pub fn days_of(value: &str) -> Option<(Date, Date)> {
    // A time of day lies within its day: "2023-04-10T14:00", "2023-04-10TEV".
    let value = value.split('T').next()?;
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let number: i16 = value.get(..digits)?.parse().ok()?;
    let rest = value.get(digits..)?;
    match (digits, rest) {
        (2, "") => Some((years(number.checked_mul(100)?)?.0, years(number * 100 + 99)?.1)),
        (3, "") => Some((years(number.checked_mul(10)?)?.0, years(number * 10 + 9)?.1)),
        (4, "") => years(number),
        (4, _) => within_year(number, rest.strip_prefix('-')?),
        _ => None,
    }
}

/// What follows the year: "W15", "W15-WE", "Q2", "H1", "SU", "04", "04-10".
fn within_year(year: i16, rest: &str) -> Option<(Date, Date)> {
    if let Some(week) = rest.strip_prefix('W').filter(|_| rest != "WI") {
        let (week, weekend) = match week.strip_suffix("-WE") {
            Some(week) => (week, true),
            None => (week, false),
        };
        let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?.date();
        return Some((shift_days(monday, if weekend { 5 } else { 0 }), shift_days(monday, 6)));
    }
    let (first, count) = match rest {
        "Q1" => (1, 3),
        "Q2" => (4, 3),
        "Q3" => (7, 3),
        "Q4" => (10, 3),
        "H1" => (1, 6),
        "H2" => (7, 6),
        "SP" => (3, 3),
        "SU" => (6, 3),
        "FA" => (9, 3),
        "WI" => return Some((Date::new(year, 12, 1).ok()?, last_of(year.checked_add(1)?, 2)?)),
        _ => {
            let month: i8 = rest.get(..2)?.parse().ok()?;
            let day = match rest.get(2..)? {
                "" => return months(year, month, 1),
                day => day.strip_prefix('-')?,
            };
            let day = Date::new(year, month, day.parse().ok()?).ok()?;
            return Some((day, day));
        }
    };
    months(year, first, count)
}

fn years(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

fn months(year: i16, first: i8, count: i8) -> Option<(Date, Date)> {
    Some((Date::new(year, first, 1).ok()?, last_of(year, first.checked_add(count - 1)?)?))
}

fn last_of(year: i16, month: i8) -> Option<Date> {
    Some(Date::new(year, month, 1).ok()?.last_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(value: &str) -> Option<String> {
        days_of(value).map(|(first, last)| format!("{first} {last}"))
    }

    #[test]
    fn values_cover_days() {
        for (value, days) in [
            ("2023-04-10", "2023-04-10 2023-04-10"),
            ("2023-04-10T14:00", "2023-04-10 2023-04-10"),
            ("2023-W15", "2023-04-10 2023-04-16"),
            ("2023-W15-WE", "2023-04-15 2023-04-16"),
            ("2024-02", "2024-02-01 2024-02-29"),
            ("2023-Q2", "2023-04-01 2023-06-30"),
            ("2023-SU", "2023-06-01 2023-08-31"),
            ("2023-WI", "2023-12-01 2024-02-29"),
            ("2023", "2023-01-01 2023-12-31"),
            ("196", "1960-01-01 1969-12-31"),
            ("19", "1900-01-01 1999-12-31"),
        ] {
            assert_eq!(read(value).as_deref(), Some(days), "{value}");
        }
    }

    #[test]
    fn what_names_no_days_covers_none() {
        for value in ["PAST_REF", "P2M", "PT5H", "XXXX-WXX-5", "2023-13", "", "2023-04-31", "T14:00"] {
            assert_eq!(read(value), None, "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_value_is_read_or_not(value in "[0-9A-Z:-]{0,12}|\\PC{0,12}") {
            if let Some((first, last)) = days_of(&value) {
                prop_assert!(first <= last);
            }
        }
    }
}
