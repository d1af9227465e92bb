//! The lists of `data/text/`: what the tokenizer and the sentence splitter must know of English spelling.

use compact_str::{CompactString, ToCompactString};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{ListFolder, Table};
use crate::error::Result;

/// How a word with a full stop behaves at the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Abbreviation {
    /// "Gen." Baker: a name follows; never the end of a sentence.
    Title,
    /// "St." Petersburg, but "Main St." too: ends a sentence after a name.
    Street,
    /// "No." 7: an abbreviation only where a number follows.
    Number,
    /// "e.g.": never the end of a sentence.
    Never,
    /// "Inc.": may end a sentence; what follows decides.
    Open,
}

impl Abbreviation {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "title" => Some(Self::Title),
            "street" => Some(Self::Street),
            "number" => Some(Self::Number),
            "never" => Some(Self::Never),
            "open" => Some(Self::Open),
            _ => None,
        }
    }
}

/// Spelling of English words that a rule over characters cannot guess.
#[derive(Clone, Debug, Default)]
pub struct Orthography {
    abbreviations: FxHashMap<CompactString, Abbreviation>,
    /// Byte lengths of the parts, by word.
    contractions: FxHashMap<CompactString, Vec<u8>>,
    prefixes: FxHashSet<CompactString>,
    units: FxHashSet<CompactString>,
    domains: FxHashSet<CompactString>,
    starters: FxHashSet<CompactString>,
    elisions: FxHashSet<CompactString>,
    lettered: FxHashSet<CompactString>,
    emoticons: FxHashSet<CompactString>,
}

/// Loads `data/text/NAME.tsv`.
macro_rules! list {
    ($folder:expr, $name:literal) => {
        (
            concat!("text/", $name, ".tsv"),
            $folder.list(
                concat!("text/", $name, ".tsv"),
                include_str!(concat!("../../data/text/", $name, ".tsv")),
            )?,
        )
    };
}

impl Orthography {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let (name, content) = list!(folder, "abbreviations");
        let table = Table::read(name, &content)?;
        table.expect_columns(&["abbreviation", "kind"])?;
        let mut abbreviations = FxHashMap::default();
        for row in table.rows() {
            let kind = Abbreviation::from_name(row.fields[1])
                .ok_or_else(|| table.problem(row, format!("unknown kind {:?}", row.fields[1])))?;
            abbreviations.insert(row.fields[0].to_compact_string(), kind);
        }
        let (name, content) = list!(folder, "contractions");
        let table = Table::read(name, &content)?;
        table.expect_columns(&["word", "parts"])?;
        let mut contractions = FxHashMap::default();
        for row in table.rows() {
            let parts: Vec<&str> = row.fields[1].split(' ').collect();
            if parts.concat() != row.fields[0] {
                return Err(table.problem(row, "the parts joined do not give the word"));
            }
            let lengths = parts.iter().map(|part| part.len() as u8).collect();
            contractions.insert(row.fields[0].to_compact_string(), lengths);
        }
        let set = |(name, content): (&str, std::borrow::Cow<'static, str>), column: &str| {
            let table = Table::read(name, &content)?;
            table.expect_columns(&[column])?;
            Ok::<_, crate::Error>(table.rows().iter().map(|row| row.fields[0].to_compact_string()).collect())
        };
        Ok(Self {
            abbreviations,
            contractions,
            prefixes: set(list!(folder, "prefixes"), "prefix")?,
            units: set(list!(folder, "units"), "unit")?,
            domains: set(list!(folder, "domains"), "ending")?,
            starters: set(list!(folder, "starters"), "word")?,
            elisions: set(list!(folder, "elisions"), "word")?,
            lettered: set(list!(folder, "lettered"), "word")?,
            emoticons: set(list!(folder, "emoticons"), "emoticon")?,
        })
    }

    /// The kind of an abbreviation, given without its last full stop: "Gen", "GEN", "gov".
    pub fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        if word.len() > 12 || !word.is_ascii() {
            return None;
        }
        if let Some(kind) = self.abbreviations.get(word) {
            return Some(*kind);
        }
        let lower = lowercase(word)?;
        if let Some(kind) = self.abbreviations.get(lower.as_str()) {
            return Some(*kind);
        }
        if word.len() < 2 || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let mut title = lower;
        let rest = title.split_off(1);
        self.abbreviations.get(format!("{}{rest}", word.get(..1)?).as_str()).copied()
    }

    /// The lengths in bytes of the parts of a contraction: "cannot" gives 3 and 3.
    pub fn contraction(&self, word: &str) -> Option<&[u8]> {
        if !(2..=8).contains(&word.len()) || !word.is_ascii() {
            return None;
        }
        self.contractions.get(lowercase(word)?.as_str()).map(Vec::as_slice)
    }

    /// Whether a hyphen after this word keeps both sides together: "non", "Co".
    pub fn is_prefix(&self, word: &str) -> bool {
        lowercase(word).is_some_and(|word| self.prefixes.contains(&word))
    }

    /// Whether these letters after a number are a word of their own: "km".
    pub fn is_unit(&self, letters: &str) -> bool {
        self.units.contains(letters)
    }

    /// Whether this is the last part of an internet or file name: "org".
    pub fn is_domain(&self, ending: &str) -> bool {
        lowercase(ending).is_some_and(|ending| self.domains.contains(&ending))
    }

    /// Whether a capital on this word, after an abbreviation, shows a new sentence: "The".
    pub fn is_starter(&self, word: &str) -> bool {
        lowercase(word).is_some_and(|word| self.starters.contains(&word))
    }

    /// Whether a leading apostrophe belongs to this word: "em".
    pub fn is_elision(&self, word: &str) -> bool {
        lowercase(word).is_some_and(|word| self.elisions.contains(&word))
    }

    /// Whether a single letter names one of these: "Plan" B.
    pub fn is_lettered(&self, word: &str) -> bool {
        lowercase(word).is_some_and(|word| self.lettered.contains(&word))
    }

    /// Whether this is a face drawn with punctuation.
    pub fn is_emoticon(&self, marks: &str) -> bool {
        self.emoticons.contains(marks)
    }
}

/// The lower-cased word, if it is short and ASCII, as all words of these lists are.
fn lowercase(word: &str) -> Option<CompactString> {
    if word.len() > 24 || !word.is_ascii() {
        return None;
    }
    let mut lower = CompactString::new(word);
    lower.make_ascii_lowercase();
    Some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &[(&str, &str)] = &[
        ("abbreviations", include_str!("../../data/text/abbreviations.tsv")),
        ("contractions", include_str!("../../data/text/contractions.tsv")),
        ("domains", include_str!("../../data/text/domains.tsv")),
        ("elisions", include_str!("../../data/text/elisions.tsv")),
        ("lettered", include_str!("../../data/text/lettered.tsv")),
        ("emoticons", include_str!("../../data/text/emoticons.tsv")),
        ("prefixes", include_str!("../../data/text/prefixes.tsv")),
        ("starters", include_str!("../../data/text/starters.tsv")),
        ("units", include_str!("../../data/text/units.tsv")),
    ];

    #[test]
    fn the_lists_are_sorted_and_without_duplicates() {
        for (name, content) in LISTS {
            let table = Table::read(name, content).unwrap();
            let words: Vec<&str> = table.rows().iter().map(|row| row.fields[0]).collect();
            for pair in words.windows(2) {
                assert!(pair[0] < pair[1], "{name}: {:?} before {:?}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn abbreviations_may_be_written_in_capitals() {
        let words = Orthography::load(&ListFolder::built_in()).unwrap();
        assert_eq!(words.abbreviation("GEN"), Some(Abbreviation::Title));
        assert_eq!(words.abbreviation("gen"), None);
        assert_eq!(words.abbreviation("Etc"), Some(Abbreviation::Open));
        assert_eq!(words.contraction("Cannot"), Some(&[3, 3][..]));
    }
}
