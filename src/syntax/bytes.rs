//! Reading and writing the parts of a model file: small integers, words, byte blocks.

use crate::error::{Error, Result};

/// Reads a model file from front to back; a short or broken file is an error, never a panic.
#[derive(Debug)]
pub struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Starts at the beginning of `bytes`.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// The next `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'b [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or_else(broken)?;
        self.bytes = rest;
        Ok(taken)
    }

    /// All that is left.
    pub fn rest(&mut self) -> &'b [u8] {
        std::mem::take(&mut self.bytes)
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    /// An integer in groups of seven bits, low groups first.
    pub fn number(&mut self) -> Result<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(broken())
    }

    /// A count that must not be larger than what is left of the file could hold.
    pub fn count(&mut self) -> Result<usize> {
        let count = usize::try_from(self.number()?).map_err(|_| broken())?;
        if count > self.bytes.len() {
            return Err(broken());
        }
        Ok(count)
    }

    /// A word in UTF-8, after its length.
    pub fn text(&mut self) -> Result<&'b str> {
        let count = self.count()?;
        std::str::from_utf8(self.take(count)?).map_err(|_| broken())
    }
}

/// The error for a model file that does not hold what it should.
pub(crate) fn broken() -> Error {
    Error::usage("the language model is broken or of another version; build it again with dateline-train")
}

/// Appends an integer as [`Reader::number`] reads it.
pub fn write_number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a word as [`Reader::text`] reads it.
pub fn write_text(out: &mut Vec<u8>, text: &str) {
    write_number(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_survive(value: u64) {
            let mut bytes = Vec::new();
            write_number(&mut bytes, value);
            prop_assert_eq!(Reader::new(&bytes).number().unwrap(), value);
        }
    }
}
