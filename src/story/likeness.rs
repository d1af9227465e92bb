//! How alike two reports are.

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::lexicon::StoryWeights;
use crate::story::days;
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
struct Shared {
    feature: u32,
    weight: f32,
}

/// All pairs of reports that are somewhat alike, with `a < b`.
///
/// `alone` says how much the things that only one report mentions count for its length: 1 for all, 0 for nothing.
pub(crate) fn pairs(
    reports: &[Report],
    weights: &StoryWeights,
    alone: f64,
    watch: &Watch,
) -> Result<Vec<Pair>> {
    let holders = count_holders(reports);
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let mut shared: Vec<Vec<Shared>> = Vec::with_capacity(reports.len());
    for report in reports {
        let weigh = |feature: &Feature| {
            let holders = holders.get(&feature.hash).copied().unwrap_or(1);
            (holders, f64::from(feature.count) * rarity(feature, holders, reports.len(), weights))
        };
        let mut square = 0.0;
        let mut mine = Vec::new();
        for feature in &report.features {
            let (holders, weight) = weigh(feature);
            if holders < 2 {
                square += alone * weight * weight;
                continue;
            }
            square += weight * weight;
            if weight > 0.0 {
                let next = numbers.len() as u32;
                let feature = *numbers.entry(feature.hash).or_insert(next);
                mine.push(Shared { feature, weight: weight as f32 });
            }
        }
        let length = square.sqrt().max(f64::EPSILON);
        for shared in &mut mine {
            shared.weight = (f64::from(shared.weight) / length) as f32;
        }
        shared.push(mine);
    }
    drop(holders);
    compare(reports, &shared, numbers.len(), weights, watch)
}

/// How many reports mention each feature.
fn count_holders(reports: &[Report]) -> FxHashMap<u32, u32> {
    let mut holders: FxHashMap<u32, u32> = FxHashMap::default();
    for feature in reports.iter().flat_map(|report| &report.features) {
        *holders.entry(feature.hash).or_insert(0) += 1;
    }
    holders
}

/// High for what few reports mention; imagined reports stand in while there are few real ones.
fn rarity(feature: &Feature, holders: u32, reports: usize, weights: &StoryWeights) -> f64 {
    let imagined = weights.imagined_reports;
    let imagined_holders = (imagined * f64::from(feature.share)).max(0.5);
    ((reports as f64 + imagined) / (f64::from(holders) + imagined_holders)).ln().max(0.0)
}

/// Goes through the reports in order; each meets the earlier ones that share something not too common with it.
fn compare(
    reports: &[Report],
    shared: &[Vec<Shared>],
    features: usize,
    weights: &StoryWeights,
    watch: &Watch,
) -> Result<Vec<Pair>> {
    let most = MOST_HOLDERS.max((reports.len() as f64).sqrt() as usize);
    let mut earlier: Vec<Vec<(u32, f32)>> = vec![Vec::new(); features];
    let mut sums = vec![0.0_f64; reports.len()];
    let mut met: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for (here, mine) in shared.iter().enumerate() {
        if watch.is_stopped() {
            return Err(Error::interrupted());
        }
        for shared in mine {
            let Some(holders) = earlier.get_mut(shared.feature as usize) else { continue };
            let recent = holders.len().saturating_sub(most);
            for &(other, weight) in holders.get(recent..).unwrap_or_default() {
                let Some(sum) = sums.get_mut(other as usize) else { continue };
                if *sum == 0.0 {
                    met.push(other);
                }
                *sum += f64::from(shared.weight) * f64::from(weight);
            }
            holders.push((here as u32, shared.weight));
        }
        met.sort_unstable();
        for other in met.drain(..) {
            let Some(sum) = sums.get_mut(other as usize) else { continue };
            let alike = std::mem::take(sum);
            let (Some(a), Some(b)) = (reports.get(other as usize), reports.get(here)) else { continue };
            let likeness = alike.min(1.0) * days::nearness(a.day, b.day, weights);
            if likeness >= LEAST {
                found.push(Pair { a: other, b: here as u32, likeness });
            }
        }
    }
    Ok(found)
}
