//! Parsed text and mentions in, quotations and reported statements out.

mod addressee;
mod attribution;
mod content;
mod direct;
mod draft;
mod entity;
mod layout;
mod report;
mod resolve;
mod speaker;
mod surface;
mod tree;
mod words;

use compact_str::CompactString;
use serde::Serialize;

use crate::article::ArticleView;
use crate::lexicon::{Country, Lexicon};
use crate::mention::Mention;
use crate::span::{HasSpans, Span};
use crate::syntax::Parsed;

/// The quotations and reported statements of an article, sorted by place.
///
/// Without trees (`parsed.words` empty) direct quotes are found by the order of words; without mentions a
/// speaker is a span with no entity.
pub fn find(
    view: &ArticleView<'_>,
    parsed: &Parsed<'_>,
    mentions: &[Mention],
    lexicon: &Lexicon,
) -> Vec<Quote> {
    let layout = layout::Layout::new(view.text, parsed);
    let direct = direct::find(&layout, &lexicon.cues);
    let mut drafts = resolve::resolve(&layout, direct, report::find(&layout, &lexicon.cues));
    addressee::find(&layout, &lexicon.cues, &mut drafts);
    drafts
        .into_iter()
        .map(|draft| {
            let who = draft.speaker.and_then(|speaker| entity::of_speaker(mentions, speaker));
            Quote {
                sentence: sentence_of(parsed, draft.hull().start),
                kind: draft.kind,
                spans: draft.spans,
                speaker: draft.speaker,
                speaker_entity: who.map(|who| who.entity),
                speaker_name: who.and_then(|who| who.name.clone()),
                speaker_country: who.and_then(|who| who.country),
                cue: draft.cue,
                stance: draft.class,
                addressee: draft.addressee,
                rule: draft.rule,
            }
        })
        .collect()
}

/// The sentence that holds a place.
fn sentence_of(parsed: &Parsed<'_>, place: u32) -> u32 {
    let after = parsed.document.sentences.partition_point(|sentence| sentence.span.start <= place);
    after.saturating_sub(1) as u32
}

/// A quotation or reported statement, with who said it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// Index of the sentence its first span begins in.
    pub sentence: u32,
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// The pieces of what was said, without the outer quotation marks, in text order; never empty.
    pub spans: Vec<Span>,
    /// Who is said to have said it, as the text puts it ("Lund", "the envoy", "he").
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
