//! News that is not political: sport, markets, weather, films, anniversaries, obituaries.
//!
//! "The Reds beat the Lions in the semifinal" is no ASSAULT. A sentence whose words of one kind weigh enough gives
//! no events, unless a state acts in it: "Turkey sent aid after the earthquake" stays.

use super::tree::Tree;
use crate::lexicon::EventLists;
use crate::lexicon::events_cues::Discard;

/// From this weight on the sentence is of that kind.
const ENOUGH: u32 = 2;

/// The kinds of a sentence that is not political, and whether each is strong.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    weights: [u32; 7],
}

impl Setting {
    pub(super) fn of(tree: &Tree<'_>, lists: &EventLists) -> Self {
        let mut setting = Self::default();
        let mut seen: Vec<&str> = Vec::new();
        for token in tree.tokens.clone() {
            let lemma = tree.whole(token);
            for &(kind, weight) in lists.discards.of(lemma) {
                if seen.contains(&lemma) {
                    continue;
                }
                if let Some(sum) = setting.weights.get_mut(kind as usize) {
                    *sum += weight;
                }
            }
            seen.push(lemma);
            if seen.len() > 64 {
                seen.remove(0);
            }
        }
        setting
    }

    /// Sport, films, markets and the like: nothing in the sentence is an event.
    pub(super) fn is_elsewhere(&self) -> bool {
        [
            Discard::Sport,
            Discard::Film,
            Discard::Market,
            Discard::Obituary,
            Discard::Science,
            Discard::Anniversary,
        ]
        .iter()
        .any(|&kind| self.weight(kind) >= ENOUGH)
    }

    fn weight(&self, kind: Discard) -> u32 {
        self.weights.get(kind as usize).copied().unwrap_or(0)
    }
}
