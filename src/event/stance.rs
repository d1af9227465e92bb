//! Whether an event is told as done: negation, modality and the words above it in the tree that decide.

use super::Modality;
use super::clause::{Clause, subject};
use super::matching::{Hit, Matcher};
use super::tree::Tree;
use crate::lexicon::EventLists;
use crate::lexicon::events_cues::{Cue, Effect, LightEffect};
use crate::lexicon::events_patterns::PatternKind;
use crate::syntax::{Relation, Upos, Xpos};

/// How far up the tree the words that decide are looked for.
const HIGHEST: usize = 12;

/// How an event is told.
#[derive(Clone, Debug, Default)]
pub(super) struct Stance {
    pub(super) negated: bool,
    pub(super) future: bool,
    /// The future is the doer's own will, not somebody's guess.
    pub(super) willed: bool,
    pub(super) hypothetical: bool,
    pub(super) demanded: bool,
    pub(super) alleged: bool,
    pub(super) stopped: bool,
    pub(super) cancelled: bool,
    /// It only says what another event is about.
    pub(super) absorbed: bool,
    /// Who says so.
    pub(super) speaker: Option<usize>,
    /// How far below the main clause it stands.
    pub(super) depth: u32,
}

impl Stance {
    pub(super) fn modality(&self) -> Modality {
        if self.hypothetical {
            Modality::Hypothetical
        } else if self.demanded {
            Modality::Demanded
        } else if self.alleged {
            Modality::Alleged
        } else if self.future {
            Modality::Future
        } else {
            Modality::Actual
        }
    }
}

pub(super) struct Reader<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) lists: &'a EventLists,
    pub(super) matcher: &'a Matcher<'a>,
    /// Tokens that start an event.
    pub(super) triggers: &'a [Hit],
}

impl Reader<'_> {
    pub(super) fn stance(&self, hit: &Hit) -> Stance {
        let mut stance = Stance::default();
        let tree = self.tree;
        let mut token = hit.trigger;
        if hit.kind == PatternKind::Noun {
            self.noun_words(token, &mut stance);
            let Some(verb) = self.above_noun(hit, &mut stance) else { return stance };
            token = verb;
        }
        self.own_words(token, &mut stance);
        for &word in &hit.taken {
            if tree.is_nominal(word) {
                self.noun_words(word, &mut stance);
            }
        }
        if hit.kind != PatternKind::Noun {
            self.nobody(hit, &mut stance);
        }
        stance.hypothetical |= self.is_asked(token) || self.is_inverted(token);
        stance.future |= self.is_to_come(token);
        self.climb(token, &mut stance);
        stance.absorbed |= self.is_below_claim(token);
        stance
    }

    /// "Has Chad shelled the town?" asks whether; "Why did Chad shell the town?" takes it for granted.
    fn is_asked(&self, verb: usize) -> bool {
        let tree = self.tree;
        let own_clause = matches!(tree.relation(verb), Relation::Root | Relation::Conj | Relation::Parataxis);
        let asks_what =
            |token: &usize| matches!(tree.xpos(*token), Xpos::Wrb | Xpos::Wp | Xpos::Wdt | Xpos::WpPoss);
        own_clause
            && tree.is_question()
            && !tree.tokens.clone().take_while(|token| *token < verb).any(|token| asks_what(&token))
    }

    /// "is to be sentenced in June", "was to visit Oslo".
    fn is_to_come(&self, verb: usize) -> bool {
        let tree = self.tree;
        tree.children(verb).iter().any(|&be| {
            be < verb
                && tree.lemma(be) == "be"
                && matches!(tree.relation(be), Relation::Aux | Relation::Cop | Relation::AuxPass)
                && tree.text(be + 1).eq_ignore_ascii_case("to")
                && tree.head(be + 1) == Some(verb)
        })
    }

    /// "not only", "not merely": what follows is not denied, more is to come.
    fn adds(&self, not: usize) -> bool {
        let next = not + 1;
        self.tree.tokens.contains(&next)
            && self.lists.cues.of(&self.tree.text(next).to_lowercase()) == Some(Cue::More)
    }

    /// "Had Chad shelled the camp", "should Chad shell the camp": a condition told by the auxiliary before the subject.
    fn is_inverted(&self, verb: usize) -> bool {
        let tree = self.tree;
        let aux = tree.children(verb).iter().copied().find(|&child| {
            tree.relation(child) == Relation::Aux
                && ["had", "should", "were"].iter().any(|form| tree.text(child).eq_ignore_ascii_case(form))
        });
        let subject = tree
            .children(verb)
            .iter()
            .copied()
            .find(|&child| matches!(tree.relation(child), Relation::Nsubj | Relation::NsubjPass));
        matches!((aux, subject), (Some(aux), Some(subject)) if aux < subject && subject < verb)
            && !tree.is_question()
    }

    /// Whether the verb stands anywhere in the clause that a claim, demand or promise is about:
    /// "alleged that two states helped Azerbaijan in preparing for war".
    fn is_below_claim(&self, verb: usize) -> bool {
        let tree = self.tree;
        let mut token = verb;
        for _ in 0..HIGHEST {
            let Some(head) = tree.head(token) else { return false };
            match tree.relation(token) {
                Relation::Ccomp | Relation::Xcomp if self.is_trigger(head) => return true,
                Relation::AclRelcl | Relation::Parataxis => return false,
                Relation::Advcl if !tree.is_verb(head) => return false,
                _ => token = head,
            }
        }
        false
    }

    /// Climbs from an event noun to the verb that governs it; `None` where none does.
    fn above_noun(&self, hit: &Hit, stance: &mut Stance) -> Option<usize> {
        let tree = self.tree;
        let mut token = hit.trigger;
        for _ in 0..HIGHEST {
            let head = tree.head(token)?;
            let relation = tree.relation(token);
            if let Some((verb, effect)) = hit.light
                && verb == head
            {
                self.lend(effect, stance);
                return Some(verb);
            }
            stance.depth += 2;
            if self.is_trigger(head) {
                let aside = self.is_aside(token);
                // "Japan's apology to Korea was welcomed": the apology was made
                let told = matches!(relation, Relation::NsubjPass | Relation::Nsubj);
                if !(aside || told) || hit.sources.is_empty() || hit.targets.is_empty() {
                    stance.absorbed = true;
                }
                return Some(head);
            }
            self.outer_of_phrase(token, head, stance);
            if tree.is_verb(head) {
                // "worsened after the raid by Chad": background with one side only
                if token == hit.trigger
                    && self.is_aside(token)
                    && (hit.sources.is_empty() || hit.targets.is_empty())
                {
                    stance.absorbed = true;
                }
                return Some(head);
            }
            token = head;
        }
        None
    }

    /// "the risk of an attack", "a lack of support", "stopped short of a condemnation": the word above decides.
    fn outer_of_phrase(&self, token: usize, head: usize, stance: &mut Stance) {
        let tree = self.tree;
        if !matches!(tree.relation(token), Relation::Nmod | Relation::Obl) {
            return;
        }
        // "short of" hangs on the verb or on "short"
        let verb = match tree.upos(head) {
            Upos::Adv | Upos::Adj => tree.head(head).filter(|&verb| tree.is_verb(verb)).unwrap_or(head),
            _ => head,
        };
        let outer = self.lists.outer.of(tree.lemma(verb)).iter().find(|outer| {
            outer.complements.iter().any(|kind| tree.has_case(token, kind))
                && outer
                    .beside
                    .as_deref()
                    .map_or(!tree.is_verb(verb), |beside| self.matcher.beside(verb, beside).is_some())
        });
        if let Some(outer) = outer {
            self.apply(outer.effect, verb, token, stance);
        }
    }

    /// "after the raid", "amid the talks": a phrase that tells when, or in spite of what, something else happened.
    fn is_aside(&self, noun: usize) -> bool {
        self.tree.relation(noun) == Relation::Obl
            && self.tree.children(noun).iter().any(|&child| {
                self.tree.relation(child) == Relation::Case
                    && (self.lists.cues.of(self.tree.lemma(child)) == Some(Cue::Aside)
                        || self.lists.cues.of(&self.tree.text(child).to_lowercase()) == Some(Cue::Aside))
            })
    }

    fn lend(&self, effect: LightEffect, stance: &mut Stance) {
        match effect {
            LightEffect::Do | LightEffect::Suffer => {}
            LightEffect::Stop => stance.stopped = true,
            LightEffect::Negate => stance.negated = !stance.negated,
            LightEffect::Cancel => stance.cancelled = true,
            LightEffect::Future => {
                stance.future = true;
                stance.willed = true;
            }
            LightEffect::Hypothetical => stance.hypothetical = true,
            LightEffect::Skip => stance.absorbed = true,
        }
    }

    fn is_trigger(&self, token: usize) -> bool {
        self.triggers.iter().any(|hit| hit.trigger == token)
    }

    /// Modifiers of an event noun: "no talks", "alleged killing", "planned visit".
    fn noun_words(&self, noun: usize, stance: &mut Stance) {
        for &child in self.tree.children(noun) {
            if !matches!(self.tree.relation(child), Relation::Det | Relation::Amod | Relation::Advmod) {
                continue;
            }
            let text = self.tree.text(child).to_lowercase();
            match self.lists.cues.of(&text) {
                Some(Cue::Negation) if !self.adds(child) => stance.negated = !stance.negated,
                Some(Cue::Future) => stance.future = true,
                Some(Cue::Hypothetical) => stance.hypothetical = true,
                Some(Cue::Allege) => stance.alleged = true,
                _ => {}
            }
        }
    }

    /// Negation, auxiliaries and adverbs of a verb; `shared` for those it shares with the verb it is joined to.
    fn own_words(&self, verb: usize, stance: &mut Stance) {
        let tree = self.tree;
        let mut modal = false;
        for &child in tree.children(verb) {
            let relation = tree.relation(child);
            if !matches!(
                relation,
                Relation::Advmod
                    | Relation::Aux
                    | Relation::Mark
                    | Relation::CcPreconj
                    | Relation::Cc
                    | Relation::Det
                    | Relation::Case
            ) {
                continue;
            }
            let text = tree.text(child).to_lowercase();
            let text = text.replace('’', "'");
            // "no longer"
            let no = relation == Relation::Advmod
                && tree.children(child).iter().any(|&word| tree.lemma(word) == "no");
            if no {
                stance.negated = !stance.negated;
                continue;
            }
            let cue = self.lists.cues.of(&text).or_else(|| self.lists.cues.of(tree.lemma(child)));
            match cue {
                Some(Cue::Negation) if self.adds(child) => {}
                Some(Cue::Negation) if relation != Relation::Cc || text == "nor" => {
                    stance.negated = !stance.negated;
                }
                Some(Cue::Future) if relation == Relation::Aux => {
                    stance.future = true;
                    stance.willed = true;
                    modal = true;
                }
                Some(Cue::Hypothetical) if relation == Relation::Aux => {
                    modal = true;
                    if text == "would" && self.is_reported(verb) {
                        stance.future = true;
                        stance.willed = true;
                    } else if text == "could" && self.denied(verb) {
                        // "could not free the crew": it did not happen
                    } else {
                        stance.hypothetical = true;
                    }
                }
                Some(Cue::Demand) if relation == Relation::Aux && !self.is_inverted(verb) => {
                    stance.demanded = true;
                    modal = true;
                }
                Some(Cue::Condition) if relation == Relation::Mark => stance.hypothetical = true,
                Some(Cue::Hypothetical) if relation == Relation::Advmod => stance.hypothetical = true,
                Some(Cue::Allege) => stance.alleged = true,
                _ => {}
            }
        }
        // "will meet and sign": the second verb has the auxiliary of the first
        if !modal
            && tree.relation(verb) == Relation::Conj
            && matches!(tree.xpos(verb), Xpos::Vb | Xpos::Vbn | Xpos::Vbg)
        {
            let own_subject = tree.child(verb, Relation::Nsubj).is_some();
            if let Some(head) = tree.head(verb).filter(|&head| tree.is_verb(head) && !own_subject) {
                let mut above = Stance::default();
                self.own_words(head, &mut above);
                stance.future |= above.future;
                stance.willed |= above.willed;
                stance.hypothetical |= above.hypothetical;
                stance.demanded |= above.demanded;
                stance.alleged |= above.alleged;
                if tree.xpos(verb) == Xpos::Vb {
                    let or = tree.children(verb).iter().any(|&child| {
                        tree.relation(child) == Relation::Cc && matches!(tree.lemma(child), "or" | "nor")
                    });
                    stance.negated ^= above.negated && or;
                }
            }
        }
    }

    fn denied(&self, verb: usize) -> bool {
        let perfect = self.tree.children(verb).iter().any(|&child| self.tree.lemma(child) == "have");
        !perfect
            && self.tree.children(verb).iter().any(|&child| {
                self.lists.cues.of(&self.tree.text(child).to_lowercase()) == Some(Cue::Negation)
                    || self.tree.lemma(child) == "not"
            })
    }

    /// "No troops attacked", "nobody criticised".
    fn nobody(&self, hit: &Hit, stance: &mut Stance) {
        let sides = hit.sources.first().into_iter().chain(hit.targets.first());
        for &side in sides {
            let own = self.tree.text(side).to_lowercase();
            let negative = self.lists.cues.of(&own) == Some(Cue::Negation)
                || self.tree.children(side).iter().any(|&child| {
                    matches!(
                        self.tree.relation(child),
                        Relation::Det | Relation::CcPreconj | Relation::Advmod
                    ) && matches!(self.tree.lemma(child), "no" | "neither" | "not")
                        && !self.adds(child)
                });
            if negative {
                stance.negated = !stance.negated;
            }
        }
    }

    /// Whether the clause is what somebody said.
    fn is_reported(&self, verb: usize) -> bool {
        let tree = self.tree;
        let mut token = verb;
        for _ in 0..HIGHEST {
            let Some(head) = tree.head(token) else { return self.trailing_speaker(token).is_some() };
            match tree.relation(token) {
                Relation::Ccomp if self.lists.report.has(tree.lemma(head)) => return true,
                Relation::Conj | Relation::Xcomp => token = head,
                _ => return false,
            }
        }
        false
    }

    /// "..., the ministry said": the speaker of a clause whose verb of saying follows it.
    fn trailing_speaker(&self, root: usize) -> Option<usize> {
        let tree = self.tree;
        let said = tree.children(root).iter().copied().find(|&child| {
            tree.relation(child) == Relation::Parataxis && self.lists.report.has(tree.lemma(child))
        })?;
        subject(tree, said, 0)
    }

    /// Reads the words above a verb, up to the main clause.
    fn climb(&self, verb: usize, stance: &mut Stance) {
        let tree = self.tree;
        let mut token = verb;
        for _ in 0..HIGHEST {
            let Some(head) = tree.head(token) else {
                stance.speaker = stance.speaker.or_else(|| self.trailing_speaker(token));
                return;
            };
            match tree.relation(token) {
                Relation::Conj => {
                    token = head;
                    continue;
                }
                Relation::Xcomp | Relation::Ccomp | Relation::Csubj => {
                    if self.is_trigger(head) {
                        stance.absorbed = true;
                    }
                    self.outer(head, token, stance);
                    if self.lists.report.has(tree.lemma(head)) && tree.relation(token) == Relation::Ccomp {
                        stance.speaker = stance.speaker.or_else(|| subject(tree, head, 0));
                        stance.alleged |= self.lists.report.claims(tree.lemma(head));
                    } else if tree.relation(token) == Relation::Ccomp {
                        stance.depth += 1;
                    }
                }
                Relation::Advcl | Relation::Acl | Relation::Obl | Relation::Nmod | Relation::AdvclRelcl => {
                    let complement = self.is_complement(token);
                    if complement {
                        if self.is_trigger(head) {
                            stance.absorbed = true;
                        }
                        self.outer(head, token, stance);
                        // "expect the men to be freed": the infinitive hangs on the one it is about
                        if tree.relation(token) == Relation::Acl
                            && tree.relation(head) == Relation::Obj
                            && let Some(verb) = tree.head(head)
                        {
                            self.outer(verb, token, stance);
                        }
                        // "sent commandos to kill him": meant, not told as done
                        stance.hypothetical |= tree.relation(token) == Relation::Acl
                            && tree.relation(head) == Relation::Obj
                            && tree.head(head).is_some_and(|verb| self.is_trigger(verb))
                            && self.lists.outer.of(tree.lemma(head)).is_empty();
                        // "its delay in sending aid" is an aside
                        if tree.is_nominal(head) {
                            stance.depth += 1;
                        }
                    } else if self.is_manner(token) {
                        // "accused of breaking the truce by shelling a town": as real as the breaking
                        stance.depth += 1;
                    } else {
                        stance.depth += 1;
                        // "sent commandos to kill him": meant, not told as done
                        let purpose = tree.xpos(token) == Xpos::Vb
                            && tree.has_case(token, "to")
                            && matches!(tree.relation(token), Relation::Advcl | Relation::Acl)
                            && token > head;
                        stance.hypothetical |= purpose;
                        if tree.is_verb(head) && tree.relation(token) == Relation::Advcl {
                            token = head;
                            // the speaker of the main clause speaks here too, its modality does not reach down
                            stance.speaker = stance.speaker.or_else(|| self.speaker_above(token));
                        }
                        return;
                    }
                }
                Relation::AclRelcl => {
                    stance.depth += 2;
                    return;
                }
                Relation::Parataxis => {
                    if self.lists.report.has(tree.lemma(head)) && token < head {
                        stance.speaker = stance.speaker.or_else(|| subject(tree, head, 0));
                    } else {
                        stance.depth += 1;
                    }
                    return;
                }
                _ => return,
            }
            token = head;
        }
    }

    fn speaker_above(&self, verb: usize) -> Option<usize> {
        let mut stance = Stance::default();
        let tree = self.tree;
        let mut token = verb;
        for _ in 0..HIGHEST {
            let Some(head) = tree.head(token) else { return self.trailing_speaker(token) };
            if tree.relation(token) == Relation::Ccomp && self.lists.report.has(tree.lemma(head)) {
                stance.speaker = subject(tree, head, 0);
                return stance.speaker;
            }
            token = head;
        }
        None
    }

    /// "by shelling a town": how the clause above came about.
    fn is_manner(&self, token: usize) -> bool {
        let tree = self.tree;
        tree.relation(token) == Relation::Advcl
            && tree.children(token).iter().any(|&child| {
                child < token
                    && matches!(tree.relation(child), Relation::Mark | Relation::Case)
                    && tree.lemma(child) == "by"
            })
    }

    /// "accused of shelling", "refrained from criticising", "called on them to leave": a clause that says what
    /// the word above is about.
    fn is_complement(&self, token: usize) -> bool {
        let tree = self.tree;
        let marks = tree.children(token).iter().copied().filter(|&child| {
            matches!(tree.relation(child), Relation::Mark | Relation::Case) && child < token
        });
        let mut found = false;
        for mark in marks {
            match tree.lemma(mark) {
                "of" | "from" | "for" | "against" | "that" | "whether" | "on" | "about" => found = true,
                "to" => {
                    // "to" of purpose after a comma or a full clause stays outside for verbs that take no complement
                    let Some(head) = tree.head(token) else { return false };
                    found = tree.relation(token) != Relation::Advcl
                        || !self.lists.outer.of(tree.lemma(head)).is_empty()
                        || tree.upos(head) != Upos::Verb
                        || self.is_trigger(head);
                }
                // "charged with calling for revolt"
                "with" if tree.head(token).is_some_and(|head| self.is_trigger(head)) => found = true,
                "in" if tree
                    .head(token)
                    .is_some_and(|head| !self.lists.outer.of(tree.lemma(head)).is_empty()) =>
                {
                    found = true;
                }
                "after" | "before" | "while" | "when" | "because" | "as" | "since" | "if" | "unless"
                | "by" | "without" => {
                    return false;
                }
                _ => {}
            }
        }
        // "was due to attack" read with "due to" as one word
        let due = || {
            tree.head(token).is_some_and(|head| {
                head + 2 == token
                    && tree.text(head + 1).eq_ignore_ascii_case("to")
                    && tree.xpos(token) == Xpos::Vb
                    && !self.lists.outer.of(tree.lemma(head)).is_empty()
            })
        };
        found || due()
    }

    /// Applies an outer word to the event in its complement.
    fn outer(&self, head: usize, clause: usize, stance: &mut Stance) {
        let tree = self.tree;
        let uses = self.lists.outer.of(tree.lemma(head));
        let text = tree.text(head).to_lowercase();
        let by_text = if uses.is_empty() { self.lists.outer.of(&text) } else { &[] };
        // "stopped short of": the clause hangs on "short"
        let particle =
            tree.head(head).filter(|&verb| uses.is_empty() && by_text.is_empty() && tree.is_verb(verb));
        let above = particle.map_or(&[] as &[_], |verb| self.lists.outer.of(tree.lemma(verb)));
        let on_particle = above.iter().find(|outer| outer.beside.as_deref() == Some(tree.lemma(head)));
        if let (Some(outer), Some(verb)) = (on_particle, particle) {
            self.apply(outer.effect, verb, clause, stance);
            self.own_words(verb, stance);
            return;
        }
        let with_particle = uses.iter().filter(|outer| outer.beside.is_some());
        let plain = uses.iter().chain(by_text).filter(|outer| outer.beside.is_none());
        let outer = with_particle.chain(plain).find(|outer| {
            let beside =
                outer.beside.as_deref().is_none_or(|particle| self.matcher.beside(head, particle).is_some());
            beside && outer.complements.iter().any(|kind| self.takes(kind, clause))
        });
        let Some(outer) = outer else { return };
        self.apply(outer.effect, head, clause, stance);
        let saying = self.lists.report.has(tree.lemma(head)) && outer.effect == Effect::Pass;
        if saying {
            return;
        }
        if tree.is_nominal(head) {
            self.noun_words(head, stance);
            // "announced no plans to renew the pact" is no refusal
            stance.willed &= !stance.negated;
            if let Some(verb) = tree.head(head).filter(|&verb| tree.is_verb(verb)) {
                self.own_words(verb, stance);
            }
        } else {
            self.own_words(head, stance);
        }
    }

    fn apply(&self, effect: Effect, head: usize, clause: usize, stance: &mut Stance) {
        let tree = self.tree;
        // "has yet to sign"
        let yet =
            tree.children(head).iter().chain(tree.children(clause)).any(|&child| tree.lemma(child) == "yet");
        match effect {
            Effect::Demand if yet => stance.negated = !stance.negated,
            Effect::Pass => {}
            Effect::Negate => stance.negated = !stance.negated,
            Effect::Stop => stance.stopped = true,
            Effect::Future | Effect::Vow => {
                stance.future = true;
                stance.willed = true;
            }
            // "a panel predicts that Kenya will attack": the panel's guess is no threat of Kenya's
            Effect::Expected => {
                stance.future = true;
                stance.willed = false;
            }
            Effect::Hypothetical => stance.hypothetical = true,
            Effect::Demand => stance.demanded = true,
            Effect::Allege => stance.alleged = true,
            Effect::Skip => stance.absorbed = true,
        }
    }

    /// Whether the clause is of this kind: "to", "ing", "that", "whether", "of:ing".
    fn takes(&self, kind: &str, clause: usize) -> bool {
        let tree = self.tree;
        let marked = |word: &str| {
            tree.children(clause).iter().any(|&child| {
                matches!(tree.relation(child), Relation::Mark | Relation::Case | Relation::Advmod)
                    && tree.lemma(child) == word
            })
        };
        match kind {
            "to" => {
                let own = tree.child(clause, Relation::Nsubj).is_some()
                    || tree.child(clause, Relation::Aux).is_some();
                marked("to") || (tree.xpos(clause) == Xpos::Vb && !own)
            }
            "ing" => tree.xpos(clause) == Xpos::Vbg,
            "that" => {
                !marked("to") && Clause::of(tree, clause).head == clause && tree.xpos(clause) != Xpos::Vbg
            }
            "whether" => marked("whether") || marked("if"),
            _ => match kind.split_once(':') {
                Some((preposition, _)) => marked(preposition),
                None => false,
            },
        }
    }
}
