//! Which language a text is in.

use whatlang::{Lang, Script};

use crate::lexicon::Lexicon;
use crate::lexicon::events_cues::{SmallWord, small_words_are_foreign};

/// How much of a text is looked at.
const SAMPLE: usize = 4000;

/// Below this many letters, a guess between languages of one script is not to be trusted.
const SHORT: usize = 60;

/// Small words of English. Short English texts are told by them.
const ENGLISH: [&str; 16] = [
    "the", "of", "and", "to", "in", "is", "was", "for", "that", "with", "on", "his", "has", "said", "from",
    "are",
];

/// The ISO 639-1 code of a text's language, where it can be told.
///
/// A short text in Latin letters is called English only if English function words stand in it; otherwise nothing
/// is claimed. "The talks went on in Geneva." -> "en"; "Geneva 2024" -> nothing.
pub fn detect(text: &str) -> Option<&'static str> {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = text.get(..end).unwrap_or_default();
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 4 {
        return None;
    }
    if is_plainly_english(sample, letters) {
        return Some("en");
    }
    let info = whatlang::detect(sample)?;
    if info.script() != Script::Latin {
        let sure = letters >= SHORT || info.is_reliable() || is_only_language(info.script());
        return sure.then(|| code(info.lang()))?;
    }
    if info.is_reliable() && letters >= SHORT {
        return code(info.lang());
    }
    let (small, all) = english_words(sample);
    if small >= 1 && small * 8 >= all {
        return Some("en");
    }
    (letters >= SHORT * 3 && info.confidence() > 0.5).then(|| code(info.lang()))?
}

/// What a text that is too short for [`detect`] is read as: nothing claimed where it may be English, "und" (ISO 639-2,
/// undetermined) where it plainly is not.
///
/// > Он ушёл. -> und; España gana la final -> und; Geneva 2024 -> nothing
pub fn detect_short(text: &str, lexicon: &Lexicon) -> Option<&'static str> {
    if script(text).is_some_and(|script| script != Script::Latin) {
        return Some("und");
    }
    let (mut foreign, mut english) = (0, 0);
    let words: Vec<&str> = text.split_whitespace().take(SHORT).collect();
    let is_small = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_lowercase));
    for (at, word) in words.iter().enumerate() {
        let opens = at == 0;
        if !opens && word.starts_with(char::is_uppercase) {
            continue;
        }
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        match lexicon.events.small_words.of(&word) {
            Some(SmallWord::English) => english += 1,
            Some(SmallWord::Foreign) if !opens || is_small(words.get(1)) => foreign += 1,
            Some(SmallWord::Particle) if is_small(words.get(at + 1)) => foreign += 1,
            _ => {}
        }
    }
    small_words_are_foreign(foreign, english).then_some("und")
}

/// How many of the words are small words of English, and how many there are.
fn english_words(sample: &str) -> (usize, usize) {
    let words = sample.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut small, mut all) = (0, 0);
    for word in words {
        all += 1;
        small += usize::from(word.len() <= 4 && ENGLISH.iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    (small, all)
}

/// A text in plain Latin letters of which every fifth word is a small word of English needs no comparing with the
/// profiles of seventy languages, which takes longer than cutting its page into blocks. No other language comes near:
/// in a Dutch text it is every sixteenth.
fn is_plainly_english(sample: &str, letters: usize) -> bool {
    let plain = sample.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters < SHORT || plain * 10 < letters * 9 {
        return false;
    }
    let (small, all) = english_words(sample);
    small * 5 >= all
}

/// Scripts that whatlang knows one language for.
fn is_only_language(script: Script) -> bool {
    matches!(script, Script::Armenian | Script::Georgian | Script::Greek | Script::Hangul | Script::Thai)
}

/// The writing system of a text, where it has letters of one.
pub(super) fn script(text: &str) -> Option<Script> {
    whatlang::detect_script(text)
}

fn code(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "no",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_not_guessed() {
        assert_eq!(detect("Geneva 2024"), None);
        assert_eq!(detect("The talks went on in Geneva."), Some("en"));
        assert_eq!(detect(""), None);
        assert_eq!(detect("12.04.2024 — 15:30"), None);
    }

    #[test]
    fn short_texts_are_told_by_their_script_and_small_words() {
        let lexicon = Lexicon::built_in().unwrap();
        for foreign in [
            "Он ушёл.",
            "وصل الوزير إلى بيروت",
            "España gana la final",
            "El presidente renunció el lunes.",
            "Der Minister sprach gestern mit dem Kanzler.",
        ] {
            assert_eq!(detect_short(foreign, lexicon), Some("und"), "{foreign}");
        }
        for english in [
            "",
            "Geneva 2024",
            "Minister resigns",
            "UN warns of famine",
            "Charles de Gaulle dies",
            "Los Angeles mourns",
            "Real Madrid beat Paris",
            "Pashinyan (Փաշինյան) resigns",
        ] {
            assert_eq!(detect_short(english, lexicon), None, "{english}");
        }
    }

    #[test]
    fn languages_with_words_of_english_are_not_english() {
        let dutch = "De minister was in de haven van Orvik en had er met de havenmeester gesproken; het water is in de \
                     nacht van maandag op dinsdag gestegen en de dijk was te laag.";
        assert_eq!(detect(dutch), Some("nl"));
        let english = "The minister was in the port of Orvik and spoke with the harbour master; the water rose in the night.";
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        assert!(is_plainly_english(english, letters(english)) && !is_plainly_english(dutch, letters(dutch)));
    }

    #[test]
    fn scripts_tell_languages() {
        assert_eq!(detect("Բանակցությունները շարունակվեցին"), Some("hy"));
        assert_eq!(
            detect("Переговоры продолжались до вечера, сообщил представитель министерства."),
            Some("ru")
        );
    }
}
