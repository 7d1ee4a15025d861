//! Carrying out a plan: documents are read, analysed and written at the same time, in order.

use super::gate::{Gate, Ticket};
use super::group::{Analyst, Group, Groups, weight};
use super::{Event, Observer, Plan, Summary};
use crate::source::Documents;
use crate::{Error, Result, sink};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How long a wish to stop may go unheard while a slow input or a long document keeps everybody waiting.
const PATIENCE: Duration = Duration::from_millis(100);

/// Groups that are in work at the same time, for each thread.
const IN_WORK: usize = 3;

/// A group by its number, and what it holds until it is written.
type Analysed = (usize, Result<Group>, Ticket);

impl Plan {
    /// Writes the dataset. The old one stays whole until the new one is complete; `stop`, once set, ends the run
    /// within a moment, whatever is in work: threads that are inside a document finish it behind the caller's
    /// back and end then.
    ///
    /// # Errors
    ///
    /// An I/O error where the dataset cannot be written, [`Error::interrupted`] after `stop`. Documents
    /// that cannot be read are no error: they become rows of `rejects`.
    pub fn run(&self, observer: &dyn Observer, stop: &Arc<AtomicBool>) -> Result<Summary> {
        self.write_to(&self.out, observer, stop)
    }

    /// The same into another folder.
    pub(super) fn write_to(
        &self,
        out: &Path,
        observer: &dyn Observer,
        stop: &Arc<AtomicBool>,
    ) -> Result<Summary> {
        let pool = Arc::new(self.pool()?);
        let analyst = Arc::new(Analyst {
            engine: Arc::clone(&self.engine),
            keep_all_texts: self.with_text,
            timeout: self.timeout_per_document,
            stop: Arc::clone(stop),
        });
        let desk = Desk::new(sink::DatasetWriter::create(out, self.sink.clone())?, &pool, &analyst);
        observer.event(Event::Started {
            files: self.files.len(),
            bytes: self.files.iter().map(|file| file.bytes).sum(),
        });
        let mut summary = Summary { out: out.to_path_buf(), ..Summary::default() };
        let analysed = self.start(&pool, &analyst);
        let mut next = 0;
        let mut waiting = BTreeMap::new();
        while let Some((number, group, ticket)) = heed(&analysed, stop)? {
            waiting.insert(number, (group?, ticket));
            while let Some((group, ticket)) = waiting.remove(&next) {
                let group = desk.write(group)?;
                drop(ticket);
                report(group, &mut summary, observer);
                next += 1;
            }
        }
        summary.rows = desk.finish()?.rows;
        observer.event(Event::Finished { summary: &summary });
        Ok(summary)
    }

    fn pool(&self) -> Result<rayon::ThreadPool> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.map_or(0, usize::from))
            .build()
            .map_err(|cause| Error::output(format!("cannot start threads: {cause}")))
    }

    /// Starts reading and analysing, and gives the groups as they come.
    ///
    /// No thread is joined: standard input, or one long document, may keep it waiting long after everybody
    /// was told to stop.
    fn start(&self, pool: &Arc<rayon::ThreadPool>, analyst: &Arc<Analyst>) -> Receiver<Analysed> {
        let documents = Documents::new(self.files.clone(), self.reading);
        let gate = Gate::new(IN_WORK * pool.current_num_threads());
        let (results, analysed) = channel();
        let (pool, analyst) = (Arc::clone(pool), Arc::clone(analyst));
        thread::spawn(move || {
            let mut groups = Groups::new(documents);
            for number in 0.. {
                let Some(mut ticket) = gate.enter(groups.expects(), PATIENCE, &analyst.stop) else { return };
                let Some(group) = groups.next() else { return };
                ticket.weigh(weight(&group));
                let (analyst, results) = (Arc::clone(&analyst), results.clone());
                // The pool takes analysing and writing in the order in which they come up, so that no thread waits
                // while there is work of either kind.
                pool.spawn_fifo(move || {
                    // Nobody hears it who failed to write, and says why himself.
                    let _ = results.send((number, unbroken(|| analyst.group(group)), ticket));
                });
            }
        });
        analysed
    }
}

/// Where groups are written, by the threads that also analyse. Dropped before it is finished, it leaves no trace,
/// also where a group still waits to be written.
struct Desk<'a> {
    writer: Arc<Mutex<Option<sink::DatasetWriter>>>,
    pool: &'a rayon::ThreadPool,
    analyst: &'a Arc<Analyst>,
}

impl<'a> Desk<'a> {
    fn new(writer: sink::DatasetWriter, pool: &'a rayon::ThreadPool, analyst: &'a Arc<Analyst>) -> Self {
        Self { writer: Arc::new(Mutex::new(Some(writer))), pool, analyst }
    }

    fn write(&self, mut group: Group) -> Result<Group> {
        let (writer, analyst) = (Arc::clone(&self.writer), Arc::clone(self.analyst));
        let (done, written) = channel();
        self.pool.spawn_fifo(move || {
            let result = unbroken(|| match hold(&writer).as_mut() {
                Some(writer) => analyst.write(&mut group, writer),
                None => Err(Error::interrupted()),
            });
            let _ = done.send(result.map(|()| group));
        });
        heed(&written, &self.analyst.stop)?.ok_or_else(Error::interrupted)?
    }

    fn finish(self) -> Result<sink::Summary> {
        let writer = hold(&self.writer).take().ok_or_else(Error::interrupted)?;
        self.pool.install(|| writer.finish())
    }
}

impl Drop for Desk<'_> {
    fn drop(&mut self) {
        drop(hold(&self.writer).take());
    }
}

/// A writer that panicked is only good for being dropped, which needs it all the same.
fn hold(writer: &Mutex<Option<sink::DatasetWriter>>) -> MutexGuard<'_, Option<sink::DatasetWriter>> {
    writer.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The next of what other threads send; `None` when they have sent it all.
fn heed<T>(from: &Receiver<T>, stop: &AtomicBool) -> Result<Option<T>> {
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted());
        }
        match from.recv_timeout(PATIENCE) {
            Ok(item) => return Ok(Some(item)),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Carries out a piece of work; nobody could wait for the result of a thread that is gone.
fn unbroken<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(Error::output("expected every row to be writable, found the work broken off; please report it"))
    })
}

fn report(group: Group, summary: &mut Summary, observer: &dyn Observer) {
    for bytes in group.documents {
        summary.documents += 1;
        summary.bytes += bytes;
        observer.event(Event::Document { bytes });
    }
    for (check, count) in group.findings {
        *summary.findings.entry(check).or_default() += count;
    }
    for reject in group.rejects {
        summary.rejected += 1;
        observer.event(Event::Rejected { reject: &reject });
        if summary.first_rejects.len() < Summary::REJECTS_KEPT {
            summary.first_rejects.push(reject);
        }
    }
}
