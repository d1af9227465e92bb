//! The Python boundary: converts, releases the interpreter lock, calls the core, converts back.
//!
//! | file | what crosses there |
//! |---|---|
//! | `functions` | the calls Python sees |
//! | `index` | signatures of articles, for the deduplication index on disk |
//! | `expressions` | the same work as Polars expressions |
//! | `frames` | rows of the core as columns, one file a frame |
//! | `accounts` | what articles say, between reading them and comparing stories |
//! | `input` | columns of the user's frame as articles |
//! | `reader` | files as batches of articles |
//! | `lists` | the user's own word lists |
//! | `stream` | both as Arrow C streams |
//! | `plugin` | what Polars expects of an expression plugin |
//! | `schemas` | the columns of every frame, for Python to see |
//! | `run` | the worker thread, Ctrl-C and progress |
//! | `error` | errors as exceptions |

mod accounts;
mod error;
mod expressions;
mod frames;
mod functions;
mod index;
mod input;
mod lists;
mod plugin;
mod reader;
mod run;
mod schemas;
mod stream;

use pyo3::prelude::*;

#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<stream::Frame>()?;
    module.add_class::<reader::Reader>()?;
    module.add_class::<schemas::FrameSchema>()?;
    module.add_class::<schemas::Column>()?;
    error::register(module)?;
    index::register(module)?;
    functions::register(module)
}
