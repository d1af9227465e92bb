//! Two at once: "the two countries", "both sides", "the two leaders".
//!
//! > Norway and Peru signed the treaty. The two countries ... -> one entity "Norway and Peru"
//!
//! The pair is an entity of its own, named after the two. Where more than two could be meant, or fewer, there is no
//! mention at all.

use super::MentionKind;
use super::draft::{Draft, Source, of_sentences};
use super::reading::Reading;
use crate::lexicon::{ContextWord, Country};

/// So many sentences before the pair may name the two.
const REACH: usize = 3;

/// A pair of people or countries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The same for all mentions of the two, whoever is named first.
    pub(super) key: String,
    /// "Norway and Peru", in the order of the text.
    pub(super) name: String,
}

/// Makes drafts of the phrases that mean two; a noun phrase of office among them ("the two leaders") changes its source.
pub(super) fn mark(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let mut found = Vec::new();
    for sentence in 0..reading.parsed.document.sentences.len() {
        let tokens = reading.sentence(sentence);
        for token in tokens.clone() {
            let Some(noun) = noun_of_pair(reading, token, tokens.end) else { continue };
            let mut draft = Draft::new(sentence, token..noun + 1, noun, MentionKind::Group, Source::Pair);
            draft.definite = true;
            draft.plural = true;
            draft.reason = "pair";
            found.push(draft);
        }
    }
    drafts.retain(|draft| {
        let at = found.partition_point(|pair| pair.head < draft.head);
        let pair = found.get_mut(at).filter(|pair| pair.head == draft.head && draft.source == Source::Noun);
        // "the two leaders" keep the role of leaders.
        let Some(pair) = pair else { return true };
        let is_people = kind_of(reading, pair.head) == Some(PairKind::People);
        pair.role = draft.role.clone().filter(|_| is_people);
        false
    });
    drafts.append(&mut found);
}

/// The noun of "the two countries", "both sides", "the two longtime allies", if the phrase begins at `token`.
fn noun_of_pair(reading: &Reading<'_>, token: usize, end: usize) -> Option<usize> {
    let word = |at: usize| reading.text(at).to_lowercase();
    let first = match word(token).as_str() {
        "both" => token + 1,
        "the" | "these" | "those" if word(token + 1) == "two" => token + 2,
        _ => return None,
    };
    let noun = (first..end.min(first + 2)).find(|&at| kind_of(reading, at).is_some())?;
    // "both countries' armies", "the two sides of the street": something else is meant.
    let next = word(noun + 1);
    (noun + 1 >= end || !matches!(next.as_str(), "'" | "’" | "'s" | "of" | "-")).then_some(noun)
}

/// What two of this noun are: countries, people, or any two that can stand against each other.
fn kind_of(reading: &Reading<'_>, token: usize) -> Option<PairKind> {
    let word = reading.text(token).to_lowercase();
    let is = |class| reading.lexicon.context.is(class, &word);
    if is(ContextWord::PairOfCountries) {
        return Some(PairKind::Countries);
    }
    if is(ContextWord::PairOfSides) {
        return Some(PairKind::Sides);
    }
    is(ContextWord::PairOfPeople).then_some(PairKind::People)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PairKind {
    Countries,
    People,
    Sides,
}

/// The two that the pair at `index` means: the only two of its kind named in its sentence before it, or in the closest
/// sentence before that names any two. `entity` tells kind, name and country of an entity.
pub(super) fn find<'e>(
    reading: &Reading<'_>,
    drafts: &[Draft],
    index: usize,
    entity: impl Fn(u32) -> Option<(MentionKind, &'e str, Option<Country>)>,
) -> Option<Pair> {
    let pair = drafts.get(index)?;
    let kind = kind_of(reading, pair.head)?;
    let mut seen: Vec<(String, String)> = Vec::new();
    for sentence in (pair.sentence.saturating_sub(REACH)..=pair.sentence).rev() {
        let near = drafts.get(of_sentences(drafts, sentence..sentence + 1)).unwrap_or_default();
        let before = near.iter().filter(|draft| draft.tokens.end <= pair.tokens.start);
        for draft in before {
            let member = match kind {
                PairKind::Countries => country_of(reading, draft),
                PairKind::Sides => country_of(reading, draft).or_else(|| {
                    let (kind, name, _) = draft.entity.and_then(&entity)?;
                    is_side(draft, kind).then(|| (name.to_owned(), name.to_owned()))
                }),
                PairKind::People => draft.entity.and_then(&entity).and_then(|(kind, name, _)| {
                    let is_named = draft.source == Source::Name && kind == MentionKind::Person;
                    is_named.then(|| (name.to_owned(), name.to_owned()))
                }),
            };
            if let Some(member) = member.filter(|member| !seen.iter().any(|known| known.0 == member.0)) {
                seen.push(member);
            }
        }
        match seen.len() {
            0 | 1 => {}
            2 => break,
            _ => return None,
        }
    }
    let [one, other] = &seen[..] else { return None };
    let mut keys = [one.0.as_str(), other.0.as_str()];
    keys.sort_unstable();
    Some(Pair { key: format!("pair {} {}", keys[0], keys[1]), name: format!("{} and {}", one.1, other.1) })
}

/// Whether a named organisation or group can be a side; a newspaper or agency only tells of them.
fn is_side(draft: &Draft, kind: MentionKind) -> bool {
    let named = matches!(draft.source, Source::Name | Source::Organization);
    named
        && matches!(kind, MentionKind::Organization | MentionKind::Group)
        && draft.role.as_deref() != Some("MED")
}

/// The country that a mention names outright: "Norway", "Oslo", "Norwegians"; its code and its name.
fn country_of(reading: &Reading<'_>, draft: &Draft) -> Option<(String, String)> {
    if !matches!(draft.source, Source::Country | Source::Capital | Source::Seat | Source::People) {
        return None;
    }
    let row = reading.lexicon.countries.get(draft.country?)?;
    Some((row.code.to_string(), row.name.clone()))
}
