//! The checkable statements of a story, each with every report that carries it.

use super::account::Account;
use super::same::Match;
use super::statement::{Certainty, Statement};
use crate::cluster::{Groups, Link, average_link, parts};
use crate::lexicon::StorySigns;
use crate::span::Span;

/// A claim as one report makes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Number of the claim; rows of one claim share it.
    pub claim: u32,
    /// Index of the article.
    pub article: usize,
    /// Index of its sentence.
    pub sentence: u32,
    /// Number of the clause among those of the article.
    pub(crate) statement: u32,
    /// The clause.
    pub span: Span,
    /// figure, quote, event, date or name.
    pub kind: &'static str,
    /// What is said, in parts.
    pub slots: Slots,
    /// How many sources that do not rest on each other carry the claim.
    pub independent_sources: u32,
    /// How many articles do.
    pub articles: u32,
}

/// A claim in parts, as one report gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slots {
    /// The verb or noun it turns on.
    pub act: String,
    /// Its first figure: "400000000 USD".
    pub figure: Option<String>,
    /// Its first day: "2023-09-19".
    pub date: Option<String>,
    /// Its first place.
    pub place: Option<String>,
    /// Who says it.
    pub speaker: Option<String>,
    /// PLOVER type of its event.
    pub event: Option<String>,
    /// asserted or negated.
    pub polarity: &'static str,
    /// actual, alleged or future.
    pub modality: &'static str,
}

/// Statements of one story as a single list.
pub(crate) struct Numbered {
    /// Number of each report's first statement.
    first: Vec<usize>,
    count: usize,
}

impl Numbered {
    pub(crate) fn of(accounts: &[&Account]) -> Self {
        let mut count = 0;
        let first = accounts
            .iter()
            .map(|account| {
                count += account.statements.len();
                count - account.statements.len()
            })
            .collect();
        Self { first, count }
    }

    pub(crate) fn at(&self, report: usize, statement: usize) -> usize {
        self.first.get(report).copied().unwrap_or(0) + statement
    }
}

/// The group of each statement of a story: statements of one group are one claim.
pub(crate) fn groups(numbered: &Numbered, matches: &[Match], signs: &StorySigns) -> Vec<u32> {
    const ONE: f64 = 1_000_000.0;
    let links: Vec<Link> = matches
        .iter()
        .map(|found| Link {
            a: numbered.at(found.a, found.s) as u32,
            b: numbered.at(found.b, found.t) as u32,
            weight: (found.raised * ONE) as u64,
        })
        .collect();
    let mut groups = Groups::new(numbered.count);
    for part in parts(numbered.count, &links) {
        // Not every pair of reports words a fact alike; two thirds of them must.
        for (a, b) in average_link(&part, (signs.same_fact * ONE * 2.0 / 3.0) as u64) {
            groups.join(a, b);
        }
    }
    (0..numbered.count as u32).map(|statement| groups.first(statement)).collect()
}

/// What kind of claim a statement makes; none if there is nothing to check in it.
pub(crate) fn kind(statement: &Statement) -> Option<&'static str> {
    if !statement.figures.is_empty() {
        return Some("figure");
    }
    if statement.teller.is_some() {
        return Some("quote");
    }
    if statement.event.is_some() {
        return Some("event");
    }
    if !statement.days.is_empty() {
        return Some("date");
    }
    statement.words.iter().any(|(_, name)| *name).then_some("name")
}

/// What a statement says, in parts.
pub(crate) fn slots(statement: &Statement) -> Slots {
    Slots {
        act: statement.act.to_string(),
        figure: statement.figures.first().map(|figure| amount(figure.value, figure.unit.as_deref())),
        date: statement.days.first().map(super::statement::When::value),
        place: statement.places.first().map(|place| place.name.clone()),
        speaker: statement.teller.as_ref().map(|teller| teller.name.clone()),
        event: statement.event.as_ref().map(ToString::to_string),
        polarity: if statement.negated { "negated" } else { "asserted" },
        modality: match statement.certainty {
            Certainty::Fact => "actual",
            other => other.as_str(),
        },
    }
}

/// "400000000 USD", "12.5 percent", "14 people".
pub(crate) fn amount(value: f64, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{value} {unit}"),
        None => format!("{value}"),
    }
}
