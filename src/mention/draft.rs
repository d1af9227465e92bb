//! A mention while it is being worked on.

use std::ops::Range;

use compact_str::CompactString;

use super::MentionKind;
use crate::lexicon::{Country, Gender};

/// What a mention rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A name of a country, a people in the plural, a capital or a seat of government.
    Country,
    Capital,
    Seat,
    People,
    /// A listed organisation or place.
    Organization,
    Place,
    /// A name by its shape.
    Name,
    /// A noun phrase: "the Armenian prime minister".
    Noun,
    /// "the two countries", "both leaders".
    Pair,
    /// "he", "their".
    Pronoun,
}

/// A mention with all that is known about it so far.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) sentence: usize,
    /// The tokens of the mention, title and determiner included.
    pub(super) tokens: Range<usize>,
    /// The tokens of the bare name.
    pub(super) name: Option<Range<usize>>,
    pub(super) head: usize,
    pub(super) kind: MentionKind,
    pub(super) source: Source,
    pub(super) country: Option<Country>,
    /// Degrees north and east, of a place of the gazetteer.
    pub(super) coordinates: Option<(f64, f64)>,
    pub(super) role: Option<CompactString>,
    pub(super) office: Option<CompactString>,
    pub(super) gender: Option<Gender>,
    pub(super) plural: bool,
    /// Whether the words around it leave no doubt that the name is a person's.
    pub(super) is_sure: bool,
    /// Whether what follows places it: "Moscow, Idaho".
    pub(super) is_placed: bool,
    /// Whether it points back: "the envoy", "this official".
    pub(super) definite: bool,
    /// The name it is listed under, or the name as it stands.
    pub(super) full: Option<String>,
    /// The name of the user's list that it stands for.
    pub(super) listed_as: Option<CompactString>,
    /// The draft it says something about: "the ambassador, Sergei ..." (an apposition), with the reason.
    pub(super) tied: Option<(usize, &'static str)>,
    pub(super) entity: Option<u32>,
    pub(super) reason: &'static str,
}

impl Draft {
    pub(super) fn new(
        sentence: usize,
        tokens: Range<usize>,
        head: usize,
        kind: MentionKind,
        source: Source,
    ) -> Self {
        Self {
            sentence,
            tokens,
            name: None,
            head,
            kind,
            source,
            country: None,
            coordinates: None,
            role: None,
            office: None,
            gender: None,
            plural: false,
            is_sure: false,
            is_placed: false,
            definite: false,
            full: None,
            listed_as: None,
            tied: None,
            entity: None,
            reason: "name",
        }
    }

    pub(super) fn is_named_person(&self) -> bool {
        self.kind == MentionKind::Person && self.source == Source::Name
    }
}

/// The drafts of a stretch of sentences, by index; `drafts` are in text order.
pub(super) fn of_sentences(drafts: &[Draft], sentences: Range<usize>) -> Range<usize> {
    let start = drafts.partition_point(|draft| draft.sentence < sentences.start);
    let end = drafts.partition_point(|draft| draft.sentence < sentences.end);
    start..end.max(start)
}
