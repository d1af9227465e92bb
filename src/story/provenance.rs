//! Who took a report from whom, and whose it is by its own words.
//!
//! A copy keeps the words. A rewrite keeps the facts and their order, the spelling of names and what stands in
//! quotation marks. A credit ("VIENNA (Norda) —", "told the Norda agency") names a source that may not be among the
//! reports. Where nothing speaks, nothing is said.

use super::account::{Account, CreditKind};
use super::same::Match;
use crate::cluster::Groups;
use crate::lexicon::{Romanisation, StorySigns};
use crate::mention::SAME_NAME;

/// What a report rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// Place among the articles of the one it was made from.
    pub derived_from: Option<usize>,
    /// The agency or outlet it credits.
    pub credited_to: Option<String>,
    /// copy, rewrite, reprint (a credit for the whole report), upstream (its words were said to that agency).
    pub relation: Option<&'static str>,
    /// The reasons, in words.
    pub evidence: Vec<String>,
    /// 0 to 1.
    pub confidence: Option<f64>,
}

/// What the reports of a story rest on; `derived_from` counts places in `accounts`, which are in order of publication.
pub(crate) fn of_story(
    accounts: &[&Account],
    matches: &[Match],
    signs: &StorySigns,
    rules: &Romanisation,
) -> Vec<Provenance> {
    let mut best: Vec<Option<Derived>> = vec![None; accounts.len()];
    let mut rest = matches;
    while let Some(first) = rest.first() {
        let (a, b) = (first.a, first.b);
        let (here, behind) = rest.split_at(rest.partition_point(|other| (other.b, other.a) <= (b, a)));
        rest = behind;
        let (Some(one), Some(other)) = (accounts.get(a), accounts.get(b)) else { continue };
        let (source, made) = if comes_first(one, other) { (a, b) } else { (b, a) };
        let Some(derived) = derived(accounts, source, made, here, signs, rules) else { continue };
        let slot = best.get_mut(made);
        if let Some(slot) = slot.filter(|slot| slot.as_ref().is_none_or(|old| derived.score > old.score)) {
            *slot = Some(derived);
        }
    }
    accounts.iter().zip(best).map(|(account, derived)| row(account, derived)).collect()
}

/// A report made from another, and the signs of it.
#[derive(Clone, Debug)]
struct Derived {
    source: usize,
    relation: &'static str,
    score: f64,
    evidence: Vec<String>,
}

/// Whether the first of two reports came first: by date, else the one that quotes more is the source.
fn comes_first(one: &Account, other: &Account) -> bool {
    match (one.published, other.published) {
        (Some(a), Some(b)) => a <= b,
        _ => one.quoted.len() >= other.quoted.len(),
    }
}

fn derived(
    accounts: &[&Account],
    source: usize,
    made: usize,
    matches: &[Match],
    signs: &StorySigns,
    rules: &Romanisation,
) -> Option<Derived> {
    let (from, to) = (accounts.get(source)?, accounts.get(made)?);
    let copied = share(&to.runs, &from.runs);
    if copied >= signs.copy {
        let evidence = vec![format!("{:.0} of 100 five-word runs stand in it", copied * 100.0)];
        return Some(Derived { source, relation: "copy", score: 1.0 + copied, evidence });
    }
    if matches.len() < signs.rewrite_clauses {
        return None;
    }
    let mut points: Vec<(usize, usize)> =
        matches.iter().map(|m| if m.a == source { (m.t, m.s) } else { (m.s, m.t) }).collect();
    points.sort_unstable();
    let coverage = points.len() as f64 / to.statements.len().max(1) as f64;
    let order = concordance(&points);
    let kept = kept_quotations(from, to);
    let wording =
        (copied * 3.0).min(1.0).max(if kept > 0 { 0.5 + 0.25 * (kept as f64 - 1.0).min(2.0) } else { 0.0 });
    let (same, other) = spellings(from, to, rules);
    let spelling = if same + other == 0 { 0.0 } else { same as f64 / (same + other) as f64 };
    let score = signs.rewrite_coverage * coverage
        + signs.rewrite_order * (surprise(order, points.len()) / signs.rewrite_surprise).clamp(0.0, 1.0)
        + signs.rewrite_wording * wording
        + signs.rewrite_spelling * spelling;
    if score < signs.rewrite {
        return None;
    }
    let mut evidence = vec![
        format!("{} of {} points stand in it", points.len(), to.statements.len()),
        format!("same order of points ({:.0} of 100 pairs)", order * 100.0),
    ];
    if copied > 0.05 {
        evidence.push(format!("{:.0} of 100 five-word runs stand in it", copied * 100.0));
    }
    if kept > 0 {
        evidence.push(format!("{kept} quotations kept"));
    }
    if same > 0 && other == 0 {
        evidence.push(format!("spells {same} names as it does"));
    }
    Some(Derived { source, relation: "rewrite", score, evidence })
}

/// The share of the first list of numbers that stands in the second; both ascending.
fn share(of: &[u32], held_in: &[u32]) -> f64 {
    let held = of.iter().filter(|number| held_in.binary_search(number).is_ok()).count();
    if of.is_empty() { 0.0 } else { held as f64 / of.len() as f64 }
}

/// Of all pairs of points, the share that stands in the same order in both.
fn concordance(points: &[(usize, usize)]) -> f64 {
    let (mut same, mut all) = (0.0, 0.0);
    for (at, x) in points.iter().enumerate() {
        for y in points.iter().skip(at + 1) {
            all += 1.0;
            same += f64::from(u8::from(y.1 >= x.1));
        }
    }
    if all > 0.0 { same / all } else { 0.0 }
}

/// How far an order of points lies from chance, in standard deviations (Kendall): four points in one order say little,
/// eight say a lot.
fn surprise(concordance: f64, points: usize) -> f64 {
    let n = points as f64;
    if points < 3 {
        return 0.0;
    }
    let deviation = (2.0 * (2.0 * n + 5.0) / (9.0 * n * (n - 1.0))).sqrt();
    (2.0 * concordance - 1.0) / deviation
}

fn kept_quotations(from: &Account, to: &Account) -> usize {
    to.quoted.iter().filter(|quote| from.quoted.binary_search(quote).is_ok()).count()
}

/// How many people both name: spelt alike, and spelt otherwise.
fn spellings(from: &Account, to: &Account, rules: &Romanisation) -> (usize, usize) {
    let (mut same, mut other) = (0, 0);
    for person in &to.people {
        let known = from.people.iter().find(|known| known.key.similarity(&person.key, rules) >= SAME_NAME);
        match known {
            Some(known) if known.name == person.name => same += 1,
            Some(_) => other += 1,
            None => {}
        }
    }
    (same, other)
}

fn row(account: &Account, derived: Option<Derived>) -> Provenance {
    let credit = account.credits.iter().find(|credit| credit.kind != CreditKind::Reported);
    let mut found =
        Provenance { credited_to: credit.map(|credit| credit.name.clone()), ..Provenance::default() };
    if let Some(derived) = derived {
        found.derived_from = Some(derived.source);
        found.relation = Some(derived.relation);
        found.confidence = Some(derived.score.min(1.0));
        found.evidence = derived.evidence;
    }
    if let Some(credit) = credit {
        let whole = credit.kind == CreditKind::Dateline;
        found.evidence.push(if whole {
            format!("dateline credits {}", credit.words)
        } else {
            credit.words.clone()
        });
        if found.relation.is_none() {
            found.relation = Some(if whole { "reprint" } else { "upstream" });
            found.confidence = Some(if whole { 0.95 } else { 0.8 });
        }
    }
    found
}

/// The source each report goes back to: reports with the same number are one source, however many print it.
pub(crate) fn sources(provenance: &[Provenance]) -> Vec<u32> {
    let mut groups = Groups::new(provenance.len());
    let mut agencies: Vec<(&str, u32)> = Vec::new();
    for (place, row) in (0u32..).zip(provenance) {
        if let Some(from) = row.derived_from {
            groups.join(from as u32, place);
        }
        let Some(agency) = row.credited_to.as_deref().filter(|_| row.relation == Some("reprint")) else {
            continue;
        };
        match agencies.iter().find(|(known, _)| *known == agency) {
            Some((_, first)) => groups.join(*first, place),
            None => agencies.push((agency, place)),
        }
    }
    (0..provenance.len() as u32).map(|place| groups.first(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_points() {
        assert_eq!(concordance(&[(0, 0), (1, 2), (2, 5)]), 1.0);
        assert_eq!(concordance(&[(0, 5), (1, 2), (2, 0)]), 0.0);
        assert_eq!(concordance(&[]), 0.0);
    }

    #[test]
    fn one_agency_is_one_source() {
        let reprint = |agency: &str| Provenance {
            credited_to: Some(agency.to_owned()),
            relation: Some("reprint"),
            ..Provenance::default()
        };
        let made = Provenance { derived_from: Some(1), relation: Some("rewrite"), ..Provenance::default() };
        assert_eq!(sources(&[reprint("Norda"), Provenance::default(), reprint("Norda"), made]), [0, 1, 0, 1]);
    }
}
