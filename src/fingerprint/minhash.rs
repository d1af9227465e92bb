//! MinHash: a short row of numbers whose agreement estimates the Jaccard similarity of two texts.

use crate::fingerprint::shingle::{WORDS_PER_SHINGLE, each_shingle};
use crate::fingerprint::words::mix;

/// How many numbers a sketch has unless the caller asks for more or fewer.
pub const PERMUTATIONS: usize = 128;

/// The MinHash sketch of a text's five-word shingles, for joins on bands outside this crate.
///
/// Two texts whose shingle sets have Jaccard similarity `j` agree in about `j * permutations` places. A text without
/// words gives `u32::MAX` everywhere.
pub fn minhash(text: &str, permutations: usize) -> Vec<u32> {
    let rules: Vec<(u32, u32)> = (0..permutations as u64).map(rule).collect();
    let mut sketch = vec![u32::MAX; permutations];
    each_shingle(text, WORDS_PER_SHINGLE, |shingle| {
        let folded = (shingle >> 32) as u32;
        for (least, &(factor, shift)) in sketch.iter_mut().zip(&rules) {
            *least = (*least).min(scramble(folded, factor, shift));
        }
    });
    sketch
}

/// The share of places in which two sketches of the same length agree; 0 where one is empty.
pub fn similarity(a: &[u32], b: &[u32]) -> f64 {
    if a.is_empty() || a.len() != b.len() {
        return 0.0;
    }
    let same = a.iter().zip(b).filter(|(x, y)| x == y && **x != u32::MAX).count();
    same as f64 / a.len() as f64
}

/// Factor (odd) and shift of the `index`-th permutation.
fn rule(index: u64) -> (u32, u32) {
    let drawn = mix(index.wrapping_add(0x9e37_79b9_7f4a_7c15));
    ((drawn as u32) | 1, (drawn >> 32) as u32)
}

/// A permutation of the 32-bit numbers; two rounds, so that low bits reach high ones and back.
fn scramble(value: u32, factor: u32, shift: u32) -> u32 {
    let mut value = (value ^ shift).wrapping_mul(factor);
    value ^= value >> 15;
    value = value.wrapping_mul(0x846c_a68b);
    value ^ (value >> 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` invented words, so that texts can share a known part.
    fn passage(first: usize, count: usize) -> String {
        (first..first + count).map(|word| format!("word{word} ")).collect()
    }

    #[test]
    fn agreement_estimates_the_shared_part() {
        // 396 + 4 shingles each, 196 of them shared: Jaccard 196 / 596.
        let a = minhash(&passage(0, 400), 1024);
        let b = minhash(&passage(200, 400), 1024);
        let exact = 196.0 / 596.0;
        assert!((similarity(&a, &b) - exact).abs() < 0.05, "{}", similarity(&a, &b));
    }

    #[test]
    fn strangers_and_empty_texts_share_nothing() {
        let a = minhash(&passage(0, 100), PERMUTATIONS);
        assert!(similarity(&a, &minhash(&passage(1000, 100), PERMUTATIONS)) < 0.05);
        assert_eq!(similarity(&minhash("", 16), &minhash("", 16)), 0.0);
    }

    #[test]
    fn a_longer_sketch_begins_with_the_shorter() {
        let text = passage(0, 50);
        assert_eq!(minhash(&text, 16), minhash(&text, 64)[..16]);
    }
}
