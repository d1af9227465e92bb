//! The day of an event: a time expression of its clause, then of its sentence, then the dateline, then publication.

use jiff::civil::Date;
use serde::Serialize;

use super::tree::Tree;
use crate::article::{ArticleView, Precision};
use crate::lexicon::EventLists;
use crate::span::Span;
use crate::syntax::{Relation, Upos, Xpos};
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
    /// The day on which somebody told it; it happened on that day or before.
    Said,
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
            Self::Said => "said",
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

/// What the day of an event is read from.
pub(super) struct Dating<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) times: &'a [&'a TimeExpression],
    pub(super) lists: &'a EventLists,
    /// The word that names the event.
    pub(super) trigger: usize,
    /// Its clause.
    pub(super) clause: Span,
    /// An event of words, which may be done by the saying itself: "said on Monday that it condemned the raid".
    pub(super) verbal: bool,
}

impl When {
    pub(super) fn of(told: Told, dating: &Dating<'_>) -> Self {
        let Told { date: told, evidence } = told;
        let Dating { tree, times, trigger, clause, .. } = *dating;
        let at = tree.span(trigger).start;
        let above = above(tree, trigger);
        let nearest = times
            .iter()
            .filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time))
            .filter(|time| !time.value.as_deref().is_some_and(|value| value.ends_with("_REF")))
            .filter_map(|time| Some((steps(tree, time.span, trigger, &above)?, time)))
            .min_by_key(|(steps, time)| (*steps, !clause.contains(time.span), time.span.start.abs_diff(at)));
        let nearest = nearest.or_else(|| dating.of_conjunct().map(|time| (0, time)));
        let Some((steps, time)) = nearest else {
            if dating.names_unknown_time(&above) {
                return Self::unknown();
            }
            return Self { date: told, precision: told.map(|_| Precision::Day), evidence, historical: false };
        };
        // "three days later", "in the nineties": a time, but not the day of the article
        let Some((date, precision)) = time.value.as_deref().and_then(read) else { return Self::unknown() };
        let historical = told.is_some_and(|told| match precision {
            // "earlier this year" begins on 1 January and is no history in December
            Precision::Year => date.year() < told.year(),
            _ => told.since(date).is_ok_and(|age| age.get_days() > LONG_AGO),
        });
        if dating.is_day_of_saying(steps, &above) {
            return Self { date: Some(date), precision: None, evidence: DateEvidence::Said, historical };
        }
        Self { date: Some(date), precision: Some(precision), evidence: DateEvidence::Text, historical }
    }

    fn unknown() -> Self {
        Self { date: None, precision: None, evidence: DateEvidence::NoDate, historical: false }
    }
}

impl Dating<'_> {
    /// "said on Monday that troops had shelled the town": whether the time belongs to a verb of saying above, and what
    /// is said was over by then.
    fn is_day_of_saying(&self, steps: usize, above: &[usize]) -> bool {
        let tree = self.tree;
        let Some(clause) = steps.checked_sub(1).and_then(|below| above.get(below).copied()) else {
            return false;
        };
        let Some(&said) = above.get(steps) else { return false };
        if !self.lists.report.has(tree.lemma(said)) || tree.relation(clause) != Relation::Ccomp {
            return false;
        }
        let auxiliary = |lemma: &str| {
            tree.children(clause).iter().any(|&child| {
                matches!(tree.relation(child), Relation::Aux | Relation::AuxPass | Relation::Cop)
                    && tree.lemma(child) == lemma
            })
        };
        if auxiliary("have") {
            return true;
        }
        let was = tree.children(clause).iter().any(|&child| {
            matches!(tree.relation(child), Relation::Aux | Relation::AuxPass | Relation::Cop)
                && matches!(tree.xpos(child), Xpos::Vbd)
        });
        let past = match tree.xpos(clause) {
            Xpos::Vbd => true,
            // "were beating protesters": while it was said
            Xpos::Vbg => false,
            Xpos::Vbn => was,
            _ => false,
        };
        // "said on Monday it condemned the raid": by saying so
        let by_saying = self.verbal
            && tree.child(clause, Relation::Nsubj).is_none_or(|subject| tree.upos(subject) == Upos::Pron);
        past && !by_saying
    }

    /// "killed nine rebels and freed two hostages on Sunday": the time behind the second verb is the first's too.
    fn of_conjunct(&self) -> Option<&&TimeExpression> {
        let tree = self.tree;
        let verb = self.trigger;
        let second = tree.children(verb).iter().copied().find(|&child| {
            tree.relation(child) == Relation::Conj
                && tree.is_verb(child)
                && tree.xpos(child) == tree.xpos(verb)
                && tree.child(child, Relation::Nsubj).is_none()
        })?;
        let dated = |time: &&&TimeExpression| {
            matches!(time.kind, TimeKind::Date | TimeKind::Time)
                && time.value.as_deref().and_then(read).is_some()
                && steps(tree, time.span, second, &[second]) == Some(0)
        };
        self.times.iter().find(dated)
    }

    /// "decades ago", "in the summer": words for a time that no expression dates.
    fn names_unknown_time(&self, above: &[usize]) -> bool {
        let tree = self.tree;
        above
            .iter()
            .take_while(|&&token| token == self.trigger || !self.lists.report.has(tree.lemma(token)))
            .any(|&token| {
                tree.is_verb(token)
                    && tree.children(token).iter().any(|&child| {
                        matches!(tree.relation(child), Relation::Obl | Relation::OblUnmarked)
                            && self.lists.moments.has(tree.lemma(child))
                            && !self.times.iter().any(|time| time.span.overlaps(tree.span(child)))
                            && !matches!(tree.lemma(child), "time" | "moment" | "end" | "beginning")
                    })
            })
    }
}

/// The trigger and the words it hangs on, up to the main clause.
fn above(tree: &Tree<'_>, trigger: usize) -> Vec<usize> {
    let mut above = vec![trigger];
    while let Some(&last) = above.last()
        && let Some(head) = tree.head(last)
    {
        // "met in Oslo on Friday the envoy whom Chad had expelled": not on Friday
        if above.len() > HIGHEST || above.contains(&head) || tree.relation(last) == Relation::AclRelcl {
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
    let part = rest.strip_prefix('-')?;
    if let Some(month) = part_of_year(part) {
        return Some((Date::new(year, month, 1).ok()?, Precision::Year));
    }
    let month: i8 = part.get(..2)?.parse().ok()?;
    Some((Date::new(year, month, 1).ok()?, Precision::Month))
}

/// The first month of a season, quarter or half; of winter, which lies in two years, none.
fn part_of_year(part: &str) -> Option<i8> {
    Some(match part {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        "Q1" | "H1" => 1,
        "Q2" => 4,
        "Q3" | "H2" => 7,
        "Q4" => 10,
        _ => return None,
    })
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
        assert_eq!(read("2023-FA"), Some((day(2023, 9, 1), Precision::Year)));
        assert_eq!(read("2023-WI"), None);
        assert_eq!(read("PAST_REF"), None);
    }
}
