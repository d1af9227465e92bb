//! How far apart two reports are in time.

use jiff::civil::{Date, DateTime};

use crate::fingerprint::each_word;
use crate::lexicon::{Months, StoryWeights};
use crate::story::Item;

/// When a report was written, as far as can be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Day {
    /// Its publication date.
    Published(DateTime),
    /// The latest day that the text names; its year may be unknown.
    Named { month: i8, day: i8, year: Option<i16> },
    /// Nothing is known.
    Unknown,
}

/// The day of a report.
pub(crate) fn of(item: &Item<'_>, months: &Months) -> Day {
    match item.published {
        Some(published) => Day::Published(published),
        None => latest_named(item.text, months),
    }
}

/// The latest of the days a text names with month and day: `December 4`, `19 September 2023`, `2023-12-28`.
fn latest_named(text: &str, months: &Months) -> Day {
    let mut last: [&str; 3] = ["", "", ""];
    let mut found: Vec<(i8, i8, Option<i16>)> = Vec::new();
    each_word(text, |word| {
        last = [last[1], last[2], word.span.of(text)];
        if let Some(date) = whole_date(last) {
            found.push(date);
            return;
        }
        let [_, before, here] = last;
        let day = month(before, months).zip(day_number(here)).or(month(here, months).zip(day_number(before)));
        if let Some((month, day)) = day {
            found.push((month, day, None));
        } else if let (Some(date), Some(year)) = (found.last_mut(), year_number(here)) {
            // A year straight behind a day belongs to it: "December 4, 2023".
            let follows = day_number(before) == Some(date.1) || month(before, months) == Some(date.0);
            if date.2.is_none() && follows {
                date.2 = Some(year);
            }
        }
    });
    let year = found.iter().filter_map(|date| date.2).max();
    let latest = found.into_iter().max_by_key(|&(month, day, own)| (own.or(year), month, day));
    latest.map_or(Day::Unknown, |(month, day, year)| Day::Named { month, day, year })
}

fn whole_date([year, month, day]: [&str; 3]) -> Option<(i8, i8, Option<i16>)> {
    let year = year_number(year)?;
    let (month, day) = (month.parse::<i8>().ok()?, day.parse::<i8>().ok()?);
    Date::new(year, month, day).ok().map(|date| (date.month(), date.day(), Some(year)))
}

/// The month of a capitalised name; `may` and `march` are verbs.
fn month(word: &str, months: &Months) -> Option<i8> {
    if !word.chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    months.named(&word.to_lowercase())
}

/// `4`, `4th`.
fn day_number(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    if digits.is_empty() || word.len() > digits.len() + 2 {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year_number(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| (1900..2100).contains(year))
}

/// What the days of two reports leave of their likeness: 1 for all, 0 for nothing.
pub(crate) fn nearness(a: Day, b: Day, weights: &StoryWeights) -> f64 {
    if let (Day::Published(a), Day::Published(b)) = (a, b) {
        let hours = a.duration_until(b).as_hours().unsigned_abs();
        return falling(hours as f64 / 24.0, weights.days_full, weights.days_none);
    }
    let Some(apart) = days_apart(a, b) else { return 1.0 };
    let left = falling(apart, weights.named_days_full, weights.named_days_none);
    1.0 - weights.named_days_share * (1.0 - left)
}

/// 1 up to `full`, 0 from `none` on, falling evenly between.
fn falling(days: f64, full: f64, none: f64) -> f64 {
    ((none - days) / (none - full).max(f64::EPSILON)).clamp(0.0, 1.0)
}

/// Days between two reports of which at least one has no publication date. Without a year on both sides, the
/// shorter way around the year counts.
fn days_apart(a: Day, b: Day) -> Option<f64> {
    let parts = |day: Day| match day {
        Day::Published(time) => Some((time.month(), time.day(), Some(time.year()))),
        Day::Named { month, day, year } => Some((month, day, year)),
        Day::Unknown => None,
    };
    let (a, b) = (parts(a)?, parts(b)?);
    let of_year = |(month, day, _): (i8, i8, Option<i16>)| f64::from(month - 1) * 30.4 + f64::from(day);
    let apart = of_year(a) - of_year(b);
    if let (Some(year_a), Some(year_b)) = (a.2, b.2) {
        return Some((f64::from(year_a - year_b) * 365.0 + apart).abs());
    }
    Some(apart.abs().min(365.0 - apart.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn named(text: &str) -> Day {
        latest_named(text, &Lexicon::built_in().unwrap().months)
    }

    #[test]
    fn the_latest_named_day_counts() {
        let day = named(
            "The talks of 3 July 2031 failed, an official said on December 4. They may 5 times resume.",
        );
        assert_eq!(day, Day::Named { month: 12, day: 4, year: None });
    }

    #[test]
    fn a_year_belongs_to_the_day_before_it() {
        assert_eq!(named("(May 24th, 2031)"), Day::Named { month: 5, day: 24, year: Some(2031) });
        assert_eq!(named("posted 2031-05-24 10:00"), Day::Named { month: 5, day: 24, year: Some(2031) });
    }

    #[test]
    fn a_text_without_days_says_nothing() {
        assert_eq!(named("Prices rose 5 percent in 2031."), Day::Unknown);
    }

    #[test]
    fn new_year_is_near_christmas() {
        let apart = days_apart(
            Day::Named { month: 12, day: 30, year: None },
            Day::Named { month: 1, day: 2, year: Some(2031) },
        );
        assert!(apart.unwrap() < 6.0);
    }
}
