//! A user's own folder of word lists.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A folder whose lists replace the built-in lists of the same file name.
#[derive(Clone, Debug, Default)]
pub struct ListFolder {
    path: Option<PathBuf>,
}

impl ListFolder {
    /// No folder: only the lists compiled in.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// The lists in `path` replace ours file by file.
    pub fn at(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        std::fs::read_dir(path).map_err(|source| Error::file(path, source))?;
        Ok(Self { path: Some(path.to_path_buf()) })
    }

    /// The content of the list called `name` (its path below `data/`): the user's if there is one, else ours.
    pub fn list(&self, name: &str, built_in: &'static str) -> Result<Cow<'static, str>> {
        let Some(folder) = &self.path else { return Ok(Cow::Borrowed(built_in)) };
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(content) => Ok(Cow::Owned(content)),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(Cow::Borrowed(built_in)),
            Err(source) => Err(Error::file(path, source)),
        }
    }
}
