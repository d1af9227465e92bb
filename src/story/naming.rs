//! Which words stand for whom, so that two reports can name one country, club or person differently.
//!
//! > Yerevan has accused the CSTO ...                                       -> Armenia, CSTO
//! > The two countries left the Collective Security Treaty Organization ... -> Russia, Armenia, CSTO
//!
//! A country counts as itself by whatever word it is named: its name, its capital where that is its government, its
//! adjective. A body with an acronym counts as the acronym. "It", "the organization" and "the two countries" count as
//! those they stand for.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::statement::number_of;
use crate::lexicon::{Country, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::span::Span;
use crate::syntax::{Parsed, Upos};

/// For each token that names somebody: the numbers of those, in place of its own word; empty for the rest of a name.
pub(super) type Naming = FxHashMap<usize, Vec<u32>>;

/// Reads the names of an article.
pub(super) fn of(parsed: &Parsed<'_>, mentions: &[Mention], lexicon: &Lexicon) -> Naming {
    let text = parsed.document.text;
    let mut naming = Naming::default();
    let mut acronyms: FxHashMap<u32, u32> = FxHashMap::default();
    for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Organization) {
        let words = mention.span.of(text);
        if is_acronym(words) {
            acronyms.entry(mention.entity).or_insert_with(|| name(words, lexicon));
        }
    }
    for mention in mentions {
        let whom: Vec<u32> = match countries(mention, text, lexicon).as_slice() {
            [] => acronyms.get(&mention.entity).copied().into_iter().collect(),
            countries => countries.iter().map(|country| of_country(*country)).collect(),
        };
        let named = is_name(parsed, mention.head as usize);
        let person = mention.kind == MentionKind::Person;
        if whom.is_empty() && (mention.name.is_none() || named && person || mention.reason == "noun") {
            continue;
        }
        if named {
            for token in tokens(parsed, mention.span).filter(|&token| is_name(parsed, token)) {
                naming.insert(token, Vec::new());
            }
        }
        let Some(full) = mention.name.as_deref() else { continue };
        let whom = match mention.kind {
            _ if !whom.is_empty() => whom,
            MentionKind::Person => {
                full.split_whitespace().next_back().map(|word| name(word, lexicon)).into_iter().collect()
            }
            // "Southern Lakes Board" is one name, not three things that other names hold too.
            _ => vec![name(full.trim_start_matches("the ").trim_start_matches("The "), lexicon)],
        };
        naming.insert(mention.head as usize, whom);
    }
    bodies(parsed, mentions, &mut naming, lexicon);
    // "Armenian", where no mention holds it: "Russian-Armenian relations".
    for (token, word) in parsed.words.iter().enumerate() {
        if naming.contains_key(&token) || !matches!(word.upos, Upos::Adj | Upos::Propn | Upos::Noun) {
            continue;
        }
        let words = parsed.text_of(token);
        if !words.starts_with(char::is_uppercase) {
            continue;
        }
        let parts = || words.split(['-', '–']);
        let found: Vec<u32> = parts()
            .filter_map(|part| lexicon.countries.demonym(part).or_else(|| lexicon.countries.name(part)))
            .map(of_country)
            .collect();
        if !found.is_empty() && found.len() == parts().count() {
            naming.insert(token, found);
        }
    }
    naming
}

/// "The organization", "that club": the body named last, in this sentence or the one before.
fn bodies(parsed: &Parsed<'_>, mentions: &[Mention], naming: &mut Naming, lexicon: &Lexicon) {
    let is_body = |mention: &&Mention| {
        mention.kind == MentionKind::Organization && mention.country.is_none() && mention.name.is_some()
    };
    for (token, word) in parsed.words.iter().enumerate() {
        let lemma = word.lemma.to_lowercase();
        if word.upos != Upos::Noun || lexicon.story_facts.concept(&lemma) != Some("organization") {
            continue;
        }
        let meant = token.checked_sub(1).is_some_and(|before| {
            ["the", "that", "this"].iter().any(|word| parsed.text_of(before).eq_ignore_ascii_case(word))
        });
        let Some((sentence, span)) = parsed
            .document
            .sentence_of_token(token)
            .zip(parsed.document.tokens.get(token).map(|token| token.span))
        else {
            continue;
        };
        let last = mentions
            .iter()
            .filter(is_body)
            .filter(|mention| mention.span.end <= span.start && mention.sentence as usize + 1 >= sentence)
            .max_by_key(|mention| mention.span.start);
        let whom = last.and_then(|mention| naming.get(&(mention.head as usize)).cloned());
        if let Some(whom) = whom.filter(|whom| meant && !whom.is_empty()) {
            naming.insert(token, whom);
        }
    }
}

/// The countries that a mention is a name of, its government's included.
fn countries(mention: &Mention, text: &str, lexicon: &Lexicon) -> Vec<Country> {
    let Some(named) = mention.name.as_deref().filter(|_| mention.kind != MentionKind::Person) else {
        return Vec::new();
    };
    let known = &lexicon.countries;
    if mention.kind == MentionKind::Group {
        let both: Vec<Country> = named.split(" and ").filter_map(|name| known.find(name)).collect();
        return if both.len() == 2 { both } else { Vec::new() };
    }
    let government = mention.kind == MentionKind::Organization && mention.country.is_some();
    let own = known.name(named).or_else(|| known.name(mention.span.of(text)));
    let by_seat = || known.capital(named).or_else(|| known.seat(named)).filter(|_| government);
    own.or_else(by_seat).into_iter().collect()
}

fn is_acronym(words: &str) -> bool {
    words.len() > 1 && words.len() < 8 && words.chars().all(|letter| letter.is_ascii_uppercase())
}

fn is_name(parsed: &Parsed<'_>, token: usize) -> bool {
    parsed.words.get(token).is_some_and(|word| word.upos == Upos::Propn)
}

fn tokens(parsed: &Parsed<'_>, span: Span) -> impl Iterator<Item = usize> {
    let tokens = &parsed.document.tokens;
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let last = tokens.partition_point(|token| token.span.start < span.end);
    first..last.max(first)
}

fn of_country(country: Country) -> u32 {
    number_of(&format!("country {}", country.as_str()), true)
}

/// The number of a name's word, however it is romanised.
pub(super) fn name(word: &str, lexicon: &Lexicon) -> u32 {
    let mut plain = CompactString::default();
    word.chars().for_each(|letter| lexicon.romanisation.push_plain(letter, &mut plain));
    number_of(&lexicon.romanisation.key(&plain), true)
}
