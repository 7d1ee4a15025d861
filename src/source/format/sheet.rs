//! Sheets: tables by themselves, as CSV files and workbooks have them, and the layer of rows that they make.

use super::divider::divider;
use super::layer::{Cell, Layer, LayerBuilder, Node, heads};
use crate::source::Defect;
use crate::text::BlockRole;
use std::sync::Arc;

/// A table with its name, which is empty where it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::source) struct Sheet {
    pub(in crate::source) name: Arc<str>,
    /// Rows that have something in them, by their numbers from 1.
    pub(in crate::source) rows: Vec<(u32, Vec<String>)>,
}

/// The most columns of a row; spreadsheets have up to 16,384, and tables of documents some ten.
pub(super) const COLUMNS: usize = 4096;

/// The sheet of a text whose cells stand between commas, semicolons or tabs.
///
/// # Errors
/// `bad-csv`.
pub(super) fn delimited(text: &str, tabs: bool) -> Result<Sheet, Defect> {
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
    let mut rows = Vec::new();
    for (row, number) in reader.records().zip(1..) {
        let row = row.map_err(|cause| Defect::new("bad-csv", format!("expected a table, found: {cause}")))?;
        rows.push((number, row.iter().take(COLUMNS).map(str::to_owned).collect()));
    }
    Ok(Sheet { name: "".into(), rows })
}

/// The layer of sheets, each row a block; `named` puts their names above them.
///
/// # Errors
/// `too-large`.
pub(super) fn layer(sheets: &[Sheet], named: bool) -> Result<Layer, Defect> {
    let mut layer = LayerBuilder::default();
    let is_filled = |cell: &&String| !cell.trim().is_empty();
    for sheet in sheets {
        let node =
            || Node { part: Some(&sheet.name).filter(|name| !name.is_empty()).cloned(), ..Node::default() };
        let filled = |cells: &[String]| cells.iter().filter(is_filled).count();
        if named && sheet.rows.iter().any(|(_, cells)| filled(cells) > 0) {
            layer.block((BlockRole::Heading, 1), None, &sheet.name, node());
        }
        // Above a table stand its title and what else there is to say of it, in one cell each.
        let is_table = sheet.rows.iter().any(|(_, cells)| filled(cells) > 1);
        let above = sheet.rows.iter().take_while(|(_, cells)| is_table && filled(cells) <= 1).count();
        let (above, rows) = sheet.rows.split_at(above);
        for (_, cells) in above {
            for cell in cells.iter().filter(is_filled) {
                layer.block((BlockRole::Paragraph, 0), None, &one_line(cell), node());
            }
        }
        let table = layer.table();
        let cells = |row: &[String]| -> Vec<Cell> {
            let last = row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
            row.iter().take(last).map(|cell| Cell { text: one_line(cell), columns: 1 }).collect()
        };
        let heads =
            rows.first().map(|(_, first)| heads(&cells(first), rows.len(), false)).unwrap_or_default();
        for (n, (number, row)) in rows.iter().enumerate() {
            layer.row(table, *number, &cells(row), if n == 0 { &[] } else { &heads }, node());
        }
    }
    layer.finish()
}

fn one_line(cell: &str) -> String {
    cell.trim().replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_rows_with_heads_below_its_title() {
        let sheet = delimited("sep=;\nفروش سال;\nشهر;تن\nیزد;\"۵\n۶\"\n\nقم;7\n", false).expect("a sheet");
        let layer = layer(&[sheet], false).expect("a layer");
        assert_eq!(layer.text, "فروش سال\n\nشهر\tتن\nیزد\t۵ ۶\nقم\t7\n");
        let cells = &layer.structure.cells;
        assert_eq!(cells.last().and_then(|cell| cell.header.as_deref()), Some("تن"));
        assert_eq!((cells.len(), cells[5].row, cells[5].column), (6, 4, 2));
    }

    #[test]
    fn tabs_are_told_by_the_name_and_commas_by_the_first_line() {
        for (text, tabs) in [("a,x\tb\n", true), ("\"a,x\",b\n", false)] {
            assert_eq!(delimited(text, tabs).expect("a sheet").rows[0].1, ["a,x", "b"], "{text}");
        }
    }
}
