//! A parsed text, and how to walk its trees.

use compact_str::CompactString;

use super::tags::{Relation, Upos, Xpos};
use crate::span::Span;
use crate::text::Document;

/// A text with, where its language is English, a word for each token.
#[derive(Clone, Debug, Default)]
pub struct Parsed<'t> {
    /// Paragraphs, sentences and tokens.
    pub document: Document<'t>,
    /// One word a token, in the same order; empty for text that is not parsed.
    pub words: Vec<Word>,
}

/// What the tagger, lemmatizer and parser say of one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Dictionary form.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Index of the head in [`Parsed::words`]; `None` for the root of a sentence.
    pub head: Option<u32>,
    /// Relation to the head.
    pub relation: Relation,
}

impl<'t> Parsed<'t> {
    /// Whether there are tags and trees.
    pub fn has_trees(&self) -> bool {
        !self.words.is_empty()
    }

    /// The words of one token as they stand in the text.
    pub fn text_of(&self, token: usize) -> &'t str {
        self.document.token_text(token)
    }

    /// The head of a token, if it has one.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.words.get(token)?.head.map(|head| head as usize)
    }

    /// The direct dependents of a token, in text order.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self.document.sentence_of_token(token);
        let tokens = sentence.map_or(0..0, |sentence| self.document.sentences[sentence].tokens.clone());
        tokens.filter(move |&child| self.head(child) == Some(token))
    }

    /// The first dependent with this relation.
    pub fn child(&self, token: usize, relation: Relation) -> Option<usize> {
        self.children(token).find(|&child| self.words[child].relation == relation)
    }

    /// Whether `token` lies below `ancestor` (or is it).
    pub fn is_below(&self, token: usize, ancestor: usize) -> bool {
        let mut current = Some(token);
        let mut steps = 0;
        while let Some(here) = current {
            if here == ancestor {
                return true;
            }
            steps += 1;
            if steps > self.words.len() {
                return false;
            }
            current = self.head(here);
        }
        false
    }

    /// The hull of a token and all its descendants.
    pub fn subtree_span(&self, token: usize) -> Span {
        let Some(sentence) = self.document.sentence_of_token(token) else { return Span::default() };
        self.document.sentences[sentence]
            .tokens
            .clone()
            .filter(|&other| self.is_below(other, token))
            .map(|other| self.document.tokens[other].span)
            .reduce(Span::hull)
            .unwrap_or_default()
    }
}
