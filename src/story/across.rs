//! Claims that several stories carry: what reports tell of the same people and places as background.
//!
//! > Relations between Norway and Peru have been poor since the whaling dispute of 2029.   (a report of a recalled envoy)
//! > Norwegian-Peruvian relations have soured since the 2029 dispute over whaling.          (of a summit, weeks later)
//!
//! Two clauses are one claim where they share names and most of what they say, and neither figures nor days speak
//! against it. News of the day is not background: that two leaders met, told without a day in reports weeks apart, is
//! two meetings. Every clause is compared with those that share three of its rare words, and of these only with the
//! next few in time, so that the work grows with the number of clauses.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::DateTime;
use rustc_hash::FxHashMap;

use super::account::Account;
use super::claims::Claim;
use super::compare::Comparison;
use super::disagreements::{self, Disagreement};
use super::same::{Match, Weights};
use super::statement::{Certainty, Statement, When};
use crate::cluster::Groups;
use crate::lexicon::Lexicon;

/// So many of its rarest words bring a clause together with others.
const WORDS: usize = 8;

/// A clause is compared with so many next in time that share three words.
const NEXT: usize = 6;

/// So many triples of words are held at a time.
const HELD: usize = 4_000_000;

/// PLOVER types that are positions held over time, not something that happened on a day.
const POSITIONS: [&str; 5] = ["ACCUSE", "DEMAND", "REJECT", "SUPPORT", "THREATEN"];

/// Joins the claims of different stories that are one, counts their sources anew, and adds where stories differ.
pub fn join(accounts: &[Account], stories: &[u32], found: &mut Comparison, lexicon: &Lexicon) {
    let signs = &lexicon.story_facts.signs;
    let all: Vec<&Account> = accounts.iter().collect();
    let weights = Weights::of(&all, signs);
    let tellings = tellings(accounts, stories, &found.claims, &weights);
    let mut pairs = candidates(accounts, &tellings, &weights);
    pairs.sort_unstable();
    pairs.dedup();
    let claims = found.claims.iter().map(|row| row.claim + 1).max().unwrap_or(0);
    let mut groups = Groups::new(claims as usize);
    let mut differing: Vec<Match> = Vec::new();
    for (one, other) in pairs {
        let (Some(a), Some(b)) = (tellings.get(one as usize), tellings.get(other as usize)) else { continue };
        let (s, t) = (a.statement(accounts), b.statement(accounts));
        let (likeness, shared) = weights.likeness(s, t);
        // The same two countries and the same war are not yet the same fact.
        if shared < LEAST_SHARED || likeness < signs.across || weights.said_by_both(s, t) < signs.across_said
        {
            continue;
        }
        let differ = match relation((a, s), (b, t)) {
            Relation::Apart => continue,
            Relation::One => false,
            Relation::Differing => true,
        };
        if differ && likeness < signs.across_but_for_slot {
            continue;
        }
        groups.join(a.claim, b.claim);
        let (s, t) = (a.number as usize, b.number as usize);
        if differ {
            differing.push(Match {
                a: a.article,
                s,
                b: b.article,
                t,
                likeness,
                raised: likeness,
                best: true,
            });
        }
    }
    let numbers = renumber(found, &mut groups);
    count(accounts, found);
    let claims: FxHashMap<(usize, usize), u32> = tellings
        .iter()
        .filter_map(|telling| {
            let claim = numbers.get(&groups.first(telling.claim)).copied()?;
            Some(((telling.article, telling.number as usize), claim))
        })
        .collect();
    let claim_of =
        |article: usize, statement: usize| claims.get(&(article, statement)).copied().unwrap_or(u32::MAX);
    for (row, at) in disagreements::of_stories(&all, &differing, &found.sources, &claim_of, lexicon) {
        let claim = at.map(|(article, statement)| claim_of(article, statement));
        found.disagreements.push(Disagreement { claim, ..row });
    }
    found
        .disagreements
        .sort_by_key(|row| (row.a.article, row.a.span.start, row.b.article, row.b.span.start, row.kind));
}

/// Three words: names count one, other words two.
const LEAST_SHARED: usize = 4;

/// A claim as one report makes it, where it may be background.
struct Telling {
    claim: u32,
    story: u32,
    published: Option<DateTime>,
    article: usize,
    /// Number of its clause.
    number: u32,
}

impl Telling {
    fn statement<'x>(&self, accounts: &'x [Account]) -> &'x Statement {
        static NOTHING: LazyLock<Statement> = LazyLock::new(Statement::default);
        let statements = accounts.get(self.article).map(|account| &account.statements);
        statements.and_then(|statements| statements.get(self.number as usize)).unwrap_or(&NOTHING)
    }
}

/// The rows of claims with enough words, a name among them, in the order of publication.
fn tellings(accounts: &[Account], stories: &[u32], claims: &[Claim], weights: &Weights) -> Vec<Telling> {
    let mut found: Vec<Telling> = Vec::new();
    for row in claims {
        let telling = Telling {
            claim: row.claim,
            story: stories.get(row.article).copied().unwrap_or_default(),
            published: accounts.get(row.article).and_then(|account| account.published),
            article: row.article,
            number: row.statement,
        };
        let words = &telling.statement(accounts).words;
        let shared = || words.iter().filter(|word| weights.is_shared(word.0));
        if shared().count() > 2 && shared().any(|word| word.1) {
            found.push(telling);
        }
    }
    found.sort_by_key(|telling| (telling.published, telling.article, telling.number));
    found
}

/// Pairs of tellings of different stories that share three of their rare words, a name among these.
fn candidates(accounts: &[Account], tellings: &[Telling], weights: &Weights) -> Vec<(u32, u32)> {
    let triples = |telling: &Telling, take: &mut dyn FnMut(u64)| {
        let mut words: Vec<(u32, bool)> = telling
            .statement(accounts)
            .words
            .iter()
            .filter(|word| weights.is_shared(word.0))
            .copied()
            .collect();
        words.sort_by(|x, y| weights.of_word(y.0).total_cmp(&weights.of_word(x.0)).then(x.cmp(y)));
        words.truncate(WORDS);
        words.sort_unstable();
        for (at, x) in words.iter().enumerate() {
            for (then, y) in words.iter().enumerate().skip(at + 1) {
                for z in words.iter().skip(then + 1).filter(|z| x.1 || y.1 || z.1) {
                    take(stir(stir(u64::from(x.0), y.0), z.0));
                }
            }
        }
    };
    let mut count = 0_usize;
    for telling in tellings {
        triples(telling, &mut |_| count += 1);
    }
    let passes = (count / HELD + 1) as u64;
    let mut found = Vec::new();
    let mut held: Vec<(u64, u32)> = Vec::new();
    for pass in 0..passes {
        held.clear();
        for (place, telling) in (0_u32..).zip(tellings) {
            triples(telling, &mut |key| {
                if key % passes == pass {
                    held.push((key, place));
                }
            });
        }
        held.sort_unstable();
        for same in held.chunk_by(|x, y| x.0 == y.0) {
            for (at, (_, one)) in same.iter().enumerate() {
                let story = tellings.get(*one as usize).map(|telling| telling.story);
                let others = same
                    .iter()
                    .skip(at + 1)
                    .filter(|(_, other)| tellings.get(*other as usize).map(|telling| telling.story) != story);
                found.extend(others.take(NEXT).map(|(_, other)| (*one, *other)));
            }
        }
        found.sort_unstable();
        found.dedup();
    }
    found
}

fn stir(hash: u64, word: u32) -> u64 {
    (hash.rotate_left(23) ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// How two clauses of two stories that speak of the same stand to each other.
enum Relation {
    /// They tell the same.
    One,
    /// They tell the same thing differently.
    Differing,
    /// They tell of two things.
    Apart,
}

fn relation((a, s): (&Telling, &Statement), (b, t): (&Telling, &Statement)) -> Relation {
    let days = |telling: &Telling, statement: &Statement| -> Vec<When> {
        statement.days.iter().map(|day| day.completed(telling.published)).collect()
    };
    let (mine, theirs) = (days(a, s), days(b, t));
    let shared_day = mine.iter().any(|day| theirs.iter().any(|other| day.agrees(other)));
    // Without a day, what happened happened lately.
    let undated = mine.is_empty() || theirs.is_empty();
    if undated && !within(a.published, b.published) && (happened(s) || happened(t)) {
        return Relation::Apart;
    }
    // Elections won in two years are two elections.
    if !undated && !shared_day {
        return Relation::Apart;
    }
    let values = |statement: &Statement| -> BTreeSet<u64> {
        statement.figures.iter().map(|figure| figure.value.to_bits()).collect()
    };
    let (x, y) = (values(s), values(t));
    // Each names somebody whom the other does not: two things of one kind.
    let names = |of: &Statement, other: &Statement| {
        of.words.iter().filter(|word| word.1 && other.words.binary_search(word).is_err()).count()
    };
    let (mine_alone, theirs_alone) = (names(s, t), names(t, s));
    if mine_alone > 0 && theirs_alone > 0 {
        return Relation::Apart;
    }
    let both_name = s.words.iter().filter(|word| word.1 && t.words.binary_search(word).is_ok()).count();
    let shared_figure =
        s.figures.iter().any(|figure| t.figures.iter().any(|other| other.value == figure.value));
    // "The parliament of Peru will vote on the treaty": on which?
    if both_name < 2 && !shared_day && !shared_figure {
        return Relation::Apart;
    }
    let held = |act: u32, other: &Statement| other.words.iter().any(|(word, _)| *word == act);
    if s.act_number != t.act_number && !held(s.act_number, t) && !held(t.act_number, s) {
        return Relation::Apart;
    }
    let figure_differs = !x.is_empty() && !y.is_empty() && x.is_disjoint(&y);
    let stance_differs = s.negated != t.negated || s.certainty != t.certainty;
    match (figure_differs, stance_differs) {
        (false, false) => Relation::One,
        // A share of imports changes from year to year; the dead of a war of a year do not.
        (true, false) if shared_day => Relation::Differing,
        (false, true) if both_name > 1 => Relation::Differing,
        _ => Relation::Apart,
    }
}

/// Whether a clause tells of something that happened, not of a state or a position.
fn happened(statement: &Statement) -> bool {
    let position = statement.event.as_ref().is_some_and(|event| POSITIONS.contains(&event.as_str()));
    statement.certainty == Certainty::Fact && (statement.past || statement.event.is_some() && !position)
}

/// Whether two reports are of the same few days.
fn within(a: Option<DateTime>, b: Option<DateTime>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    a.duration_until(b).as_hours().unsigned_abs() < 72
}

/// Gives the claims of one group one number, counted through again in the order of the rows.
fn renumber(found: &mut Comparison, groups: &mut Groups) -> FxHashMap<u32, u32> {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    for row in &mut found.claims {
        let next = numbers.len() as u32;
        row.claim = *numbers.entry(groups.first(row.claim)).or_insert(next);
    }
    for row in &mut found.disagreements {
        row.claim = row.claim.and_then(|claim| numbers.get(&groups.first(claim)).copied());
    }
    numbers
}

/// Counts articles and sources of claims that several stories carry. In two stories an outlet, and an agency that is
/// credited with the report, is one source: its background paragraph is printed again and again.
fn count(accounts: &[Account], found: &mut Comparison) {
    let mut order: Vec<usize> = (0..found.claims.len()).collect();
    order.sort_by_key(|&row| found.claims.get(row).map(|row| (row.claim, row.article)));
    let mut counts: Vec<(usize, u32, u32)> = Vec::new();
    for same in order.chunk_by(|&x, &y| {
        found.claims.get(x).map(|row| row.claim) == found.claims.get(y).map(|row| row.claim)
    }) {
        let mut articles: Vec<usize> =
            same.iter().filter_map(|&row| found.claims.get(row)).map(|row| row.article).collect();
        articles.dedup();
        let sources = sources(accounts, found, &articles);
        counts.extend(same.iter().map(|&row| (row, articles.len() as u32, sources)));
    }
    for (row, articles, sources) in counts {
        if let Some(row) = found.claims.get_mut(row).filter(|row| row.articles != articles) {
            (row.articles, row.independent_sources) = (articles, sources);
        }
    }
}

/// How many independent sources stand behind some articles.
fn sources(accounts: &[Account], found: &Comparison, articles: &[usize]) -> u32 {
    let mut marks: FxHashMap<(u8, String), u32> = FxHashMap::default();
    let mut groups = Groups::new(articles.len());
    for (place, &article) in (0_u32..).zip(articles) {
        let source = found.sources.get(article).map(|source| (0, source.to_string()));
        let outlet = accounts.get(article).and_then(|account| account.outlet.as_ref());
        let row = found.provenance.get(article).filter(|row| row.relation == Some("reprint"));
        let agency = row.and_then(|row| row.credited_to.as_ref());
        let of_names = outlet.into_iter().chain(agency).map(|name| (1, name.to_lowercase()));
        for mark in source.into_iter().chain(of_names) {
            let first = *marks.entry(mark).or_insert(place);
            groups.join(first, place);
        }
    }
    let firsts: BTreeSet<u32> = (0..articles.len() as u32).map(|place| groups.first(place)).collect();
    firsts.len() as u32
}
