//! A page as a tree of elements and texts, kept in one vector.

use html5ever::tendril::StrTendril;

use super::tag::{Attr, Tag};
use crate::issue::Issue;
use crate::span::Span;

/// A node of a [`Tree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The position in the tree's vector.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// The root.
    Document,
    /// An element.
    Element,
    /// Text, entities resolved.
    Text(StrTendril),
    /// A comment or processing instruction: only its place is kept.
    Other,
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) first_child: Option<NodeId>,
    pub(super) last_child: Option<NodeId>,
    pub(super) next: Option<NodeId>,
    pub(super) previous: Option<NodeId>,
    pub(super) tag: Tag,
    pub(super) depth: u16,
    pub(super) data: Data,
    pub(super) attributes: Vec<(Attr, StrTendril)>,
    /// Of a text: where it stands in the page. Of an element: where its start tag ends.
    pub(super) raw: Span,
}

/// A page, parsed. Node 0 is the root.
#[derive(Debug, Default)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
    /// What was cut or repaired while parsing.
    pub issues: Vec<Issue>,
}

impl Tree {
    /// The root.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing but the root.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// What the node is.
    pub fn data(&self, id: NodeId) -> &Data {
        self.node(id).map_or(&Data::Other, |node| &node.data)
    }

    /// The kind of element; [`Tag::Other`] for texts.
    pub fn tag(&self, id: NodeId) -> Tag {
        self.node(id).map_or(Tag::Other, |node| node.tag)
    }

    /// The text of a text node.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match self.data(id) {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Where a text stands in the page.
    pub fn raw(&self, id: NodeId) -> Span {
        self.node(id).map_or_else(Span::default, |node| node.raw)
    }

    /// An attribute of an element.
    pub fn attr(&self, id: NodeId, attr: Attr) -> Option<&str> {
        let node = self.node(id)?;
        node.attributes.iter().find(|(known, _)| *known == attr).map(|(_, value)| &**value)
    }

    /// The element that holds the node.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.parent
    }

    /// The first node inside.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.first_child
    }

    /// The node after this one in the same parent.
    pub fn next(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.next
    }

    /// The first element inside.
    pub fn first_child_element(&self, id: NodeId) -> Option<NodeId> {
        self.children(id).find(|child| matches!(self.data(*child), Data::Element))
    }

    /// The nodes directly inside.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(id), |child| self.next(*child))
    }

    /// The node that follows in page order once `id` and all inside it are passed, still below `root`.
    pub fn after(&self, id: NodeId, root: NodeId) -> Option<NodeId> {
        let mut at = id;
        while at != root {
            if let Some(next) = self.next(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// All nodes below `root` in page order.
    pub fn descendants(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first_child(root), move |&id| {
            self.first_child(id).or_else(|| self.after(id, root))
        })
    }

    /// All text below `root`, as it stands.
    pub fn text_below(&self, root: NodeId) -> String {
        let mut text = String::new();
        for id in self.descendants(root) {
            if let Some(piece) = self.text(id) {
                text.push_str(piece);
            }
        }
        text
    }
}
