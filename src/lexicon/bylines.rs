//! Words of bylines: the cues that begin them, and the words that are no part of a name.

use super::{ListFolder, Table};
use crate::error::Result;

const NAME: &str = "bylines.tsv";

/// What a word does in a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BylineWord {
    /// Begins a byline: "By", "Von", "Par".
    Cue,
    /// Joins two names: "and", "und", "et".
    And,
    /// Belongs to a role, an outlet or a link, never to a person's name: "correspondent", "staff", "news".
    NoName,
    /// Stands inside names in small letters: "van", "de", "bin".
    Particle,
}

/// The words of `bylines.tsv`.
#[derive(Clone, Debug, Default)]
pub struct Bylines {
    words: Vec<(String, BylineWord)>,
}

impl Bylines {
    /// Loads `bylines.tsv`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/bylines.tsv"))?;
        let table = Table::read(NAME, &content)?;
        table.expect_columns(&["class", "word"])?;
        let mut words = Vec::new();
        for row in table.rows() {
            let [class, word] = row.fields.as_slice() else { continue };
            let class = match *class {
                "and" => BylineWord::And,
                "cue" => BylineWord::Cue,
                "no_name" => BylineWord::NoName,
                "particle" => BylineWord::Particle,
                other => return Err(table.problem(row, format!("unknown class {other:?}"))),
            };
            words.push(((*word).to_owned(), class));
        }
        words.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { words })
    }

    /// Whether the word, in lower case, has this class.
    pub fn is(&self, word: &str, class: BylineWord) -> bool {
        let from = self.words.partition_point(|(known, _)| known.as_str() < word);
        self.words.iter().skip(from).take_while(|(known, _)| known == word).any(|(_, known)| *known == class)
    }

    /// The words of a class.
    pub fn all(&self, class: BylineWord) -> impl Iterator<Item = &str> {
        self.words.iter().filter(move |(_, known)| *known == class).map(|(word, _)| word.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_by_class_and_word_without_doubles() {
        let table = Table::read(NAME, include_str!("../../data/bylines.tsv")).unwrap();
        let rows: Vec<&[&str]> = table.rows().iter().map(|row| row.fields.as_slice()).collect();
        for pair in rows.windows(2) {
            assert!(pair[0] < pair[1], "{:?} before {:?}", pair[0], pair[1]);
        }
        let list = Bylines::load(&ListFolder::built_in()).unwrap();
        assert!(list.is("by", BylineWord::Cue) && !list.is("by", BylineWord::And));
    }
}
