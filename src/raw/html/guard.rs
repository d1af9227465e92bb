//! A look at the page before it is parsed, so that no page can take more than linear time.

use std::borrow::Cow;

/// A tag shorter than this cannot hold enough attributes to matter.
const SHORT_TAG: usize = 2048;

/// More attributes than this on one tag are blanked out: the parser compares each new one with all before it.
const MOST_ATTRIBUTES: usize = 256;

/// Blanks out the attributes beyond the 256th of a tag. The length stays, so that no place in the page moves.
pub(super) fn defuse(page: &str) -> Cow<'_, str> {
    let bytes = page.as_bytes();
    let mut blanks: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + found + 1;
        at = start;
        if !bytes.get(start).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            continue;
        }
        let near = bytes.get(start..(start + SHORT_TAG).min(bytes.len())).unwrap_or_default();
        if let Some(end) = memchr::memchr(b'>', near) {
            at = start + end + 1;
            continue;
        }
        let (end, excess) = measure(bytes, start);
        if let Some(excess) = excess {
            blanks.push((excess, end));
        }
        at = end;
    }
    if blanks.is_empty() {
        return Cow::Borrowed(page);
    }
    let mut bytes = bytes.to_vec();
    for (start, end) in blanks {
        if let Some(range) = bytes.get_mut(start..end) {
            range.fill(b' ');
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(page), Cow::Owned)
}

/// Where a long tag ends (just before its `>`), and where its attributes beyond the limit begin.
fn measure(bytes: &[u8], start: usize) -> (usize, Option<usize>) {
    let mut quote: Option<u8> = None;
    let mut after_equals = false;
    let mut between = false;
    let mut count = 0;
    let mut excess = None;
    for (offset, &byte) in bytes.iter().enumerate().skip(start) {
        if let Some(open) = quote {
            if byte == open {
                quote = None;
                between = true;
            }
            continue;
        }
        match byte {
            b'>' => return (offset, excess),
            b'"' | b'\'' if after_equals => {
                quote = Some(byte);
                after_equals = false;
            }
            b'=' => after_equals = true,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' => between = true,
            _ => {
                after_equals = false;
                if between {
                    between = false;
                    count += 1;
                    if count > MOST_ATTRIBUTES && excess.is_none() {
                        excess = Some(offset);
                    }
                }
            }
        }
    }
    (bytes.len(), excess)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_stay_as_they_are() {
        let page = format!("<div data-state='{}'>text</div>", "{\"a\": 1} ".repeat(5000));
        assert!(matches!(defuse(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn a_tag_with_endless_attributes_is_blanked_in_place() {
        let many: String = (0..5000).map(|number| format!(" a{number}=1")).collect();
        let page = format!("<p>é</p><div{many}>text</div>");
        let safe = defuse(&page);
        assert_eq!(safe.len(), page.len());
        assert!(safe.contains(" a255=1") && !safe.contains(" a256=1"));
        assert!(safe.ends_with(">text</div>"));
    }
}
