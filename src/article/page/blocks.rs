//! A page cut into blocks: paragraphs, headings, list items, table cells, in the order a reader meets them.

use crate::article::clean::push_clean;
use crate::article::lines::count_words;
use crate::raw::html::{Attr, Data, NodeId, Tag, Tree};
use crate::span::Span;

/// A run of text that no block element interrupts.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The block element that holds the text directly.
    pub(super) node: NodeId,
    /// Its tag.
    pub(super) tag: Tag,
    /// What a reader sees.
    pub(super) text: String,
    /// Where it stands in the page.
    pub(super) raw: Span,
    /// How many words it has.
    pub(super) words: usize,
    /// How many characters of it are links.
    pub(super) linked: usize,
    /// How many characters of it are bold or italic.
    pub(super) stressed: usize,
    /// Whether the page says that it is not to be seen.
    pub(super) hidden: bool,
    /// Where pieces of the text meet without a space: "Anna Lund" and "Dec 22" in two elements side by side.
    pub(super) seams: Vec<usize>,
}

impl Block {
    /// The share of the text that is linked, in percent.
    pub(super) fn link_percent(&self) -> usize {
        self.linked * 100 / self.text.len().max(1)
    }
}

/// What is known while walking through the page.
#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    text: String,
    raw: Option<Span>,
    linked: usize,
    stressed: usize,
    links: usize,
    stresses: usize,
    hidden: usize,
    breaks: usize,
    seams: Vec<usize>,
    /// Inside a row of a table of figures, whose cells are one block.
    row: Option<NodeId>,
}

impl Walk {
    /// Ends the block that is being read.
    fn flush(&mut self, tree: &Tree, holder: NodeId) {
        self.breaks = 0;
        let raw = self.raw.take();
        let text = self.text.trim_end();
        if let Some(raw) = raw
            && !text.is_empty()
        {
            let words = count_words(text);
            self.blocks.push(Block {
                node: holder,
                // A row of figures is read for its cells.
                tag: if self.row == Some(holder) { Tag::Td } else { tree.tag(holder) },
                text: text.to_owned(),
                raw,
                words,
                linked: self.linked.min(text.len()),
                stressed: self.stressed.min(text.len()),
                hidden: self.hidden > 0,
                seams: std::mem::take(&mut self.seams),
            });
        }
        self.text.clear();
        self.seams.clear();
        self.linked = 0;
        self.stressed = 0;
    }

    /// Cells of a row are set apart by a bar.
    fn begin_cell(&mut self, first: bool) {
        if !first {
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str(if self.text.is_empty() { "| " } else { " | " });
        }
    }

    fn read(&mut self, text: &str, raw: Span) {
        let before = self.text.len();
        push_clean(&mut self.text, text);
        let added = self.text.len() - before;
        if added == 0 || self.text.get(before..).is_some_and(|new| new.trim().is_empty()) {
            return;
        }
        self.breaks = 0;
        let spaced = |text: &str| text.is_empty() || text.starts_with(' ') || text.ends_with(' ');
        if !spaced(self.text.get(..before).unwrap_or_default())
            && !self.text.get(before..).unwrap_or_default().starts_with(' ')
        {
            self.seams.push(before);
        }
        self.raw = Some(self.raw.map_or(raw, |known| known.hull(raw)));
        if self.links > 0 {
            self.linked += added;
        }
        if self.stresses > 0 {
            self.stressed += added;
        }
    }
}

/// Cuts a page into blocks.
pub(super) fn cut_blocks(tree: &Tree) -> Vec<Block> {
    let root = tree.root();
    let mut walk = Walk::default();
    let mut holders: Vec<NodeId> = vec![root];
    let mut at = root;
    loop {
        if enter(tree, at, &mut walk, &mut holders) {
            if let Some(child) = tree.first_child(at) {
                at = child;
                continue;
            }
            leave(tree, at, &mut walk, &mut holders);
        }
        // On to the next neighbour, closing what ends here.
        loop {
            if let Some(next) = tree.next(at) {
                at = next;
                break;
            }
            let Some(parent) = tree.parent(at) else { return walk.blocks };
            at = parent;
            leave(tree, at, &mut walk, &mut holders);
        }
    }
}

/// Opens a node; `false` if there is nothing to read inside.
fn enter(tree: &Tree, id: NodeId, walk: &mut Walk, holders: &mut Vec<NodeId>) -> bool {
    if let Some(text) = tree.text(id) {
        walk.read(text, tree.raw(id));
        return false;
    }
    let tag = tree.tag(id);
    if tag.is_hidden() {
        return false;
    }
    match tag {
        Tag::Br => {
            walk.breaks += 1;
            if walk.breaks >= 2 {
                flush(tree, walk, holders);
            } else {
                walk.text.push(' ');
            }
            return false;
        }
        Tag::A => walk.links += 1,
        Tag::B | Tag::Strong | Tag::Em | Tag::I => walk.stresses += 1,
        _ => {}
    }
    if is_unseen(tree, id) {
        walk.hidden += 1;
    }
    if walk.row.is_some() && is_cell(tag) {
        walk.begin_cell(tree.parent(id).and_then(|row| tree.first_child_element(row)) == Some(id));
    } else if is_block(tag) {
        flush(tree, walk, holders);
        holders.push(id);
    }
    if tag == Tag::Tr && walk.row.is_none() && is_row_of_figures(tree, id) {
        walk.row = Some(id);
    }
    true
}

/// Closes a node.
fn leave(tree: &Tree, id: NodeId, walk: &mut Walk, holders: &mut Vec<NodeId>) {
    let tag = tree.tag(id);
    if is_block(tag) && !(walk.row.is_some() && is_cell(tag)) {
        flush(tree, walk, holders);
        if holders.len() > 1 && holders.last() == Some(&id) {
            holders.pop();
        }
    }
    match tag {
        Tag::A => walk.links = walk.links.saturating_sub(1),
        Tag::B | Tag::Strong | Tag::Em | Tag::I => walk.stresses = walk.stresses.saturating_sub(1),
        _ => {}
    }
    if is_unseen(tree, id) {
        walk.hidden = walk.hidden.saturating_sub(1);
    }
    if walk.row == Some(id) {
        walk.row = None;
    }
}

fn flush(tree: &Tree, walk: &mut Walk, holders: &[NodeId]) {
    let holder = holders.last().copied().unwrap_or(tree.root());
    walk.flush(tree, holder);
}

fn is_cell(tag: Tag) -> bool {
    matches!(tag, Tag::Td | Tag::Th)
}

/// The longest cell of a table of figures, in bytes; where cells are longer the table only lays out the page.
const LONGEST_CELL: usize = 160;

/// Whether a row of a table holds figures or names side by side: two cells or more, each a short line of text.
///
/// "Harbour Party | 1,204 | 11"
fn is_row_of_figures(tree: &Tree, row: NodeId) -> bool {
    let mut cells = 0;
    for cell in tree.children(row) {
        match tree.data(cell) {
            Data::Element if is_cell(tree.tag(cell)) => cells += 1,
            Data::Element => return false,
            _ => continue,
        }
        let mut length = 0;
        for id in tree.descendants(cell) {
            length += tree.text(id).map_or(0, |text| text.trim().len());
            let divides =
                matches!(tree.data(id), Data::Element) && is_block(tree.tag(id)) && !tree.tag(id).is_hidden();
            if divides || length > LONGEST_CELL {
                return false;
            }
        }
    }
    cells >= 2
}

fn is_block(tag: Tag) -> bool {
    tag == Tag::Button || !tag.is_inline()
}

/// Whether the page hides the element.
fn is_unseen(tree: &Tree, id: NodeId) -> bool {
    tree.attr(id, Attr::Hidden).is_some()
        || tree.attr(id, Attr::Style).is_some_and(|style| {
            style.contains("display:none")
                || style.contains("display: none")
                || style.contains("visibility:hidden")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raw::html::parse;
    use proptest::prelude::*;

    fn blocks(page: &str) -> Vec<(String, usize)> {
        cut_blocks(&parse(page)).into_iter().map(|block| (block.text, block.linked)).collect()
    }

    #[test]
    fn block_elements_and_double_breaks_cut() {
        let page = "<title>T</title><div>One <b>two</b><p>Three<br>four<br><br>five</p>six <a href=x>seven</a></div>";
        let expected = [("One two", 0), ("Three four", 0), ("five", 0), ("six seven", 5)];
        assert_eq!(blocks(page), expected.map(|(text, linked)| (text.to_owned(), linked)));
    }

    #[test]
    fn rows_of_figures_are_one_block_each() {
        let page = "<table><thead><tr><th>Party<th>Votes</tr></thead><tr><td>Harbour Party</td> <td><b>1,204</b></td></tr>\
                    <tr><td></td><td>310</td></tr><tr><td>alone</td></tr></table>";
        let shown: Vec<String> = blocks(page).into_iter().map(|(text, _)| text).collect();
        assert_eq!(shown, ["Party | Votes", "Harbour Party | 1,204", "| 310", "alone"]);
        let layout = "<table><tr><td><p>The port was closed.</p></td><td>Menu</td></tr></table>";
        assert_eq!(blocks(layout).len(), 2);
    }

    #[test]
    fn scripts_and_styles_are_not_read() {
        assert_eq!(blocks("<p>a<script>b()</script><style>c{}</style>d</p>"), [("ad".to_owned(), 0)]);
    }

    proptest! {
        #[test]
        fn blocks_come_in_order_and_stand_in_the_page(
            page in "(<(p|div|b|a|li|table|td|br|/p|/div|/a|/table)>|[a-zé &;]{1,6}){0,40}"
        ) {
            for block in cut_blocks(&parse(&page)) {
                prop_assert!(page.get(block.raw.range()).is_some());
                prop_assert!(!block.text.trim().is_empty());
            }
        }
    }
}
