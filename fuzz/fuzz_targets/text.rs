//! Any bytes, read as a text, become an article whose places lie in the input.
#![no_main]

use dateline::raw::Kind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| dateline_fuzz::check(bytes, Kind::Text));
