//! An article's text in, paragraphs, sentences and tokens out.

pub mod marks;
mod paragraph;
mod sentence;
mod token;
mod word;

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::span::Span;

use token::Kind;

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

/// Cuts a text into paragraphs, sentences and tokens.
///
/// Spans lie on character boundaries of `text`, in order and without overlap; the time is linear in its length.
pub fn read<'t>(text: &'t str, lexicon: &Lexicon) -> Document<'t> {
    let words = &lexicon.orthography;
    let mut document = Document { text, ..Document::default() };
    let mut pieces = Vec::new();
    for paragraph in paragraph::paragraphs(text) {
        pieces.clear();
        token::cut(text, paragraph, words, &mut pieces);
        if pieces.is_empty() {
            continue;
        }
        let number = document.paragraphs.len() as u32;
        document.paragraphs.push(paragraph);
        let mut start = 0;
        for end in sentence::ends(text, &pieces, words) {
            push_sentence(&mut document, number, &pieces[start..end]);
            start = end;
        }
    }
    document
}

/// Adds one sentence with its tokens.
fn push_sentence(document: &mut Document<'_>, paragraph: u32, pieces: &[token::Piece]) {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
    let tokens = document.tokens.len();
    for piece in pieces {
        let span = piece.span;
        // "They chose plan B." at the end of a sentence: the full stop is the sentence's, not the letter's.
        if piece.kind == Kind::Initial && span == last.span {
            let stop = Span { start: span.end - 1, end: span.end };
            document.tokens.push(Token { span: Span { end: stop.start, ..span }, joined: piece.joined });
            document.tokens.push(Token { span: stop, joined: false });
            continue;
        }
        document.tokens.push(Token { span, joined: piece.joined });
    }
    let span = first.span.hull(last.span);
    document.sentences.push(Sentence { span, paragraph, tokens: tokens..document.tokens.len() });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tokens(text: &str) -> String {
        let document = read(text, Lexicon::built_in().unwrap());
        let words: Vec<&str> = (0..document.tokens.len()).map(|token| document.token_text(token)).collect();
        words.join(" ")
    }

    fn sentences(text: &str) -> Vec<&str> {
        let document = read(text, Lexicon::built_in().unwrap());
        document.sentences.iter().map(|sentence| sentence.span.of(text)).collect()
    }

    #[test]
    fn the_example_of_the_tokenizer() {
        assert_eq!(
            tokens("The U.S.-led talks won't cost $3.5m, he said."),
            "The U.S. - led talks wo n't cost $ 3.5 m , he said ."
        );
    }

    #[test]
    fn clitics_are_joined_to_their_word() {
        let document = read("The minister’s aide can't go.", Lexicon::built_in().unwrap());
        let joined: Vec<bool> = document.tokens.iter().map(|token| token.joined).collect();
        assert_eq!(joined, [false, false, true, false, false, true, false, false]);
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        assert_eq!(
            sentences("Gen. Ada Moor met Sen. Lee of the U.S. Senate on Sept. 3 at 9 a.m. The talks failed."),
            ["Gen. Ada Moor met Sen. Lee of the U.S. Senate on Sept. 3 at 9 a.m.", "The talks failed."]
        );
    }

    #[test]
    fn a_missing_space_does_not_hide_a_sentence() {
        assert_eq!(sentences("The border closed.Trucks waited.").len(), 2);
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let document = read(text, Lexicon::built_in().unwrap());
        let mut last = 0;
        for token in &document.tokens {
            prop_assert!(text.get(token.span.range()).is_some_and(|token| !token.is_empty()));
            prop_assert!(token.span.range().start >= last);
            last = token.span.range().end;
        }
        let mut next = 0;
        for sentence in &document.sentences {
            prop_assert_eq!(sentence.tokens.start, next);
            prop_assert!(sentence.tokens.end > next);
            next = sentence.tokens.end;
            let paragraph = document.paragraphs[sentence.paragraph as usize];
            prop_assert!(paragraph.contains(sentence.span));
            prop_assert!(text.get(sentence.span.range()).is_some());
        }
        prop_assert_eq!(next, document.tokens.len());
        Ok(())
    }

    proptest! {
        #[test]
        fn any_text_is_cut_cleanly(text in "\\PC{0,300}") {
            check(&text)?;
        }

        #[test]
        fn marks_in_any_order_are_cut_cleanly(text in "[a-cA-C0-2.,:;!?'’‘“”\"()\\-–—/@#&$%_+*<>\n\r\t Հайж。։\u{0}\u{7f}\u{200d}\u{301}👍🏽🇦🇲]{0,200}") {
            check(&text)?;
        }
    }
}
