//! JSONL: one JSON object a line, one document an object.

use std::borrow::Cow;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::charset::decode;
use super::document::{Raw, Source};
use super::fields::{Columns, Field, cell, document, no_text, not_there};
use super::lines::{Line, Lines};
use crate::error::{Error, Result};
use crate::issue::Issue;
use crate::lexicon::Lexicon;

/// A column that so many objects lack is not in the file: a name that is no column must not pass for empty articles.
const LOOKED_AT: usize = 1_000;
/// So many names of columns are kept for the message.
const MOST_NAMES: usize = 60;

/// The documents of a JSONL stream. A broken line becomes a document that says so; its neighbours are kept.
///
/// `{"text": "One."}` is a document; where no line has a column that was named, or none that holds a text, that is an
/// error that names the columns there are. A single line without one is an empty document.
pub(super) struct Jsonl<'l, R> {
    lines: Lines<R>,
    path: PathBuf,
    columns: Columns,
    lexicon: &'l Lexicon,
    in_folder: bool,
    seen: Seen,
}

/// What the objects so far had.
#[derive(Default)]
struct Seen {
    objects: usize,
    names: Vec<String>,
    /// Columns that the user named and no object had.
    missing: Vec<(Field, String)>,
    text: bool,
    /// Nothing more is to be told: all was found, or the error was given.
    told: bool,
}

impl<'l, R: BufRead> Jsonl<'l, R> {
    pub(super) fn new(reader: R, path: &Path, columns: &Columns, lexicon: &'l Lexicon) -> Self {
        let missing = columns.given().map(|(field, name)| (field, name.to_owned())).collect();
        let seen = Seen { missing, ..Seen::default() };
        let (path, columns) = (path.to_path_buf(), columns.clone());
        Self { lines: Lines::new(reader), path, columns, lexicon, in_folder: false, seen }
    }

    /// The file was found in a folder, where a file of another kind may lie beside the articles.
    pub(super) fn in_folder(mut self, in_folder: bool) -> Self {
        self.in_folder = in_folder;
        self
    }

    /// The error of a file whose lines lack a column that was named, or any that holds a text.
    fn lacking(&mut self, over: bool) -> Option<Error> {
        let seen = &mut self.seen;
        if seen.told || seen.objects == 0 || !(over || seen.objects == LOOKED_AT) {
            return None;
        }
        seen.told = true;
        let there: Vec<&str> = seen.names.iter().map(String::as_str).collect();
        if let Some((field, name)) = seen.missing.first() {
            return Some(not_there(&self.path, *field, name, &there));
        }
        (!seen.text && !self.in_folder).then(|| no_text(&self.path, &there))
    }

    fn document(&mut self, line: Line) -> Raw {
        let source = Source { path: self.path.clone(), row: Some(line.number) };
        let (text, mut issues) = decode(&line.bytes);
        let text = text.trim_start_matches('\u{feff}');
        let parsed = parse(text);
        let mut raw = match parsed {
            Some((Value::Object(object), repaired)) if !line.cut => {
                if repaired {
                    Issue::ReplacedCharacters.note(&mut issues);
                }
                self.read_object(&object)
            }
            // A line that is one JSON string is a document by itself.
            Some((Value::String(text), _)) if !line.cut => Raw::of(text),
            _ => {
                let issue = if line.cut { Issue::TruncatedLine } else { Issue::BrokenLine };
                return Raw::unreadable(source, issue.of(line.number));
            }
        };
        raw.article_id = raw.article_id.take().or_else(|| Some(source.article_id()));
        raw.source = Some(source);
        raw.issues.extend(issues.into_iter().filter(|issue| !Issue::Binary.is(issue)));
        raw
    }

    fn read_object(&mut self, object: &Map<String, Value>) -> Raw {
        let names: Vec<&str> = object.keys().map(String::as_str).collect();
        let has_text = self.columns.find_text(&names, self.lexicon);
        self.look_at(object, has_text);
        let mut raw = document(|field: Field| {
            let at = self.columns.find(field, &names, self.lexicon)?;
            object.get(*names.get(at)?).and_then(cell)
        });
        if !has_text {
            raw.note(Issue::NoTextColumn);
        }
        raw
    }

    fn look_at(&mut self, object: &Map<String, Value>, has_text: bool) {
        let seen = &mut self.seen;
        seen.objects = seen.objects.saturating_add(1);
        if seen.objects > LOOKED_AT {
            return;
        }
        seen.text |= has_text;
        seen.missing.retain(|(_, name)| !object.contains_key(name));
        for name in object.keys() {
            if seen.names.len() < MOST_NAMES && !seen.names.contains(name) {
                seen.names.push(name.clone());
            }
        }
    }
}

impl<R: BufRead> Iterator for Jsonl<'_, R> {
    type Item = Result<Raw>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(line) = self.lines.next() else { return self.lacking(true).map(Err) };
        let raw = self.document(line);
        Some(self.lacking(false).map_or(Ok(raw), Err))
    }
}

/// Parses a line; `true` beside it if a lone surrogate (`\ud83d` without its partner) had to be replaced first.
fn parse(line: &str) -> Option<(Value, bool)> {
    if let Ok(value) = serde_json::from_str(line) {
        return Some((value, false));
    }
    let repaired = replace_lone_surrogates(line);
    matches!(repaired, Cow::Owned(_))
        .then(|| serde_json::from_str(&repaired).ok())?
        .map(|value| (value, true))
}

/// Writes `\ufffd` for every surrogate escape without its partner. JSON from Python and JavaScript holds them.
fn replace_lone_surrogates(line: &str) -> Cow<'_, str> {
    let mut bytes = Cow::Borrowed(line.as_bytes());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', bytes.get(at..).unwrap_or_default()) {
        let start = at + found;
        at = start + 2;
        let Some(unit) = escape_at(&bytes, start) else { continue };
        let lone = match unit {
            0xd800..=0xdbff => {
                !escape_at(&bytes, start + 6).is_some_and(|next| (0xdc00..=0xdfff).contains(&next))
            }
            0xdc00..=0xdfff => true,
            _ => false,
        };
        at = start + 6;
        if lone {
            if let Some(digits) = bytes.to_mut().get_mut(start + 2..start + 6) {
                digits.copy_from_slice(b"fffd");
            }
        } else if (0xd800..=0xdbff).contains(&unit) {
            at = start + 12;
        }
    }
    match bytes {
        Cow::Borrowed(_) => Cow::Borrowed(line),
        Cow::Owned(bytes) => String::from_utf8(bytes).map_or(Cow::Borrowed(line), Cow::Owned),
    }
}

/// The code unit of a `\uXXXX` escape that starts at `at`.
fn escape_at(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Raw> {
        named(text, &Columns::guessed()).unwrap()
    }

    fn named(text: &str, columns: &Columns) -> Result<Vec<Raw>> {
        let lexicon = Lexicon::built_in().unwrap();
        Jsonl::new(text.as_bytes(), Path::new("news.jsonl"), columns, lexicon).collect()
    }

    #[test]
    fn a_column_that_is_not_there_is_named_with_those_that_are() {
        let rows = "{\"id\": 1, \"artikel\": \"One.\"}\n{\"artikel\": \"Two.\"}\n";
        let columns = |name| Columns::guessed().with(Field::Text, name);
        let message = named(rows, &columns("artikle")).unwrap_err().to_string();
        assert!(message.contains("\"artikle\"") && message.contains("artikel, id"), "{message}");
        let message = named(rows, &Columns::guessed()).unwrap_err().to_string();
        assert!(message.contains("no column holds the text") && message.contains("artikel"), "{message}");
        assert_eq!(named(rows, &columns("artikel")).unwrap().len(), 2);
        let sparse = "{\"title\": \"No text.\"}\n{\"body\": \"One.\"}\n";
        assert_eq!(named(sparse, &Columns::guessed()).unwrap()[0].issues, ["no_text_column"]);
        assert!(named("", &columns("artikel")).unwrap().is_empty());
    }

    #[test]
    fn a_broken_line_is_named_and_its_neighbours_are_kept() {
        let rows = read("{\"id\": \"a\", \"text\": \"One.\"}\n{\"text\": \"cut\n\n{\"body\": \"Two.\"}\n");
        let ids: Vec<_> = rows.iter().map(|raw| raw.article_id.as_deref().unwrap()).collect();
        assert_eq!(ids, ["a", "news.jsonl#2", "news.jsonl#4"]);
        assert_eq!(rows[1].issues, ["broken_line 2"]);
        assert_eq!(rows[2].text, "Two.");
    }

    #[test]
    fn a_lone_surrogate_does_not_break_its_line() {
        let rows = read(r#"{"text": "A flag \ud83c and a smile \ud83d\ude00."}"#);
        assert_eq!(rows[0].text, "A flag \u{fffd} and a smile 😀.");
        assert_eq!(rows[0].issues, ["replaced_characters"]);
    }

    #[test]
    fn columns_are_told_from_their_names() {
        let rows =
            read(r#"{"headline": "H", "author": ["A B", "C D"], "date": "2024-05-01", "content": "T."}"#);
        assert_eq!(rows[0].title.as_deref(), Some("H"));
        assert_eq!(rows[0].byline.as_deref(), Some("A B, C D"));
        assert_eq!(rows[0].published.as_deref(), Some("2024-05-01"));
    }
}
