//! Parsed text in, time expressions and their values out (TIMEX3).
//!
//! | step | module |
//! |---|---|
//! | cut the text, look every word up | `atoms` |
//! | find expressions and what they say | `grammar`, `meaning` |
//! | the tense of their clauses | `tense` |
//! | their values, against publication and what was named before | `resolve`, `moment` |
//! | a day for an event | [`resolve_day`] |
//! | the days a value covers | [`days_of`] |
//! | the day of an article without a date | [`undated`], [`day_among`] |

mod among;
mod atoms;
mod covers;
mod day;
mod find;
mod grammar;
mod meaning;
mod moment;
mod resolve;
mod tense;
mod undated;

pub use among::day_among;
pub use covers::days_of;
pub use day::resolve_day;
pub use find::{find, places};
pub use undated::{Published, telling_sentences, undated};

use jiff::civil::Date;
use serde::Serialize;

use crate::span::{HasSpans, Span};

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimeExpression {
    /// Index of the sentence.
    pub sentence: u32,
    /// Its place.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value (ISO 8601): "2023-04-10", "P2M", "2023-W15", "PAST_REF"; `None` where it cannot be known.
    pub value: Option<String>,
    /// TIMEX3 modifier: START, MID, END, APPROX, BEFORE, AFTER, ...
    pub modifier: Option<&'static str>,
}

impl TimeExpression {
    /// The first and last day that a date or time covers; see [`days_of`].
    pub fn days(&self) -> Option<(Date, Date)> {
        let dated = matches!(self.kind, TimeKind::Date | TimeKind::Time);
        self.value.as_deref().filter(|_| dated).and_then(days_of)
    }
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

impl TimeKind {
    /// The word used in frames.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

impl HasSpans for TimeExpression {
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        change(&mut self.span);
    }
}
