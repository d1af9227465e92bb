//! Pages: which of their blocks are the article.

mod blocks;
mod classify;
mod features;
mod meta;
pub mod training;

use super::assemble::{Piece, assemble};
use super::furniture::furniture_kind;
use super::{Article, BoilerplateKind as Kind};
use crate::lexicon::Lexicon;
use crate::raw::html;
use blocks::{Block, cut_blocks};
use classify::{Models, choose};
use features::Measured;
use meta::read_meta;

/// Reads a page into `article`.
pub(super) fn read_page(page: &str, lexicon: &Lexicon, article: &mut Article) {
    let tree = html::parse(page);
    article.issues.extend(tree.issues.iter().map(|issue| (*issue).to_owned()));
    let blocks = cut_blocks(&tree);
    let meta = read_meta(&tree);
    let measured = Measured::new(&tree, &blocks, &meta, lexicon);
    let chosen = match Models::built_in() {
        Ok(models) => choose(&blocks, &models.judge(&measured)),
        Err(_) => {
            article.issues.push("no_model".to_owned());
            blocks.iter().map(|block| block.words >= 12 && block.link_percent() < 30).collect()
        }
    };
    article.title = article.title.take().or_else(|| meta.tag(&["og:title"]).map(str::to_owned)).or(meta.headline);
    let pieces = blocks.into_iter().zip(chosen).map(|(block, chosen)| {
        let kind = if chosen { None } else { Some(kind_of(&block, lexicon)) };
        Piece { text: block.text, raw: block.raw, kind }
    });
    assemble(article, pieces.collect());
}

fn kind_of(block: &Block, lexicon: &Lexicon) -> Kind {
    furniture_kind(&block.text, lexicon).unwrap_or(Kind::Other)
}
