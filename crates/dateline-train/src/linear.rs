//! Logistic regression over named features, trained by AdaGrad in a fixed order: the same data give the same
//! weights.

use crate::learner::Xorshift;

/// One thing to judge.
pub(crate) struct Example<'f> {
    pub(crate) features: &'f [u32],
    /// The share of it that is right, 0 to 1.
    pub(crate) target: f32,
    pub(crate) weight: f32,
}

pub(crate) struct Fit {
    pub(crate) rounds: usize,
    pub(crate) rate: f32,
    /// How strongly weights are drawn to zero.
    pub(crate) decay: f32,
}

pub(crate) struct Model {
    pub(crate) weights: Vec<f32>,
    pub(crate) bias: f32,
}

impl Model {
    pub(crate) fn score(&self, features: &[u32]) -> f32 {
        self.bias
            + features.iter().map(|id| self.weights.get(*id as usize).copied().unwrap_or(0.0)).sum::<f32>()
    }
}

/// Trains a model on examples; only features marked in `keep` get a weight. The weights of the last rounds are
/// averaged.
pub(crate) fn train(examples: &[Example<'_>], size: usize, keep: &[bool], fit: &Fit) -> Model {
    let mut weights = vec![0f32; size];
    let mut squares = vec![1e-2f32; size];
    let mut sums = vec![0f64; size];
    let (mut bias, mut bias_square, mut bias_sum) = (0f32, 1e-2f32, 0f64);
    let mean = examples.iter().map(|example| example.weight).sum::<f32>() / examples.len().max(1) as f32;
    let mut order: Vec<u32> = (0..examples.len() as u32).collect();
    let mut random = Xorshift(Xorshift::START);
    let mut averaged = 0;
    for round in 0..fit.rounds {
        for index in (1..order.len()).rev() {
            order.swap(index, (random.next() % (index as u64 + 1)) as usize);
        }
        for &index in &order {
            let example = &examples[index as usize];
            let mut score = bias;
            for id in example.features {
                score += weights[*id as usize];
            }
            let guess = 1.0 / (1.0 + (-score).exp());
            let gradient = (guess - example.target) * (example.weight / mean).min(20.0);
            if gradient.abs() < 1e-4 {
                continue;
            }
            for id in example.features {
                let id = *id as usize;
                if !keep[id] {
                    continue;
                }
                let step = gradient + fit.decay * weights[id];
                squares[id] += step * step;
                weights[id] -= fit.rate * step / squares[id].sqrt();
            }
            bias_square += gradient * gradient;
            bias -= fit.rate * gradient / bias_square.sqrt();
        }
        if round * 2 >= fit.rounds {
            averaged += 1;
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += f64::from(*weight);
            }
            bias_sum += f64::from(bias);
        }
    }
    let count = f64::from(averaged.max(1));
    Model { weights: sums.iter().map(|sum| (sum / count) as f32).collect(), bias: (bias_sum / count) as f32 }
}
