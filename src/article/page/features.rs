//! What the classifier looks at in a block: its words and links, its place, its tags and classes, its neighbours.

pub(super) mod numbers;

use rustc_hash::FxHashMap;

use super::blocks::Block;
use super::meta::Meta;
use crate::article::BoilerplateKind as Kind;
use crate::article::furniture::furniture_kind;
use crate::article::linear::{Features, Linear, Template, word_hash};
use crate::article::lines::ends_sentence;
use crate::lexicon::Lexicon;
use crate::raw::html::{Attr, NodeId, Tag, Tree};

/// How many levels up the containers of a block are looked at.
const LEVELS: usize = 4;

/// A page with its blocks, measured once for all blocks.
pub(super) struct Measured<'p> {
    pub(super) tree: &'p Tree,
    pub(super) blocks: &'p [Block],
    facts: Vec<Facts>,
    /// By node: words of blocks that read like text, below it.
    text_words: Vec<u32>,
    /// By node: words of all blocks below it.
    all_words: Vec<u32>,
    /// By node: words of links below it.
    link_words: Vec<u32>,
    /// By node: how many blocks that read like text lie below it.
    texts: Vec<u32>,
    total_text: u32,
    total_blocks: usize,
    has_body: bool,
    has_h1: bool,
    title: String,
    /// The container that paragraphs vote for, and the places of the path from the root to it.
    best: Option<NodeId>,
    classes: Classes,
    /// By block: what furniture it is by its words.
    pub(super) kinds: Vec<Option<Kind>>,
}

/// What is known of a block by itself.
#[derive(Clone, Debug, Default)]
struct Facts {
    words: u32,
    links: u32,
    sentence: bool,
    commas: u32,
    lower: u32,
    digits: bool,
    furniture: u32,
    repeated: bool,
    in_body: bool,
    is_title: bool,
    is_description: bool,
    after_h1: bool,
    h1_distance: u32,
    text_before: u32,
    inside: u32,
    first: u32,
}

fn bin(value: u32, limits: &[u32]) -> u32 {
    limits.iter().position(|limit| value < *limit).unwrap_or(limits.len()) as u32
}

fn word_bin(words: u32) -> u32 {
    bin(words, &[1, 2, 3, 5, 8, 12, 18, 26, 41, 71, 121])
}

fn link_bin(percent: u32) -> u32 {
    bin(percent, &[1, 10, 25, 40, 60, 80, 99])
}

fn share_bin(part: u32, whole: u32) -> u32 {
    let percent = u64::from(part) * 100 / u64::from(whole.max(1));
    bin(percent as u32, &[1, 5, 10, 20, 35, 50, 65, 80, 90, 97])
}

impl<'p> Measured<'p> {
    pub(super) fn new(tree: &'p Tree, blocks: &'p [Block], meta: &Meta, lexicon: &Lexicon) -> Self {
        let size = tree.len();
        let mut measured = Self {
            tree,
            blocks,
            facts: Vec::with_capacity(blocks.len()),
            text_words: vec![0; size],
            all_words: vec![0; size],
            link_words: vec![0; size],
            texts: vec![0; size],
            total_text: 0,
            total_blocks: blocks.len(),
            has_body: false,
            has_h1: blocks.iter().any(|block| block.tag == Tag::H1),
            title: String::new(),
            best: None,
            classes: Classes::of(tree),
            kinds: blocks.iter().map(|block| furniture_kind(&block.text, lexicon)).collect(),
        };
        let body =
            meta.body.as_ref().map(|(text, _)| squeeze(text, usize::MAX)).filter(|body| body.len() > 200);
        let body = body.filter(|body| body.len() < 400_000);
        measured.has_body = body.is_some();
        let finder = body.as_ref().map(|body| (body.as_bytes(), body.len()));
        let title =
            meta.headline.as_deref().or(meta.tag(&["og:title", "twitter:title"])).or(meta.title.as_deref());
        measured.title = title.unwrap_or_default().to_owned();
        let title = title.map(|title| squeeze(title, 60)).unwrap_or_default();
        let description =
            meta.tag(&["og:description", "description"]).map(|text| squeeze(text, 40)).unwrap_or_default();
        let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
        for block in blocks.iter().filter(|block| block.words >= 3) {
            *seen.entry(block.text.as_str()).or_default() += 1;
        }
        let mut before = 0;
        let mut last_h1: Option<usize> = None;
        for (index, block) in blocks.iter().enumerate() {
            let words = block.words as u32;
            let links = block.link_percent() as u32;
            let sentence = ends_sentence(&block.text);
            let text_like = words >= 12 && links < 35 && !block.hidden;
            if block.tag == Tag::H1 {
                last_h1 = Some(index);
            }
            let key = if words >= 3 { squeeze(&block.text, 48) } else { String::new() };
            let in_body = match finder {
                Some((body, _)) if key.len() >= 8 => memchr::memmem::find(body, key.as_bytes()).is_some(),
                _ => false,
            };
            let letters = block.text.bytes().filter(u8::is_ascii_lowercase).count() as u32;
            let facts = Facts {
                words,
                links,
                sentence,
                commas: block.text.matches([',', '，', '、', '،']).count().min(20) as u32,
                lower: letters * 100 / (block.text.len().max(1) as u32),
                digits: block.text.bytes().any(|byte| byte.is_ascii_digit()),
                furniture: match measured.kinds.get(index) {
                    Some(Some(kind)) if words <= 30 => *kind as u32 + 1,
                    _ => 0,
                },
                repeated: seen.get(block.text.as_str()).is_some_and(|count| *count > 1),
                in_body,
                is_title: words >= 2 && !title.is_empty() && squeeze(&block.text, 60) == title,
                is_description: !description.is_empty()
                    && description.len() >= 20
                    && key.starts_with(&description),
                after_h1: last_h1.is_some(),
                h1_distance: last_h1.map_or(99, |at| (index - at) as u32),
                text_before: before,
                inside: inside(tree, block.node),
                first: first_mark(&block.text),
            };
            if text_like {
                before += words;
                measured.total_text += words;
            }
            let mut at = Some(block.node);
            while let Some(id) = at {
                let index = id.index();
                add_at(&mut measured.all_words, index, words);
                add_at(&mut measured.link_words, index, words * links / 100);
                if text_like {
                    add_at(&mut measured.text_words, index, words);
                    add_at(&mut measured.texts, index, 1);
                }
                at = tree.parent(id);
            }
            measured.facts.push(facts);
        }
        measured.best = measured.vote();
        measured
    }

    /// The container that most paragraphs vote for: each gives points to its parent, half of them to the
    /// grandparent and a third to the next; containers full of links lose points. The old idea of Readability.
    fn vote(&self) -> Option<NodeId> {
        let mut points: FxHashMap<NodeId, u64> = FxHashMap::default();
        let mut order = Vec::new();
        for (block, facts) in self.blocks.iter().zip(&self.facts) {
            if facts.words < 8 || facts.links >= 40 || block.hidden {
                continue;
            }
            let worth =
                10 + 10 * u64::from(facts.commas.min(5)) + 10 * (block.text.len() as u64 / 100).min(3);
            let own = !matches!(block.tag, Tag::P | Tag::Li | Tag::Pre | Tag::Blockquote | Tag::Td);
            let mut at = if own { Some(block.node) } else { self.tree.parent(block.node) };
            for share in 1..=3 {
                let Some(id) = at else { break };
                let known = points.entry(id).or_insert_with(|| {
                    order.push(id);
                    0
                });
                *known += worth * 6 / share;
                at = self.tree.parent(id);
            }
        }
        let value = |id: &NodeId| {
            let all = u64::from(self.all_words.get(id.index()).copied().unwrap_or(0)).max(1);
            let linked = u64::from(self.link_words.get(id.index()).copied().unwrap_or(0)).min(all);
            points.get(id).copied().unwrap_or(0) * (all - linked) / all
        };
        order.into_iter().rev().max_by_key(value)
    }

    /// How far below the voted container a block lies; 0 outside of it.
    fn below_best(&self, node: NodeId) -> u32 {
        let mut at = Some(node);
        let mut level = 1;
        while let Some(id) = at {
            if Some(id) == self.best {
                return level.min(6);
            }
            level += 1;
            at = self.tree.parent(id);
        }
        0
    }

    /// The features of a block that need no other judgement.
    pub(super) fn first(&self, index: usize, out: &mut impl Features) {
        let (Some(block), Some(facts)) = (self.blocks.get(index), self.facts.get(index)) else { return };
        let words = word_bin(facts.words);
        let links = link_bin(facts.links);
        let tag = block.tag as u32;
        out.add(const { Template::new("words") }, words);
        out.add(const { Template::new("links") }, links);
        out.add(const { Template::new("words_links") }, words * 10 + links);
        out.word(const { Template::new("tag") }, block.tag.name());
        out.add(const { Template::new("tag_words") }, tag * 16 + words);
        out.add(const { Template::new("tag_links") }, tag * 10 + links);
        out.add(const { Template::new("sentence_words") }, u32::from(facts.sentence) * 16 + words);
        out.add(const { Template::new("commas_words") }, bin(facts.commas, &[1, 2, 4, 7]) * 16 + words);
        out.add(const { Template::new("lower_words") }, bin(facts.lower, &[20, 50, 65, 75, 82]) * 16 + words);
        out.add(const { Template::new("furniture") }, facts.furniture);
        out.add(
            const { Template::new("furniture_text") },
            u32::from(facts.furniture > 0) * 2 + u32::from(facts.sentence),
        );
        out.add(const { Template::new("repeated") }, u32::from(facts.repeated) * 16 + words);
        out.add(const { Template::new("digits") }, u32::from(facts.digits) * 16 + words);
        out.add(const { Template::new("first") }, facts.first * 16 + words);
        out.add(const { Template::new("hidden") }, u32::from(block.hidden));
        out.add(const { Template::new("inside") }, facts.inside);
        out.add(const { Template::new("inside_tag") }, facts.inside * 128 + tag);
        let stressed = (block.stressed * 100 / block.text.len().max(1)) as u32;
        out.add(const { Template::new("stressed") }, bin(stressed, &[1, 30, 90]) * 16 + words);
        if self.has_body {
            out.add(const { Template::new("in_body") }, u32::from(facts.in_body) * 16 + words);
        }
        out.add(const { Template::new("title") }, u32::from(facts.is_title) * 128 + tag);
        let below = self.below_best(block.node);
        out.add(const { Template::new("below_best") }, below);
        out.add(const { Template::new("best_words") }, below * 16 + words);
        out.add(const { Template::new("best_links") }, below * 16 + links);
        out.add(const { Template::new("best_tag") }, below * 128 + tag);
        out.add(const { Template::new("description") }, u32::from(facts.is_description));
        if self.has_h1 {
            out.add(const { Template::new("after_h1") }, u32::from(facts.after_h1) * 16 + words);
            out.add(
                const { Template::new("h1_distance") },
                bin(facts.h1_distance, &[1, 2, 3, 5, 8, 12, 20, 40, 80]),
            );
        }
        out.add(const { Template::new("before") }, share_bin(facts.text_before, self.total_text));
        out.add(const { Template::new("place") }, share_bin(index as u32, self.total_blocks as u32));
        // Containers: how much of the page's text they hold, and how much of theirs is links.
        let mut at = Some(block.node);
        for level in 0..LEVELS as u32 {
            let Some(id) = at else { break };
            let text = self.text_words.get(id.index()).copied().unwrap_or(0);
            let all = self.all_words.get(id.index()).copied().unwrap_or(0);
            let linked = self.link_words.get(id.index()).copied().unwrap_or(0);
            let texts = self.texts.get(id.index()).copied().unwrap_or(0);
            let share = share_bin(text, self.total_text);
            out.add(const { Template::new("share") }, level * 16 + share);
            out.add(const { Template::new("density") }, level * 16 + share_bin(linked, all));
            if level > 0 {
                out.add(const { Template::new("purity") }, level * 16 + share_bin(text, all));
                out.add(const { Template::new("texts") }, level * 16 + bin(texts, &[1, 2, 3, 5, 8, 13, 21]));
                out.add(const { Template::new("share_words") }, (level * 16 + share) * 16 + words);
                out.word(const { Template::new("above") }, self.tree.tag(id).name());
                out.add(
                    const { Template::new("above_words") },
                    (self.tree.tag(id) as u32) * 16 + words + 4096 * level,
                );
            }
            at = self.tree.parent(id);
        }
        for (offset, name) in [(-2, 0), (-1, 1), (1, 2), (2, 3)] {
            let Some(near) = self.near(index, offset) else {
                out.add(const { Template::new("near_none") }, name);
                continue;
            };
            let near_words = word_bin(near.words);
            out.add(const { Template::new("near_words") }, name * 16 + near_words);
            out.add(const { Template::new("near_links") }, name * 16 + link_bin(near.links));
            out.add(const { Template::new("near_furniture") }, name * 32 + near.furniture);
            if name == 1 || name == 2 {
                out.add(const { Template::new("near_both") }, (name * 16 + near_words) * 16 + words);
                out.add(
                    const { Template::new("near_sentence") },
                    (name * 2 + u32::from(near.sentence)) * 16 + words,
                );
            }
        }
        for (class, hash) in self.classes.of_node(block.node) {
            out.known_word(const { Template::new("own_class") }, class, hash);
        }
    }

    fn near(&self, index: usize, offset: isize) -> Option<&Facts> {
        self.facts.get(index.checked_add_signed(offset)?)
    }

    /// The class words of all elements around a block, for training.
    pub(super) fn path_names(&self, index: usize, out: &mut impl Features) {
        let mut at = self.blocks.get(index).map(|block| block.node);
        while let Some(id) = at {
            for (class, hash) in self.classes.of_node(id) {
                out.known_word(const { Template::new("class") }, class, hash);
            }
            at = self.tree.parent(id);
        }
    }

    /// The weight of the class words of all elements around each block, each element looked at once.
    pub(super) fn path_scores(&self, model: &Linear) -> Vec<i32> {
        let mut known: Vec<Option<i32>> = vec![None; self.tree.len()];
        let mut chain = Vec::new();
        self.blocks
            .iter()
            .map(|block| {
                chain.clear();
                let mut at = Some(block.node);
                let mut sum = 0;
                while let Some(id) = at {
                    if let Some(Some(score)) = known.get(id.index()) {
                        sum = *score;
                        break;
                    }
                    chain.push(id);
                    at = self.tree.parent(id);
                }
                for id in chain.iter().rev() {
                    for (_, hash) in self.classes.of_node(*id) {
                        sum += model.weight(const { Template::new("class") }, hash);
                    }
                    if let Some(place) = known.get_mut(id.index()) {
                        *place = Some(sum);
                    }
                }
                sum
            })
            .collect()
    }
}

/// A first judgement of all blocks, and what follows from it.
pub(super) struct Judged<'s> {
    scores: &'s [i32],
    /// By node: words of the article expected below it.
    mass: Vec<u32>,
    total: u32,
    /// By block: words of the article expected before it.
    before: Vec<u32>,
    /// By block: how many blocks lie between it and the nearest sure block before and after.
    gaps: Vec<(u32, u32)>,
}

impl<'s> Judged<'s> {
    pub(super) fn new(measured: &Measured<'_>, scores: &'s [i32]) -> Self {
        let mut judged = Self {
            scores,
            mass: vec![0; measured.tree.len()],
            total: 0,
            before: Vec::with_capacity(scores.len()),
            gaps: vec![(99, 99); scores.len()],
        };
        for (block, score) in measured.blocks.iter().zip(scores) {
            judged.before.push(judged.total);
            if *score <= 0 {
                continue;
            }
            let words = block.words as u32;
            judged.total += words;
            let mut at = Some(block.node);
            while let Some(id) = at {
                add_at(&mut judged.mass, id.index(), words);
                at = measured.tree.parent(id);
            }
        }
        let sure = |index: usize| {
            scores.get(index).is_some_and(|score| *score > 0)
                && measured.blocks.get(index).is_some_and(|block| block.words >= 12)
        };
        let mut gap = 99;
        for index in 0..scores.len() {
            if let Some((before, _)) = judged.gaps.get_mut(index) {
                *before = gap;
            }
            gap = if sure(index) { 0 } else { (gap + 1).min(99) };
        }
        let mut gap = 99;
        for index in (0..scores.len()).rev() {
            if let Some((_, after)) = judged.gaps.get_mut(index) {
                *after = gap;
            }
            gap = if sure(index) { 0 } else { (gap + 1).min(99) };
        }
        judged
    }

    fn score(&self, index: usize) -> i32 {
        self.scores.get(index).copied().unwrap_or(0)
    }

    fn mass_around(&self, index: usize) -> (u32, u32) {
        let before = self.before.get(index).copied().unwrap_or(0);
        let next = self.before.get(index + 1).copied().unwrap_or(self.total);
        (before, self.total.saturating_sub(next))
    }
}

fn add_at(counts: &mut [u32], index: usize, value: u32) {
    if let Some(count) = counts.get_mut(index) {
        *count = count.saturating_add(value);
    }
}

/// Letters and digits only, in lower case, at most `most` bytes: texts that differ in marks and spaces agree.
pub(super) fn squeeze(text: &str, most: usize) -> String {
    let mut out = String::with_capacity(text.len().min(most));
    for c in text.chars() {
        if out.len() >= most {
            break;
        }
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// Which telling elements a block stands in, as a set of bits.
fn inside(tree: &Tree, node: NodeId) -> u32 {
    let mut bits = 0;
    let mut at = Some(node);
    while let Some(id) = at {
        bits |= match tree.tag(id) {
            Tag::Article => 1,
            Tag::Main => 2,
            Tag::Aside => 4,
            Tag::Nav => 8,
            Tag::Footer => 16,
            Tag::Header => 32,
            Tag::Figure | Tag::Figcaption => 64,
            Tag::Form | Tag::Button | Tag::Dialog | Tag::Fieldset => 128,
            _ => 0,
        };
        at = tree.parent(id);
    }
    bits
}

/// What kind of character a text begins with.
fn first_mark(text: &str) -> u32 {
    match text.chars().next() {
        Some(c) if c.is_uppercase() => 1,
        Some(c) if c.is_lowercase() => 2,
        Some(c) if c.is_numeric() => 3,
        Some('“' | '"' | '«' | '„' | '‘' | '\'') => 4,
        Some('(' | '[') => 5,
        Some('©' | '@' | '#' | '|' | '+' | '>' | '•' | '*' | '→' | '-' | '–' | '—') => 6,
        Some(c) if c.is_alphabetic() => 7,
        Some(_) => 8,
        None => 0,
    }
}

/// The words of all classes, ids, roles and item names, by node. Each word is kept once, with the hash by which the
/// models know it, and each attribute value is cut once: pages repeat the same few hundred values.
#[derive(Debug, Default)]
struct Classes {
    words: Vec<(String, u32)>,
    /// By node: where its words stand in `numbers`.
    places: Vec<(u32, u32)>,
    numbers: Vec<u32>,
}

impl Classes {
    fn of(tree: &Tree) -> Self {
        let mut classes = Self { places: vec![(0, 0); tree.len()], ..Self::default() };
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut values: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        for id in tree.descendants(tree.root()) {
            if tree.tag(id).is_hidden() {
                continue;
            }
            let start = classes.numbers.len();
            for attr in [Attr::Class, Attr::Id, Attr::Itemprop, Attr::Role, Attr::DataTestid] {
                let Some(value) = tree.attr(id, attr) else { continue };
                let words = values.entry(value).or_insert_with(|| {
                    split_class(value).map(|word| classes.number(word, &mut numbers)).collect()
                });
                for number in words {
                    let own = classes.numbers.get(start..).unwrap_or_default();
                    if own.len() < MOST_CLASSES && !own.contains(number) {
                        classes.numbers.push(*number);
                    }
                }
            }
            if let Some(place) = classes.places.get_mut(id.index()) {
                *place = (start as u32, classes.numbers.len() as u32);
            }
        }
        classes
    }

    /// The number of a word, a new one where it is new.
    fn number(&mut self, word: String, numbers: &mut FxHashMap<String, u32>) -> u32 {
        if let Some(number) = numbers.get(&word) {
            return *number;
        }
        let number = self.words.len() as u32;
        self.words.push((word.clone(), word_hash(&word)));
        numbers.insert(word, number);
        number
    }

    /// The words of a node with their hashes.
    fn of_node(&self, id: NodeId) -> impl Iterator<Item = (&str, u32)> {
        let (start, end) = self.places.get(id.index()).copied().unwrap_or_default();
        let numbers = self.numbers.get(start as usize..end as usize).unwrap_or_default();
        numbers
            .iter()
            .filter_map(|number| self.words.get(*number as usize))
            .map(|(word, hash)| (word.as_str(), *hash))
    }
}

/// The most words that are kept of one element.
const MOST_CLASSES: usize = 16;

/// "StoryBody__text css-1x2y3z" -> "story", "body", "text". Words made by machines are left out.
fn split_class(value: &str) -> impl Iterator<Item = String> {
    let parts = value
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| (2..=40).contains(&part.len()) && part.bytes().filter(u8::is_ascii_digit).count() < 2);
    parts.flat_map(humps).filter(|word| word.len() >= 2).map(str::to_ascii_lowercase)
}

/// "StoryBody" -> "Story", "Body".
fn humps(part: &str) -> impl Iterator<Item = &str> {
    let bytes = part.as_bytes();
    let mut start = 0;
    (1..=bytes.len()).filter_map(move |end| {
        let hump = match (bytes.get(end - 1), bytes.get(end)) {
            (Some(before), Some(next)) => before.is_ascii_lowercase() && next.is_ascii_uppercase(),
            _ => true,
        };
        if !hump {
            return None;
        }
        part.get(std::mem::replace(&mut start, end)..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_cut_into_words() {
        let words: Vec<String> = split_class("StoryBody__text css-1x2y3z").collect();
        assert_eq!(words, ["story", "body", "text", "css"]);
    }
}
