//! Cases in Markdown: a heading, a paragraph that says what is expected and why, a text, the expected table.
//!
//! A case is a heading, then a block ```` ```text ````, then a block ```` ```expected ```` with one row a line.

use std::fs;
use std::path::Path;

/// One case of a file.
#[derive(Debug)]
pub(crate) struct Case {
    /// File and heading, for messages.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) expected: String,
}

/// All cases of `tests/cases/FOLDER/NAME.md`.
pub(crate) fn read(folder: &str, name: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder).join(name);
    let content = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut cases: Vec<Case> = Vec::new();
    let mut block: Option<&str> = None;
    for line in content.lines() {
        if let Some(kind) = block {
            if line.starts_with("```") {
                block = None;
                continue;
            }
            let case = cases.last_mut().expect("a block stands below a heading");
            let part = if kind == "text" { &mut case.text } else { &mut case.expected };
            if !part.is_empty() {
                part.push('\n');
            }
            part.push_str(line);
        } else if let Some(kind) = line.strip_prefix("```") {
            block = Some(kind);
        } else if let Some(heading) = line.strip_prefix("## ") {
            let name = format!("{folder}/{name}: {heading}");
            cases.push(Case { name, text: String::new(), expected: String::new() });
        }
    }
    assert!(!cases.is_empty(), "{folder}/{name} holds no cases");
    cases
}

/// Runs all cases of a file and shows every one that fails.
pub(crate) fn check(folder: &str, name: &str, found: impl Fn(&str) -> String) {
    let wrong: Vec<String> = read(folder, name)
        .iter()
        .filter_map(|case| {
            let found = found(&case.text);
            (found != case.expected)
                .then(|| format!("{}\n--- expected\n{}\n--- found\n{found}\n", case.name, case.expected))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
