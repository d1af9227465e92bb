//! A user's own folder of word lists.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Error, Result};

/// A folder whose lists replace the built-in lists of the same file name.
#[derive(Clone, Debug, Default)]
pub struct ListFolder {
    path: Option<PathBuf>,
    /// The names of lists that were asked for.
    asked: Arc<Mutex<BTreeSet<String>>>,
}

/// Folders nested deeper than this are not looked at.
const DEEPEST: usize = 8;

impl ListFolder {
    /// No folder: only the lists compiled in.
    pub fn built_in() -> Self {
        Self::default()
    }

    /// The lists in `path` replace ours file by file.
    pub fn at(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        std::fs::read_dir(path).map_err(|source| Error::file(path, source))?;
        Ok(Self { path: Some(path.to_path_buf()), ..Self::default() })
    }

    /// The content of the list called `name` (its path below `data/`): the user's if there is one, else ours.
    pub fn list(&self, name: &str, built_in: &'static str) -> Result<Cow<'static, str>> {
        let Some(folder) = &self.path else { return Ok(Cow::Borrowed(built_in)) };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(content) => Ok(Cow::Owned(content)),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(Cow::Borrowed(built_in)),
            Err(source) => Err(Error::file(path, source)),
        }
    }

    /// Whether every list of the folder replaces one of ours, once all of ours were asked for: "cue.tsv" would be passed
    /// over without a word.
    pub(super) fn check(&self) -> Result<()> {
        let Some(folder) = &self.path else { return Ok(()) };
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let mut there = Vec::new();
        lists_below(folder, folder, 0, &mut there);
        there.sort();
        let Some(stranger) = there.iter().find(|name| !asked.contains(*name)) else { return Ok(()) };
        let file = stranger.rsplit('/').next().unwrap_or(stranger);
        let moved = asked.iter().find(|name| name.rsplit('/').next() == Some(file));
        let advice = match moved {
            Some(name) => format!("ours is called {name:?}, below the folder"),
            None => "data/README.md names ours; move other files out of the folder".to_owned(),
        };
        Err(Error::usage(format!(
            "{}: {stranger:?} replaces none of our word lists: {advice}",
            folder.display()
        )))
    }
}

/// The names of the lists (.tsv, .toml) in a folder, as paths below `top`.
fn lists_below(top: &Path, folder: &Path, depth: usize, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            if depth < DEEPEST {
                lists_below(top, &path, depth + 1, found);
            }
            continue;
        }
        let is_list = path.extension().is_some_and(|end| end == "tsv" || end == "toml");
        if let (true, Ok(below)) = (is_list, path.strip_prefix(top)) {
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            found.push(parts.join("/"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn our_own_folder_replaces_every_list() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        Lexicon::load(&ListFolder::at(data).unwrap()).unwrap();
    }

    #[test]
    fn a_list_that_replaces_none_is_named() {
        let folder = std::env::temp_dir().join(format!("dateline-lists-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, told) in
            [("cue.tsv", "data/README.md"), ("romanisation.tsv", "\"names/romanisation.tsv\"")]
        {
            let path = folder.join(name);
            std::fs::write(&path, "").unwrap();
            let message = Lexicon::load(&ListFolder::at(&folder).unwrap()).unwrap_err().to_string();
            std::fs::remove_file(path).unwrap();
            assert!(message.contains(name) && message.contains(told), "{message}");
        }
        assert!(Lexicon::load(&ListFolder::at(&folder).unwrap()).is_ok());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
