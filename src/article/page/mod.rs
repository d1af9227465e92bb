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
use super::date::{Order, read_date};
use super::dateline::{read_dateline, set_dateline};
use super::doubts::Frame;
use super::lines::ends_sentence;
use super::{Article, BoilerplateKind as Kind, outlet};
use crate::issue::Issue;
use crate::lexicon::Lexicon;
use crate::raw::html::{self, Attr, Tag, Tree};
use crate::span::Span;
use blocks::{Block, cut_blocks};
use classify::choose;
use features::{Measured, squeeze};
use meta::{Meta, read_meta};

/// Reads a page into `article`.
pub(super) fn read_page(page: &str, lexicon: &Lexicon, article: &mut Article) -> Frame {
    let tree = html::parse(page);
    tree.issues.iter().for_each(|issue| issue.note(&mut article.issues));
    let blocks = cut_blocks(&tree);
    let meta = read_meta(&tree);
    let measured = Measured::new(&tree, &blocks, &meta, lexicon);
    let chosen = match classify::models() {
        Ok(models) => choose(&measured, &classify::judge(models, &measured), lexicon),
        Err(_) => {
            Issue::NoModel.note(&mut article.issues);
            blocks.iter().map(|block| block.words >= 12 && block.link_percent() < 30).collect()
        }
    };
    read_statements(&tree, &blocks, &meta, lexicon, article);
    let mut pieces = pieces(page, &measured, &chosen, lexicon, article);
    stated_body(&meta, &tree, &mut pieces);
    let cut = ends_inside(page, &pieces);
    assemble(article, pieces);
    if meta.broken_json {
        Issue::BrokenJsonLd.note(&mut article.issues);
    }
    Frame { cut, ..frame(&tree, &blocks, &chosen, &meta) }
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
        Issue::DatesDisagree.note(&mut article.issues);
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
    measured: &Measured<'_>,
    chosen: &[bool],
    lexicon: &Lexicon,
    article: &mut Article,
) -> Vec<Piece> {
    let blocks = measured.blocks;
    let mut kinds = kind::Kinds::new(measured.tree, lexicon);
    let title = article.title.as_deref().map(|title| squeeze(title, 400)).unwrap_or_default();
    let byline = article.byline.clone();
    let mut pieces = Vec::with_capacity(blocks.len());
    let mut begun = false;
    for ((block, by_words), chosen) in blocks.iter().zip(&measured.kinds).zip(chosen) {
        let is_byline = byline.as_deref() == Some(block.text.as_str());
        if !begun && *chosen && is_only_date(&block.text, lexicon) {
            pieces.push(Piece { text: block.text.clone(), raw: block.raw, kind: Some(Kind::Date) });
            continue;
        }
        if !chosen || is_byline {
            let kind = kinds.kind(block, *by_words, &title, byline.as_deref());
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

/// "3 May 2024": a line above the report that holds nothing but a date.
fn is_only_date(line: &str, lexicon: &Lexicon) -> bool {
    let stated = read_date(line, &lexicon.months, Order::DayFirst);
    let rest = stated.and_then(|stated| line.get(stated.end..));
    rest.is_some_and(|rest| !rest.chars().any(char::is_alphanumeric))
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

/// What the page shows and says besides its text.
fn frame(tree: &Tree, blocks: &[Block], chosen: &[bool], meta: &Meta) -> Frame {
    let is_headline = |block: &Block| block.words >= 4 && block.link_percent() >= 80;
    let mut types = meta.types.clone();
    types.extend(meta.tag(&["og:type"]).map(str::to_owned));
    let below = blocks.windows(2).zip(chosen.iter().skip(1));
    let teasers = below.filter(|(pair, chosen)| **chosen && pair.first().is_some_and(is_headline)).count();
    let is_password = |id| {
        tree.tag(id) == Tag::Input
            && tree.attr(id, Attr::Type).is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
    };
    Frame {
        types,
        headlines: blocks.iter().filter(|block| is_headline(block)).count(),
        teasers,
        password: tree.descendants(tree.root()).any(is_password),
        paid: meta.free == Some(false),
        cut: false,
    }
}

/// Whether the file breaks off inside the article: the last words of the page are of its body, end in the middle of a
/// sentence, and no closing tag of the page follows.
fn ends_inside(page: &str, pieces: &[Piece]) -> bool {
    let Some(last) = pieces.iter().max_by_key(|piece| piece.raw.end) else { return false };
    let behind = page.get(last.raw.end as usize..).unwrap_or_default();
    last.kind.is_none() && !ends_sentence(&last.text) && !behind.contains("</") && page.contains("<body")
}
