//! CSV files beside Parquet files: the same cells; of those for spreadsheets none that is taken for a formula.

use super::example::shortened;
use super::report::Report;
use super::tables::OpenTable;
use crate::check::{CSV_AGREES, CSV_FORMULA, Offenders, cell};
use crate::dataset::{CsvForm, Dataset, csv_cells, csv_form};
use crate::error::{Error, Result};
use crate::sink::{BYTE_ORDER_MARK, CsvLines, CsvMode, Format, is_formula};
use crate::source::open_regular;
use crate::table::ColumnType;
use arrow::array::AsArray;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;

pub(super) fn check(dataset: &Dataset, tables: &[OpenTable], report: &mut Report) {
    for open in tables {
        let [path] = &dataset.files(open.table.name, Format::Csv)[..] else { continue };
        let form = match csv_form(path) {
            Ok(form) => form,
            Err(cause) => {
                report.files(CSV_AGREES, open.table.name, SAME, vec![cause.to_string()]);
                continue;
            }
        };
        if dataset.format_of(open.table.name) == Some(Format::Parquet) {
            agrees(open, path, form, report);
        }
        if form.mode == CsvMode::Spreadsheet {
            let wrong = formulas(open, path).unwrap_or_else(|cause| vec![cause.to_string()]);
            report.files(CSV_FORMULA, open.table.name, "no cell begins like a formula", wrong);
        }
    }
}

const SAME: &str = "the CSV file has what the Parquet file has";

fn agrees(open: &OpenTable, path: &Path, form: CsvForm, report: &mut Report) {
    let wrong = match difference(open, path, form) {
        Ok(difference) => difference,
        Err(cause) => Some(cause.to_string()),
    };
    report.files(CSV_AGREES, open.table.name, SAME, wrong.into_iter().collect());
}

/// The first row of the CSV file that is not what the Parquet file's row would be written as. That goes by the types
/// that the Parquet file has: whether they are the declared ones is asked elsewhere.
fn difference(open: &OpenTable, path: &Path, form: CsvForm) -> Result<Option<String>> {
    let Some(first) = open.pieces.first() else { return Ok(None) };
    let failed = |cause: std::io::Error| Error::io("read this file", path, &cause);
    let mut found = BufReader::with_capacity(1 << 16, open_regular(path).map_err(failed)?);
    let lines = CsvLines::new(Arc::clone(first.schema()), form.mode);
    let mut expected = if form.marked { BYTE_ORDER_MARK.to_vec() } else { Vec::new() };
    lines.header(&mut expected);
    let mut before = 0;
    if let Some((_, wrong)) = compare(&expected, &mut found).map_err(failed)? {
        return Ok(Some(format!("the header: {wrong}")));
    }
    for piece in &open.pieces {
        for batch in piece.read(None)? {
            let batch = batch?;
            expected.clear();
            lines.rows(&batch, &mut expected)?;
            if let Some((at, wrong)) = compare(&expected, &mut found).map_err(failed)? {
                let mut length = Vec::new();
                let mut row = 0;
                while length.len() <= at && row < batch.num_rows() {
                    lines.rows(&batch.slice(row, 1), &mut length)?;
                    row += 1;
                }
                return Ok(Some(format!("row {}: {wrong}", before + row)));
            }
            before += batch.num_rows();
        }
    }
    let mut rest = [0];
    let more = found.read(&mut rest).map_err(failed)? > 0;
    Ok(more.then(|| format!("expected {before} rows, found more")))
}

/// Where the next bytes of a file are not these, and what stands there.
fn compare(expected: &[u8], found: &mut impl Read) -> std::io::Result<Option<(usize, String)>> {
    let mut bytes = Vec::with_capacity(expected.len());
    found.by_ref().take(expected.len() as u64).read_to_end(&mut bytes)?;
    if bytes == expected {
        return Ok(None);
    }
    // From a little before the first byte that differs.
    let at = bytes.iter().zip(expected).take_while(|(a, b)| a == b).count();
    let near = |bytes: &[u8]| {
        let part = bytes.get(at.saturating_sub(24).min(bytes.len())..(at + 24).min(bytes.len()));
        shortened(String::from_utf8_lossy(part.unwrap_or_default()).trim_matches('\u{FFFD}'))
    };
    Ok(Some((at, format!("expected «…{}…», found «…{}…»", near(expected), near(&bytes)))))
}

/// Cells that begin like a formula.
fn formulas(open: &OpenTable, path: &Path) -> Result<Vec<String>> {
    let texts = |name: &str| {
        open.table.columns().any(|column| column.name == name && column.kind == ColumnType::Text)
    };
    let mut wrong = Offenders::default();
    let (names, batches) = csv_cells(path)?;
    let mut before = 0;
    for batch in batches {
        let batch = batch?;
        for (name, column) in names.iter().zip(batch.columns()).filter(|(name, _)| texts(name)) {
            let cells = column.as_string::<i32>();
            for row in 0..batch.num_rows() {
                if let Some(text) =
                    cell(cells, row).filter(|text| !text.starts_with('\'') && is_formula(text))
                {
                    wrong.add(0, before + row as u64, || {
                        let row = before + row as u64 + 1;
                        format!(
                            "row {row}, column {name}: found «{}» without an apostrophe before it",
                            shortened(text)
                        )
                    });
                }
            }
        }
        before += batch.num_rows() as u64;
    }
    let more = wrong.count.saturating_sub(wrong.first.len() as u64);
    let mut notes: Vec<String> = wrong.first.into_iter().map(|offender| offender.note).collect();
    if more > 0 {
        notes.push(format!("and {more} more"));
    }
    Ok(notes)
}
