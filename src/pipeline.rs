//! The whole road, over many articles at once. Threads live here (and in `dedup`), nowhere else.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::error::{Error, Result};

/// Lets another thread see how far a run has come, and stop it.
#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicUsize,
    stopped: AtomicBool,
}

impl Watch {
    /// How many articles are done.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Asks the run to stop; it does so before the next article.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Counts one more article as done.
    pub fn count_one(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// Runs `step` on every article, on all threads, and returns the results in the order of `articles`.
pub fn each<A: Sync, R: Send>(articles: &[A], watch: &Watch, step: impl Fn(&A) -> R + Sync) -> Result<Vec<R>> {
    articles
        .par_iter()
        .map(|article| {
            if watch.is_stopped() {
                return Err(Error::interrupted());
            }
            let rows = step(article);
            watch.count_one();
            Ok(rows)
        })
        .collect()
}
