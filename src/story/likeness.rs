//! How alike two reports are.

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::lexicon::StoryWeights;
use crate::story::days::{self, Day};
use crate::story::words::{Feature, Report};
use crate::watch::Watch;

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

/// Something a report shares with others, with its weight in the report (whose weights have length 1).
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
    /// By feature: its number, counted through.
    numbers: FxHashMap<u32, u32>,
    /// By number.
    counts: Vec<u32>,
}

impl Holders {
    /// Counts, from the features of all reports one behind the other.
    pub(crate) fn count(reports: usize, mut features: Vec<u32>) -> Self {
        features.sort_unstable();
        let shared = || features.chunk_by(|x, y| x == y).filter(|same| same.len() > 1);
        let mut numbers = FxHashMap::default();
        numbers.reserve(shared().count());
        let mut counts = Vec::with_capacity(numbers.capacity());
        for same in shared() {
            if let Some(feature) = same.first() {
                numbers.insert(*feature, counts.len() as u32);
                counts.push(same.len() as u32);
            }
        }
        Self { reports, numbers, counts }
    }

    /// What a report shares with others.
    ///
    /// `alone` says how much the things that only one report mentions count for its length: 1 for all, 0 for nothing.
    pub(crate) fn shared(&self, report: &Report, weights: &StoryWeights, alone: f64) -> Vec<Shared> {
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

/// All pairs of reports that are somewhat alike, with `a < b`; `days` and `shared` are those of the reports, in the
/// order of their publication, those without a date first.
///
/// Each report meets the earlier ones that share something not too common with it; those too old to be one story's with
/// it are passed over.
pub(crate) fn pairs(
    days: &[Day],
    shared: &[Vec<Shared>],
    holders: &Holders,
    weights: &StoryWeights,
    watch: &Watch,
) -> Result<Vec<Pair>> {
    let most = MOST_HOLDERS.max((days.len() as f64).sqrt() as usize);
    let mut earlier: Vec<Earlier> = vec![Earlier::default(); holders.len()];
    let mut sums = vec![0.0_f64; days.len()];
    let mut met: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    let dated = days.iter().position(|day| matches!(day, Day::Published(_))).unwrap_or(days.len()) as u32;
    let mut oldest = dated;
    for ((here, mine), day) in (0_u32..).zip(shared).zip(days) {
        if watch.is_stopped() {
            return Err(Error::interrupted());
        }
        while oldest < here
            && days.get(oldest as usize).is_some_and(|old| days::nearness(*old, *day, weights) <= 0.0)
        {
            oldest += 1;
        }
        for shared in mine {
            let Some(holders) = earlier.get_mut(shared.feature as usize) else { continue };
            for &(other, weight) in holders.within(dated, oldest, most) {
                let Some(sum) = sums.get_mut(other as usize) else { continue };
                if *sum == 0.0 {
                    met.push(other);
                }
                *sum += f64::from(shared.weight) * f64::from(weight);
            }
            holders.all.push((here, shared.weight));
        }
        met.sort_unstable();
        for other in met.drain(..) {
            let Some(sum) = sums.get_mut(other as usize) else { continue };
            let alike = std::mem::take(sum);
            let Some(then) = days.get(other as usize) else { continue };
            let likeness = alike.min(1.0) * days::nearness(*then, *day, weights);
            if likeness >= LEAST {
                found.push(Pair { a: other, b: here, likeness });
            }
        }
    }
    Ok(found)
}

/// The reports so far that hold a feature, with its weight in each.
#[derive(Clone, Debug, Default)]
struct Earlier {
    all: Vec<(u32, f32)>,
    /// The first of `all` that is neither undated nor too old.
    recent: u32,
}

impl Earlier {
    /// Of the last `most` holders those without a date (numbered below `dated`), then those from `oldest` on.
    fn within(&mut self, dated: u32, oldest: u32, most: usize) -> impl Iterator<Item = &(u32, f32)> {
        while self.all.get(self.recent as usize).is_some_and(|(report, _)| *report < oldest) {
            self.recent += 1;
        }
        let cut = self.all.len().saturating_sub(most);
        let old = self.all.get(cut..self.recent as usize).unwrap_or_default();
        let recent = self.all.get(cut.max(self.recent as usize)..).unwrap_or_default();
        old.iter().take_while(move |(report, _)| *report < dated).chain(recent)
    }
}
