//! CoNLL-U, the exchange format of Universal Dependencies: read, written, annotated.

use std::io::{BufRead, Write};

use super::annotator::Annotation;
use super::clauses;
use super::tree::{Parsed, Word};
use super::{Model, parse};
use crate::article::language;
use crate::lexicon::Lexicon;
use crate::span::Span;
use crate::text::{self, Token};

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

/// Reads text, or CoNLL-U whose words are to be kept, and writes CoNLL-U.
///
/// With `gold_tokens`, the input is CoNLL-U: comments, sentences, words and multiword ranges stay as they are, and
/// LEMMA, UPOS, XPOS, HEAD and DEPREL are predicted; FEATS and DEPS, which we do not predict, become `_`, and empty
/// nodes go. Without it the input is plain text in UTF-8 (wrong bytes become U+FFFD); a text in a language other than English gets its words and no annotation.
pub fn annotate(
    mut input: impl BufRead,
    mut output: impl Write,
    gold_tokens: bool,
    lexicon: &Lexicon,
    model: &Model,
) -> std::io::Result<()> {
    if gold_tokens {
        while let Some(mut block) = Block::read(&mut input)? {
            block.annotate(model);
            block.write(&mut output)?;
        }
        return output.flush();
    }
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let language = language::detect(&text).or_else(|| language::detect_short(&text, lexicon));
    let parsed = parse(text::read(&text, lexicon), language, model);
    write(&parsed, &mut output)?;
    output.flush()
}

impl Block {
    /// Replaces what the annotators said by what the model says.
    fn annotate(&mut self, model: &Model) {
        let forms: Vec<String> = self.words().map(|fields| fields[1].clone()).collect();
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        let mut annotations: Vec<Annotation> = Vec::new();
        model.annotator.annotate(&forms, &mut annotations);
        clauses::mend_that_clauses(&forms, &mut annotations);
        let mut found = forms.iter().zip(&annotations);
        self.rows.retain(|fields| !fields[0].contains('.'));
        for fields in &mut self.rows {
            let is_word = is_word_id(&fields[0]);
            let [_, _, lemma, upos, xpos, feats, head, relation, enhanced, ..] = fields.as_mut_slice() else {
                continue;
            };
            *feats = "_".to_owned();
            *enhanced = "_".to_owned();
            if !is_word {
                continue;
            }
            let Some((form, annotation)) = found.next() else { continue };
            *lemma = model.lemma(form, annotation.upos, annotation.xpos).into();
            *upos = annotation.upos.to_string();
            *xpos = annotation.xpos.to_string();
            *head = annotation.head.map_or(0, |head| head + 1).to_string();
            *relation = annotation.relation.to_string();
        }
    }

    fn write(&self, output: &mut impl Write) -> std::io::Result<()> {
        for comment in &self.comments {
            writeln!(output, "{comment}")?;
        }
        for fields in &self.rows {
            writeln!(output, "{}", fields.join("\t"))?;
        }
        writeln!(output)
    }
}

/// Writes a text as CoNLL-U; the columns of words stay `_` where there are no trees.
pub fn write(parsed: &Parsed<'_>, output: &mut impl Write) -> std::io::Result<()> {
    let document = &parsed.document;
    let mut paragraph = None;
    for (number, sentence) in document.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            writeln!(output, "# newpar")?;
            paragraph = Some(sentence.paragraph);
        }
        writeln!(output, "# sent_id = {}", number + 1)?;
        writeln!(output, "# text = {}", one_line(sentence.span.of(document.text)))?;
        let first = sentence.tokens.start;
        for token in sentence.tokens.clone() {
            let id = token - first + 1;
            let glued =
                document.tokens[token + 1..sentence.tokens.end].iter().take_while(|next| next.joined).count();
            if glued > 0 && !document.tokens[token].joined {
                let span = document.tokens[token].span.hull(document.tokens[token + glued].span);
                let misc = spacing(document.text, span, document.tokens.get(token + glued + 1));
                writeln!(
                    output,
                    "{id}-{}\t{}{}\t{misc}",
                    id + glued,
                    one_line(span.of(document.text)),
                    "\t_".repeat(7)
                )?;
            }
            let inside = document.tokens[token].joined || glued > 0;
            let misc = if inside {
                "_"
            } else {
                spacing(document.text, document.tokens[token].span, document.tokens.get(token + 1))
            };
            write_word(output, id, parsed.text_of(token), parsed.words.get(token), first, misc)?;
        }
        writeln!(output)?;
    }
    Ok(())
}

fn write_word(
    output: &mut impl Write,
    id: usize,
    form: &str,
    word: Option<&Word>,
    first: usize,
    misc: &str,
) -> std::io::Result<()> {
    let form = one_line(form);
    let Some(word) = word else { return writeln!(output, "{id}\t{form}{}\t{misc}", "\t_".repeat(7)) };
    let head = word.head.map_or(0, |head| head as usize - first + 1);
    writeln!(
        output,
        "{id}\t{form}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{misc}",
        one_line(&word.lemma),
        word.upos,
        word.xpos,
        word.relation
    )
}

/// Tabs and line breaks would break the format.
fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'), " ")
}

/// Whether the next token follows without a space.
fn spacing(text: &str, span: Span, next: Option<&Token>) -> &'static str {
    let touches = next.is_some_and(|next| next.span.start == span.end) && (span.end as usize) < text.len();
    if touches { "SpaceAfter=No" } else { "_" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(input: &str, gold_tokens: bool) -> String {
        let mut output = Vec::new();
        annotate(
            input.as_bytes(),
            &mut output,
            gold_tokens,
            Lexicon::built_in().unwrap(),
            Model::built_in().unwrap(),
        )
        .unwrap();
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn text_becomes_conllu_with_ranges() {
        let output = run("They won't sign, she said.", false);
        assert!(output.starts_with(
            "# newpar\n# sent_id = 1\n# text = They won't sign, she said.\n1\tThey\tthey\tPRON"
        ));
        assert!(output.contains("\n2-3\twon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\two\twill\tAUX"));
        assert!(output.contains("\tsign\tsign\tVERB\tVB\t_\t") && output.contains("SpaceAfter=No"));
    }

    #[test]
    fn gold_tokens_comments_and_ranges_are_kept() {
        let input = "# sent_id = a\n1-2\tdont\t_\t_\t_\t_\t_\t_\t_\tx=y\n1\tdo\t_\t_\t_\tA=B\t_\t_\t_\t_\n\
                     2\tnt\n2.1\tgo\n3\tpanic\n\n";
        let output = run(input, true);
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines[..2], ["# sent_id = a", "1-2\tdont\t_\t_\t_\t_\t_\t_\t_\tx=y"]);
        assert_eq!(lines.len(), 6);
        assert!(lines[4].starts_with("3\tpanic\tpanic\t") && lines[4].contains("\t_\t0\troot\t_\t_"));
    }

    #[test]
    fn a_text_that_is_not_english_gets_no_trees() {
        let output = run("Министр иностранных дел прибыл в столицу для переговоров с коллегами.", false);
        assert!(output.contains("\n1\tМинистр\t_\t_\t_\t_\t_\t_\t_\t_\n"), "{output}");
    }

    #[test]
    fn what_is_written_can_be_read_and_annotated_again() {
        let first = run("The port reopened on Monday.\n\nTrucks didn't move; drivers waited.", false);
        assert_eq!(run(&first, true), first);
    }
}
