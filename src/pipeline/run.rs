//! Carrying out a plan: documents are read, analysed and written at the same time, in order.

use super::batch::{Batches, Group, Read};
use super::{Event, Observer, Plan, Summary};
use crate::source::Documents;
use crate::{Error, Result, sink};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// How long a wish to stop may go unheard while a slow input keeps everybody waiting.
const PATIENCE: Duration = Duration::from_millis(100);

impl Plan {
    /// Writes the dataset. The old one stays whole until the new one is complete; `stop`, once set,
    /// ends the run between two documents.
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
        let mut writer = sink::DatasetWriter::create(out, self.sink.clone())?;
        let pool = self.pool()?;
        observer.event(Event::Started {
            files: self.files.len(),
            bytes: self.files.iter().map(|file| file.bytes).sum(),
        });
        let mut summary = Summary { out: out.to_path_buf(), ..Summary::default() };
        let documents = Documents::new(self.files.clone(), self.reading);
        // One batch is read and one written while one is analysed; a full channel holds its sender back,
        // so memory holds a few batches however long the corpus is.
        let (read, to_analyse) = sync_channel(1);
        let (analysed, to_write) = sync_channel(1);
        let reader_stop = Arc::clone(stop);
        // Not joined: standard input may keep it waiting long after everybody else was told to stop.
        thread::spawn(move || read_all(documents, &read, &reader_stop));
        thread::scope(|scope| {
            scope.spawn(|| self.analyse_all(&pool, to_analyse, analysed, stop));
            for batch in to_write {
                for group in batch? {
                    pool.install(|| writer.write(&group.tables))?;
                    report(group, &mut summary, observer);
                }
            }
            Ok::<(), Error>(())
        })?;
        if stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted());
        }
        summary.rows = pool.install(|| writer.finish())?.rows;
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
        pool: &rayon::ThreadPool,
        batches: Receiver<Vec<Vec<Read>>>,
        analysed: SyncSender<Result<Vec<Group>>>,
        stop: &AtomicBool,
    ) {
        loop {
            let batch = match batches.recv_timeout(PATIENCE) {
                Ok(batch) => batch,
                Err(RecvTimeoutError::Timeout) if stop.load(Ordering::Relaxed) => {
                    // That the writer has hung up already is no news.
                    let _ = analysed.send(Err(Error::interrupted()));
                    return;
                }
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let analyse = |group| Group::analyse(&self.engine, self.with_text, group, stop);
            let groups: Result<Vec<Group>> = pool.install(|| batch.into_par_iter().map(analyse).collect());
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
