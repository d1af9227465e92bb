//! Who speaks, by syntax: the subject of the word that reports.

use super::extent;
use super::tree::Tree;
use crate::lexicon::cues::CuePos;
use crate::lexicon::time::{Form, Sense, Unit};
use crate::lexicon::{Cues, Lexicon};
use crate::span::Span;
use crate::syntax::{Relation, Upos, Xpos};

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
    // "Asked about the delay, she shrugged": she was asked, and nobody is named who asked.
    let leads = cue == tree.tokens().start || follows_comma(tree, cue);
    let bare = own_subject(tree, cue).is_none() && tree.child(cue, Relation::Aux).is_none();
    let beside = tree.is(cue, Relation::Advcl) || tree.lemma(cue) == "ask";
    if leads && bare && beside && matches!(tree.xpos(cue), Some(Xpos::Vbn | Xpos::Vbd)) {
        return agent(tree, cue);
    }
    // "quoted Lind as saying": who is quoted speaks.
    if tree.has_marker(cue, "as")
        && tree.xpos(cue) == Some(Xpos::Vbg)
        && let Some(quoted) = tree.head(cue).and_then(|verb| tree.child(verb, Relation::Obj))
    {
        return Some(quoted).filter(|&quoted| quoted < cue);
    }
    let mut verb = cue;
    for _ in 0..CLIMB {
        if let Some(subject) = own_subject(tree, verb) {
            // ", asked whether she was ill,": she was asked.
            let asked = follows_comma(tree, cue) && subject + 2 == cue && tree.lemma(cue) == "ask";
            return if asked {
                agent(tree, cue)
            } else {
                Some(governor(tree, verb, subject).unwrap_or(subject))
            };
        }
        let head = tree.head(verb)?;
        match tree.relation(verb)? {
            // "urged them to return and promised to pay": who urged also promised.
            Relation::Conj if extent::joins_infinitive(tree, verb) => verb = tree.head(head).unwrap_or(head),
            Relation::Conj | Relation::Parataxis => verb = head,
            Relation::Xcomp => match tree.child(head, Relation::Obj).filter(|&object| object < verb) {
                Some(object) => return Some(object),
                None => verb = head,
            },
            // "He said the plant would close, citing low prices": behind a comma the outermost speaker goes on.
            Relation::Advcl
                if verb == cue && tree.xpos(cue) == Some(Xpos::Vbg) && follows_comma(tree, cue) =>
            {
                verb = reporting(tree, head).unwrap_or(head);
            }
            Relation::Advcl | Relation::Ccomp => verb = head,
            // "the charge of calling for revolt": the noun does not call.
            Relation::Acl if tree.has_marker(verb, "of") => return None,
            Relation::Acl => {
                return match tree.has_marker(verb, "to") {
                    true => owner(tree, head),
                    // "He gave no reason when leaving, saying only ...": behind a comma the main clause's subject speaks.
                    false if follows_comma(tree, cue) => main_subject(tree, cue).or(Some(head)),
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

/// The noun whose preposition the parser took for a conjunction of the verb: "a lawyer" of "a lawyer for Mr. Osei said".
fn governor(tree: &Tree<'_>, verb: usize, subject: usize) -> Option<usize> {
    let noun = tree.head(verb).filter(|&noun| noun < subject && !tree.is(verb, Relation::Conj))?;
    let preposition = tree.marker(verb).filter(|&marker| marker == noun + 1 && marker < subject)?;
    let joins =
        matches!(tree.lower(preposition).as_str(), "for" | "of" | "from" | "to" | "with" | "at" | "in");
    (joins && matches!(tree.upos(noun), Some(Upos::Noun | Upos::Propn))).then_some(noun)
}

/// The outermost verb that reports the clause of `verb`: "said" of "said that the plant would close".
fn reporting(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let mut here = verb;
    let mut found = None;
    for _ in 0..CLIMB {
        let Some(head) = tree.head(here) else { break };
        if tree.is(here, Relation::Ccomp) && head < here {
            found = Some(head);
        }
        here = head;
    }
    found
}

fn follows_comma(tree: &Tree<'_>, verb: usize) -> bool {
    verb > tree.tokens().start && tree.text(verb - 1) == ","
}

/// Whether a noun names a time, which never speaks: "Friday", "a day after".
pub(super) fn is_time(tree: &Tree<'_>, head: usize, lexicon: &Lexicon) -> bool {
    // "on December 4": the number is the head, the month beside it makes it a day.
    let of_month = tree.upos(head) == Some(Upos::Num) && head > tree.tokens().start;
    let word = match of_month {
        true => head - 1,
        false => head,
    };
    let Some(entry) = lexicon.time.entry(tree.text(word)) else { return false };
    let is_calendar = entry.senses.iter().any(|sense| match sense {
        Sense::Weekday { form, .. } | Sense::Month { form, .. } => *form == Form::Name,
        Sense::Unit { unit, .. } => *unit != Unit::Second,
        _ => false,
    });
    // "Judge May", "Ms March": part of a name.
    let in_name = tree.children(head).iter().any(|&child| {
        matches!(tree.relation(child), Some(Relation::Flat | Relation::NmodDesc | Relation::Compound))
            && tree.upos(child) == Some(Upos::Propn)
    });
    is_calendar && !in_name
}

/// Whether a word is the name of a weekday.
pub(super) fn is_weekday(tree: &Tree<'_>, word: usize, lexicon: &Lexicon) -> bool {
    let entry = lexicon.time.entry(tree.text(word));
    entry.is_some_and(|entry| entry.senses.iter().any(|sense| matches!(sense, Sense::Weekday { .. })))
}

/// The noun phrase right before a finite verb, where the tree gives the verb no subject: "a senior official said".
pub(super) fn beside(tree: &Tree<'_>, verb: usize, without: &[usize], lexicon: &Lexicon) -> Option<Span> {
    if !matches!(tree.xpos(verb), Some(Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)) || is_passive(tree, verb) {
        return None;
    }
    // "Ana Bruk, the mayor of Orvik, said": what stands before the aside speaks.
    let verb = match verb.checked_sub(1) {
        Some(close) if tree.text(close) == "," => {
            let open = (tree.tokens().start..close).rev().take(15).find(|&at| tree.text(at) == ",")?;
            let is_aside = (open + 1..close).all(|at| !matches!(tree.upos(at), Some(Upos::Verb | Upos::Aux)));
            Some(open).filter(|_| is_aside && close > open + 1)?
        }
        _ => verb,
    };
    let belongs = |at: &usize| {
        matches!(
            tree.upos(*at),
            Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Pron)
        ) && !without.contains(at)
    };
    let start = (tree.tokens().start..verb).rev().take(8).take_while(belongs).last()?;
    let last = verb.checked_sub(1)?;
    let speaks = matches!(tree.upos(last), Some(Upos::Noun | Upos::Propn | Upos::Pron))
        && !is_time(tree, last, lexicon)
        && !matches!(tree.lower(last).as_str(), "that" | "which" | "what" | "this" | "it" | "there");
    speaks.then(|| tree.span(start).hull(tree.span(last)))
}

/// A run of words without the punctuation at its ends.
pub(super) fn words(tree: &Tree<'_>, run: std::ops::Range<usize>) -> Option<Span> {
    let first = run.clone().find(|&at| !tree.is_punctuation(at))?;
    let last = run.rev().find(|&at| !tree.is_punctuation(at) && tree.upos(at) != Some(Upos::Adv))?;
    (first <= last).then(|| tree.span(first).hull(tree.span(last)))
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

/// "by the court" beside a passive, or beside the word that completes it: "labelled as unfriendly by the court".
pub(super) fn agent(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let by = |head: usize| {
        tree.children(head).iter().copied().find(|&child| {
            child > head
                && (tree.is(child, Relation::OblAgent)
                    || (matches!(tree.relation(child), Some(Relation::Obl | Relation::Nmod))
                        && tree.has_marker(child, "by")))
        })
    };
    by(verb).or_else(|| {
        let completes = |&child: &usize| {
            child > verb
                && matches!(tree.relation(child), Some(Relation::Xcomp | Relation::Obl))
                && matches!(tree.upos(child), Some(Upos::Adj | Upos::Noun | Upos::Propn))
        };
        tree.children(verb).iter().copied().filter(completes).find_map(by)
    })
}

/// Whose word a noun is: "his claim", "the ministry's denial", "a warning from the bank"; or the subject of the verb
/// it completes: "issued a warning".
pub(super) fn of_noun(tree: &Tree<'_>, noun: usize, cues: &Cues) -> Option<usize> {
    // "denied the claim that": the claim is not his who denies it.
    let verb = tree.head(noun).filter(|_| tree.is(noun, Relation::Obj));
    let takes_back = verb.is_some_and(|verb| {
        cues.of_form(&tree.lower(verb)).any(|cue| {
            cue.pos == CuePos::Verb && matches!(cue.class.as_str(), "deny" | "doubt" | "oppose" | "criticise")
        })
    });
    if takes_back {
        return owner(tree, noun);
    }
    owner(tree, noun)
        .or_else(|| {
            let verb = tree.head(noun)?;
            // "fell on worries about the harvest": prices do not worry.
            let completes = match tree.relation(noun)? {
                Relation::Obj => true,
                Relation::Obl => tree.has_marker(noun, "with") || tree.has_marker(noun, "in"),
                _ => false,
            };
            (completes && tree.upos(verb) == Some(Upos::Verb)).then(|| of_verb(tree, verb)).flatten()
        })
        .or_else(|| {
            // "said the plan to raise fares could fail": the plan has a verb of its own.
            if matches!(tree.relation(noun), Some(Relation::Nsubj | Relation::NsubjPass)) {
                return None;
            }
            // "announced no plans to leave before ...": the verb right before is its verb, whatever the parser hung it on.
            let describes = |at: &usize| matches!(tree.upos(*at), Some(Upos::Det | Upos::Adj));
            let verb = (tree.tokens().start..noun).rev().find(|at| !describes(at))?;
            let helped = tree.child(verb, Relation::AuxPass).is_none();
            (tree.upos(verb) == Some(Upos::Verb) && helped).then(|| of_verb(tree, verb)).flatten()
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
            // "Lind repeatedly threatened": the adverb is the verb's, whatever the parser made of it; so is the "not"
            // of "this isn't the first study suggesting".
            Some(Relation::Advmod) => {
                let negates_verb = child < head
                    && matches!(tree.lower(child).as_str(), "not" | "n't")
                    && child.checked_sub(1).is_some_and(|before| tree.upos(before) == Some(Upos::Aux));
                negates_verb || child > head && tree.children(child).is_empty()
            }
            // "says Lind of crowded offices": what she speaks of.
            Some(Relation::Nmod) => {
                tree.upos(head) == Some(Upos::Propn)
                    && tree.xpos(child) == Some(Xpos::Nns)
                    && tree.has_marker(child, "of")
                    && tree.child(child, Relation::Det).is_none()
            }
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
