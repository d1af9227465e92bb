//! Bytes in: charset, HTML, JSONL, tables, WARC, feeds, e-mail. Raw documents out, each with the place it came from.
//!
//! Nothing is judged here: a [`Raw`] is one document as it came, decoded. What of it is body, title or furniture
//! is the work of [`article`](crate::article).
//!
//! Bad input is not an error: a page in a wrong charset, a broken line of a JSONL file or an unreadable file in a
//! folder becomes a document with a word in its `issues`. A path that does not exist is an error.

mod charset;
mod compress;
mod csv;
mod document;
mod feed;
mod fields;
pub mod html;
mod jsonl;
mod lines;
mod mail;
mod paths;
mod read;
mod warc;

pub use charset::decode;
pub use compress::{Cut, LARGEST_DOCUMENT, unpack};
pub use document::{Kind, Raw, Source};
pub use fields::{Columns, Field};
pub use paths::base_of;
pub use read::{Documents, read, read_stream};
