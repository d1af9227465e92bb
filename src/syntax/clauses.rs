//! Clauses that the parser hangs from the wrong word, where the guidelines leave no doubt.

use super::annotator::Annotation;
use super::{Relation, Upos};

/// Mends one sentence.
pub(super) fn mend(forms: &[&str], words: &mut [Annotation]) {
    mend_that_clauses(forms, words);
    mend_trailing_reports(forms, words);
}

/// Hangs a that-clause which the parser gave to a name on the verb above the name.
///
/// "The minister said on Monday that talks had failed": no name takes a that-clause, so the talks did not fail on
/// Monday; it is what the minister said. A relative clause ("the Monday that changed Chad") has "that" for a subject
/// or an object, not for a mark, and stays.
fn mend_that_clauses(forms: &[&str], words: &mut [Annotation]) {
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

/// Verbs that end a report: ", police said."
const SAID: [&str; 9] =
    ["said", "says", "told", "added", "announced", "reported", "confirmed", "wrote", "warned"];

/// How many words may stand between the report and the verb: a title and a name.
const LONGEST_SPEAKER: usize = 10;

/// Makes a verb of saying at the end of a sentence the root of it, as the treebanks do, and what is said its clause.
///
/// "Rebels seized the town, police announced on Monday.": where the parser made the report the main clause, who
/// announced it is lost among its phrases.
fn mend_trailing_reports(forms: &[&str], words: &mut [Annotation]) {
    let Some((comma, verb)) = trailing_report(forms, words) else { return };
    let Some(root) = words.iter().position(|word| word.head.is_none()).filter(|root| *root < comma) else {
        return;
    };
    let inside = comma + 1..verb;
    let is_name = |word: &Annotation| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let own = words[inside.clone()]
        .iter()
        .any(|word| word.head == Some(verb as u32) && word.relation == Relation::Nsubj);
    let top = inside.clone().rev().find(|at| {
        is_name(&words[*at]) && words[*at].head.is_none_or(|head| !inside.contains(&(head as usize)))
    });
    if !own {
        let Some(top) = top else { return };
        (words[top].head, words[top].relation) = (Some(verb as u32), Relation::Nsubj);
    }
    (words[root].head, words[root].relation) = (Some(verb as u32), Relation::Ccomp);
    (words[verb].head, words[verb].relation) = (None, Relation::Root);
    for mark in [comma, words.len() - 1] {
        if words[mark].upos == Upos::Punct && words[mark].head == Some(root as u32) {
            words[mark].head = Some(verb as u32);
        }
    }
}

/// The comma and the verb of ", police announced on Monday." at the end of a sentence: a noun phrase between them, and
/// nothing behind the verb that could be what is said.
fn trailing_report(forms: &[&str], words: &[Annotation]) -> Option<(usize, usize)> {
    let count = words.len().min(forms.len());
    let verb = (0..count).rev().find(|&at| {
        words[at].upos == Upos::Verb && SAID.iter().any(|said| forms[at].eq_ignore_ascii_case(said))
    })?;
    let comma = (verb.saturating_sub(LONGEST_SPEAKER + 1)..verb)
        .rev()
        .find(|&at| matches!(forms[at], "," | "\"" | "”" | "''" | "!" | "?"))?;
    let phrase = &words[comma + 1..verb];
    let named = phrase.iter().any(|word| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron));
    let clause = |word: &Annotation| matches!(word.upos, Upos::Verb | Upos::Aux | Upos::Sconj);
    let joins = phrase.iter().any(|word| clause(word) || word.upos == Upos::Cconj);
    let relative = matches!(forms[comma + 1].to_lowercase().as_str(), "who" | "which" | "that");
    let goes_on =
        (verb + 1..count).any(|at| clause(&words[at]) || matches!(forms[at], ":" | "\"" | "“" | "``"));
    (comma > 1 && named && !joins && !relative && !goes_on).then_some((comma, verb))
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
    fn a_verb_of_saying_at_the_end_is_the_root() {
        for (sentence, said) in [
            ("Rebels seized the town of Orvik, police announced.", "announced"),
            ("Inflation slowed to 2% in May, the bank told reporters.", "told"),
            ("The bridge is closed, Foreign Minister Kari Holm confirmed on Monday.", "confirmed"),
        ] {
            let (relation, head) = relation_of(sentence, said);
            assert_eq!((relation, head.as_str()), (Relation::Root, ""), "{sentence}");
        }
        let (relation, head) = relation_of("Rebels seized the town, police announced.", "seized");
        assert_eq!((relation, head.as_str()), (Relation::Ccomp, "announced"));
        let (relation, head) = relation_of("Rebels seized the town, police announced.", "police");
        assert_eq!((relation, head.as_str()), (Relation::Nsubj, "announced"));
    }

    #[test]
    fn a_relative_clause_stays_with_its_noun() {
        let (relation, head) = relation_of("The minister praised the treaty that ended the war.", "ended");
        assert_eq!((relation, head.as_str()), (Relation::AclRelcl, "treaty"));
    }
}
