//! What a reader should know about an article before counting it: is it one, is it whole, is it readable?

use super::lines::{count_words, ends_sentence};
use super::{Article, BoilerplateKind as Kind};
use crate::issue::Issue;
use crate::lexicon::{Lexicon, PageSigns};

/// What a page shows and says besides its text; nothing is known of a pasted text.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// Types of schema.org and of Open Graph: "NewsArticle", "article", "website".
    pub(super) types: Vec<String>,
    /// Lines that are headlines linked to other pages.
    pub(super) headlines: usize,
    /// Paragraphs of the body that stand below such a headline.
    pub(super) teasers: usize,
    /// Whether there is a field for a password.
    pub(super) password: bool,
    /// Whether the page says that its article is not free to read.
    pub(super) paid: bool,
    /// Whether the file ends inside the article.
    pub(super) cut: bool,
}

/// Notes the doubts about an article that is otherwise finished, and whether it is one.
pub(super) fn note(article: &mut Article, frame: &Frame, lexicon: &Lexicon) {
    let signs = &lexicon.page_signs;
    let shown = Shown::of(article);
    let has_type = |types: &[String]| frame.types.iter().any(|known| types.contains(known));
    let login = shown.words <= signs.login.most_words
        && asks(article, |line| signs.login.stands_in(line))
        && (frame.password || !shown.is_prose());
    let short = shown.words < signs.truncated.most_words;
    let paid = !login
        && shown.words < signs.paywall.most_words
        && (frame.paid || walls(article, |line| signs.paywall.stands_in(line)));
    let gallery = has_type(&signs.gallery.types)
        || (shown.captions >= signs.gallery.captions && shown.caption_words > shown.words);
    let called_article = is_called_article(frame);
    let listing = !called_article
        && (frame.headlines >= signs.listing.headlines
            && (shown.words < signs.listing.most_words || has_type(&signs.listing.types)))
        || (frame.teasers >= signs.listing.teasers
            && frame.teasers * 2 >= article.paragraphs.len()
            && shown.words < signs.listing.teaser_words * article.paragraphs.len());
    let found = [
        (Issue::Login, login),
        (Issue::Paywall, paid),
        (Issue::Gallery, gallery),
        (Issue::Listing, listing),
        (Issue::Truncated, frame.cut || breaks_off(article) || (short && leads_on(article, signs))),
        (Issue::Mojibake, is_mojibake(&article.text)),
        (Issue::ReplacedCharacters, holds_replaced(article)),
    ];
    for (issue, _) in found.iter().filter(|(_, found)| *found) {
        issue.note(&mut article.issues);
    }
    let points = points(article, frame, &shown, signs)
        + if login { signs.article.login } else { 0 }
        + if listing { signs.article.listing } else { 0 }
        + if gallery { signs.article.gallery } else { 0 };
    article.article_score = u8::try_from((5 + points).clamp(0, 10)).unwrap_or(0);
    article.is_article = article.article_score >= 5 && !article.text.is_empty();
}

/// The text by numbers.
struct Shown {
    words: usize,
    /// Words of paragraphs that end as sentences do.
    prose: usize,
    captions: usize,
    caption_words: usize,
}

impl Shown {
    fn of(article: &Article) -> Self {
        let mut shown = Self { words: 0, prose: 0, captions: 0, caption_words: 0 };
        for paragraph in &article.paragraphs {
            let text = paragraph.span.of(&article.text);
            let words = count_words(text);
            shown.words += words;
            shown.prose += if words >= 6 && ends_sentence(text) { words } else { 0 };
        }
        for piece in article.boilerplate.iter().filter(|piece| piece.kind == Kind::Caption) {
            let words = count_words(&piece.text);
            if words >= 5 {
                shown.captions += 1;
                shown.caption_words += words;
            }
        }
        shown
    }

    fn is_prose(&self) -> bool {
        self.prose * 2 >= self.words && self.words > 0
    }
}

/// Tenths for and against an article, five being the line between.
fn points(article: &Article, frame: &Frame, shown: &Shown, signs: &PageSigns) -> i32 {
    let weights = &signs.article;
    let size = match shown.words {
        0..10 => 0,
        10..25 => 1,
        25..60 => 2,
        60..150 => 3,
        _ => 4,
    };
    let mut points = weights.words.get(size).copied().unwrap_or(0);
    if shown.is_prose() {
        points += weights.prose;
    } else if shown.prose * 5 < shown.words {
        points += weights.no_prose;
    }
    if is_called_article(frame) {
        points += weights.called_article;
    } else if frame.types.iter().any(|known| is_called_other(known, signs)) {
        points += weights.called_other;
    }
    let dated = article.published.is_some() || article.dateline.is_some();
    points += if dated { weights.dated } else { weights.undated };
    points += if article.title.is_some() { weights.titled } else { weights.untitled };
    if !article.authors.is_empty() {
        points += weights.signed;
    }
    if article.url.as_deref().is_some_and(is_front) {
        points += weights.front;
    }
    points
}

/// "NewsArticle", "BlogPosting", "article".
fn is_called_article(frame: &Frame) -> bool {
    let called = |kind: &String| {
        let lower = kind.to_lowercase();
        lower.ends_with("article") || lower.ends_with("posting") || lower == "report" || lower == "review"
    };
    frame.types.iter().any(called)
}

fn is_called_other(kind: &str, signs: &PageSigns) -> bool {
    kind == "website" || signs.listing.types.iter().chain(&signs.gallery.types).any(|known| known == kind)
}

/// An address without a path is that of a front page.
fn is_front(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    rest.split_once('/').is_none_or(|(_, path)| path.trim_matches('/').is_empty())
}

/// Whether a line of the document, of the text or of its frame, asks something of the reader.
fn asks(article: &Article, phrase: impl Fn(&str) -> bool) -> bool {
    let body = article.paragraphs.iter().map(|paragraph| paragraph.span.of(&article.text));
    let frame = article.boilerplate.iter().map(|piece| piece.text.as_str());
    body.chain(frame).filter(|line| line.len() <= LONGEST_ASKING).any(|line| phrase(&line.to_lowercase()))
}

/// Whether the text itself asks it, or a line among the first behind it: a wall stands where the text ends. What stands
/// in the head of the page is said to everybody.
fn walls(article: &Article, phrase: impl Fn(&str) -> bool) -> bool {
    let Some(last) = article.paragraphs.last() else { return asks(article, phrase) };
    let body = article.paragraphs.iter().map(|paragraph| paragraph.span.of(&article.text));
    let behind = article.boilerplate.iter().filter(|piece| piece.raw.start >= last.raw.end).take(BEHIND);
    let lines = body.chain(behind.map(|piece| piece.text.as_str()));
    lines.filter(|line| line.len() <= LONGEST_ASKING).any(|line| phrase(&line.to_lowercase()))
}

/// So many lines behind the text belong to a wall.
const BEHIND: usize = 8;

/// Longer lines tell of something and ask nothing.
const LONGEST_ASKING: usize = 300;

/// Whether the text ends as those do that somebody cut: "The talks went on in [...]", "in the harbour… [+2310 chars]"
fn breaks_off(article: &Article) -> bool {
    let Some(last) = article.paragraphs.last() else { return false };
    let text = last.span.of(&article.text);
    let bare = text.trim_end_matches([']', ')', ' ', '"', '”', '’']);
    bare.ends_with("[...") || bare.ends_with("[…") || text.ends_with("(more)") || is_char_count(bare)
}

/// Whether the text ends where the outlet leads on to the whole of it: "Continue reading at the Courier".
fn leads_on(article: &Article, signs: &PageSigns) -> bool {
    let Some(last) = article.paragraphs.last() else { return false };
    let text = last.span.of(&article.text);
    let asks = |line: &str| line.len() <= LONGEST_ASKING && signs.truncated.stands_in(&line.to_lowercase());
    let mut tail = text.len().saturating_sub(80);
    while !text.is_char_boundary(tail) {
        tail += 1;
    }
    if asks(text.get(tail..).unwrap_or_default()) {
        return true;
    }
    let behind = article.boilerplate.iter().find(|piece| piece.raw.start >= last.raw.end);
    behind.is_some_and(|piece| count_words(&piece.text) <= 12 && asks(&piece.text))
}

/// "… [+2310 chars": how one well-known news interface cuts its texts.
fn is_char_count(text: &str) -> bool {
    let Some((_, tail)) = text.rsplit_once("[+") else { return false };
    tail.strip_suffix(" chars").is_some_and(|count| count.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the title or the text shows characters that could not be read.
fn holds_replaced(article: &Article) -> bool {
    article.text.contains(char::REPLACEMENT_CHARACTER)
        || article.title.as_deref().is_some_and(|title| title.contains(char::REPLACEMENT_CHARACTER))
}

/// UTF-8 that was read as Windows-1252 shows as "â€™" and "Ã©", as Windows-1251 as "РїСЂ": a letter that begins a
/// sequence, and behind it what no word has there.
fn is_mojibake(text: &str) -> bool {
    const ENOUGH: usize = 3;
    let mut found = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii() {
            continue;
        }
        let Some(next) = chars.peek().copied() else { break };
        let broken = match c {
            'Ã' | 'Â' | 'Ð' | 'Ñ' | 'Î' | 'Ï' => is_mark_of_1252(next),
            'â' => next == '€' || next == '\u{80}',
            'Р' | 'С' => is_mark_of_1251(next),
            _ => false,
        };
        found += usize::from(broken);
        if found >= ENOUGH {
            return true;
        }
    }
    false
}

/// The characters of bytes 80 to BF in Windows-1252 and Latin-1.
fn is_mark_of_1252(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{bf}')
        || matches!(
            c,
            '€' | '‚'
                | 'ƒ'
                | '„'
                | '…'
                | '†'
                | '‡'
                | 'ˆ'
                | '‰'
                | 'Š'
                | '‹'
                | 'Œ'
                | 'Ž'
                | '‘'
                | '’'
                | '“'
                | '”'
                | '•'
                | '–'
                | '—'
                | '˜'
                | '™'
                | 'š'
                | '›'
                | 'œ'
                | 'ž'
                | 'Ÿ'
        )
}

/// The characters of bytes 80 to BF in Windows-1251 that stand in no Russian word.
fn is_mark_of_1251(c: char) -> bool {
    matches!(
        c,
        'Ђ' | 'Ѓ'
            | 'ѓ'
            | '†'
            | '‡'
            | '€'
            | '‰'
            | 'Љ'
            | 'Њ'
            | 'Ќ'
            | 'Ћ'
            | 'Џ'
            | 'ђ'
            | 'љ'
            | 'њ'
            | 'ќ'
            | 'ћ'
            | 'џ'
            | '¤'
            | '¦'
            | '§'
            | '¬'
            | '®'
            | '°'
            | '±'
            | 'І'
            | 'і'
            | 'ґ'
            | 'µ'
            | '¶'
            | '·'
            | '№'
            | 'Ѕ'
            | 'ѕ'
            | 'ј'
            | 'Ј'
            | '‚'
            | '„'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_charset_shows() {
        assert!(is_mojibake("The ministerâ€™s office said it was â€œreadyâ€\u{9d}."));
        assert!(is_mojibake("La rÃ©union a Ã©tÃ© annulÃ©e."));
        let wrong: String = "Переговоры продолжались".bytes().map(encoding_rs_char).collect();
        assert!(is_mojibake(&wrong), "{wrong}");
        assert!(!is_mojibake("Переговоры продолжались. Россия и США. В СССР и РФ."));
        assert!(!is_mojibake("SÃO PAULO; João disse não. Â, Ã, Ð. Їжак і Сірко, Рівне, Єва."));
    }

    fn encoding_rs_char(byte: u8) -> char {
        encoding_rs::WINDOWS_1251.decode_without_bom_handling(&[byte]).0.chars().next().unwrap()
    }

    #[test]
    fn a_front_page_has_no_path() {
        assert!(is_front("https://courier.example/") && is_front("https://courier.example"));
        assert!(!is_front("https://courier.example/2024/05/03/port-closed") && !is_front("courier"));
    }
}
