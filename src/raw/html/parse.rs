//! Runs the parser and keeps track of places.
//!
//! html5ever reports no byte offsets. But it consumes its input from a queue that can be looked at while it hands
//! over each token: what is left in the queue tells how far it has read. A token reaches from where the one before
//! it ended to there. This holds for text, which is all we need places for: text is handed over as soon as it has
//! been read, before the tag that ends it.

use std::cell::Cell;
use std::rc::Rc;

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    Tag as TagToken, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::guard::defuse;
use super::sink::{Place, Sink};
use super::tree::{NodeId, Tree};

/// Pages longer than this (in bytes) are cut; no article is that long.
pub const LARGEST_PAGE: usize = 32 << 20;

/// Elements nested deeper than this are treated as if their tags were not there, as browsers do.
const DEEPEST: u16 = 512;

/// Parses a page. Every page parses; what had to be cut is said in the tree's `issues`.
pub fn parse(page: &str) -> Tree {
    let mut issues = Vec::new();
    let mut end = page.len();
    if end > LARGEST_PAGE {
        issues.push("truncated");
        end = LARGEST_PAGE;
        while !page.is_char_boundary(end) {
            end -= 1;
        }
    }
    let page = page.get(..end).unwrap_or_default();
    let safe = defuse(page);
    if matches!(safe, std::borrow::Cow::Owned(_)) {
        issues.push("too_many_attributes");
    }
    let place = Rc::new(Place::default());
    let queue = Rc::new(BufferQueue::default());
    let builder = TreeBuilder::new(Sink::new(Rc::clone(&place)), TreeBuilderOpts::default());
    let tracked = Tracked {
        builder,
        queue: Rc::clone(&queue),
        place: Rc::clone(&place),
        length: safe.len(),
        most_nodes: safe.len() / 2 + 10_000,
        dropped: Cell::new(0),
        too_deep: Cell::new(false),
        too_many: Cell::new(false),
    };
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(tracked, options);
    queue.push_back(StrTendril::from_slice(&safe));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    let tracked = tokenizer.sink;
    if tracked.too_deep.get() {
        issues.push("too_deep");
    }
    if tracked.too_many.get() {
        issues.push("truncated");
    }
    let mut tree = tracked.builder.sink.into_tree();
    tree.issues = issues;
    tree
}

/// Stands between tokenizer and tree builder: notes where each token stood, and keeps hostile pages small.
struct Tracked {
    builder: TreeBuilder<NodeId, Sink>,
    queue: Rc<BufferQueue>,
    place: Rc<Place>,
    length: usize,
    most_nodes: usize,
    /// How many start tags were left out for depth and wait for their end tags.
    dropped: Cell<usize>,
    too_deep: Cell<bool>,
    too_many: Cell<bool>,
}

impl Tracked {
    /// How many bytes are not yet consumed. The queue holds one piece, or a few after a look ahead.
    fn left(&self) -> usize {
        let Some(front) = self.queue.pop_front() else { return 0 };
        let rest = if self.queue.is_empty() { 0 } else { self.left() };
        let length = front.len();
        self.queue.push_front(front);
        length + rest
    }

    /// Whether a tag is left out because its element would stand too deep.
    fn is_left_out(&self, tag: &TagToken) -> bool {
        match tag.kind {
            TagKind::StartTag => {
                if self.place.depth.get() < DEEPEST || is_void(&tag.name) {
                    return false;
                }
                self.too_deep.set(true);
                if !tag.self_closing {
                    self.dropped.set(self.dropped.get() + 1);
                }
                true
            }
            TagKind::EndTag => {
                let dropped = self.dropped.get();
                self.dropped.set(dropped.saturating_sub(1));
                dropped > 0
            }
        }
    }
}

impl TokenSink for Tracked {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        self.place.move_to(self.length.saturating_sub(self.left()));
        if self.too_many.get() {
            return TokenSinkResult::Continue;
        }
        if self.builder.sink.len() > self.most_nodes {
            self.too_many.set(true);
            return TokenSinkResult::Continue;
        }
        match &token {
            Token::TagToken(tag) if self.is_left_out(tag) => return TokenSinkResult::Continue,
            Token::CharacterTokens(text) => self.place.expect(text),
            Token::ParseError(_) => return TokenSinkResult::Continue,
            _ => {}
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that never hold anything.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(page: &str) -> Vec<(String, String)> {
        let tree = parse(page);
        tree.descendants(tree.root())
            .filter_map(|id| Some((tree.text(id)?.to_owned(), tree.raw(id).of(page).to_owned())))
            .collect()
    }

    #[test]
    fn texts_know_their_place() {
        // A line break of two characters is handed over when its first has been read.
        let page = "<!doctype html><p class=a>One <b>two</b> R&amp;D &lt;3\r\n<li>three";
        let expected =
            [("One ", "One "), ("two", "two"), (" R&D <3\n", " R&amp;D &lt;3\r"), ("three", "three")];
        let expected: Vec<_> = expected.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
        assert_eq!(texts(page), expected);
    }

    #[test]
    fn a_byte_order_mark_moves_nothing() {
        let page = "\u{feff}<p>Երևան";
        assert_eq!(texts(page).last().unwrap().1, "Երևան");
    }

    #[test]
    fn a_million_open_tags_are_flat() {
        let tree = parse(&("<div>".repeat(1_000_000) + "text"));
        assert_eq!(tree.issues, ["too_deep"]);
        assert!(tree.len() < 1200);
    }

    #[test]
    fn formatting_that_multiplies_is_stopped() {
        let bold: String = (0..400).map(|number| format!("<b a={number}>")).collect();
        let page = format!("<p>{bold}{}", "<p>x".repeat(100_000));
        let tree = parse(&page);
        assert!(tree.issues.contains(&"truncated"));
        assert!(tree.len() < page.len());
    }

    proptest! {
        #[test]
        fn any_page_parses_and_places_are_sound(page in "(<[a-z/! ]{0,6}>?|[&;#x0-9é\r\n\u{0} ]{1,4}|table|<p|\\PC){0,60}") {
            let tree = parse(&page);
            for id in tree.descendants(tree.root()) {
                let raw = tree.raw(id);
                prop_assert!(raw.start <= raw.end && raw.end as usize <= page.len());
                prop_assert!(page.get(raw.range()).is_some());
            }
        }
    }
}
