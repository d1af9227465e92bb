//! What a sentence states, clause by clause: the act, its figures, days, people and places, and how sure it is.

use compact_str::CompactString;
use jiff::civil::{Date, DateTime};
use rustc_hash::FxHashMap;

use super::figure::{self, Figure};
use super::naming::{self, Naming};
use crate::article::ArticleView;
use crate::event::Event;
use crate::lexicon::{Lexicon, Stance};
use crate::mention::{Mention, MentionKind};
use crate::quote::{Quote, QuoteKind};
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos, Xpos};
use crate::time::{TimeExpression, TimeKind};

/// One article, read: what the steps before this one found in it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'r, 't> {
    /// The article.
    pub view: &'r ArticleView<'t>,
    /// Tokens and trees.
    pub parsed: &'r Parsed<'t>,
    /// Who and where.
    pub mentions: &'r [Mention],
    /// When.
    pub times: &'r [TimeExpression],
    /// Who said what.
    pub quotes: &'r [Quote],
    /// Who did what to whom.
    pub events: &'r [Event],
}

/// A clause that says something checkable.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// Index of the sentence.
    pub sentence: u32,
    /// The sentence.
    pub sentence_span: Span,
    /// The clause.
    pub span: Span,
    /// Its content words as numbers, ascending; the second says whether it is a name.
    pub words: Vec<(u32, bool)>,
    /// The verb (or noun) it turns on, in its dictionary form, and as a concept.
    pub act: CompactString,
    pub(crate) act_number: u32,
    /// Whether it is denied.
    pub negated: bool,
    /// Whether there is a "not" that hangs on something else than the act: then nothing is made of it.
    pub(crate) unclear: bool,
    /// Whether it is only asked, or a condition: "if the harbour closes".
    pub(crate) supposed: bool,
    /// How sure the text is.
    pub certainty: Certainty,
    /// Whether the sentence marks its figure as newer than earlier ones.
    pub updates: bool,
    /// Whether what is counted may honestly rise.
    pub toll: bool,
    /// Whether it is told in the simple past: "the ship sank", not "has sunk" or "sinks".
    pub(crate) past: bool,
    /// Who is said to have said it.
    pub teller: Option<Teller>,
    /// Amounts.
    pub figures: Vec<Figure>,
    /// Days, months, years.
    pub days: Vec<When>,
    /// Where: names behind "in", "at", "near".
    pub places: Vec<Named>,
    /// PLOVER type of an event of this clause.
    pub event: Option<CompactString>,
}

/// How sure a report is of a fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certainty {
    /// Told as a fact.
    #[default]
    Fact,
    /// Told as somebody's claim, or as likely.
    Hedged,
    /// Lies ahead.
    Planned,
}

impl Certainty {
    /// The word used in frames, that of the events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fact => "actual",
            Self::Hedged => "alleged",
            Self::Planned => "future",
        }
    }
}

/// Who said a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Teller {
    /// The words that name the speaker.
    pub span: Span,
    /// The fullest name of the article, else the words.
    pub name: String,
    /// Whether it is the name of a person.
    pub person: bool,
    /// Whether it is somebody the report leaves without a name: "another official".
    pub unnamed: bool,
    /// Whether only "he" or "she" stands there: who that is was worked out.
    pub pronoun: bool,
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// The words said.
    pub said: Span,
}

/// A name with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Its words.
    pub span: Span,
    /// The name.
    pub name: String,
}

/// A day, or as much of it as the text tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// Its words.
    pub span: Span,
    /// The year.
    pub year: Option<i16>,
    /// The month.
    pub month: Option<i8>,
    /// The day of the month.
    pub day: Option<i8>,
    /// Whether the text itself names the year; else it was worked out.
    pub stated: bool,
    /// Whether the text names the day of the month; "on Friday" leaves the week to be worked out.
    pub numbered: bool,
}

impl When {
    /// The same with the year that puts it last before `published`, where the text names none.
    pub fn completed(&self, published: Option<DateTime>) -> Self {
        let (None, Some(month), Some(published)) = (self.year, self.month, published) else {
            return self.clone();
        };
        let later = (month, self.day.unwrap_or(1)) > (published.month(), published.day());
        Self { year: Some(published.year() - i16::from(later)), ..self.clone() }
    }

    /// ISO 8601, with X for what is not known.
    pub fn value(&self) -> String {
        let mut value = self.year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
        if let Some(month) = self.month {
            value.push_str(&format!("-{month:02}"));
            if let Some(day) = self.day {
                value.push_str(&format!("-{day:02}"));
            }
        }
        value
    }

    fn is_a_week_from(&self, other: &Self) -> bool {
        let date = |when: &Self| Date::new(when.year?, when.month?, when.day?).ok();
        let Some((one, other)) = date(self).zip(date(other)) else { return false };
        one.duration_since(other).as_hours().abs() == 7 * 24
    }

    /// Whether both can be the same day.
    pub fn agrees(&self, other: &Self) -> bool {
        let same = |a: Option<i16>, b: Option<i16>| a.is_none() || b.is_none() || a == b;
        // "In March" twice: the year that was worked out proves nothing.
        let worked_out = !self.stated && !other.stated && self.month.is_some() && other.month.is_some();
        if !(self.numbered && other.numbered) && self.is_a_week_from(other) {
            // "On Friday" twice: so does the week.
            return true;
        }
        (worked_out || same(self.year, other.year))
            && same(self.month.map(i16::from), other.month.map(i16::from))
            && same(self.day.map(i16::from), other.day.map(i16::from))
    }
}

/// Words with at least this share of articles hold no content.
const EMPTY: f64 = 0.5;

/// The statements of an article, in the order of the text.
pub(super) fn find(told: &Told<'_, '_>, lexicon: &Lexicon) -> Vec<Statement> {
    let parsed = told.parsed;
    if !parsed.has_trees() {
        return Vec::new();
    }
    // A length of time ("six years in prison") is an amount, not a day.
    let days = |time: &&TimeExpression| matches!(time.kind, TimeKind::Date | TimeKind::Time);
    let times: Vec<Span> = told.times.iter().filter(days).map(|time| time.span).collect();
    let silent = silent(told);
    let naming = naming::of(parsed, told.mentions, lexicon);
    let reading = Reading { told, silent: &silent, naming: &naming, lexicon };
    let after_dateline = super::account::end_of_dateline(parsed.document.text);
    let mut found = Vec::new();
    for (number, sentence) in parsed.document.sentences.iter().enumerate() {
        for (head, tokens) in clauses(&reading, sentence.tokens.clone()) {
            let mut statement = Statement {
                sentence: number as u32,
                sentence_span: sentence.span,
                span: hull(parsed, &tokens),
                ..Statement::default()
            };
            describe(&reading, head, &tokens, &times, &mut statement);
            // Names alone state nothing: "VIENNA (Norda) —".
            let states = statement.words.iter().filter(|word| !word.1).count();
            if states >= lexicon.story_facts.signs.least_words && statement.span.end > after_dateline {
                found.push(statement);
            }
        }
    }
    found
}

fn hull(parsed: &Parsed<'_>, tokens: &[usize]) -> Span {
    let span = |token: Option<&usize>| {
        token.and_then(|token| parsed.document.tokens.get(*token)).map(|token| token.span).unwrap_or_default()
    };
    span(tokens.first()).hull(span(tokens.last()))
}

/// An article with the places of it that say nothing of what happened.
struct Reading<'x, 'r, 't> {
    told: &'x Told<'r, 't>,
    silent: &'x [Span],
    naming: &'x Naming,
    lexicon: &'x Lexicon,
}

/// Days, people who speak, and words that only report, by place.
fn silent(told: &Told<'_, '_>) -> Vec<Span> {
    let person = |entity: u32| {
        told.mentions.iter().any(|mention| mention.entity == entity && mention.kind == MentionKind::Person)
    };
    let mut silent: Vec<Span> =
        told.times.iter().filter(|time| time.kind != TimeKind::Set).map(|time| time.span).collect();
    for quote in told.quotes {
        let only_reports = SAYING.contains(&quote.stance.as_deref().unwrap_or_default());
        silent.extend(quote.cue.filter(|_| only_reports));
        // What a ministry says is a fact about the ministry too; a person may be swapped for another.
        silent.extend(quote.speaker.filter(|_| quote.speaker_entity.is_some_and(person)));
    }
    silent.sort_unstable();
    silent
}

/// Cuts a sentence into clauses: each token belongs to the nearest verb above it that opens a clause. Clauses that
/// only report ("he said") or hold next to nothing are joined to a neighbour.
fn clauses(reading: &Reading<'_, '_, '_>, sentence: std::ops::Range<usize>) -> Vec<(usize, Vec<usize>)> {
    let parsed = reading.told.parsed;
    let opens = |token: usize| {
        let Some(word) = parsed.words.get(token) else { return false };
        match word.relation {
            Relation::Ccomp
            | Relation::Advcl
            | Relation::AdvclRelcl
            | Relation::Acl
            | Relation::AclRelcl
            | Relation::Parataxis
            | Relation::Csubj => true,
            Relation::Conj if word.upos == Upos::Verb => opens_beside(parsed, token),
            _ => word.head.is_none() || word.upos == Upos::Noun && tells_of_an_act(reading, token),
        }
    };
    let mut by_head: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut place: FxHashMap<usize, usize> = FxHashMap::default();
    for token in sentence {
        let head = std::iter::once(token)
            .chain(parsed.ancestors(token))
            .find(|&token| opens(token))
            .unwrap_or(token);
        let at = *place.entry(head).or_insert_with(|| {
            by_head.push((head, Vec::new()));
            by_head.len() - 1
        });
        if let Some((_, tokens)) = by_head.get_mut(at) {
            tokens.push(token);
        }
    }
    let weight =
        |tokens: &[usize]| tokens.iter().filter(|&&token| !content(reading, token).is_empty()).count();
    // A clause with little in it goes to the one it hangs from; a bare "he said" takes in what was said.
    let mut at = by_head.len();
    while at > 0 && by_head.len() > 1 {
        at -= 1;
        let Some((head, tokens)) = by_head.get(at) else { continue };
        if weight(tokens) > 2 {
            continue;
        }
        let head = *head;
        let parent = parsed
            .ancestors(head)
            .find_map(|up| by_head.iter().position(|(other, _)| *other == up && *other != head));
        let child = by_head.iter().position(|(other, _)| *other != head && parsed.is_below(*other, head));
        let reports = parent.is_none();
        let Some(into) = (if reports { child } else { parent }) else { continue };
        let (_, moved) = by_head.remove(at);
        let into = if into > at { into - 1 } else { into };
        if let Some((_, tokens)) = by_head.get_mut(into) {
            tokens.extend(moved);
            tokens.sort_unstable();
        }
        at = at.min(by_head.len());
    }
    by_head.sort_by_key(|(_, tokens)| tokens.first().copied());
    by_head
}

/// Whether a noun stands for a sentence: "the mayor's criticism of the bank for its silence". It names an event, and who
/// did it or to whom; without those it belongs to the clause around it.
fn tells_of_an_act(reading: &Reading<'_, '_, '_>, token: usize) -> bool {
    let parsed = reading.told.parsed;
    let Some(span) = parsed.document.tokens.get(token).map(|token| token.span) else { return false };
    let sides = [Relation::NmodPoss, Relation::Nmod];
    parsed.children_with(token, &sides).count() > 1
        && reading.told.events.iter().any(|event| event.trigger == span)
}

/// Whether a verb beside another opens a clause of its own: "closed the port and left". Within a relative clause it does
/// not, unless it has a subject: "that nobody stopped or delayed" tells one thing of its noun.
fn opens_beside(parsed: &Parsed<'_>, token: usize) -> bool {
    let Some(first) = parsed
        .ancestors(token)
        .find(|&up| parsed.words.get(up).is_some_and(|word| word.relation != Relation::Conj))
    else {
        return false;
    };
    let relative = parsed
        .words
        .get(first)
        .is_some_and(|word| matches!(word.relation, Relation::Acl | Relation::AclRelcl));
    let subject = [Relation::Nsubj, Relation::NsubjPass];
    let is_verb = parsed.words.get(first).is_some_and(|word| word.upos == Upos::Verb);
    is_verb && (!relative || parsed.children_with(token, &subject).next().is_some())
}

/// The numbers of what a word says, each with whether it is a name; none for small words, numbers, days and reporting
/// words. "The two countries" are two names, "Armenian" is the name of Armenia.
fn content(reading: &Reading<'_, '_, '_>, token: usize) -> Vec<(u32, bool)> {
    let mut found = Vec::new();
    let (parsed, lexicon) = (reading.told.parsed, reading.lexicon);
    let Some((word, span)) =
        parsed.words.get(token).zip(parsed.document.tokens.get(token).map(|token| token.span))
    else {
        return found;
    };
    let until = reading.silent.partition_point(|silent| silent.start <= span.start);
    let before = reading.silent.get(..until).unwrap_or_default();
    if before.iter().rev().take(4).any(|silent| silent.contains(span)) {
        return found;
    }
    let text = span.of(parsed.document.text);
    if !text.chars().any(char::is_alphabetic) {
        return found;
    }
    let named = reading.naming.get(&token);
    found.extend(named.into_iter().flatten().map(|&number| (number, true)));
    if word.upos == Upos::Propn {
        if named.is_none() {
            found.push((naming::name(text, lexicon), true));
        }
        return found;
    }
    // "Armenian" is Armenia and nothing more; "the organization" is an organization too.
    let all_said = word.upos == Upos::Adj && !found.is_empty();
    if all_said || !matches!(word.upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv) {
        return found;
    }
    let lemma = word.lemma.to_lowercase();
    // "Steadily", "decidedly": how, not what.
    let manner = word.upos == Upos::Adv && lemma.ends_with("ly");
    let empty = manner
        || lexicon.story.common.get(lemma.as_str()).is_some_and(|&share| share >= EMPTY)
        || lexicon.story_facts.is(&lemma, Stance::Hedge)
        || lexicon.story_facts.is(&lemma, Stance::Update)
        || lexicon.story_facts.is(&lemma, Stance::Amount);
    if !empty {
        found.push((concept(&lemma, lexicon), false));
    }
    found
}

/// Classes of cues that say nothing about what was said.
const SAYING: [&str; 9] =
    ["say", "claim", "announce", "report", "answer", "mention", "admit", "predict", "explain"];

/// Words of one stem count as one: "deliver", "delivery"; so do words of one meaning, from the list.
fn concept(lemma: &str, lexicon: &Lexicon) -> u32 {
    let known = lexicon.story_facts.concept(lemma);
    let stem: String = lemma.chars().take(STEM).collect();
    known.map_or_else(|| number_of(&stem, false), |concept| number_of(concept, true))
}

/// English builds nouns from verbs at the end of words; so many letters at the beginning tell most apart.
const STEM: usize = 6;

pub(super) fn number_of(word: &str, whole: bool) -> u32 {
    let mut hash = u64::from(whole) + 1;
    for byte in word.bytes() {
        hash = (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    (hash >> 32) as u32
}

/// Fills in what a clause says.
fn describe(
    reading: &Reading<'_, '_, '_>,
    head: usize,
    tokens: &[usize],
    times: &[Span],
    statement: &mut Statement,
) {
    let (told, lexicon) = (reading.told, reading.lexicon);
    let parsed = told.parsed;
    let facts = &lexicon.story_facts;
    let described = described(parsed, head);
    let lower =
        |token: usize| parsed.words.get(token).map(|word| word.lemma.to_lowercase()).unwrap_or_default();
    let mut act = head;
    let (mut nots, mut maybes) = (Vec::new(), Vec::new());
    // "Threatens to leave": how sure the leaving is, is told apart from it.
    let mut stances = Vec::new();
    for &token in tokens {
        let lemma = lower(token);
        // "Don’t" is "don't".
        let form = parsed.text_of(token).to_lowercase().replace('’', "'");
        let Some(word) = parsed.words.get(token) else { continue };
        let with_infinitive =
            parsed.child(token, Relation::Xcomp).or_else(|| parsed.child(token, Relation::Ccomp));
        let passive = parsed.child(token, Relation::AuxPass).is_some();
        let in_day = parsed
            .document
            .tokens
            .get(token)
            .is_some_and(|token| times.iter().any(|time| time.contains(token.span)));
        // "May" is a month, "may" a doubt.
        let doubts = matches!(word.upos, Upos::Aux | Upos::Adv | Upos::Adj) || word.relation == Relation::Aux;
        if facts.is(&form, Stance::Hedge) && doubts && !in_day {
            maybes.push(token);
        }
        if facts.is(&form, Stance::Not) && !is_more_than(parsed, token) {
            nots.push(token);
        }
        if facts.is(&lemma, Stance::Update) || facts.is(&form, Stance::Update) {
            statement.updates = true;
        }
        if facts.is(&lemma, Stance::Toll) {
            statement.toll = true;
        }
        if facts.is(&form, Stance::Plan) && word.upos == Upos::Aux && statement.certainty == Certainty::Fact {
            statement.certainty = Certainty::Planned;
        }
        if let Some(below) = with_infinitive.filter(|below| tokens.contains(below)) {
            let before = act;
            if facts.is(&lemma, Stance::HedgingVerb)
                && (passive || word.upos != Upos::Verb || lemma == "appear" || lemma == "seem")
            {
                statement.certainty = Certainty::Hedged;
                act = below;
            }
            if facts.is(&lemma, Stance::PlanningVerb) && statement.certainty == Certainty::Fact {
                statement.certainty = Certainty::Planned;
                act = below;
            }
            if facts.is(&lemma, Stance::NegatingVerb) {
                statement.negated = !statement.negated;
                act = below;
            }
            if act != before {
                stances.push(token);
            }
        }
        if passive && facts.is(&lemma, Stance::HedgingVerb) {
            statement.certainty = Certainty::Hedged;
        }
    }
    let said = tokens.iter().chain(&described).filter(|token| !stances.contains(token));
    statement.words = said.flat_map(|&token| content(reading, token)).collect();
    statement.words.sort_unstable();
    statement.words.dedup();
    // "Having recently signed": a parser may hang the verb below its "have".
    if matches!(lower(act).as_str(), "have" | "be" | "do" | "get") {
        let below = [Relation::Xcomp, Relation::Ccomp, Relation::Advcl, Relation::Dep];
        let verb = parsed.children_with(act, &below).find(|below| {
            tokens.contains(below) && parsed.words.get(*below).is_some_and(|word| word.upos == Upos::Verb)
        });
        act = verb.unwrap_or(act);
    }
    // "No tear gas was used", "did not use": the "not" must hang on the verb or on what it takes.
    let on_act = |not: &&usize| {
        let up: Vec<usize> = parsed.ancestors(**not).take(2).collect();
        let close = |at: usize| up.get(at).is_some_and(|up| *up == act || *up == head);
        close(0) || parsed.text_of(**not).eq_ignore_ascii_case("no") && close(1)
    };
    // "We could not steer" says nothing of the clause beside it; "reportedly" reaches further than a verb's own "may".
    let is_own = |maybe: &usize| {
        let is_aux = parsed.words.get(*maybe).is_some_and(|word| word.upos == Upos::Aux);
        (!is_aux || on_act(&maybe)) && !failed(parsed, *maybe, &nots) && !doubts_saying(told, *maybe)
    };
    if maybes.iter().any(is_own) {
        statement.certainty = Certainty::Hedged;
    }
    statement.unclear = nots.iter().any(|not| !on_act(&not));
    statement.supposed = is_supposed(parsed, head);
    statement.negated ^= nots.iter().filter(on_act).count() % 2 == 1;
    statement.past = is_past(parsed, act) || is_past(parsed, head);
    statement.act = lower(act);
    statement.act_number = concept(&statement.act, lexicon);
    statement.figures = figure::find(parsed, tokens, times, lexicon);
    let covered = |span: Span, token: &usize| {
        parsed.document.tokens.get(*token).is_some_and(|token| span.contains(token.span))
    };
    let covers = |span: Span| tokens.iter().any(|token| covered(span, token));
    let speaks_of = |span: Span| covers(span) || described.iter().any(|token| covered(span, token));
    statement.days = told
        .times
        .iter()
        .filter(|time| {
            time.sentence == statement.sentence && time.kind == TimeKind::Date && speaks_of(time.span)
        })
        .filter_map(|time| when(time, parsed.document.text, lexicon))
        .collect();
    statement.places = places(told, tokens);
    statement.teller = teller(told, statement.span).or_else(|| discloser(told, statement, lexicon));
    // "He denied that the fares would rise" and "the fares would not rise, he said" agree; who denied what is left open.
    let denied = |quote: &Quote| {
        quote.stance.as_deref() == Some("deny")
            && quote.spans.iter().any(|span| span.overlaps(statement.span))
    };
    statement.unclear |= told.quotes.iter().any(denied);
    statement.event = told
        .events
        .iter()
        .find(|event| event.sentence == statement.sentence && covers(event.trigger))
        .map(|event| event.event.clone());
}

/// "Not only repulsed the attack": it did.
fn is_more_than(parsed: &Parsed<'_>, not: usize) -> bool {
    let next = parsed.text_of(not + 1).to_lowercase();
    matches!(next.as_str(), "only" | "just" | "merely" | "simply")
}

/// "Could not lift the wreck" tells what did not happen, and leaves no doubt of it.
fn failed(parsed: &Parsed<'_>, maybe: usize, nots: &[usize]) -> bool {
    let head = |token: usize| parsed.words.get(token).and_then(|word| word.head);
    parsed.text_of(maybe).eq_ignore_ascii_case("could")
        && nots.iter().any(|&not| head(not).is_some() && head(not) == head(maybe))
}

/// "We are staying," he reportedly said: in doubt is that he said it.
fn doubts_saying(told: &Told<'_, '_>, maybe: usize) -> bool {
    let parsed = told.parsed;
    let up = parsed.words.get(maybe).and_then(|word| word.head).map(|head| head as usize);
    let Some(up) = up.and_then(|up| parsed.document.tokens.get(up)) else { return false };
    let marked = |quote: &&Quote| quote.kind != QuoteKind::Indirect;
    told.quotes.iter().filter(marked).any(|quote| quote.cue.is_some_and(|cue| cue.contains(up.span)))
}

/// Whether a clause, or one that it is part of, is a question or a condition, or holds under one.
fn is_supposed(parsed: &Parsed<'_>, head: usize) -> bool {
    let conditional = |token: usize| {
        parsed.children_with(token, &[Relation::Mark]).any(|mark| {
            let word = parsed.text_of(mark).to_lowercase();
            matches!(word.as_str(), "if" | "unless" | "whether")
        })
    };
    let asked = || {
        let number = parsed.document.sentence_of_token(head)?;
        let sentence = parsed.document.sentences.get(number)?;
        let text = sentence.span.of(parsed.document.text);
        Some(text.trim_end_matches(['"', '”', '\'', '’', ' ']).ends_with('?'))
    };
    std::iter::once(head).chain(parsed.ancestors(head)).any(conditional)
        || parsed.children_with(head, &[Relation::Advcl]).any(conditional)
        || asked().unwrap_or_default()
}

/// "Sank", "was sunk", "did sink"; with "has" it may have been long ago.
fn is_past(parsed: &Parsed<'_>, verb: usize) -> bool {
    let past = |token: usize| parsed.words.get(token).is_some_and(|word| word.xpos == Xpos::Vbd);
    let helpers = || parsed.children_with(verb, &[Relation::Aux, Relation::AuxPass, Relation::Cop]);
    let perfect =
        helpers().any(|helper| matches!(parsed.text_of(helper), "had" | "has" | "have" | "'s" | "’s"));
    !perfect && (past(verb) || helpers().any(past))
}

/// "The May offensive that nobody stopped", "contracts signed in May": what a clause describes belongs to it, days
/// included.
fn described(parsed: &Parsed<'_>, head: usize) -> Vec<usize> {
    let Some(noun) = described_noun(parsed, head) else { return Vec::new() };
    let near = [
        Relation::Amod,
        Relation::Compound,
        Relation::NmodPoss,
        Relation::Nmod,
        Relation::Nummod,
        Relation::NmodUnmarked,
    ];
    let mut found: Vec<usize> = std::iter::once(noun).chain(parsed.children_with(noun, &near)).collect();
    // "The May offensive in Karst that nobody stopped": which of the two nouns is meant, a parser may not see.
    let above = parsed
        .words
        .get(noun)
        .filter(|word| matches!(word.relation, Relation::Nmod | Relation::Obl))
        .and_then(|word| word.head)
        .filter(|above| parsed.words.get(*above as usize).is_some_and(|word| word.upos != Upos::Verb));
    if let Some(above) = above.map(|above| above as usize) {
        found.push(above);
        found.extend(parsed.children_with(above, &near).filter(|&child| child != noun));
    }
    // All words before a noun, whatever a parser hangs them on: "Karst's May 19-20 offensive".
    for noun in [Some(noun), above.map(|above| above as usize)].into_iter().flatten() {
        found.extend(before_noun(parsed, noun));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The nouns, names, numbers and adjectives straight before a noun.
fn before_noun(parsed: &Parsed<'_>, noun: usize) -> std::ops::Range<usize> {
    let belongs = |token: &usize| {
        let kinds = [Upos::Noun, Upos::Propn, Upos::Num, Upos::Adj, Upos::Sym];
        let possessive = matches!(parsed.text_of(*token), "'s" | "’s" | "'" | "’" | "-" | "–");
        possessive || parsed.words.get(*token).is_some_and(|word| kinds.contains(&word.upos))
    };
    let start = parsed
        .document
        .sentence_of_token(noun)
        .and_then(|sentence| parsed.document.sentences.get(sentence).map(|sentence| sentence.tokens.start));
    (start.unwrap_or(noun)..noun).rev().take_while(belongs).last().unwrap_or(noun)..noun
}

/// The noun that a relative or participial clause is about. A clause that begins with "which" is one, however it is
/// parsed: then it is the noun before.
fn described_noun(parsed: &Parsed<'_>, head: usize) -> Option<usize> {
    let word = parsed.words.get(head)?;
    if matches!(word.relation, Relation::Acl | Relation::AclRelcl) {
        return word.head.map(|noun| noun as usize);
    }
    let arguments = [Relation::Nsubj, Relation::NsubjPass, Relation::Obj];
    let pronoun = parsed.children_with(head, &arguments).next().filter(|&child| child < head)?;
    // "That" is one too where it stands for a noun, not before a clause that somebody says.
    let relative = parsed.words.get(pronoun).is_some_and(|word| word.upos == Upos::Pron)
        && matches!(parsed.text_of(pronoun), "which" | "who" | "whom" | "that");
    if !relative {
        return None;
    }
    let first = parsed.document.sentences.get(parsed.document.sentence_of_token(head)?)?.tokens.start;
    let is_noun = |token: &usize| {
        parsed.words.get(*token).is_some_and(|word| matches!(word.upos, Upos::Noun | Upos::Propn))
    };
    (first..pronoun).rev().take(4).find(is_noun)
}

/// As much of a day as the expression tells.
fn when(time: &TimeExpression, text: &str, lexicon: &Lexicon) -> Option<When> {
    let words = time.span.of(text);
    let mut when =
        When { span: time.span, year: None, month: None, day: None, stated: false, numbered: false };
    let value = time.value.as_deref().unwrap_or_default();
    let mut parts = value.splitn(3, '-');
    when.year = parts.next().and_then(|year| year.parse().ok()).filter(|year| (1000..3000).contains(year));
    when.month = parts.next().and_then(|month| month.parse().ok()).filter(|month| (1..=12).contains(month));
    when.day = parts.next().and_then(|day| day.get(..2)?.parse().ok()).filter(|_| when.month.is_some());
    if when.month.is_none() {
        let pieces =
            || words.split(|letter: char| !letter.is_alphanumeric()).filter(|piece| !piece.is_empty());
        when.month = pieces()
            .filter(|piece| piece.starts_with(char::is_uppercase))
            .find_map(|piece| lexicon.months.named(&piece.to_lowercase()));
        if when.month.is_some() {
            when.day = pieces().find_map(|piece| piece.parse().ok().filter(|day| (1..=31).contains(day)));
            if value.is_empty() && words.contains("year") {
                when.year = None;
            }
        }
    }
    when.numbered = words.contains(|letter: char| letter.is_ascii_digit());
    when.stated = when.year.is_some_and(|year| words.contains(&year.to_string()));
    (when.year.is_some() || when.month.is_some()).then_some(when)
}

/// Names behind a preposition of place.
fn places(told: &Told<'_, '_>, tokens: &[usize]) -> Vec<Named> {
    let parsed = told.parsed;
    let mut found: Vec<Named> = Vec::new();
    for &token in tokens {
        let Some(word) = parsed.words.get(token) else { continue };
        if word.upos != Upos::Propn || matches!(word.relation, Relation::Flat | Relation::Appos) {
            continue;
        }
        let case = parsed.child(token, Relation::Case).map(|case| parsed.text_of(case).to_lowercase());
        if !case.as_deref().is_some_and(|case| matches!(case, "in" | "at" | "near" | "off" | "to" | "of")) {
            continue;
        }
        let near = [Relation::Compound, Relation::Flat, Relation::Amod];
        let name: Vec<usize> = std::iter::once(token).chain(parsed.children_with(token, &near)).collect();
        let (Some(first), Some(last)) = (name.iter().min(), name.iter().max()) else { continue };
        let span = hull(parsed, &[*first, *last]);
        let is_other = |mention: &Mention| {
            mention.span.overlaps(span)
                && matches!(mention.kind, MentionKind::Person | MentionKind::Organization)
        };
        // "In Sarn" is a place, whatever a list of names thinks; "of Sarn" may be anything.
        let sure = matches!(case.as_deref(), Some("in" | "at" | "near" | "off"));
        if !sure && told.mentions.iter().any(is_other)
            || told.times.iter().any(|time| time.span.overlaps(span))
        {
            continue;
        }
        found.push(Named { span, name: span.of(parsed.document.text).to_owned() });
    }
    found
}

/// Who said what stands in a span.
fn teller(told: &Told<'_, '_>, span: Span) -> Option<Teller> {
    let shared = |quote: &&Quote| -> usize {
        quote
            .spans
            .iter()
            .map(|piece| piece.end.min(span.end).saturating_sub(piece.start.max(span.start)) as usize)
            .sum()
    };
    let quote = told
        .quotes
        .iter()
        .filter(|quote| {
            quote.speaker.is_some() && !WANTING.contains(&quote.stance.as_deref().unwrap_or_default())
        })
        .filter(|quote| shared(quote) * 3 > span.len())
        .max_by_key(|quote| shared(quote))?;
    let speaker = quote.speaker?;
    let words = speaker.of(told.parsed.document.text);
    let person = quote.speaker_entity.is_some_and(|entity| {
        told.mentions.iter().any(|mention| {
            mention.entity == entity && mention.kind == MentionKind::Person && mention.name.is_some()
        })
    });
    let said = quote.spans.iter().copied().reduce(Span::hull).unwrap_or(span);
    let kind = quote.kind;
    let named = quote.speaker_name.clone();
    if named.is_none() && SOMEBODY.contains(&words.to_lowercase().as_str()) {
        // "Another official spoke on Monday. The ships are old, he said."
        let speaker = unnamed_before(told.parsed, speaker)?;
        let name = speaker.of(told.parsed.document.text).to_owned();
        return Some(Teller {
            span: speaker,
            name,
            person: false,
            unnamed: true,
            pronoun: false,
            kind,
            said,
        });
    }
    let unnamed = named.is_none() && is_unnamed(words);
    Some(Teller {
        span: speaker,
        name: named.unwrap_or_else(|| words.to_owned()),
        person,
        unnamed,
        pronoun: SOMEBODY.contains(&words.to_lowercase().as_str()),
        kind,
        said,
    })
}

const SOMEBODY: [&str; 2] = ["he", "she"];

fn is_unnamed(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "a" | "an" | "another" | "one")
}

/// The subject of the sentence before, where it is a person without a name.
fn unnamed_before(parsed: &Parsed<'_>, speaker: Span) -> Option<Span> {
    let after = parsed.document.sentences.partition_point(|sentence| sentence.span.start <= speaker.start);
    let before = after.checked_sub(2)?;
    let tokens = parsed.document.sentences.get(before)?.tokens.clone();
    let subject = tokens.clone().find(|&token| {
        parsed
            .words
            .get(token)
            .is_some_and(|word| word.relation == Relation::Nsubj && word.upos == Upos::Noun)
    });
    // A parser may take the verb for the noun; the phrase from its article on will do.
    let noun = subject.or_else(|| {
        tokens.clone().find(|&token| parsed.words.get(token).is_some_and(|word| word.upos == Upos::Noun))
    })?;
    let first = (tokens.start..=noun).find(|&token| is_unnamed(parsed.text_of(token)))?;
    (noun - first < 5).then(|| hull(parsed, &[first, noun]))
}

/// The person who "shed light on" what a clause holds: cues of several words, whose object is a noun with clauses of its
/// own, so that a quote ends too early.
fn discloser(told: &Told<'_, '_>, statement: &Statement, lexicon: &Lexicon) -> Option<Teller> {
    let parsed = told.parsed;
    let root = parsed.root(statement.sentence as usize)?;
    let form = parsed.text_of(root).to_lowercase();
    let follows = |rest: &[CompactString]| {
        (root + 1..).zip(rest).all(|(token, word)| parsed.text_of(token).eq_ignore_ascii_case(word))
    };
    let cue = lexicon
        .cues
        .of_form(&form)
        .find(|cue| cue.rest.len() > 1 && SAYING.contains(&cue.class.as_str()) && follows(&cue.rest))?;
    let begins = parsed.document.tokens.get(root + 1 + cue.rest.len())?.span.start;
    let subject = parsed.child(root, Relation::Nsubj)?;
    let place = parsed.document.tokens.get(subject)?.span;
    let person = told
        .mentions
        .iter()
        .find(|mention| mention.kind == MentionKind::Person && mention.span.contains(place))?;
    let said = Span { start: begins, end: statement.sentence_span.end };
    Some(Teller {
        span: person.span,
        name: person.name.clone()?,
        person: true,
        unnamed: false,
        pronoun: false,
        kind: QuoteKind::Indirect,
        said,
    })
}

/// Classes of cues that do not make their subject a speaker: "Peru wants to join".
const WANTING: [&str; 6] = ["want", "plan", "believe", "know", "fear", "see"];
