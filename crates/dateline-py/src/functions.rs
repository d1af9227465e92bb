//! The calls Python sees. Each converts, runs the core off the interpreter, and converts back.

use dateline::dedup::{DedupOptions, find as find_copies};
use dateline::lexicon::{Lexicon, ListFolder};
use dateline::pipeline::{self, Steps};
use dateline::{Error, schema};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::frames::{self, Place};
use crate::input::Table;
use crate::run::{How, run};
use crate::schemas;
use crate::stream::Frame;

/// Adds the functions to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(schemas::frame_schemas, module)?)?;
    module.add_function(wrap_pyfunction!(extract, module)?)?;
    module.add_function(wrap_pyfunction!(dedup, module)?)
}

/// How many articles are read before their rows are written: enough to keep all cores busy, few enough to hold at once.
const CHUNK: usize = 256;

/// The frames called `wanted`, found in the articles of `frame` in one pass.
#[pyfunction]
#[pyo3(signature = (frame, wanted, *, lists = None, threads = None, progress = None))]
fn extract<'py>(
    py: Python<'py>,
    frame: &Bound<'py, PyAny>,
    wanted: Vec<String>,
    lists: Option<String>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let table = Table::of(frame)?;
    let steps = steps_for(&wanted);
    let frames = run(py, &How { threads, progress }, |watch| {
        let lexicon = Lists::of(lists)?;
        let views = table.views()?;
        let mut chunks = vec![Vec::new(); wanted.len()];
        for (number, views) in views.chunks(CHUNK).enumerate() {
            let first = number * CHUNK;
            let readings = pipeline::read_all(views, steps, lexicon.get(), watch)?;
            let places: Vec<Place<'_>> =
                readings.into_iter().zip(first..).map(|(reading, row)| Place::new(row, reading)).collect();
            for (name, chunks) in wanted.iter().zip(&mut chunks) {
                chunks.push(frames::found(name, &places).map_err(|error| Error::bug(error.to_string()))?);
            }
        }
        Ok(chunks)
    })?;
    let found = PyDict::new(py);
    for (name, chunks) in wanted.iter().zip(frames) {
        let schema = schema::FRAMES.iter().find(|frame| frame.name == name);
        let fields = frames::fields_of(schema.map_or(&[], |frame| frame.columns));
        found.set_item(name, Frame::new(fields, chunks))?;
    }
    Ok(found)
}

/// Which articles are copies of which. Columns: `text`, `outlet`, `published`, and `article_id` to break ties.
#[pyfunction]
#[pyo3(signature = (frame, *, containment, drop_furniture, threads = None, progress = None))]
fn dedup(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    containment: f64,
    drop_furniture: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Frame> {
    let table = Table::of(frame)?;
    let chunk = run(py, &How { threads, progress }, |watch| {
        let options = DedupOptions { containment, drop_furniture };
        let rows = find_copies(&table.dedup_items()?, &options, watch)?;
        frames::duplicates(&rows).map_err(|error| Error::bug(error.to_string()))
    })?;
    Ok(Frame::new(frames::fields_of(schema::DUPLICATES.columns), vec![chunk]))
}

/// The steps that the wanted frames need.
pub(crate) fn steps_for(wanted: &[String]) -> Steps {
    let wants = |name: &str| wanted.iter().any(|wanted| wanted == name);
    Steps {
        trees: wants("tokens"),
        mentions: wants("mentions"),
        times: wants("times"),
        quotes: wants("quotes"),
        events: wants("events"),
    }
}

/// The word lists of a call: ours, or ours with a folder of the user's in front.
enum Lists {
    Ours(&'static Lexicon),
    Theirs(Box<Lexicon>),
}

impl Lists {
    fn of(folder: Option<String>) -> dateline::Result<Self> {
        match folder {
            None => Ok(Self::Ours(Lexicon::built_in()?)),
            Some(folder) => Ok(Self::Theirs(Box::new(Lexicon::load(&ListFolder::at(folder)?)?))),
        }
    }

    fn get(&self) -> &Lexicon {
        match self {
            Self::Ours(lexicon) => lexicon,
            Self::Theirs(lexicon) => lexicon,
        }
    }
}
