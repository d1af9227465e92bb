//! Cases for sentences, tokens and trees.

use dateline::lexicon::Lexicon;
use dateline::syntax::{Model, Parsed, parse};
use dateline::text;

use crate::cases::check;

fn trees(text: &str) -> Parsed<'_> {
    parse(text::read(text, Lexicon::built_in().unwrap()), Some("en"), Model::built_in().unwrap())
}

#[test]
fn sentences() {
    check("text", "sentences.md", |text| {
        let document = text::read(text, Lexicon::built_in().unwrap());
        let lines: Vec<String> =
            document.sentences.iter().map(|sentence| sentence.span.of(text).replace('\n', " ")).collect();
        lines.join("\n")
    });
}

#[test]
fn tokens() {
    check("text", "tokens.md", |text| {
        let document = text::read(text, Lexicon::built_in().unwrap());
        let words: Vec<&str> = (0..document.tokens.len()).map(|token| document.token_text(token)).collect();
        words.join(" | ")
    });
}

#[test]
fn clauses() {
    check("syntax", "clauses.md", |text| {
        let parsed = trees(text);
        let lines: Vec<String> = (0..parsed.words.len())
            .map(|token| {
                let word = &parsed.words[token];
                let head = parsed.head(token).map_or("-", |head| parsed.text_of(head));
                format!("{} {} {} {} {head}", parsed.text_of(token), word.lemma, word.upos, word.relation)
            })
            .collect();
        lines.join("\n")
    });
}

/// What is odd about a text, and the text at about the length asked for.
type Odd = (&'static str, fn(usize) -> String);

/// Texts that no reporter would write.
const ODD: &[Odd] = &[
    ("one word without spaces", |size| "border".repeat(size / 6)),
    ("digits and marks without spaces", |size| "1,2.3-4/5:6".repeat(size / 11)),
    ("full stops inside a word", |size| "a.b.".repeat(size / 4)),
    ("apostrophes", |size| "'s’ll".repeat(size / 7)),
    ("an address without end", |size| format!("https://example.org/{}", "a(b".repeat(size / 3))),
    ("at signs", |size| "a@b".repeat(size / 3)),
    ("only punctuation", |size| "?!.,;:\"(—)…".repeat(size / 15)),
    ("opening brackets", |size| "([{“".repeat(size / 6)),
    ("emoji", |size| "👍🏽🇦🇲👨‍👩‍👧 ".repeat(size / 35)),
    ("marks that combine", |size| "e\u{301}\u{302}".repeat(size / 5)),
    ("mixed scripts", |size| "Paris Երևան Москва 東京 القاهرة ".repeat(size / 48)),
    ("without spaces by custom", |size| "東京で会談が行われた。".repeat(size / 33)),
    ("control characters", |size| "a\u{0}b\u{7f}\u{202e}c\u{200b}\r".repeat(size / 12)),
    ("white space", |size| " \t\u{a0}\u{3000}".repeat(size / 7)),
    ("line breaks", |size| "a\n\r\n".repeat(size / 4)),
    ("capital letters with stops", |size| "A. B. ".repeat(size / 6)),
    ("sentences without capitals", |size| "the talks failed. ".repeat(size / 18)),
];

/// Every span lies inside the text, on character boundaries, in order.
fn check_spans(name: &str, text: &str) {
    let document = text::read(text, Lexicon::built_in().unwrap());
    let mut last = 0;
    for token in &document.tokens {
        let range = token.span.range();
        assert!(
            range.start >= last && text.get(range.clone()).is_some_and(|token| !token.is_empty()),
            "{name}"
        );
        last = range.end;
    }
    let inside: usize = document.sentences.iter().map(|sentence| sentence.tokens.len()).sum();
    assert_eq!(inside, document.tokens.len(), "{name}");
}

#[test]
fn odd_texts_are_cut_in_time_that_grows_with_their_length() {
    for (name, make) in ODD {
        let seconds = |size: usize| {
            let text = make(size);
            let started = std::time::Instant::now();
            check_spans(name, &text);
            started.elapsed().as_secs_f64()
        };
        let (short, long) = (seconds(10_000), seconds(200_000));
        // Twenty times the text; a hundred times the time would be quadratic already.
        assert!(long < short * 100.0 + 0.5, "{name}: 10 kB took {short} s, 200 kB {long} s");
    }
}

#[test]
fn odd_texts_have_trees() {
    for (name, make) in ODD {
        let text = make(600);
        let parsed = trees(&text);
        assert_eq!(parsed.words.len(), parsed.document.tokens.len(), "{name}");
        for sentence in &parsed.document.sentences {
            let roots = sentence.tokens.clone().filter(|token| parsed.head(*token).is_none()).count();
            assert_eq!(roots, 1, "{name}");
        }
    }
}

#[test]
fn armenian_and_russian_are_cut_but_not_parsed() {
    let texts = [
        ("hy", "Նախարարները հանդիպեցին երկուշաբթի։ Բանակցությունները շարունակվում են։"),
        ("ru", "Министры встретились в понедельник. Переговоры продолжаются."),
    ];
    for (language, text) in texts {
        let document = text::read(text, Lexicon::built_in().unwrap());
        assert_eq!(document.sentences.len(), 2, "{language}");
        assert!(document.tokens.len() > 6, "{language}");
        check_spans(language, text);
        let parsed = parse(document, Some(language), Model::built_in().unwrap());
        assert!(parsed.words.is_empty() && !parsed.has_trees(), "{language}");
    }
}

#[test]
fn a_sentence_of_ten_thousand_words_is_parsed_in_time_that_grows_with_its_length() {
    let seconds = |words: usize| {
        let text = "the envoy met, ".repeat(words / 4);
        let started = std::time::Instant::now();
        let parsed = trees(&text);
        assert_eq!(parsed.words.len(), words);
        assert_eq!(parsed.words.iter().filter(|word| word.head.is_none()).count(), 1);
        started.elapsed().as_secs_f64()
    };
    seconds(40);
    let (short, long) = (seconds(1_000), seconds(10_000));
    assert!(long < short * 40.0 + 0.2, "1,000 words took {short} s, 10,000 took {long} s");
}

#[test]
fn no_word_hangs_from_a_punctuation_mark() {
    let parsed = trees(
        "Rates rose; a vote follows, \"perhaps\" (on Monday) - or not. \"Who knows?\" : Lena Osei, envoy;",
    );
    for token in 0..parsed.words.len() {
        let head = parsed.head(token).map(|head| parsed.words[head].upos.as_str());
        assert!(head != Some("PUNCT"), "{} hangs from a mark", parsed.text_of(token));
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn check_tree(text: &str) -> Result<(), TestCaseError> {
        let parsed = trees(text);
        prop_assert_eq!(parsed.words.len(), parsed.document.tokens.len());
        for sentence in &parsed.document.sentences {
            let roots = sentence.tokens.clone().filter(|token| parsed.head(*token).is_none()).count();
            prop_assert_eq!(roots, 1);
            for token in sentence.tokens.clone() {
                prop_assert!(
                    parsed.head(token).is_none_or(|head| sentence.tokens.contains(&head) && head != token)
                );
                prop_assert!(parsed.ancestors(token).count() < sentence.tokens.len());
                prop_assert!(parsed.document.text.get(parsed.subtree_span(token).range()).is_some());
                prop_assert!(parsed.children(token).all(|child| parsed.head(child) == Some(token)));
                prop_assert!(!parsed.words[token].lemma.is_empty());
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn any_text_gives_trees(text in "\\PC{0,200}") {
            check_tree(&text)?;
        }

        #[test]
        fn mixed_scripts_and_marks_give_trees(text in "([A-Z]?[a-z]{1,8}|[0-9]{1,4}|[.,;:!?'’“”\"()—-]{1,3}|Երևան|Москва|東京|👍🏽|\u{0}|\u{202e})([ \n]|, ){0,60}") {
            check_tree(&text)?;
        }

        #[test]
        fn a_text_read_in_any_company_stays_the_same(text in "[A-Z][a-z ,]{0,40}\\.") {
            let alone: Vec<_> = trees(&text).words.iter().map(|word| (word.upos, word.relation)).collect();
            let both = format!("{text}\n\nThe talks failed.");
            let inside: Vec<_> = trees(&both).words.iter().map(|word| (word.upos, word.relation)).take(alone.len()).collect();
            prop_assert_eq!(alone, inside);
        }
    }
}
