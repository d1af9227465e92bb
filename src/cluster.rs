//! Weighted links into clusters, by average link.
//!
//! Two clusters are joined only while the *average* link between their members is strong enough, members that are
//! not linked counting as 0. One shared paragraph, or a round-up that holds two stories, therefore does not chain
//! two clusters into one, as it would if all linked members were simply joined.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

/// A link between two members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// One member.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How strong the link is. A whole number, so that sums do not depend on their order.
    pub weight: u64,
}

/// Members joined into groups (union-find), each named by its smallest member.
#[derive(Clone, Debug)]
pub struct Groups(Vec<u32>);

impl Groups {
    /// Every member by itself.
    pub fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    /// Puts the groups of two members together.
    pub fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.first(a), self.first(b));
        if let Some(slot) = self.0.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }

    /// The smallest member of the group.
    pub fn first(&mut self, member: u32) -> u32 {
        let mut at = member;
        while let Some(&up) = self.0.get(at as usize) {
            if up == at {
                break;
            }
            let above = self.0.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.0.get_mut(at as usize) {
                *slot = above;
            }
            at = above;
        }
        at
    }
}

/// Cuts links into parts that share no member; the parts can be clustered one by one, or in parallel.
pub fn parts(members: usize, links: &[Link]) -> Vec<Vec<Link>> {
    let mut groups = Groups::new(members);
    for link in links {
        groups.join(link.a, link.b);
    }
    let mut named: Vec<(u32, Link)> = links.iter().map(|link| (groups.first(link.a), *link)).collect();
    named.sort_unstable();
    named.chunk_by(|x, y| x.0 == y.0).map(|part| part.iter().map(|(_, link)| *link).collect()).collect()
}

/// Joins the two clusters with the strongest average link, again and again, until no average reaches `least`.
///
/// Returns the joins, each named by one member of either cluster. Equal averages are joined in the order of their
/// members.
pub fn average_link(links: &[Link], least: u64) -> Vec<(u32, u32)> {
    let mut part = Part::new(links, least);
    let mut joined = Vec::new();
    while let Some(merge) = part.queue.pop() {
        if merge.average < least {
            break;
        }
        let Some(average) = part.average(merge.a, merge.b) else { continue };
        if average < merge.average {
            part.queue.push(Merge { average, ..merge });
            continue;
        }
        if let (Some(&a), Some(&b)) = (part.members.get(merge.a as usize), part.members.get(merge.b as usize))
        {
            joined.push((a, b));
        }
        part.merge(merge.a, merge.b);
    }
    joined
}

/// Links while they are being clustered.
struct Part {
    /// Members, ascending; everything below counts by position here.
    members: Vec<u32>,
    /// How many members each cluster holds; 0 once it has been joined to another.
    sizes: Vec<u64>,
    /// Summed link weights to other clusters.
    sums: Vec<FxHashMap<u32, u64>>,
    /// Those that may be joined as they are: weaker ones come up once their average has risen.
    queue: BinaryHeap<Merge>,
    least: u64,
}

/// Two clusters that might be joined, with their average link when they were queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Merge {
    average: u64,
    a: u32,
    b: u32,
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.average, other.a, other.b).cmp(&(other.average, self.a, self.b))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Part {
    fn new(links: &[Link], least: u64) -> Self {
        let mut members: Vec<u32> = links.iter().flat_map(|link| [link.a, link.b]).collect();
        members.sort_unstable();
        members.dedup();
        let place = |member: u32| members.binary_search(&member).unwrap_or_default() as u32;
        let mut sums = vec![FxHashMap::default(); members.len()];
        let mut queue = BinaryHeap::new();
        for link in links {
            let (a, b) = (place(link.a), place(link.b));
            for (from, to) in [(a, b), (b, a)] {
                if let Some(sums) = sums.get_mut(from as usize) {
                    sums.insert(to, link.weight);
                }
            }
            if link.weight >= least {
                queue.push(Merge { average: link.weight, a: a.min(b), b: a.max(b) });
            }
        }
        Self { sizes: vec![1; members.len()], members, sums, queue, least }
    }

    /// The average link between two clusters; none if one of them is no more.
    fn average(&self, a: u32, b: u32) -> Option<u64> {
        let size = |cluster: u32| self.sizes.get(cluster as usize).copied().filter(|&size| size > 0);
        let sum = self.sums.get(a as usize)?.get(&b)?;
        Some(sum / (size(a)? * size(b)?))
    }

    /// Moves the cluster with fewer links into the other. Averages that fell stay in the queue and are corrected
    /// when they come up; averages that may have risen are queued anew.
    fn merge(&mut self, a: u32, b: u32) {
        let links = |part: &Self, cluster: u32| part.sums.get(cluster as usize).map_or(0, FxHashMap::len);
        let (into, from) = if links(self, a) >= links(self, b) { (a, b) } else { (b, a) };
        let moved = self.sums.get_mut(from as usize).map(std::mem::take).unwrap_or_default();
        let size = self.sizes.get_mut(from as usize).map(std::mem::take).unwrap_or_default();
        if let Some(grown) = self.sizes.get_mut(into as usize) {
            *grown += size;
        }
        let moved: Vec<(u32, u64)> = moved.into_iter().collect();
        for &(other, weight) in &moved {
            if other == into {
                if let Some(sums) = self.sums.get_mut(into as usize) {
                    sums.remove(&from);
                }
                continue;
            }
            if let Some(sums) = self.sums.get_mut(other as usize) {
                sums.remove(&from);
                *sums.entry(into).or_insert(0) += weight;
            }
            if let Some(sums) = self.sums.get_mut(into as usize) {
                *sums.entry(other).or_insert(0) += weight;
            }
            if let Some(average) = self.average(into, other).filter(|average| *average >= self.least) {
                self.queue.push(Merge { average, a: into.min(other), b: into.max(other) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(members: usize, links: &[Link], least: u64) -> Vec<u32> {
        let mut groups = Groups::new(members);
        for part in parts(members, links) {
            for (a, b) in average_link(&part, least) {
                groups.join(a, b);
            }
        }
        (0..members as u32).map(|member| groups.first(member)).collect()
    }

    /// All links inside `members`, of one weight.
    fn tight(members: std::ops::Range<u32>, weight: u64) -> Vec<Link> {
        let pairs = members.clone().flat_map(|a| members.clone().map(move |b| (a, b)));
        pairs.filter(|(a, b)| a < b).map(|(a, b)| Link { a, b, weight }).collect()
    }

    #[test]
    fn one_link_does_not_chain_two_clusters() {
        let mut links = tight(0..4, 80);
        links.extend(tight(4..8, 80));
        links.push(Link { a: 3, b: 4, weight: 70 });
        assert_eq!(clusters(8, &links, 20), [0, 0, 0, 0, 4, 4, 4, 4]);
    }

    #[test]
    fn many_middling_links_join_them() {
        let mut links = tight(0..3, 80);
        links.extend(tight(3..6, 80));
        links.extend((0..3).flat_map(|a| (3..6).map(move |b| Link { a, b, weight: 30 })));
        assert_eq!(clusters(6, &links, 20), [0; 6]);
    }

    #[test]
    fn the_stronger_side_wins_a_round_up() {
        let links = [Link { a: 0, b: 1, weight: 50 }, Link { a: 1, b: 2, weight: 60 }];
        assert_eq!(clusters(3, &links, 40), [0, 1, 1]);
    }
}
