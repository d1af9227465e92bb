//! Where the quotations of an article stand, and the reporter's words around them.

use super::extent;
use super::speaker;
use super::tree::Tree;
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos, Word, Xpos};
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
    pub(super) fn quotation_at(&self, place: u32) -> Option<&Quotation> {
        let after = self.quotations.partition_point(|one| one.outer.start <= place);
        // At most a few inner quotations lie between a place and the outer one around it.
        let mut index = after.checked_sub(1)?;
        while let Some(parent) = self.quotations[index].parent {
            index = parent as usize;
        }
        self.quotations.get(index).filter(|one| one.outer.end > place)
    }

    /// Whether a place stands in marks within another quotation's marks.
    pub(super) fn in_inner_marks(&self, place: u32) -> bool {
        let after = self.quotations.partition_point(|one| one.outer.start <= place);
        let mut index = after.checked_sub(1);
        while let Some(one) = index.and_then(|index| self.quotations.get(index)) {
            if one.depth > 0 && one.outer.end > place {
                return true;
            }
            index = one.parent.map(|parent| parent as usize);
        }
        false
    }

    /// Whether the word at `place` is tagged as a verb, or not tagged at all.
    pub(super) fn may_be_verb(&self, place: Span) -> bool {
        let token = self.parsed.document.tokens_in(place).start;
        self.parsed.words.get(token).is_none_or(|word| matches!(word.upos, Upos::Verb | Upos::Aux))
    }

    /// Whether a stretch holds a verb, or a word like "who" that one follows.
    pub(super) fn has_verb(&self, stretch: Span) -> bool {
        let words = self.parsed.words.get(self.parsed.document.tokens_in(stretch)).unwrap_or_default();
        words.iter().any(|word| {
            matches!(word.upos, Upos::Verb | Upos::Aux)
                || matches!(word.xpos, Xpos::Wp | Xpos::Wdt | Xpos::WpPoss)
        })
    }

    /// Whether a stretch holds a finite verb.
    pub(super) fn has_told_verb(&self, stretch: Span) -> bool {
        let words = self.parsed.words.get(self.parsed.document.tokens_in(stretch)).unwrap_or_default();
        words.iter().any(is_finite)
    }

    /// Whether a stretch begins with "and" or "but" and a finite verb.
    pub(super) fn begins_new_act(&self, stretch: Span) -> bool {
        let words = self.parsed.words.get(self.parsed.document.tokens_in(stretch)).unwrap_or_default();
        let mut words = words.iter().filter(|word| word.upos != Upos::Punct);
        words.next().is_some_and(|word| word.upos == Upos::Cconj) && words.next().is_some_and(is_finite)
    }

    /// Whether a stretch begins with a preposition: "in Oslo".
    pub(super) fn is_phrase_behind(&self, stretch: Span) -> bool {
        let token = self.parsed.document.tokens_in(stretch).start;
        self.parsed.words.get(token).is_some_and(|word| word.upos == Upos::Adp)
    }

    /// Whether the verb at `place` stands in a clause that only describes a noun ("a man who said ...").
    pub(super) fn describes_noun(&self, place: Span) -> bool {
        let token = self.parsed.document.tokens_in(place).start;
        let relation = self.parsed.words.get(token).map(|word| word.relation);
        matches!(relation, Some(Relation::AclRelcl | Relation::Acl))
    }

    /// Whether a word is a common noun that names neither an office nor work: "Example", not "Mayor".
    pub(super) fn is_thing(&self, place: Span, lexicon: &Lexicon) -> bool {
        let token = self.parsed.document.tokens_in(place).start;
        let is_noun = self.parsed.words.get(token).is_some_and(|word| word.upos == Upos::Noun);
        is_noun && lexicon.roles.find(&place.of(self.text).to_lowercase()).is_none()
    }

    /// Where the phrase that holds a quotation ends: the words behind the closing mark may go on with it.
    ///
    /// > said it was "impossible" for him to win, and left
    pub(super) fn rest_of_phrase(
        &self,
        quotation: &Quotation,
        after: Span,
        cue: Span,
        lexicon: &Lexicon,
    ) -> u32 {
        let by_words = self.rest_by_words(after);
        let document = &self.parsed.document;
        let cue = document.tokens_in(cue).start;
        let Some(mut last) = document.tokens_in(quotation.inner).last() else { return by_words };
        let tree = document.sentence_of_token(last).and_then(|at| Tree::of_sentence(self.parsed, at));
        let Some(tree) = tree.filter(|tree| tree.tokens().contains(&cue)) else { return by_words };
        while let Some(more) = extent::next_phrase(&tree, lexicon, last, cue).last() {
            last = *more;
        }
        let end = tree.span(last).end.min(after.end.max(quotation.inner.end));
        if end > quotation.outer.end { end.max(by_words) } else { by_words }
    }

    /// The same by the order of words: a phrase with a preposition, up to the next mark or verb.
    fn rest_by_words(&self, after: Span) -> u32 {
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

    /// Whether a quotation is the name of a programme, book or song, which nobody says.
    ///
    /// > Ms Osei told Radio Orvik's "Morning Call".
    ///
    /// A name has capitals and follows a possessive, a preposition, a noun or "titled".
    pub(super) fn is_title(&self, quotation: &Quotation) -> bool {
        let Some(capitals) = capitals(quotation.inner.of(self.text)) else { return false };
        let before = self.text.get(..quotation.outer.start as usize).unwrap_or_default();
        let gap = before.len() - before.trim_end().len();
        let token = self.parsed.document.tokens_in(Span {
            start: quotation.outer.start.saturating_sub(gap as u32 + 1),
            end: quotation.outer.start,
        });
        let Some(word) = self.parsed.words.get(token.start).filter(|_| gap > 0) else { return false };
        let named = matches!(word.xpos, Xpos::Pos | Xpos::Vbn) || word.upos == Upos::Noun;
        // "wrote “Return to Orvik” in 2011": a name ends no sentence.
        let by_author = matches!(word.lemma.as_str(), "write" | "pen" | "compose" | "publish" | "author")
            && quotation.closed
            && quotation.inner.of(self.text).ends_with(char::is_alphanumeric);
        named
            || (capitals >= 2 && by_author)
            || (capitals >= 2
                && matches!(self.parsed.text_of(token.start), "on" | "of" | "in" | "for" | "from"))
    }

    /// Whether a place stands in the name of a programme, book or song.
    pub(super) fn in_title(&self, place: u32) -> bool {
        self.quotation_at(place).is_some_and(|quotation| self.is_title(quotation))
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

fn is_finite(word: &Word) -> bool {
    matches!(word.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// How many words of a name have a capital, if it is written as names of works are: all but its small words.
pub(super) fn capitals(name: &str) -> Option<usize> {
    let words = || {
        name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).filter(|word| !word.is_empty())
    };
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let all = words().next().is_some_and(|first| capital(&first))
        && words().all(|word| capital(&word) || word.len() <= 3 || matches!(word, "with" | "from"));
    (all && words().count() <= 8).then(|| words().filter(capital).count())
}
