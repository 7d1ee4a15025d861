//! Carrying out a plan: documents are read, analysed and written at the same time, in order.

use super::cache::Cache;
use super::copy::Copier;
use super::group::{Group, GroupAnalyst, Groups, Memory, Writers};
use super::renamed;
use super::state::{End, Keys, OldState, Recall, StateWriter, Totals};
use super::{Plan, Summary};
use crate::extraction::{Event, Extraction, Observer, catch_panic, recv_or_stop};
use crate::source::{Documents, TIMEOUT, UNREADABLE};
use crate::tables::{Tables, tables};
use crate::{Error, Result, sink};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
            observer.event(Event::Finished { documents: summary.documents, rejected: summary.rejected });
            return Ok(summary);
        }
        let copier = old.is_some().then(|| Copier::open(out)).transpose()?.flatten();
        let old = old.filter(|_| copier.is_some());
        let same_reading = old.as_ref().is_some_and(|old| old.end.keys.reading == keys.reading);
        let recall = old.and_then(Recall::new);
        let memory = cache.map(|cache| Memory { began: cache.now, recall, same_reading });
        let mut state = cache.and_then(|cache| StateWriter::create(cache, out));
        let extraction = Extraction::new(Arc::clone(&self.engine))
            .stop(stop)
            .observer(observer)
            .timeout_per_document(self.timeout_per_document)
            .max_document_memory(self.max_document_memory)
            .threads(self.jobs.map_or(0, usize::from));
        let pool = Arc::new(extraction.pool()?);
        let corrections = renamed::found(self, stop)?;
        let analyst = Arc::new(GroupAnalyst {
            documents: extraction.analyst(),
            keep_all_texts: self.with_text,
            corrections: Arc::clone(&corrections),
            remembers: state.is_some(),
        });
        let writer = OrderedWriter::new(Writers { dataset, old: copier }, &pool, &analyst, stop);
        extraction.tell(Event::Started { inputs: self.files.len(), bytes: self.files.bytes() });
        let mut summary = Summary { out: out.to_path_buf(), ..Summary::default() };
        let mut may_change = false;
        let mut heard = vec![false; self.corrections.lines().len()];
        let groups = Groups::new(
            Documents::new(Arc::clone(&self.files), self.reading.clone()),
            Arc::clone(&corrections),
            memory,
        );
        let analyse = {
            let analyst = Arc::clone(&analyst);
            move |group| analyst.group(group)
        };
        extraction.carry_out_detached(&pool, groups, analyse, |group| {
            let mut group = writer.write(group)?;
            for &line in &group.heard {
                if let Some(heard) = heard.get_mut(line as usize) {
                    *heard = true;
                }
            }
            may_change |=
                group.outcome.rejects.iter().any(|reject| [TIMEOUT, UNREADABLE].contains(&reject.code));
            if let Some(state) = &mut state {
                std::mem::take(&mut group.traces).into_iter().for_each(|trace| state.add(trace));
            }
            report(group, &mut summary, observer);
            Ok(())
        })?;
        let unheard = corrections.lines().iter().zip(0..).zip(&heard).filter(|(_, heard)| !**heard);
        let mut rest = analyst.tables();
        unheard.for_each(|((line, at), _)| rest.append_unheard(line, corrections.is_undecided(at)));
        let written = writer.finish(&rest.finish_part()?)?;
        summary.rows = written.rows;
        if let Some(state) = state {
            // What the clock decided may be decided otherwise the next time, and what was not to be read may be.
            let keys = if may_change { Keys { whole: 0, ..keys } } else { keys };
            state.finish(End { keys, sum: written.sum, totals: totals(&summary) });
        }
        extraction.tell(Event::Finished { documents: summary.documents, rejected: summary.rejected });
        Ok(summary)
    }
}

/// Where groups are written, by the threads that also analyse. Dropped before it is finished, it leaves no trace,
/// also where a group still waits to be written.
struct OrderedWriter<'a> {
    writer: Arc<Mutex<Option<Writers>>>,
    pool: &'a rayon::ThreadPool,
    analyst: &'a Arc<GroupAnalyst>,
    stop: &'a AtomicBool,
}

impl<'a> OrderedWriter<'a> {
    fn new(
        writers: Writers,
        pool: &'a rayon::ThreadPool,
        analyst: &'a Arc<GroupAnalyst>,
        stop: &'a AtomicBool,
    ) -> Self {
        Self { writer: Arc::new(Mutex::new(Some(writers))), pool, analyst, stop }
    }

    fn write(&self, mut group: Group) -> Result<Group> {
        let (writer, analyst) = (Arc::clone(&self.writer), Arc::clone(self.analyst));
        let (done, written) = channel();
        self.pool.spawn_fifo(move || {
            let result = catch_panic(|| match hold(&writer).as_mut() {
                Some(writer) => analyst.write(&mut group, writer),
                None => Err(Error::interrupted()),
            });
            let _ = done.send(result.map(|()| group));
        });
        recv_or_stop(&written, self.stop)?
    }

    /// Ends the dataset with rows that are of no document.
    fn finish(self, rest: &Tables) -> Result<sink::Summary> {
        let mut writer = hold(&self.writer).take().ok_or_else(Error::interrupted)?;
        writer.dataset.write_until(rest, &|| self.stop.load(Ordering::Relaxed))?;
        self.pool.install(|| writer.dataset.finish())
    }
}

impl Drop for OrderedWriter<'_> {
    fn drop(&mut self) {
        drop(hold(&self.writer).take());
    }
}

/// A writer that panicked is only good for being dropped, which needs it all the same.
fn hold(writer: &Mutex<Option<Writers>>) -> MutexGuard<'_, Option<Writers>> {
    writer.lock().unwrap_or_else(PoisonError::into_inner)
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
        other_kinds: BTreeMap::new(),
        formats: BTreeMap::new(),
    }
}

fn report(group: Group, summary: &mut Summary, observer: &dyn Observer) {
    group.outcome.tell(observer);
    summary.documents += group.outcome.documents.len() as u64;
    summary.bytes += group.outcome.documents.iter().sum::<u64>();
    summary.known += group.known;
    for (check, count) in group.findings {
        *summary.findings.entry(check.to_string()).or_default() += count;
    }
    for reject in group.outcome.rejects.iter().filter(|reject| reject.code == "unsupported-format") {
        let kind = Path::new(&reject.path)
            .extension()
            .map_or_else(String::new, |e| e.to_string_lossy().to_lowercase());
        *summary.other_kinds.entry(kind).or_default() += 1;
    }
    for (format, has_cells) in group.formats {
        // A row of a table that is a document of its own has no cells.
        let is_table = format.is_table() && has_cells;
        *summary.formats.entry((format.name(), is_table)).or_default() += 1;
    }
    summary.rejected += group.outcome.rejects.len() as u64;
    let room = Summary::REJECTS_KEPT - summary.first_rejects.len();
    summary.first_rejects.extend(group.outcome.rejects.into_iter().take(room));
    if group.before_large {
        observer.event(Event::Large);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Request;
    use super::*;
    use crate::extraction::{BREAKING, LARGE};

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
    fn a_document_that_breaks_its_analysis_off_is_a_reject_and_the_others_are_written() {
        let folder = tempfile::tempdir().expect("folder");
        for (name, text) in [("a", "ده نفر"), ("b", BREAKING), ("c", "پنج نفر")] {
            std::fs::write(folder.path().join(name).with_extension("txt"), text).expect("file");
        }
        let request = Request::new("breaks", vec![folder.path().to_owned()], folder.path().join("out"));
        let summary = Plan::resolve(request).expect("a plan").run(&(), &Arc::default()).expect("a run");
        assert_eq!((summary.documents, summary.rejected), (2, 1));
        assert_eq!(summary.first_rejects[0].code, "panic");
        assert!(summary.first_rejects[0].path.ends_with("b.txt"), "{:?}", summary.first_rejects);
        let rows = |table| summary.rows.iter().find(|(name, _)| *name == table).map(|(_, rows)| *rows);
        assert_eq!((rows("documents"), rows("figures"), rows("rejects")), (Some(2), Some(2), Some(1)));
    }
}
