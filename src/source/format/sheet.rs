//! Sheets: tables by themselves, as CSV files and workbooks have them, and the layer of rows that they make.

use super::divider::divider;
use super::layer::{Cell, Layer, LayerBuilder, Node, heads};
use super::taking::Parts;
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::text::{BlockRole, MAX_TEXT_BYTES};
use std::sync::Arc;

/// A table with its name, which is empty where it has none: the words of all cells one behind the other, and where each ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::source) struct Sheet {
    pub(in crate::source) name: Arc<str>,
    text: String,
    /// The column, from 0, and the end of each cell that is not empty.
    cells: Vec<(u32, u32)>,
    /// The number of each row, from 1, and how many cells there are before it.
    rows: Vec<(u32, u32)>,
}

/// A row of a sheet.
#[derive(Clone, Copy, Debug)]
pub(in crate::source) struct Row<'s> {
    sheet: &'s Sheet,
    /// From 1.
    pub(in crate::source) number: u32,
    first: usize,
    end: usize,
}

/// The most columns of a row; spreadsheets have up to 16,384, and tables of documents some ten.
pub(super) const COLUMNS: usize = 4096;

impl Sheet {
    /// A sheet of this name, without rows.
    pub(super) fn named(name: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Begins a row, whose number is above that of the last one.
    pub(super) fn begin_row(&mut self, number: u32, allowance: &Allowance<'_>) {
        allowance.hold(2 * size_of::<(u32, u32)>());
        self.rows.push((number, self.cells.len() as u32));
    }

    /// Appends a cell to the last row, right of the others that it has; an empty one is no cell.
    ///
    /// # Errors
    /// `too-large`, and what `allowance` has to say.
    pub(super) fn push(
        &mut self,
        column: usize,
        cell: &str,
        allowance: &Allowance<'_>,
    ) -> Result<(), Defect> {
        if cell.is_empty() {
            return Ok(());
        }
        allowance.hold(cell.len() + 2 * size_of::<(u32, u32)>());
        allowance.ask_after(cell.len())?;
        let end = self.text.len() + cell.len();
        if end > MAX_TEXT_BYTES {
            let message = format!("expected a table of at most {MAX_TEXT_BYTES} bytes of text, found more");
            return Err(Defect::new("too-large", message));
        }
        self.text.push_str(cell);
        self.cells.push((column as u32, end as u32));
        Ok(())
    }

    /// Its rows from the top.
    pub(in crate::source) fn rows(&self) -> impl Iterator<Item = Row<'_>> + Clone {
        (0..self.rows.len()).filter_map(|at| self.row(at))
    }

    /// The row at a place among them.
    pub(in crate::source) fn row(&self, at: usize) -> Option<Row<'_>> {
        let (number, first) = *self.rows.get(at)?;
        let end = self.rows.get(at + 1).map_or(self.cells.len(), |(_, next)| *next as usize);
        Some(Row { sheet: self, number, first: first as usize, end })
    }
}

impl<'s> Row<'s> {
    /// The cells that are not empty, with their columns from 0.
    fn cells(self) -> impl DoubleEndedIterator<Item = (usize, &'s str)> {
        (self.first..self.end).map(move |at| {
            let ends = |at: usize| self.sheet.cells.get(at).map_or(0, |(_, end)| *end as usize);
            let start = at.checked_sub(1).map_or(0, ends);
            let column = self.sheet.cells.get(at).map_or(0, |(column, _)| *column as usize);
            (column, self.sheet.text.get(start..ends(at)).unwrap_or_default())
        })
    }

    /// The cells that have more in them than white space.
    fn filled(self) -> impl DoubleEndedIterator<Item = (usize, &'s str)> {
        self.cells().filter(|(_, cell)| !cell.trim().is_empty())
    }

    /// All cells from the first column to the last that is not empty.
    pub(in crate::source) fn all(self) -> Vec<&'s str> {
        let mut out = Vec::new();
        for (column, cell) in self.cells() {
            out.resize(column, "");
            out.push(cell);
        }
        out
    }

    /// The cell in a column, from 0; nothing where it is empty.
    pub(in crate::source) fn cell(self, column: usize) -> Option<&'s str> {
        self.cells().find(|(at, _)| *at == column).map(|(_, cell)| cell)
    }

    /// Whether there is nothing to be read in it.
    pub(in crate::source) fn is_blank(self) -> bool {
        self.filled().next().is_none()
    }
}

/// The sheet of a text whose cells stand between commas, semicolons or tabs.
///
/// # Errors
/// `bad-csv`, and what `allowance` has to say.
pub(super) fn delimited(text: &str, tabs: bool, allowance: &Allowance<'_>) -> Result<Sheet, Defect> {
    let first = text.lines().next().unwrap_or_default();
    // A line by which Excel says what it writes between cells.
    let (told, body) = match first.strip_prefix("sep=") {
        Some(mark) if mark.len() == 1 => (mark.bytes().next(), text.get(first.len()..).unwrap_or_default()),
        _ => (None, text),
    };
    let found = if tabs { Some(b'\t') } else { told.or_else(|| divider(first.as_bytes())) };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(found.unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .from_reader(body.trim_start_matches(['\r', '\n']).as_bytes());
    let (mut sheet, mut row, mut number) = (Sheet::default(), csv::StringRecord::new(), 0);
    loop {
        let bad = |cause| Defect::new("bad-csv", format!("expected a table, found: {cause}"));
        if !reader.read_record(&mut row).map_err(bad)? {
            return Ok(sheet);
        }
        allowance.ask_after(row.as_slice().len())?;
        number += 1;
        sheet.begin_row(number, allowance);
        for (column, cell) in row.iter().take(COLUMNS).enumerate() {
            sheet.push(column, cell, allowance)?;
        }
    }
}

/// The layer of sheets, each row a block; `named` puts their names above them.
///
/// # Errors
/// `too-large`, and what `allowance` has to say.
pub(in crate::source) fn layer(
    sheets: &[Sheet],
    named: bool,
    allowance: &Allowance<'_>,
) -> Result<Layer, Defect> {
    let mut layer = LayerBuilder::of(Parts::default(), allowance);
    for sheet in sheets {
        let node =
            || Node { part: Some(&sheet.name).filter(|name| !name.is_empty()).cloned(), ..Node::default() };
        if named && sheet.rows().any(|row| !row.is_blank()) {
            layer.block((BlockRole::Heading, 1), None, &sheet.name, node());
        }
        // Above a table stand its title and what else there is to say of it, in one cell each.
        let is_single = |row: &Row<'_>| row.filled().nth(1).is_none();
        let is_table = sheet.rows().any(|row| !is_single(&row));
        let above = sheet.rows().take_while(|row| is_table && is_single(row)).count();
        for row in sheet.rows().take(above) {
            for (_, cell) in row.filled() {
                layer.block((BlockRole::Paragraph, 0), None, &one_line(cell), node());
            }
        }
        let (table, rows) = (layer.table(), sheet.rows.len() - above);
        let heads = sheet.row(above).map(|first| heads(&cells(first), rows, false)).unwrap_or_default();
        for (n, row) in sheet.rows().skip(above).enumerate() {
            allowance.ask()?;
            layer.row(table, row.number, &cells(row), if n == 0 { &[] } else { &heads }, node());
        }
    }
    layer.finish()
}

/// The cells of a row up to the last that is filled.
fn cells(row: Row<'_>) -> Vec<Cell> {
    let last = row.filled().next_back().map_or(0, |(column, _)| column + 1);
    let mut out = Vec::with_capacity(last);
    for (column, cell) in row.cells().take_while(|(column, _)| *column < last) {
        out.resize(column, Cell { text: String::new(), columns: 1 });
        out.push(Cell { text: one_line(cell), columns: 1 });
    }
    out
}

fn one_line(cell: &str) -> String {
    cell.trim().replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;

    #[test]
    fn a_table_has_rows_with_heads_below_its_title() {
        let allowance = Allowance::of(Limits::default(), 0);
        let text = "sep=;\nفروش سال;\nشهر;تن\nیزد;\"۵\n۶\"\n\nقم;7\n";
        let sheet = delimited(text, false, &allowance).expect("a sheet");
        let layer = layer(&[sheet], false, &allowance).expect("a layer");
        assert_eq!(layer.text, "فروش سال\n\nشهر\tتن\nیزد\t۵ ۶\nقم\t7\n");
        let cells = &layer.structure.cells;
        assert_eq!(cells.last().and_then(|cell| cell.header.as_deref()), Some("تن"));
        assert_eq!((cells.len(), cells[5].row, cells[5].column), (6, 4, 2));
    }

    #[test]
    fn tabs_are_told_by_the_name_and_commas_by_the_first_line() {
        for (text, tabs) in [("a,x\tb\n", true), ("\"a,x\",b\n", false)] {
            let sheet = delimited(text, tabs, &Allowance::of(Limits::default(), 0)).expect("a sheet");
            assert_eq!(sheet.row(0).map(Row::all).as_deref(), Some(&["a,x", "b"][..]), "{text}");
        }
    }

    #[test]
    fn cells_stand_in_their_columns_whatever_is_empty_between_them() {
        let allowance = Allowance::of(Limits::default(), 0);
        let mut sheet = Sheet::named("s");
        for (number, cells) in [(2, &[(1, "a"), (3, " "), (4, "b")][..]), (5, &[]), (9, &[(0, "c")])] {
            sheet.begin_row(number, &allowance);
            for (column, cell) in cells {
                sheet.push(*column, cell, &allowance).expect("room");
            }
        }
        let rows: Vec<_> = sheet.rows().map(|row| (row.number, row.all())).collect();
        assert_eq!(rows, [(2, vec!["", "a", "", " ", "b"]), (5, vec![]), (9, vec!["c"])]);
        let first = sheet.row(0).expect("a row");
        assert_eq!((first.cell(4), first.cell(2), first.is_blank()), (Some("b"), None, false));
        assert!(sheet.row(1).is_some_and(Row::is_blank) && sheet.row(3).is_none());
    }

    /// Fifty megabytes of numbers came to two gigabytes.
    #[test]
    fn a_table_of_more_cells_than_there_is_room_for_is_given_up() {
        let text = "1,2,3,4\n".repeat(1000);
        for (memory, code) in [(1 << 20, None), (100_000, Some("too-dense")), (30_000, Some("too-dense"))] {
            let allowance = Allowance::of(Limits { memory: Some(memory), ..Limits::default() }, text.len());
            let read =
                delimited(&text, false, &allowance).and_then(|sheet| layer(&[sheet], false, &allowance));
            assert_eq!(read.err().map(|defect| defect.code), code, "{memory}");
        }
    }
}
