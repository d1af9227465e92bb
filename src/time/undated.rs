//! The day of an article that does not state one, from what its text says.

use jiff::civil::Date;

use super::find::recognize;
use super::meaning::{Found, Meaning, Origin, Which, YearOf};
use super::moment::{Moment, shift_days, weekday_number};
use super::tense::{Tense, top_token};
use crate::article::{ArticleView, Precision};
use crate::lexicon::Lexicon;
use crate::lexicon::time::{Sense, Unit};
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos};
use crate::text::Document;

/// On which day, or on which of a few days, an article appeared, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The possible days, earliest first; never empty.
    pub days: Vec<Date>,
    /// `Day` where there is one day; else how far the days lie apart.
    pub precision: Precision,
    /// What it rests on, in words, with the pieces of text.
    pub evidence: String,
}

impl Published {
    /// The day, where there is only one.
    pub fn day(&self) -> Option<Date> {
        match self.days.as_slice() {
            [day] => Some(*day),
            _ => None,
        }
    }

    pub(super) fn new(days: Vec<Date>, evidence: String) -> Option<Self> {
        let (first, last) = (*days.first()?, *days.last()?);
        let precision = match (last - first).get_days() {
            0 => Precision::Day,
            1..=6 => Precision::Week,
            7..=31 => Precision::Month,
            _ => Precision::Year,
        };
        let evidence = match days.len() {
            1 => evidence,
            _ => {
                let listed: Vec<String> = days.iter().map(Date::to_string).collect();
                format!("one of {}: {evidence}", listed.join(", "))
            }
        };
        Some(Self { days, precision, evidence })
    }
}

/// How many sentences of running text the opening has.
const OPENING: usize = 4;
/// How many dates of an opening are looked at.
const MOST: usize = 32;
/// How long after a day that it names by date an article is thought to appear.
const NAMED_BY_DATE: i64 = 31;
/// Years in which every weekday meets every day of the year.
const CYCLE: i16 = 12;

/// Finds the day on which an article without a date was written.
///
/// "said on Monday, April 10" leaves the years in which 10 April is a Monday; a year that the text tells of as past,
/// or a name that did not exist before ("COVID-19"), bounds them from below, the list's horizon from above. Where more
/// than one day is left, all are given. Where nothing bounds the years, the answer is none: a wrong day is worse.
pub fn undated(view: &ArticleView<'_>, parsed: &Parsed<'_>, lexicon: &Lexicon) -> Option<Published> {
    let found = recognize(view, parsed, lexicon);
    infer(view, parsed, &found, lexicon)
}

/// The numbers of the sentences whose trees [`undated`] looks at, in order; none where it can only say no: no day of the
/// text is named by month and number.
pub fn telling_sentences(view: &ArticleView<'_>, document: &Document<'_>, lexicon: &Lexicon) -> Vec<usize> {
    let parsed = Parsed::new(document.clone(), Vec::new());
    let found = recognize(view, &parsed, lexicon);
    if !found.iter().any(|found| anchor(found, &found.meaning).is_some()) {
        return Vec::new();
    }
    let sentences = &document.sentences;
    let mut numbers: Vec<usize> = found
        .iter()
        .flat_map(|found| {
            let behind = sentences.partition_point(|sentence| sentence.span.start < found.span.end);
            found.sentence as usize..behind
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The day, where exactly one is left.
pub(super) fn only_day(
    view: &ArticleView<'_>,
    parsed: &Parsed<'_>,
    found: &[Found],
    lexicon: &Lexicon,
) -> Option<Date> {
    infer(view, parsed, found, lexicon)?.day()
}

fn infer(
    view: &ArticleView<'_>,
    parsed: &Parsed<'_>,
    found: &[Found],
    lexicon: &Lexicon,
) -> Option<Published> {
    let text = Undated { text: view.text, parsed, found, lexicon, opening: opening(parsed) };
    text.today_by_date().or_else(|| text.dated_opening()).or_else(|| text.weekday_in_opening())
}

/// Index of the first sentence after the opening: headlines, captions and bylines do not count.
pub(super) fn opening(parsed: &Parsed<'_>) -> u32 {
    let document = &parsed.document;
    let running = document.sentences.iter().enumerate().filter(|(_, sentence)| {
        let text = sentence.span.of(document.text).trim_end_matches(['"', '\u{201d}', '\u{2019}', ')', '\'']);
        sentence.tokens.len() >= 8 && text.ends_with(['.', '!', '?', ','])
    });
    running.take(OPENING).last().map_or(0, |(index, _)| index as u32 + 1)
}

/// A day named by month and number, its year perhaps open.
#[derive(Clone, Copy)]
struct Anchor<'f> {
    month: i8,
    day: i8,
    weekday: Option<u8>,
    year: Option<i16>,
    found: &'f Found,
}

/// The earliest day that the article can be from, and what shows it.
struct Floor {
    day: Date,
    shown_by: String,
}

struct Undated<'a> {
    text: &'a str,
    parsed: &'a Parsed<'a>,
    found: &'a [Found],
    lexicon: &'a Lexicon,
    opening: u32,
}

impl<'a> Undated<'a> {
    fn words(&self, found: &Found) -> &'a str {
        found.span.of(self.text)
    }

    /// All days named by month and number, in text order.
    fn anchors(&self) -> impl Iterator<Item = Anchor<'a>> {
        self.found.iter().filter_map(|found| anchor(found, &found.meaning))
    }

    /// "resigned today, May 14, 2024", "yesterday (13 May 2024)": the text says itself which day it is.
    fn today_by_date(&self) -> Option<Published> {
        let pairs = self.found.iter().zip(self.found.iter().skip(1));
        let mut pairs = pairs.filter(|(one, _)| one.sentence < self.opening);
        let (day, one, two) = pairs.find_map(|(one, two)| {
            let Meaning::Shift { count: Some(count @ -1..=1), unit: Unit::Day, from: Origin::Publication } =
                one.meaning
            else {
                return None;
            };
            let gap = self.text.get(one.span.end as usize..two.span.start as usize)?.trim();
            if self.is_quoted(one) {
                return None;
            }
            let anchor = anchor(two, &two.meaning).filter(|_| [",", "(", ", on"].contains(&gap))?;
            let day = Date::new(anchor.year?, anchor.month, anchor.day).ok()?;
            Some((shift_days(day, -count), one, two))
        })?;
        if self.floor().is_some_and(|floor| floor.day > shift_days(day, 1)) {
            return None;
        }
        let evidence = format!("\u{201c}{}, {}\u{201d} in the opening", self.words(one), self.words(two));
        Published::new(vec![day], evidence)
    }

    /// Whether an expression stands in words of another, who may have said them any time: an opened mark before it.
    fn is_quoted(&self, found: &Found) -> bool {
        let sentence = self.parsed.document.sentences.get(found.sentence as usize);
        let start = sentence.map_or(0, |sentence| sentence.span.start as usize);
        let before = self.text.get(start..found.span.start as usize).unwrap_or_default();
        let straight = before.matches('"').count() % 2 == 1;
        straight || before.matches('\u{201c}').count() > before.matches('\u{201d}').count()
    }

    /// A day named in the opening as the day of the news: "said on Monday, April 10".
    fn dated_opening(&self) -> Option<Published> {
        let floor = self.floor();
        let told =
            |anchor: &Anchor<'a>| anchor.found.sentence < self.opening && anchor.found.tense != Tense::Future;
        let (anchor, weekday, why) = self.anchors().filter(told).take(MOST).find_map(|anchor| {
            if anchor.year.is_some() {
                let why = self.full_date(&anchor, floor.as_ref())?;
                return Some((anchor, None, why));
            }
            if let Some(weekday) = anchor.weekday {
                return Some((
                    anchor,
                    Some(weekday),
                    format!("\u{201c}{}\u{201d} in the opening", self.words(anchor.found)),
                ));
            }
            let (weekday, why) = self.same_happening(&anchor)?;
            Some((anchor, Some(weekday), why))
        })?;
        let days = self.days_of(&anchor, weekday, floor.as_ref())?;
        if days.iter().any(|&day| self.is_told_later(day, &anchor)) {
            return None;
        }
        let evidence = match (anchor.year, weekday, &floor) {
            (None, Some(_), Some(floor)) => {
                let years =
                    weekday.map(|weekday| self.years_below(&anchor, weekday, floor)).unwrap_or_default();
                format!("{why}{years}; {}", floor.shown_by)
            }
            _ => why,
        };
        match self.other_weekday(&anchor, weekday) {
            None => Published::new(days, evidence),
            // The article speaks from another day than the one it dates: "said on Thursday that on Monday, April 10, ..."
            Some((weekday, found)) => {
                let day = *days.first().filter(|_| days.len() == 1)?;
                let later = days_with(weekday, day, shift_days(day, 14));
                Published::new(
                    later,
                    format!("{evidence}; written on a \u{201c}{}\u{201d} after it", self.words(found)),
                )
            }
        }
    }

    /// A date with its year in the opening, told in the past by a main clause, with nothing later, in a text that speaks
    /// as news does ("Friday", "..., the ministry said"): a history of 11 September 2001 does not.
    ///
    /// A writer gives the year of what is old: "a museum about the disaster of Friday, 26 April 1986, opened on Monday"
    /// is not of 1986. So a date that hangs from a noun or a clause beside the main one says nothing, and none does
    /// beside another weekday.
    fn full_date(&self, anchor: &Anchor<'a>, floor: Option<&Floor>) -> Option<String> {
        let day = Date::new(anchor.year?, anchor.month, anchor.day).ok()?;
        if anchor.found.tense != Tense::Past
            || floor.is_some_and(|floor| floor.day > day)
            || self.is_caption(anchor)
            || anchor.weekday.is_some_and(|weekday| weekday != weekday_number(day))
        {
            return None;
        }
        let reported = is_reported(self.parsed, anchor.found.span)?;
        if self.looks_back() {
            return None;
        }
        let other_weekday = self.found.iter().any(|found| match found.meaning {
            Meaning::Weekday { weekday, which: Which::Bare, .. } => {
                weekday != weekday_number(day)
                    && found.tense != Tense::Future
                    && found.sentence < self.opening
            }
            _ => false,
        });
        if other_weekday {
            return None;
        }
        let later = |other: &Anchor<'_>| {
            other.year.is_none() && (other.month, other.day) > (anchor.month, anchor.day)
        };
        if self.anchors().any(|other| later(&other) && other.found.tense != Tense::Future) {
            return None;
        }
        let news = self.found.iter().find(|found| match &found.meaning {
            Meaning::Weekday { weekday, .. } => found.tense != Tense::Past || *weekday == weekday_number(day),
            _ => false,
        });
        let date = self.words(anchor.found);
        match news {
            Some(news) => {
                let news = self.words(news);
                Some(format!(
                    "\u{201c}{date}\u{201d} in the opening, and the text speaks of \u{201c}{news}\u{201d}"
                ))
            }
            None => reported.then(|| format!("\u{201c}{date}\u{201d} in the opening, of what was said")),
        }
    }

    /// Whether the text tells of years gone by: "since then", "three years later", "last year".
    fn looks_back(&self) -> bool {
        let gone = |meaning: &Meaning| {
            matches!(
                meaning,
                Meaning::Then
                    | Meaning::Shift { count: Some(1..), from: Origin::LastNamed, .. }
                    | Meaning::Unit { which: Which::Last | Which::This, unit: Unit::Year }
            )
        };
        self.found.iter().any(|found| gone(&found.meaning))
    }

    /// Whether the date is hung on the end of its sentence, as under a picture: "speaks in Accra, July 3, 2023."
    fn is_caption(&self, anchor: &Anchor<'_>) -> bool {
        let before = self.text.get(..anchor.found.span.start as usize).unwrap_or_default();
        let after = self.text.get(anchor.found.span.end as usize..).unwrap_or_default();
        before.trim_end().ends_with([',', '(', '-', '\u{2013}'])
            && (after.is_empty() || after.starts_with(['.', '\n', ')']))
    }

    /// "closed its border crossings on Friday. 'On May 24 the crossings were closed,' the ministry said": two sentences of one happening give one day its weekday and its number.
    fn same_happening(&self, anchor: &Anchor<'a>) -> Option<(u8, String)> {
        if anchor.found.tense != Tense::Past {
            return None;
        }
        self.found.iter().filter(|found| found.sentence < self.opening).find_map(|found| {
            let Meaning::Weekday { weekday, which: Which::Bare, week: None } = found.meaning else {
                return None;
            };
            let apart = found.sentence.abs_diff(anchor.found.sentence);
            if found.tense == Tense::Future || apart != 1 {
                return None;
            }
            let shared = self.shared_words(found.sentence, anchor.found.sentence);
            if shared.len() < 2 {
                return None;
            }
            let why = format!(
                "\u{201c}{}\u{201d} and \u{201c}{}\u{201d} in neighbouring sentences on one happening ({})",
                self.words(found),
                self.words(anchor.found),
                shared.join(", ")
            );
            Some((weekday, why))
        })
    }

    /// Words of some weight that two sentences share; names of countries and people carry too little to count.
    fn shared_words(&self, one: u32, other: u32) -> Vec<String> {
        let words = |sentence: u32| -> Vec<String> {
            let Some(sentence) = self.parsed.document.sentences.get(sentence as usize) else {
                return Vec::new();
            };
            sentence
                .tokens
                .clone()
                .map(|token| self.parsed.document.token_text(token))
                .filter(|word| word.chars().count() >= 6 && word.chars().all(char::is_alphabetic))
                .map(str::to_lowercase)
                .collect()
        };
        let known = words(other);
        let mut shared: Vec<String> = words(one).into_iter().filter(|word| known.contains(word)).collect();
        shared.sort();
        shared.dedup();
        shared
    }

    /// The days an anchor can be, from the floor to the horizon.
    fn days_of(&self, anchor: &Anchor<'_>, weekday: Option<u8>, floor: Option<&Floor>) -> Option<Vec<Date>> {
        if let Some(year) = anchor.year {
            return Some(vec![Date::new(year, anchor.month, anchor.day).ok()?]);
        }
        let (weekday, floor) = (weekday?, floor?);
        let last = self.lexicon.time.horizon().max(floor.day.year());
        // "on Monday, 13 May, a week before the elections of 20 May 2024": the day lies before what shows the year.
        let before = Date::new(floor.day.year(), anchor.month, anchor.day).ok().is_some_and(|day| {
            weekday_number(day) == weekday && (1..60).contains(&(floor.day - day).get_days())
        });
        if before {
            return None;
        }
        let fits = |year: i16| {
            let day = Date::new(year, anchor.month, anchor.day).ok()?;
            (day >= floor.day && weekday_number(day) == weekday).then_some(day)
        };
        let days: Vec<Date> = (floor.day.year()..=last).filter_map(fits).collect();
        (!days.is_empty()).then_some(days)
    }

    /// Years before the floor in which the day falls on the weekday, in words.
    fn years_below(&self, anchor: &Anchor<'_>, weekday: u8, floor: &Floor) -> String {
        let year = floor.day.year();
        let fits = |year: &i16| {
            Date::new(*year, anchor.month, anchor.day)
                .is_ok_and(|day| weekday_number(day) == weekday && day < floor.day)
        };
        match (year.saturating_sub(CYCLE)..=year).rev().find(fits) {
            Some(year) => format!(", which also fits {year}"),
            None => String::new(),
        }
    }

    /// Whether the text tells of a day after `day` as past, within weeks of it.
    fn is_told_later(&self, day: Date, anchor: &Anchor<'_>) -> bool {
        self.anchors().any(|other| {
            let year = other.year.unwrap_or(day.year());
            let told = other.found.tense == Tense::Past && other.found.span != anchor.found.span;
            let later = Date::new(year, other.month, other.day)
                .is_ok_and(|other| (1..60).contains(&(other - day).get_days()));
            told && later
        })
    }

    /// A bare weekday told as past in the opening before the anchor, that is not the anchor's.
    fn other_weekday(&self, anchor: &Anchor<'_>, weekday: Option<u8>) -> Option<(u8, &'a Found)> {
        let own =
            weekday.or_else(|| Date::new(anchor.year?, anchor.month, anchor.day).ok().map(weekday_number))?;
        self.found
            .iter()
            .filter(|found| found.span.start < anchor.found.span.start && found.sentence < self.opening)
            .find_map(|found| match found.meaning {
                Meaning::Weekday { weekday, which: Which::Bare, .. }
                    if weekday != own && found.tense != Tense::Future =>
                {
                    Some((weekday, found))
                }
                _ => None,
            })
    }

    /// "said on Friday", with a later day of the text named by date: the Fridays after that.
    fn weekday_in_opening(&self) -> Option<Published> {
        let (weekday, said) =
            self.found.iter().filter(|found| found.sentence < self.opening).find_map(|found| match found
                .meaning
            {
                Meaning::Weekday { weekday, which: Which::Bare, week: None }
                    if found.tense != Tense::Future =>
                {
                    Some((weekday, found))
                }
                _ => None,
            })?;
        let floor = self.floor()?;
        let past = |anchor: &Anchor<'_>| !matches!(anchor.found.tense, Tense::Future | Tense::Present);
        let open: Vec<Anchor<'_>> =
            self.anchors().filter(past).filter(|anchor| anchor.year.is_none()).collect();
        // A day given with its year may lie any time back: "declared on 1 August 2018. Since then ..."
        let anchor = open.iter().copied().max_by_key(|anchor| (anchor.month, anchor.day))?;
        // Days at both ends of a year: which came later cannot be told.
        if open.iter().any(|other| anchor.month - other.month > 8) {
            return None;
        }
        // A day without a year or weekday fits every year.
        let days = self.days_of(&anchor, anchor.weekday, Some(&floor))?;
        let day = *days.first().filter(|_| days.len() == 1)?;
        let mut until = shift_days(day, NAMED_BY_DATE);
        let this_year = self.found.iter().any(|found| {
            matches!(found.meaning, Meaning::Date { year: Some(YearOf::Named(Which::This)), .. })
        });
        if this_year {
            until = until.min(Date::new(day.year(), 12, 31).unwrap_or(until));
        }
        let days = days_with(weekday, shift_days(day, 1), until);
        let why = format!(
            "\u{201c}{}\u{201d} in the opening, after \u{201c}{}\u{201d}; {}",
            self.words(said),
            self.words(anchor.found),
            floor.shown_by
        );
        Published::new(days, why)
    }

    /// The latest day that the text shows to be past.
    fn floor(&self) -> Option<Floor> {
        let named = self.found.iter().filter_map(|found| {
            let day = past_day(&found.meaning)?;
            let certain = found.tense != Tense::Future && !self.may_lie_ahead(found);
            certain.then(|| Floor { day, shown_by: format!("\u{201c}{}\u{201d} is past", self.words(found)) })
        });
        let eras = self.lexicon.time.eras().iter().filter_map(|(name, year)| {
            let day = Date::new(*year, 1, 1).ok()?;
            memchr::memmem::find(self.text.as_bytes(), name.as_bytes())?;
            Some(Floor { day, shown_by: format!("\u{201c}{name}\u{201d} is of {year} or later") })
        });
        let mut best: Option<Floor> = None;
        for floor in named.chain(eras) {
            if best.as_ref().is_none_or(|best| floor.day > best.day) {
                best = Some(floor);
            }
        }
        best
    }

    /// "by 2030", "the 2024 election": the year may still lie ahead.
    fn may_lie_ahead(&self, found: &Found) -> bool {
        let has = |word: &str, sense: Sense| {
            self.lexicon.time.entry(word).is_some_and(|entry| entry.senses.contains(&sense))
        };
        let before = self.text.get(..found.span.start as usize).unwrap_or_default();
        let before = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let after = self.text.get(found.span.end as usize..).unwrap_or_default().trim_start();
        let after = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let until =
            ["by", "until", "till", "before", "for"].iter().any(|word| before.eq_ignore_ascii_case(word));
        until || has(after, Sense::Planned)
    }
}

/// Verbs of the report that closes a sentence.
const REPORTS: [&str; 4] = ["announce", "confirm", "report", "say"];

/// Whether a date belongs to a main clause that is told as somebody's news: "resigned on Monday, May 13, 2024, his
/// office said", "said on Monday, May 13, 2024, that".
///
/// None where it hangs from a noun ("the disaster of ...") or from a clause about one ("arrested on ..."), where the
/// clause goes on to other happenings ("fell in 1973, and his widow died"), where a report only begins before it
/// ("prosecutors said that the bridge fell on ..."); nothing is told without a tree.
fn is_reported(parsed: &Parsed<'_>, span: Span) -> Option<bool> {
    let top = top_token(parsed, span)?;
    let verb = parsed.head(top)?;
    let date = parsed.words.get(top)?;
    let told = matches!(date.relation, Relation::Obl | Relation::OblUnmarked | Relation::Advmod);
    // A day that opens its sentence begins a history: "On Tuesday, 14 August 2018, the bridge fell".
    if !told || top < verb || parsed.words.get(verb)?.upos != Upos::Verb {
        return None;
    }
    // "resigned on Monday, his office said": parsers take the report for a second happening.
    let said_after = |token: usize| {
        let says = parsed.words.get(token).is_some_and(|word| REPORTS.contains(&word.lemma.as_str()));
        says && parsed.child(token, Relation::Cc).is_none()
    };
    let mut reported = false;
    for other in parsed
        .children(verb)
        .filter(|&child| parsed.words.get(child).is_some_and(|child| child.relation == Relation::Conj))
    {
        if !said_after(other) {
            return None;
        }
        reported = true;
    }
    let said = [Relation::Ccomp, Relation::Parataxis].map(|relation| parsed.child(verb, relation));
    reported |= said.iter().any(Option::is_some);
    let mut token = verb;
    for _ in 0..50 {
        let Some(head) = parsed.head(token) else { return Some(reported) };
        match parsed.words.get(token)?.relation {
            Relation::Ccomp | Relation::Parataxis if head > top => reported = true,
            Relation::Xcomp => {}
            _ => return None,
        }
        token = head;
    }
    None
}

/// The day of the month that an expression names.
fn anchor<'f>(found: &'f Found, meaning: &Meaning) -> Option<Anchor<'f>> {
    match meaning {
        Meaning::Date { year, month, day: Some(day), last_day, weekday, which: Which::Bare } => {
            let year = match year {
                Some(YearOf::Number(year)) => Some(*year),
                None => None,
                Some(YearOf::Named(_)) => return None,
            };
            let day = last_day.unwrap_or(*day);
            Some(Anchor { month: *month as i8, day: day as i8, weekday: *weekday, year, found })
        }
        Meaning::Exact(Moment::Day(day)) => {
            Some(Anchor { month: day.month(), day: day.day(), weekday: None, year: Some(day.year()), found })
        }
        Meaning::Time { day: Some(day), .. } => anchor(found, day),
        _ => None,
    }
}

/// The first day of a time with its year in digits.
fn past_day(meaning: &Meaning) -> Option<Date> {
    match meaning {
        Meaning::Exact(
            moment @ (Moment::Day(_) | Moment::Month(..) | Moment::Year(_) | Moment::Quarter(..)),
        ) => Some(moment.first_day()),
        Meaning::Date { year: Some(YearOf::Number(year)), month, day, .. } => {
            Date::new(*year, *month as i8, day.unwrap_or(1) as i8).ok()
        }
        Meaning::Season { year: Some(YearOf::Number(year)), season, .. } => {
            Some(Moment::Season(*year, *season).first_day())
        }
        Meaning::Time { day: Some(day), .. } => past_day(day),
        _ => None,
    }
}

/// The days with this weekday from `first` to `last`.
fn days_with(weekday: u8, first: Date, last: Date) -> Vec<Date> {
    (0..=i64::from((last - first).get_days()))
        .map(|plus| shift_days(first, plus))
        .filter(|day| weekday_number(*day) == weekday)
        .collect()
}
