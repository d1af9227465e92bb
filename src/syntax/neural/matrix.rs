//! Integer arithmetic of the network: the same result on every machine.

use crate::error::Result;
use crate::syntax::bytes::{Reader, broken, write_number};

/// Activations are counted in steps of 1/512.
pub const STEP: f32 = 512.0;

/// Bits after the point of a matrix's scale.
const SCALE_BITS: u32 = 24;

/// A layer: weights in one byte each, a scale, and a bias for each output.
#[derive(Clone, Debug)]
pub struct Matrix {
    inputs: usize,
    /// Row by row; widened, because sums of 16-bit products are quick.
    weights: Vec<i16>,
    scale: i64,
    bias: Vec<i32>,
}

impl Matrix {
    /// Rounds trained weights (one row an output) and biases.
    pub fn round(inputs: usize, weights: &[f32], bias: &[f32]) -> Self {
        let largest = weights.iter().fold(1e-6f32, |largest, weight| largest.max(weight.abs()));
        let unit = largest / 127.0;
        Self {
            inputs,
            weights: weights.iter().map(|weight| (weight / unit).round() as i16).collect(),
            scale: (f64::from(unit) * f64::from(1u32 << SCALE_BITS)).round() as i64,
            bias: bias.iter().map(|bias| (bias * STEP).round() as i32).collect(),
        }
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Writes weights times `input`, plus bias, to `out`.
    #[inline(always)]
    pub fn apply(&self, input: &[i16], out: &mut [i32]) {
        for ((out, row), bias) in out.iter_mut().zip(self.weights.chunks_exact(self.inputs)).zip(&self.bias) {
            *out = ((i64::from(dot(row, input)) * self.scale) >> SCALE_BITS) as i32 + bias;
        }
    }

    /// Appends the layer to a model file.
    pub fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.inputs as u64);
        write_number(out, self.bias.len() as u64);
        write_number(out, self.scale as u64);
        out.extend(self.weights.iter().map(|weight| *weight as u8));
        for bias in &self.bias {
            out.extend(bias.to_le_bytes());
        }
    }

    /// Reads what [`Matrix::write`] wrote, and checks its shape.
    pub fn read(input: &mut Reader<'_>, inputs: usize, outputs: usize) -> Result<Self> {
        if input.count()? != inputs || input.count()? != outputs {
            return Err(broken());
        }
        let scale = i64::try_from(input.number()?).map_err(|_| broken())?;
        let weights = input.take(inputs * outputs)?.iter().map(|weight| i16::from(*weight as i8)).collect();
        let bias = input
            .take(outputs * 4)?
            .as_chunks::<4>()
            .0
            .iter()
            .map(|bytes| i32::from_le_bytes(*bytes))
            .collect();
        Ok(Self { inputs, weights, scale: scale.min(1 << 40), bias })
    }
}

#[inline(always)]
fn dot(row: &[i16], input: &[i16]) -> i32 {
    row.iter().zip(input).map(|(weight, value)| i32::from(*weight) * i32::from(*value)).sum()
}

/// Vectors looked up by number and added up.
#[derive(Clone, Debug)]
pub struct Vectors {
    width: usize,
    rows: Vec<i8>,
    /// What one unit of a row is worth, in activation steps.
    unit: i32,
}

impl Vectors {
    /// Rounds trained vectors.
    pub fn round(width: usize, rows: &[f32]) -> Self {
        let largest = rows.iter().fold(1e-6f32, |largest, value| largest.max(value.abs()));
        let unit = (largest * STEP / 127.0).ceil().max(1.0);
        let rows = rows.iter().map(|value| (value * STEP / unit).round() as i8).collect();
        Self { width, rows, unit: unit as i32 }
    }

    /// Adds the vectors with these numbers to `out`; at most 250 of them.
    #[inline(always)]
    pub fn add<const W: usize>(&self, numbers: &[u32], out: &mut [i32; W]) {
        // Small numbers are added up first and scaled once: one instruction adds eight of them.
        let mut sum = [0i16; W];
        for number in numbers {
            let start = *number as usize * W;
            let Some(row) = self.rows.get(start..start + W) else { continue };
            for (sum, value) in sum.iter_mut().zip(row) {
                *sum += i16::from(*value);
            }
        }
        for (out, sum) in out.iter_mut().zip(&sum) {
            *out += i32::from(*sum) * self.unit;
        }
    }

    /// Appends the vectors to a model file.
    pub fn write(&self, out: &mut Vec<u8>) {
        write_number(out, (self.rows.len() / self.width) as u64);
        write_number(out, self.unit as u64);
        for column in 0..self.width {
            out.extend(self.rows.iter().skip(column).step_by(self.width).map(|value| *value as u8));
        }
    }

    /// Reads what [`Vectors::write`] wrote.
    pub fn read(input: &mut Reader<'_>, width: usize) -> Result<Self> {
        let count = input.count()?;
        let unit = i32::try_from(input.number()?).map_err(|_| broken())?;
        let bytes = input.take(count.checked_mul(width).ok_or_else(broken)?)?;
        let mut rows = vec![0i8; bytes.len()];
        for (column, values) in bytes.chunks_exact(count.max(1)).enumerate() {
            for (row, value) in values.iter().enumerate() {
                rows[row * width + column] = *value as i8;
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
