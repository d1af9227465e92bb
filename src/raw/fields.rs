//! Which column of a table holds what.

use std::path::Path;

use serde_json::Value;

use super::document::{Kind, Raw};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;

pub use crate::lexicon::ColumnField as Field;

/// Column names of a table or JSONL file, by what they hold.
///
/// A name that the user gave wins; otherwise the names of `data/columns.tsv` are tried in the order of that list.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    given: Vec<(Field, String)>,
}

impl Columns {
    /// Nothing given: every column is told from its name.
    pub fn guessed() -> Self {
        Self::default()
    }

    /// The column `name` holds `field`, whatever it is called.
    pub fn with(mut self, field: Field, name: impl Into<String>) -> Self {
        self.given.retain(|(known, _)| *known != field);
        self.given.push((field, name.into()));
        self
    }

    /// Reads a mapping such as `{"text": "artikel", "published": "datum"}`.
    pub fn named<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self> {
        let mut columns = Self::default();
        for (field, name) in pairs {
            let field = Field::named(field).ok_or_else(|| {
                let known: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).collect();
                Error::usage(format!("unknown field {field:?}; the fields are {}", known.join(", ")))
            })?;
            columns = columns.with(field, name);
        }
        Ok(columns)
    }

    /// The columns that the user named, and what they hold.
    pub(super) fn given(&self) -> impl Iterator<Item = (Field, &str)> {
        self.given.iter().map(|(field, name)| (*field, name.as_str()))
    }

    /// Whether one of `names` holds the document itself, as text or page.
    pub(super) fn find_text(&self, names: &[&str], lexicon: &Lexicon) -> bool {
        [Field::Text, Field::Html, Field::Raw]
            .into_iter()
            .any(|field| self.find(field, names, lexicon).is_some())
    }

    /// The column that holds `field`, among `names`: its position.
    pub fn find(&self, field: Field, names: &[&str], lexicon: &Lexicon) -> Option<usize> {
        if let Some((_, given)) = self.given.iter().find(|(known, _)| *known == field) {
            return names.iter().position(|name| name == given);
        }
        lexicon.columns.names(field).find_map(|known| {
            names.iter().position(|name| {
                let taken = self.given.iter().any(|(_, given)| given == name);
                !taken && name.trim().eq_ignore_ascii_case(known)
            })
        })
    }
}

/// The error of a table that lacks the column the user named for `field`; `there` are those it has.
pub(super) fn not_there(path: &Path, field: Field, name: &str, there: &[&str]) -> Error {
    Error::column(format!(
        "{}: no column {name:?}, which was named for {}; its columns are: {}",
        path.display(),
        field.as_str(),
        listed(there)
    ))
}

/// The error of a table in which no column is known to hold the text.
pub(super) fn no_text(path: &Path, there: &[&str]) -> Error {
    Error::column(format!(
        "{}: no column holds the text; its columns are: {}. Say which: columns={{'text': ...}}",
        path.display(),
        listed(there)
    ))
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// One document from the fields of a row. `value` gives the content of a field, where the row has it.
pub(super) fn document(mut value: impl FnMut(Field) -> Option<String>) -> Raw {
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let text = value(Field::Text);
    let html = given(value(Field::Html));
    let mut raw = match (html, text) {
        (Some(page), _) => Raw::new(page, Kind::Html),
        (None, Some(text)) => Raw::of(text),
        (None, None) => match given(value(Field::Raw)) {
            Some(text) => Raw::of(text),
            None => Raw::default(),
        },
    };
    raw.article_id = given(value(Field::ArticleId));
    raw.url = given(value(Field::Url));
    raw.title = given(value(Field::Title));
    raw.published = given(value(Field::Published));
    raw.byline = given(value(Field::Byline));
    raw.outlet = given(value(Field::Outlet));
    raw.language = given(value(Field::Language));
    raw
}

/// A JSON value as a cell: text as it is, numbers and lists of words written out.
pub(super) fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => Some(items.iter().filter_map(cell).collect::<Vec<_>>().join(", ")),
        Value::Object(object) => object.get("name").and_then(cell),
        other => Some(other.to_string()),
    }
}
