//! Actors known by name, with the days on which a role held: `data/actors/office_holders.tsv`, and the lists users
//! bring, in our format or in PETRARCH's.

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::countries::parts;
use super::country::Country;
use super::folder::ListFolder;
use super::petrarch::is_agents;
use super::phrase::{Phrases, fold};
use super::table::Table;
use crate::error::{Error, Result};

/// What an actor was from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The name it is listed under, where the list has several for one actor.
    pub name: Option<CompactString>,
    /// What it is, where the list says so: person, organization, group, place.
    pub kind: Option<CompactString>,
    /// The country it belongs to.
    pub country: Option<Country>,
    /// Role code: GOV, REB, ...
    pub role: Option<CompactString>,
    /// The office held: president, prime_minister, ...; empty in PETRARCH's lists.
    pub office: Option<CompactString>,
    /// The whole code of the list it comes from, such as PETRARCH's "ARMGOV".
    pub code: Option<CompactString>,
    /// First day on which this holds.
    pub since: Option<Date>,
    /// First day on which this no longer holds.
    pub before: Option<Date>,
}

/// Actors by name.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    phrases: Phrases,
    groups: Vec<Vec<Actor>>,
    /// Words by which the news calls office holders alone: "Merkel", "Xi".
    surnames: FxHashSet<String>,
    /// What could not be read of the users' lists: list, line, problem.
    problems: Vec<(String, usize, String)>,
}

impl Actors {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let name = "actors/office_holders.tsv";
        let mut actors = Self::default();
        actors.read(name, &folder.list(name, include_str!("../../data/actors/office_holders.tsv"))?)?;
        Ok(actors)
    }

    /// Adds a list in our format.
    pub fn read(&mut self, name: &str, content: &str) -> Result<()> {
        let table = Table::read(name, content)?;
        table.expect_columns(&["name", "other_names", "country", "role", "office", "since", "until"])?;
        for row in table.rows() {
            let [name, others, country, role, office, since, until] = row.fields[..] else { continue };
            let day = |field: &str| match field {
                "" => Ok(None),
                day => match day.parse::<Date>() {
                    Ok(day) => Ok(Some(day)),
                    Err(_) => Err(table.problem(row, format!("{day:?} is no day"))),
                },
            };
            if !country.is_empty() && Country::new(country).is_none() {
                return Err(table.problem(row, format!("{country:?} is no alpha-3 code")));
            }
            let some = |field: &str| (!field.is_empty()).then(|| CompactString::from(field));
            let actor = Actor {
                name: None,
                kind: None,
                country: Country::new(country),
                role: some(role),
                office: some(office),
                code: None,
                since: day(since)?,
                before: day(until)?.and_then(|until| until.tomorrow().ok()),
            };
            let is_first = |country: Country| FAMILY_FIRST.contains(&country.as_str());
            let surname = match actor.country {
                Some(country) if is_first(country) => name.split(' ').next(),
                _ => name.rsplit(' ').next(),
            };
            self.surnames.extend(surname.map(fold));
            for name in std::iter::once(name).chain(parts(others).map(|(other, _)| other)) {
                self.add(name, actor.clone());
            }
        }
        Ok(())
    }

    /// Whether the news calls an office holder of the list by this word: "Merkel".
    pub fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(&fold(word))
    }

    /// Adds a list of the user's: in PETRARCH's format, or a table (see [`Actors::read_table`]). Lists of agents, which
    /// name nobody, add nothing.
    pub fn read_own(&mut self, name: &str, content: &str) -> Result<()> {
        if is_table(content) {
            return self.read_table(name, content);
        }
        if !is_agents(content) {
            self.read_petrarch(name, content);
        }
        Ok(())
    }

    /// Adds a table: tabs between the fields, a first line with the names of the columns. `name` is needed; `other_names`
    /// (with "|" between them), `kind`, `country`, `role`, `office`, `since` and `until` may be left out.
    ///
    /// ```text
    /// name<TAB>other_names<TAB>kind<TAB>country<TAB>role
    /// Union of Orvik Pilots<TAB>UOP|Orvik pilots' union<TAB>organization<TAB>NOR<TAB>LAB
    /// ```
    pub fn read_table(&mut self, list: &str, content: &str) -> Result<()> {
        let mut columns: Option<Vec<&str>> = None;
        for (index, text) in content.trim_start_matches('\u{feff}').lines().enumerate() {
            let problem = |problem: String| Error::list(list, index + 1, problem);
            let header = text.strip_prefix("# columns:").map(str::trim_start);
            let Some(columns) = &columns else {
                if header.is_none() && (text.starts_with('#') || text.trim().is_empty()) {
                    continue;
                }
                let names: Vec<&str> = header.unwrap_or(text).split('\t').map(str::trim).collect();
                if let Some(unknown) = names.iter().find(|name| !COLUMNS.contains(name)) {
                    let known = COLUMNS.join(", ");
                    return Err(problem(format!("no column is called {unknown:?}; there are {known}")));
                }
                if !names.contains(&"name") {
                    return Err(problem("no column \"name\"".to_owned()));
                }
                columns = Some(names);
                continue;
            };
            if text.starts_with('#') || text.trim().is_empty() {
                continue;
            }
            let fields: Vec<&str> = text.split('\t').map(str::trim).collect();
            if fields.len() > columns.len() {
                let told = format!("{} fields where the header names {}", fields.len(), columns.len());
                return Err(problem(told));
            }
            let field = |name: &str| {
                let place = columns.iter().position(|column| *column == name);
                place.and_then(|place| fields.get(place)).copied().unwrap_or_default()
            };
            let some =
                |name: &str| Some(field(name)).filter(|field| !field.is_empty()).map(CompactString::from);
            let day = |name: &str| match field(name) {
                "" => Ok(None),
                day => day
                    .parse::<Date>()
                    .map(Some)
                    .map_err(|_| problem(format!("{day:?} is no day (YYYY-MM-DD)"))),
            };
            let (name, country, role) = (field("name"), field("country"), field("role"));
            if name.is_empty() {
                return Err(problem("no name".to_owned()));
            }
            if !country.is_empty() && Country::new(country).is_none() {
                return Err(problem(format!("{country:?} is no alpha-3 code")));
            }
            if !role.chars().all(|letter| letter.is_ascii_uppercase()) {
                return Err(problem(format!("{role:?} is no role: capital letters, such as GOV")));
            }
            if some("kind").is_some_and(|kind| !KINDS.contains(&kind.as_str())) {
                return Err(problem(format!("{:?} is no kind: {}", field("kind"), KINDS.join(", "))));
            }
            let (since, until) = (day("since")?, day("until")?);
            if let (Some(since), Some(until)) = (since, until)
                && until < since
            {
                return Err(problem(format!("until {until} is before since {since}")));
            }
            let actor = Actor {
                name: Some(name.into()),
                kind: some("kind"),
                country: Country::new(country),
                role: some("role"),
                office: some("office"),
                code: Some(format!("{country}{role}").into()).filter(|code: &CompactString| !code.is_empty()),
                since,
                before: until.and_then(|until| until.tomorrow().ok()),
            };
            for name in std::iter::once(name).chain(parts(field("other_names")).map(|(other, _)| other)) {
                self.add(name, actor.clone());
            }
        }
        match columns {
            Some(_) => Ok(()),
            None => Err(Error::list(list, 1, "no line with the names of the columns")),
        }
    }

    /// Adds one period of an actor; periods of one name are tried in the order they were added.
    pub(super) fn add(&mut self, name: &str, actor: Actor) {
        let group = match self.phrases.get(name).first() {
            Some(&group) => group as usize,
            None => {
                self.phrases.insert(name, self.groups.len() as u32);
                self.groups.push(Vec::new());
                self.groups.len() - 1
            }
        };
        if let Some(group) = self.groups.get_mut(group) {
            group.push(actor);
        }
    }

    pub(super) fn report(&mut self, list: &str, line: usize, problem: impl Into<String>) {
        self.problems.push((list.to_owned(), line, problem.into()));
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// What could not be read: list, line, and what is wrong with it.
    pub fn problems(&self) -> &[(String, usize, String)] {
        &self.problems
    }

    /// What the actor of exactly this name was on `day`.
    pub fn find(&self, name: &str, day: Option<Date>) -> Option<Actor> {
        self.on(self.phrases.get(name), day)
    }

    /// The longest name that begins at byte `start` of `text`: its end, and what the actor was on `day`.
    pub fn at(&self, text: &str, start: usize, day: Option<Date>) -> Option<(usize, Actor)> {
        let (end, groups) = self.phrases.longest_at(text, start)?;
        Some((end, self.on(groups, day)?))
    }

    fn on(&self, groups: &[u32], day: Option<Date>) -> Option<Actor> {
        let periods = self.groups.get(*groups.first()? as usize)?;
        let Some(day) = day else {
            // Without a day only what never changed is certain; of an office holder, the country.
            let first = periods.first()?;
            let is_always = periods.len() == 1 && first.since.is_none() && first.before.is_none();
            if is_always {
                return Some(first.clone());
            }
            let undated = periods.iter().find(|actor| actor.since.is_none() && actor.before.is_none());
            let same_country = periods.iter().all(|actor| actor.country == first.country);
            let country = same_country.then_some(first.country).flatten();
            return undated.cloned().or(Some(Actor {
                country,
                role: None,
                office: None,
                code: None,
                ..first.clone()
            }));
        };
        let holds = |actor: &&Actor| {
            actor.since.is_none_or(|since| since <= day) && actor.before.is_none_or(|before| day < before)
        };
        // A code with a period says more than one that always holds, wherever it stands.
        let dated = |actor: &&Actor| actor.since.is_some() || actor.before.is_some();
        let fitting = periods.iter().filter(holds);
        if let Some(actor) = fitting.clone().find(dated).or_else(|| fitting.clone().next()) {
            return Some(actor.clone());
        }
        // An office holder of ours whose time is over; PETRARCH's lists say nothing there.
        let last = periods.iter().rfind(|actor| actor.before.is_some_and(|before| before <= day))?;
        last.office.as_ref()?;
        Some(Actor { role: Some("ELI".into()), office: None, ..last.clone() })
    }
}

/// Countries whose people have the family name first.
const FAMILY_FIRST: &[&str] = &["CHN", "KOR", "PRK", "TWN", "VNM"];

/// The columns of a user's table, and the kinds in it.
const COLUMNS: &[&str] = &["name", "other_names", "kind", "country", "role", "office", "since", "until"];
const KINDS: &[&str] = &["person", "organization", "group", "place"];

/// Whether a list of actors is a table: its first line, or the one that says so, names the columns.
pub fn is_table(content: &str) -> bool {
    let lines = content.trim_start_matches('\u{feff}').lines();
    let mut heads = lines
        .filter(|line| !line.trim().is_empty() && (!line.starts_with('#') || line.starts_with("# columns:")));
    heads.next().is_some_and(|line| {
        let names = line.strip_prefix("# columns:").unwrap_or(line);
        names.split('\t').any(|column| column.trim() == "name")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_users_say_what_is_wrong_and_where() {
        let read = |content: &str| {
            let mut actors = Actors::default();
            actors.read_own("mine.tsv", content).map(|()| actors).map_err(|problem| problem.to_string())
        };
        let actors =
            read("name\tother_names\tcountry\trole\nUnion of Orvik Pilots\tUOP\tNOR\tLAB\nOrvik Post\n")
                .unwrap();
        let found = actors.find("UOP", None).unwrap();
        assert_eq!(found.name.as_deref(), Some("Union of Orvik Pilots"));
        assert_eq!((found.country, found.role.as_deref()), (Country::new("NOR"), Some("LAB")));
        assert!(actors.find("Orvik Post", None).is_some());
        for (content, wanted) in [
            ("name\tland\nA\tB\n", "line 1: no column is called \"land\""),
            ("name\tcountry\n\nOrvik\tNorway\n", "line 3: \"Norway\" is no alpha-3 code"),
            ("name\tsince\nOrvik\tMay\n", "line 2: \"May\" is no day"),
            ("name\trole\nOrvik\tgov\n", "line 2: \"gov\" is no role"),
            ("name\tkind\nOrvik\tclub\n", "line 2: \"club\" is no kind"),
            ("name\nA\tB\n", "line 2: 2 fields where the header names 1"),
        ] {
            let told = read(content).unwrap_err();
            assert!(told.contains(wanted), "{told}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_its_periods_do_not_overlap() {
        let content = include_str!("../../data/actors/office_holders.tsv");
        let table = Table::read("office_holders.tsv", content).unwrap();
        for pair in table.rows().windows(2) {
            let key = |row: &crate::lexicon::Row<'_>| (row.fields[0].to_owned(), row.fields[5].to_owned());
            assert!(key(&pair[0]) < key(&pair[1]), "{:?}", pair[1]);
            if pair[0].fields[0] == pair[1].fields[0] {
                assert!(
                    pair[0].fields[6] <= pair[1].fields[5] && !pair[0].fields[6].is_empty(),
                    "{:?}",
                    pair[1]
                );
            }
        }
        for row in table.rows() {
            assert!(super::super::roles::ROLES.contains(&row.fields[3]));
        }
    }

    #[test]
    fn the_day_decides_the_office() {
        let actors = Actors::load(&ListFolder::built_in()).unwrap();
        let on = |day: &str| actors.find("Angela Merkel", day.parse().ok());
        assert_eq!(on("2017-04-01").unwrap().role.as_deref(), Some("GOV"));
        assert_eq!(on("2022-01-10").unwrap().role.as_deref(), Some("ELI"));
        assert_eq!(on("1999-01-01"), None);
        let undated = actors.find("Angela Merkel", None).unwrap();
        assert_eq!((undated.country, undated.role), (Country::new("DEU"), None));
    }
}
