//! A written dataset, table by table, as cells of text.

use crate::Result;
use crate::dataset::{Batches, CellBytes};
use arrow::array::RecordBatch;
use std::path::Path;
use std::sync::Arc;

/// A dataset folder.
pub(super) struct Dataset(crate::dataset::Dataset);

/// One row: its cells by column.
#[derive(Clone, Debug)]
pub(super) struct Row {
    columns: Arc<Vec<String>>,
    cells: Vec<Option<String>>,
}

impl Row {
    /// The cell of a column; `None` where it is null or not there.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let index = self.columns.iter().position(|name| name == column)?;
        self.cells.get(index)?.as_deref()
    }

    /// All columns with their cells, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.columns.iter().zip(&self.cells).map(|(name, cell)| (name.as_str(), cell.as_deref()))
    }
}

/// The rows of one table.
pub(super) struct Rows {
    pub(super) columns: Arc<Vec<String>>,
    batches: Batches,
    ready: std::vec::IntoIter<Row>,
}

impl Iterator for Rows {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.ready.next() {
                return Some(Ok(row));
            }
            match self.batches.next()?.and_then(|batch| cells(&self.columns, &batch)) {
                Ok(rows) => self.ready = rows.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Dataset {
    /// The dataset in this folder.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        Ok(Self(crate::dataset::Dataset::open(folder)?))
    }

    /// Names of the tables that are there, in the order of their declaration.
    pub(super) fn tables(&self) -> impl Iterator<Item = &'static str> {
        self.0.tables().map(|table| table.name)
    }

    /// The rows of a table, read as they are asked for.
    pub(super) fn rows(&self, table: &str) -> Result<Rows> {
        let pieces = self.0.pieces(table)?;
        let schema = pieces.first().map(|piece| piece.schema().clone());
        let fields = schema.iter().flat_map(|schema| schema.fields());
        let columns = fields.map(|field| field.name().clone()).collect();
        let batches = self.0.batches(table, None)?;
        Ok(Rows { columns: Arc::new(columns), batches, ready: Vec::new().into_iter() })
    }

    /// The first row of a table whose column holds this value.
    pub(super) fn find(&self, table: &str, column: &str, value: &str) -> Result<Option<Row>> {
        for row in self.rows(table)? {
            let row = row?;
            if row.get(column) == Some(value) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

fn cells(columns: &Arc<Vec<String>>, batch: &RecordBatch) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = (0..batch.num_rows())
        .map(|_| Row { columns: Arc::clone(columns), cells: Vec::with_capacity(columns.len()) })
        .collect();
    for column in batch.columns() {
        let shown = CellBytes::new(column);
        for (index, row) in rows.iter_mut().enumerate() {
            row.cells.push(shown.shown(index));
        }
    }
    Ok(rows)
}
