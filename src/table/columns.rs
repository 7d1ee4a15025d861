//! Builds the record batch of one table, cell by cell in declared order.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, Date32Builder, Float64Builder, Int8Builder, Int16Builder, RecordBatch, RecordBatchOptions,
    StringArray, StringBuilder, TimestampMicrosecondBuilder, UInt32Builder, UInt64Builder,
};
use arrow::buffer::{Buffer, OffsetBuffer};

use super::schema::{ColumnType, Table};
use crate::calendar::Day;
use crate::{Error, Result};

/// The growing columns of one table.
pub(super) struct Columns {
    table: &'static Table,
    builders: Vec<Builder>,
    rows: usize,
    /// The first cell that did not fit the declaration.
    misfit: Option<&'static str>,
    /// The first column whose text outgrew its 32-bit offsets.
    overfull: Option<&'static str>,
}

enum Builder {
    Text(StringBuilder),
    Date(Date32Builder),
    Instant(TimestampMicrosecondBuilder),
    Float(Float64Builder),
    Int16(Int16Builder),
    Int8(Int8Builder),
    UInt32(UInt32Builder),
    UInt64(UInt64Builder),
}

impl Columns {
    pub(super) fn new(table: &'static Table) -> Self {
        let builders = table
            .columns()
            .map(|column| match column.kind {
                ColumnType::Text => Builder::Text(StringBuilder::new()),
                ColumnType::Date => Builder::Date(Date32Builder::new()),
                ColumnType::Instant => {
                    Builder::Instant(TimestampMicrosecondBuilder::new().with_timezone("UTC"))
                }
                ColumnType::Float => Builder::Float(Float64Builder::new()),
                ColumnType::Int16 => Builder::Int16(Int16Builder::new()),
                ColumnType::Int8 => Builder::Int8(Int8Builder::new()),
                ColumnType::UInt32 => Builder::UInt32(UInt32Builder::new()),
                ColumnType::UInt64 => Builder::UInt64(UInt64Builder::new()),
            })
            .collect();
        Self { table, builders, rows: 0, misfit: None, overfull: None }
    }

    pub(super) fn is_of(&self, table: &Table) -> bool {
        self.table.name == table.name
    }

    /// Rows so far.
    pub(super) fn rows(&self) -> u32 {
        u32::try_from(self.rows).unwrap_or(u32::MAX)
    }

    /// Begins a row. Its cells follow in declared order, each by its column's name.
    pub(super) fn row(&mut self) -> Row<'_> {
        self.rows += 1;
        Row { columns: self, next: 0 }
    }

    /// The batch of all rows so far; the columns are empty afterwards.
    ///
    /// # Errors
    /// Where a column outgrew 2 GiB of text, or rows did not follow the declaration (an error in this crate).
    pub(super) fn finish(&mut self) -> Result<RecordBatch> {
        if let Some(column) = self.misfit.take() {
            return Err(Error::output(format!(
                "the cells of a row do not follow the declaration of the table: {column} is out of place"
            ))
            .at(self.table.name));
        }
        if let Some(column) = self.overfull.take() {
            return Err(overfull(self.table, column));
        }
        let arrays = self.builders.iter_mut().map(Builder::finish).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(std::mem::take(&mut self.rows)));
        Ok(RecordBatch::try_new_with_options(self.table.arrow_schema(), arrays, &options)?)
    }
}

fn overfull(table: &Table, column: &str) -> Error {
    Error::output(format!(
        "the texts of column {column} exceed 2 GiB in one batch; expected smaller batches of documents"
    ))
    .at(table.name)
}

/// The row of a table that has an id and a text, of which the text is taken over as it is.
///
/// # Errors
/// As [`Columns::finish`].
pub(super) fn whole_row(table: &Table, id: &str, text: String) -> Result<RecordBatch> {
    let length = i32::try_from(text.len()).map_err(|_| overfull(table, "text"))?;
    let offsets = OffsetBuffer::new(vec![0, length].into());
    let text = StringArray::try_new(offsets, Buffer::from_vec(text.into_bytes()), None)?;
    let id = StringArray::from_iter_values([id]);
    Ok(RecordBatch::try_new(table.arrow_schema(), vec![Arc::new(id), Arc::new(text)])?)
}

impl Builder {
    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Date(builder) => Arc::new(builder.finish()),
            Self::Instant(builder) => Arc::new(builder.finish()),
            Self::Float(builder) => Arc::new(builder.finish()),
            Self::Int16(builder) => Arc::new(builder.finish()),
            Self::Int8(builder) => Arc::new(builder.finish()),
            Self::UInt32(builder) => Arc::new(builder.finish()),
            Self::UInt64(builder) => Arc::new(builder.finish()),
        }
    }
}

/// One row being written.
pub(super) struct Row<'a> {
    columns: &'a mut Columns,
    next: usize,
}

/// One method per column type; each cell names its column, so a row reads like the declaration.
macro_rules! cells {
    ($($method:ident($variant:ident, $type:ty, $value:ident => $stored:expr);)+) => {
        impl Row<'_> {
            $(pub(super) fn $method(mut self, column: &'static str, $value: impl Into<Option<$type>>) -> Self {
                let $value = $value.into();
                match self.builder(column) {
                    Some(Builder::$variant(builder)) => builder.append_option($stored),
                    _ => self.columns.misfit = self.columns.misfit.or(Some(column)),
                }
                self
            })+
        }
    };
}

cells! {
    date(Date, Day, value => value.map(|day| day.0));
    instant(Instant, i64, value => value);
    float(Float, f64, value => value);
    int16(Int16, i16, value => value);
    int8(Int8, i8, value => value);
    uint32(UInt32, u32, value => value);
    uint64(UInt64, u64, value => value);
}

impl Row<'_> {
    pub(super) fn text<'a>(mut self, column: &'static str, value: impl Into<Option<&'a str>>) -> Self {
        let value = value.into();
        let mut overfull = false;
        match self.builder(column) {
            Some(Builder::Text(builder)) => {
                let bytes = builder.values_slice().len() + value.map_or(0, str::len);
                overfull = i32::try_from(bytes).is_err();
                // Past its limit the builder would panic.
                builder.append_option(value.filter(|_| !overfull));
            }
            _ => self.columns.misfit = self.columns.misfit.or(Some(column)),
        }
        if overfull {
            self.columns.overfull = self.columns.overfull.or(Some(column));
        }
        self
    }

    fn builder(&mut self, column: &'static str) -> Option<&mut Builder> {
        debug_assert_eq!(
            self.columns.table.columns().nth(self.next).map(|declared| declared.name),
            Some(column),
            "cell {} of a row of {}",
            self.next,
            self.columns.table.name
        );
        self.next += 1;
        self.columns.builders.get_mut(self.next - 1)
    }
}
