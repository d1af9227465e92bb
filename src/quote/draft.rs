//! A quote in the making.

use compact_str::CompactString;

use super::QuoteKind;
use super::attribution::Attribution;
use crate::span::Span;

/// A quote whose speaker is not yet tied to a person.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub(super) kind: QuoteKind,
    pub(super) spans: Vec<Span>,
    pub(super) speaker: Option<Span>,
    pub(super) cue: Option<Span>,
    pub(super) addressee: Option<Span>,
    pub(super) class: Option<CompactString>,
    pub(super) rule: &'static str,
    /// What is said of the saying itself.
    pub(super) manner: Manner,
}

/// What a text says of a report: that it was not made, that it is only said to have been made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Manner {
    /// "did not say", "declined to say".
    pub(super) negated: bool,
    /// "reportedly said", "is believed to want".
    pub(super) hedged: bool,
}

impl Draft {
    pub(super) fn new(kind: QuoteKind, span: Span, rule: &'static str) -> Self {
        Self {
            kind,
            spans: vec![span],
            speaker: None,
            cue: None,
            addressee: None,
            class: None,
            rule,
            manner: Manner::default(),
        }
    }

    pub(super) fn attributed(mut self, attribution: &Attribution) -> Self {
        self.speaker = attribution.speaker;
        self.cue = Some(attribution.cue);
        self.class = attribution.class.clone();
        self
    }

    /// From the first word to the last.
    pub(super) fn hull(&self) -> Span {
        self.spans.iter().copied().reduce(Span::hull).unwrap_or_default()
    }
}
