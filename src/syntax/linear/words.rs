//! What the linear model sees of one word: its spelling, its tags in the treebanks, words used like it.

use rustc_hash::FxHashMap;

use super::table::hash_bytes;
use crate::error::Result;
use crate::syntax::bytes::{Reader, broken, write_number};

/// Numbers that stand for one word in features.
#[derive(Clone, Copy, Debug, Default)]
pub struct Atoms {
    /// The word as written, digits as 0.
    pub form: u32,
    /// The word in small letters, digits as 0.
    pub lower: u32,
    /// Its last one to four bytes.
    pub suffix: [u32; 4],
    /// Its first one to three bytes.
    pub prefix: [u32; 3],
    /// Capitals, small letters, digits and marks, runs collapsed.
    pub shape: u32,
    /// Which tags the word has in the treebanks; 0 for an unknown word.
    pub ambiguity: u32,
    /// Clusters of words used alike: out of 64, 256 and 1024; 0 for an unknown word.
    pub clusters: [u32; 3],
    /// The number of its word vector; 0 for an unknown word.
    pub vector: u32,
    /// Its tag, once known; 0 before.
    pub tag: u32,
}

/// What the treebanks and the vectors know of words, by hash of the word.
#[derive(Clone, Debug, Default)]
pub struct Words {
    ambiguity: FxHashMap<u32, u16>,
    /// The number of each word's vector, from 1.
    vectors: FxHashMap<u32, u16>,
    /// The packed clusters of each vector; the first entry stands for unknown words.
    clusters: Vec<u32>,
}

impl Words {
    /// From (hash, class) and (hash, vector) pairs, and the packed clusters of each vector.
    pub fn new(
        ambiguity: impl IntoIterator<Item = (u32, u16)>,
        vectors: impl IntoIterator<Item = (u32, u16)>,
        clusters: Vec<u32>,
    ) -> Self {
        Self { ambiguity: ambiguity.into_iter().collect(), vectors: vectors.into_iter().collect(), clusters }
    }

    /// The number of word vectors, with the one that stands for unknown words.
    pub fn vectors(&self) -> usize {
        self.clusters.len()
    }

    /// Packs three cluster numbers into one.
    pub fn pack(clusters: [u32; 3]) -> u32 {
        clusters[0] | clusters[1] << 7 | clusters[2] << 16
    }

    /// The atoms of a word; `buffer` is scratch space.
    pub fn atoms(&self, word: &str, buffer: &mut Vec<u8>) -> Atoms {
        buffer.clear();
        buffer.extend(word.bytes().take(64).map(fold_digit));
        let form = hash_bytes(buffer);
        let shape = shape(word);
        if word.is_ascii() {
            buffer.make_ascii_lowercase();
        } else {
            lowercase(word, buffer);
        }
        let plain = match buffer.as_slice() {
            // Typographic apostrophes count as straight ones.
            bytes if bytes.starts_with("’".as_bytes()) => [b"'", &bytes[3..]].concat(),
            bytes if bytes.ends_with("’t".as_bytes()) => [&bytes[..bytes.len() - 4], b"'t"].concat(),
            _ => Vec::new(),
        };
        if !plain.is_empty() {
            *buffer = plain;
        }
        let lower = hash_bytes(buffer);
        let size = buffer.len();
        let mut suffix = [0; 4];
        for (length, atom) in (1..).zip(&mut suffix) {
            *atom = if length < size { hash_bytes(&buffer[size - length..]) } else { 1 };
        }
        let mut prefix = [0; 3];
        for (length, atom) in (1..).zip(&mut prefix) {
            *atom = if length < size { hash_bytes(&buffer[..length]) } else { 1 };
        }
        let ambiguity = self.ambiguity.get(&lower).map_or(0, |class| u32::from(*class));
        let vector = self.vectors.get(&lower).copied().unwrap_or_default();
        let packed = self.clusters.get(usize::from(vector)).copied().unwrap_or_default();
        let clusters = [packed & 0x7f, packed >> 7 & 0x1ff, packed >> 16];
        Atoms { form, lower, suffix, prefix, shape, ambiguity, clusters, vector: u32::from(vector), tag: 0 }
    }

    /// Whether treebanks or vectors have this word.
    pub fn has(&self, word: &str) -> bool {
        let key = Self::key(word);
        self.vectors.contains_key(&key) || self.ambiguity.contains_key(&key)
    }

    /// The hash under which a word is known here.
    pub fn key(word: &str) -> u32 {
        Self::default().atoms(word, &mut Vec::new()).lower
    }

    /// Writes both maps, sorted by hash, and the clusters.
    pub fn write(&self, out: &mut Vec<u8>) {
        for map in [&self.ambiguity, &self.vectors] {
            let mut list: Vec<(u32, u16)> = map.iter().map(|(key, value)| (*key, *value)).collect();
            list.sort_unstable();
            write_number(out, list.len() as u64);
            let mut last = 0;
            for (key, _) in &list {
                write_number(out, u64::from(key - last));
                last = *key;
            }
            for byte in 0..2 {
                out.extend(list.iter().map(|(_, value)| value.to_le_bytes()[byte]));
            }
        }
        write_number(out, self.clusters.len() as u64);
        self.clusters.iter().for_each(|packed| write_number(out, u64::from(*packed)));
    }

    /// Reads what [`Words::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Result<Self> {
        let mut map = || -> Result<FxHashMap<u32, u16>> {
            let count = input.count()?;
            let mut key = 0u32;
            let mut keys = Vec::with_capacity(count);
            for _ in 0..count {
                key = key.wrapping_add(u32::try_from(input.number()?).map_err(|_| broken())?);
                keys.push(key);
            }
            let (low, high) = (input.take(count)?, input.take(count)?);
            let values = low.iter().zip(high).map(|(low, high)| u16::from_le_bytes([*low, *high]));
            Ok(keys.into_iter().zip(values).collect())
        };
        let ambiguity = map()?;
        let vectors = map()?;
        let mut clusters = Vec::new();
        for _ in 0..input.count()? {
            clusters.push(u32::try_from(input.number()?).map_err(|_| broken())?);
        }
        Ok(Self { ambiguity, vectors, clusters })
    }
}

fn fold_digit(byte: u8) -> u8 {
    if byte.is_ascii_digit() { b'0' } else { byte }
}

fn lowercase(word: &str, buffer: &mut Vec<u8>) {
    buffer.clear();
    let mut utf8 = [0; 4];
    for c in word.chars().take(64).flat_map(char::to_lowercase) {
        buffer.extend(c.encode_utf8(&mut utf8).bytes().map(fold_digit));
    }
}

/// "Geneva" is `Xx`, "G-7" is `X-d`, "COVID" is `XX`.
fn shape(word: &str) -> u32 {
    let mut runs = [0u8; 8];
    let mut length = 0;
    let mut last = 0;
    let mut repeats = 0;
    for c in word.chars().take(24) {
        let class = match c {
            'a'..='z' => b'x',
            'A'..='Z' => b'X',
            '0'..='9' => b'd',
            _ if c.is_lowercase() => b'x',
            _ if c.is_uppercase() => b'X',
            _ if c.is_alphabetic() => b'l',
            _ if c.is_ascii() => c as u8,
            _ => b'?',
        };
        repeats = if class == last { repeats + 1 } else { 1 };
        last = class;
        // A second capital or digit shows; a third does not.
        let shown = repeats == 1 || (repeats == 2 && class != b'x');
        if shown && length < runs.len() {
            runs[length] = class;
            length += 1;
        }
    }
    hash_bytes(&runs[..length])
}
