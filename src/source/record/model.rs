//! What is read of a corpus, record by record.

use crate::calendar::Day;
use crate::source::{Defect, Reading};
use crate::text::OriginPlace;

/// What one record holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::source) struct Record {
    pub(in crate::source) doc_id: Option<String>,
    pub(in crate::source) text: String,
    pub(in crate::source) reference: Option<Day>,
    pub(in crate::source) title: Option<String>,
}

/// A record with its place.
pub(in crate::source) struct Found {
    pub(in crate::source) record: Record,
    /// The line that it begins on, from 1.
    pub(in crate::source) line: u64,
    /// Its first byte.
    pub(in crate::source) start: u64,
    /// Its bytes, and their sum where the file has none.
    pub(in crate::source) bytes: u64,
    pub(in crate::source) sha256: Option<String>,
    /// Where its text stands.
    pub(in crate::source) place: OriginPlace,
}

/// A corpus, read record by record.
pub(in crate::source) trait Records {
    /// The next record; what is wrong with it has its place.
    fn next(&mut self, reading: &Reading) -> Option<Result<Found, Defect>>;
}
