//! What happens during a run, told to whoever wants to hear it.

#[cfg(doc)]
use super::LARGE;
use crate::source::Reject;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Something that happened.
#[derive(Debug)]
pub enum Event<'a> {
    /// The files are known, reading begins.
    Started {
        /// Files to read.
        files: usize,
        /// Their bytes, where known beforehand.
        bytes: u64,
    },
    /// A document of [`LARGE`] bytes or more comes; all before it were written.
    Large,
    /// A document was analysed and written.
    Document {
        /// Bytes of its source.
        bytes: u64,
    },
    /// A document could not be read.
    Rejected {
        /// Which and why.
        reject: &'a Reject,
    },
    /// The dataset is complete.
    Finished {
        /// What it holds.
        summary: &'a Summary,
    },
}

/// Hears what happens; `()` hears nothing.
pub trait Observer: Sync {
    /// Called for each event, from one thread.
    fn event(&self, event: Event<'_>);
}

impl Observer for () {
    fn event(&self, _: Event<'_>) {}
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The dataset folder.
    pub out: PathBuf,
    /// Documents analysed.
    pub documents: u64,
    /// How many of them were as the last run had found them.
    pub known: u64,
    /// Whether nothing had changed at all, so that the dataset was left as it stands.
    pub unchanged: bool,
    /// Bytes of their sources.
    pub bytes: u64,
    /// Rows of each table, in the order of the tables.
    pub rows: Vec<(&'static str, u64)>,
    /// Findings of each check, sorted by name.
    pub findings: BTreeMap<String, u64>,
    /// Documents that could not be read.
    pub rejected: u64,
    /// The first of them.
    pub first_rejects: Vec<Reject>,
}

impl Summary {
    /// How many rejects a summary keeps whole; the table `rejects` has them all.
    pub const REJECTS_KEPT: usize = 5;
}
