//! Tables whose files could be opened, and rows of them as examples.

use super::example::Example;
use crate::check::{Offender, count, number, text};
use crate::dataset::Piece;
use crate::table::Table;
use arrow::array::Array;

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
