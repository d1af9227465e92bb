//! Where html5ever puts what it reads.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use html5ever::interface::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, ns};

use super::tag::{Attr, Tag};
use super::tree::{Data, Node, NodeId, Tree};
use crate::span::Span;

/// How far the page has been read.
#[derive(Debug, Default)]
pub(super) struct Place {
    start: Cell<usize>,
    end: Cell<usize>,
    /// The text of the token, if it stands in the page letter by letter, so that its pieces can be placed.
    literal: RefCell<Option<StrTendril>>,
    /// How much of a literal text has been appended.
    used: Cell<usize>,
    /// How deep the element stands that was opened last.
    pub(super) depth: Cell<u16>,
}

impl Place {
    /// A token has been read; it ends at `end`.
    pub(super) fn move_to(&self, end: usize) {
        self.start.set(self.end.get());
        self.end.set(end.max(self.end.get()));
        self.literal.replace(None);
    }

    /// The token is this text.
    pub(super) fn expect(&self, text: &StrTendril) {
        if self.end.get() - self.start.get() == text.len() {
            self.literal.replace(Some(text.clone()));
            self.used.set(0);
        }
    }

    /// The place of a piece of the token's text. Pieces come in order; white space may have been left out
    /// between them.
    fn piece(&self, piece: &str) -> Span {
        let whole = Span::new(self.start.get(), self.end.get());
        let literal = self.literal.borrow();
        let Some(rest) = literal.as_ref().and_then(|text| text.get(self.used.get()..)) else { return whole };
        let at = if rest.starts_with(piece) { Some(0) } else { rest.find(piece) };
        let Some(at) = at else { return whole };
        let start = self.used.get() + at;
        self.used.set(start + piece.len());
        Span::new(self.start.get() + start, self.start.get() + start + piece.len())
    }
}

/// Builds the tree.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// The full name of each node; html5ever asks for them all the time.
    names: RefCell<Vec<QualName>>,
    no_name: QualName,
    place: Rc<Place>,
}

/// The name of an element, borrowed from the sink.
#[derive(Debug)]
pub(super) struct NameOf<'a>(Ref<'a, QualName>);

impl ElemName for NameOf<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    pub(super) fn new(place: Rc<Place>) -> Self {
        let no_name = QualName::new(None, ns!(), LocalName::from(""));
        let sink = Self { nodes: RefCell::default(), names: RefCell::default(), no_name, place };
        sink.add(Data::Document, Tag::Other, sink.no_name.clone(), Vec::new());
        sink
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    pub(super) fn into_tree(self) -> Tree {
        Tree { nodes: self.nodes.into_inner(), issues: Vec::new() }
    }

    fn add(&self, data: Data, tag: Tag, name: QualName, attributes: Vec<(Attr, StrTendril)>) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        let id = NodeId(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        nodes.push(Node {
            parent: None,
            first_child: None,
            last_child: None,
            next: None,
            previous: None,
            tag,
            depth: 0,
            data,
            attributes,
            raw: Span::default(),
        });
        self.names.borrow_mut().push(name);
        id
    }

    fn text(&self, text: StrTendril) -> NodeId {
        let raw = self.place.piece(&text);
        let id = self.add(Data::Text(text), Tag::Other, self.no_name.clone(), Vec::new());
        if let Some(node) = self.nodes.borrow_mut().get_mut(id.index()) {
            node.raw = raw;
        }
        id
    }

    /// Adds a piece to a text that is already there; `false` if `id` is no text.
    fn extend_text(&self, id: Option<NodeId>, text: &StrTendril) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let Some(node) = id.and_then(|id| nodes.get_mut(id.index())) else { return false };
        let Data::Text(known) = &mut node.data else { return false };
        known.push_tendril(text);
        node.raw = node.raw.hull(self.place.piece(text));
        true
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(node) = nodes.get_mut(id.index()) else { return };
        let (parent, previous, next) = (node.parent.take(), node.previous.take(), node.next.take());
        if let Some(previous) = previous.and_then(|id| nodes.get_mut(id.index())) {
            previous.next = next;
        }
        if let Some(next) = next.and_then(|id| nodes.get_mut(id.index())) {
            next.previous = previous;
        }
        let Some(parent) = parent.and_then(|id| nodes.get_mut(id.index())) else { return };
        if parent.first_child == Some(id) {
            parent.first_child = next;
        }
        if parent.last_child == Some(id) {
            parent.last_child = previous;
        }
    }

    /// Puts a detached node into `parent`, before `next` or at the end.
    fn attach(&self, parent: NodeId, child: NodeId, next: Option<NodeId>) {
        let mut nodes = self.nodes.borrow_mut();
        let previous = match next {
            Some(next) => nodes.get(next.index()).and_then(|node| node.previous),
            None => nodes.get(parent.index()).and_then(|node| node.last_child),
        };
        let depth = nodes.get(parent.index()).map_or(0, |node| node.depth).saturating_add(1);
        if let Some(node) = nodes.get_mut(child.index()) {
            node.parent = Some(parent);
            node.previous = previous;
            node.next = next;
            node.depth = depth;
        }
        if let Some(previous) = previous.and_then(|id| nodes.get_mut(id.index())) {
            previous.next = Some(child);
        }
        if let Some(next) = next.and_then(|id| nodes.get_mut(id.index())) {
            next.previous = Some(child);
        }
        let Some(parent) = nodes.get_mut(parent.index()) else { return };
        if previous.is_none() {
            parent.first_child = Some(child);
        }
        if next.is_none() {
            parent.last_child = Some(child);
        }
    }

    fn parent_of(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.borrow().get(id.index())?.parent
    }

    /// Scripts and styles are not read, save for JSON-LD.
    fn is_unread(&self, id: NodeId) -> bool {
        let nodes = self.nodes.borrow();
        let Some(node) = nodes.get(id.index()) else { return true };
        match node.tag {
            Tag::Style => true,
            Tag::Script => {
                !node.attributes.iter().any(|(attr, value)| *attr == Attr::Type && value.contains("ld+json"))
            }
            _ => false,
        }
    }
}

/// The attributes that are kept.
fn kept(attributes: Vec<Attribute>) -> Vec<(Attr, StrTendril)> {
    attributes
        .into_iter()
        .filter_map(|attribute| Some((Attr::of(&attribute.name.local)?, attribute.value)))
        .collect()
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Self;
    type ElemName<'a> = NameOf<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId(0)
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> NameOf<'a> {
        // Handles come from `add` only, which pushes a name for each.
        NameOf(Ref::map(self.names.borrow(), |names| &names[target.index()]))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        self.add(Data::Element, Tag::of(&name.local), name, kept(attributes))
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.add(Data::Other, Tag::Other, self.no_name.clone(), Vec::new())
    }

    fn create_pi(&self, _target: StrTendril, data: StrTendril) -> NodeId {
        self.create_comment(data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(child) => {
                self.detach(child);
                self.attach(*parent, child, None);
                let nodes = self.nodes.borrow();
                if let Some(Node { data: Data::Element, depth, .. }) = nodes.get(child.index()) {
                    self.place.depth.set(*depth);
                }
            }
            NodeOrText::AppendText(text) => {
                if self.is_unread(*parent) {
                    return;
                }
                let last = self.nodes.borrow().get(parent.index()).and_then(|node| node.last_child);
                if !self.extend_text(last, &text) {
                    let id = self.text(text);
                    self.attach(*parent, id, None);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.parent_of(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn pop(&self, node: &NodeId) {
        if let Some(node) = self.nodes.borrow().get(node.index()) {
            self.place.depth.set(node.depth.saturating_sub(1));
        }
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let Some(parent) = self.parent_of(*sibling) else { return };
        match child {
            NodeOrText::AppendNode(child) => {
                self.detach(child);
                self.attach(parent, child, Some(*sibling));
            }
            NodeOrText::AppendText(text) => {
                let previous = self.nodes.borrow().get(sibling.index()).and_then(|node| node.previous);
                if !self.extend_text(previous, &text) {
                    let id = self.text(text);
                    self.attach(parent, id, Some(*sibling));
                }
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(node) = nodes.get_mut(target.index()) else { return };
        for (attr, value) in kept(attributes) {
            if !node.attributes.iter().any(|(known, _)| *known == attr) {
                node.attributes.push((attr, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let first = self.nodes.borrow().get(node.index()).and_then(|node| node.first_child);
            let Some(child) = first else { return };
            self.detach(child);
            self.attach(*new_parent, child, None);
        }
    }
}
