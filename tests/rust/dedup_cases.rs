//! Runs the cases of `tests/cases/dedup`.

use dateline::dedup::{DedupOptions, Item, find};
use dateline::watch::Watch;

use crate::cases;

/// The articles of a case: name, day, outlet, text.
fn articles(text: &str) -> Vec<(&str, Option<i8>, &str, String)> {
    let mut found = Vec::new();
    for line in text.lines() {
        let Some(head) = line.strip_prefix("# ") else {
            found.last_mut().map(|(.., text): &mut (_, _, _, String)| text.push_str(line)).unwrap();
            continue;
        };
        let mut parts = head.split(',').map(str::trim);
        let (name, day) = (parts.next().unwrap(), parts.next().unwrap());
        found.push((name, day.parse().ok(), parts.next().unwrap(), String::new()));
    }
    found
}

fn rows(text: &str) -> String {
    let articles = articles(text);
    let items: Vec<Item<'_>> = (0..)
        .zip(&articles)
        .map(|(id_rank, (_, day, outlet, text))| Item {
            text,
            outlet: Some(outlet),
            published: day.map(|day| jiff::civil::date(2031, 5, day).at(8, 0, 0, 0)),
            id_rank,
            ..Item::default()
        })
        .collect();
    let found = find(&items, &DedupOptions::default(), &Watch::default()).unwrap();
    let line = |((name, ..), row): (&(&str, _, _, _), &dateline::dedup::DedupRow)| {
        let relation = serde_json::to_value(row.relation).unwrap();
        let parent = row.duplicate_of.map_or("?", |parent| articles[parent].0);
        let parent = row.nearest.map_or(String::new(), |_| format!(" {parent}"));
        format!("{name} {}{parent}", relation.as_str().unwrap())
    };
    articles.iter().zip(&found).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn relations() {
    cases::check("dedup", "relations.md", rows);
}
