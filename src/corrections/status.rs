//! What became of a correction.

use super::model::Line;
use crate::finding::RowRef;
use crate::table::vocabulary;
use std::sync::Arc;

/// What became of a correction in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The row is as the person says.
    Applied,
    /// The program says the same by now.
    Settled,
    /// The row has another id, was found by its quotation, and is as the person says.
    Moved,
    /// Several places fit the quotation: nothing was done.
    Ambiguous,
    /// The row is not what the person looked at: nothing was done.
    Outdated,
    /// The same person said something else later, which counts.
    Superseded,
    /// The document or the words are gone: nothing was done.
    Stale,
    /// People say different things of the row: nothing was done.
    Conflict,
}

vocabulary!(Status {
    Self::Applied => "applied",
    Self::Settled => "settled",
    Self::Moved => "moved",
    Self::Ambiguous => "ambiguous",
    Self::Outdated => "outdated",
    Self::Superseded => "superseded",
    Self::Stale => "stale",
    Self::Conflict => "conflict",
});

/// A correction and what became of it in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The correction.
    pub line: Arc<Line>,
    /// What became of it.
    pub status: Status,
    /// The row that it is about, where there is one.
    pub row: Option<RowRef>,
    /// Why nothing was done, in a sentence; empty where there is no more to say.
    pub message: String,
}
