//! The word lists of a call: ours, or ours with a folder of the user's in front.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::SystemTime;

use dateline::Result;
use dateline::lexicon::events_patterns::pattern_list;
use dateline::lexicon::{Lexicon, ListFolder};
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
