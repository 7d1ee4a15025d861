//! Tables: of data, or to place parts of a page side by side, as old pages do.

use super::piece::{Piece, Place, Prose, TableCell};
use crate::source::allowance::Allowance;

/// The most characters of a cell of data.
const CELL: usize = 1000;

/// The most columns or rows that a cell may say that it takes, and the most columns that are remembered for the rows below.
const COLUMNS: u32 = 1000;

/// A table that is open.
pub(super) struct OpenTable {
    rows: Vec<Vec<(Vec<Piece>, u32, u32)>>,
    has_head: bool,
    place: Place,
}

impl OpenTable {
    pub(super) fn new(place: Place) -> Self {
        Self { rows: Vec::new(), has_head: false, place }
    }

    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Takes the parts of a cell, which takes so many columns and rows.
    pub(super) fn add(&mut self, pieces: Vec<Piece>, columns: u32, rows: u32, is_head: bool) {
        self.has_head |= is_head && self.rows.len() <= 1;
        if self.rows.is_empty() {
            self.begin_row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push((pieces, columns.clamp(1, COLUMNS), rows.clamp(1, COLUMNS)));
        }
    }

    /// What the table is: one of data, or parts one after the other. Where it is more than is allowed, not all of it.
    pub(super) fn close(self, allowance: &Allowance<'_>) -> Vec<Piece> {
        let is_data = self.rows.iter().any(|row| row.len() > 1)
            && self.rows.iter().flatten().all(|(pieces, ..)| pieces.len() <= 3 && pieces.iter().all(fits));
        if !is_data {
            return self.rows.into_iter().flatten().flat_map(|(pieces, ..)| pieces).collect();
        }
        let mut below: Vec<u32> = Vec::new();
        let rows = self.rows.into_iter().take_while(|_| !allowance.is_over());
        let rows = rows.map(|row| {
            let row = placed(row, &mut below);
            // One that takes a thousand columns and rows stands in each of them.
            allowance.hold(2 * size_of_val(&row) + row.capacity() * size_of::<TableCell>());
            row
        });
        let rows = rows.collect();
        vec![Piece::Table { rows, has_head: self.has_head, place: self.place }]
    }
}

fn fits(piece: &Piece) -> bool {
    matches!(piece, Piece::Block(Prose { text, label: None, .. }) if text.chars().count() <= CELL)
}

/// The cells of a row in their columns; `below` counts for each column the rows that a cell above still takes.
fn placed(row: Vec<(Vec<Piece>, u32, u32)>, below: &mut Vec<u32>) -> Vec<TableCell> {
    let mut out = Vec::new();
    let mut column = 0;
    let taken = |out: &mut Vec<TableCell>, below: &mut Vec<u32>, column: &mut usize| {
        while let Some(rows) = below.get_mut(*column).filter(|rows| **rows > 0) {
            *rows -= 1;
            *column += 1;
            out.push(TableCell { columns: 1, ..TableCell::default() });
        }
    };
    for (pieces, columns, rows) in row {
        taken(&mut out, below, &mut column);
        let text = pieces.iter().filter(|piece| piece.place().left.is_none()).map(Piece::text);
        out.push(TableCell { text: text.collect::<Vec<_>>().join(" ").replace(['\n', '\t'], " "), columns });
        let end = column + columns as usize;
        below.resize(below.len().max(end.min(COLUMNS as usize)), 0);
        below.iter_mut().take(end).skip(column).for_each(|left| *left = rows - 1);
        column = end;
    }
    taken(&mut out, below, &mut column);
    out
}
