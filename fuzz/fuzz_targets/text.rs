//! Any bytes, read as a text, become an article whose places lie in the input.
#![no_main]

use dateline::article;
use dateline::lexicon::Lexicon;
use dateline::raw::{Kind, Raw};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let raw = Raw::from_bytes(bytes, Some(Kind::Text));
    let article = article::read(&raw, Lexicon::built_in().unwrap());
    for paragraph in &article.paragraphs {
        assert!(raw.text.get(paragraph.raw.range()).is_some());
        assert!(article.text.get(paragraph.span.range()).is_some());
    }
    for piece in &article.boilerplate {
        assert!(raw.text.get(piece.raw.range()).is_some());
    }
});
