//! Articles in, stories out: which reports are about the same happening.
//!
//! `Envoy says allies differ` and `Russia's ambassador stresses alliance`, a day apart and with the same names, are
//! one story; the same envoy's recall half a year later is another. Rare words and pairs of words, names, numbers
//! and the opening of a report speak for one happening; the distance of their dates speaks against it. No model.
//!
//! Then, story by story, from what the steps before found in each article:
//!
//! | step | file |
//! |---|---|
//! | keep what a report says: its clauses, people, quotations, credits | `account`, `statement`, `figure` |
//! | find the clauses of two reports that tell one fact | `same` |
//! | who took a report from whom | `provenance` |
//! | the facts, each with the reports and independent sources that carry it | `claims` |
//! | where two reports tell a fact differently | `disagreements` |
//! | claims that several stories carry | `across` |

mod account;
mod across;
mod claims;
mod compare;
mod days;
mod disagreements;
mod figure;
mod known;
mod likeness;
mod naming;
mod provenance;
mod same;
mod statement;
mod words;

pub use account::{Account, Credit, CreditKind, Person, read};
pub use across::join;
pub use claims::{Claim, Slots};
pub use compare::{Comparison, compare, members, put_together};
pub use disagreements::{Disagreement, Side};
pub use figure::Figure;
pub use provenance::Provenance;
pub use statement::{Certainty, Named, Statement, Teller, Told, When};

use jiff::civil::DateTime;

use likeness::{Counting, Pairs};
use words::Report;

use crate::cluster::{Groups, Link, average_link, parts};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::watch::Watch;

/// One article, as story finding sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Item<'a> {
    /// The headline.
    pub title: Option<&'a str>,
    /// The article's text.
    pub text: &'a str,
    /// When it was published.
    pub published: Option<DateTime>,
    /// The rank of the article's id among all ids: breaks ties, so that the order of the input does not matter.
    pub id_rank: u64,
    /// The story it was found in earlier, and stays in; none for a new article.
    pub known: Option<u32>,
}

/// What may be changed about story finding; where nothing is given, `story.toml` decides.
#[derive(Clone, Debug, Default)]
pub struct StoryOptions {
    /// The least average likeness of the reports of one story: higher gives more and smaller stories.
    pub link: Option<f64>,
    /// From so many days between publication dates on, two reports are never one story's.
    pub days: Option<f64>,
}

/// Link weights are whole numbers of this size.
const ONE: f64 = 1_000_000.0;

/// The story of each article, numbered by first appearance in `items`.
///
/// Articles whose story is known keep it; a new one joins the known story that it is most like, or opens a story with
/// other new ones, numbered from behind the highest known.
pub fn find(items: &[Item<'_>], options: &StoryOptions, watch: &Watch) -> Result<Vec<u32>> {
    let lexicon = Lexicon::built_in()?;
    let mut weights = lexicon.story.weights.clone();
    if let Some(days) = options.days {
        weights.days_none = days.max(1.0);
        weights.days_full = weights.days_full.min(weights.days_none / 2.0);
    }
    // Work in an order that does not depend on that of the input.
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&index| items.get(index).map(|item| (item.published, item.id_rank, item.text)));
    let read_all = |take: &mut dyn FnMut(Report)| {
        for item in order.iter().filter_map(|&index| items.get(index)) {
            if watch.is_stopped() {
                return Err(Error::interrupted());
            }
            take(words::read(item, &lexicon.story, &lexicon.months));
        }
        Ok(())
    };
    // Everything is read twice: what only one report mentions is most of it, and is not worth keeping.
    let mut mentioned = Counting::default();
    read_all(&mut |report| mentioned.add(&report))?;
    let holders = mentioned.holders();
    let alone = (1.0 - order.len() as f64 / weights.enough_reports).max(0.0);
    let least = options.link.unwrap_or(weights.link + (weights.link_alone - weights.link) * alone);
    weights.named_days_share += (weights.named_days_share_alone - weights.named_days_share) * alone;
    let reports = order.len();
    let mut pairs = Pairs::new(reports, holders, &weights, alone);
    read_all(&mut |report| {
        pairs.meet(&report);
        watch.count_one();
    })?;
    let links: Vec<Link> = pairs
        .found()
        .into_iter()
        .map(|pair| Link { a: pair.a, b: pair.b, weight: (pair.likeness * ONE) as u64 })
        .collect();
    let least = (least * ONE) as u64;
    let known: Vec<Option<u32>> =
        order.iter().map(|&index| items.get(index).and_then(|item| item.known)).collect();
    let joined = known::join(&known, &links, least);
    let is_new = |report: u32| joined.get(report as usize).is_some_and(Option::is_none);
    let links: Vec<Link> = links.into_iter().filter(|link| is_new(link.a) && is_new(link.b)).collect();
    let mut groups = Groups::new(reports);
    let parts = parts(reports, &links);
    drop(links);
    for part in parts {
        for (a, b) in average_link(&part, least) {
            groups.join(a, b);
        }
    }
    let mut found = vec![(None, 0); items.len()];
    for (place, &index) in order.iter().enumerate() {
        if let Some(slot) = found.get_mut(index) {
            *slot = (joined.get(place).copied().flatten(), groups.first(place as u32));
        }
    }
    let first = known.iter().flatten().max().map_or(0, |highest| highest.saturating_add(1));
    let mut numbers = rustc_hash::FxHashMap::default();
    let number = |(story, group): (Option<u32>, u32)| {
        story.unwrap_or_else(|| {
            let next = first.saturating_add(numbers.len() as u32);
            *numbers.entry(group).or_insert(next)
        })
    };
    Ok(found.into_iter().map(number).collect())
}

#[cfg(test)]
mod tests;
