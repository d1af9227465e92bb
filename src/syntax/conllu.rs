//! CoNLL-U, the exchange format of Universal Dependencies: read, written, annotated.

use std::io::BufRead;

/// One sentence as it stands in a CoNLL-U file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Lines that start with `#`, as they are.
    pub comments: Vec<String>,
    /// All other lines, cut into fields: words, multiword ranges ("3-4") and empty nodes ("8.1").
    pub rows: Vec<Vec<String>>,
}

impl Block {
    /// Reads the next sentence; `None` at the end of the file.
    pub fn read(input: &mut impl BufRead) -> std::io::Result<Option<Self>> {
        let mut block = Self::default();
        let mut line = Vec::new();
        loop {
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                return Ok((!block.is_empty()).then_some(block));
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
            if text.is_empty() {
                if block.is_empty() {
                    continue;
                }
                return Ok(Some(block));
            }
            if text.starts_with('#') {
                block.comments.push(text.to_owned());
                continue;
            }
            let mut fields: Vec<String> = text.split('\t').map(str::to_owned).collect();
            fields.resize(10, "_".to_owned());
            block.rows.push(fields);
        }
    }

    fn is_empty(&self) -> bool {
        self.comments.is_empty() && self.rows.is_empty()
    }

    /// The rows that are syntactic words: no ranges, no empty nodes.
    pub fn words(&self) -> impl Iterator<Item = &[String]> {
        self.rows.iter().map(Vec::as_slice).filter(|fields| is_word_id(&fields[0]))
    }

    /// The value of a comment `# key = value`.
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.comments.iter().find_map(|comment| {
            let (name, value) = comment.trim_start_matches('#').split_once('=')?;
            (name.trim() == key).then(|| value.trim())
        })
    }

    /// Whether a comment "# newpar" or "# newdoc" opens this sentence.
    pub fn opens(&self, what: &str) -> bool {
        self.comments.iter().any(|comment| {
            comment
                .trim_start_matches('#')
                .trim_start()
                .strip_prefix(what)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '=', '\t']))
        })
    }
}

/// Word numbers are plain integers.
pub(crate) fn is_word_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())
}
