//! Tokens in, part-of-speech tags, lemmas and a dependency tree out (Universal Dependencies v2, English).

pub mod annotator;
pub mod bytes;
mod clauses;
pub mod conllu;
pub mod lanes;
pub mod lemma;
pub mod linear;
mod model;
pub mod neural;
mod regular;
mod tags;
mod tree;

pub use model::{Model, unpack};
pub use tags::{Relation, Upos, Xpos};
pub use tree::{Parsed, Word};

use compact_str::CompactString;

use crate::text::Document;

/// Tags and parses a text, sentence by sentence.
///
/// Words stay empty unless `language` is English; text of unknown language counts as English.
pub fn parse<'t>(document: Document<'t>, language: Option<&str>, model: &Model) -> Parsed<'t> {
    parse_some(document, language, model, |_| true)
}

/// The same for some sentences only, by their numbers; the words of the others have no tags and no heads.
pub fn parse_some<'t>(
    document: Document<'t>,
    language: Option<&str>,
    model: &Model,
    wanted: impl Fn(usize) -> bool,
) -> Parsed<'t> {
    if !is_english(language) {
        return Parsed::new(document, Vec::new());
    }
    let mut words = Vec::with_capacity(document.tokens.len());
    let mut forms = Vec::new();
    let mut annotations = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        if !wanted(number) {
            words.extend(sentence.tokens.clone().map(|_| UNREAD));
            continue;
        }
        forms.clear();
        forms.extend(sentence.tokens.clone().map(|token| document.token_text(token)));
        annotations.clear();
        model.annotator.annotate(&forms, &mut annotations);
        clauses::mend_that_clauses(&forms, &mut annotations);
        let first = sentence.tokens.start as u32;
        for (form, annotation) in forms.iter().zip(&annotations) {
            words.push(Word {
                lemma: model.lemma(form, annotation.upos, annotation.xpos),
                upos: annotation.upos,
                xpos: annotation.xpos,
                head: annotation.head.map(|head| head + first),
                relation: annotation.relation,
            });
        }
    }
    Parsed::new(document, words)
}

/// A word of a sentence that nobody asked for.
const UNREAD: Word = Word {
    lemma: CompactString::const_new(""),
    upos: Upos::X,
    xpos: Xpos::Fw,
    head: None,
    relation: Relation::Root,
};

/// "en", "en-GB", "English", or not known.
fn is_english(language: Option<&str>) -> bool {
    let Some(language) = language.map(str::trim).filter(|language| !language.is_empty()) else { return true };
    let name = language.split(['-', '_']).next().unwrap_or_default();
    ["en", "eng", "english"].iter().any(|english| name.eq_ignore_ascii_case(english))
}
