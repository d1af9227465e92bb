//! From parsed sentences to events.

use compact_str::{CompactString, format_compact};

use super::actors::{Phrases, of_sentence};
use super::clause::{Clause, complement, subject};
use super::discard::{self, Setting};
use super::foreign::is_foreign;
use super::matching::{Hit, Matcher};
use super::politics::Opinions;
use super::sides::{Question, Sides};
use super::stance::{Reader, Stance};
use super::tree::Tree;
use super::when::{Dating, Told, When};
use super::{Actor, Event, Modality, petrarch};
use crate::article::ArticleView;
use crate::lexicon::events_cues::{Cue, Effect};
use crate::lexicon::events_ontology::EventType;
use crate::lexicon::events_patterns::{Pattern, PatternKind, Slot};
use crate::lexicon::events_prepositions::Use;
use crate::lexicon::{Country, Lexicon};
use crate::mention::{Mention, MentionKind};
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos, Xpos};
use crate::time::TimeExpression;

/// A side with more coordinated actors than this is cut; what is left out is counted on the rows.
const MOST_ACTORS: usize = 64;
/// No more rows than this from one sentence; what is left out is counted on the last.
const MOST_ROWS: usize = 256;
/// What two political sides outweigh when the words speak against politics, in hundredths of a logit.
const DOUBT: i32 = 200;

/// The events of an article, by sentence, the main clause's event first.
pub fn find(
    view: &ArticleView<'_>,
    parsed: &Parsed<'_>,
    mentions: &[Mention],
    times: &[TimeExpression],
    lexicon: &Lexicon,
) -> Vec<Event> {
    let mut events = Vec::new();
    if !parsed.has_trees() {
        return events;
    }
    let told = told(view, parsed, times, lexicon);
    if let Some(dictionaries) = &lexicon.petrarch {
        return petrarch::find(view, parsed, mentions, times, told, lexicon, dictionaries);
    }
    let is_elsewhere = discard::is_elsewhere(parsed, mentions, lexicon);
    let is_disaster = discard::is_disaster(parsed, &lexicon.events);
    let is_telling = discard::is_telling(parsed.document.sentences.len());
    let opinions = if is_telling { Opinions::of(parsed, &lexicon.events.politics) } else { None };
    let mut group = 0;
    for sentence in 0..parsed.document.sentences.len() {
        let opinion = opinions.as_ref().map(|opinions| opinions.on(sentence));
        // nothing outweighs so much
        if opinion.is_some_and(|opinion| opinion <= -DOUBT) {
            continue;
        }
        let number = u32::try_from(sentence).unwrap_or(u32::MAX);
        let own: Vec<&Mention> = of_sentence(mentions, number, |mention| mention.sentence).collect();
        let Some(tree) = Tree::new(parsed, sentence, &own, times, &lexicon.events) else { continue };
        let phrases = Phrases::new(&tree, own, times, lexicon);
        if Setting::of(&phrases, &lexicon.events).is_elsewhere() || is_foreign(&tree, &lexicon.events) {
            continue;
        }
        let sides = Sides { tree: &tree, phrases: &phrases, mentions, lexicon };
        let coder = Coder {
            view,
            told,
            opinion,
            is_elsewhere,
            is_telling,
            is_disaster,
            tree: &tree,
            phrases: &phrases,
            sides: &sides,
            lexicon,
        };
        coder.sentence(&mut group, &mut events);
    }
    events
}

/// The day the article is told on: of its dateline, which stands in the first sentence, else of its publication.
fn told(view: &ArticleView<'_>, parsed: &Parsed<'_>, times: &[TimeExpression], lexicon: &Lexicon) -> Told {
    let opening = times.iter().any(|time| time.sentence == 0);
    let first = opening.then(|| Tree::new(parsed, 0, &[], &[], &lexicon.events)).flatten();
    let body = first.map_or(0, |tree| match tree.body == tree.tokens.start {
        true => 0,
        false => tree.span(tree.body.saturating_sub(1)).end,
    });
    Told::of(view, body, times)
}

struct Coder<'a> {
    view: &'a ArticleView<'a>,
    told: Told,
    /// How much the sentence and its article speak for politics; `None` for texts of a line or two.
    opinion: Option<i32>,
    /// The article is about something else than politics.
    is_elsewhere: bool,
    /// The text is more than a line or two.
    is_telling: bool,
    /// The article is about a storm, a flood, an earthquake.
    is_disaster: bool,
    tree: &'a Tree<'a>,
    phrases: &'a Phrases<'a>,
    sides: &'a Sides<'a>,
    lexicon: &'a Lexicon,
}

/// What the second opinion says of an event.
enum Vote {
    /// With how much spoke against it, in hundredths of a logit.
    For {
        doubt: Option<i32>,
    },
    Against,
}

/// A hit with its type, sides and stance settled.
#[derive(Clone)]
struct Coded<'a> {
    hit: Hit,
    pattern: &'a Pattern,
    event: EventType,
    stance: Stance,
    mode: Option<CompactString>,
    cameo: CompactString,
    sources: Vec<usize>,
    targets: Vec<usize>,
    both: bool,
}

impl<'a> Coder<'a> {
    fn sentence(&self, group: &mut u32, events: &mut Vec<Event>) {
        let lists = &self.lexicon.events;
        let matcher = Matcher { tree: self.tree, phrases: self.phrases, lists };
        let mut hits: Vec<Hit> = self.tree.tokens.clone().filter_map(|token| matcher.hit(token)).collect();
        drop_taken(&mut hits);
        let reader = Reader { tree: self.tree, lists, matcher: &matcher, triggers: &hits };
        let stances: Vec<Stance> = hits.iter().map(|hit| reader.stance(hit)).collect();
        let mut coded: Vec<Coded<'_>> = hits
            .iter()
            .zip(stances)
            .filter(|(hit, stance)| !stance.absorbed && !discard::is_in_work(self.tree, lists, hit.trigger))
            .filter_map(|(hit, stance)| self.code(hit, stance, &hits))
            .flat_map(|coded| self.contrasted(coded))
            .collect();
        coded.extend(self.demands(&coded));
        self.share_attackers(&mut coded, &hits);
        coded.sort_by_key(|coded| (coded.stance.depth, coded.hit.trigger));
        let mut rows: Vec<Event> = Vec::new();
        let mut asides: Vec<u32> = Vec::new();
        for coded in coded {
            let before = rows.len();
            if coded.stance.depth > 0 {
                asides.push(*group);
            }
            self.rows(&coded, *group, events, &mut rows);
            if rows.len() > before {
                *group = group.saturating_add(1);
            }
            if rows.len() > MOST_ROWS {
                break;
            }
        }
        drop_asides(&mut rows, &asides);
        let over = rows.len().saturating_sub(MOST_ROWS);
        rows.truncate(MOST_ROWS);
        if let Some(last) = rows.last_mut() {
            last.left_out = last.left_out.saturating_add(u32::try_from(over).unwrap_or(u32::MAX));
        }
        events.append(&mut rows);
    }

    /// Settles type, mode, code and sides of a hit; `None` where it is no political event.
    fn code(&self, hit: &Hit, stance: Stance, hits: &[Hit]) -> Option<Coded<'a>> {
        let lists = &self.lexicon.events;
        let ontology = &lists.ontology;
        let pattern = lists.patterns.get(hit.pattern)?;
        let mut stance = stance;
        let mut event = pattern.event;
        let mut mode = pattern.mode.clone();
        let mut cameo = pattern.cameo.clone();
        let mut both = hit.mutual;

        if self.is_mere_claim(hit, pattern, hits) {
            return None;
        }
        let inner = self.inner(hit, hits).and_then(|inner| lists.patterns.get(inner.pattern));
        if let Some(inner) = inner {
            let vows =
                lists.outer.of(self.tree.lemma(hit.trigger)).iter().any(|outer| outer.effect == Effect::Vow);
            if vows {
                event = ontology.facts(inner.event).future;
                if event != pattern.event {
                    mode = None;
                    cameo = ontology.facts(event).cameo.clone();
                }
            }
            if let Some(known) = ontology.complement(event, inner.event) {
                if known.mode.is_some() {
                    mode = known.mode.clone();
                }
                cameo = known.cameo.clone();
            }
        }
        let changed = self.told_type(event, &mut stance);
        if changed != event {
            let known = ontology.complement(changed, event);
            mode = known.and_then(|known| known.mode.clone());
            cameo = known.map_or_else(|| ontology.facts(changed).cameo.clone(), |known| known.cameo.clone());
            event = changed;
            both = both && ontology.is(event, "AGREE");
        }

        let mut sources = hit.sources.clone();
        if let (Some(speaker), [only]) = (stance.speaker, sources.as_slice())
            && self.is_pronoun(*only)
            && speaker != *only
        {
            sources = self.tree.with_conjuncts(speaker);
        }
        let mut targets: Vec<usize> =
            hit.targets.iter().copied().filter(|target| !sources.contains(target)).collect();
        // "accused each other", "expelled each other's envoys": each is the other's target
        let below = self.tree.children(hit.trigger).iter().copied().filter(|&child| {
            matches!(
                self.tree.relation(child),
                Relation::Obj | Relation::Iobj | Relation::Obl | Relation::Dep
            )
        });
        if !sources.is_empty()
            && targets.iter().copied().chain(below).any(|target| self.is_reciprocal(target))
        {
            targets.clear();
            both = true;
        }
        if !self.is_political(pattern, &sources, &targets)
            || self.is_empty_talk(hit, pattern, &sources, &targets)
        {
            return None;
        }
        if ontology.is(event, "ASSAULT")
            && let Some(meant) = self.between_politicians(hit, &sources, &targets)
        {
            // "the battle between the two candidates" is none
            event = ontology.find(meant?)?;
            mode = Some(CompactString::const_new("disapprove")).filter(|_| ontology.is(event, "ACCUSE"));
            cameo = ontology.facts(event).cameo.clone();
        }
        // leaving a body is a cut of relations, leaving a place is a retreat
        let body = |&target: &usize| {
            self.phrases
                .mention_of_head(target)
                .is_some_and(|mention| mention.kind == MentionKind::Organization)
        };
        if ontology.is(event, "RETREAT")
            && mode.as_deref() == Some("withdraw")
            && targets.first().is_some_and(body)
            && let Some(sanction) = ontology.find("SANCTION")
        {
            event = sanction;
            cameo = CompactString::const_new("161");
        }
        Some(Coded { hit: hit.clone(), pattern, event, stance, mode, cameo, sources, targets, both })
    }

    /// What a word of violence means where politicians use it of each other ("The senator attacked the premier", "his attacks on
    /// the plan"); `None` where it is meant as said.
    fn between_politicians(
        &self,
        hit: &Hit,
        sources: &[usize],
        targets: &[usize],
    ) -> Option<Option<&'a str>> {
        let lists = &self.lexicon.events;
        let meant = lists.contests.of(self.tree.lemma(hit.trigger))?;
        if sources.is_empty() || targets.is_empty() {
            return None;
        }
        let armed = |role: &str| matches!(role, "MIL" | "REB" | "UAF" | "CRM" | "COP" | "SPY");
        let person = |token: usize| {
            let mention = self.phrases.mention_of_head(token)?;
            let role = mention.role.as_deref();
            let named = mention.reason == "name" || role.is_some_and(|role| lists.political.has(role));
            (mention.kind == MentionKind::Person && named && !role.is_some_and(armed)).then_some(mention)
        };
        let in_politics = |token: &usize| {
            person(*token)
                .is_some_and(|mention| mention.role.as_deref().is_some_and(|role| lists.political.has(role)))
        };
        let words =
            |token: usize| self.tree.upos(token) == Upos::Noun && lists.abstracts.has(self.tree.lemma(token));
        let fits = sources.iter().all(|&source| person(source).is_some())
            && targets.iter().all(|&target| person(target).is_some() || words(target))
            && (sources.iter().chain(targets).any(in_politics)
                || self.opinion.is_some_and(|opinion| opinion > 0));
        fits.then_some(meant)
    }

    /// What a type becomes when its doer will do it, will not do it, or has stopped.
    fn told_type(&self, event: EventType, stance: &mut Stance) -> EventType {
        let ontology = &self.lexicon.events.ontology;
        let facts = ontology.facts(event);
        if stance.cancelled {
            return ontology.find("REJECT").unwrap_or(event);
        }
        if stance.stopped && !stance.negated && facts.stopped != event {
            return facts.stopped;
        }
        if !stance.future || stance.hypothetical || stance.demanded {
            return event;
        }
        if stance.negated {
            if stance.willed && facts.refused != event {
                stance.negated = false;
                return facts.refused;
            }
            return event;
        }
        let threat = ontology.is(facts.future, "THREATEN");
        if threat && !stance.willed {
            return event;
        }
        facts.future
    }

    /// "claims that its cream makes skin softer": a claim accuses only where something bad is claimed.
    fn is_mere_claim(&self, hit: &Hit, pattern: &Pattern, hits: &[Hit]) -> bool {
        let lists = &self.lexicon.events;
        if !lists.ontology.is(pattern.event, "ACCUSE")
            || !pattern.is_plain()
            || !lists.report.claims(self.tree.lemma(hit.trigger))
            || !pattern.target.iter().any(|slot| matches!(slot, Slot::Complement))
        {
            return false;
        }
        let Some(clause) = complement(self.tree, hit.trigger) else { return false };
        !hits.iter().any(|other| {
            (other.trigger == clause || self.tree.is_below(other.trigger, clause))
                && lists
                    .patterns
                    .get(other.pattern)
                    .is_some_and(|pattern| lists.ontology.facts(pattern.event).quad > 2)
        })
    }

    /// The event in the complement or object of an outer one.
    fn inner<'h>(&self, hit: &Hit, hits: &'h [Hit]) -> Option<&'h Hit> {
        let ontology = &self.lexicon.events.ontology;
        let outer = self.lexicon.events.patterns.get(hit.pattern)?.event;
        if !["AGREE", "REJECT", "REQUEST", "THREATEN"].iter().any(|name| ontology.is(outer, name)) {
            return None;
        }
        let mut token = hit.trigger;
        for _ in 0..4 {
            let Some(inner) = complement(self.tree, token) else { break };
            if let Some(found) = hits.iter().find(|other| other.trigger == inner) {
                return Some(found);
            }
            token = inner;
        }
        let below = self.tree.children(hit.trigger);
        hits.iter().find(|other| other.kind == PatternKind::Noun && below.contains(&other.trigger))
    }

    /// "each other", "one another", "each other's envoys".
    fn is_reciprocal(&self, token: usize) -> bool {
        let tree = self.tree;
        let each = |token: usize| match tree.lemma(token) {
            "each" => tree.lemma(token + 1) == "other",
            "one" => tree.lemma(token + 1) == "another",
            "other" | "another" => {
                token > tree.tokens.start && matches!(tree.lemma(token - 1), "each" | "one")
            }
            _ => false,
        };
        each(token)
            || tree.children(token).iter().any(|&child| {
                matches!(tree.relation(child), Relation::NmodPoss | Relation::Nmod) && each(child)
            })
    }

    /// "not by Chad but by Mali", "by Mali, not by Chad": what is denied of one is told of the other.
    fn contrasted(&self, coded: Coded<'a>) -> Vec<Coded<'a>> {
        let tree = self.tree;
        let other = |side: &[usize]| {
            side.iter().skip(1).position(|&token| {
                tree.children(token).iter().any(|&child| match coded.stance.negated {
                    true => tree.relation(child) == Relation::Cc && tree.lemma(child) == "but",
                    false => {
                        child < token
                            && matches!(tree.lemma(child), "not" | "never")
                            && self.lexicon.events.cues.of(&tree.text(child + 1).to_lowercase())
                                != Some(Cue::More)
                    }
                })
            })
        };
        let at_source = other(&coded.sources).map(|at| at + 1);
        let at_target = other(&coded.targets).map(|at| at + 1).filter(|_| at_source.is_none());
        let cut = |side: &[usize], at: Option<usize>| match at {
            Some(at) => {
                let (first, second) = side.split_at(at.min(side.len()));
                (first.to_vec(), second.to_vec())
            }
            None => (side.to_vec(), side.to_vec()),
        };
        if at_source.is_none() && at_target.is_none() {
            return vec![coded];
        }
        let (sources, other_sources) = cut(&coded.sources, at_source);
        let (targets, other_targets) = cut(&coded.targets, at_target);
        let stance = Stance { negated: !coded.stance.negated, ..coded.stance.clone() };
        let second = Coded { sources: other_sources, targets: other_targets, stance, ..coded.clone() };
        vec![Coded { sources, targets, ..coded }, second]
    }

    fn is_pronoun(&self, token: usize) -> bool {
        self.tree.upos(token) == Upos::Pron
    }

    /// Whether somebody who can act in politics stands on a side, and nobody who cannot is the source.
    fn is_political(&self, pattern: &Pattern, sources: &[usize], targets: &[usize]) -> bool {
        let lists = &self.lexicon.events;
        let never = |token: usize| {
            let mention = self.phrases.mention_of_head(token);
            // "Snow blocked the road": a capital of the sentence, not of a name
            let named = mention.is_some_and(|mention| mention.name.is_some() || mention.country.is_some())
                && !(token == self.tree.body && self.tree.upos(token) == Upos::Noun);
            let text = self.tree.text(token);
            let acronym = text.len() > 1 && text.chars().all(char::is_uppercase);
            lists.nonactors.has(self.tree.lemma(token)) && !named && !acronym
        };
        if sources.iter().all(|&source| never(source)) && !sources.is_empty() {
            return false;
        }
        let acts = |tokens: &[usize]| tokens.iter().any(|&token| self.phrases.is_actor(token));
        if lists.ontology.is(pattern.event, "CONSULT") {
            if !targets.is_empty() && targets.iter().all(|&target| self.phrases.is_press(target)) {
                return false;
            }
            let pair = pattern.both
                && (sources.len() > 1 || sources.iter().any(|&source| self.phrases.is_pair(source)));
            let plural = pattern.both && targets.is_empty() && pattern.conditions() > 0;
            return acts(sources) && (acts(targets) || pair || plural || pattern.conditions() > 0);
        }
        acts(sources) || acts(targets) || (!sources.is_empty() && pattern.conditions() > 0)
    }

    /// "Six were killed when the militia attacked the village": the attackers are the killers.
    fn share_attackers(&self, coded: &mut [Coded<'a>], hits: &[Hit]) {
        let lists = &self.lexicon.events;
        let violent = |number: u32| {
            lists.patterns.get(number).is_some_and(|pattern| lists.ontology.is(pattern.event, "ASSAULT"))
        };
        for at in 0..coded.len() {
            let Some(one) = coded.get(at).filter(|one| one.sources.is_empty() && violent(one.hit.pattern))
            else {
                continue;
            };
            let trigger = one.hit.trigger;
            let attacker = hits.iter().find(|hit| {
                violent(hit.pattern)
                    && hit.trigger > trigger
                    && !hit.sources.is_empty()
                    && !hit.sources.iter().any(|source| one.targets.contains(source))
                    && self.tree.is_below(hit.trigger, trigger)
            });
            let Some(sources) = attacker.map(|hit| hit.sources.clone()) else { continue };
            if let Some(one) = coded.get_mut(at) {
                one.sources = sources;
            }
        }
    }

    /// Commands ("Burn their homes"), words of nobody ("it cannot be denied"), cooperation with no partner, wars with one side.
    fn is_empty_talk(&self, hit: &Hit, pattern: &Pattern, sources: &[usize], targets: &[usize]) -> bool {
        let tree = self.tree;
        let verb = hit.trigger;
        let bare = bare_form(tree, verb)
            && sources.is_empty()
            && matches!(tree.relation(verb), Relation::Root | Relation::Conj | Relation::Parataxis);
        let nobody = |&side: &usize| {
            self.is_pronoun(side)
                && (self.phrases.mention_of_head(side).is_none()
                    || matches!(tree.lemma(side), "i" | "we" | "you"))
                && !matches!(
                    tree.lemma(side),
                    "nobody" | "none" | "everyone" | "everybody" | "they" | "he" | "she"
                )
        };
        let words_of_nobody = sources.iter().chain(targets).all(nobody)
            || (!sources.is_empty()
                && sources.iter().all(|source| matches!(tree.lemma(*source), "i" | "we" | "you")));
        let ontology = &self.lexicon.events.ontology;
        let pair = sources.len() == 1
            && targets.is_empty()
            && sources.iter().all(|&side| self.phrases.is_pair(side));
        let alone =
            ontology.is(pattern.event, "COOPERATE") && targets.is_empty() && sources.len() < 2 && !pair;
        let one_sided = hit.kind == PatternKind::Noun
            && pattern.both
            && !pair
            && (hit.light.is_none() || ontology.is(pattern.event, "SUPPORT"))
            && (sources.is_empty() || targets.is_empty());
        // "an agreement between the two countries runs out"
        let standing = hit.kind == PatternKind::Noun
            && ontology.is(pattern.event, "AGREE")
            && hit.light.is_none()
            && sources.is_empty()
            && targets.iter().any(|&side| self.phrases.is_pair(side));
        // "Let me tell you"
        let let_me = bare_form(tree, verb)
            && tree.lemma(verb) == "let"
            && targets.iter().any(|&target| matches!(tree.lemma(target), "i" | "we"));
        bare || words_of_nobody
            || alone
            || one_sided
            || standing
            || let_me
            || self.is_of_one_mind(hit, pattern)
    }

    /// "agrees that taxes are too high": of one mind about what is, and nothing is agreed to be done.
    fn is_of_one_mind(&self, hit: &Hit, pattern: &Pattern) -> bool {
        let tree = self.tree;
        if tree.lemma(hit.trigger) != "agree" || !pattern.is_plain() {
            return false;
        }
        let Some(clause) = tree.child(hit.trigger, Relation::Ccomp) else { return false };
        let marked = tree.child(clause, Relation::Mark).is_none_or(|mark| tree.lemma(mark) == "that");
        let apart = (hit.trigger..clause).any(|token| tree.upos(token) == Upos::Punct);
        if tree.child(hit.trigger, Relation::Obj).is_some() || !marked || apart {
            return false;
        }
        let finite = |token: usize| matches!(tree.xpos(token), Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
        let helped = tree.children(clause).iter().any(|&child| tree.xpos(child) == Xpos::Md);
        let told = finite(clause) || tree.children(clause).iter().any(|&child| finite(child));
        told && !helped
    }

    /// "The envoy said Libya must hand over the suspects": a request, whatever the verb.
    fn demands(&self, coded: &[Coded<'a>]) -> Vec<Coded<'a>> {
        let lists = &self.lexicon.events;
        let mut found = Vec::new();
        let Some(request) = lists.ontology.find("REQUEST") else { return found };
        let Some(entry) = lists.patterns.starting(PatternKind::Verb, "demand").iter().find(|entry| {
            lists
                .patterns
                .get(entry.pattern)
                .is_some_and(|pattern| pattern.event == request && pattern.conditions() == 0)
        }) else {
            return found;
        };
        let Some(pattern) = lists.patterns.get(entry.pattern) else { return found };
        for verb in self.tree.tokens.clone() {
            if !self.tree.is_verb(verb) || !lists.report.has(self.tree.lemma(verb)) {
                continue;
            }
            let Some(clause) = self.said_clause(verb) else { continue };
            if coded.iter().any(|coded| coded.hit.trigger == verb) {
                continue;
            }
            let must = self.tree.children(clause).iter().copied().find(|&child| {
                matches!(self.tree.relation(child), Relation::Aux)
                    && lists.cues.of(&self.tree.text(child).to_lowercase()) == Some(Cue::Demand)
            });
            let Some(must) = must else { continue };
            let Some(speaker) = subject(self.tree, verb, 0) else { continue };
            let asked = Clause::of(self.tree, clause);
            let Some(target) = subject(self.tree, clause, 0)
                .filter(|&target| !self.is_pronoun(target) && !self.phrases.is_time(target))
            else {
                continue;
            };
            let target = if asked.passive { asked.doer.unwrap_or(target) } else { target };
            if target == speaker || !(self.phrases.is_actor(speaker)) {
                continue;
            }
            let hit = Hit::bare(must, entry.pattern);
            let facts = lists.ontology.facts(request);
            found.push(Coded {
                hit,
                pattern,
                event: request,
                stance: Stance { depth: 0, ..Stance::default() },
                mode: pattern.mode.clone(),
                cameo: facts.cameo.clone(),
                sources: self.tree.with_conjuncts(speaker),
                targets: self.tree.with_conjuncts(target),
                both: false,
            });
        }
        found
    }

    /// The clause a verb of saying reports, before or after it.
    fn said_clause(&self, verb: usize) -> Option<usize> {
        let own = self.tree.child(verb, Relation::Ccomp);
        own.or_else(|| {
            let head = self.tree.head(verb)?;
            (self.tree.relation(verb) == Relation::Parataxis).then_some(head)
        })
    }

    fn rows(&self, coded: &Coded<'_>, group: u32, past: &[Event], rows: &mut Vec<Event>) {
        let (mut sources, mut targets) = self.actors(coded, past, rows);
        if self.is_unlikely(coded, &sources, &targets) {
            return;
        }
        let Vote::For { doubt } = self.vote(&sources, &targets) else { return };
        let all = sources.len().max(1).saturating_mul(targets.len().max(1));
        sources.truncate(MOST_ACTORS);
        targets.truncate(MOST_ACTORS);
        let kept = sources.len().max(1).saturating_mul(targets.len().max(1));
        let left_out = u32::try_from(all - kept).unwrap_or(u32::MAX);
        let mut pairs: Vec<(Option<&Actor>, Option<&Actor>)> = Vec::new();
        let some = |actors: &'_ [Actor]| -> Vec<Option<usize>> {
            if actors.is_empty() { vec![None] } else { (0..actors.len()).map(Some).collect() }
        };
        if coded.both && targets.is_empty() && sources.len() > 1 {
            for source in &sources {
                for target in sources.iter().filter(|&target| target != source) {
                    pairs.push((Some(source), Some(target)));
                }
            }
        } else {
            for source in some(&sources) {
                for target in some(&targets) {
                    let side = |actors: &'_ [Actor], at: Option<usize>| at.filter(|&at| at < actors.len());
                    let (source, target) = (side(&sources, source), side(&targets, target));
                    pairs
                        .push((source.and_then(|at| sources.get(at)), target.and_then(|at| targets.get(at))));
                }
            }
            // "Chad signed a contract with Togo" says what Chad agreed to; a treaty, talks and work are done by both
            if coded.both && !self.lexicon.events.ontology.is(coded.event, "AGREE") {
                let back: Vec<_> = pairs
                    .iter()
                    .filter(|(source, target)| source.is_some_and(is_known) && target.is_some_and(is_known))
                    .map(|&(source, target)| (target, source))
                    .collect();
                pairs.extend(back);
            }
        }
        let mut template = self.template(coded, group);
        if let Some(against) = doubt {
            template.rule =
                format_compact!("{}; politics -{}.{:02}", template.rule, against / 100, against % 100);
            template.confidence = (template.confidence - 0.1).max(0.05);
        }
        // "a lack of support for its ally": what nobody is said to have not done is no event
        let nothing = coded.hit.kind == PatternKind::Noun && coded.stance.negated;
        if nothing && (sources.is_empty() || targets.is_empty())
            || coded.pattern.needs_actor && targets.is_empty()
        {
            return;
        }
        let over = u32::try_from(pairs.len().saturating_sub(MOST_ROWS)).unwrap_or(u32::MAX);
        let left_out = over.saturating_add(left_out);
        for (source, target) in pairs.into_iter().take(MOST_ROWS) {
            let event =
                Event { source: source.cloned(), target: target.cloned(), left_out, ..template.clone() };
            if event.source.is_none() && event.target.is_none() {
                continue;
            }
            let again = rows.iter().any(|row| {
                row.negated == event.negated
                    && row.event == event.event
                    && same(&row.source, &event.source)
                    && same(&row.target, &event.target)
            });
            if !again {
                rows.push(event);
            }
        }
    }

    /// What the words of the sentence and of its article say, where the text is long enough to tell (`politics.rs`). Where they
    /// speak a little against politics, two sides that act in politics outweigh them.
    fn vote(&self, sources: &[Actor], targets: &[Actor]) -> Vote {
        let Some(opinion) = self.opinion.filter(|&opinion| opinion < 0) else {
            return Vote::For { doubt: None };
        };
        let political = |actors: &[Actor]| {
            actors.iter().any(|actor| discard::is_political(self.tree.parsed, actor, self.lexicon))
        };
        match opinion > -DOUBT && political(sources) && political(targets) {
            true => Vote::For { doubt: Some(opinion.abs()) },
            false => Vote::Against,
        }
    }

    /// What is told with words people use of everything ("support", "help", "fight") is an event only with somebody who acts
    /// in politics; in an article that is about something else, only where such a one does it to somebody.
    fn is_unlikely(&self, coded: &Coded<'_>, sources: &[Actor], targets: &[Actor]) -> bool {
        let ontology = &self.lexicon.events.ontology;
        let political = |actor: &Actor| discard::is_political(self.tree.parsed, actor, self.lexicon);
        let is = |names: &[&str]| names.iter().any(|name| ontology.is(coded.event, name));
        // "said the plan should be bold": nobody is asked
        if self.tree.upos(coded.hit.trigger) == Upos::Aux
            && !targets.iter().any(|target| political(target) || target.name.is_some())
        {
            return true;
        }
        // "Ten people were killed" in a report on an earthquake
        if self.is_disaster && is(&["ASSAULT"]) && sources.is_empty() && coded.hit.kind == PatternKind::Verb {
            return true;
        }
        if !self.is_telling {
            return false;
        }
        if self.is_elsewhere {
            return targets.is_empty() && !coded.both || !sources.iter().any(political);
        }
        if self.is_standing_help(coded, sources, targets) {
            return true;
        }
        if !coded.pattern.is_plain() {
            return false;
        }
        let one_sided = sources.is_empty() || (targets.is_empty() && !coded.both);
        match coded.hit.kind {
            // "hit 16 million", "fought well"
            PatternKind::Verb if is(&["ASSAULT"]) => !targets.iter().any(is_known),
            PatternKind::Noun if is(&["PROTEST"]) => {
                one_sided && !sources.iter().chain(targets).any(|side| political(side) || side.role.is_some())
            }
            _ if is(&["ASSAULT", "COERCE", "PROTEST"]) => false,
            PatternKind::Verb => {
                (targets.is_empty() && is(&["REQUEST", "AID", "THREATEN"]))
                    || !sources.iter().chain(targets).any(political)
            }
            _ => one_sided || !sources.iter().chain(targets).any(political),
        }
    }

    /// What is so, and what helps with a thing, did not happen: "the rule allows students to leave", "works closely with the
    /// treasury", "helps monitor crops", "will spend millions".
    fn is_standing_help(&self, coded: &Coded<'_>, sources: &[Actor], targets: &[Actor]) -> bool {
        let ontology = &self.lexicon.events.ontology;
        let verb = coded.hit.trigger;
        let is = |name: &str| ontology.is(coded.pattern.event, name);
        if coded.hit.kind != PatternKind::Verb || !(is("AID") || is("CONCEDE") || is("COOPERATE")) {
            return false;
        }
        // "I apologise for that" is done by saying it
        let first_person = coded.sources.iter().any(|&source| matches!(self.tree.lemma(source), "i" | "we"));
        let standing = matches!(self.tree.xpos(verb), Xpos::Vbz | Xpos::Vbp)
            && self.tree.child(verb, Relation::Aux).is_none()
            && !first_person;
        let state = |actor: &Actor| {
            actor.country.is_some() && discard::is_political(self.tree.parsed, actor, self.lexicon)
        };
        let nobody = is("AID") && !targets.iter().any(is_known);
        standing || (nobody && (!targets.is_empty() || !sources.iter().any(state)))
    }

    /// Who stands behind the nouns of both sides.
    fn actors(&self, coded: &Coded<'_>, past: &[Event], rows: &[Event]) -> (Vec<Actor>, Vec<Actor>) {
        let ontology = &self.lexicon.events.ontology;
        let verbal = ["ACCUSE", "AGREE", "CONSULT", "COOPERATE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"]
            .iter()
            .any(|name| ontology.is(coded.pattern.event, name));
        let events = if rows.is_empty() { past } else { rows };
        let resolve = |tokens: &[usize], is_source: bool, others: &[Actor]| {
            let mut found: Vec<Actor> = Vec::new();
            for &token in tokens {
                let question =
                    Question { is_source, verbal, others, past: events, trigger: coded.hit.trigger };
                for actor in self.sides.behind(token, &question) {
                    if !found.contains(&actor) {
                        found.push(actor);
                    }
                }
            }
            found
        };
        let mut sources = resolve(&coded.sources, true, &[]);
        let mut targets = resolve(&coded.targets, false, &sources);
        if targets.is_empty() && !coded.targets.is_empty() {
            let spare = coded.hit.spare.iter().filter(|token| !coded.sources.contains(token));
            targets = spare
                .map(|&token| resolve(&[token], false, &sources))
                .find(|found| !found.is_empty())
                .unwrap_or_default();
        }
        if let Some(&diplomat) = coded.targets.first().or(coded.hit.taken.first())
            && coded.cameo == "161"
        {
            let (sender, host) = self.sides.posting(diplomat);
            if let (Some(sender), true) = (sender, sources.is_empty()) {
                sources.push(sender);
            }
            let is_diplomat = |actor: &Actor| {
                self.phrases
                    .mention_of_head(diplomat)
                    .is_some_and(|mention| Some(mention.entity) == actor.entity)
            };
            if let (Some(host), true) = (host, targets.iter().all(is_diplomat)) {
                targets = vec![host];
            }
        }
        targets.retain(|target| !sources.contains(target));
        (sources, targets)
    }

    fn template(&self, coded: &Coded<'_>, group: u32) -> Event {
        let ontology = &self.lexicon.events.ontology;
        let facts = ontology.facts(coded.event);
        let tree = self.tree;
        let trigger = tree.span(coded.hit.trigger).hull(tree.span(coded.hit.trigger_end));
        let clause = self.clause_span(coded.hit.trigger);
        let dating = Dating {
            tree,
            times: &self.phrases.times,
            lists: &self.lexicon.events,
            trigger: coded.hit.trigger,
            clause,
            verbal: matches!(facts.quad, 1 | 3),
        };
        let when = When::of(self.told, &dating);
        let (place, place_country) = self.place(clause, coded);
        let modality = coded.stance.modality();
        Event {
            sentence: u32::try_from(tree.sentence).unwrap_or(u32::MAX),
            group,
            span: clause,
            date: when.date,
            date_precision: when.precision,
            date_evidence: when.evidence,
            source: None,
            target: None,
            event: facts.name.clone(),
            mode: coded.mode.clone(),
            context: self.contexts(coded, clause),
            cameo: Some(coded.cameo.clone()),
            quad: facts.quad,
            goldstein: ontology
                .cameo(&coded.cameo)
                .and_then(|cameo| cameo.goldstein)
                .or(Some(ontology.score(coded.event, coded.mode.as_ref()))),
            negated: coded.stance.negated,
            modality,
            historical: when.historical,
            attributed_to: self.attribution(coded),
            place,
            place_country,
            trigger,
            rule: format_compact!("{} {}", facts.name, coded.pattern.words),
            left_out: 0,
            confidence: confidence(coded, modality),
        }
    }

    /// The clause around a trigger.
    fn clause_span(&self, trigger: usize) -> Span {
        let tree = self.tree;
        let mut span = tree.span(trigger);
        let mut open: Vec<usize> = tree.children(trigger).to_vec();
        let mut top = true;
        let mut steps = 0;
        while !open.is_empty() && steps < 400 {
            let mut next = Vec::new();
            for token in open {
                steps += 1;
                let leaves =
                    matches!(tree.relation(token), Relation::Conj | Relation::Parataxis | Relation::Punct)
                        && top;
                if leaves && (tree.is_verb(token) || tree.relation(token) != Relation::Conj) {
                    continue;
                }
                span = span.hull(tree.span(token));
                next.extend_from_slice(tree.children(token));
            }
            open = next;
            top = false;
        }
        // a nominal event takes in its verb's clause
        if tree.is_nominal(trigger)
            && let Some(head) = tree.head(trigger).filter(|&head| tree.is_verb(head))
        {
            span = span.hull(tree.span(head));
            for &child in tree.children(head) {
                if matches!(
                    tree.relation(child),
                    Relation::Nsubj | Relation::Obl | Relation::Advmod | Relation::OblUnmarked
                ) {
                    span = span.hull(self.phrases.span(child));
                }
            }
        }
        span
    }

    fn contexts(&self, coded: &Coded<'_>, clause: Span) -> Vec<CompactString> {
        let lists = &self.lexicon.events;
        let mut contexts: Vec<CompactString> =
            lists.ontology.cameo(&coded.cameo).and_then(|cameo| cameo.context.clone()).into_iter().collect();
        for token in self.tree.parsed.document.tokens_in(clause) {
            contexts.extend_from_slice(lists.contexts.of(self.tree.lemma(token)));
        }
        contexts.sort();
        contexts.dedup();
        contexts
    }

    /// The place of the clause, then of the dateline.
    fn place(&self, clause: Span, coded: &Coded<'_>) -> (Option<String>, Option<Country>) {
        let tree = self.tree;
        let sides: Vec<usize> = coded.sources.iter().chain(&coded.targets).copied().collect();
        let at = tree.span(coded.hit.trigger).start;
        let found = self
            .phrases
            .mentions
            .iter()
            .filter(|mention| mention.kind == MentionKind::Place && clause.contains(mention.span))
            .filter(|mention| !sides.contains(&(mention.head as usize)))
            .filter(|mention| {
                tree.children(mention.head as usize).iter().any(|&case| {
                    tree.relation(case) == Relation::Case
                        && self.lexicon.events.prepositions.is(tree.lemma(case), Use::Place)
                })
            })
            .min_by_key(|mention| mention.span.start.abs_diff(at));
        match found {
            Some(mention) => {
                let name = mention
                    .name
                    .clone()
                    .unwrap_or_else(|| mention.span.of(tree.parsed.document.text).to_owned());
                (Some(name), mention.country)
            }
            None => (self.view.dateline_place.map(str::to_owned), self.view.dateline_country),
        }
    }

    /// Whose claim it is: the speaker, or the name after "according to".
    fn attribution(&self, coded: &Coded<'_>) -> Option<String> {
        let tree = self.tree;
        let according = || {
            tree.tokens.clone().find(|&token| {
                tree.relation(token) == Relation::Obl
                    && tree.children(token).iter().any(|&child| {
                        tree.lemma(child) == "accord" || tree.text(child).eq_ignore_ascii_case("according")
                    })
            })
        };
        let speaker = coded.stance.speaker.or_else(according)?;
        if coded.sources.contains(&speaker) {
            return None;
        }
        Some(self.phrases.span(speaker).of(tree.parsed.document.text).to_owned())
    }
}

/// Events inside the words of another pattern are that pattern.
fn drop_taken(hits: &mut Vec<Hit>) {
    let taken: Vec<usize> = hits.iter().flat_map(|hit| hit.taken.iter().copied()).collect();
    hits.retain(|hit| hit.kind == PatternKind::Verb || !taken.contains(&hit.trigger));
}

/// "let": a command, or what somebody is asked.
fn bare_form(tree: &Tree<'_>, verb: usize) -> bool {
    tree.xpos(verb) == Xpos::Vb && tree.child(verb, Relation::Aux).is_none() && !tree.has_case(verb, "to")
}

/// What a subordinate clause or a noun mentions with one side only is background where the sentence has an event with
/// both: "agreed to a truce with Chad, mediated by Niger".
fn drop_asides(rows: &mut Vec<Event>, asides: &[u32]) {
    let whole = |row: &Event| row.source.is_some() && row.target.is_some();
    if rows.iter().any(whole) {
        rows.retain(|row| whole(row) || !asides.contains(&row.group));
    }
}

fn same(left: &Option<Actor>, right: &Option<Actor>) -> bool {
    left == right
}

/// Somebody, not only words: a name, a country or a role is known.
fn is_known(actor: &Actor) -> bool {
    actor.entity.is_some() || actor.country.is_some() || actor.role.is_some()
}

/// A rough measure of how sure the rule is: more conditions, both sides and a plain telling are surer.
fn confidence(coded: &Coded<'_>, modality: Modality) -> f64 {
    let mut percent = 50;
    percent += 10 * i64::from(coded.pattern.conditions().min(2));
    percent += if coded.sources.is_empty() { -10 } else { 10 };
    percent += if coded.targets.is_empty() { -5 } else { 10 };
    percent -= if coded.hit.kind == PatternKind::Verb { 0 } else { 10 };
    percent -= if modality == Modality::Actual { 0 } else { 5 };
    percent -= i64::from(coded.stance.depth.min(4)) * 3;
    (percent.clamp(5, 95) as f64) / 100.0
}
