//! Ties a speaker's words to the people and organisations of the article.

use super::layout::Layout;
use super::speaker;
use super::tree::Tree;
use crate::mention::Mention;
use crate::span::Span;
use crate::syntax::{Relation, Upos};

/// The noun phrase that "who" or "which" stands for.
///
/// > The minister, who said that he was tired, went home. -> "The minister"
pub(super) fn stands_for(layout: &Layout<'_>, speaker: Span) -> Option<Span> {
    let pronoun = speaker.of(layout.text);
    if !["who", "which", "that"].iter().any(|word| pronoun.eq_ignore_ascii_case(word)) {
        return None;
    }
    let document = &layout.parsed.document;
    let token = document.tokens_in(speaker).start;
    let tree = Tree::of_sentence(layout.parsed, document.sentence_of_token(token)?)?;
    let mut clause = token;
    for _ in 0..DEEPEST {
        let head = tree.head(clause)?;
        if tree.is(clause, Relation::AclRelcl) {
            return speaker::phrase(&tree, head, &[clause]);
        }
        clause = head;
    }
    None
}

/// A pronoun lies no deeper in its clause.
const DEEPEST: usize = 4;

/// The mention that a speaker's noun phrase stands for.
///
/// > His successor, Ruth Kemp, said / Critics of Mr. Hale say / said Ana Bruk, an aide to Omar Reza
///
/// hold two people each; who speaks is the head of the phrase (nobody with a name, for the critics) or the name set
/// beside it. Without a tree it is who the phrase begins with.
pub(super) fn of_speaker<'m>(
    layout: &Layout<'_>,
    mentions: &'m [Mention],
    speaker: Span,
) -> Option<&'m Mention> {
    let Some(heads) = heads(layout, speaker) else { return first_named(mentions, speaker) };
    let near: Vec<&Mention> = mentions.iter().filter(|mention| mention.span.overlaps(speaker)).collect();
    let found = heads.iter().find_map(|head| {
        // "Moscow's envoy" holds "Moscow": the mention that says most of the head is it.
        near.iter().copied().filter(|mention| mention.head == *head).max_by_key(|mention| mention.span.len())
    })?;
    // "Mr. Osei, his lawyer said": nobody is his own lawyer.
    let is_own = near.iter().any(|mention| {
        mention.reason == "pronoun"
            && mention.entity == found.entity
            && speaker.contains(mention.span)
            && mention.span != speaker
    });
    (!is_own).then_some(found)
}

/// The tokens that may name the speaker: the head of the phrase, then the names that stand for it.
fn heads(layout: &Layout<'_>, speaker: Span) -> Option<Vec<u32>> {
    let document = &layout.parsed.document;
    let tokens = document.tokens_in(speaker);
    let tree = Tree::of_sentence(layout.parsed, document.sentence_of_token(tokens.start)?)?;
    let inside = |at: usize| tokens.contains(&at);
    let top = tokens.clone().find(|&at| {
        tree.head(at).is_none_or(|head| !inside(head))
            && !tree.is_punctuation(at)
            && !tree.is(at, Relation::Case)
    })?;
    let mut heads = vec![top as u32];
    let mut waiting = vec![top];
    while let Some(here) = waiting.pop().filter(|_| heads.len() < MOST_NAMES) {
        for &child in tree.children(here).iter().filter(|&&child| inside(child)) {
            let same =
                matches!(tree.relation(child), Some(Relation::Appos | Relation::Flat | Relation::NmodDesc));
            // "Acting Mayor Ana Bruk": the parser may hang the name on the title, or the title on the name.
            let title = tree.is(child, Relation::Compound) && tree.upos(child) == Some(Upos::Propn);
            if same || title {
                heads.push(child as u32);
                waiting.push(child);
            }
        }
    }
    Some(heads)
}

/// More words do not stand for one speaker.
const MOST_NAMES: usize = 12;

/// The mention that begins first, and of those the one that reaches furthest.
fn first_named(mentions: &[Mention], speaker: Span) -> Option<&Mention> {
    let inside = mentions.iter().filter(|mention| mention.span.overlaps(speaker));
    let start = inside.clone().map(|mention| mention.span.start.max(speaker.start)).min()?;
    inside
        .filter(|mention| mention.span.start.max(speaker.start) == start)
        .max_by_key(|mention| (mention.span.end.min(speaker.end), std::cmp::Reverse(mention.span.end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::MentionKind;

    fn mention(start: u32, end: u32, entity: u32) -> Mention {
        Mention {
            sentence: 0,
            span: Span { start, end },
            head: 0,
            kind: MentionKind::Person,
            entity,
            name: None,
            country: None,
            coordinates: None,
            role: None,
            reason: "name",
        }
    }

    #[test]
    fn the_phrase_is_about_whom_it_begins_with() {
        // "Ana Bruk, an aide to Omar Reza"
        let mentions = [mention(0, 8, 1), mention(21, 30, 2)];
        assert_eq!(first_named(&mentions, Span { start: 0, end: 30 }).map(|found| found.entity), Some(1));
        // "Moscow's envoy"
        let mentions = [mention(0, 6, 1), mention(0, 14, 2)];
        assert_eq!(first_named(&mentions, Span { start: 0, end: 14 }).map(|found| found.entity), Some(2));
    }
}
