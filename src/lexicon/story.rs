//! When two reports are about the same happening: `story.toml` and `story_common_words.tsv`.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{ListFolder, Table};
use crate::error::{Error, Result};

const NAME: &str = "story.toml";
const COMMON: &str = "story_common_words.tsv";

/// The weights and thresholds of `story.toml`, explained there, and how common words are.
#[derive(Clone, Debug, Default)]
pub struct StoryLists {
    /// `story.toml`.
    pub weights: StoryWeights,
    /// Of all news articles, the share that holds a word (in lower case).
    pub common: FxHashMap<String, f64>,
}

/// The numbers of `story.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each number is explained in the file")]
pub struct StoryWeights {
    pub lead_words: usize,
    pub lead_weight: f64,
    pub word: f64,
    pub pair: f64,
    pub name: f64,
    pub number: f64,
    pub imagined_reports: f64,
    pub link: f64,
    pub link_alone: f64,
    pub enough_reports: f64,
    pub days_full: f64,
    pub days_none: f64,
    pub named_days_full: f64,
    pub named_days_none: f64,
    pub named_days_share: f64,
    pub named_days_share_alone: f64,
}

impl StoryLists {
    /// Loads both files.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let weights = folder.list(NAME, include_str!("../../data/story.toml"))?;
        let weights: StoryWeights = toml::from_str(&weights).map_err(|error| {
            let before = error.span().and_then(|span| weights.get(..span.start)).unwrap_or_default();
            Error::list(NAME, before.lines().count().max(1), error.message())
        })?;
        let content = folder.list(COMMON, include_str!("../../data/story_common_words.tsv"))?;
        let table = Table::read(COMMON, &content)?;
        table.expect_columns(&["word", "share"])?;
        let mut common = FxHashMap::default();
        for row in table.rows() {
            let [word, share] = row.fields.as_slice() else { continue };
            let share = share.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
            let share = share.ok_or_else(|| table.problem(row, "the share is no number from 0 to 1"))?;
            common.insert((*word).to_owned(), share);
        }
        Ok(Self { weights, common })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_load_and_are_sorted_by_word() {
        let lists = StoryLists::load(&ListFolder::built_in()).unwrap();
        assert!(lists.weights.link > lists.weights.link_alone);
        assert_eq!(lists.common.get("the"), Some(&0.9));
        let table = Table::read(COMMON, include_str!("../../data/story_common_words.tsv")).unwrap();
        assert!(table.rows().windows(2).all(|pair| pair[0].fields[0] < pair[1].fields[0]));
        assert!(table.rows().iter().all(|row| row.fields[0].chars().all(char::is_lowercase)));
    }
}
