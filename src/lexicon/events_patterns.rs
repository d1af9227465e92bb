//! Event patterns: which words name an event, and where its two sides stand in the tree.
//!
//! The notation is explained in `data/events/README.md`.

use std::borrow::Cow;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::events_ontology::{EventType, Ontology};
use super::{ListFolder, Table};
use crate::error::Result;

/// The sixteen lists, by type.
const LISTS: [(&str, &str); 16] = [
    ("ACCUSE", include_str!("../../data/events/patterns/ACCUSE.tsv")),
    ("AGREE", include_str!("../../data/events/patterns/AGREE.tsv")),
    ("AID", include_str!("../../data/events/patterns/AID.tsv")),
    ("ASSAULT", include_str!("../../data/events/patterns/ASSAULT.tsv")),
    ("COERCE", include_str!("../../data/events/patterns/COERCE.tsv")),
    ("CONCEDE", include_str!("../../data/events/patterns/CONCEDE.tsv")),
    ("CONSULT", include_str!("../../data/events/patterns/CONSULT.tsv")),
    ("COOPERATE", include_str!("../../data/events/patterns/COOPERATE.tsv")),
    ("MOBILIZE", include_str!("../../data/events/patterns/MOBILIZE.tsv")),
    ("PROTEST", include_str!("../../data/events/patterns/PROTEST.tsv")),
    ("REJECT", include_str!("../../data/events/patterns/REJECT.tsv")),
    ("REQUEST", include_str!("../../data/events/patterns/REQUEST.tsv")),
    ("RETREAT", include_str!("../../data/events/patterns/RETREAT.tsv")),
    ("SANCTION", include_str!("../../data/events/patterns/SANCTION.tsv")),
    ("SUPPORT", include_str!("../../data/events/patterns/SUPPORT.tsv")),
    ("THREATEN", include_str!("../../data/events/patterns/THREATEN.tsv")),
];

/// The list of patterns of one type, as it stands in the file: the user's if `folder` has one, else ours.
///
/// `None` where no type is called `kind`. An event's `rule` names its type and the `words` of one of the lines.
pub fn pattern_list(kind: &str, folder: &ListFolder) -> Result<Option<Cow<'static, str>>> {
    let Some((_, built_in)) = LISTS.iter().find(|(name, _)| *name == kind) else { return Ok(None) };
    folder.list(&format!("events/patterns/{kind}.tsv"), built_in).map(Some)
}

/// What kind of word carries the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum PatternKind {
    Verb,
    Noun,
    Adjective,
}

/// Where a side of the event stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Who does it: the subject, in a passive the agent.
    Subject,
    /// What it is done to: the object, in a passive the subject.
    Object,
    /// The receiver: "gave Malawi a grant".
    Indirect,
    /// "Russia's withdrawal".
    Possessor,
    /// "the Israeli strike", "a Taliban attack".
    Premodifier,
    /// The subject of the complement: "demanded that the minister resign".
    Complement,
    /// The target of the event in the complement: "threatened to attack the capital".
    Inner,
    /// A phrase with this preposition.
    Preposition(CompactString),
}

/// A noun a pattern asks for, with the modifier it must carry: "hunger strike".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Lemma of the noun.
    pub head: CompactString,
    /// Lemma of a modifier.
    pub modifier: Option<CompactString>,
}

/// A pattern: words that name an event of one type, and where its sides stand.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The event type.
    pub event: EventType,
    /// Verb, noun or adjective.
    pub kind: PatternKind,
    /// As it stands in the list.
    pub words: CompactString,
    /// The object must be one of these; empty: any object or none.
    pub object: Vec<Term>,
    /// There must be a phrase of this preposition with one of these nouns.
    pub oblique: Option<(CompactString, Vec<Term>)>,
    /// There must be a complement with one of these lemmas: "find guilty", "fail to reach".
    pub predicate: Vec<CompactString>,
    /// The object is none of these: "charged *guests* for water" is no accusation.
    pub except: Vec<CompactString>,
    /// Where to look for the source, best place first.
    pub source: Vec<Slot>,
    /// Where to look for the target, best place first.
    pub target: Vec<Slot>,
    /// Whether the pattern needs its target.
    pub needs_target: bool,
    /// Whether that target must be somebody who acts: "stressed the need for peace" asks nobody for anything.
    pub needs_actor: bool,
    /// PLOVER mode.
    pub mode: Option<CompactString>,
    /// CAMEO code.
    pub cameo: CompactString,
    /// Whether it is done by both sides to each other.
    pub both: bool,
    /// Sentences it fires on, source in `[]`, target in `{}`.
    pub examples: Vec<String>,
    /// Sentences that give no event of this type.
    pub counterexamples: Vec<String>,
}

impl Pattern {
    /// How many conditions the pattern makes beyond its first word.
    pub fn conditions(&self) -> u32 {
        u32::from(!self.object.is_empty())
            + u32::from(self.oblique.is_some())
            + u32::from(!self.predicate.is_empty())
            + u32::from(self.needs_target)
    }

    /// Whether the word alone makes the pattern, whatever stands around it.
    pub fn is_plain(&self) -> bool {
        self.object.is_empty() && self.oblique.is_none() && self.predicate.is_empty()
    }
}

/// One way into a pattern: a first word, with the particle or modifier that must be beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Index of the pattern.
    pub pattern: u32,
    /// "off" of "call off"; for nouns the modifier, "phone" of "phone call".
    pub beside: Option<CompactString>,
}

/// All patterns, indexed by the lemma of their first word.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    patterns: Vec<Pattern>,
    verbs: FxHashMap<CompactString, Vec<Entry>>,
    nouns: FxHashMap<CompactString, Vec<Entry>>,
    adjectives: FxHashMap<CompactString, Vec<Entry>>,
    /// Every lemma of any pattern.
    words: FxHashSet<CompactString>,
}

impl Patterns {
    pub(super) fn load(folder: &ListFolder, ontology: &Ontology) -> Result<Self> {
        let mut patterns = Self::default();
        for (event, built_in) in LISTS {
            let name = format!("events/patterns/{event}.tsv");
            let content = folder.list(&name, built_in)?;
            patterns.read(&name, event, &content, ontology)?;
        }
        Ok(patterns)
    }

    fn read(&mut self, name: &str, event: &str, content: &str, ontology: &Ontology) -> Result<()> {
        let table = Table::read(name, content)?;
        table.expect_columns(&[
            "kind",
            "words",
            "source",
            "target",
            "mode",
            "cameo",
            "both",
            "examples",
            "counterexamples",
        ])?;
        for row in table.rows() {
            let &[kind, words, source, target, mode, cameo, both, examples, counterexamples] =
                row.fields.as_slice()
            else {
                continue;
            };
            let event = ontology.known(&table, row, event)?;
            let kind = match kind {
                "verb" => PatternKind::Verb,
                "noun" => PatternKind::Noun,
                "adjective" => PatternKind::Adjective,
                other => return Err(table.problem(row, format!("unknown kind {other:?}"))),
            };
            if !mode.is_empty() {
                ontology.check_mode(&table, row, event, mode)?;
            }
            ontology.check_cameo(&table, row, cameo)?;
            if !matches!(both, "" | "both") {
                return Err(table.problem(row, format!("column \"both\" holds {both:?}")));
            }
            if examples.is_empty() {
                return Err(table.problem(row, "no example"));
            }
            let (target, needs_actor) =
                target.strip_suffix("!!").map_or((target, false), |target| (target, true));
            let (target, needs_target) =
                target.strip_suffix('!').map_or((target, false), |target| (target, true));
            let mut parts = words.split(' ');
            let first = parts.next().unwrap_or_default();
            let mut pattern = Pattern {
                event,
                kind,
                words: words.into(),
                object: Vec::new(),
                oblique: None,
                predicate: Vec::new(),
                except: Vec::new(),
                source: slots(source),
                target: slots(target),
                needs_target,
                needs_actor,
                mode: (!mode.is_empty()).then(|| mode.into()),
                cameo: cameo.into(),
                both: !both.is_empty(),
                examples: split_examples(examples),
                counterexamples: split_examples(counterexamples),
            };
            for part in parts {
                if let Some(lemmas) = part.strip_prefix('=') {
                    pattern.predicate = lemmas.split('/').map(CompactString::from).collect();
                } else if let Some(lemmas) = part.strip_prefix('-') {
                    pattern.except = lemmas.split('/').map(CompactString::from).collect();
                } else if let Some((preposition, nouns)) = part.split_once(':') {
                    pattern.oblique = Some((preposition.into(), terms(nouns)));
                } else {
                    pattern.object = terms(part);
                }
            }
            self.add(first, pattern);
        }
        Ok(())
    }

    fn add(&mut self, first: &str, pattern: Pattern) {
        let number = u32::try_from(self.patterns.len()).unwrap_or(u32::MAX);
        let index = match pattern.kind {
            PatternKind::Verb => &mut self.verbs,
            PatternKind::Noun => &mut self.nouns,
            PatternKind::Adjective => &mut self.adjectives,
        };
        for word in first.split('/') {
            let (key, beside) = match (word.split_once('_'), pattern.kind) {
                (Some((modifier, noun)), PatternKind::Noun) => (noun, Some(modifier)),
                (Some((verb, particle)), _) => (verb, Some(particle)),
                (None, _) => (word, None),
            };
            let entry = Entry { pattern: number, beside: beside.map(CompactString::from) };
            self.words.insert(key.into());
            index.entry(key.into()).or_default().push(entry);
        }
        let oblique = pattern.oblique.iter().flat_map(|(_, nouns)| nouns);
        let nouns = pattern.object.iter().chain(oblique).map(|term| term.head.clone());
        self.words.extend(nouns.chain(pattern.predicate.iter().cloned()));
        self.patterns.push(pattern);
    }

    /// The patterns a word of this kind and lemma may start.
    pub fn starting(&self, kind: PatternKind, lemma: &str) -> &[Entry] {
        let index = match kind {
            PatternKind::Verb => &self.verbs,
            PatternKind::Noun => &self.nouns,
            PatternKind::Adjective => &self.adjectives,
        };
        index.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether the lemma stands in any pattern.
    pub fn knows(&self, lemma: &str) -> bool {
        self.words.contains(lemma)
    }

    /// A pattern by its number.
    pub fn get(&self, number: u32) -> Option<&Pattern> {
        self.patterns.get(number as usize)
    }

    /// All patterns, in the order of the lists.
    pub fn all(&self) -> &[Pattern] {
        &self.patterns
    }
}

fn terms(nouns: &str) -> Vec<Term> {
    nouns
        .split('/')
        .map(|noun| match noun.rsplit_once('+') {
            Some((modifier, head)) => Term { head: head.into(), modifier: Some(modifier.into()) },
            None => Term { head: noun.into(), modifier: None },
        })
        .collect()
}

fn slots(names: &str) -> Vec<Slot> {
    names
        .split('/')
        .filter(|name| !matches!(*name, "" | "-"))
        .map(|name| match name {
            "subject" => Slot::Subject,
            "object" => Slot::Object,
            "indirect" => Slot::Indirect,
            "possessor" => Slot::Possessor,
            "premodifier" => Slot::Premodifier,
            "complement" => Slot::Complement,
            "inner" => Slot::Inner,
            preposition => Slot::Preposition(preposition.into()),
        })
        .collect()
}

fn split_examples(field: &str) -> Vec<String> {
    field.split("||").map(str::trim).filter(|example| !example.is_empty()).map(str::to_owned).collect()
}
