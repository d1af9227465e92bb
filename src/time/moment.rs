//! A stretch of the calendar, as fine or as coarse as the text names it, and its TIMEX3 value.

use jiff::civil::{Date, Weekday};

use crate::lexicon::time::{Season, Unit};

/// A piece of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// One day.
    Day(Date),
    /// A few days, first and last: "September 19-20".
    Days(Date, Date),
    /// The ISO week that begins on this Monday.
    Week(Date),
    /// The weekend of the ISO week that begins on this Monday.
    Weekend(Date),
    /// Year and month.
    Month(i16, i8),
    /// Year and quarter.
    Quarter(i16, i8),
    /// Year and half.
    Half(i16, i8),
    /// Year and season; a winter counts to the year it begins in.
    Season(i16, Season),
    /// A year.
    Year(i16),
    /// A year of accounts, which need not begin in January.
    FiscalYear(i16),
    /// A quarter of a year of accounts.
    FiscalQuarter(i16, i8),
    /// The ten years that begin with this number times ten.
    Decade(i16),
    /// The hundred years that begin with this number times a hundred.
    Century(i16),
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Date {
    let back = day.weekday().to_monday_zero_offset();
    shift_days(day, -i64::from(back))
}

/// A day some days on; stays where it is at the end of the calendar.
pub(super) fn shift_days(day: Date, days: i64) -> Date {
    i32::try_from(days)
        .ok()
        .and_then(|days| day.checked_add(jiff::Span::new().try_days(days).ok()?).ok())
        .unwrap_or(day)
}

/// A day some months on, in the last day of a shorter month.
fn shift_months(day: Date, months: i64) -> Date {
    jiff::Span::new().try_months(months).ok().and_then(|span| day.checked_add(span).ok()).unwrap_or(day)
}

/// The month some months on.
pub(super) fn month_plus(year: i16, month: i8, plus: i64) -> (i16, i8) {
    let count = i64::from(year) * 12 + i64::from(month) - 1 + plus;
    let year = i16::try_from(count.div_euclid(12)).unwrap_or(year);
    (year, (count.rem_euclid(12) + 1) as i8)
}

/// The quarter some quarters on.
fn quarter_plus(year: i16, quarter: i8, plus: i64) -> (i16, i8) {
    let count = i64::from(year) * 4 + i64::from(quarter) - 1 + plus;
    let year = i16::try_from(count.div_euclid(4)).unwrap_or(year);
    (year, (count.rem_euclid(4) + 1) as i8)
}

/// A year some years on.
pub(super) fn year_plus(year: i16, plus: i64) -> i16 {
    i16::try_from(i64::from(year).saturating_add(plus)).unwrap_or(year)
}

/// The quarter a month lies in.
fn quarter_of(month: i8) -> i8 {
    (month - 1) / 3 + 1
}

/// The season a day lies in, northern and meteorological; January and February belong to the winter before.
pub(super) fn season_of(day: Date) -> (i16, Season) {
    match day.month() {
        3..=5 => (day.year(), Season::Spring),
        6..=8 => (day.year(), Season::Summer),
        9..=11 => (day.year(), Season::Autumn),
        12 => (day.year(), Season::Winter),
        _ => (year_plus(day.year(), -1), Season::Winter),
    }
}

/// The month a season begins in.
pub(super) fn season_start(season: Season) -> i8 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    }
}

impl Moment {
    /// The calendar piece of length `unit` that holds `day`.
    pub(super) fn around(day: Date, unit: Unit) -> Option<Self> {
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Self::Day(day),
            Unit::Weekend => Self::Weekend(monday(day)),
            Unit::Week | Unit::Fortnight => Self::Week(monday(day)),
            Unit::Month => Self::Month(day.year(), day.month()),
            Unit::Quarter => Self::Quarter(day.year(), quarter_of(day.month())),
            Unit::Year => Self::Year(day.year()),
            Unit::Decade => Self::Decade(day.year().div_euclid(10)),
            Unit::Century => Self::Century(day.year().div_euclid(100)),
            Unit::Millennium => return None,
        })
    }

    /// The same kind of piece, `count` steps of its own length on: the month after the next for 2.
    pub(super) fn step(self, count: i64) -> Self {
        match self {
            Self::Day(day) => Self::Day(shift_days(day, count)),
            Self::Days(first, last) => {
                let length = (last - first).get_days();
                let by = count.saturating_mul(i64::from(length) + 1);
                Self::Days(shift_days(first, by), shift_days(last, by))
            }
            Self::Week(start) => Self::Week(shift_days(start, count.saturating_mul(7))),
            Self::Weekend(start) => Self::Weekend(shift_days(start, count.saturating_mul(7))),
            Self::Month(year, month) => {
                let (year, month) = month_plus(year, month, count);
                Self::Month(year, month)
            }
            Self::Quarter(year, quarter) => {
                let (year, quarter) = quarter_plus(year, quarter, count);
                Self::Quarter(year, quarter)
            }
            Self::FiscalQuarter(year, quarter) => {
                let (year, quarter) = quarter_plus(year, quarter, count);
                Self::FiscalQuarter(year, quarter)
            }
            Self::Half(year, half) => {
                let steps = i64::from(half) - 1 + count;
                Self::Half(year_plus(year, steps.div_euclid(2)), (steps.rem_euclid(2) + 1) as i8)
            }
            Self::Season(year, season) => Self::Season(year_plus(year, count), season),
            Self::Year(year) => Self::Year(year_plus(year, count)),
            Self::FiscalYear(year) => Self::FiscalYear(year_plus(year, count)),
            Self::Decade(decade) => Self::Decade(year_plus(decade, count)),
            Self::Century(century) => Self::Century(year_plus(century, count)),
        }
    }

    /// `count` units on from here, as exact as the unit and this piece allow.
    ///
    /// Two weeks after a day is a day, two years after it is a year; two years after a month is a month; two weeks after October is counted
    /// from the end of October, because what comes later than October does not lie in it.
    pub(super) fn shift(self, count: i64, unit: Unit) -> Self {
        let from = if count >= 0 { self.last_day() } else { self.first_day() };
        let years = match unit {
            Unit::Year => 1,
            Unit::Decade => 10,
            Unit::Century => 100,
            Unit::Millennium => 1000,
            _ => 0,
        };
        if years > 0 {
            let count = count.saturating_mul(years);
            return match self {
                Self::Day(_) | Self::Days(..) | Self::Week(_) | Self::Weekend(_) => {
                    Self::Year(year_plus(from.year(), count))
                }
                Self::Month(year, month) => Self::Month(year_plus(year, count), month),
                Self::Quarter(year, quarter) => Self::Quarter(year_plus(year, count), quarter),
                Self::FiscalQuarter(year, quarter) => Self::FiscalQuarter(year_plus(year, count), quarter),
                Self::Half(year, half) => Self::Half(year_plus(year, count), half),
                Self::Season(year, season) => Self::Season(year_plus(year, count), season),
                Self::Year(year) => Self::Year(year_plus(year, count)),
                Self::FiscalYear(year) => Self::FiscalYear(year_plus(year, count)),
                Self::Decade(_) | Self::Century(_) => self.step(count.div_euclid(years)),
            };
        }
        let (days, months) = match unit {
            Unit::Week | Unit::Weekend => (count.saturating_mul(7), 0),
            Unit::Fortnight => (count.saturating_mul(14), 0),
            Unit::Month => (0, count),
            Unit::Quarter => (0, count.saturating_mul(3)),
            Unit::Day | Unit::Night => (count, 0),
            _ => (0, 0),
        };
        let shifted = shift_days(shift_months(from, months), days);
        let coarse = if months != 0 { Unit::Month } else { Unit::Day };
        let own = match self {
            Self::Day(_) | Self::Days(..) => Unit::Day,
            Self::Week(_) | Self::Weekend(_) => Unit::Week,
            Self::Month(..) => Unit::Month,
            Self::Quarter(..) => Unit::Quarter,
            _ => Unit::Year,
        };
        Self::around(shifted, own.max(coarse)).unwrap_or(Self::Day(shifted))
    }

    /// The first day.
    pub(super) fn first_day(self) -> Date {
        let start = |year: i16, month: i8| Date::new(year, month, 1).unwrap_or(Date::constant(1, 1, 1));
        match self {
            Self::Day(day) | Self::Days(day, _) | Self::Week(day) => day,
            Self::Weekend(monday) => shift_days(monday, 5),
            Self::Month(year, month) => start(year, month),
            Self::Quarter(year, quarter) | Self::FiscalQuarter(year, quarter) => start(year, quarter * 3 - 2),
            Self::Half(year, half) => start(year, half * 6 - 5),
            Self::Season(year, season) => start(year, season_start(season)),
            Self::Year(year) | Self::FiscalYear(year) => start(year, 1),
            Self::Decade(decade) => start(year_plus(0, i64::from(decade) * 10), 1),
            Self::Century(century) => start(year_plus(0, i64::from(century) * 100), 1),
        }
    }

    /// The last day.
    pub(super) fn last_day(self) -> Date {
        let months = match self {
            Self::Day(day) | Self::Days(_, day) => return day,
            Self::Week(monday) | Self::Weekend(monday) => return shift_days(monday, 6),
            Self::Month(..) => 1,
            Self::Quarter(..) | Self::FiscalQuarter(..) | Self::Season(..) => 3,
            Self::Half(..) => 6,
            Self::Year(_) | Self::FiscalYear(_) => 12,
            Self::Decade(_) => 120,
            Self::Century(_) => 1200,
        };
        shift_days(shift_months(self.first_day(), months), -1)
    }

    /// The TIMEX3 value.
    pub(super) fn value(self) -> String {
        let week = |monday: Date| {
            let iso = monday.iso_week_date();
            format!("{:04}-W{:02}", iso.year(), iso.week())
        };
        match self {
            Self::Day(day) => day.to_string(),
            Self::Days(first, last) => format!("{first}/{last}"),
            Self::Week(monday) => week(monday),
            Self::Weekend(monday) => format!("{}-WE", week(monday)),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{}", season.as_str()),
            Self::Year(year) => format!("{year:04}"),
            Self::FiscalYear(year) => format!("FY{year:04}"),
            Self::FiscalQuarter(year, quarter) => format!("FY{year:04}-Q{quarter}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
        }
    }
}

/// The day with this weekday (Monday is 1) in the week of `monday`.
pub(super) fn day_of_week(monday: Date, weekday: u8) -> Date {
    shift_days(monday, i64::from(weekday) - 1)
}

/// Monday is 1, Sunday is 7.
pub(super) fn weekday_number(day: Date) -> u8 {
    day.weekday().to_monday_one_offset().unsigned_abs()
}

/// Western Easter Sunday of a year (the anonymous Gregorian algorithm).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The nth (or, for -1, last) weekday of a month.
pub(super) fn nth_weekday(year: i16, month: i8, nth: i8, weekday: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn values_of_every_length() {
        let day = date(2023, 12, 22);
        let value = |unit| Moment::around(day, unit).unwrap().value();
        assert_eq!(value(Unit::Day), "2023-12-22");
        assert_eq!(value(Unit::Week), "2023-W51");
        assert_eq!(value(Unit::Weekend), "2023-W51-WE");
        assert_eq!(value(Unit::Quarter), "2023-Q4");
        assert_eq!(value(Unit::Decade), "202");
        assert_eq!(value(Unit::Century), "20");
    }

    #[test]
    fn weeks_after_a_month_lie_after_it() {
        assert_eq!(Moment::Month(2020, 10).shift(2, Unit::Week).value(), "2020-11");
        assert_eq!(Moment::Month(2020, 10).shift(-2, Unit::Week).value(), "2020-09");
        assert_eq!(Moment::Quarter(2012, 1).shift(-1, Unit::Year).value(), "2011-Q1");
        assert_eq!(Moment::Day(date(2024, 2, 29)).shift(1, Unit::Year).value(), "2025");
    }

    #[test]
    fn feasts_fall_where_they_fell() {
        assert_eq!(easter(2023), Some(date(2023, 4, 9)));
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(nth_weekday(2023, 11, 4, 4), Some(date(2023, 11, 23)));
        assert_eq!(nth_weekday(2023, 5, -1, 1), Some(date(2023, 5, 29)));
    }
}
