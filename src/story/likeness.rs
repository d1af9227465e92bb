//! How alike two reports are.

use rustc_hash::FxHashMap;

use crate::lexicon::StoryWeights;
use crate::story::days::{self, Day};
use crate::story::words::{Feature, Report};

/// Two reports and their likeness, from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub a: u32,
    pub b: u32,
    pub likeness: f64,
}

/// What more reports than this mention does not bring two of them together, though it counts once they are.
const MOST_HOLDERS: usize = 400;

/// Pairs less alike than this are not worth keeping.
const LEAST: f64 = 0.02;

/// Something a report shares with others (the most common come first), with its weight in the report (whose weights have length 1).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shared {
    feature: u32,
    weight: f32,
}

/// What at least two reports mention, and how many do.
///
/// Most of what a report mentions (its pairs of words above all) nobody else does: only what is left is kept, so that a
/// hundred thousand reports fit in memory.
#[derive(Debug, Default)]
pub(crate) struct Holders {
    reports: usize,
    /// By feature: its number, counted through from the most common to the rarest.
    numbers: FxHashMap<u32, u32>,
    /// By number.
    counts: Vec<u32>,
}

/// How many reports mention each thing, while they are being read.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    reports: usize,
    /// Features and their numbers of reports, sorted.
    counted: Vec<(u32, u32)>,
    /// Features of the reports since, one behind the other.
    fresh: Vec<u32>,
}

/// So many features are counted at once, at least.
const AT_ONCE: usize = 1 << 22;

impl Counting {
    pub(crate) fn add(&mut self, report: &Report) {
        self.reports += 1;
        self.fresh.extend(report.features.iter().map(|feature| feature.hash));
        if self.fresh.len() >= AT_ONCE.max(self.counted.len() / 2) {
            self.count();
        }
    }

    fn count(&mut self) {
        self.fresh.sort_unstable();
        let mut both = Vec::with_capacity(self.counted.len() + self.fresh.len() / 2);
        let mut before = std::mem::take(&mut self.counted).into_iter().peekable();
        for same in self.fresh.chunk_by(|x, y| x == y) {
            let Some(&feature) = same.first() else { continue };
            while let Some(counted) = before.next_if(|(other, _)| *other < feature) {
                both.push(counted);
            }
            let known = before.next_if(|(other, _)| *other == feature).map_or(0, |(_, count)| count);
            both.push((feature, known + same.len() as u32));
        }
        both.extend(before);
        self.counted = both;
        self.fresh.clear();
    }

    /// What at least two of the reports mention.
    pub(crate) fn holders(mut self) -> Holders {
        self.count();
        self.fresh = Vec::new();
        self.counted.retain(|(_, count)| *count > 1);
        self.counted.sort_unstable_by_key(|(feature, count)| (std::cmp::Reverse(*count), *feature));
        let mut holders = Holders { reports: self.reports, ..Holders::default() };
        holders.numbers.reserve(self.counted.len());
        for (feature, count) in self.counted {
            holders.numbers.insert(feature, holders.counts.len() as u32);
            holders.counts.push(count);
        }
        holders
    }
}

impl Holders {
    /// What a report shares with others.
    ///
    /// `alone` says how much the things that only one report mentions count for its length: 1 for all, 0 for nothing.
    fn shared(&self, report: &Report, weights: &StoryWeights, alone: f64) -> Vec<Shared> {
        let mut square = 0.0;
        let mut mine = Vec::new();
        for feature in &report.features {
            let number = self.numbers.get(&feature.hash).copied();
            let holders = number.and_then(|number| self.counts.get(number as usize)).copied().unwrap_or(1);
            let weight = f64::from(feature.count) * rarity(feature, holders, self.reports, weights);
            let Some(number) = number else {
                square += alone * weight * weight;
                continue;
            };
            square += weight * weight;
            if weight > 0.0 {
                mine.push(Shared { feature: number, weight: weight as f32 });
            }
        }
        let length = square.sqrt().max(f64::EPSILON);
        for shared in &mut mine {
            shared.weight = (f64::from(shared.weight) / length) as f32;
        }
        mine.sort_unstable_by_key(|shared| shared.feature);
        mine.shrink_to_fit();
        mine
    }

    /// How many features there are.
    fn len(&self) -> usize {
        self.counts.len()
    }
}

/// High for what few reports mention; imagined reports stand in while there are few real ones.
fn rarity(feature: &Feature, holders: u32, reports: usize, weights: &StoryWeights) -> f64 {
    let imagined = weights.imagined_reports;
    let imagined_holders = (imagined * f64::from(feature.share)).max(0.5);
    ((reports as f64 + imagined) / (f64::from(holders) + imagined_holders)).ln().max(0.0)
}

/// So many earlier holders of what a report mentions are looked at, those of the rarest things first. Where reports of
/// one week share more than that, the best partners found so far are compared in the rest too, and the others dropped:
/// the work grows with the number of reports, not with its square.
const MOST_MET: usize = 1 << 15;

/// How many partners of a report are kept where it meets too many.
const PARTNERS: usize = 128;

/// The pairs of reports that are somewhat alike, gathered as report after report is met in the order of publication,
/// those without a date first.
///
/// Each report meets the earlier ones that share something not too common with it; those too old to be one story's with
/// it are passed over, and what they mention is forgotten.
#[derive(Debug)]
pub(crate) struct Pairs<'w> {
    weights: &'w StoryWeights,
    holders: Holders,
    /// How much of a report nobody else mentions counts for its length.
    alone: f64,
    most: usize,
    days: Vec<Day>,
    /// What each report shares with others; of reports that are too old nothing any more.
    shared: Vec<Vec<Shared>>,
    earlier: Vec<Earlier>,
    /// The first report with a date that is not too old; none while no report has a date.
    oldest: Option<u32>,
    sums: Vec<f64>,
    met: Vec<u32>,
    /// By feature: the weights in the report at hand of what has not been looked at.
    left: Vec<f32>,
    found: Vec<Pair>,
}

impl<'w> Pairs<'w> {
    pub(crate) fn new(reports: usize, holders: Holders, weights: &'w StoryWeights, alone: f64) -> Self {
        let features = holders.len();
        Self {
            weights,
            alone,
            most: MOST_HOLDERS.max((reports as f64).sqrt() as usize),
            days: Vec::with_capacity(reports),
            shared: Vec::with_capacity(reports),
            earlier: vec![Earlier::default(); features],
            oldest: None,
            sums: vec![0.0; reports],
            met: Vec::new(),
            left: vec![0.0; features],
            found: Vec::new(),
            holders,
        }
    }

    /// The next report meets those before it.
    pub(crate) fn meet(&mut self, report: &Report) {
        let mine = self.holders.shared(report, self.weights, self.alone);
        let (here, day) = (self.days.len() as u32, report.day);
        let is_dated = matches!(day, Day::Published(_));
        if is_dated {
            self.forget_before(self.oldest.unwrap_or(here), day);
        }
        let left = self.look_at_holders(&mine);
        self.met.sort_unstable();
        let mut alike: Vec<(u32, f64)> = Vec::new();
        for other in self.met.drain(..) {
            let Some(sum) = self.sums.get_mut(other as usize) else { continue };
            alike.push((other, std::mem::take(sum)));
        }
        let left = mine.get(..left).unwrap_or_default();
        if let Some(last) = left.last() {
            self.look_at_the_rest(last.feature, &mut alike);
        }
        for (other, alike) in alike {
            let Some(then) = self.days.get(other as usize) else { continue };
            let likeness = alike.min(1.0) * days::nearness(*then, day, self.weights);
            if likeness >= LEAST {
                self.found.push(Pair { a: other, b: here, likeness });
            }
        }
        for shared in left {
            if let Some(left) = self.left.get_mut(shared.feature as usize) {
                *left = 0.0;
            }
        }
        for shared in &mine {
            if let Some(earlier) = self.earlier.get_mut(shared.feature as usize) {
                earlier.add(here, shared.weight, is_dated, self.most);
            }
        }
        self.days.push(day);
        self.shared.push(mine);
    }

    /// Passes over the dated reports, from `oldest` on, that are too old on this day.
    fn forget_before(&mut self, mut oldest: u32, day: Day) {
        while let Some(old) = self.days.get(oldest as usize)
            && days::nearness(*old, day, self.weights) <= 0.0
        {
            if let Some(shared) = self.shared.get_mut(oldest as usize) {
                *shared = Vec::new();
            }
            oldest += 1;
        }
        self.oldest = Some(oldest);
    }

    /// Adds up what the report shares with earlier ones, the rarest first, as far as these are not too many; the rest goes
    /// to `left`. Returns how many of the features that is, the most common ones.
    fn look_at_holders(&mut self, mine: &[Shared]) -> usize {
        let (oldest, most) = (self.oldest.unwrap_or_default(), self.most);
        let mut looked_at = 0;
        let mut rest = mine;
        while let Some((shared, before)) = rest.split_last() {
            let Some(earlier) = self.earlier.get_mut(shared.feature as usize) else { break };
            let holders = earlier.within(oldest, most);
            looked_at += holders.clone().count();
            if looked_at > MOST_MET {
                break;
            }
            for &(other, weight) in holders {
                let Some(sum) = self.sums.get_mut(other as usize) else { continue };
                if *sum == 0.0 {
                    self.met.push(other);
                }
                *sum += f64::from(shared.weight) * f64::from(weight);
            }
            rest = before;
        }
        if rest.is_empty() {
            return 0;
        }
        for shared in rest {
            if let Some(left) = self.left.get_mut(shared.feature as usize) {
                *left = shared.weight;
            }
        }
        let sums = &self.sums;
        let sum = |other: u32| sums.get(other as usize).copied().unwrap_or_default();
        if self.met.len() > PARTNERS {
            let best = |x: &u32, y: &u32| sum(*y).total_cmp(&sum(*x)).then(y.cmp(x));
            self.met.select_nth_unstable_by(PARTNERS, best);
        }
        for other in self.met.drain(PARTNERS.min(self.met.len())..) {
            if let Some(sum) = self.sums.get_mut(other as usize) {
                *sum = 0.0;
            }
        }
        rest.len()
    }

    /// Adds what the partners share with the report of what is in `left`, up to the feature `last`.
    fn look_at_the_rest(&self, last: u32, alike: &mut [(u32, f64)]) {
        for (other, sum) in alike {
            let mut rest = 0.0;
            for theirs in self.shared.get(*other as usize).map(Vec::as_slice).unwrap_or_default() {
                if theirs.feature > last {
                    break;
                }
                if let Some(mine) = self.left.get(theirs.feature as usize) {
                    rest += f64::from(*mine) * f64::from(theirs.weight);
                }
            }
            *sum += rest;
        }
    }

    /// All pairs, with `a < b`.
    pub(crate) fn found(self) -> Vec<Pair> {
        self.found
    }
}

/// The reports so far that hold a feature, with its weight in each; those without a date first.
#[derive(Clone, Debug, Default)]
struct Earlier {
    all: Vec<(u32, f32)>,
    /// How many have no date.
    undated: u32,
    /// Where those begin that are not too old.
    recent: u32,
}

impl Earlier {
    /// Another report. Those that can never be met again are forgotten from time to time.
    fn add(&mut self, report: u32, weight: f32, is_dated: bool, most: usize) {
        let (undated, recent) = (self.undated as usize, self.recent.max(self.undated) as usize);
        if self.all.len() > 3 * most || recent - undated > self.all.len() / 2 + 8 {
            self.all.drain(undated..recent.max(self.all.len().saturating_sub(most)));
            self.all.drain(..undated.saturating_sub(most));
            self.undated = undated.min(most) as u32;
            self.recent = self.undated;
        }
        self.undated += u32::from(!is_dated);
        self.all.push((report, weight));
    }

    /// Of the holders without a date and those from `oldest` on the last `most`.
    fn within(&mut self, oldest: u32, most: usize) -> impl Iterator<Item = &(u32, f32)> + Clone {
        self.recent = self.recent.max(self.undated);
        while self.all.get(self.recent as usize).is_some_and(|(report, _)| *report < oldest) {
            self.recent += 1;
        }
        let recent = self.all.get(self.recent as usize..).unwrap_or_default();
        let recent = recent.get(recent.len().saturating_sub(most)..).unwrap_or_default();
        let undated = self.all.get(..self.undated as usize).unwrap_or_default();
        let undated = undated.get(undated.len().saturating_sub(most - recent.len())..).unwrap_or_default();
        undated.iter().chain(recent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_forgotten_would_not_have_been_met() {
        let (mut earlier, mut all) = (Earlier::default(), Vec::new());
        for report in 0..400_u32 {
            // A hundred without a date; of the others those of the last twenty are near enough.
            let (is_dated, oldest) = (report >= 100, 100.max(report.saturating_sub(20)));
            let met: Vec<u32> = earlier.within(oldest, 30).map(|(report, _)| *report).collect();
            let near: Vec<u32> =
                all.iter().copied().filter(|&other| other < 100 || other >= oldest).collect();
            assert_eq!(met, near[near.len().saturating_sub(30)..]);
            earlier.add(report, 1.0, is_dated, 30);
            all.push(report);
        }
        assert!(earlier.all.len() <= 90);
    }
}
