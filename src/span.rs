//! Spans: everything we claim about an article points back to its text.
//!
//! Inside the crate a span counts **bytes**. At the Python surface it counts Unicode code points;
//! [`CodePoints`] makes that change, once, at the boundary.

use serde::Serialize;

/// A piece of a text, from `start` to just before `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just after the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Offsets past 4 GiB saturate: no text column can hold a longer text.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// The text of this span; empty if the span does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span as a byte range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether nothing lies in the span.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn hull(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span without the white space at its two ends.
    pub fn trim(self, text: &str) -> Span {
        let inside = self.of(text);
        let start = self.start as usize + (inside.len() - inside.trim_start().len());
        Span::new(start, start + inside.trim().len())
    }
}

/// A row type whose spans can be moved, so that one place can turn bytes into code points.
pub trait HasSpans {
    /// Calls `change` on every span of the row.
    fn each_span(&mut self, change: &mut dyn FnMut(&mut Span));
}

/// Turns the byte spans of rows about one text into spans of Unicode code points.
pub fn to_code_points<R: HasSpans>(rows: &mut [R], text: &str) {
    if rows.is_empty() || text.is_ascii() {
        return;
    }
    let points = CodePoints::new(text);
    for row in rows {
        row.each_span(&mut |span| *span = points.span(*span));
    }
}

/// How many bytes lie between two remembered counts.
const STRIDE: usize = 64;

/// Translates byte offsets of one text into counts of Unicode code points.
///
/// Keeps the count at every 64th byte, so that a lookup reads at most 64 bytes.
pub struct CodePoints<'t> {
    bytes: &'t [u8],
    /// Code points that start before byte `64 * i`; empty for ASCII text, where both counts agree.
    counts: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        if bytes.is_ascii() {
            return Self { bytes, counts: Vec::new() };
        }
        let mut counts = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut seen = 0;
        for chunk in bytes.chunks(STRIDE) {
            counts.push(seen);
            seen += count_starts(chunk);
        }
        Self { bytes, counts }
    }

    /// The number of code points before byte `offset`; an offset past the end counts the whole text.
    pub fn at(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.bytes.len());
        let block = (offset / STRIDE).min(self.counts.len().saturating_sub(1));
        match self.counts.get(block) {
            None => offset as u32,
            Some(before) => before + count_starts(&self.bytes[block * STRIDE..offset]),
        }
    }

    /// The same span in code points.
    pub fn span(&self, span: Span) -> Span {
        Span { start: self.at(span.start), end: self.at(span.end) }
    }
}

/// Bytes that begin a code point (all but UTF-8 continuation bytes).
fn count_starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from((byte as i8) >= -0x40)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn trimming_keeps_the_words() {
        let text = "x  said on Monday \n";
        assert_eq!(Span::new(1, text.len()).trim(text).of(text), "said on Monday");
    }

    proptest! {
        #[test]
        fn code_points_agree_with_counting_characters(text in "\\PC{0,200}") {
            let points = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte as u32) as usize, count);
            }
            prop_assert_eq!(points.at(text.len() as u32) as usize, text.chars().count());
        }
    }
}
