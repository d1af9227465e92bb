//! Learns lemma rules from treebanks.

use std::collections::BTreeMap;

use dateline::syntax::lemma::{LONGEST_ENDING, Lemmas, Script, key};
use dateline::syntax::{Upos, Xpos};
use rustc_hash::FxHashMap;

use crate::treebank::GoldWord;

type Counts = BTreeMap<Script, usize>;
/// A word in small letters with its tags: each script seen, with the spelling it was seen on.
type Seen = BTreeMap<(String, Upos, Xpos), BTreeMap<(Script, String), usize>>;
/// Endings with tags: each script seen.
type Endings = BTreeMap<(Vec<u8>, Upos, Xpos), Counts>;

/// Rules over endings from all words, then a list of those words the rules get wrong.
pub(crate) fn train(sentences: &[Vec<GoldWord>]) -> Lemmas {
    let mut words = Seen::new();
    for word in sentences.iter().flatten().filter(|word| word.lemma != "_" || word.form == "_") {
        let script = Script::between(&word.form, &word.lemma, word.upos == Upos::Propn);
        let forms = words.entry((word.form.to_lowercase(), word.upos, word.xpos)).or_default();
        *forms.entry((script, word.form.clone())).or_default() += 1;
    }
    let mut endings = vec![Endings::new(); LONGEST_ENDING + 1];
    for ((form, upos, xpos), scripts) in &words {
        let Some(((script, _), _)) = scripts.iter().max_by_key(|(_, count)| **count) else { continue };
        let bytes = form.as_bytes();
        for length in 0..=LONGEST_ENDING.min(bytes.len()) {
            let ending = bytes[bytes.len() - length..].to_vec();
            *endings[length].entry((ending, *upos, *xpos)).or_default().entry(script.clone()).or_default() +=
                1;
        }
    }
    let mut scripts: Vec<Script> = Vec::new();
    let mut numbers: BTreeMap<Script, u16> = BTreeMap::new();
    let mut number_of = |script: &Script| {
        *numbers.entry(script.clone()).or_insert_with(|| {
            scripts.push(script.clone());
            scripts.len() as u16 - 1
        })
    };
    let mut rules: FxHashMap<u32, u16> = FxHashMap::default();
    for (length, counts) in endings.iter().enumerate() {
        for ((ending, upos, xpos), counts) in counts {
            let total: usize = counts.values().sum();
            // A rule must see all it cuts off: what another word with this ending loses may be something else.
            let seen = counts.iter().filter(|(script, _)| usize::from(script.cut) <= length);
            let Some((script, _)) = seen.max_by_key(|(_, count)| **count) else { continue };
            if length > 4 && total < 2 {
                continue;
            }
            let number = number_of(script);
            let shorter = (0..length).rev().find_map(|shorter| {
                rules.get(&key(&ending[ending.len() - shorter..], *upos, *xpos)).copied()
            });
            if shorter != Some(number) {
                rules.insert(key(ending, *upos, *xpos), number);
            }
        }
    }
    let guess = Lemmas::new(scripts.clone(), FxHashMap::default(), rules.clone());
    let mut exceptions: FxHashMap<u32, u16> = FxHashMap::default();
    for ((form, upos, xpos), counts) in &words {
        let Some(((script, written), _)) = counts.iter().max_by_key(|(_, count)| **count) else { continue };
        if script.apply(written) == Some(guess.lemma(written, *upos, *xpos)) || form.len() > 30 {
            continue;
        }
        if let Some(number) = numbers.get(script).copied().or_else(|| {
            (scripts.len() < usize::from(u16::MAX)).then(|| {
                scripts.push(script.clone());
                scripts.len() as u16 - 1
            })
        }) {
            numbers.insert(script.clone(), number);
            exceptions.insert(key(form.as_bytes(), *upos, *xpos), number);
        }
    }
    println!("lemmas: {} scripts, {} rules, {} exceptions", scripts.len(), rules.len(), exceptions.len());
    Lemmas::new(scripts, exceptions, rules)
}
