//! Treebanks in CoNLL-U, plain or gzipped.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use dateline::syntax::conllu::Block;
use dateline::syntax::{Relation, Upos, Xpos};

use crate::Result;

/// Opens a file, unpacking it where its name ends in `.gz`.
pub(crate) fn open(path: &str) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
    let packed = Path::new(path).extension().is_some_and(|extension| extension == "gz");
    let reader: Box<dyn Read> =
        if packed { Box::new(flate2::read::MultiGzDecoder::new(file)) } else { Box::new(file) };
    Ok(Box::new(BufReader::new(reader)))
}

/// All sentences of one treebank file.
pub(crate) fn read(path: &str) -> Result<Vec<Block>> {
    let mut input = open(path)?;
    let mut blocks = Vec::new();
    while let Some(block) = Block::read(&mut input)? {
        blocks.push(block);
    }
    Ok(blocks)
}

/// The genre of each sentence, from its document's name ("GUM_news_..." is "news").
pub(crate) fn genres(blocks: &[Block]) -> Vec<String> {
    let mut genre = String::new();
    let mut genres = Vec::new();
    for block in blocks {
        if let Some(document) = block.comment("newdoc id") {
            let mut parts = document.split(['_', '-']);
            let first = parts.next().unwrap_or_default();
            genre = if first == "GUM" { parts.next().unwrap_or_default() } else { first }.to_owned();
        }
        genres.push(genre.clone());
    }
    genres
}

/// A word as the annotators of a treebank see it.
#[derive(Clone, Debug)]
pub(crate) struct GoldWord {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: Upos,
    pub(crate) xpos: Xpos,
    /// Place of the head, from 0; the number of words stands for the root.
    pub(crate) head: u32,
    pub(crate) relation: Relation,
}

/// The words of a sentence; tags and relations we do not know become X, FW and dep.
pub(crate) fn gold(block: &Block) -> Vec<GoldWord> {
    let count = block.words().count() as u32;
    block
        .words()
        .map(|fields| {
            let head: u32 = fields[6].parse().unwrap_or(0);
            let base = fields[7].split(':').next().unwrap_or_default();
            GoldWord {
                form: fields[1].clone(),
                lemma: fields[2].clone(),
                upos: Upos::from_name(&fields[3]).unwrap_or(Upos::X),
                xpos: Xpos::from_name(&fields[4]).unwrap_or(Xpos::Fw),
                head: if head == 0 { count } else { head - 1 },
                relation: Relation::from_name(&fields[7])
                    .or_else(|| Relation::from_name(base))
                    .unwrap_or(Relation::Dep),
            }
        })
        .collect()
}
