//! Builds the committed model files of `dateline` from treebanks, and scores them.
//!
//! ```text
//! dateline-train train --out models/english.zst --clusters CLUSTERS --vectors VECTORS --provenance TEXT TREEBANK...
//! dateline-train score --out models/english.zst TREEBANK...
//! dateline-train split TREEBANK...
//! dateline-train provenance --out models/english.zst --provenance TEXT
//! dateline-train politics --clusters FILE [--out data/events/politics.tsv] TREEBANK...
//! dateline-train page [--out models/page_blocks.tsv] [--trees models/page_trees.tsv] FOLDER...
//! ```
//!
//! The same treebanks, options and seed give the same model, byte for byte.
#![allow(clippy::print_stdout, reason = "a command-line tool that prints tables")]

mod boost;
mod dense;
mod learner;
mod lemmas;
mod linear;
mod network;
mod oracle;
mod page;
mod politics;
mod score;
mod split;
mod train;
mod treebank;
mod vectors;
mod walk;

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

const USAGE: &str =
    "usage: dateline-train train|score|split|provenance [--out FILE] [--clusters FILE] [--vectors FILE] [--provenance FILE]
    [--epochs N] [--network ROUNDS] [--folds N] [--min-updates N] [--seed N] TREEBANK...";

/// What the command line says.
struct Options {
    /// The model file, written by `train` and read by `score`.
    out: String,
    /// Words with their clusters, one a line: word, and numbers out of 64, 256 and 1024.
    clusters: Option<String>,
    /// Their vectors, as `vectors.py` writes them.
    vectors: Option<String>,
    /// Said inside the model file: sources and licence.
    provenance: String,
    epochs: usize,
    /// Rounds of training of the network; 0 for the linear parser.
    network: usize,
    folds: usize,
    min_updates: u16,
    seed: u64,
    treebanks: Vec<String>,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let mut options = Options {
            out: "models/english.zst".to_owned(),
            clusters: None,
            vectors: None,
            provenance: String::new(),
            epochs: 8,
            network: 0,
            folds: 5,
            min_updates: 12,
            seed: 1,
            treebanks: Vec::new(),
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let Some(name) = argument.strip_prefix("--") else {
                options.treebanks.push(argument.clone());
                continue;
            };
            let value = rest.next().ok_or_else(|| format!("--{name} needs a value\n{USAGE}"))?;
            match name {
                "out" => options.out = value.clone(),
                "clusters" => options.clusters = Some(value.clone()),
                "vectors" => options.vectors = Some(value.clone()),
                "provenance" => {
                    options.provenance =
                        std::fs::read_to_string(value).map_err(|error| format!("{value}: {error}"))?;
                }
                "epochs" => options.epochs = value.parse()?,
                "network" => options.network = value.parse()?,
                "folds" => options.folds = value.parse()?,
                "min-updates" => options.min_updates = value.parse()?,
                "seed" => options.seed = value.parse()?,
                _ => return Err(format!("unknown option --{name}\n{USAGE}").into()),
            }
        }
        Ok(options)
    }
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some((command, rest)) = arguments.split_first()
        && command == "page"
    {
        return page::run(rest);
    }
    if let Some((command, rest)) = arguments.split_first()
        && command == "politics"
    {
        return politics::run(rest);
    }
    let Some((command, rest)) = arguments.split_first() else { return Err(USAGE.into()) };
    let options = Options::read(rest)?;
    if options.treebanks.is_empty() && command != "provenance" {
        return Err(format!("no treebank given\n{USAGE}").into());
    }
    match command.as_str() {
        "train" => train::run(&options),
        "score" => score::run(&options),
        "split" => split::run(&options.treebanks),
        "provenance" => train::rename(&options),
        _ => Err(format!("unknown command {command:?}\n{USAGE}").into()),
    }
}
