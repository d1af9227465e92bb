//! Parsed text, mentions and times in, events out: who did what to whom, when and where (PLOVER, CAMEO).

mod actors;
mod clause;
mod discard;
mod find;
mod foreign;
mod matching;
mod mend;
mod petrarch;
mod politics;
mod sides;
mod stance;
mod tree;
mod when;

pub use find::find;
pub use politics::telling_word;
pub use when::DateEvidence;

use compact_str::CompactString;
use jiff::civil::Date;
use serde::Serialize;

use crate::article::Precision;
use crate::lexicon::Country;
use crate::span::{HasSpans, Span};

/// A political event, with the rule that found it and the words it rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// Index of the sentence.
    pub sentence: u32,
    /// Rows of one happening (compound actors, reciprocal events) share this number within the article.
    pub group: u32,
    /// The clause the event rests on.
    pub span: Span,
    /// When it happened.
    pub date: Option<Date>,
    /// How exact `date` is.
    pub date_precision: Option<Precision>,
    /// What shows `date`, or why there is none.
    pub date_evidence: DateEvidence,
    /// Who did it.
    pub source: Option<Actor>,
    /// To whom.
    pub target: Option<Actor>,
    /// PLOVER type: AGREE, CONSULT, ...
    pub event: CompactString,
    /// PLOVER mode.
    pub mode: Option<CompactString>,
    /// PLOVER contexts, sorted.
    pub context: Vec<CompactString>,
    /// CAMEO code.
    pub cameo: Option<CompactString>,
    /// Quad class 1 to 4: verbal cooperation, material cooperation, verbal conflict, material conflict.
    pub quad: u8,
    /// Goldstein score.
    pub goldstein: Option<f64>,
    /// Whether the text denies it.
    pub negated: bool,
    /// Whether it is told as done, to come, supposed, demanded or alleged.
    pub modality: Modality,
    /// Whether it lies well before the article.
    pub historical: bool,
    /// Whose claim it is.
    pub attributed_to: Option<String>,
    /// Where it happened.
    pub place: Option<String>,
    /// The country of `place`.
    pub place_country: Option<Country>,
    /// The words that name the event.
    pub trigger: Span,
    /// The pattern that found it.
    pub rule: CompactString,
    /// How many rows of this happening were left out, for a list of more actors than are kept.
    pub left_out: u32,
    /// 0 to 1.
    pub confidence: f64,
}

/// A side of an event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Actor {
    /// Its place in the text.
    pub span: Span,
    /// The entity within the article, where it is one.
    pub entity: Option<u32>,
    /// The fullest name the article gives the entity.
    pub name: Option<String>,
    /// The country it belongs to.
    pub country: Option<Country>,
    /// Role code.
    pub role: Option<CompactString>,
    /// The whole code of the user's own actor lists: "ARMGOV".
    pub code: Option<CompactString>,
}

/// How an event is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Modality {
    Actual,
    Future,
    Hypothetical,
    Demanded,
    Alleged,
}

impl Modality {
    /// The word used in frames.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Future => "future",
            Self::Hypothetical => "hypothetical",
            Self::Demanded => "demanded",
            Self::Alleged => "alleged",
        }
    }
}

impl HasSpans for Event {
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span)) {
        change(&mut self.span);
        change(&mut self.trigger);
        for actor in self.source.iter_mut().chain(&mut self.target) {
            change(&mut actor.span);
        }
    }
}
