//! News that is not political: sport, markets, films, anniversaries, obituaries.
//!
//! "The Reds beat the Lions in the semifinal" is no ASSAULT. A sentence whose words of one kind weigh enough gives
//! no events; what somebody is counts once ("the football coach Jon Vik was jailed" stays). What happens in a novel or a
//! film did not happen: "The film shows Chad invading Mali", "In her novel Chad attacks Mali". In an article that is not about
//! politics at all, an event needs a state or somebody in a political role on one side: fans meet singers every day.

use super::Actor;
use super::actors::Phrases;
use super::clause::Clause;
use super::tree::Tree;
use crate::lexicon::events_cues::Discard;
use crate::lexicon::{EventLists, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos};

/// From this weight on the sentence is of that kind.
const ENOUGH: u32 = 2;
/// How far up the tree a work is looked for.
const HIGHEST: usize = 12;
/// How many words may stand between "in" and the work: "in his latest historical novel".
const NEAR: usize = 6;

/// The kinds of a sentence that is not political, and how much each weighs.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    weights: [u32; 12],
    in_fiction: bool,
}

impl Setting {
    pub(super) fn of(phrases: &Phrases<'_>, lists: &EventLists) -> Self {
        let tree = phrases.tree;
        let mut setting = Self { in_fiction: opens_in_fiction(tree, lists), ..Self::default() };
        let mut seen: Vec<&str> = Vec::new();
        for token in tree.tokens.clone() {
            let lemma = tree.whole(token);
            for &(kind, weight) in lists.discards.of(lemma) {
                if seen.contains(&lemma) || is_part_of_trade(phrases, lists, token, kind) {
                    continue;
                }
                if let Some(sum) = setting.weights.get_mut(kind as usize) {
                    *sum += weight;
                }
            }
            seen.push(lemma);
            if seen.len() > 64 {
                seen.remove(0);
            }
        }
        let result = || tree.tokens.clone().any(|token| is_result(tree, token));
        let match_of_two = || tree.tokens.clone().any(|token| is_match_of_two(phrases, lists, token));
        if setting.weight(Discard::Score) > 0
            && (result() || (setting.weight(Discard::Sport) > 0 && match_of_two()))
            && let Some(sport) = setting.weights.get_mut(Discard::Sport as usize)
        {
            *sport += ENOUGH;
        }
        setting
    }

    /// Sport, films, markets and the like: nothing in the sentence is an event.
    pub(super) fn is_elsewhere(&self) -> bool {
        self.in_fiction
            || [
                Discard::Sport,
                Discard::Film,
                Discard::Market,
                Discard::Obituary,
                Discard::Science,
                Discard::Anniversary,
            ]
            .iter()
            .any(|&kind| self.weight(kind) >= ENOUGH)
    }

    fn weight(&self, kind: Discard) -> u32 {
        self.weights.get(kind as usize).copied().unwrap_or(0)
    }
}

/// An article of at least this many sentences shows what it is about.
const TELLING: usize = 4;
/// In an article about politics one sentence of this many names a state or somebody who acts in politics.
const SHARE: usize = 4;

/// Whether a text is long enough to show what it is about.
pub(super) fn is_telling(sentences: usize) -> bool {
    sentences >= TELLING
}

/// Of an article about sport, films or markets one sentence of this many is plainly so.
const PLAINLY: usize = 6;
/// Kinds a whole article may be of.
const ELSEWHERE: [Discard; 3] = [Discard::Sport, Discard::Film, Discard::Market];

/// Of an article about a disaster one sentence of this many names it.
const NAMED: usize = 4;

/// How many sentences of a text weigh at least this much as one of these kinds.
fn sentences_of(parsed: &Parsed<'_>, lists: &EventLists, kinds: &[Discard], enough: u32) -> usize {
    let is_plain = |tokens: std::ops::Range<usize>| {
        let words = parsed.words.get(tokens).unwrap_or_default();
        kinds.iter().any(|kind| {
            let mut seen: Vec<&str> = Vec::new();
            let mut sum = 0;
            let nouns = words.iter().filter(|word| matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Adj));
            for lemma in nouns.map(|word| word.lemma.as_str()) {
                let own = lists.discards.of(lemma).iter().find(|(known, _)| known == kind);
                if let Some((_, weight)) = own.filter(|_| !seen.contains(&lemma)) {
                    sum += weight;
                    seen.push(lemma);
                }
            }
            sum >= enough
        })
    };
    parsed.document.sentences.iter().filter(|sentence| is_plain(sentence.tokens.clone())).count()
}

/// Whether a text is about a storm, a flood, an earthquake: who is killed there was attacked by nobody.
pub(super) fn is_disaster(parsed: &Parsed<'_>, lists: &EventLists) -> bool {
    sentences_of(parsed, lists, &[Discard::Weather], 1) * NAMED >= parsed.document.sentences.len().max(1)
}

/// Whether an article is about something else than politics: few of its sentences name a state, its bodies or somebody
/// in a political role. A single sentence does not tell.
pub(super) fn is_elsewhere(parsed: &Parsed<'_>, mentions: &[Mention], lexicon: &Lexicon) -> bool {
    let sentences = parsed.document.sentences.len();
    if !is_telling(sentences) {
        return false;
    }
    let acts = |mention: &&Mention| {
        mention.reason != "pronoun"
            && match mention.role.as_deref() {
                Some(role) => lexicon.events.political.has(role),
                None => {
                    mention.kind == MentionKind::Organization
                        && mention.country.is_some()
                        && names_country(parsed, mention.span, lexicon)
                }
            }
    };
    let mut named: Vec<u32> = mentions.iter().filter(acts).map(|mention| mention.sentence).collect();
    named.sort_unstable();
    named.dedup();
    named.len() * SHARE < sentences
        || sentences_of(parsed, &lexicon.events, &ELSEWHERE, ENOUGH) * PLAINLY >= sentences.max(2 * PLAINLY)
}

/// Whether a side of an event is a state, one of its people, or somebody in a political role; not a firm or a team that
/// has its seat somewhere.
pub(super) fn is_political(parsed: &Parsed<'_>, actor: &Actor, lexicon: &Lexicon) -> bool {
    match actor.role.as_deref() {
        Some(role) => lexicon.events.political.has(role),
        None => {
            actor.country.is_some()
                && (actor.entity.is_none() || names_country(parsed, actor.span, lexicon) || {
                    let text = parsed.document.text;
                    actor.name.as_deref().is_some_and(|name| name != actor.span.of(text))
                        && actor.name.as_deref().is_some_and(|name| lexicon.countries.at(name, 0).is_some())
                })
        }
    }
}

/// Whether the words name a country or a people.
fn names_country(parsed: &Parsed<'_>, span: Span, lexicon: &Lexicon) -> bool {
    parsed.document.tokens_in(span).any(|token| {
        let start = parsed.document.tokens.get(token).map_or(0, |token| token.span.start as usize);
        lexicon.countries.at(parsed.document.text, start).is_some()
    })
}

/// Whether an event is only told in a work: "the novel imagines that Chad attacked", "a film about the raid".
pub(super) fn is_in_work(tree: &Tree<'_>, lists: &EventLists, trigger: usize) -> bool {
    let mut token = trigger;
    for _ in 0..HIGHEST {
        let Some(head) = tree.head(token) else { return false };
        let work =
            is_work(tree, lists, head, Discard::Fiction) || is_work(tree, lists, head, Discard::Account);
        if work && tree.has_case(token, "about") {
            return true;
        }
        if tree.is_verb(head) {
            let below = matches!(
                tree.relation(token),
                Relation::Ccomp | Relation::Xcomp | Relation::Obj | Relation::Advcl | Relation::Acl
            );
            let subject = Clause::of(tree, head).doer.filter(|&subject| subject < head);
            let depicts = is(lists, tree.lemma(head), Discard::Depict);
            let told = subject.is_some_and(|subject| {
                is_work(tree, lists, subject, Discard::Fiction)
                    || (depicts && is_work(tree, lists, subject, Discard::Account))
            });
            if below && told {
                return true;
            }
        }
        token = head;
    }
    false
}

fn is(lists: &EventLists, lemma: &str, kind: Discard) -> bool {
    lists.discards.of(lemma).iter().any(|&(known, _)| known == kind)
}

/// "the novel"; not "a series of raids", "the film industry".
fn is_work(tree: &Tree<'_>, lists: &EventLists, noun: usize, kind: Discard) -> bool {
    tree.upos(noun) == Upos::Noun
        && is(lists, tree.lemma(noun), kind)
        && tree.relation(noun) != Relation::Compound
        && !tree.children(noun).iter().any(|&child| child > noun && tree.has_case(child, "of"))
}

/// "In her novel Chad attacks": a sentence that opens inside a work.
fn opens_in_fiction(tree: &Tree<'_>, lists: &EventLists) -> bool {
    let first = tree.body;
    if !tree.text(first).eq_ignore_ascii_case("in") {
        return false;
    }
    (first + 1..tree.tokens.end)
        .take(NEAR)
        .take_while(|&token| !matches!(tree.upos(token), Upos::Verb | Upos::Adp | Upos::Punct | Upos::Propn))
        .any(|token| is_work(tree, lists, token, Discard::Fiction))
}

/// "football" of "the football coach Jon Vik": what somebody is counts once.
fn is_part_of_trade(phrases: &Phrases<'_>, lists: &EventLists, token: usize, kind: Discard) -> bool {
    let tree = phrases.tree;
    matches!(tree.relation(token), Relation::Compound | Relation::Amod)
        && tree
            .head(token)
            .is_some_and(|head| head > token && is(lists, tree.whole(head), kind) && phrases.is_office(head))
}

/// "Chad crushed Mali": one named side beats another.
fn is_match_of_two(phrases: &Phrases<'_>, lists: &EventLists, verb: usize) -> bool {
    let tree = phrases.tree;
    if !tree.is_verb(verb) || !is(lists, tree.lemma(verb), Discard::Score) {
        return false;
    }
    let named = |side: usize| tree.upos(side) == Upos::Propn || phrases.has_country(side);
    let clause = Clause::of(tree, verb);
    let other = clause.patient.filter(|&side| named(side)).or_else(|| {
        clause.obliques.iter().copied().find(|&side| {
            named(side) && ["to", "over", "against", "with"].iter().any(|case| tree.has_case(side, case))
        })
    });
    clause.doer.is_some_and(named) && other.is_some()
}

/// "2-1": two small numbers joined by a hyphen; "on penalties".
fn is_result(tree: &Tree<'_>, token: usize) -> bool {
    if tree.text(token) == "penalties" && tree.has_case(token, "on") {
        return true;
    }
    let small = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = tree.text(token);
    if let Some((left, right)) = text.split_once(['-', '–']) {
        return small(left) && small(right);
    }
    let next = |by: usize| tree.tokens.contains(&(token + by)).then(|| tree.text(token + by));
    let touching = tree.touches(token, token + 1) && tree.touches(token + 1, token + 2);
    small(text) && touching && matches!(next(1), Some("-" | "–")) && next(2).is_some_and(small)
}
