//! A corpus as a table of comma-separated values, one record a row, read as it comes.

use super::Columns;
use super::model::{Entry, Found, Given, Picked, Records};
use crate::source::sum::sha256;
use crate::source::{Defect, Reading};
use crate::text::OriginPlace;
use csv::{ByteRecord, ReaderBuilder};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The rows of a table.
pub(in crate::source) struct Delimited {
    reader: csv::Reader<Metered>,
    heads: Vec<String>,
    columns: [Option<usize>; 4],
    left: Arc<AtomicU64>,
    row: u64,
    /// Whether the file cannot be read again for its sum.
    sums: bool,
    ended: bool,
}

/// Bytes that a reader of tables may read ahead.
const AHEAD: u64 = 64 << 10;

impl Delimited {
    /// Reads a table of UTF-8 whose cells this stands between, and its first row.
    ///
    /// # Errors
    /// `missing-text` where no column has the name of the text, `bad-csv`, `unreadable`.
    pub(in crate::source) fn new(
        input: Box<dyn Read + Send>,
        divider: u8,
        columns: &Columns,
        sums: bool,
    ) -> Result<Self, Defect> {
        let left = Arc::new(AtomicU64::new(16 * AHEAD));
        let metered = Metered { input, left: Arc::clone(&left) };
        let mut reader = ReaderBuilder::new().delimiter(divider).flexible(true).from_reader(metered);
        let heads = reader.byte_headers().map_err(|cause| broken(&cause, 1))?;
        let head =
            |cell: &[u8]| String::from_utf8_lossy(cell).trim_start_matches('\u{FEFF}').trim().to_owned();
        let heads: Vec<String> = heads.iter().map(head).collect();
        let columns_at = columns.places(&heads);
        if columns_at[0].is_none() {
            let message = columns.missing_text("column", heads.iter().map(String::as_str));
            return Err(Defect::new("missing-text", message).at(0));
        }
        Ok(Self { reader, heads, columns: columns_at, left, row: 1, sums, ended: false })
    }

    fn found(&self, row: &ByteRecord, reading: &Reading, bytes: u64) -> Result<Found, Defect> {
        let (line, start) = row.position().map_or((0, 0), |at| (at.line(), at.byte()));
        let here = |code, what: String| Defect::new(code, format!("line {line}: {what}")).at(start);
        if row.len() != self.heads.len() {
            let message =
                format!("expected {} cells as in the first line, found {}", self.heads.len(), row.len());
            return Err(here("bad-csv", message));
        }
        if bytes > reading.max_document_bytes {
            let defect = Defect::too_large(bytes, reading.max_document_bytes);
            return Err(here(defect.code, defect.message));
        }
        let cell = |column: Option<usize>| {
            let Some(cell) = column.and_then(|at| row.get(at)) else { return Ok(None) };
            match simdutf8::basic::from_utf8(cell) {
                Ok(cell) => Ok(Some(cell.to_owned())),
                Err(_) => {
                    Err(here("broken-utf8", "expected UTF-8, found a broken sequence in a cell".into()))
                }
            }
        };
        let [text, id, date, title] = self.columns;
        let picked = Picked {
            text: cell(text)?,
            doc_id: cell(id)?,
            date: cell(date)?.map(Given::Text),
            title: cell(title)?.filter(|title| !title.trim().is_empty()),
        };
        let record =
            picked.record(&reading.columns, "column", Vec::new).map_err(|(code, what)| here(code, what))?;
        let column = text.map_or(0, |at| at as u32 + 1);
        Ok(Found {
            line,
            start: Some(start),
            bytes,
            sha256: self.sums.then(|| sha256(record.text.as_bytes())),
            place: OriginPlace::Cell { sheet: "".into(), row: self.row as u32, column },
            record,
        })
    }
}

impl Records for Delimited {
    fn next(&mut self, reading: &Reading) -> Option<Result<Entry, Defect>> {
        if self.ended {
            return None;
        }
        let mut row = ByteRecord::new();
        let start = self.reader.position().byte();
        let line = self.reader.position().line();
        self.left.store(reading.max_document_bytes.saturating_add(AHEAD), Ordering::Relaxed);
        match self.reader.read_byte_record(&mut row) {
            Ok(false) => None,
            Ok(true) => {
                self.row += 1;
                let bytes = self.reader.position().byte().saturating_sub(start);
                Some(self.found(&row, reading, bytes).map(Entry::Record))
            }
            // A quote that is not closed, or a file that cannot be read on: where the next row begins nobody knows.
            Err(cause) => {
                self.ended = true;
                Some(Err(match cause.kind() {
                    csv::ErrorKind::Io(cause) if cause.kind() == io::ErrorKind::FileTooLarge => {
                        let limit = reading.max_document_bytes;
                        let mut defect = Defect::too_large(limit, limit).at(start);
                        defect.message = format!("line {line}: {}", defect.message);
                        defect
                    }
                    _ => broken(&cause, line),
                }))
            }
        }
    }
}

fn broken(cause: &csv::Error, line: u64) -> Defect {
    match cause.kind() {
        csv::ErrorKind::Io(cause) => {
            Defect::new("unreadable", format!("line {line}: cannot be read: {cause}"))
        }
        _ => Defect::new("bad-csv", format!("line {line}: expected a row of a table, found: {cause}")),
    }
}

/// A reader that gives only so much until more is allowed.
struct Metered {
    input: Box<dyn Read + Send>,
    left: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        match self.left.load(Ordering::Relaxed).checked_sub(read as u64) {
            Some(left) => self.left.store(left, Ordering::Relaxed),
            None => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::format::divider;

    /// The id, the text and the line of a record, or the code and the message of what is wrong with it.
    type Row = Result<(Option<String>, String, u64), (&'static str, String)>;

    fn read(table: &str, reading: &Reading) -> Vec<Row> {
        let input = Box::new(io::Cursor::new(table.to_owned().into_bytes()));
        let divider = divider(table.as_bytes()).unwrap_or(b',');
        let mut rows = match Delimited::new(input, divider, &reading.columns, true) {
            Ok(rows) => rows,
            Err(defect) => return vec![Err((defect.code, defect.message))],
        };
        std::iter::from_fn(|| rows.next(reading))
            .map(|entry| match entry {
                Ok(Entry::Record(found)) => Ok((found.record.doc_id, found.record.text, found.line)),
                Ok(Entry::File(_)) => panic!("a file"),
                Err(defect) => Err((defect.code, defect.message)),
            })
            .collect()
    }

    #[test]
    fn rows_are_records_and_what_is_wrong_with_one_has_its_line() {
        let reading = Reading::default();
        let rows = read("\u{FEFF}doc_id;text;n\n7;\"برف; و\nباران\";1\n8;کم\n9;باد;2\n", &reading);
        assert_eq!(rows[0], Ok((Some("7".into()), "برف; و\nباران".into(), 2)));
        assert!(rows[1].as_ref().is_err_and(|(code, why)| *code == "bad-csv" && why.starts_with("line 4: ")));
        assert_eq!(rows[2], Ok((Some("9".into()), "باد".into(), 5)));
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn a_table_without_the_column_names_those_that_it_has() {
        let rows = read("id,content\n1,a\n", &Reading::default());
        let (code, why) = rows[0].as_ref().expect_err("no text");
        assert_eq!(*code, "missing-text");
        assert!(why.contains("\"id\", \"content\"") && why.contains("--text-column content"), "{why}");
    }

    #[test]
    fn a_quote_that_never_ends_is_not_held() {
        let table = format!("doc_id,text\n1,\"{}", "باد ".repeat(100_000));
        let rows = read(&table, &Reading { max_document_bytes: 1000, ..Reading::default() });
        assert_eq!(rows.len(), 1);
        assert!(rows[0].as_ref().is_err_and(|(code, why)| *code == "too-large" && why.starts_with("line 2")));
    }
}
