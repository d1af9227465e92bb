//! Builds the committed model files of `dateline` from treebanks, and scores them.
//!
//! ```text
//! dateline-train split TREEBANK...     sentences and tokens from raw text, against gold
//! ```
#![allow(clippy::print_stdout, reason = "a command-line tool that prints tables")]

mod split;
mod treebank;

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else { return Err(USAGE.into()) };
    match command.as_str() {
        "split" => split::run(rest),
        _ => Err(format!("unknown command {command:?}\n{USAGE}").into()),
    }
}

const USAGE: &str = "usage: dateline-train split TREEBANK...";
