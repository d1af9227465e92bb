//! Parsed text in, people, organisations, places and groups out, each tied to one entity of the article.

use compact_str::CompactString;
use serde::Serialize;

use crate::lexicon::Country;
use crate::span::{HasSpans, Span};

/// A person, organisation, place or group named or referred to in the text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: u32,
    /// Its place: the name with title and determiner, without relative clauses or long appositions.
    pub span: Span,
    /// Index of its head token.
    pub head: u32,
    /// What it is.
    pub kind: MentionKind,
    /// Number of the entity within the article, from 0; mentions of one person share it.
    pub entity: u32,
    /// The fullest name the article gives the entity.
    pub name: Option<String>,
    /// The country it belongs to or lies in.
    pub country: Option<Country>,
    /// Role in the field's codes: GOV, MIL, REB, OPP, COP, JUD, CVL, BUS, MED, IGO, NGO, UAF, LEG, ...
    pub role: Option<CompactString>,
    /// Why it is tied to its entity: "name", "surname", "apposition", "office", "pronoun", ...
    pub reason: &'static str,
}

/// Kinds of mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum MentionKind {
    Person,
    Organization,
    Place,
    Group,
}

impl MentionKind {
    /// The word used in frames.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Group => "group",
        }
    }
}

impl HasSpans for Mention {
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        change(&mut self.span);
    }
}
