//! The TSV format of our word lists.
//!
//! ```text
//! # what the list holds, in a sentence
//! # source: where the facts come from
//! # licence: under which licence
//! # columns: name<TAB>code
//! Armenia<TAB>ARM
//! ```
//!
//! Lines that start with `#` are header or remark, blank lines are skipped, fields are separated by one tab.

use crate::error::{Error, Result};

/// A word list, read and checked for shape.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    name: &'t str,
    columns: Vec<&'t str>,
    rows: Vec<Row<'t>>,
}

/// One line of a list.
#[derive(Clone, Debug)]
pub struct Row<'t> {
    /// Line number in the file, from 1.
    pub line: usize,
    /// As many fields as the list has columns.
    pub fields: Vec<&'t str>,
}

impl<'t> Table<'t> {
    /// Reads a list; `name` is used in messages. Every row has as many fields as the header has columns.
    pub fn read(name: &'t str, content: &'t str) -> Result<Self> {
        let mut columns: Option<Vec<&str>> = None;
        let mut rows = Vec::new();
        for (index, text) in content.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = index + 1;
            if let Some(header) = text.strip_prefix("# columns:") {
                columns = Some(header.trim().split('\t').map(str::trim).collect());
                continue;
            }
            if text.starts_with('#') || text.trim().is_empty() {
                continue;
            }
            let Some(columns) = &columns else {
                return Err(Error::list(name, line, "rows begin before the line \"# columns: ...\""));
            };
            let fields: Vec<&str> = text.split('\t').collect();
            if fields.len() != columns.len() {
                let problem = format!("{} fields where the header names {}", fields.len(), columns.len());
                return Err(Error::list(name, line, problem));
            }
            if let Some(field) = fields.iter().find(|field| field.trim() != **field) {
                return Err(Error::list(name, line, format!("spaces around {field:?}")));
            }
            rows.push(Row { line, fields });
        }
        let columns = columns.ok_or_else(|| Error::list(name, 1, "no line \"# columns: ...\""))?;
        Ok(Self { name, columns, rows })
    }

    /// The name given to [`Table::read`].
    pub fn name(&self) -> &'t str {
        self.name
    }

    /// The rows in file order.
    pub fn rows(&self) -> &[Row<'t>] {
        &self.rows
    }

    /// Checks that the list has exactly these columns, in this order.
    pub fn expect_columns(&self, expected: &[&str]) -> Result<()> {
        if self.columns == expected {
            return Ok(());
        }
        let problem = format!("columns are {:?}, expected {expected:?}", self.columns);
        Err(Error::list(self.name, 1, problem))
    }

    /// An error about one row of this list.
    pub fn problem(&self, row: &Row<'_>, problem: impl Into<String>) -> Error {
        Error::list(self.name, row.line, problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_row_is_named_by_its_line() {
        let error = Table::read("x.tsv", "# columns: a\tb\n1\t2\n3\n").unwrap_err();
        assert_eq!(error.to_string(), "word list x.tsv, line 3: 1 fields where the header names 2");
    }

    #[test]
    fn remarks_and_blank_lines_are_skipped() {
        let table = Table::read("x.tsv", "# about\n# columns: a\tb\n\n# later\n1\t\n").unwrap();
        assert_eq!(table.rows().len(), 1);
        assert_eq!(table.rows()[0].fields, ["1", ""]);
    }
}
