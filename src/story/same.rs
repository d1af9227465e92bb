//! Which clauses of two reports tell the same fact.
//!
//! > Doctors treated 14 injured passengers in Halden.
//! > Ambulances brought 14 of the injured to a hospital in Halden.
//!
//! Likeness counts content words that few clauses of the story hold; figures, days and small words stay out of it, for
//! these are what the two may tell differently. Each clause is matched with at most one of another report, best first.

use rustc_hash::FxHashMap;

use super::account::Account;
use super::statement::Statement;
use crate::lexicon::StorySigns;

/// Two clauses of two reports that tell one fact.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    /// Place of the one report in the story.
    pub a: usize,
    /// Its clause.
    pub s: usize,
    /// Place of the other.
    pub b: usize,
    /// Its clause.
    pub t: usize,
    /// 0 to 1, without figures and days.
    pub likeness: f64,
    /// The same, raised where both give the same figure or day.
    pub raised: f64,
    /// Whether each clause is the other's best. A report may tell a fact twice; then the second time is a match too,
    /// but only good enough to say that it is the same fact.
    pub best: bool,
}

/// The weight of each content word of a story.
pub(crate) struct Weights {
    /// By word: its weight, and whether more than one clause holds it.
    weights: FxHashMap<u32, (f64, bool)>,
    contained: f64,
}

/// Two clauses that are this near to telling one fact do not make a claim, but do not speak against one either, where
/// both are like a third.
const WEAK: f64 = 0.6;

/// Three words that are no names, or two and two names.
const CONTAINED: usize = 6;

impl Weights {
    /// Counts how many clauses hold each word.
    pub(crate) fn of(accounts: &[&Account], signs: &StorySigns) -> Self {
        let mut holders: FxHashMap<u32, (u32, bool)> = FxHashMap::default();
        let mut clauses = 0u32;
        for statement in accounts.iter().flat_map(|account| &account.statements) {
            clauses += 1;
            for &(word, name) in &statement.words {
                let held = holders.entry(word).or_insert((0, name));
                held.0 += 1;
            }
        }
        let all = f64::from(clauses) + signs.imagined_clauses;
        let weigh = |(holders, name): (u32, bool)| {
            let rare = (all / (f64::from(holders) + 1.0)).ln().max(0.05);
            (if name { rare * signs.name_weight } else { rare }, holders > 1)
        };
        let weights = holders.into_iter().map(|(word, held)| (word, weigh(held))).collect();
        Self { weights, contained: signs.contained }
    }

    pub(crate) fn of_word(&self, word: u32) -> f64 {
        self.weights.get(&word).map_or(0.0, |(weight, _)| *weight)
    }

    /// Whether more than one clause holds a word.
    pub(crate) fn is_shared(&self, word: u32) -> bool {
        self.weights.get(&word).is_some_and(|(_, shared)| *shared)
    }

    fn square(&self, statement: &Statement) -> f64 {
        statement.words.iter().map(|&(word, _)| self.of_word(word).powi(2)).sum()
    }

    /// Likeness of two clauses, and how many content words they share, names not counted among these.
    pub(crate) fn likeness(&self, s: &Statement, t: &Statement) -> (f64, usize) {
        let (mut common, mut shared) = (0.0, 0);
        let (mut at, mut there) = (0, 0);
        while let (Some(x), Some(y)) = (s.words.get(at), t.words.get(there)) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => at += 1,
                std::cmp::Ordering::Greater => there += 1,
                std::cmp::Ordering::Equal => {
                    common += self.of_word(x.0).powi(2);
                    shared += usize::from(!x.1 || !y.1) * 2 + usize::from(x.1 && y.1);
                    (at, there) = (at + 1, there + 1);
                }
            }
        }
        let (one, other) = (self.square(s), self.square(t));
        if one <= 0.0 || other <= 0.0 {
            return (0.0, 0);
        }
        let whole = common / (one * other).sqrt();
        // A short clause inside a long one: most of it must be there, and more than a word or two.
        let contained = if shared >= CONTAINED { self.contained * common / one.min(other) } else { 0.0 };
        (whole.max(contained), shared)
    }
}

impl Weights {
    /// Of what the clause with less to say says besides names, the share that the other says too.
    pub(crate) fn said_by_both(&self, s: &Statement, t: &Statement) -> f64 {
        let square = |word: u32| self.of_word(word).powi(2);
        let of = |statement: &Statement| -> f64 {
            statement.words.iter().filter(|word| !word.1).map(|word| square(word.0)).sum()
        };
        let common: f64 = s
            .words
            .iter()
            .filter(|word| !word.1 && t.words.binary_search(word).is_ok())
            .map(|word| square(word.0))
            .sum();
        let less = of(s).min(of(t));
        if less > 0.0 { common / less } else { 0.0 }
    }
}

/// All matches between the reports of a story.
pub(crate) fn matches(accounts: &[&Account], signs: &StorySigns) -> Vec<Match> {
    let weights = Weights::of(accounts, signs);
    let mut found = Vec::new();
    for b in 1..accounts.len() {
        for a in b.saturating_sub(signs.neighbours)..b {
            pair(accounts, (a, b), &weights, signs, &mut found);
        }
    }
    found
}

fn pair(
    accounts: &[&Account],
    (a, b): (usize, usize),
    weights: &Weights,
    signs: &StorySigns,
    found: &mut Vec<Match>,
) {
    let (Some(one), Some(other)) = (accounts.get(a), accounts.get(b)) else { return };
    let mut candidates = Vec::new();
    for (s, mine) in one.statements.iter().enumerate() {
        for (t, theirs) in other.statements.iter().enumerate() {
            let (likeness, shared) = weights.likeness(mine, theirs);
            // A word and more: names alone are what the whole story is about.
            if shared < signs.least_shared || likeness <= 0.0 || weights.said_by_both(mine, theirs) <= 0.0 {
                continue;
            }
            let equal = mine.figures.iter().any(|figure| {
                figure.value > 3.0 && theirs.figures.iter().any(|other| other.value == figure.value)
            }) || mine.days.iter().any(|day| {
                day.year.is_some() && theirs.days.iter().any(|other| other.value() == day.value())
            });
            let raised = (likeness + if equal { signs.equal_value } else { 0.0 }).min(1.0);
            if raised >= signs.same_fact {
                candidates.push(Match { a, s, b, t, likeness, raised, best: true });
            } else if raised >= signs.same_fact * WEAK {
                found.push(Match { a, s, b, t, likeness, raised: raised / 2.0, best: false });
            }
        }
    }
    candidates.sort_by(|x, y| y.raised.total_cmp(&x.raised).then((x.s, x.t).cmp(&(y.s, y.t))));
    let mut used = (vec![false; one.statements.len()], vec![false; other.statements.len()]);
    for candidate in candidates {
        let (Some(mine), Some(theirs)) = (used.0.get_mut(candidate.s), used.1.get_mut(candidate.t)) else {
            continue;
        };
        if !*mine || !*theirs {
            let best = !*mine && !*theirs;
            (*mine, *theirs) = (true, true);
            found.push(Match { best, ..candidate });
        }
    }
}
