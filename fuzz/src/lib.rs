//! What must hold of any input, whatever it is read as.

use dateline::article;
use dateline::lexicon::Lexicon;
use dateline::raw::{Kind, Raw};

/// Reads bytes as an article and checks that its places lie in the input and in its text.
pub fn check_places(bytes: &[u8], kind: Kind) {
    let raw = Raw::from_bytes(bytes, Some(kind));
    let article = article::read(&raw, Lexicon::built_in().unwrap());
    for paragraph in &article.paragraphs {
        assert!(raw.text.get(paragraph.raw.range()).is_some());
        assert!(article.text.get(paragraph.span.range()).is_some());
    }
    for piece in &article.boilerplate {
        assert!(raw.text.get(piece.raw.range()).is_some());
    }
}
