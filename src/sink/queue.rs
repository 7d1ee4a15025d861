//! Row groups that threads encode, in the order of their rows.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::encoder::{Encoded, Encoder};
use super::row_groups::{BYTES, RowGroup};
use crate::extraction::catch_panic;
use crate::{Error, Result};

/// The row groups of one table that wait to be appended to its files.
pub(super) struct Queue {
    encoder: Arc<Encoder>,
    jobs: VecDeque<Arc<Job>>,
    /// Bytes of the rows of all of them.
    bytes: usize,
}

/// A row group in every format.
pub(super) struct Finished {
    pub(super) rows: usize,
    pub(super) encoded: Vec<Encoded>,
}

impl Queue {
    pub(super) fn new(encoder: Encoder) -> Self {
        Self { encoder: Arc::new(encoder), jobs: VecDeque::new(), bytes: 0 }
    }

    /// Has a row group encoded by whichever thread comes to it first.
    pub(super) fn push(&mut self, group: RowGroup) {
        let job = Arc::new(Job {
            rows: group.rows,
            bytes: group.bytes,
            state: Mutex::new(State::Waiting(group)),
            done: Condvar::new(),
        });
        self.bytes += job.bytes;
        // With more than may wait, this thread encodes it before another could come to it.
        if self.bytes <= most() {
            let (job, encoder) = (Arc::downgrade(&job), Arc::clone(&self.encoder));
            rayon::spawn_fifo(move || {
                // Nobody wants it any more where the dataset was given up.
                if let Some(job) = job.upgrade() {
                    job.encode(&encoder);
                }
            });
        }
        self.jobs.push_back(job);
    }

    /// The next row group, if it is encoded, or must be, since too much waits behind it.
    pub(super) fn next(&mut self) -> Option<Result<Finished>> {
        let wanted = |job: &&Arc<Job>| self.bytes > most() || job.is_done();
        self.jobs.front().filter(wanted)?;
        self.take()
    }

    /// The next row group, if there is one: encoded by this thread, unless another is at it.
    pub(super) fn take(&mut self) -> Option<Result<Finished>> {
        let job = self.jobs.pop_front()?;
        self.bytes -= job.bytes;
        job.encode(&self.encoder);
        Some(job.take().map(|encoded| Finished { rows: job.rows, encoded }))
    }
}

/// Bytes of rows that may wait: a row group for every four threads, since no table takes more than that of their time,
/// and none where there is but one thread. Who writes outside of a pool has the one that calls: the global pool of a process
/// has no threads in its children, which would wait for ever.
fn most() -> usize {
    match rayon::current_thread_index().map_or(1, |_| rayon::current_num_threads()) {
        1 => 0,
        threads => BYTES * threads.div_ceil(4),
    }
}

/// A row group to be encoded.
struct Job {
    rows: usize,
    bytes: usize,
    state: Mutex<State>,
    done: Condvar,
}

enum State {
    Waiting(RowGroup),
    /// A thread is at it, or its outcome was taken.
    Gone,
    Done(Result<Vec<Encoded>>),
}

impl Job {
    /// Does the work, unless somebody has begun it.
    fn encode(&self, encoder: &Encoder) {
        let mut state = self.state();
        if !matches!(*state, State::Waiting(_)) {
            return;
        }
        let State::Waiting(group) = std::mem::replace(&mut *state, State::Gone) else { return };
        drop(state);
        let encoded = catch_panic(|| encoder.encode(group));
        *self.state() = State::Done(encoded);
        self.done.notify_all();
    }

    fn is_done(&self) -> bool {
        matches!(*self.state(), State::Done(_))
    }

    /// Waits for the outcome of work that was begun.
    fn take(&self) -> Result<Vec<Encoded>> {
        let at_work = |state: &mut State| !matches!(state, State::Done(_));
        let mut state = self.done.wait_while(self.state(), at_work).unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *state, State::Gone) {
            State::Done(encoded) => encoded,
            _ => Err(Error::output("expected a row group to be encoded, found none; please report it")),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
