//! Pages: which of their blocks are the article, and what they say about themselves.

mod authors;
mod blocks;
mod classify;
mod features;
mod headline;
mod kind;
mod meta;
mod published;
mod shown;
pub mod training;

use super::assemble::{Piece, assemble};
use super::dateline::{read_dateline, set_dateline};
use super::{Article, BoilerplateKind as Kind, outlet};
use crate::lexicon::Lexicon;
use crate::raw::html::{self, Tree};
use crate::span::Span;
use blocks::{Block, cut_blocks};
use classify::choose;
use features::{Measured, squeeze};
use meta::{Meta, read_meta};

/// Reads a page into `article`.
pub(super) fn read_page(page: &str, lexicon: &Lexicon, article: &mut Article) {
    let tree = html::parse(page);
    article.issues.extend(tree.issues.iter().map(|issue| (*issue).to_owned()));
    let blocks = cut_blocks(&tree);
    let meta = read_meta(&tree);
    let measured = Measured::new(&tree, &blocks, &meta, lexicon);
    let chosen = match classify::models() {
        Ok(models) => choose(&blocks, &classify::judge(models, &measured)),
        Err(_) => {
            article.issues.push("no_model".to_owned());
            blocks.iter().map(|block| block.words >= 12 && block.link_percent() < 30).collect()
        }
    };
    read_statements(&tree, &blocks, &meta, lexicon, article);
    let mut pieces = pieces(page, &tree, &blocks, &chosen, lexicon, article);
    stated_body(&meta, &tree, &mut pieces);
    assemble(article, pieces);
    note_issues(&meta, &blocks, article);
}

/// Title, authors, dates, outlet: what the page states or shows.
fn read_statements(tree: &Tree, blocks: &[Block], meta: &Meta, lexicon: &Lexicon, article: &mut Article) {
    if article.url.is_none() {
        let stated = meta.canonical.as_deref().or(meta.tag(&["og:url"]));
        article.url = stated.filter(|url| url.contains("://")).map(str::to_owned);
    }
    if article.outlet.is_none() {
        let known = article.url.as_deref().and_then(|url| outlet::of_url(url, lexicon));
        let stated = meta.tag(&["og:site_name", "application-name"]).or(meta.publisher.as_deref());
        article.outlet = known.or(stated).map(str::to_owned);
    }
    if article.title.is_none() {
        let name = meta.tag(&["og:site_name"]).or(article.outlet.as_deref());
        article.title = headline::headline(blocks, meta, name);
    }
    let written = authors::written_by(tree, blocks, meta, lexicon);
    if article.byline.is_none() {
        article.byline = written.byline;
    }
    if article.authors.is_empty() {
        article.authors = written.names;
    }
    let dates =
        published::dates(tree, blocks, meta, article.title.as_deref(), article.url.as_deref(), lexicon);
    article.updated = dates.updated.map(|stated| stated.time);
    if dates.disagree {
        article.issues.push("dates_disagree".to_owned());
    }
    if article.published.is_none()
        && let Some(found) = dates.published
    {
        article.published = Some(found.stated.time);
        article.published_zone = found.stated.zone;
        article.published_precision = Some(found.stated.precision);
        article.published_evidence = Some(found.evidence);
    }
    if article.agency.is_none() {
        let credited = meta.authors.iter().chain(article.byline.as_ref());
        article.agency = credited.filter_map(|name| lexicon.agencies.named(name)).next().map(str::to_owned);
    }
}

/// The pieces of the page in order, the dateline cut off.
fn pieces(
    page: &str,
    tree: &Tree,
    blocks: &[Block],
    chosen: &[bool],
    lexicon: &Lexicon,
    article: &mut Article,
) -> Vec<Piece> {
    let title = article.title.as_deref().map(|title| squeeze(title, 400)).unwrap_or_default();
    let byline = article.byline.clone();
    let mut pieces = Vec::with_capacity(blocks.len());
    let mut begun = false;
    for (block, chosen) in blocks.iter().zip(chosen) {
        if !chosen {
            let kind = kind::kind_of(tree, block, &title, byline.as_deref(), lexicon);
            pieces.push(Piece { text: block.text.clone(), raw: block.raw, kind: Some(kind) });
            continue;
        }
        let mut raw = block.raw;
        let mut text = block.text.as_str();
        if !begun && block.words >= 6 {
            begun = true;
            if let Some(dateline) = read_dateline(text, lexicon) {
                let phrase = text.get(..dateline.end).unwrap_or_default().trim().to_owned();
                text = text.get(dateline.end..).unwrap_or_default().trim_start();
                // The place in the page is exact where the words stand there without tags between them.
                let at = raw.of(page).find(text).map(|at| raw.start as usize + at);
                let split = at.unwrap_or(raw.start as usize);
                let head = if at.is_some() { Span::new(raw.start as usize, split).trim(page) } else { raw };
                set_dateline(article, &dateline, &phrase, lexicon);
                pieces.push(Piece { text: phrase, raw: head, kind: Some(Kind::Dateline) });
                raw = Span::new(split, raw.end as usize);
            }
        }
        pieces.push(Piece { text: text.to_owned(), raw, kind: None });
    }
    pieces
}

/// Where a page shows hardly any of the article but states its body as data, the statement is the body.
fn stated_body(meta: &Meta, tree: &Tree, pieces: &mut Vec<Piece>) {
    let Some((body, script)) = &meta.body else { return };
    let shown: usize = pieces.iter().filter(|piece| piece.kind.is_none()).map(|piece| piece.text.len()).sum();
    if shown * 3 > body.len() || body.len() < 250 {
        return;
    }
    let raw = tree.descendants(*script).map(|id| tree.raw(id)).reduce(Span::hull).unwrap_or_default();
    for piece in pieces.iter_mut().filter(|piece| piece.kind.is_none()) {
        piece.kind = Some(Kind::Other);
    }
    let plain = meta::unescape(body);
    for paragraph in plain.split('\n') {
        let text = super::clean::clean(paragraph);
        if !text.is_empty() {
            pieces.push(Piece { text, raw, kind: None });
        }
    }
}

fn note_issues(meta: &Meta, blocks: &[Block], article: &mut Article) {
    if meta.broken_json {
        article.issues.push("broken_json_ld".to_owned());
    }
    let body: usize = article.text.len();
    if meta.free == Some(false) && body < 1500 {
        article.issues.push("paywall".to_owned());
    }
    let linked: usize = blocks.iter().map(|block| block.linked).sum();
    let all: usize = blocks.iter().map(|block| block.text.len()).sum();
    if body < 300 && linked * 2 > all && all > 2000 {
        article.issues.push("listing".to_owned());
    }
}
