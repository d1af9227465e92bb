//! Runs the cases of `tests/cases/story`: reports beside each other.

use dateline::article::ArticleView;
use dateline::lexicon::Lexicon;
use dateline::pipeline::{self, Steps};
use dateline::story::{Account, Comparison};
use dateline::watch::Watch;
use jiff::civil::Date;

use crate::cases;

/// A report of a case: its name, day, outlet, story and words.
struct Report {
    name: String,
    day: Option<Date>,
    outlet: String,
    story: u32,
    text: String,
}

/// Reports below lines such as `# name, 2031-05-02, outlet, story`.
fn reports(text: &str) -> Vec<Report> {
    let mut found: Vec<Report> = Vec::new();
    for line in text.lines() {
        let Some(head) = line.strip_prefix("# ") else {
            found.last_mut().unwrap().text.push_str(line);
            continue;
        };
        let [name, day, outlet, story] = head.split(", ").collect::<Vec<_>>().try_into().unwrap();
        found.push(Report {
            name: name.to_owned(),
            day: day.parse().ok(),
            outlet: outlet.to_owned(),
            story: story.parse().unwrap(),
            text: String::new(),
        });
    }
    found
}

fn compared(reports: &[Report]) -> Comparison {
    let lexicon = Lexicon::built_in().unwrap();
    let accounts: Vec<Account> = reports
        .iter()
        .map(|report| {
            let view = ArticleView {
                text: &report.text,
                published: report.day.map(|day| day.at(8, 0, 0, 0)),
                outlet: Some(&report.outlet),
                language: Some("en"),
                ..ArticleView::default()
            };
            let reading = pipeline::read(&view, Steps::ALL, lexicon).unwrap();
            pipeline::account(&reading, None, lexicon)
        })
        .collect();
    let stories: Vec<u32> = reports.iter().map(|report| report.story).collect();
    pipeline::compare_stories(&accounts, &stories, lexicon, &Watch::default()).unwrap()
}

fn derivation(text: &str) -> String {
    let reports = reports(text);
    let line = |(report, row): (&Report, &dateline::story::Provenance)| {
        let from = row.derived_from.and_then(|from| reports.get(from)).map(|from| from.name.as_str());
        let source = from.or(row.credited_to.as_deref()).unwrap_or("-");
        format!("{} {} {source}", report.name, row.relation.unwrap_or("own"))
    };
    reports.iter().zip(&compared(&reports).provenance).map(line).collect::<Vec<_>>().join("\n")
}

/// The claims that several articles carry: who, how many sources, and the words of the first.
fn corroboration(text: &str) -> String {
    let reports = reports(text);
    let found = compared(&reports);
    let mut lines = Vec::new();
    for claim in 0..found.claims.iter().map(|row| row.claim + 1).max().unwrap_or(0) {
        let rows: Vec<_> = found.claims.iter().filter(|row| row.claim == claim && row.articles > 1).collect();
        let Some(first) = rows.first() else { continue };
        let mut names: Vec<&str> = rows.iter().map(|row| reports[row.article].name.as_str()).collect();
        names.dedup();
        let words = first.span.of(&reports[first.article].text);
        lines.push(format!("{} sources {}: {words}", names.join("+"), first.independent_sources));
    }
    lines.join("\n")
}

fn disagreement(text: &str) -> String {
    let reports = reports(text);
    let line = |row: &dateline::story::Disagreement| {
        let side = |side: &dateline::story::Side| format!("{} {}", reports[side.article].name, side.value);
        let change = if row.change { "update" } else { "contradiction" };
        format!("{} {change}: {} | {}", row.kind, side(&row.a), side(&row.b))
    };
    compared(&reports).disagreements.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn who_took_it_from_whom() {
    cases::check("story", "derivation.md", derivation);
}

#[test]
fn what_several_sources_carry() {
    cases::check("story", "corroboration.md", corroboration);
}

#[test]
fn where_reports_differ() {
    cases::check("story", "disagreement.md", disagreement);
}

#[test]
fn what_changed_is_no_contradiction() {
    cases::check("story", "updates.md", disagreement);
}

#[test]
fn what_only_looks_alike() {
    cases::check("story", "look_alikes.md", corroboration);
}
