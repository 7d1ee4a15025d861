//! Documents as files of gold have them.

use super::offsets::RawSpan;

/// Most bytes of a file of gold.
pub(super) const MOST: usize = 1 << 30;

/// A document as a file of gold has it.
#[derive(Debug, Default)]
pub(super) struct RawDocument {
    /// Where it is written, for messages.
    pub(super) place: String,
    /// Its id, where the file tells one.
    pub(super) id: Option<String>,
    /// Its text, where the file has it.
    pub(super) text: Option<String>,
    pub(super) spans: Vec<RawSpan>,
}
