//! The words that time expressions are made of (`data/time/`).

mod cut;
mod senses;

pub use cut::{Piece, PieceKind, cut, normal_form};
pub use senses::{DayPart, Form, HolidayRule, Modifier, PhraseMeaning, Role, Season, Sense, TenseCue, Unit};

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::{ListFolder, Row, Table};
use crate::error::{Error, Result};

/// All time words by their normal form.
#[derive(Debug, Default)]
pub struct TimeWords {
    entries: FxHashMap<CompactString, Entry>,
    zones: FxHashMap<CompactString, CompactString>,
    eras: Vec<(CompactString, i16)>,
    horizon: i16,
}

/// What one word can be, and the phrases that begin with it.
#[derive(Debug, Default)]
pub struct Entry {
    /// What it can be by itself.
    pub senses: Vec<Sense>,
    /// Phrases that begin with it, longest first.
    pub phrases: Vec<Phrase>,
}

/// A fixed phrase of several pieces.
#[derive(Debug)]
pub struct Phrase {
    /// Its pieces in normal form.
    pub pieces: Vec<CompactString>,
    /// What it is.
    pub meaning: PhraseMeaning,
}

/// Reads one list: hands every row to `each`.
macro_rules! read {
    ($folder:expr, $file:literal, $columns:expr, $each:expr) => {{
        let name = concat!("time/", $file);
        let content = $folder.list(name, include_str!(concat!("../../../data/time/", $file)))?;
        let table = Table::read(name, &content)?;
        table.expect_columns($columns)?;
        for row in table.rows() {
            let mut each = $each;
            each(row).map_err(|problem: String| Error::list(name, row.line, problem))?;
        }
    }};
}

impl TimeWords {
    /// Reads the lists of `data/time/`, with the user's in place of ours.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let mut words = Self::default();
        read!(folder, "months.tsv", &["word", "month", "form"], |row: &Row| words.month(row));
        read!(folder, "weekdays.tsv", &["word", "weekday", "form"], |row: &Row| words.weekday(row));
        read!(folder, "numbers.tsv", &["word", "kind", "value"], |row: &Row| words.number(row));
        read!(folder, "units.tsv", &["word", "unit", "number"], |row: &Row| words.unit(row));
        read!(folder, "day_parts.tsv", &["word", "code"], |row: &Row| words.day_part(row));
        read!(folder, "seasons.tsv", &["word", "code"], |row: &Row| words.season(row));
        read!(folder, "grammar.tsv", &["word", "role"], |row: &Row| words.role(row));
        read!(folder, "measures.tsv", &["word"], |row: &Row| words.measure(row));
        read!(folder, "numbered.tsv", &["word"], |row: &Row| words.add(row.fields[0], Sense::Numbered));
        read!(folder, "tenses.tsv", &["word", "tense"], |row: &Row| words.tense(row));
        read!(folder, "amount_modifiers.tsv", &["phrase", "modifier"], |row: &Row| {
            let modifier = known(Modifier::from_name(row.fields[1]), "modifier", row.fields[1])?;
            words.phrase(row.fields[0], PhraseMeaning::AmountModifier(modifier))
        });
        read!(folder, "phrases.tsv", &["phrase", "type", "value"], |row: &Row| {
            let kind = row.fields[1];
            known(matches!(kind, "DATE" | "TIME" | "DURATION" | "SET").then_some(()), "type", kind)?;
            words.phrase(
                row.fields[0],
                PhraseMeaning::Fixed { kind: kind.into(), value: row.fields[2].into() },
            )
        });
        read!(folder, "holidays.tsv", &["name", "rule"], |row: &Row| {
            let rule = known(HolidayRule::read(row.fields[1]), "rule", row.fields[1])?;
            words.phrase(row.fields[0], PhraseMeaning::Holiday(rule))
        });
        read!(folder, "not_times.tsv", &["phrase"], |row: &Row| {
            words.phrase(row.fields[0], PhraseMeaning::NotATime)
        });
        read!(folder, "zones.tsv", &["letters", "offset"], |row: &Row| {
            words.zones.insert(row.fields[0].into(), row.fields[1].into());
            Ok(())
        });
        read!(folder, "planned.tsv", &["word"], |row: &Row| words.add(row.fields[0], Sense::Planned));
        read!(folder, "happened.tsv", &["word"], |row: &Row| words.add(row.fields[0], Sense::Happened));
        read!(folder, "eras.tsv", &["phrase", "year"], |row: &Row| {
            words.eras.push((row.fields[0].into(), year(row.fields[1])?));
            Ok(())
        });
        read!(folder, "horizon.tsv", &["name", "year"], |row: &Row| {
            words.horizon = year(row.fields[1])?;
            Ok(())
        });
        words.sort_phrases();
        Ok(words)
    }

    /// What a word can be; `word` in any capitals.
    pub fn entry(&self, word: &str) -> Option<&Entry> {
        let mut small = [0u8; 16];
        if let (true, Some(letters)) = (is_plain(word), small.get_mut(..word.len())) {
            letters.copy_from_slice(word.as_bytes());
            letters.make_ascii_lowercase();
            return self.entries.get(std::str::from_utf8(letters).ok()?);
        }
        self.entries.get(normal_form(word).as_str())
    }

    /// The offset of a time zone ("Z", "+04", "" where the letters alone do not tell), if `letters` name one.
    pub fn zone(&self, letters: &str) -> Option<&str> {
        self.zones.get(letters).map(CompactString::as_str)
    }

    /// Names with the first year the news can have used them.
    pub fn eras(&self) -> &[(CompactString, i16)] {
        &self.eras
    }

    /// The last year an undated article is thought to be from.
    pub fn horizon(&self) -> i16 {
        self.horizon
    }

    fn add(&mut self, word: &str, sense: Sense) -> std::result::Result<(), String> {
        self.entries.entry(word.into()).or_default().senses.push(sense);
        Ok(())
    }

    fn month(&mut self, row: &Row) -> std::result::Result<(), String> {
        let number = number_between(row.fields[1], 1, 12)?;
        let form = known(Form::from_name(row.fields[2]), "form", row.fields[2])?;
        self.add(row.fields[0], Sense::Month { number, form })
    }

    fn weekday(&mut self, row: &Row) -> std::result::Result<(), String> {
        let number = number_between(row.fields[1], 1, 7)?;
        let form = known(Form::from_name(row.fields[2]), "form", row.fields[2])?;
        self.add(row.fields[0], Sense::Weekday { number, form })
    }

    fn number(&mut self, row: &Row) -> std::result::Result<(), String> {
        let value = || row.fields[2].parse::<u32>().map_err(|_| format!("{:?} is no number", row.fields[2]));
        let sense = match row.fields[1] {
            "cardinal" => Sense::Cardinal(value()?),
            "multiplier" => Sense::Multiplier(value()?),
            "ordinal" => Sense::Ordinal(value()?),
            "decade" => Sense::DecadeName(number_between(row.fields[2], 2, 9)?),
            "article" => Sense::Article,
            "vague" => Sense::Vague,
            "heap" => Sense::Heap,
            other => return Err(format!("unknown kind {other:?}")),
        };
        self.add(row.fields[0], sense)
    }

    fn unit(&mut self, row: &Row) -> std::result::Result<(), String> {
        let unit = known(Unit::from_name(row.fields[1]), "unit", row.fields[1])?;
        let form = known(Form::from_name(row.fields[2]), "number", row.fields[2])?;
        self.add(row.fields[0], Sense::Unit { unit, form })
    }

    fn day_part(&mut self, row: &Row) -> std::result::Result<(), String> {
        let part = known(DayPart::from_name(row.fields[1]), "code", row.fields[1])?;
        self.add(row.fields[0], Sense::DayPart(part))
    }

    fn season(&mut self, row: &Row) -> std::result::Result<(), String> {
        let season = known(Season::from_name(row.fields[1]), "code", row.fields[1])?;
        self.add(row.fields[0], Sense::Season(season))
    }

    fn role(&mut self, row: &Row) -> std::result::Result<(), String> {
        let role = known(Role::from_name(row.fields[1]), "role", row.fields[1])?;
        self.add(row.fields[0], Sense::Role(role))
    }

    fn measure(&mut self, row: &Row) -> std::result::Result<(), String> {
        self.add(row.fields[0], Sense::Measure)
    }

    fn tense(&mut self, row: &Row) -> std::result::Result<(), String> {
        let tense = known(TenseCue::from_name(row.fields[1]), "tense", row.fields[1])?;
        self.add(row.fields[0], Sense::Tense(tense))
    }

    fn phrase(&mut self, phrase: &str, meaning: PhraseMeaning) -> std::result::Result<(), String> {
        let pieces: Vec<CompactString> =
            cut(phrase).map(|piece| normal_form(&phrase[piece.range]).into()).collect();
        let first = pieces.first().cloned().ok_or("empty phrase")?;
        self.entries.entry(first).or_default().phrases.push(Phrase { pieces, meaning });
        Ok(())
    }

    /// Longest first, so that the first phrase that fits is the best one.
    fn sort_phrases(&mut self) {
        #[allow(
            clippy::iter_over_hash_type,
            reason = "each entry is changed by itself; the order is of no matter"
        )]
        for entry in self.entries.values_mut() {
            entry.phrases.sort_by(|a, b| b.pieces.len().cmp(&a.pieces.len()).then(a.pieces.cmp(&b.pieces)));
        }
    }
}

/// Whether a word is its own normal form but for capitals.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii() && byte != b'.')
}

fn known<T>(value: Option<T>, what: &str, given: &str) -> std::result::Result<T, String> {
    value.ok_or_else(|| format!("unknown {what} {given:?}"))
}

fn year(field: &str) -> std::result::Result<i16, String> {
    field
        .parse()
        .ok()
        .filter(|year| (1000..3000).contains(year))
        .ok_or_else(|| format!("{field:?} is no year"))
}

fn number_between(field: &str, low: u8, high: u8) -> std::result::Result<u8, String> {
    let number: u8 = field.parse().map_err(|_| format!("{field:?} is no number"))?;
    if (low..=high).contains(&number) { Ok(number) } else { Err(format!("{number} is not in {low}..{high}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every list, its content, and how many of its first columns make a row unique.
    const LISTS: &[(&str, &str)] = &[
        ("amount_modifiers", include_str!("../../../data/time/amount_modifiers.tsv")),
        ("day_parts", include_str!("../../../data/time/day_parts.tsv")),
        ("eras", include_str!("../../../data/time/eras.tsv")),
        ("grammar", include_str!("../../../data/time/grammar.tsv")),
        ("happened", include_str!("../../../data/time/happened.tsv")),
        ("holidays", include_str!("../../../data/time/holidays.tsv")),
        ("horizon", include_str!("../../../data/time/horizon.tsv")),
        ("measures", include_str!("../../../data/time/measures.tsv")),
        ("months", include_str!("../../../data/time/months.tsv")),
        ("not_times", include_str!("../../../data/time/not_times.tsv")),
        ("numbered", include_str!("../../../data/time/numbered.tsv")),
        ("numbers", include_str!("../../../data/time/numbers.tsv")),
        ("phrases", include_str!("../../../data/time/phrases.tsv")),
        ("planned", include_str!("../../../data/time/planned.tsv")),
        ("seasons", include_str!("../../../data/time/seasons.tsv")),
        ("tenses", include_str!("../../../data/time/tenses.tsv")),
        ("units", include_str!("../../../data/time/units.tsv")),
        ("weekdays", include_str!("../../../data/time/weekdays.tsv")),
        ("zones", include_str!("../../../data/time/zones.tsv")),
    ];

    #[test]
    fn lists_are_sorted_and_without_duplicates() {
        for (name, content) in LISTS {
            let table = Table::read(name, content).unwrap();
            for pair in table.rows().windows(2) {
                assert!(pair[0].fields < pair[1].fields, "{name}: {:?} before {:?}", pair[0], pair[1]);
                assert!(pair[0].fields[0] != pair[1].fields[0], "{name}: {:?} twice", pair[0].fields[0]);
            }
        }
    }

    #[test]
    fn words_have_all_their_senses() {
        let words = TimeWords::load(&ListFolder::built_in()).unwrap();
        let senses = &words.entry("Second").unwrap().senses;
        assert!(senses.contains(&Sense::Ordinal(2)));
        assert!(senses.contains(&Sense::Unit { unit: Unit::Second, form: Form::Singular }));
        assert_eq!(words.entry("p.m.").unwrap().senses, [Sense::Role(Role::Pm)]);
        assert!(words.entry("ambassador").is_none());
        assert_eq!(words.zone("MSK"), Some("+03"));
    }

    #[test]
    fn a_wrong_category_names_file_and_line() {
        let folder = std::env::temp_dir().join(format!("dateline-time-lists-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("time")).unwrap();
        std::fs::write(folder.join("time/seasons.tsv"), "# columns: word\tcode\nmonsoon\tXX\n").unwrap();
        let problem = TimeWords::load(&ListFolder::at(&folder).unwrap()).unwrap_err().to_string();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(problem.contains("time/seasons.tsv") && problem.contains("\"XX\""), "{problem}");
    }
}
