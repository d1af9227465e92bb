//! The road from a raw document to an article.

use super::date::{Order, read_date};
use super::doubts::{self, Frame};
use super::{Article, BoilerplateKind, Precision, byline, language, outlet, page, pasted};
use crate::issue::Issue;
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
            None => Issue::UnreadDate.note(&mut article.issues),
        }
    }
    if memchr::memchr(0, raw.text.as_bytes()).is_some() {
        Issue::NulCharacters.note(&mut article.issues);
    }
    let frame = if raw.issues.iter().any(|issue| Issue::Binary.is(issue)) {
        keep_unread(raw, &mut article);
        Frame::default()
    } else {
        match raw.kind {
            Kind::Text => {
                pasted::read_text(&raw.text, lexicon, &mut article);
                Frame::default()
            }
            Kind::Html => page::read_page(&raw.text, lexicon, &mut article),
        }
    };
    finish(&mut article, &frame, lexicon);
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

fn finish(article: &mut Article, frame: &Frame, lexicon: &Lexicon) {
    if article.language.is_none() {
        article.language = language::detect(&article.text).map(str::to_owned);
    }
    if article.outlet.is_none() {
        article.outlet =
            article.url.as_deref().and_then(|url| outlet::of_url(url, lexicon)).map(str::to_owned);
    }
    if article.text.is_empty() {
        Issue::Empty.note(&mut article.issues);
    } else if article.published.is_none() {
        Issue::NoDate.note(&mut article.issues);
    }
    if article.published.is_some() && article.published_precision.is_none() {
        article.published_precision = Some(Precision::Day);
    }
    doubts::note(article, frame, lexicon);
    article.issues.sort();
    article.issues.dedup();
}
