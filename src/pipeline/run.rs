//! Carrying out a plan: documents are read, analysed and written at the same time, in order.

use super::batch::{Batches, Group, Read};
use super::{Event, Observer, Plan, Summary};
use crate::source::Documents;
use crate::{Error, Result, sink, table};
use rayon::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

impl Plan {
    /// Writes the dataset. The old one stays whole until the new one is complete; `stop`, once set,
    /// ends the run between two documents.
    ///
    /// # Errors
    ///
    /// An I/O error where the dataset cannot be written, [`Error::interrupted`] after `stop`. Documents
    /// that cannot be read are no error: they become rows of `rejects`.
    pub fn run(&self, observer: &dyn Observer, stop: &AtomicBool) -> Result<Summary> {
        self.write_to(&self.out, observer, stop)
    }

    /// The same into another folder.
    pub(super) fn write_to(&self, out: &Path, observer: &dyn Observer, stop: &AtomicBool) -> Result<Summary> {
        let mut writer = sink::DatasetWriter::create(out, self.sink_options())?;
        let pool = self.pool()?;
        observer.event(Event::Started {
            files: self.files.len(),
            bytes: self.files.iter().map(|file| file.bytes).sum(),
        });
        let mut summary = Summary { out: out.to_path_buf(), ..Summary::default() };
        let mut tally = Tally::default();
        let documents = Documents::new(self.files.clone(), self.reading);
        // One batch is read and one written while one is analysed; a full channel holds its sender back,
        // so memory holds a few batches however long the corpus is.
        thread::scope(|scope| {
            let (read, to_analyse) = sync_channel(1);
            let (analysed, to_write) = sync_channel(1);
            scope.spawn(move || read_all(documents, &read, stop));
            scope.spawn(move || pool.install(|| self.analyse_all(&to_analyse, &analysed, stop)));
            for batch in to_write {
                for group in batch? {
                    writer.write(&group.tables)?;
                    tally.add(&group);
                    report(group, &mut summary, observer);
                }
            }
            Ok::<(), Error>(())
        })?;
        if stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted());
        }
        writer.finish()?;
        summary.rows = tally.rows();
        observer.event(Event::Finished { summary: &summary });
        Ok(summary)
    }

    fn pool(&self) -> Result<rayon::ThreadPool> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.map_or(0, usize::from))
            .build()
            .map_err(|cause| Error::output(format!("cannot start threads: {cause}")))
    }

    fn analyse_all(
        &self,
        batches: &Receiver<Vec<Vec<Read>>>,
        analysed: &SyncSender<Result<Vec<Group>>>,
        stop: &AtomicBool,
    ) {
        for batch in batches {
            let groups: Result<Vec<Group>> = batch
                .into_par_iter()
                .map(|group| Group::analyse(&self.engine, self.with_text, group, stop))
                .collect();
            let failed = groups.is_err();
            // The writer hangs up when it failed, and says why itself.
            if analysed.send(groups).is_err() || failed {
                return;
            }
        }
    }
}

fn read_all(documents: Documents, batches: &SyncSender<Vec<Vec<Read>>>, stop: &AtomicBool) {
    for batch in Batches::new(documents) {
        if stop.load(Ordering::Relaxed) || batches.send(batch).is_err() {
            return;
        }
    }
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

/// Rows of each table so far.
#[derive(Default)]
struct Tally {
    rows: Vec<u64>,
    entities: table::EntityCounts,
}

impl Tally {
    fn add(&mut self, group: &Group) {
        self.rows.resize(table::tables().len(), 0);
        for (rows, batch) in self.rows.iter_mut().zip(group.tables.batches()) {
            *rows += batch.num_rows() as u64;
        }
        self.entities.merge(group.tables.entities());
    }
}
