//! What the tags, classes and addresses of pages say: `html.toml`.

use serde::Deserialize;

use super::ListFolder;
use super::furniture::FURNITURE_KINDS;
use crate::error::{Error, Result};

const NAME: &str = "html.toml";

/// The names of `html.toml`, all in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HtmlNames {
    /// Furniture by class names.
    pub furniture: FurnitureClasses,
    /// Where a page states its publication.
    pub published: MetaTags,
    /// Where a page states its last change.
    pub updated: MetaTags,
    /// Where a page states who wrote it.
    pub author: AuthorNames,
}

/// Which furniture stands below which classes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurnitureClasses {
    /// Part of a class name or id, and kind of furniture; the first that fits wins.
    pub classes: Vec<(String, String)>,
}

/// Meta tags that state one thing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetaTags {
    /// Names or properties, best first.
    pub meta: Vec<String>,
}

/// Names around authors.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorNames {
    /// Meta tags, best first.
    pub meta: Vec<String>,
    /// Parts of the names of elements that hold bylines.
    pub classes: Vec<String>,
    /// Parts of addresses that lead to a page about an author.
    pub addresses: Vec<String>,
}

impl HtmlNames {
    /// Loads `html.toml`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/html.toml"))?;
        let names: Self = toml::from_str(&content).map_err(|error| {
            let before = error.span().and_then(|span| content.get(..span.start)).unwrap_or_default();
            Error::list(NAME, before.lines().count().max(1), error.message())
        })?;
        let unknown =
            names.furniture.classes.iter().find(|(_, kind)| !FURNITURE_KINDS.contains(&kind.as_str()));
        match unknown {
            Some((class, kind)) => {
                Err(Error::list(NAME, 1, format!("unknown kind {kind:?} of the class {class:?}")))
            }
            None => Ok(names),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_lower_case_without_doubles() {
        let names = HtmlNames::load(&ListFolder::built_in()).unwrap();
        let classes = names.furniture.classes.into_iter().map(|(class, _)| class).collect();
        let lists = [
            classes,
            names.published.meta,
            names.updated.meta,
            names.author.meta,
            names.author.classes,
            names.author.addresses,
        ];
        for mut list in lists {
            assert!(list.iter().all(|name| *name == name.to_lowercase() && name.trim() == name));
            let length = list.len();
            list.sort();
            list.dedup();
            assert_eq!(list.len(), length);
        }
    }
}
