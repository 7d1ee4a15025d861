//! Carrying out a plan: documents are read, analysed and written at the same time, in order.

use super::group::{Group, Groups, Read};
use super::{Event, Observer, Plan, Summary};
use crate::source::Documents;
use crate::{Error, Result, sink};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

/// How long a wish to stop may go unheard while a slow input keeps everybody waiting.
const PATIENCE: Duration = Duration::from_millis(100);

/// Groups that are in work at the same time, for each thread.
const IN_WORK: usize = 3;

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
        let (read, groups) = sync_channel(1);
        let (results, analysed) = channel();
        // Who analyses takes a ticket for each group, who has written it gives it back: memory holds a few
        // groups however long the corpus is.
        let (tickets, returned) = sync_channel(IN_WORK * pool.current_num_threads());
        let reader_stop = Arc::clone(stop);
        // Not joined: standard input may keep it waiting long after everybody else was told to stop.
        thread::spawn(move || read_all(documents, &read, &reader_stop));
        thread::scope(|scope| {
            scope.spawn(|| self.analyse_all(&pool, groups, tickets, results, stop));
            // Ends with this block, also where that fails: nobody waits for a ticket then.
            let returned = returned;
            let mut next = 0;
            let mut waiting = BTreeMap::new();
            for (number, group) in analysed {
                waiting.insert(number, group?);
                while let Some(group) = waiting.remove(&next) {
                    pool.install(|| writer.write(&group.tables))?;
                    report(group, &mut summary, observer);
                    next += 1;
                    let _ = returned.recv();
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

    /// Hands every group to the pool, which takes analysing and writing in the order in which they come up,
    /// so that no thread waits while there is work of either kind.
    fn analyse_all(
        &self,
        pool: &rayon::ThreadPool,
        groups: Receiver<Vec<Read>>,
        tickets: SyncSender<()>,
        results: Sender<(usize, Result<Group>)>,
        stop: &AtomicBool,
    ) {
        pool.in_place_scope_fifo(|tasks| {
            for number in 0.. {
                let group = loop {
                    match groups.recv_timeout(PATIENCE) {
                        Ok(group) => break group,
                        Err(RecvTimeoutError::Timeout) if stop.load(Ordering::Relaxed) => {
                            // That the writer has hung up already is no news.
                            let _ = results.send((number, Err(Error::interrupted())));
                            return;
                        }
                        Err(RecvTimeoutError::Timeout) => {}
                        Err(RecvTimeoutError::Disconnected) => return,
                    }
                };
                // The writer hangs up when it failed, and says why itself.
                if tickets.send(()).is_err() {
                    return;
                }
                let results = results.clone();
                tasks.spawn_fifo(move |_| {
                    let analysed = Group::analyse(&self.engine, self.with_text, group, stop);
                    let _ = results.send((number, analysed));
                });
            }
        });
    }
}

fn read_all(documents: Documents, groups: &SyncSender<Vec<Read>>, stop: &AtomicBool) {
    for group in Groups::new(documents) {
        if stop.load(Ordering::Relaxed) || groups.send(group).is_err() {
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
