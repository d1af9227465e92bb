//! What a time expression says, before it is known when it was said.

use crate::lexicon::time::{DayPart, HolidayRule, Modifier, Season, Unit};
use crate::span::Span;

use super::TimeKind;
use super::moment::Moment;
use super::tense::Tense;

/// A time expression found in the text, not yet resolved.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its place in the article.
    pub(super) span: Span,
    /// Index of its sentence.
    pub(super) sentence: u32,
    /// Index of its paragraph.
    pub(super) paragraph: u32,
    /// What it says.
    pub(super) meaning: Meaning,
    /// "early", "late", "more than".
    pub(super) modifier: Option<Modifier>,
    /// The tense of the clause it stands in.
    pub(super) tense: Tense,
    /// Whether it stands before the noun it belongs to ("the May 12 vote"): then the tense tells nothing.
    pub(super) before_noun: bool,
}

/// How a piece of the calendar is picked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// "Friday"
    Bare,
    /// "this Friday": counted from publication
    This,
    /// "last Friday"
    Last,
    /// "next Friday"
    Next,
    /// "the previous Friday": counted from the date named last
    Previous,
    /// "the following Friday"
    Following,
    /// "that Friday"
    Same,
}

/// The year of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearOf {
    /// "2023"
    Number(i16),
    /// "this year", "last year"
    Named(Which),
}

/// What distances are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// "three days ago"
    Publication,
    /// "three days later"
    LastNamed,
}

/// A point or part of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TimeOfDay {
    /// "morning"
    Part(DayPart),
    /// "10:30 GMT"
    Clock {
        /// 0 to 24.
        hour: u8,
        /// Absent for "10 a.m.".
        minute: Option<u8>,
        /// Absent but for "10:30:15".
        second: Option<u8>,
        /// "Z", "+04", or empty.
        zone: String,
    },
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A piece of the calendar that needs no context: "12 May 2023", "the 1990s".
    Exact(Moment),
    /// A month or day: "May", "Monday, April 10", "September 19-20".
    Date {
        /// Where the text gives one.
        year: Option<YearOf>,
        /// 1 to 12.
        month: u8,
        /// 1 to 31, absent for a month.
        day: Option<u8>,
        /// The last day of a range.
        last_day: Option<u8>,
        /// Monday is 1.
        weekday: Option<u8>,
        /// "last June"
        which: Which,
    },
    /// "03/04/2023": which is the month depends on where it was written.
    Numeric {
        /// The number that comes first.
        first: u8,
        /// The number that comes second.
        second: u8,
        /// The year.
        year: i16,
    },
    /// "Friday", "last Friday", "Friday last week".
    Weekday {
        /// Monday is 1.
        weekday: u8,
        /// How it is picked out.
        which: Which,
        /// Weeks from the week of publication, where the text says so.
        week: Option<i64>,
    },
    /// "Friday week", "two Fridays ago": a weekday counted in its own weeks.
    WeekdayOff {
        /// Monday is 1.
        weekday: u8,
        /// 1 is the week after the next such day, -2 the one before the last.
        weeks: i64,
    },
    /// "Friday the 13th": its month is not told.
    DayNumber {
        /// Monday is 1.
        weekday: u8,
        /// 1 to 31.
        day: u8,
    },
    /// "the weekend of May 4-5", "the week of 6 May".
    Holding {
        /// Its length.
        unit: Unit,
        /// A day in it.
        of: Box<Meaning>,
    },
    /// "this fall", "the summer of 2019".
    Season {
        /// Which season.
        season: Season,
        /// How it is picked out.
        which: Which,
        /// Where the text gives one.
        year: Option<YearOf>,
    },
    /// "last month", "the same day".
    Unit {
        /// Its length.
        unit: Unit,
        /// How it is picked out.
        which: Which,
    },
    /// "two weeks later", "yesterday".
    Shift {
        /// How many, negative for the past; `None` for "several".
        count: Option<i64>,
        /// Of what.
        unit: Unit,
        /// Counted from when.
        from: Origin,
    },
    /// "the third quarter of 2012", "the first week of May".
    Nth {
        /// From 1; -1 is the last.
        nth: i8,
        /// Of what.
        unit: Unit,
        /// Of which larger piece.
        of: Option<Box<Meaning>>,
        /// Whether it is a quarter or half of a year of accounts.
        fiscal: bool,
    },
    /// "the first Sunday of October".
    NthWeekday {
        /// From 1; -1 is the last.
        nth: i8,
        /// Monday is 1.
        weekday: u8,
        /// Of which month.
        of: Box<Meaning>,
    },
    /// "the first half of 2019".
    Half {
        /// Whether it is the second.
        second: bool,
        /// Of which year.
        of: Box<Meaning>,
    },
    /// "Easter Monday".
    Holiday {
        /// When it falls.
        rule: HolidayRule,
        /// Where the text gives one.
        year: Option<YearOf>,
        /// How it is picked out.
        which: Which,
    },
    /// "Friday at 10 a.m.", "last night".
    Time {
        /// The day, where the text gives one.
        day: Option<Box<Meaning>>,
        /// The time on it.
        time: TimeOfDay,
    },
    /// "since then".
    Then,
    /// A length of time, in TIMEX3 form.
    Duration(String),
    /// A recurring time, in TIMEX3 form.
    Set(String),
    /// A fixed phrase.
    Fixed {
        /// Its type.
        kind: TimeKind,
        /// Its value.
        value: String,
    },
}

impl Meaning {
    /// A day, month or longer by plain calendar words.
    pub(super) fn date(year: Option<YearOf>, month: u8, day: Option<u8>) -> Self {
        Self::Date { year, month, day, last_day: None, weekday: None, which: Which::Bare }
    }

    /// Whether it names one day.
    pub(super) fn is_day(&self) -> bool {
        match self {
            Self::Exact(Moment::Day(_))
            | Self::Numeric { .. }
            | Self::Weekday { .. }
            | Self::WeekdayOff { .. }
            | Self::DayNumber { .. }
            | Self::Holiday { .. }
            | Self::NthWeekday { .. } => true,
            Self::Date { day, last_day, .. } => day.is_some() && last_day.is_none(),
            Self::Unit { unit, .. } | Self::Shift { unit, .. } => matches!(unit, Unit::Day | Unit::Night),
            _ => false,
        }
    }
}
