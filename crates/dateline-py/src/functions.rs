//! The calls Python sees. Each converts, runs the core off the interpreter, and converts back.

use dateline::article::ArticleView;
use dateline::dedup::{DedupOptions, find as find_copies, passages};
use dateline::lexicon::{Actors, Lexicon, Petrarch, PetrarchVerbs, is_table};
use dateline::pipeline::{self, Reading, Steps};
use dateline::raw::{Columns, Field, Raw};
use dateline::story::{self, StoryOptions};
use dateline::syntax::Model;
use dateline::syntax::conllu::annotate;
use dateline::watch::Watch;
use dateline::{Error, schema};
use polars_arrow::array::StructArray;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::accounts::compared;
use crate::error::to_python;
use crate::frames::{self, Document, Extras, Place};
use crate::input::{Table, read_time};
use crate::lists::{self, read_dictionary, with_dictionaries, word_lists};
use crate::run::{How, run};
use crate::schemas;
use crate::stream::Frame;

/// Adds the functions to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(schemas::frame_schemas, module)?)?;
    module.add_function(wrap_pyfunction!(schemas::issue_words, module)?)?;
    module.add_function(wrap_pyfunction!(extract, module)?)?;
    module.add_function(wrap_pyfunction!(compare, module)?)?;
    module.add_function(wrap_pyfunction!(conllu, module)?)?;
    module.add_function(wrap_pyfunction!(lists::event_patterns, module)?)?;
    module.add_function(wrap_pyfunction!(dedup, module)?)?;
    module.add_function(wrap_pyfunction!(alignments, module)?)?;
    module.add_function(wrap_pyfunction!(guess_columns, module)?)?;
    module.add_function(wrap_pyfunction!(unread_dates, module)?)?;
    module.add_function(wrap_pyfunction!(petrarch_actors, module)?)?;
    module.add_function(wrap_pyfunction!(table_actors, module)?)?;
    module.add_function(wrap_pyfunction!(petrarch_verbs, module)?)?;
    module.add_function(wrap_pyfunction!(stories, module)?)?;
    module.add_function(wrap_pyfunction!(days_from_stories, module)?)?;
    module.add_function(wrap_pyfunction!(parse, module)?)
}

/// How many articles are read before their rows are written: enough to keep all cores busy, few enough to hold at once.
const CHUNK: usize = 256;

/// The frame that needs the mentions of all articles at once.
const ENTITIES: &str = schema::ENTITIES.name;

/// The frames called `wanted`, found in the articles of `frame` in one pass.
#[pyfunction]
#[pyo3(signature = (frame, wanted, *, lists = None, actors = vec![], verbs = None, threads = None, progress = None))]
#[allow(clippy::too_many_arguments, reason = "keyword options of a Python call")]
fn extract<'py>(
    py: Python<'py>,
    frame: &Bound<'py, PyAny>,
    wanted: Vec<String>,
    lists: Option<String>,
    actors: Vec<String>,
    verbs: Option<String>,
    threads: Option<isize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let table = Table::of(frame)?;
    let steps = steps_for(&wanted);
    let frames = run(py, &How { threads, progress }, |watch| {
        let lexicon = with_dictionaries(lists.as_deref(), &actors, verbs.as_deref())?;
        let views = table.views()?;
        let chunks = gather(&wanted, &views, steps, lexicon, watch, |_, _| ())?;
        Ok(chunks)
    })?;
    let found = PyDict::new(py);
    for (name, chunks) in wanted.iter().zip(frames) {
        let Some(schema) = schema::FRAMES.iter().find(|frame| frame.name == name) else { continue };
        found.set_item(name, Frame::of(schema, chunks))?;
    }
    Ok(found)
}

/// The frames called `wanted` of the articles, chunk by chunk; `visit` sees every reading with its row, in order.
fn gather<'a>(
    wanted: &[String],
    views: &'a [ArticleView<'a>],
    steps: Steps,
    lexicon: &Lexicon,
    watch: &Watch,
    mut visit: impl FnMut(usize, &Reading<'a>),
) -> dateline::Result<Vec<Vec<StructArray>>> {
    let mut chunks = vec![Vec::new(); wanted.len()];
    let joins = wanted.iter().any(|name| name == ENTITIES);
    let mut mentions = Vec::new();
    for (number, some) in views.chunks(CHUNK).enumerate() {
        let first = number * CHUNK;
        let readings = pipeline::read_all(some, steps, lexicon, watch)?;
        for (row, reading) in (first..).zip(&readings) {
            visit(row, reading);
        }
        if joins {
            mentions.extend(readings.iter().map(|reading| reading.mentions.clone()));
        }
        let places: Vec<Place<'_>> =
            readings.into_iter().zip(first..).map(|(reading, row)| Place::new(row, reading)).collect();
        for (name, chunks) in wanted.iter().zip(&mut chunks).filter(|(name, _)| *name != ENTITIES) {
            chunks.push(frames::found(name, &places).map_err(|error| Error::bug(error.to_string()))?);
        }
    }
    if joins {
        let rows = pipeline::entities(views, &mentions, lexicon);
        let rows = frames::entities(&rows).map_err(|error| Error::bug(error.to_string()))?;
        for (_, chunks) in wanted.iter().zip(&mut chunks).filter(|(name, _)| *name == ENTITIES) {
            chunks.push(rows.clone());
        }
    }
    Ok(chunks)
}

/// Line number, text and reason of a line of a verbs file that cannot be used.
type UnusedLine = (usize, String, &'static str);
/// File, line number and problem of an entry of an actors or agents file.
type UnreadEntry = (String, usize, String);
/// Row of an article without a date, the day where only one is left, how exact it is, and the evidence.
type FoundDay = (usize, Option<String>, String, String);

/// How many verb forms and patterns a PETRARCH verbs file has, and the lines that cannot be used, with the reason.
#[pyfunction]
fn petrarch_verbs(py: Python<'_>, path: String) -> PyResult<(usize, usize, Vec<UnusedLine>)> {
    let verbs = py
        .detach(|| Ok::<_, Error>(PetrarchVerbs::read(&read_dictionary(&path)?)))
        .map_err(|error| to_python(&error))?;
    let unsupported =
        verbs.unsupported().iter().map(|line| (line.line, line.text.clone(), line.reason)).collect();
    Ok((verbs.len(), verbs.pattern_count(), unsupported))
}

/// How many names and agents PETRARCH files have, and what could not be read: file, line, problem.
#[pyfunction]
fn petrarch_actors(py: Python<'_>, paths: Vec<String>) -> PyResult<(usize, usize, Vec<UnreadEntry>)> {
    let read = || {
        let files: Vec<(String, String)> = paths
            .iter()
            .map(|path| Ok((path.clone(), read_dictionary(path)?)))
            .collect::<dateline::Result<_>>()?;
        // A table is in another format: `table_actors`.
        let files: Vec<_> = files.into_iter().filter(|(_, content)| !is_table(content)).collect();
        Ok::<_, Error>(Petrarch::read(&files, ""))
    };
    let found = py.detach(read).map_err(|error| to_python(&error))?;
    Ok((found.actors.len(), found.agents.len(), found.actors.problems().to_vec()))
}

/// How many names tables of actors have.
#[pyfunction]
fn table_actors(py: Python<'_>, paths: Vec<String>) -> PyResult<usize> {
    let read = || {
        let mut actors = Actors::default();
        for path in &paths {
            actors.read_table(path, &read_dictionary(path)?)?;
        }
        Ok::<_, Error>(actors.len())
    };
    py.detach(read).map_err(|error| to_python(&error))
}

/// The articles in the raw documents of `frame`: columns `raw` (String or Binary), `html` or `text`, and what is known.
#[pyfunction]
#[pyo3(signature = (frame, *, keep_raw = false, lists = None, threads = None, progress = None))]
fn parse(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    keep_raw: bool,
    lists: Option<String>,
    threads: Option<isize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Frame> {
    let table = Table::of(frame)?;
    let extras = Extras { id: false, raw: keep_raw };
    let chunks = run(py, &How { threads, progress }, |watch| {
        let lexicon = word_lists(lists.as_deref())?;
        let mut chunks = Vec::new();
        for first in (0..table.rows()).step_by(CHUNK) {
            let raws = table.raws(first..(first + CHUNK).min(table.rows()));
            chunks.push(parsed(raws, first, extras, lexicon, watch)?);
        }
        Ok(chunks)
    })?;
    Ok(Frame::new(frames::article_fields(extras), chunks))
}

/// Which of the columns `names` holds which field, by the names given and else by those that are usual.
#[pyfunction]
#[pyo3(signature = (names, *, columns = Vec::new()))]
fn guess_columns(
    names: Vec<String>,
    columns: Vec<(String, String)>,
) -> PyResult<Vec<(&'static str, String)>> {
    let given = columns.iter().map(|(field, name)| (field.as_str(), name.as_str()));
    let lexicon = word_lists(None).map_err(|error| to_python(&error))?;
    let columns = Columns::named(given).map_err(|error| to_python(&error))?;
    let there: Vec<&str> = names.iter().map(String::as_str).collect();
    let found =
        |field: &Field| Some((field.as_str(), names.get(columns.find(*field, &there, lexicon)?)?.clone()));
    Ok(Field::ALL.iter().filter_map(found).collect())
}

/// Those of the values that are no date in ISO 8601.
#[pyfunction]
fn unread_dates(values: Vec<String>) -> Vec<String> {
    values.into_iter().filter(|value| read_time("published", 0, value).is_err()).collect()
}

/// The rows of a batch of raw documents.
pub(crate) fn parsed(
    raws: Vec<Raw>,
    first: usize,
    extras: Extras,
    lexicon: &Lexicon,
    watch: &Watch,
) -> dateline::Result<StructArray> {
    let articles = pipeline::articles(&raws, lexicon, watch)?;
    let documents: Vec<Document> =
        articles.into_iter().zip(raws).map(|(article, raw)| Document { article, raw }).collect();
    frames::articles(&documents, first, extras).map_err(|error| Error::bug(error.to_string()))
}

/// The options given, and the usual values for those not given.
pub(crate) fn dedup_options(
    containment: Option<f64>,
    least_link: Option<f64>,
    drop_furniture: bool,
) -> DedupOptions {
    let usual = DedupOptions::default();
    DedupOptions {
        containment: containment.unwrap_or(usual.containment),
        least_link: least_link.unwrap_or(usual.least_link),
        drop_furniture,
    }
}

/// Which articles are copies of which. Columns: `text`, `outlet`, `published`, and `article_id` to break ties.
#[pyfunction]
#[pyo3(signature = (frame, *, containment = None, least_link = None, drop_furniture = true, threads = None, progress = None))]
fn dedup(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    containment: Option<f64>,
    least_link: Option<f64>,
    drop_furniture: bool,
    threads: Option<isize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Frame> {
    let table = Table::of(frame)?;
    let chunk = run(py, &How { threads, progress }, |watch| {
        let options = dedup_options(containment, least_link, drop_furniture);
        let rows = find_copies(&table.dedup_items()?, &options, watch)?;
        frames::duplicates(&rows).map_err(|error| Error::bug(error.to_string()))
    })?;
    Ok(Frame::of(&schema::DUPLICATES, vec![chunk]))
}

/// The passages that pairs of articles share; `pairs` holds the row numbers of copy and source. Column: `text`.
#[pyfunction]
#[pyo3(signature = (frame, pairs, *, threads = None, progress = None))]
fn alignments(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    pairs: Vec<(usize, usize)>,
    threads: Option<isize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Frame> {
    let table = Table::of(frame)?;
    let chunk = run(py, &How { threads, progress }, |watch| {
        let items = table.dedup_items()?;
        let found = passages(&items, &pairs, watch)?;
        frames::alignments(&found, &items).map_err(|error| Error::bug(error.to_string()))
    })?;
    Ok(Frame::of(&schema::ALIGNMENTS, vec![chunk]))
}

/// Which articles tell one story. Columns: `title`, `text`, `published`, and `article_id` to break ties.
#[pyfunction]
#[pyo3(signature = (frame, *, link = None, days = None, threads = None, progress = None))]
fn stories(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    link: Option<f64>,
    days: Option<f64>,
    threads: Option<isize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Frame> {
    let table = Table::of(frame)?;
    let chunk = run(py, &How { threads, progress }, |watch| {
        let stories = story::find(&table.story_items()?, &StoryOptions { link, days }, watch)?;
        frames::stories(&stories).map_err(|error| Error::bug(error.to_string()))
    })?;
    Ok(Frame::of(&schema::STORIES, vec![chunk]))
}

/// What the reports of each story say beside each other: `provenance`, `claims`, `disagreements`, and those of `wanted`
/// that are found in single articles, in one pass. Columns as for `extract`, and `agency`; `stories` has the story of
/// each article.
#[pyfunction]
#[pyo3(signature = (frame, stories, wanted, *, lists = None, threads = None, progress = None))]
fn compare<'py>(
    py: Python<'py>,
    frame: &Bound<'py, PyAny>,
    stories: Vec<u32>,
    wanted: Vec<String>,
    lists: Option<String>,
    threads: Option<isize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let table = Table::of(frame)?;
    let frames = run(py, &How { threads, progress }, |watch| {
        let lexicon = word_lists(lists.as_deref())?;
        let views = table.views()?;
        if stories.len() != views.len() {
            return Err(Error::usage(format!("{} articles have {} stories", views.len(), stories.len())));
        }
        let agencies = table.agencies();
        let mut accounts = Vec::with_capacity(views.len());
        let chunks = gather(&wanted, &views, Steps::ALL, lexicon, watch, |row, reading| {
            let agency = agencies.get(row).copied().flatten();
            accounts.push(pipeline::account(reading, agency, lexicon));
        })?;
        let texts: Vec<&str> = views.iter().map(|view| view.text).collect();
        let mut named = compared(&accounts, &stories, &texts, lexicon, watch)?;
        for (name, chunks) in wanted.iter().zip(chunks) {
            let schema = schema::FRAMES.iter().find(|frame| frame.name == name);
            let Some(schema) = schema else { continue };
            named.push((schema.name, Frame::of(schema, chunks)));
        }
        Ok(named)
    })?;
    let found = PyDict::new(py);
    for (name, frame) in frames {
        found.set_item(name, frame)?;
    }
    Ok(found)
}

/// The days left to articles without a date by the other reports of their stories: row, the day where only one is left,
/// how exact it is, and the evidence. Columns: those of `parse`.
#[pyfunction]
#[pyo3(signature = (frame, stories, *, lists = None, threads = None))]
fn days_from_stories(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    stories: Vec<u32>,
    lists: Option<String>,
    threads: Option<isize>,
) -> PyResult<Vec<FoundDay>> {
    let table = Table::of(frame)?;
    let found = run(py, &How { threads, progress: None }, |watch| {
        let views = table.views()?;
        pipeline::days_from_stories(&views, &stories, word_lists(lists.as_deref())?, watch)
    })?;
    let rows = found.into_iter().enumerate().filter_map(|(row, found)| Some((row, found?)));
    Ok(rows
        .map(|(row, found)| {
            let day = found.day().map(|day| day.to_string());
            (row, day, found.precision.as_str().to_owned(), found.evidence)
        })
        .collect())
}

/// A text as CoNLL-U; with `gold_tokens`, CoNLL-U whose words are kept and whose annotation is made anew.
#[pyfunction]
#[pyo3(signature = (text, *, gold_tokens = false, lists = None))]
fn conllu<'py>(
    py: Python<'py>,
    text: &[u8],
    gold_tokens: bool,
    lists: Option<String>,
) -> PyResult<Bound<'py, PyBytes>> {
    let written = run(py, &How::default(), |_| {
        let mut written = Vec::new();
        let lexicon = word_lists(lists.as_deref())?;
        annotate(text, &mut written, gold_tokens, lexicon, Model::built_in()?)
            .map_err(|source| Error::file("CoNLL-U", source))?;
        Ok(written)
    })?;
    Ok(PyBytes::new(py, &written))
}

/// The steps that the wanted frames need.
pub(crate) fn steps_for(wanted: &[String]) -> Steps {
    let wants = |name: &str| wanted.iter().any(|wanted| wanted == name);
    Steps {
        trees: wants("tokens"),
        mentions: wants("mentions") || wants(ENTITIES),
        times: wants("times"),
        quotes: wants("quotes"),
        events: wants("events"),
    }
}
