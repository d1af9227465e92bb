//! The day of an event: a time expression of its clause, then of its sentence, then the dateline, then publication.

use jiff::civil::Date;
use serde::Serialize;

use super::tree::Tree;
use crate::article::{ArticleView, Precision};
use crate::span::Span;
use crate::syntax::Relation;
use crate::time::{TimeExpression, TimeKind};

/// An event this many days before the article is history.
const LONG_AGO: i32 = 183;

/// How far up the tree a time or its event is followed.
const HIGHEST: usize = 12;

/// What shows the day of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateEvidence {
    /// A time expression of the event's clause or sentence.
    Text,
    /// The day in the dateline.
    Dateline,
    /// The day of publication.
    Published,
    /// The article names its day without a year, and nothing tells the year.
    NoYear,
    /// Nothing tells the day.
    NoDate,
}

impl DateEvidence {
    /// The word used in frames.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dateline => "dateline",
            Self::Published => "published",
            Self::NoYear => "no_year",
            Self::NoDate => "no_date",
        }
    }
}

/// The day an article is told on, and what shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) date: Option<Date>,
    pub(super) evidence: DateEvidence,
}

impl Told {
    /// From the dateline ("KABUL, March 3 (AP) -"), else from the day of publication. `body` is where the text begins
    /// behind a dateline.
    pub(super) fn of(view: &ArticleView<'_>, body: u32, times: &[TimeExpression]) -> Self {
        let days = times.iter().take_while(|time| time.span.end <= body);
        let days: Vec<&str> = days.filter_map(|time| time.value.as_deref()).collect();
        let named =
            days.iter().find_map(|value| read(value).filter(|(_, precision)| *precision == Precision::Day));
        if let Some(date) = view.dateline_date.or(named.map(|(date, _)| date)) {
            return Self { date: Some(date), evidence: DateEvidence::Dateline };
        }
        if let Some(published) = view.published {
            return Self { date: Some(published.date()), evidence: DateEvidence::Published };
        }
        let yearless = days.iter().any(|value| {
            value.strip_prefix("XXXX-").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        Self { date: None, evidence: if yearless { DateEvidence::NoYear } else { DateEvidence::NoDate } }
    }
}

/// The day, how exact it is, what shows it, and whether it is history.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    pub(super) date: Option<Date>,
    pub(super) precision: Option<Precision>,
    pub(super) evidence: DateEvidence,
    pub(super) historical: bool,
}

impl When {
    pub(super) fn of(
        told: Told,
        tree: &Tree<'_>,
        times: &[&TimeExpression],
        trigger: usize,
        clause: Span,
    ) -> Self {
        let Told { date: told, evidence } = told;
        let at = tree.span(trigger).start;
        let above = above(tree, trigger);
        let nearest = times
            .iter()
            .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time))
            .filter_map(|time| Some((time, time.value.as_deref().and_then(read)?)))
            .filter_map(|(time, value)| Some((steps(tree, time.span, trigger, &above)?, time, value)))
            .min_by_key(|(steps, time, _)| {
                (*steps, !clause.contains(time.span), time.span.start.abs_diff(at))
            });
        let Some((_, _, (date, precision))) = nearest else {
            return Self { date: told, precision: told.map(|_| Precision::Day), evidence, historical: false };
        };
        let historical = told.is_some_and(|told| match precision {
            // "earlier this year" begins on 1 January and is no history in December
            Precision::Year => date.year() < told.year(),
            _ => told.since(date).is_ok_and(|age| age.get_days() > LONG_AGO),
        });
        Self { date: Some(date), precision: Some(precision), evidence: DateEvidence::Text, historical }
    }
}

/// The trigger and the words it hangs on, up to the main clause.
fn above(tree: &Tree<'_>, trigger: usize) -> Vec<usize> {
    let mut above = vec![trigger];
    while let Some(head) = above.last().and_then(|&last| tree.head(last)) {
        if above.len() > HIGHEST || above.contains(&head) {
            break;
        }
        above.push(head);
    }
    above
}

/// How far above the trigger the word stands that a time expression belongs to: 0 for its own. `None` where the time
/// is another event's ("before the war broke out in 2020") or part of a name for one ("the 2020 war").
fn steps(tree: &Tree<'_>, span: Span, trigger: usize, above: &[usize]) -> Option<usize> {
    let inside = tree.parsed.document.tokens_in(span);
    let top = inside.clone().find(|&token| tree.head(token).is_none_or(|head| !inside.contains(&head)))?;
    let mut token = top;
    for _ in 0..HIGHEST {
        let Some(head) = tree.head(token) else {
            return above.iter().position(|&known| known == token);
        };
        if let Some(steps) = above.iter().position(|&known| known == head) {
            let part_of_name = token == top
                && head != trigger
                && tree.is_nominal(head)
                && matches!(
                    tree.relation(top),
                    Relation::Nummod | Relation::Compound | Relation::Amod | Relation::NmodPoss
                );
            let purpose = token != top && tree.is_nominal(token) && tree.has_case(token, "for");
            let elsewhere = (tree.is_verb(token) && token != top) || purpose;
            return (!part_of_name && !elsewhere).then_some(steps);
        }
        let names = matches!(
            tree.relation(token),
            Relation::Nummod
                | Relation::Compound
                | Relation::Amod
                | Relation::NmodUnmarked
                | Relation::NmodPoss
        );
        // "bought wheat for delivery in May": the day of the delivery
        let purpose = token != top && tree.is_nominal(token) && tree.has_case(token, "for");
        if (names && tree.is_nominal(head)) || (tree.is_verb(token) && token != top) || purpose {
            return None;
        }
        token = head;
    }
    None
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
    fn a_dateline_without_a_year_says_so() {
        let time = |value: &str| TimeExpression {
            span: Span::new(7, 14),
            sentence: 0,
            kind: TimeKind::Date,
            value: Some(value.into()),
            modifier: None,
        };
        let view = ArticleView::of("KABUL, March 3 (AP) - Pakistan condemned the raid.");
        assert_eq!(Told::of(&view, 22, &[time("XXXX-03-03")]).evidence, DateEvidence::NoYear);
        assert_eq!(Told::of(&view, 22, &[]).evidence, DateEvidence::NoDate);
        let told = Told::of(&view, 22, &[time("2021-03-03")]);
        assert_eq!((told.date, told.evidence), (Date::new(2021, 3, 3).ok(), DateEvidence::Dateline));
    }

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
