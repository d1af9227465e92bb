//! Actors known by name, with the days on which a role held: `data/actors/office_holders.tsv`, and the lists users
//! bring, in our format or in PETRARCH's.

use compact_str::CompactString;
use jiff::civil::Date;

use super::countries::parts;
use super::country::Country;
use super::folder::ListFolder;
use super::phrase::Phrases;
use super::table::Table;
use crate::error::Result;

/// What an actor was from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
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
                country: Country::new(country),
                role: some(role),
                office: some(office),
                code: None,
                since: day(since)?,
                before: day(until)?.and_then(|until| until.tomorrow().ok()),
            };
            for name in std::iter::once(name).chain(parts(others).map(|(other, _)| other)) {
                self.add(name, actor.clone());
            }
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

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
