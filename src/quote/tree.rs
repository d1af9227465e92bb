//! One sentence's tree, laid out for walking.

use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos, Word, Xpos};

/// Signs that are read as words: "19%", "$4bn".
const UNITS: [char; 9] = ['%', '‰', '°', '$', '€', '£', '¥', '₹', '₽'];

/// A sentence with its dependents by head. Tokens keep the numbers they have in the article.
pub(super) struct Tree<'a> {
    parsed: &'a Parsed<'a>,
    first: usize,
    children: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    /// The tree of a sentence, if it is parsed.
    pub(super) fn of_sentence(parsed: &'a Parsed<'a>, sentence: usize) -> Option<Self> {
        let tokens = parsed.document.sentences.get(sentence)?.tokens.clone();
        if parsed.words.get(tokens.clone()).is_none_or(<[Word]>::is_empty) {
            return None;
        }
        let mut children = vec![Vec::new(); tokens.len()];
        for token in tokens.clone() {
            let head = parsed.head(token).filter(|head| tokens.contains(head) && *head != token);
            if let Some(list) = head.and_then(|head| children.get_mut(head - tokens.start)) {
                list.push(token);
            }
        }
        Some(Self { parsed, first: tokens.start, children })
    }

    pub(super) fn tokens(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.children.len()
    }

    fn word(&self, token: usize) -> Option<&'a Word> {
        self.parsed.words.get(token)
    }

    pub(super) fn span(&self, token: usize) -> Span {
        self.parsed.document.tokens.get(token).map_or_else(Span::default, |token| token.span)
    }

    pub(super) fn text(&self, token: usize) -> &'a str {
        self.parsed.text_of(token)
    }

    /// The word in lower case, with straight apostrophes.
    pub(super) fn lower(&self, token: usize) -> String {
        self.text(token).to_lowercase().replace('’', "'")
    }

    pub(super) fn lemma(&self, token: usize) -> &'a str {
        self.word(token).map_or("", |word| word.lemma.as_str())
    }

    pub(super) fn is(&self, token: usize, relation: Relation) -> bool {
        self.word(token).is_some_and(|word| word.relation == relation)
    }

    pub(super) fn relation(&self, token: usize) -> Option<Relation> {
        self.word(token).map(|word| word.relation)
    }

    pub(super) fn upos(&self, token: usize) -> Option<Upos> {
        self.word(token).map(|word| word.upos)
    }

    pub(super) fn xpos(&self, token: usize) -> Option<Xpos> {
        self.word(token).map(|word| word.xpos)
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.parsed.head(token).filter(|head| self.tokens().contains(head))
    }

    pub(super) fn children(&self, token: usize) -> &[usize] {
        token.checked_sub(self.first).and_then(|at| self.children.get(at)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        self.children(token).iter().copied().find(|&child| self.is(child, relation))
    }

    /// Whether a dependent marks the clause or phrase with this word: "that", "to", "about".
    pub(super) fn has_marker(&self, token: usize, word: &str) -> bool {
        self.children(token).iter().any(|&child| {
            matches!(self.relation(child), Some(Relation::Mark | Relation::Case)) && self.lower(child) == word
        })
    }

    /// The first word that marks the phrase of `token`: "about" of "about the war".
    pub(super) fn marker(&self, token: usize) -> Option<usize> {
        let marks = |&child: &usize| matches!(self.relation(child), Some(Relation::Mark | Relation::Case));
        self.children(token).iter().copied().find(marks)
    }

    /// A token and all below it, in text order, without what lies below `without`.
    pub(super) fn subtree(&self, token: usize, without: &[usize]) -> Vec<usize> {
        let mut found = Vec::new();
        let mut waiting = vec![token];
        while let Some(here) = waiting.pop() {
            if without.contains(&here) || found.len() > self.children.len() {
                continue;
            }
            found.push(here);
            waiting.extend_from_slice(self.children(here));
        }
        found.sort_unstable();
        found
    }

    /// Whether `token` lies below `ancestor` or is it.
    pub(super) fn is_below(&self, token: usize, ancestor: usize) -> bool {
        let mut here = Some(token);
        for _ in 0..self.children.len() + 1 {
            match here {
                Some(now) if now == ancestor => return true,
                Some(now) => here = self.head(now),
                None => return false,
            }
        }
        false
    }

    pub(super) fn is_punctuation(&self, token: usize) -> bool {
        let text = self.text(token);
        !text.contains(UNITS)
            && (self.upos(token) == Some(Upos::Punct) || !text.contains(char::is_alphanumeric))
    }

    /// The stretches that tokens cover, without punctuation at their ends.
    ///
    /// A stretch goes on over left-out punctuation, not over left-out words, and closes the bracket it opened.
    pub(super) fn stretches(&self, tokens: &[usize]) -> Vec<Span> {
        let mut stretches: Vec<Span> = Vec::new();
        let mut last: Option<usize> = None;
        for &token in tokens {
            let follows =
                last.is_some_and(|last| (last + 1..token).all(|between| self.is_punctuation(between)));
            let span = self.span(token);
            let closes = matches!(self.text(token), ")" | "]")
                && follows
                && stretches.last().is_some_and(|stretch| self.is_open(*stretch));
            if self.is_punctuation(token) && !closes {
                continue;
            }
            match stretches.last_mut() {
                Some(stretch) if follows => *stretch = stretch.hull(span),
                _ => stretches.push(span),
            }
            last = Some(token);
        }
        stretches
    }

    /// Whether a bracket is opened and not closed: "under the act (DSA".
    fn is_open(&self, stretch: Span) -> bool {
        let marks = stretch.of(self.parsed.document.text).matches(['(', '[', ')', ']']);
        marks.fold(0i32, |open, mark| open + if matches!(mark, "(" | "[") { 1 } else { -1 }) > 0
    }
}

/// Two sets of tokens as one, in text order.
pub(super) fn joined(mut one: Vec<usize>, other: Vec<usize>) -> Vec<usize> {
    one.extend(other);
    one.sort_unstable();
    one.dedup();
    one
}
