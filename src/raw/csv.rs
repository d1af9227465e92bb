//! CSV and TSV tables: one document a row.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::charset::decode;
use super::document::{Raw, Source};
use super::fields::{Columns, document, no_text, not_there};
use crate::error::{Error, Result};
use crate::issue::Issue;
use crate::lexicon::Lexicon;

/// The documents of a table. A row that cannot be read becomes a document that says so.
pub(super) struct Table<'l, R> {
    rows: csv::ByteRecordsIntoIter<R>,
    names: Vec<String>,
    path: PathBuf,
    columns: Columns,
    lexicon: &'l Lexicon,
    row: u64,
    /// Lines end in a plain line feed: then rows are named by the line they begin in.
    has_plain_lines: bool,
    over: bool,
    has_text: bool,
}

impl<'l, R: Read> Table<'l, R> {
    /// Reads the header; `first` is the beginning of the file, from which the separator is told.
    ///
    /// A header without a column that was named, or without any that holds a text, is an error; in a folder, where
    /// tables of another kind may lie beside the articles, the latter is told of each row.
    pub(super) fn new(
        reader: R,
        first: &[u8],
        path: &Path,
        columns: &Columns,
        lexicon: &'l Lexicon,
        in_folder: bool,
    ) -> Result<Self> {
        let mut table =
            csv::ReaderBuilder::new().delimiter(separator(first)).flexible(true).from_reader(reader);
        let header = table.byte_headers().map_err(|problem| Error::file(path, problem.into()))?;
        let names: Vec<String> = header.iter().map(|name| decode(name).0).collect();
        let there: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Some((field, name)) = columns.given().find(|(_, name)| !there.contains(name)) {
            return Err(not_there(path, field, name, &there));
        }
        let has_text = columns.find_text(&there, lexicon);
        if !has_text && !in_folder && !there.is_empty() {
            return Err(no_text(path, &there));
        }
        Ok(Self {
            rows: table.into_byte_records(),
            names,
            path: path.to_path_buf(),
            columns: columns.clone(),
            lexicon,
            row: 1,
            has_plain_lines: has_plain_lines(first),
            over: false,
            has_text,
        })
    }
}

impl<R: Read> Iterator for Table<'_, R> {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        if self.over {
            return None;
        }
        let record = self.rows.next()?;
        self.row += 1;
        let row = match &record {
            Ok(record) if self.has_plain_lines => record.position().map_or(self.row, csv::Position::line),
            _ => self.row,
        };
        let source = Source { path: self.path.clone(), row: Some(row) };
        let Ok(record) = record else {
            self.over = matches!(&record, Err(problem) if problem.is_io_error());
            return Some(Raw::unreadable(source, Issue::BrokenLine.of(row)));
        };
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let mut issues = Vec::new();
        let mut raw = document(|field| {
            let at = self.columns.find(field, &names, self.lexicon)?;
            let (text, found) = decode(record.get(at)?);
            issues.extend(found);
            Some(text)
        });
        raw.article_id = raw.article_id.take().or_else(|| Some(source.article_id()));
        raw.source = Some(source);
        issues.sort();
        issues.dedup();
        raw.issues = issues;
        if !self.has_text {
            raw.note(Issue::NoTextColumn);
        }
        Some(raw)
    }
}

/// Whether the header ends in a line feed without a carriage return: of the other endings the reader does not count every
/// line, and rows are counted instead.
fn has_plain_lines(first: &[u8]) -> bool {
    let end = first.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
    end.is_some_and(|end| first.get(end) == Some(&b'\n'))
}

/// The separator that the header line uses most.
fn separator(first: &[u8]) -> u8 {
    let header = first.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |separator: u8| header.iter().filter(|byte| **byte == separator).count();
    let mut best = b',';
    for other in [b'\t', b';'] {
        if count(other) > count(best) {
            best = other;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::fields::Field;
    use super::*;

    fn read(text: &str, columns: &Columns, in_folder: bool) -> Result<Vec<Raw>> {
        let lexicon = Lexicon::built_in().unwrap();
        let path = Path::new("news.csv");
        Ok(Table::new(text.as_bytes(), text.as_bytes(), path, columns, lexicon, in_folder)?.collect())
    }

    #[test]
    fn rows_are_told_apart_whatever_ends_a_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["nr,text", "1,One.", "2,Two.", ""].join(end);
            let rows = read(&text, &Columns::guessed(), false).unwrap();
            let ids: Vec<_> = rows.iter().map(|raw| raw.article_id.as_deref().unwrap()).collect();
            assert_eq!(ids, ["news.csv#2", "news.csv#3"], "{end:?}");
        }
    }

    #[test]
    fn a_header_without_what_was_named_is_an_error() {
        let text = "nr;artikel\n1;One.\n";
        let columns = Columns::guessed().with(Field::Text, "artikle");
        let message = read(text, &columns, true).err().unwrap().to_string();
        assert!(message.contains("\"artikle\"") && message.contains("nr, artikel"), "{message}");
        let message = read(text, &Columns::guessed(), false).err().unwrap().to_string();
        assert!(message.contains("no column holds the text"), "{message}");
        assert_eq!(read(text, &Columns::guessed(), true).unwrap()[0].issues, ["no_text_column"]);
        assert!(read("", &Columns::guessed(), false).unwrap().is_empty());
    }
}
