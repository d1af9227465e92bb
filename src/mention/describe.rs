//! What a bare phrase says of country and role: "Norway's Defense Ministry" -> NOR, GOV; "Lima police" -> PER, COP.
//!
//! For phrases that stand alone, without an article around them: columns of actor names in other data sets, the
//! source and target words of event records.

use std::ops::Range;

use compact_str::CompactString;
use jiff::civil::Date;
use serde::Serialize;

use crate::lexicon::{
    ContextWord, Country, CountryWord, Lexicon, OrganizationName, PlaceKind, RoleKind, RoleName, begins_word,
    places,
};

/// What a phrase says of an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Description {
    /// The country it belongs to.
    pub country: Option<Country>,
    /// Role code: GOV, MIL, ...
    pub role: Option<CompactString>,
    /// Actor code of an international body: UNO, EUR, NAT, IGO.
    pub code: Option<CompactString>,
}

/// Words after which a new part of the phrase begins.
const BREAKS: &[&str] = &[
    ",", " of ", " in ", " to ", " for ", " from ", " at ", " who ", " with ", " near ", " and ", " on ",
    " (", " from ",
];

/// Reads country and role off a phrase, as things stood on `day`.
pub fn describe(phrase: &str, day: Option<Date>, lexicon: &Lexicon) -> Description {
    let phrase = phrase.trim();
    if phrase.is_empty() {
        return Description::default();
    }
    let whole =
        ["the ", "The ", "THE "].iter().find_map(|article| phrase.strip_prefix(article)).unwrap_or(phrase);
    if let Some(actor) = lexicon.actor(whole, day) {
        let role = actor.role.or_else(|| title_role(whole, lexicon));
        return Description { country: actor.country, role, code: actor.code };
    }
    if let Some(name) = lexicon.organizations.find(whole, day) {
        return of_organization(&name);
    }
    Reader { phrase, day, lexicon }.read()
}

fn of_organization(name: &OrganizationName<'_>) -> Description {
    let organization = name.organization;
    Description { country: organization.country, role: organization.role(), code: organization.code.clone() }
}

fn title_role(phrase: &str, lexicon: &Lexicon) -> Option<CompactString> {
    lexicon.titles.at(phrase, 0)?.1.role.clone()
}

struct Reader<'p> {
    phrase: &'p str,
    day: Option<Date>,
    lexicon: &'p Lexicon,
}

/// A country or body named in the phrase.
struct Named<'p> {
    at: Range<usize>,
    country: Option<Country>,
    word: Option<CountryWord>,
    capital: bool,
    place: bool,
    organization: Option<OrganizationName<'p>>,
}

impl<'p> Reader<'p> {
    fn read(&self) -> Description {
        let named = self.named();
        let first_part = self.part_end(0);
        let nouns = self.nouns(&named);
        let mut described =
            Description { country: self.country(&named, &nouns, first_part), ..Description::default() };
        let head = self.head(&nouns, first_part);
        let body = named.iter().find(|name| name.organization.is_some());
        let role = head.map(|head| self.role_with_body(head, &nouns));
        described.role = match (&role, body.and_then(|body| body.organization)) {
            // "Hezbollah fighters", "members of the IDF", "a Hamas leader": the body says more than the noun.
            (role, Some(organization)) if self.body_counts(role.as_deref(), organization) => {
                described.code = organization.organization.code.clone();
                organization.organization.role()
            }
            (Some(role), _) => Some(role.clone()),
            (None, _) => self.bare(&named, first_part),
        };
        if described.country.is_none() {
            described.country = self.known_person();
        }
        if let Some(changed) = self.changed(head.map(|(at, _)| at.start).unwrap_or(first_part), &described) {
            described.role = Some(changed);
        }
        described
    }

    /// The country of a known person named in the phrase: "former President ...".
    fn known_person(&self) -> Option<Country> {
        let starts = self.phrase.char_indices().filter(|(_, letter)| letter.is_uppercase()).map(|(at, _)| at);
        let at = |at: usize| {
            let own = self.lexicon.own_actors.at(self.phrase, at, self.day);
            own.or_else(|| self.lexicon.actors.at(self.phrase, at, None))?.1.country
        };
        starts.filter(|&at| begins_word(self.phrase, at)).find_map(at)
    }

    /// Countries, places and organisations named in the phrase, left to right.
    fn named(&self) -> Vec<Named<'p>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.phrase.len() {
            let is_start = self.phrase.is_char_boundary(at)
                && begins_word(self.phrase, at)
                && self
                    .phrase
                    .get(at..)
                    .and_then(|rest| rest.chars().next())
                    .is_some_and(char::is_alphanumeric);
            match is_start.then(|| self.named_at(at)).flatten() {
                Some(name) => {
                    at = name.at.end;
                    found.push(name);
                }
                None => at += 1,
            }
        }
        found
    }

    fn named_at(&self, at: usize) -> Option<Named<'p>> {
        let organization = self.lexicon.organizations.at(self.phrase, at, self.day);
        let country = self.lexicon.countries.at(self.phrase, at);
        // "Ho-sun": a syllable of a name, not the town.
        let place = self.lexicon.places.at(self.phrase, at).filter(|(end, _)| {
            *end - at > 3 || !self.phrase.get(*end..).is_some_and(|rest| rest.starts_with('-'))
        });
        let ends = [
            organization.as_ref().map_or(0, |(end, _)| *end),
            country.as_ref().map_or(0, |(end, _)| *end),
            place.as_ref().map_or(0, |(end, _)| *end),
        ];
        let longest = *ends.iter().max()?;
        if longest == 0 {
            return None;
        }
        let organization = organization.filter(|(end, _)| *end == longest).map(|(_, name)| name);
        if let Some(name) =
            country.filter(|(end, _)| *end == longest).and_then(|(_, names)| names.first().copied())
        {
            return Some(Named {
                at: at..longest,
                country: Some(name.country),
                word: Some(name.word),
                capital: matches!(name.word, CountryWord::Capital | CountryWord::Seat),
                place: false,
                organization: None,
            });
        }
        if let Some(name) = organization {
            return Some(Named {
                at: at..longest,
                country: name.organization.country,
                word: None,
                capital: false,
                place: false,
                organization: Some(name),
            });
        }
        let (_, found) = place?;
        let chosen = places::choose(&found, &[]);
        Some(Named {
            at: at..longest,
            country: chosen.and_then(|place| place.country),
            word: None,
            capital: chosen.is_some_and(|place| place.kind == PlaceKind::Capital),
            place: true,
            organization: None,
        })
    }

    /// Nouns of office, work and bodies, left to right, those inside names left out.
    fn nouns(&self, named: &[Named<'_>]) -> Vec<(Range<usize>, RoleName<'p>)> {
        let mut found: Vec<(Range<usize>, RoleName<'p>)> = Vec::new();
        let mut at = 0;
        while at < self.phrase.len() {
            let starts = self.phrase.is_char_boundary(at) && begins_word(self.phrase, at);
            let inside = named.iter().find(|name| {
                name.at.contains(&at) && name.word != Some(CountryWord::Adjective) && name.at.start != at
            });
            if let (true, None) = (starts, inside) {
                if let Some((end, noun)) = self.lexicon.roles.at(self.phrase, at) {
                    found.push((at..end, noun));
                    at = end;
                    continue;
                }
                if let Some((end, title)) =
                    self.lexicon.titles.at(self.phrase, at).filter(|(_, title)| title.role.is_some())
                    && let Some(noun) = self.lexicon.roles.find(&title.title)
                {
                    found.push((at..end, noun));
                    at = end;
                    continue;
                }
            }
            at += 1;
        }
        found
    }

    /// Where the part of the phrase that begins at `from` ends.
    fn part_end(&self, from: usize) -> usize {
        let rest = self.phrase.get(from..).unwrap_or_default();
        BREAKS.iter().filter_map(|mark| rest.find(mark)).min().map_or(self.phrase.len(), |end| from + end)
    }

    /// The noun that says what the actor is: the last of the first part; else the first after it.
    fn head<'n>(
        &self,
        nouns: &'n [(Range<usize>, RoleName<'p>)],
        first_part: usize,
    ) -> Option<&'n (Range<usize>, RoleName<'p>)> {
        // "the governor's spokesman": what follows the possessor counts.
        let in_first = nouns.iter().filter(|(at, _)| at.start < first_part);
        let specific = |(_, noun): &&(Range<usize>, RoleName<'p>)| !self.is_empty(noun);
        let head = in_first.clone().rfind(specific);
        head.or_else(|| nouns.iter().find(|(at, noun)| at.start >= first_part && !self.is_empty(noun)))
            .or_else(|| nouns.iter().next_back())
    }

    /// Whether a noun only says that there are people.
    fn is_empty(&self, noun: &RoleName<'_>) -> bool {
        self.lexicon.context.is(ContextWord::EmptyNoun, &noun.role.noun)
    }

    /// Whether the body named says more about the role than the noun.
    fn body_counts(&self, role: Option<&str>, name: OrganizationName<'_>) -> bool {
        let organization = name.organization;
        match role {
            None => true,
            Some("CVL" | "UAF" | "GOV" | "MIL" | "PTY") => {
                matches!(
                    organization.kind.as_str(),
                    "armed_group" | "military" | "police" | "intelligence" | "igo" | "party"
                )
            }
            _ => false,
        }
    }

    /// "a police officer", "an army spokesman": the body before a general noun says more.
    fn role_with_body(
        &self,
        head: &(Range<usize>, RoleName<'p>),
        nouns: &[(Range<usize>, RoleName<'p>)],
    ) -> CompactString {
        let (at, noun) = head;
        let is_general = matches!(
            noun.role.office.as_str(),
            "official"
                | "officer"
                | "spokesperson"
                | "worker"
                | "leader_government"
                | "businessperson"
                | "civilian"
        );
        let body = nouns.iter().find(|(body, name)| {
            name.role.kind == RoleKind::Organization
                && body.end + 1 == at.start
                && self.phrase.get(body.end..at.start) == Some(" ")
        });
        match body {
            Some((_, body)) if is_general => body.role.role.clone(),
            _ => noun.role.role.clone(),
        }
    }

    /// Roles of phrases without any noun: "Beijing", "the Kremlin"; a name after a title.
    fn bare(&self, named: &[Named<'_>], first_part: usize) -> Option<CompactString> {
        if let Some(role) = title_role(self.phrase, self.lexicon) {
            return Some(role);
        }
        let only = named.first().filter(|_| named.len() == 1)?;
        let covers = only.at.end + 5 >= self.phrase.len().min(first_part) && only.at.start <= 4;
        if covers && only.capital {
            return Some("GOV".into());
        }
        (covers && only.place).then(|| "CVL".into())
    }

    /// "former", "rebel", "opposition" before the noun change the role.
    fn changed(&self, before: usize, described: &Description) -> Option<CompactString> {
        let ahead = self.phrase.get(..before)?.to_lowercase();
        let mut words = ahead.split(|letter: char| !letter.is_alphanumeric());
        words.find_map(|word| match word {
            "former" | "ex" | "retired" | "ousted" | "deposed" | "exiled" => Some("ELI".into()),
            "rebel" | "insurgent" | "separatist" => Some("REB".into()),
            "ordinary" if described.role.is_none() => Some("CVL".into()),
            "opposition" if described.role.as_deref() != Some("LEG") => Some("OPP".into()),
            _ => None,
        })
    }

    /// The country of the actor: named before the noun, or after it with "of", "in", "from".
    fn country(
        &self,
        named: &[Named<'_>],
        nouns: &[(Range<usize>, RoleName<'p>)],
        first_part: usize,
    ) -> Option<Country> {
        let fits = |name: &&Named<'_>| name.country.is_some();
        if let Some(name) = named.iter().filter(|name| name.at.start < first_part).find(fits) {
            return name.country;
        }
        let is_envoy = nouns
            .iter()
            .any(|(_, noun)| noun.role.office == "ambassador" && noun.role.kind == RoleKind::Person);
        named
            .iter()
            .filter(|name| {
                let before = self.phrase.get(..name.at.start).unwrap_or_default().trim_end();
                let before = before.strip_suffix(" the").unwrap_or(before);
                let is_to = before.ends_with(" to") || before.ends_with(" for");
                !(is_to && is_envoy)
            })
            .find(fits)
            .and_then(|name| name.country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(phrase: &str) -> (String, String) {
        let described = describe(phrase, None, Lexicon::built_in().unwrap());
        let country = described.country.map(|country| country.to_string()).unwrap_or_default();
        (country, described.role.map(String::from).unwrap_or_default())
    }

    fn pair(country: &str, role: &str) -> (String, String) {
        (country.to_owned(), role.to_owned())
    }

    #[test]
    fn owners_and_adjectives_give_the_country() {
        assert_eq!(read("Norway's Defense Ministry"), pair("NOR", "GOV"));
        assert_eq!(read("Georgian border guards"), pair("GEO", "MIL"));
        assert_eq!(read("Lima police"), pair("PER", "COP"));
    }

    #[test]
    fn an_envoy_is_not_from_where_he_serves() {
        assert_eq!(read("Norway's ambassador to Peru"), pair("NOR", "GOV"));
        assert_eq!(read("the ambassador to Peru"), pair("", "GOV"));
    }

    #[test]
    fn capitals_and_seats_are_governments() {
        assert_eq!(read("Oslo"), pair("NOR", "GOV"));
        assert_eq!(read("the Kremlin"), pair("RUS", "GOV"));
        assert_eq!(read("Norwegians"), pair("NOR", ""));
    }
}
