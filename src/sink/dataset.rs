//! A dataset whose tables are written, as its descriptions tell of it.

use super::file::WrittenFile;
use super::format::Format;
use super::provenance::Provenance;
use crate::table::Table;

/// A table whose files are complete.
pub(super) struct WrittenTable {
    pub(super) table: &'static Table,
    pub(super) rows: u64,
    /// For each format, in the order of the formats, one file or the parts of the table.
    pub(super) files: Vec<Vec<WrittenFile>>,
}

/// What the descriptions of a dataset are written from.
pub(super) struct Dataset<'a> {
    pub(super) provenance: &'a Provenance,
    pub(super) formats: &'a [Format],
    pub(super) tables: &'a [WrittenTable],
}
