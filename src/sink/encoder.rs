//! Row groups as the bytes that files have of them.

use arrow::array::{ArrayRef, RecordBatch};
use arrow::compute::concat;
use arrow::datatypes::SchemaRef;
use parquet::arrow::arrow_writer::compute_leaves;

use super::csv;
use super::pages::{ColumnChunk, ColumnWriters};
use super::row_groups::RowGroup;
use crate::{Error, Result};

/// Encodes the row groups of one table, each by itself: what a group becomes depends on its rows alone, so that any
/// thread may do it.
pub(super) struct Encoder {
    pub(super) schema: SchemaRef,
    /// One for each file format.
    pub(super) forms: Vec<Form>,
}

/// How row groups are encoded for one file format.
pub(super) enum Form {
    Parquet(ColumnWriters),
    Csv(csv::Lines),
}

/// A row group in one file format.
pub(super) enum Encoded {
    /// Its columns.
    Parquet(Vec<ColumnChunk>),
    /// Its lines.
    Csv(Vec<u8>),
}

impl Encoder {
    /// A row group in each format.
    pub(super) fn encode(&self, mut group: RowGroup) -> Result<Vec<Encoded>> {
        let forms = self.forms.iter().enumerate().map(|(at, form)| {
            // For the last one the rows are its own.
            let last = at + 1 == self.forms.len();
            let rows = if last { std::mem::take(&mut group.batches) } else { group.batches.clone() };
            match form {
                Form::Parquet(writers) => Ok(Encoded::Parquet(self.columns(writers, rows)?)),
                Form::Csv(lines) => {
                    let mut out = Vec::with_capacity(group.bytes);
                    rows.iter().try_for_each(|batch| lines.rows(batch, &mut out))?;
                    Ok(Encoded::Csv(out))
                }
            }
        });
        forms.collect()
    }

    fn columns(&self, writers: &ColumnWriters, batches: Vec<RecordBatch>) -> Result<Vec<ColumnChunk>> {
        let writers = writers.of_row_group().map_err(Error::caused)?;
        let mut batches: Vec<_> = batches.into_iter().map(|batch| batch.into_parts().1.into_iter()).collect();
        let columns = self.schema.fields().iter().zip(writers).map(|(field, mut column)| {
            // In one piece, since where pages end depends on how cells are handed over too. What the pieces took is free
            // before their column is encoded.
            let pieces: Vec<ArrayRef> = batches.iter_mut().filter_map(Iterator::next).collect();
            let cells = concat(&pieces.iter().map(AsRef::as_ref).collect::<Vec<_>>())?;
            drop(pieces);
            for leaf in compute_leaves(field, &cells)? {
                column.writer.write(&leaf)?;
            }
            column.close()
        });
        columns.collect::<parquet::errors::Result<_>>().map_err(Error::caused)
    }
}
