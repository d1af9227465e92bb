//! Finds stories in a JSONL file: `cargo run --release --example stories < in.jsonl > out.jsonl`.
//!
//! Input lines hold `id`, `text` and, where known, `title` and `published`.
#![allow(clippy::print_stdout, reason = "a command-line example")]

use std::io::{BufRead, Write};

use dateline::story::{self, Item, StoryOptions};
use dateline::watch::Watch;
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    title: Option<String>,
    published: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut lines: Vec<Line> = Vec::new();
    for line in std::io::stdin().lock().lines() {
        lines.push(serde_json::from_str(&line?)?);
    }
    let mut ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
    ids.sort_unstable();
    let items: Vec<Item<'_>> = lines
        .iter()
        .map(|line| Item {
            title: line.title.as_deref(),
            text: &line.text,
            published: line.published.as_deref().and_then(read_time),
            id_rank: ids.partition_point(|id| *id < line.id.as_str()) as u64,
            known: None,
        })
        .collect();
    let clock = std::time::Instant::now();
    let stories = story::find(&items, &StoryOptions::default(), &Watch::default())?;
    eprintln!("{} articles, {:.2?}", stories.len(), clock.elapsed());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (line, story) in lines.iter().zip(stories) {
        writeln!(out, "{}", json!({"id": line.id, "cluster": story}))?;
    }
    Ok(())
}

fn read_time(value: &str) -> Option<jiff::civil::DateTime> {
    value.parse().ok().or_else(|| value.parse::<jiff::civil::Date>().ok().map(|day| day.at(0, 0, 0, 0)))
}
