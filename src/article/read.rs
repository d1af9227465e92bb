//! The road from a raw document to an article.

use super::date::{Order, read_date};
use super::{Article, BoilerplateKind, Precision, byline, language, outlet, page, pasted};
use crate::lexicon::Lexicon;
use crate::raw::{Kind, Raw};

/// Reads one document. Every document becomes an article; what is doubtful about it stands in its `issues`.
pub fn read(raw: &Raw, lexicon: &Lexicon) -> Article {
    let mut article = Article {
        article_id: raw.article_id.clone().unwrap_or_default(),
        url: raw.url.clone(),
        title: raw.title.clone(),
        outlet: raw.outlet.clone(),
        language: raw.language.clone(),
        issues: raw.issues.clone(),
        ..Article::default()
    };
    if let Some(byline) = &raw.byline {
        article.byline = Some(byline.clone());
        article.authors = byline::authors(byline, lexicon);
    }
    if let Some(given) = &raw.published {
        match read_date(given, &lexicon.months, Order::DayFirst) {
            Some(stated) => {
                article.published = Some(stated.time);
                article.published_zone = stated.zone;
                article.published_precision = Some(stated.precision);
                article.published_evidence = Some("given".to_owned());
            }
            None => article.issues.push("unread_date".to_owned()),
        }
    }
    if raw.issues.iter().any(|issue| issue == "binary") {
        keep_unread(raw, &mut article);
    } else {
        match raw.kind {
            Kind::Text => pasted::read_text(&raw.text, lexicon, &mut article),
            Kind::Html => page::read_page(&raw.text, lexicon, &mut article),
        }
    }
    finish(&mut article, lexicon);
    article
}

/// What is no text is kept as one piece of furniture: nothing is lost, and nothing is read from it.
fn keep_unread(raw: &Raw, article: &mut Article) {
    let piece = super::assemble::Piece::of(
        &raw.text,
        crate::span::Span::new(0, raw.text.len()),
        Some(BoilerplateKind::Other),
    );
    super::assemble::assemble(article, vec![piece]);
}

fn finish(article: &mut Article, lexicon: &Lexicon) {
    if article.language.is_none() {
        article.language = language::detect(&article.text).map(str::to_owned);
    }
    if article.outlet.is_none() {
        article.outlet =
            article.url.as_deref().and_then(|url| outlet::of_url(url, lexicon)).map(str::to_owned);
    }
    if article.text.is_empty() {
        article.issues.push("empty".to_owned());
    } else if article.published.is_none() {
        article.issues.push("no_date".to_owned());
    }
    if is_mojibake(&article.text) {
        article.issues.push("mojibake".to_owned());
    }
    if article.published.is_some() && article.published_precision.is_none() {
        article.published_precision = Some(Precision::Day);
    }
    article.issues.sort();
    article.issues.dedup();
}

/// UTF-8 that was read as Latin-1 shows as "â€™" and "Ã©".
fn is_mojibake(text: &str) -> bool {
    const SIGNS: [&str; 6] = ["â€™", "â€œ", "â€“", "Ã©", "Ã¼", "Ð°Ð"];
    SIGNS.iter().map(|sign| text.matches(sign).take(3).count()).sum::<usize>() >= 3
}
