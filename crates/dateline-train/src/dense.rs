//! Layers with gradients. Plain `f32` in a fixed order: the same data and seed give the same weights.

use crate::learner::Random;

/// Adam's constants.
const KEEP: (f32, f32) = (0.9, 0.999);
const TINY: f32 = 1e-8;

/// Numbers being trained, with their gradients and Adam's two moments.
pub(crate) struct Values {
    pub(crate) value: Vec<f32>,
    gradient: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Values {
    fn new(count: usize, size: f32, random: &mut Random) -> Self {
        let mut uniform = || (random.next() >> 40) as f32 / (1u64 << 23) as f32 - 1.0;
        Self {
            value: (0..count).map(|_| uniform() * size).collect(),
            gradient: vec![0.0; count],
            first: vec![0.0; count],
            second: vec![0.0; count],
        }
    }

    fn step(&mut self, range: std::ops::Range<usize>, rate: f32) {
        let values = self.value[range.clone()].iter_mut().zip(&mut self.gradient[range.clone()]);
        let moments = self.first[range.clone()].iter_mut().zip(&mut self.second[range]);
        for ((value, gradient), (first, second)) in values.zip(moments) {
            *first = KEEP.0 * *first + (1.0 - KEEP.0) * *gradient;
            *second = KEEP.1 * *second + (1.0 - KEEP.1) * *gradient * *gradient;
            *value -= rate * *first / (second.sqrt() + TINY);
            *gradient = 0.0;
        }
    }
}

/// Adam's rate with the correction for its first steps.
pub(crate) fn corrected(rate: f32, steps: u32) -> f32 {
    let power = |base: f32| (0..steps.min(5000)).fold(1.0f32, |product, _| product * base);
    rate * (1.0 - power(KEEP.1)).sqrt() / (1.0 - power(KEEP.0))
}

/// A layer: weights, one row an output, and a bias for each output.
pub(crate) struct Dense {
    pub(crate) inputs: usize,
    pub(crate) weights: Values,
    pub(crate) bias: Values,
}

impl Dense {
    pub(crate) fn new(inputs: usize, outputs: usize, gain: f32, random: &mut Random) -> Self {
        Self {
            inputs,
            weights: Values::new(inputs * outputs, gain * (3.0 / inputs as f32).sqrt(), random),
            bias: Values::new(outputs, 0.0, random),
        }
    }

    pub(crate) fn outputs(&self) -> usize {
        self.bias.value.len()
    }

    pub(crate) fn forward(&self, input: &[f32], out: &mut [f32]) {
        self.forward_all(input, self.inputs, out);
    }

    /// Adds to the layer's gradients, and to those of its input.
    pub(crate) fn backward(&mut self, input: &[f32], out: &[f32], into: &mut [f32]) {
        self.backward_all(input, self.inputs, out, Some(into));
    }

    /// Applies the layer to as many inputs as `out` has room for; each starts `stride` values after the one before.
    ///
    /// Row by row of the weights, so that a row is fetched once for all inputs.
    pub(crate) fn forward_all(&self, input: &[f32], stride: usize, out: &mut [f32]) {
        let outputs = self.outputs();
        let rows = self.weights.value.chunks_exact(self.inputs);
        for (place, (row, bias)) in rows.zip(&self.bias.value).enumerate() {
            for (at, out) in out.chunks_exact_mut(outputs).enumerate() {
                out[place] = dot(row, &input[at * stride..at * stride + self.inputs]) + bias;
            }
        }
    }

    /// Adds to the layer's gradients, and to those of its inputs, where they are wanted.
    pub(crate) fn backward_all(
        &mut self,
        input: &[f32],
        stride: usize,
        out: &[f32],
        mut into: Option<&mut [f32]>,
    ) {
        let outputs = self.outputs();
        for place in 0..outputs {
            let range = place * self.inputs..(place + 1) * self.inputs;
            let row = &self.weights.value[range.clone()];
            let row_gradient = &mut self.weights.gradient[range];
            for (at, out) in out.chunks_exact(outputs).enumerate() {
                let gradient = out[place];
                if gradient == 0.0 {
                    continue;
                }
                let window = at * stride..at * stride + self.inputs;
                add_scaled(row_gradient, &input[window.clone()], gradient);
                if let Some(into) = &mut into {
                    add_scaled(&mut into[window], row, gradient);
                }
                self.bias.gradient[place] += gradient;
            }
        }
    }

    pub(crate) fn step(&mut self, rate: f32) {
        self.weights.step(0..self.weights.value.len(), rate);
        self.bias.step(0..self.bias.value.len(), rate);
    }
}

/// Vectors looked up by number.
pub(crate) struct Lookup {
    pub(crate) width: usize,
    pub(crate) rows: Values,
    touched: Vec<u32>,
    is_touched: Vec<bool>,
}

impl Lookup {
    pub(crate) fn new(rows: usize, width: usize, size: f32, random: &mut Random) -> Self {
        let rows_ = Values::new(rows * width, size, random);
        Self { width, rows: rows_, touched: Vec::new(), is_touched: vec![false; rows] }
    }

    pub(crate) fn add(&self, row: u32, out: &mut [f32]) {
        let start = row as usize * self.width;
        for (out, value) in out.iter_mut().zip(&self.rows.value[start..start + self.width]) {
            *out += value;
        }
    }

    pub(crate) fn backward(&mut self, row: u32, out: &[f32]) {
        let start = row as usize * self.width;
        add_scaled(&mut self.rows.gradient[start..start + self.width], out, 1.0);
        if !self.is_touched[row as usize] {
            self.is_touched[row as usize] = true;
            self.touched.push(row);
        }
    }

    /// Moves only the rows that were used since the last step.
    pub(crate) fn step(&mut self, rate: f32) {
        for row in std::mem::take(&mut self.touched) {
            self.is_touched[row as usize] = false;
            let start = row as usize * self.width;
            self.rows.step(start..start + self.width, rate);
        }
    }

    /// Rows that never moved become zero: they were never seen.
    pub(crate) fn trained(&self) -> Vec<f32> {
        let mut rows = self.rows.value.clone();
        for (row, moments) in rows.chunks_exact_mut(self.width).zip(self.rows.second.chunks_exact(self.width))
        {
            if moments.iter().all(|moment| *moment == 0.0) {
                row.fill(0.0);
            }
        }
        rows
    }
}

/// How many strands a sum has, which the compiler can do at once. Inputs of layers are as long as a multiple of it.
pub(crate) const STRANDS: usize = 32;

#[inline]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut strands = [0.0f32; STRANDS];
    let (left, right) = (a.as_chunks::<STRANDS>().0, b.as_chunks::<STRANDS>().0);
    for (a, b) in left.iter().zip(right) {
        for ((sum, a), b) in strands.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let mut half = STRANDS / 2;
    while half > 0 {
        let (low, high) = strands.split_at_mut(half);
        low.iter_mut().zip(high).for_each(|(low, high)| *low += *high);
        half /= 2;
    }
    strands[0]
}

#[inline]
fn add_scaled(out: &mut [f32], values: &[f32], scale: f32) {
    for (out, value) in out.iter_mut().zip(values) {
        *out += value * scale;
    }
}

/// Turns scores into probabilities, with an exponential of our own that is the same on every machine.
pub(crate) fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().fold(f32::MIN, |highest, score| highest.max(*score));
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - highest);
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// e to the power of a number that is not positive.
fn exp(x: f32) -> f32 {
    let power = x.max(-60.0) * std::f32::consts::LOG2_E;
    let whole = power.floor();
    let part = (power - whole) * std::f32::consts::LN_2;
    let series = 1.0 + part * (1.0 + part * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part / 120.0))));
    f32::from_bits(((whole as i32 + 127) as u32) << 23) * series
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_exponential_is_close() {
        for x in [-30.0f32, -3.3, -0.5, 0.0] {
            assert!((super::exp(x) - x.exp()).abs() < 1e-5);
        }
    }
}
