//! Signs that a document is no whole article: `page_signs.toml`.

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use super::ListFolder;
use crate::error::{Error, Result};

const NAME: &str = "page_signs.toml";

/// The phrases and limits of `page_signs.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageSigns {
    /// The reader is asked to log in.
    pub login: Asking,
    /// The reader is asked to pay.
    pub paywall: Asking,
    /// The outlet shows the beginning and leads on.
    pub truncated: Asking,
    /// A page of pictures.
    pub gallery: GallerySigns,
    /// A page of links to articles.
    pub listing: ListingSigns,
    /// What speaks for and against an article.
    pub article: ArticlePoints,
}

/// Phrases that ask the reader to do something before the article is shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    /// Where more words of text are shown, the phrases mean nothing.
    #[serde(default)]
    pub most_words: usize,
    /// Parts of lines, in lower case.
    pub phrases: Vec<String>,
    #[serde(skip)]
    finder: Option<AhoCorasick>,
}

/// Signs of a page of pictures.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GallerySigns {
    /// At least so many captions.
    pub captions: usize,
    /// Types of schema.org.
    pub types: Vec<String>,
}

/// Signs of a page of links to articles.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListingSigns {
    /// At least so many linked headlines,
    pub headlines: usize,
    /// beside a text of at most so many words;
    pub most_words: usize,
    /// or at least so many paragraphs below a linked headline of their own.
    pub teasers: usize,
    /// of fewer words than this, on average.
    pub teaser_words: usize,
    /// Types of schema.org.
    pub types: Vec<String>,
}

/// Tenths for and against an article.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the list explains each")]
pub struct ArticlePoints {
    /// By words of the body: below 10, below 25, below 60, below 150, more.
    pub words: [i32; 5],
    pub prose: i32,
    pub no_prose: i32,
    pub called_article: i32,
    pub called_other: i32,
    pub dated: i32,
    pub undated: i32,
    pub titled: i32,
    pub untitled: i32,
    pub signed: i32,
    pub front: i32,
    pub listing: i32,
    pub login: i32,
    pub gallery: i32,
}

impl Asking {
    /// Whether one of the phrases stands in a line, given in lower case.
    pub fn stands_in(&self, line: &str) -> bool {
        self.finder.as_ref().is_some_and(|finder| finder.is_match(line))
    }

    fn prepare(&mut self) -> Result<()> {
        let finder = AhoCorasick::new(&self.phrases);
        self.finder = Some(finder.map_err(|problem| Error::list(NAME, 1, problem.to_string()))?);
        Ok(())
    }
}

impl PageSigns {
    /// Loads `page_signs.toml`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/page_signs.toml"))?;
        let mut signs: Self = toml::from_str(&content).map_err(|error| {
            let before = error.span().and_then(|span| content.get(..span.start)).unwrap_or_default();
            Error::list(NAME, before.lines().count().max(1), error.message())
        })?;
        for asking in [&mut signs.login, &mut signs.paywall, &mut signs.truncated] {
            asking.prepare()?;
        }
        Ok(signs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_sorted_in_lower_case_without_doubles() {
        let signs = PageSigns::load(&ListFolder::built_in()).unwrap();
        for phrases in [&signs.login.phrases, &signs.paywall.phrases, &signs.truncated.phrases] {
            assert!(phrases.windows(2).all(|pair| pair[0] < pair[1]), "{phrases:?}");
            assert!(phrases.iter().all(|phrase| *phrase == phrase.to_lowercase() && phrase.trim() == phrase));
        }
        for types in [&signs.gallery.types, &signs.listing.types] {
            assert!(types.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert!(signs.paywall.stands_in("this story is for subscribers only"));
    }
}
