//! What the tags, classes and addresses of pages say: `html.toml`.

use aho_corasick::AhoCorasick;
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
    #[serde(skip)]
    finder: Finder,
}

impl FurnitureClasses {
    /// The kind of furniture below an element with this class or id.
    ///
    /// "story-share-tools" -> "share"
    pub fn kind(&self, name: &str) -> Option<&str> {
        self.finder.first_in(name).and_then(|at| self.classes.get(at)).map(|(_, kind)| kind.as_str())
    }
}

/// Finds names of a list inside other names, all in one pass; case does not count.
#[derive(Clone, Debug, Default)]
struct Finder(Option<AhoCorasick>);

impl Finder {
    fn new<'n>(names: impl Iterator<Item = &'n str>) -> Result<Self> {
        let finder = AhoCorasick::builder().ascii_case_insensitive(true).build(names);
        finder.map(|finder| Self(Some(finder))).map_err(|problem| Error::list(NAME, 1, problem.to_string()))
    }

    /// Of the names that stand in `text`, the one that comes first in the list.
    fn first_in(&self, text: &str) -> Option<usize> {
        self.0.as_ref()?.find_overlapping_iter(text).map(|found| found.pattern().as_usize()).min()
    }

    fn stands_in(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|finder| finder.is_match(text))
    }
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
    #[serde(skip)]
    finder: Finder,
}

impl AuthorNames {
    /// Whether an element with this class or id holds a byline: "article-author-name".
    pub fn is_class(&self, name: &str) -> bool {
        self.finder.stands_in(name)
    }
}

impl HtmlNames {
    /// Loads `html.toml`.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list(NAME, include_str!("../../data/html.toml"))?;
        let mut names: Self = toml::from_str(&content).map_err(|error| {
            let before = error.span().and_then(|span| content.get(..span.start)).unwrap_or_default();
            Error::list(NAME, before.lines().count().max(1), error.message())
        })?;
        let unknown =
            names.furniture.classes.iter().find(|(_, kind)| !FURNITURE_KINDS.contains(&kind.as_str()));
        match unknown {
            Some((class, kind)) => {
                Err(Error::list(NAME, 1, format!("unknown kind {kind:?} of the class {class:?}")))
            }
            None => {
                names.furniture.finder =
                    Finder::new(names.furniture.classes.iter().map(|(class, _)| class.as_str()))?;
                names.author.finder = Finder::new(names.author.classes.iter().map(String::as_str))?;
                Ok(names)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_of_the_list_wins() {
        let names = HtmlNames::load(&ListFolder::built_in()).unwrap();
        assert_eq!(names.furniture.kind("Share-Newsletter"), Some("newsletter"));
        assert_eq!(names.furniture.kind("story-text"), None);
        assert!(names.author.is_class("ByLine") && !names.author.is_class("story"));
    }

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
