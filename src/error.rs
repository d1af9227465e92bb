//! The one public error of the crate, written for the person who will read it.
//!
//! Bad input text is not an error: a broken page becomes an article with a word in `issues`. Errors are for
//! wrong calls, unreadable files and word lists that do not load.

use std::fmt;
use std::path::{Path, PathBuf};

/// What any fallible call of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with a message that gives the value and the reason, and says what to do next.
#[derive(Debug)]
pub struct Error(Box<Kind>);

#[derive(Debug)]
enum Kind {
    /// A file or folder that could not be read or written.
    File { path: PathBuf, source: std::io::Error },
    /// A word list of `data/`, or one that a user brought, with a line that does not fit its format.
    List { list: String, line: usize, problem: String },
    /// An option or argument that makes no sense.
    Usage(String),
    /// A table without a column that is needed.
    Column(String),
    /// The caller asked to stop (Ctrl-C, or an interrupted notebook cell).
    Interrupted,
    /// A mistake of this crate, caught at its edge.
    Bug { article: Option<usize>, message: String },
}

/// Which family an [`Error`] belongs to, for callers that map it to exceptions or exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The named file does not exist.
    FileNotFound,
    /// The file exists but could not be read or written.
    File,
    /// A word list does not load.
    List,
    /// A wrong option or argument.
    Usage,
    /// A table lacks a column that is needed.
    Column,
    /// Stopped by the caller.
    Interrupted,
    /// A mistake of this crate.
    Bug,
}

impl Error {
    /// A file that could not be read or written.
    pub fn file(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Self(Box::new(Kind::File { path: path.as_ref().to_path_buf(), source }))
    }

    /// A word list whose `line` (counted from 1) does not fit its format.
    pub fn list(list: impl Into<String>, line: usize, problem: impl Into<String>) -> Self {
        Self(Box::new(Kind::List { list: list.into(), line, problem: problem.into() }))
    }

    /// A wrong option or argument; the message says what was given and what would be right.
    pub fn usage(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Usage(message.into())))
    }

    /// A table without a column that is needed; the message names those it has.
    pub fn column(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Column(message.into())))
    }

    /// The caller asked to stop.
    pub fn interrupted() -> Self {
        Self(Box::new(Kind::Interrupted))
    }

    /// A mistake of this crate, with what the panic said.
    pub fn bug(message: impl Into<String>) -> Self {
        Self(Box::new(Kind::Bug { article: None, message: message.into() }))
    }

    /// The same error, naming the article (its row, from 0) it came up in.
    pub fn in_article(mut self, row: usize) -> Self {
        if let Kind::Bug { article, .. } = &mut *self.0 {
            article.get_or_insert(row);
        }
        self
    }

    /// The family this error belongs to.
    pub fn kind(&self) -> ErrorKind {
        match &*self.0 {
            Kind::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                ErrorKind::FileNotFound
            }
            Kind::File { .. } => ErrorKind::File,
            Kind::List { .. } => ErrorKind::List,
            Kind::Usage(_) => ErrorKind::Usage,
            Kind::Column(_) => ErrorKind::Column,
            Kind::Interrupted => ErrorKind::Interrupted,
            Kind::Bug { .. } => ErrorKind::Bug,
        }
    }

    /// The file the error is about, where it is about a file.
    pub fn path(&self) -> Option<&Path> {
        match &*self.0 {
            Kind::File { path, .. } => Some(path),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::File { path, source } => write!(f, "could not read or write {}: {source}", path.display()),
            Kind::List { list, line, problem } => write!(f, "word list {list}, line {line}: {problem}"),
            Kind::Usage(message) | Kind::Column(message) => f.write_str(message),
            Kind::Interrupted => f.write_str("interrupted"),
            Kind::Bug { article: Some(row), message } => {
                write!(f, "a bug in dateline, met in the article of row {row}: {message}")
            }
            Kind::Bug { article: None, message } => write!(f, "a bug in dateline: {message}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Kind::File { source, .. } => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_told_apart_from_an_unreadable_one() {
        let missing = Error::file("a.txt", std::io::Error::from(std::io::ErrorKind::NotFound));
        let locked = Error::file("a.txt", std::io::Error::from(std::io::ErrorKind::PermissionDenied));
        assert_eq!(missing.kind(), ErrorKind::FileNotFound);
        assert_eq!(locked.kind(), ErrorKind::File);
    }

    #[test]
    fn a_list_error_names_the_list_and_the_line() {
        let error = Error::list("speech_verbs.tsv", 12, "unknown class \"shout\"");
        assert_eq!(error.to_string(), "word list speech_verbs.tsv, line 12: unknown class \"shout\"");
    }
}
