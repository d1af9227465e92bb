//! Weights of hashed features.

use crate::error::Result;
use crate::syntax::bytes::{Reader, broken, write_number};
use crate::syntax::lanes::Lanes;

/// Mixes a template number and up to three atoms into a feature.
#[inline(always)]
pub fn feature(template: u32, a: u32, b: u32, c: u32) -> u32 {
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = (u64::from(template) << 32 | u64::from(a)).wrapping_mul(MIX);
    hash = (hash ^ (hash >> 29) ^ (u64::from(b) << 32 | u64::from(c))).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^= hash >> 31;
    (hash.wrapping_mul(MIX) >> 32) as u32
}

/// A hash of a word that is the same on every machine.
#[inline]
pub fn hash_bytes(bytes: &[u8]) -> u32 {
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut block = [0u8; 8];
        block[..chunk.len()].copy_from_slice(chunk);
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(block)).wrapping_mul(MIX);
        hash ^= hash >> 32;
    }
    (hash.wrapping_mul(MIX) >> 32) as u32
}

/// One row of `N` small weights for each bucket of features.
///
/// Scores are sums of `i8`, so that they are the same on every machine.
#[derive(Clone, Debug)]
pub struct Table<const N: usize> {
    rows: Vec<[i8; N]>,
    shift: u32,
}

impl<const N: usize> Table<N> {
    /// From rows whose number is a power of two.
    pub fn new(rows: Vec<[i8; N]>) -> Self {
        let shift = 32 - rows.len().max(2).trailing_zeros();
        Self { rows, shift }
    }

    /// The scores of all classes for a list of features.
    #[inline]
    pub fn scores(&self, features: &[u32]) -> [i16; N] {
        let mut scores = [0i16; N];
        for feature in features {
            let Some(row) = self.rows.get((feature >> self.shift) as usize) else { continue };
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += i16::from(*weight);
            }
        }
        scores
    }

    /// Writes the rows that are not empty.
    pub fn write(&self, out: &mut Vec<u8>) {
        let live: Vec<usize> =
            (0..self.rows.len()).filter(|row| self.rows[*row].iter().any(|weight| *weight != 0)).collect();
        write_number(out, self.rows.len() as u64);
        write_number(out, live.len() as u64);
        let mut last = 0;
        for row in &live {
            write_number(out, (row - last) as u64);
            last = *row;
        }
        // Column by column: weights of one class lie together, which packs better.
        for column in 0..N {
            out.extend(live.iter().map(|row| self.rows[*row][column] as u8));
        }
    }

    /// Reads what [`Table::write`] wrote.
    pub fn read(input: &mut Reader<'_>) -> Result<Self> {
        let size = usize::try_from(input.number()?).map_err(|_| broken())?;
        if !size.is_power_of_two() || !(2..=1 << 26).contains(&size) {
            return Err(broken());
        }
        let live = input.count()?;
        let mut places = Vec::with_capacity(live);
        let mut place = 0usize;
        for _ in 0..live {
            place = place.saturating_add(input.number()? as usize);
            places.push(place);
        }
        let mut rows = vec![[0i8; N]; size];
        let columns: Vec<&[u8]> = (0..N).map(|_| input.take(live)).collect::<Result<_>>()?;
        for (index, place) in places.iter().enumerate() {
            let row = rows.get_mut(*place).ok_or_else(broken)?;
            for (weight, column) in row.iter_mut().zip(&columns) {
                *weight = column[index] as i8;
            }
        }
        Ok(Self::new(rows))
    }
}

impl Table<64> {
    /// The scores of all classes for a list of features, with wide registers where there are any.
    #[inline(always)]
    pub fn scores_wide<L: Lanes>(&self, lanes: L, features: &[u32]) -> [i16; 64] {
        let mut sums = [lanes.small(); 4];
        for feature in features {
            let Some(row) = self.rows.get((feature >> self.shift) as usize) else { continue };
            let [first, second, third, fourth] = row.as_chunks::<16>().0 else { continue };
            sums[0] = lanes.add_bytes(sums[0], first);
            sums[1] = lanes.add_bytes(sums[1], second);
            sums[2] = lanes.add_bytes(sums[2], third);
            sums[3] = lanes.add_bytes(sums[3], fourth);
        }
        let mut scores = [0; 64];
        for (scores, sum) in scores.as_chunks_mut::<16>().0.iter_mut().zip(sums) {
            *scores = lanes.read_small(sum);
        }
        scores
    }
}

/// The class with the highest score; the first one of equals.
#[inline]
pub fn best(scores: &[i16]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}
