//! Bylines: "By Anna Lund and Omar Reza, Staff Writers" -> Anna Lund, Omar Reza.

use crate::lexicon::{BylineWord, Lexicon};

/// The most words a person's name has.
const LONGEST_NAME: usize = 6;

/// Whether a line is a byline: a cue ("By") and nothing but names, roles and outlets behind it.
pub(super) fn is_byline(line: &str, lexicon: &Lexicon) -> bool {
    let Some(rest) = after_cue(line, lexicon) else { return false };
    let names = read_names(rest, lexicon);
    !names.is_empty() && rest.split_whitespace().count() <= 20
}

/// The names of a byline. Roles, outlets, dates and addresses are no names.
///
/// "By ANNA LUND, Staff Writer | Reuters" -> Anna Lund
pub(super) fn authors(byline: &str, lexicon: &Lexicon) -> Vec<String> {
    let byline = byline.trim();
    read_names(after_cue(byline, lexicon).unwrap_or(byline), lexicon)
}

/// What stands behind the cue that begins a byline.
fn after_cue<'t>(line: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut rest = line;
    let mut found = false;
    // "Written by", "Text von"
    for _ in 0..2 {
        let end = rest.find(|c: char| c.is_whitespace() || c == ':').unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if !lexicon.bylines.is(&word.to_lowercase(), BylineWord::Cue) {
            break;
        }
        found = true;
        rest = behind.trim_start_matches([':', ' ']);
    }
    found.then_some(rest)
}

fn read_names(text: &str, lexicon: &Lexicon) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in text.split([',', ';', '|', '•', '·', '/', '\n', '(', ')', '&', '–', '—', ':']) {
        for name in split_at_and(part, lexicon) {
            let Some(name) = read_name(&name, lexicon) else { continue };
            if !names.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                names.push(name);
            }
        }
    }
    names
}

/// "Anna Lund and Omar Reza" -> "Anna Lund", "Omar Reza".
fn split_at_and(part: &str, lexicon: &Lexicon) -> Vec<String> {
    let mut names = vec![String::new()];
    for word in part.split_whitespace() {
        let lower = word.to_lowercase();
        let joins = lexicon.bylines.is(&lower, BylineWord::And) && word == lower;
        let cue = lexicon.bylines.is(&lower, BylineWord::Cue)
            && (word == lower || names.last().is_none_or(String::is_empty))
            && !lexicon.bylines.is(&lower, BylineWord::Particle);
        if joins || cue || matches!(lower.as_str(), "in" | "at" | "for" | "with" | "-" | "@" | "à" | "aus") {
            names.push(String::new());
            continue;
        }
        if let Some(name) = names.last_mut() {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// A person's name, cleaned; `None` for anything else.
pub(super) fn read_name(text: &str, lexicon: &Lexicon) -> Option<String> {
    let text = text.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim();
    let mut words: Vec<&str> = text.split_whitespace().collect();
    drop_behind_name(&mut words, lexicon);
    let joined = words.join(" ");
    let text = joined.as_str();
    if words.is_empty() || words.len() > LONGEST_NAME || text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    if text.contains(['@', '?', '!', '"', '“', '”', '<', '>', '=', '#', '_', '{', '}']) {
        return None;
    }
    let cased = text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if !cased {
        // Scripts without capitals: a short run of letters.
        return (text.chars().count() >= 2
            && text.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '・'))
        .then(|| text.to_owned());
    }
    if words.len() < 2 {
        return None;
    }
    let mut capitals = 0;
    for word in &words {
        let lower = word.trim_end_matches('.').to_lowercase();
        if lexicon.bylines.is(&lower, BylineWord::NoName) {
            return None;
        }
        let first = word.chars().find(|c| c.is_alphabetic())?;
        if first.is_uppercase() {
            capitals += 1;
        } else if !lexicon.bylines.is(&lower, BylineWord::Particle) && first.is_lowercase() {
            return None;
        }
    }
    (capitals >= 1).then(|| words.iter().map(|word| name_case(word)).collect::<Vec<_>>().join(" "))
}

/// Drops what stands behind a name without a comma: "Anna Lund The Courier", "Anna Lund MD".
fn drop_behind_name(words: &mut Vec<&str>, lexicon: &Lexicon) {
    let no_name = |word: &&str| {
        let lower = word.trim_end_matches(['.', ',']).to_lowercase();
        lexicon.bylines.is(&lower, BylineWord::NoName)
    };
    if let Some(at) = words.iter().position(no_name)
        && at >= 2
        && words.iter().take(2).all(|word| word.chars().next().is_some_and(char::is_uppercase))
    {
        words.truncate(at);
    }
    let shouted = |word: &str| word.chars().all(|c| c.is_uppercase() || c == '.') && word.len() >= 2;
    while words.len() > 2
        && words.last().is_some_and(|word| shouted(word) && word.len() <= 4 && !word.ends_with('.'))
        && !words.last().is_some_and(|word| is_ordinal(word))
        && !words.iter().take(2).all(|word| shouted(word))
    {
        words.pop();
    }
}

/// "Omar T. Reza III"
fn is_ordinal(word: &str) -> bool {
    matches!(word, "II" | "III" | "IV")
}

/// "LUND" -> "Lund", "MCKAY-LUND" -> "Mckay-Lund"; other words stay as they are.
fn name_case(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if is_ordinal(word) || letters < 3 || word.contains('.') || word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    let mut begins = true;
    for c in word.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(byline: &str) -> Vec<String> {
        authors(byline, Lexicon::built_in().unwrap())
    }

    #[test]
    fn names_without_roles_outlets_and_dates() {
        assert_eq!(names("By Anna Lund and Omar Reza, Staff Writers | Reuters"), ["Anna Lund", "Omar Reza"]);
        assert_eq!(names("By ANNA LUND, Senior Reporter"), ["Anna Lund"]);
        assert_eq!(names("Von Jonas van der Meer"), ["Jonas van der Meer"]);
        assert_eq!(names("By Anna Lund in Geneva and Omar Reza in Doha"), ["Anna Lund", "Omar Reza"]);
        assert_eq!(names("By Associated Press"), Vec::<String>::new());
        assert_eq!(names("Ana M. de la Cruz"), ["Ana M. de la Cruz"]);
        assert_eq!(names("By Staff"), Vec::<String>::new());
        assert_eq!(names("Anna Lund The Courier"), ["Anna Lund"]);
        assert_eq!(names("Anna Lund MS, RDN"), ["Anna Lund"]);
        assert_eq!(names("By Omar T. Reza III"), ["Omar T. Reza III"]);
    }

    #[test]
    fn a_sentence_that_begins_with_by_is_no_byline() {
        let lexicon = Lexicon::built_in().unwrap();
        assert!(is_byline("By Anna Lund", lexicon));
        assert!(!is_byline("By noon the delegates had left the hall.", lexicon));
    }
}
