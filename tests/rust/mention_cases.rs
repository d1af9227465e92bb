//! Who and where: `tests/cases/mention/*.md`, one row a mention.

use dateline::article::ArticleView;
use dateline::lexicon::Lexicon;
use dateline::mention;
use dateline::syntax::{self, Model};

/// `words | kind | entity | name | country | reason`.
fn table(text: &str) -> String {
    let lexicon = Lexicon::built_in().unwrap();
    let document = dateline::text::read(text, lexicon);
    let parsed = syntax::parse(document, Some("en"), Model::built_in().unwrap());
    let rows = mention::find(&ArticleView::of(text), &parsed, lexicon).into_iter().map(|mention| {
        let name = mention.name.as_deref().unwrap_or("-");
        let country = mention.country.map_or("-".to_owned(), |country| country.to_string());
        let words = mention.span.of(text);
        format!(
            "{words} | {} | {} | {name} | {country} | {}",
            mention.kind.as_str(),
            mention.entity,
            mention.reason
        )
    });
    rows.collect::<Vec<_>>().join("\n")
}

#[test]
fn people() {
    crate::cases::check("mention", "people.md", table);
}

#[test]
fn pairs() {
    crate::cases::check("mention", "pairs.md", table);
}

#[test]
fn places_and_governments() {
    crate::cases::check("mention", "places.md", table);
}

#[test]
fn names_in_the_news() {
    crate::cases::check("mention", "news.md", table);
}

/// How long it takes to find names in a piece repeated to so many bytes. Without trees: growing them is another matter.
fn seconds(piece: &str, bytes: usize) -> f64 {
    let (text, lexicon) = (piece.repeat(bytes / piece.len()), Lexicon::built_in().unwrap());
    let parsed = syntax::parse(dateline::text::read(&text, lexicon), Some("xx"), Model::built_in().unwrap());
    let started = std::time::Instant::now();
    mention::find(&ArticleView::of(&text), &parsed, lexicon);
    started.elapsed().as_secs_f64()
}

#[test]
fn time_is_linear_in_length() {
    let pieces = [
        "Kyle Jordan met Jordan. ",
        "Xi Jinping saw Xi. ",
        "Kyle met Anna Holm, ",
        "Moscow, Idaho, and Moscow, ",
        "Mr. Holm of Georgia ",
        "Sen. Holm, D-Fla., of Paris, La. ",
        "Norway beat Peru. ",
    ];
    for piece in pieces {
        let (short, long) = (seconds(piece, 1_000), seconds(piece, 16_000));
        // Sixteen times the text: were it quadratic, 256 times the time.
        assert!(long < 80.0 * short + 0.5, "{piece:?}: {short} s for 1 kB, {long} s for 16 kB");
    }
}
