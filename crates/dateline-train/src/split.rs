//! Sentences and tokens from raw text, against gold.

use std::collections::BTreeSet;

use dateline::lexicon::Lexicon;
use dateline::syntax::conllu::Block;
use dateline::text;

use crate::{Result, treebank};

/// The raw text of a treebank, paragraph by paragraph, with the places of its words and sentences.
pub(crate) struct Raw {
    /// Paragraphs, separated by blank lines; sentences inside one, by a space.
    pub(crate) text: String,
    /// Byte spans of the gold words, sentence by sentence.
    pub(crate) words: Vec<Vec<(usize, usize)>>,
    /// Whether the sentence is the last of its paragraph.
    pub(crate) closes: Vec<bool>,
}

impl Raw {
    pub(crate) fn of(blocks: &[Block]) -> Self {
        let mut raw = Raw { text: String::new(), words: Vec::new(), closes: Vec::new() };
        for (index, block) in blocks.iter().enumerate() {
            let opens = block.opens("newpar") || block.opens("newdoc");
            if index > 0 {
                raw.text.push_str(if opens { "\n\n" } else { " " });
                raw.closes.push(opens);
            }
            raw.push_words(block);
        }
        raw.closes.push(true);
        raw
    }

    /// The words of one sentence; those of a multiword range share its letters as far as they fit.
    fn push_words(&mut self, block: &Block) {
        let sentence = block.comment("text").unwrap_or_default();
        let base = self.text.len();
        self.text.push_str(sentence);
        let mut at = 0;
        let mut spans = Vec::new();
        for fields in block.words() {
            let form = fields[1].as_str();
            let rest = &sentence[at..];
            let skipped = rest.len() - rest.trim_start().len();
            if rest[skipped..].starts_with(form) {
                spans.push((base + at + skipped, base + at + skipped + form.len()));
                at += skipped + form.len();
                continue;
            }
            // A word whose spelling differs from the text (rare): found further on, or placed where we stand.
            match rest.find(form).filter(|place| *place < 20) {
                Some(place) => {
                    spans.push((base + at + place, base + at + place + form.len()));
                    at += place + form.len();
                }
                None => spans.push((base + at, base + at)),
            }
        }
        self.words.push(spans);
    }
}

/// Precision, recall and F1 as printed in tables.
pub(crate) fn f1(gold: &BTreeSet<(usize, usize)>, found: &BTreeSet<(usize, usize)>) -> (f64, f64, f64) {
    let both = gold.intersection(found).count() as f64;
    let precision = both / found.len().max(1) as f64;
    let recall = both / gold.len().max(1) as f64;
    (100.0 * precision, 100.0 * recall, 200.0 * both / (gold.len() + found.len()).max(1) as f64)
}

/// Prints, for each treebank, how well sentences and words are found.
pub(crate) fn run(paths: &[String]) -> Result<()> {
    let show = std::env::var_os("SHOW").is_some();
    let lexicon = Lexicon::built_in()?;
    for path in paths {
        let blocks = treebank::read(path)?;
        let genres = treebank::genres(&blocks);
        let groups: [(&str, &[&str]); 2] = [("all", &[]), ("news, interview", &["news", "interview"])];
        for (name, wanted) in groups {
            let chosen: Vec<Block> = blocks
                .iter()
                .zip(&genres)
                .filter(|(_, genre)| wanted.is_empty() || wanted.contains(&genre.as_str()))
                .map(|(block, _)| block.clone())
                .collect();
            if chosen.is_empty() {
                continue;
            }
            let raw = Raw::of(&chosen);
            let started = std::time::Instant::now();
            let document = text::read(&raw.text, lexicon);
            let seconds = started.elapsed().as_secs_f64();
            let end_of = |spans: &[(usize, usize)]| spans.last().map_or(0, |span| span.1);
            let gold: BTreeSet<_> = raw
                .words
                .iter()
                .zip(&raw.closes)
                .filter(|(_, closes)| !**closes)
                .map(|(spans, _)| (end_of(spans), 0))
                .collect();
            let found: BTreeSet<_> = document
                .sentences
                .windows(2)
                .filter(|pair| pair[0].paragraph == pair[1].paragraph)
                .map(|pair| (pair[0].span.range().end, 0))
                .collect();
            let (precision, recall, f) = f1(&gold, &found);
            let words: BTreeSet<_> = raw.words.iter().flatten().copied().collect();
            let tokens: BTreeSet<_> = document
                .tokens
                .iter()
                .map(|token| (token.span.range().start, token.span.range().end))
                .collect();
            let (_, _, token_f) = f1(&words, &tokens);
            println!(
                "{path} {name}: inner boundaries {} P {precision:.1} R {recall:.1} F1 {f:.1}; words F1 {token_f:.2}; {:.1} MB/s",
                gold.len(),
                raw.text.len() as f64 / 1e6 / seconds
            );
            if show {
                let around = |at: usize| {
                    let from = raw.text.floor_char_boundary(at.saturating_sub(50));
                    let to = raw.text.ceil_char_boundary((at + 40).min(raw.text.len()));
                    format!("{}|{}", &raw.text[from..at], &raw.text[at..to]).replace('\n', "¶")
                };
                for (at, _) in gold.difference(&found) {
                    println!("MISSED {}", around(*at));
                }
                for (at, _) in found.difference(&gold) {
                    println!("WRONG  {}", around(*at));
                }
                for (from, to) in words.difference(&tokens) {
                    println!("WORD {}  in {}", &raw.text[*from..*to], around(*from));
                }
            }
        }
    }
    Ok(())
}
