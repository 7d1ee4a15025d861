//! How sources are read.

use super::decode::Encoding;
use super::document::Reference;
use super::record::Columns;

/// How sources are read.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Reading {
    /// The encoding of all `.txt` files; `None` finds it out for each.
    pub encoding: Option<Encoding>,
    /// The reference day of documents that bring none of their own.
    pub reference: Reference,
    /// Larger documents (a `.txt` file or one line of a `.jsonl` file, in bytes) are rejected.
    pub max_document_bytes: u64,
    /// Which keys or columns of records hold what.
    pub columns: Columns,
}

impl Reading {
    /// 256 MiB: far above any document, far below what would exhaust a machine.
    pub const DEFAULT_MAX_DOCUMENT_BYTES: u64 = 256 << 20;
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            encoding: None,
            reference: Reference::default(),
            max_document_bytes: Self::DEFAULT_MAX_DOCUMENT_BYTES,
            columns: Columns::default(),
        }
    }
}
