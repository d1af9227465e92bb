//! Trains the models that tell which blocks of a page, or lines of a dumped one, are the article: a linear model, and trees
//! that mend it.
//!
//! ```text
//! dateline-train page [--out models/page_blocks.tsv] [--trees models/page_trees.tsv] [--dump JUDGEMENTS.jsonl] FOLDER...
//! ```
//!
//! Each folder holds `gold.json` (`{ID: {"articleBody": ...}}`) and `html/ID.html.gz`, or `text/ID.txt` with the
//! pages dumped as lines of text; one run takes the one or the other. Prints body F1 (four-word shingles, as the
//! article-extraction-benchmark) of models trained without the pages they judge, by five folds of sites, and then writes
//! models trained on all pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use dateline::article::page::training::TrainingPage;
use dateline::article::pasted::training::TrainingText;
use dateline::lexicon::Lexicon;
use dateline::raw;
use rustc_hash::FxHashMap;

use crate::Result;
use crate::boost::{self, Cut, Target};
use crate::linear::{Example, Fit, Model, train};

const FOLDS: usize = 5;

struct Page {
    set: String,
    id: String,
    fold: usize,
    page: Document,
    gold: Vec<String>,
    /// By block: the share of its shingles that are gold, and its weight.
    targets: Vec<(f32, f32)>,
    first: Vec<Vec<u32>>,
    score: Vec<f32>,
}

/// A page with its tags, or dumped as lines of text.
enum Document {
    Page(Box<TrainingPage>),
    Text(TrainingText),
}

impl Document {
    fn texts(&self) -> Vec<&str> {
        match self {
            Self::Page(page) => page.texts(),
            Self::Text(text) => text.texts(),
        }
    }

    fn first(&self, lexicon: &Lexicon) -> Vec<Vec<String>> {
        match self {
            Self::Page(page) => page.first(lexicon),
            Self::Text(text) => text.first(lexicon),
        }
    }

    fn numbers(&self, scores: &[i32], lexicon: &Lexicon) -> Vec<Vec<i32>> {
        match self {
            Self::Page(page) => page.numbers(scores, lexicon),
            Self::Text(text) => text.numbers(scores, lexicon),
        }
    }

    /// What the numbers are called.
    fn names(&self) -> &'static [&'static str] {
        match self {
            Self::Page(_) => TrainingPage::names(),
            Self::Text(_) => TrainingText::names(),
        }
    }

    /// What has a lower score is not shown to the trees.
    fn hopeless(&self) -> i32 {
        match self {
            Self::Page(_) => TrainingPage::HOPELESS,
            Self::Text(_) => TrainingText::HOPELESS,
        }
    }

    /// What is taken for the article.
    fn chosen(&self, scores: &[i32]) -> Vec<bool> {
        match self {
            Self::Page(_) => scores.iter().map(|score| *score > 0).collect(),
            Self::Text(text) => text.chosen(scores),
        }
    }
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut folders = Vec::new();
    let mut out = None;
    let mut dump = None;
    let mut trees = None;
    let mut fit = Fit { rounds: 8, rate: 0.1, decay: 1e-3 };
    let mut least = 12;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--out" => out = rest.next(),
            "--rate" => fit.rate = rest.next().map_or(Ok(fit.rate), |value| value.parse())?,
            "--decay" => fit.decay = rest.next().map_or(Ok(fit.decay), |value| value.parse())?,
            "--rounds" => fit.rounds = rest.next().map_or(Ok(fit.rounds), |value| value.parse())?,
            "--least" => least = rest.next().map_or(Ok(least), |value| value.parse())?,
            "--trees" => trees = rest.next(),
            "--dump" => dump = rest.next(),
            folder => folders.push(folder),
        }
    }
    let lexicon = Lexicon::built_in()?;
    let mut pages = Vec::new();
    for folder in folders {
        load(Path::new(folder), lexicon, &mut pages)?;
    }
    println!("{} pages, {} blocks", pages.len(), pages.iter().map(|page| page.targets.len()).sum::<usize>());
    let mut names = Names::default();
    for page in &mut pages {
        page.first = page.page.first(lexicon).into_iter().map(|block| names.ids(block)).collect();
    }
    names.count_pages(pages.iter().map(|page| &page.first), least);
    // The first model, by folds, so that the second learns from scores of unseen pages.
    for fold in 0..FOLDS {
        let model = train(&examples(&pages, |page| page.fold != fold), names.len(), &names.frequent, &fit);
        for page in pages.iter_mut().filter(|page| page.fold == fold) {
            page.score = page.first.iter().map(|block| model.score(block)).collect();
        }
    }
    report("first model, unseen sites", &pages);
    let rows = train_trees(&mut pages, lexicon);
    report("with the trees, unseen sites", &pages);
    if let Some(dump) = dump {
        write_judgements(Path::new(dump), &pages)?;
    }
    let first = train(&examples(&pages, |_| true), names.len(), &names.frequent, &fit);
    if let Some(out) = out {
        write(Path::new(out), &names, &first)?;
    }
    if let Some(trees) = trees {
        write_trees(Path::new(trees), &rows)?;
    }
    Ok(())
}

/// How the trees are grown.
const TREES: boost::Fit =
    boost::Fit { trees: 200, depth: 4, rate: 0.05, decay: 5.0, least: 100, examples: 0.7, numbers: 0.5 };

/// Trains trees on scores that the linear model gave to unseen pages; leaves the sum of both, by folds, as the score of
/// each block.
fn train_trees(pages: &mut [Page], lexicon: &Lexicon) -> String {
    let (mut rows, mut targets, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (number, page) in pages.iter().enumerate() {
        let numbers = page.page.numbers(&thousandths(&page.score), lexicon);
        for (block, numbers) in numbers.into_iter().enumerate() {
            if page.score[block] * 1000.0 < page.page.hopeless() as f32 {
                continue;
            }
            let (share, weight) = page.targets[block];
            rows.push(numbers);
            targets.push(Target { share, weight, base: page.score[block] });
            places.push((number, block));
        }
    }
    let cut = Cut::new(&rows);
    let of = |wanted: &dyn Fn(usize) -> bool| -> Vec<u32> {
        let fits = places.iter().enumerate().filter(|(_, (page, _))| wanted(pages[*page].fold));
        fits.map(|(row, _)| row as u32).collect()
    };
    let mut mended = Vec::new();
    for fold in 0..FOLDS {
        let model = boost::train(&cut, &targets, &of(&|other| other != fold), &TREES);
        mended
            .extend(of(&|other| other == fold).into_iter().map(|row| (row, model.score(&cut, row as usize))));
    }
    let model = boost::train(&cut, &targets, &of(&|_| true), &TREES);
    for (row, score) in mended {
        let (page, block) = places[row as usize];
        pages[page].score[block] += score as f32;
    }
    model.rows(&cut, pages.first().map_or(&[], |page| page.page.names()))
}

fn thousandths(scores: &[f32]) -> Vec<i32> {
    scores.iter().map(|score| (score * 1000.0) as i32).collect()
}

fn examples(pages: &[Page], keep: impl Fn(&Page) -> bool) -> Vec<Example<'_>> {
    let mut all = Vec::new();
    for page in pages.iter().filter(|page| keep(page)) {
        for (features, (target, weight)) in page.first.iter().zip(&page.targets) {
            all.push(Example { features, target: *target, weight: *weight });
        }
    }
    all
}

/// Names of features, numbered as they come.
#[derive(Default)]
struct Names {
    ids: FxHashMap<String, u32>,
    all: Vec<String>,
    /// Whether a feature is seen on enough pages to be kept.
    frequent: Vec<bool>,
}

impl Names {
    fn len(&self) -> usize {
        self.all.len()
    }

    fn ids(&mut self, names: Vec<String>) -> Vec<u32> {
        names
            .into_iter()
            .map(|name| {
                if let Some(id) = self.ids.get(&name) {
                    return *id;
                }
                let id = self.all.len() as u32;
                self.all.push(name.clone());
                self.ids.insert(name, id);
                id
            })
            .collect()
    }

    fn count_pages<'p>(&mut self, pages: impl Iterator<Item = &'p Vec<Vec<u32>>>, least: u32) {
        let mut counts = vec![0u32; self.all.len()];
        let mut last = vec![u32::MAX; self.all.len()];
        for (number, page) in pages.enumerate() {
            for id in page.iter().flatten() {
                if last[*id as usize] != number as u32 {
                    last[*id as usize] = number as u32;
                    counts[*id as usize] += 1;
                }
            }
        }
        self.frequent.resize(self.all.len(), false);
        for (id, (count, name)) in counts.iter().zip(&self.all).enumerate() {
            let least = if is_word(name) { least * COMMON } else { least };
            self.frequent[id] |= *count >= least;
        }
    }
}

/// Words of a text must stand on so many times more pages than other features: what pages are about, and the names on
/// them, say nothing about the next page.
const COMMON: u32 = 3;

fn is_word(name: &str) -> bool {
    ["short=", "long="].iter().any(|template| name.starts_with(template))
}

fn load(folder: &Path, lexicon: &Lexicon, pages: &mut Vec<Page>) -> Result<()> {
    let set = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let gold: BTreeMap<String, serde_json::Value> =
        serde_json::from_slice(&std::fs::read(folder.join("gold.json"))?)?;
    for (id, entry) in gold {
        let dumped = folder.join("text").join(format!("{id}.txt"));
        let page = if dumped.exists() {
            Document::Text(TrainingText::read(&std::fs::read_to_string(dumped)?, lexicon))
        } else {
            let path = folder.join("html").join(format!("{id}.html.gz"));
            let (bytes, _) = raw::unpack(&std::fs::read(&path)?);
            let (text, _) = raw::decode(&bytes);
            Document::Page(Box::new(TrainingPage::read(&text)))
        };
        let body = entry.get("articleBody").and_then(|body| body.as_str()).unwrap_or_default();
        let gold = words(body);
        let targets = targets(&page.texts(), &gold);
        let site = entry.get("url").and_then(|url| url.as_str()).unwrap_or(&id);
        let site = site.split('/').nth(2).unwrap_or(site).trim_start_matches("www.");
        let fold =
            site.bytes().fold(7usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte as usize)) % FOLDS;
        pages.push(Page {
            set: set.clone(),
            id: id.clone(),
            fold,
            page,
            gold,
            targets,
            first: Vec::new(),
            score: Vec::new(),
        });
    }
    Ok(())
}

/// Maximal runs of letters and digits, as the metric cuts words.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

type Shingles = FxHashMap<Vec<String>, i32>;

fn shingles(words: &[String], length: usize) -> Shingles {
    let mut counts = Shingles::default();
    if words.is_empty() {
        return counts;
    }
    for window in words.windows(length.min(words.len())) {
        *counts.entry(window.to_vec()).or_default() += 1;
    }
    counts
}

/// The share of a block's shingles that gold holds. Gold shingles are used up, so that a teaser that repeats the
/// article's first paragraph is no second paragraph. Short blocks are looked for as a run of their own length.
fn targets(texts: &[&str], gold: &[String]) -> Vec<(f32, f32)> {
    let mut left = shingles(gold, 4);
    let short: Vec<Shingles> = (1..4).map(|length| shingles(gold, length)).collect();
    let cut: Vec<Vec<String>> = texts.iter().map(|text| words(text)).collect();
    // The article is one stretch of the page: where a text stands twice, the copy nearest to the middle of the
    // others is meant. The plain order does for nearly all pages.
    let size = gold.len().max(60) as f32;
    cut.iter()
        .map(|words| {
            let weight = (words.len() as f32).max(1.0) / size;
            if words.is_empty() {
                return (0.0, 0.0);
            }
            if words.len() < 4 {
                let found = short[words.len() - 1].contains_key(words.as_slice());
                return (f32::from(u8::from(found)), weight * 0.5);
            }
            let mut hit = 0;
            let all = words.len() - 3;
            for window in words.windows(4) {
                if let Some(count) = left.get_mut(window)
                    && *count > 0
                {
                    *count -= 1;
                    hit += 1;
                }
            }
            (hit as f32 / all as f32, weight)
        })
        .collect()
}

/// Precision and recall of one page, where there is something to divide by.
type Shares = (Option<f64>, Option<f64>);

/// Prints body F1 by set.
fn report(title: &str, pages: &[Page]) {
    let mut sets: BTreeMap<&str, Vec<Shares>> = BTreeMap::new();
    for page in pages {
        let texts = page.page.texts();
        let mut body = String::new();
        for (text, chosen) in texts.iter().zip(page.page.chosen(&thousandths(&page.score))) {
            if chosen {
                let _ = writeln!(body, "{text}");
            }
        }
        let found = shingles(&words(&body), 4);
        let gold = shingles(&page.gold, 4);
        let right: i32 =
            found.iter().map(|(key, count)| (*count).min(gold.get(key).copied().unwrap_or(0))).sum();
        let (all_found, all_gold): (i32, i32) = (found.values().sum(), gold.values().sum());
        let share = |all: i32| (all > 0).then(|| f64::from(right) / f64::from(all));
        sets.entry(&page.set).or_default().push((share(all_found), share(all_gold)));
    }
    println!("{title}");
    for (set, shares) in sets {
        let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let precision = mean(shares.iter().filter_map(|(precision, _)| *precision).collect());
        let recall = mean(shares.iter().filter_map(|(_, recall)| *recall).collect());
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!("  {set:16} {} pages  P {precision:.4}  R {recall:.4}  F1 {f1:.4}", shares.len());
    }
}

/// Writes what was judged of each block of each page, for reading the errors.
fn write_judgements(path: &Path, pages: &[Page]) -> Result<()> {
    let mut out = String::new();
    for page in pages {
        let blocks: Vec<_> = page
            .page
            .texts()
            .iter()
            .zip(&page.targets)
            .zip(&page.score)
            .map(|((text, (target, _)), score)| serde_json::json!([score, target, text]))
            .collect();
        let _ = writeln!(out, "{}", serde_json::json!({"set": page.set, "id": page.id, "blocks": blocks}));
    }
    std::fs::write(path, out)?;
    Ok(())
}

fn write_trees(path: &Path, rows: &str) -> Result<()> {
    let text = format!(
        "# Trees that mend the scores of a linear model, in thousandths of a logit; see page_blocks.md and text_lines.md\n\
         # source: trained by `dateline-train page` on features of annotated pages\n\
         # licence: CC0-1.0\n\
         # columns: tree\tnode\tnumber\tlimit\tyes\tno\n{rows}"
    );
    std::fs::write(path, text)?;
    Ok(())
}

fn write(path: &Path, names: &Names, model: &Model) -> Result<()> {
    let mut text = String::from(
        "# Weights of a linear model, in thousandths of a logit; see the .md file beside it\n\
         # source: trained by `dateline-train page` on features of annotated pages\n\
         # licence: CC0-1.0\n\
         # columns: feature\tweight\n",
    );
    let _ = writeln!(text, "bias\t{}", (model.bias * 1000.0).round() as i32);
    let mut rows: Vec<(&str, i32)> = names
        .all
        .iter()
        .zip(&model.weights)
        .map(|(name, weight)| (name.as_str(), (weight * 1000.0).round() as i32))
        .filter(|(_, weight)| weight.abs() >= 15)
        .collect();
    rows.sort_unstable();
    for (name, weight) in rows {
        let _ = writeln!(text, "{name}\t{weight}");
    }
    std::fs::write(path, text)?;
    Ok(())
}
