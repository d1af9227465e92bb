//! Whether the name of a country or capital stands for its government.
//!
//! "Moscow warned", "accused Yerevan", "talks with Tehran" -> organisation with the role GOV;
//! "in Moscow", "flew to Yerevan", "the streets of Tehran" -> place.

use super::MentionKind;
use super::draft::{Draft, Source};
use super::reading::Reading;
use crate::lexicon::NameWord;
use crate::syntax::Relation;

/// Turns names of countries and capitals that act into organisations.
pub(super) fn read(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(draft) = drafts.get(index) else { continue };
        if !matches!(draft.source, Source::Country | Source::Capital) {
            continue;
        }
        // "TBILISI (Agency) — ...": a dateline.
        let is_dateline = matches!(reading.text(draft.tokens.end), "(" | "—" | "–" | "--")
            && draft.tokens.start == reading.sentence(draft.sentence).start;
        if is_dateline {
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

fn acts(reading: &Reading<'_>, head: usize, source: Source, depth: u8) -> bool {
    let (Some(relation), Some(governor)) = (reading.relation(head), reading.head(head)) else { return false };
    let case = preposition(reading, head);
    match relation {
        Relation::Nsubj | Relation::NsubjOuter | Relation::Csubj => !is_state(reading, governor, source),
        Relation::NsubjPass => !is_seizure(reading.lemma(governor)),
        Relation::OblAgent => true,
        Relation::Conj if depth < 4 => acts(reading, governor, source, depth + 1),
        Relation::Appos => false,
        Relation::Obj | Relation::Iobj => {
            !is_seizure(reading.lemma(governor)) && !is_visit(reading.lemma(governor))
        }
        Relation::NmodPoss => possesses_as_government(reading, governor, source),
        Relation::Obl | Relation::Nmod => match case {
            "by" => true,
            "with" | "against" | "between" => true,
            "to" => is_transfer(reading.lemma(governor)),
            _ => false,
        },
        _ => false,
    }
}

/// The preposition that marks a noun.
fn preposition<'a>(reading: &Reading<'a>, head: usize) -> &'a str {
    reading.parsed.child(head, Relation::Case).map_or("", |case| reading.text(case))
}

/// "Yerevan is a city of ...", "Armenia lies in ...": nothing is done.
fn is_state(reading: &Reading<'_>, governor: usize, source: Source) -> bool {
    let is_copula = reading.parsed.child(governor, Relation::Cop).is_some();
    if is_copula {
        // "Moscow is ready" is a government; "Moscow is the capital" and "Armenia is a country" are places.
        let noun = reading.text(governor).to_lowercase();
        return source == Source::Capital
            && reading.lexicon.names.is(NameWord::PlaceEnd, &first_capital(&noun))
            || matches!(
                noun.as_str(),
                "capital" | "city" | "country" | "home" | "part" | "town" | "republic" | "island" | "nation"
            );
    }
    matches!(
        reading.lemma(governor),
        "lie" | "border" | "cover" | "stretch" | "locate" | "situate" | "surround"
    )
}

/// Verbs whose object is a place that changes hands or suffers.
fn is_seizure(lemma: &str) -> bool {
    matches!(
        lemma,
        "seize"
            | "capture"
            | "occupy"
            | "bomb"
            | "shell"
            | "hit"
            | "retake"
            | "take"
            | "besiege"
            | "storm"
            | "invade"
            | "liberate"
            | "surround"
            | "rock"
            | "destroy"
            | "strike"
            | "control"
            | "locate"
            | "base"
            | "hold"
            | "shake"
            | "batter"
            | "devastate"
    )
}

/// Verbs whose object is where somebody goes.
fn is_visit(lemma: &str) -> bool {
    matches!(
        lemma,
        "visit"
            | "leave"
            | "reach"
            | "enter"
            | "flee"
            | "tour"
            | "quit"
            | "approach"
            | "cross"
            | "exit"
            | "call"
            | "include"
            | "see"
            | "represent"
    )
}

/// Verbs and nouns with which "to" names who receives.
fn is_transfer(lemma: &str) -> bool {
    matches!(
        lemma,
        "give"
            | "sell"
            | "deliver"
            | "supply"
            | "provide"
            | "transfer"
            | "hand"
            | "grant"
            | "offer"
            | "cede"
            | "pledge"
            | "promise"
            | "donate"
            | "lend"
            | "complain"
            | "appeal"
            | "commitment"
            | "aid"
            | "assistance"
            | "support"
            | "concession"
            | "threat"
            | "message"
            | "warning"
            | "arm"
            | "weapon"
            | "sale"
            | "apologize"
            | "apologise"
            | "respond"
            | "belong"
            | "loan"
            | "help"
    )
}

/// "Moscow's failure", but "Moscow's streets", "Moscow's mayor".
fn possesses_as_government(reading: &Reading<'_>, owned: usize, source: Source) -> bool {
    if source == Source::Country {
        // A country owns everything in it; only what governments do makes it one.
        let lemma = reading.lemma(owned);
        return [
            "tion",
            "ment",
            "sal",
            "ance",
            "sion",
            "ure",
            "plan",
            "claim",
            "demand",
            "attack",
            "offensive",
            "support",
            "lack",
            "call",
            "attempt",
            "effort",
            "threat",
            "policy",
            "stance",
            "position",
        ]
        .iter()
        .any(|end| lemma.ends_with(end))
            && !matches!(
                lemma,
                "population"
                    | "nation"
                    | "government"
                    | "parliament"
                    | "administration"
                    | "treasure"
                    | "culture"
                    | "literature"
                    | "agriculture"
                    | "infrastructure"
                    | "constitution"
                    | "opposition"
                    | "location"
            );
    }
    let word = reading.lemma(owned);
    let is_town_noun = reading.lexicon.names.is(NameWord::PlaceEnd, &first_capital(word));
    let is_role =
        reading.lexicon.roles.find(word).is_some_and(|role| {
            matches!(role.role.role.as_str(), "CVL" | "COP" | "EDU" | "HLH" | "BUS" | "REL")
        });
    let is_mayor = matches!(
        word,
        "mayor"
            | "governor"
            | "resident"
            | "people"
            | "center"
            | "centre"
            | "outskirt"
            | "airport"
            | "subway"
            | "metro"
    );
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
    matches!(before, "with" | "against" | "by")
        || matches!(
            after,
            "said"
                | "says"
                | "warned"
                | "accused"
                | "denied"
                | "rejected"
                | "announced"
                | "has"
                | "had"
                | "will"
                | "would"
                | "wants"
                | "agreed"
                | "signed"
                | "condemned"
                | "called"
                | "recalled"
                | "summoned"
                | "expelled"
                | "imposed"
                | "declared"
                | "insists"
                | "sees"
                | "fears"
        )
}
