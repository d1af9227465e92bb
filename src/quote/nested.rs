//! Words of a third person within direct speech: who reports whose words.
//!
//! > "The minister told us that the road was safe," Ms Osei said.
//!
//! Ms Osei reports what the minister said; the row of the minister lies `within` hers.

use super::QuoteKind;
use super::draft::Draft;
use super::layout::Layout;
use super::tree::Tree;
use crate::lexicon::Cues;
use crate::lexicon::cues::Frame;
use crate::syntax::{Relation, Upos, Xpos};

/// Whose words a speaker may report: not the speaker's own, nor those of nobody in particular.
const NOBODY_ELSE: &[&str] = &[
    "i",
    "we",
    "you",
    "one",
    "it",
    "that",
    "this",
    "which",
    "who",
    "what",
    "there",
    "anyone",
    "everyone",
    "everybody",
    "nobody",
    "people",
    "they",
    "somebody",
    "someone",
];

/// Classes of cues that tell of words, not of what goes on in somebody's head or can be seen from a deed.
const WORDS: &[&str] = &[
    "accuse", "admit", "announce", "answer", "ask", "claim", "deny", "explain", "order", "predict",
    "promise", "report", "say", "threaten", "warn",
];

/// A report whose cue stands in quotation marks, if it gives the words of somebody other than who is quoted.
pub(super) fn words_of_another(
    layout: &Layout<'_>,
    cues: &Cues,
    report: Draft,
    direct: &[Draft],
) -> Option<Draft> {
    let cue = report.cue?;
    let outer = direct.iter().find(|quote| quote.spans.iter().any(|said| said.contains(cue)))?;
    let heard = outer.spans.iter().any(|said| report.spans.iter().all(|span| said.contains(*span)));
    let speaker = report.speaker?;
    let of_words = report.class.as_deref().is_some_and(|class| WORDS.contains(&class));
    // "stressed the need for calm" gives words, "said it" and "discussed the need" do not.
    let form = cue.of(layout.text).to_lowercase();
    let takes_clause = cues.of_form(&form).any(|cue| cue.frames.has(Frame::That));
    let long = report.hull().of(layout.text).split_whitespace().count() > 2;
    let stressed = takes_clause && long && report.class.as_deref() == Some("say");
    let behind = cue.end <= report.hull().start;
    let said = match report.rule {
        "according-to" => true,
        "clause" | "rest" | "noun-clause" | "other-infinitive" => behind,
        "object" => stressed && behind,
        _ => false,
    };
    let name = speaker.of(layout.text).to_lowercase();
    if !heard
        || !of_words
        || !said
        || NOBODY_ELSE.contains(&name.as_str())
        || !told_of_another(layout, &report)
    {
        return None;
    }
    let marked = |span: &crate::span::Span| layout.in_inner_marks(span.start);
    let kind = match (report.spans.iter().all(marked), report.spans.iter().any(marked)) {
        (true, _) => QuoteKind::Direct,
        (false, true) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    };
    Some(Draft { kind, ..report })
}

/// Whether the cue is told as a fact, in the past or of a third person: not "if he says", "would say", "I think".
fn told_of_another(layout: &Layout<'_>, report: &Draft) -> bool {
    let document = &layout.parsed.document;
    let Some(cue) = report.cue else { return false };
    let token = document.tokens_in(cue).start;
    let Some(tree) = document.sentence_of_token(token).and_then(|at| Tree::of_sentence(layout.parsed, at))
    else {
        return false;
    };
    let helped = tree.children(token).iter().any(|&child| {
        tree.upos(child) == Some(Upos::Aux) && matches!(tree.xpos(child), Some(Xpos::Md))
            || matches!(tree.lower(child).as_str(), "if" | "when" | "whether" | "to")
    });
    let told = report.rule == "according-to"
        || matches!(tree.xpos(token), Some(Xpos::Vbd | Xpos::Vbz | Xpos::Vbp))
        || tree.children(token).iter().any(|&child| tree.lemma(child) == "have");
    // "what he said is a joke": the words stand elsewhere.
    let describes = tree.is(token, Relation::AclRelcl);
    told && !helped && !describes
}
