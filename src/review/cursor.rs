//! The rows of a table, document by document.

use crate::dataset::{Batches, Dataset};
use crate::error::{Error, Result};
use crate::table::Table;
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::DataType;

/// A table that is read once, in the order of the documents, as datasets are written.
pub(super) struct Cursor {
    pub(super) table: &'static Table,
    /// The column by which rows belong together: the document, or the row of another table.
    key: &'static str,
    place: String,
    batches: Batches,
    /// A batch that is not used up, and its first row that is not.
    rest: Option<(RecordBatch, usize)>,
}

impl Cursor {
    /// Reads a table of a dataset from its start.
    pub(super) fn open(dataset: &Dataset, table: &'static Table, key: &'static str) -> Result<Self> {
        let batches = dataset.batches(table.name, None)?;
        let place = format!("{}/{}", dataset.folder().display(), table.name);
        Ok(Self { table, key, place, batches, rest: None })
    }

    /// The next rows as long as their keys belong, in slices of batches.
    pub(super) fn take(&mut self, belongs: impl Fn(&str) -> bool) -> Result<Vec<RecordBatch>> {
        let mut taken = Vec::new();
        loop {
            let (batch, first) = match self.rest.take() {
                Some(rest) => rest,
                None => match self.batches.next() {
                    Some(batch) => (batch?, 0),
                    None => return Ok(taken),
                },
            };
            let keys = text_column(&batch, self.key).ok_or_else(|| {
                Error::output(format!("expected a column {} of text, found none", self.key)).at(&self.place)
            })?;
            let end = (first..batch.num_rows())
                .find(|&row| keys.is_null(row) || !belongs(keys.value(row)))
                .unwrap_or(batch.num_rows());
            if end > first {
                taken.push(batch.slice(first, end - first));
            }
            if end < batch.num_rows() {
                self.rest = Some((batch, end));
                return Ok(taken);
            }
        }
    }

    /// Sees that no row is left when all documents have taken theirs.
    pub(super) fn finish(mut self) -> Result<()> {
        let left = match self.rest.take() {
            Some((batch, row)) => Some((batch, row)),
            None => {
                self.batches.next().transpose()?.filter(|batch| batch.num_rows() > 0).map(|batch| (batch, 0))
            }
        };
        let Some((batch, row)) = left else { return Ok(()) };
        let keys = text_column(&batch, self.key);
        let found = keys.filter(|keys| keys.is_valid(row)).map_or("null", |keys| keys.value(row));
        let message = format!(
            "expected the rows in the order of the documents, found «{found}» in {} behind those of another",
            self.key
        );
        Err(Error::output(message).at(&self.place))
    }
}

/// The cells of a column of text.
pub(super) fn text_column<'b>(batch: &'b RecordBatch, name: &str) -> Option<&'b arrow::array::StringArray> {
    batch
        .column_by_name(name)
        .filter(|column| *column.data_type() == DataType::Utf8)
        .map(|column| column.as_string())
}
