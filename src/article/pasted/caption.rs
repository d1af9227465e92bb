//! Captions of pictures, told from their form.

use crate::article::date::{Order, read_date};
use crate::article::lines::count_words;
use crate::lexicon::Lexicon;

/// The most words a caption has.
const LONGEST: usize = 45;

/// Whether a line is a caption by its form: "Armenia - Delegates arrive for talks in Geneva, July 3, 2023."
///
/// A place or "FILE" set off by a hyphen at the beginning, and a full date at the end. Captions with a credit are
/// found by `furniture.tsv`.
pub(super) fn is_caption(line: &str, lexicon: &Lexicon) -> bool {
    if count_words(line) > LONGEST {
        return false;
    }
    let Some((front, rest)) = [" - ", " – ", " — "].iter().find_map(|dash| line.split_once(dash)) else {
        return false;
    };
    let place = front.split(['/', ',']).all(|part| {
        let words = part.split_whitespace().count();
        words <= 3 && part.trim().chars().next().is_some_and(char::is_uppercase)
    });
    place && front.len() <= 40 && ends_with_date(rest, lexicon)
}

/// Whether a sentence ends with a date that names the year.
fn ends_with_date(text: &str, lexicon: &Lexicon) -> bool {
    let bare = text.trim_end_matches(['.', ')', ' ']);
    let starts = bare.match_indices(' ').map(|(at, _)| at + 1).rev().take(4);
    for start in starts {
        let Some(tail) = bare.get(start..) else { continue };
        if read_date(tail, &lexicon.months, Order::DayFirst).is_some_and(|stated| stated.end == tail.len()) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_before_and_a_date_behind() {
        let lexicon = Lexicon::built_in().unwrap();
        assert!(is_caption("Switzerland - Delegates arrive for talks in Geneva, July 3, 2023.", lexicon));
        assert!(!is_caption(
            "The minister - who had just arrived - spoke of July 3, 2023 as a turning point.",
            lexicon
        ));
        assert!(!is_caption("GENEVA - Delegates arrived for talks on Monday.", lexicon));
    }
}
