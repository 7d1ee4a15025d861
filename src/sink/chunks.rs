//! Cuts a stream of batches anew, so that files do not depend on how documents were batched.

use arrow::array::{Array, RecordBatch, StringArray};
use arrow::compute::concat_batches;
use arrow::datatypes::SchemaRef;

use crate::{Error, Result};

/// Rows of a full chunk.
const ROWS: usize = 8192;

/// Bytes of the text column that fill a chunk, however few its rows.
const BYTES: usize = 4 << 20;

/// Collects rows until a chunk is full. Where it is cut depends on the rows alone.
pub(super) struct Chunks {
    schema: SchemaRef,
    parts: Vec<RecordBatch>,
    rows: usize,
    bytes: usize,
}

impl Chunks {
    pub(super) fn new(schema: SchemaRef) -> Self {
        Self { schema, parts: Vec::new(), rows: 0, bytes: 0 }
    }

    /// Adds rows and hands on every chunk that is full.
    pub(super) fn push(
        &mut self,
        batch: &RecordBatch,
        mut full: impl FnMut(&RecordBatch) -> Result<()>,
    ) -> Result<()> {
        let text =
            batch.column_by_name("text").and_then(|column| column.as_any().downcast_ref::<StringArray>());
        let mut start = 0;
        for row in 0..batch.num_rows() {
            self.rows += 1;
            self.bytes += text.map_or(0, |text| text.value(row).len());
            if self.rows >= ROWS || self.bytes >= BYTES {
                self.parts.push(batch.slice(start, row + 1 - start));
                start = row + 1;
                if let Some(chunk) = self.take()? {
                    full(&chunk)?;
                }
            }
        }
        if start < batch.num_rows() {
            self.parts.push(batch.slice(start, batch.num_rows() - start));
        }
        Ok(())
    }

    /// The rows that fill no chunk.
    pub(super) fn take(&mut self) -> Result<Option<RecordBatch>> {
        (self.rows, self.bytes) = (0, 0);
        let parts = std::mem::take(&mut self.parts);
        if parts.is_empty() {
            return Ok(None);
        }
        Ok(Some(concat_batches(&self.schema, &parts).map_err(Error::caused)?))
    }
}
