//! Dates as pages and date lines state them: "Dec 22 2023", "22. Dezember 2023, 14:05 Uhr", "2023-12-22T14:05:00+04:00".
//!
//! Dates inside running sentences are read by the time floor; here a date stands by itself.

use jiff::civil::{Date, DateTime, Time};

use super::Precision;
use crate::lexicon::Months;

/// A date as stated.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stated {
    /// Local time as stated; midnight where only the day is.
    pub(super) time: DateTime,
    /// How exact it is.
    pub(super) precision: Precision,
    /// The zone, where stated.
    pub(super) zone: Option<String>,
    /// Where the date ends in the text that was read.
    pub(super) end: usize,
}

/// Which of two numbers is the day, where both could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// 3/4/2024 is the third of April.
    #[default]
    DayFirst,
    /// 3/4/2024 is March the fourth.
    MonthFirst,
}

/// A piece of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'t> {
    Number(u32, usize),
    Word(&'t str),
    Mark(char),
}

#[derive(Clone, Debug)]
struct Tokens<'t> {
    all: Vec<(Token<'t>, usize)>,
}

/// Dates are short; what stands behind is not looked at.
const LONGEST: usize = 120;

/// Reads the date that `text` begins with, after white space; month names are looked up in lower case.
pub(super) fn read_date(text: &str, months: &Months, order: Order) -> Option<Stated> {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let lower = text.get(..end)?.to_lowercase();
    if lower.len() != end {
        return read_lowered(text.get(..end)?, months, order);
    }
    read_lowered(&lower, months, order)
}

fn read_lowered(text: &str, months: &Months, order: Order) -> Option<Stated> {
    let tokens = tokenize(text);
    let at = |index: usize| tokens.all.get(index).map(|(token, _)| *token);
    let end =
        |index: usize| index.checked_sub(1).and_then(|last| tokens.all.get(last)).map_or(0, |(_, end)| *end);
    // A weekday before the date: "Friday, 22 December".
    let mut first = 0;
    if let Some(Token::Word(word)) = at(0)
        && months.named(word).is_none()
        && word.chars().count() <= 12
    {
        first = 1;
        while matches!(at(first), Some(Token::Mark(',' | '.' | '،'))) {
            first += 1;
        }
        if matches!(at(first), Some(Token::Word("den" | "le" | "the" | "el"))) {
            first += 1;
        }
    }
    let (date, next) = read_day(&at, first, months, order)?;
    let mut stated =
        Stated { time: date.at(0, 0, 0, 0), precision: Precision::Day, zone: None, end: end(next) };
    if let Some((time, precision, zone, next)) = read_time(&at, next) {
        stated = Stated { time: date.to_datetime(time), precision, zone, end: end(next) };
    }
    Some(stated)
}

fn read_day<'t>(
    at: &impl Fn(usize) -> Option<Token<'t>>,
    first: usize,
    months: &Months,
    order: Order,
) -> Option<(Date, usize)> {
    let month_at = |index: usize| match at(index) {
        Some(Token::Word(word)) => months.named(word),
        _ => None,
    };
    let skip = |index: usize, marks: &[char], words: &[&str]| {
        let mut index = index;
        loop {
            match at(index) {
                Some(Token::Mark(mark)) if marks.contains(&mark) => index += 1,
                Some(Token::Word(word)) if words.contains(&word) => index += 1,
                _ => return index,
            }
        }
    };
    match at(first)? {
        // "December 22, 2023"
        Token::Word(word) => {
            let month = months.named(word)?;
            let index = skip(first + 1, &['.'], &[]);
            let Some(Token::Number(day, 1..=2)) = at(index) else { return None };
            let index = skip(index + 1, &[',', '.'], &["st", "nd", "rd", "th", "de"]);
            let Some(Token::Number(year, 4)) = at(index) else { return None };
            Some((date(year, month, day)?, index + 1))
        }
        Token::Number(number, digits) => {
            // "22 December 2023", "22. Dezember 2023", "22 de diciembre de 2023", "22-Dec-2023"
            let index =
                skip(first + 1, &['.', ',', '-', '/', 'º', '°'], &["st", "nd", "rd", "th", "de", "er", "of"]);
            if digits <= 2
                && let Some(month) = month_at(index)
            {
                let index = skip(index + 1, &['.', ',', '-', '/'], &["de", "del", "of"]);
                let Some(Token::Number(year, 4)) = at(index) else { return None };
                return Some((date(year, month, number)?, index + 1));
            }
            // "2023年12月22日"
            if digits == 4
                && let (Some(Token::Word("年")), Some(Token::Number(month, _))) =
                    (at(first + 1), at(first + 2))
                && let (Some(Token::Word("月")), Some(Token::Number(day, _))) = (at(first + 3), at(first + 4))
            {
                let next = if at(first + 5) == Some(Token::Word("日")) { first + 6 } else { first + 5 };
                return Some((date(number, i8::try_from(month).ok()?, day)?, next));
            }
            // "20231222"
            if digits == 8 {
                let month = i8::try_from(number / 100 % 100).ok()?;
                return Some((date(number / 10_000, month, number % 100)?, first + 1));
            }
            let Some(Token::Mark(mark @ ('-' | '/' | '.'))) = at(first + 1) else { return None };
            let Some(Token::Number(second, second_digits @ 1..=2)) = at(first + 2) else { return None };
            if at(first + 3) != Some(Token::Mark(mark)) {
                return None;
            }
            let Some(Token::Number(third, third_digits)) = at(first + 4) else { return None };
            let next = first + 5;
            // "2023-12-22"
            if digits == 4 && third_digits <= 2 {
                return Some((date(number, i8::try_from(second).ok()?, third)?, next));
            }
            if digits > 2 || second_digits > 2 || (third_digits != 4 && third_digits != 2) {
                return None;
            }
            let year = if third_digits == 4 { third } else { 2000 + third };
            let month_first = mark != '.' && (order == Order::MonthFirst || second > 12) && number <= 12;
            let (day, month) = if month_first { (second, number) } else { (number, second) };
            Some((date(year, i8::try_from(month).ok()?, day)?, next))
        }
        Token::Mark(_) => None,
    }
}

fn date(year: u32, month: i8, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok()?;
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// The time of day behind a date: "T14:05:00+04:00", ", 2:05 pm EST", "um 14.05 Uhr", "à 14h05".
fn read_time<'t>(
    at: &impl Fn(usize) -> Option<Token<'t>>,
    first: usize,
) -> Option<(Time, Precision, Option<String>, usize)> {
    let mut index = first;
    for _ in 0..3 {
        match at(index) {
            Some(Token::Mark(',' | '-' | '–' | '—' | '|' | '•' | '·' | '@' | '/' | '.')) => index += 1,
            Some(Token::Word(
                "t" | "at" | "um" | "à" | "a" | "as" | "às" | "в" | "alle" | "ore" | "klo" | "kl",
            )) => {
                index += 1;
            }
            _ => break,
        }
    }
    let Some(Token::Number(hour, 1..=2)) = at(index) else { return None };
    let half = |index: usize| match at(index) {
        Some(Token::Word("am" | "a.m" | "a")) => Some(false),
        Some(Token::Word("pm" | "p.m" | "p")) => Some(true),
        _ => None,
    };
    let (mut minute, mut second, mut precision) = (0, 0, Precision::Minute);
    let mut next = index + 1;
    match at(next) {
        Some(Token::Mark(':' | '.') | Token::Word("h")) => {
            let Some(Token::Number(number, 2)) = at(next + 1) else { return None };
            minute = number;
            next += 2;
            if let (Some(Token::Mark(':')), Some(Token::Number(number, 2))) = (at(next), at(next + 1)) {
                second = number;
                precision = Precision::Second;
                next += 2;
                if let (Some(Token::Mark('.')), Some(Token::Number(_, _))) = (at(next), at(next + 1)) {
                    next += 2;
                }
            }
        }
        _ => {
            half(next)?;
        }
    }
    let mut hour = hour;
    if let Some(afternoon) = half(next) {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        next += 1;
        // "p.m.": the marks between and behind.
        while matches!(at(next), Some(Token::Mark('.') | Token::Word("m"))) {
            next += 1;
        }
    } else if matches!(at(next), Some(Token::Word("uhr" | "h" | "hrs" | "час"))) {
        next += 1;
    }
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0);
    let time = time.ok()?;
    let (zone, next) = read_zone(at, next);
    Some((time, precision, zone, next))
}

/// Zone names that stand behind times.
const ZONES: [&str; 24] = [
    "utc", "gmt", "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt", "bst",
    "cet", "cest", "eet", "eest", "msk", "ist", "aest", "aedt", "jst",
];

fn read_zone<'t>(at: &impl Fn(usize) -> Option<Token<'t>>, first: usize) -> (Option<String>, usize) {
    match at(first) {
        Some(Token::Word("z")) => (Some("UTC".to_owned()), first + 1),
        Some(Token::Word(name)) if ZONES.contains(&name) => (Some(name.to_uppercase()), first + 1),
        Some(Token::Mark(sign @ ('+' | '-' | '−'))) => {
            let sign = if sign == '+' { '+' } else { '-' };
            match (at(first + 1), at(first + 2), at(first + 3)) {
                (Some(Token::Number(hours, 4)), _, _) => {
                    (Some(format!("{sign}{:02}:{:02}", hours / 100, hours % 100)), first + 2)
                }
                (Some(Token::Number(hours, 2)), Some(Token::Mark(':')), Some(Token::Number(minutes, 2))) => {
                    (Some(format!("{sign}{hours:02}:{minutes:02}")), first + 4)
                }
                (Some(Token::Number(hours, 2)), _, _) => (Some(format!("{sign}{hours:02}:00")), first + 2),
                _ => (None, first),
            }
        }
        _ => (None, first),
    }
}

fn tokenize(text: &str) -> Tokens<'_> {
    let mut all = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_ascii_digit() {
            while let Some((at, _)) = chars.next_if(|(_, c)| c.is_ascii_digit()) {
                end = at + 1;
            }
            let digits = text.get(start..end).unwrap_or_default();
            all.push((Token::Number(digits.parse().unwrap_or(u32::MAX), digits.len()), end));
        } else if c.is_alphabetic() {
            while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphabetic() || *c == '\u{301}') {
                end = at + c.len_utf8();
            }
            // "p.m" is one word.
            let word = text.get(start..end).unwrap_or_default();
            if matches!(word, "a" | "p") && text.get(end..end + 2) == Some(".m") {
                chars.next();
                chars.next();
                end += 2;
            }
            all.push((Token::Word(text.get(start..end).unwrap_or_default()), end));
        } else {
            all.push((Token::Mark(c), end));
        }
    }
    Tokens { all }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        let months = &Lexicon::built_in().unwrap().months;
        let stated = read_date(text, months, Order::DayFirst)?;
        Some(format!("{} {} {}", stated.time, stated.zone.unwrap_or_default(), &text[stated.end..]))
    }

    #[test]
    fn dates_of_many_pages() {
        let cases = [
            ("Dec 22 2023", "2023-12-22T00:00:00  "),
            ("December 22, 2023 4:15 pm EST", "2023-12-22T16:15:00 EST "),
            ("22 December 2023 at 16:15", "2023-12-22T16:15:00  "),
            ("Freitag, 22. Dezember 2023, 14:05 Uhr", "2023-12-22T14:05:00  "),
            ("22 de diciembre de 2023", "2023-12-22T00:00:00  "),
            ("22 декабря 2023, 14:05", "2023-12-22T14:05:00  "),
            ("2023-12-22T14:05:09.123+04:00", "2023-12-22T14:05:09 +04:00 "),
            ("2023-12-22T14:05:09Z", "2023-12-22T14:05:09 UTC "),
            ("Fri, 22 Dec 2023 10:00:00 GMT", "2023-12-22T10:00:00 GMT "),
            ("2023-12-28 Talks Resume in Geneva", "2023-12-28T00:00:00   Talks Resume in Geneva"),
            ("22.12.2023 14:05", "2023-12-22T14:05:00  "),
            ("12/22/2023", "2023-12-22T00:00:00  "),
            ("3/4/2024", "2024-04-03T00:00:00  "),
            ("2023年12月22日", "2023-12-22T00:00:00  "),
            ("Sept. 3, 2021 9:30 a.m. ET", "2021-09-03T09:30:00 ET "),
            ("March 1st, 2024", "2024-03-01T00:00:00  "),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in
            ["31 Feb 2026", "2023", "May we go 2023", "12:30", "", "22 December", "99/99/9999", "0000-00-00"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "[0-9/.:\\-T+ a-zéд年月,]{0,60}|\\PC{0,60}") {
            let months = &Lexicon::built_in().unwrap().months;
            if let Some(stated) = read_date(&text, months, Order::MonthFirst) {
                prop_assert!(text.is_char_boundary(stated.end));
            }
        }
    }
}
