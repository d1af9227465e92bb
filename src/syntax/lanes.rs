//! Many small multiplications and additions at once, where the machine has wide registers.
//!
//! Every kind of machine gives the same integers: sums of integers do not depend on their order.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{__m256i, __m512i};

/// One way of calculating: with wide registers or without.
pub trait Lanes: Copy {
    /// Sixteen running sums.
    type Sums: Copy;
    /// Sixteen small running sums.
    type Small: Copy;

    /// Sixteen sums at zero.
    fn sums(self) -> Self::Sums;
    /// Adds to each of sixteen sums a pair of products: `weights[i][0] * pair[0] + weights[i][1] * pair[1]`.
    fn add_products(self, sums: Self::Sums, weights: &[[i16; 2]; 16], pair: [i16; 2]) -> Self::Sums;
    /// The sixteen sums.
    fn read(self, sums: Self::Sums) -> [i32; 16];

    /// Sixteen small sums at zero.
    fn small(self) -> Self::Small;
    /// Adds sixteen bytes to sixteen small sums.
    fn add_bytes(self, sums: Self::Small, bytes: &[i8; 16]) -> Self::Small;
    /// The sixteen small sums.
    fn read_small(self, sums: Self::Small) -> [i16; 16];
}

/// One number after the other; the compiler may do better.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl Lanes for Plain {
    type Sums = [i32; 16];
    type Small = [i16; 16];

    #[inline(always)]
    fn sums(self) -> [i32; 16] {
        [0; 16]
    }

    #[inline(always)]
    fn add_products(self, mut sums: [i32; 16], weights: &[[i16; 2]; 16], pair: [i16; 2]) -> [i32; 16] {
        let [first, second] = pair.map(i32::from);
        for (sum, [a, b]) in sums.iter_mut().zip(weights) {
            *sum = sum.wrapping_add(i32::from(*a) * first + i32::from(*b) * second);
        }
        sums
    }

    #[inline(always)]
    fn read(self, sums: [i32; 16]) -> [i32; 16] {
        sums
    }

    #[inline(always)]
    fn small(self) -> [i16; 16] {
        [0; 16]
    }

    #[inline(always)]
    fn add_bytes(self, mut sums: [i16; 16], bytes: &[i8; 16]) -> [i16; 16] {
        for (sum, byte) in sums.iter_mut().zip(bytes) {
            *sum = sum.wrapping_add(i16::from(*byte));
        }
        sums
    }

    #[inline(always)]
    fn read_small(self, sums: [i16; 16]) -> [i16; 16] {
        sums
    }
}

/// Registers of 256 bits (AVX2), as x86 processors have had since 2013.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug)]
pub struct Wide(pub pulp::x86::V3);

#[cfg(target_arch = "x86_64")]
impl Lanes for Wide {
    type Sums = [__m256i; 2];
    type Small = __m256i;

    #[inline(always)]
    fn sums(self) -> [__m256i; 2] {
        [self.0.avx._mm256_setzero_si256(); 2]
    }

    #[inline(always)]
    fn add_products(self, sums: [__m256i; 2], weights: &[[i16; 2]; 16], pair: [i16; 2]) -> [__m256i; 2] {
        let [low, high]: [__m256i; 2] = pulp::cast(*weights);
        let pair = self.0.avx._mm256_set1_epi32(pulp::cast(pair));
        [
            self.0.avx2._mm256_add_epi32(sums[0], self.0.avx2._mm256_madd_epi16(low, pair)),
            self.0.avx2._mm256_add_epi32(sums[1], self.0.avx2._mm256_madd_epi16(high, pair)),
        ]
    }

    #[inline(always)]
    fn read(self, sums: [__m256i; 2]) -> [i32; 16] {
        pulp::cast(sums)
    }

    #[inline(always)]
    fn small(self) -> __m256i {
        self.0.avx._mm256_setzero_si256()
    }

    #[inline(always)]
    fn add_bytes(self, sums: __m256i, bytes: &[i8; 16]) -> __m256i {
        let widened = self.0.avx2._mm256_cvtepi8_epi16(pulp::cast(*bytes));
        self.0.avx2._mm256_add_epi16(sums, widened)
    }

    #[inline(always)]
    fn read_small(self, sums: __m256i) -> [i16; 16] {
        pulp::cast(sums)
    }
}

/// Registers of 512 bits (AVX-512), as servers have had since 2017.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug)]
pub struct Widest(pub pulp::x86::V4);

#[cfg(target_arch = "x86_64")]
impl Lanes for Widest {
    type Sums = __m512i;
    type Small = __m256i;

    #[inline(always)]
    fn sums(self) -> __m512i {
        self.0.avx512f._mm512_setzero_si512()
    }

    #[inline(always)]
    fn add_products(self, sums: __m512i, weights: &[[i16; 2]; 16], pair: [i16; 2]) -> __m512i {
        let pair = self.0.avx512f._mm512_set1_epi32(pulp::cast(pair));
        let products = self.0.avx512bw._mm512_madd_epi16(pulp::cast(*weights), pair);
        self.0.avx512f._mm512_add_epi32(sums, products)
    }

    #[inline(always)]
    fn read(self, sums: __m512i) -> [i32; 16] {
        pulp::cast(sums)
    }

    #[inline(always)]
    fn small(self) -> __m256i {
        Wide(*self.0).small()
    }

    #[inline(always)]
    fn add_bytes(self, sums: __m256i, bytes: &[i8; 16]) -> __m256i {
        Wide(*self.0).add_bytes(sums, bytes)
    }

    #[inline(always)]
    fn read_small(self, sums: __m256i) -> [i16; 16] {
        pulp::cast(sums)
    }
}

/// Work that is done with the widest registers there are.
pub trait Work {
    /// What it gives.
    type Output;
    /// Does it.
    fn run(self, lanes: impl Lanes) -> Self::Output;
}

/// Does some work with the widest registers of this machine.
#[inline]
pub fn widest<W: Work>(work: W) -> W::Output {
    #[cfg(target_arch = "x86_64")]
    {
        if let Some(registers) = pulp::x86::V4::try_new() {
            return registers.vectorize(Inside { lanes: Widest(registers), work });
        }
        if let Some(registers) = pulp::x86::V3::try_new() {
            return registers.vectorize(Inside { lanes: Wide(registers), work });
        }
    }
    work.run(Plain)
}

/// Work on its way into a function that was compiled for wide registers.
#[cfg(target_arch = "x86_64")]
struct Inside<L, W> {
    lanes: L,
    work: W,
}

#[cfg(target_arch = "x86_64")]
impl<L: Lanes, W: Work> pulp::NullaryFnOnce for Inside<L, W> {
    type Output = W::Output;

    #[inline(always)]
    fn call(self) -> W::Output {
        self.work.run(self.lanes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Both<'d> {
        weights: &'d [[i16; 2]; 16],
        pair: [i16; 2],
        bytes: &'d [i8; 16],
        times: usize,
    }

    impl Work for Both<'_> {
        type Output = ([i32; 16], [i16; 16]);

        fn run(self, lanes: impl Lanes) -> Self::Output {
            let (mut sums, mut small) = (lanes.sums(), lanes.small());
            for _ in 0..self.times {
                sums = lanes.add_products(sums, self.weights, self.pair);
                small = lanes.add_bytes(small, self.bytes);
            }
            (lanes.read(sums), lanes.read_small(small))
        }
    }

    proptest! {
        #[test]
        fn wide_registers_give_the_same_sums(
            weights: [[i16; 2]; 16],
            pair: [i16; 2],
            bytes: [i8; 16],
            times in 0usize..300,
        ) {
            // Weights come from one byte each.
            let weights = &weights.map(|pair| pair.map(|weight| weight >> 8));
            let work = || Both { weights, pair, bytes: &bytes, times };
            let plain = work().run(Plain);
            prop_assert_eq!(widest(work()), plain);
            #[cfg(target_arch = "x86_64")]
            if let Some(registers) = pulp::x86::V3::try_new() {
                let lanes = Wide(registers);
                prop_assert_eq!(registers.vectorize(Inside { lanes, work: work() }), plain);
            }
        }
    }
}
