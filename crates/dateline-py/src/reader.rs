//! Files as batches of articles, so that a corpus may be larger than memory.

use std::sync::{Mutex, PoisonError};

use dateline::lexicon::Lexicon;
use dateline::raw::{self, Columns, Documents, Raw};
use dateline::watch::Watch;
use dateline::{Error, Result};
use pyo3::prelude::*;

use crate::error::to_python;
use crate::frames::{Extras, article_fields};
use crate::functions::parsed;
use crate::lists::word_lists;
use crate::run::{How, run};
use crate::stream::Frame;

/// A batch ends with the document that makes it this long (bytes of raw text).
const BATCH_BYTES: usize = 16 << 20;

/// The documents of files, folders and patterns, read and parsed a batch at a time.
#[pyclass(frozen, module = "dateline._core")]
pub(crate) struct Reader {
    state: Mutex<State>,
    lexicon: &'static Lexicon,
    extras: Extras,
}

struct State {
    inputs: std::vec::IntoIter<Input>,
    open: Option<(Input, Documents<'static>)>,
    columns: Columns,
    /// How many documents were handed out.
    first: usize,
}

/// A path, folder or pattern as the user wrote it.
struct Input {
    given: String,
    /// Whether its documents are named with the input in front: where there are several inputs, two may hold files of
    /// one name.
    in_ids: bool,
}

#[pymethods]
impl Reader {
    /// Opens inputs. `columns` names the columns of tables: `("text", "body")`; `in_ids` puts the input in front of ids.
    #[new]
    #[pyo3(signature = (paths, *, columns = Vec::new(), keep_raw = false, lists = None, in_ids = false))]
    fn new(
        py: Python<'_>,
        paths: Vec<String>,
        columns: Vec<(String, String)>,
        keep_raw: bool,
        lists: Option<String>,
        in_ids: bool,
    ) -> PyResult<Self> {
        let lexicon = py.detach(|| word_lists(lists.as_deref())).map_err(|error| to_python(&error))?;
        let columns = Columns::named(columns.iter().map(|(field, name)| (field.as_str(), name.as_str())));
        let columns = columns.map_err(|error| to_python(&error))?;
        let inputs: Vec<Input> = paths.into_iter().map(|given| Input { given, in_ids }).collect();
        let state = State { inputs: inputs.into_iter(), open: None, columns, first: 0 };
        Ok(Self { state: Mutex::new(state), lexicon, extras: Extras { id: true, raw: keep_raw } })
    }

    /// The next documents, at most `most` of them; None at the end.
    #[pyo3(signature = (most, *, threads = None, progress = None))]
    fn batch(
        &self,
        py: Python<'_>,
        most: usize,
        threads: Option<isize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Option<Frame>> {
        let batch = run(py, &How { threads, progress }, |watch| {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let raws = state.raws(most.max(1), self.lexicon, watch)?;
            if raws.is_empty() {
                return Ok(None);
            }
            let first = state.first;
            state.first += raws.len();
            parsed(raws, first, self.extras, self.lexicon, watch).map(Some)
        })?;
        Ok(batch.map(|batch| Frame::new(article_fields(self.extras), vec![batch])))
    }
}

impl State {
    /// The next raw documents, across the inputs.
    fn raws(&mut self, most: usize, lexicon: &'static Lexicon, watch: &Watch) -> Result<Vec<Raw>> {
        let mut raws = Vec::new();
        let mut bytes = 0;
        while raws.len() < most && bytes < BATCH_BYTES {
            if watch.is_stopped() {
                return Err(Error::interrupted());
            }
            let Some((input, documents)) = &mut self.open else {
                let Some(input) = self.inputs.next() else { break };
                let documents = raw::read(&input.given, &self.columns, lexicon)?;
                self.open = Some((input, documents));
                continue;
            };
            let Some(raw) = documents.next() else {
                self.open = None;
                continue;
            };
            let raw = input.name(raw?);
            bytes += raw.text.len();
            raws.push(raw);
        }
        Ok(raws)
    }
}

impl Input {
    /// Puts the input in front of an id that was made from a file name.
    fn name(&self, mut raw: Raw) -> Raw {
        let Some(source) = raw.source.as_mut().filter(|_| self.in_ids) else { return raw };
        let made_from_name = raw.article_id.as_ref() == Some(&source.article_id());
        source.path = raw::base_of(&self.given).join(&source.path);
        if made_from_name {
            raw.article_id = Some(source.article_id());
        }
        raw
    }
}
