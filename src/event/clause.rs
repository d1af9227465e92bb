//! The sides of a clause: who does it and to whom it is done, through passives, relatives, participles and control.

use super::tree::Tree;
use crate::syntax::{Relation, Upos, Xpos};

/// How far a missing subject is looked for up the tree.
const DEEPEST: usize = 8;

/// A verb (or predicate) with its logical sides.
#[derive(Clone, Debug, Default)]
pub(super) struct Clause {
    pub(super) head: usize,
    pub(super) passive: bool,
    /// Who does it: the subject, in a passive the "by" phrase.
    pub(super) doer: Option<usize>,
    /// To what it is done: the object, in a passive the subject.
    pub(super) patient: Option<usize>,
    /// "gave *Malawi* a grant".
    pub(super) indirect: Option<usize>,
    /// Phrases with a preposition.
    pub(super) obliques: Vec<usize>,
}

impl Clause {
    pub(super) fn of(tree: &Tree<'_>, verb: usize) -> Self {
        let passive = is_passive(tree, verb);
        let subject = in_body(tree, verb, subject(tree, verb, 0));
        let own_object = object(tree, verb);
        let obliques: Vec<usize> = tree
            .children(verb)
            .iter()
            .copied()
            .filter(|&child| matches!(tree.relation(child), Relation::Obl | Relation::OblAgent))
            .collect();
        let (doer, patient, indirect) = if passive {
            let agent = obliques
                .iter()
                .copied()
                .find(|&oblique| tree.relation(oblique) == Relation::OblAgent || tree.has_case(oblique, "by"))
                .filter(|&agent| tree.is_nominal(agent));
            match own_object {
                // "Malawi was given a grant": the subject is the receiver.
                Some(object) => (agent, Some(object), subject),
                None => (agent, subject, None),
            }
        } else {
            let indirect = tree.child(verb, Relation::Iobj);
            let object = own_object.or_else(|| relative_object(tree, verb, subject));
            // "criticised Chad for ...", "allowed the agency to land" read as a receiver without a gift
            let alone = tree.child(verb, Relation::Ccomp).is_none();
            match (object, indirect) {
                (None, Some(receiver)) if alone => (subject, Some(receiver), None),
                _ => (subject, object, indirect),
            }
        };
        Self { head: verb, passive, doer, patient, indirect, obliques }
    }
}

pub(super) fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    let own = tree.children(verb).iter().any(|&child| {
        matches!(tree.relation(child), Relation::AuxPass | Relation::NsubjPass | Relation::OblAgent)
    });
    if own {
        return true;
    }
    // "was held in July and charged"
    let shared = tree.xpos(verb) == Xpos::Vbd
        && tree.relation(verb) == Relation::Conj
        && tree.child(verb, Relation::Obj).is_none()
        && tree.text(verb).ends_with("ed");
    if !(tree.xpos(verb) == Xpos::Vbn || shared) || tree.child(verb, Relation::Aux).is_some() {
        return false;
    }
    match tree.relation(verb) {
        // "Cambodian troops remained on alert" read as a noun with a participle: a sentence has a verb
        Relation::Acl if tree.head(verb).is_some_and(|head| tree.relation(head) == Relation::Root) => false,
        Relation::Acl | Relation::Advcl => tree.child(verb, Relation::Obj).is_none(),
        Relation::Conj => {
            tree.child(verb, Relation::Nsubj).is_none()
                && tree.head(verb).is_some_and(|head| tree.is_verb(head) && is_passive(tree, head))
        }
        _ => false,
    }
}

/// The grammatical subject, its own or the one it shares with a clause above.
pub(super) fn subject(tree: &Tree<'_>, verb: usize, depth: usize) -> Option<usize> {
    if depth > DEEPEST {
        return None;
    }
    let own = tree.children(verb).iter().copied().find(|&child| {
        matches!(tree.relation(child), Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter)
    });
    if let Some(own) = own {
        return Some(antecedent(tree, own, verb));
    }
    let head = tree.head(verb)?;
    match tree.relation(verb) {
        Relation::Conj if tree.is_verb(head) || tree.upos(head) == Upos::Adj => {
            subject(tree, head, depth + 1)
        }
        // "Chile and Peru are signing" read as three things in a row
        Relation::Conj if tree.relation(head) == Relation::Root && head < verb => Some(head),
        Relation::Conj => None,
        Relation::Xcomp => controller(tree, head, depth),
        Relation::Ccomp | Relation::Csubj => {
            if tree.is_nominal(head) {
                Some(head)
            } else {
                controller(tree, head, depth)
            }
        }
        // purpose and manner are the subject's: "sent experts to investigate", "stormed the post, killing two"
        Relation::Advcl | Relation::AdvclRelcl => {
            let gerund_of = matches!(tree.xpos(verb), Xpos::Vbg) && tree.has_case(verb, "of");
            if gerund_of {
                controller(tree, head, depth)
            } else if let Some(before) = subject_before(tree, verb, head) {
                Some(before)
            } else if tree.is_nominal(head) {
                Some(head)
            } else {
                subject(tree, head, depth + 1)
            }
        }
        Relation::AclRelcl => Some(head),
        Relation::Acl if matches!(tree.xpos(verb), Xpos::Vbg | Xpos::Vbn) && !tree.has_case(verb, "of") => {
            Some(head)
        }
        // "Norway's plan to recognise", "made a decision to ban"
        Relation::Acl => possessor(tree, head).or_else(|| {
            // "donated tents and other equipment to help Chad": the purpose hangs on the last noun
            let mut noun = head;
            while matches!(tree.relation(noun), Relation::Nmod | Relation::Conj)
                && let Some(outer) = tree.head(noun).filter(|&outer| outer < noun && !tree.is_verb(outer))
            {
                noun = outer;
            }
            let above = tree.head(noun).filter(|&above| tree.is_verb(above))?;
            subject(tree, above, depth + 1)
        }),
        Relation::Parataxis if tree.xpos(verb) == Xpos::Vbg => subject(tree, head, depth + 1),
        Relation::Obl if tree.is_verb(verb) => subject(tree, head, depth + 1),
        // "stopped short of condemning"
        Relation::Advmod if tree.is_verb(head) && depth > 0 => subject(tree, head, depth + 1),
        _ => None,
    }
}

/// "A dam burst, killing nine, officials said": whoever speaks behind a participle did not do it; the subject before it
/// did.
fn subject_before(tree: &Tree<'_>, verb: usize, head: usize) -> Option<usize> {
    if tree.xpos(verb) != Xpos::Vbg || head < verb {
        return None;
    }
    let speaker = tree.child(head, Relation::Nsubj).filter(|&speaker| speaker > verb)?;
    (tree.tokens.start..verb).rev().filter(|&token| tree.is_verb(token)).find_map(|token| {
        let own = tree.child(token, Relation::Nsubj)?;
        (own < token && own != speaker).then_some(own)
    })
}

/// A subject that is only the place of the dateline gives way to the noun after the dash.
fn in_body(tree: &Tree<'_>, verb: usize, subject: Option<usize>) -> Option<usize> {
    let outside = match subject {
        Some(subject) => subject < tree.body,
        None => {
            tree.body > tree.tokens.start
                && matches!(
                    tree.relation(verb),
                    Relation::Root | Relation::Acl | Relation::Parataxis | Relation::Appos
                )
        }
    };
    if !outside || verb < tree.body {
        return subject;
    }
    (tree.body..verb).find(|&token| {
        tree.is_nominal(token)
            && tree.child(token, Relation::Case).is_none()
            && tree.head(token).is_none_or(|head| head < tree.body || head == verb)
    })
}

/// Who is understood to do what stands in the complement of `verb`.
fn controller(tree: &Tree<'_>, verb: usize, depth: usize) -> Option<usize> {
    if is_passive(tree, verb) {
        return subject(tree, verb, depth + 1);
    }
    let promise = matches!(tree.lemma(verb), "promise" | "vow" | "threaten" | "pledge");
    let object = tree.child(verb, Relation::Obj).or_else(|| tree.child(verb, Relation::Iobj));
    match object {
        Some(object) if !promise && tree.is_nominal(object) => Some(object),
        _ => subject(tree, verb, depth + 1),
    }
}

/// The noun a relative pronoun stands for.
fn antecedent(tree: &Tree<'_>, subject: usize, verb: usize) -> usize {
    if !matches!(tree.lemma(subject), "who" | "which" | "that" | "whom" | "whose") {
        return subject;
    }
    let mut clause = verb;
    for _ in 0..DEEPEST {
        let Some(head) = tree.head(clause) else { return subject };
        match tree.relation(clause) {
            Relation::AclRelcl | Relation::Acl => return head,
            Relation::Conj | Relation::Xcomp | Relation::Ccomp => clause = head,
            _ => return subject,
        }
    }
    subject
}

fn object(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    if let Some(object) = tree.child(verb, Relation::Obj) {
        return Some(antecedent(tree, object, verb));
    }
    // "released at least 19 prisoners"
    let at_least = tree.children(verb).iter().copied().find(|&child| {
        tree.relation(child) == Relation::Obl
            && tree.has_case(child, "at")
            && tree
                .children(child)
                .iter()
                .any(|&case| tree.lemma(case) == "at" && matches!(tree.text(case + 1), "least" | "most"))
    });
    if at_least.is_some() {
        return at_least;
    }
    // "condemned and rejected the plan": the first verb borrows the object of the second.
    if !tree.is_verb(verb) || is_passive(tree, verb) {
        return None;
    }
    let next =
        tree.children(verb).iter().copied().find(|&child| {
            tree.relation(child) == Relation::Conj && tree.is_verb(child) && child <= verb + 3
        })?;
    let borrows = !tree
        .children(verb)
        .iter()
        .any(|&child| matches!(tree.relation(child), Relation::Ccomp | Relation::Xcomp | Relation::Obl));
    borrows.then(|| tree.child(next, Relation::Obj)).flatten()
}

/// "the editor whom police arrested": the noun above is the object.
fn relative_object(tree: &Tree<'_>, verb: usize, subject: Option<usize>) -> Option<usize> {
    if tree.relation(verb) != Relation::AclRelcl {
        return None;
    }
    let head = tree.head(verb)?;
    (subject != Some(head) && subject.is_some()).then_some(head)
}

/// "Russia's withdrawal": the noun in the genitive.
pub(super) fn possessor(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    tree.child(noun, Relation::NmodPoss)
}

/// The subject of the clause in a complement of `verb`: "demanded that *the minister* resign",
/// "urged *the rebels* to disarm", "called for *the king* to go".
pub(super) fn complement_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let clause = complement(tree, verb)?;
    let own = tree
        .children(clause)
        .iter()
        .copied()
        .find(|&child| matches!(tree.relation(child), Relation::Nsubj | Relation::NsubjPass));
    if let Some(own) = own {
        return Some(own);
    }
    // "told Chad to withdraw": who is told is an indirect object.
    tree.child(verb, Relation::Obj)
        .or_else(|| tree.child(verb, Relation::Iobj))
        .or_else(|| is_passive(tree, verb).then(|| subject(tree, verb, 0)).flatten())
}

/// The clause in the complement of a verb, adjective or noun.
pub(super) fn complement(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let children = tree.children(verb);
    let plain = children
        .iter()
        .copied()
        .find(|&child| child > verb && matches!(tree.relation(child), Relation::Xcomp | Relation::Ccomp));
    plain.or_else(|| {
        children.iter().copied().find(|&child| {
            child > verb
                && matches!(tree.relation(child), Relation::Advcl | Relation::Acl | Relation::Csubj)
                && tree.children(child).iter().any(|&mark| {
                    tree.relation(mark) == Relation::Mark && matches!(tree.lemma(mark), "to" | "that")
                })
        })
    })
}
