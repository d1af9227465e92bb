//! The reports of a story beside each other: provenance, claims and disagreements.

use rustc_hash::FxHashMap;

use super::account::Account;
use super::claims::{self, Claim, Numbered};
use super::disagreements::{self, Disagreement};
use super::provenance::{self, Provenance};
use super::same::{self, Match};
use crate::lexicon::Lexicon;

/// What comparing the reports of stories brings.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// One row an article, in their order.
    pub provenance: Vec<Provenance>,
    /// The independent source of each article, by number: those of one number rest on one another.
    pub sources: Vec<u32>,
    /// Claims, by article and place.
    pub claims: Vec<Claim>,
    /// Disagreements, by story (in the order of the first article) and place.
    pub disagreements: Vec<Disagreement>,
}

/// The articles of each story, stories in the order of their first article.
pub fn members(stories: &[u32]) -> Vec<Vec<usize>> {
    let mut place: FxHashMap<u32, usize> = FxHashMap::default();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (article, story) in stories.iter().enumerate() {
        let at = *place.entry(*story).or_insert_with(|| {
            members.push(Vec::new());
            members.len() - 1
        });
        if let Some(members) = members.get_mut(at) {
            members.push(article);
        }
    }
    members
}

/// Compares the reports of one story: those of `accounts` whose indices are `members`. Claims are numbered from 0.
pub fn compare(accounts: &[Account], members: &[usize], lexicon: &Lexicon) -> Comparison {
    let mut members = members.to_vec();
    // By publication; what has no date comes last, in the order given.
    members.sort_by_key(|&article| {
        let published = accounts.get(article).and_then(|account| account.published);
        (published.is_none(), published, article)
    });
    let reports: Vec<&Account> = members.iter().filter_map(|&article| accounts.get(article)).collect();
    let article = |report: usize| members.get(report).copied().unwrap_or_default();
    let signs = &lexicon.story_facts.signs;
    let all = same::matches(&reports, signs);
    let matches: Vec<Match> = all.iter().filter(|found| found.best).copied().collect();
    let mut provenance = provenance::of_story(&reports, &matches, signs, &lexicon.romanisation);
    let sources = provenance::sources(&provenance);

    let numbered = Numbered::of(&reports);
    let groups = claims::groups(&numbered, &all, signs);
    let group_of = |report: usize, statement: usize| {
        groups.get(numbered.at(report, statement)).copied().unwrap_or(u32::MAX)
    };
    let mut rows: Vec<(u32, Claim, u32)> = Vec::new();
    for (report, account) in reports.iter().enumerate() {
        for (number, statement) in account.statements.iter().enumerate() {
            let row = Claim {
                claim: 0,
                article: article(report),
                sentence: statement.sentence,
                statement: number as u32,
                span: statement.span,
                kind: claims::kind(statement).unwrap_or_default(),
                slots: claims::slots(statement),
                independent_sources: 0,
                articles: 0,
            };
            rows.push((group_of(report, number), row, sources.get(report).copied().unwrap_or_default()));
        }
    }
    rows.sort_by_key(|(group, row, _)| (*group, row.article, row.span.start));
    let mut kept: Vec<(u32, Claim)> = Vec::new();
    for group in rows.chunk_by(|x, y| x.0 == y.0) {
        // What one report says in a clause of no kind, and nobody else, is nothing to check.
        let Some(kind) = group
            .iter()
            .map(|(_, row, _)| row.kind)
            .filter(|kind| !kind.is_empty())
            .min_by_key(|kind| order(kind))
        else {
            continue;
        };
        let mut sources: Vec<u32> = group.iter().map(|(.., source)| *source).collect();
        sources.sort_unstable();
        sources.dedup();
        let mut articles: Vec<usize> = group.iter().map(|(_, row, _)| row.article).collect();
        articles.dedup();
        for (number, row, _) in group {
            let (independent_sources, articles) = (sources.len() as u32, articles.len() as u32);
            kept.push((*number, Claim { kind, independent_sources, articles, ..row.clone() }));
        }
    }
    kept.sort_by_key(|(_, row)| (row.article, row.span.start, row.span.end));
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    for (group, row) in &mut kept {
        let next = numbers.len() as u32;
        row.claim = *numbers.entry(*group).or_insert(next);
    }

    let found = disagreements::of_story(&reports, &matches, &provenance, &sources, &group_of, lexicon);
    let disagreements = found
        .into_iter()
        .map(|(mut row, at)| {
            row.claim = at.and_then(|(report, statement)| numbers.get(&group_of(report, statement)).copied());
            row.a.article = article(row.a.article);
            row.b.article = article(row.b.article);
            row
        })
        .collect();

    for row in &mut provenance {
        row.derived_from = row.derived_from.map(article);
    }
    // Back into the order of the articles given.
    let mut of_article: Vec<(usize, Provenance, u32)> = members
        .iter()
        .copied()
        .zip(provenance)
        .zip(sources)
        .map(|((article, row), source)| (article, row, source))
        .collect();
    of_article.sort_by_key(|(article, ..)| *article);
    Comparison {
        sources: of_article.iter().map(|(.., source)| *source).collect(),
        provenance: of_article.into_iter().map(|(_, row, _)| row).collect(),
        claims: kept.into_iter().map(|(_, row)| row).collect(),
        disagreements,
    }
}

/// Which kind a claim is when its reports differ.
fn order(kind: &str) -> usize {
    ["figure", "quote", "event", "date", "name"].iter().position(|known| *known == kind).unwrap_or(usize::MAX)
}

/// The comparisons of all stories as one, claims numbered through in the order of the articles.
pub fn put_together(articles: usize, members: &[Vec<usize>], found: Vec<Comparison>) -> Comparison {
    let mut whole = Comparison {
        provenance: vec![Provenance::default(); articles],
        sources: vec![0; articles],
        ..Comparison::default()
    };
    let (mut first, mut sources) = (0u32, 0u32);
    for (members, found) in members.iter().zip(found) {
        for (&article, row) in members.iter().zip(found.provenance) {
            if let Some(slot) = whole.provenance.get_mut(article) {
                *slot = row;
            }
        }
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        for (&article, source) in members.iter().zip(found.sources) {
            let next = numbers.len() as u32;
            if let Some(slot) = whole.sources.get_mut(article) {
                *slot = sources + *numbers.entry(source).or_insert(next);
            }
        }
        sources += numbers.len() as u32;
        let claims = found.claims.iter().map(|row| row.claim + 1).max().unwrap_or(0);
        whole.claims.extend(found.claims.into_iter().map(|row| Claim { claim: row.claim + first, ..row }));
        whole.disagreements.extend(
            found
                .disagreements
                .into_iter()
                .map(|row| Disagreement { claim: row.claim.map(|claim| claim + first), ..row }),
        );
        first += claims;
    }
    whole.claims.sort_by_key(|row| (row.article, row.span.start, row.span.end));
    whole
}
