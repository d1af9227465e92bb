//! Files, folders and patterns to documents, one at a time.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

use rustc_hash::FxHashSet;

use super::charset::decode;
use super::compress::{Cut, read_document, unpacked};
use super::csv::Table;
use super::document::{Kind, Raw, Source};
use super::feed::read_feed;
use super::fields::Columns;
use super::jsonl::Jsonl;
use super::mail::read_mail;
use super::paths::{Found, expand};
use super::warc::Warc;
use crate::error::{Error, ErrorKind, Result};
use crate::issue::Issue;
use crate::lexicon::Lexicon;

/// What a file holds, told from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Page,
    Jsonl,
    Table,
    Warc,
    Feed,
    Mail,
}

impl Format {
    /// `.jsonl`, `.jsonl.gz` and `.jsonl.zst` are one format.
    fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        Some(match name.rsplit_once('.')?.1 {
            "txt" | "md" | "text" => Self::Text,
            "html" | "htm" | "xhtml" => Self::Page,
            "jsonl" | "ndjson" => Self::Jsonl,
            "csv" | "tsv" => Self::Table,
            "warc" | "wet" => Self::Warc,
            "rss" | "atom" | "xml" | "rdf" => Self::Feed,
            "eml" => Self::Mail,
            _ => return None,
        })
    }
}

/// Reads the documents of a file, a folder or a pattern such as `"news/*.html"`, in sorted order of their paths.
///
/// Text (.txt .md), pages (.html .htm), JSONL, CSV, WARC, feeds (.rss .atom .xml) and e-mail (.eml) are read, plain or packed with gzip or zstd. Parquet
/// is read on the Python side. A path that does not exist is an error; a file in a folder that cannot be read
/// becomes a document with the issue "unreadable".
pub fn read<'l>(input: &str, columns: &Columns, lexicon: &'l Lexicon) -> Result<Documents<'l>> {
    let files = expand(input, |path| Format::of(path).is_some())?;
    Ok(Documents {
        files: files.into_iter(),
        columns: columns.clone(),
        lexicon,
        open: None,
        ids: FxHashSet::default(),
    })
}

/// Reads a stream of JSONL, such as standard input; `name` stands for it in article ids.
pub fn read_stream<'l>(
    reader: impl Read + Send + 'l,
    name: &str,
    columns: &Columns,
    lexicon: &'l Lexicon,
) -> Result<Documents<'l>> {
    let reader = unpacked(reader).map_err(|problem| Error::file(name, problem))?;
    let rows = Jsonl::new(BufReader::new(reader), Path::new(name), columns, lexicon);
    Ok(Documents {
        files: Vec::new().into_iter(),
        columns: columns.clone(),
        lexicon,
        open: Some(Box::new(rows)),
        ids: FxHashSet::default(),
    })
}

/// The documents of a file that holds several.
type Rows<'l> = Box<dyn Iterator<Item = Result<Raw>> + Send + 'l>;

/// The documents of one input, read as they are asked for.
pub struct Documents<'l> {
    files: std::vec::IntoIter<Found>,
    columns: Columns,
    lexicon: &'l Lexicon,
    open: Option<Rows<'l>>,
    /// The hashes of the ids that files brought along.
    ids: FxHashSet<u64>,
}

impl Documents<'_> {
    /// Two rows of one id could not be told apart in any frame: the later one is named by its place, and says so.
    fn tell_apart(&mut self, mut raw: Raw) -> Raw {
        let (Some(id), Some(source)) = (&raw.article_id, &raw.source) else { return raw };
        let place = source.article_id();
        if *id != place && !self.ids.insert(xxhash_rust::xxh3::xxh3_64(id.as_bytes())) {
            let shown: String = id.chars().take(LONGEST_ID).collect();
            raw.issues.push(Issue::RepeatedId.of(shown));
            raw.article_id = Some(place);
        }
        raw
    }
}

/// So much of a repeated id is shown in `issues`.
const LONGEST_ID: usize = 80;

impl Iterator for Documents<'_> {
    type Item = Result<Raw>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(rows) = &mut self.open {
                if let Some(raw) = rows.next() {
                    return Some(raw.map(|raw| self.tell_apart(raw)));
                }
                self.open = None;
            }
            let file = self.files.next()?;
            match open(&file, &self.columns, self.lexicon) {
                Ok(Opened::One(raw)) => return Some(Ok(*raw)),
                Ok(Opened::Many(rows)) => self.open = Some(rows),
                Err(problem) if file.in_folder && problem.kind() != ErrorKind::Column => {
                    let source = Source { path: file.name, row: None };
                    return Some(Ok(Raw::unreadable(source, Issue::Unreadable.as_str().to_owned())));
                }
                Err(problem) => return Some(Err(problem)),
            }
        }
    }
}

enum Opened<'l> {
    One(Box<Raw>),
    Many(Rows<'l>),
}

fn open<'l>(file: &Found, columns: &Columns, lexicon: &'l Lexicon) -> Result<Opened<'l>> {
    let failed = |problem| Error::file(&file.path, problem);
    let reader = unpacked(File::open(&file.path).map_err(failed)?).map_err(failed)?;
    let rows: Rows<'l> = match Format::of(&file.path) {
        Some(Format::Page) => return Ok(Opened::One(Box::new(single(reader, file, Some(Kind::Html))))),
        Some(Format::Text) => return Ok(Opened::One(Box::new(single(reader, file, Some(Kind::Text))))),
        None => return Ok(Opened::One(Box::new(single(reader, file, None)))),
        Some(Format::Mail) => return Ok(Opened::One(Box::new(mail(reader, file)))),
        Some(Format::Feed) => Box::new(feed(reader, file).into_iter().map(Ok)),
        Some(Format::Jsonl) => {
            let rows = Jsonl::new(BufReader::new(reader), &file.name, columns, lexicon);
            Box::new(rows.in_folder(file.in_folder))
        }
        Some(Format::Warc) => Box::new(Warc::new(BufReader::new(reader), &file.name).map(Ok)),
        Some(Format::Table) => {
            let mut reader = BufReader::with_capacity(1 << 16, reader);
            let first = reader.fill_buf().map_err(failed)?.to_vec();
            if first.starts_with(b"\xff\xfe") || first.starts_with(b"\xfe\xff") {
                // UTF-16, as spreadsheet programs save "Unicode text": the table's reader wants bytes it can part.
                let text = decode(&read_document(reader).0).0.into_bytes();
                let first = text.get(..text.len().min(1 << 16)).unwrap_or_default().to_vec();
                let rows = Cursor::new(text);
                Box::new(Table::new(rows, &first, &file.name, columns, lexicon, file.in_folder)?.map(Ok))
            } else {
                let rows = Table::new(reader, &first, &file.name, columns, lexicon, file.in_folder)?;
                Box::new(rows.map(Ok))
            }
        }
    };
    Ok(Opened::Many(rows))
}

/// A file that is one document.
fn single(reader: impl Read, file: &Found, kind: Option<Kind>) -> Raw {
    let (bytes, cut) = read_document(reader);
    named(Raw::from_bytes(&bytes, kind), file, cut)
}

/// A message; what is none is read as text.
fn mail(reader: impl Read, file: &Found) -> Raw {
    let (bytes, cut) = read_document(reader);
    let raw = read_mail(&bytes).unwrap_or_else(|| Raw::from_bytes(&bytes, Some(Kind::Text)));
    named(raw, file, cut)
}

/// The items of a feed.
fn feed(reader: impl Read, file: &Found) -> Vec<Raw> {
    let (bytes, cut) = read_document(reader);
    let (text, issues) = decode(&bytes);
    let mut raws = read_feed(&text, &file.name);
    for raw in &mut raws {
        raw.issues.extend(issues.iter().cloned());
    }
    if let (Some(cut), Some(last)) = (cut, raws.last_mut()) {
        last.note(cut.issue());
    }
    raws
}

/// A document of its own, named for its file.
fn named(mut raw: Raw, file: &Found, cut: Option<Cut>) -> Raw {
    let source = Source { path: file.name.clone(), row: None };
    raw.article_id = Some(source.article_id());
    raw.source = Some(source);
    if let Some(cut) = cut {
        raw.note(cut.issue());
    }
    raw
}
