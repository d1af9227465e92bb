//! Lines of a stream, with a limit on their length.

use std::io::{BufRead, Read};

use super::compress::LARGEST_DOCUMENT;

/// One line of a stream.
pub(super) struct Line {
    /// Counted from 1.
    pub(super) number: u64,
    /// Without the line break.
    pub(super) bytes: Vec<u8>,
    /// Whether the line was longer than a document may be, or the stream broke inside it.
    pub(super) cut: bool,
}

/// Splits a stream into lines; empty lines are skipped but counted.
pub(super) struct Lines<R> {
    reader: R,
    number: u64,
    broken: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, number: 0, broken: false }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        while !self.broken {
            let mut bytes = Vec::new();
            let mut cut = false;
            let limit = LARGEST_DOCUMENT as u64;
            match self.reader.by_ref().take(limit).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(count) if count as u64 == limit && bytes.last() != Some(&b'\n') => {
                    cut = true;
                    self.broken = skip_line(&mut self.reader).is_err();
                }
                Ok(_) => {}
                Err(_) => {
                    // A packed file that ends too early: one row says so, and the stream is over.
                    cut = true;
                    self.broken = true;
                }
            }
            self.number += 1;
            while matches!(bytes.last(), Some(b'\n' | b'\r')) {
                bytes.pop();
            }
            if cut || !bytes.trim_ascii().is_empty() {
                return Some(Line { number: self.number, bytes, cut });
            }
        }
        None
    }
}

/// Reads on to the next line break, keeping nothing.
fn skip_line(reader: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (used, done) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        reader.consume(used);
        if done {
            return Ok(());
        }
    }
}
