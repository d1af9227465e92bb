//! The words of a stretch of text, for rules that need no trees.

use crate::span::Span;

/// A word, a number or one mark of punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) span: Span,
    pub(super) text: &'t str,
    pub(super) is_word: bool,
}

impl Piece<'_> {
    /// The word in lower case, for look-ups.
    pub(super) fn lower(&self) -> String {
        self.text.to_lowercase().replace('’', "'")
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn is_mark(&self, marks: &[&str]) -> bool {
        !self.is_word && marks.contains(&self.text)
    }
}

/// The first `most` words and marks of a stretch. Words hold their inner apostrophes, hyphens and points
/// ("O'Neill", "al-Assad", "U.S.").
pub(super) fn pieces<'t>(text: &'t str, stretch: Span, most: usize) -> Vec<Piece<'t>> {
    let body = stretch.of(text);
    let mut found = Vec::new();
    let mut chars = body.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if found.len() == most {
            break;
        }
        if c.is_whitespace() {
            continue;
        }
        let is_word = c.is_alphanumeric();
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek().filter(|_| is_word) {
            let inner = matches!(next, '\'' | '’' | '-' | '.' | '&');
            let follows = || body[at + next.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
            let initial = next == '.' && is_abbreviation(&body[start..at]);
            let goes_on = next.is_alphanumeric() || initial || inner && follows();
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let offset = stretch.start as usize;
        found.push(Piece { span: Span::new(offset + start, offset + end), text: &body[start..end], is_word });
    }
    found
}

/// Whether a full stop after `word` belongs to it: initials and short titles ("J.", "U.S.", "Mr.", "Sen.").
fn is_abbreviation(word: &str) -> bool {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    capital
        && (word.len() <= 1
            || word.contains('.')
            || word.len() <= 3 && word.chars().skip(1).all(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_inner_marks() {
        let text = "said Sen. O'Neill of the U.S., a well-known man.";
        let span = Span::new(0, text.len());
        let words: Vec<_> = pieces(text, span, 99).iter().map(|piece| piece.text).collect();
        assert_eq!(
            words,
            ["said", "Sen.", "O'Neill", "of", "the", "U.S.", ",", "a", "well-known", "man", "."]
        );
    }
}
