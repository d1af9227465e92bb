//! Which files a path, folder or pattern stands for.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    /// The path as it appears in article ids: below [`base_of`] the input.
    pub(super) name: PathBuf,
    /// A file that was found in a folder may be unreadable without stopping the run.
    pub(super) in_folder: bool,
}

/// The files of `input`, sorted by path. Hidden files are left out of folders, and so are files of a kind that
/// holds no documents.
pub(super) fn expand(input: &str, is_readable_kind: impl Fn(&Path) -> bool) -> Result<Vec<Found>> {
    let path = Path::new(input);
    match std::fs::metadata(path) {
        Ok(about) if about.is_dir() => {
            let mut found = Vec::new();
            walk(path, path, 0, &is_readable_kind, &mut found)?;
            found.sort();
            return Ok(found);
        }
        Ok(_) => return Ok(vec![single(path)]),
        Err(problem) if !is_pattern(input) => return Err(Error::file(path, problem)),
        Err(_) => {}
    }
    let matches = glob::glob(input)
        .map_err(|problem| Error::usage(format!("{input:?} is no file pattern: {problem}")))?;
    let base = base_of(input);
    let mut found = Vec::new();
    for path in matches.filter_map(std::result::Result::ok) {
        // Parquet is read on the Python side, which takes these from the same pattern.
        if path.is_file() && path.extension().is_none_or(|extension| extension != "parquet") {
            let name = path.strip_prefix(&base).unwrap_or(&path).to_path_buf();
            found.push(Found { path, name, in_folder: false });
        }
    }
    found.sort();
    if found.is_empty() {
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, "no file matches this pattern");
        return Err(Error::file(path, missing));
    }
    Ok(found)
}

/// The folder that the names of an input's files are counted from: a folder itself, the folder of a file, the part of
/// a pattern before its first wildcard. Two files of one input never share a name.
///
/// `"news/*/front.html"` -> `"news"`
pub fn base_of(input: &str) -> PathBuf {
    let path = Path::new(input);
    if path.is_dir() {
        return path.to_path_buf();
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    if path.exists() {
        return folder.to_path_buf();
    }
    let fixed = folder.components().take_while(|part| !is_pattern(&part.as_os_str().to_string_lossy()));
    fixed.collect()
}

fn single(path: &Path) -> Found {
    let name = path.file_name().map_or_else(|| path.to_path_buf(), PathBuf::from);
    Found { path: path.to_path_buf(), name, in_folder: false }
}

fn is_pattern(input: &str) -> bool {
    input.contains(['*', '?', '['])
}

/// Folders deeper than this are links that run in a circle.
const DEEPEST: usize = 64;

fn walk(
    root: &Path,
    folder: &Path,
    depth: usize,
    is_readable_kind: &impl Fn(&Path) -> bool,
    found: &mut Vec<Found>,
) -> Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(problem) if depth == 0 => return Err(Error::file(folder, problem)),
        Err(_) => {
            found.push(below(root, folder));
            return Ok(());
        }
    };
    for entry in entries.filter_map(std::result::Result::ok) {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST {
                walk(root, &path, depth + 1, is_readable_kind, found)?;
            }
        } else if is_readable_kind(&path) {
            found.push(below(root, &path));
        }
    }
    Ok(())
}

fn below(root: &Path, path: &Path) -> Found {
    let name = path.strip_prefix(root).unwrap_or(path).to_path_buf();
    Found { path: path.to_path_buf(), name, in_folder: true }
}

#[cfg(test)]
mod base_tests {
    use super::*;

    #[test]
    fn names_are_counted_from_the_fixed_part_of_a_pattern() {
        assert_eq!(base_of("news/*/front.html"), Path::new("news"));
        assert_eq!(base_of("news/2024/*.html"), Path::new("news/2024"));
        assert_eq!(base_of("*.html"), Path::new(""));
        assert_eq!(base_of("/press/**/*.txt"), Path::new("/press"));
    }
}
