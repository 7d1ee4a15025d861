//! CSV as RFC 4180 has it.
//!
//! Arrow's own writer cannot tell an empty string from null and writes large doubles with an exponent, so cells
//! are written here.

use std::io::Write;

use arrow::array::{
    Array, Date32Array, Float64Array, Int8Array, Int16Array, Int32Array, Int64Array, RecordBatch,
    StringArray, TimestampMicrosecondArray,
};
use jiff::Timestamp;

use super::file::{SummedFile, WrittenFile};
use crate::calendar::Day;
use crate::table::{ColumnType, Table};
use crate::{Error, Result};

/// Bytes that are held for the next lines: more than some thousand rows of any table but `texts`.
const BUFFER: usize = 4 << 20;

/// One CSV file being written.
pub(super) struct Writer {
    file: SummedFile,
    lines: Lines,
    buffer: Vec<u8>,
}

impl Writer {
    /// Writes the header row; unless `raw`, what a spreadsheet would take for a formula is kept from being one.
    pub(super) fn new(file: SummedFile, table: &'static Table, raw: bool) -> Result<Self> {
        let mut writer = Self { file, lines: Lines::new(table, raw), buffer: Vec::new() };
        writer.lines.header(&mut writer.buffer);
        writer.flush()?;
        Ok(writer)
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        self.lines.rows(batch, &mut self.buffer)?;
        self.flush()
    }

    fn flush(&mut self) -> Result<()> {
        self.file.write_all(&self.buffer).map_err(|cause| self.file.error(&cause))?;
        self.buffer.clear();
        // What one long text took is not kept.
        self.buffer.shrink_to(BUFFER);
        Ok(())
    }

    pub(super) fn finish(self) -> Result<WrittenFile> {
        self.file.finish()
    }
}

/// The rows of a table as lines of CSV.
#[derive(Clone, Copy, Debug)]
pub struct Lines {
    table: &'static Table,
    raw: bool,
}

impl Lines {
    /// For a table; unless `raw`, an apostrophe keeps cells from being formulas.
    #[must_use]
    pub const fn new(table: &'static Table, raw: bool) -> Self {
        Self { table, raw }
    }

    /// Appends the line of the columns' names.
    pub fn header(&self, out: &mut Vec<u8>) {
        let names: Vec<&str> = self.table.columns().map(|column| column.name).collect();
        out.extend_from_slice(names.join(",").as_bytes());
        out.extend_from_slice(b"\r\n");
    }

    /// Appends a line for each row.
    ///
    /// # Errors
    /// Where a column is not of the declared type.
    pub fn rows(&self, batch: &RecordBatch, out: &mut Vec<u8>) -> Result<()> {
        let cells: Vec<Cells<'_>> = self
            .table
            .columns()
            .zip(batch.columns())
            .map(|(column, array)| {
                Cells::of(column.kind, array.as_ref()).ok_or_else(|| {
                    Error::output(format!(
                        "column {} holds {} instead of the declared {}",
                        column.name,
                        array.data_type(),
                        column.kind.name()
                    ))
                    .at(self.table.name)
                })
            })
            .collect::<Result<_>>()?;
        for row in 0..batch.num_rows() {
            for (index, cell) in cells.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                cell.write(row, self.raw, out)?;
            }
            out.extend_from_slice(b"\r\n");
        }
        Ok(())
    }
}

/// The cells of one column of a batch.
enum Cells<'a> {
    Text(&'a StringArray),
    Date(&'a Date32Array),
    Instant(&'a TimestampMicrosecondArray),
    Float(&'a Float64Array),
    Int16(&'a Int16Array),
    Int8(&'a Int8Array),
    Int32(&'a Int32Array),
    Int64(&'a Int64Array),
}

impl<'a> Cells<'a> {
    fn of(kind: ColumnType, array: &'a dyn Array) -> Option<Self> {
        let array = array.as_any();
        Some(match kind {
            ColumnType::Text => Self::Text(array.downcast_ref()?),
            ColumnType::Date => Self::Date(array.downcast_ref()?),
            ColumnType::Instant => Self::Instant(array.downcast_ref()?),
            ColumnType::Float => Self::Float(array.downcast_ref()?),
            ColumnType::Int16 => Self::Int16(array.downcast_ref()?),
            ColumnType::Int8 => Self::Int8(array.downcast_ref()?),
            ColumnType::Int32 => Self::Int32(array.downcast_ref()?),
            ColumnType::Int64 => Self::Int64(array.downcast_ref()?),
        })
    }

    fn array(&self) -> &dyn Array {
        match self {
            Self::Text(array) => *array,
            Self::Date(array) => *array,
            Self::Instant(array) => *array,
            Self::Float(array) => *array,
            Self::Int16(array) => *array,
            Self::Int8(array) => *array,
            Self::Int32(array) => *array,
            Self::Int64(array) => *array,
        }
    }

    fn write(&self, row: usize, raw: bool, line: &mut Vec<u8>) -> Result<()> {
        if self.array().is_null(row) {
            return Ok(());
        }
        // Writing to a vector cannot fail.
        let _ = match self {
            Self::Text(array) => {
                write_text(array.value(row), raw, line);
                Ok(())
            }
            Self::Date(array) => line.write_all(Day(array.value(row)).to_iso().as_bytes()),
            Self::Instant(array) => {
                let instant = Timestamp::from_microsecond(array.value(row))
                    .map_err(|cause| Error::output(format!("an instant cannot be written: {cause}")))?;
                write!(line, "{instant}")
            }
            // The shortest digits that read back as the same double, never with an exponent.
            Self::Float(array) => write!(line, "{}", array.value(row)),
            Self::Int16(array) => write!(line, "{}", array.value(row)),
            Self::Int8(array) => write!(line, "{}", array.value(row)),
            Self::Int32(array) => write!(line, "{}", array.value(row)),
            Self::Int64(array) => write!(line, "{}", array.value(row)),
        };
        Ok(())
    }
}

/// What spreadsheets take for the beginning of a formula, their wide forms included.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would take a cell for a formula, apostrophes before it left aside.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// The value of a cell: without the apostrophe that keeps it from being a formula.
#[must_use]
pub fn undefuse(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| is_formula(text)).unwrap_or(cell)
}

/// An apostrophe before what begins like a formula makes it text; so that none is lost, what begins with
/// apostrophes and then like a formula gets one more.
fn write_text(text: &str, raw: bool, line: &mut Vec<u8>) {
    let defused = if raw || !is_formula(text) { "" } else { "'" };
    let plain = !text.is_empty() && !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'));
    if plain {
        line.extend_from_slice(defused.as_bytes());
        line.extend_from_slice(text.as_bytes());
        return;
    }
    line.push(b'"');
    line.extend_from_slice(defused.as_bytes());
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            line.extend_from_slice(b"\"\"");
        }
        line.extend_from_slice(part.as_bytes());
    }
    line.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(cells: &Cells<'_>, row: usize) -> String {
        let mut line = Vec::new();
        cells.write(row, false, &mut line).unwrap();
        String::from_utf8(line).unwrap()
    }

    #[test]
    fn text_is_quoted_where_it_must_be() {
        let array = StringArray::from(vec![
            Some("سلام دنیا"),
            Some("a,b"),
            Some("«x» \"y\""),
            Some("one\ntwo\r"),
            Some(""),
            None,
        ]);
        let cells = Cells::Text(&array);
        let written: Vec<String> = (0..6).map(|row| cell(&cells, row)).collect();
        assert_eq!(written, ["سلام دنیا", "\"a,b\"", "\"«x» \"\"y\"\"\"", "\"one\ntwo\r\"", "\"\"", ""]);
    }

    #[test]
    fn no_text_is_a_formula_and_each_can_be_had_again() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("- بند", "'- بند"),
            ("+98", "'+98"),
            ("@نام", "'@نام"),
            ("'=1", "''=1"),
            ("＝۱", "'＝۱"),
            ("'گفت'", "'گفت'"),
            ("1-2", "1-2"),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
        ] {
            let cells = StringArray::from(vec![text]);
            assert_eq!(cell(&Cells::Text(&cells), 0), written);
            let mut raw = Vec::new();
            write_text(text, true, &mut raw);
            assert!(!raw.starts_with(b"'=") || text.starts_with('\''), "{text}");
        }
        for text in ["=1", "'=1", "''=1", "'a", "''", "a", "", "'", "-"] {
            let defused = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
            assert_eq!(undefuse(&defused), text);
        }
    }

    #[test]
    fn numbers_and_days_have_one_plain_form() {
        let floats = Float64Array::from(vec![13.76, 4.85e9, 1e21, 0.000_000_1, -2.0]);
        let written: Vec<String> = (0..5).map(|row| cell(&Cells::Float(&floats), row)).collect();
        assert_eq!(written, ["13.76", "4850000000", "1000000000000000000000", "0.0000001", "-2"]);
        let days = Date32Array::from(vec![18_575, -1]);
        assert_eq!(cell(&Cells::Date(&days), 0), "2020-11-09");
        assert_eq!(cell(&Cells::Date(&days), 1), "1969-12-31");
        let instants = TimestampMicrosecondArray::from(vec![1_604_955_600_000_000, 1]).with_timezone("UTC");
        assert_eq!(cell(&Cells::Instant(&instants), 0), "2020-11-09T21:00:00Z");
        assert_eq!(cell(&Cells::Instant(&instants), 1), "1970-01-01T00:00:00.000001Z");
    }
}
