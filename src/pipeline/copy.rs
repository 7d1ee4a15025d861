//! Rows of documents that are as they were, from the dataset that stands into the new one.

use super::state::Recall;
use crate::dataset::{Batches, Dataset};
use crate::sink::DatasetWriter;
use crate::table::tables;
use crate::{Error, Result};
use arrow::array::RecordBatch;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Reads the old dataset from the first document to the last.
pub(super) struct Copier {
    recall: Arc<Recall>,
    tables: Vec<OldTable>,
    /// The first document that is ahead, and where its rows begin in each table.
    next: u32,
    starts: Vec<u64>,
}

impl Copier {
    pub(super) fn new(recall: Arc<Recall>, out: &Path) -> Result<Self> {
        let dataset = Dataset::open(out)?;
        let old = tables().iter().map(|table| OldTable::open(&dataset, table.name)).collect::<Result<_>>()?;
        Ok(Self { recall, tables: old, next: 0, starts: vec![0; tables().len()] })
    }

    /// Appends the rows of these documents, which stand behind those of earlier calls; those of `documents` and
    /// `texts` only where the files were not read.
    pub(super) fn copy(
        &mut self,
        documents: Range<u32>,
        unread: bool,
        writer: &mut DatasetWriter,
        give_up: &(dyn Fn() -> bool + Sync),
    ) -> Result<()> {
        let state = &self.recall.state;
        for document in self.next..documents.start {
            advance(&mut self.starts, state.rows(document));
        }
        let from = self.starts.clone();
        for document in documents.clone() {
            advance(&mut self.starts, state.rows(document));
            for (entity, kind, mentions) in state.entities(document) {
                writer.entities_mut().add_entity(entity, kind, mentions);
            }
        }
        self.next = documents.end;
        let fresh = |name: &str| !unread && ["documents", "texts"].contains(&name);
        let rows = tables().iter().zip(&mut self.tables).zip(from.into_iter().zip(&self.starts));
        let rows = rows.map(|((table, old), (from, &to))| {
            let from = if fresh(table.name) { to } else { from };
            std::iter::from_fn(move || old.next_of(from..to))
        });
        writer.copy(rows.collect(), give_up)
    }
}

/// The rows of one table, each read once from first to last.
struct OldTable {
    batches: Batches,
    /// What is left of the last batch.
    rest: Option<RecordBatch>,
    /// Rows that are behind.
    at: u64,
}

impl OldTable {
    fn open(dataset: &Dataset, table: &str) -> Result<Self> {
        Ok(Self { batches: dataset.batches(table, None)?, rest: None, at: 0 })
    }

    /// The next of these rows; those before them are passed over for good. Of an empty range nothing is read.
    fn next_of(&mut self, rows: Range<u64>) -> Option<Result<RecordBatch>> {
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

fn advance(starts: &mut [u64], rows: &[u32]) {
    for (start, rows) in starts.iter_mut().zip(rows) {
        *start += u64::from(*rows);
    }
}
