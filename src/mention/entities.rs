//! People, organisations and places of a corpus: the entities of single articles, joined across outlets and spellings.

use std::collections::BTreeMap;

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::similarity::NameKey;
use super::{Mention, MentionKind};
use crate::lexicon::{Country, Lexicon, fold};

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

/// A name of the corpus before joining: all article entities of one kind and one spelling and country.
#[derive(Clone, Debug)]
struct Node {
    kind: MentionKind,
    name: String,
    country: Option<Country>,
    members: Vec<(u32, u32)>,
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

/// One node a kind, name and country, in the order of first mention.
fn collect(articles: &[ArticleMentions<'_>], lexicon: &Lexicon) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut known: FxHashMap<(MentionKind, String, Option<Country>), usize> = FxHashMap::default();
    for (article, item) in articles.iter().enumerate() {
        let mut seen: BTreeMap<u32, ()> = BTreeMap::new();
        for mention in item.mentions {
            let Some(name) = &mention.name else { continue };
            if seen.insert(mention.entity, ()).is_some() {
                continue;
            }
            // "Norway" acts in one article and is travelled to in the next: one country.
            let kind = match mention.kind {
                MentionKind::Organization if is_country(name, lexicon) => MentionKind::Place,
                kind => kind,
            };
            let key = (kind, fold(name), mention.country);
            let node = *known.entry(key).or_insert_with(|| {
                nodes.push(Node { kind, name: name.clone(), country: mention.country, members: Vec::new() });
                nodes.len() - 1
            });
            if let Some(node) = nodes.get_mut(node) {
                node.members.push((article as u32, mention.entity));
            }
        }
    }
    nodes
}

/// Whether a name is a country's.
fn is_country(name: &str, lexicon: &Lexicon) -> bool {
    lexicon.countries.name(name).is_some()
}

/// The same name, where the countries do not speak against it.
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
        let mut countries: Vec<Country> =
            same.iter().filter_map(|&index| nodes.get(index)?.country).collect();
        countries.sort_unstable();
        countries.dedup();
        if countries.len() > 1 {
            // Namesakes of several countries: those of unknown country stay alone.
            continue;
        }
        for pair in same.windows(2) {
            if let [one, other] = pair {
                groups.union(*one, *other);
                reasons.push((*one, "same name".to_owned()));
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
    let compatible = |one: usize, other: usize| {
        let (one, other) = (nodes[one].country, nodes[other].country);
        one.is_none() || other.is_none() || one == other
    };
    let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
    for block in blocks.values().filter(|block| block.len() <= LARGEST_BLOCK) {
        for (at, &one) in block.iter().enumerate() {
            for &other in block.iter().skip(at + 1) {
                if keys[one].len() < 2 || keys[other].len() < 2 || !compatible(people[one], people[other]) {
                    continue;
                }
                let alike = keys[one].similarity(&keys[other], &lexicon.romanisation);
                if alike >= SAME_PERSON {
                    pairs.push((one, other, alike));
                }
            }
        }
    }
    pairs.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    pairs.dedup_by_key(|pair| (pair.0, pair.1));
    for (one, other, alike) in pairs {
        let (one, other) = (people[one], people[other]);
        // The whole groups must agree on the country, not only these two names.
        if groups.find(one) == groups.find(other) || groups.clash(one, other) {
            continue;
        }
        reasons.push((one, format!("{} = {} ({alike:.2})", nodes[one].name, nodes[other].name)));
        groups.union(one, other);
    }
    join_surnames(nodes, &people, &keys, groups, reasons);
}

/// "Petrosyan" of one country joins the only person of that country and surname.
fn join_surnames(
    nodes: &[Node],
    people: &[usize],
    keys: &[NameKey],
    groups: &mut Groups,
    reasons: &mut Vec<(usize, String)>,
) {
    let mut by_surname: BTreeMap<CompactString, Vec<usize>> = BTreeMap::new();
    for (position, key) in keys.iter().enumerate() {
        if let (true, Some(surname)) = (key.len() > 1, key.last()) {
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
        if matches!(mention.reason, "name" | "surname" | "metonymy") {
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

    #[test]
    fn a_surname_joins_only_its_one_bearer() {
        assert_eq!(join(&[("Samvel Petrosyan", "ARM"), ("Petrosyan", "ARM")]).len(), 1);
        assert_eq!(
            join(&[("Samvel Petrosyan", "ARM"), ("Aram Petrosyan", "ARM"), ("Petrosyan", "ARM")]).len(),
            3
        );
    }
}
