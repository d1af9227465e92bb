//! Ties a speaker's words to the people and organisations of the article.

use super::layout::Layout;
use super::speaker;
use super::tree::Tree;
use crate::mention::Mention;
use crate::span::Span;
use crate::syntax::Relation;

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
/// > said Ana Bruk, an aide to Omar Reza
///
/// holds two people; the phrase is about the one it begins with. "Moscow's envoy" begins with a place, but the
/// mention that reaches furthest from there is the envoy.
pub(super) fn of_speaker(mentions: &[Mention], speaker: Span) -> Option<&Mention> {
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
        assert_eq!(of_speaker(&mentions, Span { start: 0, end: 30 }).map(|found| found.entity), Some(1));
        // "Moscow's envoy"
        let mentions = [mention(0, 6, 1), mention(0, 14, 2)];
        assert_eq!(of_speaker(&mentions, Span { start: 0, end: 14 }).map(|found| found.entity), Some(2));
    }
}
