//! The phrase of a side of an event, and whose it is.

use compact_str::CompactString;

use super::Actor;
use super::tree::Tree;
use crate::lexicon::events_cues::Cue;
use crate::lexicon::events_prepositions::Use;
use crate::lexicon::{Country, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::span::Span;
use crate::syntax::{Relation, Upos};
use crate::time::TimeExpression;

/// What the rules know about phrases of one sentence.
pub(super) struct Phrases<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) mentions: Vec<&'a Mention>,
    pub(super) times: Vec<&'a TimeExpression>,
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> Phrases<'a> {
    pub(super) fn new(
        tree: &'a Tree<'a>,
        mentions: Vec<&'a Mention>,
        times: &'a [TimeExpression],
        lexicon: &'a Lexicon,
    ) -> Self {
        let number = u32::try_from(tree.sentence).unwrap_or(u32::MAX);
        Self { tree, mentions, times: of_sentence(times, number, |time| time.sentence).collect(), lexicon }
    }

    /// The noun phrase around its head, as a reader would mark it: with title, name and place, without
    /// relative clauses, appositions and what is coordinated with it.
    pub(super) fn span(&self, head: usize) -> Span {
        let tree = self.tree;
        let mut first = head;
        let mut last = head;
        let mut open: Vec<(usize, bool)> =
            tree.children(head).iter().rev().map(|&child| (child, true)).collect();
        let mut steps = 0;
        while let Some((token, top)) = open.pop() {
            steps += 1;
            if steps > 200 || !self.belongs(token, top, head) {
                continue;
            }
            if tree.relation(token) != Relation::Punct {
                first = first.min(token).max(if head >= tree.body { tree.body } else { first.min(token) });
                last = last.max(token);
            }
            open.extend(tree.children(token).iter().rev().map(|&child| (child, false)));
        }
        let own = tree.span(first).hull(tree.span(last));
        match self.mention_of_head(head) {
            Some(mention) => own.hull(self.own_words(mention.span, head)),
            None => own,
        }
    }

    /// The words of a mention without a day or a clause before its noun: "Early Tuesday Israeli police" is the police.
    fn own_words(&self, span: Span, head: usize) -> Span {
        let tree = self.tree;
        let covered = tree.parsed.document.tokens_in(span);
        let foreign = covered.clone().take_while(|&token| token < head).filter(|&token| {
            !tree.is_below(token, head)
                && (matches!(
                    tree.relation(token),
                    Relation::Nsubj | Relation::NsubjPass | Relation::Obl | Relation::OblUnmarked
                ) || self.times.iter().any(|time| time.span.overlaps(tree.span(token))))
        });
        let after_verb =
            covered.clone().take_while(|&token| token < head).filter(|&token| tree.is_below(head, token));
        match foreign.chain(after_verb).max().filter(|&last| covered.contains(&(last + 1))) {
            Some(last) => Span { start: tree.span(last + 1).start, end: span.end },
            None => span,
        }
    }

    /// Whether a dependent is part of the phrase; `top` for dependents of the head itself.
    fn belongs(&self, token: usize, top: bool, head: usize) -> bool {
        let tree = self.tree;
        match tree.relation(token) {
            Relation::Case => !top,
            Relation::Det
            | Relation::DetPredet
            | Relation::Amod
            | Relation::Compound
            | Relation::Flat
            | Relation::Nummod
            | Relation::NmodPoss
            | Relation::NmodDesc
            | Relation::Fixed
            | Relation::Goeswith => true,
            Relation::Advmod => {
                // "not Chad but Niger", "not only Chad", "also Niger"
                let contrast =
                    matches!(self.lexicon.events.cues.of(tree.lemma(token)), Some(Cue::Negation | Cue::More))
                        || tree.lemma(token) == "also";
                token < head && !contrast && !matches!(tree.lemma(token), "when" | "where" | "how" | "why")
            }
            Relation::Nmod => {
                // what an attack, a call or a ban is about belongs to it; what stands beside a name does not
                let has = |wanted: Use| {
                    tree.children(token).iter().any(|&case| {
                        matches!(tree.relation(case), Relation::Case | Relation::Mark)
                            && self.lexicon.events.prepositions.is(tree.lemma(case), wanted)
                    })
                };
                let beside = |words: &[&str]| words.iter().any(|word| tree.has_case(token, word));
                let named =
                    top && self.mention_of_head(head).is_some_and(|mention| {
                        mention.reason == "name" && mention.kind != MentionKind::Group
                    }) && tree.upos(head) == Upos::Propn;
                // "committed by Chad in Niger": no state is another's
                let state = named
                    && self
                        .mention_of_head(head)
                        .is_some_and(|mention| mention.country.is_some() && mention.span == tree.span(head));
                !self.is_time(token)
                    && ((has(Use::Part)
                        && !(named && beside(&["for", "to", "within"]))
                        && !(state && beside(&["in", "at", "from"])))
                        || (tree.upos(head) == Upos::Noun && has(Use::About) && !self.is_office(head)))
            }
            Relation::Conj | Relation::Cc => !top && token < head + 12,
            _ => false,
        }
    }

    /// "the two were freed": a number that stands for those told of before.
    fn stands_for_people(&self, token: usize) -> bool {
        let tree = self.tree;
        let spelled = tree.text(token).chars().all(char::is_alphabetic);
        let role = matches!(tree.relation(token), Relation::Nsubj | Relation::NsubjPass | Relation::Obj);
        let points = |&child: &usize| {
            tree.relation(child) == Relation::Det && matches!(tree.lemma(child), "the" | "these" | "those")
        };
        spelled && role && tree.children(token).iter().any(points)
    }

    /// Whether the token stands in a time expression or names a day or span of time.
    pub(super) fn is_moment(&self, token: usize) -> bool {
        let span = self.tree.span(token);
        // "one of the critics" is no moment
        let part = || self.tree.children(token).iter().any(|&child| self.tree.has_case(child, "of"));
        (self.tree.upos(token) == Upos::Num && !part() && !self.stands_for_people(token))
            || self.times.iter().any(|time| time.span.overlaps(span))
            // "an end to the blockade" is none either
            || (self.lexicon.events.moments.has(self.tree.lemma(token))
                && !self.tree.children(token).iter().any(|&child| self.tree.has_case(child, "to")))
    }

    /// Whether the token is a moment, or a thing that takes no side.
    pub(super) fn is_time(&self, token: usize) -> bool {
        self.is_moment(token)
            || (self.tree.upos(token) != Upos::Pron
                && self.lexicon.events.nonactors.has(self.tree.lemma(token))
                && self.mention_of_head(token).is_none())
    }

    /// The mention whose head this token is.
    pub(super) fn mention_of_head(&self, token: usize) -> Option<&'a Mention> {
        let number = u32::try_from(token).ok()?;
        let longest = self.mentions.iter().filter(|mention| mention.head == number);
        longest.max_by_key(|mention| mention.span.len()).copied()
    }

    /// The head of the smallest mention that holds this word: "ministry" at "Russian" of "the Russian ministry".
    pub(super) fn mention_around(&self, token: usize) -> Option<usize> {
        let span = self.tree.span(token);
        let around = self.mentions.iter().filter(|mention| mention.span.contains(span));
        let smallest = around.min_by_key(|mention| mention.span.len())?;
        Some(smallest.head as usize)
    }

    /// The mention that says whose side this is: its own head's, else the one nearest in the phrase.
    fn mention_for(&self, head: usize, span: Span) -> Option<&'a Mention> {
        if let Some(own) = self.mention_of_head(head) {
            return Some(own);
        }
        let token = self.tree.span(head);
        let around = self.mentions.iter().copied().find(|mention| mention.span.contains(token));
        around.or_else(|| {
            let inside = self.mentions.iter().copied().filter(|mention| span.contains(mention.span));
            inside.min_by_key(|mention| (mention.country.is_none(), mention.span.start))
        })
    }

    /// The side of an event that this noun heads.
    pub(super) fn actor(&self, head: usize) -> Actor {
        let span = self.span(head);
        let mention = self.mention_for(head, span);
        let own = mention.filter(|mention| mention.span.overlaps(self.tree.span(head)));
        let (mut country, role) = self.country_and_role(span);
        // "Azerbaijani" of "Armenian-Azerbaijani agreements"
        if self.tree.upos(head) == Upos::Adj {
            country = self.country_and_role(self.tree.span(head)).0.or(country);
        }
        Actor {
            span,
            entity: own.map(|mention| mention.entity),
            name: own.and_then(|mention| mention.name.clone()),
            country: mention.and_then(|mention| mention.country).or(country),
            role: own.and_then(|mention| mention.role.clone()).or(role),
            code: None,
        }
    }

    fn country_and_role(&self, span: Span) -> (Option<Country>, Option<CompactString>) {
        let text = self.tree.parsed.document.text;
        let range = self.tree.parsed.document.tokens_in(span);
        let mut country = None;
        let mut role = None;
        for token in range {
            let start = self.tree.span(token).start as usize;
            if country.is_none() {
                country = self
                    .lexicon
                    .countries
                    .at(text, start)
                    .and_then(|(_, names)| names.first().map(|name| name.country));
            }
            if let Some((_, name)) = self.lexicon.roles.at(text, start) {
                role = Some(name.role.role.clone());
            }
        }
        (country, role.filter(|role| !role.is_empty()))
    }

    /// Whether the word names a country or stands in a name: "Israeli", not "military".
    pub(super) fn has_country(&self, token: usize) -> bool {
        self.mention_of_head(token).is_some_and(|mention| mention.country.is_some() || mention.name.is_some())
            || self.country_and_role(self.tree.span(token)).0.is_some()
    }

    /// "the two sides", "both leaders", "Thai and Cambodian soldiers".
    pub(super) fn is_pair(&self, token: usize) -> bool {
        self.lexicon.events.pairs.of(self.tree.lemma(token)).is_some()
            && self.tree.children(token).iter().any(|&child| matches!(self.tree.lemma(child), "two" | "both"))
            || self.nationalities(token).len() > 1
    }

    /// "Thai and Cambodian" of "Thai and Cambodian soldiers": the countries of adjectives joined before a noun.
    pub(super) fn nationalities(&self, token: usize) -> Vec<Country> {
        let tree = self.tree;
        let mut found: Vec<Country> = Vec::new();
        if tree.upos(token) != Upos::Noun {
            return found;
        }
        for &child in tree.children(token) {
            if child > token || !matches!(tree.relation(child), Relation::Amod | Relation::Compound) {
                continue;
            }
            let joined = tree.with_conjuncts(child);
            if joined.len() < 2 || joined.iter().any(|&adjective| adjective > token) {
                continue;
            }
            let countries = joined.iter().map(|&adjective| self.country_and_role(tree.span(adjective)).0);
            let Some(countries) = countries.collect::<Option<Vec<Country>>>() else { continue };
            for country in countries {
                if !found.contains(&country) {
                    found.push(country);
                }
            }
        }
        if found.len() > 1 { found } else { Vec::new() }
    }

    /// "nurses", "a miners' union": those who work for a living or study; nobody armed and no state.
    pub(super) fn is_civilian(&self, head: usize) -> bool {
        self.actor(head).role.as_deref().is_some_and(|role| {
            matches!(role, "LAB" | "HLH" | "EDU" | "AGR" | "BUS" | "CVL" | "MED" | "JUD" | "REL")
        })
    }

    /// Whether the phrase names, or is about, a place that does not act: "the situation in Darfur".
    pub(super) fn is_place(&self, head: usize) -> bool {
        let span = self.span(head);
        self.mention_for(head, span).is_some_and(|mention| mention.kind == MentionKind::Place)
    }

    /// "reporters", "the press": who is told, not who is talked with.
    pub(super) fn is_press(&self, head: usize) -> bool {
        let start = self.tree.span(head).start as usize;
        self.tree.upos(head) == Upos::Noun
            && self
                .lexicon
                .roles
                .at(self.tree.parsed.document.text, start)
                .is_some_and(|(_, name)| name.role.role == "MED")
    }

    /// "the envoy", "farmers": a noun of office, trade or group.
    pub(super) fn is_office(&self, head: usize) -> bool {
        let start = self.tree.span(head).start as usize;
        self.lexicon.roles.at(self.tree.parsed.document.text, start).is_some()
    }

    /// Whether the noun can act or be acted on in politics: a name, a people, an office, a trade.
    pub(super) fn is_actor(&self, head: usize) -> bool {
        let tree = self.tree;
        if tree.upos(head) == Upos::Propn || self.mention_of_head(head).is_some() {
            return true;
        }
        if matches!(tree.upos(head), Upos::Pron) {
            return matches!(
                tree.lemma(head),
                "he" | "she" | "they" | "we" | "i" | "it" | "nobody" | "none" | "everyone" | "everybody"
            );
        }
        if self.is_office(head) || self.is_pair(head) {
            return true;
        }
        let named = tree.children(head).iter().any(|&child| {
            tree.upos(child) == Upos::Propn
                && matches!(
                    tree.relation(child),
                    Relation::Appos | Relation::Flat | Relation::NmodDesc | Relation::Compound
                )
        });
        if named {
            return true;
        }
        let span = self.span(head);
        self.mentions.iter().any(|mention| span.contains(mention.span))
            || self.country_and_role(span).0.is_some()
    }
}

/// The rows of one sentence; rows are in text order.
pub(super) fn of_sentence<R>(
    rows: &[R],
    number: u32,
    sentence: impl Fn(&R) -> u32,
) -> impl Iterator<Item = &R> {
    let first = rows.partition_point(|row| sentence(row) < number);
    rows.iter().skip(first).take_while(move |row| sentence(row) == number)
}
