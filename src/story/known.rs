//! New articles join the stories of earlier days.

use rustc_hash::FxHashMap;

use crate::cluster::Link;

/// The known story of each report, those that a new report joins included; none for what is new altogether.
///
/// Reports come in the order of their dates: each joins the story whose reports it is, on average, most like, those that
/// joined before it included. Two known stories are never put together, so that their numbers stay true.
pub(super) fn join(known: &[Option<u32>], links: &[Link], least: u64) -> Vec<Option<u32>> {
    let mut joined = known.to_vec();
    let mut sizes: FxHashMap<u32, u64> = FxHashMap::default();
    for story in known.iter().flatten() {
        *sizes.entry(*story).or_insert(0) += 1;
    }
    if sizes.is_empty() {
        return joined;
    }
    let mut neighbours: Vec<Vec<(u32, u64)>> = vec![Vec::new(); known.len()];
    for link in links {
        for (from, to) in [(link.a, link.b), (link.b, link.a)] {
            if let Some(neighbours) = neighbours.get_mut(from as usize) {
                neighbours.push((to, link.weight));
            }
        }
    }
    for (report, neighbours) in neighbours.iter().enumerate() {
        if known.get(report).copied().flatten().is_some() {
            continue;
        }
        let mut sums: FxHashMap<u32, u64> = FxHashMap::default();
        for (other, weight) in neighbours {
            if let Some(story) = joined.get(*other as usize).copied().flatten() {
                *sums.entry(story).or_insert(0) += weight;
            }
        }
        let averages =
            sums.into_iter().map(|(story, sum)| (sum / sizes.get(&story).copied().unwrap_or(1), story));
        let best = averages
            .filter(|(average, _)| *average >= least)
            .max_by_key(|(average, story)| (*average, std::cmp::Reverse(*story)));
        if let (Some((_, story)), Some(slot)) = (best, joined.get_mut(report)) {
            *slot = Some(story);
            *sizes.entry(story).or_insert(0) += 1;
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_report_joins_the_story_it_is_most_like() {
        let links = [
            Link { a: 0, b: 2, weight: 50 },
            Link { a: 1, b: 2, weight: 70 },
            Link { a: 2, b: 3, weight: 90 },
        ];
        assert_eq!(join(&[Some(7), Some(4), None, None], &links, 40), [Some(7), Some(4), Some(4), Some(4)]);
        assert_eq!(join(&[Some(7), Some(4), None, None], &links, 80), [Some(7), Some(4), None, None]);
    }
}
