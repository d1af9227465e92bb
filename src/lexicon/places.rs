//! The gazetteer: cities, regions, seas (`data/places_cities.tsv`, `places_regions.tsv`, `places_areas.tsv`).

use super::countries::parts;
use super::country::Country;
use super::folder::ListFolder;
use super::phrase::{Phrases, same_capitals};
use super::table::Table;
use crate::error::Result;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// The seat of a country's government.
    Capital,
    /// A city or town.
    City,
    /// A state, province or region.
    Region,
    /// A sea, strait, mountain or part of the world.
    Area,
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The name it is listed under.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Where it lies; none for seas and parts of the world.
    pub country: Option<Country>,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
    /// Inhabitants, for cities.
    pub population: u32,
}

/// All places, by every name.
#[derive(Clone, Debug, Default)]
pub struct Places {
    rows: Vec<Place>,
    /// Name as listed, and its row.
    names: Vec<(String, u32)>,
    phrases: Phrases,
}

const COLUMNS: &[&str] = &["name", "other_names", "kind", "country", "latitude", "longitude", "population"];

/// How many times larger than the next a namesake must be to be meant where nothing else decides.
const CLEARLY_LARGER: u32 = 4;

impl Places {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let mut places = Self::default();
        places.read(
            "places_cities.tsv",
            &folder.list("places_cities.tsv", include_str!("../../data/places_cities.tsv"))?,
        )?;
        places.read(
            "places_regions.tsv",
            &folder.list("places_regions.tsv", include_str!("../../data/places_regions.tsv"))?,
        )?;
        places.read(
            "places_areas.tsv",
            &folder.list("places_areas.tsv", include_str!("../../data/places_areas.tsv"))?,
        )?;
        Ok(places)
    }

    fn read(&mut self, name: &str, content: &str) -> Result<()> {
        let table = Table::read(name, content)?;
        table.expect_columns(COLUMNS)?;
        for row in table.rows() {
            let [name, others, kind, country, latitude, longitude, population] = row.fields[..] else {
                continue;
            };
            let kind = match kind {
                "capital" => PlaceKind::Capital,
                "city" => PlaceKind::City,
                "region" => PlaceKind::Region,
                "area" => PlaceKind::Area,
                other => return Err(table.problem(row, format!("unknown kind {other:?}"))),
            };
            if !country.is_empty() && Country::new(country).is_none() {
                return Err(table.problem(row, format!("{country:?} is no alpha-3 code")));
            }
            let coordinates = match (latitude, longitude) {
                ("", "") => None,
                (latitude, longitude) => match (latitude.parse(), longitude.parse()) {
                    (Ok(latitude), Ok(longitude)) => Some((latitude, longitude)),
                    _ => return Err(table.problem(row, "coordinates are no numbers")),
                },
            };
            let Ok(population) = (if population.is_empty() { Ok(0) } else { population.parse() }) else {
                return Err(table.problem(row, format!("{population:?} is no number")));
            };
            let number = self.rows.len() as u32;
            for phrase in std::iter::once(name).chain(parts(others).map(|(other, _)| other)) {
                self.phrases.insert(phrase, self.names.len() as u32);
                self.names.push((phrase.to_owned(), number));
            }
            self.rows.push(Place {
                name: name.to_owned(),
                kind,
                country: Country::new(country),
                coordinates,
                population,
            });
        }
        Ok(())
    }

    /// All places, list by list.
    pub fn rows(&self) -> &[Place] {
        &self.rows
    }

    /// The places of exactly this name: capitals, then cities by population, then regions and areas.
    pub fn find(&self, name: &str) -> Vec<&Place> {
        self.fitting(self.phrases.get(name), name)
    }

    /// The longest name that begins at byte `start` of `text`: its end, and the places called so.
    pub fn at(&self, text: &str, start: usize) -> Option<(usize, Vec<&Place>)> {
        let all = self.phrases.all_at(text, start);
        all.into_iter().rev().find_map(|(end, numbers)| {
            let places = self.fitting(numbers, text.get(start..end)?);
            (!places.is_empty()).then_some((end, places))
        })
    }

    /// The place meant by a name in an article that speaks of the countries `near`, most spoken of first.
    ///
    /// "Tripoli" in an article about Lebanon is the Lebanese one. Where the article decides nothing, a capital or
    /// a place much larger than its namesakes is meant; else no place is.
    pub fn resolve(&self, name: &str, near: &[Country]) -> Option<&Place> {
        choose(&self.find(name), near)
    }

    fn fitting(&self, numbers: &[u32], found: &str) -> Vec<&Place> {
        let names = numbers.iter().filter_map(|&number| self.names.get(number as usize));
        let mut places: Vec<&Place> = names
            .filter(|(name, _)| same_capitals(name, found))
            .filter_map(|(_, row)| self.rows.get(*row as usize))
            .collect();
        places.sort_by_key(|place| (place.kind, std::cmp::Reverse(place.population)));
        places
    }
}

/// Chooses between places of one name, see [`Places::resolve`].
pub fn choose<'l>(places: &[&'l Place], near: &[Country]) -> Option<&'l Place> {
    let first = *places.first()?;
    let close = near.iter().find_map(|&country| places.iter().find(|place| place.country == Some(country)));
    if let Some(close) = close {
        return Some(close);
    }
    let largest = places.iter().max_by_key(|place| (place.population, std::cmp::Reverse(place.kind)))?;
    let rival = |chosen: &Place| {
        let others = places.iter().filter(|place| place.country != chosen.country);
        others.map(|place| place.population).max()
    };
    let is_clear = |chosen: &Place| {
        rival(chosen).is_none_or(|rival| chosen.population >= rival.max(1).saturating_mul(CLEARLY_LARGER))
    };
    // A capital is meant, unless a namesake is much larger: Victoria of the Seychelles and of Australia.
    if first.kind == PlaceKind::Capital && (largest.country == first.country || !is_clear(largest)) {
        return Some(first);
    }
    if is_clear(first) {
        return Some(first);
    }
    is_clear(largest).then_some(*largest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places::load(&ListFolder::built_in()).unwrap()
    }

    fn near(codes: &[&str]) -> Vec<Country> {
        codes.iter().filter_map(|code| Country::new(code)).collect()
    }

    #[test]
    fn each_list_is_sorted_without_duplicates() {
        for content in [
            include_str!("../../data/places_cities.tsv"),
            include_str!("../../data/places_regions.tsv"),
            include_str!("../../data/places_areas.tsv"),
        ] {
            let table = Table::read("places", content).unwrap();
            let keys: Vec<_> = table.rows().iter().map(|row| (row.fields[0], row.fields[3])).collect();
            assert!(keys.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn the_article_decides_between_namesakes() {
        let places = places();
        let country = |near: &[Country]| places.resolve("Tripoli", near).and_then(|place| place.country);
        assert_eq!(country(&near(&["LBN"])), Country::new("LBN"));
        assert_eq!(country(&[]), Country::new("LBY"));
    }

    #[test]
    fn without_a_reason_there_is_no_place() {
        assert_eq!(places().resolve("Valencia", &[]), None);
        assert!(places().resolve("Valencia", &near(&["ESP"])).is_some());
    }

    #[test]
    fn datelines_in_capitals_are_found() {
        assert_eq!(places().resolve("YEREVAN", &[]).unwrap().country, Country::new("ARM"));
    }
}
