//! Where paragraphs begin and end.

use crate::span::Span;

/// Lines longer than this are not hard-wrapped text.
const WIDEST_WRAP: usize = 120;
/// Lines shorter than this are not hard-wrapped text.
const NARROWEST_WRAP: usize = 40;

/// Cuts a text into paragraphs.
///
/// A blank line always separates. A single line break separates too, unless the text is hard-wrapped: then lines
/// are of one width, and nearly every line is as full as it could be.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    let mut open = false;
    for line in &lines {
        if line.is_empty() {
            open = false;
            continue;
        }
        match paragraphs.last_mut() {
            Some(paragraph) if open && wrapped => *paragraph = paragraph.hull(*line),
            _ => paragraphs.push(*line),
        }
        open = true;
    }
    paragraphs
}

/// All lines, trimmed; blank lines are empty spans.
fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let end = start + piece.len();
        // "\r\n" is one line break, not a break and a blank line.
        if piece != "\n" || start == 0 || text.as_bytes()[start - 1] != b'\r' {
            lines.push(trim(text, start, end));
        }
        start = end;
    }
    lines
}

fn trim(text: &str, start: usize, end: usize) -> Span {
    let blank = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}');
    let inside = text.get(start..end).unwrap_or_default();
    let start = start + (inside.len() - inside.trim_start_matches(blank).len());
    Span::new(start, start + inside.trim_matches(blank).len())
}

/// Whether line breaks inside a block are there only because the line was full.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let width = lines.iter().map(|line| line.len()).max().unwrap_or_default();
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
        return false;
    }
    let mut breaks = 0;
    let mut full = 0;
    for pair in lines.windows(2) {
        if pair[0].is_empty() || pair[1].is_empty() {
            continue;
        }
        let next = pair[1].of(text);
        let first_word = next.find(char::is_whitespace).unwrap_or(next.len());
        breaks += 1;
        full += usize::from(pair[0].len() + 1 + first_word > width);
    }
    breaks >= 3 && full * 10 >= breaks * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|paragraph| paragraph.of(text)).collect()
    }

    #[test]
    fn blank_lines_and_single_line_breaks_separate() {
        assert_eq!(
            cut("Talks resume\n\nBy Ann Lee\r\nGENEVA\n \nThe end.\n"),
            ["Talks resume", "By Ann Lee", "GENEVA", "The end."]
        );
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let lines = [
            "The two ministers met in the lakeside town for",
            "the third time this year and agreed to reopen",
            "the border crossing that was closed during the",
            "storm two weeks ago.",
        ];
        let text = format!("{}\n\nTalks go on.", lines.join("\n"));
        assert_eq!(cut(&text).len(), 2);
    }
}
