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
    /// Whether the byline begins with a cue: "By".
    pub(super) cued: bool,
}

/// The authors: as the page's own data state them, else as its byline shows them.
pub(super) fn written_by(tree: &Tree, blocks: &[Block], meta: &Meta, lexicon: &Lexicon) -> Written {
    let shown = shown_byline(tree, blocks, lexicon);
    let mut names = stated_names(meta, lexicon);
    for name in &mut names {
        shorten(name, tree, blocks);
    }
    // Data name the outlet where they name nobody.
    let outlets = [meta.publisher.as_deref(), meta.tag(&["og:site_name"])];
    names.retain(|name| !outlets.iter().flatten().any(|outlet| same(name, outlet)));
    // Data name reviewers and editors as authors too: a byline that names one of them says who wrote it.
    let agree = shown.cued && shown.names.iter().any(|name| names.iter().any(|known| same(known, name)));
    if agree || names.is_empty() {
        names.clone_from(&shown.names);
    }
    for name in &mut names {
        outlets.iter().flatten().for_each(|outlet| drop_outlet(name, outlet));
    }
    Written { names, ..shown }
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// "Anna Lund Geneva Courier-Post" -> "Anna Lund", if the page shows that by itself somewhere.
fn shorten(name: &mut String, tree: &Tree, blocks: &[Block]) {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() < 4 {
        return;
    }
    for length in [2, 3] {
        let front = words.iter().take(length).copied().collect::<Vec<_>>().join(" ");
        let block = blocks.iter().any(|block| block.text.trim_end_matches(',') == front);
        let link = || {
            tree.descendants(tree.root()).any(|id| {
                tree.tag(id) == Tag::A && crate::article::clean::clean(&tree.text_below(id)) == front
            })
        };
        if block || link() {
            *name = front;
            return;
        }
    }
}

/// "Anna Lund Geneva Courier" on a page of the "Geneva Courier & Post" -> "Anna Lund".
fn drop_outlet(name: &mut String, outlet: &str) {
    let outlet = outlet.to_lowercase();
    let outlet = outlet.trim_start_matches("the ");
    let words: Vec<&str> = name.split(' ').collect();
    // A single word in common might be a family name.
    let rest = |from: usize| words.get(from..).unwrap_or_default().join(" ").to_lowercase();
    let from = (2..words.len().saturating_sub(1)).find(|from| outlet.starts_with(&rest(*from)));
    let Some(from) = from else { return };
    *name = words.get(..from).unwrap_or_default().join(" ");
}

fn stated_names(meta: &Meta, lexicon: &Lexicon) -> Vec<String> {
    let mut names = Vec::new();
    for stated in &meta.authors {
        add_names(stated, lexicon, &mut names);
    }
    if !names.is_empty() {
        return names;
    }
    for tag in &lexicon.html.author.meta {
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
        let named = is_named(tree, block.node, lexicon);
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
            found = Some((rank, Written { byline: Some(block.text.clone()), names, cued: cue }));
        }
    }
    if let Some((_, written)) = found {
        return written;
    }
    let names = link_author(tree, lexicon);
    if !names.is_empty() {
        return Written { names, ..Written::default() };
    }
    inner_byline(blocks, heading, lexicon).unwrap_or_default()
}

/// "posted on May 3 by Anna Lund": a cue inside a short line just below the heading.
fn inner_byline(blocks: &[Block], heading: usize, lexicon: &Lexicon) -> Option<Written> {
    blocks.iter().skip(heading).take(6).filter(|block| block.words <= 20).find_map(|block| {
        let (_, behind) = block.text.rsplit_once(" by ")?;
        let names = authors(behind, lexicon);
        (!names.is_empty()).then(|| Written { byline: Some(block.text.clone()), names, cued: false })
    })
}

/// Links that are marked as leading to the author, or else the first that leads to an author's page.
fn link_author(tree: &Tree, lexicon: &Lexicon) -> Vec<String> {
    let addresses = &lexicon.html.author.addresses;
    let mut names = Vec::new();
    for id in tree.descendants(tree.root()) {
        if tree.tag(id) != Tag::A {
            continue;
        }
        let marked = tree.attr(id, Attr::Rel).is_some_and(|rel| rel.contains("author"));
        let leads = tree
            .attr(id, Attr::Href)
            .is_some_and(|href| addresses.iter().any(|path| href.contains(path.as_str())));
        if !marked && (!leads || !names.is_empty()) {
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
fn is_named(tree: &Tree, node: NodeId, lexicon: &Lexicon) -> bool {
    let mut at = Some(node);
    for _ in 0..3 {
        let Some(id) = at else { return false };
        for attr in [Attr::Class, Attr::Id, Attr::Itemprop, Attr::Rel, Attr::DataTestid] {
            if tree.attr(id, attr).is_some_and(|value| lexicon.html.author.is_class(value)) {
                return true;
            }
        }
        at = tree.parent(id);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_behind_a_name_is_dropped() {
        let of = |name: &str, outlet: &str| {
            let mut name = name.to_owned();
            drop_outlet(&mut name, outlet);
            name
        };
        assert_eq!(of("Anna Lund Geneva Courier", "The Geneva Courier & Post"), "Anna Lund");
        assert_eq!(of("Anna Maria Lund", "Lund Daily"), "Anna Maria Lund");
        assert_eq!(of("Anna Lund", "Anna Lund"), "Anna Lund");
    }
}
