//! What the trees look at in a line: plain numbers, among them what the linear model said about it and about others.

use rustc_hash::FxHashMap;

use super::features::{Measured, long_words};
use crate::article::BoilerplateKind as Kind;
use crate::article::linear::word_hash;

/// How many numbers a line has.
pub(super) const COUNT: usize = NAMES.len();

/// Their names, as in the model file.
pub(super) const NAMES: [&str; 92] = [
    "score",
    "words",
    "characters",
    "sentence",
    "last",
    "commas",
    "lower",
    "capitals",
    "stops",
    "digits",
    "quotes",
    "kind",
    "first",
    "gap",
    "gap_after",
    "indent",
    "copies",
    "bars",
    "address",
    "dated",
    "byline",
    "title",
    "shared",
    "shared_title",
    "shared_body",
    "heading",
    "heading_place",
    "stretch",
    "stretch_share",
    "place",
    "line_place",
    "total",
    "lines",
    "around",
    "prose_before",
    "prose_after",
    "since_comment",
    "since_related",
    "since_newsletter",
    "since_share",
    "since_copyright",
    "since_advert",
    "since_author",
    "since_date",
    "since_byline",
    "until_comment",
    "until_related",
    "until_newsletter",
    "until_share",
    "until_copyright",
    "until_advert",
    "until_author",
    "until_date",
    "until_byline",
    "dates_near",
    "before4_score",
    "before3_score",
    "before2_score",
    "before1_score",
    "after1_score",
    "after2_score",
    "after3_score",
    "after4_score",
    "before3_words",
    "before2_words",
    "before1_words",
    "after1_words",
    "after2_words",
    "after3_words",
    "before2_sentence",
    "before1_sentence",
    "after1_sentence",
    "after2_sentence",
    "before1_kind",
    "after1_kind",
    "mass_before",
    "mass_after",
    "mass",
    "mass_near",
    "mass_wide",
    "run_before",
    "run_after",
    "sure_before",
    "sure_after",
    "alike",
    "alike_score",
    "kin",
    "kin_score",
    "short_score",
    "short_gap",
    "best",
    "best_share",
];

/// A line that the first model puts lower stays where it is.
pub(super) const HOPELESS: i32 = -5000;

/// Kinds whose nearest line before and behind is looked for; behind them in `Marks`, dates and bylines.
const KINDS: [Kind; 7] = [
    Kind::Comment,
    Kind::Related,
    Kind::Newsletter,
    Kind::Share,
    Kind::Copyright,
    Kind::Advert,
    Kind::Author,
];

const MARKS: usize = KINDS.len() + 2;

/// Farther than this is far.
const FAR: i32 = 400;

/// How far lines lie from furniture of each kind, dates and bylines.
type Marks = [i32; MARKS];

/// What is counted once for all lines of a text.
pub(super) struct Around<'m> {
    measured: &'m Measured<'m>,
    scores: &'m [i32],
    since: Vec<Marks>,
    until: Vec<Marks>,
    /// By the shape of a line, and of a line with its neighbours: sum of scores and number.
    alike: FxHashMap<u32, (i64, i32)>,
    kin: FxHashMap<u64, (i64, i32)>,
    /// By line: words of the lines above zero before it, the line left out.
    mass: Vec<i32>,
    /// By line: words of the unbroken run of lines above zero that ends before it, and that begins behind it.
    runs: Vec<(i32, i32)>,
    /// By line: how many lines lie between it and the nearest sure line before and behind.
    sure: Vec<(i32, i32)>,
    /// By line: score of the nearest short line before it, and how far it lies.
    shorts: Vec<(i32, i32)>,
    /// How many lines that are judged part of the article hold a long word, by its hash.
    body_words: FxHashMap<u32, i32>,
    best: std::ops::Range<usize>,
}

fn small(value: u32) -> i32 {
    i32::try_from(value.min(1 << 20)).unwrap_or(0)
}

/// Thousandths.
fn share(part: i32, whole: i32) -> i32 {
    i32::try_from(i64::from(part) * 1000 / i64::from(whole.max(1))).unwrap_or(0)
}

/// Hashes of the different words of five letters and more.
fn hashes(text: &str) -> Vec<u32> {
    let mut found: Vec<u32> = long_words(text).take(MOST_WORDS).map(|word| word_hash(&word)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// So many words of a line are compared.
const MOST_WORDS: usize = 80;

impl<'m> Around<'m> {
    pub(super) fn new(measured: &'m Measured<'m>, scores: &'m [i32]) -> Self {
        let facts = &measured.facts;
        let words = |index: usize| facts.get(index).map_or(0, |facts| small(facts.words));
        let count = scores.len();
        let mut around = Self {
            measured,
            scores,
            since: Vec::with_capacity(count),
            until: vec![[FAR; MARKS]; count],
            alike: FxHashMap::default(),
            kin: FxHashMap::default(),
            mass: Vec::with_capacity(count + 1),
            runs: vec![(0, 0); count],
            sure: vec![(FAR, FAR); count],
            shorts: Vec::with_capacity(count),
            body_words: FxHashMap::default(),
            best: super::classify::best_stretch(measured.lines, scores),
        };
        let mut since = [FAR; MARKS];
        let mut total = 0;
        let (mut run, mut sure, mut short) = (0, FAR, (-9999, FAR));
        for (index, score) in scores.iter().enumerate() {
            around.since.push(since);
            around.step(index, &mut since);
            around.mass.push(total);
            around.shorts.push(short);
            if let (Some(runs), Some(gaps)) = (around.runs.get_mut(index), around.sure.get_mut(index)) {
                (runs.0, gaps.0) = (run, sure);
            }
            short.1 = (short.1 + 1).min(FAR);
            if words(index) <= 6 {
                short = (*score, 0);
            }
            sure = if *score > 0 && words(index) >= 12 { 0 } else { (sure + 1).min(FAR) };
            run = if *score > 0 { run + words(index) } else { 0 };
            let clamped = i64::from((*score).clamp(-8000, 8000));
            for (sum, count) in [
                around.alike.entry(measured.shape(index)).or_default(),
                around.kin.entry(measured.shapes(index)).or_default(),
            ] {
                *sum += clamped;
                *count += 1;
            }
            if *score > 0 {
                total += words(index);
                if let Some(labelled) = measured.lines.get(index) {
                    for word in hashes(&labelled.line.text) {
                        *around.body_words.entry(word).or_default() += 1;
                    }
                }
            }
        }
        around.mass.push(total);
        let mut until = [FAR; MARKS];
        (run, sure) = (0, FAR);
        for (index, score) in scores.iter().enumerate().rev() {
            if let (Some(runs), Some(gaps), Some(own)) =
                (around.runs.get_mut(index), around.sure.get_mut(index), around.until.get_mut(index))
            {
                (runs.1, gaps.1) = (run, sure);
                *own = until;
            }
            around.step(index, &mut until);
            sure = if *score > 0 && words(index) >= 12 { 0 } else { (sure + 1).min(FAR) };
            run = if *score > 0 { run + words(index) } else { 0 };
        }
        around
    }

    /// One line further.
    fn step(&self, index: usize, marks: &mut Marks) {
        let Some(facts) = self.measured.facts.get(index) else { return };
        let is = |mark: usize| match KINDS.get(mark) {
            Some(kind) => facts.kind == *kind as u32 + 1,
            None if mark == KINDS.len() => facts.dated,
            None => facts.byline,
        };
        for (mark, distance) in marks.iter_mut().enumerate() {
            *distance = if is(mark) { 0 } else { (*distance + 1).min(FAR) };
        }
    }

    /// The numbers of a line.
    pub(super) fn numbers(&self, index: usize, out: &mut Vec<i32>) {
        out.clear();
        let measured = self.measured;
        let (Some(facts), Some(labelled)) = (measured.facts.get(index), measured.lines.get(index)) else {
            return;
        };
        let count = self.scores.len();
        let own = self.scores.get(index).copied().unwrap_or(0);
        let near = |offset: isize| index.checked_add_signed(offset).filter(|at| *at < count);
        let fact = |offset: isize| near(offset).and_then(|at| measured.facts.get(at));
        let score = |offset: isize| near(offset).and_then(|at| self.scores.get(at)).copied().unwrap_or(-9999);
        let total = self.mass.last().copied().unwrap_or(0);
        let mass = |range: std::ops::Range<usize>| {
            let at = |index: usize| self.mass.get(index.min(count)).copied().unwrap_or(0);
            at(range.end) - at(range.start)
        };
        out.extend([
            own,
            small(facts.words),
            small(labelled.line.text.len() as u32),
            i32::from(facts.sentence),
            small(facts.last),
            small(facts.commas),
            small(facts.lower),
            small(facts.capitals),
            small(facts.stops),
            small(facts.digit_share),
            i32::from(facts.quotes),
            small(facts.kind),
            small(facts.first),
            small(facts.gap),
            fact(1).map_or(-1, |facts| small(facts.gap)),
            small(labelled.line.indent as u32),
            small(facts.copies),
            small(facts.bars),
            i32::from(facts.address),
            i32::from(facts.dated),
            i32::from(facts.byline),
            i32::from(facts.title),
            small(facts.shared),
        ]);
        let words = hashes(&labelled.line.text);
        let of = |count: usize| if words.is_empty() { -1 } else { (count * 100 / words.len()) as i32 };
        let least = if own > 0 { 2 } else { 1 };
        let known = |word: &&u32| self.body_words.get(word).is_some_and(|count| *count >= least);
        out.push(of(words.iter().filter(|word| measured.title_words.contains(word)).count()));
        out.push(of(words.iter().filter(known).count()));
        let place = |at: usize| small(at as u32);
        out.push(measured.heading.map_or(-FAR, |at| (place(index) - place(at)).clamp(-FAR, FAR)));
        out.push(measured.heading.map_or(-1, |at| share(place(at), place(count))));
        out.push(distance(index, &measured.stretch));
        out.push(share(small(measured.stretch_words), small(measured.total)));
        out.push(share(small(facts.text_before), small(measured.total)));
        out.push(share(place(index), place(count)));
        out.push(small(measured.total));
        out.push(place(count));
        out.push(small(facts.around));
        out.push(small(facts.distance.0));
        out.push(small(facts.distance.1));
        out.extend(self.since.get(index).copied().unwrap_or([FAR; MARKS]));
        out.extend(self.until.get(index).copied().unwrap_or([FAR; MARKS]));
        let dates = (-4..=4).filter(|offset| fact(*offset).is_some_and(|facts| facts.dated));
        out.push(dates.count() as i32);
        out.extend([-4, -3, -2, -1, 1, 2, 3, 4].map(score));
        out.extend([-3, -2, -1, 1, 2, 3].map(|offset| fact(offset).map_or(-1, |facts| small(facts.words))));
        out.extend([-2, -1, 1, 2].map(|offset| fact(offset).map_or(-1, |facts| i32::from(facts.sentence))));
        out.extend([-1, 1].map(|offset| fact(offset).map_or(-1, |facts| small(facts.kind))));
        out.push(share(mass(0..index), total));
        out.push(share(mass(index + 1..count), total));
        out.push(total);
        out.push(mass(index.saturating_sub(8)..index) + mass(index + 1..index + 9));
        out.push(mass(index.saturating_sub(25)..index) + mass(index + 1..index + 26));
        let (run_before, run_after) = self.runs.get(index).copied().unwrap_or((0, 0));
        let (sure_before, sure_after) = self.sure.get(index).copied().unwrap_or((FAR, FAR));
        out.extend([run_before, run_after, sure_before, sure_after]);
        let mean = |(sum, count): (i64, i32)| {
            i32::try_from((sum - i64::from(own.clamp(-8000, 8000))) / i64::from((count - 1).max(1)))
                .unwrap_or(0)
        };
        let alike = self.alike.get(&measured.shape(index)).copied().unwrap_or((0, 0));
        let kin = self.kin.get(&measured.shapes(index)).copied().unwrap_or((0, 0));
        out.extend([share(alike.1, place(count)), mean(alike), kin.1, mean(kin)]);
        let (short_score, short_gap) = self.shorts.get(index).copied().unwrap_or((-9999, FAR));
        out.extend([short_score, short_gap]);
        out.push(distance(index, &self.best));
        out.push(share(mass(self.best.clone()), total));
    }
}

/// How far a line lies before (below zero) or behind a stretch; 0 inside.
fn distance(index: usize, stretch: &std::ops::Range<usize>) -> i32 {
    let lines = |count: usize| i32::try_from(count).unwrap_or(FAR).min(FAR);
    if index < stretch.start {
        -lines(stretch.start - index)
    } else if index >= stretch.end {
        lines(index + 1 - stretch.end)
    } else {
        0
    }
}
