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
