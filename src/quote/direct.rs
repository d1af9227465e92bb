//! Direct speech: whole sentences in quotation marks, with the words beside them that say whose they are.
//!
//! > "We won," said Ms Osei. "Now we go home."
//!
//! is one quote of two spans. A quotation that is only part of the reporter's sentence ("the so-called 'fog bill'")
//! is left to `indirect.rs`, which knows whether the sentence reports anything.

use super::QuoteKind;
use super::attribution::Attribution;
use super::draft::Draft;
use super::layout::{self, Layout};
use super::surface;
use crate::lexicon::Lexicon;
use crate::lexicon::cues::Frame;
use crate::span::Span;
use crate::text::marks::Quotation;

/// Marks a quotation that runs on from the reporter's words: syntax knows better where it begins.
pub(super) const MIXED_BEFORE: &str = "mixed-before";

/// Marks a quotation that the reporter's words run into, and whose speaker stands behind it.
pub(super) const MIXED_AFTER: &str = "mixed-after";

/// The direct quotes of an article, in text order.
pub(super) fn find(layout: &Layout<'_>, lexicon: &Lexicon) -> Vec<Draft> {
    let mut walk = Walk { layout, lexicon, drafts: Vec::new(), last_end: 0, open: None };
    for paragraph in layout.by_paragraph() {
        walk.paragraph(&paragraph);
    }
    walk.drafts
}

/// Goes through the quotations in order and remembers whose turn it is.
struct Walk<'a> {
    layout: &'a Layout<'a>,
    lexicon: &'a Lexicon,
    drafts: Vec<Draft>,
    /// Where the last quotation ended.
    last_end: u32,
    /// The quote that the next quotation may go on with.
    open: Option<Open>,
}

/// A quote that may go on.
#[derive(Clone, Copy)]
struct Open {
    draft: usize,
    paragraph: u32,
    /// Whether its quotation runs over the end of the paragraph, its closing mark left out.
    unclosed: bool,
    /// Where the words that belong to it end: its last quotation or its attribution.
    end: u32,
}

impl Walk<'_> {
    fn paragraph(&mut self, quotations: &[Quotation]) {
        let Some(bounds) = quotations.first().and_then(|first| self.bounds(first.paragraph, quotations))
        else {
            return;
        };
        let spoken = quotations.iter().filter(|quotation| !self.layout.is_title(quotation));
        let mended: Vec<Quotation> = spoken.map(|quotation| self.cut_at_cue(*quotation)).collect();
        let quotations = mended.as_slice();
        for (index, quotation) in quotations.iter().enumerate() {
            let floor = index.checked_sub(1).map_or(bounds.start, |before| quotations[before].outer.end);
            let limit = quotations.get(index + 1).map_or(bounds.end, |next| next.outer.start);
            self.quotation(quotation, floor, limit, index == 0);
            self.last_end = quotation.outer.end;
        }
    }

    /// Ends a quotation that lost its closing mark where the reporter takes over: "We won, said Ms Osei.
    fn cut_at_cue(&self, quotation: Quotation) -> Quotation {
        if quotation.closed {
            return quotation;
        }
        let text = self.layout.text;
        let inner = quotation.inner;
        let commas = inner.of(text).match_indices(',').map(|(at, _)| inner.start + at as u32 + 1);
        let cut = commas.take(20).find(|&comma| {
            let rest = Span { start: comma, end: inner.end };
            let found = surface::after(self.layout, rest, &self.lexicon.cues);
            found.is_some_and(|found| !quotation.continues || ends_paragraph(text, rest, &found))
        });
        let Some(end) = cut else { return quotation };
        let inner = Span { end, ..inner };
        Quotation { inner, outer: Span { end, ..quotation.outer }, continues: false, ..quotation }
    }

    /// The paragraph's extent.
    fn bounds(&self, paragraph: u32, quotations: &[Quotation]) -> Option<Span> {
        let listed = self.layout.parsed.document.paragraphs.get(paragraph as usize).copied();
        listed.or_else(|| {
            // Without paragraphs each line is one.
            let first = quotations.first()?.outer.start as usize;
            let last = quotations.last()?.outer.end as usize;
            let text = self.layout.text;
            let start = text.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
            let end = text.get(last..)?.find('\n').map_or(text.len(), |at| last + at);
            Some(Span::new(start, end))
        })
    }

    fn quotation(&mut self, quotation: &Quotation, floor: u32, limit: u32, first: bool) {
        let text = self.layout.text;
        let shape = Shape::of(text, quotation);
        let after = self.layout.rest_of_sentence(quotation.outer.end, limit);
        let before = self.layout.head_of_sentence(floor, quotation.outer.start);
        let goes_on = self.goes_on(quotation, first);
        let stands_alone =
            before.trim(text).is_empty() || goes_on || before.of(text).trim_end().ends_with(':');

        // The reporter's words run into the quotation: only part of what was said stands in marks.
        let runs_in = !stands_alone
            && (before.of(text).trim_end().ends_with(char::is_alphanumeric)
                || self.goes_on_from_clause(quotation, before));
        if stands_alone && let Some((comma, found)) = self.late_cue(after) {
            let whole = Span { start: quotation.inner.start, end: comma };
            let end = found.stretch.end.min(limit);
            self.push(Draft::new(QuoteKind::Mixed, whole, MIXED_AFTER).attributed(&found), quotation, end);
            return;
        }
        let behind = surface::after(self.layout, after, &self.lexicon.cues)
            .filter(|_| shape.ends_clause && (shape.invites_cue || begins_small(text, after)));
        let ahead = surface::before(self.layout, before, self.lexicon)
            .filter(|_| !before.trim(text).is_empty())
            .filter(|found| !goes_on || !self.owns(found));
        // "He asked: 'Why now?' She replied: 'Why not?'": a quotation that is announced and ends its sentence does
        // not look for a speaker behind it.
        let announced = ahead.is_some() && !runs_in && shape.ends_sentence && !shape.ends_comma;
        if let Some(found) = behind.filter(|_| !announced) {
            let end = found.stretch.end.min(limit);
            let draft = match runs_in {
                true => {
                    let whole = Span { start: before.start, end: quotation.inner.end }.trim(text);
                    Draft::new(QuoteKind::Mixed, whole, MIXED_AFTER)
                }
                false => Draft::new(QuoteKind::Direct, quotation.inner, "direct-after"),
            };
            let draft = draft.attributed(&found);
            if stands_alone && self.leads_up(quotation, goes_on, first) {
                self.join_and_attribute(quotation, draft, end);
            } else {
                self.push(draft, quotation, end);
            }
            return;
        }
        if let Some(found) = ahead {
            let between = Span { start: found.cue.end, end: quotation.outer.start }.trim(text);
            let draft = if runs_in && between.of(text).contains(char::is_alphanumeric) {
                let whole = Span { start: between.start, end: quotation.inner.end };
                Draft::new(QuoteKind::Mixed, whole, MIXED_BEFORE).attributed(&found)
            } else if shape.ends_sentence || shape.ends_clause {
                Draft::new(QuoteKind::Direct, quotation.inner, "direct-before").attributed(&found)
            } else {
                // "acknowledged 'issues' in the talks": the phrase goes on behind the marks.
                let tail = self.layout.rest_of_phrase(quotation, after, found.cue, self.lexicon);
                let kind = if tail > quotation.outer.end { QuoteKind::Mixed } else { QuoteKind::Direct };
                let whole = match kind {
                    QuoteKind::Mixed => Span { start: quotation.inner.start, end: tail },
                    _ => quotation.inner,
                };
                Draft::new(kind, whole, MIXED_BEFORE).attributed(&found)
            };
            self.push(draft, quotation, quotation.outer.end);
            return;
        }
        if runs_in && !first && self.stretch_to(quotation, before) {
            return;
        }
        if goes_on || (first && before.trim(text).is_empty() && self.follows_paragraph(quotation)) {
            self.join(quotation);
            return;
        }
        if first
            && before.trim(text).is_empty()
            && let Some(found) = self.announced(quotation)
        {
            let draft = Draft::new(QuoteKind::Direct, quotation.inner, "direct-announced").attributed(&found);
            self.push(draft, quotation, quotation.outer.end);
            return;
        }
        let is_name = layout::capitals(quotation.inner.of(text)).is_some_and(|capitals| capitals > 1);
        if stands_alone && (shape.ends_sentence || shape.ends_clause) && shape.words >= 3 && !is_name {
            let draft = Draft::new(QuoteKind::Direct, quotation.inner, "direct-alone");
            self.push(draft, quotation, quotation.outer.end);
        }
    }

    /// Whether a quotation goes on with a clause of the reporter's: "They must wait, "and nobody helps them," said ..."
    fn goes_on_from_clause(&self, quotation: &Quotation, before: Span) -> bool {
        let text = self.layout.text;
        let small = quotation.inner.of(text).starts_with(char::is_lowercase);
        small && before.of(text).trim_end().ends_with(',') && self.layout.has_told_verb(before)
    }

    /// The comma behind which the reporter names the speaker of a quotation and of the words after it.
    ///
    /// > "Nobody asked us" when the road was planned, Ms Osei said.
    fn late_cue(&self, after: Span) -> Option<(u32, Attribution)> {
        let text = self.layout.text;
        if !begins_small(text, after) || !after.of(text).starts_with(char::is_whitespace) {
            return None;
        }
        let commas = after.of(text).match_indices(',').map(|(at, _)| after.start + at as u32);
        commas.take(20).find_map(|comma| {
            let cues = &self.lexicon.cues;
            let rest = Span { start: comma + 1, end: after.end };
            let found = surface::after(self.layout, rest, cues)?;
            let between = Span { start: rest.start, end: found.cue.start.max(rest.start) };
            let near = between.of(text).split_whitespace().count() <= 8 && !between.of(text).contains(',');
            let nothing_before = surface::after(self.layout, Span { end: comma, ..after }, cues).is_none();
            (near && nothing_before).then_some((comma, found))
        })
    }

    fn push(&mut self, draft: Draft, quotation: &Quotation, end: u32) {
        self.drafts.push(draft);
        self.open = Some(Open {
            draft: self.drafts.len() - 1,
            paragraph: quotation.paragraph,
            unclosed: quotation.continues,
            end: end.max(quotation.outer.end),
        });
    }

    /// Whether nothing but its own attribution lies between the open quote and this quotation.
    ///
    /// > "We won," said Ms Osei, who wore a "lucky" scarf.
    ///
    /// has its second quotation inside the attribution: that is no going on.
    fn goes_on(&self, quotation: &Quotation, first: bool) -> bool {
        let Some(open) = self.open else { return false };
        if open.unclosed {
            return first && quotation.paragraph == open.paragraph + 1;
        }
        if first || open.paragraph != quotation.paragraph {
            return false;
        }
        let text = self.layout.text;
        let between = Span { start: open.end, end: quotation.outer.start.max(open.end) };
        let up_to = Span { start: self.last_end.min(quotation.outer.start), end: quotation.outer.start };
        // The last word may be a programme's name in marks of its own.
        let break_before = up_to.of(text).trim_end().trim_end_matches(['"', '”', '’', '\'']);
        let paused = break_before.is_empty()
            || break_before.ends_with(['.', ',', '?', '!', ';', ':', '—', '–', '-', '…', ')']);
        paused && !between.of(text).contains(char::is_alphanumeric)
    }

    /// Whether the paragraph before is a quote to its end, so that this one, without a speaker of its own, goes on.
    fn follows_paragraph(&self, quotation: &Quotation) -> bool {
        let Some(open) = self.open.filter(|open| open.paragraph + 1 == quotation.paragraph) else {
            return false;
        };
        let between = Span { start: open.end, end: quotation.outer.start.max(open.end) };
        !between.of(self.layout.text).contains(char::is_alphanumeric)
    }

    /// A further piece in marks within a sentence that is already somebody's:
    ///
    /// > He said the two had held "open" talks on the "whole list of questions".
    fn stretch_to(&mut self, quotation: &Quotation, between: Span) -> bool {
        let text = self.layout.text;
        let Some(open) = &mut self.open else { return false };
        let Some(draft) = self.drafts.get_mut(open.draft).filter(|draft| draft.rule == MIXED_BEFORE) else {
            return false;
        };
        let Some(last) = draft.spans.last_mut().filter(|last| last.end >= between.start.saturating_sub(4))
        else {
            return false;
        };
        if between.of(text).contains(['.', ';', '!', '?', ':']) {
            return false;
        }
        // "called the deal "unfair" and was "sorry" for it": only the first is what she called it.
        let names = draft.cue.is_some_and(|cue| {
            let form = cue.of(text).to_lowercase();
            self.lexicon.cues.of_form(&form).any(|cue| cue.frames.has(Frame::Result))
        });
        if names && self.layout.begins_new_act(between) {
            return false;
        }
        *last = last.hull(quotation.inner);
        draft.kind = QuoteKind::Mixed;
        open.end = quotation.outer.end;
        true
    }

    /// Whether the open quote has no speaker yet and this quotation, which has one, directly follows it.
    fn leads_up(&self, quotation: &Quotation, goes_on: bool, first: bool) -> bool {
        let nameless =
            self.open.and_then(|open| self.drafts.get(open.draft)).is_some_and(|draft| draft.cue.is_none());
        nameless && (goes_on || (first && self.follows_paragraph(quotation)))
    }

    /// Whether an attribution is the one the open quote has already.
    fn owns(&self, found: &Attribution) -> bool {
        self.open
            .and_then(|open| self.drafts.get(open.draft))
            .is_some_and(|draft| draft.cue == Some(found.cue))
    }

    fn join(&mut self, quotation: &Quotation) {
        let Some(open) = &mut self.open else { return };
        open.paragraph = quotation.paragraph;
        open.unclosed = quotation.continues;
        open.end = quotation.outer.end;
        if let Some(draft) = self.drafts.get_mut(open.draft) {
            draft.spans.push(quotation.inner);
        }
    }

    fn join_and_attribute(&mut self, quotation: &Quotation, named: Draft, end: u32) {
        self.join(quotation);
        let Some(open) = &mut self.open else { return };
        open.end = end.max(open.end);
        if let Some(draft) = self.drafts.get_mut(open.draft) {
            *draft = Draft { spans: std::mem::take(&mut draft.spans), ..named };
        }
    }

    /// "She went on:" as the last words of the paragraph before.
    fn announced(&self, quotation: &Quotation) -> Option<Attribution> {
        let before = Span { start: self.last_end.min(quotation.outer.start), end: quotation.outer.start };
        let words = before.trim(self.layout.text);
        if !words.of(self.layout.text).ends_with(':') {
            return None;
        }
        let head = self.layout.head_of_sentence(words.start, words.end);
        surface::before(self.layout, head, self.lexicon)
    }
}

/// Whether the words behind a comma are an attribution and nothing else: where the next paragraph opens with a mark,
/// a speaker who goes on looks the same as a lost closing mark.
fn ends_paragraph(text: &str, rest: Span, found: &Attribution) -> bool {
    let Some(speaker) = found.speaker else { return false };
    let named = speaker.of(text).starts_with(char::is_uppercase) || speaker.of(text).contains(' ');
    let last = found.cue.end.max(speaker.end);
    let behind = Span { start: last, end: rest.end }.of(text);
    let own = matches!(speaker.of(text).to_lowercase().as_str(), "i" | "we" | "you");
    named && !own && behind.split_whitespace().count() <= 6 && !behind.contains([',', ';'])
}

/// Whether the words after a quotation begin in lower case: "…." said the clerk.
fn begins_small(text: &str, stretch: Span) -> bool {
    let first = stretch.of(text).chars().find(|c| c.is_alphanumeric());
    first.is_some_and(char::is_lowercase)
}

/// What a quotation looks like from outside.
struct Shape {
    words: usize,
    /// Ends with a comma, dash, question or exclamation mark, after which an attribution may follow.
    invites_cue: bool,
    ends_comma: bool,
    /// Ends with any punctuation.
    ends_clause: bool,
    /// Ends with the mark of a sentence, inside the quotation marks or right after them.
    ends_sentence: bool,
}

impl Shape {
    fn of(text: &str, quotation: &Quotation) -> Self {
        let inner = quotation.inner.of(text);
        let last_inside = inner.chars().rev().find(|c| !matches!(c, '"' | '”' | '’' | '\'' | ')' | '»'));
        let behind = Span { start: quotation.outer.end, end: text.len() as u32 };
        let next = behind.of(text).chars().next();
        let is = |c: Option<char>, marks: &str| c.is_some_and(|c| marks.contains(c));
        let inviting = ",?!—–-…";
        Self {
            words: inner.split_whitespace().count(),
            invites_cue: is(last_inside, inviting) || is(next, ",—–") || !quotation.closed,
            ends_comma: is(last_inside, ",") || is(next, ","),
            ends_clause: is(last_inside, ",?!—–-….;") || is(next, ",.;—–!?"),
            ends_sentence: is(last_inside, ".?!…") || is(next, ".?!…"),
        }
    }
}
