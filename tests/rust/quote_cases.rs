//! Who said what: `tests/cases/quote/*.md`, one row a quote, and properties that hold for any text.

use dateline::article::ArticleView;
use dateline::lexicon::Lexicon;
use dateline::lexicon::cues::CuePos;
use dateline::quote::{self, Quote};
use dateline::span::Span;
use dateline::syntax::{self, Model, Parsed};
use proptest::prelude::*;

fn quotes(text: &str, trees: bool) -> Vec<Quote> {
    let lexicon = Lexicon::built_in().unwrap();
    let document = dateline::text::read(text, lexicon);
    let parsed = match trees {
        true => syntax::parse(document, Some("en"), Model::built_in().unwrap()),
        false => Parsed::new(document, Vec::new()),
    };
    quote::find(&ArticleView::of(text), &parsed, &[], lexicon)
}

/// `kind | speaker | cue | stance | addressee | words said`.
fn table(text: &str, trees: bool) -> String {
    let of = |span: Option<Span>| span.map_or("-", |span| span.of(text));
    let row = |quote: &Quote| {
        let said: Vec<&str> = quote.spans.iter().map(|span| span.of(text)).collect();
        let stance = quote.stance.as_deref().unwrap_or("-");
        let (speaker, cue, addressee) = (of(quote.speaker), of(quote.cue), of(quote.addressee));
        format!("{} | {speaker} | {cue} | {stance} | {addressee} | {}", quote.kind.as_str(), said.join(" / "))
    };
    quotes(text, trees).iter().map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn direct_quotes() {
    crate::cases::check("quote", "direct.md", |text| table(text, true));
}

#[test]
fn direct_quotes_without_trees() {
    crate::cases::check("quote", "without_trees.md", |text| table(text, false));
}

#[test]
fn mixed_and_indirect_quotes() {
    crate::cases::check("quote", "reports.md", |text| table(text, true));
}

#[test]
fn inserted_reports_and_sources() {
    crate::cases::check("quote", "inserted.md", |text| table(text, true));
}

/// A row of `cues.tsv` whose example gives no quote by that cue is a rule nobody can trust.
#[test]
fn the_example_of_each_cue_is_read() {
    let lexicon = Lexicon::built_in().unwrap();
    let missed: Vec<&str> = lexicon
        .cues
        .all()
        .iter()
        .filter(|cue| {
            let found = quotes(&cue.example, true);
            let is_cue = |quote: &Quote| {
                let words = quote.cue.map_or("", |span| span.of(&cue.example)).to_lowercase();
                let listed = |word: &str| lexicon.cues.of_form(word).any(|other| other == *cue);
                words.split_whitespace().any(listed)
            };
            // "seemingly" reports nothing by itself: it makes another report hearsay.
            match cue.pos {
                CuePos::Adverb => !found.iter().any(|quote| quote.hedged),
                _ => !found.iter().any(is_cue),
            }
        })
        .map(|cue| cue.example.as_str())
        .collect();
    assert!(missed.is_empty(), "{} examples give no row: {missed:#?}", missed.len());
}

#[test]
fn words_within_words() {
    crate::cases::check("quote", "within.md", |text| table(text, true));
}

#[test]
fn where_words_and_names_end() {
    crate::cases::check("quote", "extent.md", |text| table(text, true));
}

/// `cue | manner | within | words said`.
fn manners(text: &str) -> String {
    let row = |quote: &Quote| {
        let manner = match (quote.negated, quote.hedged) {
            (true, true) => "negated hedged",
            (true, false) => "negated",
            (false, true) => "hedged",
            (false, false) => "-",
        };
        let cue = quote.cue.map_or("-", |cue| cue.of(text));
        let within = quote.within.map_or("-".to_owned(), |outer| outer.to_string());
        let said: Vec<&str> = quote.spans.iter().map(|span| span.of(text)).collect();
        format!("{cue} | {manner} | {within} | {}", said.join(" / "))
    };
    quotes(text, true).iter().map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_said_of_the_saying() {
    crate::cases::check("quote", "manner.md", manners);
}

fn check(text: &str, trees: bool) -> Result<(), TestCaseError> {
    let found = quotes(text, trees);
    for quote in &found {
        prop_assert!(!quote.spans.is_empty());
        let others = quote.speaker.iter().chain(&quote.cue).chain(&quote.addressee);
        for span in quote.spans.iter().chain(others) {
            prop_assert!(!span.is_empty() && text.get(span.range()).is_some(), "{:?} in {:?}", quote, text);
        }
        prop_assert!(
            quote.spans.windows(2).all(|pair| pair[0].end <= pair[1].start),
            "{:?} in {:?}",
            quote,
            text
        );
    }
    for (number, quote) in found.iter().enumerate() {
        if let Some(outer) = quote.within {
            prop_assert!(
                (outer as usize) < found.len() && outer as usize != number,
                "{:?} in {:?}",
                quote,
                text
            );
        }
    }
    let starts: Vec<u32> = found.iter().map(|quote| quote.spans[0].start).collect();
    prop_assert!(starts.is_sorted());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text(text in "\\PC{0,120}") {
        check(&text, true)?;
        check(&text, false)?;
    }

    #[test]
    fn any_run_of_reporting_words(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "said", "told", "that", "the", "minister", "Osei", "“", "”", "\"", "'", ",", ".", "according", "to",
                "claims", "he", "who", "called", "it", "as", "wanted", "denied", "\n", ":", "—", "É", "not", "by",
            ]),
            0..40,
        )
    ) {
        let text = words.join(" ");
        check(&text, true)?;
        check(&text, false)?;
    }
}
