//! Parses documents and prints their articles as JSONL: `cargo run --profile quick --example parse -- PATH... > out`.
//!
//! With `--time N`, every document is parsed N times from memory and only the speed is printed. Places count bytes.
#![allow(clippy::print_stdout, reason = "a command-line example")]

use std::io::Write;
use std::time::Instant;

use dateline::article;
use dateline::lexicon::Lexicon;
use dateline::raw::{self, Columns, Raw};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut rounds = 0;
    if arguments.first().is_some_and(|argument| argument == "--time") {
        rounds = arguments.get(1).map_or(Ok(1), |count| count.parse::<usize>())?;
        arguments.drain(..2);
    }
    let lexicon = Lexicon::built_in()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut documents: Vec<Raw> = Vec::new();
    for path in &arguments {
        for document in raw::read(path, &Columns::guessed(), lexicon)? {
            let document = document?;
            if rounds > 0 {
                documents.push(document);
                continue;
            }
            serde_json::to_writer(&mut out, &article::read(&document, lexicon))?;
            out.write_all(b"\n")?;
        }
    }
    if rounds > 0 {
        let start = Instant::now();
        let mut bytes = 0;
        for _ in 0..rounds {
            for document in &documents {
                bytes += document.text.len();
                std::hint::black_box(article::read(document, lexicon));
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        let pages = rounds * documents.len();
        writeln!(
            out,
            "{pages} documents, {:.1} a second, {:.1} MB/s",
            pages as f64 / seconds,
            bytes as f64 / 1e6 / seconds
        )?;
    }
    Ok(())
}
