//! Whether the name of a country or capital stands for its government.
//!
//! "Moscow warned", "accused Yerevan", "talks with Tehran" -> organisation with the role GOV;
//! "in Moscow", "flew to Yerevan", "the streets of Tehran" -> place.

use super::MentionKind;
use super::draft::{Draft, Source};
use super::reading::Reading;
use crate::lexicon::{ContextWord, NameWord};
use crate::syntax::Relation;

/// Turns names of countries and capitals that act into organisations.
pub(super) fn read(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(draft) = drafts.get(index) else { continue };
        if !matches!(draft.source, Source::Country | Source::Capital | Source::Place) {
            continue;
        }
        if is_dateline(reading, draft) {
            continue;
        }
        if reading.has_trees() && plays(reading, draft.head) {
            if let Some(draft) = drafts.get_mut(index) {
                draft.kind = MentionKind::Organization;
                draft.source = Source::Organization;
                draft.full = draft.full.take().map(|name| format!("{name} (team)"));
                draft.coordinates = None;
                draft.reason = "team";
            }
            continue;
        }
        if draft.source == Source::Place {
            continue;
        }
        let acts = if reading.has_trees() {
            acts(reading, draft.head, draft.source, 0)
        } else {
            acts_plainly(reading, draft)
        };
        if !acts {
            continue;
        }
        if let Some(draft) = drafts.get_mut(index) {
            draft.kind = MentionKind::Organization;
            draft.role = Some("GOV".into());
            if draft.source == Source::Capital {
                draft.reason = "metonymy";
            }
        }
    }
}

/// "TBILISI (Agency) — ...", "BEIRUT/THE HAGUE, March 7 (Agency)".
fn is_dateline(reading: &Reading<'_>, draft: &Draft) -> bool {
    let start = reading.sentence(draft.sentence).start;
    let after = reading.text(draft.tokens.end);
    if draft.tokens.start == start && matches!(after, "(" | "—" | "–" | "―" | "--") {
        return true;
    }
    let is_loud = draft.tokens.clone().all(|token| !reading.text(token).chars().any(char::is_lowercase));
    is_loud
        && draft.tokens.start < start + 6
        && reading.text(draft.tokens.start).chars().nth(3).is_some()
        && matches!(after, "(" | "—" | "–" | "―" | "--" | "/" | ",")
}

/// Whether a place stands for its team: "Norway beat Peru", "Liverpool thrashed Orvik".
fn plays(reading: &Reading<'_>, head: usize) -> bool {
    let (Some(relation), Some(verb)) = (reading.relation(head), reading.head(head)) else { return false };
    let is_side =
        matches!(relation, Relation::Nsubj | Relation::Obj | Relation::OblAgent | Relation::NsubjPass);
    is_side && is(reading, ContextWord::Plays, reading.lemma(verb))
}

fn acts(reading: &Reading<'_>, head: usize, source: Source, depth: u8) -> bool {
    let (Some(relation), Some(governor)) = (reading.relation(head), reading.head(head)) else { return false };
    let case = preposition(reading, head);
    match relation {
        Relation::Nsubj | Relation::NsubjOuter | Relation::Csubj => !is_state(reading, governor, source),
        Relation::NsubjPass => !is(reading, ContextWord::Seized, reading.lemma(governor)),
        Relation::OblAgent => true,
        Relation::Conj if depth < 4 => acts(reading, governor, source, depth + 1),
        Relation::Appos => false,
        Relation::Obj | Relation::Iobj => {
            !is(reading, ContextWord::Seized, reading.lemma(governor))
                && !is(reading, ContextWord::Visited, reading.lemma(governor))
        }
        Relation::NmodPoss => possesses_as_government(reading, governor, source),
        Relation::Obl | Relation::Nmod => match case {
            "by" => true,
            "with" | "against" | "between" => true,
            "to" => is(reading, ContextWord::Received, reading.lemma(governor)),
            _ => false,
        },
        _ => false,
    }
}

/// The preposition that marks a noun.
fn preposition<'a>(reading: &Reading<'a>, head: usize) -> &'a str {
    reading.parsed.child(head, Relation::Case).map_or("", |case| reading.text(case))
}

fn is(reading: &Reading<'_>, kind: ContextWord, word: &str) -> bool {
    reading.lexicon.context.is(kind, word)
}

/// "Yerevan is a city of ...", "Armenia lies in ...": nothing is done.
fn is_state(reading: &Reading<'_>, governor: usize, source: Source) -> bool {
    let is_copula = reading.parsed.child(governor, Relation::Cop).is_some();
    if is_copula {
        // "Moscow is ready" is a government; "Moscow is the capital" and "Armenia is a country" are places.
        let noun = reading.text(governor).to_lowercase();
        return source == Source::Capital
            && reading.lexicon.names.is(NameWord::PlaceEnd, &first_capital(&noun))
            || is(reading, ContextWord::PlaceNoun, &noun);
    }
    is(reading, ContextWord::Lies, reading.lemma(governor))
}

/// "Moscow's failure", but "Moscow's streets", "Moscow's mayor".
fn possesses_as_government(reading: &Reading<'_>, owned: usize, source: Source) -> bool {
    if source == Source::Country {
        // A country owns everything in it; only what governments do makes it one.
        let lemma = reading.lemma(owned);
        return reading.lexicon.context.ends_like(ContextWord::GovernmentOwnEnd, lemma)
            && !is(reading, ContextWord::CountryOwn, lemma);
    }
    let word = reading.lemma(owned);
    let is_town_noun = reading.lexicon.names.is(NameWord::PlaceEnd, &first_capital(word));
    let is_role =
        reading.lexicon.roles.find(word).is_some_and(|role| {
            matches!(role.role.role.as_str(), "CVL" | "COP" | "EDU" | "HLH" | "BUS" | "REL")
        });
    let is_mayor = is(reading, ContextWord::TownOwn, word);
    !(is_town_noun || is_role || is_mayor)
}

fn first_capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Without trees: a capital before a verb of saying, or after "with" and "against".
fn acts_plainly(reading: &Reading<'_>, draft: &Draft) -> bool {
    let before = draft.tokens.start.checked_sub(1).map_or("", |token| reading.text(token));
    let after = reading.text(draft.tokens.end);
    if matches!(
        before,
        "in" | "In" | "at" | "near" | "from" | "to" | "of" | "for" | "around" | "outside" | "across"
    ) {
        return false;
    }
    matches!(before, "with" | "against" | "by") || is(reading, ContextWord::ActsAfter, after)
}
