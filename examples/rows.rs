//! Runs one step over JSONL and prints its rows as JSONL: `cargo run --profile quick --example rows -- STEP < in > out`.
//!
//! Input lines hold `id`, `text` and, where known, `title`, `published`, `outlet`, `language`, `url`. Spans in the
//! output count Unicode code points, as in the Python frames.
#![allow(clippy::print_stdout, reason = "a command-line example")]

use std::io::{BufRead, Write};
use std::sync::LazyLock;

use dateline::article::ArticleView;
use dateline::lexicon::{Lexicon, ListFolder};
use dateline::pipeline::{self, Steps};
use dateline::span::{CodePoints, HasSpans, to_code_points};
use dateline::syntax;
use serde::Serialize;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let step = std::env::args().nth(1).unwrap_or_default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let item: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| item.get(name).and_then(Value::as_str);
        let view = ArticleView {
            text: field("text").unwrap_or_default(),
            title: field("title"),
            published: field("published").and_then(read_time),
            outlet: field("outlet"),
            language: field("language"),
            url: field("url"),
            ..ArticleView::default()
        };
        let rows = run(&step, &view)?;
        serde_json::to_writer(&mut out, &json!({ "id": item.get("id"), &step: rows }))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The rows of one step for one article.
fn run(step: &str, view: &ArticleView<'_>) -> Result<Value, Box<dyn std::error::Error>> {
    match step {
        "events" => events(view),
        "mentions" => mentions(view),
        "petrarch" => petrarch(view),
        "quotes" => quotes(view),
        "sentences" => sentences(view),
        "times" => times(view),
        "tokens" => tokens(view),
        "undated" => undated(view),
        _ => Err(format!("unknown step {step:?}").into()),
    }
}

/// The built-in word lists, with those of the folder given as second argument in their place.
static LISTS: LazyLock<Lexicon> = LazyLock::new(|| {
    let folder = std::env::args().nth(2).map(ListFolder::at).transpose();
    folder.and_then(|folder| Lexicon::load(&folder.unwrap_or_default())).unwrap_or_else(|problem| {
        eprintln!("{problem}");
        std::process::exit(1)
    })
});

fn events(view: &ArticleView<'_>) -> Result<Value, Box<dyn std::error::Error>> {
    let steps = Steps { events: true, ..Steps::default() };
    Ok(rows(pipeline::read(view, steps, &LISTS)?.events, view.text)?)
}

/// Events by PETRARCH dictionaries: `rows petrarch VERBS ACTORS...`.
fn petrarch(view: &ArticleView<'_>) -> Result<Value, Box<dyn std::error::Error>> {
    static DICTIONARIES: LazyLock<Lexicon> = LazyLock::new(|| {
        let read = |path: String| (path.clone(), std::fs::read_to_string(path).unwrap_or_default());
        let mut files = std::env::args().skip(2).map(read);
        let verbs = files.next().unwrap_or_default().1;
        let actors: Vec<(String, String)> = files.collect();
        let lists = Lexicon::load(&ListFolder::default()).unwrap_or_default();
        Lexicon { petrarch: Some(dateline::lexicon::Petrarch::read(&actors, &verbs)), ..lists }
    });
    let steps = Steps { events: true, ..Steps::default() };
    Ok(rows(pipeline::read(view, steps, &DICTIONARIES)?.events, view.text)?)
}

fn mentions(view: &ArticleView<'_>) -> Result<Value, Box<dyn std::error::Error>> {
    let steps = Steps { mentions: true, ..Steps::default() };
    Ok(rows(pipeline::read(view, steps, &LISTS)?.mentions, view.text)?)
}

fn quotes(view: &ArticleView<'_>) -> Result<Value, Box<dyn std::error::Error>> {
    let steps = Steps { quotes: true, ..Steps::default() };
    Ok(rows(pipeline::read(view, steps, &LISTS)?.quotes, view.text)?)
}

fn sentences(view: &ArticleView<'_>) -> Result<Value, Box<dyn std::error::Error>> {
    let document = dateline::text::read(view.text, Lexicon::built_in()?);
    let points = CodePoints::new(view.text);
    let rows = document.sentences.iter().enumerate().map(|(sentence_id, sentence)| {
        let span = points.span(sentence.span);
        json!({ "sentence_id": sentence_id, "paragraph": sentence.paragraph, "start": span.start, "end": span.end,
            "text": sentence.span.of(view.text) })
    });
    Ok(rows.collect())
}

fn times(view: &ArticleView<'_>) -> Result<Value, Box<dyn std::error::Error>> {
    let lexicon = Lexicon::built_in()?;
    let parsed =
        syntax::parse(dateline::text::read(view.text, lexicon), view.language, syntax::Model::built_in()?);
    Ok(rows(dateline::time::find(view, &parsed, lexicon), view.text)?)
}

/// The possible days of publication, told from the text alone.
fn undated(view: &ArticleView<'_>) -> Result<Value, Box<dyn std::error::Error>> {
    let lexicon = Lexicon::built_in()?;
    let view = ArticleView { published: None, ..*view };
    let parsed =
        syntax::parse(dateline::text::read(view.text, lexicon), view.language, syntax::Model::built_in()?);
    let published = dateline::time::undated(&view, &parsed, lexicon);
    Ok(published.map_or(Value::Null, |found| json!({ "days": found.days, "evidence": found.evidence })))
}

fn tokens(view: &ArticleView<'_>) -> Result<Value, Box<dyn std::error::Error>> {
    let document = dateline::text::read(view.text, Lexicon::built_in()?);
    let parsed = syntax::parse(document, view.language, syntax::Model::built_in()?);
    let points = CodePoints::new(view.text);
    let mut rows = Vec::new();
    for (sentence_id, sentence) in parsed.document.sentences.iter().enumerate() {
        for (token_id, token) in sentence.tokens.clone().enumerate() {
            let span = points.span(parsed.document.tokens[token].span);
            let word = parsed.words.get(token);
            let head = word.and_then(|word| word.head).map(|head| head as usize - sentence.tokens.start);
            rows.push(json!({ "sentence_id": sentence_id, "token_id": token_id, "start": span.start,
                "end": span.end, "text": parsed.text_of(token), "lemma": word.map(|word| word.lemma.as_str()),
                "upos": word.map(|word| word.upos.as_str()), "xpos": word.map(|word| word.xpos.as_str()),
                "head": head, "deprel": word.map(|word| word.relation.as_str()) }));
        }
    }
    Ok(rows.into())
}

/// A day, or a day and a time of day.
fn read_time(value: &str) -> Option<jiff::civil::DateTime> {
    value.parse().ok().or_else(|| value.parse::<jiff::civil::Date>().ok().map(|day| day.at(0, 0, 0, 0)))
}

/// Rows as JSON, with spans in code points.
#[allow(dead_code, reason = "used as steps land")]
fn rows<R: HasSpans + Serialize>(mut rows: Vec<R>, text: &str) -> Result<Value, serde_json::Error> {
    to_code_points(&mut rows, text);
    serde_json::to_value(rows)
}
