//! Furniture told by repetition: a line that stands in many documents of one outlet belongs to none of them.

use rustc_hash::FxHashMap;

use super::outlet::host;
use super::{Article, BoilerplateKind};
use crate::raw::Raw;

/// A paragraph that stands in this many documents of an outlet is furniture.
const MANY: u32 = 4;

/// Longer paragraphs are not counted: furniture is short, and reprints of an article repeat long ones.
const LONGEST: usize = 400;

/// Which paragraphs stand in many articles of the same outlet.
///
/// A first pass over a corpus counts ([`Repeats::count`]); a second removes what recurs ([`Repeats::remove`]).
/// Reprints and copies repeat whole articles: a paragraph counts as furniture only where most of the paragraphs
/// beside it do not recur with it.
#[derive(Clone, Debug, Default)]
pub struct Repeats {
    /// By site and paragraph.
    counts: FxHashMap<u64, u32>,
}

impl Repeats {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the paragraphs of an article.
    pub fn count(&mut self, raw: &Raw, article: &Article) {
        let site = site(raw, article);
        let mut seen: Vec<u64> = paragraphs(article).map(|text| key(&site, text)).collect();
        seen.sort_unstable();
        seen.dedup();
        for key in seen {
            *self.counts.entry(key).or_default() += 1;
        }
    }

    /// Moves the recurring paragraphs of an article to its `boilerplate`. Articles that recur as a whole stay.
    pub fn remove(&self, raw: &Raw, article: &mut Article) {
        let site = site(raw, article);
        let recurs: Vec<bool> = article
            .paragraphs
            .iter()
            .map(|paragraph| {
                let text = paragraph.span.of(&article.text);
                text.len() <= LONGEST
                    && self.counts.get(&key(&site, text)).is_some_and(|count| *count >= MANY)
            })
            .collect();
        let recurring = recurs.iter().filter(|recurs| **recurs).count();
        if recurring == 0 || recurring * 2 >= recurs.len() {
            return;
        }
        let text = std::mem::take(&mut article.text);
        let paragraphs = std::mem::take(&mut article.paragraphs);
        let mut pieces: Vec<super::assemble::Piece> = article
            .boilerplate
            .drain(..)
            .map(|piece| super::assemble::Piece { text: piece.text, raw: piece.raw, kind: Some(piece.kind) })
            .collect();
        for (paragraph, recurs) in paragraphs.iter().zip(recurs) {
            let kind = recurs.then_some(BoilerplateKind::Other);
            pieces.push(super::assemble::Piece {
                text: paragraph.span.of(&text).to_owned(),
                raw: paragraph.raw,
                kind,
            });
        }
        pieces.sort_by_key(|piece| piece.raw.start);
        super::assemble::assemble(article, pieces);
    }
}

fn paragraphs(article: &Article) -> impl Iterator<Item = &str> {
    article
        .paragraphs
        .iter()
        .map(|paragraph| paragraph.span.of(&article.text))
        .filter(|text| text.len() <= LONGEST)
}

fn site(raw: &Raw, article: &Article) -> String {
    raw.url
        .as_deref()
        .or(article.url.as_deref())
        .and_then(host)
        .or_else(|| article.outlet.clone())
        .unwrap_or_default()
}

fn key(site: &str, text: &str) -> u64 {
    let mut bytes = Vec::with_capacity(site.len() + text.len() + 1);
    bytes.extend_from_slice(site.as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(text.as_bytes());
    xxhash_rust::xxh3::xxh3_64(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;
    use crate::lexicon::Lexicon;
    use crate::raw::Kind;

    #[test]
    fn what_every_article_of_a_site_says_is_taken_out() {
        let lexicon = Lexicon::built_in().unwrap();
        let motto = "The Courier is written by its readers and has been since the year it was founded.";
        let days = ["Monday", "Tuesday", "Wednesday", "Thursday"];
        let raws: Vec<Raw> = days
            .iter()
            .map(|day| {
                let text = format!(
                    "The ministers met in Geneva on {day} and spoke about the border for some hours.\n\n{motto}\n\n\
                     They will meet again after {day}, the foreign ministry said in a short statement."
                );
                Raw { url: Some(format!("https://courier.example/{day}")), ..Raw::new(text, Kind::Text) }
            })
            .collect();
        let mut articles: Vec<Article> = raws.iter().map(|raw| read(raw, lexicon)).collect();
        let mut repeats = Repeats::new();
        for (raw, article) in raws.iter().zip(&articles) {
            repeats.count(raw, article);
        }
        for (raw, article) in raws.iter().zip(&mut articles) {
            repeats.remove(raw, article);
            assert_eq!(article.paragraphs.len(), 2);
            assert_eq!(article.boilerplate.last().map(|piece| piece.text.as_str()), Some(motto));
        }
    }
}
