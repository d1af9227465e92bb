//! What a stretch of the reporter's words says about a quotation: who, and by what word.

use compact_str::CompactString;

use crate::lexicon::cues::Cue;
use crate::span::Span;

/// Cue and speaker of a quotation.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attribution {
    pub(super) cue: Span,
    /// The class of the cue, where the cue is a listed one.
    pub(super) class: Option<CompactString>,
    pub(super) speaker: Option<Span>,
    /// The reporter's words it was read from.
    pub(super) stretch: Span,
}

impl Attribution {
    pub(super) fn new(span: Span, cue: &Cue, speaker: Option<Span>, stretch: Span) -> Self {
        Self { cue: span, class: Some(cue.class.clone()), speaker, stretch }
    }

    /// An attribution without a listed cue.
    pub(super) fn bare(stretch: Span) -> Self {
        Self { cue: stretch, class: None, speaker: None, stretch }
    }
}
