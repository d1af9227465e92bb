//! Word vectors made from many texts, for the network to start from.

use std::collections::BTreeMap;
use std::io::BufRead;

use dateline::syntax::linear::words::Words;

use crate::dense::STRANDS;
use crate::{Result, treebank};

/// Numbers of a vector in the file.
const FILE_WIDTH: usize = 300;
/// With zeros up to a width that sums in strands can take.
pub(crate) const KNOWN_WIDTH: usize = FILE_WIDTH.next_multiple_of(STRANDS);
/// The length of a vector here, and in the file.
const LENGTH: f32 = 4.0 / 1000.0;

/// Words, and the vectors they share.
#[derive(Default)]
pub(crate) struct WordVectors {
    /// By hash of the word: the number of its vector, from 1.
    pub(crate) numbers: BTreeMap<u32, u16>,
    /// The packed clusters of each vector.
    pub(crate) clusters: Vec<u32>,
    /// `KNOWN_WIDTH` numbers a vector; the first stands for unknown words and is zero.
    pub(crate) values: Vec<f32>,
}

impl WordVectors {
    pub(crate) fn count(&self) -> usize {
        self.clusters.len()
    }

    pub(crate) fn of(&self, vector: u32) -> &[f32] {
        &self.values[vector as usize * KNOWN_WIDTH..(vector as usize + 1) * KNOWN_WIDTH]
    }

    /// Reads what `vectors.py` wrote, and the clusters of the same words.
    pub(crate) fn read(vectors: Option<&str>, clusters: Option<&str>) -> Result<Self> {
        let mut found = Self { clusters: vec![0], values: vec![0.0; KNOWN_WIDTH], ..Self::default() };
        let (Some(vectors), Some(clusters)) = (vectors, clusters) else { return Ok(found) };
        let packed = read_clusters(clusters)?;
        let mut lines = treebank::open(vectors)?.lines();
        let mut numbers: BTreeMap<usize, u16> = BTreeMap::new();
        for line in lines.by_ref() {
            let line = line?;
            let Some((word, row)) = line.rsplit_once('\t') else { break };
            let key = Words::key(word);
            let Some(packed) = packed.get(&key) else { continue };
            // Words that differ only in their digits share an entry: the first stands.
            if found.numbers.contains_key(&key) {
                continue;
            }
            let next = u16::try_from(found.clusters.len())?;
            let number = *numbers.entry(row.parse()?).or_insert(next);
            if number == next {
                found.clusters.push(*packed);
            }
            found.numbers.insert(key, number);
        }
        found.values.resize(found.clusters.len() * KNOWN_WIDTH, 0.0);
        for (row, line) in lines.enumerate() {
            let line = line?;
            let Some(number) = numbers.get(&row) else { continue };
            let start = usize::from(*number) * KNOWN_WIDTH;
            for (value, text) in found.values[start..start + FILE_WIDTH].iter_mut().zip(line.split(' ')) {
                *value = text.parse::<f32>()? * LENGTH;
            }
        }
        println!("{} words, {} vectors", found.numbers.len(), found.count() - 1);
        Ok(found)
    }
}

/// Lines of word, and its cluster out of 64, 256 and 1024.
fn read_clusters(path: &str) -> Result<BTreeMap<u32, u32>> {
    let mut list = BTreeMap::new();
    for line in treebank::open(path)?.lines() {
        let line = line?;
        let mut fields = line.split('\t');
        let word = fields.next().unwrap_or_default();
        let numbers: Vec<u32> = fields.map(str::parse).collect::<Result<_, _>>()?;
        let [small, middle, large] = numbers[..] else { return Err(format!("{path}: {line:?}").into()) };
        list.entry(Words::key(word)).or_insert(Words::pack([small + 1, middle + 1, large + 1]));
    }
    Ok(list)
}
