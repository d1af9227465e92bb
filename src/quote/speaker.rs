//! Who speaks, by syntax: the subject of the word that reports.

use super::tree::Tree;
use crate::span::Span;
use crate::syntax::{Relation, Upos};

/// Steps up the tree in search of a subject.
const CLIMB: usize = 6;

/// The head of the noun phrase that speaks by the verb `cue`.
///
/// > The envoy arrived late and, asked about the delay, said that the road was closed.
///
/// "said" has no subject of its own; it shares that of "arrived". A participle has the subject of the clause it
/// hangs on ("He left, saying ..."), or is said by the noun it describes ("a letter saying ...").
pub(super) fn of_verb(tree: &Tree<'_>, cue: usize) -> Option<usize> {
    if is_passive(tree, cue) {
        return agent(tree, cue);
    }
    let mut verb = cue;
    for _ in 0..CLIMB {
        if let Some(subject) = own_subject(tree, verb) {
            return Some(subject);
        }
        let head = tree.head(verb)?;
        match tree.relation(verb)? {
            Relation::Conj | Relation::Parataxis => verb = head,
            Relation::Xcomp => match tree.child(head, Relation::Obj).filter(|&object| object < verb) {
                Some(object) => return Some(object),
                None => verb = head,
            },
            Relation::Advcl | Relation::Ccomp => verb = head,
            Relation::Acl => {
                return match tree.has_marker(verb, "to") {
                    true => owner(tree, head),
                    false => Some(head),
                };
            }
            Relation::AclRelcl => return Some(head),
            Relation::Obl | Relation::Nmod if tree.upos(verb) == Some(Upos::Verb) => verb = head,
            _ => return main_subject(tree, verb),
        }
        if verb != cue && is_passive(tree, verb) {
            // "He was quoted as saying": who is quoted speaks.
            return tree.child(verb, Relation::NsubjPass).or_else(|| own_subject(tree, verb));
        }
    }
    None
}

/// The subject of the main clause, for a participle whose place in the tree is unclear.
fn main_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let root = tree.tokens().find(|&token| tree.is(token, Relation::Root))?;
    own_subject(tree, root).filter(|_| root != verb && tree.lower(verb).ends_with("ing"))
}

/// The subject in the verb's own clause.
fn own_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let subject = [Relation::Nsubj, Relation::NsubjOuter, Relation::NsubjPass, Relation::Expl];
    subject.into_iter().find_map(|relation| tree.child(verb, relation))
}

/// Whether the verb stands in the passive.
pub(super) fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    tree.child(verb, Relation::AuxPass).is_some() || tree.child(verb, Relation::NsubjPass).is_some()
}

/// "by the court" beside a passive.
pub(super) fn agent(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.child(verb, Relation::OblAgent).or_else(|| {
        tree.children(verb)
            .iter()
            .copied()
            .find(|&child| tree.is(child, Relation::Obl) && tree.has_marker(child, "by"))
    })
}

/// Whose word a noun is: "his claim", "the ministry's denial", "a warning from the bank"; or the subject of the verb
/// it completes: "issued a warning".
pub(super) fn of_noun(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    owner(tree, noun).or_else(|| {
        let verb = tree.head(noun)?;
        let completes = matches!(tree.relation(noun)?, Relation::Obj | Relation::Obl);
        (completes && tree.upos(verb) == Some(Upos::Verb)).then(|| of_verb(tree, verb)).flatten()
    })
}

fn owner(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    tree.child(noun, Relation::NmodPoss).or_else(|| {
        tree.children(noun).iter().copied().find(|&child| {
            tree.is(child, Relation::Nmod)
                && ["by", "from", "among"].iter().any(|word| tree.has_marker(child, word))
        })
    })
}

/// The whole noun phrase: with its apposition and relative clause, without the preposition before it.
///
/// > said Ana Bruk, a deputy who left the party in May
pub(super) fn phrase(tree: &Tree<'_>, head: usize, not_below: &[usize]) -> Option<Span> {
    let mut without: Vec<usize> = not_below.iter().copied().filter(|&token| token != head).collect();
    for &child in tree.children(head) {
        let outside = match tree.relation(child) {
            Some(Relation::Case) => child < head || is_possessive(tree, child),
            Some(Relation::Parataxis | Relation::Cc | Relation::Punct | Relation::Mark | Relation::Cop) => {
                !matches!(tree.relation(child), Some(Relation::Cc)) && child < head
            }
            _ => false,
        };
        if outside {
            without.push(child);
        }
    }
    let tokens = tree.subtree(head, &without);
    let stretches = tree.stretches(&tokens);
    let place = tree.span(head);
    stretches.into_iter().find(|stretch| stretch.contains(place))
}

/// The 's of "the ministry's denial".
fn is_possessive(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.lower(token).as_str(), "'s" | "'")
}
