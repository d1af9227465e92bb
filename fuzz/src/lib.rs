//! What must hold of any input, whatever it is read as.

use dateline::article;
use dateline::issue::Issue;
use dateline::lexicon::Lexicon;
use dateline::raw::{Kind, Raw};

/// Reads bytes as an article and checks that its places lie in the input and in its text, that the text is its
/// paragraphs, and that every word in `issues` is one that the list explains.
pub fn check(bytes: &[u8], kind: Kind) {
    let raw = Raw::from_bytes(bytes, Some(kind));
    let article = article::read(&raw, Lexicon::built_in().unwrap());
    for paragraph in &article.paragraphs {
        assert!(raw.text.get(paragraph.raw.range()).is_some());
        assert!(article.text.get(paragraph.span.range()).is_some_and(|text| !text.trim().is_empty()));
    }
    for piece in &article.boilerplate {
        assert!(raw.text.get(piece.raw.range()).is_some());
    }
    let paragraphs: Vec<&str> =
        article.paragraphs.iter().map(|paragraph| paragraph.span.of(&article.text)).collect();
    assert_eq!(paragraphs.join("\n\n"), article.text);
    assert!(!article.is_article || !article.text.is_empty());
    for issue in &article.issues {
        assert!(Issue::ALL.iter().any(|known| known.is(issue)), "{issue}");
    }
}
