//! Gzip and zstd, with a limit: a small file that unpacks without end must not fill the memory.

use std::io::{BufReader, Read};

use flate2::read::MultiGzDecoder;

use crate::issue::Issue;

/// The most bytes one document may hold. What lies behind is cut off and the document says "too_large".
pub const LARGEST_DOCUMENT: usize = 256 << 20;

/// What a packed or plain stream is, told from its first bytes.
enum Packing {
    Gzip,
    Zstd,
    Plain,
}

/// A reader of the unpacked content, whatever the file name says.
pub(crate) fn unpacked<'r>(reader: impl Read + Send + 'r) -> std::io::Result<Box<dyn Read + Send + 'r>> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let packing = match std::io::BufRead::fill_buf(&mut reader)? {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
        _ => Packing::Plain,
    };
    Ok(match packing {
        Packing::Gzip => Box::new(MultiGzDecoder::new(reader)),
        Packing::Zstd => Box::new(Frames { reader: Some(reader), frame: None }),
        Packing::Plain => Box::new(reader),
    })
}

/// Why a document is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// We cut it at [`LARGEST_DOCUMENT`]: it is larger, or a small file that unpacks without end.
    TooLarge,
    /// The packed stream ends too early or is broken.
    Truncated,
}

impl Cut {
    /// What stands in `issues`.
    pub fn issue(self) -> Issue {
        match self {
            Self::TooLarge => Issue::TooLarge,
            Self::Truncated => Issue::Truncated,
        }
    }
}

/// Unpacks a document and says whether it was cut.
pub fn unpack(bytes: &[u8]) -> (Vec<u8>, Option<Cut>) {
    match unpacked(bytes) {
        Ok(reader) => read_document(reader),
        Err(_) => (Vec::new(), Some(Cut::Truncated)),
    }
}

/// Reads one document to its end or to [`LARGEST_DOCUMENT`]. What could be read before a broken place is kept.
pub(crate) fn read_document(mut reader: impl Read) -> (Vec<u8>, Option<Cut>) {
    let mut bytes = Vec::new();
    let whole = reader.by_ref().take(LARGEST_DOCUMENT as u64 + 1).read_to_end(&mut bytes);
    let cut = match whole {
        Err(_) => Some(Cut::Truncated),
        Ok(_) if bytes.len() > LARGEST_DOCUMENT => Some(Cut::TooLarge),
        Ok(_) => None,
    };
    bytes.truncate(LARGEST_DOCUMENT);
    (bytes, cut)
}

type Frame<R> = ruzstd::decoding::StreamingDecoder<BufReader<R>, ruzstd::decoding::FrameDecoder>;

/// The frames of a zstd file, one after the other.
struct Frames<R: Read> {
    reader: Option<BufReader<R>>,
    frame: Option<Box<Frame<R>>>,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
                self.reader = self.frame.take().map(|frame| frame.into_inner());
            }
            let Some(mut reader) = self.reader.take() else { return Ok(0) };
            if std::io::BufRead::fill_buf(&mut reader)?.is_empty() {
                return Ok(0);
            }
            let frame = Frame::new(reader).map_err(std::io::Error::other)?;
            self.frame = Some(Box::new(frame));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn gzip_is_unpacked_and_members_are_joined() {
        let mut bytes = gzip(b"one ");
        bytes.extend(gzip(b"two"));
        assert_eq!(unpack(&bytes), (b"one two".to_vec(), None));
    }

    #[test]
    fn plain_bytes_stay() {
        assert_eq!(unpack(b"as it is"), (b"as it is".to_vec(), None));
    }

    #[test]
    fn a_cut_gzip_keeps_what_could_be_read() {
        let text = "The talks went on. ".repeat(5000);
        let bytes = gzip(text.as_bytes());
        let (got, cut) = unpack(&bytes[..bytes.len() / 2]);
        assert_eq!(cut, Some(Cut::Truncated));
        assert!(text.as_bytes().starts_with(&got));
    }

    #[test]
    fn a_file_that_unpacks_without_end_is_cut_and_says_so() {
        let (got, cut) = read_document(std::io::repeat(b' '));
        assert_eq!((got.len(), cut), (LARGEST_DOCUMENT, Some(Cut::TooLarge)));
    }

    #[test]
    fn zstd_is_unpacked() {
        let frame = ruzstd::encoding::compress_to_vec(
            &b"said on Monday"[..],
            ruzstd::encoding::CompressionLevel::Uncompressed,
        );
        let mut bytes = frame.clone();
        bytes.extend(frame);
        assert_eq!(unpack(&bytes), (b"said on Mondaysaid on Monday".to_vec(), None));
    }
}
