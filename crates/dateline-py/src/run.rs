//! Work off the interpreter: a worker thread does it while the calling thread looks for Ctrl-C and shows progress.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use dateline::watch::Watch;
use dateline::{Error, Result, pipeline};
use pyo3::prelude::*;

use crate::error::to_python;

/// How often the calling thread looks up: an interrupted cell must stop within 0.2 s.
const LOOK_UP: Duration = Duration::from_millis(50);

/// Room for the deepest page the HTML floor accepts.
const STACK: usize = 16 << 20;

/// How a call runs, as the user asked.
#[derive(Default)]
pub(crate) struct How {
    /// How many threads; all cores where absent.
    pub(crate) threads: Option<isize>,
    /// Called with the number of articles done, now and then.
    pub(crate) progress: Option<Py<PyAny>>,
}

/// Runs `work` with the interpreter released; Ctrl-C, or an exception from the progress call, stops it.
pub(crate) fn run<R: Send>(
    py: Python<'_>,
    how: &How,
    work: impl FnOnce(&Watch) -> Result<R> + Send,
) -> PyResult<R> {
    let threads = how.threads.map(thread_count).transpose().map_err(|error| to_python(&error))?;
    let watch = Watch::default();
    let (outcome, trouble) = py.detach(|| attended(how, threads, &watch, work));
    match trouble {
        Some(trouble) => Err(trouble),
        None => outcome.map_err(|error| to_python(&error)),
    }
}

fn thread_count(threads: isize) -> Result<usize> {
    usize::try_from(threads).map_err(|_| {
        Error::usage(format!("threads={threads} is no count; give 1 or more, or None for all cores"))
    })
}

/// The worker and its attendant; both have ended when this returns.
fn attended<R: Send>(
    how: &How,
    threads: Option<usize>,
    watch: &Watch,
    work: impl FnOnce(&Watch) -> Result<R> + Send,
) -> (Result<R>, Option<PyErr>) {
    std::thread::scope(|scope| {
        let (finished, news) = channel::<()>();
        let spawned = std::thread::Builder::new().name("dateline".into()).stack_size(STACK).spawn_scoped(
            scope,
            move || {
                // Dropped when the work ends, however it ends: that is the news the attendant waits for.
                let _finished = finished;
                caught(|| pipeline::on_threads(threads, || work(watch))?)
            },
        );
        let worker = match spawned {
            Ok(worker) => worker,
            Err(source) => return (Err(Error::usage(format!("could not start a thread: {source}"))), None),
        };
        let mut trouble = None;
        while let Err(RecvTimeoutError::Timeout) = news.recv_timeout(LOOK_UP) {
            if trouble.is_none()
                && let Err(error) = look_up(how, watch)
            {
                watch.stop();
                trouble = Some(error);
            }
        }
        let outcome = worker.join().unwrap_or_else(|panic| Err(Error::bug(pipeline::words_of(&*panic))));
        (outcome, trouble)
    })
}

/// Handles signals that came in, and reports progress.
fn look_up(how: &How, watch: &Watch) -> PyResult<()> {
    Python::attach(|py| {
        py.check_signals()?;
        match &how.progress {
            Some(progress) => progress.call1(py, (watch.done(),)).map(drop),
            None => Ok(()),
        }
    })
}

/// A panic is a bug of ours; it must not take the user's session with it.
fn caught<R>(work: impl FnOnce() -> Result<R>) -> Result<R> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Error::bug(pipeline::words_of(&*panic))))
}
