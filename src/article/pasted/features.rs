//! What the line classifier looks at: words, marks, place and neighbours of a line.

use super::Labelled;
use crate::article::linear::{Features, Template};
use crate::article::lines::ends_sentence;

/// A text's lines, measured once.
pub(super) struct Measured {
    facts: Vec<Facts>,
    total: u32,
}

#[derive(Clone, Debug, Default)]
struct Facts {
    words: u32,
    sentence: bool,
    commas: u32,
    lower: u32,
    stops: u32,
    digits: bool,
    quotes: bool,
    kind: u32,
    first: u32,
    gap: u32,
    capitals: u32,
    text_before: u32,
    /// Words of sentence lines among the twelve lines around.
    around: u32,
    /// How many lines from here to the nearest sentence line before and after.
    distance: (u32, u32),
    /// Where the line stands to the heading: 0 without heading, 1 before it, then by distance behind it.
    heading: u32,
    /// Where the line stands to the densest stretch of sentences: 0 inside, then by distance, before and behind.
    stretch: u32,
    /// The share of its long words that the page's title and the densest stretch hold, in percent.
    shared: u32,
}

fn bin(value: u32, limits: &[u32]) -> u32 {
    limits.iter().position(|limit| value < *limit).unwrap_or(limits.len()) as u32
}

fn word_bin(words: u32) -> u32 {
    bin(words, &[1, 2, 3, 5, 8, 12, 18, 26, 41, 71, 121])
}

/// How many lines to each side count as around.
const AROUND: usize = 6;

impl Measured {
    pub(super) fn new(lines: &[Labelled]) -> Self {
        let mut facts: Vec<Facts> = lines.iter().map(facts_of).collect();
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
        let mut measured = Self { facts, total };
        measured.find_heading(lines, &prose);
        measured.find_stretch(lines);
        measured
    }

    /// The heading: a line that the first line of the dump (the page's title) holds, with most sentences behind it.
    fn find_heading(&mut self, lines: &[Labelled], prose: &[u32]) {
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
            let behind = prose.get(index + 1..(index + 40).min(prose.len())).unwrap_or_default();
            let worth = behind.iter().sum::<u32>();
            if best.is_none_or(|(known, _)| worth >= known) {
                best = Some((worth, index));
            }
        }
        let Some((_, at)) = best else { return };
        for (index, facts) in self.facts.iter_mut().enumerate() {
            facts.heading = match index.checked_sub(at) {
                None => 1,
                Some(distance) => 2 + bin(distance as u32, &[1, 2, 4, 8, 16, 32, 64, 128]),
            };
        }
    }

    /// The stretch of lines that gains most words in sentences and loses fewest to short lines between them.
    fn find_stretch(&mut self, lines: &[Labelled]) {
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
        let mut known: rustc_hash::FxHashSet<String> = rustc_hash::FxHashSet::default();
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
        out.add(Template::new("words"), words);
        out.add(Template::new("sentence"), sentence * 16 + words);
        out.add(Template::new("commas"), bin(facts.commas, &[1, 2, 4, 7]) * 16 + words);
        out.add(Template::new("lower"), bin(facts.lower, &[20, 50, 65, 75, 82]) * 16 + words);
        out.add(
            Template::new("capitals"),
            bin(facts.capitals, &[10, 30, 50, 70, 95]) * 32 + words * 2 + sentence,
        );
        out.add(Template::new("stops"), bin(facts.stops, &[5, 15, 25, 35, 45]) * 16 + words);
        out.add(Template::new("digits"), u32::from(facts.digits) * 16 + words);
        out.add(Template::new("quotes"), u32::from(facts.quotes) * 16 + words);
        out.add(Template::new("kind"), facts.kind);
        out.add(Template::new("first"), facts.first * 16 + words);
        out.add(Template::new("gap"), facts.gap.min(3) * 16 + words);
        let place = u64::from(facts.text_before) * 100 / u64::from(self.total.max(1));
        let place = bin(place as u32, &[1, 5, 20, 50, 80, 95, 100]);
        out.add(Template::new("place"), place);
        out.add(Template::new("place_words"), place * 32 + words * 2 + sentence);
        let around = bin(facts.around, &[1, 15, 40, 80, 140, 220, 320]);
        out.add(Template::new("around"), around);
        out.add(Template::new("around_words"), around * 32 + words * 2 + sentence);
        let distance =
            bin(facts.distance.0, &[2, 3, 5, 9, 20]) * 8 + bin(facts.distance.1, &[2, 3, 5, 9, 20]);
        out.add(Template::new("distance"), distance);
        out.add(Template::new("distance_words"), distance * 32 + words * 2 + sentence);
        let shape = words * 2 + sentence;
        out.add(Template::new("heading"), facts.heading * 32 + shape);
        out.add(Template::new("stretch"), facts.stretch * 32 + shape);
        out.add(Template::new("heading_stretch"), facts.heading * 16 + facts.stretch);
        out.add(Template::new("heading_around"), facts.heading * 16 + around);
        let shared = bin(facts.shared, &[1, 15, 30, 45, 60, 80, 100]);
        out.add(Template::new("shared"), shared * 32 + shape);
        out.add(Template::new("shared_stretch"), shared * 16 + facts.stretch);
        for (slot, offset) in [-3, -2, -1, 1, 2, 3].into_iter().enumerate() {
            let slot = slot as u32;
            let Some(near) = index.checked_add_signed(offset).and_then(|at| self.facts.get(at)) else {
                out.add(Template::new("near_none"), slot);
                continue;
            };
            let shape = word_bin(near.words) * 2 + u32::from(near.sentence);
            out.add(Template::new("near"), slot * 32 + shape);
            out.add(Template::new("near_kind"), slot * 32 + near.kind);
            out.add(Template::new("near_words"), (slot * 32 + shape) * 32 + words * 2 + sentence);
        }
    }

    /// The features that rest on a first judgement of all lines.
    pub(super) fn second(&self, index: usize, scores: &[i32], out: &mut impl Features) {
        let Some(facts) = self.facts.get(index) else { return };
        let words = word_bin(facts.words);
        let own = score_bin(scores.get(index).copied().unwrap_or(0));
        out.add(Template::new("own_words"), own * 16 + words);
        out.add(Template::new("own_stretch"), own * 16 + facts.stretch);
        out.add(Template::new("own_heading"), own * 16 + facts.heading);
        let mut near = [10; 8];
        for (slot, offset) in [-4, -3, -2, -1, 1, 2, 3, 4].into_iter().enumerate() {
            let score = index.checked_add_signed(offset).and_then(|at| scores.get(at));
            if let (Some(score), Some(place)) = (score, near.get_mut(slot)) {
                *place = score_bin(*score);
            }
            let score = near.get(slot).copied().unwrap_or(10);
            out.add(Template::new("near_score"), slot as u32 * 16 + score);
            out.add(Template::new("near_own"), (slot as u32 * 16 + score) * 16 + own);
        }
        let [_, _, _, before, after, _, _, _] = near;
        out.add(Template::new("between"), (before * 16 + after) * 16 + own);
        out.add(Template::new("between_words"), (before * 16 + after) * 16 + words);
        // The article's share that lies before and after, and the mass right around.
        let mass = |range: std::ops::Range<usize>| -> u32 {
            let range = range.start.min(scores.len())..range.end.min(scores.len());
            let scores = scores.get(range.clone()).unwrap_or_default();
            let facts = self.facts.get(range).unwrap_or_default();
            scores.iter().zip(facts).filter(|(score, _)| **score > 0).map(|(_, facts)| facts.words).sum()
        };
        let near = mass(index.saturating_sub(8)..index) + mass(index + 1..index + 9);
        out.add(Template::new("mass_near"), bin(near, &[1, 20, 50, 100, 200, 350]) * 16 + own);
    }
}

/// How much of the densest stretch is read for its words.
const MOST_LINES: usize = 200;

/// Words of five letters and more, in lower case.
fn long_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 5).map(str::to_lowercase)
}

/// Letters and digits only, in lower case.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The running totals that the second model looks at are windows, so that long texts cost linear time.
fn facts_of(labelled: &Labelled) -> Facts {
    let text = &labelled.line.text;
    let words = labelled.line.words as u32;
    let (mut all, mut small, mut capital) = (0u32, 0u32, 0u32);
    for word in text.split(' ') {
        let Some(first) = word.chars().find(|c| c.is_alphanumeric()) else { continue };
        all += 1;
        small += u32::from(word.len() <= 3 && first.is_lowercase());
        capital += u32::from(first.is_uppercase());
    }
    let lower = text.bytes().filter(u8::is_ascii_lowercase).count() as u32;
    Facts {
        words,
        sentence: ends_sentence(text),
        commas: text.matches([',', '，', '、', '،']).count().min(20) as u32,
        lower: (u64::from(lower) * 100 / text.len().max(1) as u64) as u32,
        stops: small * 100 / all.max(1),
        digits: text.bytes().any(|byte| byte.is_ascii_digit()),
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
        gap: labelled.line.gap as u32,
        capitals: capital * 100 / all.max(1),
        ..Facts::default()
    }
}

#[allow(clippy::match_overlapping_arm, reason = "the first that fits is meant")]
fn score_bin(score: i32) -> u32 {
    match score {
        ..-5000 => 0,
        ..-3000 => 1,
        ..-1500 => 2,
        ..-500 => 3,
        ..500 => 4,
        ..1500 => 5,
        ..3000 => 6,
        ..5000 => 7,
        _ => 8,
    }
}
