//! One list out of two: direct speech found by its marks, and reported statements found by syntax.

use super::QuoteKind;
use super::content;
use super::direct::{MIXED_AFTER, MIXED_BEFORE};
use super::draft::Draft;
use super::layout::Layout;
use super::nested;
use super::speaker;
use super::tree::Tree;
use crate::lexicon::Cues;
use crate::span::Span;
use crate::syntax::{Relation, Upos};

/// Merges the two lists; each word that reports gives at most one quote.
pub(super) fn resolve(
    layout: &Layout<'_>,
    cues: &Cues,
    mut direct: Vec<Draft>,
    mut reports: Vec<Draft>,
) -> Vec<Draft> {
    for quote in &mut direct {
        name_by_tree(layout, quote);
    }
    chain(layout, &mut reports);
    drop_denied(&mut reports);
    let mut kept = Vec::new();
    let mut nested = Vec::new();
    for report in reports {
        if report.cue.is_some_and(|cue| layout.quotation_at(cue.start).is_some()) {
            nested.extend(nested::words_of_another(layout, cues, report, &direct));
        } else if let Some(quote) = direct.iter_mut().find(|quote| same_cue(quote, &report)) {
            take_over(quote, report);
        } else if !swallowed(&report, &direct) {
            kept.push(report);
        }
    }
    // A quotation that turns out to be part of a reported clause is that clause's.
    direct.retain(|quote| !kept.iter().any(|report| gives_way(quote, report)));
    direct.extend(kept);
    direct.sort_by_key(|quote| (quote.hull().start, std::cmp::Reverse(quote.hull().end)));
    carry_speakers(layout, &mut direct);
    direct.extend(nested);
    for mixed in direct.iter_mut().filter(|quote| quote.kind == QuoteKind::Mixed) {
        mixed.spans.iter_mut().for_each(|span| content::close(layout, span));
    }
    direct.sort_by_key(|quote| (quote.hull().start, std::cmp::Reverse(quote.hull().end)));
    direct
}

/// Whether a quote found by its marks is part of what a report found by syntax holds.
///
/// > She said the plan was "dead", though she noted some interest.
///
/// "noted" stands behind the marks, but the clause is that of "said".
fn gives_way(quote: &Draft, report: &Draft) -> bool {
    let ahead = match (report.cue, quote.spans.first()) {
        (Some(cue), Some(first)) => cue.end <= first.end && report.rule == "clause",
        _ => false,
    };
    (is_doubtful(quote) || (quote.rule == MIXED_AFTER && ahead)) && covers(report, quote)
}

/// A quotation that nobody is named beside, with the speaker of the words before it.
const CARRIED: &str = "direct-carried";

/// Gives quotes without a speaker the speaker of the words right before, in the same or the last paragraph.
///
/// > The mayor said the bridge was safe. "We checked it twice."
fn carry_speakers(layout: &Layout<'_>, quotes: &mut [Draft]) {
    let paragraphs = &layout.parsed.document.paragraphs;
    let paragraph = |place: u32| paragraphs.partition_point(|paragraph| paragraph.end <= place);
    for at in 0..quotes.len() {
        let (before, rest) = quotes.split_at_mut(at);
        let Some(quote) = rest.first_mut().filter(|quote| quote.cue.is_none() && quote.speaker.is_none())
        else {
            continue;
        };
        let start = quote.hull().start;
        if let Some(actor) = actor_before(layout, start) {
            quote.speaker = Some(actor);
            quote.rule = CARRIED;
            continue;
        }
        let last =
            before.iter().filter(|other| other.hull().end <= start).max_by_key(|other| other.hull().end);
        let near = last.filter(|last| paragraph(last.hull().end.saturating_sub(1)) + 1 >= paragraph(start));
        // "Driver Joel Tran shook his head." between two quotations: the next may be his.
        let near = near.filter(|last| !somebody_enters(layout, last.hull().end, start));
        quote.speaker = near.and_then(|last| last.speaker);
        if quote.speaker.is_some() {
            quote.rule = CARRIED;
        }
    }
}

/// Who acts in the short sentence right before a quotation, in the same paragraph.
///
/// > Elena Moroz shook her head. "I will not resign."
fn actor_before(layout: &Layout<'_>, start: u32) -> Option<Span> {
    let document = &layout.parsed.document;
    let number = document.sentences.partition_point(|sentence| sentence.span.end <= start).checked_sub(1)?;
    let sentence = document.sentences.get(number)?;
    let gap = Span { start: sentence.span.end, end: start };
    let near = !gap.of(layout.text).contains(|c: char| c == '\n' || c.is_alphanumeric());
    let quoted =
        layout.quotation_at(sentence.span.start).or_else(|| layout.quotation_at(sentence.span.end - 1));
    if !near || quoted.is_some() || sentence.tokens.len() > LONGEST_ACT {
        return None;
    }
    let tree = Tree::of_sentence(layout.parsed, number)?;
    let root = tree.tokens().find(|&token| tree.is(token, Relation::Root))?;
    let subject = tree.child(root, Relation::Nsubj)?;
    let person =
        tree.upos(subject) == Some(Upos::Propn) || matches!(tree.lower(subject).as_str(), "he" | "she");
    person.then(|| speaker::phrase(&tree, subject, &[root])).flatten()
}

/// A longer sentence tells more than that somebody is about to speak.
const LONGEST_ACT: usize = 14;

/// Whether a whole sentence between two places has a name as its subject.
fn somebody_enters(layout: &Layout<'_>, from: u32, to: u32) -> bool {
    let parsed = layout.parsed;
    let between = |span: Span| span.start >= from && span.end <= to;
    let sentences = parsed.document.sentences.iter().filter(|sentence| between(sentence.span));
    sentences.flat_map(|sentence| sentence.tokens.clone()).any(|token| {
        parsed.words.get(token).is_some_and(|word| {
            word.upos == Upos::Propn && matches!(word.relation, Relation::Nsubj | Relation::NsubjPass)
        })
    })
}

/// Whether a quote found by its marks is unsure of its words or its speaker.
fn is_doubtful(quote: &Draft) -> bool {
    quote.cue.is_none() || quote.rule == MIXED_BEFORE
}

fn same_cue(quote: &Draft, report: &Draft) -> bool {
    matches!((quote.cue, report.cue), (Some(a), Some(b)) if a.overlaps(b))
}

/// Gives a direct quote the whole noun phrase that the tree has as subject of its cue.
fn name_by_tree(layout: &Layout<'_>, quote: &mut Draft) {
    let Some(cue) = quote.cue else { return };
    let document = &layout.parsed.document;
    let token = document.tokens_in(cue).start;
    let Some(sentence) = document.sentence_of_token(token) else { return };
    let Some(tree) = Tree::of_sentence(layout.parsed, sentence) else { return };
    let Some(head) = speaker::of_verb(&tree, token) else { return };
    let phrase = speaker::phrase(&tree, head, &[token]);
    let outside = |span: &Span| !quote.spans.iter().any(|said| said.overlaps(*span)) && !span.overlaps(cue);
    if let Some(phrase) = phrase.filter(outside) {
        quote.speaker = Some(phrase);
    }
}

/// The clause found by syntax may hold words between cue and marks that belong to what was said:
///
/// > She called the deal "a gift to the rich".
fn take_over(quote: &mut Draft, report: Draft) {
    if quote.rule != MIXED_BEFORE || !covers(&report, quote) {
        return;
    }
    let end = report.hull().end;
    let rest: Vec<Span> = quote.spans.iter().copied().filter(|span| span.start >= end).collect();
    let speaker = report.speaker.or(quote.speaker);
    *quote = Draft { speaker, ..report };
    quote.spans.extend(rest);
}

/// Whether the last words of a quote's first span lie within a report.
fn covers(report: &Draft, quote: &Draft) -> bool {
    let Some(first) = quote.spans.first() else { return false };
    let last = Span { start: first.end.saturating_sub(1), end: first.end };
    report.spans.iter().any(|span| span.overlaps(last) || (span.overlaps(*first) && span.end >= first.end))
}

/// Whether most of a report is what somebody else is quoted with.
fn swallowed(report: &Draft, direct: &[Draft]) -> bool {
    let total: usize = report.spans.iter().map(|span| span.len()).sum();
    let said = direct.iter().filter(|quote| !is_doubtful(quote)).flat_map(|quote| &quote.spans);
    let shared: usize =
        said.map(|said| report.spans.iter().map(|span| overlap(*span, *said)).sum::<usize>()).sum();
    2 * shared > total
}

fn overlap(a: Span, b: Span) -> usize {
    Span { start: a.start.max(b.start), end: a.end.min(b.end) }.len()
}

/// Classes of cues that take back what they report.
const TAKES_BACK: [&str; 3] = ["deny", "doubt", "oppose"];

fn takes_back(report: &Draft) -> bool {
    report.class.as_deref().is_some_and(|class| TAKES_BACK.contains(&class))
}

/// Joins a chain of cues that report one thing: "declined to say whether ..." is one report.
fn chain(layout: &Layout<'_>, reports: &mut Vec<Draft>) {
    let mut dropped = vec![false; reports.len()];
    for outer in 0..reports.len() {
        let Some(inner) = (0..reports.len())
            .find(|&inner| inner != outer && adds_nothing(layout, &reports[outer], &reports[inner]))
        else {
            continue;
        };
        dropped[outer] = true;
        let (cue, speaker) = (reports[outer].cue, reports[outer].speaker);
        // "dismissed suggestions that", "denied saying that": what counts is that it is denied.
        if takes_back(&reports[outer]) {
            reports[inner].class = reports[outer].class.clone();
        }
        // "declined to say whether": what follows was not said.
        if reports[outer].class.as_deref() == Some("refuse") {
            reports[inner].manner.negated = true;
        }
        // "was charged with calling for revolt": that is said of the speaker.
        if reports[outer].class.as_deref() == Some("accuse") {
            reports[inner].manner.hedged = true;
        }
        if let (Some(outer_cue), Some(inner_cue)) = (cue, reports[inner].cue) {
            reports[inner].cue = Some(outer_cue.hull(inner_cue));
        }
        reports[inner].speaker = speaker.or(reports[inner].speaker);
    }
    let mut number = 0;
    reports.retain(|_| {
        number += 1;
        !dropped[number - 1]
    });
}

/// Drops "claims" from "rejected claims that ...": whose they are is not said, and what is said of them is the rejection.
fn drop_denied(reports: &mut Vec<Draft>) {
    let denied: Vec<Vec<Span>> =
        reports.iter().filter(|report| takes_back(report)).map(|report| report.spans.clone()).collect();
    reports.retain(|report| {
        let nameless = report.rule == "noun-clause" && report.speaker.is_none();
        !(nameless && !takes_back(report) && denied.contains(&report.spans))
    });
}

/// Whether the outer report holds nothing but the inner cue and what that reports.
fn adds_nothing(layout: &Layout<'_>, outer: &Draft, inner: &Draft) -> bool {
    let (Some(outer_cue), Some(inner_cue)) = (outer.cue, inner.cue) else { return false };
    if outer_cue.overlaps(inner_cue) || outer_cue.start > inner_cue.start || !outer.hull().contains(inner_cue)
    {
        return false;
    }
    let before = Span { start: outer.hull().start, end: inner_cue.start };
    let between = Span { start: inner_cue.end, end: inner.hull().start.max(inner_cue.end) };
    let words = |span: Span| span.of(layout.text).split_whitespace().count();
    words(before) <= 1 && words(between) <= 1 && inner.hull().end >= outer.hull().end
}
