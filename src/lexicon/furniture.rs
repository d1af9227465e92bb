//! Lines that stand around articles: "Share this article", "Get the Courier in your inbox:".

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;

use super::{ListFolder, Table};
use crate::error::{Error, Result};

const NAME: &str = "furniture.tsv";

/// The kinds of furniture that `furniture.tsv` may name.
pub(super) const FURNITURE_KINDS: &[&str] = &[
    "advert",
    "author",
    "caption",
    "comment",
    "cookie",
    "copyright",
    "date",
    "navigation",
    "newsletter",
    "other",
    "related",
    "share",
];

/// Longer lines are sentences, whatever they begin with.
const LONGEST_LINE: usize = 200;

/// Patterns of furniture lines.
#[derive(Clone, Debug, Default)]
pub struct Furniture {
    /// Lines without `*`.
    whole: FxHashMap<String, &'static str>,
    /// Lines with `*`, cut there.
    patterns: Vec<Pattern>,
    /// Finds the longest piece of each pattern.
    finder: Option<AhoCorasick>,
}

#[derive(Clone, Debug)]
struct Pattern {
    kind: &'static str,
    pieces: Vec<String>,
}

impl Furniture {
    /// Loads `furniture.tsv`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/furniture.tsv"))?;
        let table = Table::read(NAME, &content)?;
        table.expect_columns(&["kind", "language", "line"])?;
        let mut list = Self::default();
        for row in table.rows() {
            let [kind, _, line] = row.fields.as_slice() else { continue };
            let known = FURNITURE_KINDS
                .iter()
                .find(|known| *known == kind)
                .ok_or_else(|| table.problem(row, format!("unknown kind {kind:?}")))?;
            if line.contains('*') {
                let pieces = line.split('*').map(str::to_owned).collect();
                list.patterns.push(Pattern { kind: known, pieces });
            } else {
                list.whole.insert((*line).to_owned(), known);
            }
        }
        let longest = list
            .patterns
            .iter()
            .map(|pattern| pattern.pieces.iter().max_by_key(|piece| piece.len()).map_or("", String::as_str));
        let finder = AhoCorasick::new(longest)
            .map_err(|problem| Error::list(NAME, 1, format!("too many patterns: {problem}")))?;
        list.finder = Some(finder);
        Ok(list)
    }

    /// The kind of furniture that a whole line is, given in lower case; the first pattern of the list wins.
    pub fn kind(&self, line: &str) -> Option<&'static str> {
        if line.len() > LONGEST_LINE {
            return None;
        }
        let bare = line.trim().trim_end_matches(['.', ':', '!', '›', '»', '>', '→']).trim_end();
        let bare = bare.trim_start_matches(['•', '·', '|', '›', '»', '«', '>', '-', '–', '—']).trim_start();
        if let Some(kind) = self.whole.get(bare) {
            return Some(kind);
        }
        let mut best: Option<usize> = None;
        for found in self.finder.as_ref()?.find_overlapping_iter(bare) {
            let at = found.pattern().as_usize();
            if best.is_some_and(|best| best <= at) {
                continue;
            }
            if self.patterns.get(at).is_some_and(|pattern| pattern.fits(bare)) {
                best = Some(at);
            }
        }
        best.and_then(|at| self.patterns.get(at)).map(|pattern| pattern.kind)
    }
}

impl Pattern {
    fn fits(&self, line: &str) -> bool {
        let [first, middle @ .., last] = self.pieces.as_slice() else { return false };
        let Some(mut rest) = line.strip_prefix(first.as_str()) else { return false };
        for piece in middle {
            let Some(at) = rest.find(piece.as_str()) else { return false };
            rest = rest.get(at + piece.len()..).unwrap_or_default();
        }
        rest.ends_with(last.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_lines() {
        let list = Furniture::load(&ListFolder::built_in()).unwrap();
        assert_eq!(list.kind("get the weekly courier in your inbox:"), Some("newsletter"));
        assert_eq!(list.kind("advertisement"), Some("advert"));
        assert_eq!(list.kind("the advertisement was shown on state television."), None);
    }

    #[test]
    fn rows_are_sorted_by_kind_language_and_line_without_doubles() {
        let content = include_str!("../../data/furniture.tsv");
        let table = Table::read(NAME, content).unwrap();
        let rows: Vec<&[&str]> = table.rows().iter().map(|row| row.fields.as_slice()).collect();
        for pair in rows.windows(2) {
            assert!(pair[0] < pair[1], "{:?} before {:?}", pair[0], pair[1]);
        }
        for row in rows {
            assert_eq!(row[2], row[2].to_lowercase());
        }
    }
}
