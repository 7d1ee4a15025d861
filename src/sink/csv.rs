//! CSV as RFC 4180 has it.
//!
//! Arrow's own writer cannot tell an empty string from null and writes large doubles with an exponent, so cells
//! are written here.

use std::io::Write;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Float64Array, Int8Array, Int16Array, Int32Array,
    Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray, UInt32Array, UInt64Array,
};
use arrow::datatypes::{DataType, SchemaRef, TimeUnit};
use jiff::Timestamp;

use super::file::{SummedFile, WrittenFile};
use crate::calendar::Day;
use crate::{Error, Result};

/// How the cells of CSV files are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CsvMode {
    /// Cells are exactly the values of the table.
    #[default]
    Exact,
    /// For programs that run what begins like a formula: a byte order mark tells them that the file is UTF-8, and an
    /// apostrophe before such a text that it is text.
    Spreadsheet,
}

impl CsvMode {
    /// Both, the usual one first.
    pub const ALL: [Self; 2] = [Self::Exact, Self::Spreadsheet];

    /// The name in settings and descriptions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Spreadsheet => "spreadsheet",
        }
    }

    /// What stands before the header.
    const fn mark(self) -> &'static [u8] {
        match self {
            Self::Exact => b"",
            Self::Spreadsheet => BYTE_ORDER_MARK,
        }
    }
}

/// U+FEFF in UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One CSV file being written.
pub(super) struct Writer {
    file: SummedFile,
}

impl Writer {
    /// Writes what stands before the rows.
    pub(super) fn new(file: SummedFile, lines: &Lines) -> Result<Self> {
        let mut head = lines.mode.mark().to_vec();
        lines.header(&mut head);
        let mut writer = Self { file };
        writer.append(&head)?;
        Ok(writer)
    }

    /// Appends whole lines.
    pub(super) fn append(&mut self, lines: &[u8]) -> Result<()> {
        self.file.write_all(lines).map_err(|cause| self.file.error(&cause))
    }

    pub(super) fn finish(self) -> Result<WrittenFile> {
        self.file.finish()
    }
}

/// The rows of a table as lines of CSV.
#[derive(Clone, Debug)]
pub struct Lines {
    schema: SchemaRef,
    mode: CsvMode,
}

impl Lines {
    /// For batches of this schema.
    #[must_use]
    pub const fn new(schema: SchemaRef, mode: CsvMode) -> Self {
        Self { schema, mode }
    }

    /// Appends the line of the columns' names.
    pub fn header(&self, out: &mut Vec<u8>) {
        let names: Vec<&str> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        out.extend_from_slice(names.join(",").as_bytes());
        out.extend_from_slice(b"\r\n");
    }

    /// Appends a line for each row.
    ///
    /// # Errors
    /// Where a column is not of the type that the schema says, or of one that no table has.
    pub fn rows(&self, batch: &RecordBatch, out: &mut Vec<u8>) -> Result<()> {
        let fields = self.schema.fields().iter().zip(batch.columns());
        let cells: Vec<Cells<'_>> = fields
            .map(|(field, array)| {
                let found = array.data_type();
                Cells::of(array).filter(|_| found == field.data_type()).ok_or_else(|| {
                    let (name, expected) = (field.name(), field.data_type());
                    Error::output(format!("column {name}: expected {expected}, found {found}"))
                })
            })
            .collect::<Result<_>>()?;
        let defuse = self.mode == CsvMode::Spreadsheet;
        for row in 0..batch.num_rows() {
            for (index, cell) in cells.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                cell.write(row, defuse, out)?;
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
    Flag(&'a BooleanArray),
    /// What the counts of older datasets are.
    UInt32(&'a UInt32Array),
    UInt64(&'a UInt64Array),
}

impl<'a> Cells<'a> {
    fn of(array: &'a ArrayRef) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 => Self::Text(array.as_string_opt()?),
            DataType::Date32 => Self::Date(array.as_primitive_opt()?),
            DataType::Timestamp(TimeUnit::Microsecond, _) => Self::Instant(array.as_primitive_opt()?),
            DataType::Float64 => Self::Float(array.as_primitive_opt()?),
            DataType::Int16 => Self::Int16(array.as_primitive_opt()?),
            DataType::Int8 => Self::Int8(array.as_primitive_opt()?),
            DataType::Int32 => Self::Int32(array.as_primitive_opt()?),
            DataType::Int64 => Self::Int64(array.as_primitive_opt()?),
            DataType::Boolean => Self::Flag(array.as_boolean_opt()?),
            DataType::UInt32 => Self::UInt32(array.as_primitive_opt()?),
            DataType::UInt64 => Self::UInt64(array.as_primitive_opt()?),
            _ => return None,
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
            Self::Flag(array) => *array,
            Self::UInt32(array) => *array,
            Self::UInt64(array) => *array,
        }
    }

    fn write(&self, row: usize, defuse: bool, line: &mut Vec<u8>) -> Result<()> {
        if self.array().is_null(row) {
            return Ok(());
        }
        // Writing to a vector cannot fail.
        let _ = match self {
            Self::Text(array) => {
                write_text(array.value(row), defuse, line);
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
            Self::Flag(array) => write!(line, "{}", array.value(row)),
            Self::UInt32(array) => write!(line, "{}", array.value(row)),
            Self::UInt64(array) => write!(line, "{}", array.value(row)),
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

/// Where it is to be defused, an apostrophe before what begins like a formula makes it text; so that none is lost, what begins with
/// apostrophes and then like a formula gets one more.
fn write_text(text: &str, defuse: bool, line: &mut Vec<u8>) {
    let defused = if defuse && is_formula(text) { "'" } else { "" };
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
        cells.write(row, true, &mut line).unwrap();
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
            let mut exact = Vec::new();
            write_text(text, false, &mut exact);
            assert_eq!(
                String::from_utf8(exact).unwrap(),
                written.replacen('\'', "", usize::from(is_formula(text)))
            );
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
