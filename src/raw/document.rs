//! One document as it came, decoded.

use std::path::PathBuf;

use super::charset::decode;
use super::html;
use crate::issue::Issue;

/// A document before anything was judged about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Raw {
    /// The whole document as text: a page with its tags, or the lines of a text file. Spans count in this.
    pub text: String,
    /// How `text` is to be read.
    pub kind: Kind,
    /// Where it came from, where it came from a file.
    pub source: Option<Source>,
    /// Given with the document, or made from the file name and position.
    pub article_id: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// A publication date given with the document, as it was written there.
    pub published: Option<String>,
    /// A headline given with the document.
    pub title: Option<String>,
    /// A byline or list of authors given with the document.
    pub byline: Option<String>,
    /// The outlet, given with the document.
    pub outlet: Option<String>,
    /// A language code given with the document.
    pub language: Option<String>,
    /// What went wrong on the way in: words of [`Issue`], such as "charset_guessed" or "broken_line 17".
    pub issues: Vec<String>,
}

/// How a document is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Lines of text, as pasted or saved.
    #[default]
    Text,
    /// A page with its tags.
    Html,
}

/// The place of a document in the files that were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file.
    pub path: PathBuf,
    /// The line or record in that file, from 1, where a file holds several documents.
    pub row: Option<u64>,
}

impl Raw {
    /// A document of a known kind.
    pub fn new(text: impl Into<String>, kind: Kind) -> Self {
        Self { text: text.into(), kind, ..Self::default() }
    }

    /// A document whose kind is told from its first lines.
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        let kind = if html::looks_like_html(&text) { Kind::Html } else { Kind::Text };
        Self::new(text, kind)
    }

    /// A document from bytes; the charset is told from BOM, declaration or content.
    pub fn from_bytes(bytes: &[u8], kind: Option<Kind>) -> Self {
        let (text, issues) = decode(bytes);
        let mut raw = match kind {
            Some(kind) => Self::new(text, kind),
            None => Self::of(text),
        };
        raw.issues = issues;
        raw
    }

    /// A row that stands for input that could not be read, so that nothing is lost silently.
    pub(crate) fn unreadable(source: Source, issue: String) -> Self {
        let article_id = Some(source.article_id());
        Self { source: Some(source), article_id, issues: vec![issue], ..Self::default() }
    }

    /// Notes that something went wrong on the way in.
    pub(crate) fn note(&mut self, issue: Issue) {
        issue.note(&mut self.issues);
    }
}

impl Source {
    /// "folder/name.txt" or, for the 17th line of a file, "folder/name.jsonl#17".
    pub fn article_id(&self) -> String {
        let path = self.path.to_string_lossy().replace('\\', "/");
        match self.row {
            Some(row) => format!("{path}#{row}"),
            None => path,
        }
    }
}
