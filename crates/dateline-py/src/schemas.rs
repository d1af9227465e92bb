//! The schemas of the core, as Python sees them.

use dateline::issue::Issue;
use dateline::schema::{self, Type};
use pyo3::prelude::*;

/// A frame's name, what a row of it is, and its columns.
#[pyclass(frozen, get_all, module = "dateline._core")]
pub(crate) struct FrameSchema {
    name: &'static str,
    row: &'static str,
    columns: Vec<Column>,
}

/// A column's name, type and meaning.
#[pyclass(frozen, get_all, module = "dateline._core")]
#[derive(Clone)]
pub(crate) struct Column {
    name: &'static str,
    /// The name of the Polars type.
    dtype: &'static str,
    /// "article", "entity" and "entities" for ids that Python completes, else "plain".
    kind: &'static str,
    about: &'static str,
    /// The fields, of a struct or a list of structs.
    fields: Vec<Column>,
}

impl Column {
    fn of(column: &schema::Column) -> Self {
        let kind = match column.kind {
            Type::ArticleId => "article",
            Type::EntityId => "entity",
            Type::EntityIds => "entities",
            _ => "plain",
        };
        let fields = match column.kind {
            Type::Structs(fields) | Type::Struct(fields) => fields.iter().map(Self::of).collect(),
            _ => Vec::new(),
        };
        Self { name: column.name, dtype: column.kind.name(), kind, about: column.about, fields }
    }
}

/// Every frame, with name, type and description of every column.
#[pyfunction]
pub(crate) fn frame_schemas() -> Vec<FrameSchema> {
    let of = |frame: &schema::Frame| FrameSchema {
        name: frame.name,
        row: frame.row,
        columns: frame.columns.iter().map(Column::of).collect(),
    };
    schema::FRAMES.iter().map(of).collect()
}

/// Every word that can stand in `issues`, with what it means.
#[pyfunction]
pub(crate) fn issue_words() -> Vec<(&'static str, &'static str)> {
    Issue::ALL.iter().map(|issue| (issue.as_str(), issue.about())).collect()
}
