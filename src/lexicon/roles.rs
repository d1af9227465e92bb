//! Nouns of office and work, and titles before names: `data/roles.tsv`, `data/titles.tsv`.

use compact_str::CompactString;

use super::folder::ListFolder;
use super::phrase::{Phrases, same_capitals};
use super::table::Table;
use crate::error::Result;

/// The role codes of the lists; their meaning stands in the header of `roles.tsv`.
pub const ROLES: &[&str] = &[
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "HLH", "HRI", "IGO", "JUD", "LAB", "LEG", "MED",
    "MIL", "NGO", "OPP", "PTY", "REB", "REF", "REL", "SPY", "UAF",
];

/// Whether a noun means a person or a body of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleKind {
    /// "ministry", "militia".
    Organization,
    /// "ambassador", "rebel".
    Person,
}

/// A grammatical gender, as far as a word gives one away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// "policewoman", "Mrs."
    Female,
    /// "king", "Mr."
    Male,
}

/// A noun that says what somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The noun in the singular: "foreign minister".
    pub noun: String,
    /// A person or an organisation.
    pub kind: RoleKind,
    /// Role code: GOV, MIL, ...
    pub role: CompactString,
    /// Nouns of one office may refer to one person: "ambassador" and "envoy" share the office "ambassador".
    pub office: CompactString,
    /// The gender the noun gives away.
    pub gender: Option<Gender>,
}

/// A noun of office found in a text.
#[derive(Clone, Copy, Debug)]
pub struct RoleName<'l> {
    /// The list's line.
    pub role: &'l Role,
    /// Whether it stands in the plural.
    pub plural: bool,
}

/// All nouns of office and work.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    rows: Vec<Role>,
    /// Form, row, whether plural.
    forms: Vec<(String, u32, bool)>,
    phrases: Phrases,
}

impl Roles {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list("roles.tsv", include_str!("../../data/roles.tsv"))?;
        let table = Table::read("roles.tsv", &content)?;
        table.expect_columns(&["noun", "irregular", "kind", "role", "office", "gender"])?;
        let mut roles = Self::default();
        for row in table.rows() {
            let [noun, irregular, kind, role, office, gender] = row.fields[..] else { continue };
            if !ROLES.contains(&role) {
                return Err(table.problem(row, format!("unknown role {role:?}")));
            }
            let kind = match kind {
                "person" => RoleKind::Person,
                "organization" => RoleKind::Organization,
                other => return Err(table.problem(row, format!("unknown kind {other:?}"))),
            };
            let number = roles.rows.len() as u32;
            roles.rows.push(Role {
                noun: noun.to_owned(),
                kind,
                role: role.into(),
                office: office.into(),
                gender: read_gender(gender),
            });
            roles.add(noun.to_owned(), number, false);
            let plural = if irregular.is_empty() { regular_plural(noun) } else { irregular.to_owned() };
            roles.add(plural, number, true);
        }
        Ok(roles)
    }

    fn add(&mut self, form: String, row: u32, plural: bool) {
        self.phrases.insert(&form, self.forms.len() as u32);
        self.forms.push((form, row, plural));
    }

    /// All lines, sorted by noun.
    pub fn rows(&self) -> &[Role] {
        &self.rows
    }

    /// The noun that is exactly this phrase, in the singular or plural.
    pub fn find(&self, phrase: &str) -> Option<RoleName<'_>> {
        self.fitting(self.phrases.get(phrase), phrase)
    }

    /// The longest noun that begins at byte `start` of `text`, and its end.
    pub fn at(&self, text: &str, start: usize) -> Option<(usize, RoleName<'_>)> {
        let all = self.phrases.all_at(text, start);
        all.into_iter()
            .rev()
            .find_map(|(end, numbers)| Some((end, self.fitting(numbers, text.get(start..end)?)?)))
    }

    fn fitting(&self, numbers: &[u32], found: &str) -> Option<RoleName<'_>> {
        numbers.iter().find_map(|&number| {
            let (form, row, plural) = self.forms.get(number as usize)?;
            let role = self.rows.get(*row as usize)?;
            same_capitals(form, found).then_some(RoleName { role, plural: *plural })
        })
    }
}

/// A word before a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// As it stands before the name: "Lt. Gen."
    pub title: String,
    /// honorific, noble, religious, rank, office.
    pub kind: CompactString,
    /// Role code, where the title says one.
    pub role: Option<CompactString>,
    /// The gender the title gives away.
    pub gender: Option<Gender>,
}

/// All titles.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    rows: Vec<Title>,
    phrases: Phrases,
}

impl Titles {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list("titles.tsv", include_str!("../../data/titles.tsv"))?;
        let table = Table::read("titles.tsv", &content)?;
        table.expect_columns(&["title", "kind", "role", "gender"])?;
        let mut titles = Self::default();
        for row in table.rows() {
            let [title, kind, role, gender] = row.fields[..] else { continue };
            if !["honorific", "noble", "religious", "rank", "office"].contains(&kind) {
                return Err(table.problem(row, format!("unknown kind {kind:?}")));
            }
            if !role.is_empty() && !ROLES.contains(&role) {
                return Err(table.problem(row, format!("unknown role {role:?}")));
            }
            titles.phrases.insert(title, titles.rows.len() as u32);
            titles.rows.push(Title {
                title: title.to_owned(),
                kind: kind.into(),
                role: (!role.is_empty()).then(|| role.into()),
                gender: read_gender(gender),
            });
        }
        Ok(titles)
    }

    /// All lines, sorted by title.
    pub fn rows(&self) -> &[Title] {
        &self.rows
    }

    /// The longest title that begins at byte `start` of `text`, and its end.
    pub fn at(&self, text: &str, start: usize) -> Option<(usize, &Title)> {
        let all = self.phrases.all_at(text, start);
        all.into_iter().rev().find_map(|(end, numbers)| {
            let title = self.rows.get(*numbers.first()? as usize)?;
            same_capitals(&title.title, text.get(start..end)?).then_some((end, title))
        })
    }

    /// The title that is exactly this phrase.
    pub fn find(&self, phrase: &str) -> Option<&Title> {
        self.at(phrase, 0).filter(|(end, _)| *end == phrase.len()).map(|(_, title)| title)
    }
}

fn read_gender(field: &str) -> Option<Gender> {
    match field {
        "f" => Some(Gender::Female),
        "m" => Some(Gender::Male),
        _ => None,
    }
}

/// foreign minister -> foreign ministers; head of state -> heads of state; ministry -> ministries.
fn regular_plural(noun: &str) -> String {
    for joint in [" of ", " in ", " for ", " to ", "-in-", " at ", " de "] {
        if let Some((head, rest)) = noun.split_once(joint) {
            return format!("{}{joint}{rest}", regular_plural(head));
        }
    }
    if let Some(head) = noun.strip_suffix(" general").filter(|head| !head.ends_with("or general staff"))
        && matches!(head, "attorney" | "prosecutor" | "consul" | "solicitor" | "inspector" | "auditor")
    {
        return format!("{head}s general");
    }
    let before = noun.chars().rev().nth(1);
    if noun.ends_with('y') && !before.is_some_and(|letter| "aeiou".contains(letter)) {
        return format!("{}ies", noun.strip_suffix('y').unwrap_or(noun));
    }
    if ["s", "x", "ch", "sh"].iter().any(|end| noun.ends_with(end)) {
        return format!("{noun}es");
    }
    format!("{noun}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles() -> Roles {
        Roles::load(&ListFolder::built_in()).unwrap()
    }

    #[test]
    fn the_lists_are_sorted_without_duplicates() {
        assert!(roles().rows().is_sorted_by(|a, b| (&a.noun, a.kind) < (&b.noun, b.kind)));
        let titles = Titles::load(&ListFolder::built_in()).unwrap();
        assert!(titles.rows().is_sorted_by(|a, b| a.title < b.title));
    }

    #[test]
    fn plurals_are_made() {
        assert_eq!(regular_plural("head of state"), "heads of state");
        assert_eq!(regular_plural("attorney general"), "attorneys general");
        assert_eq!(regular_plural("deputy"), "deputies");
        assert_eq!(regular_plural("coach"), "coaches");
        assert!(roles().find("gunmen").unwrap().plural);
    }

    #[test]
    fn one_office_has_several_nouns() {
        let roles = roles();
        let office = |noun: &str| roles.find(noun).unwrap().role.office.clone();
        assert_eq!(office("envoy"), office("ambassador"));
        assert_eq!(office("Premier"), office("prime minister"));
        assert_ne!(office("president"), office("vice president"));
    }

    #[test]
    fn the_longest_title_wins() {
        let titles = Titles::load(&ListFolder::built_in()).unwrap();
        let (end, title) = titles.at("Lt. Gen. Karim Haddad", 0).unwrap();
        assert_eq!((end, title.role.as_deref()), (8, Some("MIL")));
    }
}
