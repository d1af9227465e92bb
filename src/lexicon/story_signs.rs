//! What makes two sentences of a story one fact: `story_signs.toml`, `story_concepts.tsv`, `story_stances.tsv`.

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{ListFolder, Table};
use crate::error::{Error, Result};

const SIGNS: &str = "story_signs.toml";
const CONCEPTS: &str = "story_concepts.tsv";
const STANCES: &str = "story_stances.tsv";

/// The numbers of `story_signs.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each number is explained in the file")]
pub struct StorySigns {
    pub imagined_clauses: f64,
    pub name_weight: f64,
    pub same_fact: f64,
    pub same_but_for_slot: f64,
    pub same_but_for_place: f64,
    pub same_but_for_stance: f64,
    pub same_but_for_not: f64,
    pub same_but_for_speaker: f64,
    pub least_words: usize,
    pub least_shared: usize,
    pub equal_value: f64,
    pub contained: f64,
    pub copy: f64,
    pub rewrite_coverage: f64,
    pub rewrite_order: f64,
    pub rewrite_wording: f64,
    pub rewrite_spelling: f64,
    pub rewrite_surprise: f64,
    pub rewrite: f64,
    pub rewrite_clauses: usize,
    pub neighbours: usize,
    pub across: f64,
    pub across_said: f64,
    pub across_but_for_slot: f64,
}

/// Declares [`Stance`] with the names used in the list.
macro_rules! stances {
    ($($(#[$doc:meta])* $member:ident = $name:literal),+ $(,)?) => {
        /// What a word does to the fact it stands with.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub enum Stance { $($(#[$doc])* $member),+ }

        impl Stance {
            fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$member),)+ _ => None }
            }
        }
    };
}

stances! {
    /// "reportedly"
    Hedge = "hedge",
    /// "is believed to"
    HedgingVerb = "hedging verb",
    /// "will"
    Plan = "plan",
    /// "plans to"
    PlanningVerb = "planning verb",
    /// "not"
    Not = "not",
    /// "refused to"
    NegatingVerb = "negating verb",
    /// "has risen"
    Update = "update",
    /// "some 300"
    About = "about",
    /// "a number of", "millions": no content.
    Amount = "amount",
    /// "injured": counts of it may rise.
    Toll = "toll",
}

/// What the facts of a story are compared with.
#[derive(Clone, Debug, Default)]
pub struct StoryFacts {
    /// `story_signs.toml`.
    pub signs: StorySigns,
    concepts: FxHashMap<String, CompactString>,
    stances: FxHashMap<String, u16>,
}

impl StoryFacts {
    /// Loads the three lists.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let signs = folder.list(SIGNS, include_str!("../../data/story_signs.toml"))?;
        let signs: StorySigns = toml::from_str(&signs).map_err(|error| {
            let before = error.span().and_then(|span| signs.get(..span.start)).unwrap_or_default();
            Error::list(SIGNS, before.lines().count().max(1), error.message())
        })?;
        let content = folder.list(CONCEPTS, include_str!("../../data/story_concepts.tsv"))?;
        let table = Table::read(CONCEPTS, &content)?;
        table.expect_columns(&["word", "concept"])?;
        let mut concepts = FxHashMap::default();
        for row in table.rows() {
            let [word, concept] = row.fields.as_slice() else { continue };
            concepts.insert((*word).to_owned(), CompactString::from(*concept));
        }
        let content = folder.list(STANCES, include_str!("../../data/story_stances.tsv"))?;
        let table = Table::read(STANCES, &content)?;
        table.expect_columns(&["word", "kind"])?;
        let mut stances: FxHashMap<String, u16> = FxHashMap::default();
        for row in table.rows() {
            let [word, kind] = row.fields.as_slice() else { continue };
            let Some(stance) = Stance::from_name(kind) else {
                return Err(table.problem(row, format!("unknown kind {kind:?}")));
            };
            *stances.entry((*word).to_owned()).or_insert(0) |= 1 << stance as u16;
        }
        Ok(Self { signs, concepts, stances })
    }

    /// What a word (dictionary form, lower case) counts as.
    pub fn concept(&self, word: &str) -> Option<&str> {
        self.concepts.get(word).map(CompactString::as_str)
    }

    /// Whether a word (lower case) is of this kind.
    pub fn is(&self, word: &str, stance: Stance) -> bool {
        self.stances.get(word).is_some_and(|kinds| kinds & (1 << stance as u16) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_load() {
        let facts = StoryFacts::load(&ListFolder::built_in()).unwrap();
        assert_eq!(facts.concept("death"), facts.concept("kill"));
        assert!(facts.is("reportedly", Stance::Hedge));
        assert!(facts.is("refuse", Stance::NegatingVerb) && !facts.is("refuse", Stance::Not));
        assert!(facts.signs.same_fact < facts.signs.same_but_for_slot);
    }

    #[test]
    fn the_lists_are_sorted_and_without_doubles() {
        for (name, content) in [
            (CONCEPTS, include_str!("../../data/story_concepts.tsv")),
            (STANCES, include_str!("../../data/story_stances.tsv")),
        ] {
            let table = Table::read(name, content).unwrap();
            let rows: Vec<_> = table.rows().iter().map(|row| &row.fields).collect();
            assert!(rows.windows(2).all(|pair| pair[0] < pair[1]), "{name}");
            assert!(rows.iter().all(|row| row.iter().all(|field| field.trim() == *field)), "{name}");
        }
    }
}
