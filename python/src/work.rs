//! Long work: on threads of its own, while the thread that asked for it hears signals and tells how far it is.

use crate::error::raised;
use jadval::extraction::{Event, Observer};
use jadval::{Error, Result};
use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long a signal may wait to be heard.
const PATIENCE: Duration = Duration::from_millis(20);

/// How long work may take to clean up after a wish to stop, before it is left to itself.
const FAREWELL: Duration = Duration::from_millis(50);

/// How far the work is.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    done: AtomicU64,
    total: AtomicU64,
}

impl Observer for Progress {
    fn event(&self, event: Event<'_>) {
        match event {
            Event::Started { inputs, .. } => self.total.store(inputs as u64, Ordering::Relaxed),
            Event::Document { .. } | Event::Rejected { .. } => {
                let _ = self.done.fetch_add(1, Ordering::Relaxed);
            }
            _ => {}
        }
    }
}

/// Does some work on a thread of its own. `tell` is called with the documents that are done and how many there are, 0 where
/// nobody knows; what it raises ends the work, as a signal does.
pub(crate) fn carry_out<T: Send + 'static>(
    py: Python<'_>,
    tell: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&Progress, &Arc<AtomicBool>) -> Result<T> + Send + 'static,
) -> PyResult<T> {
    let (stop, progress) = (Arc::new(AtomicBool::new(false)), Arc::new(Progress::default()));
    let (sender, receiver) = channel();
    let receiver = Mutex::new(receiver);
    let wait = |most| receiver.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(most);
    {
        let (stop, progress) = (Arc::clone(&stop), Arc::clone(&progress));
        let started = thread::Builder::new().name("jadval".to_owned()).spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(|| work(&progress, &stop)));
            // Nobody is there any more where the wish to stop was heard too late.
            let _ = sender.send(done.unwrap_or_else(|_| Err(broken_off())));
        });
        raised(
            py,
            started.map(drop).map_err(|cause| Error::output(format!("cannot start a thread: {cause}"))),
        )?;
    }
    let mut told = None;
    loop {
        let waited = py.detach(|| wait(PATIENCE));
        let news = py.check_signals().and_then(|()| {
            let now = (progress.done.load(Ordering::Relaxed), progress.total.load(Ordering::Relaxed));
            if let Some(tell) = tell.filter(|_| told != Some(now)) {
                told = Some(now);
                tell.call1(now)?;
            }
            Ok(())
        });
        if let Err(raised) = news {
            stop.store(true, Ordering::Relaxed);
            let _ = py.detach(|| wait(FAREWELL));
            return Err(raised);
        }
        match waited {
            Ok(done) => return raised(py, done),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return raised(py, Err(broken_off())),
        }
    }
}

fn broken_off() -> Error {
    Error::output("expected the work to end, found it broken off; please report it")
}

/// Does something on a pool of threads of its own: a process that was forked has none of the global one.
pub(crate) fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|cause| Error::output(format!("cannot start threads: {cause}")))?;
    pool.install(work)
}
