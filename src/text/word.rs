//! What belongs to one word, character by character.

use crate::lexicon::Orthography;

/// How far a rule looks ahead, in bytes: a bound keeps the time linear in texts without spaces.
const FAR: usize = 64;

/// Letters, digits, marks that combine with them, and joiners.
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_combining(c)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{ad}' | '\u{200c}'
        | '\u{200d}' | '\u{2060}')
        // Armenian marks of stress, exclamation and question stand inside the word.
        || matches!(c, '\u{55b}' | '\u{55c}' | '\u{55e}')
}

/// Scripts written without spaces whose characters we count as words.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// The length in bytes of the leading stretch of characters that `belongs` accepts.
pub(super) fn length_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c: char| !belongs(c)).unwrap_or(text.len())
}

/// The end of a web or mail address that starts here: "https://www.example.org/a?b", "j.moor@example.org".
pub(super) fn address(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+');
    let name = rest.bytes().take(FAR).take_while(|byte| is_name(*byte)).count();
    if rest.as_bytes().get(name) == Some(&b'@')
        && rest.as_bytes().get(name + 1).is_some_and(u8::is_ascii_alphanumeric)
    {
        let host = length_of(rest.get(name + 1..)?, |c| c.is_ascii() && is_name(c as u8));
        let address = rest.get(..name + 1 + host)?.trim_end_matches(['.', '-', '_', '+']);
        return Some(start + address.len());
    }
    let first = *rest.as_bytes().first()?;
    if !matches!(first, b'h' | b'H' | b'f' | b'm' | b'w' | b'W') {
        return None;
    }
    let head = rest.get(..rest.floor_char_boundary(8))?.to_ascii_lowercase();
    let is_address =
        ["http://", "https://", "ftp://", "mailto:", "www."].iter().any(|start| head.starts_with(start));
    is_address.then(|| start + address_length(rest))
}

/// Up to white space or a quotation mark, without the punctuation of the sentence around it.
fn address_length(rest: &str) -> usize {
    let length = length_of(rest, |c| !c.is_whitespace() && !c.is_control() && !"\"<>“”«»".contains(c));
    let inside = rest.get(..length).unwrap_or_default();
    let trimmed = inside.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ']', '*']);
    let trimmed = if trimmed.contains('(') { trimmed } else { trimmed.trim_end_matches([')', '.', ',']) };
    trimmed.len().max(1)
}

/// The end of the word that starts at `start`.
pub(super) fn end(text: &str, start: usize, words: &Orthography) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return at };
        if !c.is_ascii() {
            if is_word(c) && !is_ideograph(c) {
                at += c.len_utf8();
                continue;
            }
            if c == '’' && at > start && next_is_letter(text, at + c.len_utf8()) {
                at += c.len_utf8();
                continue;
            }
            return at;
        }
        if c == '$' && is_currency(text, start, at) {
            return at + 1;
        }
        match inner(text, start, at, c, words) {
            Some(next) if next > at => at = next,
            _ => return at,
        }
    }
}

fn next_is_letter(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| c.is_alphabetic() && !is_ideograph(c))
}

/// Whether a mark inside a word belongs to it, and how far the word then reaches at least.
fn inner(text: &str, start: usize, at: usize, mark: char, words: &Orthography) -> Option<usize> {
    let bytes = text.as_bytes();
    if at == start {
        return None;
    }
    let before = bytes[at - 1];
    let after = *bytes.get(at + 1)?;
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    match mark {
        '\'' => next_is_letter(text, at + 1).then_some(at + 1),
        '_' => Some(at + 1),
        ':' => digits.then_some(at + 1),
        ',' => (digits && is_thousands(bytes, at + 1)).then_some(at + 1),
        '.' => full_stop(text, start, at, words),
        '-' => hyphen(text, start, at, words),
        '/' => slash(text, start, at),
        '&' => {
            let capitals =
                text.get(start.max(at.saturating_sub(4))..at)?.bytes().all(|byte| byte.is_ascii_uppercase());
            (capitals && after.is_ascii_uppercase()).then_some(at + 1)
        }
        '@' => (after.is_ascii_alphanumeric()).then(|| {
            let rest = text.get(at + 1..).unwrap_or_default();
            let length = length_of(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
            at + 1 + rest.get(..length).unwrap_or_default().trim_end_matches(['.', '-', '_']).len()
        }),
        _ => None,
    }
}

/// "US$" before a sum is one word.
fn is_currency(text: &str, start: usize, at: usize) -> bool {
    let code = text.get(start..at).unwrap_or_default();
    (1..=3).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_uppercase())
        && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Exactly three digits.
fn is_thousands(bytes: &[u8], at: usize) -> bool {
    let digit = |offset: usize| bytes.get(at + offset).is_some_and(u8::is_ascii_digit);
    digit(0) && digit(1) && digit(2) && !digit(3)
}

/// "3.5", "U.S", "p.m", "Ph.D", "example.org" go on; "agreed.The" does not.
fn full_stop(text: &str, start: usize, at: usize, words: &Orthography) -> Option<usize> {
    let bytes = text.as_bytes();
    let after = *bytes.get(at + 1)?;
    if bytes[at - 1].is_ascii_digit() && after.is_ascii_digit() {
        return Some(at + 1);
    }
    if !after.is_ascii_alphanumeric() {
        return None;
    }
    let window = text.get(text.ceil_char_boundary(start.max(at.saturating_sub(8)))..at)?;
    let before = window.rsplit('.').next()?;
    let rest = text.get(at + 1..text.floor_char_boundary(at + 1 + FAR))?;
    let after_length = length_of(rest, |c| c.is_ascii_alphanumeric());
    if is_share_code(text, start, at, after_length) {
        return Some(at + 1 + after_length);
    }
    let dotted = rest.as_bytes().get(after_length) == Some(&b'.');
    let short = before.len() == 1 && before.bytes().all(|byte| byte.is_ascii_alphabetic());
    if short && (after_length == 1 || (after_length <= 2 && dotted)) {
        return Some(at + 1);
    }
    if dotted
        && before.len() <= 2
        && after_length == 1
        && before.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return Some(at + 1);
    }
    let name_length = length_of(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let name = rest.get(..name_length)?.trim_end_matches(['.', '-', '_']);
    let last = name.rsplit('.').next()?;
    if !words.is_domain(last) {
        return None;
    }
    let end = at + 1 + name.len();
    let path = text.get(end..)?;
    Some(if path.starts_with('/') { end + address_length(path) } else { end })
}

/// "Orvik Steel (ORVS.OL)": a share and its exchange, as agencies name them in brackets.
fn is_share_code(text: &str, start: usize, at: usize, exchange: usize) -> bool {
    let bytes = text.as_bytes();
    let capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let opens =
        start.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(|byte| b"(<".contains(byte));
    let closes = bytes.get(at + 1 + exchange).is_some_and(|byte| b")>".contains(byte));
    let share = bytes.get(start..at).is_some_and(|share| share.len() <= 6 && share.iter().all(capital));
    let place = bytes
        .get(at + 1..at + 1 + exchange)
        .is_some_and(|place| place.len() <= 3 && place.iter().all(capital));
    opens && closes && share && place
}

/// "co-founder" and "713-555-0134" go on; "Russian-Armenian" does not: UD makes the hyphen a word of its own.
fn hyphen(text: &str, start: usize, at: usize, words: &Orthography) -> Option<usize> {
    let before = text.get(start..at)?;
    let rest = text.get(at + 1..text.floor_char_boundary(at + 1 + FAR))?;
    if before.len() <= FAR && before.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte == b'/')
    {
        let run = rest.get(..length_of(rest, |c| c.is_ascii_digit() || c == '-'))?.trim_end_matches('-');
        let last = run.rsplit('-').next()?.len();
        let groups = before.split('-').count() + run.split('-').count();
        let phone = matches!(before.len(), 1 | 3) && last == 4;
        return (!run.is_empty() && (groups >= 3 || phone)).then_some(at + 1 + run.len());
    }
    let joins = rest.chars().next().is_some_and(char::is_alphanumeric);
    (joins && before.len() <= 12 && words.is_prefix(before)).then_some(at + 1)
}

/// "24/7", "10/12/2023" and "w/o" go on; "and/or" does not.
fn slash(text: &str, start: usize, at: usize) -> Option<usize> {
    let before = text.get(start..at)?;
    let after = *text.as_bytes().get(at + 1)?;
    if before.len() <= FAR && before.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/') {
        return after.is_ascii_digit().then_some(at + 1);
    }
    let lone = !text.as_bytes().get(at + 2).is_some_and(u8::is_ascii_alphanumeric);
    (before.len() == 1 && after.is_ascii_alphabetic() && lone).then_some(at + 1)
}

/// Short parts between full stops: "U.S", "Ph.D", "a.m".
pub(super) fn is_dotted(word: &str) -> bool {
    word.len() <= 12
        && word.contains('.')
        && word
            .split('.')
            .all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// The length of the clitic at the end of a word: 2 for "it's", 3 for "don't".
pub(super) fn clitic(word: &str) -> Option<usize> {
    let at = word.rfind(['\'', '’'])?;
    let mark = if word.as_bytes()[at] == b'\'' { 1 } else { '’'.len_utf8() };
    let tail = word.get(at + mark..)?;
    if at > 0 && is_clitic(tail) {
        return Some(word.len() - at);
    }
    let negated = tail.eq_ignore_ascii_case("t") && at > 1 && matches!(word.as_bytes()[at - 1], b'n' | b'N');
    negated.then_some(word.len() - at + 1)
}

/// The letters of a clitic after its apostrophe.
pub(super) fn is_clitic(letters: &str) -> bool {
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|clitic| letters.eq_ignore_ascii_case(clitic))
}

/// The end of an emoji with its modifiers: a flag, a family, a thumb with a skin tone.
pub(super) fn pictograph(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    if first < '\u{2190}' {
        return None;
    }
    let mut end = start + first.len_utf8();
    let mut flag = is_regional(first);
    let mut glued = false;
    for c in rest.chars().skip(1).take(16) {
        let modifies =
            matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{200d}');
        let belongs = modifies || glued || (flag && is_regional(c));
        if !belongs {
            break;
        }
        glued = c == '\u{200d}';
        flag = false;
        end += c.len_utf8();
    }
    Some(end)
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}
