//! Outlets by the domain of their pages.

use super::{ListFolder, Table};
use crate::error::Result;

const NAME: &str = "outlets.tsv";

/// Domains and the names of their outlets.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    names: Vec<(String, String)>,
}

impl Outlets {
    /// Loads `outlets.tsv`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/outlets.tsv"))?;
        let table = Table::read(NAME, &content)?;
        table.expect_columns(&["domain", "outlet"])?;
        let mut names = Vec::new();
        for row in table.rows() {
            let [domain, outlet] = row.fields.as_slice() else { continue };
            names.push(((*domain).to_owned(), (*outlet).to_owned()));
        }
        names.sort();
        Ok(Self { names })
    }

    /// The outlet of a host such as "www.bbc.co.uk": the longest listed domain that it ends in.
    pub fn of_host(&self, host: &str) -> Option<&str> {
        let mut domain = host;
        loop {
            if let Ok(at) = self.names.binary_search_by(|(known, _)| known.as_str().cmp(domain)) {
                return self.names.get(at).map(|(_, name)| name.as_str());
            }
            domain = domain.split_once('.')?.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_domain_wins() {
        let table = Table::read(NAME, include_str!("../../data/outlets.tsv")).unwrap();
        let domains: Vec<&str> = table.rows().iter().map(|row| row.fields[0]).collect();
        assert!(domains.windows(2).all(|pair| pair[0] < pair[1]), "sorted by domain, no doubles");
        let list = Outlets::load(&ListFolder::built_in()).unwrap();
        assert_eq!(list.of_host("www.bbc.co.uk"), Some("BBC"));
        assert_eq!(list.of_host("example.org"), None);
    }
}
