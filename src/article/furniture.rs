//! Furniture told from the words of a line alone.

use super::BoilerplateKind as Kind;
use crate::lexicon::Lexicon;

/// The kind of furniture that a line is by its words, or by having no words at all.
pub(super) fn furniture_kind(line: &str, lexicon: &Lexicon) -> Option<Kind> {
    if !line.chars().any(char::is_alphanumeric) {
        return Some(Kind::Other);
    }
    lexicon.furniture.kind(&line.to_lowercase()).map(kind_named)
}

/// The kind that a list names.
pub(super) fn kind_named(name: &str) -> Kind {
    match name {
        "advert" => Kind::Advert,
        "author" => Kind::Author,
        "caption" => Kind::Caption,
        "comment" => Kind::Comment,
        "cookie" => Kind::Cookie,
        "copyright" => Kind::Copyright,
        "date" => Kind::Date,
        "navigation" => Kind::Navigation,
        "newsletter" => Kind::Newsletter,
        "related" => Kind::Related,
        "share" => Kind::Share,
        _ => Kind::Other,
    }
}
