//! CSV as RFC 4180 has it.
//!
//! Arrow's own writer cannot tell an empty string from null and writes large doubles with an exponent, so cells
//! are written here.

use std::io::Write;

use arrow::array::{
    Array, Date32Array, Float64Array, Int8Array, Int16Array, RecordBatch, StringArray,
    TimestampMicrosecondArray, UInt32Array, UInt64Array,
};
use jiff::Timestamp;

use super::file::{SummedFile, WrittenFile};
use crate::calendar::Day;
use crate::table::{ColumnType, Table};
use crate::{Error, Result};

/// One CSV file being written.
pub(super) struct Writer {
    file: SummedFile,
    table: &'static Table,
    line: Vec<u8>,
}

impl Writer {
    /// Writes the header row.
    pub(super) fn new(file: SummedFile, table: &'static Table) -> Result<Self> {
        let header: Vec<&str> = table.columns().map(|column| column.name).collect();
        let mut writer = Self { file, table, line: Vec::new() };
        writer.line.extend_from_slice(header.join(",").as_bytes());
        writer.end_line()?;
        Ok(writer)
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<()> {
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
                    self.line.push(b',');
                }
                cell.write(row, &mut self.line)?;
            }
            self.end_line()?;
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<()> {
        self.line.extend_from_slice(b"\r\n");
        self.file.write_all(&self.line).map_err(|cause| self.file.error(&cause))?;
        self.line.clear();
        Ok(())
    }

    pub(super) fn finish(self) -> Result<WrittenFile> {
        self.file.finish()
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
    UInt32(&'a UInt32Array),
    UInt64(&'a UInt64Array),
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
            ColumnType::UInt32 => Self::UInt32(array.downcast_ref()?),
            ColumnType::UInt64 => Self::UInt64(array.downcast_ref()?),
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
            Self::UInt32(array) => *array,
            Self::UInt64(array) => *array,
        }
    }

    fn write(&self, row: usize, line: &mut Vec<u8>) -> Result<()> {
        if self.array().is_null(row) {
            return Ok(());
        }
        // Writing to a vector cannot fail.
        let _ = match self {
            Self::Text(array) => {
                write_text(array.value(row), line);
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
            Self::UInt32(array) => write!(line, "{}", array.value(row)),
            Self::UInt64(array) => write!(line, "{}", array.value(row)),
        };
        Ok(())
    }
}

fn write_text(text: &str, line: &mut Vec<u8>) {
    let plain = !text.is_empty() && !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'));
    if plain {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    line.push(b'"');
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
        cells.write(row, &mut line).unwrap();
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
