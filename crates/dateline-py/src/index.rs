//! What a deduplication index on disk needs of the core; files and ids are Python's part (`dateline/indexing.py`).

use dateline::dedup::{self, DedupOptions, Entry};
use dateline::{Error, schema};
use pyo3::prelude::*;

use crate::frames::{self, Stored};
use crate::functions::dedup_options;
use crate::input::Table;
use crate::run::{How, run};
use crate::stream::{Frame, import};

/// Adds the functions to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Neighbours>()?;
    module.add_function(wrap_pyfunction!(signatures, module)?)?;
    module.add_function(wrap_pyfunction!(compare_signatures, module)?)
}

/// What is kept of the articles in `frame`. Columns: `article_id`, `text`, and `outlet`, `published` where known.
#[pyfunction]
#[pyo3(signature = (frame, *, threads = None, progress = None))]
fn signatures(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    threads: Option<isize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Frame> {
    let table = Table::of(frame)?;
    let (fields, rows) = run(py, &How { threads, progress }, |watch| {
        let ids: Vec<String> = table.ids().into_iter().map(|id| id.unwrap_or_default().to_owned()).collect();
        let entries = dedup::entries(&ids, &table.dedup_items()?, watch)?;
        frames::signatures(&entries).map_err(|error| Error::bug(error.to_string()))
    })?;
    Ok(Frame::new(fields, vec![rows]))
}

/// What `dedup` says about the articles whose signatures these are.
#[pyfunction]
#[pyo3(signature = (frame, *, containment = None, least_link = None, drop_furniture = true, threads = None))]
fn compare_signatures(
    py: Python<'_>,
    frame: &Bound<'_, PyAny>,
    containment: Option<f64>,
    least_link: Option<f64>,
    drop_furniture: bool,
    threads: Option<isize>,
) -> PyResult<Frame> {
    let columns = import(frame)?;
    let chunk = run(py, &How { threads, progress: None }, |watch| {
        let options = dedup_options(containment, least_link, drop_furniture);
        let entries = Stored(&columns).entries()?;
        let rows = dedup::compare_entries(&entries.iter().collect::<Vec<_>>(), &options, watch)?;
        frames::duplicates(&rows).map_err(|error| Error::bug(error.to_string()))
    })?;
    Ok(Frame::of(&schema::DUPLICATES, vec![chunk]))
}

/// New articles that old ones are held against.
#[pyclass(frozen, module = "dateline._core")]
struct Neighbours(dedup::Neighbours);

#[pymethods]
impl Neighbours {
    /// From the signatures of new articles.
    #[new]
    #[pyo3(signature = (frame, *, containment = None))]
    fn new(py: Python<'_>, frame: &Bound<'_, PyAny>, containment: Option<f64>) -> PyResult<Self> {
        let columns = import(frame)?;
        run(py, &How::default(), |_| {
            let entries: Vec<Entry> = Stored(&columns).entries()?;
            let containment = containment.unwrap_or(DedupOptions::default().containment);
            Ok(Self(dedup::Neighbours::new(&entries, containment)))
        })
    }

    /// The rows of old signatures (`exact`, `words`, `size`, `samples`, `word_pairs`) that share enough with a new one.
    fn among(&self, py: Python<'_>, frame: &Bound<'_, PyAny>) -> PyResult<Vec<usize>> {
        let columns = import(frame)?;
        run(py, &How::default(), |_| Stored(&columns).look(|old| self.0.among(old)))
    }
}
