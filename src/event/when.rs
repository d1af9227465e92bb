//! The day of an event: a time expression of its clause, then of its sentence, then the dateline, then publication.

use jiff::civil::Date;

use super::tree::Tree;
use crate::article::{ArticleView, Precision};
use crate::span::Span;
use crate::syntax::Relation;
use crate::time::{TimeExpression, TimeKind};

/// An event this many days before the article is history.
const LONG_AGO: i32 = 183;

/// How far up the tree a time or its event is followed.
const HIGHEST: usize = 12;

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
            return Self { date: told, precision: told.map(|_| Precision::Day), historical: false };
        };
        let historical = told.is_some_and(|told| match precision {
            // "earlier this year" begins on 1 January and is no history in December
            Precision::Year => date.year() < told.year(),
            _ => told.since(date).is_ok_and(|age| age.get_days() > LONG_AGO),
        });
        Self { date: Some(date), precision: Some(precision), historical }
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
            let elsewhere = tree.is_verb(token) && token != top;
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
        if (names && tree.is_nominal(head)) || (tree.is_verb(token) && token != top) {
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
