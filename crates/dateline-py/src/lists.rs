//! The word lists of a call: ours, or ours with a folder of the user's in front.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use dateline::lexicon::events_patterns::pattern_list;
use dateline::lexicon::{Lexicon, ListFolder, Petrarch};
use dateline::{Error, Result};
use pyo3::prelude::*;

use crate::error::to_python;

/// Lists that were loaded from a folder, and the time of the youngest file then.
type Loaded = BTreeMap<PathBuf, (Option<SystemTime>, &'static Lexicon)>;

static LOADED: Mutex<Loaded> = Mutex::new(BTreeMap::new());

/// The lists in `folder` in front of ours; ours alone without a folder.
///
/// A folder is read once and again when one of its files has changed. What was loaded stays in memory for the life of
/// the process: a reader may still be using it.
pub(crate) fn word_lists(folder: Option<&str>) -> Result<&'static Lexicon> {
    let Some(folder) = folder else { return Lexicon::built_in() };
    let path = Path::new(folder);
    let youngest = youngest_file(path, 0);
    let mut loaded = LOADED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some((then, lexicon)) = loaded.get(path)
        && *then == youngest
    {
        return Ok(lexicon);
    }
    let lexicon: &'static Lexicon = Box::leak(Box::new(Lexicon::load(&ListFolder::at(path)?)?));
    loaded.insert(path.to_path_buf(), (youngest, lexicon));
    Ok(lexicon)
}

/// The patterns of one type of event as they stand in the list, with which `dl.explain` shows the line of a rule.
#[pyfunction]
#[pyo3(signature = (kind, *, lists = None))]
pub(crate) fn event_patterns(kind: &str, lists: Option<&str>) -> PyResult<Option<String>> {
    let folder = match lists {
        Some(path) => ListFolder::at(path).map_err(|error| to_python(&error))?,
        None => ListFolder::built_in(),
    };
    let list = pattern_list(kind, &folder).map_err(|error| to_python(&error))?;
    Ok(list.map(|content| content.into_owned()))
}

/// The dictionaries of a call, by their files, and when each file was changed.
type Dictionaries =
    BTreeMap<(Option<String>, Vec<String>, Option<String>), (Vec<Option<SystemTime>>, &'static Lexicon)>;

static DICTIONARIES: Mutex<Dictionaries> = Mutex::new(BTreeMap::new());

/// The lists of `word_lists` with the user's own: with `verbs`, events are coded as these say; with `actors` alone (tables
/// or PETRARCH's lists), ours are, and the names in them are known to us. Kept like the lists of a folder.
pub(crate) fn with_dictionaries(
    folder: Option<&str>,
    actors: &[String],
    verbs: Option<&str>,
) -> Result<&'static Lexicon> {
    if actors.is_empty() && verbs.is_none() {
        return word_lists(folder);
    }
    let key = (folder.map(str::to_owned), actors.to_vec(), verbs.map(str::to_owned));
    let changed: Vec<Option<SystemTime>> = actors
        .iter()
        .map(String::as_str)
        .chain(verbs)
        .map(|path| std::fs::metadata(path).and_then(|about| about.modified()).ok())
        .chain(folder.map(|folder| youngest_file(Path::new(folder), 0)))
        .collect();
    let mut loaded = DICTIONARIES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some((then, lexicon)) = loaded.get(&key)
        && *then == changed
    {
        return Ok(lexicon);
    }
    let folder =
        folder.map_or_else(|| Ok(ListFolder::built_in()), |folder| ListFolder::at(Path::new(folder)))?;
    let mut lexicon = Lexicon::load(&folder)?;
    let actors: Vec<(String, String)> =
        actors.iter().map(|path| Ok((path.clone(), read_dictionary(path)?))).collect::<Result<_>>()?;
    match verbs {
        Some(verbs) => lexicon.petrarch = Some(Petrarch::read(&actors, &read_dictionary(verbs)?)),
        None => {
            for (name, content) in &actors {
                lexicon.own_actors.read_own(name, content)?;
            }
        }
    }
    let lexicon: &'static Lexicon = Box::leak(Box::new(lexicon));
    loaded.insert(key, (changed, lexicon));
    Ok(lexicon)
}

/// A dictionary's text; bytes that are no UTF-8 become replacement characters, as these files are old.
pub(crate) fn read_dictionary(path: &str) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|problem| Error::file(path, problem))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// When the youngest file below `folder` was changed.
fn youngest_file(folder: &Path, depth: usize) -> Option<SystemTime> {
    let entries = std::fs::read_dir(folder).ok()?;
    let changed = |path: PathBuf| match path.is_dir() {
        true if depth < 8 => youngest_file(&path, depth + 1),
        true => None,
        false => std::fs::metadata(path).and_then(|about| about.modified()).ok(),
    };
    entries.filter_map(|entry| changed(entry.ok()?.path())).max()
}
