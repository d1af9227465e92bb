//! What Polars expects of an expression plugin, written by hand.
//!
//! Polars opens this library by its path and looks up, for an expression called `x`, the symbols `_polars_plugin_x` (the
//! work) and `_polars_plugin_field_x` (the type of its result), besides the two below (polars-plan,
//! `function_expr/plugin.rs`; polars-ffi, `version_0`). The interface carries a version and has been the same since it
//! was introduced; columns cross as Arrow C data.
#![allow(unsafe_code, reason = "a C interface; each use has its proof beside it")]

use std::cell::RefCell;
use std::ffi::{CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow::datatypes::{ArrowDataType, Field};
use arrow::ffi::{ArrowSchema, export_field_to_c, import_field_from_c};
use dateline::pipeline::words_of;
use polars_arrow as arrow;
use polars_core::error::PolarsResult;
use polars_core::prelude::Series;
use polars_ffi::version_0::{SeriesExport, export_series, import_series_buffer};

thread_local! {
    static LAST_ERROR: RefCell<CString> = RefCell::default();
}

/// Keeps a message for Polars to fetch. Inner NULs are left out: a C string ends at the first.
fn remember(message: &str) {
    let message = CString::new(message.replace('\0', "")).unwrap_or_default();
    LAST_ERROR.with(|last| *last.borrow_mut() = message);
}

// SAFETY of the two symbols: no other library of the process exports them into this one's lookups; Polars asks the
// handle of this library for them.

#[unsafe(no_mangle)]
extern "C" fn _polars_plugin_get_last_error_message() -> *const c_char {
    // Lives in the thread until the next error; Polars copies it at once.
    LAST_ERROR.with(|last| last.borrow().as_ptr())
}

#[unsafe(no_mangle)]
extern "C" fn _polars_plugin_get_version() -> u32 {
    let (major, minor) = polars_ffi::get_version();
    (u32::from(major) << 16) + u32::from(minor)
}

/// Runs an expression; on failure the output stays empty and the reason is remembered.
///
/// # Safety
/// `inputs` points to `count` exported series that the caller forgets afterwards, `output` to an empty export. That is
/// what Polars passes to `_polars_plugin_x`.
pub(crate) unsafe fn call(
    inputs: *mut SeriesExport,
    count: usize,
    output: *mut SeriesExport,
    work: impl FnOnce(&[Series]) -> PolarsResult<Series>,
) {
    let done = catch_unwind(AssertUnwindSafe(|| {
        // SAFETY: by the contract above; the series are moved out and released by us, once.
        let inputs = unsafe { import_series_buffer(inputs, count) }?;
        work(&inputs)
    }));
    match done {
        // SAFETY: `output` is valid for writing, and empty, so that nothing is overwritten that would need release.
        Ok(Ok(series)) => unsafe { output.write(export_series(&series)) },
        Ok(Err(error)) => remember(&error.to_string()),
        Err(panic) => remember(&format!("a bug in dateline: {}", words_of(&*panic))),
    }
}

/// Tells the type of an expression's result; it keeps the name of the first input.
///
/// # Safety
/// `inputs` points to `count` valid Arrow schemas that stay the caller's, `output` to an empty one.
pub(crate) unsafe fn field(
    inputs: *const ArrowSchema,
    count: usize,
    output: *mut ArrowSchema,
    dtype: ArrowDataType,
) {
    if count == 0 {
        return remember("the expression needs a column");
    }
    // SAFETY: there is at least one schema, and it is only read.
    match unsafe { import_field_from_c(&*inputs) } {
        // SAFETY: `output` is valid for writing, and empty.
        Ok(first) => unsafe { output.write(export_field_to_c(&Field::new(first.name, dtype, true))) },
        Err(error) => remember(&error.to_string()),
    }
}

/// Exports an expression under the two names Polars looks for.
macro_rules! export {
    ($work:path, $dtype:expr, $symbol:ident, $field:ident) => {
        #[unsafe(no_mangle)]
        #[allow(unsafe_code, reason = "called by Polars, as `plugin` describes")]
        unsafe extern "C" fn $symbol(
            inputs: *mut polars_ffi::version_0::SeriesExport,
            count: usize,
            _options: *const u8,
            _options_length: usize,
            output: *mut polars_ffi::version_0::SeriesExport,
            _context: *const polars_ffi::version_0::CallerContext,
        ) {
            // SAFETY: Polars calls this symbol with what `call` asks for.
            unsafe { $crate::plugin::call(inputs, count, output, $work) }
        }

        #[unsafe(no_mangle)]
        #[allow(unsafe_code, reason = "called by Polars, as `plugin` describes")]
        unsafe extern "C" fn $field(
            inputs: *const polars_arrow::ffi::ArrowSchema,
            count: usize,
            output: *mut polars_arrow::ffi::ArrowSchema,
            _options: *const u8,
            _options_length: usize,
        ) {
            // SAFETY: Polars calls this symbol with what `field` asks for.
            unsafe { $crate::plugin::field(inputs, count, output, $dtype) }
        }
    };
}

pub(crate) use export;
