//! Where two reports tell the same fact differently.
//!
//! > The contracts are worth $400 million, an official said.
//! > Contracts worth $40 million, the minister said.
//!
//! Only clauses that agree in nearly everything else are compared (`same`), and only where neither report also gives
//! the other's value. A toll that has risen by the later report, and a plan that has become an act, are changes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use super::account::{Account, Person};
use super::claims::amount;
use super::figure::Figure;
use super::provenance::Provenance;
use super::same::Match;
use super::statement::{Certainty, Statement, Teller, When};
use crate::lexicon::{Lexicon, StorySigns};
use crate::mention::SAME_NAME;
use crate::span::Span;

/// One side of a disagreement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// Index of the article that tells it so first.
    pub article: usize,
    /// Its sentence.
    pub sentence: Span,
    /// The words that differ.
    pub span: Span,
    /// What they say, in a form that can be compared.
    pub value: String,
    /// How many reports tell it so.
    pub reports: u32,
    /// How many independent sources these are.
    pub sources: u32,
}

/// Two sentences about one fact that do not agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    /// Number of the claim of the first side.
    pub claim: Option<u32>,
    /// date, figure, name, speaker, place, polarity or modality.
    pub kind: &'static str,
    /// An update, not a contradiction.
    pub change: bool,
    /// The side told earlier (where dates tell), else that of the earlier row.
    pub a: Side,
    /// The other.
    pub b: Side,
    /// Likeness of the two clauses apart from what differs.
    pub confidence: f64,
}

/// A difference between two clauses.
struct Difference {
    kind: &'static str,
    change: bool,
    a: (Span, String),
    b: (Span, String),
}

/// What the comparison of two reports goes by.
struct Pair<'x> {
    one: &'x Account,
    other: &'x Account,
    /// The day of the story, for reports without a date.
    day: Option<DateTime>,
    /// Whether the later report is a copy of the other.
    copied: bool,
    /// Whether they are of two stories: then what differs has changed since, if it can.
    across: bool,
    signs: &'x StorySigns,
    lexicon: &'x Lexicon,
}

/// The disagreements of a story. Articles count as places in `accounts`, claims as groups of statements.
pub(crate) fn of_story(
    accounts: &[&Account],
    matches: &[Match],
    provenance: &[Provenance],
    sources: &[u32],
    claim_of: &dyn Fn(usize, usize) -> u32,
    lexicon: &Lexicon,
) -> Vec<(Disagreement, Option<(usize, usize)>)> {
    let signs = &lexicon.story_facts.signs;
    let day = accounts.iter().filter_map(|account| account.published).min();
    let mut gathered = AllGathered::new();
    for found in matches {
        let (Some(one), Some(other)) = (accounts.get(found.a), accounts.get(found.b)) else { continue };
        let (Some(s), Some(t)) = (one.statements.get(found.s), other.statements.get(found.t)) else {
            continue;
        };
        let copied = provenance
            .get(found.b)
            .is_some_and(|row| row.derived_from == Some(found.a) && row.relation == Some("copy"));
        let pair = Pair { one, other, day, copied, across: false, signs, lexicon };
        for difference in pair.differences(s, t, found.likeness) {
            gather(&mut gathered, found, (s, t), difference, claim_of);
        }
    }
    for (a, b, difference, sentences) in names(accounts, lexicon) {
        let turned = difference.a.1 > difference.b.1;
        let (first, second) =
            if turned { (&difference.b.1, &difference.a.1) } else { (&difference.a.1, &difference.b.1) };
        let key = ("name", String::new(), first.clone(), second.clone());
        gathered.entry(key).or_default().add_names((a, b), sentences, difference, turned);
    }
    rows(gathered, sources)
}

/// The disagreements of stories with each other: places in `accounts` are those of all articles.
pub(crate) fn of_stories(
    accounts: &[&Account],
    matches: &[Match],
    sources: &[u32],
    claim_of: &dyn Fn(usize, usize) -> u32,
    lexicon: &Lexicon,
) -> Vec<(Disagreement, Option<(usize, usize)>)> {
    let signs = &lexicon.story_facts.signs;
    let mut gathered = AllGathered::new();
    for found in matches {
        let (Some(one), Some(other)) = (accounts.get(found.a), accounts.get(found.b)) else { continue };
        let (Some(s), Some(t)) = (one.statements.get(found.s), other.statements.get(found.t)) else {
            continue;
        };
        let pair = Pair { one, other, day: None, copied: false, across: true, signs, lexicon };
        let differences = pair.differences(s, t, found.likeness).into_iter();
        for difference in differences.filter(|difference| ACROSS.contains(&difference.kind)) {
            gather(&mut gathered, found, (s, t), difference, claim_of);
        }
    }
    rows(gathered, sources)
}

/// What two stories may be said to differ in.
const ACROSS: [&str; 3] = ["figure", "modality", "polarity"];

/// By kind, claim and the two values.
type AllGathered = BTreeMap<(&'static str, String, String, String), Gathered>;

/// The same two values of one fact are one disagreement, however many reports tell either.
fn gather(
    gathered: &mut AllGathered,
    found: &Match,
    statements: (&Statement, &Statement),
    difference: Difference,
    claim_of: &dyn Fn(usize, usize) -> u32,
) {
    let words = (&difference.a.1, &difference.b.1);
    let topic = claim_of(found.a, found.s).min(claim_of(found.b, found.t)).to_string();
    let turned = words.0 > words.1;
    let (first, second) = if turned { (words.1, words.0) } else { (words.0, words.1) };
    let key = (difference.kind, topic, first.clone(), second.clone());
    gathered.entry(key).or_default().add(found, statements, difference, turned);
}

/// One row for all that was gathered of one disagreement, in the order of the articles.
fn rows(gathered: AllGathered, sources: &[u32]) -> Vec<(Disagreement, Option<(usize, usize)>)> {
    let mut rows: Vec<(Disagreement, Option<(usize, usize)>)> =
        gathered.into_values().filter_map(|gathered| gathered.row(sources)).collect();
    // A day may belong to two clauses of one sentence; it is one difference.
    let place = |row: &Disagreement| {
        (
            row.kind,
            row.a.article,
            row.a.span,
            row.b.article,
            row.b.span,
            row.a.value.clone(),
            row.b.value.clone(),
        )
    };
    rows.sort_by_key(|(row, _)| place(row));
    rows.dedup_by_key(|(row, _)| place(row));
    rows.sort_by_key(|(row, _)| (row.a.article, row.a.span.start, row.b.article, row.b.span.start, row.kind));
    rows
}

/// A row without a claim: two sentences of two articles, and what they differ in.
fn row_of(
    articles: (usize, usize),
    sentences: (Span, Span),
    difference: Difference,
    confidence: f64,
) -> Disagreement {
    let side = |article: usize, sentence: Span, (span, value): (Span, String)| Side {
        article,
        sentence,
        span,
        value,
        ..Side::default()
    };
    Disagreement {
        claim: None,
        kind: difference.kind,
        change: difference.change,
        a: side(articles.0, sentences.0, difference.a),
        b: side(articles.1, sentences.1, difference.b),
        confidence,
    }
}

/// The report and statement of the first side, where a statement makes it.
type Place = Option<(usize, usize)>;

/// All pairs of sentences that disagree in the same two values.
#[derive(Default)]
struct Gathered {
    best: Option<(Disagreement, Place, bool)>,
    /// The reports of the alphabetically first value and of the second.
    reports: [BTreeSet<usize>; 2],
}

impl Gathered {
    fn add(&mut self, found: &Match, (s, t): (&Statement, &Statement), difference: Difference, turned: bool) {
        let sentences = (s.sentence_span, t.sentence_span);
        let row = row_of((found.a, found.b), sentences, difference, found.likeness);
        self.keep(row, Some((found.a, found.s)), turned);
    }

    fn add_names(
        &mut self,
        articles: (usize, usize),
        sentences: (Span, Span),
        difference: Difference,
        turned: bool,
    ) {
        self.keep(row_of(articles, sentences, difference, 0.8), None, turned);
    }

    fn keep(&mut self, row: Disagreement, at: Option<(usize, usize)>, turned: bool) {
        let [first, second] = &mut self.reports;
        let (mine, theirs) = if turned { (second, first) } else { (first, second) };
        mine.insert(row.a.article);
        theirs.insert(row.b.article);
        let earlier = |old: &Disagreement| (old.a.article, old.b.article) > (row.a.article, row.b.article);
        if self.best.as_ref().is_none_or(|(old, ..)| earlier(old)) {
            self.best = Some((row, at, turned));
        }
    }

    fn row(self, sources: &[u32]) -> Option<(Disagreement, Option<(usize, usize)>)> {
        let (mut row, at, turned) = self.best?;
        let [first, second] = &self.reports;
        let (mine, theirs) = if turned { (second, first) } else { (first, second) };
        for (side, reports) in [(&mut row.a, mine), (&mut row.b, theirs)] {
            side.reports = reports.len() as u32;
            let distinct: BTreeSet<u32> =
                reports.iter().filter_map(|report| sources.get(*report)).copied().collect();
            side.sources = distinct.len() as u32;
        }
        Some((row, at))
    }
}

impl Pair<'_> {
    /// Whether the second report is the later one.
    fn later(&self) -> bool {
        matches!((self.one.published, self.other.published), (Some(a), Some(b)) if a < b)
    }

    fn differences(&self, s: &Statement, t: &Statement, likeness: f64) -> Vec<Difference> {
        let mut found = Vec::new();
        if likeness >= self.signs.same_but_for_slot {
            found.extend(self.figure(s, t));
            found.extend(self.date(s, t));
        }
        if likeness >= self.signs.same_but_for_place {
            found.extend(self.place(s, t));
        }
        let held = |act: u32, other: &Statement| other.words.iter().any(|(word, _)| *word == act);
        let one_act = s.act_number == t.act_number || held(s.act_number, t) || held(t.act_number, s);
        if likeness >= self.signs.same_but_for_stance && one_act {
            // A "not" beside another verb denies something else.
            let one_verb = s.act_number == t.act_number && likeness >= self.signs.same_but_for_not;
            let denied = if one_verb { polarity(s, t) } else { None };
            let denied = denied.map(|row| Difference { change: self.across && self.later(), ..row });
            found.extend(denied.or_else(|| self.modality(s, t)));
        }
        if likeness >= self.signs.same_but_for_speaker {
            found.extend(self.speaker(s, t));
        }
        found
    }

    /// Equal figures set aside, exactly one is left on either side, of the same kind.
    fn figure(&self, s: &Statement, t: &Statement) -> Option<Difference> {
        let left = |mine: &'_ Statement, theirs: &'_ Statement| -> Vec<Figure> {
            let known = |figure: &Figure| theirs.figures.iter().any(|other| self.equal(figure, other));
            mine.figures.iter().filter(|figure| !known(figure)).cloned().collect()
        };
        let (mine, theirs) = (left(s, t), left(t, s));
        let ([a], [b]) = (mine.as_slice(), theirs.as_slice()) else { return None };
        let one_unit = a.unit.is_some() == b.unit.is_some();
        // "Three workers died": "the toll has risen to ten". A number that counts nothing else may be an age or a calibre.
        let counts = [s, t].iter().any(|clause| clause.toll || clause.updates)
            && ![a, b].iter().any(|figure| figure.unit.as_deref() == Some("year"));
        if !(one_unit || counts)
            || !self.comparable(a, b)
            || name_others(s, t)
            || self.told_elsewhere(a, s, self.other)
            || self.told_elsewhere(b, t, self.one)
        {
            return None;
        }
        // Whoever copies a report word for word has no news of their own.
        let rises = b.value > a.value && (s.toll || t.toll) && !self.copied;
        // A figure of a day is a figure of that day, whenever it is told.
        let of_a_day = s.days.iter().any(|day| t.days.iter().any(|other| day.agrees(other)));
        let since = self.across && !of_a_day;
        let change = self.later() && (rises || since || t.updates && !s.updates);
        let value = |figure: &Figure| (figure.span, amount(figure.value, figure.unit.as_deref()));
        Some(Difference { kind: "figure", change, a: value(a), b: value(b) })
    }

    /// "Some 300" and "290" are one figure: where one is rounded, its last zeros are open.
    fn equal(&self, a: &Figure, b: &Figure) -> bool {
        let open = |figure: &Figure| {
            let mut open = 1.0;
            while figure.rounded && figure.value > 0.0 && figure.value % (open * 10.0) == 0.0 {
                open *= 10.0;
            }
            if open > 1.0 { open } else { 0.0 }
        };
        (a.value - b.value).abs() <= open(a).max(open(b)).max(1e-9)
    }

    /// Money with money, shares with shares, counts with counts of the same.
    fn comparable(&self, a: &Figure, b: &Figure) -> bool {
        let concept = |unit: &str| self.lexicon.story_facts.concept(unit).unwrap_or(unit).to_owned();
        let special =
            |unit: &str| unit == "percent" || unit.chars().all(|letter| letter.is_ascii_uppercase());
        match (a.unit.as_deref(), b.unit.as_deref()) {
            (Some(a), Some(b)) => concept(a) == concept(b),
            (Some(one), None) | (None, Some(one)) => !special(one),
            (None, None) => true,
        }
    }

    /// Whether the other report gives the figure too, in a clause that has something to do with this one.
    fn told_elsewhere(&self, figure: &Figure, clause: &Statement, account: &Account) -> bool {
        let kin = |statement: &&Statement| {
            let held = |word: &&(u32, bool)| !word.1 && statement.words.binary_search(word).is_ok();
            clause.words.iter().filter(held).count() >= 2
        };
        let figures = account.statements.iter().filter(kin).flat_map(|statement| &statement.figures);
        figures.clone().any(|other| other.value == figure.value && self.comparable(figure, other))
    }

    fn date(&self, s: &Statement, t: &Statement) -> Option<Difference> {
        let completed = |days: &[When], account: &Account| -> Vec<When> {
            days.iter().map(|day| day.completed(account.published.or(self.day))).collect()
        };
        let (mine, theirs) = (completed(&s.days, self.one), completed(&t.days, self.other));
        let left = |mine: &[When], theirs: &[When]| -> Vec<When> {
            mine.iter().filter(|day| !theirs.iter().any(|other| day.agrees(other))).cloned().collect()
        };
        let (mine, theirs) = (left(&mine, &theirs), left(&theirs, &mine));
        let ([a], [b]) = (mine.as_slice(), theirs.as_slice()) else { return None };
        let precision = |day: &When| (day.year.is_some(), day.month.is_some(), day.day.is_some());
        // A year and a day of another year are more likely two things than one mistake.
        if precision(a) != precision(b) && (a.month.is_none() || a.month != b.month) {
            return None;
        }
        let value = |day: &When| (day.span, day.value());
        Some(Difference {
            kind: "date",
            change: self.later() && t.updates && !s.updates,
            a: value(a),
            b: value(b),
        })
    }

    fn place(&self, s: &Statement, t: &Statement) -> Option<Difference> {
        let left = |mine: &Statement, theirs: &Account| {
            let named = |name: &str| {
                theirs
                    .statements
                    .iter()
                    .flat_map(|statement| &statement.places)
                    .any(|place| place.name == name)
            };
            mine.places.iter().filter(|place| !named(&place.name)).cloned().collect::<Vec<_>>()
        };
        let (mine, theirs) = (left(s, self.other), left(t, self.one));
        let ([a], [b]) = (mine.as_slice(), theirs.as_slice()) else { return None };
        if a.name.contains(&b.name) || b.name.contains(&a.name) || self.one_in_other(&a.name, &b.name) {
            return None;
        }
        Some(Difference {
            kind: "place",
            change: false,
            a: (a.span, a.name.clone()),
            b: (b.span, b.name.clone()),
        })
    }

    /// "Gyumri" and "Armenia" can both be right; "the US" and "the U.S.", "La Guardia" and "LaGuardia" are one.
    fn one_in_other(&self, a: &str, b: &str) -> bool {
        let letters = |name: &str| name.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        let known = |name: &str| self.lexicon.countries.name(name);
        if letters(a).eq_ignore_ascii_case(&letters(b)) || known(a).is_some() && known(a) == known(b) {
            return true;
        }
        let kinds = |name: &str| self.lexicon.places.find(name).iter().map(|place| place.kind).next();
        let (one, other) = (kinds(a), kinds(b));
        let country = |name: &str| self.lexicon.countries.name(name).is_some();
        country(a) != country(b) || one.is_some() && other.is_some() && one != other
    }

    fn modality(&self, s: &Statement, t: &Statement) -> Option<Difference> {
        if s.supposed || t.supposed {
            return None;
        }
        let value = |statement: &Statement| (statement.span, statement.certainty.as_str().to_owned());
        let change = match (s.certainty, t.certainty) {
            (Certainty::Hedged, Certainty::Fact) | (Certainty::Fact, Certainty::Hedged) => {
                self.across && self.later()
            }
            (Certainty::Planned, Certainty::Fact) if self.later() => true,
            _ => return None,
        };
        Some(Difference { kind: "modality", change, a: value(s), b: value(t) })
    }

    fn speaker(&self, s: &Statement, t: &Statement) -> Option<Difference> {
        let (Some(a), Some(b)) = (&s.teller, &t.teller) else { return None };
        // A report that has named somebody would not call them "an official" here.
        let another = |one: &Teller, other: &Teller, account: &Account| {
            let mut named = account.people.iter().filter(|person| person.span.start < one.span.start);
            one.unnamed
                && self.is_somebody(&one.name)
                && is_full(other)
                && named.any(|person| self.one_person(&person.name, &other.name))
        };
        // Who "he" is was worked out, and whom one name alone names is often no speaker: "PC World", "BBC New".
        let told = |teller: &Teller| is_full(teller) && !teller.pronoun;
        let two = told(a) && told(b) && !self.one_person(&a.name, &b.name);
        if !two && !another(a, b, self.one) && !another(b, a, self.other) {
            return None;
        }
        let value = |teller: &Teller| (teller.span, teller.name.clone());
        Some(Difference { kind: "speaker", change: false, a: value(a), b: value(b) })
    }

    /// "A senior official", not "a video".
    fn is_somebody(&self, phrase: &str) -> bool {
        let noun = phrase.split([',', ';']).next().unwrap_or_default();
        noun.split_whitespace().take(5).any(|word| self.lexicon.roles.find(word).is_some())
    }

    fn one_person(&self, a: &str, b: &str) -> bool {
        let rules = &self.lexicon.romanisation;
        let (one, other) = (crate::mention::NameKey::new(a, rules), crate::mention::NameKey::new(b, rules));
        let last = |name: &str| name.split_whitespace().next_back().map(str::to_lowercase);
        let first = |name: &str| name.split_whitespace().next().map(str::to_lowercase);
        // A person of one name and another of the other is a slip of the name, not of the speaker.
        one.similarity(&other, rules) >= SAME_NAME || last(a) == last(b) || first(a) == first(b)
    }
}

/// Whether a person is named with more than one name.
fn is_full(teller: &Teller) -> bool {
    teller.person && teller.name.split_whitespace().count() > 1
}

/// Whether each clause names somebody whom the other does not: two things of one kind.
fn name_others(s: &Statement, t: &Statement) -> bool {
    let names = |of: &Statement, other: &Statement| {
        of.words.iter().any(|word| word.1 && other.words.binary_search(word).is_err())
    };
    names(s, t) && names(t, s)
}

fn polarity(s: &Statement, t: &Statement) -> Option<Difference> {
    let clear = |clause: &Statement| !clause.unclear && !clause.supposed;
    if s.negated == t.negated || !clear(s) || !clear(t) || name_others(s, t) {
        return None;
    }
    let value = |statement: &Statement| {
        (statement.span, if statement.negated { "negated" } else { "asserted" }.to_owned())
    };
    Some(Difference { kind: "polarity", change: false, a: value(s), b: value(t) })
}

/// One person spelt in two ways, and one office held by two people of nearly one name.
fn names(accounts: &[&Account], lexicon: &Lexicon) -> Vec<(usize, usize, Difference, (Span, Span))> {
    let signs = &lexicon.story_facts.signs;
    let mut found = Vec::new();
    for (b, other) in accounts.iter().enumerate() {
        for (a, one) in accounts.iter().enumerate().take(b).skip(b.saturating_sub(signs.neighbours)) {
            for person in &one.people {
                // Both names in one report: two people.
                if other.people.iter().any(|known| known.name == person.name) {
                    continue;
                }
                let differs = |known: &&Person| {
                    !one.people.iter().any(|own| own.name == known.name)
                        && is_other_spelling(person, known, lexicon)
                };
                if let Some(known) = other.people.iter().find(differs) {
                    let value = |person: &Person| (person.span, person.name.clone());
                    let difference =
                        Difference { kind: "name", change: false, a: value(person), b: value(known) };
                    found.push((a, b, difference, (sentence(one, person), sentence(other, known))));
                }
            }
        }
    }
    found
}

/// The sentence of a name, as far as statements tell.
fn sentence(account: &Account, person: &Person) -> Span {
    let held = account.statements.iter().find(|statement| statement.sentence == person.sentence);
    held.map_or(person.span, |statement| statement.sentence_span)
}

fn is_other_spelling(one: &Person, other: &Person, lexicon: &Lexicon) -> bool {
    let parts = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let (mine, theirs) = (parts(&one.name), parts(&other.name));
    if mine.len() != theirs.len() || mine == theirs {
        return false;
    }
    let differing = mine.iter().zip(&theirs).filter(|(x, y)| x != y).count();
    if one.key.similarity(&other.key, &lexicon.romanisation) >= SAME_NAME {
        // "A. Moor" is short for "Ada Moor", not another spelling.
        return mine.iter().chain(&theirs).all(|part| part.trim_end_matches('.').chars().count() > 1);
    }
    let office = |person: &Person| person.office.clone().filter(|office| !office.is_empty());
    differing == 1 && office(one).is_some() && office(one) == office(other)
}
