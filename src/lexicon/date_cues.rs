//! Words before dates: "Published on", "Last updated".

use super::{ListFolder, Table};
use crate::error::Result;

const NAME: &str = "date_cues.tsv";

/// What a date is the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateCue {
    /// Publication.
    Published,
    /// The last change.
    Updated,
}

/// The phrases of `date_cues.tsv`.
#[derive(Clone, Debug, Default)]
pub struct DateCues {
    /// Longest first.
    phrases: Vec<(String, DateCue)>,
}

impl DateCues {
    /// Loads `date_cues.tsv`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/date_cues.tsv"))?;
        let table = Table::read(NAME, &content)?;
        table.expect_columns(&["kind", "language", "phrase"])?;
        let mut phrases = Vec::new();
        for row in table.rows() {
            let [kind, _, phrase] = row.fields.as_slice() else { continue };
            let kind = match *kind {
                "published" => DateCue::Published,
                "updated" => DateCue::Updated,
                other => return Err(table.problem(row, format!("unknown kind {other:?}"))),
            };
            phrases.push(((*phrase).to_owned(), kind));
        }
        phrases.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        Ok(Self { phrases })
    }

    /// The cue that a line (in lower case) begins with, as a whole word, and its length.
    pub fn at_start(&self, line: &str) -> Option<(DateCue, usize)> {
        self.phrases.iter().find_map(|(phrase, cue)| {
            let rest = line.strip_prefix(phrase.as_str())?;
            let whole = !rest.chars().next().is_some_and(char::is_alphanumeric);
            whole.then_some((*cue, phrase.len()))
        })
    }

    /// The cue that a text (in lower case) ends with, as a whole word, marks behind it left aside.
    pub fn at_end(&self, text: &str) -> Option<DateCue> {
        let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        self.phrases.iter().find_map(|(phrase, cue)| {
            let before = text.strip_suffix(phrase.as_str())?;
            (!before.chars().next_back().is_some_and(char::is_alphanumeric)).then_some(*cue)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_whole_words_and_the_longest_counts() {
        let cues = DateCues::load(&ListFolder::built_in()).unwrap();
        assert_eq!(cues.at_start("last updated: 3 may"), Some((DateCue::Updated, 12)));
        assert_eq!(cues.at_start("on monday"), Some((DateCue::Published, 2)));
        assert_eq!(cues.at_start("once"), None);
        assert_eq!(cues.at_end("by anna lund | updated: "), Some(DateCue::Updated));
        assert_eq!(cues.at_end("london"), None);
    }

    #[test]
    fn rows_are_sorted_by_kind_language_and_phrase_without_doubles() {
        let table = Table::read(NAME, include_str!("../../data/date_cues.tsv")).unwrap();
        let rows: Vec<&[&str]> = table.rows().iter().map(|row| row.fields.as_slice()).collect();
        for pair in rows.windows(2) {
            assert!(pair[0] < pair[1], "{:?} before {:?}", pair[0], pair[1]);
        }
        assert!(rows.iter().all(|row| row[2] == row[2].to_lowercase().trim()));
    }
}
