//! What a source says of the cells of its tables: which words head the column that a number stands in.

use super::Span;
use super::span::part_at;

/// A cell of a table, below the head of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TableCell {
    /// Its place in the text layer.
    pub span: Span,
    /// The place of the head of its column.
    pub head: Span,
}

/// Returns the cell that holds a place, of cells in text order.
#[must_use]
pub fn cell_at(cells: &[TableCell], start: u32) -> Option<&TableCell> {
    part_at(cells, |cell| cell.span, start)
}
