//! Sentences in another language: a Dutch line in an English article, a headline too short for its language to be told.
//!
//! "Minister Jansen sprak met president Vik" would be a meeting, for "met" is an English verb. Small words tell: a sentence
//! with more of another language than of English gives no events.

use super::tree::Tree;
use crate::lexicon::EventLists;
use crate::lexicon::events_cues::{SmallWord, small_words_are_foreign};
use crate::syntax::Upos;

/// How many words of a sentence are looked at.
const SAMPLE: usize = 80;

/// Whether a sentence is plainly not English.
pub(super) fn is_foreign(tree: &Tree<'_>, lists: &EventLists) -> bool {
    let (mut foreign, mut english) = (0, 0);
    for token in tree.tokens.clone().take(SAMPLE) {
        let text = tree.text(token);
        let opens = token == tree.body;
        if !opens && text.chars().next().is_some_and(char::is_uppercase) {
            continue;
        }
        match lists.small_words.of(&text.to_lowercase()) {
            Some(SmallWord::English) => english += 1,
            Some(SmallWord::Foreign) if !opens || is_small(tree, token + 1) => foreign += 1,
            Some(SmallWord::Particle)
                if is_small(tree, token + 1) && (opens || is_small(tree, token - 1)) =>
            {
                foreign += 1;
            }
            _ => {}
        }
    }
    small_words_are_foreign(foreign, english)
}

/// Whether a word stands there and begins with a small letter.
fn is_small(tree: &Tree<'_>, token: usize) -> bool {
    tree.tokens.contains(&token)
        && tree.upos(token) != Upos::Punct
        && tree.text(token).chars().next().is_some_and(char::is_lowercase)
}
