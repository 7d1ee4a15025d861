//! Tables whose files could be opened, and rows of them as examples.

use super::offender::{Example, Offender};
use crate::dataset::Piece;
use crate::table::Table;
use arrow::array::{Array, AsArray, Int32Array, RecordBatch};
use arrow::datatypes::{ArrowPrimitiveType, DataType};

/// A table and the pieces of its files.
#[derive(Debug)]
pub(super) struct OpenTable {
    pub(super) table: &'static Table,
    pub(super) pieces: Vec<Piece>,
}

impl OpenTable {
    /// Whether every file has this column with the declared type.
    pub(super) fn has(&self, name: &str) -> bool {
        let Some(column) = self.table.columns().find(|column| column.name == name) else { return false };
        self.pieces.iter().all(|piece| {
            piece.schema().field_with_name(name).is_ok_and(|field| *field.data_type() == column.kind.arrow())
        })
    }

    /// The first of these columns that a file does not have as declared.
    pub(super) fn lacks<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        names.iter().copied().find(|name| !self.has(name))
    }

    pub(super) fn rows(&self) -> u64 {
        self.pieces.iter().map(Piece::rows).sum()
    }

    /// The column of the table's own ids.
    pub(super) fn id_column(&self) -> Option<&'static str> {
        self.table.columns().find(|column| column.unique && column.name != "doc_id").map(|column| column.name)
    }

    /// An offending row with its place. What cannot be read of it is left out.
    pub(super) fn example(&self, offender: &Offender) -> Example {
        let mut example = Example::note(offender.note.clone());
        let wanted = ["doc_id", "byte_start", "text", "path"];
        let columns: Vec<&str> = wanted.into_iter().chain(self.id_column()).collect();
        let row =
            self.pieces.get(offender.piece).and_then(|piece| piece.row(Some(&columns), offender.row).ok());
        let Some(row) = row else { return example };
        let cell = |name: &str| {
            text(&row, name).and_then(|cells| cells.is_valid(0).then(|| cells.value(0).to_owned()))
        };
        example.doc_id = cell("doc_id");
        example.path = cell("path");
        example.text = cell("text");
        example.row_id = self.id_column().and_then(cell);
        example.byte = number(&row, "byte_start").and_then(|cells| count(cells, 0));
        example
    }
}

/// A text column of a batch.
pub(super) fn text<'b>(batch: &'b RecordBatch, name: &str) -> Option<&'b arrow::array::StringArray> {
    batch.column_by_name(name).filter(|column| *column.data_type() == DataType::Utf8)?.as_string_opt()
}

/// A column of numbers or days of a batch.
pub(super) fn number<'b, T: ArrowPrimitiveType>(
    batch: &'b RecordBatch,
    name: &str,
) -> Option<&'b arrow::array::PrimitiveArray<T>> {
    batch.column_by_name(name)?.as_primitive_opt::<T>()
}

/// The cell of a text column.
pub(super) fn cell(column: &arrow::array::StringArray, row: usize) -> Option<&str> {
    column.is_valid(row).then(|| column.value(row))
}

/// The cell of a column of numbers.
pub(super) fn value<T: ArrowPrimitiveType>(
    column: &arrow::array::PrimitiveArray<T>,
    row: usize,
) -> Option<T::Native> {
    column.is_valid(row).then(|| column.value(row))
}

/// The cell of a column of counts or offsets; a negative one, which is none, is beyond them all.
pub(super) fn count(column: &Int32Array, row: usize) -> Option<u32> {
    value(column, row).map(|count| u32::try_from(count).unwrap_or(u32::MAX))
}
