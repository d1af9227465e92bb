//! The whole road, over many articles at once. Threads live here (and in `dedup`), nowhere else.

use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::watch::Watch;

/// Runs `step` on every article, on all threads, and returns the results in the order of `articles`.
pub fn each<A: Sync, R: Send>(
    articles: &[A],
    watch: &Watch,
    step: impl Fn(&A) -> R + Sync,
) -> Result<Vec<R>> {
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
