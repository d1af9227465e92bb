//! Scores a model on treebanks: with gold tokens, and from raw text.

use std::collections::BTreeMap;

use dateline::lexicon::Lexicon;
use dateline::syntax::conllu::Block;
use dateline::syntax::{Model, parse};
use dateline::text;

use crate::split::Raw;
use crate::treebank::{self, GoldWord};
use crate::{Options, Result};

/// Start and end of a word.
type Place = (usize, usize);

/// Counts over words.
#[derive(Default)]
struct Counts {
    words: usize,
    upos: usize,
    both: usize,
    lemma: usize,
    heads: usize,
    labelled: usize,
    subtypes: usize,
    core: usize,
    core_right: usize,
}

/// Prints one table for the treebanks given.
pub(crate) fn run(options: &Options) -> Result<()> {
    let bytes = std::fs::read(&options.out).map_err(|error| format!("{}: {error}", options.out))?;
    let started = std::time::Instant::now();
    let model = Model::read_packed(&bytes)?;
    println!("{}: {} bytes, read in {:.3} s", options.out, bytes.len(), started.elapsed().as_secs_f64());
    println!("treebank / genre: words UPOS UPOS+XPOS lemma UAS LAS LAS+subtype core-LAS tokens/s");
    for path in &options.treebanks {
        let blocks = treebank::read(path)?;
        let genres = treebank::genres(&blocks);
        let mut groups: BTreeMap<String, Vec<&Block>> = BTreeMap::new();
        for (block, genre) in blocks.iter().zip(&genres) {
            groups.entry("all".to_owned()).or_default().push(block);
            if genre == "news" {
                groups.entry("news".to_owned()).or_default().push(block);
            }
        }
        for (name, blocks) in groups {
            gold_tokens(&model, path, &name, &blocks);
        }
        raw_text(&model, path, &blocks)?;
    }
    Ok(())
}

fn gold_tokens(model: &Model, path: &str, name: &str, blocks: &[&Block]) {
    let sentences: Vec<Vec<GoldWord>> = blocks.iter().map(|block| treebank::gold(block)).collect();
    let mut counts = Counts::default();
    let mut annotations = Vec::new();
    let mut seconds = 0.0;
    for gold in &sentences {
        let forms: Vec<&str> = gold.iter().map(|word| word.form.as_str()).collect();
        annotations.clear();
        let started = std::time::Instant::now();
        model.annotator.annotate(&forms, &mut annotations);
        seconds += started.elapsed().as_secs_f64();
        for (word, found) in gold.iter().zip(&annotations) {
            let head = found.head.unwrap_or(gold.len() as u32) == word.head;
            let label = head && found.relation.base() == word.relation.base();
            counts.words += 1;
            counts.upos += usize::from(found.upos == word.upos);
            counts.both += usize::from((found.upos, found.xpos) == (word.upos, word.xpos));
            let lemma = model.lemma(&word.form, found.upos, found.xpos);
            counts.lemma += usize::from(lemma == word.lemma);
            if std::env::var_os("SHOW").is_some() && lemma != word.lemma {
                println!(
                    "LEMMA {} {lemma} for {} ({}/{} for {}/{})",
                    word.form, word.lemma, found.upos, found.xpos, word.upos, word.xpos
                );
            }
            counts.heads += usize::from(head);
            counts.labelled += usize::from(label);
            counts.subtypes += usize::from(head && found.relation == word.relation);
            if matches!(word.relation.base(), "nsubj" | "obj" | "iobj") {
                counts.core += 1;
                counts.core_right += usize::from(label);
            }
        }
    }
    let of = |count: usize, all: usize| 100.0 * count as f64 / all.max(1) as f64;
    let all = |count: usize| of(count, counts.words);
    println!(
        "{} / {name}: {} {:.2} {:.2} {:.2} {:.2} {:.2} {:.2} {:.2} {:.0}",
        path.rsplit('/').next().unwrap_or_default(),
        counts.words,
        all(counts.upos),
        all(counts.both),
        all(counts.lemma),
        all(counts.heads),
        all(counts.labelled),
        all(counts.subtypes),
        of(counts.core_right, counts.core),
        counts.words as f64 / seconds,
    );
}

/// Words are matched by their place in the text, as in the CoNLL 2018 shared task.
fn raw_text(model: &Model, path: &str, blocks: &[Block]) -> Result<()> {
    let raw = Raw::of(blocks);
    let started = std::time::Instant::now();
    let parsed = parse(text::read(&raw.text, Lexicon::built_in()?), Some("en"), model);
    let seconds = started.elapsed().as_secs_f64();
    let place = |token: usize| {
        let span = parsed.document.tokens[token].span.range();
        (span.start, span.end)
    };
    let root = (usize::MAX, usize::MAX);
    let found: BTreeMap<Place, (Place, &str)> = parsed
        .words
        .iter()
        .enumerate()
        .map(|(token, word)| (place(token), (parsed.head(token).map_or(root, place), word.relation.base())))
        .collect();
    let mut right = 0;
    let mut words = 0;
    for (block, spans) in blocks.iter().zip(&raw.words) {
        for (word, span) in treebank::gold(block).iter().zip(spans) {
            let head = spans.get(word.head as usize).copied().unwrap_or(root);
            words += 1;
            right += usize::from(found.get(span) == Some(&(head, word.relation.base())));
        }
    }
    println!(
        "{} / from raw text: LAS F1 {:.2}, {:.0} tokens/s",
        path.rsplit('/').next().unwrap_or_default(),
        200.0 * right as f64 / (words + parsed.words.len()) as f64,
        parsed.words.len() as f64 / seconds
    );
    Ok(())
}
