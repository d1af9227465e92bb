//! Parsed text and mentions in, quotations and reported statements out.

mod addressee;
mod attribution;
mod content;
mod direct;
mod draft;
mod entity;
mod extent;
mod inserted;
mod layout;
mod manner;
mod nested;
mod nominal;
mod order;
mod report;
mod resolve;
mod source;
mod speaker;
mod surface;
mod tree;
mod trim;
mod words;

use std::borrow::Cow;

use compact_str::CompactString;
use serde::Serialize;

use draft::Draft;

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
    let direct = direct::find(&layout, lexicon);
    let mut drafts = resolve::resolve(&layout, &lexicon.cues, direct, report::find(&layout, lexicon));
    trim::speakers(&layout, lexicon, &mut drafts);
    addressee::find(&layout, &lexicon.cues, &mut drafts);
    manner::find(&layout, &lexicon.cues, &mut drafts);
    let within = within(&drafts);
    drafts
        .into_iter()
        .zip(within)
        .map(|(draft, within)| {
            let who = draft.speaker.and_then(|speaker| {
                let speaker = entity::stands_for(&layout, speaker).unwrap_or(speaker);
                entity::of_speaker(&layout, mentions, speaker)
            });
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
                negated: draft.manner.negated,
                hedged: draft.manner.hedged,
                within,
                addressee: draft.addressee,
                rule: draft.rule,
            }
        })
        .collect()
}

/// For each quote the closest other one whose words hold its words and its cue; `drafts` are sorted by place.
///
/// > "The minister said that nobody was hurt," the envoy told reporters.
///
/// The envoy reports the minister's words.
fn within(drafts: &[Draft]) -> Vec<Option<u32>> {
    // Quotes that may hold a later one, the last begun at the end.
    let mut open: Vec<(usize, Span)> = Vec::new();
    let mut found = vec![None; drafts.len()];
    for (number, draft) in drafts.iter().enumerate() {
        let start = draft.hull().start;
        open.retain(|(_, span)| span.end > start);
        let reported = draft.cue.into_iter().chain(draft.spans.iter().copied());
        let holds = |outer: &&(usize, Span)| {
            let words = drafts.get(outer.0).map_or(&[][..], |outer| &outer.spans);
            reported.clone().all(|part| words.iter().any(|span| span.contains(part)))
        };
        let holder = open.iter().rev().take(MOST_OPEN).find(holds);
        if let (Some(slot), Some((outer, _))) = (found.get_mut(number), holder) {
            *slot = Some(*outer as u32);
        }
        open.push((number, draft.hull()));
    }
    found
}

/// More quotes than this are not within one another.
const MOST_OPEN: usize = 16;

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
    /// Whether the text says that it was not said: "did not say when", "declined to say whether".
    pub negated: bool,
    /// Whether the saying itself is hearsay: "reportedly said", "is believed to want".
    pub hedged: bool,
    /// The quote that holds this one, by its number in the article: whose words report these words.
    pub within: Option<u32>,
    /// To whom: "reporters", "the TASS news agency".
    pub addressee: Option<Span>,
    /// Which rule found it.
    pub rule: &'static str,
}

impl Quote {
    /// What was said, and nothing else: the pieces, joined by a space where words of the reporter stand between them.
    ///
    /// > "We won," said Ms Osei. "Now we go home." -> We won, Now we go home.
    pub fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.spans[..] {
            [only] => Cow::Borrowed(only.of(text)),
            _ => Cow::Owned(self.spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" ")),
        }
    }
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
