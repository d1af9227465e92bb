//! News agencies, as credits name them.

use super::{ListFolder, Table};
use crate::error::Result;

const NAME: &str = "agencies.tsv";

/// The names under which agencies are credited.
#[derive(Clone, Debug, Default)]
pub struct Agencies {
    /// The credit in lower case, and the agency's usual name. Sorted by credit.
    credits: Vec<(String, String)>,
}

impl Agencies {
    /// Loads `agencies.tsv`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/agencies.tsv"))?;
        let table = Table::read(NAME, &content)?;
        table.expect_columns(&["credit", "agency"])?;
        let mut credits = Vec::new();
        for row in table.rows() {
            let [credit, agency] = row.fields.as_slice() else { continue };
            credits.push((credit.to_lowercase(), (*agency).to_owned()));
        }
        credits.sort();
        Ok(Self { credits })
    }

    /// The agency that a credit such as "AFP" or "the Associated Press" names.
    pub fn named(&self, credit: &str) -> Option<&str> {
        let lower = credit.trim().to_lowercase();
        let lower = lower.strip_prefix("the ").unwrap_or(&lower);
        let at = self.credits.binary_search_by(|(known, _)| known.as_str().cmp(lower)).ok()?;
        self.credits.get(at).map(|(_, agency)| agency.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_sorted_and_lead_to_agencies() {
        let content = include_str!("../../data/agencies.tsv");
        let table = Table::read(NAME, content).unwrap();
        let credits: Vec<String> = table.rows().iter().map(|row| row.fields[0].to_lowercase()).collect();
        assert!(credits.windows(2).all(|pair| pair[0] < pair[1]), "sorted by credit, no doubles");
        let list = Agencies::load(&ListFolder::built_in()).unwrap();
        assert_eq!(list.named("the Associated Press"), Some("AP"));
        assert_eq!(list.named("Anna Lund"), None);
    }
}
