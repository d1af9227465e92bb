//! Who wrote a page.

use super::blocks::Block;
use super::meta::Meta;
use crate::article::byline::{authors, read_name};
use crate::lexicon::{BylineWord, Lexicon};
use crate::raw::html::{Attr, NodeId, Tag, Tree};

/// A byline as shown, and the names in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    pub(super) byline: Option<String>,
    pub(super) names: Vec<String>,
}

/// Class words of elements that hold bylines.
const CLASSES: [&str; 6] = ["byline", "author", "contributor", "writer", "journalist", "autor"];

/// The authors: as the page's own data state them, else as its byline shows them.
pub(super) fn written_by(tree: &Tree, blocks: &[Block], meta: &Meta, lexicon: &Lexicon) -> Written {
    let shown = shown_byline(tree, blocks, lexicon);
    let stated = stated_names(meta, lexicon);
    let names = if stated.is_empty() { shown.names.clone() } else { stated };
    Written { byline: shown.byline, names }
}

fn stated_names(meta: &Meta, lexicon: &Lexicon) -> Vec<String> {
    let mut names = Vec::new();
    for stated in &meta.authors {
        add_names(stated, lexicon, &mut names);
    }
    if !names.is_empty() {
        return names;
    }
    const TAGS: [&str; 10] = [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "article:author_name",
        "twitter:creator:name",
        "cxenseparse:author",
    ];
    for tag in TAGS {
        for (name, value) in &meta.tags {
            if name == tag && !value.contains("://") {
                add_names(value, lexicon, &mut names);
            }
        }
        if !names.is_empty() {
            return names;
        }
    }
    names
}

fn add_names(text: &str, lexicon: &Lexicon, names: &mut Vec<String>) {
    for name in authors(text, lexicon) {
        if !names.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            names.push(name);
        }
    }
}

/// The byline that the page shows: a block that begins with "By", or one in an element named for it.
fn shown_byline(tree: &Tree, blocks: &[Block], lexicon: &Lexicon) -> Written {
    let heading = blocks.iter().position(|block| block.tag == Tag::H1).unwrap_or(0);
    let mut found: Option<(u32, Written)> = None;
    for (index, block) in blocks.iter().enumerate() {
        if block.words > 30 {
            continue;
        }
        let first =
            block.text.split_whitespace().next().unwrap_or_default().trim_end_matches(':').to_lowercase();
        let cue = lexicon.bylines.is(&first, BylineWord::Cue);
        let named = is_named(tree, block.node);
        if !cue && !named {
            continue;
        }
        let names = authors(&block.text, lexicon);
        if names.is_empty() {
            continue;
        }
        // Near and below the heading is best.
        let distance = index.abs_diff(heading) as u32 + if index < heading { 5 } else { 0 };
        let rank = distance.min(200) + if cue { 0 } else { 10 } + if named { 0 } else { 10 };
        if distance > 60 && !(cue && named) {
            continue;
        }
        if found.as_ref().is_none_or(|(known, _)| rank < *known) {
            found = Some((rank, Written { byline: Some(block.text.clone()), names }));
        }
    }
    found
        .map(|(_, written)| written)
        .unwrap_or_else(|| Written { byline: None, names: link_author(tree, lexicon) })
}

/// Links that are marked as leading to the author.
fn link_author(tree: &Tree, lexicon: &Lexicon) -> Vec<String> {
    let mut names = Vec::new();
    for id in tree.descendants(tree.root()) {
        if tree.tag(id) != Tag::A || !tree.attr(id, Attr::Rel).is_some_and(|rel| rel.contains("author")) {
            continue;
        }
        if let Some(name) = read_name(&crate::article::clean::clean(&tree.text_below(id)), lexicon)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names.truncate(4);
    names
}

/// Whether an element or one of the three around it is named for authors.
fn is_named(tree: &Tree, node: NodeId) -> bool {
    let mut at = Some(node);
    for _ in 0..3 {
        let Some(id) = at else { return false };
        for attr in [Attr::Class, Attr::Id, Attr::Itemprop, Attr::Rel, Attr::DataTestid] {
            if let Some(value) = tree.attr(id, attr) {
                let lower = value.to_ascii_lowercase();
                if CLASSES.iter().any(|class| lower.contains(class)) {
                    return true;
                }
            }
        }
        at = tree.parent(id);
    }
    false
}
