//! What stands before the first paragraph: title, byline, date, captions, lines of a header.

use super::{Labelled, date_line, looks_like_byline, set_byline, set_published};
use crate::article::byline::read_name;
use crate::article::dateline::read_dateline;
use crate::article::lines::ends_sentence;
use crate::article::{Article, BoilerplateKind as Kind};
use crate::lexicon::Lexicon;

/// How many lines from the top a dateline is looked for.
const DATELINE_LINES: usize = 40;

/// Where the report begins: the first line that reads like a paragraph or bears a dateline.
pub(super) fn body_start(lines: &[Labelled], wrapped: bool, lexicon: &Lexicon) -> usize {
    let dated = |labelled: &Labelled| {
        labelled.is_body()
            && labelled.line.words >= 6
            && read_dateline(&labelled.line.text, lexicon).is_some()
    };
    // A place and a day or agency mark the report wherever it begins, were it a table of figures.
    let marked = |labelled: &Labelled| {
        let dateline = read_dateline(&labelled.line.text, lexicon);
        labelled.is_body()
            && dateline
                .is_some_and(|found| found.place.is_some() && (found.day.is_some() || found.credit.is_some()))
    };
    if let Some(at) = lines.iter().take(DATELINE_LINES).position(marked) {
        return at;
    }
    if wrapped {
        // The first line that another line continues.
        let mut pairs = lines.windows(2).enumerate();
        let found = pairs.find(|(_, pair)| match pair {
            [first, second] => {
                first.is_body()
                    && second.is_body()
                    && second.line.gap == 0
                    && first.line.words >= 6
                    && !is_short(first)
            }
            _ => false,
        });
        return found.map_or(0, |(at, _)| at);
    }
    if let Some(at) = lines.iter().position(|labelled| labelled.is_prose() || dated(labelled)) {
        return at;
    }
    let sentence = |labelled: &Labelled| {
        labelled.is_body() && labelled.line.words >= 6 && ends_sentence(&labelled.line.text)
    };
    // A report of one sentence that was cut: "The port was closed on Friday, and ships were… [+2310 chars]"
    let long = |labelled: &Labelled| labelled.is_body() && labelled.line.words >= LONG;
    lines.iter().position(sentence).or_else(|| lines.iter().position(long)).unwrap_or(0)
}

/// A line of so many words is no headline.
const LONG: usize = 20;

fn is_short(labelled: &Labelled) -> bool {
    labelled.line.text.chars().count() < 45
}

/// Keys of header lines: "Source: The Courier".
fn header_line(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    let known = matches!(
        key.trim().to_lowercase().as_str(),
        "title"
            | "headline"
            | "date"
            | "published"
            | "author"
            | "authors"
            | "source"
            | "outlet"
            | "publisher"
            | "url"
            | "link"
            | "byline"
    );
    (known && !value.is_empty()).then_some((key.trim(), value))
}

/// Reads the lines before `body`, and labels each. Of a dumped page none but the heading is part of the report.
pub(super) fn read(
    lines: &mut [Labelled],
    body: usize,
    dumped: bool,
    lexicon: &Lexicon,
    article: &mut Article,
) {
    let body_words = content_words(lines, body);
    let Some(head) = lines.get_mut(..body) else { return };
    for labelled in head.iter_mut() {
        if labelled.kind.is_some_and(|kind| kind != Kind::Date) {
            continue;
        }
        let text = labelled.line.text.clone();
        if let Some((key, value)) = header_line(&text) {
            labelled.kind = Some(read_header(key, value, lexicon, article));
        } else if let Some(stated) = date_line(&text, lexicon) {
            set_published(article, &stated, "date line");
            labelled.kind = Some(Kind::Date);
        } else if looks_like_byline(&text, lexicon) {
            set_byline(article, &text, lexicon);
            labelled.kind = Some(Kind::Byline);
        }
    }
    // A bare name between the title and the report is a byline too.
    if article.byline.is_none() && head.iter().filter(|labelled| labelled.is_body()).count() >= 2 {
        let last = head.iter_mut().rev().find(|labelled| labelled.is_body());
        if let Some(last) = last
            && (2..=4).contains(&last.line.words)
            && read_name(&last.line.text, lexicon).is_some()
            && !last.line.text.contains([',', ':'])
            && body > 2
        {
            let text = last.line.text.clone();
            last.kind = Some(Kind::Byline);
            set_byline(article, &text, lexicon);
        }
    }
    let given = article.title.clone();
    let title = match &given {
        Some(title) => head.iter().position(|labelled| same_words(&labelled.line.text, title)),
        None => best_title(head, &body_words),
    };
    for (index, labelled) in head.iter_mut().enumerate() {
        if Some(index) == title {
            labelled.kind = Some(Kind::Title);
            if given.is_none() {
                article.title = Some(labelled.line.text.trim_start_matches(['#', ' ']).to_owned());
            }
            continue;
        }
        if labelled.kind.is_some() {
            continue;
        }
        let before_title = title.is_some_and(|title| index < title);
        labelled.kind = match (before_title, labelled.line.words) {
            (true, _) => Some(Kind::Caption),
            // A line under the title: a deck is part of the report, a word or two are not.
            _ if dumped => Some(Kind::Other),
            (false, 0..=4) => Some(Kind::Other),
            (false, _) => None,
        };
    }
}

fn read_header(key: &str, value: &str, lexicon: &Lexicon, article: &mut Article) -> Kind {
    match key.to_lowercase().as_str() {
        "title" | "headline" => {
            article.title.get_or_insert_with(|| value.to_owned());
            Kind::Title
        }
        "author" | "authors" | "byline" => {
            set_byline(article, value, lexicon);
            Kind::Byline
        }
        "date" | "published" => {
            if let Some(stated) = date_line(value, lexicon) {
                set_published(article, &stated, "header line");
            }
            Kind::Date
        }
        "url" | "link" => {
            article.url.get_or_insert_with(|| value.to_owned());
            Kind::Other
        }
        _ => {
            article.outlet.get_or_insert_with(|| value.to_owned());
            Kind::Other
        }
    }
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
    };
    words(a) == words(b)
}

/// The long words of the first paragraphs.
fn content_words(lines: &[Labelled], body: usize) -> Vec<String> {
    let paragraphs = lines.iter().skip(body).filter(|labelled| labelled.is_body()).take(4);
    let mut words: Vec<String> = paragraphs
        .flat_map(|labelled| labelled.line.text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() >= 4)
        .map(str::to_lowercase)
        .collect();
    words.sort();
    words.dedup();
    words
}

/// The line of the head that is most like a headline: of some length, no sentence, about what the report is about.
fn best_title(head: &[Labelled], body_words: &[String]) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    for (index, labelled) in head.iter().enumerate() {
        if !labelled.is_body() {
            continue;
        }
        let text = &labelled.line.text;
        let words = labelled.line.words;
        if !(2..=35).contains(&words) {
            continue;
        }
        let shared = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| body_words.binary_search(&word.to_lowercase()).is_ok())
            .count();
        let mut score = match words {
            2..=3 => 0,
            4 => 2,
            5..=18 => 4,
            _ => 1,
        };
        score += 2 * i32::try_from(shared.min(3)).unwrap_or(3);
        if ends_sentence(text) && !text.ends_with(['?', '!', '…', '”', '"']) && !text.ends_with("U.S.") {
            score -= 3;
        }
        if text.starts_with("# ") {
            score += 6;
        }
        if text.ends_with(':') {
            score -= 3;
        }
        // Of two that are alike, the first is the headline and the second its deck.
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}
