//! The cells of columns, as checks read them.

use arrow::array::{Array, AsArray, Int32Array, PrimitiveArray, RecordBatch, StringArray};
use arrow::datatypes::{ArrowPrimitiveType, DataType};

/// A text column of a batch.
pub(crate) fn text<'b>(batch: &'b RecordBatch, name: &str) -> Option<&'b StringArray> {
    batch.column_by_name(name).filter(|column| *column.data_type() == DataType::Utf8)?.as_string_opt()
}

/// A column of numbers or days of a batch.
pub(crate) fn number<'b, T: ArrowPrimitiveType>(
    batch: &'b RecordBatch,
    name: &str,
) -> Option<&'b PrimitiveArray<T>> {
    batch.column_by_name(name)?.as_primitive_opt::<T>()
}

/// The cell of a text column.
pub(crate) fn cell(column: &StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

/// The cell of a column of numbers.
pub(crate) fn value<T: ArrowPrimitiveType>(column: &PrimitiveArray<T>, row: usize) -> Option<T::Native> {
    column.is_valid(row).then(|| column.value(row))
}

/// The cell of a column of counts or offsets; a negative one, which is none, is beyond them all.
pub(crate) fn count(column: &Int32Array, row: usize) -> Option<u32> {
    value(column, row).map(|count| u32::try_from(count).unwrap_or(u32::MAX))
}
