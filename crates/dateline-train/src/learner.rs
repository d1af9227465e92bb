//! An averaged margin perceptron over hashed features.

use dateline::syntax::linear::table::Table;

/// Weights in training: current values, and what averaging needs.
pub(crate) struct Learner<const N: usize> {
    weights: Vec<[i16; N]>,
    sums: Vec<[i64; N]>,
    /// How often each row took part in an update.
    updates: Vec<u16>,
    /// A row counts only once it took part in this many updates: rare features only fit the training text.
    threshold: u16,
    shift: u32,
    clock: i64,
}

impl<const N: usize> Learner<N> {
    /// 2^`bits` rows.
    pub(crate) fn new(bits: u32, threshold: u16) -> Self {
        let rows = 1 << bits;
        Self {
            weights: vec![[0; N]; rows],
            sums: vec![[0; N]; rows],
            updates: vec![0; rows],
            threshold,
            shift: 32 - bits,
            clock: 1,
        }
    }

    pub(crate) fn scores(&self, features: &[u32]) -> [i32; N] {
        let mut scores = [0i16; N];
        for feature in features {
            let row = (feature >> self.shift) as usize;
            if self.updates[row] < self.threshold {
                continue;
            }
            for (score, weight) in scores.iter_mut().zip(&self.weights[row]) {
                *score = score.wrapping_add(*weight);
            }
        }
        scores.map(i32::from)
    }

    /// Time goes on with every decision, right or wrong.
    pub(crate) fn tick(&mut self) {
        self.clock += 1;
    }

    pub(crate) fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for feature in features {
            let row = (feature >> self.shift) as usize;
            self.updates[row] = self.updates[row].saturating_add(1);
            self.weights[row][right] = self.weights[row][right].saturating_add(1);
            self.weights[row][wrong] = self.weights[row][wrong].saturating_sub(1);
            self.sums[row][right] += self.clock;
            self.sums[row][wrong] -= self.clock;
        }
    }

    /// Averaged weights in one byte each.
    pub(crate) fn table(&self) -> Table<N> {
        let average = |row: usize, class: usize| {
            i64::from(self.weights[row][class]) * self.clock - self.sums[row][class]
        };
        let live = |row: &usize| self.updates[*row] >= self.threshold;
        let mut sizes: Vec<i64> = (0..self.weights.len())
            .filter(live)
            .flat_map(|row| (0..N).map(move |class| average(row, class).abs()))
            .filter(|size| *size > 0)
            .collect();
        sizes.sort_unstable();
        let largest =
            sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 5000)).copied().unwrap_or(1).max(1);
        let rows = (0..self.weights.len())
            .map(|row| {
                let mut small = [0i8; N];
                if live(&row) {
                    for (class, weight) in small.iter_mut().enumerate() {
                        let scaled = (average(row, class) * 254 / largest + average(row, class).signum()) / 2;
                        *weight = scaled.clamp(-127, 127) as i8;
                    }
                }
                small
            })
            .collect();
        Table::new(rows)
    }
}

/// Xorshift (Marsaglia 2003): a fixed chain of numbers that look random; never start it at 0.
pub(crate) struct Xorshift(pub(crate) u64);

impl Xorshift {
    /// Where the chain starts that no seed is given for.
    pub(crate) const START: u64 = 0x2545_f491_4f6c_dd1d;

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// At least 0 and below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A small generator of random numbers; the same seed gives the same model.
pub(crate) struct Random(Xorshift);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Xorshift(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0.next().wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (((self.next() >> 32) * end as u64) >> 32) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
