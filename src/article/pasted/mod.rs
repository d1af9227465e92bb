//! Pasted text: which of its lines are the article, and which came along from the page around it.

mod caption;
mod classify;
mod features;
mod head;
mod numbers;
mod tail;
pub mod training;
mod wrapped;

use super::assemble::{Piece, assemble};
use super::byline::{authors, is_byline};
use super::date::{Order, Stated, read_date};
use super::dateline::{read_dateline, set_dateline};
use super::furniture::furniture_kind;
use super::language::script;
use super::lines::{Line, ends_sentence, split_lines};
use super::{Article, BoilerplateKind as Kind};
use crate::issue::Issue;
use crate::lexicon::Lexicon;
use crate::span::Span;

/// A line and what it was found to be; `None` is body until something else is found.
#[derive(Clone, Debug)]
struct Labelled {
    line: Line,
    kind: Option<Kind>,
}

impl Labelled {
    fn is_body(&self) -> bool {
        self.kind.is_none()
    }

    /// A line that reads like a paragraph of a report.
    fn is_prose(&self) -> bool {
        self.kind.is_none() && self.line.words >= 12 && ends_sentence(&self.line.text)
    }
}

/// Reads a pasted text into `article`: body, furniture, title, byline, dateline and date line.
pub(super) fn read_text(text: &str, lexicon: &Lexicon, article: &mut Article) {
    let mut lines: Vec<Labelled> =
        split_lines(text).into_iter().map(|line| Labelled { line, kind: None }).collect();
    split_leading_date(text, &mut lines, lexicon, article);
    label_by_form(&mut lines, lexicon);
    let dumped = classify::is_dump(&lines);
    if dumped {
        label_dump(&mut lines, lexicon, article);
    }
    let wrapped = wrapped::is_wrapped(&lines);
    let body = head::body_start(&lines, wrapped, lexicon);
    head::read(&mut lines, body, dumped, lexicon, article);
    tail::label(&mut lines, body, wrapped, lexicon);
    let pieces = pieces(text, &lines, wrapped, lexicon, article);
    assemble(article, pieces);
}

/// "date 2023-12-28 Talks resume in Geneva": the date moves to a line of its own.
fn split_leading_date(text: &str, lines: &mut Vec<Labelled>, lexicon: &Lexicon, article: &mut Article) {
    let Some(first) = lines.first() else { return };
    let Some((stated, end)) = leading_date(&first.line.text, lexicon) else { return };
    let rest = first.line.text.get(end..).unwrap_or_default();
    let trimmed = rest.trim_start_matches([' ', '-', '–', '—', '|', ':', ',', '.', '•']);
    if trimmed.split_whitespace().count() < 3 || rest.len() == trimmed.len() {
        return;
    }
    // "On Tuesday, 14 August 2018, the bridge fell", "On Monday, May 13, 2024, Norway recalled its ambassador.": the date
    // opens a sentence of the text, and may be of any time.
    let on = first.line.text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("on "));
    let sentence = rest.starts_with(',') || trimmed.ends_with(['.', '!', '?']);
    if trimmed.starts_with(char::is_lowercase) || (on && sentence) {
        return;
    }
    // The same place in the raw line, found by the words that follow it.
    let raw = first.line.raw;
    let Some(at) = raw.of(text).rfind(trimmed).filter(|at| *at > 0) else { return };
    let start = raw.start as usize + at;
    let mut title = first.line.clone();
    title.text = trimmed.to_owned();
    title.raw = Span::new(start, raw.end as usize);
    title.words = super::lines::count_words(&title.text);
    let date = Span::new(raw.start as usize, start).trim(text);
    let mut line = first.line.clone();
    line.text = super::clean::clean(date.of(text));
    line.raw = date;
    line.words = super::lines::count_words(&line.text);
    set_published(article, &stated, "date before the title");
    let split = [Labelled { line, kind: Some(Kind::Date) }, Labelled { line: title, kind: None }];
    lines.splice(0..1, split);
}

/// The date that a line begins with, perhaps behind a cue; where it ends.
fn leading_date(line: &str, lexicon: &Lexicon) -> Option<(Stated, usize)> {
    let mut at = 0;
    for _ in 0..2 {
        let rest = line.get(at..)?;
        let lower = rest.to_lowercase();
        if lower.len() != rest.len() {
            break;
        }
        let Some((_, length)) = lexicon.date_cues.at_start(&lower) else { break };
        let behind = rest.get(length..)?;
        let skipped = behind.trim_start_matches([':', ' ', '-']);
        if skipped.len() == behind.len() {
            break;
        }
        at = line.len() - skipped.len();
    }
    let stated = read_date(line.get(at..)?, &lexicon.months, Order::DayFirst)?;
    let end = at + stated.end;
    Some((stated, end))
}

/// The date of a line that holds nothing else.
fn date_line(line: &str, lexicon: &Lexicon) -> Option<Stated> {
    let line = line.trim_matches([' ', '|', '•', '-', '–', '—', '(', ')', '[', ']']);
    let (stated, end) = leading_date(line, lexicon)?;
    let rest = line.get(end..)?.trim_matches(|c: char| !c.is_alphanumeric());
    rest.is_empty().then_some(stated)
}

fn set_published(article: &mut Article, stated: &Stated, evidence: &str) {
    if article.published.is_some() {
        return;
    }
    article.published = Some(stated.time);
    article.published_zone = stated.zone.clone();
    article.published_precision = Some(stated.precision);
    article.published_evidence = Some(evidence.to_owned());
}

/// Labels the lines that are furniture by their form: words, script, repetition.
fn label_by_form(lines: &mut [Labelled], lexicon: &Lexicon) {
    label_furniture(lines, lexicon);
    label_other_scripts(lines);
    label_repeated(lines);
}

/// How many lines before the article may be its heading.
const HEAD: usize = 30;

/// Labels the lines of a dumped page by the line models.
fn label_dump(lines: &mut [Labelled], lexicon: &Lexicon, article: &mut Article) {
    let Ok(models) = classify::models() else {
        Issue::NoModel.note(&mut article.issues);
        return;
    };
    let chosen = classify::choose(lines, &classify::judge(models, lines, lexicon));
    let Some(first) = chosen.iter().position(|chosen| *chosen) else { return };
    for (index, (labelled, chosen)) in lines.iter_mut().zip(chosen).enumerate() {
        if chosen {
            labelled.kind = None;
        } else if labelled.is_body()
            && (index > first || labelled.is_prose() || (index > 0 && index + HEAD < first))
        {
            labelled.kind = Some(Kind::Other);
        }
    }
}

fn label_furniture(lines: &mut [Labelled], lexicon: &Lexicon) {
    for labelled in lines.iter_mut().filter(|labelled| labelled.is_body()) {
        labelled.kind = furniture_kind(&labelled.line.text, lexicon);
        if labelled.kind.is_none() && caption::is_caption(&labelled.line.text, lexicon) {
            labelled.kind = Some(Kind::Caption);
        }
    }
}

/// A line in another script than the article came from the frame of the page: an Armenian menu entry above an
/// English report. Longer passages are labelled too, so that no step reads them as the article's language.
fn label_other_scripts(lines: &mut [Labelled]) {
    let scripts: Vec<_> = lines.iter().map(|labelled| script(&labelled.line.text)).collect();
    let mut weights: Vec<(whatlang::Script, usize)> = Vec::new();
    for (labelled, script) in lines.iter().zip(&scripts) {
        let Some(script) = script else { continue };
        match weights.iter_mut().find(|(known, _)| known == script) {
            Some((_, weight)) => *weight += labelled.line.text.len(),
            None => weights.push((*script, labelled.line.text.len())),
        }
    }
    let Some(&(main, most)) = weights.iter().max_by_key(|(_, weight)| *weight) else { return };
    let all: usize = weights.iter().map(|(_, weight)| weight).sum();
    // Scripts that one language mixes.
    let japanese = |script: whatlang::Script| {
        matches!(script, whatlang::Script::Hiragana | whatlang::Script::Katakana | whatlang::Script::Mandarin)
    };
    if most * 3 < all * 2 {
        return;
    }
    for (labelled, script) in lines.iter_mut().zip(scripts) {
        let Some(script) = script else { continue };
        let letters = labelled.line.text.chars().filter(|c| c.is_alphabetic()).count();
        let latin_name = script == whatlang::Script::Latin && labelled.line.words <= 3;
        if labelled.is_body()
            && script != main
            && letters >= 4
            && !latin_name
            && !(japanese(script) && japanese(main))
        {
            labelled.kind = Some(Kind::OtherLanguage);
        }
    }
}

/// A line that stands there twice: side by side it is the caption of a picture that was pasted with its copy;
/// further apart the later one is a teaser or pull quote.
fn label_repeated(lines: &mut [Labelled]) {
    let mut seen: rustc_hash::FxHashMap<String, usize> = rustc_hash::FxHashMap::default();
    for index in 0..lines.len() {
        let Some(labelled) = lines.get(index) else { return };
        if labelled.line.words < 4 || !labelled.is_body() {
            continue;
        }
        let key = labelled.line.text.to_lowercase();
        let Some(&first) = seen.get(&key) else {
            seen.insert(key, index);
            continue;
        };
        let side_by_side =
            lines.get(first + 1..index).is_some_and(|between| between.iter().all(|line| !line.is_body()));
        let sentence = labelled.line.words >= 8;
        if side_by_side
            && sentence
            && let Some(earlier) = lines.get_mut(first)
        {
            earlier.kind = Some(Kind::Caption);
        }
        if let Some(later) = lines.get_mut(index) {
            later.kind = Some(if side_by_side && sentence { Kind::Caption } else { Kind::Other });
        }
    }
}

/// The pieces of the article in order: hard-wrapped lines joined to paragraphs, the dateline cut off.
fn pieces(
    text: &str,
    lines: &[Labelled],
    wrapped: bool,
    lexicon: &Lexicon,
    article: &mut Article,
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut begun = false;
    let mut joinable = false;
    for labelled in lines {
        let line = &labelled.line;
        if labelled.kind.is_some() {
            pieces.push(Piece { text: line.text.clone(), raw: line.raw, kind: labelled.kind });
            joinable = false;
            continue;
        }
        let continues = wrapped && joinable && line.gap == 0 && line.indent < 2;
        if continues && let Some(last) = pieces.last_mut() {
            last.text.push(' ');
            last.text.push_str(&line.text);
            last.raw = last.raw.hull(line.raw);
            continue;
        }
        joinable = true;
        let mut raw = line.raw;
        if !begun {
            begun = true;
            if let Some(dateline) = read_dateline(raw.of(text), lexicon) {
                let end = raw.start as usize + dateline.end;
                let phrase =
                    Piece::of(text, Span::new(raw.start as usize, end).trim(text), Some(Kind::Dateline));
                set_dateline(article, &dateline, &phrase.text, lexicon);
                pieces.push(phrase);
                raw = Span::new(end, raw.end as usize).trim(text);
                if raw.is_empty() {
                    begun = false;
                    joinable = false;
                    continue;
                }
            }
        }
        pieces.push(Piece::of(text, raw, None));
    }
    pieces
}

/// The authors of a byline, kept with the line as printed.
fn set_byline(article: &mut Article, line: &str, lexicon: &Lexicon) {
    if article.byline.is_none() {
        article.byline = Some(line.to_owned());
        article.authors = authors(line, lexicon);
    }
}

/// Whether a line is a byline by its form.
fn looks_like_byline(line: &str, lexicon: &Lexicon) -> bool {
    is_byline(line, lexicon)
}
