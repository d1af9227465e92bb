//! Bad input is normal: every document becomes an article, in time, with a word in `issues`.

use std::fs;
use std::path::PathBuf;

use dateline::article::{Article, read};
use dateline::lexicon::Lexicon;
use dateline::raw::{self, Columns, Kind, Raw};
use proptest::prelude::*;

fn lexicon() -> &'static Lexicon {
    Lexicon::built_in().unwrap()
}

fn text(text: &str) -> Article {
    read(&Raw::new(text, Kind::Text), lexicon())
}

fn page(page: &str) -> Article {
    read(&Raw::new(page, Kind::Html), lexicon())
}

/// A folder of its own for a test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dateline-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    fn articles(&self) -> Vec<Article> {
        let documents = raw::read(&self.0.to_string_lossy(), &Columns::guessed(), lexicon()).unwrap();
        documents.map(|document| read(&document.unwrap(), lexicon())).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn files_that_are_no_articles_keep_their_rows() {
    let folder = Folder::new("odd");
    folder.write("a_empty.txt", b"");
    let noise: Vec<u8> =
        (0..40_000u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    folder.write("b_binary.txt", &noise);
    folder.write(
        "c_latin.txt",
        b"Le pr\xe9sident a d\xe9clar\xe9 que la r\xe9union aurait lieu \xe0 Gen\xe8ve en \xe9t\xe9.",
    );
    let wide: Vec<u8> = "The talks went on in Geneva.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("d_utf16.txt", &wide);
    folder.write("e_nul.txt", b"The talks\0 went on in Geneva.");
    folder.write(
        "f_returns.txt",
        b"Talks go on\r\rThe talks went on in Geneva on Monday, the ministry said in a statement.",
    );
    folder.write("g_news.jsonl", b"{\"id\": \"one\", \"text\": \"The talks went on.\"}\n{broken\n{\"id\": \"two\", \"text\": \"They ended.\"}\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nowhere/at/all.txt", folder.0.join("h_gone.txt")).unwrap();
    folder.write("i_empty.html", b"");
    folder.write("ignored.bin", b"not read");
    let articles = folder.articles();
    let ids: Vec<&str> = articles.iter().map(|article| article.article_id.as_str()).collect();
    let expected = [
        "a_empty.txt",
        "b_binary.txt",
        "c_latin.txt",
        "d_utf16.txt",
        "e_nul.txt",
        "f_returns.txt",
        "one",
        "g_news.jsonl#2",
        "two",
        "h_gone.txt",
        "i_empty.html",
    ];
    assert_eq!(ids, expected);
    let has = |at: usize, issue: &str| articles[at].issues.iter().any(|known| known == issue);
    assert!(has(0, "empty") && has(1, "binary") && has(2, "charset_guessed") && has(3, "charset_guessed"));
    assert!(articles[1].text.is_empty());
    assert!(articles[2].text.starts_with("Le président a déclaré"));
    assert_eq!(articles[3].text, "The talks went on in Geneva.");
    assert_eq!(articles[4].text, "The talks went on in Geneva.");
    assert!(has(4, "nul_characters"));
    assert_eq!(articles[5].title.as_deref(), Some("Talks go on"));
    assert!(has(7, "broken_line 2") && has(9, "unreadable") && has(10, "empty"));
}

#[test]
fn two_rows_of_one_id_are_told_apart() {
    let folder = Folder::new("ids");
    folder.write(
        "a.jsonl",
        b"{\"id\": 7, \"text\": \"The port was closed.\"}\n{\"id\": 7, \"text\": \"It rained.\"}\n",
    );
    folder.write(
        "b.jsonl",
        b"{\"id\": \"7\", \"text\": \"It snowed.\"}\n{\"id\": 8, \"text\": \"It froze.\"}\n",
    );
    let articles = folder.articles();
    let ids: Vec<&str> = articles.iter().map(|article| article.article_id.as_str()).collect();
    assert_eq!(ids, ["7", "a.jsonl#2", "b.jsonl#1", "8"]);
    let repeated: Vec<bool> =
        articles.iter().map(|article| article.issues.contains(&"repeated_id 7".to_owned())).collect();
    assert_eq!(repeated, [false, true, true, false]);
}

#[test]
fn characters_that_were_lost_before_are_said() {
    let article = text("The caf\u{fffd} in Orvik was closed on Friday after a storm, the owner said.");
    assert!(article.issues.contains(&"replaced_characters".to_owned()));
}

#[test]
fn a_missing_path_is_an_error_that_names_it() {
    let problem = raw::read("/nowhere/news", &Columns::guessed(), lexicon()).err().unwrap();
    assert_eq!(problem.kind(), dateline::error::ErrorKind::FileNotFound);
    assert!(problem.to_string().contains("/nowhere/news"));
}

#[test]
fn one_endless_line_is_read_in_linear_time() {
    let line = "The talks went on, and on. ".repeat(100_000);
    let article = text(&line);
    assert_eq!(article.paragraphs.len(), 1);
    assert_eq!(article.text.len(), line.trim_end().len());
}

#[test]
fn many_short_lines_are_read_in_linear_time() {
    let article = text(&"Talks\n".repeat(100_000));
    assert_eq!(article.paragraphs.len() + article.boilerplate.len(), 100_000);
}

#[test]
fn hostile_pages_are_read_in_linear_time() {
    let deep = page(&("<div>".repeat(50_000) + "The talks went on in Geneva on Monday, the ministry said."));
    assert!(deep.issues.contains(&"too_deep".to_owned()));
    assert!(deep.text.contains("The talks went on"));
    let attributes: String = (0..100_000).map(|number| format!(" a{number}='x'")).collect();
    let bomb = page(&format!("<p{attributes}>The talks went on in Geneva.</p>"));
    assert!(bomb.issues.contains(&"too_many_attributes".to_owned()));
    page(&"&amp;&notin;&#x1F600;&".repeat(50_000));
    page(&"<b><i></b><p>".repeat(5_000));
    page(&"<table><tr><td>".repeat(20_000));
    page(&"<a href=x>".repeat(50_000));
    page(&"<p>word</p>".repeat(20_000));
}

#[test]
fn data_that_is_no_data_is_said() {
    let article = page(
        "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", headline</script>\
         <h1>Talks go on</h1><p>The talks went on in Geneva on Monday, the ministry said in a statement.</p>",
    );
    assert!(article.issues.contains(&"broken_json_ld".to_owned()));
    assert_eq!(article.title.as_deref(), Some("Talks go on"));
}

#[test]
fn impossible_years_are_no_dates() {
    for date in ["0000-00-00", "0001-01-01T00:00:00Z", "9999-12-31", "99999-01-01", "2024-02-31"] {
        let article = page(&format!(
            "<meta property='article:published_time' content='{date}'><p>The talks went on in Geneva.</p>"
        ));
        assert_eq!(article.published, None, "{date}");
    }
}

/// Every character that shows lies in a paragraph or in a piece of furniture.
fn uncovered(raw: &str, article: &Article) -> Option<usize> {
    let mut covered = vec![false; raw.len()];
    let spans = article.paragraphs.iter().map(|paragraph| paragraph.raw);
    for span in spans.chain(article.boilerplate.iter().map(|piece| piece.raw)) {
        covered[span.range()].fill(true);
    }
    let hidden = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'
                    ..='\u{202e}' | '\u{2060}' | '\u{feff}'
            )
    };
    raw.char_indices().find(|(at, c)| !hidden(*c) && !covered[*at]).map(|(at, _)| at)
}

const LINE: &str = "(By Anna Lund|GENEVA \\(Reuters\\) — |date 2023-12-28 Talks go on|Share|Title: Talks|Պատրաստվում է|\
                    The ministers met in Geneva on Monday and spoke about the treaty for hours\\.|\
                    Anna Lund|“A motto\\.” - AL|XS|\\PC{0,30}|[a-z ]{0,80})";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_visible_of_a_text_is_lost(lines in proptest::collection::vec(LINE, 0..40), breaks in "(\n|\r\n|\r|\n\n)") {
        let raw = lines.join(&breaks);
        let article = text(&raw);
        prop_assert_eq!(uncovered(&raw, &article), None);
        for paragraph in &article.paragraphs {
            prop_assert!(article.text.get(paragraph.span.range()).is_some_and(|text| !text.trim().is_empty()));
            prop_assert!(raw.get(paragraph.raw.range()).is_some());
        }
        let joined: Vec<&str> = article.paragraphs.iter().map(|paragraph| paragraph.span.of(&article.text)).collect();
        prop_assert_eq!(joined.join("\n\n"), article.text.clone());
    }

    #[test]
    fn any_page_becomes_an_article(raw in "(<(p|div|h1|a href=x|time|/p|/div|meta name=author content=)>?|[A-Za-zé .,&;\u{0}]{1,12}|\\PC){0,60}") {
        let article = page(&raw);
        for paragraph in &article.paragraphs {
            prop_assert!(raw.get(paragraph.raw.range()).is_some());
            prop_assert!(article.text.get(paragraph.span.range()).is_some());
        }
    }
}
