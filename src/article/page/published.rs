//! When a page was published, and what that rests on.

use super::blocks::Block;
use super::meta::Meta;
use crate::article::date::{Order, Stated, read_date};
use crate::lexicon::Lexicon;
use crate::raw::html::{Attr, Tag, Tree};

/// A date with what it rests on.
#[derive(Clone, Debug)]
pub(super) struct Published {
    pub(super) stated: Stated,
    pub(super) evidence: String,
}

/// Meta tags that state the publication, best first.
const TAGS: [&str; 24] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date_published",
    "publication_date",
    "publish_date",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dc.created",
    "date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "article:post_date",
    "ptime",
    "originalpublicationdate",
];

/// Meta tags that state the last change.
const CHANGED: [&str; 6] = [
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
    "last-modified",
];

/// The date of publication: stated in the page's data, in its address, or shown near its heading.
pub(super) fn published(
    tree: &Tree,
    blocks: &[Block],
    meta: &Meta,
    url: Option<&str>,
    lexicon: &Lexicon,
) -> Option<Published> {
    let read = |text: &str| read_date(text.trim(), &lexicon.months, order_of(meta)).filter(is_plausible);
    if let Some(stated) = meta.published.as_deref().and_then(read) {
        return Some(Published { stated, evidence: "JSON-LD datePublished".to_owned() });
    }
    for tag in TAGS {
        if let Some(stated) = meta.tag(&[tag]).and_then(read) {
            return Some(Published { stated, evidence: format!("meta {tag}") });
        }
    }
    if let Some(stated) = marked_time(tree, &read) {
        return Some(stated);
    }
    let address = url.or(meta.canonical.as_deref());
    let in_url =
        address.and_then(|url| url_date(url).or_else(|| named_month(url, lexicon))).filter(is_plausible);
    let shown = shown_date(blocks, meta, lexicon);
    // A date near the heading that is the one of the address tells the time of day as well.
    if let (Some(url), Some(shown)) = (&in_url, &shown)
        && url.time.date() == shown.stated.time.date()
    {
        return Some(shown.clone());
    }
    if let Some(stated) = in_url {
        return Some(Published { stated, evidence: "URL".to_owned() });
    }
    shown
}

/// When the page says it was changed.
pub(super) fn changed(meta: &Meta, lexicon: &Lexicon) -> Option<Stated> {
    let stated = meta.modified.as_deref().or_else(|| meta.tag(&CHANGED))?;
    read_date(stated, &lexicon.months, order_of(meta)).filter(is_plausible)
}

/// American pages write the month first.
fn order_of(meta: &Meta) -> Order {
    match meta.language.as_deref().map(str::to_ascii_lowercase) {
        Some(language)
            if language == "en" || language.starts_with("en-us") || language.starts_with("en_us") =>
        {
            Order::MonthFirst
        }
        None => Order::MonthFirst,
        _ => Order::DayFirst,
    }
}

/// Pages date from the years of the web; other years are slips or placeholders.
fn is_plausible(stated: &Stated) -> bool {
    (1990..=2100).contains(&stated.time.year())
}

/// A `<time>` or an element that says it holds the publication date.
fn marked_time(tree: &Tree, read: &impl Fn(&str) -> Option<Stated>) -> Option<Published> {
    let mut first: Option<Published> = None;
    for id in tree.descendants(tree.root()) {
        let itemprop = tree.attr(id, Attr::Itemprop).unwrap_or_default();
        let marked = itemprop.to_ascii_lowercase().contains("datepublished");
        if !marked && tree.tag(id) != Tag::Time {
            continue;
        }
        let text = tree.attr(id, Attr::Datetime).or_else(|| tree.attr(id, Attr::Content)).map(str::to_owned);
        let stated = text.as_deref().and_then(read).or_else(|| read(&tree.text_below(id)));
        let Some(stated) = stated else { continue };
        if marked {
            return Some(Published { stated, evidence: "itemprop datePublished".to_owned() });
        }
        if itemprop.to_ascii_lowercase().contains("modified") {
            continue;
        }
        first.get_or_insert(Published { stated, evidence: "time element".to_owned() });
    }
    first
}

/// "/2023/12/22/", "/2023-12-22-", "/20231222/" in an address.
fn url_date(url: &str) -> Option<Stated> {
    let bytes = url.as_bytes();
    for at in 0..bytes.len().saturating_sub(7) {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        if before.is_some_and(u8::is_ascii_digit)
            || !bytes.get(at..at + 2).is_some_and(|year| year == b"20" || year == b"19")
        {
            continue;
        }
        let rest = url.get(at..)?;
        let digits = |from: usize, length: usize| rest.get(from..from + length)?.parse::<i16>().ok();
        let (year, month, day, end) = match bytes.get(at + 4) {
            Some(mark @ (b'/' | b'-' | b'_')) => {
                let second = rest.get(5..)?.find(char::from(*mark)).filter(|length| (1..=2).contains(length));
                let Some(second) = second else { continue };
                let start = 5 + second + 1;
                let length =
                    rest.get(start..).map_or(0, |day| day.bytes().take_while(u8::is_ascii_digit).count());
                if !(1..=2).contains(&length) {
                    continue;
                }
                (digits(0, 4), digits(5, second), digits(start, length), start + length)
            }
            Some(byte) if byte.is_ascii_digit() => (digits(0, 4), digits(4, 2), digits(6, 2), 8),
            _ => continue,
        };
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { continue };
        if rest.as_bytes().get(end).is_some_and(u8::is_ascii_digit) {
            continue;
        }
        let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        if let Ok(date) = date {
            return Some(Stated {
                time: date.at(0, 0, 0, 0),
                precision: crate::article::Precision::Day,
                zone: None,
                end,
            });
        }
    }
    None
}

/// "/2023/dec/22/" in an address.
fn named_month(url: &str, lexicon: &Lexicon) -> Option<Stated> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let month = lexicon.months.named(&month.to_lowercase())?;
        let year = year.parse::<i16>().ok().filter(|year| (1990..=2100).contains(year))?;
        let date = jiff::civil::Date::new(year, month, day.parse().ok()?).ok()?;
        Some(Stated {
            time: date.at(0, 0, 0, 0),
            precision: crate::article::Precision::Day,
            zone: None,
            end: 0,
        })
    })
}

/// A date that the page shows near its heading.
fn shown_date(blocks: &[Block], meta: &Meta, lexicon: &Lexicon) -> Option<Published> {
    let heading = blocks.iter().position(|block| block.tag == Tag::H1).unwrap_or(0);
    let near = blocks.iter().skip(heading.saturating_sub(4)).take(30).chain(blocks.iter().take(60));
    for block in near {
        if block.words > 25 {
            continue;
        }
        let mut starts = vec![0];
        starts.extend(
            block.text.match_indices([' ', '|', '•', ':']).map(|(at, mark)| at + mark.len()).take(20),
        );
        for start in starts {
            let Some(rest) = block.text.get(start..) else { continue };
            let stated = read_date(rest, &lexicon.months, order_of(meta)).filter(is_plausible);
            if let Some(mut stated) = stated {
                stated.end += start;
                return Some(Published { stated, evidence: "date shown near the title".to_owned() });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_addresses() {
        let day = |url: &str| url_date(url).map(|stated| stated.time.date().to_string());
        assert_eq!(day("https://a.example/2023/12/22/talks").as_deref(), Some("2023-12-22"));
        assert_eq!(day("https://a.example/news/2023-1-5-talks").as_deref(), Some("2023-01-05"));
        assert_eq!(day("https://a.example/20231222/1.html").as_deref(), Some("2023-12-22"));
        assert_eq!(day("https://a.example/story-2023122299887"), None);
        assert_eq!(day("https://a.example/2023/talks"), None);
    }
}
