//! What a page says about itself: meta tags and JSON-LD.

use serde_json::Value;

use crate::raw::html::{Attr, NodeId, Tag, Tree};

/// Statements of a page about its article. All as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Meta {
    /// Meta tags by name or property, in lower case.
    pub(super) tags: Vec<(String, String)>,
    /// The `<title>`.
    pub(super) title: Option<String>,
    /// Of JSON-LD: headlines.
    pub(super) headline: Option<String>,
    /// Of JSON-LD: author names.
    pub(super) authors: Vec<String>,
    /// Of JSON-LD: the date of publication.
    pub(super) published: Option<String>,
    /// Of JSON-LD: the date of the last change.
    pub(super) modified: Option<String>,
    /// Of JSON-LD: the publisher.
    pub(super) publisher: Option<String>,
    /// Of JSON-LD: the body, and the script that holds it.
    pub(super) body: Option<(String, NodeId)>,
    /// Of JSON-LD: whether the article may be read without paying.
    pub(super) free: Option<bool>,
    /// Of JSON-LD: the types of all things it describes, such as "NewsArticle".
    pub(super) types: Vec<String>,
    /// The address the page gives for itself.
    pub(super) canonical: Option<String>,
    /// The language of the page.
    pub(super) language: Option<String>,
    /// JSON-LD that could not be read.
    pub(super) broken_json: bool,
}

impl Meta {
    /// The first of these meta tags that says something.
    pub(super) fn tag(&self, names: &[impl AsRef<str>]) -> Option<&str> {
        names.iter().find_map(|name| {
            self.tags
                .iter()
                .find(|(known, value)| known == name.as_ref() && !value.trim().is_empty())
                .map(|(_, value)| value.trim())
        })
    }
}

/// JSON-LD longer than this is not read.
const LARGEST_JSON: usize = 4 << 20;

/// Collects what the page says about itself.
pub(super) fn read_meta(tree: &Tree) -> Meta {
    let mut meta = Meta::default();
    for id in tree.descendants(tree.root()) {
        match tree.tag(id) {
            Tag::Meta => {
                let name = tree
                    .attr(id, Attr::Property)
                    .or_else(|| tree.attr(id, Attr::Name))
                    .or_else(|| tree.attr(id, Attr::Itemprop));
                if let (Some(name), Some(content)) = (name, tree.attr(id, Attr::Content)) {
                    meta.tags.push((name.trim().to_lowercase(), content.to_owned()));
                }
            }
            Tag::Title if meta.title.is_none() => {
                let title = crate::article::clean::clean(&tree.text_below(id));
                meta.title = (!title.is_empty()).then_some(title);
            }
            Tag::Link
                if tree.attr(id, Attr::Rel).is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                meta.canonical = tree.attr(id, Attr::Href).map(str::to_owned);
            }
            Tag::Html => meta.language = tree.attr(id, Attr::Lang).map(str::to_owned),
            Tag::Script if tree.attr(id, Attr::Type).is_some_and(|kind| kind.contains("ld+json")) => {
                read_json(&tree.text_below(id), id, &mut meta);
            }
            _ => {}
        }
    }
    meta
}

fn read_json(text: &str, script: NodeId, meta: &mut Meta) {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim_end_matches(';').trim();
    if text.is_empty() || text.len() > LARGEST_JSON {
        return;
    }
    let value: Result<Value, _> = serde_json::from_str(text);
    let value = value.or_else(|_| {
        // Line breaks inside strings are the usual fault.
        let mended: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&mended)
    });
    let Ok(value) = value else {
        meta.broken_json = true;
        return;
    };
    // The graph, flat. People and organisations may be named once and pointed to by "@id".
    let mut things = Vec::new();
    flatten(&value, &mut things);
    for thing in &things {
        meta.types.extend(types(thing));
        if is_article(thing) {
            read_article(thing, &things, script, meta);
        }
    }
    if meta.publisher.is_none() {
        let outlet = things.iter().find(|thing| has_type(thing, &["NewsMediaOrganization"]));
        meta.publisher = outlet.and_then(|thing| text_of(thing.get("name")?));
    }
}

/// The objects of a graph, lists and `@graph` opened.
fn flatten<'v>(value: &'v Value, things: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| flatten(item, things)),
        Value::Object(object) => {
            things.push(value);
            for key in
                ["@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate", "itemListElement", "item"]
            {
                if key == "liveBlogUpdate" || key == "itemListElement" {
                    continue;
                }
                if let Some(inner) = object.get(key) {
                    flatten(inner, things);
                }
            }
        }
        _ => {}
    }
}

fn has_type(thing: &Value, names: &[&str]) -> bool {
    types(thing).iter().any(|known| names.contains(&known.as_str()))
}

fn types(thing: &Value) -> Vec<String> {
    match thing.get("@type") {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => {
            names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    }
}

fn is_article(thing: &Value) -> bool {
    let named = types(thing).iter().any(|name| {
        name.ends_with("Article")
            || name.ends_with("Posting")
            || name == "Report"
            || name == "Review"
            || name == "Recipe"
    });
    named || (thing.get("headline").is_some() && thing.get("datePublished").is_some())
}

fn read_article(thing: &Value, things: &[&Value], script: NodeId, meta: &mut Meta) {
    let text = |key: &str| thing.get(key).and_then(text_of);
    if meta.headline.is_none() {
        meta.headline = text("headline").or_else(|| text("name"));
    }
    if meta.published.is_none() {
        meta.published = text("datePublished").or_else(|| text("dateCreated"));
    }
    if meta.modified.is_none() {
        meta.modified = text("dateModified");
    }
    if meta.authors.is_empty() {
        for key in ["author", "creator"] {
            if let Some(author) = thing.get(key) {
                names(author, things, &mut meta.authors, 0);
            }
            if !meta.authors.is_empty() {
                break;
            }
        }
    }
    if meta.publisher.is_none() {
        let mut found = Vec::new();
        if let Some(publisher) = thing.get("publisher") {
            names(publisher, things, &mut found, 0);
        }
        meta.publisher = found.into_iter().next();
    }
    if meta.body.is_none()
        && let Some(body) = text("articleBody").or_else(|| text("reviewBody"))
    {
        meta.body = Some((body, script));
    }
    if meta.free.is_none() {
        meta.free = match thing.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => Some(*free),
            Some(Value::String(free)) => Some(!free.eq_ignore_ascii_case("false")),
            _ => None,
        };
    }
}

/// How deep a list of lists of authors may go.
const DEEPEST: usize = 4;

fn names(value: &Value, things: &[&Value], found: &mut Vec<String>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::String(name) => found.push(name.clone()),
        Value::Array(items) => items.iter().for_each(|item| names(item, things, found, depth + 1)),
        Value::Object(object) => match object.get("name") {
            Some(name) => names(name, things, found, depth + 1),
            None => {
                let Some(id) = object.get("@id").and_then(Value::as_str) else { return };
                let named = things.iter().find(|thing| {
                    thing.get("@id").and_then(Value::as_str) == Some(id) && thing.get("name").is_some()
                });
                if let Some(name) = named.and_then(|thing| thing.get("name")) {
                    names(name, things, found, depth + 1);
                }
            }
        },
        _ => {}
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let text = text.trim();
            (!text.is_empty()).then(|| unescape(text))
        }
        Value::Array(items) => items.first().and_then(text_of),
        Value::Object(object) => object.get("@value").and_then(text_of),
        _ => None,
    }
}

/// JSON-LD often holds HTML entities, against its rules.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let tree = crate::raw::html::parse(text);
    let plain = tree.text_below(tree.root());
    if plain.is_empty() { text.to_owned() } else { plain }
}
