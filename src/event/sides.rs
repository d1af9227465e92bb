//! Who stands behind the words on a side of an event.
//!
//! "rejected the criticism": nobody can be rejected but whoever criticised, a sentence earlier. "The two leaders met":
//! both of them. "The decision of the court": the court. "Talks" and "consequences" take no side: where nobody is
//! named in their phrase, the side stays empty rather than hold a thing.

use super::actors::Phrases;
use super::clause::subject;
use super::tree::Tree;
use super::{Actor, Event};
use crate::lexicon::events_cues::PairKind;
use crate::lexicon::events_patterns::{PatternKind, Slot};
use crate::lexicon::{Country, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::span::Span;
use crate::syntax::{Relation, Upos};

/// How many sentences back "the criticism", "the two leaders" and "the organisation" reach.
const REACH: u32 = 4;
/// How many words of a phrase are looked through for somebody who acts.
const MOST_WORDS: usize = 120;

/// What is known about the sides of one sentence: its phrases, the article's mentions, and the events told before.
pub(super) struct Sides<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) phrases: &'a Phrases<'a>,
    /// All mentions of the article.
    pub(super) mentions: &'a [Mention],
    pub(super) lexicon: &'a Lexicon,
}

/// Which side is asked for, and what is known about the other.
pub(super) struct Question<'a> {
    pub(super) is_source: bool,
    /// Only somebody who acts can be on this side: one cannot accuse a bridge.
    pub(super) verbal: bool,
    /// The other side, as far as it is settled.
    pub(super) others: &'a [Actor],
    /// Events told before, in this article.
    pub(super) past: &'a [Event],
    /// The word that names the event; what hangs on it is no part of its own side.
    pub(super) trigger: usize,
}

impl Sides<'_> {
    /// The actors a noun stands for; none where it is a thing or a thought and nobody is named with it.
    pub(super) fn behind(&self, token: usize, question: &Question<'_>) -> Vec<Actor> {
        let tree = self.tree;
        if tree.upos(token) == Upos::Pron {
            return self.pronoun(token, question);
        }
        if let Some(pair) = self.pair(token) {
            return pair;
        }
        let nationalities = self.phrases.nationalities(token);
        if nationalities.len() > 1 {
            let whole = Actor { entity: None, name: None, ..self.phrases.actor(token) };
            let each = |country: &Country| Actor { country: Some(*country), ..whole.clone() };
            return nationalities.iter().map(each).collect();
        }
        let own = self.phrases.mention_of_head(token);
        if self.is_body_named_before(token, own)
            && let Some(body) = self.body_before(token)
        {
            return vec![Actor { span: self.phrases.span(token), ..body }];
        }
        // "Fighting between Chad and Mali killed thirty": nobody knows who did
        if question.is_source && tree.children(token).iter().any(|&child| tree.has_case(child, "between")) {
            return Vec::new();
        }
        if own.is_some() && !self.is_thing(token) || tree.upos(token) == Upos::Propn {
            return vec![self.phrases.actor(token)];
        }
        if !self.is_thing(token) && (self.phrases.is_office(token) || !question.verbal || question.is_source)
        {
            return vec![self.phrases.actor(token)];
        }
        if let Some(named) = self.named_within(token, question) {
            return vec![self.phrases.actor(named)];
        }
        if let Some(echoed) = self.echoed(token, question) {
            return vec![echoed];
        }
        if question.is_source
            && matches!(tree.relation(token), Relation::Obj | Relation::Obl)
            && let Some(verb) = tree.head(token).filter(|&verb| tree.is_verb(verb))
            && let Some(doer) = subject(tree, verb, 0).filter(|&doer| doer != token && self.can_act(doer))
        {
            return vec![self.phrases.actor(doer)];
        }
        Vec::new()
    }

    /// A pronoun gives way to the name it stands for, where that stands in the same sentence.
    fn pronoun(&self, token: usize, question: &Question<'_>) -> Vec<Actor> {
        let own = self.phrases.actor(token);
        if matches!(
            self.tree.lemma(token),
            "which" | "that" | "what" | "who" | "this" | "these" | "those" | "there"
        ) {
            return Vec::new();
        }
        let Some(entity) = own.entity else {
            let carried = question.is_source.then(|| self.carried(token, question)).flatten();
            return vec![carried.or_else(|| self.several(token, question)).unwrap_or(own)];
        };
        let start = self.tree.span(token).start;
        let named = self.phrases.mentions.iter().rev().find(|mention| {
            mention.entity == entity
                && mention.span.end <= start
                && self.tree.upos(mention.head as usize) != Upos::Pron
        });
        vec![named.map_or(own, |named| self.phrases.actor(named.head as usize))]
    }

    /// "It also signed two deals": who acted in the sentence before acts on.
    fn carried(&self, token: usize, question: &Question<'_>) -> Option<Actor> {
        let tree = self.tree;
        if tree.relation(token) != Relation::Nsubj {
            return None;
        }
        let last = question.past.last().filter(|event| event.sentence + 1 >= self.number())?;
        // the first row of a happening told both ways has the subject for its source
        let mut happening = question.past.iter().filter(|event| event.group == last.group);
        let source = happening.next()?.source.as_ref().filter(|source| source.entity.is_some())?;
        let kind = self.mentions.iter().find(|mention| Some(mention.entity) == source.entity)?.kind;
        let fits = match tree.lemma(token) {
            "it" => matches!(kind, MentionKind::Organization | MentionKind::Place),
            "he" | "she" => kind == MentionKind::Person,
            _ => false,
        };
        fits.then(|| Actor { span: tree.span(token), ..source.clone() })
    }

    /// "They refused": those of one country who acted together in the sentence before.
    fn several(&self, token: usize, question: &Question<'_>) -> Option<Actor> {
        let tree = self.tree;
        if tree.lemma(token) != "they"
            || !matches!(tree.relation(token), Relation::Nsubj | Relation::NsubjPass)
        {
            return None;
        }
        let last = question.past.last().filter(|event| event.sentence + 1 == self.number())?;
        let mut actors: Vec<&Actor> = Vec::new();
        for event in question.past.iter().filter(|event| event.group == last.group) {
            if let Some(source) = &event.source
                && !actors.contains(&source)
            {
                actors.push(source);
            }
        }
        let first = actors.first().filter(|_| actors.len() > 1)?;
        let country = first.country.filter(|_| actors.iter().all(|actor| actor.country == first.country))?;
        let role = first.role.clone().filter(|_| actors.iter().all(|actor| actor.role == first.role));
        Some(Actor {
            span: tree.span(token),
            entity: None,
            name: None,
            country: Some(country),
            role,
            code: None,
        })
    }

    /// A noun of an act, a word or a thought.
    fn is_thing(&self, token: usize) -> bool {
        let lists = &self.lexicon.events;
        let lemma = self.tree.lemma(token);
        self.tree.upos(token) == Upos::Noun
            && !self.is_title(token)
            && (lists.abstracts.has(lemma)
                || lists.documents.has(lemma)
                || self.is_violence(lemma)
                || !lists.echoes.of(lemma).is_empty())
            && self
                .phrases
                .mention_of_head(token)
                .is_none_or(|mention| mention.name.is_none() && mention.country.is_none())
    }

    /// "airstrike", "bombing": nouns that name an attack.
    fn is_violence(&self, lemma: &str) -> bool {
        let lists = &self.lexicon.events;
        lists.patterns.starting(PatternKind::Noun, lemma).iter().any(|entry| {
            lists
                .patterns
                .get(entry.pattern)
                .is_some_and(|pattern| entry.beside.is_none() && lists.ontology.is(pattern.event, "ASSAULT"))
        })
    }

    /// "Action for Peace said": capitals on both sides of a preposition make a name.
    fn is_title(&self, token: usize) -> bool {
        let tree = self.tree;
        let capital = |token: usize| tree.text(token).chars().next().is_some_and(char::is_uppercase);
        capital(token)
            && tree.child(token, Relation::Det).is_none()
            && tree.children(token).iter().any(|&child| {
                tree.relation(child) == Relation::Nmod
                    && capital(child)
                    && (tree.has_case(child, "for") || tree.has_case(child, "against"))
                    && self.phrases.mention_of_head(child).is_none()
            })
    }

    fn can_act(&self, token: usize) -> bool {
        self.phrases.mention_of_head(token).is_some() || self.phrases.is_office(token)
    }

    /// "the two leaders", "both sides": the two who were named together last.
    fn pair(&self, token: usize) -> Option<Vec<Actor>> {
        let tree = self.tree;
        let kind = self.lexicon.events.pairs.of(tree.lemma(token))?;
        let two = tree.children(token).iter().any(|&child| {
            matches!(tree.lemma(child), "two" | "both")
                && matches!(
                    tree.relation(child),
                    Relation::Nummod
                        | Relation::Det
                        | Relation::DetPredet
                        | Relation::Amod
                        | Relation::CcPreconj
                )
        });
        let own = self.phrases.mention_of_head(token).and_then(|mention| mention.country);
        let named = tree.children(token).iter().any(|&child| {
            matches!(tree.relation(child), Relation::Nmod | Relation::Acl | Relation::AclRelcl)
                && child > token
        });
        if named || own.is_some() {
            return None;
        }
        if let Some(sides) = self.sides_named(token) {
            return Some(sides);
        }
        if !two {
            return None;
        }
        let span = self.phrases.span(token);
        let before: Vec<&Mention> = self.before(span).collect();
        for back in 0..=REACH {
            let here = before.iter().copied().filter(|mention| mention.sentence + back == self.number());
            if let Some([left, right]) = two_of(here, kind) {
                return Some([left, right].map(|mention| Actor { span, ..actor_of(mention) }).to_vec());
            }
        }
        let [left, right] = self.leading_pair(&before)?;
        Some([left, right].map(|mention| Actor { span, ..actor_of(mention) }).to_vec())
    }

    /// "Both the Russian and Armenian sides": each adjective is a side.
    fn sides_named(&self, token: usize) -> Option<Vec<Actor>> {
        let tree = self.tree;
        let span = self.phrases.span(token);
        let mut found: Vec<Actor> = Vec::new();
        for child in tree.parsed.document.tokens_in(span).filter(|&child| child != token) {
            let Some(country) = self.country_of(child) else { continue };
            if found.iter().all(|actor| actor.country != Some(country)) {
                let words = tree.span(child);
                found.push(Actor {
                    span: words,
                    entity: None,
                    name: None,
                    country: Some(country),
                    role: None,
                    code: None,
                });
            }
        }
        (found.len() == 2).then_some(found)
    }

    /// The two countries the article speaks of most, where no third comes near.
    fn leading_pair<'m>(&self, before: &[&'m Mention]) -> Option<[&'m Mention; 2]> {
        let mut counts: Vec<(Country, usize, &Mention)> = Vec::new();
        for mention in before.iter().copied().filter(|mention| acts(mention)) {
            let Some(country) = mention.country else { continue };
            match counts.iter_mut().find(|(known, ..)| *known == country) {
                Some((_, count, last)) => {
                    *count += 1;
                    *last = mention;
                }
                None => counts.push((country, 1, mention)),
            }
        }
        counts.sort_by_key(|&(country, count, _)| (std::cmp::Reverse(count), country));
        match counts[..] {
            [(_, _, left), (_, _, right)] => Some([left, right]),
            [(_, _, left), (_, second, right), (_, third, _), ..] if second >= 2 * third => {
                Some([left, right])
            }
            _ => None,
        }
    }

    /// Mentions that begin before a place of this sentence.
    fn before(&self, span: Span) -> impl DoubleEndedIterator<Item = &Mention> {
        let end = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions.iter().take(end)
    }

    fn number(&self) -> u32 {
        u32::try_from(self.tree.sentence).unwrap_or(u32::MAX)
    }

    /// "the organization", "those organizations", "the bloc": nothing but a word for a body named before.
    fn is_body_named_before(&self, token: usize, own: Option<&Mention>) -> bool {
        let tree = self.tree;
        self.lexicon.events.pairs.of(tree.lemma(token)) == Some(PairKind::Body)
            && own.is_none_or(|mention| mention.name.is_none() && mention.country.is_none())
            && tree.children(token).iter().all(|&child| {
                matches!(tree.lemma(child), "the" | "that" | "this" | "those" | "these" | "such")
                    || matches!(tree.relation(child), Relation::Case | Relation::Punct | Relation::Mark)
            })
            && tree.child(token, Relation::Det).is_some()
    }

    fn body_before(&self, token: usize) -> Option<Actor> {
        let near = self
            .before(self.tree.span(token))
            .rev()
            .take_while(|mention| mention.sentence + REACH >= self.number());
        let body = near.into_iter().find(|mention| {
            mention.kind == MentionKind::Organization
                && mention.name.is_some()
                && matches!(mention.role.as_deref(), Some("IGO" | "NGO" | "NGM" | "PTY" | "JUD"))
        })?;
        Some(actor_of(body))
    }

    /// Somebody named in the phrase of a thing: "the decision of *the court*", "*Moscow*'s proposal", "meetings of *the
    /// bloc*", "consequences for Russian-*Armenian* relations". Whoever stands on the other side is left out.
    fn named_within(&self, token: usize, question: &Question<'_>) -> Option<usize> {
        let tree = self.tree;
        let mut open: Vec<usize> = vec![token];
        let mut words: Vec<usize> = Vec::new();
        while let Some(word) = open.pop() {
            for &child in tree.children(word) {
                let about_source = question.is_source
                    && !(matches!(
                        tree.relation(child),
                        Relation::NmodPoss | Relation::Compound | Relation::Amod
                    ) || ["by", "of", "from"]
                        .iter()
                        .any(|preposition| tree.has_case(child, preposition)));
                // "the ship, which was taken to an Icelandic port": where it was taken is not whose it is
                let elsewhere = tree.relation(word) == Relation::AclRelcl
                    && tree.relation(child) == Relation::Obl
                    && ["to", "in", "at", "into", "near", "off"]
                        .iter()
                        .any(|place| tree.has_case(child, place));
                let leaves = matches!(
                    tree.relation(child),
                    Relation::Punct | Relation::Case | Relation::Det | Relation::Advcl | Relation::Parataxis
                ) || elsewhere
                    || about_source
                    || (question.is_source && tree.is_verb(child))
                    || child == question.trigger
                    || (tree.relation(child) == Relation::Conj && tree.is_verb(child) && word == token);
                if !leaves && words.len() < MOST_WORDS {
                    words.push(child);
                    open.push(child);
                }
            }
        }
        words.sort_unstable();
        // "the bombing of Aleppo by Chad", "Chad's bombing of Aleppo": whoever did it, not to whom it was done
        let mut own_side: Option<usize> = None;
        if let Some(doer) =
            self.doer(token).filter(|&doer| question.verbal || question.is_source || doer < token)
        {
            let whole = self.phrases.mention_around(doer).unwrap_or(doer);
            let actor = self.phrases.actor(whole);
            let same = |other: &Actor| same_actor(other, &actor);
            let near = |other: &Actor| actor.country.is_some() && other.country == actor.country;
            if !question.others.iter().any(|other| same(other) || near(other)) {
                return Some(whole);
            }
            // "The Chadian envoy confirmed Chad's view of Mali": rather Mali, where a state stands there
            own_side = Some(whole).filter(|_| !question.others.iter().any(same));
        }
        if question.is_source && self.is_done_to(token) {
            words.retain(|&word| !self.is_below_of(word, token));
        }
        let mut second: Option<usize> = None;
        for child in words {
            if !self.acts_by_name(child) || self.phrases.is_moment(child) {
                continue;
            }
            let whole = self.phrases.mention_around(child).unwrap_or(child);
            let actor = self.phrases.actor(whole);
            if question.others.iter().any(|other| same_actor(other, &actor)) {
                continue;
            }
            let same_country =
                actor.country.is_some() && question.others.iter().any(|other| other.country == actor.country);
            if !same_country && (own_side.is_none() || actor.country.is_some()) {
                return Some(whole);
            }
            if !same_country {
                continue;
            }
            let is_somebody = self
                .phrases
                .mention_of_head(whole)
                .is_some_and(|mention| !is_state(mention) && mention.kind != MentionKind::Place);
            if is_somebody && second.is_none() {
                second = Some(whole);
            }
        }
        own_side.or(second)
    }

    /// Who did what a noun of an act names: "by Chad", also where it hangs on the "of" phrase, or "Chad's".
    fn doer(&self, noun: usize) -> Option<usize> {
        let tree = self.tree;
        let by = |above: usize| {
            tree.children(above).iter().copied().find(|&child| child > noun && tree.has_case(child, "by"))
        };
        let of =
            || tree.children(noun).iter().copied().filter(|&child| tree.has_case(child, "of")).find_map(by);
        let possessor = tree
            .children(noun)
            .iter()
            .copied()
            .find(|&child| tree.relation(child) == Relation::NmodPoss && child < noun);
        let doer = possessor.or_else(|| by(noun)).or_else(of)?;
        (self.acts_by_name(doer) && !self.phrases.is_moment(doer)).then_some(doer)
    }

    /// "the bombing of Aleppo": what follows "of" is hit by it; "the decision of the court" is the court's.
    fn is_done_to(&self, noun: usize) -> bool {
        let lists = &self.lexicon.events;
        lists.patterns.starting(PatternKind::Noun, self.tree.lemma(noun)).iter().any(|entry| {
            lists.patterns.get(entry.pattern).is_some_and(|pattern| {
                pattern.target.iter().any(|slot| matches!(slot, Slot::Preposition(word) if word == "of"))
            })
        })
    }

    /// Whether a word stands in the "of" phrase of a noun.
    fn is_below_of(&self, word: usize, noun: usize) -> bool {
        let tree = self.tree;
        tree.children(noun)
            .iter()
            .any(|&child| tree.has_case(child, "of") && (child == word || tree.is_below(word, child)))
    }

    /// A name, an office, or an adjective of a country.
    fn acts_by_name(&self, token: usize) -> bool {
        let tree = self.tree;
        if tree.upos(token) == Upos::Pron {
            return false;
        }
        match self.phrases.mention_of_head(token) {
            Some(mention) => mention.kind != MentionKind::Place || mention.country.is_some(),
            None => {
                (tree.upos(token) == Upos::Noun
                    && (self.phrases.is_office(token)
                        || self.lexicon.events.pairs.of(tree.lemma(token)) == Some(PairKind::State)))
                    || (matches!(tree.upos(token), Upos::Adj | Upos::Propn)
                        && self.country_of(token).is_some())
            }
        }
    }

    fn country_of(&self, token: usize) -> Option<Country> {
        let start = self.tree.span(token).start as usize;
        let found = self.lexicon.countries.at(self.tree.parsed.document.text, start);
        found.and_then(|(_, names)| names.first().map(|name| name.country))
    }

    /// "the criticism", "those claims": whoever criticised or claimed, in an event told just before.
    fn echoed(&self, token: usize, question: &Question<'_>) -> Option<Actor> {
        let tree = self.tree;
        let types = self.lexicon.events.echoes.of(tree.lemma(token));
        let points_back = tree.children(token).iter().any(|&child| {
            tree.relation(child) == Relation::Det
                && matches!(tree.lemma(child), "the" | "this" | "that" | "these" | "those" | "such")
        });
        if types.is_empty() || !points_back || question.is_source {
            return None;
        }
        let near = question.past.iter().rev().take_while(|event| event.sentence + REACH >= self.number());
        let fits = |event: &&Event| {
            types.contains(&event.event)
                && event.source.as_ref().is_some_and(|source| {
                    question
                        .others
                        .iter()
                        .all(|other| other.country.is_none() || other.country != source.country)
                })
        };
        let to_us = |event: &&Event| {
            event.target.as_ref().is_some_and(|target| {
                question.others.iter().any(|other| other.country.is_some() && other.country == target.country)
            })
        };
        let candidates: Vec<&Event> = near.filter(fits).collect();
        let event = candidates.iter().find(|event| to_us(event)).or(candidates.first())?;
        let source = event.source.clone()?;
        Some(Actor { span: self.phrases.span(token), ..source })
    }

    /// The state a diplomat represents, and the state he is sent to, told anywhere in the article: "the Russian
    /// ambassador in Yerevan".
    pub(super) fn posting(&self, token: usize) -> (Option<Actor>, Option<Actor>) {
        let Some(mention) =
            self.phrases.mention_of_head(token).filter(|mention| mention.kind == MentionKind::Person)
        else {
            return (None, None);
        };
        let sender = mention
            .country
            .and_then(|country| self.state(country).or_else(|| self.nationality(mention.entity, country)));
        let host = self.mentions.iter().filter(|other| other.entity == mention.entity).find_map(|other| {
            let words = self.tree.parsed.document.tokens_in(other.span);
            let place = self.mentions.iter().find(|place| {
                other.span.contains(place.span)
                    && place.span.start > other.span.start
                    && place.entity != other.entity
                    && place.country.is_some()
                    && place.country != mention.country
            })?;
            let after = words.clone().find(|&word| {
                matches!(self.tree.parsed.text_of(word), "to" | "in")
                    && self.tree.span(word).end <= place.span.start
            });
            after.map(|_| actor_of(place))
        });
        (sender, host)
    }

    /// The word that says whose diplomat it is: "Kenyan".
    fn nationality(&self, entity: u32, country: Country) -> Option<Actor> {
        let own = self.mentions.iter().filter(|mention| mention.entity == entity);
        let words = own.flat_map(|mention| self.tree.parsed.document.tokens_in(mention.span));
        let word = words.into_iter().find(|&word| self.country_of(word) == Some(country))?;
        Some(Actor {
            span: self.tree.span(word),
            entity: None,
            name: None,
            country: Some(country),
            role: Some("GOV".into()),
            code: None,
        })
    }

    /// The last mention of a state before this sentence's end, else the first one after.
    fn state(&self, country: Country) -> Option<Actor> {
        let is = |mention: &&Mention| mention.country == Some(country) && is_state(mention);
        let before = self.mentions.iter().rev().filter(|mention| mention.sentence <= self.number()).find(is);
        before.or_else(|| self.mentions.iter().find(is)).map(actor_of)
    }
}

/// Exactly two who fit among the mentions of one sentence: two persons, or two countries.
fn two_of<'m>(mentions: impl Iterator<Item = &'m Mention>, kind: PairKind) -> Option<[&'m Mention; 2]> {
    let mut found: Vec<&Mention> = Vec::new();
    for mention in mentions {
        let fits = match kind {
            PairKind::Person => mention.kind == MentionKind::Person && mention.name.is_some(),
            PairKind::State | PairKind::Body => mention.country.is_some() && acts(mention),
        };
        let again = found.iter().any(|other| match kind {
            PairKind::Person => other.entity == mention.entity,
            PairKind::State | PairKind::Body => other.country == mention.country,
        });
        if fits && !again {
            found.push(mention);
        }
    }
    match found[..] {
        [left, right] => Some([left, right]),
        _ => None,
    }
}

/// Not a town or a region that is only where something happens.
fn acts(mention: &Mention) -> bool {
    mention.kind != MentionKind::Place
}

/// A state or its government, not one of its people.
fn is_state(mention: &Mention) -> bool {
    mention.kind == MentionKind::Organization && mention.role.as_deref().is_none_or(|role| role == "GOV")
}

fn same_actor(left: &Actor, right: &Actor) -> bool {
    left.span == right.span || (left.entity.is_some() && left.entity == right.entity)
}

fn actor_of(mention: &Mention) -> Actor {
    Actor {
        span: mention.span,
        entity: Some(mention.entity),
        name: mention.name.clone(),
        country: mention.country,
        role: mention.role.clone(),
        code: None,
    }
}
