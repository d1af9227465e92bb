//! What prepositions do in the event rules.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::{ListFolder, Table};
use crate::error::Result;

/// What a preposition may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// What an act is about, as part of its noun's phrase: "the attack on the camp".
    About,
    /// It may open a clause: "after Chad left".
    Clause,
    /// Both sides do it: "talks with".
    Mutual,
    /// Part of a noun's phrase: "the king of Spain".
    Part,
    /// An adverb that makes another verb of one it follows: "press ahead".
    Particle,
    /// It looks like a verb: "following the raid".
    Participle,
    /// Where something happened.
    Place,
    /// Rather a place than a side.
    Somewhere,
}

/// Prepositions with their uses.
#[derive(Clone, Debug, Default)]
pub struct Prepositions {
    uses: FxHashMap<CompactString, Vec<Use>>,
    targets: Vec<CompactString>,
}

impl Prepositions {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let name = "events/prepositions.tsv";
        let content = folder.list(name, include_str!("../../data/events/prepositions.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["word", "uses"])?;
        let mut found = Self::default();
        let mut ranked: Vec<(u32, CompactString)> = Vec::new();
        for row in table.rows() {
            let &[word, uses] = row.fields.as_slice() else { continue };
            let mut own = Vec::new();
            for text in uses.split('/') {
                if let Some(rank) = text.strip_prefix("target:") {
                    let rank =
                        rank.parse().map_err(|_| table.problem(row, format!("unknown rank {rank:?}")))?;
                    ranked.push((rank, word.into()));
                    continue;
                }
                own.push(match text {
                    "about" => Use::About,
                    "clause" => Use::Clause,
                    "mutual" => Use::Mutual,
                    "part" => Use::Part,
                    "particle" => Use::Particle,
                    "participle" => Use::Participle,
                    "place" => Use::Place,
                    "somewhere" => Use::Somewhere,
                    other => return Err(table.problem(row, format!("unknown use {other:?}"))),
                });
            }
            found.uses.insert(word.into(), own);
        }
        ranked.sort();
        found.targets = ranked.into_iter().map(|(_, word)| word).collect();
        Ok(found)
    }

    /// Whether the preposition has this use.
    pub fn is(&self, word: &str, wanted: Use) -> bool {
        self.uses.get(word).is_some_and(|uses| uses.contains(&wanted))
    }

    /// The prepositions behind which a target is looked for last, best first.
    pub fn targets(&self) -> &[CompactString] {
        &self.targets
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_loads() {
        let list = Prepositions::load(&ListFolder::default()).unwrap();
        assert!(list.is("following", Use::Participle));
        assert!(!list.is("following", Use::Place));
        assert_eq!(list.targets().first().map(CompactString::as_str), Some("against"));
    }
}
