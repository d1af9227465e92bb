//! A second opinion: whether a sentence, and the article around it, speak of politics at all.
//!
//! "Drones help farmers", "The governor agreed with the gardeners": patterns and roles fit, and nothing political happened. The
//! weights of words (`data/events/politics.tsv`) are those of a linear model trained on sentences of both kinds; a sentence
//! counts with the mean of its article, so that a plain sentence in a report on a war stays and the same sentence in a
//! review of tools goes.

use compact_str::{CompactString, ToCompactString};

use crate::lexicon::events_politics::Politics;
use crate::syntax::{Parsed, Upos, Word};

/// No sentence counts for more than this, in hundredths of a logit, however long it is.
const MOST: i32 = 800;

/// How much each sentence of an article speaks for politics.
#[derive(Clone, Debug, Default)]
pub(super) struct Opinions {
    sentences: Vec<i32>,
    article: i32,
}

impl Opinions {
    /// `None` where the list of weights is empty.
    pub(super) fn of(parsed: &Parsed<'_>, politics: &Politics) -> Option<Self> {
        if politics.is_empty() {
            return None;
        }
        let weigh = |tokens: std::ops::Range<usize>| {
            let words = parsed.words.get(tokens).unwrap_or_default();
            politics.weigh(words.iter().filter_map(telling_word)).clamp(-MOST, MOST)
        };
        let sentences: Vec<i32> =
            parsed.document.sentences.iter().map(|sentence| weigh(sentence.tokens.clone())).collect();
        let sum: i64 = sentences.iter().map(|&weight| i64::from(weight)).sum();
        let count = i64::try_from(sentences.len()).unwrap_or(i64::MAX).max(1);
        let article = i32::try_from(sum.div_euclid(count)).unwrap_or_default();
        Some(Self { sentences, article })
    }

    /// Above zero for politics, in hundredths of a logit.
    pub(super) fn on(&self, sentence: usize) -> i32 {
        self.sentences.get(sentence).copied().unwrap_or_default().saturating_add(self.article)
    }
}

/// The dictionary form, in small letters, of a word that tells what a sentence is about.
pub fn telling_word(word: &Word) -> Option<CompactString> {
    matches!(word.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Propn).then(|| {
        match word.lemma.chars().any(char::is_uppercase) {
            true => word.lemma.to_lowercase().to_compact_string(),
            false => word.lemma.as_str().into(),
        }
    })
}
