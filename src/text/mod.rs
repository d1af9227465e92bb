//! An article's text in, paragraphs, sentences and tokens out.

pub mod marks;

use std::ops::Range;

use crate::span::Span;

/// A text cut into paragraphs, sentences and tokens; all borrow from `text`.
#[derive(Clone, Debug, Default)]
pub struct Document<'t> {
    /// The text all spans point into.
    pub text: &'t str,
    /// Paragraphs in order, trimmed.
    pub paragraphs: Vec<Span>,
    /// Sentences in order, trimmed; none crosses a paragraph.
    pub sentences: Vec<Sentence>,
    /// Tokens in order.
    pub tokens: Vec<Token>,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its place in the text.
    pub span: Span,
    /// Index of its paragraph.
    pub paragraph: u32,
    /// Indices of its tokens in [`Document::tokens`].
    pub tokens: Range<usize>,
}

/// A syntactic word in the sense of Universal Dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place in the text.
    pub span: Span,
    /// Whether it is glued to the token before it inside one orthographic word ("do" + "n't"):
    /// the two share a multiword range in CoNLL-U.
    pub joined: bool,
}

impl<'t> Document<'t> {
    /// The words of one token.
    pub fn token_text(&self, token: usize) -> &'t str {
        self.tokens.get(token).map_or("", |token| token.span.of(self.text))
    }

    /// The sentence that holds a token.
    pub fn sentence_of_token(&self, token: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.tokens.start <= token);
        let sentence = after.checked_sub(1)?;
        self.sentences[sentence].tokens.contains(&token).then_some(sentence)
    }

    /// The tokens that overlap a span, as a range of indices.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }
}
