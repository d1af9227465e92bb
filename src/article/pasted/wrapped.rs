//! Hard-wrapped text: lines broken at a fixed width, as wires and e-mails send them.

use super::Labelled;
use crate::article::lines::ends_sentence;

/// Whether the lines of a text are pieces of paragraphs rather than paragraphs.
///
/// They are if many lines follow each other without an empty line, none is much longer than the others, and most
/// end in the middle of a sentence.
pub(super) fn is_wrapped(lines: &[Labelled]) -> bool {
    let (mut followed, mut open, mut longest) = (0, 0, 0);
    for pair in lines.windows(2) {
        let [first, second] = pair else { continue };
        if !first.is_body() || !second.is_body() || second.line.gap > 0 {
            continue;
        }
        let length = first.line.text.chars().count();
        followed += 1;
        longest = longest.max(length);
        open += usize::from(length >= 30 && !ends_sentence(&first.line.text));
    }
    let widest = lines.iter().map(|labelled| labelled.line.text.chars().count()).max().unwrap_or(0);
    followed >= 2 && widest <= 110 && longest >= 40 && open * 3 >= followed * 2
}
