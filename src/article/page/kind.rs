//! The kind of furniture that a block of a page is.

use super::blocks::Block;
use super::features::squeeze;
use crate::article::BoilerplateKind as Kind;
use crate::article::furniture::{furniture_kind, kind_named};
use crate::lexicon::Lexicon;
use crate::raw::html::{Attr, Tag, Tree};

/// How many elements up names are looked for.
const LEVELS: usize = 6;

/// The kind of a block that is not body.
pub(super) fn kind_of(
    tree: &Tree,
    block: &Block,
    title: &str,
    byline: Option<&str>,
    lexicon: &Lexicon,
) -> Kind {
    if !title.is_empty() && block.words >= 2 && squeeze(&block.text, 400) == title {
        return Kind::Title;
    }
    if byline == Some(block.text.as_str()) {
        return Kind::Byline;
    }
    if let Some(kind) = furniture_kind(&block.text, lexicon) {
        return kind;
    }
    let mut at = Some(block.node);
    for _ in 0..LEVELS {
        let Some(id) = at else { break };
        match tree.tag(id) {
            Tag::Figcaption | Tag::Caption => return Kind::Caption,
            Tag::Nav | Tag::Menu => return Kind::Navigation,
            Tag::Time => return Kind::Date,
            _ => {}
        }
        for attr in [Attr::Class, Attr::Id] {
            let Some(value) = tree.attr(id, attr) else { continue };
            if let Some(kind) = lexicon.html.furniture.kind(value) {
                return kind_named(kind);
            }
        }
        at = tree.parent(id);
    }
    if block.link_percent() >= 80 && block.words >= 5 {
        return Kind::Related;
    }
    if block.link_percent() >= 80 { Kind::Navigation } else { Kind::Other }
}
