//! Where the quotations of an article stand, and the reporter's words around them.

use super::speaker;
use super::tree::Tree;
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos};
use crate::text::marks::{self, Quotation};

/// The quotations of a text by paragraph.
pub(super) struct Layout<'a> {
    pub(super) text: &'a str,
    pub(super) parsed: &'a Parsed<'a>,
    /// All quotations, outer before inner, in text order.
    pub(super) quotations: Vec<Quotation>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(text: &'a str, parsed: &'a Parsed<'a>) -> Self {
        Self { text, parsed, quotations: marks::quoted(text, &parsed.document.paragraphs) }
    }

    /// The quotations in the reporter's own text, paragraph by paragraph.
    pub(super) fn by_paragraph(&self) -> Vec<Vec<Quotation>> {
        let mut paragraphs: Vec<Vec<Quotation>> = Vec::new();
        for quotation in self.quotations.iter().filter(|quotation| quotation.depth == 0) {
            match paragraphs.last_mut() {
                Some(here) if here[0].paragraph == quotation.paragraph => here.push(*quotation),
                _ => paragraphs.push(vec![*quotation]),
            }
        }
        paragraphs
    }

    /// The quotation of depth 0 that holds a place.
    #[allow(dead_code, reason = "for the rules that read trees")]
    pub(super) fn quotation_at(&self, place: u32) -> Option<&Quotation> {
        let after = self.quotations.partition_point(|one| one.outer.start <= place);
        // At most a few inner quotations lie between a place and the outer one around it.
        let mut index = after.checked_sub(1)?;
        while let Some(parent) = self.quotations[index].parent {
            index = parent as usize;
        }
        self.quotations.get(index).filter(|one| one.outer.end > place)
    }

    /// Whether the word at `place` is tagged as a verb, or not tagged at all.
    pub(super) fn may_be_verb(&self, place: Span) -> bool {
        let token = self.parsed.document.tokens_in(place).start;
        self.parsed.words.get(token).is_none_or(|word| matches!(word.upos, Upos::Verb | Upos::Aux))
    }

    /// Whether the verb at `place` stands in a clause that only describes a noun ("a man who said ...").
    pub(super) fn describes_noun(&self, place: Span) -> bool {
        let token = self.parsed.document.tokens_in(place).start;
        let relation = self.parsed.words.get(token).map(|word| word.relation);
        matches!(relation, Some(Relation::AclRelcl | Relation::Acl))
    }

    /// Where a phrase that goes on behind a quotation with a preposition ends: before the next mark or verb.
    pub(super) fn rest_of_phrase(&self, after: Span) -> u32 {
        let document = &self.parsed.document;
        let tokens = document.tokens_in(after);
        let upos = |at: usize| self.parsed.words.get(at).map(|word| word.upos);
        if upos(tokens.start) != Some(Upos::Adp) {
            return after.start;
        }
        let stops = |at: &usize| {
            matches!(
                upos(*at),
                Some(Upos::Punct | Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj | Upos::Pron) | None
            )
        };
        let last = tokens.clone().find(stops).unwrap_or(tokens.end);
        document.tokens.get(last.saturating_sub(1)).map_or(after.start, |token| token.span.end.min(after.end))
    }

    /// The subject of the sentence that holds a place.
    pub(super) fn subject_near(&self, place: Span) -> Option<Span> {
        let document = &self.parsed.document;
        let sentence = document.sentence_of_token(document.tokens_in(place).start)?;
        let tree = Tree::of_sentence(self.parsed, sentence)?;
        let root = tree.tokens().find(|&token| tree.is(token, Relation::Root))?;
        speaker::phrase(&tree, speaker::of_verb(&tree, root)?, &[root])
    }

    /// The reporter's words from `start` to the end of their sentence, no further than `limit`.
    pub(super) fn rest_of_sentence(&self, start: u32, limit: u32) -> Span {
        let stretch = Span { start, end: limit.max(start) };
        let body = stretch.of(self.text);
        let first = start + (body.len() - body.trim_start().len()) as u32;
        let sentences = &self.parsed.document.sentences;
        let end = if sentences.is_empty() {
            start + marks::sentence_end(body) as u32
        } else {
            let index = sentences.partition_point(|sentence| sentence.span.end <= first);
            sentences.get(index).map_or(limit, |sentence| sentence.span.end)
        };
        Span { start, end: end.clamp(start, limit.max(start)) }
    }

    /// The reporter's words of the sentence that leads up to `end`, from `floor` on.
    pub(super) fn head_of_sentence(&self, floor: u32, end: u32) -> Span {
        let stretch = Span { start: floor, end: end.max(floor) };
        let body = stretch.of(self.text);
        let last = floor + body.trim_end().len() as u32;
        if last <= floor {
            return Span { start: end, end };
        }
        let sentences = &self.parsed.document.sentences;
        let start = if sentences.is_empty() {
            floor + marks::last_sentence_start(body.trim_end()) as u32
        } else {
            let index = sentences.partition_point(|sentence| sentence.span.end < last);
            let own = sentences.partition_point(|sentence| sentence.span.end <= end);
            let begins = sentences.get(own).is_some_and(|sentence| sentence.span.start >= end);
            if begins && body.trim_end().ends_with(['.', '!', '?', '…', '"', '”']) {
                return Span { start: end, end };
            }
            sentences.get(index).map_or(floor, |sentence| sentence.span.start)
        };
        Span { start: start.clamp(floor, end), end }
    }
}
