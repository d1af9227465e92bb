//! Given names, and words that tell names of people, organisations and places apart: `data/names/`.

use rustc_hash::FxHashMap;

use super::folder::ListFolder;
use super::phrase::fold;
use super::roles::Gender;
use super::table::Table;
use crate::error::Result;

/// What a word does in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameWord {
    /// "Airport": ends names of places.
    PlaceEnd,
    /// "Lake": begins names of places.
    PlaceBegin,
    /// First words that make a place of any name: "Lake Orvik".
    PlaceFeature,
    /// First words of names of storms, which are nobody.
    Storm,
    /// "Inc.": ends names of companies.
    CompanyEnd,
    /// "Committee": ends names of bodies.
    OrganizationEnd,
    /// "bin": a small word inside a person's name.
    Particle,
    /// "Monday": capitalised, but no name.
    NotName,
    /// "Arabic": a language.
    Language,
    /// "-yan": ends surnames.
    SurnameEnd,
    /// "-grad": ends names of towns.
    TownEnd,
    /// "singer": a trade that is no office of state.
    Trade,
    /// "Agreement": ends names of laws, wars, prizes and other things that are nobody and nowhere.
    Thing,
    /// "ferry": right before a name, it makes a thing of it.
    ThingBefore,
    /// "Nguyen": a family name that mostly stands first.
    FamilyFirst,
    /// "Muslims": people who share a faith or descent, without a state.
    People,
    /// "Calif.": short for a state of the United States.
    State,
    /// "Jr.": behind a surname, and no part of it.
    Suffix,
}

impl NameWord {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "place_end" => Self::PlaceEnd,
            "place_begin" => Self::PlaceBegin,
            "place_feature" => Self::PlaceFeature,
            "storm" => Self::Storm,
            "company_end" => Self::CompanyEnd,
            "organization_end" => Self::OrganizationEnd,
            "particle" => Self::Particle,
            "not_name" => Self::NotName,
            "language" => Self::Language,
            "surname_end" => Self::SurnameEnd,
            "town_end" => Self::TownEnd,
            "trade" => Self::Trade,
            "thing" => Self::Thing,
            "thing_before" => Self::ThingBefore,
            "family_first" => Self::FamilyFirst,
            "people" => Self::People,
            "state" => Self::State,
            "suffix" => Self::Suffix,
            _ => return None,
        })
    }
}

/// The words of names.
#[derive(Clone, Debug, Default)]
pub struct Names {
    given: FxHashMap<String, Option<Gender>>,
    /// A bit for each kind that a word is of.
    words: FxHashMap<String, u32>,
}

impl Names {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let mut names = Self::default();
        for (name, gender) in Self::given(folder)? {
            names.given.insert(fold(&name), gender);
        }
        let content = folder.list("names/words.tsv", include_str!("../../data/names/words.tsv"))?;
        let table = Table::read("names/words.tsv", &content)?;
        table.expect_columns(&["kind", "word"])?;
        for row in table.rows() {
            let [kind, word] = row.fields[..] else { continue };
            let Some(kind) = NameWord::from_name(kind) else {
                return Err(table.problem(row, format!("unknown kind {kind:?}")));
            };
            *names.words.entry(word.to_owned()).or_default() |= 1 << kind as u32;
        }
        Ok(names)
    }

    /// The given names as the list has them, each with the gender it gives away.
    pub(super) fn given(folder: &ListFolder) -> Result<Vec<(String, Option<Gender>)>> {
        let content = folder.list("names/given.tsv", include_str!("../../data/names/given.tsv"))?;
        let table = Table::read("names/given.tsv", &content)?;
        table.expect_columns(&["name", "gender"])?;
        let mut given = Vec::with_capacity(table.rows().len());
        for row in table.rows() {
            let [name, gender] = row.fields[..] else { continue };
            let gender = match gender {
                "f" => Some(Gender::Female),
                "m" => Some(Gender::Male),
                "" => None,
                other => return Err(table.problem(row, format!("unknown gender {other:?}"))),
            };
            given.push((name.to_owned(), gender));
        }
        Ok(given)
    }

    /// Whether this is a given name: "Sergei".
    pub fn is_given(&self, name: &str) -> bool {
        self.given.contains_key(&fold(name))
    }

    /// The gender a given name gives away.
    pub fn gender(&self, name: &str) -> Option<Gender> {
        self.given.get(&fold(name)).copied().flatten()
    }

    /// Whether a word does this in names; words are compared as they stand.
    pub fn is(&self, kind: NameWord, word: &str) -> bool {
        self.words.get(word).is_some_and(|kinds| kinds & (1 << kind as u32) != 0)
    }

    /// Whether a name ends like those of a kind: "Petrosyan" like surnames.
    pub fn ends_like(&self, kind: NameWord, name: &str) -> bool {
        let starts = name.char_indices().map(|(start, _)| start).skip(2);
        starts.filter_map(|start| name.get(start..)).any(|end| end.len() <= 8 && self.is(kind, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::load(&ListFolder::built_in()).unwrap()
    }

    #[test]
    fn the_lists_are_sorted_without_duplicates() {
        for content in
            [include_str!("../../data/names/given.tsv"), include_str!("../../data/names/words.tsv")]
        {
            let table = Table::read("names", content).unwrap();
            let keys: Vec<_> = table.rows().iter().map(|row| (row.fields[0], row.fields[1])).collect();
            assert!(keys.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn given_names_know_their_gender() {
        assert_eq!(names().gender("Olga"), Some(Gender::Female));
        assert_eq!(names().gender("SERGEI"), Some(Gender::Male));
        assert!(!names().is_given("Ministry"));
    }

    #[test]
    fn endings_are_seen() {
        assert!(names().ends_like(NameWord::SurnameEnd, "Petrosyan"));
        assert!(!names().ends_like(NameWord::SurnameEnd, "Kabul"));
    }
}
