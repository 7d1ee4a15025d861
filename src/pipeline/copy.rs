//! Rows of documents that are as they were, from the dataset that stands into the new one.

use super::state::Recall;
use crate::Result;
use crate::sink::{DatasetWriter, OldDataset};
use crate::table::tables;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Reads the old dataset from the first document to the last.
pub(super) struct Copier {
    recall: Arc<Recall>,
    dataset: OldDataset,
    /// The first document that is ahead, and where its rows begin in each table.
    next: u32,
    starts: Vec<u64>,
}

impl Copier {
    pub(super) fn new(recall: Arc<Recall>, out: &Path) -> Self {
        Self { recall, dataset: OldDataset::open(out), next: 0, starts: vec![0; tables().len()] }
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
        let rows: Vec<(u64, u64)> = tables()
            .iter()
            .zip(from.into_iter().zip(&self.starts))
            .map(|(table, (from, &to))| if fresh(table.name) { (to, to) } else { (from, to) })
            .collect();
        writer.copy(&mut self.dataset, &rows, give_up)
    }
}

fn advance(starts: &mut [u64], rows: &[u32]) {
    for (start, rows) in starts.iter_mut().zip(rows) {
        *start += u64::from(*rows);
    }
}
