//! The headline of a page.

use super::blocks::Block;
use super::features::squeeze;
use super::meta::Meta;
use crate::article::lines::count_words;
use crate::raw::html::Tag;

/// Marks that set the outlet's name apart in a page title.
const BARS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " » ", " / "];

/// The headline: what the page shows as its heading, if its own statements bear that out; else what they state.
///
/// "Talks resume in Geneva | The Courier" -> "Talks resume in Geneva"
pub(super) fn headline(blocks: &[Block], meta: &Meta, outlet: Option<&str>) -> Option<String> {
    let stated: Vec<&str> = [
        meta.headline.as_deref(),
        meta.tag(&["og:title"]),
        meta.tag(&["twitter:title", "dc.title", "title", "parsely-title", "sailthru.title"]),
        meta.title.as_deref(),
    ]
    .into_iter()
    .flatten()
    .filter(|title| !title.trim().is_empty())
    .collect();
    let keys: Vec<String> = stated.iter().map(|title| squeeze(title, 400)).collect();
    let shown = |tag: Tag| {
        blocks
            .iter()
            .filter(move |block| block.tag == tag && (1..=45).contains(&block.words))
            .map(|block| (block, squeeze(&block.text, 400)))
            .filter(|(_, key)| key.len() >= 6)
    };
    // A heading that a statement begins with or holds.
    let mut best: Option<(usize, &Block)> = None;
    for tag in [Tag::H1, Tag::H2, Tag::H3] {
        for (block, key) in shown(tag) {
            let agreeing = keys.iter().filter(|stated| stated.contains(key.as_str())).count();
            let fits = agreeing > 0 && (count_words(&block.text) >= 3 || keys.contains(&key));
            if fits && best.is_none_or(|(known, _)| key.len() > known) {
                best = Some((key.len(), block));
            }
        }
        if let Some((_, block)) = best {
            return Some(block.text.clone());
        }
    }
    let named = outlet.map(|outlet| squeeze(outlet, 60));
    let short = shown(Tag::H1).find(|(block, key)| {
        begins_before_bar(&stated, &block.text) && named.as_ref().is_none_or(|named| named != key)
    });
    if let Some((block, _)) = short {
        return Some(block.text.clone());
    }
    let cleaned = stated.first().map(|title| without_outlet(title, outlet, &keys));
    // One heading of the first rank that shares words with what is stated, where the two are worded differently.
    let mut headings = shown(Tag::H1).filter(|(block, _)| block.words >= 3);
    if let (Some((block, _)), None) = (headings.next(), headings.next())
        && cleaned.as_deref().is_none_or(|title| shares_words(title, &block.text))
    {
        return Some(block.text.clone());
    }
    cleaned.filter(|title| !title.is_empty())
}

/// A short heading is one where a statement sets it apart by a bar: "Port closed - The Courier".
fn begins_before_bar(stated: &[&str], heading: &str) -> bool {
    let behind = |title: &&str| title.trim().strip_prefix(heading).map(str::to_owned);
    stated.iter().filter_map(behind).any(|rest| BARS.iter().any(|bar| rest.starts_with(bar)))
}

fn shares_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= 4)
            .map(str::to_lowercase)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    a.iter().filter(|word| b.contains(word)).count() >= 2
}

/// A page title without the outlet's name at its end or beginning.
fn without_outlet(title: &str, outlet: Option<&str>, others: &[String]) -> String {
    let title = title.trim();
    let mut best = title;
    for bar in BARS {
        let Some((front, back)) = title.rsplit_once(bar) else { continue };
        let front_key = squeeze(front, 400);
        let stated = others.contains(&front_key);
        let named = outlet.is_some_and(|outlet| squeeze(outlet, 60) == squeeze(back, 60));
        let short = matches!(bar, " | " | " :: " | " • " | " · " | " » ") && count_words(back) <= 4;
        let tail = count_words(back) <= 3 && count_words(front) >= 4 && matches!(bar, " - " | " – " | " — ");
        if (stated || named || short || tail) && front.len() < best.len() && count_words(front) >= 2 {
            best = front;
        }
    }
    best.trim().to_owned()
}
