//! Builds the record batch of one table, cell by cell in declared order.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int8Builder, Int16Builder, Int32Builder,
    Int64Builder, RecordBatch, RecordBatchOptions, StringArray, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow::buffer::{Buffer, OffsetBuffer};

use super::schema::{ColumnType, Table};
use crate::calendar::Day;
use crate::text::MAX_TEXT_BYTES;
use crate::{Error, Result};

/// The growing columns of one table.
pub(crate) struct Columns {
    table: &'static Table,
    builders: Vec<Builder>,
    rows: usize,
    /// The first cell that could not be written.
    fault: Option<Fault>,
}

/// Why a cell could not be written.
#[derive(Clone, Copy)]
enum Fault {
    /// The cells do not follow the declaration: an error in this crate.
    OutOfPlace(&'static str),
    /// The texts of a column outgrew its 32-bit offsets.
    Overfull(&'static str),
    /// A count is larger than its column can hold.
    TooLarge(&'static str, u64),
    /// A text layer is longer than places in it can be written.
    TooLong(usize),
}

enum Builder {
    Text(StringBuilder),
    Date(Date32Builder),
    Instant(TimestampMicrosecondBuilder),
    Float(Float64Builder),
    Int16(Int16Builder),
    Int8(Int8Builder),
    Int32(Int32Builder),
    Int64(Int64Builder),
    Flag(BooleanBuilder),
}

impl Columns {
    pub(crate) fn new(table: &'static Table) -> Self {
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
                ColumnType::Int32 => Builder::Int32(Int32Builder::new()),
                ColumnType::Int64 => Builder::Int64(Int64Builder::new()),
                ColumnType::Flag => Builder::Flag(BooleanBuilder::new()),
            })
            .collect();
        Self { table, builders, rows: 0, fault: None }
    }

    pub(crate) fn is_of(&self, table: &Table) -> bool {
        self.table.name == table.name
    }

    /// Rows so far.
    pub(crate) fn rows(&self) -> u32 {
        u32::try_from(self.rows).unwrap_or(u32::MAX)
    }

    /// Bytes of all texts so far.
    pub(crate) fn text_bytes(&self) -> usize {
        let of_texts = |builder: &Builder| match builder {
            Builder::Text(text) => text.values_slice().len(),
            _ => 0,
        };
        self.builders.iter().map(of_texts).sum()
    }

    /// Begins a row. Its cells follow in declared order, each by its column's name.
    pub(crate) fn row(&mut self) -> Row<'_> {
        self.rows += 1;
        Row { columns: self, next: 0 }
    }

    /// Whether every place of a text can be written. Where one cannot, the batch will be an error.
    pub(crate) fn admit(&mut self, text: &str) -> bool {
        let short = text.len() <= MAX_TEXT_BYTES;
        if !short {
            self.fault.get_or_insert(Fault::TooLong(text.len()));
        }
        short
    }

    /// The batch of all rows so far; the columns are empty afterwards.
    ///
    /// # Errors
    /// Where a column outgrew 2 GiB of text, a count its type, or rows did not follow the declaration (an error in
    /// this crate).
    pub(crate) fn finish(&mut self) -> Result<RecordBatch> {
        if let Some(fault) = self.fault.take() {
            return Err(fault.error().at(self.table.name));
        }
        let arrays = self.builders.iter_mut().map(Builder::finish).collect();
        let options = RecordBatchOptions::new().with_row_count(Some(std::mem::take(&mut self.rows)));
        RecordBatch::try_new_with_options(self.table.arrow_schema(), arrays, &options).map_err(Error::caused)
    }
}

impl Fault {
    fn error(self) -> Error {
        Error::output(match self {
            Self::OutOfPlace(column) => format!(
                "the cells of a row do not follow the declaration of the table: {column} is out of place"
            ),
            Self::Overfull(column) => format!(
                "the texts of column {column} exceed 2 GiB in one batch; expected smaller batches of documents"
            ),
            Self::TooLarge(column, count) => {
                format!("column {column}: expected a number that it can hold, found {count}")
            }
            Self::TooLong(bytes) => {
                format!("expected at most {MAX_TEXT_BYTES} bytes of text in a document, found {bytes}")
            }
        })
    }
}

/// The row of a table that has an id and a text, of which the text is taken over as it is.
///
/// # Errors
/// As [`Columns::finish`].
pub(crate) fn whole_row(table: &Table, id: &str, text: String) -> Result<RecordBatch> {
    let length = i32::try_from(text.len()).map_err(|_| Fault::Overfull("text").error().at(table.name))?;
    let offsets = OffsetBuffer::new(vec![0, length].into());
    let text =
        StringArray::try_new(offsets, Buffer::from_vec(text.into_bytes()), None).map_err(Error::caused)?;
    let id = StringArray::from_iter_values([id]);
    RecordBatch::try_new(table.arrow_schema(), vec![Arc::new(id), Arc::new(text)]).map_err(Error::caused)
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
            Self::Int32(builder) => Arc::new(builder.finish()),
            Self::Int64(builder) => Arc::new(builder.finish()),
            Self::Flag(builder) => Arc::new(builder.finish()),
        }
    }
}

/// One row being written.
pub(crate) struct Row<'a> {
    columns: &'a mut Columns,
    next: usize,
}

/// One method per column type; each cell names its column, so a row reads like the declaration.
macro_rules! cells {
    ($($method:ident($variant:ident, $type:ty, $value:ident => $stored:expr);)+) => {
        impl Row<'_> {
            $(pub(crate) fn $method(mut self, column: &'static str, $value: impl Into<Option<$type>>) -> Self {
                let $value = $value.into();
                match self.builder(column) {
                    Some(Builder::$variant(builder)) => builder.append_option($stored),
                    _ => self.fail(Fault::OutOfPlace(column)),
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
    flag(Flag, bool, value => value);
}

impl Row<'_> {
    pub(crate) fn text<'a>(mut self, column: &'static str, value: impl Into<Option<&'a str>>) -> Self {
        let value = value.into();
        let mut overfull = false;
        match self.builder(column) {
            Some(Builder::Text(builder)) => {
                let bytes = builder.values_slice().len() + value.map_or(0, str::len);
                overfull = i32::try_from(bytes).is_err();
                // Past its limit the builder would panic.
                builder.append_option(value.filter(|_| !overfull));
            }
            _ => self.fail(Fault::OutOfPlace(column)),
        }
        if overfull {
            self.fail(Fault::Overfull(column));
        }
        self
    }

    /// A count or offset within a document; one that is too large for its column is an error, and never another number.
    pub(crate) fn int32(mut self, column: &'static str, value: u32) -> Self {
        let held = i32::try_from(value).ok();
        match self.builder(column) {
            Some(Builder::Int32(builder)) => builder.append_option(held),
            _ => self.fail(Fault::OutOfPlace(column)),
        }
        if held.is_none() {
            self.fail(Fault::TooLarge(column, value.into()));
        }
        self
    }

    /// A count or offset that may be unknown.
    pub(crate) fn int32_or_null(mut self, column: &'static str, value: Option<u32>) -> Self {
        match value {
            Some(value) => self.int32(column, value),
            None => {
                match self.builder(column) {
                    Some(Builder::Int32(builder)) => builder.append_null(),
                    _ => self.fail(Fault::OutOfPlace(column)),
                }
                self
            }
        }
    }

    /// A count over files or documents.
    pub(crate) fn int64(mut self, column: &'static str, value: impl Into<Option<u64>>) -> Self {
        let value = value.into();
        let held = value.and_then(|value| i64::try_from(value).ok());
        match self.builder(column) {
            Some(Builder::Int64(builder)) => builder.append_option(held),
            _ => self.fail(Fault::OutOfPlace(column)),
        }
        if let Some(value) = value.filter(|_| held.is_none()) {
            self.fail(Fault::TooLarge(column, value));
        }
        self
    }

    fn fail(&mut self, fault: Fault) {
        self.columns.fault.get_or_insert(fault);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::table;

    #[test]
    fn a_count_that_its_column_cannot_hold_is_an_error() {
        let most = i32::MAX as u32;
        for (count, fits) in [(most, true), (most + 1, false), (u32::MAX, false)] {
            let mut columns = Columns::new(table("findings").unwrap());
            let row = columns.row().text("finding_id", "x").text("doc_id", "d").text("table", None);
            row.text("row_id", None)
                .text("check", "c")
                .text("severity", "info")
                .text("message", "m")
                .int32("char_start", 0)
                .int32("char_end", count);
            let batch = columns.finish();
            assert_eq!(batch.is_ok(), fits, "{count}");
            if let Err(error) = batch {
                assert!(error.to_string().contains("char_end"), "{error}");
            }
        }
        let mut columns = Columns::new(table("rejects").unwrap());
        let row = columns.row().text("path", "p").text("stage", "s").text("code", "c").text("message", "m");
        row.int64("byte_offset", u64::MAX);
        assert!(columns.finish().is_err());
    }
}
