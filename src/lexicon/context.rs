//! Words around a name or noun that tell what it is: `data/context_words.tsv`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::folder::ListFolder;
use super::table::Table;
use crate::error::Result;

const NAME: &str = "context_words.tsv";

/// What a word beside a name or noun tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContextWord {
    /// "Oslo is a city": a place, not a government.
    PlaceNoun,
    /// "the port of Orvik".
    PlaceBeforeOf,
    /// Verbs whose object is a place that changes hands or suffers.
    Seized,
    /// Verbs whose object is where somebody goes.
    Visited,
    /// Verbs and nouns with which "to" names who receives.
    Received,
    /// Verbs by which a place only is somewhere.
    Lies,
    /// Ends of what a government owns: "decision".
    GovernmentOwnEnd,
    /// What a country owns in spite of its end: "population".
    CountryOwn,
    /// What a town owns: "mayor".
    TownOwn,
    /// Verbs behind a capital that acts.
    ActsAfter,
    /// Verbs whose subject is mostly a person.
    Says,
    /// Words with which "to" names a place.
    Moves,
    /// Nouns in the singular for many people.
    Collective,
    /// Offices and work mostly held abroad.
    Abroad,
    /// Nouns that only say that there are people.
    EmptyNoun,
    /// "the two countries".
    PairOfCountries,
    /// "both leaders".
    PairOfPeople,
    /// "sides", "parties": the noun of "both sides", who may be countries, organisations or groups.
    PairOfSides,
    /// "former", "ousted": an office of the past.
    Former,
    /// Prepositions whose noun is a place: "in", "near".
    Locative,
    /// Words of office of the United States: "Georgia lawmakers" are none of the country.
    StateOffice,
    /// Verbs of sport: "Norway beat Peru" speaks of teams.
    Plays,
}

impl ContextWord {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "place_noun" => Self::PlaceNoun,
            "place_before_of" => Self::PlaceBeforeOf,
            "seized" => Self::Seized,
            "visited" => Self::Visited,
            "received" => Self::Received,
            "lies" => Self::Lies,
            "government_own_end" => Self::GovernmentOwnEnd,
            "country_own" => Self::CountryOwn,
            "town_own" => Self::TownOwn,
            "acts_after" => Self::ActsAfter,
            "says" => Self::Says,
            "moves" => Self::Moves,
            "collective" => Self::Collective,
            "abroad" => Self::Abroad,
            "empty_noun" => Self::EmptyNoun,
            "former" => Self::Former,
            "locative" => Self::Locative,
            "state_office" => Self::StateOffice,
            "plays" => Self::Plays,
            "pair_of_countries" => Self::PairOfCountries,
            "pair_of_people" => Self::PairOfPeople,
            "pair_of_sides" => Self::PairOfSides,
            _ => return None,
        })
    }
}

/// The words by what they tell.
#[derive(Clone, Debug, Default)]
pub struct ContextWords {
    words: FxHashMap<ContextWord, FxHashSet<String>>,
}

impl ContextWords {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/context_words.tsv"))?;
        let table = Table::read(NAME, &content)?;
        table.expect_columns(&["kind", "word"])?;
        let mut found = Self::default();
        for row in table.rows() {
            let [kind, word] = row.fields[..] else { continue };
            let Some(kind) = ContextWord::from_name(kind) else {
                return Err(table.problem(row, format!("unknown kind {kind:?}")));
            };
            found.words.entry(kind).or_default().insert(word.to_owned());
        }
        Ok(found)
    }

    /// Whether a word, given in lower case, tells this.
    pub fn is(&self, kind: ContextWord, word: &str) -> bool {
        self.words.get(&kind).is_some_and(|words| words.contains(word))
    }

    /// Whether a word ends like those of a kind.
    pub fn ends_like(&self, kind: ContextWord, word: &str) -> bool {
        let starts = word.char_indices().filter_map(|(start, _)| word.get(start..));
        starts.into_iter().any(|end| self.is(kind, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_without_doubles() {
        let table = Table::read(NAME, include_str!("../../data/context_words.tsv")).unwrap();
        let keys: Vec<_> = table.rows().iter().map(|row| (row.fields[0], row.fields[1])).collect();
        assert!(keys.is_sorted_by(|a, b| a < b));
        assert!(keys.iter().all(|(_, word)| word.trim() == *word && *word == word.to_lowercase()));
    }

    #[test]
    fn words_tell_places_from_governments() {
        let words = ContextWords::load(&ListFolder::built_in()).unwrap();
        assert!(words.is(ContextWord::Seized, "besiege"));
        assert!(words.ends_like(ContextWord::GovernmentOwnEnd, "decision"));
        assert!(!words.ends_like(ContextWord::GovernmentOwnEnd, "street"));
    }
}
