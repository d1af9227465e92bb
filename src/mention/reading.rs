//! An article as the search for mentions reads it: its words, their shapes, and the countries it speaks of.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::article::ArticleView;
use crate::lexicon::{Country, CountryName, CountryWord, Lexicon, NameWord, OrganizationName, Place};
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
            reach: reach(parsed),
        };
        reading.headlines = reading.find_headlines();
        reading.body_words = reading.find_body_words();
        reading.small_words = (0..reading.token_count())
            .map(|token| reading.text(token))
            .filter(|word| word.starts_with(char::is_lowercase))
            .collect();
        reading.near = reading.count_countries();
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
        let country = self.lexicon.countries.at(text, start);
        let organization = self.lexicon.organizations.at(text, start, self.day());
        let place = self.lexicon.places.at(text, start);
        let ends = [
            country.as_ref().map(|(end, _)| *end),
            organization.as_ref().map(|(end, _)| *end),
            place.as_ref().map(|(end, _)| *end),
        ];
        let longest = ends.into_iter().flatten().max()?;
        let after = self.token_ending(token, longest).filter(|&after| after <= end)?;
        Some(Listed {
            tokens: token..after,
            countries: country.filter(|(end, _)| *end == longest).map(|(_, names)| names).unwrap_or_default(),
            organization: organization.filter(|(end, _)| *end == longest).map(|(_, name)| name),
            places: place.filter(|(end, _)| *end == longest).map(|(_, places)| places).unwrap_or_default(),
        })
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
                if self.text(last) == "." {
                    return false;
                }
                let long = self
                    .sentence(sentence)
                    .filter(|&token| self.is_word(token) && self.text(token).chars().count() > 3);
                let (mut capital, mut all) = (0, 0);
                for token in long {
                    all += 1;
                    capital += usize::from(self.is_capital(token));
                }
                all >= 4 && capital * 10 >= all * 8
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
            || matches!(self.text(token - 1), "\"" | "“" | "„" | "«" | "‘" | "'" | "``" | "‹" | "—" | ":")
    }

    /// The countries named by name, adjective or people, most often first.
    fn count_countries(&self) -> Vec<Country> {
        let mut counts: Vec<(Country, usize)> = Vec::new();
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
            let start = self.span(token).start as usize;
            let Some((_, names)) = self.lexicon.countries.at(self.parsed.document.text, start) else {
                continue;
            };
            let Some(name) = names.first().filter(|name| !name.shared) else { continue };
            if name.word != CountryWord::Seat {
                count(name.country);
            }
        }
        counts.sort_by_key(|&(country, count)| (std::cmp::Reverse(count), country));
        counts.into_iter().map(|(country, _)| country).collect()
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
