//! What is kept of a text once it has been read.

use jiff::civil::DateTime;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::dedup::Item;
use crate::dedup::candidates::{Sampled, samples};
use crate::dedup::furniture::{Furniture, Marked};
use crate::dedup::index::Entry;
use crate::dedup::spread::SpreadSort;
use crate::error::{Error, Result};
use crate::fingerprint::{WORDS_PER_SHINGLE, add_word, each_word, finish, shingles_of};
use crate::span::Span;
use crate::watch::Watch;

/// How many texts share one block of memory.
const BLOCK: usize = 256;

/// How many texts can be told apart in 31 bits.
const MOST_DOCUMENTS: usize = i32::MAX as usize;

/// Shingle length for scripts that write no spaces, where a word is a single character.
const CHARACTERS_PER_SHINGLE: usize = 8;

/// What is kept of one text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signature {
    /// Index of the article in the input.
    pub input: usize,
    pub published: Option<DateTime>,
    /// Number of the outlet; none where it is unknown.
    pub outlet: Option<u32>,
    /// The same for the same words in the same order; 0 for a text without words.
    pub exact: u64,
    /// The same for the same bytes.
    pub bytes: u64,
    /// How it is set: in capitals, with curly quotation marks, with doubled spaces.
    pub style: u8,
    /// How many words count.
    pub words: u32,
    /// Where the shingles start and how many there are, inside their block.
    start: u32,
    len: u32,
    /// How many of the shingles, from the smallest, are sampled.
    sampled: u32,
    /// The same for the anchors, and for the word pairs.
    anchors: (u32, u32),
    word_pairs: (u32, u32),
    tail: (u32, u32),
}

/// How many words at the end of a text may be a sign-off.
const TAIL_WORDS: usize = 32;

/// A text of no more words than this is brief: a headline, a teaser. One changed word spoils too many of its shingles,
/// so brief texts are compared with one another by pairs of neighbouring words.
const BRIEF_WORDS: usize = 40;

/// How many anchors are kept of a text: those with the smallest numbers.
pub(crate) const MOST_ANCHORS: usize = 64;

/// All signatures, in canonical order: by date, then by rank. Indices into it are called documents.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    pub docs: Vec<Signature>,
    /// Sorted shingles, [`BLOCK`] documents a block.
    blocks: Vec<Block>,
    /// The document of each input index.
    places: Vec<u32>,
}

impl Corpus {
    /// Reads all texts, in parallel.
    pub(crate) fn read(items: &[Item<'_>], watch: &Watch) -> Result<Self> {
        if items.len() > MOST_DOCUMENTS {
            return Err(Error::usage(format!(
                "{} articles in one batch; at most 2 billion fit",
                items.len()
            )));
        }
        let order = canonical_order(items);
        let outlets = number(items.iter().filter_map(|item| item.outlet));
        let mut docs = vec![Signature::default(); order.len()];
        let blocks: Vec<Block> = docs
            .par_chunks_mut(BLOCK)
            .zip(order.par_chunks(BLOCK))
            .map_init(Scratch::default, |scratch, (docs, chunk)| {
                let mut block = std::mem::take(&mut scratch.block);
                for (doc, &input) in docs.iter_mut().zip(chunk) {
                    if watch.is_stopped() {
                        return Err(Error::interrupted());
                    }
                    let Some(item) = items.get(input as usize) else { continue };
                    *doc = read_one(item, scratch, &mut block);
                    doc.input = input as usize;
                    doc.outlet = item.outlet.and_then(|name| outlets.get(name).copied());
                    watch.count_one();
                }
                let kept = block.clone();
                block.clear();
                scratch.block = block;
                Ok(kept)
            })
            .collect::<Result<_>>()?;
        Ok(Self::gather(docs, blocks))
    }

    /// The same corpus from what was kept of the articles.
    pub(crate) fn of_entries(entries: &[&Entry]) -> Result<Self> {
        if entries.len() > MOST_DOCUMENTS {
            return Err(Error::usage(format!(
                "{} articles in one index; at most 2 billion fit",
                entries.len()
            )));
        }
        let mut order: Vec<u32> = (0..entries.len() as u32).collect();
        let key =
            |index: u32| entries.get(index as usize).map(|e| (e.published.is_none(), e.published, &e.id));
        order.sort_by(|&a, &b| key(a).cmp(&key(b)));
        let outlets = number(entries.iter().filter_map(|entry| entry.outlet.as_deref()));
        let mut docs = Vec::with_capacity(order.len());
        let mut blocks = Vec::with_capacity(order.len().div_ceil(BLOCK));
        for chunk in order.chunks(BLOCK) {
            let mut block = Block::default();
            for &input in chunk {
                let Some(entry) = entries.get(input as usize) else { continue };
                let (start, len) = Block::append(&mut block.shingles, &entry.shingles);
                docs.push(Signature {
                    input: input as usize,
                    published: entry.published,
                    outlet: entry.outlet.as_deref().and_then(|name| outlets.get(name).copied()),
                    exact: entry.exact,
                    bytes: entry.bytes,
                    style: entry.style,
                    words: entry.words,
                    start,
                    len,
                    sampled: samples(&entry.shingles).len() as u32,
                    anchors: Block::append(&mut block.anchors, &entry.anchors),
                    word_pairs: Block::append(&mut block.word_pairs, &entry.word_pairs),
                    tail: Block::append(&mut block.tail, &entry.tail),
                });
            }
            blocks.push(block);
        }
        Ok(Self::gather(docs, blocks))
    }

    /// What is to be kept of a document.
    pub(crate) fn entry(&self, doc: usize, id: &str, outlet: Option<&str>) -> Option<Entry> {
        let signature = self.docs.get(doc)?;
        Some(Entry {
            id: id.to_owned(),
            outlet: outlet.map(str::to_owned),
            published: signature.published,
            exact: signature.exact,
            bytes: signature.bytes,
            style: signature.style,
            words: signature.words,
            shingles: self.shingles(doc).to_vec(),
            anchors: self.anchors(doc).to_vec(),
            word_pairs: self.word_pairs(doc).to_vec(),
            tail: self.tail(doc).to_vec(),
        })
    }

    fn gather(docs: Vec<Signature>, blocks: Vec<Block>) -> Self {
        let mut corpus = Corpus { places: vec![0; docs.len()], docs, blocks };
        for (place, doc) in corpus.docs.iter().enumerate() {
            if let Some(slot) = corpus.places.get_mut(doc.input) {
                *slot = place as u32;
            }
        }
        corpus
    }

    /// How many documents there are.
    pub(crate) fn len(&self) -> usize {
        self.docs.len()
    }

    /// The sorted shingles of a document.
    pub(crate) fn shingles(&self, doc: usize) -> &[u32] {
        self.stored(doc, |doc, block| (&block.shingles, (doc.start, doc.len)))
    }

    /// The sampled shingles of a document.
    pub(crate) fn samples(&self, doc: usize) -> Sampled<'_> {
        let sampled = self.docs.get(doc).map_or(0, |doc| doc.sampled as usize);
        let shingles = self.shingles(doc);
        Sampled { of_all: shingles.get(..sampled).unwrap_or_default(), size: shingles.len() }
    }

    /// The anchors of a document: its names and numbers, sorted; of many only the first [`MOST_ANCHORS`].
    pub(crate) fn anchors(&self, doc: usize) -> &[u32] {
        self.stored(doc, |doc, block| (&block.anchors, doc.anchors))
    }

    /// The sorted word pairs of a brief document; none of others.
    pub(crate) fn word_pairs(&self, doc: usize) -> &[u32] {
        self.stored(doc, |doc, block| (&block.word_pairs, doc.word_pairs))
    }

    /// The sorted shingles of the last words of a document, furniture or not.
    pub(crate) fn tail(&self, doc: usize) -> &[u32] {
        self.stored(doc, |doc, block| (&block.tail, doc.tail))
    }

    fn stored<'c>(
        &'c self,
        doc: usize,
        which: impl Fn(&'c Signature, &'c Block) -> (&'c Vec<u32>, (u32, u32)),
    ) -> &'c [u32] {
        let (Some(signature), Some(block)) = (self.docs.get(doc), self.blocks.get(doc / BLOCK)) else {
            return &[];
        };
        let (numbers, (start, len)) = which(signature, block);
        numbers.get(start as usize..(start + len) as usize).unwrap_or_default()
    }

    /// Drops furniture from the documents in which it was found.
    pub(crate) fn drop_shingles(&mut self, furniture: &[Furniture]) {
        let mut found: Vec<Option<&Marked>> = vec![None; self.docs.len()];
        for furniture in furniture {
            for &doc in &furniture.docs {
                if let Some(slot) = found.get_mut(doc as usize) {
                    *slot = Some(&furniture.shingles);
                }
            }
        }
        let docs = self.docs.par_chunks_mut(BLOCK).zip(found.par_chunks(BLOCK));
        self.blocks.par_iter_mut().zip(docs).for_each(|(block, (docs, found))| {
            for (doc, furniture) in docs.iter_mut().zip(found) {
                let Some(furniture) = furniture else { continue };
                let range = doc.start as usize..(doc.start + doc.len) as usize;
                let Some(shingles) = block.shingles.get_mut(range) else { continue };
                let mut kept = 0;
                for at in 0..shingles.len() {
                    shingles[kept] = shingles[at];
                    kept += usize::from(!furniture.contains(shingles[at]));
                }
                doc.len = kept as u32;
                doc.sampled = samples(shingles.get(..kept).unwrap_or_default()).len() as u32;
            }
        });
    }

    /// The input index of a document.
    pub(crate) fn input_index(&self, doc: usize) -> usize {
        self.docs.get(doc).map_or(doc, |signature| signature.input)
    }

    /// The document of an input index.
    pub(crate) fn document(&self, input: usize) -> usize {
        self.places.get(input).map_or(input, |&place| place as usize)
    }
}

/// Input indices by date (undated last), then by rank, then by text.
fn canonical_order(items: &[Item<'_>]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    order.par_sort_by(|&a, &b| {
        let (Some(a), Some(b)) = (items.get(a as usize), items.get(b as usize)) else {
            return a.cmp(&b);
        };
        (a.published.is_none(), a.published, a.id_rank)
            .cmp(&(b.published.is_none(), b.published, b.id_rank))
            .then_with(|| a.text.cmp(b.text))
    });
    order
}

/// Numbers names by first appearance.
fn number<'a>(names: impl Iterator<Item = &'a str>) -> FxHashMap<&'a str, u32> {
    let mut numbers = FxHashMap::default();
    for name in names {
        let next = numbers.len() as u32;
        numbers.entry(name).or_insert(next);
    }
    numbers
}

/// What is kept of [`BLOCK`] texts, one after another.
#[derive(Clone, Debug, Default)]
struct Block {
    shingles: Vec<u32>,
    anchors: Vec<u32>,
    word_pairs: Vec<u32>,
    tail: Vec<u32>,
}

impl Block {
    fn clear(&mut self) {
        self.shingles.clear();
        self.anchors.clear();
        self.word_pairs.clear();
        self.tail.clear();
    }

    /// Appends a document's numbers to one of the lists; returns where they stand.
    fn append(list: &mut Vec<u32>, numbers: &[u32]) -> (u32, u32) {
        let start = list.len() as u32;
        list.extend_from_slice(numbers);
        (start, numbers.len() as u32)
    }
}

#[derive(Default)]
struct Scratch {
    words: Vec<u64>,
    shingles: Vec<u32>,
    names: Vec<u32>,
    numbers: Vec<u32>,
    sort: SpreadSort<u32>,
    /// Where a block grows, before it is kept in memory of just its size.
    block: Block,
}

/// Reads one text and appends its sorted shingles to `block`.
fn read_one(item: &Item<'_>, scratch: &mut Scratch, block: &mut Block) -> Signature {
    scratch.words.clear();
    scratch.shingles.clear();
    scratch.names.clear();
    scratch.numbers.clear();
    let mut whole = 0;
    let mut alone = 0;
    let mut furniture = item.boilerplate.iter().peekable();
    each_word(item.text, |word| {
        if !item.boilerplate.is_empty() && is_inside(word.span, &mut furniture) {
            return;
        }
        whole = add_word(whole, word.hash);
        alone += usize::from(word.alone);
        scratch.words.push(word.hash);
        if word.number {
            scratch.numbers.push((word.hash >> 32) as u32);
        } else if word.capital {
            scratch.names.push((word.hash >> 32) as u32);
        }
    });
    let words = scratch.words.len();
    let length = if alone * 2 > words { CHARACTERS_PER_SHINGLE } else { WORDS_PER_SHINGLE };
    scratch.shingles.extend(shingles_of(&scratch.words, length).map(|shingle| (shingle >> 32) as u32));
    let tail_start = scratch.shingles.len().saturating_sub(TAIL_WORDS);
    let mut tail = scratch.shingles.get(tail_start..).unwrap_or_default().to_vec();
    scratch.sort.sort(&mut tail, |shingle| shingle);
    tail.dedup();
    scratch.sort.sort(&mut scratch.shingles, |shingle| shingle);
    scratch.shingles.dedup();
    let in_capitals = scratch.names.len() * 2 > words;
    let anchors = &mut scratch.numbers;
    if !in_capitals {
        anchors.append(&mut scratch.names);
    }
    scratch.sort.sort(anchors, |anchor| anchor);
    anchors.dedup();
    anchors.truncate(MOST_ANCHORS);
    let (start, len) = Block::append(&mut block.shingles, &scratch.shingles);
    Signature {
        input: 0,
        published: item.published,
        outlet: None,
        exact: finish(whole),
        bytes: xxhash_rust::xxh3::xxh3_64(item.text.as_bytes()),
        style: style(item.text, in_capitals),
        words: words as u32,
        start,
        len,
        sampled: samples(&scratch.shingles).len() as u32,
        anchors: Block::append(&mut block.anchors, anchors),
        word_pairs: Block::append(&mut block.word_pairs, &word_pairs(&scratch.words)),
        tail: Block::append(&mut block.tail, &tail),
    }
}

/// The pairs of neighbouring words of a brief text, sorted.
fn word_pairs(words: &[u64]) -> Vec<u32> {
    if !(2..=BRIEF_WORDS).contains(&words.len()) {
        return Vec::new();
    }
    let mut pairs: Vec<u32> = shingles_of(words, 2).map(|pair| (pair >> 32) as u32).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How a text is set, which copies inherit; the highest bit is the hardest to lose.
fn style(text: &str, in_capitals: bool) -> u8 {
    let has = |mark: &str| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some();
    let curly = has("\u{2019}") || has("\u{201d}");
    u8::from(in_capitals) << 2 | u8::from(curly) << 1 | u8::from(has("  "))
}

/// Whether a word lies in one of the sorted spans; spans that end before it are passed over.
pub(crate) fn is_inside(word: Span, spans: &mut std::iter::Peekable<std::slice::Iter<'_, Span>>) -> bool {
    while spans.next_if(|span| span.end <= word.start).is_some() {}
    spans.peek().is_some_and(|span| span.start < word.end)
}
