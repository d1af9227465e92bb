//! Runs the cases of `tests/cases/time`: a heading, what we expect and why, a text, the expected table.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::article::ArticleView;
use dateline::lexicon::Lexicon;
use dateline::syntax::{self, Parsed};
use dateline::time;
use proptest::prelude::*;

struct Case {
    name: String,
    published: Option<String>,
    text: String,
    rows: Vec<Vec<String>>,
}

fn read(path: &Path) -> Vec<Case> {
    let content = fs::read_to_string(path).unwrap();
    content.split("\n## ").skip(1).map(|section| read_case(path, section)).collect()
}

fn read_case(path: &Path, section: &str) -> Case {
    let heading = section.lines().next().unwrap_or_default();
    let quoted = section.lines().filter_map(|line| line.strip_prefix('>'));
    let rows = section
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect();
    Case {
        name: format!("{}: {heading}", path.file_stem().unwrap().to_string_lossy()),
        published: section.lines().find_map(|line| line.strip_prefix("published: ")).map(str::to_owned),
        text: quoted.map(str::trim).collect::<Vec<_>>().join("\n"),
        rows,
    }
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/time");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|path| read(path)).collect()
}

fn view(case: &Case) -> ArticleView<'_> {
    let published =
        case.published.as_ref().map(|day| day.parse::<jiff::civil::Date>().unwrap().at(0, 0, 0, 0));
    ArticleView { published, ..ArticleView::of(&case.text) }
}

fn parse(text: &str) -> Parsed<'_> {
    Parsed::new(dateline::text::read(text, Lexicon::built_in().unwrap()), Vec::new())
}

/// With tags and trees.
fn parse_whole(text: &str) -> Parsed<'_> {
    let document = dateline::text::read(text, Lexicon::built_in().unwrap());
    syntax::parse(document, None, syntax::Model::built_in().unwrap())
}

fn times(case: &Case, parsed: &Parsed<'_>) -> Vec<Vec<String>> {
    time::find(&view(case), parsed, Lexicon::built_in().unwrap())
        .iter()
        .map(|time| {
            let cells = [
                time.span.of(&case.text),
                time.kind.as_str(),
                time.value.as_deref().unwrap_or_default(),
                time.modifier.unwrap_or_default(),
            ];
            cells.map(str::to_owned).to_vec()
        })
        .collect()
}

fn days(case: &Case, parsed: &Parsed<'_>) -> Vec<Vec<String>> {
    let (view, lexicon) = (view(case), Lexicon::built_in().unwrap());
    let published = time::undated(&view, parsed, lexicon);
    published.map_or_else(Vec::new, |found| found.days.iter().map(|day| vec![day.to_string()]).collect())
}

/// What only a tree can tell says so in its heading.
fn needs_trees(case: &Case) -> bool {
    case.name.ends_with("(with trees)")
}

fn hold(parse: impl Fn(&str) -> Parsed<'_>) {
    let mut wrong = Vec::new();
    for case in cases() {
        if needs_trees(&case) && !parse(&case.text).has_trees() {
            continue;
        }
        let parsed = parse(&case.text);
        let found =
            if case.name.starts_with("undated") { days(&case, &parsed) } else { times(&case, &parsed) };
        if found != case.rows {
            wrong.push(format!("{}\n  expected {:?}\n  found    {found:?}", case.name, case.rows));
        }
    }
    assert!(wrong.is_empty(), "{} cases fail\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn time_cases_hold_with_trees() {
    hold(parse_whole);
}

#[test]
fn time_cases_hold_without_trees() {
    hold(parse);
}

#[test]
fn the_telling_sentences_tell_what_the_whole_text_tells() {
    let lexicon = Lexicon::built_in().unwrap();
    let mut told = 0;
    for case in cases() {
        let view = ArticleView::of(&case.text);
        let document = dateline::text::read(&case.text, lexicon);
        let telling = time::telling_sentences(&view, &document, lexicon);
        let model = syntax::Model::built_in().unwrap();
        let some = syntax::parse_some(document, None, model, |number| telling.contains(&number));
        let of_some = (!telling.is_empty()).then(|| time::undated(&view, &some, lexicon)).flatten();
        let of_all = time::undated(&view, &parse_whole(&case.text), lexicon);
        told += usize::from(of_all.is_some());
        assert_eq!(of_some, of_all, "{}", case.name);
    }
    assert!(told > 0);
}

/// Pieces that time patterns are made of, thrown together.
fn time_soup() -> impl Strategy<Value = String> {
    let words = [
        "Friday",
        "the",
        "last",
        "two",
        "weeks",
        "ago",
        "2020",
        "-",
        "May",
        "12",
        ",",
        ".",
        "10:30",
        "a.m.",
        "GMT",
        "of",
        "this",
        "year",
        "é",
        "’s",
        "1990s",
        "first",
        "quarter",
        "early",
        "Monday",
        "20",
        "and",
        "April",
        "half",
        "an",
        "hour",
        "9999-99-99",
        "31/02/2021",
        "\n\n",
        "every",
        "later",
        "30 February",
        "99999999999",
        "Easter",
        "-1",
    ];
    proptest::collection::vec((proptest::sample::select(words.to_vec()), any::<bool>()), 0..40).prop_map(
        |parts| {
            parts
                .into_iter()
                .map(|(word, spaced)| if spaced { format!(" {word}") } else { word.to_owned() })
                .collect()
        },
    )
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let published = jiff::civil::date(2024, 2, 29).at(0, 0, 0, 0);
    for published in [None, Some(published)] {
        let view = ArticleView { published, ..ArticleView::of(text) };
        let found = time::find(&view, &parse(text), Lexicon::built_in().unwrap());
        let mut last = 0;
        for time in &found {
            prop_assert!(time.span.start >= last && time.span.end as usize <= text.len());
            prop_assert!(!time.span.of(text).is_empty(), "{:?} splits a character", time.span);
            last = time.span.end;
            time::resolve_day(time);
        }
        prop_assert_eq!(&found, &time::find(&view, &parse(text), Lexicon::built_in().unwrap()));
        time::undated(&view, &parse(text), Lexicon::built_in().unwrap());
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_ordered_spans(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn any_time_words_give_ordered_spans(text in time_soup()) {
        check(&text)?;
    }
}

/// How long it takes to read a piece some thousand times over.
fn seconds(piece: &str, bytes: usize) -> f64 {
    let text = piece.repeat(bytes / piece.len());
    let started = std::time::Instant::now();
    time::find(&ArticleView::of(&text), &Parsed::default(), Lexicon::built_in().unwrap());
    started.elapsed().as_secs_f64()
}

#[test]
fn time_is_linear_in_length() {
    for piece in
        ["7", "12 ", "Friday ", "the last ", "1,000", "May 5 and ", "5, ", "two hundred ", "2020-", "early "]
    {
        let (short, long) = (seconds(piece, 2_000), seconds(piece, 32_000));
        assert!(long < 80.0 * short + 0.5, "{piece:?}: {short} s for 2 kB, {long} s for 32 kB");
    }
}
