//! Organisations the news names: `data/organizations.tsv`.

use compact_str::CompactString;
use jiff::civil::Date;

use super::countries::parts;
use super::country::Country;
use super::folder::ListFolder;
use super::phrase::{Phrases, same_capitals};
use super::table::Table;
use crate::error::Result;

/// A line of the list: an organisation in the role it had from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// The name it is known by: "Collective Security Treaty Organization".
    pub name: String,
    /// igo, court, parliament, agency, armed_group, party, media, ...
    pub kind: CompactString,
    /// Its country; none for international bodies.
    pub country: Option<Country>,
    /// Role in the codes of event data: IGO, GOV, REB, ...
    pub role: CompactString,
    /// Actor code of an international body in event data: UNO, EUR, NAT, IGO, NGO.
    pub code: Option<CompactString>,
    /// First day on which this holds.
    pub since: Option<Date>,
    /// Last day on which this holds.
    pub until: Option<Date>,
    /// Whether bodies of this name exist in several countries.
    pub common: bool,
}

/// What the list says of one phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    phrase: String,
    row: u32,
    shared: bool,
}

/// All organisations, by every name.
#[derive(Clone, Debug, Default)]
pub struct Organizations {
    rows: Vec<Organization>,
    names: Vec<Name>,
    phrases: Phrases,
}

/// A listed name, and what stands behind it.
#[derive(Clone, Copy, Debug)]
pub struct OrganizationName<'l> {
    /// The organisation.
    pub organization: &'l Organization,
    /// Whether the name has other common readings, so that it counts only where the article names the
    /// organisation otherwise or speaks of its country.
    pub shared: bool,
}

const COLUMNS: &[&str] =
    &["name", "other_names", "kind", "country", "role", "code", "since", "until", "common"];

/// The kinds of organisations in the list.
pub const ORGANIZATION_KINDS: &[&str] = &[
    "igo",
    "court",
    "parliament",
    "government",
    "agency",
    "intelligence",
    "military",
    "police",
    "armed_group",
    "party",
    "movement",
    "ngo",
    "university",
    "religious",
    "media",
    "company",
    "club",
];

impl Organizations {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list("organizations.tsv", include_str!("../../data/organizations.tsv"))?;
        let table = Table::read("organizations.tsv", &content)?;
        table.expect_columns(COLUMNS)?;
        let mut list = Self::default();
        for row in table.rows() {
            let [name, others, kind, country, role, code, since, until, common] = row.fields[..] else {
                continue;
            };
            if !ORGANIZATION_KINDS.contains(&kind) {
                return Err(table.problem(row, format!("unknown kind {kind:?}")));
            }
            let country = match country {
                "" => None,
                code => match Country::new(code) {
                    Some(country) => Some(country),
                    None => return Err(table.problem(row, format!("{code:?} is no alpha-3 code"))),
                },
            };
            let day = |field: &str| match field {
                "" => Ok(None),
                day => match day.parse::<Date>() {
                    Ok(day) => Ok(Some(day)),
                    Err(_) => Err(table.problem(row, format!("{day:?} is no day"))),
                },
            };
            let organization = Organization {
                name: name.to_owned(),
                kind: kind.into(),
                country,
                role: role.into(),
                code: (!code.is_empty()).then(|| code.into()),
                since: day(since)?,
                until: day(until)?,
                common: common == "yes",
            };
            list.add(name, false, organization.common);
            for (other, shared) in parts(others) {
                list.add(other, shared, organization.common);
            }
            list.rows.push(organization);
        }
        Ok(list)
    }

    fn add(&mut self, phrase: &str, shared: bool, common: bool) {
        self.phrases.insert(phrase, self.names.len() as u32);
        let row = self.rows.len() as u32;
        self.names.push(Name { phrase: phrase.to_owned(), row, shared: shared || common });
    }

    /// All lines, sorted by name.
    pub fn rows(&self) -> &[Organization] {
        &self.rows
    }

    /// The organisation called exactly so, as it stood on `day`.
    pub fn find(&self, phrase: &str, day: Option<Date>) -> Option<OrganizationName<'_>> {
        choose(self.fitting(self.phrases.get(phrase), phrase), day)
    }

    /// The longest listed name that begins at byte `start` of `text`: its end, and the organisation on `day`.
    pub fn at(&self, text: &str, start: usize, day: Option<Date>) -> Option<(usize, OrganizationName<'_>)> {
        let all = self.phrases.all_at(text, start);
        all.into_iter().rev().find_map(|(end, numbers)| {
            let name = choose(self.fitting(numbers, text.get(start..end)?), day)?;
            Some((end, name))
        })
    }

    fn fitting(&self, numbers: &[u32], found: &str) -> Vec<OrganizationName<'_>> {
        let names = numbers.iter().filter_map(|&number| self.names.get(number as usize));
        names
            .filter(|name| same_capitals(&name.phrase, found))
            .filter_map(|name| {
                let organization = self.rows.get(name.row as usize)?;
                Some(OrganizationName { organization, shared: name.shared })
            })
            .collect()
    }
}

impl Organization {
    /// What it does in the field's codes; clubs of sport do nothing that has one.
    pub fn role(&self) -> Option<CompactString> {
        (!self.role.is_empty()).then(|| self.role.clone())
    }

    /// Whether the line holds on `day`; an unknown day fits every line.
    pub fn holds_on(&self, day: Option<Date>) -> bool {
        let Some(day) = day else { return true };
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The line that holds on the day; without a day, the one that holds last.
fn choose(names: Vec<OrganizationName<'_>>, day: Option<Date>) -> Option<OrganizationName<'_>> {
    let fits = |name: &&OrganizationName<'_>| name.organization.holds_on(day);
    if day.is_some()
        && let Some(name) = names.iter().find(fits)
    {
        return Some(*name);
    }
    names.into_iter().next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organizations() -> Organizations {
        Organizations::load(&ListFolder::built_in()).unwrap()
    }

    #[test]
    fn the_list_is_sorted_without_duplicates() {
        let list = organizations();
        assert!(list.rows().is_sorted_by(|a, b| (&a.name, a.since) < (&b.name, b.since)));
    }

    #[test]
    fn roles_are_known() {
        for organization in organizations().rows() {
            let is_known = match organization.role() {
                Some(role) => super::super::roles::ROLES.contains(&role.as_str()),
                None => organization.kind == "club",
            };
            assert!(is_known, "{organization:?}");
        }
    }

    #[test]
    fn no_name_belongs_to_two() {
        let list = organizations();
        for name in &list.names {
            for other in list.fitting(list.phrases.get(&name.phrase), &name.phrase) {
                let own = &list.rows[name.row as usize];
                let exact =
                    name.phrase.chars().any(char::is_lowercase) || name.phrase == other.organization.name;
                assert!(
                    !exact || other.organization.name == own.name,
                    "{}: {} and {}",
                    name.phrase,
                    own.name,
                    other.organization.name
                );
            }
        }
    }

    #[test]
    fn periods_of_one_name_do_not_overlap() {
        for pair in organizations().rows().windows(2) {
            if pair[0].name == pair[1].name {
                assert!(pair[0].until < pair[1].since, "{}", pair[0].name);
            }
        }
    }

    #[test]
    fn the_day_decides_the_role() {
        let list = organizations();
        let role = |day: &str| list.find("Taliban", day.parse().ok()).unwrap().organization.role.clone();
        assert_eq!(role("2010-05-01"), "REB");
        assert_eq!(role("2022-05-01"), "GOV");
    }

    #[test]
    fn abbreviations_need_their_capitals() {
        let list = organizations();
        assert!(list.find("CSTO", None).is_some());
        assert!(list.find("who", None).is_none());
    }
}
