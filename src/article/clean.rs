//! What a reader sees of a piece of raw text.

/// Joins white space of every kind into single spaces and drops what has no width: soft hyphens, zero-width
/// spaces, byte order marks, direction marks, control characters.
///
/// "said on\u{a0}Mon\u{ad}day \n 3 May" -> "said on Monday 3 May"
pub(crate) fn clean(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    push_clean(&mut text, raw);
    text.truncate(text.trim_end().len());
    text
}

/// Appends to a text what a reader sees of `raw`; white space at the seam is joined, and none begins a text.
pub(crate) fn push_clean(text: &mut String, raw: &str) {
    let mut rest = raw;
    while !rest.is_empty() {
        // Most of a text needs no change: copy runs of plain characters at once.
        let run = rest.bytes().position(|byte| byte <= b' ' || byte >= 0x7f).unwrap_or(rest.len());
        text.push_str(rest.get(..run).unwrap_or_default());
        rest = rest.get(run..).unwrap_or_default();
        let Some(c) = rest.chars().next() else { return };
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        if c.is_whitespace() {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        } else if !is_unseen(c) {
            text.push(c);
        }
    }
}

/// Characters without width that are no part of any word. The joiners of Persian and Indic scripts are kept.
pub(crate) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'
                ..='\u{202e}' | '\u{2060}' | '\u{feff}'
        )
}

/// Whether a reader sees anything of a text.
pub(crate) fn is_visible(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !is_unseen(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_joined_and_unseen_marks_dropped() {
        assert_eq!(clean("\u{feff} said\u{a0}on \r\n Mon\u{ad}day\0 "), "said on Monday");
        assert_eq!(clean("Երևան — می\u{200c}رود"), "Երևան — می\u{200c}رود");
        assert_eq!(clean(" \n\t"), "");
    }
}
