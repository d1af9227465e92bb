//! News in, data out: clean articles, copies, quotes, events and stories.
//!
//! An article travels upwards through the modules below; each imports only from those above it in this list.
//!
//! | floor | module | what happens there |
//! |---|---|---|
//! | 0 | [`error`], [`span`], [`schema`] | one error type; everything points back to the text; the columns of every frame |
//! | 0 | [`cluster`] | weighted links into clusters |
//! | 0 | [`watch`] | progress and interruption of a long run |
//! | 0 | [`issue`] | every word that can stand in `issues` |
//! | 0 | [`lexicon`] | typed views over the word lists in `data/` |
//! | 1 | [`raw`] | bytes in: charset, HTML, JSONL, feeds, WARC |
//! | 2 | [`article`] | raw document to article: body, furniture, title, byline, dateline, date |
//! | 3 | [`text`], [`fingerprint`] | paragraphs, sentences, tokens; shingles and sketches |
//! | 4 | [`syntax`] | tags, lemmas, dependency trees |
//! | 5 | [`mention`], [`time`] | who and where; when |
//! | 6 | [`quote`], [`event`] | who said what; who did what to whom |
//! | 7 | [`dedup`], [`story`] | who copied whom; which reports are one story |
//! | 8 | [`pipeline`] | the whole road, over many articles at once |

pub mod article;
pub mod cluster;
pub mod dedup;
pub mod error;
pub mod event;
pub mod fingerprint;
pub mod issue;
pub mod lexicon;
pub mod mention;
pub mod pipeline;
pub mod quote;
pub mod raw;
pub mod schema;
pub mod span;
pub mod story;
pub mod syntax;
pub mod text;
pub mod time;
pub mod watch;

pub use error::{Error, Result};
pub use span::Span;
