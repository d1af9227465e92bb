//! Ties what a phrase says about a person to the person's name.
//!
//! "the Norwegian ambassador in Tbilisi, Kari Holm", "Maria Orlova, a spokeswoman for the ministry",
//! "ministry spokesman Ivan Petrov": office, country and role of the phrase become the person's.

use super::MentionKind;
use super::draft::{Draft, Source, of_sentences};
use super::nouns;
use super::reading::Reading;
use crate::lexicon::RoleKind;
use crate::syntax::{Relation, Upos};

/// Ties noun phrases to names; drafts are in text order.
pub(super) fn tie(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for noun in 0..drafts.len() {
        let Some(phrase) = drafts.get(noun) else { continue };
        if phrase.source != Source::Noun || phrase.kind != MentionKind::Person || phrase.plural {
            continue;
        }
        let Some((name, reason)) = find_name(reading, drafts, noun) else { continue };
        let phrase = phrase.clone();
        let Some(named) = drafts.get_mut(name) else { continue };
        let reaches = comma_after(reading, &phrase).filter(|_| reason == "apposition");
        let before_comma = reaches.filter(|comma| named.tokens.start == comma + 1);
        // "the ambassador of the Kingdom of Norway to the Republic of Chile, Ada Moor,": what the tree hung elsewhere.
        let country = phrase.country.or_else(|| {
            let tokens = phrase.tokens.start..before_comma?;
            nouns::country(reading, &tokens, phrase.head, RoleKind::Person, phrase.office.as_deref()?)
        });
        named.country = named.country.or(country);
        if named.role.is_none() {
            named.role = phrase.role.clone();
        }
        if named.office.is_none() {
            named.office = phrase.office.clone();
        }
        named.gender = named.gender.or(phrase.gender);
        if reason == "title" && phrase.tokens.start < named.tokens.start {
            named.tokens.start = phrase.tokens.start;
        }
        if let Some(phrase) = drafts.get_mut(noun) {
            phrase.tied = Some((name, reason));
            if let Some(comma) = before_comma {
                phrase.tokens.end = comma;
                phrase.country = country;
            }
        }
    }
}

/// The name that a phrase speaks of, and how they are joined.
fn find_name(reading: &Reading<'_>, drafts: &[Draft], noun: usize) -> Option<(usize, &'static str)> {
    let phrase = drafts.get(noun)?;
    let near = of_sentences(drafts, phrase.sentence..phrase.sentence + 1)
        .filter_map(|index| Some((index, drafts.get(index)?)))
        .filter(|(_, draft)| draft.is_named_person());
    for (index, named) in near {
        let name = named.name.as_ref()?;
        // "ministry spokesman Ivan Petrov"
        if phrase.tokens.end == named.tokens.start
            && phrase.head + 1 == phrase.tokens.end
            && is_joined(reading, phrase.head, named.head)
        {
            return Some((index, "title"));
        }
        let is_appositive = reading.has_trees()
            && ((reading.relation(named.head) == Some(Relation::Appos)
                && reading.head(named.head) == Some(phrase.head))
                || (reading.relation(phrase.head) == Some(Relation::Appos)
                    && reading.head(phrase.head) == Some(named.head)));
        if is_appositive {
            return Some((index, "apposition"));
        }
        // By commas alone: "the ambassador to Georgia, Kari Holm," and "Kari Holm, the ambassador,".
        let comma = |token: usize| reading.text(token) == ",";
        let starts_as_apposition = phrase.definite
            || matches!(reading.text(phrase.tokens.start), "a" | "an" | "its" | "his" | "her" | "their");
        let name_first = comma(name.end)
            && phrase.tokens.start == name.end + 1
            && starts_as_apposition
            && closes(reading, phrase.tokens.end);
        let noun_first = comma_after(reading, phrase).is_some_and(|comma| named.tokens.start == comma + 1)
            && (phrase.definite || is_possessive(reading, phrase.tokens.start))
            && closes(reading, name.end);
        if name_first || noun_first {
            return Some((index, "apposition"));
        }
    }
    None
}

/// The comma after a phrase, past a short run of words with prepositions: "the envoy of Norway to the talks,".
fn comma_after(reading: &Reading<'_>, phrase: &Draft) -> Option<usize> {
    let end = phrase.tokens.end;
    for token in end..end + 10 {
        match reading.text(token) {
            "," => return Some(token),
            "of" | "to" | "in" | "for" | "at" | "the" | "and" | "-" => {}
            _ if reading.is_capital(token) => {}
            _ => return None,
        }
    }
    None
}

/// "its ambassador", "Russia's ambassador".
fn is_possessive(reading: &Reading<'_>, token: usize) -> bool {
    matches!(reading.text(token), "its" | "Its" | "his" | "her" | "their") || reading.is_capital(token)
}

/// Whether an apposition can end before this token.
fn closes(reading: &Reading<'_>, token: usize) -> bool {
    matches!(
        reading.text(token),
        "," | "."
            | ";"
            | ")"
            | ""
            | "—"
            | "–"
            | "said"
            | "for"
            | "in"
            | "of"
            | "at"
            | "to"
            | "who"
            | "and"
            | "”"
    ) || reading.upos(token) == Some(Upos::Verb)
        || reading.text(token).ends_with("ing")
}

/// Whether two neighbours hang together in the tree; without trees neighbours always do.
fn is_joined(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    if !reading.has_trees() {
        return true;
    }
    reading.head(one) == Some(other)
        || reading.head(other) == Some(one)
        || reading.head(one) == reading.head(other)
}
