//! The reported words of a cue, as a set of tokens.

use super::layout::Layout;
use super::tree::Tree;
use crate::span::Span;

/// The spans of a set of tokens, widened so that a quotation that is begun is also ended.
///
/// > The mayor said the plan was "a gift to the rich".
///
/// A parser may lose the last words of the clause; the marks do not.
pub(super) fn spans(layout: &Layout<'_>, tree: &Tree<'_>, tokens: &[usize], cue: Span) -> Vec<Span> {
    let mut spans = tree.stretches(tokens);
    if let Some(last) = spans.last_mut() {
        // Marks right behind the last word, with no comma between, belong to the phrase.
        let behind = layout.text.get(last.end as usize..).unwrap_or_default();
        let gap = behind.len() - behind.trim_start().len();
        let next = layout
            .quotation_at(last.end + gap as u32)
            .filter(|next| next.outer.start == last.end + gap as u32);
        if let Some(next) = next.filter(|next| gap > 0 && !next.outer.overlaps(cue)) {
            *last = last.hull(next.inner);
        }
    }
    for span in &mut spans {
        for place in [span.start, span.end.saturating_sub(1)] {
            let Some(quotation) = layout.quotation_at(place) else { continue };
            let crossing = !span.contains(quotation.inner) && !quotation.inner.contains(*span);
            if crossing && !quotation.outer.overlaps(cue) {
                *span = span.hull(quotation.inner);
            }
        }
    }
    merge(spans)
}

/// Takes in the closing mark of a quotation that a span opens: "the plan was “dead.”"
pub(super) fn close(layout: &Layout<'_>, span: &mut Span) {
    let Some(quotation) = layout.quotation_at(span.end.saturating_sub(1)) else { return };
    let opens = span.start < quotation.inner.start && span.end > quotation.inner.start;
    if opens && quotation.closed && span.end >= quotation.inner.end {
        span.end = span.end.max(quotation.outer.end);
    }
}

/// Sorts spans and joins those that overlap.
fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.end > span.start => *last = last.hull(span),
            _ => merged.push(span),
        }
    }
    merged
}
