//! The word lists of event coding: ontology, patterns, outer verbs, cues (`data/events/`).

use super::ListFolder;
use super::events_cues::{
    Contests, ContextWords, Cues, Discards, Echoes, LightVerbs, OuterWords, Pairs, ReportVerbs, SmallWords,
    Words,
};
use super::events_ontology::Ontology;
use super::events_patterns::Patterns;
use super::events_politics::Politics;
use super::events_prepositions::Prepositions;
use crate::error::Result;

/// All lists of event coding.
#[derive(Clone, Debug, Default)]
pub struct EventLists {
    /// Types, modes, scores, CAMEO codes.
    pub ontology: Ontology,
    /// Verb, noun and adjective patterns of the 16 types.
    pub patterns: Patterns,
    /// Words that decide what becomes of the event in their complement.
    pub outer: OuterWords,
    /// Verbs that lend their subject to an event noun.
    pub light: LightVerbs,
    /// Verbs of saying.
    pub report: ReportVerbs,
    /// Words of negation and modality.
    pub cues: Cues,
    /// Words that suggest a PLOVER context.
    pub contexts: ContextWords,
    /// Words of news that is not political.
    pub discards: Discards,
    /// Small words that tell English from other languages.
    pub small_words: SmallWords,
    /// Nouns that never act in politics.
    pub nonactors: Words,
    /// Days, months and spans of time.
    pub moments: Words,
    /// What an attack is made with: "a drone strike".
    pub means: Words,
    /// Words of violence that politicians use of each other.
    pub contests: Contests,
    /// Roles of those who act in politics.
    pub political: Words,
    /// How much words speak for a report on politics.
    pub politics: Politics,
    /// Nouns of what is written or said; who wrote it acts.
    pub documents: Words,
    /// Nouns of acts, words and thoughts; who is named in their phrase acts.
    pub abstracts: Words,
    /// Nouns that point back to those named before.
    pub pairs: Pairs,
    /// Nouns that take up an event told before.
    pub echoes: Echoes,
    /// What prepositions do.
    pub prepositions: Prepositions,
}

impl EventLists {
    /// Loads and checks the lists.
    pub fn load(folder: &ListFolder) -> Result<Self> {
        let ontology = Ontology::load(folder)?;
        Ok(Self {
            patterns: Patterns::load(folder, &ontology)?,
            outer: OuterWords::load(folder)?,
            light: LightVerbs::load(folder)?,
            report: ReportVerbs::load(folder)?,
            cues: Cues::load(folder)?,
            contexts: ContextWords::load(folder)?,
            discards: Discards::load(folder)?,
            small_words: SmallWords::load(folder)?,
            nonactors: Words::load(
                folder,
                "events/nonactors.tsv",
                include_str!("../../data/events/nonactors.tsv"),
            )?,
            contests: Contests::load(folder, &ontology)?,
            political: Words::load(
                folder,
                "events/political.tsv",
                include_str!("../../data/events/political.tsv"),
            )?,
            means: Words::load(folder, "events/means.tsv", include_str!("../../data/events/means.tsv"))?,
            moments: Words::load(
                folder,
                "events/moments.tsv",
                include_str!("../../data/events/moments.tsv"),
            )?,
            documents: Words::load(
                folder,
                "events/documents.tsv",
                include_str!("../../data/events/documents.tsv"),
            )?,
            abstracts: Words::load(
                folder,
                "events/abstracts.tsv",
                include_str!("../../data/events/abstracts.tsv"),
            )?,
            pairs: Pairs::load(folder)?,
            politics: Politics::load(folder)?,
            echoes: Echoes::load(folder, &ontology)?,
            prepositions: Prepositions::load(folder)?,
            ontology,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Table;

    /// List, content, and by how many of its first columns it is sorted.
    const SORTED: [(&str, &str, usize); 22] = [
        ("types", include_str!("../../data/events/types.tsv"), 1),
        ("modes", include_str!("../../data/events/modes.tsv"), 2),
        ("contexts", include_str!("../../data/events/contexts.tsv"), 2),
        ("cameo", include_str!("../../data/events/cameo.tsv"), 1),
        ("complements", include_str!("../../data/events/complements.tsv"), 2),
        ("outer", include_str!("../../data/events/outer.tsv"), 2),
        ("light", include_str!("../../data/events/light.tsv"), 1),
        ("report", include_str!("../../data/events/report.tsv"), 1),
        ("foreign", include_str!("../../data/events/foreign.tsv"), 1),
        ("contests", include_str!("../../data/events/contests.tsv"), 1),
        ("political", include_str!("../../data/events/political.tsv"), 1),
        ("means", include_str!("../../data/events/means.tsv"), 1),
        ("moments", include_str!("../../data/events/moments.tsv"), 1),
        ("documents", include_str!("../../data/events/documents.tsv"), 1),
        ("abstracts", include_str!("../../data/events/abstracts.tsv"), 1),
        ("pairs", include_str!("../../data/events/pairs.tsv"), 1),
        ("echoes", include_str!("../../data/events/echoes.tsv"), 1),
        ("cues", include_str!("../../data/events/cues.tsv"), 1),
        ("discard", include_str!("../../data/events/discard.tsv"), 2),
        ("prepositions", include_str!("../../data/events/prepositions.tsv"), 1),
        ("nonactors", include_str!("../../data/events/nonactors.tsv"), 1),
        ("politics", include_str!("../../data/events/politics.tsv"), 1),
    ];

    #[test]
    fn lists_are_sorted_without_duplicates() {
        for (name, content, columns) in SORTED {
            let table = Table::read(name, content).unwrap();
            let keys: Vec<_> = table.rows().iter().map(|row| row.fields[..columns].to_vec()).collect();
            for pair in keys.windows(2) {
                assert!(pair[0] <= pair[1], "{name}: {:?} stands before {:?}", pair[0], pair[1]);
                let twice = pair[0] == pair[1] && name != "outer";
                assert!(!twice, "{name}: {:?} stands twice", pair[0]);
            }
        }
    }

    #[test]
    fn every_list_loads_and_every_type_has_patterns() {
        let lists = EventLists::load(&ListFolder::built_in()).unwrap();
        assert_eq!(lists.ontology.types().count(), 16);
        for event in lists.ontology.types() {
            let name = &lists.ontology.facts(event).name;
            let patterns = lists.patterns.all().iter().filter(|pattern| pattern.event == event).count();
            assert!(patterns >= 15, "{name} has {patterns} patterns");
        }
    }

    #[test]
    fn patterns_are_sorted_and_stand_once() {
        let lists = EventLists::load(&ListFolder::built_in()).unwrap();
        for pair in lists.patterns.all().windows(2) {
            let key = |pattern: &crate::lexicon::events_patterns::Pattern| {
                (
                    pattern.event,
                    ["adjective", "noun", "verb"][match pattern.kind {
                        crate::lexicon::events_patterns::PatternKind::Adjective => 0,
                        crate::lexicon::events_patterns::PatternKind::Noun => 1,
                        crate::lexicon::events_patterns::PatternKind::Verb => 2,
                    }],
                    pattern.words.clone(),
                )
            };
            assert!(key(&pair[0]) < key(&pair[1]), "{} stands before {}", pair[0].words, pair[1].words);
        }
    }
}
