//! Raw documents in, articles out: body, furniture, title, byline, dateline, publication date, outlet, language.

mod assemble;
mod byline;
mod clean;
mod date;
mod dateline;
mod doubts;
mod furniture;
pub mod language;
mod linear;
mod lines;
mod mended;
mod outlet;
#[doc(hidden)]
pub mod page;
#[doc(hidden)]
pub mod pasted;
mod read;
mod trees;
mod view;

pub use read::read;
pub use view::ArticleView;

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use crate::lexicon::Country;
use crate::span::{HasSpans, Span};

/// A news article as `parse` returns it: the clean text, and where every piece of the raw input went.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Article {
    /// Given by the user, or made from the file name and position.
    pub article_id: String,
    /// The address it was published at.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The byline as printed: "By Anna Lund and Omar Reza".
    pub byline: Option<String>,
    /// Clean names from the byline or metadata: no roles, no outlets, no dates.
    pub authors: Vec<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency credited with the report, where one is.
    pub agency: Option<String>,
    /// The dateline phrase as printed, dash included: "GENEVA (Reuters) —".
    pub dateline: Option<String>,
    /// The place of the dateline, in ordinary capitals: "Geneva".
    pub dateline_place: Option<String>,
    /// The country the dateline place lies in.
    pub dateline_country: Option<Country>,
    /// The day the dateline names.
    pub dateline_date: Option<Date>,
    /// Publication time as stated (local to the outlet), or the day at midnight.
    pub published: Option<DateTime>,
    /// The zone stated with the publication time: "+04:00", "UTC".
    pub published_zone: Option<String>,
    /// How exact `published` is.
    pub published_precision: Option<Precision>,
    /// What `published` rests on, in words: "meta article:published_time", "line under the title".
    pub published_evidence: Option<String>,
    /// When the article says it was last changed.
    pub updated: Option<DateTime>,
    /// ISO 639-1 code of the body's language.
    pub language: Option<String>,
    /// The body: paragraphs joined by one blank line.
    pub text: String,
    /// Each paragraph's place in `text` (bytes) and in the decoded raw input (bytes).
    pub paragraphs: Vec<Paragraph>,
    /// What was taken out, with its kind and its place in the raw input.
    pub boilerplate: Vec<Boilerplate>,
    /// Whether it is an article: no listing, no login page, no line of furniture.
    pub is_article: bool,
    /// How much speaks for that, in tenths: 10 everything, 5 and more an article, 0 nothing.
    pub article_score: u8,
    /// What a reader should know: words of [`Issue`](crate::issue::Issue). Sorted, no duplicates.
    pub issues: Vec<String>,
}

/// A paragraph of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Where it stands in the article's `text`.
    pub span: Span,
    /// Where it came from in the raw input.
    pub raw: Span,
}

/// A piece of the raw input that is not body text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Boilerplate {
    /// The words.
    pub text: String,
    /// What kind of furniture it is.
    pub kind: BoilerplateKind,
    /// Where it came from in the raw input.
    pub raw: Span,
}

/// Kinds of furniture around an article. `Title`, `Byline`, `Dateline` and `Date` are pieces that moved to
/// their own columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum BoilerplateKind {
    Title,
    Byline,
    Dateline,
    Date,
    Caption,
    Newsletter,
    Related,
    Share,
    Navigation,
    Comment,
    Cookie,
    Advert,
    Author,
    Signature,
    Copyright,
    OtherLanguage,
    Other,
}

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Precision {
    Second,
    Minute,
    Day,
    Week,
    Month,
    Year,
}

impl Precision {
    /// The word used in frames.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl BoilerplateKind {
    /// The word used in frames.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Date => "date",
            Self::Caption => "caption",
            Self::Newsletter => "newsletter",
            Self::Related => "related",
            Self::Share => "share",
            Self::Navigation => "navigation",
            Self::Comment => "comment",
            Self::Cookie => "cookie",
            Self::Advert => "advert",
            Self::Author => "author",
            Self::Signature => "signature",
            Self::Copyright => "copyright",
            Self::OtherLanguage => "other_language",
            Self::Other => "other",
        }
    }
}

impl HasSpans for Paragraph {
    /// Only the place in `text`; `raw` counts in another text and is moved with that one.
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        change(&mut self.span);
    }
}

impl HasSpans for Boilerplate {
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        change(&mut self.raw);
    }
}
