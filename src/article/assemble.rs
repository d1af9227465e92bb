//! Puts the labelled pieces of a document together as an article.

use super::clean::clean;
use super::{Article, Boilerplate, BoilerplateKind, Paragraph};
use crate::span::Span;

/// A piece of the raw document: a paragraph of the body, or furniture of some kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// What a reader sees.
    pub(super) text: String,
    /// Where it stands in the raw document.
    pub(super) raw: Span,
    /// `None` for the body.
    pub(super) kind: Option<BoilerplateKind>,
}

impl Piece {
    /// A piece of `raw`, as a reader sees it.
    pub(super) fn of(raw: &str, span: Span, kind: Option<BoilerplateKind>) -> Self {
        Self { text: clean(span.of(raw)), raw: span, kind }
    }
}

/// Fills `text`, `paragraphs` and `boilerplate` of an article from its pieces, in their order.
pub(super) fn assemble(article: &mut Article, pieces: Vec<Piece>) {
    for piece in pieces {
        if let Some(kind) = piece.kind {
            article.boilerplate.push(Boilerplate { text: piece.text, kind, raw: piece.raw });
            continue;
        }
        if piece.text.is_empty() {
            continue;
        }
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(&piece.text);
        let span = Span::new(start, article.text.len());
        article.paragraphs.push(Paragraph { span, raw: piece.raw });
    }
}
