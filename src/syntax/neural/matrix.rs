//! Integer arithmetic of the network: the same result on every machine.

use crate::error::Result;
use crate::syntax::bytes::{Reader, broken, write_number};
use crate::syntax::lanes::Lanes;

/// Activations are counted in steps of 1/512.
pub const STEP: f32 = 512.0;

/// Bits after the point of a matrix's scale.
const SCALE_BITS: u32 = 24;

/// Outputs that are calculated together.
const GROUP: usize = 16;
/// Inputs of a layer that are calculated together: a weight is fetched once for all of them.
const TOGETHER: usize = 4;

/// A layer: weights in one byte each, a scale, and a bias for each output.
#[derive(Clone, Debug)]
pub struct Matrix {
    inputs: usize,
    /// For each group of outputs, and each pair of inputs: the weights, output by output, widened to 16 bits, because
    /// sums of 16-bit products are quick.
    weights: Vec<[[i16; 2]; GROUP]>,
    scale: i32,
    bias: Vec<i32>,
}

impl Matrix {
    /// Rounds trained weights (one row an output) and biases.
    pub fn round(inputs: usize, weights: &[f32], bias: &[f32]) -> Self {
        let largest = weights.iter().fold(1e-6f32, |largest, weight| largest.max(weight.abs()));
        let unit = largest / 127.0;
        let rounded: Vec<i8> = weights.iter().map(|weight| (weight / unit).round() as i8).collect();
        let scale = (f64::from(unit) * f64::from(1u32 << SCALE_BITS)).round() as i32;
        let bias = bias.iter().map(|bias| (bias * STEP).round() as i32).collect();
        Self::new(inputs, &rounded, scale, bias)
    }

    /// From weights row by row, one row an output.
    fn new(inputs: usize, rows: &[i8], scale: i32, bias: Vec<i32>) -> Self {
        let pairs = inputs.div_ceil(2);
        let mut weights = vec![[[0; 2]; GROUP]; bias.len().div_ceil(GROUP) * pairs];
        for (output, row) in rows.chunks_exact(inputs.max(1)).enumerate() {
            let (group, place) = (output / GROUP, output % GROUP);
            for (input, weight) in row.iter().enumerate() {
                weights[group * pairs + input / 2][place][input % 2] = i16::from(*weight);
            }
        }
        Self { inputs, weights, scale, bias }
    }

    /// The weights row by row.
    fn rows(&self) -> impl Iterator<Item = i8> {
        let pairs = self.inputs.div_ceil(2);
        (0..self.bias.len()).flat_map(move |output| {
            let (group, place) = (output / GROUP, output % GROUP);
            (0..self.inputs).map(move |input| self.weights[group * pairs + input / 2][place][input % 2] as i8)
        })
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Writes weights times `input`, plus bias, to `out`.
    #[inline(always)]
    pub fn apply<L: Lanes>(&self, lanes: L, input: &[i16], out: &mut [i32]) {
        self.apply_all(lanes, input, self.inputs, out);
    }

    /// Applies the layer to as many inputs as `out` has room for; each starts `stride` values after the one before.
    ///
    /// No closures here: what is not part of this function is not compiled for wide registers.
    #[inline(always)]
    pub fn apply_all<L: Lanes>(&self, lanes: L, input: &[i16], stride: usize, out: &mut [i32]) {
        let outputs = self.bias.len();
        let count = out.len() / outputs.max(1);
        let pairs = self.inputs / 2;
        let mut group = 0;
        while group * GROUP < outputs {
            let weights = self.weights.get(group * pairs..(group + 1) * pairs).unwrap_or_default();
            let mut at = 0;
            while at + TOGETHER <= count {
                let inputs = [
                    window(input, at * stride, pairs),
                    window(input, (at + 1) * stride, pairs),
                    window(input, (at + 2) * stride, pairs),
                    window(input, (at + 3) * stride, pairs),
                ];
                let [first, second, third, fourth] = four_products(lanes, weights, inputs);
                self.put(lanes, first, group, at, out);
                self.put(lanes, second, group, at + 1, out);
                self.put(lanes, third, group, at + 2, out);
                self.put(lanes, fourth, group, at + 3, out);
                at += TOGETHER;
            }
            while at < count {
                let mut sums = lanes.sums();
                for (weights, pair) in weights.iter().zip(window(input, at * stride, pairs)) {
                    sums = lanes.add_products(sums, weights, *pair);
                }
                self.put(lanes, sums, group, at, out);
                at += 1;
            }
            group += 1;
        }
    }

    /// Scales the sums of one group of outputs, adds the biases, and writes them down as those of input `at`.
    #[inline(always)]
    fn put<L: Lanes>(&self, lanes: L, sums: L::Sums, group: usize, at: usize, out: &mut [i32]) {
        let outputs = self.bias.len();
        let places = group * GROUP..outputs.min((group + 1) * GROUP);
        let sums = lanes.read(sums);
        let bias = self.bias.get(places.clone()).unwrap_or_default();
        let out = out.get_mut(at * outputs + places.start..at * outputs + places.end).unwrap_or_default();
        let scale = i64::from(self.scale);
        if let (Some(out), Some(bias)) =
            (out.as_chunks_mut::<GROUP>().0.first_mut(), bias.first_chunk::<GROUP>())
        {
            let mut place = 0;
            while place < GROUP {
                out[place] = ((i64::from(sums[place]) * scale) >> SCALE_BITS) as i32 + bias[place];
                place += 1;
            }
            return;
        }
        for ((out, sum), bias) in out.iter_mut().zip(sums).zip(bias) {
            *out = ((i64::from(sum) * scale) >> SCALE_BITS) as i32 + bias;
        }
    }

    /// Appends the layer to a model file.
    pub fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.inputs as u64);
        write_number(out, self.bias.len() as u64);
        write_number(out, self.scale as u64);
        out.extend(self.rows().map(|weight| weight as u8));
        for bias in &self.bias {
            out.extend(bias.to_le_bytes());
        }
    }

    /// Reads what [`Matrix::write`] wrote, and checks its shape.
    pub fn read(input: &mut Reader<'_>, inputs: usize, outputs: usize) -> Result<Self> {
        if input.count()? != inputs || input.count()? != outputs {
            return Err(broken());
        }
        let scale = i32::try_from(input.number()?).map_err(|_| broken())?;
        let weights: Vec<i8> = input.take(inputs * outputs)?.iter().map(|weight| *weight as i8).collect();
        let bias = input
            .take(outputs * 4)?
            .as_chunks::<4>()
            .0
            .iter()
            .map(|bytes| i32::from_le_bytes(*bytes))
            .collect();
        Ok(Self::new(inputs, &weights, scale, bias))
    }
}

/// The pairs of values that start at a place.
#[inline(always)]
fn window(input: &[i16], start: usize, pairs: usize) -> &[[i16; 2]] {
    match input.get(start..start + 2 * pairs) {
        Some(window) => window.as_chunks().0,
        None => &[],
    }
}

/// The sums of products of one group of outputs, for four inputs at once; each has as many pairs as there are weights.
///
/// Four names and no array: the sums must stay in registers.
#[inline(always)]
fn four_products<L: Lanes>(
    lanes: L,
    weights: &[[[i16; 2]; GROUP]],
    [first, second, third, fourth]: [&[[i16; 2]]; TOGETHER],
) -> [L::Sums; TOGETHER] {
    let (mut one, mut two, mut three, mut four) = (lanes.sums(), lanes.sums(), lanes.sums(), lanes.sums());
    let pairs = first.iter().zip(second).zip(third).zip(fourth);
    for (weights, (((first, second), third), fourth)) in weights.iter().zip(pairs) {
        one = lanes.add_products(one, weights, *first);
        two = lanes.add_products(two, weights, *second);
        three = lanes.add_products(three, weights, *third);
        four = lanes.add_products(four, weights, *fourth);
    }
    [one, two, three, four]
}

/// Vectors looked up by number and added up.
#[derive(Clone, Debug)]
pub struct Vectors {
    width: usize,
    /// Sixteen numbers of a vector at a time.
    rows: Vec<[i8; 16]>,
    /// What one unit of a row is worth, in activation steps.
    unit: i32,
}

impl Vectors {
    /// Rounds trained vectors; their width is a multiple of sixteen.
    pub fn round(width: usize, rows: &[f32]) -> Self {
        let largest = rows.iter().fold(1e-6f32, |largest, value| largest.max(value.abs()));
        let unit = (largest * STEP / 127.0).ceil().max(1.0);
        let rows: Vec<i8> = rows.iter().map(|value| (value * STEP / unit).round() as i8).collect();
        Self { width, rows: rows.as_chunks().0.to_vec(), unit: unit as i32 }
    }

    /// Adds the vectors with these numbers to `out`, which has `GROUPS` times sixteen places; at most 250 of them.
    #[inline(always)]
    pub fn add<L: Lanes, const GROUPS: usize>(&self, lanes: L, numbers: &[u32], out: &mut [i32]) {
        // Small numbers are added up first and scaled once: one instruction adds sixteen of them.
        let mut sums = [lanes.small(); GROUPS];
        let rows = self.rows.as_chunks::<GROUPS>().0;
        for number in numbers {
            let Some(row) = rows.get(*number as usize) else { continue };
            let mut group = 0;
            while group < GROUPS {
                sums[group] = lanes.add_bytes(sums[group], &row[group]);
                group += 1;
            }
        }
        let mut group = 0;
        while group < GROUPS {
            let Some(out) = out.get_mut(group * 16..).and_then(<[i32]>::first_chunk_mut::<16>) else {
                return;
            };
            let sums = lanes.read_small(sums[group]);
            let mut place = 0;
            while place < 16 {
                out[place] += i32::from(sums[place]) * self.unit;
                place += 1;
            }
            group += 1;
        }
    }

    /// Appends the vectors to a model file.
    pub fn write(&self, out: &mut Vec<u8>) {
        let rows = self.rows.as_flattened();
        write_number(out, (rows.len() / self.width) as u64);
        write_number(out, self.unit as u64);
        for column in 0..self.width {
            out.extend(rows.iter().skip(column).step_by(self.width).map(|value| *value as u8));
        }
    }

    /// Reads what [`Vectors::write`] wrote.
    pub fn read(input: &mut Reader<'_>, width: usize) -> Result<Self> {
        let count = input.count()?;
        let unit = i32::try_from(input.number()?).map_err(|_| broken())?;
        let bytes = input.take(count.checked_mul(width).ok_or_else(broken)?)?;
        let mut rows = vec![[0i8; 16]; bytes.len() / 16];
        let flat = rows.as_flattened_mut();
        for (column, values) in bytes.chunks_exact(count.max(1)).enumerate() {
            for (row, value) in values.iter().enumerate() {
                if let Some(place) = flat.get_mut(row * width + column) {
                    *place = *value as i8;
                }
            }
        }
        Ok(Self { width, rows, unit: unit.min(1 << 12) })
    }
}

/// Cuts activations to 16 bits.
#[inline(always)]
pub fn narrow(value: i32) -> i16 {
    value.clamp(-32767, 32767) as i16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::lanes::{Plain, Work, widest};
    use proptest::prelude::*;

    struct Applied<'d> {
        matrix: &'d Matrix,
        input: &'d [i16],
        count: usize,
    }

    impl Work for Applied<'_> {
        type Output = Vec<i32>;

        fn run(self, lanes: impl Lanes) -> Vec<i32> {
            let mut out = vec![0; self.count * self.matrix.outputs()];
            self.matrix.apply_all(lanes, self.input, 4, &mut out);
            out
        }
    }

    proptest! {
        /// The wide way, the plain way, and sums written out by hand agree; what is written reads back.
        #[test]
        fn a_layer_is_the_same_on_every_machine(
            rows in proptest::collection::vec(any::<i8>(), 12 * 19),
            input in proptest::collection::vec(any::<i16>(), 12 + 6 * 4),
            bias in proptest::collection::vec(-5000i32..5000, 19),
            scale in 0i32..1 << 24,
        ) {
            let matrix = Matrix::new(12, &rows, scale, bias.clone());
            let mut bytes = Vec::new();
            matrix.write(&mut bytes);
            let matrix = Matrix::read(&mut Reader::new(&bytes), 12, 19).unwrap();
            let count = 7;
            let work = || Applied { matrix: &matrix, input: &input, count };
            let wide = widest(work());
            prop_assert_eq!(&wide, &work().run(Plain));
            for at in 0..count {
                for output in 0..19 {
                    let row = rows[output * 12..].iter().zip(&input[at * 4..]).take(12);
                    let sum: i32 = row.map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
                    let scaled = ((i64::from(sum) * i64::from(scale)) >> SCALE_BITS) as i32 + bias[output];
                    prop_assert_eq!(wide[at * 19 + output], scaled);
                }
            }
        }
    }
}
