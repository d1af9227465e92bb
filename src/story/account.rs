//! What one report says, kept small: its statements, people, quotations, wording and credits.

use jiff::civil::DateTime;

use super::statement::{self, Statement, Told};
use crate::fingerprint::{Shingles, WORDS_PER_SHINGLE, each_word};
use crate::lexicon::Lexicon;
use crate::mention::{MentionKind, NameKey};
use crate::quote::QuoteKind;
use crate::span::Span;

/// One report of a story, read once; the text itself is no longer needed.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// When it was published.
    pub published: Option<DateTime>,
    /// Who published it.
    pub outlet: Option<String>,
    /// What it states.
    pub statements: Vec<Statement>,
    /// The people it names.
    pub people: Vec<Person>,
    /// Whose report it is, by its own words.
    pub credits: Vec<Credit>,
    /// Its five-word runs, as numbers, ascending.
    pub(crate) runs: Vec<u32>,
    /// The words in quotation marks, as numbers, ascending.
    pub(crate) quoted: Vec<u32>,
}

/// A person of a report.
#[derive(Clone, Debug)]
pub struct Person {
    /// The fullest name it gives.
    pub name: String,
    /// Where that name stands first.
    pub span: Span,
    /// The sentence of that place.
    pub sentence: u32,
    /// What stands before or behind the name: "Fire Chief", in lower case.
    pub office: Option<String>,
    pub(crate) key: NameKey,
}

/// An agency or outlet that a report names as its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Its usual name.
    pub name: String,
    /// How: see [`CreditKind`].
    pub kind: CreditKind,
    /// The words, as they stand.
    pub words: String,
}

/// How a source is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CreditKind {
    /// "YEREVAN (Norda) —": the whole report is theirs.
    Dateline,
    /// "told the Norda news agency": what was said was said to them.
    ToldTo,
    /// "Norda reported": some of it is theirs.
    Reported,
}

/// Reads a report.
pub fn read(told: &Told<'_, '_>, agency: Option<&str>, lexicon: &Lexicon) -> Account {
    let text = told.view.text;
    let mut account = Account {
        published: told.view.published,
        outlet: told.view.outlet.map(str::to_owned),
        statements: statement::find(told, lexicon),
        people: people(told, lexicon),
        credits: credits(told, agency, lexicon),
        ..Account::default()
    };
    let mut shingles = Shingles::new(WORDS_PER_SHINGLE);
    each_word(text, |word| {
        if let Some(run) = shingles.push(word.hash) {
            account.runs.push((run >> 32) as u32);
        }
    });
    for quote in told.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect) {
        for span in &quote.spans {
            // Of a mixed quote only what stands in quotation marks is anybody's own words.
            for piece in marked(span.of(text), quote.kind) {
                let mut whole = 0u64;
                each_word(piece, |word| whole = whole.rotate_left(7) ^ word.hash);
                account.quoted.push((whole >> 32) as u32);
            }
        }
    }
    for numbers in [&mut account.runs, &mut account.quoted] {
        numbers.sort_unstable();
        numbers.dedup();
        numbers.shrink_to_fit();
    }
    account
}

/// The pieces of a quote that stand in quotation marks.
fn marked(text: &str, kind: QuoteKind) -> Vec<&str> {
    if kind == QuoteKind::Direct {
        return vec![text];
    }
    text.split(['“', '”', '"']).skip(1).step_by(2).filter(|piece| !piece.trim().is_empty()).collect()
}

fn people(told: &Told<'_, '_>, lexicon: &Lexicon) -> Vec<Person> {
    let text = told.view.text;
    let mut found: Vec<(u32, Person)> = Vec::new();
    for mention in told.mentions.iter().filter(|mention| mention.kind == MentionKind::Person) {
        let Some(name) = mention.name.as_ref().filter(|name| name.split_whitespace().count() > 1) else {
            continue;
        };
        if !mention.span.of(text).contains(name.as_str())
            || found.iter().any(|(entity, _)| *entity == mention.entity)
        {
            continue;
        }
        let office = office(text, mention.span, name);
        let person = Person {
            name: name.clone(),
            span: mention.span,
            sentence: mention.sentence,
            office,
            key: NameKey::new(name, &lexicon.romanisation),
        };
        found.push((mention.entity, person));
    }
    found.into_iter().map(|(_, person)| person).collect()
}

/// The title before a name, inside or beside the mention: "Fire Chief Mara Lund", "Mara Lund, the fire chief".
fn office(text: &str, span: Span, name: &str) -> Option<String> {
    let words = span.of(text);
    let inside = words.split(name).next().map(str::trim).filter(|title| !title.is_empty());
    let inside =
        inside.map(|title| title.trim_start_matches("the ").trim_start_matches("The ").to_lowercase());
    inside.or_else(|| {
        let behind = text
            .get(span.end as usize..)?
            .strip_prefix(", the ")
            .or_else(|| text.get(span.end as usize..)?.strip_prefix(", a "))?;
        let title = behind.split([',', '.', ';']).next()?;
        (title.split_whitespace().count() <= 4).then(|| title.to_lowercase())
    })
}

/// How many bytes of a text are looked at for a dateline.
const DATELINE: usize = 120;

fn credits(told: &Told<'_, '_>, agency: Option<&str>, lexicon: &Lexicon) -> Vec<Credit> {
    let text = told.view.text;
    let mut found: Vec<Credit> = Vec::new();
    if let Some(agency) = agency {
        found.push(Credit { name: agency.to_owned(), kind: CreditKind::Dateline, words: agency.to_owned() });
    } else if let Some(credit) = dateline(text) {
        let name = lexicon.agencies.named(credit).unwrap_or(credit).to_owned();
        found.push(Credit { name, kind: CreditKind::Dateline, words: format!("({credit})") });
    }
    for quote in told.quotes {
        let Some(addressee) = quote.addressee else { continue };
        let words = addressee.of(text);
        if let Some(name) = agency_in(words, lexicon) {
            found.push(Credit { name, kind: CreditKind::ToldTo, words: format!("told {words}") });
        }
    }
    for words in ["interview with", "in an interview to", "according to", "citing"] {
        for (at, _) in text.match_indices(words) {
            let behind: String = text.get(at + words.len()..).unwrap_or_default().chars().take(40).collect();
            if let Some(name) = agency_in(&behind, lexicon) {
                let kind =
                    if words.contains("interview") { CreditKind::ToldTo } else { CreditKind::Reported };
                let words = format!("{words} {name}");
                found.push(Credit { name, kind, words });
            }
        }
    }
    found.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    found.dedup_by(|a, b| a.kind == b.kind && a.name == b.name);
    found
}

/// The credit in "YEREVAN (Norda) —" or "VIENNA, March 3 (Norda) -", where the text begins so.
fn dateline(text: &str) -> Option<&str> {
    let end = (0..=DATELINE.min(text.len())).rev().find(|&end| text.is_char_boundary(end))?;
    let beginning = text.get(..end)?;
    let (place, rest) = beginning.split_once(" (")?;
    let (credit, after) = rest.split_once(')')?;
    let first = place.split([',', ' ']).next()?;
    let capitals = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
    let dash = after.trim_start().starts_with(['—', '–', '-']);
    (capitals && dash && !credit.is_empty() && credit.len() < 40).then_some(credit)
}

/// Where the dateline of a text ends, its dash included; 0 where there is none.
pub(super) fn end_of_dateline(text: &str) -> u32 {
    let Some(credit) = dateline(text) else { return 0 };
    let behind = text.find(credit).map_or(0, |at| at + credit.len());
    text.get(behind..)
        .and_then(|rest| rest.find(['—', '–', '-']))
        .map_or(0, |dash| (behind + dash + '—'.len_utf8()) as u32)
}

/// The first agency among some words.
fn agency_in(words: &str, lexicon: &Lexicon) -> Option<String> {
    let pieces: Vec<&str> = words
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '.')
        .filter(|piece| !piece.is_empty())
        .take(6)
        .collect();
    for start in 0..pieces.len() {
        for length in (1..=3).rev() {
            let Some(run) = pieces.get(start..start + length) else { continue };
            let named = run.first().is_some_and(|first| first.starts_with(char::is_uppercase));
            if let Some(agency) =
                lexicon.agencies.named(run.join(" ").trim_end_matches('.')).filter(|_| named)
            {
                return Some(agency.to_owned());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_credits_its_agency() {
        assert_eq!(dateline("VIENNA (Norda) — Prices rose."), Some("Norda"));
        assert_eq!(dateline("VIENNA, March 3 (Norda) - Prices rose."), Some("Norda"));
        assert_eq!(dateline("The union (UTW) - which met - agreed."), None);
    }
}
