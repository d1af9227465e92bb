//! `tests/cases/article`: what of a pasted text is the article, and what a reader should know about it.

use std::fmt::Write;

use dateline::article::read;
use dateline::lexicon::Lexicon;
use dateline::raw::{Kind, Raw};

use crate::cases::check;

fn found(text: &str) -> String {
    let article = read(&Raw::new(text, Kind::Text), Lexicon::built_in().unwrap());
    let mut out = String::new();
    for piece in &article.boilerplate {
        let _ = writeln!(out, "{} | {}", piece.kind.as_str(), piece.text);
    }
    if let Some(title) = &article.title {
        let _ = writeln!(out, "title = {title}");
    }
    if !article.authors.is_empty() {
        let _ = writeln!(out, "authors = {}", article.authors.join(", "));
    }
    if let Some(dateline) = &article.dateline {
        let country = article.dateline_country.map_or("-".to_owned(), |country| country.to_string());
        let place = article.dateline_place.as_deref().unwrap_or("-");
        let agency = article.agency.as_deref().unwrap_or("-");
        let _ = writeln!(out, "dateline = {dateline} / {place} / {country} / {agency}");
    }
    if let (Some(published), Some(evidence)) = (article.published, &article.published_evidence) {
        let _ = writeln!(out, "published = {published} ({evidence})");
    }
    for paragraph in &article.paragraphs {
        let words: Vec<&str> = paragraph.span.of(&article.text).split(' ').take(3).collect();
        let _ = writeln!(out, "¶ {}", words.join(" "));
    }
    out.trim_end().to_owned()
}

#[test]
fn pasted_text() {
    check("article", "pasted.md", found);
}

/// Whether it is an article, and what a reader should know.
fn doubts(text: &str) -> String {
    let article = read(&Raw::of(text), Lexicon::built_in().unwrap());
    let verdict = if article.is_article { "article" } else { "no article" };
    let mut out = format!("{verdict} {}\nissues = {}\n", article.article_score, article.issues.join(" "));
    for paragraph in &article.paragraphs {
        let words: Vec<&str> = paragraph.span.of(&article.text).split(' ').take(3).collect();
        let _ = writeln!(out, "¶ {}", words.join(" "));
    }
    out.trim_end().to_owned()
}

#[test]
fn documents_that_are_no_whole_article() {
    check("article", "doubts.md", doubts);
}
