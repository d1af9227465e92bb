//! Pages: a spec parser (html5ever) into a small tree that knows where in the page each text stood.

mod guard;
mod parse;
mod sink;
mod tag;
mod tree;

pub use parse::{LARGEST_PAGE, parse};
pub use tag::{Attr, Tag};
pub use tree::{Data, NodeId, Tree};

/// How much of a text is looked at to tell whether it is a page.
const HEAD: usize = 2048;

/// Whether a text is a page or a piece of one: it begins with a tag, and holds tags that only pages hold.
pub fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !start.starts_with('<') {
        return false;
    }
    let mut end = start.len().min(HEAD);
    while !start.is_char_boundary(end) {
        end -= 1;
    }
    let head = start.get(..end).unwrap_or_default().to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return true;
    }
    const TAGS: [&str; 14] = [
        "<html", "<head", "<body", "<div", "<p>", "<p ", "<article", "<section", "<span", "<h1", "<h2",
        "<table", "<ul", "<meta",
    ];
    TAGS.iter().any(|tag| head.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_text() {
        assert!(looks_like_html("\n<!DOCTYPE html><title>A</title>"));
        assert!(looks_like_html("<div><p>One.</p></div>"));
        assert!(!looks_like_html("<REXI> signs a drilling pact"));
        assert!(!looks_like_html("The <p> tag was invented in Geneva."));
        assert!(!looks_like_html(""));
    }
}
