//! Which blocks of a page are the article: a linear model, and trees that mend it.
//!
//! The linear model judges every block by itself and by the containers around it. The trees mend that judgement by
//! what it said about the neighbours, the blocks of the same class and the container that holds most of the article: a
//! short line between two paragraphs is a paragraph, a paragraph far from all others is a teaser.

use rustc_hash::FxHashSet;

use super::blocks::Block;
use super::features::numbers::{Around, NAMES};
use super::features::{Judged, Measured};
use crate::article::BoilerplateKind as Kind;
use crate::article::lines::ends_sentence;
use crate::article::mended::Mended;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::raw::html::NodeId;
use std::sync::LazyLock;

/// The models of `models/page_blocks.tsv` and `models/page_trees.tsv`, which come with the crate.
pub(super) fn models() -> Result<&'static Mended> {
    static BUILT_IN: LazyLock<Result<Mended>> = LazyLock::new(|| {
        Mended::read(
            ("page_blocks.tsv", include_str!("../../../models/page_blocks.tsv")),
            ("page_trees.tsv", include_str!("../../../models/page_trees.tsv")),
            &NAMES,
        )
    });
    BUILT_IN.as_ref().map_err(|error| Error::usage(error.to_string()))
}

/// A block that the first model puts lower stays where it is: hardly one in five hundred words of articles lies there.
pub(super) const HOPELESS: i32 = -4000;

/// A score for each block, in thousandths of a logit; above zero it is part of the article.
pub(super) fn judge(models: &Mended, measured: &Measured<'_>) -> Vec<i32> {
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
    let around = Around::new(measured, &first);
    models.mend(&first, HOPELESS, |index, numbers| measured.numbers(index, &judged, &around, numbers))
}

/// Blocks of the article, by their scores. Where none scores, the best text of the page stands in.
pub(super) fn choose(measured: &Measured<'_>, scores: &[i32], lexicon: &Lexicon) -> Vec<bool> {
    let blocks = measured.blocks;
    let judged = |((block, kind), score): ((&Block, &Option<Kind>), &i32)| {
        *score > 0 && !is_plain_furniture(block, *kind, lexicon)
    };
    let mut chosen: Vec<bool> = blocks.iter().zip(&measured.kinds).zip(scores).map(judged).collect();
    if !chosen.contains(&true) {
        let best = blocks.iter().zip(scores).enumerate().filter(|(_, (block, _))| block.words >= 5);
        let best = best.max_by_key(|(index, (_, score))| (**score, std::cmp::Reverse(*index)));
        if let Some(place) = best.and_then(|(index, _)| chosen.get_mut(index)) {
            *place = true;
        }
    }
    take_in_neighbours(measured, &mut chosen);
    chosen
}

/// The most words of a line that is furniture by its words, whatever the models say of its place.
const LONGEST_FURNITURE: usize = 30;

/// "Sign up for our newsletter and get the news of the day every morning." between two paragraphs.
fn is_plain_furniture(block: &Block, kind: Option<Kind>, lexicon: &Lexicon) -> bool {
    if block.words > LONGEST_FURNITURE {
        return false;
    }
    matches!(kind, Some(Kind::Newsletter | Kind::Share | Kind::Cookie | Kind::Advert))
        || (block.words <= LONGEST_WALL && lexicon.page_signs.paywall.stands_in(&block.text.to_lowercase()))
}

/// "This story is for subscribers only."
const LONGEST_WALL: usize = 12;

/// A page with fewer words of text is smaller than those the models have learnt from.
const SMALL: usize = 150;

/// Prose that line breaks alone set apart from a paragraph of the article belongs to it; on a small page, such as an item
/// of a feed, so does all prose beside one.
fn take_in_neighbours(measured: &Measured<'_>, chosen: &mut [bool]) {
    let (tree, blocks) = (measured.tree, measured.blocks);
    let is_prose = |(block, kind): (&Block, &Option<Kind>)| {
        block.words >= 8
            && block.link_percent() < 35
            && !block.hidden
            && ends_sentence(&block.text)
            && kind.is_none()
    };
    let prose: Vec<bool> = blocks.iter().zip(&measured.kinds).map(is_prose).collect();
    let words = blocks.iter().zip(&prose).filter(|(_, prose)| **prose).map(|(block, _)| block.words);
    let small = words.sum::<usize>() < SMALL;
    let place =
        |block: &Block| if small { tree.parent(block.node).unwrap_or(block.node) } else { block.node };
    let taken: FxHashSet<NodeId> = blocks
        .iter()
        .zip(chosen.iter().zip(&prose))
        .filter(|(_, (chosen, prose))| **chosen && **prose)
        .map(|(block, _)| place(block))
        .collect();
    for (block, (chosen, prose)) in blocks.iter().zip(chosen.iter_mut().zip(prose)) {
        *chosen |= prose && taken.contains(&place(block));
    }
}

#[cfg(test)]
mod tests {
    use super::super::features::numbers::COUNT;
    use super::*;

    #[test]
    fn the_models_that_come_with_the_crate_can_be_read() {
        let models = models().unwrap();
        let mended = models.mend(&[0], HOPELESS, |_, numbers| *numbers = vec![0; COUNT]);
        assert_ne!(mended, [0], "the table of the trees is empty");
    }
}
