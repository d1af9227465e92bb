//! One gold tree, step by step, for whatever learns from it: the linear parser and the network.

use dateline::syntax::Relation;
use dateline::syntax::linear::arcs::Sentence;
use dateline::syntax::linear::state::{Action, State};
use dateline::syntax::linear::{Linear, is_marker};

use crate::learner::Random;
use crate::oracle::costs;
use crate::treebank::GoldWord;

/// How often the parser follows its own choice in training, out of 10.
const EXPLORE: usize = 9;

/// What learns from each decision of a tree.
pub(crate) trait Pupil {
    /// Learns from a decision between two or three actions; says which of the good ones it likes best, and which of
    /// all of them.
    fn action(&mut self, sentence: &Sentence, state: &State, choice: &Choice) -> (Action, Action);

    /// Learns the relation of a word to its head where the right one is known; says which it likes best.
    fn relation(
        &mut self,
        sentence: &Sentence,
        state: &State,
        arc: (u32, u32),
        wanted: Option<usize>,
    ) -> usize;
}

/// A decision: the actions that may be taken, and those that lose the fewest gold arcs.
pub(crate) struct Choice {
    costs: [Option<u32>; 3],
}

impl Choice {
    pub(crate) fn is_allowed(&self, action: Action) -> bool {
        self.costs[action as usize].is_some()
    }

    pub(crate) fn is_good(&self, action: Action) -> bool {
        self.is_allowed(action) && self.costs[action as usize] == self.costs.iter().flatten().min().copied()
    }

    /// The action with the highest score among those that `fits` accepts; the first of equals.
    pub(crate) fn best<T: PartialOrd + Copy>(
        &self,
        scores: &[T],
        fits: impl Fn(&Self, Action) -> bool,
    ) -> Option<Action> {
        Action::ALL.into_iter().filter(|action| fits(self, *action)).reduce(|best, action| {
            if scores[action as usize] > scores[best as usize] { action } else { best }
        })
    }

    fn only(&self) -> Option<Action> {
        let mut allowed = Action::ALL.into_iter().filter(|action| self.is_allowed(*action));
        let first = allowed.next();
        if allowed.next().is_none() { first } else { None }
    }
}

/// Where training stands, and what the relations are.
pub(crate) struct Walk<'l> {
    linear: &'l Linear,
    /// The number of the relation "root".
    pub(crate) root: usize,
    /// From the second round on, a pupil's own mistakes teach it to go on from them.
    pub(crate) explores: bool,
}

impl<'l> Walk<'l> {
    pub(crate) fn new(linear: &'l Linear) -> Self {
        Self { linear, root: number_of(linear, Relation::Root).unwrap_or_default(), explores: false }
    }

    /// The number of relations.
    pub(crate) fn classes(&self) -> usize {
        self.linear.relations.len()
    }

    /// Leads a pupil through one sentence; gives the number of words whose head and relation it got right.
    pub(crate) fn through(
        &self,
        sentence: &Sentence,
        gold: &[GoldWord],
        state: &mut State,
        random: &mut Random,
        pupil: &mut impl Pupil,
    ) -> usize {
        let heads: Vec<u32> = gold.iter().map(|word| word.head).collect();
        let mut right = 0;
        state.start(gold.len());
        while !state.is_done() {
            let action = self.next_action(sentence, state, &heads, random, pupil);
            let Some((head, word)) = state.arc(action) else {
                state.shift();
                continue;
            };
            let wanted = (heads[word as usize] == head)
                .then(|| number_of(self.linear, gold[word as usize].relation))
                .flatten();
            let relation = if head == state.count() {
                self.root
            } else {
                pupil.relation(sentence, state, (head, word), wanted)
            };
            right += usize::from(wanted == Some(relation));
            state.attach(head, word, relation as u8, is_marker(self.linear.relations[relation]));
        }
        right
    }

    fn next_action(
        &self,
        sentence: &Sentence,
        state: &State,
        heads: &[u32],
        random: &mut Random,
        pupil: &mut impl Pupil,
    ) -> Action {
        let choice = Choice { costs: costs(state, heads) };
        if let Some(only) = choice.only() {
            return only;
        }
        let (good, favourite) = pupil.action(sentence, state, &choice);
        if self.explores && random.below(10) < EXPLORE { favourite } else { good }
    }
}

fn number_of(linear: &Linear, relation: Relation) -> Option<usize> {
    linear.relations.iter().position(|known| *known == relation)
}
