//! Row groups as the bytes that files have of them.

use arrow::array::{Array, RecordBatch};
use arrow::compute::concat;
use arrow::datatypes::SchemaRef;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};

use super::csv;
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
    Parquet(ArrowRowGroupWriterFactory),
    Csv(csv::Lines),
}

/// A row group in one file format.
pub(super) enum Encoded {
    /// Its columns.
    Parquet(Vec<ArrowColumnChunk>),
    /// Its lines.
    Csv(Vec<u8>),
}

impl Encoder {
    /// A row group in each format.
    pub(super) fn encode(&self, group: &RowGroup) -> Result<Vec<Encoded>> {
        self.forms
            .iter()
            .map(|form| match form {
                Form::Parquet(factory) => Ok(Encoded::Parquet(self.columns(factory, &group.batches)?)),
                Form::Csv(lines) => {
                    let mut out = Vec::with_capacity(group.bytes);
                    group.batches.iter().try_for_each(|batch| lines.rows(batch, &mut out))?;
                    Ok(Encoded::Csv(out))
                }
            })
            .collect()
    }

    fn columns(
        &self,
        factory: &ArrowRowGroupWriterFactory,
        batches: &[RecordBatch],
    ) -> Result<Vec<ArrowColumnChunk>> {
        // The number of the row group matters to encryption alone.
        let writers = factory.create_column_writers(0).map_err(Error::caused)?;
        let columns =
            self.schema.fields().iter().zip(writers).enumerate().map(|(at, (field, mut writer))| {
                // In one piece, since where pages end depends on how cells are handed over too.
                let some: Vec<&dyn Array> = batches.iter().map(|batch| batch.column(at).as_ref()).collect();
                let column = concat(&some)?;
                for leaf in compute_leaves(field, &column)? {
                    writer.write(&leaf)?;
                }
                writer.close()
            });
        columns.collect::<parquet::errors::Result<_>>().map_err(Error::caused)
    }
}
