//! The kind of furniture that a block of a page is.

use rustc_hash::FxHashMap;

use super::blocks::Block;
use super::features::squeeze;
use crate::article::BoilerplateKind as Kind;
use crate::article::furniture::kind_named;
use crate::lexicon::Lexicon;
use crate::raw::html::{Attr, Tag, Tree};

/// How many elements up names are looked for.
const LEVELS: usize = 6;

/// Tells the kinds of the blocks of a page that are not body.
pub(super) struct Kinds<'p> {
    tree: &'p Tree,
    lexicon: &'p Lexicon,
    /// What the names that were looked up are; a page repeats the same few hundred.
    names: FxHashMap<&'p str, Option<Kind>>,
}

impl<'p> Kinds<'p> {
    pub(super) fn new(tree: &'p Tree, lexicon: &'p Lexicon) -> Self {
        Self { tree, lexicon, names: FxHashMap::default() }
    }

    /// The kind of a block; `by_words` is what furniture its words say it is.
    pub(super) fn kind(
        &mut self,
        block: &Block,
        by_words: Option<Kind>,
        title: &str,
        byline: Option<&str>,
    ) -> Kind {
        if !title.is_empty() && block.words >= 2 && squeeze(&block.text, 400) == title {
            return Kind::Title;
        }
        if byline == Some(block.text.as_str()) {
            return Kind::Byline;
        }
        if let Some(kind) = by_words.or_else(|| self.by_place(block)) {
            return kind;
        }
        if block.link_percent() >= 80 && block.words >= 5 {
            return Kind::Related;
        }
        if block.link_percent() >= 80 { Kind::Navigation } else { Kind::Other }
    }

    /// The kind that the elements around a block and their names tell.
    fn by_place(&mut self, block: &Block) -> Option<Kind> {
        let mut at = Some(block.node);
        for _ in 0..LEVELS {
            let id = at?;
            match self.tree.tag(id) {
                Tag::Figcaption | Tag::Caption => return Some(Kind::Caption),
                Tag::Nav | Tag::Menu => return Some(Kind::Navigation),
                Tag::Time => return Some(Kind::Date),
                _ => {}
            }
            for attr in [Attr::Class, Attr::Id] {
                let Some(value) = self.tree.attr(id, attr) else { continue };
                let list = &self.lexicon.html.furniture;
                let kind = self.names.entry(value).or_insert_with(|| list.kind(value).map(kind_named));
                if kind.is_some() {
                    return *kind;
                }
            }
            at = self.tree.parent(id);
        }
        None
    }
}
