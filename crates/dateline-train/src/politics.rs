//! Trains the weights that tell reports on politics from other news: `data/events/politics.tsv`.
//!
//! ```text
//! dateline-train politics --clusters CLUSTERS [--out data/events/politics.tsv] TREEBANK...
//! ```
//!
//! Learns from the sentences of `crates/dateline-train/politics.tsv` and from the examples of the event patterns, which are
//! all political. Each word stands for itself and for its clusters (the finer two of the three numbers in CLUSTERS), so that
//! "striker" is known from "goalkeeper". Treebanks only say which words get a line in the list. Prints how well
//! sentences are judged by models that have not seen them, by five folds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use dateline::event::telling_word;
use dateline::lexicon::{Lexicon, Table};
use dateline::syntax::{self, Model};
use rustc_hash::FxHashMap;

use crate::Result;
use crate::linear::{Example, Fit, train};
use crate::treebank;

const FOLDS: usize = 5;
/// Examples of patterns are short and alike.
const EXAMPLE: f32 = 0.05;
/// Weights smaller than this, in hundredths, are left out.
const LEAST: i32 = 10;
/// What is added to every sentence: a threshold below which nine of ten political rows of the development pages stay.
const SHIFT: f32 = 1.10;

struct Sentence {
    words: Vec<String>,
    is_political: bool,
    weight: f32,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut out = None;
    let mut clusters = None;
    let mut treebanks = Vec::new();
    let mut fit = Fit { rounds: 8, rate: 0.05, decay: 0.05 };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--out" => out = rest.next(),
            "--clusters" => clusters = rest.next(),
            "--rate" => fit.rate = rest.next().map_or(Ok(fit.rate), |value| value.parse())?,
            "--decay" => fit.decay = rest.next().map_or(Ok(fit.decay), |value| value.parse())?,
            "--rounds" => fit.rounds = rest.next().map_or(Ok(fit.rounds), |value| value.parse())?,
            treebank => treebanks.push(treebank),
        }
    }
    let clusters = read_clusters(clusters.ok_or("politics needs --clusters FILE")?)?;
    let sentences = sentences()?;
    let mut names: FxHashMap<String, u32> = FxHashMap::default();
    let features: Vec<Vec<u32>> = sentences
        .iter()
        .map(|sentence| {
            let all = sentence.words.iter().flat_map(|word| of_word(word, &clusters));
            all.map(|name| {
                let next = names.len() as u32;
                *names.entry(name).or_insert(next)
            })
            .collect()
        })
        .collect();
    let examples: Vec<Example<'_>> = sentences
        .iter()
        .zip(&features)
        .map(|(sentence, features)| Example {
            features,
            target: if sentence.is_political { 1.0 } else { 0.0 },
            weight: sentence.weight,
        })
        .collect();
    let keep = vec![true; names.len()];
    folds(&examples, &keep, &fit);
    let model = train(&examples, names.len(), &keep, &fit);
    let weight = |word: &str| {
        let known = of_word(word, &clusters).filter_map(|name| names.get(&name).copied());
        known.map(|id| model.weights[id as usize]).sum::<f32>()
    };
    let mut words: BTreeSet<String> =
        sentences.iter().flat_map(|sentence| sentence.words.iter().cloned()).collect();
    for path in treebanks {
        for block in treebank::read(path)? {
            words.extend(treebank::gold(&block).into_iter().map(|word| word.lemma.to_lowercase()));
        }
    }
    let hundredths = |weight: f32| (weight * 100.0).round() as i32;
    let mut list: BTreeMap<&str, i32> = words
        .iter()
        .filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic))
        .map(|word| (word.as_str(), hundredths(weight(word))))
        .filter(|(_, weight)| weight.abs() >= LEAST)
        .collect();
    println!("{} sentences, {} features, {} words in the list", sentences.len(), names.len(), list.len());
    list.insert("*", hundredths(model.bias + SHIFT));
    if let Some(out) = out {
        write(out, &list)?;
    }
    Ok(())
}

/// The sentences to learn from, and their words as the event coder sees them.
fn sentences() -> Result<Vec<Sentence>> {
    let lexicon = Lexicon::built_in()?;
    let content = include_str!("../politics.tsv");
    let table = Table::read("politics.tsv", content)?;
    table.expect_columns(&["kind", "sentence"])?;
    let mut found = Vec::new();
    for row in table.rows() {
        let is_political = match row.fields[0] {
            "politics" => true,
            "other" => false,
            kind => return Err(table.problem(row, format!("unknown kind {kind:?}")).into()),
        };
        found.push(Sentence { words: words(row.fields[1], lexicon)?, is_political, weight: 1.0 });
    }
    for example in lexicon.events.patterns.all().iter().flat_map(|pattern| &pattern.examples) {
        let text = example.replace(['[', ']', '{', '}'], "");
        found.push(Sentence { words: words(&text, lexicon)?, is_political: true, weight: EXAMPLE });
    }
    Ok(found)
}

fn words(text: &str, lexicon: &Lexicon) -> Result<Vec<String>> {
    let document = dateline::text::read(text, lexicon);
    let parsed = syntax::parse(document, Some("en"), Model::built_in()?);
    Ok(parsed.words.iter().filter_map(telling_word).map(String::from).collect())
}

/// A word itself and its two finer clusters.
fn of_word(word: &str, clusters: &FxHashMap<String, [u32; 2]>) -> impl Iterator<Item = String> {
    let [middle, fine] = clusters.get(word).copied().map_or([None; 2], |numbers| numbers.map(Some));
    let own = Some(format!("word={word}"));
    [own, middle.map(|number| format!("middle={number}")), fine.map(|number| format!("fine={number}"))]
        .into_iter()
        .flatten()
}

fn read_clusters(path: &str) -> Result<FxHashMap<String, [u32; 2]>> {
    let text = std::io::read_to_string(treebank::open(path)?)?;
    let mut found = FxHashMap::default();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [word, _, middle, fine] = fields[..] else { return Err(format!("{path}: {line:?}").into()) };
        found.insert(word.to_owned(), [middle.parse()?, fine.parse()?]);
    }
    Ok(found)
}

/// Judges each sentence by a model that has not seen it.
fn folds(examples: &[Example<'_>], keep: &[bool], fit: &Fit) {
    let (mut right, mut all) = (0, 0);
    for fold in 0..FOLDS {
        let seen: Vec<Example<'_>> = examples
            .iter()
            .enumerate()
            .filter(|(index, _)| index % FOLDS != fold)
            .map(|(_, example)| Example { ..*example })
            .collect();
        let model = train(&seen, keep.len(), keep, fit);
        for example in examples.iter().skip(fold).step_by(FOLDS).filter(|example| example.weight >= 1.0) {
            all += 1;
            right += usize::from((model.score(example.features) > 0.0) == (example.target > 0.5));
        }
    }
    println!("{right} of {all} unseen sentences of politics.tsv judged right");
}

/// Writes the list below the header it has.
fn write(path: &str, list: &BTreeMap<&str, i32>) -> Result<()> {
    let before = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let mut text = String::new();
    for line in before.lines().filter(|line| line.starts_with('#')) {
        writeln!(text, "{line}")?;
    }
    for (word, weight) in list {
        writeln!(text, "{word}\t{weight}")?;
    }
    Ok(std::fs::write(path, text)?)
}
