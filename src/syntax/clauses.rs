//! Clauses that the parser hangs from the wrong word, where the guidelines leave no doubt.

use super::annotator::Annotation;
use super::{Relation, Upos};

/// Hangs a that-clause which the parser gave to a name on the verb above the name.
///
/// "The minister said on Monday that talks had failed": no name takes a that-clause, so the talks did not fail on
/// Monday; it is what the minister said. A relative clause ("the Monday that changed Chad") has "that" for a subject
/// or an object, not for a mark, and stays.
pub(super) fn mend_that_clauses(forms: &[&str], words: &mut [Annotation]) {
    for mark in 0..words.len().min(forms.len()) {
        if words[mark].relation != Relation::Mark || !forms[mark].eq_ignore_ascii_case("that") {
            continue;
        }
        let Some(clause) = words[mark].head.map(|head| head as usize).filter(|clause| *clause > mark) else {
            continue;
        };
        let Some(name) = words.get(clause).and_then(|word| word.head).map(|head| head as usize) else {
            continue;
        };
        let hangs_from_name = matches!(words[clause].relation, Relation::Acl | Relation::AclRelcl)
            && name < mark
            && words.get(name).is_some_and(|name| name.upos == Upos::Propn);
        if !hangs_from_name {
            continue;
        }
        let Some(verb) = verb_above(words, name) else { continue };
        let has_complement = words.iter().any(|word| {
            word.head == Some(verb as u32) && matches!(word.relation, Relation::Ccomp | Relation::Xcomp)
        });
        if verb < mark && !has_complement {
            (words[clause].head, words[clause].relation) = (Some(verb as u32), Relation::Ccomp);
        }
    }
}

/// The nearest verb on the way from a word to the root.
fn verb_above(words: &[Annotation], from: usize) -> Option<usize> {
    let mut at = from;
    for _ in 0..words.len() {
        at = words.get(at)?.head? as usize;
        if words.get(at)?.upos == Upos::Verb {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::syntax::{Model, Relation, parse};
    use crate::{lexicon::Lexicon, text};

    fn relation_of(sentence: &str, word: &str) -> (Relation, String) {
        let document = text::read(sentence, Lexicon::built_in().unwrap());
        let parsed = parse(document, Some("en"), Model::built_in().unwrap());
        let at = (0..parsed.words.len()).find(|at| parsed.text_of(*at) == word).unwrap();
        let head = parsed.head(at).map(|head| parsed.text_of(head).to_owned());
        (parsed.words[at].relation, head.unwrap_or_default())
    }

    #[test]
    fn what_was_said_on_a_day_hangs_from_the_verb() {
        for sentence in [
            "The minister said on Monday that the talks failed.",
            "The prime minister of Kenya said on Monday that the talks failed.",
            "The envoy told reporters in Oslo on Friday that the talks failed.",
        ] {
            let (relation, head) = relation_of(sentence, "failed");
            assert_eq!(relation, Relation::Ccomp, "{sentence}");
            assert!(matches!(head.as_str(), "said" | "told"), "{sentence}: {head}");
        }
    }

    #[test]
    fn a_relative_clause_stays_with_its_noun() {
        let (relation, head) = relation_of("The minister praised the treaty that ended the war.", "ended");
        assert_eq!((relation, head.as_str()), (Relation::AclRelcl, "treaty"));
    }
}
