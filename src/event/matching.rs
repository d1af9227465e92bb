//! Which pattern a word starts, and which words fill its sides.

use super::actors::Phrases;
use super::clause::{Clause, complement, complement_subject, possessor};
use super::tree::Tree;
use crate::lexicon::EventLists;
use crate::lexicon::events_cues::{Cue, LightEffect};
use crate::lexicon::events_patterns::{Pattern, PatternKind, Slot, Term};
use crate::lexicon::events_prepositions::Use;
use crate::syntax::{Relation, Upos, Xpos};

/// A word that names an event, with the pattern it starts and the heads of its sides.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// The verb, noun or adjective.
    pub(super) trigger: usize,
    /// The last token of the words that name the event.
    pub(super) trigger_end: usize,
    /// Number of the pattern.
    pub(super) pattern: u32,
    pub(super) kind: PatternKind,
    pub(super) sources: Vec<usize>,
    pub(super) targets: Vec<usize>,
    /// Targets in the pattern's later places, for where nobody stands behind the first: "the need of steps by the army".
    pub(super) spare: Vec<usize>,
    /// Both sides do it to each other.
    pub(super) mutual: bool,
    /// The nouns of the pattern's own phrase: no events of their own.
    pub(super) taken: Vec<usize>,
    /// The verb that lends its subject to an event noun.
    pub(super) light: Option<(usize, LightEffect)>,
    /// How many conditions were met.
    pub(super) score: i64,
}

impl Hit {
    /// A verb as it stands, without sides.
    pub(super) fn bare(trigger: usize, pattern: u32) -> Self {
        Self {
            trigger,
            trigger_end: trigger,
            pattern,
            kind: PatternKind::Verb,
            sources: Vec::new(),
            targets: Vec::new(),
            spare: Vec::new(),
            mutual: false,
            taken: Vec::new(),
            light: None,
            score: 0,
        }
    }
}

pub(super) struct Matcher<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) phrases: &'a Phrases<'a>,
    pub(super) lists: &'a EventLists,
}

/// The words a pattern found around its trigger.
#[derive(Clone, Debug, Default)]
struct Found {
    object: Option<usize>,
    oblique: Option<usize>,
    predicate: Option<usize>,
    particle: Option<usize>,
    /// The object of a phrasal verb whose particle was read as a preposition.
    borrowed: Option<usize>,
}

impl Matcher<'_> {
    /// The best pattern that a token starts.
    pub(super) fn hit(&self, token: usize) -> Option<Hit> {
        let tree = self.tree;
        match tree.upos(token) {
            Upos::Verb => {
                if matches!(tree.relation(token), Relation::Amod | Relation::Compound | Relation::Case) {
                    return None;
                }
                self.predicate_hit(token, PatternKind::Verb)
                    .or_else(|| self.predicate_hit(token, PatternKind::Adjective))
            }
            Upos::Adj => self.predicate_hit(token, PatternKind::Adjective),
            Upos::Noun => self.predicate_hit(token, PatternKind::Adjective).or_else(|| self.noun_hit(token)),
            // "Talks between Chile and Peru resumed": a capital of the sentence, not of a name
            Upos::Propn if token == tree.body => self.noun_hit(token),
            _ => None,
        }
    }

    fn predicate_hit(&self, token: usize, kind: PatternKind) -> Option<Hit> {
        let tree = self.tree;
        if kind == PatternKind::Verb && self.only_frames(token) {
            return None;
        }
        let mut best: Option<Hit> = None;
        let mut clause: Option<Clause> = None;
        let text = tree.text(token).to_lowercase();
        let keys = [tree.lemma(token), tree.whole(token), text.as_str()];
        for (at, key) in keys.iter().enumerate() {
            if keys.iter().take(at).any(|before| before == key) || (at == 2 && kind == PatternKind::Verb) {
                continue;
            }
            for entry in self.lists.patterns.starting(kind, key) {
                let Some(pattern) = self.lists.patterns.get(entry.pattern) else { continue };
                let clause = clause.get_or_insert_with(|| Clause::of(tree, token));
                let Some(found) = self.words_found(pattern, entry.beside.as_deref(), clause) else {
                    continue;
                };
                let mut sources = self.sources(pattern, clause, &found);
                let (mut targets, spare, mut mutual) =
                    self.targets(pattern, clause, &found, sources.len() > 1);
                // "a truce between Chad and Mali was reached", "relations between Chad and Mali were severed"
                let asked = found.object.is_some();
                let noun =
                    found.object.or(clause.patient).filter(|_| (pattern.both || asked) && sources.is_empty());
                let sides = noun.map_or_else(Vec::new, |noun| self.between(noun));
                if let [first, others @ ..] = sides.as_slice()
                    && !others.is_empty()
                {
                    sources = vec![*first];
                    targets = others.to_vec();
                    mutual = true;
                }
                if pattern.needs_target && targets.is_empty()
                    || self.is_other_sense(pattern, clause, &targets)
                    || (self.lists.ontology.is(pattern.event, "REQUEST")
                        && self.asks_what(pattern, clause.head))
                    || self.is_walkout(pattern, found.object.unwrap_or(token), &sources)
                {
                    continue;
                }
                let facts = self.lists.ontology.facts(pattern.event);
                let narrow = found.object.is_some_and(|object| self.is_narrow(&pattern.object, object));
                let score = i64::from(pattern.conditions()) * 1000
                    + if narrow { 500 } else { 0 }
                    + if entry.beside.is_some() { 1000 } else { 0 }
                    + if targets.is_empty() { 0 } else { 150 }
                    + if sources.is_empty() { 0 } else { 100 }
                    - i64::from(facts.precedence);
                if best.as_ref().is_some_and(|best| best.score >= score) {
                    continue;
                }
                let taken: Vec<usize> = [found.object, found.oblique, found.predicate, found.particle]
                    .into_iter()
                    .flatten()
                    .collect();
                best = Some(Hit {
                    trigger: token,
                    trigger_end: taken
                        .iter()
                        .copied()
                        .filter(|&t| t > token && t < token + 12)
                        .max()
                        .unwrap_or(token),
                    pattern: entry.pattern,
                    kind,
                    sources,
                    targets,
                    spare,
                    mutual,
                    taken,
                    light: None,
                    score,
                });
            }
        }
        let mut hit = best?;
        let pattern = self.lists.patterns.get(hit.pattern)?;
        let clause = clause?;
        if hit.targets.is_empty() {
            hit.targets = self.last_resort(pattern, &clause, &hit);
        }
        Some(hit)
    }

    /// "charged guests for water", "open to visitors": the object shows that another sense is meant.
    fn is_other_sense(&self, pattern: &Pattern, clause: &Clause, targets: &[usize]) -> bool {
        if self.is_shown_or_won(pattern, clause) {
            return true;
        }
        if pattern.except.is_empty() {
            return false;
        }
        let tree = self.tree;
        let excepted = |token: usize| {
            pattern.except.iter().any(|lemma| lemma == tree.lemma(token)) || {
                // "half of its goals"
                let part = tree.children(token).iter().copied().find(|&child| tree.has_case(child, "of"));
                part.is_some_and(|part| {
                    matches!(tree.upos(token), Upos::Num | Upos::Det)
                        && pattern.except.iter().any(|lemma| lemma == tree.lemma(part))
                })
            }
        };
        // "declined to comment"
        let comment =
            complement(tree, clause.head).filter(|&inner| tree.is_verb(inner) && tree.has_case(inner, "to"));
        if comment.is_some_and(excepted) {
            return true;
        }
        // "the poll released on Friday" read as if it released something
        let unnamed = clause.doer.filter(|&doer| {
            clause.patient.is_none() && tree.upos(doer) == Upos::Noun && tree.xpos(clause.head) == Xpos::Vbn
        });
        let adjective = pattern.kind == PatternKind::Adjective;
        let phrases = clause.obliques.iter().filter(|_| adjective);
        clause
            .patient
            .iter()
            .chain(&clause.indirect)
            .chain(&unnamed)
            .chain(targets)
            .chain(phrases)
            .any(|&token| excepted(token))
    }

    /// "demonstrated its strength", "the vote demonstrates that": shown, not protested; "defeated the senator": no bill was.
    fn is_shown_or_won(&self, pattern: &Pattern, clause: &Clause) -> bool {
        let tree = self.tree;
        match tree.lemma(clause.head) {
            "demonstrate" => {
                self.lists.ontology.is(pattern.event, "PROTEST")
                    && pattern.kind == PatternKind::Verb
                    && (clause.patient.is_some()
                        || tree.child(clause.head, Relation::Ccomp).is_some()
                        || clause.doer.is_some_and(|doer| {
                            self.lists.abstracts.has(tree.lemma(doer)) && tree.upos(doer) == Upos::Noun
                        }))
            }
            "defeat" => {
                self.lists.ontology.is(pattern.event, "REJECT")
                    && clause.patient.is_some_and(|patient| {
                        tree.upos(patient) != Upos::Noun || self.phrases.mention_of_head(patient).is_some()
                    })
            }
            _ => false,
        }
    }

    /// "asked whether Chad had left", "asked why": a question, no request. "told the press that Chad had left" is none either.
    fn asks_what(&self, pattern: &Pattern, verb: usize) -> bool {
        let tree = self.tree;
        let clause = complement(tree, verb);
        // "was asked about the raid"
        let about = tree.children(verb).iter().any(|&child| tree.has_case(child, "about"));
        if about && clause.is_none() && pattern.is_plain() && tree.lemma(verb) == "ask" {
            return true;
        }
        let told = tree.child(verb, Relation::Obj).or_else(|| tree.child(verb, Relation::Iobj)).is_some();
        if told && pattern.is_plain() && self.lists.report.has(tree.lemma(verb)) {
            let asks = clause.is_some_and(|clause| {
                tree.has_case(clause, "to")
                    || tree.xpos(clause) == Xpos::Vb
                    || tree.children(clause).iter().any(|&child| {
                        tree.relation(child) == Relation::Aux
                            && self.lists.cues.of(&tree.text(child).to_lowercase()) == Some(Cue::Demand)
                    })
            });
            if !asks {
                return true;
            }
        }
        clause.is_some_and(|clause| {
            tree.children(clause).iter().any(|&child| {
                child < clause
                    && (matches!(tree.xpos(child), Xpos::Wrb | Xpos::Wp | Xpos::Wdt | Xpos::WpPoss)
                        || matches!(tree.lemma(child), "whether" | "if"))
                    && tree.lemma(child) != "that"
            })
        })
    }

    /// "The dockers launched a strike", "a strike by nurses": those who work for a living strike by stopping to.
    fn is_walkout(&self, pattern: &Pattern, noun: usize, sources: &[usize]) -> bool {
        let tree = self.tree;
        if tree.lemma(noun) != "strike"
            || tree.upos(noun) != Upos::Noun
            || !self.lists.ontology.is(pattern.event, "ASSAULT")
            || sources.is_empty()
        {
            return false;
        }
        let armed =
            tree.children(noun).iter().any(|&child| child < noun && self.lists.means.has(tree.lemma(child)));
        !armed && sources.iter().all(|&source| self.phrases.is_civilian(source))
    }

    /// "is expected to", "was not forced to", "is said to have": a passive that only frames the verb below it.
    fn only_frames(&self, verb: usize) -> bool {
        use crate::lexicon::events_cues::Effect;
        let tree = self.tree;
        let frames = self.lists.outer.of(tree.lemma(verb)).iter().any(|outer| {
            matches!(outer.effect, Effect::Expected | Effect::Allege | Effect::Demand | Effect::Pass)
        });
        if !frames || tree.child(verb, Relation::Xcomp).is_none() {
            return false;
        }
        let clause = Clause::of(tree, verb);
        clause.passive && clause.doer.is_none()
    }

    /// Whether the words of the pattern stand around the verb.
    fn words_found(&self, pattern: &Pattern, beside: Option<&str>, clause: &Clause) -> Option<Found> {
        let tree = self.tree;
        let verb = clause.head;
        let mut found = Found::default();
        let mended;
        let mut clause = clause;
        if let Some(beside) = beside {
            found.particle = Some(self.beside(verb, beside)?);
            // "called off its strike" read as "called" with a phrase "off its strike"
            if clause.patient.is_none() {
                let object = clause.obliques.iter().copied().find(|&oblique| tree.has_case(oblique, beside));
                mended = Clause { patient: object, ..clause.clone() };
                clause = &mended;
                found.borrowed = object;
            }
        } else if self.has_particle(verb) {
            // "pressed ahead" is no pressing
            return None;
        } else if let Some(particle) = tree.child(verb, Relation::CompoundPrt) {
            let lemma = tree.lemma(particle);
            let known = pattern.target.iter().any(|slot| matches!(slot, Slot::Preposition(p) if p == lemma));
            let asked = pattern.oblique.as_ref().is_some_and(|(preposition, _)| preposition == lemma);
            if !known && !asked {
                return None;
            }
        }
        if !pattern.object.is_empty() {
            found.object = Some(self.object_of(pattern, clause)?);
        }
        if let Some((preposition, nouns)) = &pattern.oblique {
            found.oblique = Some(self.oblique_of(preposition, nouns, clause)?);
        }
        if !pattern.predicate.is_empty() {
            found.predicate = Some(self.predicate_of(&pattern.predicate, verb)?);
        }
        Some(found)
    }

    /// Whether an adverb that makes another verb of it follows: "press ahead", "set aside".
    fn has_particle(&self, verb: usize) -> bool {
        let next = verb + 1;
        self.tree.head(next) == Some(verb)
            && self.tree.relation(next) == Relation::Advmod
            && self.lists.prepositions.is(self.tree.lemma(next), Use::Particle)
    }

    /// The particle of a phrasal verb: "off" in "called the strike off".
    pub(super) fn beside(&self, verb: usize, particle: &str) -> Option<usize> {
        let tree = self.tree;
        let child = tree.children(verb).iter().copied().find(|&child| {
            child > verb
                && tree.lemma(child) == particle
                && !matches!(tree.relation(child), Relation::Nsubj | Relation::Conj)
        });
        child.or_else(|| {
            let next = verb + 1;
            (tree.tokens.contains(&next) && tree.lemma(next) == particle && !tree.is_nominal(next))
                .then_some(next)
        })
    }

    fn object_of(&self, pattern: &Pattern, clause: &Clause) -> Option<usize> {
        let tree = self.tree;
        let patient = clause.patient.into_iter().flat_map(|patient| tree.with_conjuncts(patient));
        let indirect = clause.indirect.into_iter();
        patient.chain(indirect).find_map(|object| self.term_at(&pattern.object, object, true))
    }

    /// The noun at `token`, or what it is a part or number of, if it is one of the terms.
    fn term_at(&self, terms: &[Term], token: usize, deep: bool) -> Option<usize> {
        let tree = self.tree;
        let fits = |term: &Term, head: &str| {
            (term.head == head || term.head == "*")
                && term.modifier.as_deref().is_none_or(|modifier| {
                    tree.children(token).iter().any(|&child| {
                        matches!(
                            tree.relation(child),
                            Relation::Compound | Relation::Amod | Relation::NmodPoss
                        ) && tree.lemma(child) == modifier
                    })
                })
        };
        let head = match tree.text(token) {
            "$" | "€" | "£" | "¥" => "dollar",
            _ => tree.lemma(token),
        };
        if terms.iter().any(|term| fits(term, head) || fits(term, tree.whole(token))) {
            return Some(token);
        }
        // "a number of strikes", "part of the aid", "aid programme"
        if !deep {
            return None;
        }
        let of = tree
            .children(token)
            .iter()
            .copied()
            .find(|&child| tree.relation(child) == Relation::Nmod && tree.has_case(child, "of"));
        if let Some(inside) = of.and_then(|of| self.term_at(terms, of, false)) {
            return Some(inside);
        }
        tree.children(token).iter().copied().find(|&child| {
            tree.relation(child) == Relation::Compound
                && terms.iter().any(|term| term.modifier.is_none() && term.head == tree.lemma(child))
        })
    }

    /// Whether the noun was asked for with its modifier: "arms deal" is more than "deal".
    fn is_narrow(&self, terms: &[Term], token: usize) -> bool {
        let narrow: Vec<Term> = terms.iter().filter(|term| term.modifier.is_some()).cloned().collect();
        self.term_at(&narrow, token, false).is_some()
    }

    fn oblique_of(&self, preposition: &str, nouns: &[Term], clause: &Clause) -> Option<usize> {
        let tree = self.tree;
        let any = nouns.iter().any(|term| term.head == "*");
        let below_object =
            clause.patient.into_iter().flat_map(|object| tree.children(object).iter().copied());
        let own = tree.children(clause.head).iter().copied();
        // "went on strike" read as "went on" with an object
        let particle = |child: usize| {
            clause.patient == Some(child)
                && tree.children(clause.head).iter().any(|&word| {
                    tree.relation(word) == Relation::CompoundPrt
                        && tree.lemma(word) == preposition
                        && word < child
                })
        };
        own.chain(below_object).find(|&child| {
            (tree.has_case(child, preposition) || particle(child))
                && (any
                    || self.term_at(nouns, child, false).is_some()
                    || nouns.iter().any(|term| term.modifier.is_none() && term.head == tree.lemma(child)))
        })
    }

    fn predicate_of(&self, lemmas: &[compact_str::CompactString], verb: usize) -> Option<usize> {
        let tree = self.tree;
        let is = |token: usize| token > verb && lemmas.iter().any(|lemma| lemma == tree.lemma(token));
        let own = tree.children(verb).iter().copied().find(|&child| is(child));
        own.or_else(|| {
            let below = tree.children(verb).iter().flat_map(|&child| tree.children(child).iter().copied());
            below.into_iter().find(|&child| {
                is(child)
                    && (matches!(tree.relation(child), Relation::Flat | Relation::Conj | Relation::Amod)
                        // "sent soldiers to help Chad" read as "soldiers to help"
                        || (matches!(tree.relation(child), Relation::Acl | Relation::Advcl)
                            && tree.has_case(child, "to")))
            })
        })
    }

    fn sources(&self, pattern: &Pattern, clause: &Clause, found: &Found) -> Vec<usize> {
        let filled = pattern.source.iter().find_map(|slot| match slot {
            Slot::Subject => clause.doer.filter(|&doer| Some(doer) != found.object),
            slot => self.place(slot, clause, found),
        });
        let filled = match filled {
            Some(token) if self.phrases.is_actor(token) => Some(token),
            other => self.hanging(clause).or(other),
        };
        let filled = filled.map(|token| self.author(token)).filter(|&token| !self.phrases.is_moment(token));
        filled.map_or_else(Vec::new, |source| self.tree.with_conjuncts(source))
    }

    /// "The news comes as Chad seeks allies, having signed a pact": a participle whose clause has no actor for its subject
    /// belongs to the subject before it.
    fn hanging(&self, clause: &Clause) -> Option<usize> {
        let tree = self.tree;
        let verb = clause.head;
        let participle = tree.relation(verb) == Relation::Advcl
            && (tree.xpos(verb) == Xpos::Vbg
                || tree.children(verb).iter().any(|&child| tree.text(child).eq_ignore_ascii_case("having")))
            && !clause.passive;
        if !participle {
            return None;
        }
        let above = tree.head(verb).filter(|&above| above < verb)?;
        (above..verb).rev().filter(|&token| tree.is_verb(token)).find_map(|token| {
            let own = tree.child(token, Relation::Nsubj)?;
            (own < token && self.phrases.is_actor(own) && tree.upos(own) != Upos::Pron).then_some(own)
        })
    }

    /// Who speaks in a document: "Amnesty put out a report accusing the army" is Amnesty's accusation.
    fn author(&self, token: usize) -> usize {
        let tree = self.tree;
        if !self.lists.documents.has(tree.lemma(token)) {
            return token;
        }
        let own = possessor(tree, token).or_else(|| {
            ["by", "from", "of"].iter().find_map(|preposition| {
                tree.children(token).iter().copied().find(|&child| {
                    child > token && tree.has_case(child, preposition) && self.phrases.is_actor(child)
                })
            })
        });
        let own = own.or_else(|| self.premodifier(token));
        let above = || {
            let verb = tree.head(token).filter(|&verb| tree.is_verb(verb))?;
            (tree.relation(token) == Relation::Obj).then(|| Clause::of(tree, verb).doer).flatten()
        };
        own.or_else(above).unwrap_or(token)
    }

    /// The targets, and whether the place they stand in makes the event mutual: "met with", "talks between".
    fn targets(
        &self,
        pattern: &Pattern,
        clause: &Clause,
        found: &Found,
        several: bool,
    ) -> (Vec<usize>, Vec<usize>, bool) {
        let consult = self.lists.ontology.is(pattern.event, "CONSULT");
        let mut filled = pattern.target.iter().filter_map(|slot| {
            let token = match slot {
                Slot::Subject => clause.doer.or(clause.patient),
                // "Chile and Peru agreed to share data": the two are each other's targets
                Slot::Inner | Slot::Object if pattern.both && several && !consult => None,
                // "talks of the situation in Darfur": no partner
                Slot::Preposition(preposition) if consult && preposition == "of" => self
                    .place(slot, clause, found)
                    .filter(|&token| self.phrases.is_actor(token) && !self.phrases.is_place(token)),
                Slot::Object if consult && !pattern.object.is_empty() => {
                    self.place(slot, clause, found).filter(|&token| !self.phrases.is_place(token))
                }
                slot => self.place(slot, clause, found),
            }?;
            (Some(token) != clause.doer || *slot == Slot::Subject).then_some((slot, token))
        });
        let Some((slot, target)) = filled.next() else { return (Vec::new(), Vec::new(), pattern.both) };
        let spare =
            filled.map(|(_, token)| token).filter(|&token| token != target && self.phrases.is_actor(token));
        let spare = spare.collect();
        let mutual = match slot {
            Slot::Preposition(preposition) => self.lists.prepositions.is(preposition, Use::Mutual),
            Slot::Object => consult || self.lists.ontology.is(pattern.event, "ASSAULT"),
            _ => false,
        };
        (self.tree.with_conjuncts(target), spare, pattern.both && mutual)
    }

    /// The noun that stands in a slot of the verb's clause.
    fn place(&self, slot: &Slot, clause: &Clause, found: &Found) -> Option<usize> {
        let tree = self.tree;
        match slot {
            Slot::Subject => clause.doer,
            Slot::Object => clause
                .patient
                .or(found.borrowed)
                .filter(|&object| !self.phrases.is_moment(object))
                .filter(|&object| tree.is_nominal(object))
                .or_else(|| complement_subject(tree, clause.head)),
            Slot::Indirect => clause.indirect,
            Slot::Possessor => possessor(tree, found.object.or(clause.patient)?),
            Slot::Premodifier => self.premodifier(found.object.or(clause.patient)?),
            Slot::Complement => complement_subject(tree, clause.head),
            Slot::Inner => self.inner_target(clause.head, 0).or_else(|| {
                let purpose = found.predicate.filter(|&purpose| tree.is_verb(purpose))?;
                let inner = Clause::of(tree, purpose);
                self.predicate_hit_shallow(purpose, &inner).or_else(|| self.generic_target(&inner))
            }),
            Slot::Preposition(preposition) => self.phrase_with(preposition, clause, found),
        }
    }

    /// A phrase with this preposition, beside the verb or inside its object.
    fn phrase_with(&self, preposition: &str, clause: &Clause, found: &Found) -> Option<usize> {
        let tree = self.tree;
        // "in a bid to" is no place, "in the market" is one
        let somewhere = self.lists.prepositions.is(preposition, Use::Somewhere);
        let the = |token: usize| {
            tree.children(token).iter().any(|&child| matches!(tree.lemma(child), "the" | "this" | "that"))
        };
        let fits = |token: usize| {
            tree.has_case(token, preposition)
                && tree.is_nominal(token)
                && !self.phrases.is_time(token)
                && found.oblique != Some(token)
                && (!somewhere || the(token) || self.phrases.is_actor(token))
        };
        let own = clause.obliques.iter().copied().find(|&oblique| fits(oblique));
        own.or_else(|| {
            let inside = [found.object, clause.patient, found.oblique, found.predicate];
            inside
                .into_iter()
                .flatten()
                .find_map(|noun| tree.children(noun).iter().copied().find(|&child| fits(child)))
        })
        .or_else(|| {
            // "$2 million in aid to Chad"
            let object = found.object.or(clause.patient)?;
            let parts = tree.children(object).iter().copied();
            let parts = parts.filter(|&part| tree.relation(part) == Relation::Nmod);
            parts
                .flat_map(|part| tree.children(part).iter().copied())
                .find(|&child| fits(child) && self.phrases.is_actor(child))
        })
        .or_else(|| {
            let deeper = clause.obliques.iter().flat_map(|&oblique| tree.children(oblique).iter().copied());
            deeper.into_iter().find(|&child| fits(child) && self.phrases.is_actor(child))
        })
        .or_else(|| {
            // "the restrictions imposed on the premier", "an appeal filed by the editor"
            let nouns = [found.object, clause.patient].into_iter().flatten();
            let participles = nouns.flat_map(|noun| tree.children(noun).iter().copied());
            let participles = participles.filter(|&child| tree.relation(child) == Relation::Acl);
            participles
                .flat_map(|participle| tree.children(participle).iter().copied())
                .find(|&child| fits(child) && self.phrases.is_actor(child))
        })
        .or_else(|| self.phrase_in_line(preposition, clause, found))
        .or_else(|| {
            // "fought against the rebels" where the parser hangs the phrase on a word in between
            let nested =
                tree.children(clause.head).iter().flat_map(|&child| tree.children(child).iter().copied());
            nested.into_iter().find(|&child| {
                child > clause.head
                    && tree.relation(child) == Relation::Nmod
                    && fits(child)
                    && self.phrases.is_actor(child)
            })
        })
    }

    /// The name after the preposition where the parser hangs it on another noun: "held talks with the premier
    /// Jon Olsen at ...". Read in the order of words, up to the next verb.
    fn phrase_in_line(&self, preposition: &str, clause: &Clause, found: &Found) -> Option<usize> {
        let tree = self.tree;
        let from = found.object.unwrap_or(clause.head).max(clause.head);
        for token in (from + 1..from + 14).take_while(|token| tree.tokens.contains(token)) {
            if tree.is_verb(token) && tree.relation(token) != Relation::Amod && tree.lemma(token) != "include"
            {
                return None;
            }
            if matches!(tree.text(token), ":" | ";") {
                return None;
            }
            if tree.lemma(token) != preposition {
                continue;
            }
            let mut noun = match tree.relation(token) {
                Relation::Case => tree.head(token)?,
                // "with the Gujarat government seeking support" read as a clause
                Relation::Mark => tree.child(tree.head(token)?, Relation::Nsubj)?,
                _ => continue,
            };
            for _ in 0..4 {
                let inside = matches!(
                    tree.relation(noun),
                    Relation::NmodDesc
                        | Relation::Compound
                        | Relation::Flat
                        | Relation::Amod
                        | Relation::NmodPoss
                );
                match tree.head(noun).filter(|&head| inside && head > token) {
                    Some(head) => noun = head,
                    None => break,
                }
            }
            let fits = noun > token
                && tree.is_nominal(noun)
                && !self.phrases.is_time(noun)
                && self.phrases.is_actor(noun);
            if fits {
                return Some(noun);
            }
        }
        None
    }

    /// "the Israeli strike", "a Taliban attack": a modifier that names who.
    fn premodifier(&self, noun: usize) -> Option<usize> {
        let tree = self.tree;
        tree.children(noun).iter().copied().find(|&child| {
            child < noun
                && matches!(tree.relation(child), Relation::Amod | Relation::Compound | Relation::NmodDesc)
                && self.phrases.is_actor(child)
                && (tree.upos(child) != Upos::Adj || self.phrases.has_country(child))
                // "a drone strike": what it is done with
                && !(tree.upos(child) == Upos::Noun && self.lists.means.has(tree.lemma(child)))
        })
    }

    /// The target of what is agreed, refused, asked for or threatened.
    fn inner_target(&self, verb: usize, depth: usize) -> Option<usize> {
        if depth > 3 {
            return None;
        }
        let tree = self.tree;
        let inner = complement(tree, verb)?;
        if tree.is_verb(inner) {
            let clause = Clause::of(tree, inner);
            let hit = self.predicate_hit_shallow(inner, &clause);
            if hit.is_some_and(|hit| self.phrases.is_actor(hit)) {
                return hit;
            }
            let generic =
                self.generic_target(&clause).filter(|&target| hit.is_none() || self.phrases.is_actor(target));
            if generic.or(hit).is_some() {
                return generic.or(hit);
            }
        }
        self.inner_target(inner, depth + 1)
    }

    /// The first target a pattern of the inner verb finds.
    fn predicate_hit_shallow(&self, verb: usize, clause: &Clause) -> Option<usize> {
        let mut best: Option<(u32, usize)> = None;
        for entry in self.lists.patterns.starting(PatternKind::Verb, self.tree.lemma(verb)) {
            let Some(pattern) = self.lists.patterns.get(entry.pattern) else { continue };
            let Some(found) = self.words_found(pattern, entry.beside.as_deref(), clause) else { continue };
            let target = pattern
                .target
                .iter()
                .filter(|slot| !matches!(slot, Slot::Inner))
                .find_map(|slot| self.place(slot, clause, &found));
            let Some(target) = target else { continue };
            if best.is_none_or(|(conditions, _)| pattern.conditions() > conditions) {
                best = Some((pattern.conditions(), target));
            }
        }
        best.map(|(_, target)| target)
    }

    /// The most likely target of a verb no pattern knows.
    fn generic_target(&self, clause: &Clause) -> Option<usize> {
        let tree = self.tree;
        let actor = |token: &usize| self.phrases.is_actor(*token) && !self.phrases.is_time(*token);
        if let Some(indirect) = clause.indirect.filter(actor) {
            return Some(indirect);
        }
        let named = |token: &usize| {
            tree.upos(*token) == Upos::Propn || self.phrases.mention_of_head(*token).is_some()
        };
        if let Some(object) = clause.patient.filter(named).filter(|_| !clause.passive) {
            return Some(object);
        }
        let none = Found::default();
        for preposition in self.lists.prepositions.targets() {
            if let Some(phrase) = self.phrase_with(preposition, clause, &none).filter(actor) {
                return Some(phrase);
            }
        }
        clause.patient.filter(|&object| !clause.passive && tree.is_nominal(object))
    }

    /// A target from the phrase around the event where the pattern's own places are empty.
    fn last_resort(&self, pattern: &Pattern, clause: &Clause, hit: &Hit) -> Vec<usize> {
        if pattern.target.is_empty() || (pattern.both && hit.sources.len() > 1) {
            return Vec::new();
        }
        let actor = |token: &usize| {
            self.phrases.is_actor(*token)
                && !self.phrases.is_time(*token)
                && self.tree.upos(*token) != Upos::Pron
                && !hit.sources.contains(token)
        };
        let found = Found { object: hit.taken.first().copied(), ..Found::default() };
        // whom one talks with is told by "with" alone
        if self.lists.ontology.is(pattern.event, "CONSULT") {
            let found = Found { object: hit.taken.first().copied(), ..Found::default() };
            let partner = self.phrase_with("with", clause, &found).filter(actor);
            return partner.map_or_else(Vec::new, |partner| self.tree.with_conjuncts(partner));
        }
        let noun = clause.patient;
        let own = noun.and_then(|noun| possessor(self.tree, noun).or_else(|| self.premodifier(noun)));
        let target = own.filter(actor).or_else(|| {
            self.lists
                .prepositions
                .targets()
                .iter()
                .find_map(|preposition| self.phrase_with(preposition, clause, &found).filter(actor))
        });
        let target = target.or_else(|| self.purpose_target(clause).filter(actor));
        target.map_or_else(Vec::new, |target| self.tree.with_conjuncts(target))
    }

    /// "began a hunger strike to protest against the judges": the target of the purpose.
    fn purpose_target(&self, clause: &Clause) -> Option<usize> {
        let tree = self.tree;
        tree.children(clause.head).iter().copied().find_map(|child| {
            let purpose = tree.relation(child) == Relation::Advcl
                && child > clause.head
                && tree.is_verb(child)
                && (tree.has_case(child, "to") || tree.xpos(child) == Xpos::Vbg);
            if !purpose {
                return None;
            }
            let inner = Clause::of(tree, child);
            self.predicate_hit_shallow(child, &inner).or_else(|| self.generic_target(&inner))
        })
    }

    /// The best noun pattern, with the verb that carries the noun.
    fn noun_hit(&self, noun: usize) -> Option<Hit> {
        let tree = self.tree;
        if matches!(tree.relation(noun), Relation::Compound | Relation::Amod) {
            return None;
        }
        let light = self.light(noun);
        let mut best: Option<Hit> = None;
        for key in [tree.lemma(noun), tree.whole(noun)] {
            for entry in self.lists.patterns.starting(PatternKind::Noun, key) {
                let Some(pattern) = self.lists.patterns.get(entry.pattern) else { continue };
                let modified = entry.beside.as_deref().is_none_or(|modifier| {
                    tree.children(noun).iter().any(|&child| {
                        matches!(tree.relation(child), Relation::Compound | Relation::Amod)
                            && tree.lemma(child) == modifier
                    })
                });
                // "a trade war", "a heart attack"
                let other_sense = tree.children(noun).iter().any(|&child| {
                    matches!(tree.relation(child), Relation::Compound | Relation::Amod)
                        && pattern.except.iter().any(|lemma| lemma == tree.lemma(child))
                });
                if !modified || other_sense {
                    continue;
                }
                let mut sources = self.noun_sources(pattern, noun, light);
                let mut targets = self.noun_targets(pattern, noun, light);
                let sides = self.between(noun);
                let pair = sides.len() == 1 && sides.first().is_some_and(|&side| self.phrases.is_pair(side));
                let mutual = pattern.both || !sides.is_empty();
                if pair {
                    sources = sides;
                    targets = Vec::new();
                } else if sides.len() > 1 {
                    sources = sides.iter().copied().take(1).collect();
                    targets = sides.iter().copied().skip(1).collect();
                } else if !sides.is_empty() {
                    targets = sides;
                }
                if sources.first() == targets.first() {
                    targets.clear();
                }
                if self.is_walkout(pattern, noun, &sources) {
                    continue;
                }
                let facts = self.lists.ontology.facts(pattern.event);
                let score = if entry.beside.is_some() { 1000 } else { 0 }
                    + if targets.is_empty() { 0 } else { 150 }
                    + if sources.is_empty() { 0 } else { 100 }
                    - i64::from(facts.precedence);
                if best.as_ref().is_some_and(|best| best.score >= score) {
                    continue;
                }
                best = Some(Hit {
                    trigger: noun,
                    trigger_end: noun,
                    pattern: entry.pattern,
                    kind: PatternKind::Noun,
                    sources,
                    targets,
                    spare: Vec::new(),
                    mutual,
                    taken: Vec::new(),
                    light,
                    score,
                });
            }
        }
        best
    }

    /// "talks between Chile and Peru": the sides.
    fn between(&self, noun: usize) -> Vec<usize> {
        let tree = self.tree;
        let phrase = tree.children(noun).iter().copied().find(|&child| tree.has_case(child, "between"));
        phrase.map_or_else(Vec::new, |phrase| tree.with_conjuncts(phrase))
    }

    /// The light verb that governs an event noun, and what it does to it.
    fn light(&self, noun: usize) -> Option<(usize, LightEffect)> {
        let tree = self.tree;
        let mut phrase = noun;
        // "a series of talks"
        if tree.relation(phrase) == Relation::Nmod && tree.has_case(phrase, "of") {
            phrase = tree.head(phrase)?;
        }
        while tree.relation(phrase) == Relation::Conj {
            phrase = tree.head(phrase)?;
        }
        let verb = tree.head(phrase).filter(|&verb| tree.is_verb(verb))?;
        if !matches!(tree.relation(phrase), Relation::Obj | Relation::NsubjPass | Relation::Nsubj) {
            return None;
        }
        let by_subject = tree.relation(phrase) == Relation::Nsubj;
        let uses = self.lists.light.of(tree.lemma(verb));
        let light = uses.iter().find(|(particle, _)| {
            particle.as_deref().is_none_or(|particle| self.beside(verb, particle).is_some())
        })?;
        if by_subject
            && !matches!(tree.lemma(verb), "begin" | "start" | "continue" | "resume" | "end" | "stop")
        {
            return None;
        }
        Some((verb, light.1))
    }

    fn noun_sources(
        &self,
        pattern: &Pattern,
        noun: usize,
        light: Option<(usize, LightEffect)>,
    ) -> Vec<usize> {
        let tree = self.tree;
        let clause = light.map(|(verb, _)| Clause::of(tree, verb));
        let own = pattern.source.iter().find_map(|slot| self.noun_place(slot, noun, None));
        let lent = clause.as_ref().and_then(|clause| match light {
            Some((_, LightEffect::Suffer)) => self.phrase_with("from", clause, &Found::default()),
            Some(_) => clause.doer.filter(|&doer| doer != noun),
            None => None,
        });
        let own = own.filter(|&source| self.phrases.is_actor(source));
        lent.or(own).map_or_else(Vec::new, |source| tree.with_conjuncts(source))
    }

    fn noun_targets(
        &self,
        pattern: &Pattern,
        noun: usize,
        light: Option<(usize, LightEffect)>,
    ) -> Vec<usize> {
        let tree = self.tree;
        let clause = light.map(|(verb, _)| Clause::of(tree, verb));
        if let (Some(clause), Some((_, LightEffect::Suffer))) = (&clause, light) {
            return clause.doer.map_or_else(Vec::new, |target| tree.with_conjuncts(target));
        }
        let own = pattern.target.iter().find_map(|slot| self.noun_place(slot, noun, clause.as_ref()));
        own.map_or_else(Vec::new, |target| tree.with_conjuncts(target))
    }

    /// The noun that stands in a slot of an event noun.
    fn noun_place(&self, slot: &Slot, noun: usize, clause: Option<&Clause>) -> Option<usize> {
        let tree = self.tree;
        match slot {
            Slot::Possessor => possessor(tree, noun),
            Slot::Premodifier => self.premodifier(noun),
            Slot::Inner => self.inner_target(noun, 0),
            Slot::Preposition(preposition) => {
                let own = tree.children(noun).iter().copied().find(|&child| {
                    child > noun
                        && tree.has_case(child, preposition)
                        && tree.is_nominal(child)
                        && !self.phrases.is_time(child)
                });
                // "the arrest of Jon Vik by Chad" read as "Vik by Chad", "the visit of Jon Vik to Chad"
                let own = own.or_else(|| {
                    let of = tree.children(noun).iter().copied().find(|&child| tree.has_case(child, "of"))?;
                    tree.children(of).iter().copied().find(|&child| {
                        matches!(preposition.as_str(), "by" | "to")
                            && tree.has_case(child, preposition)
                            && self.phrases.is_actor(child)
                    })
                });
                own.or_else(|| {
                    let clause = clause?;
                    self.phrase_with(preposition, clause, &Found::default()).filter(|&phrase| phrase != noun)
                })
            }
            _ => None,
        }
    }
}
