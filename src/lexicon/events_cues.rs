//! The smaller lists of event coding: outer and light verbs, cues of negation and modality, contexts, discards.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::events_ontology::Ontology;
use super::{ListFolder, Row, Table};
use crate::error::Result;

/// What an outer word does to the event in its complement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It stands: "began to shell the town".
    Pass,
    /// It did not happen: "failed to help".
    Negate,
    /// It is over: "stopped shelling the town".
    Stop,
    /// Its doer means to: "plans to recognise".
    Future,
    /// Others expect it: "is due to visit".
    Expected,
    /// It is only thought of: "is considering".
    Hypothetical,
    /// It is asked for: "has to help".
    Demand,
    /// It is only claimed: "is said to have shelled".
    Allege,
    /// A promise of cooperation, a threat of conflict: "vowed to crush the rebels".
    Vow,
    /// There is no event: "the anniversary of the attack".
    Skip,
}

/// How a verb lends its subject to an event noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LightEffect {
    /// The subject is the source: "held talks".
    Do,
    /// The subject is the target: "suffered an attack".
    Suffer,
    /// It is over: "halted the offensive".
    Stop,
    /// It did not happen: "denied the attack".
    Negate,
    /// It was called off.
    Cancel,
    /// It is to come: "plans an attack".
    Future,
    /// It is only thought of: "proposed talks".
    Hypothetical,
    /// There is no event: "celebrates the truce".
    Skip,
}

/// What a cue word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Cue {
    Negation,
    Denial,
    Future,
    Hypothetical,
    Condition,
    Demand,
    Allege,
    Aside,
    /// "not only", "did not merely": nothing is denied.
    More,
}

/// Outer words, by lemma.
#[derive(Clone, Debug, Default)]
pub struct OuterWords(FxHashMap<CompactString, Vec<Outer>>);

/// One outer word.
#[derive(Clone, Debug)]
pub struct Outer {
    /// Its particle: "short" of "stop short of".
    pub beside: Option<CompactString>,
    /// The kinds of complement it takes: "to", "ing", "that", "of:ing".
    pub complements: Vec<CompactString>,
    /// What it does to the event in its complement.
    pub effect: Effect,
    /// A sentence.
    pub example: String,
}

impl OuterWords {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let name = "events/outer.tsv";
        let content = folder.list(name, include_str!("../../data/events/outer.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["word", "complement", "effect", "example"])?;
        let mut words: FxHashMap<CompactString, Vec<Outer>> = FxHashMap::default();
        for row in table.rows() {
            let effect = match row.fields[2] {
                "pass" => Effect::Pass,
                "negate" => Effect::Negate,
                "stop" => Effect::Stop,
                "future" => Effect::Future,
                "expected" => Effect::Expected,
                "hypothetical" => Effect::Hypothetical,
                "demand" => Effect::Demand,
                "allege" => Effect::Allege,
                "vow" => Effect::Vow,
                "skip" => Effect::Skip,
                other => return Err(unknown(&table, row, "effect", other)),
            };
            let (word, beside) =
                row.fields[0].split_once('_').map_or((row.fields[0], None), |(w, b)| (w, Some(b)));
            words.entry(word.into()).or_default().push(Outer {
                beside: beside.map(CompactString::from),
                complements: row.fields[1].split('/').map(CompactString::from).collect(),
                effect,
                example: row.fields[3].to_owned(),
            });
        }
        Ok(Self(words))
    }

    /// The outer uses of a lemma.
    pub fn of(&self, lemma: &str) -> &[Outer] {
        self.0.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// Light verbs, by lemma.
#[derive(Clone, Debug, Default)]
pub struct LightVerbs(FxHashMap<CompactString, Vec<(Option<CompactString>, LightEffect)>>);

impl LightVerbs {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let name = "events/light.tsv";
        let content = folder.list(name, include_str!("../../data/events/light.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["verb", "effect"])?;
        let mut verbs: FxHashMap<CompactString, Vec<_>> = FxHashMap::default();
        for row in table.rows() {
            let effect = match row.fields[1] {
                "do" => LightEffect::Do,
                "suffer" => LightEffect::Suffer,
                "stop" => LightEffect::Stop,
                "negate" => LightEffect::Negate,
                "cancel" => LightEffect::Cancel,
                "future" => LightEffect::Future,
                "hypothetical" => LightEffect::Hypothetical,
                "skip" => LightEffect::Skip,
                other => return Err(unknown(&table, row, "effect", other)),
            };
            let (verb, particle) =
                row.fields[0].split_once('_').map_or((row.fields[0], None), |(v, p)| (v, Some(p)));
            verbs.entry(verb.into()).or_default().push((particle.map(CompactString::from), effect));
        }
        Ok(Self(verbs))
    }

    /// The light uses of a lemma, with the particle each needs.
    pub fn of(&self, lemma: &str) -> &[(Option<CompactString>, LightEffect)] {
        self.0.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// Verbs of saying; `true` for those that claim rather than report.
#[derive(Clone, Debug, Default)]
pub struct ReportVerbs(FxHashMap<CompactString, bool>);

impl ReportVerbs {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list("events/report.tsv", include_str!("../../data/events/report.tsv"))?;
        let kinds = kinds("events/report.tsv", &content, "verb", |kind| match kind {
            "report" => Some(false),
            "claim" => Some(true),
            _ => None,
        })?;
        Ok(Self(kinds))
    }

    /// Whether the lemma is a verb of saying.
    pub fn has(&self, lemma: &str) -> bool {
        self.0.contains_key(lemma)
    }

    /// Whether the lemma only claims: "claims that", "alleges that".
    pub fn claims(&self, lemma: &str) -> bool {
        self.0.get(lemma).copied().unwrap_or(false)
    }
}

/// Words of negation and modality.
#[derive(Clone, Debug, Default)]
pub struct Cues(FxHashMap<CompactString, Cue>);

impl Cues {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let name = "events/cues.tsv";
        let content = folder.list(name, include_str!("../../data/events/cues.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["word", "kind"])?;
        let mut words = FxHashMap::default();
        for row in table.rows() {
            let cue = match row.fields[1] {
                "negation" => Cue::Negation,
                "denial" => Cue::Denial,
                "future" => Cue::Future,
                "hypothetical" => Cue::Hypothetical,
                "condition" => Cue::Condition,
                "demand" => Cue::Demand,
                "allege" => Cue::Allege,
                "aside" => Cue::Aside,
                "more" => Cue::More,
                other => return Err(unknown(&table, row, "kind", other)),
            };
            words.insert(row.fields[0].into(), cue);
        }
        Ok(Self(words))
    }

    /// What the word says, if it is a cue.
    pub fn of(&self, word: &str) -> Option<Cue> {
        self.0.get(word).copied()
    }
}

/// Words that suggest a PLOVER context.
#[derive(Clone, Debug, Default)]
pub struct ContextWords(FxHashMap<CompactString, Vec<CompactString>>);

impl ContextWords {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let name = "events/contexts.tsv";
        let content = folder.list(name, include_str!("../../data/events/contexts.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["context", "word"])?;
        let mut words: FxHashMap<CompactString, Vec<CompactString>> = FxHashMap::default();
        for row in table.rows() {
            words.entry(row.fields[1].into()).or_default().push(row.fields[0].into());
        }
        Ok(Self(words))
    }

    /// The contexts a lemma suggests.
    pub fn of(&self, lemma: &str) -> &[CompactString] {
        self.0.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// Kinds of news that is not political.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Discard {
    Account,
    Anniversary,
    Depict,
    Fiction,
    Film,
    Market,
    Obituary,
    Score,
    Science,
    Sport,
    Weather,
}

/// Words of news that is not political, with their weight.
#[derive(Clone, Debug, Default)]
pub struct Discards(FxHashMap<CompactString, Vec<(Discard, u32)>>);

impl Discards {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let name = "events/discard.tsv";
        let content = folder.list(name, include_str!("../../data/events/discard.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["kind", "word", "weight"])?;
        let mut words: FxHashMap<CompactString, Vec<(Discard, u32)>> = FxHashMap::default();
        for row in table.rows() {
            let kind = match row.fields[0] {
                "account" => Discard::Account,
                "anniversary" => Discard::Anniversary,
                "depict" => Discard::Depict,
                "fiction" => Discard::Fiction,
                "film" => Discard::Film,
                "market" => Discard::Market,
                "obituary" => Discard::Obituary,
                "score" => Discard::Score,
                "science" => Discard::Science,
                "sport" => Discard::Sport,
                "weather" => Discard::Weather,
                other => return Err(unknown(&table, row, "kind", other)),
            };
            let weight = row.fields[2]
                .parse()
                .map_err(|_| table.problem(row, format!("{:?} is no weight", row.fields[2])))?;
            words.entry(row.fields[1].into()).or_default().push((kind, weight));
        }
        Ok(Self(words))
    }

    /// The kinds a lemma points to.
    pub fn of(&self, lemma: &str) -> &[(Discard, u32)] {
        self.0.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// What a small word says about the language of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmallWord {
    /// English, and nothing else.
    English,
    /// Another language.
    Foreign,
    /// Another language, where it stands in no name.
    Particle,
}

/// Whether so many small words of other languages, beside so many of English, make a text another language's.
pub fn small_words_are_foreign(foreign: usize, english: usize) -> bool {
    foreign > english && (foreign > 1 || english == 0)
}

/// Small words of English and of other languages.
#[derive(Clone, Debug, Default)]
pub struct SmallWords(FxHashMap<CompactString, SmallWord>);

impl SmallWords {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list("events/foreign.tsv", include_str!("../../data/events/foreign.tsv"))?;
        let kinds = kinds("events/foreign.tsv", &content, "word", |kind| match kind {
            "english" => Some(SmallWord::English),
            "word" => Some(SmallWord::Foreign),
            "particle" => Some(SmallWord::Particle),
            _ => None,
        })?;
        Ok(Self(kinds))
    }

    /// What a word in small letters says.
    pub fn of(&self, word: &str) -> Option<SmallWord> {
        self.0.get(word).copied()
    }
}

/// A plain list of lemmas.
#[derive(Clone, Debug, Default)]
pub struct Words(FxHashSet<CompactString>);

impl Words {
    pub(super) fn load(folder: &ListFolder, name: &str, built_in: &'static str) -> Result<Self> {
        let content = folder.list(name, built_in)?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["word"])?;
        Ok(Self(table.rows().iter().map(|row| row.fields[0].into()).collect()))
    }

    /// Whether the lemma is in the list.
    pub fn has(&self, lemma: &str) -> bool {
        self.0.contains(lemma)
    }
}

/// What "the two ..." are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum PairKind {
    Person,
    State,
    Body,
}

/// Nouns that point back to those named before: "the two leaders", "both sides", "the bloc".
#[derive(Clone, Debug, Default)]
pub struct Pairs(FxHashMap<CompactString, PairKind>);

impl Pairs {
    pub(super) fn load(folder: &ListFolder) -> Result<Self> {
        let content = folder.list("events/pairs.tsv", include_str!("../../data/events/pairs.tsv"))?;
        let kinds = kinds("events/pairs.tsv", &content, "word", |kind| match kind {
            "person" => Some(PairKind::Person),
            "state" => Some(PairKind::State),
            "body" => Some(PairKind::Body),
            _ => None,
        })?;
        Ok(Self(kinds))
    }

    /// What the noun stands for.
    pub fn of(&self, lemma: &str) -> Option<PairKind> {
        self.0.get(lemma).copied()
    }
}

/// Words of violence that politicians use of each other, and what they mean then: "attacked" is ACCUSE, "the battle between the
/// two candidates" nothing.
#[derive(Clone, Debug, Default)]
pub struct Contests(FxHashMap<CompactString, Option<CompactString>>);

impl Contests {
    pub(super) fn load(folder: &ListFolder, ontology: &Ontology) -> Result<Self> {
        let name = "events/contests.tsv";
        let content = folder.list(name, include_str!("../../data/events/contests.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["word", "type"])?;
        let mut words = FxHashMap::default();
        for row in table.rows() {
            let event = Some(row.fields[1]).filter(|event| *event != "-");
            if let Some(event) = event {
                ontology.known(&table, row, event)?;
            }
            words.insert(row.fields[0].into(), event.map(CompactString::from));
        }
        Ok(Self(words))
    }

    /// What the lemma means between politicians: a type, or `Some(None)` for no event.
    pub fn of(&self, lemma: &str) -> Option<Option<&str>> {
        self.0.get(lemma).map(|event| event.as_deref())
    }
}

/// Nouns that take up an event told before, with the types it may have had: "the criticism" an ACCUSE.
#[derive(Clone, Debug, Default)]
pub struct Echoes(FxHashMap<CompactString, Vec<CompactString>>);

impl Echoes {
    pub(super) fn load(folder: &ListFolder, ontology: &Ontology) -> Result<Self> {
        let name = "events/echoes.tsv";
        let content = folder.list(name, include_str!("../../data/events/echoes.tsv"))?;
        let table = Table::read(name, &content)?;
        table.expect_columns(&["word", "types"])?;
        let mut words = FxHashMap::default();
        for row in table.rows() {
            for event in row.fields[1].split('/') {
                ontology.known(&table, row, event)?;
            }
            words.insert(row.fields[0].into(), row.fields[1].split('/').map(CompactString::from).collect());
        }
        Ok(Self(words))
    }

    /// The types the noun may take up.
    pub fn of(&self, lemma: &str) -> &[CompactString] {
        self.0.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// A list of words in which each is of one kind, named in a second column.
fn kinds<T>(
    name: &str,
    content: &str,
    word: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<FxHashMap<CompactString, T>> {
    let table = Table::read(name, content)?;
    table.expect_columns(&[word, "kind"])?;
    let mut words = FxHashMap::default();
    for row in table.rows() {
        let kind = read(row.fields[1]).ok_or_else(|| unknown(&table, row, "kind", row.fields[1]))?;
        words.insert(row.fields[0].into(), kind);
    }
    Ok(words)
}

fn unknown(table: &Table<'_>, row: &Row<'_>, column: &str, value: &str) -> crate::Error {
    table.problem(row, format!("unknown {column} {value:?}"))
}
