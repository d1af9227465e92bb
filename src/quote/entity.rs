//! Ties a speaker's words to the people and organisations of the article.

use crate::mention::Mention;
use crate::span::Span;

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
