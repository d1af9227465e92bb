//! Names of months, in the languages of the outlets, for dates on pages.

use super::{ListFolder, Table};
use crate::error::Result;

const NAME: &str = "months.tsv";

/// Month names and abbreviations.
#[derive(Clone, Debug, Default)]
pub struct Months {
    names: Vec<(String, i8)>,
}

impl Months {
    /// Loads `months.tsv`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/months.tsv"))?;
        let table = Table::read(NAME, &content)?;
        table.expect_columns(&["month", "name"])?;
        let mut names = Vec::new();
        for row in table.rows() {
            let [month, name] = row.fields.as_slice() else { continue };
            let month = month.parse::<i8>().ok().filter(|month| (1..=12).contains(month));
            let month = month.ok_or_else(|| table.problem(row, "the month is no number from 1 to 12"))?;
            names.push(((*name).to_owned(), month));
        }
        names.sort();
        Ok(Self { names })
    }

    /// The month that a word in lower case, without its dot, names: 1 for "january", "jan", "janvier".
    pub fn named(&self, word: &str) -> Option<i8> {
        let at = self.names.binary_search_by(|(known, _)| known.as_str().cmp(word)).ok()?;
        self.names.get(at).map(|(_, month)| *month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_one_month() {
        let list = Months::load(&ListFolder::built_in()).unwrap();
        assert!(list.names.windows(2).all(|pair| pair[0].0 != pair[1].0), "no name twice");
        assert_eq!(list.named("sept"), Some(9));
        assert_eq!(list.named("декабря"), Some(12));
        assert!((1..=12).all(|month| list.names.iter().filter(|(_, known)| *known == month).count() >= 20));
    }
}
