//! What the line classifier looks at: words, marks, place and neighbours of a line.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Labelled, date_line};
use crate::article::byline::is_byline;
use crate::article::linear::{Features, Template, word_hash};
use crate::article::lines::ends_sentence;
use crate::lexicon::Lexicon;

/// A text's lines, measured once.
pub(super) struct Measured<'l> {
    pub(super) lines: &'l [Labelled],
    pub(super) facts: Vec<Facts>,
    /// Words of all lines that read like text.
    pub(super) total: u32,
    /// Where the heading stands.
    pub(super) heading: Option<usize>,
    /// Hashes of the long words of the first line and the heading.
    pub(super) title_words: FxHashSet<u32>,
    /// The densest stretch of sentences, and its words.
    pub(super) stretch: Range<usize>,
    pub(super) stretch_words: u32,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) words: u32,
    pub(super) sentence: bool,
    pub(super) commas: u32,
    /// Shares of the line's bytes and words, in percent.
    pub(super) lower: u32,
    pub(super) digit_share: u32,
    pub(super) stops: u32,
    pub(super) capitals: u32,
    digits: bool,
    pub(super) quotes: bool,
    pub(super) kind: u32,
    /// What marks it begins and ends with.
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) gap: u32,
    /// How often the line stands in the text.
    pub(super) copies: u32,
    /// Bars and bullets between words.
    pub(super) bars: u32,
    /// Whether it holds an address of the web or of mail.
    pub(super) address: bool,
    /// Whether it is a date, or a byline, and nothing else.
    pub(super) dated: bool,
    pub(super) byline: bool,
    /// Whether the first line of the text, the title of a dumped page, holds it.
    pub(super) title: bool,
    pub(super) text_before: u32,
    /// Words of sentence lines among the twelve lines around.
    pub(super) around: u32,
    /// How many lines from here to the nearest sentence line before and after.
    pub(super) distance: (u32, u32),
    /// Where the line stands to the heading: 0 without heading, 1 before it, then by distance behind it.
    heading: u32,
    /// Where the line stands to the densest stretch of sentences: 0 inside, then by distance, before and behind.
    pub(super) stretch: u32,
    /// The share of its long words that the page's title and the densest stretch hold, in percent.
    pub(super) shared: u32,
}

fn bin(value: u32, limits: &[u32]) -> u32 {
    limits.iter().position(|limit| value < *limit).unwrap_or(limits.len()) as u32
}

fn word_bin(words: u32) -> u32 {
    bin(words, &[1, 2, 3, 5, 8, 12, 18, 26, 41, 71, 121])
}

/// How many lines to each side count as around.
const AROUND: usize = 6;

impl<'l> Measured<'l> {
    pub(super) fn new(lines: &'l [Labelled], lexicon: &Lexicon) -> Self {
        let mut facts: Vec<Facts> = lines.iter().map(|labelled| facts_of(labelled, lexicon)).collect();
        let mut copies: FxHashMap<&str, u32> = FxHashMap::default();
        for labelled in lines {
            *copies.entry(labelled.line.text.as_str()).or_default() += 1;
        }
        for (labelled, facts) in lines.iter().zip(&mut facts) {
            facts.copies = copies.get(labelled.line.text.as_str()).copied().unwrap_or(1);
        }
        let prose: Vec<u32> = facts
            .iter()
            .map(|facts| if facts.sentence && facts.words >= 10 && facts.kind == 0 { facts.words } else { 0 })
            .collect();
        let mut total = 0;
        let mut last = 99;
        for (index, facts) in facts.iter_mut().enumerate() {
            facts.text_before = total;
            total += prose.get(index).copied().unwrap_or(0);
            let from = index.saturating_sub(AROUND);
            let around = prose.get(from..(index + AROUND + 1).min(prose.len())).unwrap_or_default();
            facts.around = around.iter().sum::<u32>() - prose.get(index).copied().unwrap_or(0);
            facts.distance.0 = last;
            last = if prose.get(index).is_some_and(|words| *words > 0) { 1 } else { (last + 1).min(99) };
        }
        let mut next = 99;
        for (index, facts) in facts.iter_mut().enumerate().rev() {
            facts.distance.1 = next;
            next = if prose.get(index).is_some_and(|words| *words > 0) { 1 } else { (next + 1).min(99) };
        }
        let mut measured = Self {
            lines,
            facts,
            total,
            heading: None,
            title_words: FxHashSet::default(),
            stretch: 0..0,
            stretch_words: 0,
        };
        measured.find_heading(&prose);
        measured.find_stretch();
        let title = lines.first().into_iter().chain(measured.heading.and_then(|at| lines.get(at)));
        measured.title_words =
            title.flat_map(|labelled| long_words(&labelled.line.text)).map(|word| word_hash(&word)).collect();
        measured
    }

    /// The heading: a line that the first line of the dump (the page's title) holds, with most sentences behind it.
    fn find_heading(&mut self, prose: &[u32]) {
        let lines = self.lines;
        let Some(title) = lines.first().map(|labelled| squeeze(&labelled.line.text)) else { return };
        let mut best: Option<(u32, usize)> = None;
        for (index, labelled) in lines.iter().enumerate() {
            if labelled.line.words < 3 || labelled.line.words > 40 {
                continue;
            }
            let key = squeeze(&labelled.line.text);
            if key.len() < 10 || !title.contains(&key) {
                continue;
            }
            if let Some(facts) = self.facts.get_mut(index) {
                facts.title = true;
            }
            let behind = prose.get(index + 1..(index + 40).min(prose.len())).unwrap_or_default();
            let worth = behind.iter().sum::<u32>();
            if best.is_none_or(|(known, _)| worth >= known) {
                best = Some((worth, index));
            }
        }
        let Some((_, at)) = best else { return };
        self.heading = Some(at);
        for (index, facts) in self.facts.iter_mut().enumerate() {
            facts.heading = match index.checked_sub(at) {
                None => 1,
                Some(distance) => 2 + bin(distance as u32, &[1, 2, 4, 8, 16, 32, 64, 128]),
            };
        }
    }

    /// The stretch of lines that gains most words in sentences and loses fewest to short lines between them.
    fn find_stretch(&mut self) {
        let lines = self.lines;
        let (mut sum, mut start, mut best) = (0i64, 0, (0i64, 0..0));
        for (index, facts) in self.facts.iter().enumerate() {
            let value = match (facts.kind, facts.sentence, facts.words) {
                (0, true, 8..) => i64::from(facts.words.min(60)),
                (0, true, _) => 2,
                (0, false, 20..) => 4,
                (_, _, 5..) => -12,
                _ => -8,
            };
            if sum <= 0 {
                sum = 0;
                start = index;
            }
            sum += value;
            if sum > best.0 {
                best = (sum, start..index + 1);
            }
        }
        let stretch = best.1;
        let counted = self.facts.get(stretch.clone()).unwrap_or_default().iter();
        self.stretch_words = counted.filter(|facts| facts.sentence).map(|facts| facts.words).sum();
        self.stretch = stretch.clone();
        let mut known: FxHashSet<String> = FxHashSet::default();
        let inside = lines.get(stretch.clone()).unwrap_or_default();
        for labelled in lines.first().into_iter().chain(inside.iter().take(MOST_LINES)) {
            known.extend(long_words(&labelled.line.text));
        }
        for (index, facts) in self.facts.iter_mut().enumerate() {
            facts.stretch = if stretch.contains(&index) {
                0
            } else if index < stretch.start {
                1 + bin((stretch.start - index) as u32, &[2, 4, 8, 16, 40])
            } else {
                7 + bin((index + 1 - stretch.end) as u32, &[2, 4, 8, 16, 40])
            };
            let Some(labelled) = lines.get(index) else { continue };
            let (mut all, mut held) = (0u32, 0u32);
            for word in long_words(&labelled.line.text).take(60) {
                all += 1;
                held += u32::from(known.contains(&word));
            }
            facts.shared = held * 100 / all.max(1);
        }
    }

    /// The features of a line by itself and of the lines near it.
    pub(super) fn first(&self, index: usize, out: &mut impl Features) {
        let Some(facts) = self.facts.get(index) else { return };
        let words = word_bin(facts.words);
        let sentence = u32::from(facts.sentence);
        self.words(index, out);
        out.add(const { Template::new("words") }, words);
        out.add(const { Template::new("sentence") }, sentence * 16 + words);
        out.add(const { Template::new("commas") }, bin(facts.commas, &[1, 2, 4, 7]) * 16 + words);
        out.add(const { Template::new("lower") }, bin(facts.lower, &[20, 50, 65, 75, 82]) * 16 + words);
        out.add(
            const { Template::new("capitals") },
            bin(facts.capitals, &[10, 30, 50, 70, 95]) * 32 + words * 2 + sentence,
        );
        out.add(const { Template::new("stops") }, bin(facts.stops, &[5, 15, 25, 35, 45]) * 16 + words);
        out.add(const { Template::new("digits") }, u32::from(facts.digits) * 16 + words);
        out.add(const { Template::new("quotes") }, u32::from(facts.quotes) * 16 + words);
        out.add(const { Template::new("kind") }, facts.kind);
        out.add(const { Template::new("first") }, facts.first * 16 + words);
        out.add(const { Template::new("gap") }, facts.gap.min(3) * 16 + words);
        let place = u64::from(facts.text_before) * 100 / u64::from(self.total.max(1));
        let place = bin(place as u32, &[1, 5, 20, 50, 80, 95, 100]);
        out.add(const { Template::new("place") }, place);
        out.add(const { Template::new("place_words") }, place * 32 + words * 2 + sentence);
        let around = bin(facts.around, &[1, 15, 40, 80, 140, 220, 320]);
        out.add(const { Template::new("around") }, around);
        out.add(const { Template::new("around_words") }, around * 32 + words * 2 + sentence);
        let distance =
            bin(facts.distance.0, &[2, 3, 5, 9, 20]) * 8 + bin(facts.distance.1, &[2, 3, 5, 9, 20]);
        out.add(const { Template::new("distance") }, distance);
        out.add(const { Template::new("distance_words") }, distance * 32 + words * 2 + sentence);
        let shape = words * 2 + sentence;
        out.add(const { Template::new("heading") }, facts.heading * 32 + shape);
        out.add(const { Template::new("stretch") }, facts.stretch * 32 + shape);
        out.add(const { Template::new("heading_stretch") }, facts.heading * 16 + facts.stretch);
        out.add(const { Template::new("heading_around") }, facts.heading * 16 + around);
        let shared = bin(facts.shared, &[1, 15, 30, 45, 60, 80, 100]);
        out.add(const { Template::new("shared") }, shared * 32 + shape);
        out.add(const { Template::new("shared_stretch") }, shared * 16 + facts.stretch);
        for (slot, offset) in [-3, -2, -1, 1, 2, 3].into_iter().enumerate() {
            let slot = slot as u32;
            let Some(near) = index.checked_add_signed(offset).and_then(|at| self.facts.get(at)) else {
                out.add(const { Template::new("near_none") }, slot);
                continue;
            };
            let shape = word_bin(near.words) * 2 + u32::from(near.sentence);
            out.add(const { Template::new("near") }, slot * 32 + shape);
            out.add(const { Template::new("near_kind") }, slot * 32 + near.kind);
            out.add(const { Template::new("near_words") }, (slot * 32 + shape) * 32 + words * 2 + sentence);
        }
    }

    /// The words of a line and of the nearest short line before it.
    fn words(&self, index: usize, out: &mut impl Features) {
        let Some(labelled) = self.lines.get(index) else { return };
        if labelled.line.words <= SHORT {
            for word in plain_words(&labelled.line.text) {
                out.word(const { Template::new("short") }, &word);
            }
        } else {
            for word in plain_words(&labelled.line.text) {
                out.word(const { Template::new("long") }, &word);
            }
        }
    }

    /// The form of a line: its length, whether it is a sentence, whether an empty line stands before it.
    pub(super) fn shape(&self, index: usize) -> u32 {
        let Some(facts) = self.facts.get(index) else { return 0 };
        1 + (word_bin(facts.words) * 2 + u32::from(facts.sentence)) * 3 + facts.gap.min(2)
    }

    /// The forms of a line and of its neighbours.
    pub(super) fn shapes(&self, index: usize) -> u64 {
        let near = |offset| index.checked_add_signed(offset).map_or(0, |at| u64::from(self.shape(at)));
        (near(-1) << 40) | (near(0) << 20) | near(1)
    }
}

/// A line of so many words is short: a button, a heading.
const SHORT: usize = 12;

/// The different words of a line, in lower case, without numbers.
fn plain_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(MOST_WORDS);
    let mut words: Vec<String> = words.map(str::to_lowercase).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// So many words of a line are looked at.
const MOST_WORDS: usize = 60;

/// How much of the densest stretch is read for its words.
const MOST_LINES: usize = 200;

/// A date with its time and zone has no more words.
const MOST_WORDS_OF_DATE: u32 = 12;

/// Words of five letters and more, in lower case.
pub(super) fn long_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 5).map(str::to_lowercase)
}

/// Letters and digits only, in lower case.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn facts_of(labelled: &Labelled, lexicon: &Lexicon) -> Facts {
    let text = &labelled.line.text;
    let words = labelled.line.words as u32;
    let (mut all, mut small, mut capital) = (0u32, 0u32, 0u32);
    for word in text.split(' ') {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { continue };
        all += 1;
        small += u32::from(word.len() <= 3 && first.is_lowercase());
        capital += u32::from(first.is_uppercase());
    }
    let percent = |count: usize| (count as u64 * 100 / text.len().max(1) as u64) as u32;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    Facts {
        words,
        sentence: ends_sentence(text),
        commas: text.matches([',', '，', '、', '،']).count().min(20) as u32,
        lower: percent(text.bytes().filter(u8::is_ascii_lowercase).count()),
        digit_share: percent(digits),
        stops: small * 100 / all.max(1),
        digits: digits > 0,
        quotes: text.contains(['“', '”', '"', '«', '»', '„']),
        kind: labelled.kind.map_or(0, |kind| kind as u32 + 1),
        first: match text.chars().next() {
            Some(c) if c.is_uppercase() => 1,
            Some(c) if c.is_lowercase() => 2,
            Some(c) if c.is_numeric() => 3,
            Some('“' | '"' | '«' | '„' | '‘' | '\'') => 4,
            Some(c) if c.is_alphabetic() => 5,
            _ => 6,
        },
        last: match text.chars().next_back() {
            Some('.' | '。' | '։' | '।') if text.ends_with("...") => 2,
            Some('.' | '。' | '։' | '।') => 1,
            Some('…') => 2,
            Some('?' | '!') => 3,
            Some(':' | ';' | ',') => 4,
            Some('”' | '"' | '»' | '“' | '’' | '\'') => 5,
            Some(')' | ']') => 6,
            Some(c) if c.is_numeric() => 7,
            Some(c) if c.is_alphabetic() => 8,
            _ => 9,
        },
        gap: labelled.line.gap.min(20) as u32,
        bars: text.matches(['|', '•', '·', '›', '»', '/', '>']).count().min(20) as u32,
        address: ["http", "www.", "@", ".com"].iter().any(|mark| text.contains(mark)),
        dated: words <= MOST_WORDS_OF_DATE && date_line(text, lexicon).is_some(),
        byline: words <= 20 && is_byline(text, lexicon),
        capitals: capital * 100 / all.max(1),
        ..Facts::default()
    }
}
