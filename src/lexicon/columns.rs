//! Names of table columns, by what they hold.

use super::{ListFolder, Table};
use crate::error::Result;

const NAME: &str = "columns.tsv";

macro_rules! fields {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// What a column of an input table may hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the names are the documentation")]
        pub enum ColumnField { $($variant),* }

        impl ColumnField {
            /// All fields.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The field of this name.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The name used in lists and messages.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

fields! {
    ArticleId = "article_id", Byline = "byline", Html = "html", Language = "language", Outlet = "outlet",
    Published = "published", Raw = "raw", Text = "text", Title = "title", Url = "url",
}

/// The column names that are tried for each field, best first.
#[derive(Clone, Debug, Default)]
pub struct ColumnNames {
    names: Vec<(ColumnField, String)>,
}

impl ColumnNames {
    /// Loads `columns.tsv`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/columns.tsv"))?;
        let table = Table::read(NAME, &content)?;
        table.expect_columns(&["field", "column"])?;
        let mut names = Vec::new();
        for row in table.rows() {
            let [field, column] = row.fields.as_slice() else { continue };
            let known = ColumnField::named(field)
                .ok_or_else(|| table.problem(row, format!("unknown field {field:?}")))?;
            names.push((known, (*column).to_owned()));
        }
        Ok(Self { names })
    }

    /// The names that a column with this content may have, best first.
    pub fn names(&self, field: ColumnField) -> impl Iterator<Item = &str> {
        self.names.iter().filter(move |(known, _)| *known == field).map(|(_, name)| name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name_and_no_name_stands_for_two() {
        let list = ColumnNames::load(&ListFolder::built_in()).unwrap();
        for field in ColumnField::ALL {
            assert!(list.names(*field).next().is_some(), "{field:?}");
        }
        let mut names: Vec<&str> = list.names.iter().map(|(_, name)| name.as_str()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        let fields: Vec<&str> = list.names.iter().map(|(field, _)| field.as_str()).collect();
        assert!(fields.is_sorted(), "rows are sorted by field");
    }
}
