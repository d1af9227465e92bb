//! Bytes to text: BOM, declaration, UTF-8, then a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::issue::Issue;

/// How much of a page is searched for a declared charset.
const HEAD: usize = 4096;

/// How many bytes the charset guess looks at; more does not change it and costs time.
const SAMPLE: usize = 1 << 18;

/// Decodes a document, and says what was doubtful about it.
///
/// A byte order mark decides; then valid UTF-8; then the charset that the page declares; then a guess from the
/// bytes. A byte that does not fit becomes U+FFFD; NULs are kept, so that nothing moves.
///
/// Issues: "charset_guessed", "charset_conflict" (declared one, written in another), "replaced_characters",
/// "binary", "utf7".
pub fn decode(bytes: &[u8]) -> (String, Vec<String>) {
    let mut issues = Vec::new();
    let (text, replaced) = decode_noting(bytes, &mut issues);
    if replaced {
        Issue::ReplacedCharacters.note(&mut issues);
    }
    if looks_binary(&text) {
        Issue::Binary.note(&mut issues);
    }
    (text.into_owned(), issues)
}

fn decode_noting<'b>(bytes: &'b [u8], issues: &mut Vec<String>) -> (Cow<'b, str>, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        Issue::CharsetGuessed.note(issues);
        return decode_as(encoding, bytes);
    }
    let declared = declared_charset(bytes);
    if declared.as_deref().is_some_and(|label| label.eq_ignore_ascii_case("utf-7")) {
        // No library decodes UTF-7, for good reason; the text stays as it stands.
        Issue::Utf7.note(issues);
    }
    let declared = declared.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Ok(text) = std::str::from_utf8(bytes) {
        // ISO-2022-JP is written in ASCII bytes only.
        if let Some(encoding) = declared
            && encoding == encoding_rs::ISO_2022_JP
            && bytes.contains(&0x1b)
        {
            return decode_as(encoding, bytes);
        }
        return (Cow::Borrowed(text), false);
    }
    let declared = declared.filter(|encoding| !encoding.output_encoding().eq(UTF_8));
    if let Some(encoding) = declared {
        let (text, replaced) = decode_as(encoding, bytes);
        if !replaced {
            return (text, false);
        }
        Issue::CharsetConflict.note(issues);
    }
    if mostly_utf8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    Issue::CharsetGuessed.note(issues);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    for encoding in [guess, WINDOWS_1252] {
        let (text, replaced) = decode_as(encoding, bytes);
        if !replaced && is_written_so(&text) {
            return (text, false);
        }
    }
    // A few bytes of dirt in a text of plain ASCII are no letters of any charset.
    issues.retain(|issue| !Issue::CharsetGuessed.is(issue));
    decode_as(UTF_8, bytes)
}

/// From so many characters above ASCII on, the guess of the charset is to be trusted.
const MANY: usize = 24;

/// Whether a guessed charset makes sense of a text: its characters above ASCII are letters inside words of their own
/// script, or marks that stand in news. With few of them the guess is no better than chance: "The port \xff\xfe was
/// closed" is no Icelandic.
fn is_written_so(text: &str) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    let letters = || text.chars().take(SAMPLE).filter(|c| c.is_alphabetic());
    let other = letters().filter(|c| !c.is_ascii() && !is_latin(*c)).count();
    let is_other = other * 4 >= letters().count();
    for word in text.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_ascii()) {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        let high = letters.iter().filter(|c| !c.is_ascii()).count();
        let marks = word.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic()).count();
        let odd = word.chars().filter(|c| !c.is_ascii() && !c.is_alphabetic() && !is_mark(*c)).count();
        let latin = letters.iter().filter(|c| c.is_ascii() || is_latin(**c)).count();
        let fits = match (letters.len(), latin) {
            // A word of another script, in a text of that script: one among English ones is chance.
            (all, 0) => is_other && all >= 2,
            // A Latin word: accents stand among plain letters, never three in a row.
            (all, latin) if all == latin => {
                (letters.len(), high) == (1, 1) || high * 3 <= letters.len() * 2 && !in_a_row(&letters)
            }
            _ => false,
        };
        let wrong = odd + if fits { 0 } else { high };
        bad += wrong;
        good += (high + marks).saturating_sub(wrong);
    }
    good + bad >= MANY || bad * 5 <= good
}

/// Letters with accents and ligatures of Western and Central European charsets; "ÿ" and "þ" are what stray bytes show as.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}') && !matches!(c, 'ÿ' | 'þ' | 'Þ' | 'ð' | 'Ð')
}

fn in_a_row(letters: &[char]) -> bool {
    letters.windows(3).any(|three| three.iter().all(|c| !c.is_ascii()))
}

/// Marks above ASCII that news are written with.
fn is_mark(c: char) -> bool {
    "\u{a0}\u{ad}£€¥§©®°·«»¿¡–—‘’‚“”„…•™½¼¾²³".contains(c)
}

fn decode_as<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> (Cow<'b, str>, bool) {
    encoding.decode_without_bom_handling(bytes)
}

/// Most bytes above ASCII stand in well-formed UTF-8 sequences: a UTF-8 page with a few broken characters (cut in the
/// middle, or pasted from a page in another charset) is still UTF-8. In other charsets a sixth of them does by chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > 0 && bad * 2 <= good
}

/// UTF-16 text without a mark shows as a NUL in nearly every second byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..HEAD).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    if second * 10 > pairs * 7 && first * 20 < pairs {
        return Some(UTF_16LE);
    }
    (first * 10 > pairs * 7 && second * 20 < pairs).then_some(UTF_16BE)
}

/// The charset named in the head of a page: `<meta charset=...>`, `content="text/html; charset=..."` or
/// `<?xml encoding=...?>`.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    if !head.contains(&b'<') {
        return None;
    }
    for key in [&b"charset"[..], &b"encoding"[..]] {
        for at in memchr::memmem::find_iter(&head, key) {
            let Some(rest) = head.get(at + key.len()..) else { continue };
            let Some(rest) = rest.trim_ascii_start().strip_prefix(b"=") else { continue };
            let rest = rest.trim_ascii_start();
            let label: Vec<u8> = rest
                .iter()
                .skip_while(|byte| matches!(byte, b'"' | b'\''))
                .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte))
                .copied()
                .collect();
            if !label.is_empty() {
                return String::from_utf8(label).ok();
            }
        }
    }
    None
}

/// Whether the text is no text: a picture or program under a wrong name shows control characters.
fn looks_binary(text: &str) -> bool {
    let (mut control, mut all) = (0usize, 0usize);
    for c in text.chars().take(HEAD) {
        all += 1;
        control += usize::from(c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{85}'));
        control += usize::from(c == char::REPLACEMENT_CHARACTER);
    }
    all > 0 && control * 10 > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mark_decides() {
        let (text, issues) = decode(b"\xff\xfeA\0b\0");
        assert_eq!((text.as_str(), issues.len()), ("Ab", 0));
    }

    #[test]
    fn utf16_without_a_mark_is_seen() {
        let bytes: Vec<u8> = "The minister spoke.".bytes().flat_map(|byte| [byte, 0]).collect();
        assert_eq!(decode(&bytes).0, "The minister spoke.");
    }

    #[test]
    fn a_declared_charset_is_used() {
        let page = b"<meta charset=\"windows-1251\"><p>\xcc\xee\xf1\xea\xe2\xe0</p>";
        let (text, issues) = decode(page);
        assert!(text.contains("Москва"), "{text}");
        assert!(issues.is_empty());
    }

    #[test]
    fn an_undeclared_charset_is_guessed_and_said() {
        let (text, issues) =
            decode(b"Le pr\xe9sident a d\xe9clar\xe9 que la r\xe9union aura lieu en \xe9t\xe9.");
        assert!(text.starts_with("Le président a déclaré"), "{text}");
        assert_eq!(issues, ["charset_guessed"]);
    }

    #[test]
    fn one_broken_byte_does_not_change_the_charset() {
        let mut bytes = "« Nous avons gagné », a déclaré Élise à Genève.".as_bytes().to_vec();
        bytes.push(0xff);
        let (text, issues) = decode(&bytes);
        assert!(text.starts_with("« Nous avons gagné »"), "{text}");
        assert_eq!(issues, ["replaced_characters"]);
    }

    #[test]
    fn a_few_stray_bytes_in_plain_ascii_are_no_letters() {
        for dirt in [&b"\xff\xfe\xfa"[..], b"\xff", b"\x81\x8d", b"\xfe\xfe \xff"] {
            let bytes = [b"The port of Orvik was closed. ", dirt, b" It will open again."].concat();
            let (text, issues) = decode(&bytes);
            assert!(text.starts_with("The port of Orvik was closed. \u{fffd}"), "{text}");
            assert_eq!(issues, ["replaced_characters"], "{dirt:?}");
        }
        let (text, issues) = decode(b"The caf\xc3\xa9 in Orvik was clo\xffsed.");
        assert_eq!((text.as_str(), issues.len()), ("The café in Orvik was clo\u{fffd}sed.", 1));
    }

    #[test]
    fn a_few_letters_of_another_charset_are_letters() {
        assert_eq!(decode(b"The caf\xe9 was closed.").0, "The café was closed.");
        assert_eq!(decode(b"He said \x93no\x94 \x96 and left.").0, "He said “no” – and left.");
        assert_eq!(decode(b"\xcc\xee\xf1\xea\xe2\xe0 \xe7\xe0\xff\xe2\xe8\xeb\xe0.").0, "Москва заявила.");
    }

    #[test]
    fn a_picture_is_no_text() {
        let bytes: Vec<u8> = (0..=255u8).cycle().take(4000).map(|byte| byte.wrapping_mul(37)).collect();
        assert!(decode(&bytes).1.contains(&"binary".to_owned()));
    }

    #[test]
    fn nothing_is_no_problem() {
        assert_eq!(decode(b""), (String::new(), Vec::new()));
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            decode(&bytes);
        }

        #[test]
        fn utf8_text_is_kept_as_it_is(text in "[^\u{feff}\u{0}<]\\PC{0,100}") {
            prop_assert_eq!(decode(text.as_bytes()).0, text);
        }
    }
}
