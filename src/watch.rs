//! Progress and interruption of a long run.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

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
