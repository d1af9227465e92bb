//! Text in, shingles and sketches out.
//!
//! A text is read once, byte by byte, as a run of folded words (case, accents, quotation marks, spacing and soft
//! hyphens do not count); every run of five words is a shingle. Nothing is allocated per word.
//!
//! `"The minister resigned."` and `“THE MINISTER  RESIGNED”` have the same [`exact`] fingerprint.

mod exact;
mod fold;
mod minhash;
mod shingle;
mod words;

pub(crate) use exact::{add_word, finish};

pub use exact::exact;
pub use minhash::{PERMUTATIONS, minhash, similarity};
pub(crate) use shingle::shingles_of;
pub use shingle::{Shingles, WORDS_PER_SHINGLE};
pub use words::{Word, each_word};
