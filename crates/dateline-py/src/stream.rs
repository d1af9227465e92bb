//! Frames across the boundary as Arrow C streams, in both directions.
//!
//! The Arrow C stream (`__arrow_c_stream__`) is a stable interface that Polars, pandas and pyarrow all speak; nothing
//! here depends on a version of theirs.
#![allow(unsafe_code, reason = "the Arrow C stream is a C interface; each use has its proof beside it")]

use std::ffi::CStr;

use arrow::array::{Array, StructArray};
use arrow::datatypes::{ArrowDataType, Field};
use arrow::ffi::{ArrowArrayStream, ArrowArrayStreamReader, export_iterator};
use dateline::schema;
use polars_arrow as arrow;
use polars_core::error::{PolarsResult, polars_err};
use polars_core::prelude::Series;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::error::from_polars;
use crate::frames::fields_of;

/// The name the Arrow PyCapsule interface gives a stream.
const NAME: &CStr = c"arrow_array_stream";

/// A finished frame on its way to Python; `pl.DataFrame(frame)` takes it over without copying.
#[pyclass(frozen, module = "dateline._core")]
pub(crate) struct Frame {
    fields: Vec<Field>,
    chunks: Vec<StructArray>,
}

impl Frame {
    /// A frame of these columns; each chunk is a struct of them.
    pub(crate) fn new(fields: Vec<Field>, chunks: Vec<StructArray>) -> Self {
        Self { fields, chunks }
    }

    /// A frame with the columns that the schema names.
    pub(crate) fn of(frame: &schema::Frame, chunks: Vec<StructArray>) -> Self {
        Self::new(fields_of(frame.columns), chunks)
    }
}

#[pymethods]
impl Frame {
    /// The frame as an Arrow C stream. The requested schema is a wish that we may leave unmet, and do.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let field = Field::new("".into(), ArrowDataType::Struct(self.fields.clone()), false);
        let chunks: Vec<PolarsResult<Box<dyn Array>>> =
            self.chunks.iter().map(|chunk| Ok(Box::new(chunk.clone()) as Box<dyn Array>)).collect();
        PyCapsule::new_with_value(py, export_iterator(Box::new(chunks.into_iter()), field), NAME)
    }

    /// How many rows there are.
    fn __len__(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }
}

/// The columns of a frame that comes from Python.
pub(crate) fn import(frame: &Bound<'_, PyAny>) -> PyResult<Vec<Series>> {
    let capsule = frame.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(NAME))?.cast::<ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a valid `ArrowArrayStream` (Arrow PyCapsule interface), aligned and alive as
    // long as the capsule, which we hold, attached to the interpreter, so that nobody else touches it. We move the stream
    // out and leave a released one behind, as the interface asks: its destructor then has nothing to do.
    let stream = unsafe { pointer.replace(ArrowArrayStream::empty()) };
    series_of(stream).map_err(|error| from_polars(&error))
}

fn series_of(stream: ArrowArrayStream) -> PolarsResult<Vec<Series>> {
    // SAFETY: the producer promises by the capsule's name that stream and schema fulfil the C stream interface.
    let mut reader = unsafe { ArrowArrayStreamReader::try_new(Box::new(stream)) }?;
    let ArrowDataType::Struct(fields) = reader.field().dtype().clone() else {
        return Err(polars_err!(ComputeError: "the Arrow stream holds a single column, not a frame"));
    };
    let mut columns: Vec<Vec<Box<dyn Array>>> = vec![Vec::new(); fields.len()];
    // SAFETY: as above; each array is imported with the schema that the same stream gave.
    while let Some(array) = unsafe { reader.next() } {
        let array = array?;
        let chunk = array.as_any().downcast_ref::<StructArray>();
        let chunk =
            chunk.ok_or_else(|| polars_err!(ComputeError: "a chunk of the Arrow stream is no struct"))?;
        for (column, values) in columns.iter_mut().zip(chunk.values()) {
            column.push(values.clone());
        }
    }
    fields
        .iter()
        .zip(columns)
        .map(|(field, mut chunks)| {
            if chunks.is_empty() {
                chunks.push(arrow::array::new_empty_array(field.dtype.clone()));
            }
            Series::try_from((field.name.clone(), chunks))
        })
        .collect()
}
