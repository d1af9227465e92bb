//! Which lines of a dumped page are the article.
//!
//! A text that somebody pasted with care has a few furniture lines, and rules find them. A whole page dumped as
//! text has hundreds: menus, teasers, comments. There a linear model judges the lines, and trees mend what it said, as
//! for the blocks of pages.

use std::ops::Range;
use std::sync::LazyLock;

use super::Labelled;
use super::features::Measured;
use super::numbers::{Around, HOPELESS, NAMES};
use crate::article::mended::Mended;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;

/// The models of `models/text_lines.tsv` and `models/text_trees.tsv`, which come with the crate.
pub(super) fn models() -> Result<&'static Mended> {
    static BUILT_IN: LazyLock<Result<Mended>> = LazyLock::new(|| {
        Mended::read(
            ("text_lines.tsv", include_str!("../../../models/text_lines.tsv")),
            ("text_trees.tsv", include_str!("../../../models/text_trees.tsv")),
            &NAMES,
        )
    });
    BUILT_IN.as_ref().map_err(|error| Error::usage(error.to_string()))
}

/// A score for each line, in thousandths of a logit; above zero it is part of the article.
pub(super) fn judge(models: &Mended, lines: &[Labelled], lexicon: &Lexicon) -> Vec<i32> {
    let measured = Measured::new(lines, lexicon);
    let first: Vec<i32> = (0..lines.len())
        .map(|index| {
            let mut score = models.first.score();
            measured.first(index, &mut score);
            score.sum
        })
        .collect();
    let around = Around::new(&measured, &first);
    models.mend(&first, HOPELESS, |index, numbers| around.numbers(index, numbers))
}

/// Lines of the article, by their scores. The article is one stretch of the dump: inside it, only lines that are clearly
/// furniture are left out; outside, only lines that are clearly text are taken.
pub(super) fn choose(lines: &[Labelled], scores: &[i32]) -> Vec<bool> {
    const LEFT_OUT: i32 = -1500;
    const TAKEN: i32 = 1500;
    let best = best_stretch(lines, scores);
    let within = |index: usize| if best.contains(&index) { LEFT_OUT } else { TAKEN };
    scores.iter().enumerate().map(|(index, score)| *score > within(index)).collect()
}

/// The stretch of lines that gains most, by their scores.
pub(super) fn best_stretch(lines: &[Labelled], scores: &[i32]) -> Range<usize> {
    /// Doubtful lines inside the stretch count for it.
    const LEAN: i64 = 1000;
    let (mut sum, mut start, mut best) = (0i64, 0, (0i64, 0..0));
    for (index, (labelled, score)) in lines.iter().zip(scores).enumerate() {
        if sum <= 0 {
            sum = 0;
            start = index;
        }
        let words = labelled.line.words.min(60) as i64 + 2;
        sum += (i64::from(*score) + LEAN).clamp(-2000, 2000) * words;
        if sum > best.0 {
            best = (sum, start..index + 1);
        }
    }
    best.1
}

/// Whether a text is a page dumped with its frame: many short lines that are no sentences.
pub(super) fn is_dump(lines: &[Labelled]) -> bool {
    let short = lines.iter().filter(|labelled| labelled.line.words <= 6 && !labelled.is_prose()).count();
    short >= 15 && short * 3 >= lines.len()
}
