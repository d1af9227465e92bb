//! Whether a name that no list knows is a person's, a body's or a place's.

use std::ops::Range;

use compact_str::CompactString;

use super::MentionKind;
use super::reading::Reading;
use crate::lexicon::{ContextWord, NameWord, PlaceKind, RoleKind};
use crate::syntax::{Relation, Upos};

/// What the search for names already knows about a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    /// A title or noun of office stands before it.
    pub(super) titled: bool,
    /// Its sentence.
    pub(super) sentence: usize,
}

/// Points for each kind; the most wins, and a name with too few is none.
#[derive(Clone, Copy, Debug, Default)]
struct Points {
    person: i32,
    body: i32,
    place: i32,
}

/// The kind of a name, from its words and from what stands around it; `None` where it is hardly a name.
///
/// With it goes whether the words leave no doubt that it is a person.
pub(super) fn of_name(
    reading: &Reading<'_>,
    name: &Range<usize>,
    evidence: Evidence,
) -> Option<(MentionKind, bool)> {
    let has_letters = name.clone().any(|token| reading.is_word(token));
    if !has_letters {
        return None;
    }
    if let Some(only) = name.clone().next().filter(|_| name.len() == 1) {
        // "R50bn", "Q3", "RE4".
        if reading.text(only).chars().any(|letter| letter.is_ascii_digit()) {
            return None;
        }
    }
    let words = reading.words_of(name);
    if reading.is_name_word(NameWord::People, name.end - 1)
        || reading.lexicon.names.is(NameWord::People, &words)
    {
        return Some((MentionKind::Group, false));
    }
    // "Paris Agreement", "World War II": nobody and nowhere.
    let is_number = |token: usize| reading.is_name_word(NameWord::Suffix, token);
    let last = name.clone().rev().find(|&token| !is_number(token)).unwrap_or(name.start);
    if !evidence.titled && reading.is_name_word(NameWord::Thing, last) {
        return None;
    }
    // "the ferry Tern"
    let before =
        name.start.checked_sub(1).filter(|before| reading.sentence(evidence.sentence).contains(before));
    if !evidence.titled && before.is_some_and(|before| reading.is_name_word(NameWord::ThingBefore, before)) {
        return None;
    }
    // "Storm Orla": nobody, whatever the name.
    if name.len() > 1 && reading.lexicon.names.is(NameWord::Storm, reading.text(name.start)) {
        return None;
    }
    // "ex-Soviet", "Western": an adjective of somewhere, however often it stands with its capital.
    if name.len() == 1 && !evidence.titled && is_adjective(reading, name.start) {
        return None;
    }
    let is_given = reading.lexicon.names.is_given(reading.text(name.start));
    if name.len() == 1 && !evidence.titled && !is_given && reading.is_common_word(name.start) {
        return None;
    }
    let mut points = Points::default();
    inside(reading, name, &mut points);
    around(reading, name, evidence, &mut points);
    let is_plain_elsewhere =
        reading.is_seen_in_body(name) && !name.clone().any(|token| reading.is_common_word(token));
    if reading.has_trees() && !is_tagged_name(reading, name) && !is_plain_elsewhere {
        // Capitalised, but the tagger reads common words: "Strategic Partner", "Foreign".
        if points.person.max(points.body).max(points.place) < 5 {
            return None;
        }
    }
    // "Ships are waiting": a capital that opens a sentence or a quotation, and nothing else, makes no name.
    if name.len() == 1
        && !is_given
        && points.person.max(points.body).max(points.place) < 2
        && reading.is_opening(name.start, reading.sentence(evidence.sentence).start)
        && !reading.is_seen_in_body(name)
    {
        return None;
    }
    // In a headline every word has a capital: only names that stand elsewhere too are believed.
    if reading.is_headline(evidence.sentence) && !reading.is_seen_in_body(name) {
        return None;
    }
    if points.person >= points.body && points.person >= points.place {
        let plain = if name.len() == 1 { 1 } else { 2 };
        if points.person > plain || evidence.titled {
            return Some((MentionKind::Person, points.person >= SURE));
        }
        // Nothing but its capital: one such word is a company, a product or a paper more often than anybody.
        if name.len() == 1 {
            return Some((MentionKind::Organization, false));
        }
        // "Card Tricks": words that are no names, capitals or not.
        let is_name = |token: usize| {
            !reading.is_word(token)
                // "al-Sharia", whatever the tagger makes of it.
                || reading.text(token).starts_with(char::is_lowercase)
                || (reading.upos(token).is_none_or(|tag| tag == Upos::Propn) && !reading.is_common_word(token))
        };
        // "Harbour Master Nadia Welk": an office no list has, and the name behind it.
        let names = name.clone().rev().take_while(|token| is_name(*token)).count();
        return (names == name.len() || names >= 2).then_some((MentionKind::Person, false));
    }
    let kind = if points.place > points.body { MentionKind::Place } else { MentionKind::Organization };
    Some((kind, false))
}

/// So many points make a person without doubt: a given name before a surname, a title, an age.
const SURE: i32 = 6;

/// Whether a word is tagged as an adjective and stands before the noun it describes.
fn is_adjective(reading: &Reading<'_>, token: usize) -> bool {
    reading.upos(token) == Some(Upos::Adj) && reading.relation(token) == Some(Relation::Amod)
}

fn is_tagged_name(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    name.clone().any(|token| reading.upos(token) == Some(Upos::Propn))
}

/// What the words of the name say.
fn inside(reading: &Reading<'_>, name: &Range<usize>, points: &mut Points) {
    let names = &reading.lexicon.names;
    let (first, last) = (reading.text(name.start), reading.text(name.end - 1));
    let words = name.clone().filter(|&token| reading.is_word(token)).count();
    let shouted = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !word.chars().any(char::is_lowercase)
    };
    match words {
        1 if shouted(first) => points.body += 5,
        1 => points.person += 1,
        2 | 3 => points.person += 2,
        _ => points.body += 2,
    }
    if words > 1 && shouted(first) && !shouted(last) {
        points.body += 2;
    }
    let is_tagged = |token: usize| reading.upos(token).is_none_or(|tag| tag == Upos::Propn);
    if names.is_given(first) {
        points.person += if words > 1 { 5 } else { 2 };
    } else if matches!(words, 2 | 3) && names.is(NameWord::FamilyFirst, first) && name.clone().all(is_tagged)
    {
        points.person += 4;
    } else if words > 1 && words < 4 && name.clone().any(|token| names.is_given(reading.text(token))) {
        points.person += 1;
    }
    if words > 1 && words < 5 && name.clone().skip(1).any(|token| is_initial(reading.text(token)))
        || is_initial(first)
    {
        points.person += 3;
    }
    if names.ends_like(NameWord::SurnameEnd, last) {
        points.person += 2;
    }
    if words < 4 && reading.surnames.contains(last) {
        points.person += if words == 1 { 6 } else { 3 };
    } else if words == 1 && reading.given.contains(first) {
        points.person += 4;
    } else if words == 1 && reading.lexicon.actors.is_surname(first) {
        points.person += 3;
    }
    if names.is(NameWord::CompanyEnd, last) && words > 1 {
        points.body += 5;
    }
    if names.is(NameWord::OrganizationEnd, last) {
        points.body += 5;
    }
    if names.is(NameWord::PlaceEnd, last) && words > 1 {
        points.place += 6;
    }
    if names.is(NameWord::PlaceBegin, first) && words > 1 {
        points.place += 2;
    }
    if names.is(NameWord::PlaceFeature, first) && words > 1 {
        points.place += 6;
    }
    if names.ends_like(NameWord::TownEnd, last) {
        points.place += 1;
    }
    if name.clone().any(|token| matches!(reading.text(token), "of" | "for" | "&" | "and")) {
        points.body += 3;
    }
    let role = reading.lexicon.roles.find(last).map(|role| role.role.kind);
    match role {
        Some(RoleKind::Organization) => points.body += 4,
        Some(RoleKind::Person) if words > 1 => points.body += 0,
        _ => {}
    }
}

/// "J.", "J".
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    matches!((letters.next(), letters.next(), letters.next()), (Some(first), None | Some('.'), None) if first.is_uppercase())
}

/// What stands around the name.
fn around(reading: &Reading<'_>, name: &Range<usize>, evidence: Evidence, points: &mut Points) {
    let sentence = reading.sentence(evidence.sentence);
    if evidence.titled {
        points.person += 8;
    }
    let before = name.start.checked_sub(1).filter(|token| sentence.contains(token));
    let before_text = before.map_or("", |token| reading.text(token));
    let after = (sentence.contains(&name.end)).then_some(name.end);
    let after_text = after.map_or("", |token| reading.text(token));
    if before_text.eq_ignore_ascii_case("the") && !evidence.titled {
        points.person -= 5;
        points.body += 2;
    }
    let locative = reading.lexicon.context.is(ContextWord::Locative, &before_text.to_lowercase());
    if locative && !evidence.titled {
        points.place += 3;
    }
    if matches!(before_text, "to" | "from" | "into" | "toward" | "towards") && is_motion(reading, name) {
        points.place += 3;
    }
    if before_text == "of"
        && before.and_then(|of| of.checked_sub(1)).is_some_and(|noun| {
            reading.lexicon.context.is(ContextWord::PlaceBeforeOf, &reading.text(noun).to_lowercase())
        })
    {
        points.place += 6;
    }
    if reading.lexicon.names.is(NameWord::PlaceEnd, &capitalised(after_text))
        && !after_text.is_empty()
        && after_text.chars().next().is_some_and(char::is_lowercase)
    {
        points.place += 4;
    }
    // "Springfield, Illinois": a listed place follows after a comma.
    if after_text == "," && sentence.contains(&(name.end + 1)) {
        if reading.is_state(name.end + 1) {
            points.place += if reading.lexicon.names.is_given(reading.text(name.start)) { 4 } else { 8 };
        } else if let Some(listed) = reading.listed(name.end + 1, sentence.end) {
            let is_region = listed.places.first().is_some_and(|place| place.kind == PlaceKind::Region)
                && matches!(reading.text(listed.tokens.end), "," | "." | ")" | "");
            if (locative && !(listed.places.is_empty() && listed.countries.is_empty())) || is_region {
                points.place += 4;
            }
        }
    }
    // "Lena Brandt, 45, ..."
    if after_text == ","
        && reading.text(name.end + 1).parse::<u8>().is_ok_and(|age| (15..105).contains(&age))
        && reading.text(name.end + 2) == ","
    {
        points.person += 5;
    }
    if matches!(after_text, "who") || (after_text == "," && reading.text(name.end + 1) == "who") {
        points.person += 4;
    }
    // "CENTRAL BANK (CB)": an abbreviation in brackets belongs to bodies.
    if after_text == "(" && is_abbreviation(reading.text(name.end + 1)) && reading.text(name.end + 2) == ")" {
        points.body += 6;
    }
    verbs(reading, name, points);
    // Noun of work right before, in small letters: "spokeswoman Maria Petrova".
    if let Some(before) = before {
        let noun = reading.text(before);
        let role = reading.lexicon.roles.find(noun);
        if role.is_some_and(|role| role.role.kind == RoleKind::Person && !role.plural) && !evidence.titled {
            points.person += 5;
        }
        if reading.lexicon.roles.find(noun).is_some_and(|role| role.role.kind == RoleKind::Organization)
            && !reading.is_capital(before)
        {
            points.body += 3;
        }
    }
}

/// What the verb says that the name is the subject of.
fn verbs(reading: &Reading<'_>, name: &Range<usize>, points: &mut Points) {
    if !reading.has_trees() {
        let after = reading.text(name.end);
        if matches!(after, "said" | "says" | "told" | "added" | "wrote") {
            points.person += 2;
        }
        return;
    }
    let head = reading.head_of(name);
    let Some(relation) = reading.relation(head) else { return };
    let Some(verb) = reading.head(head) else { return };
    if relation.is_subject() && is_saying(reading, verb) {
        points.person += 2;
    }
    // "Chelsea beat Liverpool"
    let plays = reading.lexicon.context.is(ContextWord::Plays, reading.lemma(verb));
    if name.len() == 1 && plays && (relation.is_subject() || relation == Relation::Obj) {
        points.body += 4;
    }
    if relation == Relation::Appos
        && reading.upos(verb) == Some(Upos::Noun)
        && let Some(role) = reading.lexicon.roles.find(reading.text(verb))
    {
        match role.role.kind {
            RoleKind::Person => points.person += 5,
            RoleKind::Organization => points.body += 4,
        }
    }
    if let Some(appositive) = reading.parsed.child(head, Relation::Appos)
        && let Some(role) = reading.lexicon.roles.find(reading.text(appositive))
    {
        match role.role.kind {
            RoleKind::Person => points.person += 4,
            RoleKind::Organization => points.body += 3,
        }
    }
}

pub(super) fn is_saying(reading: &Reading<'_>, verb: usize) -> bool {
    reading.lexicon.context.is(ContextWord::Says, reading.lemma(verb))
}

fn is_motion(reading: &Reading<'_>, name: &Range<usize>) -> bool {
    if !reading.has_trees() {
        return false;
    }
    let head = reading.head_of(name);
    let Some(verb) = reading.head(head) else { return false };
    reading.lexicon.context.is(ContextWord::Moves, reading.lemma(verb))
}

fn is_abbreviation(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    (2..=8).contains(&letters) && word.chars().filter(|letter| letter.is_uppercase()).count() * 2 > letters
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The role of a body by the longest noun for a body in its name: "Russian Foreign Ministry" -> GOV.
pub(super) fn role_of_body(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<CompactString> {
    let text = reading.parsed.document.text;
    let mut best: Option<(usize, usize, CompactString)> = None;
    for token in tokens.clone() {
        let start = reading.span(token).start as usize;
        let Some((end, name)) = reading.lexicon.roles.at(text, start) else { continue };
        if name.role.kind != RoleKind::Organization || end > reading.span(tokens.end - 1).end as usize {
            continue;
        }
        let length = end - start;
        // The longest noun says most; of two as long, the last: "Army Hospital".
        if best.as_ref().is_none_or(|(longest, _, _)| length >= *longest) {
            best = Some((length, token, name.role.role.clone()));
        }
    }
    best.map(|(_, _, role)| role)
}
