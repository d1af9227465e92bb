//! The dictionary form of words the treebanks never saw: irregular forms from a list, regular ones by the rules of
//! English spelling, each checked against the words the model knows.
//!
//! "plunged" could be "plung" or "plunge"; that "plunges" is a word and "plungs" is none decides it.

use compact_str::{CompactString, format_compact};

use super::tags::{Upos, Xpos};
use crate::lexicon::{Inflection, IrregularForms};

/// No inflected word of English is longer.
const LONGEST: usize = 32;

/// The dictionary form of an inflected word, where a list or the rules of spelling find one.
///
/// `guess` is what rules learned from endings say; it stands for nouns that have no singular, "headquarters".
pub(super) fn lemma(
    form: &str,
    upos: Upos,
    xpos: Xpos,
    guess: &str,
    knows: impl Fn(&str) -> bool,
) -> Option<CompactString> {
    let kind = inflection(upos, xpos)?;
    if let Some(short) = form.strip_suffix('s')
        && kind == Inflection::Plural
        && short.len() > 1
        && short.bytes().all(|byte| byte.is_ascii_uppercase())
    {
        // "MPs", "CEOs"
        return Some(short.into());
    }
    if form.len() > LONGEST || !form.is_ascii() {
        return None;
    }
    let small = form.to_ascii_lowercase();
    let irregular = IrregularForms::built_in().ok()?;
    if let Some(lemma) = irregular.lemma(&small, kind) {
        return Some(lemma.into());
    }
    if let Some(lemma) = irregular.lemma_of_longer(&small, kind).filter(|lemma| knows(lemma)) {
        return Some(lemma);
    }
    // "1970s", "Q's", and nouns that have no singular: "headquarters".
    if !small.bytes().all(|byte| byte.is_ascii_lowercase()) || (kind == Inflection::Plural && guess == small)
    {
        return None;
    }
    let candidates = candidates(&small, kind);
    if candidates.is_empty() {
        // "spring" and "red" are no forms of "spr" and "r".
        return (!knows(guess)).then(|| small.into());
    }
    let is_adjective = matches!(kind, Inflection::Comparative | Inflection::Superlative);
    let is_word = |word: &CompactString| {
        knows(word) && (is_adjective || third_persons(word).iter().any(|form| knows(form)))
    };
    candidates.iter().find(|word| word.len() > 1 && is_word(word)).or(candidates.first()).cloned()
}

/// What a word with these tags is inflected for.
fn inflection(upos: Upos, xpos: Xpos) -> Option<Inflection> {
    match (upos, xpos) {
        (Upos::Verb, Xpos::Vbd | Xpos::Vbn) => Some(Inflection::Past),
        (Upos::Verb, Xpos::Vbg) => Some(Inflection::Ing),
        (Upos::Verb, Xpos::Vbz) => Some(Inflection::Third),
        (Upos::Noun, Xpos::Nns) => Some(Inflection::Plural),
        (Upos::Adj, Xpos::Jjr) => Some(Inflection::Comparative),
        (Upos::Adj, Xpos::Jjs) => Some(Inflection::Superlative),
        _ => None,
    }
}

/// What a word may regularly be a form of, the likeliest by its spelling first.
fn candidates(form: &str, kind: Inflection) -> Vec<CompactString> {
    let ending = match kind {
        Inflection::Past => "ed",
        Inflection::Ing => "ing",
        Inflection::Third | Inflection::Plural => return before_s(form, kind),
        Inflection::Comparative => "er",
        Inflection::Superlative => "est",
    };
    let Some(stem) = form.strip_suffix(ending).filter(|stem| has_vowel(stem)) else { return Vec::new() };
    let with_e = format_compact!("{stem}e");
    if kind != Inflection::Ing {
        if let Some(stem) = stem.strip_suffix('i') {
            let y = format_compact!("{stem}y");
            return if stem.len() > 1 { vec![y, with_e] } else { vec![with_e, y] };
        }
        if stem.ends_with('e') {
            return vec![with_e, stem.into()];
        }
    }
    before_vowel(stem)
}

/// What a stem before "-ed" or "-ing" is a stem of: "plung" of "plunge", "plann" of "plan".
fn before_vowel(stem: &str) -> Vec<CompactString> {
    let with_e = format_compact!("{stem}e");
    let whole = CompactString::new(stem);
    let bytes = stem.as_bytes();
    let [.., before, last] = bytes else { return vec![whole, with_e] };
    if before == last && !is_vowel(*last) {
        let single = CompactString::new(stem.get(..stem.len() - 1).unwrap_or(stem));
        // "called", "passed" keep both; "travelled" and "planned" do not.
        let keeps = matches!(last, b'l' | b's' | b'f' | b'z');
        let british = *last == b'l' && syllables(stem) > 1 && !stem.ends_with("oll");
        return if keeps && !british { vec![whole, single, with_e] } else { vec![single, whole, with_e] };
    }
    let silent = matches!(last, b'v' | b'c' | b'u' | b'z' | b's')
        || matches!((before, last), (b'd' | b'r' | b'l' | b'n', b'g') | (b't' | b'c', b'r'))
        || (*last == b'l' && b"bcdfgkptsz".contains(before))
        || (short_vowel_before_last(bytes)
            && (syllables(stem) == 1 || SILENT.iter().any(|ending| stem.ends_with(ending))));
    if silent { vec![with_e, whole] } else { vec![whole, with_e] }
}

/// Ends of longer stems that lost an "e": "invad-", "disput-", "secur-".
const SILENT: &[&str] = &[
    "ab", "ac", "ad", "ag", "am", "ap", "as", "at", "ib", "id", "im", "in", "ip", "ir", "is", "iv", "oc",
    "od", "ok", "os", "ot", "uc", "ud", "ul", "um", "ur", "us", "ut",
];

/// One vowel and then one consonant at the end: "wip", "evacuat", not "rain" or "show".
fn short_vowel_before_last(bytes: &[u8]) -> bool {
    let [front @ .., vowel, last] = bytes else { return false };
    let single = match front {
        [.., b'q', b'u'] => true,
        [.., b'u' | b'i'] => matches!(vowel, b'a'),
        [.., before] => !is_vowel(*before),
        [] => true,
    };
    !is_vowel(*last) && !matches!(last, b'w' | b'x' | b'y') && (is_vowel(*vowel) || *vowel == b'y') && single
}

/// What a form in "-s" may be a form of.
fn before_s(form: &str, kind: Inflection) -> Vec<CompactString> {
    let Some(short) = form.strip_suffix('s').filter(|short| has_vowel(short)) else { return Vec::new() };
    let short_only = || vec![CompactString::new(short)];
    let Some(stem) = short.strip_suffix('e') else { return short_only() };
    let (long, bare) = (CompactString::new(short), CompactString::new(stem));
    if let Some(front) = stem.strip_suffix('i') {
        let y = format_compact!("{front}y");
        return if front.len() > 1 { vec![y, long] } else { vec![long, y] };
    }
    if stem.ends_with("zz") && kind == Inflection::Plural {
        let single = CompactString::new(stem.get(..stem.len() - 1).unwrap_or(stem));
        return vec![single, bare, long];
    }
    let hisses = ["ss", "zz", "ch", "sh", "x", "o"].iter().any(|end| stem.ends_with(end));
    // "viruses", "bonuses"; but "causes", and verbs: "refuses".
    let us = kind == Inflection::Plural
        && stem.ends_with("us")
        && !stem.ends_with("aus")
        && !stem.ends_with("ous");
    if hisses || us {
        return vec![bare, long];
    }
    if stem.ends_with(['s', 'z']) { vec![long, bare] } else { short_only() }
}

/// How a verb or noun takes "-s"; with two spellings where English has two.
fn third_persons(word: &str) -> [CompactString; 2] {
    let s = format_compact!("{word}s");
    let es = format_compact!("{word}es");
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.bytes().last().is_some_and(is_vowel)) {
        let ies = format_compact!("{stem}ies");
        return [ies.clone(), ies];
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        return [es.clone(), es];
    }
    if word.ends_with('o') { [es, s] } else { [s.clone(), s] }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn has_vowel(stem: &str) -> bool {
    stem.len() > 1 && stem.bytes().any(|byte| is_vowel(byte) || byte == b'y')
}

/// Runs of vowels.
fn syllables(stem: &str) -> usize {
    let vowel = |byte: u8| is_vowel(byte) || byte == b'y';
    let starts = stem.bytes().zip(std::iter::once(b'-').chain(stem.bytes()));
    starts.filter(|(byte, before)| vowel(*byte) && !vowel(*before)).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::syntax::Model;

    /// Form and lemma by pairs, all with one tag.
    fn check(upos: Upos, xpos: Xpos, pairs: &str) {
        let model = Model::built_in().unwrap();
        for pair in pairs.split_whitespace() {
            let (form, lemma) = pair.split_once('/').unwrap();
            assert_eq!(model.lemma(form, upos, xpos), lemma, "{form}");
        }
    }

    #[test]
    fn regular_pasts() {
        let pairs = "plunged/plunge blamed/blame provoked/provoke freed/free wiped/wipe probed/probe shelled/shell \
                     looted/loot raided/raid applauded/applaud boycotted/boycott conceded/concede invaded/invade \
                     massacred/massacre curbed/curb vetoed/veto deployed/deploy jailed/jail \
                     detained/detain evacuated/evacuate quelled/quell cancelled/cancel planned/plan vied/vie \
                     occupied/occupy lied/lie hanged/hang trafficked/traffic expelled/expel tweeted/tweet";
        check(Upos::Verb, Xpos::Vbd, pairs);
        check(Upos::Verb, Xpos::Vbn, pairs);
        check(Upos::Verb, Xpos::Vbg, "plunging/plunge tying/tie mimicking/mimic shelling/shell looting/loot");
        check(Upos::Verb, Xpos::Vbz, "vetoes/veto plunges/plunge focuses/focus denies/deny clashes/clash");
    }

    #[test]
    fn irregular_forms() {
        let pairs = "fled/flee shot/shoot fed/feed sped/speed bled/bleed slain/slay misled/mislead swung/swing \
                     dug/dig slid/slide shed/shed leapt/leap retook/retake overran/overrun outspent/outspend";
        check(Upos::Verb, Xpos::Vbd, pairs);
        check(Upos::Verb, Xpos::Vbn, "risen/rise slain/slay outdone/outdo rewritten/rewrite");
        let nouns = "viruses/virus campuses/campus bonuses/bonus hypotheses/hypothesis theses/thesis geese/goose \
                     embargoes/embargo tornadoes/tornado leaves/leaf selfies/selfie calories/calorie quizzes/quiz \
                     bacteria/bacterium referenda/referendum midwives/midwife policewomen/policewoman \
                     causes/cause heroes/hero photos/photo MPs/MP CEOs/CEO headquarters/headquarters";
        check(Upos::Noun, Xpos::Nns, nouns);
        check(
            Upos::Adj,
            Xpos::Jjs,
            "saddest/sad grimmest/grim youngest/young deadliest/deadly fiercest/fierce",
        );
    }

    proptest! {
        #[test]
        fn any_form(form in "\\PC{0,40}", ending in "(ed|ing|s|es|ies|er|est|zzes|)") {
            let form = format!("{form}{ending}");
            for xpos in [Xpos::Vbd, Xpos::Vbg, Xpos::Vbz] {
                lemma(&form, Upos::Verb, xpos, "", |_| false);
            }
            lemma(&form, Upos::Noun, Xpos::Nns, "", |_| true);
            lemma(&form, Upos::Adj, Xpos::Jjs, "", |_| false);
        }
    }
}
