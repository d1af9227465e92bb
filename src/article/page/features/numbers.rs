//! What the trees look at in a block: plain numbers, among them what the linear model said about it and about others.

use super::{Judged, LEVELS, Measured};
use crate::raw::html::{NodeId, Tag};

/// How many numbers a block has.
pub(in crate::article::page) const COUNT: usize = NAMES.len();

/// Their names, as in the model file.
pub(in crate::article::page) const NAMES: [&str; 91] = [
    "score",
    "words",
    "links",
    "sentence",
    "commas",
    "lower",
    "digits",
    "furniture",
    "repeated",
    "in_body",
    "has_body",
    "title",
    "description",
    "after_h1",
    "h1_distance",
    "before",
    "place",
    "first_mark",
    "tag",
    "hidden",
    "stressed",
    "below_best",
    "article",
    "aside",
    "figure",
    "level0_share",
    "level0_density",
    "level0_purity",
    "level0_texts",
    "level0_mass",
    "level0_mass_purity",
    "level1_share",
    "level1_density",
    "level1_purity",
    "level1_texts",
    "level1_mass",
    "level1_mass_purity",
    "level2_share",
    "level2_density",
    "level2_purity",
    "level2_texts",
    "level2_mass",
    "level2_mass_purity",
    "level3_share",
    "level3_density",
    "level3_purity",
    "level3_texts",
    "level3_mass",
    "level3_mass_purity",
    "tag1",
    "tag2",
    "before3_score",
    "before2_score",
    "before1_score",
    "after1_score",
    "after2_score",
    "after3_score",
    "before3_words",
    "before2_words",
    "before1_words",
    "after1_words",
    "after2_words",
    "after3_words",
    "before1_links",
    "after1_links",
    "before1_furniture",
    "after1_furniture",
    "gap_before",
    "gap_after",
    "mass_before",
    "mass_after",
    "total",
    "main_level",
    "main_share",
    "blocks",
    "siblings",
    "sibling_score",
    "same_tag_score",
    "depth",
    "run_before",
    "run_after",
    "best_share",
    "page_words",
    "shared_title",
    "shared_body",
    "kin",
    "kin_words",
    "heading_score",
    "heading_gap",
    "parent_words",
    "after1_sentence",
];

/// Thousandths.
fn share(part: u32, whole: u32) -> i32 {
    i32::try_from(u64::from(part) * 1000 / u64::from(whole.max(1))).unwrap_or(i32::MAX)
}

fn small(value: u32) -> i32 {
    i32::try_from(value.min(1 << 20)).unwrap_or(0)
}

/// What is counted once for all blocks of a page.
pub(in crate::article::page) struct Around {
    /// By node: sum of the scores and number of the blocks that hang from it directly or one level below.
    siblings: Vec<(i64, u32)>,
    /// By tag and class set of the block's element: sum of scores and number.
    alike: rustc_hash::FxHashMap<u64, (i64, u32)>,
    /// How many blocks that are judged part of the article hold a long word, by its hash.
    body_words: rustc_hash::FxHashMap<u32, u32>,
    title_words: rustc_hash::FxHashSet<u32>,
    /// By block: score of the heading before it, and how far it lies.
    headings: Vec<(i32, u32)>,
    /// By block: words of the unbroken run of blocks above zero that ends before it, and that begins behind it.
    runs: Vec<(u32, u32)>,
}

impl Around {
    pub(in crate::article::page) fn new(measured: &Measured<'_>, scores: &[i32]) -> Self {
        let mut siblings = vec![(0, 0); measured.tree.len()];
        let mut alike: rustc_hash::FxHashMap<u64, (i64, u32)> = rustc_hash::FxHashMap::default();
        for (block, score) in measured.blocks.iter().zip(scores) {
            let score = i64::from((*score).clamp(-8000, 8000));
            let parent = measured.tree.parent(block.node).unwrap_or(block.node);
            if let Some((sum, count)) = siblings.get_mut(parent.index()) {
                *sum += score;
                *count += 1;
            }
            let (sum, count) = alike.entry(measured.kin(block.node)).or_default();
            *sum += score;
            *count += 1;
        }
        let mut runs = vec![(0, 0); scores.len()];
        let words = |index: usize| measured.blocks.get(index).map_or(0, |block| block.words as u32);
        let mut run = 0;
        for (index, score) in scores.iter().enumerate() {
            if let Some(own) = runs.get_mut(index) {
                own.0 = run;
            }
            run = if *score > 0 { run + words(index) } else { 0 };
        }
        run = 0;
        for (index, score) in scores.iter().enumerate().rev() {
            if let Some(own) = runs.get_mut(index) {
                own.1 = run;
            }
            run = if *score > 0 { run + words(index) } else { 0 };
        }
        let mut body_words: rustc_hash::FxHashMap<u32, u32> = rustc_hash::FxHashMap::default();
        let mut headings = Vec::with_capacity(scores.len());
        let mut heading = (-9999, 99);
        for (block, score) in measured.blocks.iter().zip(scores) {
            heading.1 = (heading.1 + 1u32).min(99);
            headings.push(heading);
            if matches!(block.tag, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6) {
                heading = (*score, 0);
            }
            if *score > 0 {
                for word in long_words(&block.text) {
                    *body_words.entry(word).or_default() += 1;
                }
            }
        }
        let title_words = long_words(&measured.title).into_iter().collect();
        Self { siblings, alike, runs, body_words, title_words, headings }
    }
}

/// Hashes of the different words of five letters and more.
fn long_words(text: &str) -> Vec<u32> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 5);
    let mut found: Vec<u32> =
        words.map(|word| crate::article::linear::word_hash(&word.to_lowercase())).collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl Measured<'_> {
    /// Elements of one tag and the same classes are kin: what holds of one paragraph holds of the others.
    fn kin(&self, node: NodeId) -> u64 {
        let mut key = self.tree.tag(node) as u64;
        let parent = self.tree.parent(node).unwrap_or(node);
        for id in [node, parent] {
            for (_, hash) in self.classes.of_node(id) {
                key = key.wrapping_mul(0x100_0000_01b3) ^ u64::from(hash);
            }
            key = key.wrapping_mul(31).wrapping_add(self.tree.tag(id) as u64);
        }
        key
    }

    /// The numbers of a block; `judged` holds the scores of the linear model.
    pub(in crate::article::page) fn numbers(
        &self,
        index: usize,
        judged: &Judged<'_>,
        around: &Around,
        out: &mut Vec<i32>,
    ) {
        out.clear();
        let (Some(block), Some(facts)) = (self.blocks.get(index), self.facts.get(index)) else { return };
        let own = judged.score(index);
        let mut at = |value: i32| out.push(value);
        at(own);
        at(small(facts.words));
        at(small(facts.links));
        at(i32::from(facts.sentence));
        at(small(facts.commas));
        at(small(facts.lower));
        at(i32::from(facts.digits));
        at(small(facts.furniture));
        at(i32::from(facts.repeated));
        at(i32::from(facts.in_body));
        at(i32::from(self.has_body));
        at(i32::from(facts.is_title));
        at(i32::from(facts.is_description));
        at(i32::from(facts.after_h1));
        at(small(facts.h1_distance));
        at(share(facts.text_before, self.total_text));
        at(share(index as u32, self.total_blocks as u32));
        at(small(facts.first));
        at(block.tag as i32);
        at(i32::from(block.hidden));
        at((block.stressed * 100 / block.text.len().max(1)) as i32);
        at(small(self.below_best(block.node)));
        at(i32::from(facts.inside & 3 > 0));
        at(i32::from(facts.inside & (4 | 8 | 16) > 0));
        at(i32::from(facts.inside & 64 > 0));
        let count = |counts: &[u32], id: NodeId| counts.get(id.index()).copied().unwrap_or(0);
        let mut node = Some(block.node);
        for _ in 0..LEVELS {
            let Some(id) = node else {
                (0..6).for_each(|_| at(-1));
                continue;
            };
            let (text, all) = (count(&self.text_words, id), count(&self.all_words, id));
            let mass = count(&judged.mass, id);
            at(share(text, self.total_text));
            at(share(count(&self.link_words, id), all));
            at(share(text, all));
            at(small(count(&self.texts, id)));
            at(share(mass, judged.total));
            at(share(mass, all));
            node = self.tree.parent(id);
        }
        let parent = self.tree.parent(block.node);
        at(parent.map_or(-1, |id| self.tree.tag(id) as i32));
        at(parent.and_then(|id| self.tree.parent(id)).map_or(-1, |id| self.tree.tag(id) as i32));
        let offsets = [-3isize, -2, -1, 1, 2, 3];
        let near = |offset: isize| index.checked_add_signed(offset).filter(|at| *at < self.blocks.len());
        for offset in offsets {
            at(near(offset).map_or(-9999, |place| judged.score(place)));
        }
        for offset in offsets {
            at(near(offset).and_then(|place| self.facts.get(place)).map_or(-1, |facts| small(facts.words)));
        }
        for offset in [-1, 1] {
            at(near(offset).and_then(|place| self.facts.get(place)).map_or(-1, |facts| small(facts.links)));
        }
        for offset in [-1, 1] {
            at(near(offset)
                .and_then(|place| self.facts.get(place))
                .map_or(-1, |facts| small(facts.furniture)));
        }
        let (gap_before, gap_after) = judged.gaps.get(index).copied().unwrap_or((99, 99));
        at(small(gap_before));
        at(small(gap_after));
        let (before, after) = judged.mass_around(index);
        at(share(before, judged.total));
        at(share(after, judged.total));
        at(small(judged.total));
        let (level, main) = self.main(block.node, judged);
        at(level);
        at(main.map_or(-1, |id| share(count(&judged.mass, id), count(&self.all_words, id))));
        at(self.blocks.len() as i32);
        let mean = |(sum, count): (i64, u32)| {
            i32::try_from((sum - i64::from(own.clamp(-8000, 8000))) / i64::from((count - 1).max(1)))
                .unwrap_or(0)
        };
        let (sum, kin) = parent.and_then(|id| around.siblings.get(id.index())).copied().unwrap_or((0, 1));
        at(small(kin));
        at(mean((sum, kin.max(1))));
        let (sum, kin) = around.alike.get(&self.kin(block.node)).copied().unwrap_or((0, 1));
        at(mean((sum, kin.max(1))));
        let mut depth = 0;
        let mut up = parent;
        while let Some(id) = up {
            depth += 1;
            up = self.tree.parent(id);
        }
        at(depth);
        let (run_before, run_after) = around.runs.get(index).copied().unwrap_or((0, 0));
        at(small(run_before));
        at(small(run_after));
        at(self.best.map_or(-1, |id| share(count(&judged.mass, id), judged.total)));
        at(small(self.total_text));
        let words = long_words(&block.text);
        let in_title = words.iter().filter(|word| around.title_words.contains(word)).count();
        let least = if own > 0 { 2 } else { 1 };
        let in_body = words
            .iter()
            .filter(|word| around.body_words.get(word).is_some_and(|count| *count >= least))
            .count();
        let of = |count: usize| if words.is_empty() { -1 } else { (count * 100 / words.len()) as i32 };
        at(of(in_title));
        at(of(in_body));
        at(small(around.alike.get(&self.kin(block.node)).map_or(0, |(_, count)| *count)));
        at(small(parent.map_or(0, |id| count(&self.all_words, id))));
        let (score, gap) = around.headings.get(index).copied().unwrap_or((-9999, 99));
        at(score);
        at(small(gap));
        at(parent.and_then(|id| self.tree.parent(id)).map_or(-1, |id| small(count(&self.all_words, id))));
        at(near(1).and_then(|place| self.facts.get(place)).map_or(-1, |facts| i32::from(facts.sentence)));
    }

    /// How far up the first container lies that holds most of the article, and which it is.
    fn main(&self, node: NodeId, judged: &Judged<'_>) -> (i32, Option<NodeId>) {
        let mut at = Some(node);
        let mut level = 0;
        while let Some(id) = at {
            if judged.mass.get(id.index()).is_some_and(|mass| *mass * 2 > judged.total) {
                return (level.min(12), Some(id));
            }
            level += 1;
            at = self.tree.parent(id);
        }
        (12, None)
    }
}
