//! The one place where an error of the core becomes a Python exception.

use dateline::error::{Error, ErrorKind};
use polars_core::error::PolarsError;
use pyo3::create_exception;
use pyo3::exceptions::{PyFileNotFoundError, PyKeyboardInterrupt, PyOSError, PyValueError};
use pyo3::prelude::*;

create_exception!(
    dateline,
    DatelineError,
    PyValueError,
    "A call dateline cannot answer; the message says what to change.

All errors that dateline itself raises are of this class or its children. Files that are missing or cannot be read raise
`FileNotFoundError` and `OSError` instead.

>>> import dateline as dl
>>> try:
...     dl.sentences(\"one text\")
... except dl.DatelineError as error:
...     print(type(error).__name__)
OptionError
"
);
create_exception!(
    dateline,
    OptionError,
    DatelineError,
    "Raised for an option or argument that makes no sense; the message names it and says what is allowed.

>>> import dateline as dl
>>> dl.sentences([\"It rained.\"], threads=0)
Traceback (most recent call last):
    ...
dateline.OptionError: threads=0 is no count of threads; give a whole number from 1 to 4,096, or None for all cores
"
);
create_exception!(
    dateline,
    MissingColumnError,
    DatelineError,
    "Raised where a frame or file lacks a column that the call needs; the message names those it has.

>>> import dateline as dl
>>> dl.sentences({\"body\": [\"It rained.\"]})
Traceback (most recent call last):
    ...
dateline.MissingColumnError: the frame has no column `text`; its columns are: body. ...
"
);
create_exception!(
    dateline,
    WordListError,
    DatelineError,
    "Raised for a word list of your own that does not fit its format; the message names file and line.

>>> import dateline as dl, pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = pathlib.Path(folder, \"cues.tsv\").write_text(\"no header\")
...     dl.quotes([\"It rained.\"], lists=folder)
Traceback (most recent call last):
    ...
dateline.WordListError: word list cues.tsv, line 1: ...
"
);
create_exception!(
    dateline,
    BugError,
    DatelineError,
    "Raised for a bug of dateline. Please report it together with the article that the message names.

>>> import dateline as dl
>>> issubclass(dl.BugError, dl.DatelineError)
True
"
);

/// Adds the exceptions to the module.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("DatelineError", py.get_type::<DatelineError>())?;
    module.add("OptionError", py.get_type::<OptionError>())?;
    module.add("MissingColumnError", py.get_type::<MissingColumnError>())?;
    module.add("WordListError", py.get_type::<WordListError>())?;
    module.add("BugError", py.get_type::<BugError>())
}

/// The exception for an error of the core.
pub(crate) fn to_python(error: &Error) -> PyErr {
    let message = error.to_string();
    match error.kind() {
        ErrorKind::FileNotFound => with_errno::<PyFileNotFoundError>(error, "no such file or folder"),
        ErrorKind::File => with_errno::<PyOSError>(error, "could not be read or written"),
        ErrorKind::List => WordListError::new_err(message),
        ErrorKind::Column => MissingColumnError::new_err(message),
        ErrorKind::Interrupted => PyKeyboardInterrupt::new_err(()),
        ErrorKind::Bug => BugError::new_err(message),
        _ => OptionError::new_err(message),
    }
}

/// An `OSError` with `errno` and `filename` set, as Python's own calls raise it.
fn with_errno<T: pyo3::PyTypeInfo>(error: &Error, otherwise: &str) -> PyErr {
    let path = error.path().map(|path| path.display().to_string()).unwrap_or_default();
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<std::io::Error>());
    let errno = source.and_then(std::io::Error::raw_os_error).unwrap_or(if otherwise.starts_with("no") {
        2
    } else {
        5
    });
    let reason = source.map_or_else(|| otherwise.to_owned(), |source| without_number(&source.to_string()));
    PyErr::new::<T, _>((errno, reason, path))
}

/// Rust ends the message of an operating-system error with its number; Python begins with it.
fn without_number(message: &str) -> String {
    message.split(" (os error").next().unwrap_or(message).to_owned()
}

/// A frame that did not cross the boundary: a bug here, unless the message names a column of the user's.
pub(crate) fn from_polars(error: &PolarsError) -> PyErr {
    DatelineError::new_err(format!("the frame could not cross between Python and Rust: {error}"))
}
