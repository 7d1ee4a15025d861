//! Carrying out a plan: documents are read, analysed and written at the same time, in order.

use super::cache::Cache;
use super::copy::Copier;
use super::gate::{Gate, Ticket};
use super::group::{Analyst, Group, Groups, Memory, TIMEOUT, Writers, weight};
use super::state::{End, Keys, OldState, Recall, StateWriter, Totals};
use super::{Event, Observer, Plan, Summary};
use crate::source::Documents;
use crate::table::tables;
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

/// What the threads that read and analyse send.
enum Analysed {
    /// A group by its number, and what it holds until it is written.
    Group(usize, Result<Group>, Ticket),
    /// Everything was read, and this is how many groups it made.
    End(usize),
}

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
        self.write_to(&self.out, self.cache.as_ref(), observer, stop)
    }

    /// The same into another folder; `cache` holds what the last run on it left.
    pub(super) fn write_to(
        &self,
        out: &Path,
        cache: Option<&Cache>,
        observer: &dyn Observer,
        stop: &Arc<AtomicBool>,
    ) -> Result<Summary> {
        // First of all, since it mends what a killed run left, and says where another is at work.
        let dataset = sink::DatasetWriter::create(out, self.sink.clone())?;
        let keys = cache.map(|cache| self.keys(cache)).transpose()?.unwrap_or_default();
        let old = cache.and_then(|cache| OldState::open(cache, out));
        let mut old = old.filter(|old| old.end.keys.rows == keys.rows && sink::is_intact(out, &old.end.sum));
        if let Some((old, cache)) = old.as_mut().zip(cache)
            && old.end.keys == keys
            && old.has_seen(&self.files, cache.now)
        {
            let summary = unchanged(out, &old.end.totals);
            observer.event(Event::Finished { summary: &summary });
            return Ok(summary);
        }
        let copier = old.is_some().then(|| Copier::open(out)).transpose()?.flatten();
        let old = old.filter(|_| copier.is_some());
        let same_reading = old.as_ref().is_some_and(|old| old.end.keys.reading == keys.reading);
        let recall = old.and_then(Recall::new);
        let memory = cache.map(|cache| Memory { began: cache.now, recall, same_reading });
        let mut state = cache.and_then(|cache| StateWriter::create(cache, out));
        let pool = Arc::new(self.pool()?);
        let analyst = Arc::new(Analyst {
            engine: Arc::clone(&self.engine),
            keep_all_texts: self.with_text,
            timeout: self.timeout_per_document,
            remembers: state.is_some(),
            stop: Arc::clone(stop),
        });
        let desk = Desk::new(Writers { dataset, old: copier }, &pool, &analyst);
        observer.event(Event::Started { files: self.files.len(), bytes: self.files.bytes() });
        let mut summary = Summary { out: out.to_path_buf(), ..Summary::default() };
        let analysed = self.start(&pool, &analyst, memory);
        let mut next = 0;
        let mut waiting = BTreeMap::new();
        let mut by_the_clock = false;
        let mut end = None;
        while end != Some(next) {
            match heed(&analysed, stop)? {
                Analysed::Group(number, group, ticket) => drop(waiting.insert(number, (group?, ticket))),
                Analysed::End(groups) => end = Some(groups),
            }
            while let Some((group, ticket)) = waiting.remove(&next) {
                let mut group = desk.write(group)?;
                drop(ticket);
                by_the_clock |= group.rejects.iter().any(|reject| reject.code == TIMEOUT);
                if let Some(state) = &mut state {
                    std::mem::take(&mut group.traces).into_iter().for_each(|trace| state.add(trace));
                }
                report(group, &mut summary, observer);
                next += 1;
            }
        }
        let written = desk.finish()?;
        summary.rows = written.rows;
        if let Some(state) = state {
            // What the clock decided may be decided otherwise the next time.
            let keys = if by_the_clock { Keys { whole: 0, ..keys } } else { keys };
            state.finish(End { keys, sum: written.sum, totals: totals(&summary) });
        }
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
    fn start(
        &self,
        pool: &Arc<rayon::ThreadPool>,
        analyst: &Arc<Analyst>,
        memory: Option<Memory>,
    ) -> Receiver<Analysed> {
        let documents = Documents::new(Arc::clone(&self.files), self.reading);
        let gate = Gate::new(IN_WORK * pool.current_num_threads());
        let (results, analysed) = channel();
        let (pool, analyst) = (Arc::clone(pool), Arc::clone(analyst));
        thread::spawn(move || {
            let mut groups = Groups::new(documents, memory);
            for number in 0.. {
                let Some(mut ticket) = gate.enter(groups.expects(), PATIENCE, &analyst.stop) else { return };
                let Some(group) = groups.next() else {
                    let _ = results.send(Analysed::End(number));
                    return;
                };
                // A group can be heavier than it seemed, where nobody knew how long the next record is.
                let Some(()) = ticket.weigh(weight(&group), PATIENCE, &analyst.stop) else { return };
                let (analyst, results) = (Arc::clone(&analyst), results.clone());
                // The pool takes analysing and writing in the order in which they come up, so that no thread waits
                // while there is work of either kind.
                pool.spawn_fifo(move || {
                    // Nobody hears it who failed to write, and says why himself.
                    let _ = results.send(Analysed::Group(number, unbroken(|| analyst.group(group)), ticket));
                });
            }
        });
        analysed
    }
}

/// Where groups are written, by the threads that also analyse. Dropped before it is finished, it leaves no trace,
/// also where a group still waits to be written.
struct Desk<'a> {
    writer: Arc<Mutex<Option<Writers>>>,
    pool: &'a rayon::ThreadPool,
    analyst: &'a Arc<Analyst>,
}

impl<'a> Desk<'a> {
    fn new(writer: Writers, pool: &'a rayon::ThreadPool, analyst: &'a Arc<Analyst>) -> Self {
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
        heed(&written, &self.analyst.stop)?
    }

    fn finish(self) -> Result<sink::Summary> {
        let writer = hold(&self.writer).take().ok_or_else(Error::interrupted)?;
        self.pool.install(|| writer.dataset.finish())
    }
}

impl Drop for Desk<'_> {
    fn drop(&mut self) {
        drop(hold(&self.writer).take());
    }
}

/// A writer that panicked is only good for being dropped, which needs it all the same.
fn hold(writer: &Mutex<Option<Writers>>) -> MutexGuard<'_, Option<Writers>> {
    writer.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The next of what other threads send. That they are gone is never the end, which they would have told: they were
/// told to stop, or broke off.
fn heed<T>(from: &Receiver<T>, stop: &AtomicBool) -> Result<T> {
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted());
        }
        match from.recv_timeout(PATIENCE) {
            Ok(item) => return Ok(item),
            Err(RecvTimeoutError::Disconnected) if stop.load(Ordering::Relaxed) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(broken_off()),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Carries out a piece of work; nobody could wait for the result of a thread that is gone.
fn unbroken<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(broken_off()))
}

fn broken_off() -> Error {
    Error::output("expected every row to be writable, found the work broken off; please report it")
}

fn totals(summary: &Summary) -> Totals {
    Totals {
        documents: summary.documents,
        bytes: summary.bytes,
        rows: summary.rows.iter().map(|(_, rows)| *rows).collect(),
        findings: summary.findings.clone(),
        rejected: summary.rejected,
    }
}

/// What the last run said of a dataset that is still what it would write.
fn unchanged(out: &Path, totals: &Totals) -> Summary {
    Summary {
        out: out.to_path_buf(),
        documents: totals.documents,
        known: totals.documents,
        unchanged: true,
        bytes: totals.bytes,
        rows: tables().iter().map(|table| table.name).zip(totals.rows.iter().copied()).collect(),
        findings: totals.findings.clone(),
        rejected: totals.rejected,
        first_rejects: Vec::new(),
    }
}

fn report(group: Group, summary: &mut Summary, observer: &dyn Observer) {
    for bytes in group.documents {
        summary.documents += 1;
        summary.bytes += bytes;
        observer.event(Event::Document { bytes });
    }
    summary.known += group.known;
    for (check, count) in group.findings {
        *summary.findings.entry(check.to_string()).or_default() += count;
    }
    for reject in group.rejects {
        summary.rejected += 1;
        observer.event(Event::Rejected { reject: &reject });
        if summary.first_rejects.len() < Summary::REJECTS_KEPT {
            summary.first_rejects.push(reject);
        }
    }
    if group.before_large {
        observer.event(Event::Large);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LARGE, Request};
    use super::*;

    /// Threads that heard the wish to stop go away, and who waits for them may see that first.
    #[test]
    fn threads_that_were_told_to_stop_are_not_at_their_end() {
        for _ in 0..200 {
            let stop = Arc::new(AtomicBool::new(false));
            let (sender, receiver) = channel::<()>();
            let thread = thread::spawn({
                let stop = Arc::clone(&stop);
                move || {
                    thread::yield_now();
                    stop.store(true, Ordering::Relaxed);
                    drop(sender);
                }
            });
            let heard = heed(&receiver, &stop);
            assert!(heard.is_err_and(|error| error.is_interrupted()));
            thread.join().expect("it ends");
        }
    }

    #[test]
    fn large_documents_are_announced_when_all_before_them_are_written() {
        #[derive(Default)]
        struct Heard(Mutex<Vec<&'static str>>);
        impl Observer for Heard {
            fn event(&self, event: Event<'_>) {
                let said = match event {
                    Event::Large => "large",
                    Event::Document { bytes: LARGE.. } => "it",
                    Event::Document { .. } => "document",
                    _ => return,
                };
                self.0.lock().expect("a list").push(said);
            }
        }
        let folder = tempfile::tempdir().expect("folder");
        for (name, text) in [("a", "x"), ("b", &*"\n".repeat(LARGE as usize)), ("c", "y"), ("d", "z")] {
            std::fs::write(folder.path().join(name).with_extension("txt"), text).expect("file");
        }
        let request = Request::new("large", vec![folder.path().to_owned()], folder.path().join("out"));
        let heard = Heard::default();
        Plan::resolve(request).expect("a plan").run(&heard, &Arc::default()).expect("a run");
        assert_eq!(*heard.0.lock().expect("a list"), ["document", "large", "it", "document", "document"]);
    }

    #[test]
    fn threads_that_broke_off_are_not_at_their_end() {
        let (sender, receiver) = channel::<()>();
        drop(sender);
        let error = heed(&receiver, &AtomicBool::new(false)).expect_err("an error");
        assert!(error.to_string().contains("broken off"), "{error}");
    }
}
