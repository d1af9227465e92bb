//! WARC: the pages of a web crawl, one record a page.

use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use super::charset::decode;
use super::compress::{Cut, LARGEST_DOCUMENT, unpack};
use super::document::{Kind, Raw, Source};
use crate::issue::Issue;

/// The most header lines a record may have before we call it broken.
const LONGEST_HEADER: usize = 200;

/// The longest header line that is kept.
const LONGEST_LINE: u64 = 1 << 16;

/// The documents of a WARC stream: response records that hold a page or text, and the text records of WET files.
/// Other records are passed over. The date of the crawl is never taken for a date of publication.
pub(super) struct Warc<R> {
    reader: R,
    path: PathBuf,
    record: u64,
    over: bool,
}

impl<R: BufRead> Warc<R> {
    pub(super) fn new(reader: R, path: &Path) -> Self {
        Self { reader, path: path.to_path_buf(), record: 0, over: false }
    }

    /// The next record that is a document, or `None` at the end.
    fn read(&mut self) -> std::io::Result<Option<Raw>> {
        loop {
            self.record += 1;
            let Some(header) = read_header(&mut self.reader)? else { return Ok(None) };
            if !header.first.starts_with("WARC/") {
                return Err(std::io::Error::other("no WARC record where one should begin"));
            }
            let length: u64 = header
                .get("content-length")
                .and_then(|length| length.parse().ok())
                .ok_or_else(|| std::io::Error::other("a WARC record without length"))?;
            let kind = header.get("warc-type").unwrap_or_default().to_ascii_lowercase();
            if kind != "response" && kind != "conversion" {
                skip(&mut self.reader, length)?;
                continue;
            }
            let mut body = Vec::new();
            let kept = length.min(LARGEST_DOCUMENT as u64);
            // A packed archive that breaks inside a record: what came before the break is kept.
            self.over = self.reader.by_ref().take(kept).read_to_end(&mut body).is_err();
            let count = body.len() as u64;
            let mut cut = (count < length).then_some(Cut::Truncated);
            if count == kept && count < length {
                cut = Some(Cut::TooLarge);
                self.over |= skip(&mut self.reader, length - kept).is_err();
            }
            let mut text_kind = Kind::Text;
            if kind == "response" {
                let Some(page) = http_body(&body) else {
                    if self.over {
                        return Err(std::io::ErrorKind::UnexpectedEof.into());
                    }
                    continue;
                };
                text_kind = page.kind;
                cut = cut.or(page.cut);
                body = page.body;
            }
            let mut raw = Raw::from_bytes(&body, Some(text_kind));
            raw.url = header.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
            let source = self.source();
            raw.article_id = Some(source.article_id());
            raw.source = Some(source);
            if let Some(cut) = cut {
                raw.note(cut.issue());
            }
            return Ok(Some(raw));
        }
    }

    fn source(&self) -> Source {
        Source { path: self.path.clone(), row: Some(self.record) }
    }
}

impl<R: BufRead> Iterator for Warc<R> {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        if self.over {
            return None;
        }
        match self.read() {
            Ok(Some(raw)) => Some(raw),
            Ok(None) => {
                self.over = true;
                None
            }
            Err(_) => {
                // A cut or broken archive: one row says where it ended.
                self.over = true;
                let record = self.record;
                Some(Raw::unreadable(self.source(), Issue::BrokenRecord.of(record)))
            }
        }
    }
}

/// The lines before an empty line: of a WARC record or of an HTTP answer.
struct Header {
    first: String,
    fields: Vec<(String, String)>,
}

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn read_header(reader: &mut impl BufRead) -> std::io::Result<Option<Header>> {
    let mut header = Header { first: String::new(), fields: Vec::new() };
    for _ in 0..LONGEST_HEADER {
        let mut line = Vec::new();
        if reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok((!header.first.is_empty()).then_some(header));
        }
        let line = decode(line.trim_ascii()).0;
        match (header.first.is_empty(), line.is_empty()) {
            // Records are set apart by empty lines.
            (true, true) => continue,
            (true, false) => header.first = line,
            (false, true) => return Ok(Some(header)),
            (false, false) => {
                if let Some((name, value)) = line.split_once(':') {
                    header.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
        }
    }
    Err(std::io::Error::other("a header without end"))
}

struct Page {
    body: Vec<u8>,
    kind: Kind,
    cut: Option<Cut>,
}

/// The body of an HTTP answer, if it is a page or text that was found.
fn http_body(mut answer: &[u8]) -> Option<Page> {
    let header = read_header(&mut answer).ok()??;
    let status = header.first.split_whitespace().nth(1)?;
    if !status.starts_with('2') {
        return None;
    }
    let content = header.get("content-type").unwrap_or("text/html").to_ascii_lowercase();
    let kind = match content.split(';').next().unwrap_or_default().trim() {
        "text/html" | "application/xhtml+xml" => Kind::Html,
        "text/plain" => Kind::Text,
        _ => return None,
    };
    let mut body = answer.to_vec();
    if header.get("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        body = unchunk(&body).unwrap_or(body);
    }
    let packed =
        header.get("content-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("gzip"));
    if !packed {
        return Some(Page { body, kind, cut: None });
    }
    let (body, cut) = unpack(&body);
    Some(Page { body, kind, cut })
}

/// Joins the chunks of an answer; `None` if they are not chunks (crawlers often join them already).
fn unchunk(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(bytes.len());
    loop {
        let end = memchr::memchr(b'\n', bytes)?;
        let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        bytes = bytes.get(end + 1..)?;
        if size == 0 {
            return Some(body);
        }
        let Some(chunk) = bytes.get(..size) else {
            body.extend_from_slice(bytes);
            return Some(body);
        };
        body.extend_from_slice(chunk);
        bytes = bytes.get(size..)?;
        bytes = bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n")).unwrap_or(bytes);
    }
}

fn skip(reader: &mut impl BufRead, mut count: u64) -> std::io::Result<()> {
    while count > 0 {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let used = buffer.len().min(usize::try_from(count).unwrap_or(usize::MAX));
        reader.consume(used);
        count -= used as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, url: &str, body: &str) -> String {
        let length = body.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
        )
    }

    #[test]
    fn pages_are_kept_and_other_records_passed_over() {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>One.</p>";
        let gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nnothing";
        let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n4\r\nTwo.\r\n0\r\n\r\n";
        let archive = record("warcinfo", "", "about")
            + &record("response", "https://a.example/1", page)
            + &record("response", "https://a.example/2", gone)
            + &record("response", "https://a.example/3", chunked);
        let rows: Vec<Raw> = Warc::new(archive.as_bytes(), Path::new("a.warc")).collect();
        let texts: Vec<&str> = rows.iter().map(|raw| raw.text.as_str()).collect();
        assert_eq!(texts, ["<p>One.</p>", "<p>Two."]);
        assert_eq!(rows[1].url.as_deref(), Some("https://a.example/3"));
        assert_eq!(rows[1].article_id.as_deref(), Some("a.warc#4"));
    }

    #[test]
    fn a_cut_archive_says_where() {
        let page = "HTTP/1.1 200 OK\r\n\r\n<p>One.</p>";
        let archive =
            record("response", "https://a.example/1", page) + "WARC/1.0\r\nWARC-Type: response\r\nContent-L";
        let rows: Vec<Raw> = Warc::new(archive.as_bytes(), Path::new("a.warc")).collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].issues, ["broken_record 2"]);
    }

    #[test]
    fn a_packed_archive_that_breaks_inside_a_page_keeps_what_came_before() {
        use std::io::Write;
        let page: String =
            (0..2000).map(|number| format!("<p>Sentence {number} of the report.</p>")).collect();
        let archive = record("response", "https://a.example/1", &format!("HTTP/1.1 200 OK\r\n\r\n{page}"));
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(archive.as_bytes()).unwrap();
        let packed = packer.finish().unwrap();
        let broken = flate2::read::MultiGzDecoder::new(&packed[..packed.len() * 2 / 3]);
        let rows: Vec<Raw> = Warc::new(std::io::BufReader::new(broken), Path::new("a.warc.gz")).collect();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].issues, ["truncated"]);
        assert!(rows[0].text.starts_with("<p>Sentence 0 of") && rows[0].text.len() > page.len() / 3);
    }
}
