//! RSS and Atom: one document an item, with the full content where the feed carries it.

use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::document::{Kind, Raw, Source};
use super::html;
use crate::issue::Issue;

/// What a feed says about itself; every item inherits it.
#[derive(Clone, Debug, Default)]
struct Channel {
    title: Option<String>,
    language: Option<String>,
}

/// An item as it is read.
#[derive(Clone, Debug, Default)]
struct Item {
    title: String,
    url: String,
    published: String,
    updated: String,
    authors: Vec<String>,
    /// The longest of content, description and summary.
    content: String,
}

/// The field that an element of an item holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Title,
    Link,
    Published,
    Updated,
    Author,
    Content,
}

impl Place {
    /// By the element's name without its prefix: `content:encoded` and `dc:creator` among them.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "title" => Self::Title,
            "link" => Self::Link,
            "pubDate" | "published" | "issued" | "date" => Self::Published,
            "updated" | "modified" => Self::Updated,
            "author" | "creator" => Self::Author,
            "encoded" | "content" | "description" | "summary" => Self::Content,
            _ => return None,
        })
    }
}

/// The documents of a feed. A feed that breaks off keeps what was read before and gets a row that says so; XML that
/// is no feed gets a row that says that.
pub(super) fn read_feed(text: &str, path: &Path) -> Vec<Raw> {
    let mut feed = Feed::default();
    let whole = feed.read(text);
    let mut raws: Vec<Raw> = feed
        .items
        .iter()
        .zip(1..)
        .map(|(item, row)| item.document(&feed.channel, Source { path: path.to_path_buf(), row: Some(row) }))
        .collect();
    let row = raws.len() as u64 + 1;
    let issue = match (whole, raws.is_empty() && !feed.is_feed) {
        (_, true) => Some(Issue::NoFeed.as_str().to_owned()),
        (false, false) => Some(Issue::BrokenFeed.of(row)),
        (true, false) => None,
    };
    raws.extend(
        issue.map(|issue| Raw::unreadable(Source { path: path.to_path_buf(), row: Some(row) }, issue)),
    );
    raws
}

#[derive(Debug, Default)]
struct Feed {
    is_feed: bool,
    channel: Channel,
    items: Vec<Item>,
}

/// Where in an item the reader stands.
#[derive(Debug, Default)]
struct Open {
    item: Option<Item>,
    /// The field that is being read, and how many elements below it are open.
    field: Option<(Place, usize)>,
    text: String,
    /// Inside an element whose words are not read.
    unread: bool,
}

impl Feed {
    /// Reads to the end; `false` if the XML breaks off.
    fn read(&mut self, text: &str) -> bool {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        let mut open = Open::default();
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => self.start(&tag, &mut open),
                Ok(Event::Empty(tag)) => empty(&tag, &mut open),
                Ok(Event::End(tag)) => self.end(tag.local_name().into_inner(), &mut open),
                Ok(Event::Text(text)) => push(&mut open, &text),
                Ok(Event::CData(text)) => push(&mut open, &text),
                Ok(Event::GeneralRef(reference)) => {
                    let resolved = reference.resolve_char_ref().ok().flatten();
                    match resolved.or_else(|| predefined(&reference)) {
                        Some(c) => push(&mut open, c.encode_utf8(&mut [0; 4])),
                        // An entity of HTML: the page reader knows it.
                        None => push(&mut open, &format!("&{};", &*reference)),
                    }
                }
                Ok(Event::Eof) => return open.item.is_none(),
                Ok(_) => {}
                Err(_) => return false,
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, open: &mut Open) {
        let name = tag.local_name();
        let name = name.into_inner();
        if let Some((place, depth)) = &mut open.field {
            *depth += 1;
            // A person of Atom: the name is read, the address and the page beside it are not.
            if *place == Place::Author {
                open.unread = open.unread || matches!(name, "email" | "uri");
            }
            // Content in tags of its own (XHTML in Atom) stays a page.
            if *place == Place::Content {
                open.text.push('<');
                open.text.push_str(name);
                open.text.push('>');
            }
            return;
        }
        self.is_feed |= matches!(name, "rss" | "feed" | "RDF" | "channel");
        if self.is_feed && matches!(name, "item" | "entry") {
            open.item = Some(Item::default());
            return;
        }
        if let Some(item) = &mut open.item
            && name == "link"
        {
            link(tag, item);
        }
        let of_channel = matches!(name, "title" | "language");
        let place = if name == "language" { Some(Place::Author) } else { Place::of(name) };
        if open.item.is_some() || of_channel {
            open.field = place.map(|place| (place, 0));
            open.text.clear();
        }
    }

    fn end(&mut self, name: &str, open: &mut Open) {
        if let Some((place, depth)) = &mut open.field {
            if *depth > 0 {
                *depth -= 1;
                open.unread = false;
                if *place == Place::Content {
                    open.text.push_str("</");
                    open.text.push_str(name);
                    open.text.push('>');
                }
                return;
            }
            let place = *place;
            open.field = None;
            let text = std::mem::take(&mut open.text);
            match &mut open.item {
                Some(item) => item.set(place, text),
                None => self.describe(place, text),
            }
            return;
        }
        if matches!(name, "item" | "entry") {
            self.items.extend(open.item.take());
        }
    }

    fn describe(&mut self, place: Place, text: String) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        match place {
            Place::Title => self.channel.title.get_or_insert(text.to_owned()),
            _ => self.channel.language.get_or_insert(text.split('-').next().unwrap_or(text).to_lowercase()),
        };
    }
}

fn empty(tag: &BytesStart<'_>, open: &mut Open) {
    let name = tag.local_name();
    let name = name.into_inner();
    match (&open.field, &mut open.item) {
        (Some((Place::Content, _)), _) => {
            open.text.push('<');
            open.text.push_str(name);
            open.text.push('>');
        }
        (None, Some(item)) if name == "link" => link(tag, item),
        _ => {}
    }
}

fn push(open: &mut Open, text: &str) {
    if open.field.is_some() && !open.unread {
        open.text.push_str(text);
    }
}

/// `<link rel="alternate" href="...">` of Atom.
fn link(tag: &BytesStart<'_>, item: &mut Item) {
    let value = |name: &str| {
        let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
        found.map(|attribute| attribute.value.replace("&amp;", "&"))
    };
    let leads_to_page = value("rel").is_none_or(|rel| rel == "alternate");
    if let Some(href) = value("href").filter(|_| leads_to_page)
        && item.url.is_empty()
    {
        item.url = href;
    }
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

impl Item {
    fn set(&mut self, place: Place, text: String) {
        let set = |field: &mut String| {
            if field.is_empty() {
                text.trim().clone_into(field);
            }
        };
        match place {
            Place::Title => set(&mut self.title),
            Place::Link => set(&mut self.url),
            Place::Published => set(&mut self.published),
            Place::Updated => set(&mut self.updated),
            Place::Author if !text.trim().is_empty() => self.authors.push(author(&text)),
            Place::Author => {}
            Place::Content if text.trim().len() > self.content.len() => self.content = text.trim().to_owned(),
            Place::Content => {}
        }
    }

    fn document(&self, channel: &Channel, source: Source) -> Raw {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let kind =
            if self.content.contains("</") || self.content.contains("<br") { Kind::Html } else { Kind::Text };
        Raw {
            article_id: Some(source.article_id()),
            source: Some(source),
            url: given(&self.url),
            title: given(&plain(&self.title)),
            published: given(&self.published).or_else(|| given(&self.updated)),
            byline: given(&self.authors.join(", ")),
            outlet: channel.title.as_deref().map(plain),
            language: channel.language.clone(),
            ..Raw::new(self.content.as_str(), kind)
        }
    }
}

/// A title in which tags and entities of HTML are written out: "Port &amp; harbour <b>closed</b>".
fn plain(title: &str) -> String {
    if !title.contains(['&', '<']) {
        return title.to_owned();
    }
    let tree = html::parse(title);
    let words = tree.text_below(tree.root());
    let joined = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.is_empty() { title.to_owned() } else { joined }
}

/// "anna@courier.example (Anna Lund)" -> "Anna Lund"; "Anna Lund https://..." of Atom keeps its first line.
fn author(text: &str) -> String {
    let text = text.trim();
    match text.split_once('(') {
        Some((address, name)) if address.contains('@') => name.trim_end_matches(')').trim().to_owned(),
        _ => text.lines().next().unwrap_or(text).trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Raw> {
        read_feed(text, Path::new("news.xml"))
    }

    const RSS: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Orvik Courier</title>\
        <language>en-GB</language><item><title>Port &amp; harbour closed</title><link>https://courier.example/1</link>\
        <pubDate>Fri, 03 May 2024 10:00:00 +0400</pubDate><dc:creator>Anna Lund</dc:creator>\
        <description>Short.</description><content:encoded><![CDATA[<p>The port was closed on Friday.</p>]]></content:encoded>\
        </item></channel></rss>";

    #[test]
    fn items_of_rss_carry_their_full_content() {
        let rows = read(RSS);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].text, "<p>The port was closed on Friday.</p>");
        assert_eq!(rows[0].kind, Kind::Html);
        assert_eq!(rows[0].title.as_deref(), Some("Port & harbour closed"));
        assert_eq!(rows[0].url.as_deref(), Some("https://courier.example/1"));
        assert_eq!(rows[0].byline.as_deref(), Some("Anna Lund"));
        assert_eq!(rows[0].outlet.as_deref(), Some("The Orvik Courier"));
        assert_eq!(rows[0].language.as_deref(), Some("en"));
        assert_eq!(rows[0].article_id.as_deref(), Some("news.xml#1"));
    }

    #[test]
    fn entries_of_atom_are_read() {
        let rows = read(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Courier</title><entry>\
             <title type=\"html\">Port &amp;amp; quay &lt;b&gt;closed&lt;/b&gt;</title>\
             <link rel=\"self\" href=\"https://a.example/feed\"/><link href=\"https://a.example/1?a=1&amp;b=2\"/>\
             <published>2024-05-03T10:00:00+04:00</published><author><name>Anna Lund</name><email>a@a.example</email>\
             <uri>https://a.example/anna</uri></author>\
             <content type=\"xhtml\"><div><p>It was closed.</p></div></content></entry></feed>",
        );
        assert_eq!(rows[0].text, "<div><p>It was closed.</p></div>");
        assert_eq!(rows[0].title.as_deref(), Some("Port & quay closed"));
        assert_eq!(rows[0].url.as_deref(), Some("https://a.example/1?a=1&b=2"));
        assert_eq!(rows[0].byline.as_deref(), Some("Anna Lund"));
        assert_eq!(rows[0].published.as_deref(), Some("2024-05-03T10:00:00+04:00"));
    }

    #[test]
    fn a_feed_that_breaks_off_keeps_its_items_and_says_so() {
        let twice = RSS.replace("</item>", "</item><item><title>Cut");
        let cut = &twice[..twice.find("Cut").unwrap()];
        let rows = read(cut);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].issues, ["broken_feed 2"]);
        assert_eq!(read("<sitemap><url/></sitemap>")[0].issues, ["no_feed"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(<(rss|channel|item|entry|title|link|content|/item|/title|/content|br/)>?|[a-z&;\"=é ]{0,8}|<!\\[CDATA\\[|\\]\\]>){0,40}") {
            prop_assert!(!read(&text).is_empty() || text.contains("rss") || text.contains("channel"));
        }
    }
}
