//! How names are reduced to plain letters and to a sound key: `data/names/romanisation.tsv`, `small_words.tsv`,
//! `forms.tsv`; and which words are given names: `given.tsv`.

use any_ascii::any_ascii_char;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::folder::ListFolder;
use super::names::Names;
use super::roles::Gender;
use super::table::Table;
use crate::error::Result;

/// Small words that weigh little when names are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SmallWord {
    /// "bin", "de".
    Particle,
    /// "Mr", "Haji".
    Title,
    /// "Ltd".
    Legal,
}

/// The rules by which spellings of one name meet.
#[derive(Clone, Debug, Default)]
pub struct Romanisation {
    letters: FxHashMap<char, CompactString>,
    /// By first byte: pattern, key, whether at the start, whether at the end; longest pattern first.
    sounds: Vec<Vec<Sound>>,
    /// Plain form of a given name -> groups it belongs to.
    forms: FxHashMap<CompactString, Vec<u16>>,
    /// All that the lists say of a word, to be found with one look: a name met once costs a third less.
    words: FxHashMap<CompactString, NameFacts>,
}

/// What the lists say of a word of a name.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameFacts {
    /// A title, particle or legal form.
    pub small: Option<SmallWord>,
    /// Whether it is a given name with other forms.
    pub has_forms: bool,
    /// Whether it is a given name, and of which gender where it gives that away.
    pub given: Option<Option<Gender>>,
}

#[derive(Clone, Debug)]
struct Sound {
    written: CompactString,
    /// The first bytes of `written` as a number, and which of its bits they fill: to pass most sounds over at once.
    window: u64,
    mask: u64,
    key: CompactString,
    at_start: bool,
    at_end: bool,
}

impl Romanisation {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let mut rules = Self { sounds: vec![Vec::new(); 256], ..Self::default() };
        let name = "names/romanisation.tsv";
        let content = folder.list(name, include_str!("../../data/names/romanisation.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["step", "written", "key"])?;
        for row in table.rows() {
            let [step, written, key] = row.fields[..] else { continue };
            let key = if key == "_" { "" } else { key };
            match step {
                "letter" => {
                    let mut letters = written.chars();
                    let (Some(letter), None) = (letters.next(), letters.next()) else {
                        return Err(table.problem(row, format!("{written:?} is not one letter")));
                    };
                    rules.letters.insert(letter, key.into());
                }
                "sound" => {
                    let at_start = written.starts_with('^');
                    let at_end = written.ends_with('$');
                    let written = written.trim_start_matches('^').trim_end_matches('$');
                    let Some(first) = written.bytes().next().filter(|_| written.is_ascii()) else {
                        return Err(table.problem(row, "sounds are written in plain letters"));
                    };
                    let (window, mask) = (window(written.as_bytes()), filled(written.len()));
                    let sound =
                        Sound { written: written.into(), window, mask, key: key.into(), at_start, at_end };
                    if let Some(sounds) = rules.sounds.get_mut(first as usize) {
                        sounds.push(sound);
                    }
                }
                other => return Err(table.problem(row, format!("unknown step {other:?}"))),
            }
        }
        for sounds in &mut rules.sounds {
            sounds.sort_by_key(|sound| {
                std::cmp::Reverse((sound.written.len(), sound.at_start || sound.at_end))
            });
        }
        let name = "names/small_words.tsv";
        let content = folder.list(name, include_str!("../../data/names/small_words.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["kind", "word"])?;
        for row in table.rows() {
            let [kind, word] = row.fields[..] else { continue };
            let kind = match kind {
                "particle" => SmallWord::Particle,
                "title" => SmallWord::Title,
                "legal" => SmallWord::Legal,
                other => return Err(table.problem(row, format!("unknown kind {other:?}"))),
            };
            rules.words.entry(word.into()).or_default().small = Some(kind);
        }
        let name = "names/forms.tsv";
        let content = folder.list(name, include_str!("../../data/names/forms.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["name", "forms"])?;
        for (group, row) in table.rows().iter().enumerate() {
            let [name, forms] = row.fields[..] else { continue };
            for form in std::iter::once(name).chain(forms.split('|')) {
                rules.forms.entry(form.into()).or_default().push(group as u16);
                rules.words.entry(form.into()).or_default().has_forms = true;
            }
        }
        for (name, gender) in Names::given(folder)? {
            let mut plain = CompactString::default();
            name.chars().for_each(|letter| rules.push_plain(letter, &mut plain));
            let facts = rules.words.entry(plain).or_default();
            facts.given = match facts.given {
                Some(known) if known != gender => Some(None),
                _ => Some(gender),
            };
        }
        Ok(rules)
    }

    /// What the lists say of a word in plain letters.
    pub fn facts(&self, plain: &str) -> NameFacts {
        self.words.get(plain).copied().unwrap_or_default()
    }

    /// Adds the plain letters of one letter: "ş" is "sh", "П" is "p".
    pub fn push_plain(&self, letter: char, plain: &mut CompactString) {
        if letter.is_ascii() {
            return plain.push(letter.to_ascii_lowercase());
        }
        let small = letter.to_lowercase().next().unwrap_or(letter);
        match self.letters.get(&small) {
            Some(written) => plain.push_str(written),
            None => {
                for letter in any_ascii_char(small).chars() {
                    plain.push(letter.to_ascii_lowercase());
                }
            }
        }
    }

    /// Adds one letter without its marks, as those write who lack the key for it: "ş" is "s", "č" is "c".
    pub fn push_bare(&self, letter: char, bare: &mut CompactString) {
        if letter.is_ascii() {
            return bare.push(letter.to_ascii_lowercase());
        }
        any_ascii_char(letter).chars().for_each(|letter| bare.push(letter.to_ascii_lowercase()));
    }

    /// The sound key of a word in plain letters: "schahinjan" and "shahinyan" are both "Sahinian".
    pub fn key(&self, plain: &str) -> CompactString {
        let mut key = CompactString::default();
        let mut last = '\0';
        let bytes = plain.as_bytes();
        let mut at = 0;
        let mut here = window(bytes);
        while let Some(&byte) = bytes.get(at) {
            let rest = bytes.get(at..).unwrap_or_default();
            let sounds = self.sounds.get(byte as usize).map_or(&[][..], Vec::as_slice);
            let from = at;
            let fits = |sound: &&Sound| {
                here & sound.mask == sound.window
                    && (sound.mask != u64::MAX || rest.starts_with(sound.written.as_bytes()))
                    && sound.written.len() <= rest.len()
                    && (!sound.at_start || at == 0)
                    && (!sound.at_end || rest.len() == sound.written.len())
            };
            match sounds.iter().find(fits) {
                Some(sound) => {
                    sound.key.chars().for_each(|letter| push_once(letter, &mut last, &mut key));
                    at += sound.written.len();
                }
                None => {
                    if byte.is_ascii_alphanumeric() {
                        push_once(byte as char, &mut last, &mut key);
                    }
                    at += 1;
                }
            }
            // The window moves on with the place: one byte in for each byte out.
            for next in from..at {
                let entering = bytes.get(next + 8).copied().unwrap_or_default();
                here = here >> 8 | u64::from(entering) << 56;
            }
        }
        key
    }

    /// Whether two given names, in plain letters, are forms of one: "ivan" and "john".
    pub fn are_forms(&self, one: &str, other: &str) -> bool {
        let (Some(one), Some(other)) = (self.forms.get(one), self.forms.get(other)) else { return false };
        one.iter().any(|group| other.contains(group))
    }
}

/// Doubled letters count once: Hassan, Hasan.
fn push_once(letter: char, last: &mut char, key: &mut CompactString) {
    if *last != letter || letter.is_ascii_digit() {
        key.push(letter);
        *last = letter;
    }
}

/// The first eight bytes as a number, the first lowest.
fn window(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).enumerate().fold(0, |window, (at, &byte)| window | u64::from(byte) << (8 * at))
}

/// The bits of a window that so many bytes fill.
fn filled(bytes: usize) -> u64 {
    if bytes >= 8 { u64::MAX } else { (1 << (8 * bytes)) - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Romanisation {
        Romanisation::load(&ListFolder::built_in()).unwrap()
    }

    fn key(word: &str) -> CompactString {
        let rules = rules();
        let mut plain = CompactString::default();
        word.chars().for_each(|letter| rules.push_plain(letter, &mut plain));
        rules.key(&plain)
    }

    #[test]
    fn the_lists_are_sorted_without_duplicates() {
        for content in [
            include_str!("../../data/names/romanisation.tsv"),
            include_str!("../../data/names/small_words.tsv"),
            include_str!("../../data/names/forms.tsv"),
        ] {
            let table = Table::read("names", content).unwrap();
            let keys: Vec<_> = table.rows().iter().map(|row| (row.fields[0], row.fields[1])).collect();
            assert!(keys.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn spellings_and_scripts_meet() {
        for spelling in ["Petrosian", "Petrosjan", "Петросян", "Պետրոսյան"] {
            assert_eq!(key(spelling), key("Petrosyan"), "{spelling}");
        }
        assert_eq!(key("Schukow"), key("Shukov"));
    }

    #[test]
    fn forms_of_a_name_are_known() {
        assert!(rules().are_forms("yuri", "george"));
        assert!(!rules().are_forms("igor", "oleg"));
    }
}
