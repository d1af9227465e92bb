//! The whole road, over many articles at once. Threads live here (and in `dedup`), nowhere else.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::article::{self, Article, ArticleView, language};
use crate::error::{Error, Result};
use crate::event::{self, Event};
use crate::issue::Issue;
use crate::lexicon::Lexicon;
use crate::mention::{self, Mention};
use crate::quote::{self, Quote};
use crate::raw::Raw;
use crate::story::{self, Account, Comparison, Told};
use crate::syntax::{self, Model, Parsed};
use crate::text;
use crate::time::{self, TimeExpression};
use crate::watch::Watch;

/// Reads many raw documents into articles, on all threads, in their order.
pub fn articles(raws: &[Raw], lexicon: &Lexicon, watch: &Watch) -> Result<Vec<Article>> {
    each(raws, watch, |raw| {
        let mut article = article::read(raw, lexicon);
        if article.published.is_none() && !article.text.is_empty() {
            date_from_text(&mut article, lexicon)?;
        }
        Ok(article)
    })?
    .into_iter()
    .collect()
}

/// Gives an article that states no date the day its text speaks of, where only one day can be meant. Where several can,
/// the evidence names them and the date stays open.
fn date_from_text(article: &mut Article, lexicon: &Lexicon) -> Result<()> {
    let mut view = article.view();
    view.text = beginning(view.text, DATED_BY);
    let document = text::read(view.text, lexicon);
    let telling = time::telling_sentences(&view, &document, lexicon);
    if telling.is_empty() {
        return Ok(());
    }
    // Parsing is by far the dearest step, and these sentences will be parsed again with the rest of the article.
    let wanted = |sentence: usize| telling.binary_search(&sentence).is_ok();
    let parsed = syntax::parse_some(document, view.language, Model::built_in()?, wanted);
    let Some(found) = time::undated(&view, &parsed, lexicon) else { return Ok(()) };
    if let Some(day) = found.day() {
        article.published = Some(day.at(0, 0, 0, 0));
        article.published_precision = Some(found.precision);
        article.issues.retain(|issue| !Issue::NoDate.is(issue));
        Issue::DateFromText.note(&mut article.issues);
        article.issues.sort();
    }
    article.published_evidence = Some(found.evidence);
    Ok(())
}

/// For each article without a date the day that its text and the other reports of its story leave; `stories` are the
/// numbers of the articles' stories.
///
/// Where several days are left the evidence names them; where none is, the answer is `None`.
pub fn days_from_stories(
    views: &[ArticleView<'_>],
    stories: &[u32],
    lexicon: &Lexicon,
    watch: &Watch,
) -> Result<Vec<Option<time::Published>>> {
    let mut reported: FxHashMap<u32, Vec<Date>> = FxHashMap::default();
    for (view, story) in views.iter().zip(stories) {
        if let Some(published) = view.published {
            reported.entry(*story).or_default().push(published.date());
        }
    }
    let articles: Vec<_> = views.iter().zip(stories).collect();
    each(&articles, watch, |(view, story)| {
        let Some(reported) = reported.get(story).filter(|_| view.published.is_none()) else {
            return Ok(None);
        };
        let mut view = **view;
        view.text = beginning(view.text, DATED_BY);
        let parsed = syntax::parse(text::read(view.text, lexicon), view.language, Model::built_in()?);
        let own = time::undated(&view, &parsed, lexicon);
        Ok(time::day_among(&view, &parsed, own.as_ref(), reported, lexicon))
    })?
    .into_iter()
    .collect()
}

/// So many bytes of a text are looked at for its day: more than any report has, less than a book.
const DATED_BY: usize = 64 << 10;

/// The first bytes of a text, no character split.
fn beginning(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// How far up the road an article shall go. Whatever a step builds on is done with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// Tags and trees.
    pub trees: bool,
    /// Who and where.
    pub mentions: bool,
    /// When.
    pub times: bool,
    /// Who said what.
    pub quotes: bool,
    /// Who did what to whom.
    pub events: bool,
}

impl Steps {
    /// All of them.
    pub const ALL: Self = Self { trees: true, mentions: true, times: true, quotes: true, events: true };

    /// These steps and all they build on.
    fn with_foundations(self) -> Self {
        let mentions = self.mentions || self.quotes || self.events;
        let times = self.times || self.events;
        Self { trees: self.trees || mentions || times, mentions, times, ..self }
    }
}

/// What was found in one article; each step is done once, however many build on it.
#[derive(Clone, Debug, Default)]
pub struct Reading<'a> {
    /// The article.
    pub view: ArticleView<'a>,
    /// Paragraphs, sentences and tokens; tags and trees where asked for.
    pub parsed: Parsed<'a>,
    /// People, organisations, places and groups.
    pub mentions: Vec<Mention>,
    /// Time expressions.
    pub times: Vec<TimeExpression>,
    /// Quotations and reported statements.
    pub quotes: Vec<Quote>,
    /// Events.
    pub events: Vec<Event>,
}

/// Walks one article up the road. Its language is told from the text where the view does not know it; text that is too
/// short to tell counts as English unless its script or its small words say otherwise.
pub fn read<'a>(view: &ArticleView<'a>, steps: Steps, lexicon: &Lexicon) -> Result<Reading<'a>> {
    let steps = steps.with_foundations();
    let mut view = *view;
    let document = text::read(view.text, lexicon);
    if !steps.trees {
        return Ok(Reading { view, parsed: Parsed::new(document, Vec::new()), ..Reading::default() });
    }
    let told = || language::detect(view.text).or_else(|| language::detect_short(view.text, lexicon));
    view.language = view.language.filter(|language| !language.is_empty()).or_else(told);
    let parsed = syntax::parse(document, view.language, Model::built_in()?);
    let mentions = if steps.mentions { mention::find(&view, &parsed, lexicon) } else { Vec::new() };
    let times = if steps.times { time::find(&view, &parsed, lexicon) } else { Vec::new() };
    let quotes = if steps.quotes { quote::find(&view, &parsed, &mentions, lexicon) } else { Vec::new() };
    let events =
        if steps.events { event::find(&view, &parsed, &mentions, &times, lexicon) } else { Vec::new() };
    Ok(Reading { view, parsed, mentions, times, quotes, events })
}

/// The people, organisations, places and groups of a corpus; `mentions` are those of each view, in their order.
pub fn entities(
    views: &[ArticleView<'_>],
    mentions: &[Vec<Mention>],
    lexicon: &Lexicon,
) -> Vec<mention::Entity> {
    let articles: Vec<_> = views
        .iter()
        .zip(mentions)
        .map(|(view, mentions)| mention::ArticleMentions {
            text: view.text,
            day: view.published.map(|time| time.date()),
            mentions,
        })
        .collect();
    mention::entities(&articles, lexicon)
}

/// Walks many articles up the road, on all threads; one reading an article, in their order.
pub fn read_all<'a>(
    views: &[ArticleView<'a>],
    steps: Steps,
    lexicon: &Lexicon,
    watch: &Watch,
) -> Result<Vec<Reading<'a>>> {
    each(views, watch, |view| read(view, steps, lexicon))?.into_iter().collect()
}

/// What an article says, kept small enough to hold a corpus of it; `reading` needs all steps done.
pub fn account(reading: &Reading<'_>, agency: Option<&str>, lexicon: &Lexicon) -> Account {
    let told = Told {
        view: &reading.view,
        parsed: &reading.parsed,
        mentions: &reading.mentions,
        times: &reading.times,
        quotes: &reading.quotes,
        events: &reading.events,
    };
    story::read(&told, agency, lexicon)
}

/// Compares the reports of every story, on all threads, then the stories with each other. `stories` gives the story of each account.
pub fn compare_stories(
    accounts: &[Account],
    stories: &[u32],
    lexicon: &Lexicon,
    watch: &Watch,
) -> Result<Comparison> {
    let members = story::members(stories);
    let found = each(&members, watch, |members| story::compare(accounts, members, lexicon))?;
    let mut whole = story::put_together(accounts.len(), &members, found);
    story::join(accounts, stories, &mut whole, lexicon);
    Ok(whole)
}

/// Runs `step` on every article, on all threads, and returns the results in the order of `articles`.
///
/// A panic in `step` is a mistake of ours; it becomes an error that names the article.
pub fn each<A: Sync, R: Send>(
    articles: &[A],
    watch: &Watch,
    step: impl Fn(&A) -> R + Sync,
) -> Result<Vec<R>> {
    let one = |(row, article): (usize, &A)| {
        if watch.is_stopped() {
            return Err(Error::interrupted());
        }
        let rows = catch_unwind(AssertUnwindSafe(|| step(article)));
        let rows = rows.map_err(|panic| Error::bug(words_of(&*panic)).in_article(row))?;
        watch.count_one();
        Ok(rows)
    };
    articles.par_iter().enumerate().map(one).collect()
}

/// Does `work` with a given number of threads, all cores where none is given; the threads end with it.
pub fn on_threads<R: Send>(threads: Option<usize>, work: impl FnOnce() -> R + Send) -> Result<R> {
    if threads == Some(0) {
        return Err(Error::usage("threads=0 would never finish; give 1 or more, or None for all cores"));
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .thread_name(|number| format!("dateline-{number}"))
        .stack_size(16 << 20)
        .build()
        .map_err(|problem| Error::usage(format!("could not start threads: {problem}")))?;
    Ok(pool.install(work))
}

/// What a panic said.
pub fn words_of(panic: &(dyn Any + Send)) -> String {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_names_the_article() {
        let watch = Watch::default();
        let outcome = each(&[1, 2, 3], &watch, |&article| assert_ne!(article, 2, "a page too odd"));
        let message = outcome.unwrap_err().to_string();
        assert!(message.starts_with("a bug in dateline, met in the article of row 1:"), "{message}");
    }

    #[test]
    fn a_stopped_run_ends_as_interrupted() {
        let watch = Watch::default();
        watch.stop();
        let error = each(&[1, 2, 3], &watch, |article| *article).unwrap_err();
        assert_eq!(error.kind(), crate::error::ErrorKind::Interrupted);
    }

    #[test]
    fn the_order_is_that_of_the_articles_on_any_number_of_threads() {
        let articles: Vec<u32> = (0..500).collect();
        for threads in [1, 2, 8] {
            let found = on_threads(Some(threads), || each(&articles, &Watch::default(), |article| *article));
            assert_eq!(found.unwrap().unwrap(), articles);
        }
    }

    #[test]
    fn no_threads_is_a_wrong_option() {
        assert!(on_threads(Some(0), || ()).unwrap_err().to_string().contains("threads=0"));
    }
}
