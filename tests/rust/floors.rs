//! A module imports only from lower floors. Siblings do not import each other.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules by floor, lowest first. A module imports from itself and from lower floors only.
const FLOORS: &[&[&str]] = &[
    &["cluster", "error", "issue", "span", "watch"],
    &["schema", "lexicon"],
    &["raw"],
    &["article"],
    &["text", "fingerprint"],
    &["syntax"],
    &["mention", "time"],
    &["quote", "event"],
    &["dedup", "story"],
    &["pipeline"],
];

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every `crate::NAME` in a source line, comments left out.
fn imports(line: &str) -> Vec<String> {
    let code = line.split("//").next().unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let listed =
            rest.strip_prefix('{').map_or(rest, |inside| inside.split('}').next().unwrap_or_default());
        let parts: Vec<&str> = if rest.starts_with('{') { listed.split(',').collect() } else { vec![listed] };
        for part in parts {
            let name: String =
                part.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            names.push(name);
        }
    }
    names
}

fn upward_imports(source: &Path) -> Vec<String> {
    let mut files = Vec::new();
    rust_files(source, &mut files);
    files.sort();
    let mut wrong = Vec::new();
    for path in files {
        let inside = path.strip_prefix(source).unwrap();
        let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        let own =
            floor_of(&module).unwrap_or_else(|| panic!("{module} stands on no floor: add it to FLOORS"));
        for (index, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for name in imports(line) {
                let Some(other) = floor_of(&name) else { continue };
                if name != module && other >= own {
                    wrong.push(format!("{}:{}: {module} imports {name}", inside.display(), index + 1));
                }
            }
        }
    }
    wrong
}

#[test]
fn imports_point_downwards() {
    let wrong = upward_imports(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(wrong.is_empty(), "upward imports:\n{}", wrong.join("\n"));
}

#[test]
fn an_upward_import_is_seen() {
    let folder = std::env::temp_dir().join(format!("dateline-floors-{}", std::process::id()));
    fs::create_dir_all(folder.join("text")).unwrap();
    fs::write(folder.join("text/mod.rs"), "use crate::{span::Span, quote::Quote};\n").unwrap();
    let wrong = upward_imports(&folder);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(wrong, ["text/mod.rs:1: text imports quote"]);
}
