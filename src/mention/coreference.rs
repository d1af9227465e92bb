//! Which mentions of an article speak of the same person, body or place. Light and careful: no link is better
//! than a wrong one, and each link has a reason.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::MentionKind;
use super::draft::{Draft, Source, of_sentences};
use super::pairs;
use super::reading::Reading;
use crate::lexicon::{Country, Gender, NameWord, fold};
use crate::syntax::{Relation, Upos};

/// A person, body, place or group of the article.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) kind: MentionKind,
    /// The fullest name so far.
    pub(super) name: Option<String>,
    /// The words of the name, folded.
    words: Vec<String>,
    /// What groups names that are spelled differently: the canonical listed name, folded.
    key: Option<String>,
    pub(super) country: Option<Country>,
    pub(super) role: Option<CompactString>,
    offices: Vec<CompactString>,
    gender: Option<Gender>,
    plural: bool,
    /// "jr" of "Robert Hale Jr.", which tells him from Robert Hale Sr.
    suffix: Option<String>,
    /// A bare surname that fitted several people when it was opened.
    unclear: bool,
    /// Indices of its mentions.
    drafts: Vec<usize>,
}

impl Entity {
    /// Whether a full name further down may be that of a bare surname: an article introduces people by their second or
    /// third mention ("Bruk" in the headline), and "Hale" after two people of that name is no third one.
    fn may_grow(&self) -> bool {
        self.words.len() > 1 || (!self.unclear && self.drafts.len() <= LATEST_INTRODUCTION)
    }
}

/// So often a bare surname may stand before the full name.
const LATEST_INTRODUCTION: usize = 4;

/// So many people of one name are told apart; of more, nobody is meant for certain.
const MOST_NAMESAKES: usize = 64;

/// Gives every draft its entity and reason; adds mentions for pronouns and pairs. Drafts are in text order.
pub(super) fn link(reading: &Reading<'_>, drafts: &mut Vec<Draft>) -> Vec<Entity> {
    let mut linker = Linker {
        reading,
        entities: Vec::new(),
        keys: FxHashMap::default(),
        surnames: FxHashMap::default(),
        firsts: FxHashMap::default(),
        offices: FxHashMap::default(),
        bodies: FxHashMap::default(),
    };
    for index in 0..drafts.len() {
        linker.link_names(index, drafts);
    }
    for index in 0..drafts.len() {
        linker.link_tied(index, drafts);
    }
    for index in 0..drafts.len() {
        linker.link_nouns(index, drafts);
    }
    for index in 0..drafts.len() {
        linker.link_pair(index, drafts);
    }
    for index in 0..drafts.len() {
        linker.link_pronoun(index, drafts);
    }
    linker.lend_countries(drafts);
    drafts.retain(|draft| draft.entity.is_some());
    linker.entities
}

/// The entities so far, and where to find them without asking each.
struct Linker<'r, 'a> {
    reading: &'r Reading<'a>,
    entities: Vec<Entity>,
    /// By what groups differently spelled names.
    keys: FxHashMap<String, usize>,
    /// People by the last word of their name.
    surnames: FxHashMap<String, Vec<usize>>,
    /// People by the first word of a name of several.
    firsts: FxHashMap<String, Vec<usize>>,
    /// People by the offices they were introduced with.
    offices: FxHashMap<CompactString, Vec<usize>>,
    /// Organisations by the last word of their name.
    bodies: FxHashMap<String, Vec<usize>>,
}

impl Linker<'_, '_> {
    /// Names: the same name, the surname of somebody named in full, another listed name of one body.
    fn link_names(&mut self, index: usize, drafts: &mut [Draft]) {
        let Some(draft) = drafts.get(index) else { return };
        if matches!(draft.source, Source::Noun | Source::Pronoun | Source::Pair) {
            return;
        }
        let words = self.name_words(draft);
        let (entity, reason) = match self.known(draft, &words) {
            Some((entity, reason)) => (entity, reason),
            None => (self.open(draft, words.clone()), draft.reason),
        };
        self.join(entity, index, reason, &words, drafts);
    }

    fn name_words(&self, draft: &Draft) -> Vec<String> {
        let Some(name) = &draft.name else { return Vec::new() };
        let words = self.reading.words_of(name);
        let mut words = words
            .split([' ', '-'])
            .map(|word| fold(word.trim_matches(['.', '\'', '’', ','])))
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>();
        // "Jr." is no surname.
        if self.suffix(draft).is_some() && words.len() > 1 {
            words.pop();
        }
        words
    }

    /// "jr" of "Robert Hale Jr."
    fn suffix(&self, draft: &Draft) -> Option<String> {
        let last = draft.name.as_ref()?.end.checked_sub(1)?;
        let stands = self.reading.is_name_word(NameWord::Suffix, last);
        stands.then(|| fold(self.reading.text(last).trim_matches('.')))
    }

    /// Whether the family name stands first: "Xi Jinping", "Nguyen Phu Trong".
    fn is_family_first(&self, words: &[String]) -> bool {
        let first = words.first().filter(|_| words.len() > 1);
        first.is_some_and(|first| {
            let mut letters = first.chars();
            let capital =
                letters.next().map(|letter| letter.to_uppercase().chain(letters).collect::<String>());
            capital.is_some_and(|word| self.reading.lexicon.names.is(NameWord::FamilyFirst, &word))
        })
    }

    fn key(draft: &Draft) -> Option<String> {
        if let Some(name) = &draft.listed_as {
            return Some(format!("listed {name}"));
        }
        if draft.kind == MentionKind::Person {
            return None;
        }
        if let (Source::Country, Some(country)) = (draft.source, draft.country) {
            return Some(format!("country {country}"));
        }
        let is_government =
            matches!(draft.source, Source::Capital | Source::Seat) && draft.kind == MentionKind::Organization;
        if let (true, Some(country)) = (is_government, draft.country) {
            return Some(format!("government {country}"));
        }
        let full = fold(draft.full.as_deref()?);
        Some(full.strip_prefix("the ").map_or(full.clone(), str::to_owned))
    }

    fn known(&self, draft: &Draft, words: &[String]) -> Option<(usize, &'static str)> {
        if let Some(key) = Self::key(draft) {
            if let Some(&same) = self.keys.get(&key) {
                return Some((same, if draft.reason == "metonymy" { "metonymy" } else { "name" }));
            }
            // A person of the user's list may have been named by the surname before.
            if draft.kind != MentionKind::Person {
                return None;
            }
        }
        let none = Vec::new();
        let namesakes = self.surnames.get(words.last()?).unwrap_or(&none);
        let suffix = self.suffix(draft);
        let fitting = |entity: &Entity| {
            entity.kind == MentionKind::Person
                && !(entity.suffix.is_some() && suffix.is_some() && entity.suffix != suffix)
                && !entity.words.is_empty()
                && !(entity.gender.is_some() && draft.gender.is_some() && entity.gender != draft.gender)
        };
        let among = || {
            let known = namesakes.iter().copied().take(MOST_NAMESAKES);
            known.filter_map(|index| Some((index, self.entities.get(index)?)))
        };
        if let Some((exact, _)) = among().find(|(_, entity)| fitting(entity) && entity.words == words) {
            return Some((exact, "name"));
        }
        let mut share: Vec<usize> = among()
            .filter(|(_, entity)| fitting(entity) && same_person(&entity.words, words))
            .filter(|(_, entity)| words.len() == 1 || entity.may_grow())
            .map(|(index, _)| index)
            .collect();
        let mut reason = if words.len() == 1 { "surname" } else { "name" };
        if let [word] = words {
            // "Xi" is Xi Jinping before it is the end of another name; "Jared" is the one Jared of the article.
            let firsts = self.firsts.get(word).map(Vec::as_slice).unwrap_or_default();
            let fits = |&index: &usize| self.entities.get(index).is_some_and(fitting);
            let (family, given): (Vec<usize>, Vec<usize>) = firsts
                .iter()
                .copied()
                .take(MOST_NAMESAKES)
                .filter(fits)
                .partition(|&index| self.is_family_first(&self.entities[index].words));
            share.retain(|&index| !self.is_family_first(&self.entities[index].words) || family.is_empty());
            share.extend(family);
            share.dedup();
            if share.is_empty() && draft.office.is_none() {
                (share, reason) = (given, "given name");
            }
        } else if share.is_empty()
            && self.is_family_first(words)
            && let Some(singles) = words.first().and_then(|first| self.surnames.get(first))
        {
            // "Xi" in the headline, "Xi Jinping" below.
            let is_bare = |&index: &usize| {
                self.entities.get(index).is_some_and(|entity| fitting(entity) && entity.words.len() == 1)
            };
            share.extend(singles.iter().copied().take(MOST_NAMESAKES).filter(is_bare));
        }
        match share[..] {
            [only] => Some((only, reason)),
            [] => None,
            _ => {
                // Several of one surname: the country or office of the title may decide.
                let decided: Vec<usize> = share
                    .iter()
                    .copied()
                    .filter(|&index| {
                        let entity = &self.entities[index];
                        draft.office.as_ref().is_some_and(|office| entity.offices.contains(office))
                            || (draft.country.is_some() && draft.country == entity.country)
                    })
                    .collect();

                match decided[..] {
                    [only] => Some((only, reason)),
                    _ => None,
                }
            }
        }
    }

    fn open(&mut self, draft: &Draft, words: Vec<String>) -> usize {
        let number = self.entities.len();
        let unclear = match &words[..] {
            [surname] => self.surnames.get(surname).is_some_and(|known| !known.is_empty()),
            _ => false,
        };
        let key = Self::key(draft);
        self.remember_key(key.clone(), number);
        if let Some(last) = words.last() {
            let list = match draft.kind {
                MentionKind::Person => &mut self.surnames,
                _ => &mut self.bodies,
            };
            list.entry(last.clone()).or_default().push(number);
            if let (MentionKind::Person, [first, _, ..]) = (draft.kind, &words[..]) {
                self.firsts.entry(first.clone()).or_default().push(number);
            }
        }
        // The name it is listed under may end otherwise: "the bloc" is no "union", the European Union is.
        if let (MentionKind::Organization, Some(name)) = (draft.kind, draft.full.as_deref()) {
            let last = fold(name.rsplit(' ').next().unwrap_or(name));
            let list = self.bodies.entry(last).or_default();
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
        self.entities.push(Entity {
            kind: draft.kind,
            name: draft.full.clone(),
            words,
            key,
            country: draft.country,
            role: None,
            offices: Vec::new(),
            gender: draft.gender,
            plural: draft.plural,
            suffix: self.suffix(draft),
            unclear,
            drafts: Vec::new(),
        });
        number
    }

    /// The first entity of a key keeps it.
    fn remember_key(&mut self, key: Option<String>, entity: usize) {
        if let Some(key) = key {
            self.keys.entry(key).or_insert(entity);
        }
    }

    fn join(
        &mut self,
        entity: usize,
        index: usize,
        reason: &'static str,
        words: &[String],
        drafts: &mut [Draft],
    ) {
        let suffix = drafts.get(index).and_then(|draft| self.suffix(draft));
        let (Some(target), Some(draft)) = (self.entities.get_mut(entity), drafts.get_mut(index)) else {
            return;
        };
        draft.entity = Some(entity as u32);
        draft.reason = reason;
        if draft.kind == MentionKind::Person && words.len() > target.words.len() {
            // A surname grown into a full name is found by its other ends too.
            if target.words.len() == 1
                && let (Some(first), Some(last)) = (words.first(), words.last())
            {
                self.firsts.entry(first.clone()).or_default().push(entity);
                let list = self.surnames.entry(last.clone()).or_default();
                if !list.iter().rev().take(MOST_NAMESAKES).any(|&known| known == entity) {
                    list.push(entity);
                }
            }
            target.words = words.to_vec();
            target.name = draft.full.clone();
        }
        // "COLUMBIA, S.C. -" and "Columbia" below.
        let is_loud = |name: &str| !name.chars().any(char::is_lowercase);
        if draft.kind != MentionKind::Person
            && target.name.as_deref().is_some_and(is_loud)
            && let Some(name) = draft.full.as_ref().filter(|name| !is_loud(name))
        {
            target.name = Some(name.clone());
        }
        if target.country.is_none() {
            target.country = draft.country;
        }
        // "former minister" in one place and "minister" in another: the first word counts.
        if target.role.is_none() {
            target.role = draft.role.clone();
        }
        if target.gender.is_none() {
            target.gender = draft.gender;
        }
        if target.suffix.is_none() {
            target.suffix = suffix;
        }
        if let Some(office) = draft.office.clone()
            && !target.offices.contains(&office)
        {
            // Only a named holder can be pointed back to; a list of every unnamed "minister" would make a long text slow.
            if !target.words.is_empty() {
                self.offices.entry(office.clone()).or_default().push(entity);
            }
            target.offices.push(office);
        }
        target.drafts.push(index);
    }

    /// "Prime Minister Lena Brandt's government", "its ambassador": the owner's country is the body's.
    fn lend_countries(&mut self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let Some(owned) = drafts.get(index) else { continue };
            if owned.source != Source::Noun || owned.country.is_some() {
                continue;
            }
            let near = drafts.iter().skip(index.saturating_sub(6)).take(12);
            let owner = near.into_iter().find(|owner| {
                self.reading.relation(owner.head) == Some(Relation::NmodPoss)
                    && self.reading.head(owner.head) == Some(owned.head)
                    && owned.tokens.contains(&owner.head)
            });
            let Some(owner) = owner.and_then(|owner| owner.entity) else { continue };
            let country = self.entities.get(owner as usize).and_then(|owner| owner.country);
            let entity = owned.entity;
            if let Some(owned) = drafts.get_mut(index) {
                owned.country = country;
            }
            if let Some(entity) = entity.and_then(|entity| self.entities.get_mut(entity as usize)) {
                entity.country = entity.country.or(country);
            }
        }
    }

    /// Noun phrases that an apposition or title ties to a name.
    fn link_tied(&mut self, index: usize, drafts: &mut [Draft]) {
        let Some((other, reason)) = drafts.get(index).and_then(|draft| draft.tied) else { return };
        if drafts.get(index).is_some_and(|draft| draft.entity.is_some()) {
            return;
        }
        let Some(entity) = drafts.get(other).and_then(|other| other.entity) else { return };
        self.join(entity as usize, index, reason, &[], drafts);
    }

    /// Noun phrases that point back: "the envoy", "the Armenian prime minister", "the court".
    fn link_nouns(&mut self, index: usize, drafts: &mut [Draft]) {
        let Some(draft) = drafts.get(index) else { return };
        if draft.source != Source::Noun || draft.entity.is_some() {
            return;
        }
        let found = match draft.kind {
            MentionKind::Person => self.person_of_office(draft, index).map(|entity| (entity, "office")),
            MentionKind::Organization => self.body_of_noun(draft),
            _ => self.same_group(draft, drafts),
        };
        match found {
            Some((entity, reason)) => self.join(entity, index, reason, &[], drafts),
            None => {
                let words = Vec::new();
                let mut opened = draft.clone();
                opened.full = None;
                let entity = self.open(&opened, words);
                let key = government_key(self.reading, draft);
                self.remember_key(key.clone(), entity);
                self.entities[entity].key = key;
                self.join(entity, index, "noun", &[], drafts);
            }
        }
    }

    /// The one person introduced with this office.
    fn person_of_office(&self, draft: &Draft, index: usize) -> Option<usize> {
        let is_headline = self.reading.is_headline(draft.sentence);
        if !draft.definite && !is_headline {
            return None;
        }
        let office = draft.office.as_ref()?;
        if matches!(office.as_str(), "civilian" | "official" | "worker" | "protester" | "soldier" | "gunman")
            && draft.country.is_none()
        {
            // Anybody may be "the man" or "the official".
            return None;
        }
        let fits = |entity: &Entity| {
            entity.kind == MentionKind::Person
                && !entity.words.is_empty()
                && entity.offices.contains(office)
                && match (draft.country, entity.country) {
                    // "the president of Peru" is no president whose country the text leaves to the reader, unless the
                    // article is about Peru.
                    (Some(country), None) => self.reading.near.first().is_none_or(|near| *near == country),
                    (one, other) => one.is_none() || one == other,
                }
                && !(draft.gender.is_some() && entity.gender.is_some() && draft.gender != entity.gender)
        };
        let is_before = |entity: &Entity| entity.drafts.iter().any(|&other| other < index);

        let holders = self.offices.get(office).map(Vec::as_slice).unwrap_or_default();
        let mut fitting = holders.iter().copied().filter(|&entity| {
            self.entities.get(entity).is_some_and(|entity| fits(entity) && (is_headline || is_before(entity)))
        });
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only)
    }

    /// "the court" after "Constitutional Court", "the Armenian government" after "Yerevan" that acts.
    fn body_of_noun(&self, draft: &Draft) -> Option<(usize, &'static str)> {
        if let Some(key) = government_key(self.reading, draft)
            && let Some(&same) = self.keys.get(&key)
        {
            return Some((same, "government"));
        }
        if !draft.definite || draft.plural {
            return None;
        }
        // Only a bare noun: "the ministry", not "the health ministry".
        if draft.tokens.len() != 2 {
            return None;
        }
        let noun = fold(self.reading.text(draft.head));
        let named = self.bodies.get(&noun).map(Vec::as_slice).unwrap_or_default();
        let mut fitting = named.iter().copied().filter(|&entity| {
            self.entities.get(entity).is_some_and(|entity| entity.kind == MentionKind::Organization)
        });
        let only = fitting.next()?;
        fitting.next().is_none().then_some((only, "noun"))
    }

    /// "the protesters" after "protesters in Tbilisi".
    fn same_group(&self, draft: &Draft, drafts: &[Draft]) -> Option<(usize, &'static str)> {
        if !draft.definite {
            return None;
        }
        let noun = self.reading.text(draft.head).to_lowercase();
        let near = of_sentences(drafts, draft.sentence.saturating_sub(5)..draft.sentence + 1);
        let near = drafts.get(near).unwrap_or_default().iter();
        let same = near.take_while(|other| other.tokens.start < draft.tokens.start).filter(|other| {
            other.source == Source::Noun
                && other.kind == MentionKind::Group
                && self.reading.text(other.head).to_lowercase() == noun
                && (draft.country.is_none() || draft.country == other.country)
        });
        let mut entities: Vec<u32> = same.filter_map(|other| other.entity).collect();
        entities.dedup();
        match entities[..] {
            [only] => Some((only as usize, "same noun")),
            _ => None,
        }
    }

    /// "the two countries", "both leaders": the only two named before.
    fn link_pair(&mut self, index: usize, drafts: &mut [Draft]) {
        let Some(draft) = drafts.get(index).filter(|draft| draft.source == Source::Pair) else { return };
        let Some(pair) = pairs::find(self.reading, drafts, index, |entity| {
            let entity = self.entities.get(entity as usize)?;
            Some((entity.kind, entity.name.as_deref()?, entity.country))
        }) else {
            return;
        };
        let entity = match self.keys.get(&pair.key) {
            Some(&entity) => entity,
            None => {
                let opened = Draft { full: Some(pair.name), country: None, ..draft.clone() };
                let entity = self.open(&opened, Vec::new());
                self.remember_key(Some(pair.key), entity);
                entity
            }
        };
        self.join(entity, index, "pair", &[], drafts);
    }

    /// "he", "she", "it", "they": the one fitting antecedent of this sentence or the last.
    fn link_pronoun(&mut self, index: usize, drafts: &mut [Draft]) {
        let Some(draft) = drafts.get(index) else { return };
        if draft.source != Source::Pronoun {
            return;
        }
        let Some(entity) = self.antecedent(draft, drafts) else { return };
        let Some(target) = self.entities.get(entity) else { return };
        // What acts in one sentence acts in the next: the role of the last mention goes on.
        let last = target.drafts.last().and_then(|&last| drafts.get(last)).cloned();
        let plural = target.plural;
        if let (Some(draft), Some(last)) = (drafts.get_mut(index), last) {
            draft.kind = last.kind;
            draft.role = last.role;
            draft.plural = plural;
        }
        self.join(entity, index, "pronoun", &[], drafts);
    }

    fn antecedent(&self, pronoun: &Draft, drafts: &[Draft]) -> Option<usize> {
        let text = self.reading.text(pronoun.tokens.start).to_lowercase();
        let is_person =
            matches!(text.as_str(), "he" | "him" | "his" | "she" | "her" | "hers" | "himself" | "herself");
        let is_group = matches!(text.as_str(), "they" | "them" | "their" | "theirs");
        let fits = |entity: &Entity| {
            if is_person {
                let fits_gender = entity.gender.is_none() || entity.gender == pronoun.gender;
                return entity.kind == MentionKind::Person && !entity.plural && fits_gender;
            }
            if is_group {
                return entity.plural || entity.kind == MentionKind::Group;
            }
            // One unknown word may be a ship or a product: "The ferry Tern sank after it struck a reef".
            let is_known = entity.role.is_some() || entity.country.is_some() || entity.words.len() != 1;
            !entity.plural
                && (entity.kind == MentionKind::Organization && is_known
                    || (entity.kind == MentionKind::Place && entity.country.is_some()))
        };
        let start = pronoun.tokens.start;
        let mut here: Vec<&Draft> = Vec::new();
        let mut before: Vec<&Draft> = Vec::new();
        let near = of_sentences(drafts, pronoun.sentence.saturating_sub(1)..pronoun.sentence + 1);
        let near = drafts.get(near).unwrap_or_default().iter();
        for draft in near.take_while(|draft| draft.tokens.start < start) {
            let Some(entity) = draft.entity.and_then(|entity| self.entities.get(entity as usize)) else {
                continue;
            };
            // A phrase that holds the pronoun cannot be what it means: "his spokesman".
            if !fits(entity) || draft.tokens.contains(&start) {
                continue;
            }
            if draft.sentence == pronoun.sentence {
                here.push(draft);
            } else if draft.sentence + 1 == pronoun.sentence {
                before.push(draft);
            }
        }
        if !is_person && !is_group && here.is_empty() {
            // "it" reaches back only to a subject.
            before.retain(|draft| self.is_subject(draft));
        }
        self.only(&here, pronoun).or_else(|| if here.is_empty() { self.only(&before, pronoun) } else { None })
    }

    /// The only entity among mentions, or the only one that is a subject.
    fn only(&self, drafts: &[&Draft], pronoun: &Draft) -> Option<usize> {
        let mut entities: Vec<u32> = drafts.iter().filter_map(|draft| draft.entity).collect();
        entities.sort_unstable();
        entities.dedup();
        if let [only] = entities[..] {
            return Some(only as usize);
        }
        // "him" in "X told him" is not X; a subject pronoun may well take up the subject.
        let is_object =
            matches!(self.reading.relation(pronoun.tokens.start), Some(Relation::Obj | Relation::Iobj));
        if is_object {
            return None;
        }
        let mut subjects: Vec<u32> =
            drafts.iter().filter(|draft| self.is_subject(draft)).filter_map(|draft| draft.entity).collect();
        subjects.sort_unstable();
        subjects.dedup();
        match subjects[..] {
            [only] => Some(only as usize),
            _ => None,
        }
    }

    fn is_subject(&self, draft: &Draft) -> bool {
        self.reading.relation(draft.head).is_some_and(|relation| relation.is_subject())
    }
}

/// Whether two names, as folded words, can be one person's: a surname and a full name, or full names with and
/// without a middle name.
fn same_person(known: &[String], words: &[String]) -> bool {
    let (Some(known_last), Some(last)) = (known.last(), words.last()) else { return false };
    if known.len() == 1 || words.len() == 1 {
        let (one, full) = if words.len() == 1 { (words, known) } else { (known, words) };
        return one.last() == full.last();
    }
    // "Suu Kyi" of "Aung San Suu Kyi".
    if known.ends_with(words) || words.ends_with(known) {
        return true;
    }
    let (Some(known_first), Some(first)) = (known.first(), words.first()) else { return false };
    known_last == last
        && !parts_differ(known, words)
        && (known_first == first || is_initial_of(known_first, first) || is_initial_of(first, known_first))
}

/// George H. Hale is not George W. Hale: both have an initial between their names, and not the same.
fn parts_differ(known: &[String], words: &[String]) -> bool {
    let is_initial = |part: &&String| part.contains('.') || part.chars().count() == 1;
    let middle = |words: &[String]| {
        words.get(1..words.len().saturating_sub(1))?.first().filter(is_initial)?.chars().next()
    };
    matches!((middle(known), middle(words)), (Some(one), Some(other)) if one != other)
}

fn is_initial_of(initial: &str, name: &str) -> bool {
    initial.chars().count() == 1 && name.starts_with(initial)
}

/// "the Armenian government", "Armenian authorities", "the government of Armenia": the key of the government.
fn government_key(reading: &Reading<'_>, draft: &Draft) -> Option<String> {
    let is_government =
        matches!(reading.text(draft.head).to_lowercase().as_str(), "government" | "authorities");
    let country = draft.country?;
    (is_government && draft.kind == MentionKind::Organization).then(|| format!("government {country}"))
}

/// Pronouns as drafts, to be linked or dropped.
pub(super) fn pronouns(reading: &Reading<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    if !reading.has_trees() {
        return found;
    }
    for sentence in 0..reading.parsed.document.sentences.len() {
        let mut quoted = false;
        for token in reading.sentence(sentence) {
            let text = reading.text(token);
            match text {
                "“" | "„" | "«" => quoted = true,
                "”" | "»" => quoted = false,
                "\"" => quoted = !quoted,
                _ => {}
            }
            // Inside a quotation "he" may be anybody the speaker has in mind.
            if quoted || !matches!(reading.upos(token), Some(Upos::Pron | Upos::Det)) {
                continue;
            }
            let gender = match text.to_lowercase().as_str() {
                "he" | "him" | "his" | "himself" => Some(Gender::Male),
                "she" | "her" | "hers" | "herself" => Some(Gender::Female),
                "they" | "them" | "their" | "it" | "its" => None,
                _ => continue,
            };
            if reading.relation(token) == Some(Relation::Expl) {
                continue;
            }
            let mut draft =
                Draft::new(sentence, token..token + 1, token, MentionKind::Person, Source::Pronoun);
            draft.gender = gender;
            draft.definite = true;
            draft.reason = "pronoun";
            found.push(draft);
        }
    }
    found
}
