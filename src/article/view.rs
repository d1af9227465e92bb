//! What the extraction steps read: a text, and what is known about it.

use jiff::civil::{Date, DateTime};

use super::Article;
use crate::lexicon::Country;

/// An article as the extraction steps see it: borrowed, never changed or re-cleaned.
#[derive(Clone, Copy, Debug, Default)]
pub struct ArticleView<'a> {
    /// The text that all spans point into.
    pub text: &'a str,
    /// The headline, where known.
    pub title: Option<&'a str>,
    /// When it was published, local time; relative dates are resolved against it.
    pub published: Option<DateTime>,
    /// The outlet, where known.
    pub outlet: Option<&'a str>,
    /// ISO 639-1 code; detected from the text where absent.
    pub language: Option<&'a str>,
    /// The address, where known.
    pub url: Option<&'a str>,
    /// The place of the dateline, where known.
    pub dateline_place: Option<&'a str>,
    /// The country of the dateline, where known.
    pub dateline_country: Option<Country>,
    /// The day the dateline names, where it does.
    pub dateline_date: Option<Date>,
}

impl<'a> ArticleView<'a> {
    /// A bare text about which nothing else is known.
    pub fn of(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }
}

impl Article {
    /// The article as the extraction steps read it.
    pub fn view(&self) -> ArticleView<'_> {
        ArticleView {
            text: &self.text,
            title: self.title.as_deref(),
            published: self.published,
            outlet: self.outlet.as_deref(),
            language: self.language.as_deref(),
            url: self.url.as_deref(),
            dateline_place: self.dateline_place.as_deref(),
            dateline_country: self.dateline_country,
            dateline_date: self.dateline_date,
        }
    }
}
