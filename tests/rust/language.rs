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

#[test]
fn text_in_another_language_has_no_words() {
    let text = "Министры встретились в понедельник. Переговоры продолжаются.";
    let document = text::read(text, Lexicon::built_in().unwrap());
    assert_eq!(document.sentences.len(), 2);
    let parsed = parse(document, Some("ru"), Model::built_in().unwrap());
    assert!(!parsed.has_trees());
}

#[test]
fn a_very_long_sentence_is_parsed_in_time_that_grows_with_its_length() {
    let seconds = |words: usize| {
        let text = "the envoy met, ".repeat(words / 4);
        let started = std::time::Instant::now();
        let parsed = trees(&text);
        assert_eq!(parsed.words.iter().filter(|word| word.head.is_none()).count(), 1);
        started.elapsed().as_secs_f64()
    };
    seconds(40);
    let (short, long) = (seconds(400), seconds(4_000));
    assert!(long < short * 40.0 + 0.2, "400 words took {short} s, 4,000 took {long} s");
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
