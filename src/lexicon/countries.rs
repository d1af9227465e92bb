//! Countries and every name the news uses for them: `data/countries.tsv`.

use super::country::Country;
use super::folder::ListFolder;
use super::phrase::{Phrases, same_capitals};
use super::table::Table;
use crate::error::Result;

/// What a word says about a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountryWord {
    /// A name of the country: "Armenia", "the UK".
    Name,
    /// "Armenian": of this country, or one of its people.
    Adjective,
    /// "Armenians", "Frenchman": its people, in the plural or by a noun of their own.
    People,
    /// "Yerevan": its capital, also used for its government.
    Capital,
    /// "the Kremlin": a building, street or institution used for its government.
    Seat,
}

/// What the list says of one phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryName {
    /// The phrase as listed.
    pub phrase: String,
    /// Whose it is.
    pub country: Country,
    /// What it says.
    pub word: CountryWord,
    /// Whether a better known bearer shares it, so that it counts only where the article speaks of this country.
    pub shared: bool,
}

/// One line of the list.
#[derive(Clone, Debug)]
pub struct CountryRow {
    /// ISO 3166-1 alpha-3 code.
    pub code: Country,
    /// Member, observer, territory, other or former.
    pub status: String,
    /// The name most used: "North Korea".
    pub name: String,
    /// The adjective most used: "North Korean".
    pub adjective: Option<String>,
    /// The capital: "Pyongyang".
    pub capital: Option<String>,
}

/// All countries, by code and by every name.
#[derive(Clone, Debug, Default)]
pub struct Countries {
    rows: Vec<CountryRow>,
    names: Vec<CountryName>,
    phrases: Phrases,
}

const COLUMNS: &[&str] =
    &["code", "status", "name", "official", "other_names", "adjectives", "people", "capitals", "seats"];
const STATUSES: &[&str] = &["member", "observer", "territory", "other", "former"];

impl Countries {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list("countries.tsv", include_str!("../../data/countries.tsv"))?;
        let table = Table::read("countries.tsv", &content)?;
        table.expect_columns(COLUMNS)?;
        let mut countries = Self::default();
        for row in table.rows() {
            let [code, status, name, official, others, adjectives, people, capitals, seats] = row.fields[..]
            else {
                continue;
            };
            let Some(code) = Country::new(code) else {
                return Err(table.problem(row, format!("{code:?} is no alpha-3 code")));
            };
            if !STATUSES.contains(&status) {
                return Err(table.problem(row, format!("unknown status {status:?}")));
            }
            let first =
                |field: &str| parts(field).find(|(_, shared)| !shared).map(|(phrase, _)| phrase.to_owned());
            countries.rows.push(CountryRow {
                code,
                status: status.to_owned(),
                name: name.to_owned(),
                adjective: first(adjectives),
                capital: first(capitals),
            });
            for field in [name, official, others] {
                countries.add(code, field, CountryWord::Name);
            }
            countries.add(code, adjectives, CountryWord::Adjective);
            countries.add(code, people, CountryWord::People);
            for (phrase, shared) in parts(adjectives).chain(parts(people)) {
                if let Some(plural) = plural(phrase) {
                    countries.insert(&plural, code, CountryWord::People, shared);
                }
            }
            countries.add(code, capitals, CountryWord::Capital);
            countries.add(code, seats, CountryWord::Seat);
        }
        Ok(countries)
    }

    fn add(&mut self, country: Country, field: &str, word: CountryWord) {
        for (phrase, shared) in parts(field) {
            self.insert(phrase, country, word, shared);
        }
    }

    fn insert(&mut self, phrase: &str, country: Country, word: CountryWord, shared: bool) {
        self.phrases.insert(phrase, self.names.len() as u32);
        self.names.push(CountryName { phrase: phrase.to_owned(), country, word, shared });
    }

    /// All countries, sorted by code.
    pub fn rows(&self) -> &[CountryRow] {
        &self.rows
    }

    /// The country of a code.
    pub fn get(&self, code: Country) -> Option<&CountryRow> {
        let index = self.rows.binary_search_by_key(&code, |row| row.code).ok()?;
        self.rows.get(index)
    }

    /// Everything the list says of exactly this phrase, best known bearer first.
    pub fn readings(&self, phrase: &str) -> Vec<&CountryName> {
        self.fitting(self.phrases.get(phrase), phrase)
    }

    /// The longest listed phrase that begins at byte `start` of `text`: its end, and what the list says of it.
    pub fn at(&self, text: &str, start: usize) -> Option<(usize, Vec<&CountryName>)> {
        let all = self.phrases.all_at(text, start);
        all.into_iter().rev().find_map(|(end, numbers)| {
            let names = self.fitting(numbers, text.get(start..end)?);
            (!names.is_empty()).then_some((end, names))
        })
    }

    /// The country of a name, adjective, people, capital or seat of government.
    pub fn find(&self, phrase: &str) -> Option<Country> {
        self.readings(phrase).into_iter().find(|name| !name.shared).map(|name| name.country)
    }

    /// The country called so: "Armenia", "the Russian Federation".
    pub fn name(&self, phrase: &str) -> Option<Country> {
        self.only(phrase, &[CountryWord::Name])
    }

    /// The country of an adjective or a people: "Armenian", "Armenians", "Frenchman".
    pub fn demonym(&self, phrase: &str) -> Option<Country> {
        self.only(phrase, &[CountryWord::Adjective, CountryWord::People])
    }

    /// The country of a capital: "Yerevan".
    pub fn capital(&self, phrase: &str) -> Option<Country> {
        self.only(phrase, &[CountryWord::Capital])
    }

    /// The country of a seat of government used as its name: "the Kremlin".
    pub fn seat(&self, phrase: &str) -> Option<Country> {
        self.only(phrase, &[CountryWord::Seat])
    }

    fn only(&self, phrase: &str, words: &[CountryWord]) -> Option<Country> {
        let phrase = without_article(phrase);
        let mut names = self.readings(phrase).into_iter();
        names.find(|name| !name.shared && words.contains(&name.word)).map(|name| name.country)
    }

    fn fitting(&self, numbers: &[u32], found: &str) -> Vec<&CountryName> {
        let names = numbers.iter().filter_map(|&number| self.names.get(number as usize));
        let mut names: Vec<_> = names.filter(|name| same_capitals(&name.phrase, found)).collect();
        names.sort_by_key(|name| name.shared);
        names
    }
}

/// "the Kremlin" -> "Kremlin".
pub(super) fn without_article(phrase: &str) -> &str {
    phrase.strip_prefix("the ").or_else(|| phrase.strip_prefix("The ")).unwrap_or(phrase)
}

/// The phrases of a field, each with whether it is marked as shared.
pub(super) fn parts(field: &str) -> impl Iterator<Item = (&str, bool)> {
    field.split('|').filter(|part| !part.is_empty()).map(|part| match part.strip_prefix('?') {
        Some(shared) => (shared, true),
        None => (part, false),
    })
}

/// The plural in -s of a people, where it is made so: Armenians, Israelis, Germans; not Chinese, British, Frenchmen.
fn plural(people: &str) -> Option<String> {
    const SAME: &[&str] =
        &["ese", "ish", "nch", "tch", "ss", "men", "hman", "tsman", "nxman", "woman", ".", "S", "K"];
    (!SAME.iter().any(|end| people.ends_with(end))).then(|| format!("{people}s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn countries() -> Countries {
        Countries::load(&ListFolder::built_in()).unwrap()
    }

    fn code(code: &str) -> Option<Country> {
        Country::new(code)
    }

    #[test]
    fn the_list_is_sorted_and_whole() {
        let countries = countries();
        assert!(countries.rows().is_sorted_by(|a, b| a.code < b.code));
        assert_eq!(countries.rows().iter().filter(|row| row.status == "member").count(), 193);
    }

    #[test]
    fn no_phrase_has_two_unshared_bearers() {
        let countries = countries();
        for name in countries.names.iter().filter(|name| !name.shared) {
            for other in countries.readings(&name.phrase).into_iter().filter(|other| !other.shared) {
                assert_eq!(other.country, name.country, "{}", name.phrase);
            }
        }
    }

    #[test]
    fn each_kind_of_name_leads_home() {
        let countries = countries();
        assert_eq!(countries.name("the Russian Federation"), code("RUS"));
        assert_eq!(countries.demonym("Armenians"), code("ARM"));
        assert_eq!(countries.demonym("Frenchmen"), code("FRA"));
        assert_eq!(countries.demonym("Germans"), code("DEU"));
        assert_eq!(countries.capital("YEREVAN"), code("ARM"));
        assert_eq!(countries.seat("the Kremlin"), code("RUS"));
        assert_eq!(countries.name("us"), None);
        assert_eq!(countries.demonym("polish"), None);
    }

    #[test]
    fn the_longest_name_wins() {
        let countries = countries();
        let text = "South Sudanese troops";
        let (end, names) = countries.at(text, 0).unwrap();
        assert_eq!(&text[..end], "South Sudanese");
        assert_eq!(names[0].country, code("SSD").unwrap());
    }

    #[test]
    fn a_shared_name_goes_to_the_better_known_bearer() {
        let countries = countries();
        assert_eq!(countries.demonym("Dominican"), code("DOM"));
        assert_eq!(countries.demonym("Korean"), None);
        assert_eq!(countries.readings("Dominican").len(), 2);
    }
}
