//! When a page was published, and what that rests on.

use jiff::civil::Date;

use super::blocks::Block;
use super::meta::Meta;
use super::shown::{Shown, heading, shown_dates};
use crate::article::Precision;
use crate::article::date::{Order, Stated, read_date};
use crate::lexicon::{DateCue, Lexicon};
use crate::raw::html::{Attr, NodeId, Tag, Tree};

/// A date with what it rests on.
#[derive(Clone, Debug)]
pub(super) struct Published {
    pub(super) stated: Stated,
    pub(super) evidence: String,
}

/// What a page says about its dates.
#[derive(Clone, Debug, Default)]
pub(super) struct Dates {
    pub(super) published: Option<Published>,
    pub(super) updated: Option<Stated>,
    /// Whether the page states several days of publication that cannot all be right.
    pub(super) disagree: bool,
}

/// The dates of a page.
///
/// The date of publication is the one in the page's data; else a marked element, its address, or a date shown near the
/// title. What a page prints as its date corrects its data in two cases: data in UTC are moved to the outlet's own
/// time, and a page that was published anew (it prints the day that its data call the last change, and does not call
/// it an update) counts for the day it prints.
pub(super) fn dates(
    tree: &Tree,
    blocks: &[Block],
    meta: &Meta,
    title: Option<&str>,
    url: Option<&str>,
    lexicon: &Lexicon,
) -> Dates {
    let order = order_of(meta);
    let read = |text: &str| read_date(text.trim(), &lexicon.months, order).filter(is_plausible);
    let mut shown = shown_dates(blocks, title, order, lexicon);
    shown.retain(|shown| is_plausible(&shown.stated));
    let updated = meta.modified.as_deref().or_else(|| meta.tag(&lexicon.html.updated.meta)).and_then(read);
    let (renewed, shown): (Vec<Shown>, Vec<Shown>) =
        shown.into_iter().partition(|shown| shown.cue == Some(DateCue::Updated));
    let marked = marked_time(tree, blocks, title, lexicon, &read);
    let in_url = url.or(meta.canonical.as_deref());
    let in_url =
        in_url.and_then(|url| url_date(url).or_else(|| named_month(url, lexicon))).filter(is_plausible);
    let stated = in_data(meta, lexicon, &read).or_else(|| marked.published.clone());
    let disagree = disagree(stated.as_ref(), in_url.as_ref(), &shown);
    let published = match stated {
        Some(stated) => {
            // A day that the page itself calls an update is none of publication.
            let called = |day: Date| renewed.iter().any(|shown| shown.stated.time.date() == day);
            Some(corrected(stated, &shown, updated.as_ref().filter(|updated| !called(updated.time.date()))))
        }
        None => {
            let time = marked.time.filter(|timed| !is_later(&timed.found.stated, updated.as_ref()));
            without_data(time, in_url, &shown, &renewed)
        }
    };
    let updated = updated.or_else(|| renewed.into_iter().next().map(|shown| shown.stated));
    Dates { published, updated, disagree }
}

/// Whether a time lies behind the last change of the page, as its data state it: such a time is of another article, a
/// teaser's. Zones that one of the two leaves out are no more than fourteen hours.
fn is_later(stated: &Stated, updated: Option<&Stated>) -> bool {
    updated.is_some_and(|updated| stated.time.duration_since(updated.time).as_hours() >= 14)
}

/// The date of publication in JSON-LD or a meta tag.
fn in_data(meta: &Meta, lexicon: &Lexicon, read: &impl Fn(&str) -> Option<Stated>) -> Option<Published> {
    if let Some(stated) = meta.published.as_deref().and_then(read) {
        return Some(Published { stated, evidence: "JSON-LD datePublished".to_owned() });
    }
    lexicon.html.published.meta.iter().find_map(|tag| {
        let stated = meta.tag(&[tag]).and_then(read)?;
        Some(Published { stated, evidence: format!("meta {tag}") })
    })
}

/// The date of a page whose data state none: its address, a `<time>`, or a date near the title. Where the page prints
/// nothing but the day of its last change, that day stands in, and the evidence says so.
fn without_data(
    time: Option<Timed>,
    in_url: Option<Stated>,
    shown: &[Shown],
    renewed: &[Shown],
) -> Option<Published> {
    // Of dates shown, one that is called the date of publication is best.
    let cued = shown.iter().find(|shown| shown.cue == Some(DateCue::Published));
    let near = cued.or(shown.first()).map(|shown| Published {
        stated: shown.stated.clone(),
        evidence: "date shown near the title".to_owned(),
    });
    let update = renewed.first().filter(|shown| (-ABOVE..=NEAR).contains(&shown.distance)).map(|shown| {
        Published { stated: shown.stated.clone(), evidence: "update shown near the title".to_owned() }
    });
    let time = time.map(|timed| {
        let Published { stated, evidence } = timed.found;
        (timed.near, Published { stated: unswapped(stated, shown), evidence })
    });
    let Some(in_url) = in_url else {
        let (time_near, time_far) = match time {
            Some((true, time)) => (Some(time), None),
            Some((false, time)) => (None, Some(time)),
            None => (None, None),
        };
        return time_near
            .or_else(|| near.filter(|_| cued.is_some() || update.is_none()))
            .or(update)
            .or(time_far);
    };
    // A date on the page that is the one of the address tells the time of day as well.
    let on_that_day = |found: &Published| found.stated.time.date() == in_url.time.date();
    let same = time.map(|(_, time)| time).filter(on_that_day).or_else(|| near.filter(on_that_day));
    Some(same.unwrap_or_else(|| Published { stated: in_url, evidence: "URL".to_owned() }))
}

/// A date in the page's data, set right by what the page prints.
fn corrected(mut found: Published, shown: &[Shown], updated: Option<&Stated>) -> Published {
    let day = found.stated.time.date();
    let printed = shown.iter().filter(|shown| (0..=NEAR).contains(&shown.distance));
    let local = printed.clone().find_map(|shown| minutes_ahead(&found.stated, &shown.stated));
    if let Some(minutes) = local
        && let Ok(time) = found.stated.time.checked_add(jiff::Span::new().minutes(minutes))
    {
        let sign = if minutes < 0 { '-' } else { '+' };
        let zone = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
        found.stated.time = time;
        found.stated.zone = Some(zone);
        found.evidence.push_str(", in the time shown near the title");
        return found;
    }
    let stated = unswapped(found.stated.clone(), shown);
    if stated != found.stated {
        return Published { stated, ..found };
    }
    let Some(updated) = updated else { return found };
    let Some(first) = printed.clone().next() else { return found };
    let renewed = updated.time.date();
    if renewed > day
        && first.stated.time.date() == renewed
        && !printed.clone().any(|shown| shown.stated.time.date() == day)
    {
        let evidence = format!("date shown near the title ({} says {day})", found.evidence);
        return Published { stated: first.stated.clone(), evidence };
    }
    found
}

/// Sets right a day and a month that changed places: "03-09-2026" on a page that prints "March 9, 2026".
fn unswapped(mut stated: Stated, shown: &[Shown]) -> Stated {
    let day = stated.time.date();
    let Ok(swapped) = Date::new(day.year(), day.day(), day.month()) else { return stated };
    let prints = |day: Date| shown.iter().any(|shown| shown.stated.time.date() == day);
    if stated.precision == Precision::Day && prints(swapped) && !prints(day) {
        stated.time = swapped.to_datetime(stated.time.time());
    }
    stated
}

/// So many blocks above the title a page may print its own date.
const ABOVE: isize = 6;

/// So many blocks below the title a page prints its own date.
const NEAR: isize = 12;

/// By how many minutes the clock of a printed time is ahead of a time stated in UTC, where both are one moment.
fn minutes_ahead(stated: &Stated, printed: &Stated) -> Option<i64> {
    const FARTHEST: i64 = 14 * 60;
    let in_utc = matches!(stated.zone.as_deref(), Some("UTC" | "GMT" | "+00:00"));
    if !in_utc || stated.precision == Precision::Day || printed.precision == Precision::Day {
        return None;
    }
    let seconds = printed.time.duration_since(stated.time).as_secs();
    // Printed times leave the seconds out.
    let minutes = (seconds + i64::from(stated.time.second()) - i64::from(printed.time.second())) / 60;
    (minutes != 0 && minutes % 15 == 0 && minutes.abs() <= FARTHEST).then_some(minutes)
}

/// Whether days of publication are stated that cannot all be right: more than a day apart.
fn disagree(stated: Option<&Published>, in_url: Option<&Stated>, shown: &[Shown]) -> bool {
    let printed = shown.iter().filter(|shown| {
        (0..=NEAR).contains(&shown.distance) && (shown.cue.is_some() || shown.distance <= NEAR / 3)
    });
    let days = stated.map(|found| &found.stated).into_iter().chain(in_url);
    let days: Vec<Date> =
        days.chain(printed.take(1).map(|shown| &shown.stated)).map(|stated| stated.time.date()).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return false };
    last.duration_since(*first).as_hours() > 24
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

/// Dates in elements that are made for them.
#[derive(Clone, Debug, Default)]
struct Marked {
    /// An element that says it holds the date of publication.
    published: Option<Published>,
    /// The first `<time>` below the title, or else on the page.
    time: Option<Timed>,
}

/// A `<time>`, and whether it stands near the title.
#[derive(Clone, Debug)]
struct Timed {
    found: Published,
    near: bool,
}

fn marked_time(
    tree: &Tree,
    blocks: &[Block],
    title: Option<&str>,
    lexicon: &Lexicon,
    read: &impl Fn(&str) -> Option<Stated>,
) -> Marked {
    let heading = heading(blocks, title);
    let mut marked = Marked::default();
    let mut below_title = false;
    let mut first_is_below = false;
    for id in tree.descendants(tree.root()) {
        below_title |= tree.tag(id) == Tag::H1;
        let itemprop = tree.attr(id, Attr::Itemprop).unwrap_or_default().to_ascii_lowercase();
        let publishes = itemprop.contains("datepublished");
        if !publishes && tree.tag(id) != Tag::Time {
            continue;
        }
        let text = tree.attr(id, Attr::Datetime).or_else(|| tree.attr(id, Attr::Content));
        let stated = text.and_then(read).or_else(|| read(&tree.text_below(id)));
        let Some(stated) = stated else { continue };
        if publishes {
            let evidence = "itemprop datePublished".to_owned();
            marked.published = Some(Published { stated, evidence });
            return marked;
        }
        if itemprop.contains("modified") || is_update(tree, id, blocks, lexicon) {
            continue;
        }
        if marked.time.is_none() || (below_title && !first_is_below) {
            first_is_below = below_title;
            let near = block_of(tree, id, blocks)
                .is_none_or(|at| (-ABOVE..=NEAR).contains(&(at as isize - heading as isize)));
            marked.time =
                Some(Timed { found: Published { stated, evidence: "time element".to_owned() }, near });
        }
    }
    marked
}

/// Whether the words before a `<time>` say that it is the time of a change: "Last updated <time>...".
fn is_update(tree: &Tree, time: NodeId, blocks: &[Block], lexicon: &Lexicon) -> bool {
    let Some(raw) = tree.descendants(time).map(|id| tree.raw(id)).find(|raw| !raw.is_empty()) else {
        return false;
    };
    let at = blocks.partition_point(|block| block.raw.end <= raw.start);
    let Some(block) = blocks.get(at).filter(|block| block.raw.start <= raw.start) else { return false };
    let shown = crate::article::clean::clean(&tree.text_below(time));
    let before = block.text.find(&shown).and_then(|at| block.text.get(..at)).unwrap_or_default();
    let before =
        match (before.chars().any(char::is_alphanumeric), at.checked_sub(1).and_then(|at| blocks.get(at))) {
            (false, Some(block)) if block.words <= 4 => block.text.as_str(),
            _ => before,
        };
    lexicon.date_cues.at_end(&before.to_lowercase()) == Some(DateCue::Updated)
}

/// The block that shows the text of an element.
fn block_of(tree: &Tree, id: NodeId, blocks: &[Block]) -> Option<usize> {
    let raw = tree.descendants(id).map(|id| tree.raw(id)).find(|raw| !raw.is_empty())?;
    let at = blocks.partition_point(|block| block.raw.end <= raw.start);
    blocks.get(at).filter(|block| block.raw.start <= raw.start)?;
    Some(at)
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
            return Some(Stated { time: date.at(0, 0, 0, 0), precision: Precision::Day, zone: None, end });
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
        Some(Stated { time: date.at(0, 0, 0, 0), precision: Precision::Day, zone: None, end: 0 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_dates(page: &str) -> Dates {
        let tree = crate::raw::html::parse(page);
        let blocks = super::super::blocks::cut_blocks(&tree);
        let meta = super::super::meta::read_meta(&tree);
        dates(&tree, &blocks, &meta, Some("Talks go on"), None, Lexicon::built_in().unwrap())
    }

    fn day(page: &str) -> Option<String> {
        page_dates(page).published.map(|found| found.stated.time.date().to_string())
    }

    const META: &str = "<meta property=article:published_time content=";

    #[test]
    fn utc_becomes_the_time_that_the_page_prints() {
        let page =
            format!("{META}2023-12-23T03:00:46Z><h1>Talks go on</h1><p>December 22, 2023 10:00 PM</p>");
        let found = page_dates(&page).published.unwrap();
        assert_eq!(found.stated.time.to_string(), "2023-12-22T22:00:46");
        assert_eq!(found.stated.zone.as_deref(), Some("-05:00"));
    }

    #[test]
    fn a_page_published_anew_counts_for_the_day_it_prints() {
        let changed = "<meta property=article:modified_time content=2023-12-24>";
        let head = format!("{META}2019-11-25>{changed}<h1>Talks go on</h1>");
        let page = format!("{head}<div>24 December 2023</div>");
        assert_eq!(day(&page).as_deref(), Some("2023-12-24"));
        assert!(page_dates(&page).disagree);
        // Called an update, it is none.
        let page = format!("{head}<div>Last updated 24 December 2023</div>");
        assert_eq!(day(&page).as_deref(), Some("2019-11-25"));
    }

    #[test]
    fn the_date_of_an_update_is_kept_apart() {
        let page = "<h1>Talks go on</h1><p>Published: 3 May 2024 | Updated: 5 May 2024</p>";
        let found = page_dates(page);
        assert_eq!(found.published.unwrap().stated.time.date().to_string(), "2024-05-03");
        assert_eq!(found.updated.unwrap().time.date().to_string(), "2024-05-05");
        let alone =
            page_dates("<h1>Talks go on</h1><p>Updated: <time>5 May 2024</time></p>").published.unwrap();
        assert_eq!(alone.evidence, "update shown near the title");
    }

    #[test]
    fn a_time_behind_the_last_change_is_of_another_article() {
        let head = "<meta property=article:modified_time content=2024-05-05T10:00:00Z><h1>Talks go on</h1>";
        let teaser = |time: &str| format!("{head}<p>Envoys met in Geneva.</p><time datetime={time}></time>");
        assert_eq!(day(&teaser("2024-05-09T08:00:00Z")), None);
        assert_eq!(day(&teaser("2024-05-05T19:00:00+09:00")).as_deref(), Some("2024-05-05"));
    }

    #[test]
    fn dates_stand_in_elements_side_by_side() {
        let page =
            "<h1>Talks go on</h1><p><span>Anna Lund</span><span>May 03, 2024</span><span>2 Shares</span></p>";
        assert_eq!(day(page).as_deref(), Some("2024-05-03"));
    }

    #[test]
    fn day_and_month_are_set_right_by_what_is_printed() {
        let page = format!("{META}03-09-2026><h1>Talks go on</h1><p>Published March 9, 2026</p>");
        assert_eq!(day(&page).as_deref(), Some("2026-03-09"));
        let page = format!("{META}03-09-2026><h1>Talks go on</h1><p>Published 3 September 2026</p>");
        assert_eq!(day(&page).as_deref(), Some("2026-09-03"));
    }

    #[test]
    fn dates_of_teasers_are_not_taken() {
        let page = "<h1>Talks go on</h1><p><a href=x>Earlier talks 1 May 2024</a></p><p><a href=y>More talks 2 May 2024</a>\
                    </p><p><a href=z>Older talks 30 April 2024</a></p><p>Date 3 May 2024</p>";
        assert_eq!(day(page).as_deref(), Some("2024-05-03"));
    }

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
