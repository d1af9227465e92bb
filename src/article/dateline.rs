//! Datelines: "GENEVA (Reuters) —", "DES MOINES, Iowa, April 8 (Reuters) -", "BEIRUT/CAIRO, 3 March".

use jiff::civil::Date;

use super::{Article, Precision};
use crate::lexicon::{BylineWord, Country, Lexicon};

/// A dateline that a text begins with.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dateline {
    /// Where the phrase ends, its dash included.
    pub(super) end: usize,
    /// The place as printed.
    pub(super) place: Option<String>,
    /// The credit as printed: "Reuters".
    pub(super) credit: Option<String>,
    /// Month and day, and the year where it is named.
    pub(super) day: Option<Day>,
}

/// Month and day, and the year where it is named.
type Day = (i8, i8, Option<i16>);

/// Datelines are short.
const LONGEST: usize = 120;

/// Reads the dateline that `text` begins with.
///
/// A place in capitals, or a credit in brackets or slashes, and a dash that sets them apart from the report.
pub(super) fn read_dateline(text: &str, lexicon: &Lexicon) -> Option<Dateline> {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end)?;
    // Slash-credit style: "MOSCOW, December 22. /TASS/."
    if let Some(dateline) = slash_credit(head, lexicon) {
        return Some(dateline);
    }
    for (at, dash) in dashes(head) {
        let Some(mut dateline) = read_phrase(head.get(..at)?, lexicon) else { continue };
        dateline.end = dash;
        return Some(dateline);
    }
    unfinished(head, lexicon)
}

/// Dashes that can end a dateline: where they begin and where they end. A hyphen counts only between spaces.
fn dashes(head: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut chars = head.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_dash = match c {
            '—' | '–' | '―' => true,
            '-' => {
                let doubled = chars.next_if(|(_, next)| *next == '-').is_some();
                doubled
                    || ((before.is_whitespace() || before == ')')
                        && chars.peek().is_none_or(|(_, next)| next.is_whitespace()))
            }
            _ => false,
        };
        if is_dash && at > 0 {
            let end = chars.peek().map_or(head.len(), |(end, _)| *end);
            found.push((at, end));
        }
        before = c;
    }
    found
}

/// What stands before the dash.
fn read_phrase(phrase: &str, lexicon: &Lexicon) -> Option<Dateline> {
    let phrase = phrase.trim();
    let (front, credit) = match phrase.strip_suffix(')').and_then(|front| front.rsplit_once('(')) {
        Some((front, credit)) => (front.trim(), Some(credit.trim())),
        None => (phrase, None),
    };
    let known = credit.is_some_and(|credit| is_credit(credit, lexicon));
    if credit.is_some() && !known {
        return None;
    }
    let mut dateline = Dateline { credit: credit.map(str::to_owned), ..Dateline::default() };
    if front.is_empty() {
        // "(Reuters) - "
        return known.then_some(dateline);
    }
    // "ROME, March 13, Reuter -"
    let mut front = front;
    let mut known = known;
    if let (None, Some((rest, last))) = (&dateline.credit, front.rsplit_once(','))
        && lexicon.agencies.named(last).is_some()
    {
        dateline.credit = Some(last.trim().to_owned());
        front = rest;
        known = true;
    }
    let (place, day) = split_day(front, lexicon);
    dateline.day = day;
    let place = trim_place(place);
    if place.is_empty() {
        return day.is_some().then_some(dateline);
    }
    if !is_place(place, known || day.is_some(), lexicon) {
        return None;
    }
    dateline.place = Some(place_name(place));
    Some(dateline)
}

/// A place without marks behind it; the dot of "N.Y." and "Calif." stays.
fn trim_place(place: &str) -> &str {
    let place = place.trim().trim_end_matches([',', ':', ' ']);
    let Some(bare) = place.strip_suffix('.') else { return place };
    let last = bare.rsplit([' ', ',']).next().unwrap_or_default();
    let abbreviated = last.contains('.') || (bare.contains(',') && last.chars().count() <= 5);
    if abbreviated { place } else { bare.trim_end() }
}

/// "MOSCOW, December 22. /TASS/." and "YEREVAN /Armenpress/."
fn slash_credit(head: &str, lexicon: &Lexicon) -> Option<Dateline> {
    let open = head.find('/')?;
    let close = open + 1 + head.get(open + 1..)?.find('/')?;
    let credit = head.get(open + 1..close)?.trim();
    lexicon.agencies.named(credit)?;
    let mut end = close + 1;
    while head.get(end..)?.starts_with(['.', ':', ',', ' ', '-', '—', '–']) {
        end += head.get(end..)?.chars().next()?.len_utf8();
    }
    let end = head.get(..end)?.trim_end().len();
    let (place, day) = split_day(head.get(..open)?.trim().trim_end_matches('.'), lexicon);
    let place = place.trim().trim_end_matches([',', '.']).trim();
    if !place.is_empty() && !is_place(place, true, lexicon) {
        return None;
    }
    Some(Dateline {
        end,
        place: (!place.is_empty()).then(|| place_name(place)),
        credit: Some(credit.to_owned()),
        day,
    })
}

/// "YEREVAN, DECEMBER 22, ARMENPRESS." and "New Delhi, Nov 3 (IANS) The ...": no dash.
fn unfinished(head: &str, lexicon: &Lexicon) -> Option<Dateline> {
    // A credit in brackets ends it.
    if let (Some(open), Some(close)) = (head.find('('), head.find(')'))
        && open < close
    {
        let credit = head.get(open + 1..close)?.trim();
        let (place, day) = split_day(head.get(..open)?.trim(), lexicon);
        let place = place.trim().trim_end_matches([',', '.']).trim();
        if lexicon.agencies.named(credit).is_some() && day.is_some() && is_place(place, true, lexicon) {
            return Some(Dateline {
                end: close + 1,
                place: Some(place_name(place)),
                credit: Some(credit.to_owned()),
                day,
            });
        }
    }
    // An agency's name in capitals and a full stop end it.
    let stop = head.find(". ")?;
    let front = head.get(..stop)?;
    let (rest, credit) = front.rsplit_once(',')?;
    lexicon.agencies.named(credit.trim())?;
    let (place, day) = split_day(rest, lexicon);
    let place = place.trim().trim_end_matches(',').trim();
    if !is_place(place, day.is_some(), lexicon) {
        return None;
    }
    Some(Dateline {
        end: stop + 1,
        place: Some(place_name(place)),
        credit: Some(credit.trim().to_owned()),
        day,
    })
}

/// A credit: an agency we know, or one or two capitalised words that may be one.
fn is_credit(credit: &str, lexicon: &Lexicon) -> bool {
    if credit.split(['/', ',']).any(|part| lexicon.agencies.named(part).is_some()) {
        return true;
    }
    let words: Vec<&str> = credit.split_whitespace().collect();
    (1..=4).contains(&words.len())
        && !credit.chars().any(|c| c.is_ascii_digit())
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase) || *word == "of")
}

/// Splits "DES MOINES, Iowa, April 8" into the place and the day. Years are read where they stand.
fn split_day<'t>(text: &'t str, lexicon: &Lexicon) -> (&'t str, Option<Day>) {
    let words: Vec<(usize, &str)> = word_starts(text).collect();
    for index in 0..words.len() {
        let Some((start, day, used)) = day_at(&words, index, lexicon) else { continue };
        // Nothing but marks may stand behind the day.
        if index + used < words.len() {
            continue;
        }
        let mut place = text.get(..start).unwrap_or_default();
        // "Paris, le 3 mars", "Monday, 3 March"
        if let Some(rest) = place.trim_end().strip_suffix("le").or(place.trim_end().strip_suffix("den")) {
            place = rest;
        }
        return (place, Some(day));
    }
    (text, None)
}

fn day_at(words: &[(usize, &str)], index: usize, lexicon: &Lexicon) -> Option<(usize, Day, usize)> {
    let plain = |offset: usize| {
        words.get(index + offset).map(|(_, word)| word.trim_matches([',', '.', ':', '(', ')']).to_lowercase())
    };
    let month = |word: &str| lexicon.months.named(word);
    let day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        digits.parse::<i8>().ok().filter(|day| (1..=31).contains(day))
    };
    let (first, second) = (plain(0)?, plain(1)?);
    let pair = match (month(&first), day(&second)) {
        (Some(month), Some(day)) => (month, day),
        _ => (month(&second)?, day(&first)?),
    };
    let (start, _) = *words.get(index)?;
    let year = plain(2).and_then(|word| word.parse::<i16>().ok()).filter(|year| (1800..2200).contains(year));
    Some((start, (pair.0, pair.1, year), if year.is_some() { 3 } else { 2 }))
}

fn word_starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

/// Words that stand inside place names in small letters.
const SMALL: [&str; 14] =
    ["de", "la", "of", "the", "and", "du", "del", "al", "el", "an", "am", "sur", "upon", "on"];

/// A place as datelines print it: in capitals, or in ordinary letters where a credit or a day stands beside it.
fn is_place(place: &str, supported: bool, lexicon: &Lexicon) -> bool {
    if place.chars().count() > 60 || place.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let first_part = place.split([',', '/']).next().unwrap_or_default().trim();
    let words: Vec<&str> = place.split([' ', '/', '-']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() || words.len() > 9 {
        return false;
    }
    let capitalised = words.iter().all(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        bare.is_empty()
            || bare.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
            || SMALL.contains(&bare)
            || lexicon.bylines.is(bare, BylineWord::Particle)
            || bare.starts_with("d'")
            || bare.starts_with("al")
    });
    if !capitalised || place.contains(['"', '“', '”', '(', ')', '?', '!', ';', ':', '|', '[', ']', '@']) {
        return false;
    }
    let letters = first_part.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 3
        && first_part.chars().filter(|c| c.is_alphabetic()).all(|c| !c.is_lowercase() && c.is_uppercase());
    capitals || (supported && words.len() <= 6 && letters >= 2)
}

/// "DES MOINES, Iowa" -> "Des Moines, Iowa"; "BEIRUT/CAIRO" -> "Beirut/Cairo".
fn place_name(place: &str) -> String {
    let mut name = String::with_capacity(place.len());
    let mut word = String::new();
    for c in place.chars().chain(std::iter::once(' ')) {
        if c.is_alphabetic() || matches!(c, '\'' | '’' | '.') {
            word.push(c);
            continue;
        }
        name.push_str(&word_case(&word));
        word.clear();
        name.push(c);
    }
    name.trim_end().to_owned()
}

fn word_case(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if matches!(word, "ST." | "FT." | "MT." | "PT.") {
        let mut chars = word.chars();
        return chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect();
    }
    let dotted = word.contains('.') && letters <= 3;
    if letters < 3 && !matches!(word, "DE" | "LA" | "AL" | "EL" | "OF" | "ST" | "LE")
        || dotted
        || word.chars().any(char::is_lowercase)
    {
        return word.to_owned();
    }
    if matches!(word, "UAE" | "USA" | "UK" | "D.C." | "U.S." | "U.K." | "U.N.") {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    for (index, c) in word.chars().enumerate() {
        if index == 0 {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// Fills the dateline's columns of an article.
pub(super) fn set_dateline(article: &mut Article, dateline: &Dateline, phrase: &str, lexicon: &Lexicon) {
    article.dateline = Some(phrase.to_owned());
    article.dateline_place = dateline.place.clone();
    article.dateline_country = dateline.place.as_deref().and_then(|place| country_of(place, lexicon));
    if let Some(credit) = &dateline.credit {
        article.agency = Some(credit.clone());
    }
    let Some(day) = dateline.day else { return };
    article.dateline_date = resolve_day(day, article.published.map(|time| time.date()));
    if article.published.is_none()
        && let Some(date) = article.dateline_date
    {
        article.published = Some(date.at(0, 0, 0, 0));
        article.published_precision = Some(Precision::Day);
        article.published_evidence = Some("dateline".to_owned());
    }
}

/// The country a dateline place lies in: named behind it ("Kyiv, Ukraine"), told by its region ("Des Moines,
/// Iowa"), or the country of the one place of this name that a newspaper would print without a country.
fn country_of(place: &str, lexicon: &Lexicon) -> Option<Country> {
    let mut parts = place.split([',', '/']).map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next()?;
    let behind: Vec<Country> = parts
        .filter_map(|part| {
            let part = part.trim_end_matches('.');
            lexicon.countries.name(part).or_else(|| lexicon.places.resolve(part, &[])?.country)
        })
        .collect();
    let two_places = place.contains('/');
    if let (Some(country), false) = (behind.first(), two_places) {
        return Some(*country);
    }
    let found = lexicon
        .places
        .resolve(first, &behind)
        .and_then(|place| place.country)
        .or_else(|| lexicon.countries.capital(first))
        .or_else(|| lexicon.countries.name(first));
    // "BEIRUT/CAIRO": no single country.
    if two_places && behind.iter().any(|other| Some(*other) != found) { None } else { found }
}

/// The year of a day that names none: the year that puts it on the day of publication or shortly before it.
pub(super) fn resolve_day(day: Day, published: Option<Date>) -> Option<Date> {
    let (month, number, year) = day;
    if let Some(year) = year {
        return Date::new(year, month, number).ok();
    }
    let published = published?;
    let candidates = [published.year() - 1, published.year(), published.year() + 1];
    candidates
        .into_iter()
        .filter_map(|year| Date::new(year, month, number).ok())
        .min_by_key(|date| published.since(*date).map_or(i32::MAX, |gap| gap.get_days().abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Phrase, place, agency and day of a dateline.
    type Parts<S> = (S, Option<S>, Option<S>, Option<Day>);

    /// A text, then the parts of its dateline.
    type Case<'a> = (&'a str, &'a str, Option<&'a str>, Option<&'a str>, Option<Day>);

    fn read(text: &str) -> Option<Parts<String>> {
        let dateline = read_dateline(text, Lexicon::built_in().unwrap())?;
        Some((text[..dateline.end].to_owned(), dateline.place, dateline.credit, dateline.day))
    }

    #[test]
    fn wire_styles() {
        let cases: [Case<'_>; 9] = [
            ("GENEVA (Reuters) — Talks began.", "GENEVA (Reuters) —", Some("Geneva"), Some("Reuters"), None),
            (
                "DES MOINES, Iowa, April 8 - Corn rose.",
                "DES MOINES, Iowa, April 8 -",
                Some("Des Moines, Iowa"),
                None,
                Some((4, 8, None)),
            ),
            (
                "MOSCOW, December 22. /TASS/. The envoy spoke.",
                "MOSCOW, December 22. /TASS/.",
                Some("Moscow"),
                Some("TASS"),
                Some((12, 22, None)),
            ),
            ("(Reuters) - Shares fell.", "(Reuters) -", None, Some("Reuters"), None),
            (
                "BEIRUT/CAIRO, 3 March — Fighting went on.",
                "BEIRUT/CAIRO, 3 March —",
                Some("Beirut/Cairo"),
                None,
                Some((3, 3, None)),
            ),
            ("Berlin (dpa) - Der Rat tagt.", "Berlin (dpa) -", Some("Berlin"), Some("dpa"), None),
            (
                "KYIV, Ukraine (AP) — Rescuers worked.",
                "KYIV, Ukraine (AP) —",
                Some("Kyiv, Ukraine"),
                Some("AP"),
                None,
            ),
            (
                "NEW YORK, Jan. 4, 2021 -- Shares fell.",
                "NEW YORK, Jan. 4, 2021 --",
                Some("New York"),
                None,
                Some((1, 4, Some(2021))),
            ),
            (
                "YEREVAN, DECEMBER 22, ARMENPRESS. The council met.",
                "YEREVAN, DECEMBER 22, ARMENPRESS.",
                Some("Yerevan"),
                Some("ARMENPRESS"),
                Some((12, 22, None)),
            ),
        ];
        for (text, phrase, place, credit, day) in cases {
            let expected =
                Some((phrase.to_owned(), place.map(str::to_owned), credit.map(str::to_owned), day));
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_with_a_dash_has_no_dateline() {
        for text in [
            "The minister — who had just returned — spoke.",
            "Armenia - Ambassador Lund speaks in Geneva.",
            "“We won” — that was all she said.",
            "Talks - and more talks - followed.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_without_year_lies_near_the_publication() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(resolve_day((12, 30, None), Some(day("2024-01-02"))), Some(day("2023-12-30")));
        assert_eq!(resolve_day((3, 4, None), None), None);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "([A-Z]{2,8}[ ,/]{0,2}|\\(AP\\)|[—–-]{1,2}| |May 3|\\PC){0,12}") {
            if let Some(dateline) = read_dateline(&text, Lexicon::built_in().unwrap()) {
                prop_assert!(text.is_char_boundary(dateline.end));
            }
        }
    }
}
