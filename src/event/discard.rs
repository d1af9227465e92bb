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
    weights: [u32; 8],
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
        if setting.weight(Discard::Score) > 0
            && tree.tokens.clone().any(|token| is_result(tree, token))
            && let Some(sport) = setting.weights.get_mut(Discard::Sport as usize)
        {
            *sport += ENOUGH;
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

/// "2-1": two small numbers joined by a hyphen.
fn is_result(tree: &Tree<'_>, token: usize) -> bool {
    let small = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = tree.text(token);
    if let Some((left, right)) = text.split_once(['-', '–']) {
        return small(left) && small(right);
    }
    let next = |by: usize| tree.tokens.contains(&(token + by)).then(|| tree.text(token + by));
    let touching = tree.touches(token, token + 1) && tree.touches(token + 1, token + 2);
    small(text) && touching && matches!(next(1), Some("-" | "–")) && next(2).is_some_and(small)
}
