//! What the tagger looks at: the word, its neighbours, and the two tags before it.

use super::table::feature;
use super::words::Atoms;

/// Room for all features of one decision.
pub type Features = Vec<u32>;

/// Fills `out` with the features of word `at`; tags of words before it are known.
pub fn tag_features(words: &[Atoms], at: usize, out: &mut Features) {
    out.clear();
    let none = Atoms { tag: 255, ..Atoms::default() };
    let get = |offset: isize| at.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&none);
    let (before2, before, word, after, after2) = (get(-2), get(-1), get(0), get(1), get(2));
    let mut template = 0;
    let mut push = |a: u32, b: u32, c: u32| {
        template += 1;
        out.push(feature(template, a, b, c));
    };
    push(word.lower, 0, 0);
    push(word.form, 0, 0);
    push(word.suffix[0], 0, 0);
    push(word.suffix[1], 0, 0);
    push(word.suffix[2], 0, 0);
    push(word.suffix[3], 0, 0);
    push(word.prefix[0], 0, 0);
    push(word.prefix[1], 0, 0);
    push(word.prefix[2], 0, 0);
    push(word.shape, 0, 0);
    push(word.shape, u32::from(at == 0), u32::from(at + 1 == words.len()));
    push(word.ambiguity, 0, 0);
    push(word.clusters[0], 0, 0);
    push(word.clusters[1], 0, 0);
    push(word.clusters[2], 0, 0);
    push(before.lower, 0, 0);
    push(after.lower, 0, 0);
    push(before2.lower, 0, 0);
    push(after2.lower, 0, 0);
    push(before.lower, word.lower, 0);
    push(word.lower, after.lower, 0);
    push(before.tag, 0, 0);
    push(before.tag, before2.tag, 0);
    push(before.tag, word.lower, 0);
    push(before.tag, word.ambiguity, 0);
    push(before.tag, word.ambiguity, after.ambiguity);
    push(before.tag, before2.tag, word.ambiguity);
    push(word.ambiguity, after.ambiguity, after2.ambiguity);
    push(word.ambiguity, after.ambiguity, 0);
    push(word.ambiguity, before.ambiguity, 0);
    push(word.ambiguity, after.lower, 0);
    push(word.ambiguity, before.lower, 0);
    push(word.ambiguity, after.clusters[1], 0);
    push(before.clusters[1], 0, 0);
    push(after.clusters[1], 0, 0);
    push(after2.clusters[1], 0, 0);
    push(before.clusters[2], 0, 0);
    push(after.clusters[2], 0, 0);
    push(before.clusters[1], word.clusters[1], 0);
    push(word.clusters[1], after.clusters[1], 0);
    push(before.tag, word.clusters[1], 0);
    push(before.tag, word.clusters[0], after.clusters[0]);
    push(before.tag, word.suffix[1], 0);
    push(before.tag, word.suffix[2], 0);
    push(word.suffix[2], after.ambiguity, 0);
    push(word.suffix[2], word.shape, 0);
    push(before.suffix[2], 0, 0);
    push(after.suffix[2], 0, 0);
    push(before.shape, word.shape, 0);
    push(word.shape, after.shape, 0);
    push(before.shape, word.shape, after.shape);
    push(word.shape, word.clusters[1], 0);
    push(before.tag, word.shape, after.shape);
    push(before.tag, after.lower, 0);
}
