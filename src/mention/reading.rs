//! An article as the search for mentions reads it: its words, their shapes, and the countries it speaks of.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::ArticleView;
use crate::lexicon::{
    ContextWord, Country, CountryName, CountryWord, Lexicon, NameWord, OrganizationName, Place, PlaceKind,
    fold,
};
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos};

/// What the search for mentions looks things up in.
pub(super) struct Reading<'a> {
    pub(super) view: &'a ArticleView<'a>,
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) lexicon: &'a Lexicon,
    /// The countries the article names outright, most often named first.
    pub(super) near: Vec<Country>,
    /// For each sentence, whether most of its words are capitalised, as in a headline.
    headlines: Vec<bool>,
    /// Capitalised words inside sentences that are no headlines.
    body_words: FxHashSet<&'a str>,
    /// Words in small letters, wherever they stand.
    small_words: FxHashSet<&'a str>,
    /// The last words of the names that are surely people's, "Jordan" of "Kyle Jordan"; filled after a first search.
    pub(super) surnames: FxHashSet<&'a str>,
    /// The first words of those names.
    pub(super) given: FxHashSet<&'a str>,
    /// Towns that the article places once, "Moscow, Idaho", and their countries; filled with the surnames.
    pub(super) placed: FxHashMap<String, Country>,
    /// The words by which each country is named, the first two of each.
    country_words: FxHashMap<Country, [Option<&'a str>; 2]>,
    /// Countries whose name is read as that of a region elsewhere: Georgia in an article about Atlanta.
    shadowed: Vec<(Country, Country)>,
    /// The first and last dependents below each token.
    reach: Vec<(u32, u32)>,
}

/// A name of one of the lists at a place of the text.
#[derive(Clone, Debug)]
pub(super) struct Listed<'a> {
    /// The tokens it covers.
    pub(super) tokens: Range<usize>,
    /// What the list of countries says.
    pub(super) countries: Vec<&'a CountryName>,
    /// The organisation of that name.
    pub(super) organization: Option<OrganizationName<'a>>,
    /// The places of that name.
    pub(super) places: Vec<&'a Place>,
    /// The country in which the article places a town of that name.
    pub(super) placed: Option<Country>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(view: &'a ArticleView<'a>, parsed: &'a Parsed<'a>, lexicon: &'a Lexicon) -> Self {
        let mut reading = Self {
            view,
            parsed,
            lexicon,
            near: Vec::new(),
            headlines: Vec::new(),
            body_words: FxHashSet::default(),
            small_words: FxHashSet::default(),
            surnames: FxHashSet::default(),
            given: FxHashSet::default(),
            placed: FxHashMap::default(),
            country_words: FxHashMap::default(),
            shadowed: Vec::new(),
            reach: reach(parsed),
        };
        reading.headlines = reading.find_headlines();
        reading.body_words = reading.find_body_words();
        reading.small_words = (0..reading.token_count())
            .map(|token| reading.text(token))
            .filter(|word| word.starts_with(char::is_lowercase))
            .collect();
        reading.shadowed = reading.find_shadowed();
        let (near, words) = reading.count_countries();
        (reading.near, reading.country_words) = (near, words);
        reading
    }

    /// The day the article appeared, for roles that changed hands.
    pub(super) fn day(&self) -> Option<Date> {
        self.view.published.map(|time| time.date())
    }

    pub(super) fn token_count(&self) -> usize {
        self.parsed.document.tokens.len()
    }

    pub(super) fn text(&self, token: usize) -> &'a str {
        self.parsed.document.token_text(token)
    }

    pub(super) fn span(&self, token: usize) -> Span {
        self.parsed.document.tokens.get(token).map_or(Span::default(), |token| token.span)
    }

    /// The span of a range of tokens.
    pub(super) fn span_of(&self, tokens: &Range<usize>) -> Span {
        match tokens.end.checked_sub(1) {
            Some(last) if last >= tokens.start => self.span(tokens.start).hull(self.span(last)),
            _ => Span::default(),
        }
    }

    /// The words of a range of tokens as they stand in the text, with single spaces.
    pub(super) fn words_of(&self, tokens: &Range<usize>) -> String {
        let text = self.span_of(tokens).of(self.parsed.document.text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Tokens of a sentence.
    pub(super) fn sentence(&self, sentence: usize) -> Range<usize> {
        self.parsed.document.sentences.get(sentence).map_or(0..0, |sentence| sentence.tokens.clone())
    }

    /// Whether the sentence is a headline, where capitals tell nothing.
    pub(super) fn is_headline(&self, sentence: usize) -> bool {
        self.headlines.get(sentence).copied().unwrap_or(false)
    }

    /// Whether the last word of a name stands with its capital in a sentence that is no headline.
    pub(super) fn is_seen_in_body(&self, name: &Range<usize>) -> bool {
        let last = self.text(name.end.saturating_sub(1));
        self.body_words.contains(last)
    }

    /// Whether a capitalised word also stands in small letters: "Iodine" beside "iodine".
    pub(super) fn is_common_word(&self, token: usize) -> bool {
        self.small_words.contains(self.text(token).to_lowercase().as_str())
    }

    /// Whether nothing stands between a token and the one before.
    pub(super) fn is_glued(&self, token: usize) -> bool {
        token > 0 && self.span(token - 1).end == self.span(token).start
    }

    /// Whether the token begins with a capital letter.
    pub(super) fn is_capital(&self, token: usize) -> bool {
        let mut letters = self.text(token).chars();
        match letters.next() {
            Some(first) if first.is_uppercase() => true,
            Some('\'' | '’' | '‘' | 'ʼ') => letters.next().is_some_and(char::is_uppercase),
            // "al-Assad", "d'Ivoire": some tokenizers keep the particle on the name.
            Some(first) if first.is_lowercase() => {
                let text = self.text(token);
                // "ex-Soviet", "pro-Western": no particle of a name.
                let before_hyphen = text.split_once('-').map(|(particle, _)| particle);
                if before_hyphen.is_some_and(|word| !self.lexicon.names.is(NameWord::Particle, word)) {
                    return false;
                }
                text.split(['-', '\'', '’'])
                    .nth(1)
                    .is_some_and(|part| part.chars().next().is_some_and(char::is_uppercase))
                    && text.len() < 24
            }
            _ => false,
        }
    }

    pub(super) fn is_word(&self, token: usize) -> bool {
        self.text(token).chars().any(char::is_alphabetic)
    }

    pub(super) fn upos(&self, token: usize) -> Option<Upos> {
        self.parsed.words.get(token).map(|word| word.upos)
    }

    pub(super) fn relation(&self, token: usize) -> Option<Relation> {
        self.parsed.words.get(token).map(|word| word.relation)
    }

    pub(super) fn lemma(&self, token: usize) -> &str {
        self.parsed.words.get(token).map_or("", |word| word.lemma.as_str())
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.parsed.head(token)
    }

    pub(super) fn has_trees(&self) -> bool {
        self.parsed.has_trees()
    }

    /// The first and last token below a token, itself included.
    pub(super) fn reach(&self, token: usize) -> Range<usize> {
        self.reach.get(token).map_or(token..token + 1, |&(first, last)| first as usize..last as usize + 1)
    }

    /// The word the token hangs on, or of a range of tokens the one whose head lies outside.
    pub(super) fn head_of(&self, tokens: &Range<usize>) -> usize {
        let last = tokens.end.saturating_sub(1).max(tokens.start);
        if !self.has_trees() {
            return last;
        }
        let outside = |&token: &usize| self.head(token).is_none_or(|head| !tokens.contains(&head));
        tokens.clone().find(outside).unwrap_or(last)
    }

    /// Whether a token is short for a state: "La.", where the full stop may end the sentence too.
    pub(super) fn is_state(&self, token: usize) -> bool {
        let text = self.text(token);
        self.is_name_word(NameWord::State, token)
            || self.text(token + 1) == "." && self.lexicon.names.is(NameWord::State, &format!("{text}."))
    }

    pub(super) fn is_name_word(&self, kind: NameWord, token: usize) -> bool {
        self.lexicon.names.is(kind, self.text(token))
    }

    /// The longest name of the lists that begins with a token and ends with a token before `end`.
    pub(super) fn listed(&self, token: usize, end: usize) -> Option<Listed<'a>> {
        let text = self.parsed.document.text;
        let start = self.span(token).start as usize;
        if !text.get(start..)?.chars().next()?.is_alphanumeric()
            && !text.get(start..)?.starts_with(['\'', '’'])
        {
            return None;
        }
        let place = self.lexicon.places.at(text, start);
        let country = self.lexicon.countries.at(text, start).filter(|(end, names)| {
            let is_region = |name: &&CountryName| {
                name.word == CountryWord::Name
                    && self.shadowed.iter().any(|(country, _)| *country == name.country)
                    && place.as_ref().is_some_and(|(after, _)| after == end)
            };
            !names.first().is_some_and(is_region)
        });
        let organization = self.lexicon.organizations.at(text, start, self.day());
        let ends = [
            country.as_ref().map(|(end, _)| *end),
            organization.as_ref().map(|(end, _)| *end),
            place.as_ref().map(|(end, _)| *end),
        ];
        let longest = ends.into_iter().flatten().max()?;
        let after = self.token_ending(token, longest).filter(|&after| after <= end)?;
        let mut listed = Listed {
            tokens: token..after,
            countries: country.filter(|(end, _)| *end == longest).map(|(_, names)| names).unwrap_or_default(),
            organization: organization.filter(|(end, _)| *end == longest).map(|(_, name)| name),
            places: place.filter(|(end, _)| *end == longest).map(|(_, places)| places).unwrap_or_default(),
            placed: None,
        };
        self.place(&mut listed, text.get(start..longest).unwrap_or_default());
        Some(listed)
    }

    /// Settles which of several towns of one name the article speaks of, by what it says elsewhere.
    fn place(&self, listed: &mut Listed<'_>, words: &str) {
        let capital = listed.countries.first().filter(|name| name.word == CountryWord::Capital);
        if !listed.countries.is_empty() && capital.is_none() {
            return;
        }
        // "Moscow, Idaho, ... Moscow has a small university."
        let mut country = self.placed.get(&fold(words)).copied();
        // "The Lebanese army moved into Tripoli", and nothing in the article speaks of Libya.
        if let (None, Some(capital)) =
            (country, capital.filter(|name| !self.is_named_otherwise(name.country, words)))
        {
            let others = listed.places.iter().filter_map(|place| place.country);
            let mut named =
                others.filter(|other| *other != capital.country && self.is_named_otherwise(*other, words));
            country = named.next();
        } else if country.is_some() {
            listed.placed = country;
        }
        if country.is_some() {
            listed.countries.clear();
            listed.places.retain(|place| place.country == country);
        }
    }

    /// One past the token that ends at byte `end`.
    pub(super) fn token_ending(&self, from: usize, end: usize) -> Option<usize> {
        let mut token = from;
        while token < self.token_count() {
            let here = self.span(token).end as usize;
            if here == end {
                return Some(token + 1);
            }
            if here > end {
                // "U.S." where the full stop also ends the sentence.
                return None;
            }
            token += 1;
        }
        None
    }

    /// Sentences in which nearly every longer word is capitalised, and that end without a full stop.
    fn find_headlines(&self) -> Vec<bool> {
        let sentences = 0..self.parsed.document.sentences.len();
        sentences
            .map(|sentence| {
                // "Norwegian Prime Minister Kari Holm resigned.": short, and full of names.
                let last = self.sentence(sentence).end.saturating_sub(1);
                // "FULL TEXT.", "EDITOR'S NOTE": all in capitals, and too short for a dateline.
                let mut words = self.sentence(sentence).filter(|&token| self.is_word(token));
                if self.sentence(sentence).len() <= 6
                    && words.clone().count() > 0
                    && words.all(|token| !self.text(token).chars().any(char::is_lowercase))
                {
                    return true;
                }
                let stops = self.text(last) == ".";
                let long = self
                    .sentence(sentence)
                    .filter(|&token| self.is_word(token) && self.text(token).chars().count() > 3);
                let (mut capital, mut all) = (0, 0);
                for token in long {
                    all += 1;
                    capital += usize::from(self.is_capital(token));
                }
                if !stops {
                    return all >= 4 && capital * 10 >= all * 8;
                }
                // "Governor Sees Trouble In Lawmakers' Bill.": a full stop, and yet not one word in small letters, and more
                // than a list of names.
                let is_no_name = |&token: &usize| {
                    self.is_capital(token)
                        && matches!(
                            self.upos(token),
                            Some(Upos::Verb | Upos::Aux | Upos::Adp | Upos::Adv | Upos::Pron | Upos::Det)
                        )
                };
                let inside = self.sentence(sentence).skip(1);
                all >= 6 && capital == all && inside.filter(is_no_name).count() >= 2
            })
            .collect()
    }

    fn find_body_words(&self) -> FxHashSet<&'a str> {
        let sentences = 0..self.parsed.document.sentences.len();
        let in_body = sentences.filter(|&sentence| !self.is_headline(sentence));
        in_body
            .flat_map(|sentence| {
                let tokens = self.sentence(sentence);
                let opening = tokens.start;
                tokens.filter(move |&token| !self.is_opening(token, opening))
            })
            .filter(|&token| self.is_capital(token))
            .map(|token| self.text(token))
            .collect()
    }

    /// Whether a token opens its sentence or a quotation: its capital tells nothing.
    pub(super) fn is_opening(&self, token: usize, sentence: usize) -> bool {
        token == sentence
            || matches!(
                self.text(token - 1),
                "\"" | "“"
                    | "„"
                    | "«"
                    | "‘"
                    | "'"
                    | "''"
                    | "``"
                    | "‹"
                    | "—"
                    | ":"
                    | "•"
                    | "~"
                    | "|"
                    | "("
            )
    }

    /// Whether the article names a country by another word than this one.
    pub(super) fn is_named_otherwise(&self, country: Country, word: &str) -> bool {
        let words = self.country_words.get(&country).into_iter().flatten();
        words.flatten().any(|known| *known != word)
    }

    /// Countries whose name is that of a region of another country too, and that region's country, where the article
    /// speaks of the region: "Georgia Governor", "Sen. ... of Georgia" beside other states.
    fn find_shadowed(&self) -> Vec<(Country, Country)> {
        let mut found: Vec<(Country, Country, i32)> = Vec::new();
        // Regions of each country named beside the one in doubt.
        let mut regions: FxHashMap<Country, FxHashSet<&str>> = FxHashMap::default();
        let mut plain: FxHashMap<Country, i32> = FxHashMap::default();
        let text = self.parsed.document.text;
        for token in 0..self.token_count() {
            if !self.is_capital(token) {
                continue;
            }
            let start = self.span(token).start as usize;
            let country = self.lexicon.countries.at(text, start);
            let end = country.as_ref().map_or(start, |(end, _)| *end);
            let places = self.lexicon.places.at(text, start).filter(|(after, _)| *after >= end);
            let region = places
                .as_ref()
                .and_then(|(_, places)| places.iter().find(|place| place.kind == PlaceKind::Region))
                .and_then(|place| place.country);
            match (country.as_ref().and_then(|(_, names)| names.first()), region) {
                (Some(name), Some(region))
                    if name.word == CountryWord::Name
                        && !name.shared
                        && region != name.country
                        && places.as_ref().is_some_and(|(after, _)| *after == end) =>
                {
                    let points = 3 * i32::from(self.is_state_office(token));
                    match found.iter_mut().find(|(country, ..)| *country == name.country) {
                        Some(known) => known.2 += points,
                        None => found.push((name.country, region, points)),
                    }
                }
                (Some(name), _) => *plain.entry(name.country).or_default() += 1,
                (None, Some(region)) => {
                    regions.entry(region).or_default().insert(self.text(token));
                }
                (None, None) => {}
            }
        }
        let is_region = |&(country, region, points): &(Country, Country, i32)| {
            let others = regions.get(&region).map_or(0, |names| names.len() as i32);
            let abroad = plain.get(&country).copied().unwrap_or_default();
            points + others + plain.get(&region).copied().unwrap_or_default().min(2) > abroad * 3 + 1
                && points + others > 0
        };
        found.into_iter().filter(is_region).map(|(country, region, _)| (country, region)).collect()
    }

    /// "Georgia lawmakers", "Georgia's governor", "Sen. ... of Georgia".
    fn is_state_office(&self, token: usize) -> bool {
        let is_office = |token: usize| {
            self.lexicon.context.is(ContextWord::StateOffice, &self.text(token).to_lowercase())
        };
        let after = token + 1 + usize::from(matches!(self.text(token + 1), "'s" | "’s"));
        let behind = (1..=4).filter_map(|back| token.checked_sub(back));
        let of = token.checked_sub(1).is_some_and(|of| matches!(self.text(of), "of" | "from" | "in"));
        is_office(after) || (of && behind.skip(1).any(is_office))
    }

    /// The countries named by name, adjective or people, most often first, and the words they are named by.
    fn count_countries(&self) -> (Vec<Country>, FxHashMap<Country, [Option<&'a str>; 2]>) {
        let mut counts: Vec<(Country, usize)> = Vec::new();
        let mut words: FxHashMap<Country, [Option<&'a str>; 2]> = FxHashMap::default();
        let mut count = |country: Country| match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += 1,
            None => counts.push((country, 1)),
        };
        if let Some(country) = self.view.dateline_country {
            count(country);
        }
        for token in 0..self.token_count() {
            if !self.is_capital(token) {
                continue;
            }
            // "D-Fla.", "Monroe, La."
            let party = ["D-", "R-"].iter().any(|party| self.text(token).starts_with(party));
            let ahead = token.checked_sub(1).map_or("", |ahead| self.text(ahead));
            if party || (matches!(ahead, "," | "-" | "–") && self.is_state(token)) {
                Country::new("USA").into_iter().for_each(&mut count);
                continue;
            }
            let start = self.span(token).start as usize;
            let text = self.parsed.document.text;
            let Some((end, names)) = self.lexicon.countries.at(text, start) else {
                continue;
            };
            let Some(name) = names.first().filter(|name| !name.shared) else { continue };
            let word = text.get(start..end).unwrap_or_default();
            match words.entry(name.country).or_default() {
                [first @ None, _] => *first = Some(word),
                [Some(first), second @ None] if *first != word => *second = Some(word),
                _ => {}
            }
            let region = self.shadowed.iter().find(|(country, _)| *country == name.country);
            match region.filter(|_| name.word == CountryWord::Name) {
                Some(&(_, region)) => count(region),
                None if name.word != CountryWord::Seat => count(name.country),
                None => {}
            }
        }
        counts.sort_by_key(|&(country, count)| (std::cmp::Reverse(count), country));
        (counts.into_iter().map(|(country, _)| country).collect(), words)
    }

    /// The country meant by readings of a name, as the article speaks of countries.
    pub(super) fn choose_country<'n>(&self, names: &[&'n CountryName]) -> Option<&'n CountryName> {
        let near = |name: &&&CountryName| self.near.contains(&name.country);
        match names.first() {
            None => None,
            Some(first) if !first.shared => {
                // "Congolese" in an article that names only the other Congo.
                let other = names.iter().find(|name| name.shared).filter(near);
                let rank = |country| self.near.iter().position(|&near| near == country);
                match other {
                    Some(other) if rank(other.country) < rank(first.country) => Some(other),
                    _ => Some(first),
                }
            }
            Some(_) => {
                let mut fitting = names.iter().filter(near);
                let only = fitting.next()?;
                fitting.next().is_none().then_some(*only)
            }
        }
    }
}

/// For each token the first and last token of its subtree; one pass up from every token, bounded by depth.
fn reach(parsed: &Parsed<'_>) -> Vec<(u32, u32)> {
    let count = parsed.words.len();
    let mut reach: Vec<(u32, u32)> = (0..count as u32).map(|token| (token, token)).collect();
    for token in 0..count {
        let mut above = parsed.head(token);
        let mut steps = 0;
        while let Some(head) = above {
            let Some(known) = reach.get_mut(head) else { break };
            known.0 = known.0.min(token as u32);
            known.1 = known.1.max(token as u32);
            // Deeper trees than this are no sentences; the bound keeps the work linear.
            steps += 1;
            if steps > 200 {
                break;
            }
            above = parsed.head(head);
        }
    }
    reach
}
