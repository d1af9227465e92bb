//! Noun phrases that refer to people and bodies by what they are: "the Armenian prime minister", "Russian
//! peacekeepers", "the official news agency", "protesters in Tbilisi".

use std::ops::Range;

use compact_str::CompactString;

use super::MentionKind;
use super::draft::{Draft, Source, of_sentences};
use super::reading::Reading;
use crate::lexicon::{ContextWord, Country, CountryName, CountryWord, PlaceKind, RoleKind, RoleName, places};
use crate::syntax::{Relation, Upos};

/// All noun phrases headed by a noun of office, work or body, in text order; those inside `names`, which are in text
/// order too, are left out.
pub(super) fn find(reading: &Reading<'_>, names: &[Draft]) -> Vec<Draft> {
    let mut found = Vec::new();
    for sentence in 0..reading.parsed.document.sentences.len() {
        let tokens = reading.sentence(sentence);
        let names = names.get(of_sentences(names, sentence..sentence + 1)).unwrap_or_default();
        let mut token = tokens.start;
        while token < tokens.end {
            token = match noun_at(reading, token, tokens.end) {
                Some((noun, role)) => {
                    let end = noun.end;
                    if let Some(draft) = read(reading, sentence, noun, role, names) {
                        found.push(draft);
                    }
                    end
                }
                None => token + 1,
            };
        }
    }
    found
}

/// The noun that begins here, as long as the list knows it.
fn noun_at<'a>(reading: &Reading<'a>, token: usize, end: usize) -> Option<(Range<usize>, RoleName<'a>)> {
    let start = reading.span(token).start as usize;
    if !reading.is_word(token) {
        return None;
    }
    let (byte_end, role) = reading.lexicon.roles.at(reading.parsed.document.text, start)?;
    let after = reading.token_ending(token, byte_end).filter(|&after| after <= end)?;
    Some((token..after, role))
}

fn read(
    reading: &Reading<'_>,
    sentence: usize,
    noun: Range<usize>,
    role: RoleName<'_>,
    names: &[Draft],
) -> Option<Draft> {
    let head = reading.head_of(&noun);
    if names.iter().any(|name| name.tokens.contains(&head)) {
        return None;
    }
    if reading.has_trees() {
        if !matches!(reading.upos(head)?, Upos::Noun | Upos::Propn) {
            // "the displaced", "the elderly": adjectives with an article.
            let is_nominal = reading.upos(head) == Some(Upos::Adj)
                && head > 0
                && matches!(reading.text(head - 1), "the" | "The")
                && matches!(
                    reading.relation(head)?.base(),
                    "nsubj" | "obj" | "obl" | "nmod" | "root" | "conj"
                );
            if !is_nominal {
                return None;
            }
        }
        // "police chief", "government spokesman": the head word is the one that counts; "army" in "army chief" is not.
        let is_compound = matches!(reading.relation(head)?, Relation::Compound | Relation::Flat);
        if is_compound && !follows_name(reading, &noun, names) {
            return None;
        }
    }
    // "The parties disagree": those concerned, not political parties.
    let before = noun.start.checked_sub(1).map_or("", |token| reading.text(token));
    if role.plural && role.role.noun == "party" && matches!(before, "the" | "The" | "both" | "all") {
        return None;
    }
    let tokens = phrase(reading, sentence, &noun, head);
    let kind = match (role.role.kind, role.plural) {
        (RoleKind::Organization, _) => MentionKind::Organization,
        (RoleKind::Person, false) if reading.lexicon.context.is(ContextWord::Collective, &role.role.noun) => {
            MentionKind::Group
        }
        (RoleKind::Person, false) => MentionKind::Person,
        (RoleKind::Person, true) => MentionKind::Group,
    };
    // "Bank of Japan governor": no name is cut in two.
    let cut = names.iter().find(|name| name.tokens.start < tokens.start && tokens.start < name.tokens.end);
    let tokens = cut.map_or(tokens.start, |name| name.tokens.start)..tokens.end;
    let mut draft = Draft::new(sentence, tokens.clone(), head, kind, Source::Noun);
    draft.plural = role.plural || kind == MentionKind::Group;
    draft.role = Some(role.role.role.clone());
    draft.office = Some(role.role.office.clone());
    draft.gender = role.role.gender;
    draft.definite = is_definite(reading, &tokens);
    draft.country = country(reading, &tokens, head, role.role.kind, &role.role.office);
    // "the Norway captain" leads a team, "the Norwegian captain" soldiers.
    let ahead = noun.start.checked_sub(1).filter(|&ahead| tokens.contains(&ahead));
    let is_team = reading.text(head).eq_ignore_ascii_case("captain")
        && ahead.and_then(|ahead| reading.listed(ahead, head + 1)).is_some_and(|listed| {
            let is_name = |name: &&CountryName| name.word == CountryWord::Name;
            let is_club = listed.organization.is_some_and(|name| name.organization.kind == "club");
            let is_region = listed.places.first().is_some_and(|place| place.kind == PlaceKind::Region);
            let is_side = listed.countries.first().is_some_and(is_name) || is_club || is_region;
            listed.tokens.end == noun.start && is_side
        });
    if is_team {
        draft.role = None;
    }
    if kind == MentionKind::Person || kind == MentionKind::Group {
        draft.role = role_of_employer(reading, &tokens, head).or(draft.role);
        draft.role = changed_role(reading, &tokens, head).or(draft.role);
    }
    draft.reason = "noun";
    Some(draft)
}

/// ", a Peruvian vice minister leading talks": right after a name and a comma, whatever the tree says.
fn follows_name(reading: &Reading<'_>, noun: &Range<usize>, names: &[Draft]) -> bool {
    let mut start = noun.start;
    while start > 0 && noun.start - start < 4 {
        start -= 1;
        if matches!(reading.text(start), "a" | "an" | "the") {
            let is_after_comma = start > 0 && reading.text(start - 1) == ",";
            return is_after_comma
                && names.iter().any(|name| name.is_named_person() && name.tokens.end + 1 == start);
        }
        if reading.text(start) == "," {
            return false;
        }
    }
    false
}

/// The role of the body whose people they are, where it is no state's: "Houthi spokesman", "UN envoy", "IMF officials".
fn role_of_employer(reading: &Reading<'_>, tokens: &Range<usize>, head: usize) -> Option<CompactString> {
    let states = ["GOV", "MIL", "COP", "JUD", "LEG"];
    let before = (tokens.start..head).filter_map(|token| reading.listed(token, head)?.organization);
    let role = before.map(|name| &name.organization.role).next()?;
    (!role.is_empty() && !states.contains(&role.as_str())).then(|| role.clone())
}

/// "former", "opposition", "rebel", "armed" before the noun change what the person is.
fn changed_role(reading: &Reading<'_>, tokens: &Range<usize>, head: usize) -> Option<CompactString> {
    for token in tokens.start..head {
        let word = reading.text(token).to_lowercase();
        if reading.lexicon.context.is(ContextWord::Former, &word) {
            return Some("ELI".into());
        }
        match word.as_str() {
            "rebel" | "insurgent" | "separatist" => return Some("REB".into()),
            "opposition" => {
                let is_lawmaker = reading
                    .lexicon
                    .roles
                    .find(reading.text(head))
                    .is_some_and(|role| role.role.role == "LEG");
                return (!is_lawmaker).then(|| "OPP".into());
            }
            "armed" | "masked" => return Some("UAF".into()),
            _ => {}
        }
    }
    None
}

/// The tokens of the phrase: determiner, adjectives, compounds and possessor before it, and a short phrase with
/// "of", "to", "in", "for" after it.
fn phrase(reading: &Reading<'_>, sentence: usize, noun: &Range<usize>, head: usize) -> Range<usize> {
    let bounds = reading.sentence(sentence);
    if !reading.has_trees() {
        return plain_phrase(reading, &bounds, noun);
    }
    let mut start = noun.start;
    let mut end = noun.end.max(head + 1);
    for child in reading.parsed.children(head) {
        let Some(relation) = reading.relation(child) else { continue };
        let reach = reading.reach(child);
        let is_before = reach.end <= noun.start
            && matches!(
                relation,
                Relation::Det
                    | Relation::DetPredet
                    | Relation::Amod
                    | Relation::Compound
                    | Relation::NmodPoss
                    | Relation::Nummod
                    | Relation::Flat
                    | Relation::NmodDesc
                    | Relation::NmodUnmarked
                    | Relation::Nmod
            );
        if is_before && noun.start - reach.start <= 14 {
            start = start.min(reach.start);
        }
        let is_after = matches!(relation, Relation::Nmod) && reach.start >= end && reach.start <= end + 1;
        if is_after
            && reach.start == end
            && reach.len() <= 8
            && matches!(reading.text(reach.start), "of" | "to" | "in" | "from" | "at")
            && !holds_comma(reading, &reach)
        {
            end = reach.end;
        }
    }
    // The tree may hang the article or an adjective on another word.
    let before = (bounds.start..start).rev().take(4);
    let before = before.take_while(|&token| matches!(reading.upos(token), Some(Upos::Adj | Upos::Det)));
    start = before.last().unwrap_or(start);
    while start < noun.start && reading.upos(start) == Some(Upos::Punct) && reading.text(start) != "\"" {
        start += 1;
    }
    start.max(bounds.start)..end.min(bounds.end)
}

fn holds_comma(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|token| matches!(reading.text(token), "," | ";" | ":" | "(" | "—" | "–"))
}

/// Without trees: back over adjectives of countries, capitals and an article.
fn plain_phrase(reading: &Reading<'_>, bounds: &Range<usize>, noun: &Range<usize>) -> Range<usize> {
    let mut start = noun.start;
    while start > bounds.start && noun.start - start < 4 {
        let before = start - 1;
        let text = reading.text(before);
        let is_adjective = reading.lexicon.countries.demonym(text).is_some();
        if matches!(text, "the" | "The" | "a" | "A" | "an" | "An" | "this" | "its" | "his" | "her" | "their")
        {
            return before..noun.end;
        }
        if !is_adjective {
            break;
        }
        start = before;
    }
    start..noun.end
}

/// "the envoy", "this official", "both leaders".
fn is_definite(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    matches!(
        reading.text(tokens.start).to_lowercase().as_str(),
        "the" | "this" | "that" | "these" | "those" | "both"
    )
}

/// The country of the people or body: from an adjective, a possessor, or a phrase after the noun.
pub(super) fn country(
    reading: &Reading<'_>,
    tokens: &Range<usize>,
    head: usize,
    kind: RoleKind,
    office: &str,
) -> Option<Country> {
    let mut found = None;
    let mut token = tokens.start;
    let mut preposition = "";
    while token < tokens.end {
        let text = reading.text(token);
        if token > head && matches!(text, "of" | "to" | "in" | "for" | "from" | "at" | "with") {
            preposition = text;
            if found.is_some() {
                break;
            }
        }
        let Some(listed) = reading
            .listed(token, tokens.end)
            .filter(|listed| listed.tokens.clone().any(|token| reading.is_capital(token)))
        else {
            token += 1;
            continue;
        };
        token = listed.tokens.end;
        // "Hassan Rouhani's spokesman": a town's name that another name follows is a person's.
        let is_first_name = listed.countries.is_empty()
            && listed.organization.is_none()
            && token < head
            && reading.is_capital(token)
            && reading.listed(token, tokens.end).is_none()
            && reading.lexicon.roles.find(reading.text(token)).is_none();
        if is_first_name {
            continue;
        }
        // "Russian-led", "Russian-Armenian", "anti-American", "ex-Soviet": no country of its people.
        let is_joined = (reading.text(token) == "-" && reading.is_glued(token))
            || (listed.tokens.start > 1
                && reading.text(listed.tokens.start - 1) == "-"
                && reading.is_glued(listed.tokens.start));
        if is_joined {
            if preposition.is_empty() && reading.text(token) == "-" {
                // Skip the rest of the compound.
                token += 2;
            }
            continue;
        }
        if listed.tokens.start > head {
            let fits = match preposition {
                "of" | "from" => true,
                // An envoy to a country is not from there; a protester in a country mostly is.
                "in" | "at" => {
                    kind == RoleKind::Organization || !reading.lexicon.context.is(ContextWord::Abroad, office)
                }
                _ => false,
            };
            if !fits {
                continue;
            }
        }
        if listed.placed.is_some() {
            found = listed.placed;
        } else if let Some(name) = reading.choose_country(&listed.countries) {
            found = Some(name.country);
        } else if let Some(name) = listed.organization {
            found = name.organization.country.or(found);
        } else if let Some(place) = places::choose(&listed.places, &reading.near) {
            found = place.country.or(found);
        }
    }
    found
}
