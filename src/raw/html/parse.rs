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
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    Tag as TagToken, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::guard::defuse;
use super::sink::{Place, Sink};
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use crate::issue::Issue;

/// Pages longer than this (in bytes) are cut; no article is that long.
pub const LARGEST_PAGE: usize = 32 << 20;

/// Elements nested deeper than this are treated as if their tags were not there, as browsers do.
const DEEPEST: u16 = 512;

/// From so many nodes on, tags are passed over and only the words behind them are kept. The largest of 850 news pages
/// looked at has 11,275; a node costs some 400 bytes until
/// the article is read, so a page takes 200 MB at most.
const MOST_NODES: usize = 1 << 19;

/// Parses a page. Every page parses; what had to be cut is said in the tree's `issues`.
pub fn parse(page: &str) -> Tree {
    let mut issues = Vec::new();
    let mut end = page.len();
    if end > LARGEST_PAGE {
        issues.push(Issue::Truncated);
        end = LARGEST_PAGE;
        while !page.is_char_boundary(end) {
            end -= 1;
        }
    }
    let page = page.get(..end).unwrap_or_default();
    let safe = defuse(page);
    if matches!(safe, std::borrow::Cow::Owned(_)) {
        issues.push(Issue::TooManyAttributes);
    }
    let place = Rc::new(Place::default());
    let queue = Rc::new(BufferQueue::default());
    let builder = TreeBuilder::new(Sink::new(Rc::clone(&place)), TreeBuilderOpts::default());
    let tracked = Tracked {
        builder,
        queue: Rc::clone(&queue),
        place: Rc::clone(&place),
        length: safe.len(),
        most_nodes: (safe.len() / 2 + 10_000).min(MOST_NODES),
        dropped: Cell::new(0),
        too_deep: Cell::new(false),
        too_many: Cell::new(false),
        unread: Cell::new(false),
    };
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let tokenizer = Tokenizer::new(tracked, options);
    queue.push_back(StrTendril::from_slice(&safe));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    let tracked = tokenizer.sink;
    if tracked.too_deep.get() {
        issues.push(Issue::TooDeep);
    }
    if tracked.too_many.get() {
        issues.push(Issue::TooManyElements);
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
    /// Behind the last node: inside a script or style, whose content nobody sees.
    unread: Cell<bool>,
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

    /// Passes over the content of a script or style, up to its end tag: half of a page is scripts, and cutting them into
    /// tokens takes a fifth of the time of reading it.
    fn skip_to(&self, end: &'static [u8]) {
        let Some(mut front) = self.queue.pop_front() else { return };
        // A script that holds "<!--" may hold end tags that do not end it: those are left to the parser.
        let bytes = front.as_bytes();
        let mut at = 0;
        let found = loop {
            let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) else { break None };
            at += next;
            let rest = bytes.get(at..).unwrap_or_default();
            if rest.starts_with(b"<!--") {
                break None;
            }
            if rest.get(..end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(end)) {
                break Some(at);
            }
            at += 1;
        };
        if let Some(length) = found.and_then(|length| u32::try_from(length).ok()) {
            front.pop_front(length);
        }
        self.queue.push_front(front);
    }

    /// Behind the last node that is kept: words go on to the text that is open, a space where an element begins or ends.
    fn words_only(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match token {
            Token::CharacterTokens(text) if !self.unread.get() => {
                self.place.expect(&text);
                self.builder.process_token(Token::CharacterTokens(text), line)
            }
            Token::TagToken(tag) => {
                let raw = raw_text(&tag.name).filter(|_| tag.kind == TagKind::StartTag);
                self.unread.set(raw.is_some());
                if Tag::of(&tag.name).is_inline() {
                    return TokenSinkResult::Continue;
                }
                match (self.builder.process_token(Token::CharacterTokens(" ".into()), line), raw) {
                    (_, Some(raw)) => TokenSinkResult::RawData(raw),
                    (result, None) => result,
                }
            }
            Token::EOFToken => self.builder.process_token(token, line),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Whether a tag is left out because its element would stand too deep.
    fn is_left_out(&self, tag: &TagToken) -> bool {
        // The content of these is no tags: left out, it would be taken for words.
        if raw_text(&tag.name).is_some() {
            return false;
        }
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
        // Only a start tag begins it: the element that is open then is one whose content is read.
        if !self.too_many.get() && is_start(&token) && self.builder.sink.len() > self.most_nodes {
            self.too_many.set(true);
        }
        if self.too_many.get() {
            return self.words_only(token, line);
        }
        let mut unread = None;
        match &token {
            Token::TagToken(tag) if self.is_left_out(tag) => return TokenSinkResult::Continue,
            Token::TagToken(tag) => unread = unread_content(tag),
            Token::CharacterTokens(text) => self.place.expect(text),
            // Nobody reads a comment.
            Token::ParseError(_) | Token::CommentToken(_) => return TokenSinkResult::Continue,
            _ => {}
        }
        let result = self.builder.process_token(token, line);
        if let (Some(end), TokenSinkResult::RawData(_)) = (unread, &result) {
            self.skip_to(end);
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The end tag of an element whose content is never read.
fn unread_content(tag: &TagToken) -> Option<&'static [u8]> {
    match (tag.kind, &*tag.name) {
        (TagKind::StartTag, "script") if !is_data(tag) => Some(b"</script"),
        (TagKind::StartTag, "style") => Some(b"</style"),
        (TagKind::StartTag, "noscript") => Some(b"</noscript"),
        _ => None,
    }
}

/// Whether a script holds data that are read: JSON-LD.
fn is_data(tag: &TagToken) -> bool {
    tag.attrs.iter().any(|attribute| &*attribute.name.local == "type" && attribute.value.contains("ld+json"))
}

fn is_start(token: &Token) -> bool {
    matches!(token, Token::TagToken(tag) if tag.kind == TagKind::StartTag)
}

/// How the content of an element is cut into tokens, where it holds no tags and no words to read.
fn raw_text(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "noscript" | "xmp" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
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
        let tree = parse(&("<div>".repeat(1_000_000) + "<script>if (a<b) {}</script>text"));
        assert_eq!(tree.issues, [Issue::TooDeep]);
        assert!(tree.len() < 1200);
        assert_eq!(tree.text_below(tree.root()), "text");
    }

    #[test]
    fn formatting_that_multiplies_is_stopped() {
        let bold: String = (0..400).map(|number| format!("<b a={number}>")).collect();
        let page = format!("<p>{bold}{}", "<p>x".repeat(100_000));
        let tree = parse(&page);
        assert!(tree.issues.contains(&Issue::TooManyElements));
        assert!(tree.len() < page.len());
        assert_eq!(tree.text_below(tree.root()).matches('x').count(), 100_000);
    }

    #[test]
    fn scripts_are_passed_over_and_data_are_kept() {
        let page = "<p>a<script>if (a < b) { c('</scrip') }</SCRIPT >b<style>p > a {}</style>c\
                    <script><!-- <script>'</script>' --></script>d\
                    <script type='application/ld+json'>{\"a\": 1}</script>e<script>open";
        let shown: Vec<String> = texts(page).into_iter().map(|(text, _)| text).collect();
        assert_eq!(shown, ["a", "b", "c", "d", "{\"a\": 1}", "e"]);
        assert!(texts(page).iter().all(|(text, raw)| text == raw));
    }

    #[test]
    fn behind_the_last_node_words_are_kept_and_scripts_are_not() {
        let many = "<p>x".repeat(MOST_NODES / 2 + 1);
        let page = format!("{many}<p>The <b>por</b>t<script>hidden()</script><div>closed</div>é");
        let tree = parse(&page);
        assert_eq!(tree.issues, [Issue::TooManyElements]);
        assert!(tree.len() < MOST_NODES + 100);
        let shown = tree.text_below(tree.root());
        let behind: Vec<&str> = shown.split_whitespace().rev().take(4).collect();
        assert_eq!(behind, ["é", "closed", "port", "The"]);
        let last = tree.descendants(tree.root()).filter(|id| tree.text(*id).is_some()).last().unwrap();
        assert!(tree.raw(last).of(&page).ends_with("closed</div>é"));
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
