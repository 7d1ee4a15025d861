//! What happens during an extraction, told to whoever wants to hear it.

#[cfg(doc)]
use super::LARGE;
use crate::source::Reject;

/// Something that happened.
#[derive(Debug)]
pub enum Event<'a> {
    /// Reading begins.
    Started {
        /// What is read: files, or documents given in memory; 0 where nobody knows how many.
        inputs: usize,
        /// Their bytes, where known beforehand.
        bytes: u64,
    },
    /// A document of [`LARGE`] bytes or more comes; all before it were written. Documents in memory do not announce
    /// themselves.
    Large,
    /// A document was analysed, and its rows taken.
    Document {
        /// Bytes of its source; of a document in memory, of its text.
        bytes: u64,
    },
    /// A document could not be read.
    Rejected {
        /// Which and why.
        reject: &'a Reject,
    },
    /// All rows are there.
    Finished {
        /// Documents analysed.
        documents: u64,
        /// Documents that could not be read.
        rejected: u64,
    },
}

/// Hears what happens; `()` hears nothing.
pub trait Observer: Sync {
    /// Called for each event, from the thread that began the extraction.
    fn event(&self, event: Event<'_>);
}

impl Observer for () {
    fn event(&self, _: Event<'_>) {}
}

/// What became of the documents of a group.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Bytes of the source of each document whose rows there are.
    pub(crate) documents: Vec<u64>,
    pub(crate) rejects: Vec<Reject>,
}

impl Outcome {
    /// Each document once.
    pub(crate) fn tell(&self, observer: &dyn Observer) {
        self.documents.iter().for_each(|&bytes| observer.event(Event::Document { bytes }));
        self.rejects.iter().for_each(|reject| observer.event(Event::Rejected { reject }));
    }
}
