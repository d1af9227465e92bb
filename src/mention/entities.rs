//! People, organisations and places of a corpus: the entities of single articles, joined across outlets and spellings.
//!
//! > President Samir Haddad. He ... / the actress Samira Haddad. She ... -> two people
//!
//! A wrong join is worse than none: people stay apart whose countries, genders or kinds of work contradict each other, and
//! a name that fits two of them ("J. Smith" beside John and James) joins neither.

use std::collections::BTreeMap;

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::similarity::{NameKey, SAME_NAME};
use super::{Mention, MentionKind};
use crate::lexicon::{Country, Gender, Lexicon, NameWord, fold};

/// The mentions of one article, as [`entities`] reads them.
#[derive(Clone, Copy, Debug)]
pub struct ArticleMentions<'a> {
    /// The text that the spans point into.
    pub text: &'a str,
    /// When it was published.
    pub day: Option<Date>,
    /// Its mentions.
    pub mentions: &'a [Mention],
}

/// A person, organisation, place or group of a corpus.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entity {
    /// Number within the corpus, from 0, in the order of first mention.
    pub entity_id: u32,
    /// What it is.
    pub kind: MentionKind,
    /// The fullest and then most frequent name.
    pub name: String,
    /// All names it goes by, most frequent first.
    pub variants: Vec<String>,
    /// The country it belongs to.
    pub country: Option<Country>,
    /// Its roles, most frequent first.
    pub roles: Vec<CompactString>,
    /// In how many articles it is named.
    pub articles: u32,
    /// How often it is mentioned.
    pub mentions: u32,
    /// The first and the last day on which it is named.
    pub first: Option<Date>,
    /// See `first`.
    pub last: Option<Date>,
    /// Why names were joined: "Samvel Petrosian = Samvel Petrosyan (1.00)", in the order of the merges; empty for one name.
    pub merged_because: Vec<String>,
    /// Article and entity number within it, in order.
    pub members: Vec<(u32, u32)>,
}

/// From here on two full names in different articles are one person's.
const SAME_PERSON: f64 = 0.86;
/// Parts that more names than this share tell nothing; those names meet by another part.
const LARGEST_BLOCK: usize = 400;
/// So many names of a group are asked whether a new one may join.
const MOST_ASKED: usize = 32;

/// A name of the corpus before joining: all article entities of one kind, spelling and country, of whom the same is said.
#[derive(Clone, Debug)]
struct Node {
    kind: MentionKind,
    name: String,
    country: Option<Country>,
    gender: Option<Gender>,
    work: Option<Work>,
    members: Vec<(u32, u32)>,
}

/// Work that tells namesakes apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Work {
    /// "minister", "judge", "colonel".
    State,
    /// "banker", "reporter", "runner".
    Private,
    /// Both in one article, or a known office holder: nothing is a contradiction.
    Any,
}

/// The roles of those who serve the state, and of those who do not. The others tell nothing: rebels become ministers.
const STATE_ROLES: [&str; 6] = ["COP", "GOV", "JUD", "LEG", "MIL", "SPY"];
const PRIVATE_ROLES: [&str; 3] = ["AGR", "BUS", "MED"];

/// What one article says about the bearer of a name.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    /// "Mr", "actress".
    titles: Seen,
    /// "he", "her".
    pronouns: Seen,
    state: bool,
    private: bool,
}

/// Which genders were seen.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    female: bool,
    male: bool,
}

impl Seen {
    fn add(&mut self, gender: Option<Gender>) {
        match gender {
            Some(Gender::Female) => self.female = true,
            Some(Gender::Male) => self.male = true,
            None => {}
        }
    }

    fn gender(self) -> Option<Gender> {
        match (self.female, self.male) {
            (true, false) => Some(Gender::Female),
            (false, true) => Some(Gender::Male),
            _ => None,
        }
    }
}

impl Said {
    fn read(&mut self, mention: &Mention, text: &str, lexicon: &Lexicon) {
        if mention.reason == "pronoun" {
            let pronoun = fold(mention.span.of(text));
            self.pronouns.add(match pronoun.as_str() {
                "he" | "him" | "his" | "himself" => Some(Gender::Male),
                "she" | "her" | "hers" | "herself" => Some(Gender::Female),
                _ => None,
            });
        } else {
            let start = mention.span.start as usize;
            let before = text.get(..start).unwrap_or_default();
            let before = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
            let honorific = lexicon.titles.find(before).filter(|title| title.kind == "honorific");
            self.titles.add(honorific.and_then(|title| title.gender));
            self.titles.add(lexicon.titles.at(text, start).and_then(|(_, title)| title.gender));
            // "a friend of the singer" is no singer.
            let words = mention.span.of(text).split_whitespace();
            for word in words.take_while(|word| !matches!(*word, "of" | "who" | "which" | "for")) {
                let word = fold(word.trim_matches(','));
                self.private |= lexicon.names.is(NameWord::Trade, &word);
                // "chairman" may be a woman, "actress" is no man.
                let gender = lexicon.roles.find(&word).and_then(|noun| noun.role.gender);
                self.titles.add(gender.filter(|gender| *gender == Gender::Female));
            }
        }
        if let Some(role) = mention.role.as_deref() {
            self.state |= STATE_ROLES.contains(&role);
            self.private |= PRIVATE_ROLES.contains(&role);
        }
    }

    /// The gender that the article gives the bearer. What a pronoun stands for is a guess, and weighs less than a given name.
    fn gender(&self, name: &str, lexicon: &Lexicon) -> Option<Gender> {
        let given = || lexicon.names.gender(name.split_whitespace().next().unwrap_or_default());
        if self.titles.female || self.titles.male {
            return self.titles.gender();
        }
        if given().is_some() { None } else { self.pronouns.gender() }
    }

    fn work(&self) -> Option<Work> {
        match (self.state, self.private) {
            (true, true) => Some(Work::Any),
            (true, false) => Some(Work::State),
            (false, true) => Some(Work::Private),
            (false, false) => None,
        }
    }
}

impl Node {
    /// Whether what is said of two names cannot be said of one person.
    fn contradicts(&self, other: &Self) -> bool {
        differ(self.country, other.country)
            || differ(self.gender, other.gender)
            || matches!(
                (self.work, other.work),
                (Some(Work::State), Some(Work::Private)) | (Some(Work::Private), Some(Work::State))
            )
    }
}

/// Whether both are known and not the same.
fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

/// Joins the entities of many articles. The order of `articles` decides only the order of the rows.
pub fn entities(articles: &[ArticleMentions<'_>], lexicon: &Lexicon) -> Vec<Entity> {
    let nodes = collect(articles, lexicon);
    let mut groups = Groups::new(&nodes);
    let mut reasons: Vec<(usize, String)> = Vec::new();
    join_same(&nodes, &mut groups, &mut reasons);
    join_people(&nodes, &mut groups, &mut reasons, lexicon);
    build(articles, &nodes, &mut groups, &reasons)
}

/// An entity of one article: who, and what is said of them.
struct Single<'a> {
    kind: MentionKind,
    name: &'a str,
    folded: String,
    country: Option<Country>,
    gender: Option<Gender>,
    work: Option<Work>,
    member: (u32, u32),
}

/// One node a kind, name and country, and for people gender and work, in the order of first mention.
fn collect(articles: &[ArticleMentions<'_>], lexicon: &Lexicon) -> Vec<Node> {
    let mut singles: Vec<Single<'_>> = Vec::new();
    for (article, item) in articles.iter().enumerate() {
        let from = singles.len();
        let mut places: BTreeMap<u32, usize> = BTreeMap::new();
        let mut said: Vec<Said> = Vec::new();
        for mention in item.mentions {
            let Some(name) = &mention.name else { continue };
            let place = *places.entry(mention.entity).or_insert_with(|| {
                // "Norway" acts in one article and is travelled to in the next: one country.
                let kind = match mention.kind {
                    MentionKind::Organization if is_country(name, lexicon) => MentionKind::Place,
                    kind => kind,
                };
                singles.push(Single {
                    kind,
                    name,
                    folded: fold(name),
                    country: mention.country,
                    gender: None,
                    work: None,
                    member: (article as u32, mention.entity),
                });
                said.push(Said::default());
                said.len() - 1
            });
            if let Some(said) = said.get_mut(place).filter(|_| mention.kind == MentionKind::Person) {
                said.read(mention, item.text, lexicon);
            }
        }
        for (single, said) in singles.iter_mut().skip(from).zip(said) {
            if single.kind == MentionKind::Person {
                single.gender = said.gender(single.name, lexicon);
                single.work = said.work();
            }
        }
    }
    drop_rare_words(&mut singles, lexicon);
    let mut nodes: Vec<Node> = Vec::new();
    let mut known = FxHashMap::default();
    for single in singles {
        let Single { kind, name, folded, country, gender, work, member } = single;
        let node = *known.entry((kind, folded, country, gender, work)).or_insert_with(|| {
            nodes.push(Node { kind, name: name.to_owned(), country, gender, work, members: Vec::new() });
            nodes.len() - 1
        });
        if let Some(node) = nodes.get_mut(node) {
            node.members.push(member);
        }
    }
    nodes
}

/// So many articles must speak for each one that speaks against, before that one counts as misread.
const MISREAD: u32 = 5;

/// One misread "she" among many articles does not make two people of a name, nor does one "businessman". Where one
/// article says both of somebody's work, or the lists know the office, work contradicts nothing.
fn drop_rare_words(singles: &mut [Single<'_>], lexicon: &Lexicon) {
    let mut tallies: FxHashMap<(String, Option<Country>), [u32; 5]> = FxHashMap::default();
    for single in singles.iter().filter(|single| single.kind == MentionKind::Person) {
        let tally = tallies.entry((single.folded.clone(), single.country)).or_default();
        let [female, male, state, private, any] = tally;
        *female += u32::from(single.gender == Some(Gender::Female));
        *male += u32::from(single.gender == Some(Gender::Male));
        *state += u32::from(single.work == Some(Work::State));
        *private += u32::from(single.work == Some(Work::Private));
        *any += u32::from(single.work == Some(Work::Any));
    }
    for single in singles.iter_mut().filter(|single| single.kind == MentionKind::Person) {
        let key = (std::mem::take(&mut single.folded), single.country);
        let [female, male, state, private, any] = tallies.get(&key).copied().unwrap_or_default();
        single.folded = key.0;
        let rare = match single.gender {
            Some(Gender::Female) => female * MISREAD <= male,
            Some(Gender::Male) => male * MISREAD <= female,
            None => false,
        };
        if rare {
            single.gender = None;
        }
        let rare = match single.work {
            Some(Work::State) => state * MISREAD <= private,
            Some(Work::Private) => private * MISREAD <= state,
            _ => false,
        };
        if rare {
            single.work = None;
        } else if any > 0 || lexicon.actor(single.name, None).is_some() {
            single.work = Some(Work::Any);
        }
    }
}

/// Whether a name is a country's.
fn is_country(name: &str, lexicon: &Lexicon) -> bool {
    lexicon.countries.name(name).is_some()
}

/// The same name, where nothing speaks against it.
fn join_same(nodes: &[Node], groups: &mut Groups, reasons: &mut Vec<(usize, String)>) {
    let mut by_name: BTreeMap<(MentionKind, String), Vec<usize>> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        // A surname alone is anybody's: see `join_people`.
        if node.kind == MentionKind::Person && !node.name.contains(' ') {
            continue;
        }
        by_name.entry((node.kind, fold(&node.name))).or_default().push(index);
    }
    for same in by_name.values() {
        for (at, &one) in same.iter().enumerate() {
            for &other in same.iter().skip(at + 1) {
                if nodes[one].contradicts(&nodes[other]) || groups.find(one) == groups.find(other) {
                    continue;
                }
                // Of namesakes, those of whom too little is known stay alone.
                let is_torn = same
                    .iter()
                    .map(|&third| &nodes[third])
                    .any(|third| third.contradicts(&nodes[one]) != third.contradicts(&nodes[other]));
                if is_torn {
                    continue;
                }
                groups.union(one, other);
                if nodes[one].country != nodes[other].country {
                    reasons.push((one, "same name".to_owned()));
                }
            }
        }
    }
}

/// One person under several spellings; a surname alone joins the only fitting full name.
fn join_people(nodes: &[Node], groups: &mut Groups, reasons: &mut Vec<(usize, String)>, lexicon: &Lexicon) {
    let people: Vec<usize> = (0..nodes.len())
        .filter(|&index| nodes.get(index).is_some_and(|node| node.kind == MentionKind::Person))
        .collect();
    let keys: Vec<NameKey> =
        people.iter().map(|&index| NameKey::new(&nodes[index].name, &lexicon.romanisation)).collect();
    let mut blocks: BTreeMap<CompactString, Vec<usize>> = BTreeMap::new();
    for (position, key) in keys.iter().enumerate() {
        for block in key.blocks() {
            blocks.entry(block).or_default().push(position);
        }
    }
    let contradict = |one: usize, other: usize| nodes[people[one]].contradicts(&nodes[people[other]]);
    let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
    for block in blocks.values().filter(|block| block.len() <= LARGEST_BLOCK) {
        for (at, &one) in block.iter().enumerate() {
            for &other in block.iter().skip(at + 1) {
                if keys[one].len() < 2 || keys[other].len() < 2 || contradict(one, other) {
                    continue;
                }
                let alike = keys[one].similarity(&keys[other], &lexicon.romanisation);
                // A name may be torn between bearers that it is too unlike to join: "George Bush".
                if alike >= SAME_NAME {
                    pairs.push((one, other, alike));
                }
            }
        }
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    pairs.dedup_by_key(|pair| (pair.0, pair.1));
    let mut partners: Vec<Vec<usize>> = vec![Vec::new(); people.len()];
    for &(one, other, _) in &pairs {
        partners[one].push(other);
        partners[other].push(one);
    }
    // Two people, whatever a third name between them looks like.
    let are_two = |one: usize, other: usize| {
        one != other
            && (contradict(one, other)
                || keys[one].similarity(&keys[other], &lexicon.romanisation) < SAME_NAME)
    };
    let mut positions: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (position, &index) in people.iter().enumerate() {
        positions.entry(groups.find(index)).or_default().push(position);
    }
    for (one, other, alike) in pairs.into_iter().filter(|pair| pair.2 >= SAME_PERSON) {
        let (here, there) = (groups.find(people[one]), groups.find(people[other]));
        if here == there {
            continue;
        }
        // "J. Smith" fits John and James: it joins neither.
        let mut both = [(one, other), (other, one)].into_iter();
        if both.any(|(name, to)| partners[name].iter().take(MOST_ASKED).any(|&third| are_two(third, to))) {
            continue;
        }
        // The whole groups must agree, not only these two names.
        let asked = |group: usize| positions.get(&group).map(Vec::as_slice).unwrap_or_default();
        let mut across = asked(here)
            .iter()
            .take(MOST_ASKED)
            .flat_map(|&a| asked(there).iter().take(MOST_ASKED).map(move |&b| (a, b)));
        if groups.clash(here, there) || across.any(|(a, b)| are_two(a, b)) {
            continue;
        }
        let (one, other) = (people[one], people[other]);
        if fold(&nodes[one].name) != fold(&nodes[other].name) {
            reasons.push((one, format!("{} = {} ({alike:.2})", nodes[one].name, nodes[other].name)));
        }
        groups.union(one, other);
        let (root, gone) = if groups.find(one) == here { (here, there) } else { (there, here) };
        let moved = positions.remove(&gone).unwrap_or_default();
        positions.entry(root).or_default().extend(moved);
    }
    join_surnames(nodes, &people, &keys, groups, reasons, lexicon);
}

/// "Petrosyan" of one country joins the only person of that country and surname.
fn join_surnames(
    nodes: &[Node],
    people: &[usize],
    keys: &[NameKey],
    groups: &mut Groups,
    reasons: &mut Vec<(usize, String)>,
    lexicon: &Lexicon,
) {
    let mut by_surname: BTreeMap<CompactString, Vec<usize>> = BTreeMap::new();
    for (position, key) in keys.iter().enumerate() {
        // "Xi" is Xi Jinping.
        let first = nodes[people[position]].name.split_whitespace().next().unwrap_or_default();
        let is_family = lexicon.names.is(NameWord::FamilyFirst, first);
        let surname = if is_family { key.first() } else { key.last() };
        if let (true, Some(surname)) = (key.len() > 1, surname) {
            by_surname.entry(surname).or_default().push(position);
        }
    }
    for (position, key) in keys.iter().enumerate() {
        let index = people[position];
        if key.len() != 1 || nodes[index].country.is_none() {
            continue;
        }
        let Some(surname) = key.last() else { continue };
        let namesakes = by_surname.get(&surname).map(Vec::as_slice).unwrap_or_default();
        let mut fitting: Vec<usize> = namesakes
            .iter()
            .map(|&other| people[other])
            .filter(|&other| nodes[other].country == nodes[index].country)
            .filter(|&other| !nodes[other].contradicts(&nodes[index]))
            .map(|other| groups.find(other))
            .collect();
        fitting.sort_unstable();
        fitting.dedup();
        if let [only] = fitting[..] {
            reasons.push((only, format!("{}: the only one of this surname and country", nodes[index].name)));
            groups.union(only, index);
        }
    }
}

/// Which names are one entity so far: a forest whose roots are the first names of their groups.
struct Groups {
    parents: Vec<usize>,
    /// The country of each root's group; the names of a group never disagree on it.
    countries: Vec<Option<Country>>,
}

impl Groups {
    fn new(nodes: &[Node]) -> Self {
        Self {
            parents: (0..nodes.len()).collect(),
            countries: nodes.iter().map(|node| node.country).collect(),
        }
    }

    fn find(&mut self, index: usize) -> usize {
        let mut root = index;
        while self.parents[root] != root {
            root = self.parents[root];
        }
        let mut here = index;
        while self.parents[here] != root {
            let next = self.parents[here];
            self.parents[here] = root;
            here = next;
        }
        root
    }

    fn union(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        let (low, high) = (one.min(other), one.max(other));
        self.parents[high] = low;
        self.countries[low] = self.countries[low].or(self.countries[high]);
    }

    /// Whether the groups of two names belong to different countries.
    fn clash(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.find(one), self.find(other));
        let (one, other) = (self.countries[one], self.countries[other]);
        one.is_some() && other.is_some() && one != other
    }
}

fn build(
    articles: &[ArticleMentions<'_>],
    nodes: &[Node],
    groups: &mut Groups,
    reasons: &[(usize, String)],
) -> Vec<Entity> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..nodes.len() {
        members.entry(groups.find(index)).or_default().push(index);
    }
    let mut whose: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for (number, group) in members.values().enumerate() {
        for &member in group.iter().flat_map(|&index| &nodes[index].members) {
            whose.insert(member, number as u32);
        }
    }
    let mut tallies: Vec<Tally> = vec![Tally::default(); members.len()];
    for (article, item) in articles.iter().enumerate() {
        for mention in item.mentions {
            let Some(&number) = whose.get(&(article as u32, mention.entity)) else { continue };
            if let Some(tally) = tallies.get_mut(number as usize) {
                tally.count(article as u32, item, mention);
            }
        }
    }
    let mut merged: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut told: FxHashSet<(usize, &str)> = FxHashSet::default();
    for (index, reason) in reasons {
        let root = groups.find(*index);
        if told.insert((root, reason)) {
            merged.entry(root).or_default().push(reason.clone());
        }
    }
    members
        .iter()
        .zip(tallies)
        .enumerate()
        .filter_map(|(number, ((root, group), tally))| {
            let first = nodes.get(*group.first()?)?;
            let mut all: Vec<(u32, u32)> =
                group.iter().flat_map(|&index| nodes[index].members.iter().copied()).collect();
            all.sort_unstable();
            let fullest = group.iter().max_by_key(|&&index| {
                let node = &nodes[index];
                (node.name.split_whitespace().count().min(3), node.members.len(), std::cmp::Reverse(index))
            })?;
            Some(Entity {
                entity_id: number as u32,
                kind: first.kind,
                name: nodes[*fullest].name.clone(),
                variants: by_count(tally.variants),
                country: group.iter().find_map(|&index| nodes[index].country),
                roles: by_count(tally.roles),
                articles: tally.articles,
                mentions: tally.mentions,
                first: tally.first,
                last: tally.last,
                merged_because: merged.remove(root).unwrap_or_default(),
                members: all,
            })
        })
        .collect()
}

/// What is counted of one entity.
#[derive(Clone, Debug, Default)]
struct Tally {
    variants: BTreeMap<String, u32>,
    roles: BTreeMap<CompactString, u32>,
    articles: u32,
    last_article: Option<u32>,
    mentions: u32,
    first: Option<Date>,
    last: Option<Date>,
}

impl Tally {
    fn count(&mut self, article: u32, item: &ArticleMentions<'_>, mention: &Mention) {
        self.mentions += 1;
        if self.last_article != Some(article) {
            self.last_article = Some(article);
            self.articles += 1;
        }
        if let Some(day) = item.day {
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
            self.last = Some(self.last.map_or(day, |last| last.max(day)));
        }
        if matches!(mention.reason, "name" | "surname" | "given name" | "metonymy") {
            let words = mention.span.of(item.text).split_whitespace().collect::<Vec<_>>().join(" ");
            *self.variants.entry(words).or_default() += 1;
        }
        if let Some(role) = &mention.role {
            *self.roles.entry(role.clone()).or_default() += 1;
        }
    }
}

/// Keys by count, most frequent first, then by the alphabet.
fn by_count<K: Ord>(counts: BTreeMap<K, u32>) -> Vec<K> {
    let mut counts: Vec<(K, u32)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(key, _)| key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn mention(text: &str, name: &str, entity: u32, country: &str) -> Mention {
        let start = text.find(name).unwrap_or_default();
        Mention {
            sentence: 0,
            span: Span::new(start, start + name.len()),
            head: 0,
            kind: MentionKind::Person,
            entity,
            name: Some(name.to_owned()),
            country: Country::new(country),
            coordinates: None,
            role: None,
            reason: "name",
        }
    }

    fn join(names: &[(&str, &str)]) -> Vec<Entity> {
        let mentions: Vec<[Mention; 1]> =
            names.iter().map(|(name, country)| [mention(name, name, 0, country)]).collect();
        let articles: Vec<ArticleMentions<'_>> = names
            .iter()
            .zip(&mentions)
            .map(|((text, _), mentions)| ArticleMentions { text, day: None, mentions })
            .collect();
        entities(&articles, Lexicon::built_in().unwrap())
    }

    #[test]
    fn spellings_of_one_person_are_joined_with_a_reason() {
        let joined =
            join(&[("Samvel Petrosyan", "ARM"), ("Samvel Petrossian", ""), ("Самвел Петросян", "ARM")]);
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].articles, 3);
        assert!(!joined[0].merged_because.is_empty());
    }

    #[test]
    fn families_and_namesakes_stay_apart() {
        assert_eq!(join(&[("Samvel Petrosyan", "ARM"), ("Aram Petrosyan", "ARM")]).len(), 2);
        assert_eq!(join(&[("Samvel Petrosyan", "ARM"), ("Samvel Petrosyan", "RUS")]).len(), 2);
    }

    /// How many people the texts have; each text begins with the name, which ends at the first comma.
    fn people(texts: &[&str]) -> usize {
        let mentions: Vec<Vec<Mention>> = texts
            .iter()
            .map(|text| {
                let name = text.split(',').next().unwrap_or_default();
                let mut found = vec![mention(text, name, 0, "")];
                for (word, reason) in [("He", "pronoun"), ("She", "pronoun"), ("a runner", "apposition")] {
                    if text.contains(word) {
                        let mut other = mention(text, word, 0, "");
                        other.name = Some(name.to_owned());
                        other.reason = reason;
                        found.push(other);
                    }
                }
                let role = ["GOV", "BUS", "MIL"].into_iter().find(|role| text.contains(role));
                found.iter_mut().for_each(|mention| mention.role = role.map(CompactString::from));
                found
            })
            .collect();
        let articles: Vec<ArticleMentions<'_>> = texts
            .iter()
            .zip(&mentions)
            .map(|(text, mentions)| ArticleMentions { text, day: None, mentions })
            .collect();
        entities(&articles, Lexicon::built_in().unwrap()).len()
    }

    #[test]
    fn men_and_women_stay_apart() {
        assert_eq!(people(&["Samir Haddad, GOV.", "Samira Haddad, of Beirut."]), 2);
        assert_eq!(people(&["Obiri Tanda, in Accra. He left.", "Obiri Tanda, in Accra. She left."]), 2);
        assert_eq!(people(&["Obiri Tanda, in Accra. He left.", "Obiri Tanda, in Accra."]), 1);
    }

    #[test]
    fn different_work_keeps_namesakes_apart() {
        assert_eq!(people(&["Moses Tanda, a MIL officer.", "Moses Tanda, a runner."]), 2);
        assert_eq!(people(&["Moses Tanda, GOV.", "Moses Tanda, BUS.", "Moses Tanda, at home."]), 3);
        assert_eq!(people(&["Moses Tanda, GOV.", "Moses Tanda, MIL."]), 1);
        // One article says both: a minister who runs.
        assert_eq!(
            people(&["Moses Tanda, GOV, a runner.", "Moses Tanda, a runner.", "Moses Tanda, GOV."]),
            1
        );
    }

    #[test]
    fn one_misread_pronoun_makes_no_second_person() {
        let mut texts = vec!["Obiri Tanda, in Accra. He left."; 6];
        texts.push("Obiri Tanda, in Accra. She left.");
        assert_eq!(people(&texts), 1);
    }

    #[test]
    fn an_initial_joins_only_the_one_name_it_fits() {
        assert_eq!(people(&["John Lind, here.", "J. Lind, here."]), 1);
        assert_eq!(people(&["John Lind, here.", "James Lind, here.", "J. Lind, here."]), 3);
        assert_eq!(people(&["Robert W. Lind, here.", "Robert H. W. Lind, here.", "Robert Lind, here."]), 3);
    }

    #[test]
    fn a_surname_joins_only_its_one_bearer() {
        assert_eq!(join(&[("Samvel Petrosyan", "ARM"), ("Petrosyan", "ARM")]).len(), 1);
        assert_eq!(
            join(&[("Samvel Petrosyan", "ARM"), ("Aram Petrosyan", "ARM"), ("Petrosyan", "ARM")]).len(),
            3
        );
    }
}
