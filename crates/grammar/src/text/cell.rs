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

/// Returns the cells that stand before one in its line, of cells in text order, the nearest first.
pub fn cells_before<'c>(
    text: &'c str,
    cells: &'c [TableCell],
    cell: Span,
) -> impl Iterator<Item = &'c TableCell> {
    let behind = cells.partition_point(|other| other.span.start < cell.start);
    let mut end = cell.start;
    cells.get(..behind).unwrap_or_default().iter().rev().take_while(move |before| {
        let between = text.get(before.span.end as usize..end as usize);
        end = before.span.start;
        between.is_some_and(|between| !between.contains('\n'))
    })
}

/// Returns the cell that holds a place, of cells in text order.
#[must_use]
pub fn cell_at(cells: &[TableCell], start: u32) -> Option<&TableCell> {
    part_at(cells, |cell| cell.span, start)
}

/// Whether a line is no more than the frame of a table's lines: «+------+======+».
#[must_use]
pub fn is_frame(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|sign| b"+-=".contains(&sign))
}
