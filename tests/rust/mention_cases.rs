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
