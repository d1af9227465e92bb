//! Articles in, clusters of copies out: which are the same text, and who copied from whom.
//!
//! | step | file |
//! |---|---|
//! | read every text once into a signature: its shingles as a sorted list of numbers | `signature` |
//! | drop what an outlet prints under every article | `furniture` |
//! | find pairs that share enough sampled shingles | `candidates` |
//! | count what each pair really shares | `pairs` |
//! | join pairs into clusters, never by bare chaining | `cluster` |
//! | choose for each copy the text it was made from | `lineage` |
//! | say where publication times contradict the texts | `doubt` |
//! | on request: the passages that justify it | `alignment` |
//! | keep what new articles will be compared with tomorrow | `index` |
//! | of old articles, pick those that new ones must be compared with | `neighbours` |

mod alignment;
mod candidates;
mod cluster;
mod doubt;
mod furniture;
mod index;
mod lineage;
mod neighbours;
mod pairs;
mod signature;
mod spread;
#[cfg(test)]
mod tests;

use jiff::civil::DateTime;
use serde::Serialize;

use crate::error::Result;
use crate::span::Span;
use crate::watch::Watch;

pub use alignment::{Alignment, alignments, passages};
pub use candidates::samples;
pub use index::{Entry, Index, IndexRow, compare_entries, entries};
pub use neighbours::{Kept, Neighbours};
pub use pairs::Pair;

use signature::Corpus;

/// One article, as deduplication sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Item<'a> {
    /// The article's text.
    pub text: &'a str,
    /// Who published it; repeated furniture is told apart from copies outlet by outlet.
    pub outlet: Option<&'a str>,
    /// When it was published; decides who copied from whom.
    pub published: Option<DateTime>,
    /// Parts of the text that are known furniture and do not count.
    pub boilerplate: &'a [Span],
    /// The rank of the article's id among all ids: breaks ties, so that the order of the input does not matter.
    pub id_rank: u64,
}

/// What may be changed about deduplication.
#[derive(Clone, Debug)]
pub struct DedupOptions {
    /// The smallest share of the shorter text that must stand in the other for the two to be compared further.
    pub containment: f64,
    /// Two clusters are joined while the average link between their members (the geometric mean of Jaccard similarity
    /// and containment; 0 for members that share nothing) is at least this strong.
    pub least_link: f64,
    /// Drop shingles that an outlet prints again and again.
    pub drop_furniture: bool,
}

impl Default for DedupOptions {
    fn default() -> Self {
        Self { containment: 0.08, least_link: 0.055, drop_furniture: true }
    }
}

/// How a text stands to the one it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Nothing earlier in the corpus has this text.
    Original,
    /// The same words in the same order.
    Exact,
    /// Mostly the same words.
    Near,
    /// Holds the other text and more: a wire story inside a round-up.
    Contains,
    /// A part of the other text: a brief cut from a longer piece.
    Contained,
    /// The same story in other words, with passages still shared.
    Rewrite,
}

/// What deduplication says about one article.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DedupRow {
    /// Number of the cluster, by first appearance in the input.
    pub cluster: u32,
    /// Index of the article this one was made from; none for originals, and where nothing (no two different
    /// publication times) speaks for a direction.
    pub duplicate_of: Option<usize>,
    /// Index of the article that the relation and the figures compare with; none for originals.
    pub nearest: Option<usize>,
    /// How it stands to that article.
    pub relation: Relation,
    /// Jaccard similarity of the two texts' five-word shingles, furniture left out; counted, not estimated.
    pub similarity: Option<f64>,
    /// The share of the smaller text that stands in the other.
    pub containment: Option<f64>,
    /// The share of this text that does not stand in the other.
    pub novel_share: Option<f64>,
    /// What speaks against the row: `dated_after_copies` where two texts dated before this one look like copies of it.
    pub issues: &'static [&'static str],
}

impl DedupRow {
    /// The row of an article that nothing earlier resembles.
    fn original(cluster: u32) -> Self {
        Self {
            cluster,
            duplicate_of: None,
            nearest: None,
            relation: Relation::Original,
            similarity: None,
            containment: None,
            novel_share: None,
            issues: &[],
        }
    }
}

/// Finds copies: one row per item, in the order given.
///
/// The same rows come out for any number of threads, and for any order of the items as long as their `id_rank`s
/// tell them apart.
pub fn find(items: &[Item<'_>], options: &DedupOptions, watch: &Watch) -> Result<Vec<DedupRow>> {
    compare(Corpus::read(items, watch)?, options, watch)
}

/// The same, from texts that have been read.
fn compare(mut corpus: Corpus, options: &DedupOptions, watch: &Watch) -> Result<Vec<DedupRow>> {
    if options.drop_furniture {
        furniture::drop_furniture(&mut corpus);
    }
    let pairs = pairs::verified(&corpus, options, watch)?;
    let clusters = cluster::join(&corpus, &pairs, options.least_link);
    Ok(lineage::rows(&corpus, &pairs, &clusters))
}

/// All pairs of articles that share enough text, as indices into `items`; smaller index first, sorted.
pub fn pairs(items: &[Item<'_>], options: &DedupOptions, watch: &Watch) -> Result<Vec<Pair>> {
    let mut corpus = Corpus::read(items, watch)?;
    if options.drop_furniture {
        furniture::drop_furniture(&mut corpus);
    }
    let mut found = pairs::verified(&corpus, options, watch)?;
    for pair in &mut found {
        *pair = pair.renamed(corpus.input_index(pair.a), corpus.input_index(pair.b));
    }
    found.sort_unstable_by_key(|pair| (pair.a, pair.b));
    Ok(found)
}
