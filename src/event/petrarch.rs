//! Events by the user's own PETRARCH dictionaries: CAMEO codes from verb patterns, actor codes from actors and agents.
//!
//! The patterns speak of words in order, so they are matched on the words of the sentence; our tree tells who is the
//! subject, what a verb governs and which verbs are passive. Codes are the dictionaries' own, whatever they mean.

use compact_str::CompactString;

use super::actors::Phrases;
use super::clause::{is_passive, subject};
use super::matching::{Hit, Matcher};
use super::stance::{Reader, Stance};
use super::tree::Tree;
use super::when::{Dating, Told, When};
use super::{Actor, Event};
use crate::article::ArticleView;
use crate::lexicon::{CodePair, Country, Lexicon, Petrarch, PetrarchPattern, Step, What};
use crate::mention::Mention;
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos};
use crate::time::TimeExpression;

/// How many words before the verb a pattern reaches.
const REACH_BEFORE: usize = 16;
/// How many words after the verb a pattern reaches.
const REACH_AFTER: usize = 30;
/// No more rows than this from one sentence.
const MOST_ROWS: usize = 60;

/// The events of an article by the dictionaries in the lexicon.
pub(super) fn find(
    view: &ArticleView<'_>,
    parsed: &Parsed<'_>,
    mentions: &[Mention],
    times: &[TimeExpression],
    told: Told,
    lexicon: &Lexicon,
    dictionaries: &Petrarch,
) -> Vec<Event> {
    let mut events = Vec::new();
    let mut group = 0;
    for sentence in 0..parsed.document.sentences.len() {
        let number = u32::try_from(sentence).unwrap_or(u32::MAX);
        let own: Vec<&Mention> =
            super::actors::of_sentence(mentions, number, |mention| mention.sentence).collect();
        let Some(tree) = Tree::new(parsed, sentence, &own, times, &lexicon.events) else { continue };
        let phrases = Phrases::new(&tree, own, times, lexicon);
        let coder = Coder::new(view, told, &phrases, dictionaries);
        coder.sentence(&mut group, &mut events);
    }
    events
}

/// A noun phrase with the codes of those named in it.
#[derive(Clone, Debug, Default)]
struct Phrase {
    start: usize,
    end: usize,
    actors: Vec<Coded>,
}

/// A code and the words it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Coded {
    code: CompactString,
    span: Span,
}

/// An actor or agent in the text.
#[derive(Clone, Debug)]
struct Named {
    start: usize,
    end: usize,
    code: CompactString,
    /// An agent adds to a country's code, before it where true.
    agent: Option<bool>,
}

/// Where `$` and `+` of a pattern stand, as numbers of phrases.
#[derive(Clone, Copy, Debug, Default)]
struct Bound {
    source: Option<usize>,
    target: Option<usize>,
    /// Several actors who do it to each other where nobody else is the target.
    several: Option<usize>,
}

struct Coder<'a> {
    view: &'a ArticleView<'a>,
    told: Told,
    tree: &'a Tree<'a>,
    /// The phrases of the tree, with the times among them.
    spans: &'a Phrases<'a>,
    lexicon: &'a Lexicon,
    dictionaries: &'a Petrarch,
    words: Vec<CompactString>,
    lemmas: Vec<CompactString>,
    phrases: Vec<Phrase>,
}

impl<'a> Coder<'a> {
    fn new(
        view: &'a ArticleView<'a>,
        told: Told,
        spans: &'a Phrases<'a>,
        dictionaries: &'a Petrarch,
    ) -> Self {
        let (tree, lexicon) = (spans.tree, spans.lexicon);
        let upper = |text: &str| CompactString::from(text.replace('’', "'").to_uppercase());
        let words = tree.tokens.clone().map(|token| upper(tree.text(token))).collect();
        let lemmas = tree.tokens.clone().map(|token| upper(tree.lemma(token))).collect();
        let phrases = Vec::new();
        let mut coder = Self { view, told, tree, spans, lexicon, dictionaries, words, lemmas, phrases };
        coder.phrases = coder.read_phrases();
        coder
    }

    fn word(&self, token: usize) -> &str {
        token.checked_sub(self.tree.tokens.start).and_then(|at| self.words.get(at)).map_or("", |word| word)
    }

    fn lemma(&self, token: usize) -> &str {
        token.checked_sub(self.tree.tokens.start).and_then(|at| self.lemmas.get(at)).map_or("", |word| word)
    }

    /// Actors and agents in the sentence, the longest name at each place.
    fn named(&self) -> Vec<Named> {
        let text = self.tree.parsed.document.text;
        let day = self.view.published.map(|published| published.date());
        let mut found: Vec<Named> = Vec::new();
        let mut token = self.tree.tokens.start;
        while token < self.tree.tokens.end {
            let start = self.tree.span(token).start as usize;
            let actor = self.dictionaries.actors.at(text, start, day);
            let agent = self.dictionaries.agents.at(text, start);
            let reach = |end: usize| {
                (token..self.tree.tokens.end)
                    .take_while(|&word| (self.tree.span(word).end as usize) <= end)
                    .count()
                    .max(1)
            };
            let agent_end = agent.as_ref().map_or(0, |(end, ..)| *end);
            if let Some((end, actor)) = actor.filter(|(end, _)| *end >= agent_end) {
                let length = reach(end);
                // of a name whose code does not hold on this day, nothing is coded
                if let Some(code) = actor.code {
                    found.push(Named { start: token, end: token + length, code, agent: None });
                }
                token += length;
            } else if let Some((end, code, is_prefix)) = agent {
                let length = reach(end);
                found.push(Named {
                    start: token,
                    end: token + length,
                    code: code.into(),
                    agent: Some(is_prefix),
                });
                token += length;
            } else {
                token += 1;
            }
        }
        found
    }

    /// Noun phrases with "of" and "in" inside, and with what is coordinated: cut where a verb or another preposition
    /// stands.
    fn read_phrases(&self) -> Vec<Phrase> {
        let named = self.named();
        let inside = |token: usize| named.iter().any(|name| (name.start..name.end).contains(&token));
        let nominal = |token: usize| {
            inside(token)
                || matches!(
                    self.tree.upos(token),
                    Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Pron
                )
                || matches!(self.word(token), "'S" | "'" | "-")
                || (self.tree.upos(token) == Upos::Verb
                    && matches!(self.tree.relation(token), Relation::Amod | Relation::Compound))
        };
        let mut phrases = Vec::new();
        let mut token = self.tree.tokens.start;
        while token < self.tree.tokens.end {
            if !nominal(token) {
                token += 1;
                continue;
            }
            let start = token;
            while token < self.tree.tokens.end {
                let from = self.word(token) == "FROM"
                    && named.iter().any(|name| name.agent.is_some() && name.end == token);
                let link = from || matches!(self.word(token), "OF" | "IN" | "AND" | "OR" | ",");
                let two = self.word(token) == ","
                    && matches!(self.word(token + 1), "AND" | "OR")
                    && nominal(token + 2);
                if nominal(token) {
                    token += 1;
                } else if two {
                    token += 2;
                } else if link && nominal(token + 1) && token + 1 < self.tree.tokens.end {
                    token += 1;
                } else {
                    break;
                }
            }
            phrases.extend(self.parts(start, token, &named));
        }
        phrases
    }

    /// The phrase from `start` to `end`, cut at commas that do not coordinate.
    fn parts(&self, start: usize, end: usize, named: &[Named]) -> Vec<Phrase> {
        // "Chad, Niger and Mali" is one; "Chad, its neighbour" and "a rift, the agency" are two
        let mut cuts = vec![start];
        let has_and = (start..end).any(|token| matches!(self.word(token), "AND" | "OR"));
        for comma in (start..end).filter(|&token| self.word(token) == ",") {
            let actor_near = |from: usize, to: usize| {
                named.iter().any(|name| name.agent.is_none() && name.start >= from && name.end <= to)
            };
            let next =
                (comma + 1..end).find(|&token| matches!(self.word(token), "," | "AND" | "OR")).unwrap_or(end);
            let coordinates = has_and && actor_near(start, comma) && actor_near(comma, next);
            if !coordinates {
                cuts.push(comma + 1);
            }
        }
        cuts.push(end);
        cuts.windows(2)
            .filter_map(|pair| match *pair {
                [from, to] => Some(self.phrase(from, to, named)),
                _ => None,
            })
            .collect()
    }

    fn phrase(&self, start: usize, end: usize, named: &[Named]) -> Phrase {
        let mut cuts: Vec<(usize, usize)> = Vec::new();
        let mut from = start;
        for token in start..=end {
            if token == end || matches!(self.word(token), "AND" | "OR" | ",") {
                if from < token {
                    cuts.push((from, token));
                }
                from = token + 1;
            }
        }
        let mut actors: Vec<Coded> = Vec::new();
        // agents that wait for the names after "of" or "in", and the last name for agents after "and"
        let mut waiting: Vec<&Named> = Vec::new();
        let mut shared: Vec<&Named> = Vec::new();
        let mut last: Option<(&Named, Vec<&Named>)> = None;
        for &(from, to) in &cuts {
            let here: Vec<&Named> =
                named.iter().filter(|name| name.start >= from && name.end <= to).collect();
            let actor = here.iter().copied().find(|name| name.agent.is_none());
            let agents: Vec<&Named> = here.iter().copied().filter(|name| name.agent.is_some()).collect();
            match actor {
                Some(actor) => {
                    let before_of = agents.iter().any(|agent| {
                        agent.end <= actor.start
                            && (agent.end..actor.start)
                                .any(|token| matches!(self.word(token), "OF" | "IN" | "FROM"))
                    });
                    let mut groups: Vec<Vec<&Named>> = waiting.drain(..).map(|agent| vec![agent]).collect();
                    if agents.is_empty() && groups.is_empty() && !shared.is_empty() {
                        groups.extend(shared.iter().map(|agent| vec![*agent]));
                    } else {
                        if before_of {
                            shared = groups.iter().flatten().chain(&agents).copied().collect();
                        } else {
                            shared.clear();
                        }
                        groups.push(agents.clone());
                    }
                    for group in &groups {
                        actors.extend(self.coded(Some(actor), group));
                    }
                    last = Some((actor, agents));
                }
                None if agents.is_empty() => {}
                None => {
                    let later =
                        named.iter().any(|name| name.agent.is_none() && name.start >= to && name.end <= end);
                    let article = matches!(self.tree.upos(from), Upos::Det);
                    match &last {
                        Some((actor, others)) if !article => {
                            // "Danish Islamist media and government": what stands before the trade goes on
                            let mut group: Vec<&Named> =
                                others.iter().copied().take(others.len().saturating_sub(1)).collect();
                            group.extend(&agents);
                            actors.extend(self.coded(Some(actor), &group));
                        }
                        _ if later => waiting.extend(&agents),
                        _ => actors.extend(self.coded(None, &agents)),
                    }
                }
            }
        }
        if !waiting.is_empty() {
            actors.extend(self.coded(None, &waiting));
        }
        let mut unique: Vec<Coded> = Vec::new();
        for actor in actors {
            if unique.iter().all(|known| known.code != actor.code) {
                unique.push(actor);
            }
        }
        Phrase { start, end, actors: unique }
    }

    /// The whole code: "ARN" with "GOV" behind it, "NGO" before it; "A/B" are two.
    fn coded(&self, actor: Option<&Named>, agents: &[&Named]) -> Vec<Coded> {
        let mut found = Vec::new();
        let codes = actor.map_or("---", |actor| actor.code.as_str());
        for code in codes.split('/').filter(|code| !code.is_empty()) {
            let empty = code.chars().all(|c| matches!(c, '-' | '+'));
            if empty && agents.is_empty() {
                continue;
            }
            let mut whole = String::from(if empty { "---" } else { code });
            for agent in agents {
                if whole.contains(agent.code.as_str()) {
                    continue;
                }
                if agent.agent == Some(true) {
                    whole.insert_str(0, &agent.code);
                } else {
                    whole.push_str(&agent.code);
                }
            }
            let words = actor.into_iter().chain(agents.iter().copied());
            let spans = words.map(|name| self.tree.span(name.start).hull(self.tree.span(name.end - 1)));
            let Some(span) = spans.reduce(|left, right| left.hull(right)) else { continue };
            found.push(Coded { code: whole.into(), span });
        }
        found
    }

    fn sentence(&self, group: &mut u32, events: &mut Vec<Event>) {
        let mut rows: Vec<Event> = Vec::new();
        for verb in self.tree.tokens.clone() {
            if self.tree.upos(verb) != Upos::Verb {
                continue;
            }
            let Some((code, pattern, bound)) = self.verb_code(verb) else { continue };
            let before = rows.len();
            self.rows(verb, &code, pattern, bound, *group, &mut rows);
            if rows.len() > before {
                *group = group.saturating_add(1);
            }
        }
        rows.truncate(MOST_ROWS);
        events.append(&mut rows);
    }

    /// The codes of a verb: of its first pattern that fits, else its own.
    fn verb_code(&self, verb: usize) -> Option<(CodePair, Option<&'a PetrarchPattern>, Bound)> {
        let verbs = &self.dictionaries.verbs;
        let forms = [self.word(verb), self.lemma(verb)];
        let entry = forms.iter().find_map(|form| {
            let fitting = verbs.of(form).iter().filter(|entry| {
                let after = entry.after.iter().enumerate().all(|(at, word)| self.word(verb + 1 + at) == word);
                let before =
                    entry.before.iter().rev().enumerate().all(|(at, word)| {
                        verb.checked_sub(1 + at).is_some_and(|token| self.word(token) == word)
                    });
                after && before
            });
            fitting.max_by_key(|entry| entry.after.len() + entry.before.len())
        })?;
        let block = verbs.block(entry.block)?;
        let (start, end) = (verb - entry.before.len(), verb + 1 + entry.after.len());
        for pattern in &block.patterns {
            if let Some(bound) = self.fits(pattern, start, end) {
                return Some((pattern.code.clone(), Some(pattern), bound));
            }
        }
        Some((entry.code.clone().unwrap_or_else(|| block.code.clone()), None, Bound::default()))
    }

    fn fits(&self, pattern: &PetrarchPattern, start: usize, end: usize) -> Option<Bound> {
        let mut bound = Bound::default();
        let last = (end + REACH_AFTER).min(self.tree.tokens.end);
        let mut at = end;
        let mut steps = pattern.after.as_slice();
        while let Some(length) = run_length(steps) {
            let (run, rest) = steps.split_at_checked(length)?;
            let joined = run.first().is_some_and(|step| step.joined);
            let places = if joined { at..at + 1 } else { at..last };
            let (after, found) = places.into_iter().find_map(|place| self.run(run, place, false))?;
            bound = merge(bound, found);
            at = after;
            steps = rest;
        }
        let first = start.saturating_sub(REACH_BEFORE).max(self.tree.tokens.start);
        let mut steps = pattern.before.as_slice();
        let mut touches = false;
        if let Some((last, rest)) = steps.split_last()
            && last.what == What::Word(CompactString::default())
        {
            touches = true;
            steps = rest;
        }
        let mut limit = start;
        let mut runs: Vec<&[Step]> = Vec::new();
        while let Some(length) = run_length(steps) {
            let (run, rest) = steps.split_at_checked(length)?;
            runs.push(run);
            steps = rest;
        }
        for (at, run) in runs.iter().rev().enumerate() {
            let tied = at == 0 && touches;
            let place = (first..limit).rev().find_map(|place| {
                let (after, found) = self.run(run, place, true)?;
                let fits = if tied { after == limit } else { after <= limit };
                fits.then_some((place, found))
            });
            let (place, found) = place?;
            bound = merge(bound, found);
            limit = place;
        }
        Some(bound)
    }

    /// Matches steps that touch each other from `place`; where they end, and what they bind.
    fn run(&self, steps: &[Step], place: usize, is_before: bool) -> Option<(usize, Bound)> {
        let mut at = place;
        let mut bound = Bound::default();
        for step in steps {
            if at >= self.tree.tokens.end {
                return None;
            }
            match &step.what {
                What::Word(word) => {
                    if !self.is_word(at, word) {
                        return None;
                    }
                    at += 1;
                }
                What::Synset(name) => {
                    let ways = self.dictionaries.verbs.spelled(name, 0);
                    let way = ways.iter().find(|way| {
                        way.iter().enumerate().all(|(offset, word)| self.is_word(at + offset, word))
                    })?;
                    at += way.len();
                }
                What::Source | What::Target | What::Phrase | What::Several => {
                    let (number, phrase) = self
                        .phrases
                        .iter()
                        .enumerate()
                        .find(|(_, phrase)| (phrase.start..phrase.end).contains(&at))?;
                    let coded = !phrase.actors.is_empty();
                    match step.what {
                        What::Source if coded => bound.source = Some(number),
                        What::Target if coded => bound.target = Some(number),
                        What::Several if phrase.actors.len() > 1 && is_before => {
                            bound.source = Some(number);
                            bound.several = Some(number);
                        }
                        What::Several if phrase.actors.len() > 1 => bound.target = Some(number),
                        What::Phrase => {}
                        _ => return None,
                    }
                    at = phrase.end;
                }
            }
        }
        Some((at, bound))
    }

    fn is_word(&self, token: usize, word: &str) -> bool {
        let text = self.word(token);
        text == word
            || self.lemma(token) == word
            || text.strip_suffix('S').is_some_and(|stem| stem == word)
            || (word == "N'T" && text == "NOT")
    }

    /// The phrase with codes that holds the verb's subject, or stands before the verb.
    fn before(&self, verb: usize) -> Option<usize> {
        let own = subject(self.tree, verb, 0);
        let holding = own.and_then(|own| {
            self.phrases
                .iter()
                .position(|phrase| (phrase.start..phrase.end).contains(&own) && !phrase.actors.is_empty())
        });
        holding.or_else(|| {
            self.phrases.iter().rposition(|phrase| phrase.end <= verb && !phrase.actors.is_empty())
        })
    }

    /// The first phrase with codes after the verb that is not all the source's.
    fn after(&self, verb: usize, source: Option<usize>) -> Option<usize> {
        let own =
            source.and_then(|number| self.phrases.get(number)).map_or(&[] as &[_], |phrase| &phrase.actors);
        self.phrases.iter().position(|phrase| {
            phrase.start > verb
                && phrase.actors.iter().any(|actor| own.iter().all(|known| known.code != actor.code))
                && !self.acts_elsewhere(phrase, verb)
        })
    }

    /// "burned it down, an official said": the official is no target of the burning.
    fn acts_elsewhere(&self, phrase: &Phrase, verb: usize) -> bool {
        (phrase.start..phrase.end).any(|token| {
            matches!(self.tree.relation(token), Relation::Nsubj | Relation::NsubjPass)
                && self.tree.head(token).is_some_and(|head| head != verb && !self.tree.is_below(head, verb))
        })
    }

    fn rows(
        &self,
        verb: usize,
        code: &CodePair,
        pattern: Option<&PetrarchPattern>,
        bound: Bound,
        group: u32,
        rows: &mut Vec<Event>,
    ) {
        let passive = is_passive(self.tree, verb);
        let (source, target) = if passive && bound.source.is_none() && bound.target.is_none() {
            let by = (verb + 1..self.tree.tokens.end).find(|&token| self.word(token) == "BY");
            let agent = by.and_then(|by| {
                self.phrases.iter().position(|phrase| phrase.start > by && !phrase.actors.is_empty())
            });
            (agent, self.before(verb))
        } else {
            let source = bound.source.or_else(|| self.before(verb));
            (source, bound.target.or_else(|| self.after(verb, source)))
        };
        let actors = |number: Option<usize>| {
            let found = number.and_then(|number| self.phrases.get(number));
            found.map_or_else(Vec::new, |phrase| phrase.actors.clone())
        };
        let target = target.or(bound.several);
        let (sources, targets) = (actors(source), actors(target));
        let each = |actors: &[Coded]| -> Vec<Option<Coded>> {
            if actors.is_empty() { vec![None] } else { actors.iter().cloned().map(Some).collect() }
        };
        for source in each(&sources) {
            for target in each(&targets) {
                let same =
                    source.as_ref().map(|actor| &actor.code) == target.as_ref().map(|actor| &actor.code);
                if same {
                    continue;
                }
                for (code, from, to) in [(&code.there, &source, &target), (&code.back, &target, &source)] {
                    if let Some(code) = code {
                        let event = self.event(verb, code, pattern, from.as_ref(), to.as_ref(), group);
                        let again = rows.iter().any(|row| {
                            row.cameo == event.cameo
                                && row.source.as_ref().map(|side| &side.code)
                                    == event.source.as_ref().map(|side| &side.code)
                                && row.target.as_ref().map(|side| &side.code)
                                    == event.target.as_ref().map(|side| &side.code)
                        });
                        if !again {
                            rows.push(event);
                        }
                    }
                }
            }
        }
    }

    /// How the verb is told: denied, to come, supposed, demanded, alleged, and by whom. What words of the pattern itself
    /// say ("NOT *") is in its code already.
    fn stance(&self, verb: usize, pattern: Option<&PetrarchPattern>) -> Stance {
        let hit = Hit::bare(verb, 0);
        let lists = &self.lexicon.events;
        let matcher = Matcher { tree: self.tree, phrases: self.spans, lists };
        let triggers = std::slice::from_ref(&hit);
        let stance = Reader { tree: self.tree, lists, matcher: &matcher, triggers }.stance(&hit);
        let steps = pattern.into_iter().flat_map(|pattern| pattern.before.iter().chain(&pattern.after));
        let cued = steps.into_iter().any(|step| match &step.what {
            What::Word(word) => lists.cues.of(&word.to_lowercase()).is_some(),
            _ => false,
        });
        if cued {
            return Stance { speaker: stance.speaker, ..Stance::default() };
        }
        stance
    }

    fn event(
        &self,
        verb: usize,
        code: &CompactString,
        pattern: Option<&PetrarchPattern>,
        source: Option<&Coded>,
        target: Option<&Coded>,
        group: u32,
    ) -> Event {
        let ontology = &self.lexicon.events.ontology;
        let facts = ontology.cameo(code).or_else(|| ontology.cameo(code.get(..3)?));
        let event = facts.and_then(|facts| facts.event);
        let trigger = self.tree.span(verb);
        let sides = source.iter().chain(&target).map(|actor| actor.span);
        let span = sides.fold(trigger, |span, side| span.hull(side));
        let quad = event.map_or(0, |event| ontology.facts(event).quad);
        let dating = Dating {
            tree: self.tree,
            times: &self.spans.times,
            lists: &self.lexicon.events,
            trigger: verb,
            clause: span,
            verbal: matches!(quad, 1 | 3),
        };
        let when = When::of(self.told, &dating);
        let stance = self.stance(verb, pattern);
        let speaker = stance.speaker.map(|speaker| self.spans.span(speaker));
        let speaker = speaker.filter(|words| !source.is_some_and(|source| source.span.overlaps(*words)));
        let rule = pattern.map_or_else(
            || self.word(verb).to_owned(),
            |pattern| format!("line {}: {}", pattern.line, pattern.words),
        );
        Event {
            sentence: u32::try_from(self.tree.sentence).unwrap_or(u32::MAX),
            group,
            span,
            date: when.date,
            date_precision: when.precision,
            date_evidence: when.evidence,
            source: source.map(actor),
            target: target.map(actor),
            event: event.map_or_else(CompactString::default, |event| ontology.facts(event).name.clone()),
            mode: facts.and_then(|facts| facts.mode.clone()),
            context: facts.and_then(|facts| facts.context.clone()).into_iter().collect(),
            cameo: Some(code.clone()),
            quad,
            goldstein: facts.and_then(|facts| facts.goldstein),
            negated: stance.negated,
            modality: stance.modality(),
            historical: when.historical,
            attributed_to: speaker.map(|words| words.of(self.tree.parsed.document.text).to_owned()),
            place: self.view.dateline_place.map(str::to_owned),
            place_country: self.view.dateline_country,
            trigger,
            rule: rule.into(),
            left_out: 0,
            confidence: if pattern.is_some() { 0.7 } else { 0.6 },
        }
    }
}

fn actor(coded: &Coded) -> Actor {
    let country = coded.code.get(..3).and_then(Country::new);
    let role = if country.is_some() { coded.code.get(3..6) } else { coded.code.get(..3) };
    Actor {
        span: coded.span,
        entity: None,
        name: None,
        country,
        role: role.filter(|role| !role.is_empty()).map(CompactString::from),
        code: Some(coded.code.clone()),
    }
}

/// How many steps from the first touch each other; `None` where there are no steps.
fn run_length(steps: &[Step]) -> Option<usize> {
    (!steps.is_empty()).then(|| 1 + steps.iter().skip(1).take_while(|step| step.joined).count())
}

fn merge(left: Bound, right: Bound) -> Bound {
    Bound {
        source: left.source.or(right.source),
        target: left.target.or(right.target),
        several: left.several.or(right.several),
    }
}
