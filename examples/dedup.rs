//! Finds copies in a JSONL file: `cargo run --release --example dedup -- rows|pairs < in.jsonl > out.jsonl`.
//!
//! Input lines hold `id`, `text` and, where known, `outlet` (or `source`) and `published` (or `date`). The time from
//! the texts to the rows goes to the standard error.
#![allow(clippy::print_stdout, reason = "a command-line example")]

use std::io::{BufRead, Write};

use dateline::dedup::{self, DedupOptions, Item};
use dateline::watch::Watch;
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(alias = "source")]
    outlet: Option<String>,
    #[serde(alias = "date")]
    published: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let what = std::env::args().nth(1).unwrap_or_else(|| "rows".to_owned());
    let mut lines: Vec<Line> = Vec::new();
    for line in std::io::stdin().lock().lines() {
        lines.push(serde_json::from_str(&line?)?);
    }
    let mut ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
    ids.sort_unstable();
    let items: Vec<Item<'_>> = lines
        .iter()
        .map(|line| Item {
            text: &line.text,
            outlet: line.outlet.as_deref(),
            published: line.published.as_deref().and_then(read_time),
            id_rank: ids.partition_point(|id| *id < line.id.as_str()) as u64,
            ..Item::default()
        })
        .collect();
    let mut options = DedupOptions::default();
    if let Some(link) = std::env::args().nth(2) {
        options.least_link = link.parse()?;
    }
    let watch = Watch::default();
    let (before, clock) = (cpu_ticks(), std::time::Instant::now());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let id = |index: usize| lines.get(index).map(|line| line.id.as_str());
    if what == "pairs" {
        for pair in dedup::pairs(&items, &options, &watch)? {
            let row = json!({"a": id(pair.a), "b": id(pair.b), "size_a": pair.size_a, "size_b": pair.size_b,
                "shared": pair.shared, "exact": pair.exact});
            writeln!(out, "{row}")?;
        }
        return Ok(());
    }
    let rows = dedup::find(&items, &options, &watch)?;
    eprintln!("{} articles, {:.2?}, {} CPU ms", rows.len(), clock.elapsed(), (cpu_ticks() - before) * 10);
    for (index, row) in rows.iter().enumerate() {
        let row = json!({"id": id(index), "cluster": row.cluster, "duplicate_of": row.duplicate_of.and_then(id),
            "relation": row.relation, "similarity": row.similarity, "containment": row.containment,
            "novel_share": row.novel_share, "issues": row.issues});
        writeln!(out, "{row}")?;
    }
    Ok(())
}

/// CPU time of this process so far, in hundredths of a second (Linux; 0 elsewhere).
fn cpu_ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum()
}

fn read_time(value: &str) -> Option<jiff::civil::DateTime> {
    value.parse().ok().or_else(|| value.parse::<jiff::civil::Date>().ok().map(|day| day.at(0, 0, 0, 0)))
}
