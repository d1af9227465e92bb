//! What stands after the last paragraph: signatures, mottos, size buttons.

use super::{Labelled, date_line};
use crate::article::BoilerplateKind as Kind;
use crate::article::byline::read_name;
use crate::article::lines::ends_sentence;
use crate::lexicon::Lexicon;

/// Lines that may stand behind a signature.
const MOTTO_LINES: usize = 3;

/// Labels the lines behind the report. Sentences stay, save for a motto under a signature.
pub(super) fn label(lines: &mut [Labelled], body: usize, wrapped: bool, lexicon: &Lexicon) {
    label_signature(lines, body, lexicon);
    for labelled in lines.iter_mut().skip(body) {
        if labelled.is_body() && date_line(&labelled.line.text, lexicon).is_some() {
            labelled.kind = Some(Kind::Date);
        }
    }
    if wrapped {
        return;
    }
    // Words that trail behind the last sentence.
    for labelled in lines.iter_mut().skip(body + 1).rev() {
        if !labelled.is_body() {
            continue;
        }
        if ends_sentence(&labelled.line.text) || labelled.line.words > 6 {
            return;
        }
        labelled.kind = Some(Kind::Other);
    }
}

/// A line that is only a name, near the end, signs the text; what stands behind it is the signer's motto.
fn label_signature(lines: &mut [Labelled], body: usize, lexicon: &Lexicon) {
    let shown: Vec<usize> =
        lines.iter().enumerate().filter(|(_, labelled)| labelled.is_body()).map(|(index, _)| index).collect();
    let prose_before = |index: usize| {
        lines
            .get(body..index)
            .is_some_and(|before| before.iter().filter(|labelled| labelled.is_prose()).count() >= 2)
    };
    let from = shown.len().saturating_sub(MOTTO_LINES + 1);
    let signed = shown.iter().skip(from).copied().find(|&index| {
        lines.get(index).is_some_and(|labelled| {
            let text = &labelled.line.text;
            (2..=4).contains(&labelled.line.words)
                && !ends_sentence(text)
                && !text.contains([',', ':'])
                && read_name(text, lexicon).is_some()
                && prose_before(index)
        })
    });
    let motto = |text: &str| is_attributed_quote(text);
    if let Some(index) = signed {
        let behind = || shown.iter().copied().filter(move |&other| other > index);
        let texts_fit = behind().all(|other| {
            lines.get(other).is_some_and(|labelled| motto(&labelled.line.text) || labelled.line.words < 12)
        });
        if texts_fit {
            let marked: Vec<usize> = std::iter::once(index).chain(behind()).collect();
            for other in marked {
                if let Some(labelled) = lines.get_mut(other) {
                    labelled.kind = Some(Kind::Signature);
                }
            }
        }
        return;
    }
    // A motto without a name before it: the last line is one quotation with its author behind it.
    if let Some(&last) = shown.last()
        && shown.len() >= 4
        && let Some(labelled) = lines.get_mut(last)
        && motto(&labelled.line.text)
    {
        labelled.kind = Some(Kind::Signature);
    }
}

/// "“Words of wisdom.” - WS": a quotation that fills the line, a dash, and initials or a name.
fn is_attributed_quote(text: &str) -> bool {
    if !text.starts_with(['“', '"', '«', '„']) {
        return false;
    }
    let Some(close) = text.rfind(['”', '"', '»', '“']).filter(|close| *close > 0) else { return false };
    let Some(c) = text.get(close..).and_then(|rest| rest.chars().next()) else { return false };
    let rest = text.get(close + c.len_utf8()..).unwrap_or_default().trim();
    let Some(name) = rest.strip_prefix(['-', '–', '—', '―', '~']) else { return false };
    let name = name.trim_matches(['-', '–', '—', ' ', '.']);
    let words = name.split_whitespace().count();
    (1..=5).contains(&words) && name.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_with_its_author_is_a_motto() {
        assert!(is_attributed_quote("“Nothing great was ever written in a hurry.” - AL"));
        assert!(is_attributed_quote("\"Rivers do not hurry.\" — Anna Lund"));
        assert!(!is_attributed_quote("“We won,” said Ms Lund."));
        assert!(!is_attributed_quote("“We won” - and then they went home."));
    }
}
