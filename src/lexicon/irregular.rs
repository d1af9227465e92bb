//! `irregular_forms.tsv`: dictionary forms that no rule over endings finds.

use std::sync::LazyLock;

use compact_str::{CompactString, ToCompactString};
use rustc_hash::FxHashMap;

use super::Table;
use crate::error::{Error, Result};

/// What an inflected form is a form for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inflection {
    /// "fled": simple past and past participle.
    Past,
    /// "tying".
    Ing,
    /// "focuses", of a verb.
    Third,
    /// "geese".
    Plural,
    /// "worse".
    Comparative,
    /// "worst".
    Superlative,
}

impl Inflection {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "past" => Some(Self::Past),
            "ing" => Some(Self::Ing),
            "third" => Some(Self::Third),
            "plural" => Some(Self::Plural),
            "comparative" => Some(Self::Comparative),
            "superlative" => Some(Self::Superlative),
            _ => None,
        }
    }
}

/// Irregular forms with their dictionary forms. They belong to the language model: a user's folder of lists does not
/// replace them.
#[derive(Clone, Debug, Default)]
pub struct IrregularForms {
    lemmas: FxHashMap<(CompactString, Inflection), CompactString>,
}

/// What may stand before an irregular past: "overthrew", "rebuilt".
const PREFIXES: &[&str] = &["fore", "mis", "out", "over", "re", "un", "under"];

impl IrregularForms {
    /// The list that comes with the crate; read once, at first use.
    pub fn built_in() -> Result<&'static Self> {
        static BUILT_IN: LazyLock<Result<IrregularForms>> =
            LazyLock::new(|| IrregularForms::read(include_str!("../../models/irregular_forms.tsv")));
        BUILT_IN.as_ref().map_err(|error| Error::usage(error.to_string()))
    }

    fn read(content: &str) -> Result<Self> {
        let table = Table::read("irregular_forms.tsv", content)?;
        table.expect_columns(&["form", "kind", "lemma"])?;
        let mut lemmas = FxHashMap::default();
        for row in table.rows() {
            let kind = Inflection::from_name(row.fields[1])
                .ok_or_else(|| table.problem(row, format!("unknown kind {:?}", row.fields[1])))?;
            lemmas.insert((row.fields[0].to_compact_string(), kind), row.fields[2].to_compact_string());
        }
        Ok(Self { lemmas })
    }

    /// The dictionary form of a form in small letters: "fled" gives "flee".
    pub fn lemma(&self, form: &str, kind: Inflection) -> Option<&str> {
        self.lemmas.get(&(form.to_compact_string(), kind)).map(CompactString::as_str)
    }

    /// The dictionary form of a longer word that ends in a form of the list: "retook", "midwives".
    pub fn lemma_of_longer(&self, form: &str, kind: Inflection) -> Option<CompactString> {
        let joined = |front: &str, rest: &str| Some([front, self.lemma(rest, kind)?].concat().into());
        match kind {
            Inflection::Past => PREFIXES.iter().find_map(|prefix| joined(prefix, form.strip_prefix(prefix)?)),
            Inflection::Plural => (2..form.len().saturating_sub(2))
                .filter_map(|at| form.split_at_checked(at))
                // "cities" does not end in "ties".
                .filter(|(_, rest)| !rest.ends_with('s') || rest.ends_with("ves"))
                .find_map(|(front, rest)| joined(front, rest)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_without_duplicates() {
        let content = include_str!("../../models/irregular_forms.tsv");
        let table = Table::read("irregular_forms.tsv", content).unwrap();
        let keys: Vec<&[&str]> = table.rows().iter().map(|row| &row.fields[..2]).collect();
        for pair in keys.windows(2) {
            assert!(pair[0] < pair[1], "{:?} before {:?}", pair[0], pair[1]);
        }
    }

    #[test]
    fn longer_words_end_in_listed_ones() {
        let forms = IrregularForms::built_in().unwrap();
        assert_eq!(forms.lemma("dug", Inflection::Past), Some("dig"));
        assert_eq!(forms.lemma("dug", Inflection::Plural), None);
        assert_eq!(forms.lemma_of_longer("retook", Inflection::Past).unwrap(), "retake");
        assert_eq!(forms.lemma_of_longer("policewomen", Inflection::Plural).unwrap(), "policewoman");
        assert_eq!(forms.lemma_of_longer("related", Inflection::Past), None);
    }
}
