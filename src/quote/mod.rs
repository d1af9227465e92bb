//! Parsed text and mentions in, quotations and reported statements out.

use compact_str::CompactString;
use serde::Serialize;

use crate::lexicon::Country;
use crate::span::{HasSpans, Span};

/// A quotation or reported statement, with who said it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// Index of the sentence its first span begins in.
    pub sentence: u32,
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// The pieces of what was said, without the outer quotation marks, in text order; never empty.
    pub spans: Vec<Span>,
    /// Who is said to have said it, as the text puts it ("Kopyrkin", "the envoy", "he").
    pub speaker: Option<Span>,
    /// The entity of the speaker within the article.
    pub speaker_entity: Option<u32>,
    /// The fullest name the article gives the speaker.
    pub speaker_name: Option<String>,
    /// The speaker's country.
    pub speaker_country: Option<Country>,
    /// The words that report: "said", "according to".
    pub cue: Option<Span>,
    /// What kind of saying it is: claim, deny, admit, warn, promise, ask, thank, ...
    pub stance: Option<CompactString>,
    /// To whom: "reporters", "the TASS news agency".
    pub addressee: Option<Span>,
    /// Which rule found it.
    pub rule: &'static str,
}

/// Kinds of quotes, after PolNeAR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// All of it in quotation marks.
    Direct,
    /// Partly in quotation marks.
    Mixed,
    /// In the reporter's words.
    Indirect,
}

impl QuoteKind {
    /// The word used in frames.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

impl HasSpans for Quote {
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        self.spans.iter_mut().for_each(&mut *change);
        self.speaker.iter_mut().chain(&mut self.cue).chain(&mut self.addressee).for_each(change);
    }
}
