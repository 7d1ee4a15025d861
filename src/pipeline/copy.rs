//! Rows of documents that are as they were, from the dataset that stands into the new one.

use super::state::{Known, Named};
use crate::dataset::{Batches, Dataset};
use crate::sink::{DatasetWriter, Format};
use crate::tables::tables;
use crate::{Error, Result};
use arrow::array::RecordBatch;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Documents that follow each other in the old dataset.
pub(super) struct OldRows {
    /// Their rows in each table.
    rows: Vec<Range<u64>>,
    entities: Vec<(Arc<Named>, u64)>,
    /// Whether their files were not even read.
    unread: bool,
}

impl OldRows {
    pub(super) fn of(known: &Known, unread: bool) -> Self {
        let rows = known.from.iter().map(|&from| from..from).collect();
        let mut old = Self { rows, entities: Vec::new(), unread };
        old.add(known);
        old
    }

    pub(super) fn is_followed_by(&self, known: &Known, unread: bool) -> bool {
        self.unread == unread && self.rows.iter().map(|rows| rows.end).eq(known.from.iter().copied())
    }

    pub(super) fn add(&mut self, known: &Known) {
        for (rows, more) in self.rows.iter_mut().zip(&known.trace.rows) {
            rows.end += u64::from(*more);
        }
        self.entities.extend(known.trace.entities.iter().cloned());
    }
}

/// Reads the old dataset from the first document to the last.
pub(super) struct Copier {
    tables: Vec<OldTable>,
}

impl Copier {
    /// Opens a dataset; `None` where it has no Parquet tables: rows of CSV tables are not read back.
    pub(super) fn open(out: &Path) -> Result<Option<Self>> {
        let dataset = Dataset::open(out)?;
        if tables().iter().any(|table| dataset.format_of(table.name) != Some(Format::Parquet)) {
            return Ok(None);
        }
        let old = tables().iter().map(|table| OldTable::open(&dataset, table.name)).collect::<Result<_>>()?;
        Ok(Some(Self { tables: old }))
    }

    /// Appends the rows of these documents, which stand behind those of earlier calls; those of `documents` and
    /// `texts` only where the files were not read.
    pub(super) fn copy(
        &mut self,
        documents: &OldRows,
        writer: &mut DatasetWriter,
        give_up: &(dyn Fn() -> bool + Sync),
    ) -> Result<()> {
        for (named, mentions) in &documents.entities {
            writer.entities_mut().add_entity(&named.0, named.1, *mentions);
        }
        let fresh = |name: &str| !documents.unread && ["documents", "texts"].contains(&name);
        let rows = tables().iter().zip(&mut self.tables).zip(&documents.rows);
        let rows = rows.map(|((table, old), rows)| {
            let rows = if fresh(table.name) { rows.end..rows.end } else { rows.clone() };
            std::iter::from_fn(move || old.next_of(rows.clone()))
        });
        writer.copy(rows.collect(), give_up)
    }
}

/// The rows of one table, each read once from first to last.
pub(super) struct OldTable {
    batches: Batches,
    /// What is left of the last batch.
    rest: Option<RecordBatch>,
    /// Rows that are behind.
    at: u64,
}

impl OldTable {
    pub(super) fn open(dataset: &Dataset, table: &str) -> Result<Self> {
        Ok(Self { batches: dataset.batches(table, None)?, rest: None, at: 0 })
    }

    /// The next of these rows; those before them are passed over for good. Of an empty range nothing is read.
    pub(super) fn next_of(&mut self, rows: Range<u64>) -> Option<Result<RecordBatch>> {
        while rows.start.max(self.at) < rows.end {
            let batch = match self.rest.take().map(Ok).or_else(|| self.batches.next()) {
                Some(Ok(batch)) => batch,
                None => {
                    let message = "the old dataset has fewer rows than it had when the run began";
                    return Some(Err(Error::output(message)));
                }
                failed => return failed,
            };
            let length = batch.num_rows() as u64;
            let first = rows.start.saturating_sub(self.at).min(length);
            let last = (rows.end - self.at).min(length);
            if last < length {
                self.rest = Some(batch.slice(last as usize, (length - last) as usize));
            }
            self.at += last;
            if first < last {
                return Some(Ok(batch.slice(first as usize, (last - first) as usize)));
            }
        }
        None
    }
}
