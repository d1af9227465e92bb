//! Amounts in a sentence: money, shares, counts.

use compact_str::CompactString;

use crate::lexicon::time::Sense;
use crate::lexicon::{Lexicon, Stance};
use crate::span::Span;
use crate::syntax::{Parsed, Relation, Upos};

/// An amount: "$400 million", "about 1,200 people", "12 percent".
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its words.
    pub span: Span,
    /// How much.
    pub value: f64,
    /// What is counted: "USD", "percent", or the dictionary form of the noun; none where the text leaves it open.
    pub unit: Option<CompactString>,
    /// Whether the text rounds it: "some 300".
    pub rounded: bool,
}

/// Signs and words of money, and the code each gets.
const MONEY: [(&str, &str); 6] =
    [("$", "USD"), ("dollar", "USD"), ("€", "EUR"), ("euro", "EUR"), ("£", "GBP"), ("pound", "GBP")];

/// The figures among some tokens of one sentence, without those in `times` (spans of time expressions).
pub(super) fn find(parsed: &Parsed<'_>, tokens: &[usize], times: &[Span], lexicon: &Lexicon) -> Vec<Figure> {
    let mut found: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (value, length) = amount(parsed, tokens, at, lexicon);
        let Some(value) = value else {
            at += 1;
            continue;
        };
        let run = tokens.get(at..at + length).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| tokens.get(before)).copied();
        at += length;
        let (Some(&first), Some(&last)) = (run.first(), run.last()) else { continue };
        let span_of =
            |token: usize| parsed.document.tokens.get(token).map(|token| token.span).unwrap_or_default();
        let mut span = span_of(first).hull(span_of(last));
        if times.iter().any(|time| time.overlaps(span)) {
            continue;
        }
        let sign = before.and_then(|before| money(parsed.text_of(before)).map(|code| (before, code)));
        if let Some((token, _)) = sign {
            span = span.hull(span_of(token));
        }
        let unit = sign.map(|(_, code)| CompactString::from(code)).or_else(|| unit_of(parsed, last));
        let rounded = (first.saturating_sub(3)..first).chain([last + 1]).any(|near| {
            parsed.document.sentence_of_token(near) == parsed.document.sentence_of_token(first)
                && lexicon.story_facts.is(&parsed.text_of(near).to_lowercase(), Stance::About)
        });
        found.push(Figure { span, value, unit, rounded });
    }
    found
}

/// The number that begins at a token, and how many tokens it takes: "1,200", "four hundred", "2.5 million".
fn amount(parsed: &Parsed<'_>, tokens: &[usize], at: usize, lexicon: &Lexicon) -> (Option<f64>, usize) {
    let (mut total, mut part, mut length) = (0.0, None::<f64>, 0);
    let mut last = None;
    for &token in tokens.get(at..).unwrap_or_default().iter().take(6) {
        if last.is_some_and(|last| token != last + 1) {
            break;
        }
        let word = parsed.text_of(token);
        let plain = word.replace(',', "");
        let digits = plain.starts_with(|letter: char| letter.is_ascii_digit());
        let number = plain.parse::<f64>().ok().filter(|number| digits && number.is_finite());
        let sense = lexicon.time.entry(word).and_then(|entry| {
            entry.senses.iter().find_map(|sense| match sense {
                Sense::Cardinal(value) => Some((f64::from(*value), false)),
                Sense::Multiplier(value) => Some((f64::from(*value), true)),
                _ => None,
            })
        });
        match (number, sense) {
            // "one" is more often a pronoun than a count.
            (None, Some((value, false))) if value > 1.0 => part = Some(part.unwrap_or(0.0) + value),
            (Some(value), _) if part.is_none() && length == 0 => part = Some(value),
            (None, Some((value, true))) if part.is_some() => {
                let grown = part.take().unwrap_or(1.0) * value;
                if value > 100.0 {
                    total += grown
                } else {
                    part = Some(grown)
                }
                if value > 100.0 && total > 0.0 && part.is_none() {
                    last = Some(token);
                    length += 1;
                    continue;
                }
            }
            _ => break,
        }
        last = Some(token);
        length += 1;
    }
    if length == 0 {
        return (None, 1);
    }
    (Some(total + part.unwrap_or(0.0)), length)
}

fn money(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    MONEY
        .iter()
        .find(|(sign, _)| *sign == lower || lower.strip_suffix('s') == Some(sign))
        .map(|(_, code)| *code)
}

/// What a number counts: the noun it stands before, "percent", money behind it.
fn unit_of(parsed: &Parsed<'_>, last: usize) -> Option<CompactString> {
    let next = parsed.text_of(last + 1);
    if let Some(code) = money(next) {
        return Some(CompactString::from(code));
    }
    if matches!(next, "%" | "percent" | "per") {
        return Some(CompactString::from("percent"));
    }
    let word = parsed.words.get(last)?;
    if !matches!(word.relation, Relation::Nummod | Relation::Amod | Relation::Compound | Relation::Advmod) {
        return None;
    }
    let head = parsed.words.get(word.head? as usize)?;
    (head.upos == Upos::Noun).then(|| head.lemma.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{self, Model};
    use crate::text;

    fn figures(text: &str) -> Vec<(String, f64, Option<String>, bool)> {
        let lexicon = Lexicon::built_in().unwrap();
        let parsed = syntax::parse(text::read(text, lexicon), Some("en"), Model::built_in().unwrap());
        let tokens: Vec<usize> = (0..parsed.document.tokens.len()).collect();
        find(&parsed, &tokens, &[], lexicon)
            .into_iter()
            .map(|f| (f.span.of(text).to_owned(), f.value, f.unit.map(String::from), f.rounded))
            .collect()
    }

    #[test]
    fn money_counts_and_shares() {
        let found = figures("The port paid $2.5 million and hired about 1,200 workers.");
        assert_eq!(found[0], ("$2.5 million".into(), 2_500_000.0, Some("USD".into()), false));
        assert_eq!(found[1], ("1,200".into(), 1200.0, Some("worker".into()), true));
        assert_eq!(figures("Fares rose by 12 percent.")[0].2.as_deref(), Some("percent"));
    }

    #[test]
    fn words_are_numbers_too() {
        assert_eq!(figures("Seven sailors drowned.")[0].1, 7.0);
        assert_eq!(figures("It cost two hundred million euros.")[0].1, 200_000_000.0);
    }
}
