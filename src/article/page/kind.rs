//! The kind of furniture that a block of a page is.

use super::blocks::Block;
use super::features::squeeze;
use crate::article::BoilerplateKind as Kind;
use crate::article::furniture::furniture_kind;
use crate::lexicon::Lexicon;
use crate::raw::html::{Attr, Tag, Tree};

/// Parts of class names, and what they stand for. The first that fits wins.
const CLASSES: [(&str, Kind); 24] = [
    ("cookie", Kind::Cookie),
    ("consent", Kind::Cookie),
    ("newsletter", Kind::Newsletter),
    ("subscri", Kind::Newsletter),
    ("signup", Kind::Newsletter),
    ("comment", Kind::Comment),
    ("disqus", Kind::Comment),
    ("caption", Kind::Caption),
    ("credit", Kind::Caption),
    ("related", Kind::Related),
    ("recommend", Kind::Related),
    ("popular", Kind::Related),
    ("trending", Kind::Related),
    ("most-read", Kind::Related),
    ("teaser", Kind::Related),
    ("share", Kind::Share),
    ("social", Kind::Share),
    ("advert", Kind::Advert),
    ("sponsor", Kind::Advert),
    ("author-bio", Kind::Author),
    ("about-author", Kind::Author),
    ("copyright", Kind::Copyright),
    ("breadcrumb", Kind::Navigation),
    ("menu", Kind::Navigation),
];

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
            let lower = value.to_ascii_lowercase();
            if let Some((_, kind)) = CLASSES.iter().find(|(name, _)| lower.contains(name)) {
                return *kind;
            }
        }
        at = tree.parent(id);
    }
    if block.link_percent() >= 80 && block.words >= 5 {
        return Kind::Related;
    }
    if block.link_percent() >= 80 { Kind::Navigation } else { Kind::Other }
}
