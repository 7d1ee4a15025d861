//! An extraction and how it is to work.

use super::analyst::Analyst;
use super::event::{Event, Observer};
use super::group::Groups;
use super::order;
use crate::Result;
use crate::extract::Engine;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// What becomes of a document that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum OnReject {
    /// It is a row of the table `rejects`, and the others go on.
    #[default]
    Keep,
    /// The first ends everything, with an error for which [`Error::is_document`](crate::Error::is_document) holds.
    Fail,
}

/// An engine, and how it works through documents. `E` is `&Engine` or `Arc<Engine>`.
///
/// By itself it starts no thread and reads no file, never stops, tells nobody, gives every document the time it takes,
/// and makes rows of `rejects` of what it cannot read. It can be used again and from several threads at once: it keeps
/// nothing of the documents.
#[derive(Clone)]
pub struct Extraction<'o, E> {
    pub(crate) engine: E,
    pub(crate) stop: Arc<AtomicBool>,
    pub(crate) observer: &'o dyn Observer,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_bytes: u64,
    pub(crate) max_memory: Option<u64>,
    pub(crate) on_reject: OnReject,
    pub(crate) texts: bool,
    pub(crate) threads: Option<usize>,
}

impl<E> Extraction<'static, E> {
    /// An extraction by this engine, on the thread that calls.
    #[must_use]
    pub fn new(engine: E) -> Self {
        Self {
            engine,
            stop: Arc::default(),
            observer: &(),
            timeout: None,
            max_bytes: u64::MAX,
            max_memory: None,
            on_reject: OnReject::default(),
            texts: true,
            threads: None,
        }
    }
}

impl<'o, E> Extraction<'o, E> {
    /// A flag that, once set, ends the work with [`Error::interrupted`](crate::Error::interrupted), also in the middle of a
    /// document: it is asked every few sentences, but not while the words of a document are looked up, nor while its rows
    /// are made, which is noticed in one of many megabytes.
    #[must_use]
    pub fn stop(mut self, stop: &Arc<AtomicBool>) -> Self {
        self.stop = Arc::clone(stop);
        self
    }

    /// Who hears what happens: each document once, in order, on the thread that calls.
    #[must_use]
    pub fn observer<'n>(self, observer: &'n dyn Observer) -> Extraction<'n, E>
    where
        'o: 'n,
    {
        Extraction { observer, ..self }
    }

    /// Documents whose analysis takes longer are rejected (code `timeout`). What that hits depends on the machine and
    /// its load, so by default there is no limit, and the same documents give the same rows.
    #[must_use]
    pub fn timeout_per_document(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// Documents with more bytes of text are rejected (code `too-large`), as those of 2 GiB are in any case. It is for
    /// documents in memory: files have a limit before they are read, [`crate::source::Reading`].
    #[must_use]
    pub fn max_document_bytes(mut self, limit: u64) -> Self {
        self.max_bytes = limit;
        self
    }

    /// Documents whose analysis would hold more bytes in memory are rejected (code `too-dense`): texts of numbers and marks
    /// alone take hundreds of times their length. What they hold is counted from their words and what is found in them, so
    /// the same documents are rejected everywhere. By default it is 256 MiB for a text of less than 8 MiB, 384 MiB for a
    /// longer one, and eleven times its length where that is more.
    #[must_use]
    pub fn max_document_memory(mut self, limit: impl Into<Option<u64>>) -> Self {
        self.max_memory = limit.into();
        self
    }

    /// What becomes of documents that cannot be read.
    #[must_use]
    pub fn on_reject(mut self, what: OnReject) -> Self {
        self.on_reject = what;
        self
    }

    /// Whether the table `texts` keeps the texts of documents in memory, which no file holds. It does by default.
    #[must_use]
    pub fn texts(mut self, keep: bool) -> Self {
        self.texts = keep;
        self
    }

    /// Takes so many threads of its own for each call, 0 for one a core, at most four a core or 16. The rows are the same for any number.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    pub(crate) fn tell(&self, event: Event<'_>) {
        self.observer.event(event);
    }

    /// Threads that end when they are dropped and have no work left.
    pub(crate) fn pool(&self) -> Result<ThreadPool> {
        // More than this wait for each other, and a hundred thousand of them for a quarter of an hour.
        let most =
            std::thread::available_parallelism().map_or(16, |cores| cores.get().saturating_mul(4).max(16));
        ThreadPoolBuilder::new()
            .num_threads(self.threads.unwrap_or_default().min(most))
            .build()
            .map_err(order::no_threads)
    }

    /// Analyses groups, which may be borrowed, and takes what they give in their order: all on this thread where there
    /// are no others.
    pub(crate) fn carry_out<G, D>(
        &self,
        groups: G,
        analyse: impl Fn(G::Item) -> Result<D> + Send + Sync,
        take: impl FnMut(D) -> Result<()>,
    ) -> Result<()>
    where
        G: Groups<Item: Send> + Send,
        D: Send,
    {
        match self.threads {
            None => order::here(groups, &self.stop, analyse, take),
            Some(_) => order::scoped(&self.pool()?, groups, &self.stop, analyse, take),
        }
    }

    /// The same on a pool whose threads nobody waits for when told to stop.
    pub(crate) fn carry_out_detached<G, D>(
        &self,
        pool: &Arc<ThreadPool>,
        groups: G,
        analyse: impl Fn(G::Item) -> Result<D> + Send + Sync + 'static,
        take: impl FnMut(D) -> Result<()>,
    ) -> Result<()>
    where
        G: Groups<Item: Send> + Send + 'static,
        D: Send + 'static,
    {
        order::detached(pool, groups, &self.stop, analyse, take)
    }
}

impl<E: Deref<Target = Engine> + Clone> Extraction<'_, E> {
    /// Who analyses documents under these settings.
    pub(crate) fn analyst(&self) -> Analyst<E> {
        Analyst {
            engine: self.engine.clone(),
            timeout: self.timeout,
            max_memory: self.max_memory,
            stop: Arc::clone(&self.stop),
        }
    }
}
