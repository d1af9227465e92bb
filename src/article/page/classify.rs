//! Which blocks of a page are the article: two linear models, one after the other.
//!
//! The first judges every block by itself and by the containers around it. The second mends that judgement by
//! what the first said about the neighbours: a short line between two paragraphs is a paragraph, a paragraph far
//! from all others is a teaser.

use super::blocks::Block;
use super::features::{Judged, Measured};
use crate::article::linear::TwoSteps;
use crate::error::{Error, Result};
use std::sync::LazyLock;

/// The models of `models/page_blocks.tsv`, which come with the crate.
pub(super) fn models() -> Result<&'static TwoSteps> {
    static BUILT_IN: LazyLock<Result<TwoSteps>> =
        LazyLock::new(|| TwoSteps::read("page_blocks.tsv", include_str!("../../../models/page_blocks.tsv")));
    BUILT_IN.as_ref().map_err(|error| Error::usage(error.to_string()))
}

/// A score for each block, in thousandths of a logit; above zero it is part of the article.
pub(super) fn judge(models: &TwoSteps, measured: &Measured<'_>) -> Vec<i32> {
    let paths = measured.path_scores(&models.first);
    let first: Vec<i32> = paths
        .iter()
        .enumerate()
        .map(|(index, path)| {
            let mut score = models.first.score();
            measured.first(index, &mut score);
            score.sum + path
        })
        .collect();
    let judged = Judged::new(measured, &first);
    let second = first.iter().enumerate().map(|(index, before)| {
        let mut score = models.second.score();
        measured.second(index, &judged, &mut score);
        score.sum + before
    });
    second.collect()
}

/// Blocks of the article, by their scores. Where none scores, the best text of the page stands in.
pub(super) fn choose(blocks: &[Block], scores: &[i32]) -> Vec<bool> {
    let mut chosen: Vec<bool> = scores.iter().map(|score| *score > 0).collect();
    if !chosen.contains(&true) {
        let best = blocks.iter().zip(scores).enumerate().filter(|(_, (block, _))| block.words >= 5);
        let best = best.max_by_key(|(index, (_, score))| (**score, std::cmp::Reverse(*index)));
        if let Some(place) = best.and_then(|(index, _)| chosen.get_mut(index)) {
            *place = true;
        }
    }
    chosen
}
