//! PLOVER types and modes, CAMEO codes, and what a type becomes when it is promised, refused or stopped.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::{ListFolder, Row, Table};
use crate::error::Result;

/// A PLOVER type, as its place in `types.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventType(u8);

/// What the ontology says of one type.
#[derive(Clone, Debug, Default)]
pub struct TypeFacts {
    /// AGREE, CONSULT, ...
    pub name: CompactString,
    /// Quad class 1 to 4.
    pub quad: u8,
    /// PLOVER score.
    pub score: f64,
    /// Which type wins where two patterns fit equally well: the lower number.
    pub precedence: u8,
    /// The CAMEO code where no narrower one is known.
    pub cameo: CompactString,
    /// The type of "will do it".
    pub future: EventType,
    /// The type of "will not do it".
    pub refused: EventType,
    /// The type of "has stopped doing it".
    pub stopped: EventType,
}

/// A CAMEO code.
#[derive(Clone, Debug, Default)]
pub struct CameoFacts {
    /// The PLOVER type it falls under; `None` for statements and the like, which PLOVER leaves out.
    pub event: Option<EventType>,
    /// The PLOVER mode it falls under.
    pub mode: Option<CompactString>,
    /// The PLOVER context it falls under.
    pub context: Option<CompactString>,
    /// Goldstein score.
    pub goldstein: Option<f64>,
}

/// Mode and CAMEO code of an agreement, refusal, request or threat, by what it is about.
#[derive(Clone, Debug, Default)]
pub struct Complement {
    /// PLOVER mode of the whole.
    pub mode: Option<CompactString>,
    /// CAMEO code of the whole.
    pub cameo: CompactString,
}

/// Types, modes, codes.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    types: Vec<TypeFacts>,
    modes: FxHashMap<(EventType, CompactString), f64>,
    cameo: FxHashMap<CompactString, CameoFacts>,
    complements: FxHashMap<(EventType, EventType), Complement>,
}

impl Ontology {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let mut ontology = Self::default();
        ontology.load_types(folder)?;
        ontology.load_modes(folder)?;
        ontology.load_cameo(folder)?;
        ontology.load_complements(folder)?;
        Ok(ontology)
    }

    fn load_types(&mut self, folder: &ListFolder) -> Result<()> {
        let name = "events/types.tsv";
        let content = folder.list(name, include_str!("../../data/events/types.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&[
            "type",
            "quad",
            "score",
            "precedence",
            "cameo",
            "future",
            "refused",
            "stopped",
            "covers",
        ])?;
        self.types = table
            .rows()
            .iter()
            .map(|row| TypeFacts { name: row.fields[0].into(), ..TypeFacts::default() })
            .collect();
        for (index, row) in table.rows().iter().enumerate() {
            let facts = TypeFacts {
                name: row.fields[0].into(),
                quad: number(&table, row, row.fields[1])? as u8,
                score: number(&table, row, row.fields[2])?,
                precedence: number(&table, row, row.fields[3])? as u8,
                cameo: row.fields[4].into(),
                future: self.known(&table, row, row.fields[5])?,
                refused: self.known(&table, row, row.fields[6])?,
                stopped: self.known(&table, row, row.fields[7])?,
            };
            self.types[index] = facts;
        }
        Ok(())
    }

    fn load_modes(&mut self, folder: &ListFolder) -> Result<()> {
        let name = "events/modes.tsv";
        let content = folder.list(name, include_str!("../../data/events/modes.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["type", "mode", "score"])?;
        for row in table.rows() {
            let event = self.known(&table, row, row.fields[0])?;
            let score = number(&table, row, row.fields[2])?;
            self.modes.insert((event, row.fields[1].into()), score);
        }
        Ok(())
    }

    fn load_cameo(&mut self, folder: &ListFolder) -> Result<()> {
        let name = "events/cameo.tsv";
        let content = folder.list(name, include_str!("../../data/events/cameo.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["code", "name", "goldstein", "type", "mode", "context"])?;
        for row in table.rows() {
            let event = match row.fields[3] {
                "" => None,
                event => Some(self.known(&table, row, event)?),
            };
            let goldstein = match row.fields[2] {
                "" => None,
                score => Some(number(&table, row, score)?),
            };
            let facts =
                CameoFacts { event, mode: filled(row.fields[4]), context: filled(row.fields[5]), goldstein };
            self.cameo.insert(row.fields[0].into(), facts);
        }
        Ok(())
    }

    fn load_complements(&mut self, folder: &ListFolder) -> Result<()> {
        let name = "events/complements.tsv";
        let content = folder.list(name, include_str!("../../data/events/complements.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["outer", "inner", "mode", "cameo"])?;
        for row in table.rows() {
            let outer = self.known(&table, row, row.fields[0])?;
            let inner = self.known(&table, row, row.fields[1])?;
            if let Some(mode) = filled(row.fields[2]) {
                self.check_mode(&table, row, outer, &mode)?;
            }
            self.check_cameo(&table, row, row.fields[3])?;
            let complement = Complement { mode: filled(row.fields[2]), cameo: row.fields[3].into() };
            self.complements.insert((outer, inner), complement);
        }
        Ok(())
    }

    /// The type of that name, or an error that names the row.
    pub(super) fn known(&self, table: &Table<'_>, row: &Row<'_>, name: &str) -> Result<EventType> {
        self.find(name).ok_or_else(|| table.problem(row, format!("unknown event type {name:?}")))
    }

    pub(super) fn check_mode(
        &self,
        table: &Table<'_>,
        row: &Row<'_>,
        event: EventType,
        mode: &str,
    ) -> Result<()> {
        if self.modes.contains_key(&(event, mode.into())) {
            return Ok(());
        }
        Err(table.problem(row, format!("{} has no mode {mode:?}", self.facts(event).name)))
    }

    pub(super) fn check_cameo(&self, table: &Table<'_>, row: &Row<'_>, code: &str) -> Result<()> {
        if self.cameo.contains_key(code) {
            return Ok(());
        }
        Err(table.problem(row, format!("unknown CAMEO code {code:?}")))
    }

    /// The type of that name.
    pub fn find(&self, name: &str) -> Option<EventType> {
        let index = self.types.iter().position(|facts| facts.name == name)?;
        u8::try_from(index).ok().map(EventType)
    }

    /// All types, in the order of the list.
    pub fn types(&self) -> impl Iterator<Item = EventType> + '_ {
        (0..self.types.len()).filter_map(|index| u8::try_from(index).ok().map(EventType))
    }

    /// What is known of a type.
    pub fn facts(&self, event: EventType) -> &TypeFacts {
        static NONE: std::sync::LazyLock<TypeFacts> = std::sync::LazyLock::new(TypeFacts::default);
        self.types.get(event.0 as usize).unwrap_or(&NONE)
    }

    /// Whether `event` is the type of that name.
    pub fn is(&self, event: EventType, name: &str) -> bool {
        self.facts(event).name == name
    }

    /// The PLOVER score of a mode; the type's own score where the mode has none.
    pub fn score(&self, event: EventType, mode: Option<&CompactString>) -> f64 {
        let own = mode.and_then(|mode| self.modes.get(&(event, mode.clone())));
        own.copied().unwrap_or(self.facts(event).score)
    }

    /// What is known of a CAMEO code.
    pub fn cameo(&self, code: &str) -> Option<&CameoFacts> {
        self.cameo.get(code)
    }

    /// Mode and code of `outer` where it is about `inner`.
    pub fn complement(&self, outer: EventType, inner: EventType) -> Option<&Complement> {
        self.complements.get(&(outer, inner))
    }
}

fn filled(field: &str) -> Option<CompactString> {
    (!field.is_empty()).then(|| field.into())
}

fn number(table: &Table<'_>, row: &Row<'_>, field: &str) -> Result<f64> {
    field.parse().map_err(|_| table.problem(row, format!("{field:?} is no number")))
}
