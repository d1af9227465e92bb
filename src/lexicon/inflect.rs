//! The regular inflected forms of English words.

use compact_str::{CompactString, format_compact};

/// The regular forms of a verb besides its dictionary form: "denies", "denied", "denying" of "deny".
///
/// Doubled consonants ("admitted") depend on stress; word lists give them as irregular forms.
pub(crate) fn verb_forms(lemma: &str) -> [CompactString; 3] {
    let before_last = lemma.chars().rev().nth(1);
    let soft_y =
        lemma.ends_with('y') && before_last.is_some_and(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'));
    let stem = &lemma[..lemma.len() - usize::from(soft_y || lemma.ends_with('e'))];
    let hissing = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end));
    let third = match (soft_y, hissing) {
        (true, _) => format_compact!("{stem}ies"),
        (_, true) => format_compact!("{lemma}es"),
        _ => format_compact!("{lemma}s"),
    };
    let past = match soft_y {
        true => format_compact!("{stem}ied"),
        false => format_compact!("{stem}ed"),
    };
    let ing = match () {
        () if soft_y => format_compact!("{lemma}ing"),
        () if lemma.ends_with("ee") || lemma.ends_with("oe") || lemma.ends_with("ye") => {
            format_compact!("{lemma}ing")
        }
        () => format_compact!("{stem}ing"),
    };
    [third, past, ing]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms() {
        assert_eq!(verb_forms("deny"), ["denies", "denied", "denying"]);
        assert_eq!(verb_forms("note"), ["notes", "noted", "noting"]);
        assert_eq!(verb_forms("express"), ["expresses", "expressed", "expressing"]);
        assert_eq!(verb_forms("convey"), ["conveys", "conveyed", "conveying"]);
        assert_eq!(verb_forms("agree"), ["agrees", "agreed", "agreeing"]);
    }
}
