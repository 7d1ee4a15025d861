//! A corpus as a Parquet file, one record a row.

use super::Columns;
use super::model::{Entry, Found, Given, Picked, Records};
use crate::calendar::Day;
use crate::source::regular::Noting;
use crate::source::sum::sha256;
use crate::source::{Defect, Reading};
use crate::table::{days, numbers, texts};
use crate::text::OriginPlace;
use arrow::array::{Array, ArrayRef, Date32Array, Float64Array, LargeStringArray, RecordBatch};
use arrow::datatypes::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::{ChunkReader, Length};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Rows that are read at a time: few, since a page of some kilobytes can have a hundred rows of many megabytes each.
const BATCH: usize = 4;

/// Bytes of a row, on the average of a file, from which on its rows are read one by one: each of them is held several times, as it
/// is unpacked, read and handed on.
const LONG: u64 = 1 << 20;

/// The rows of a file.
pub(in crate::source) struct Rows {
    /// What is left of the file; nothing behind a place that cannot be read.
    batches: Option<ParquetRecordBatchReader>,
    batch: Option<Columns4>,
    at: usize,
    row: u64,
    /// The number of the text's column in the file, from 1.
    column: u32,
    sums: bool,
}

/// Text, id, day and title of some rows.
struct Columns4 {
    rows: usize,
    text: LargeStringArray,
    id: Option<LargeStringArray>,
    date: Option<Days>,
    title: Option<LargeStringArray>,
}

enum Days {
    Dates(Date32Array),
    Numbers(Float64Array),
    Text(LargeStringArray),
}

impl Rows {
    /// Reads a file.
    ///
    /// # Errors
    /// `broken-file` for what is no Parquet file, `missing-text`.
    pub(in crate::source) fn new(
        file: impl ChunkReader + 'static,
        columns: &Columns,
        sums: bool,
    ) -> Result<Self, Defect> {
        let length = file.len();
        let builder = unbroken(|| ParquetRecordBatchReaderBuilder::try_new(file))?.map_err(broken)?;
        // What a footer points at again and again would be read again and again.
        let columns_length = lengths(builder.metadata());
        if columns_length > length {
            return Err(broken(format!("columns of {columns_length} bytes in a file of {length}")));
        }
        let names: Vec<String> = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
        let places = columns.places(&names);
        let Some(text) = places[0] else {
            let message = columns.missing_text("column", names.iter().map(String::as_str));
            return Err(Defect::new("missing-text", message));
        };
        let batch = rows_at_a_time(builder.metadata());
        let mask = ProjectionMask::roots(builder.parquet_schema(), places.into_iter().flatten());
        let batches = unbroken(|| builder.with_projection(mask).with_batch_size(batch).build())?;
        let batches = Some(batches.map_err(broken)?);
        Ok(Self { batches, batch: None, at: 0, row: 0, column: text as u32 + 1, sums })
    }

    fn found(&mut self, reading: &Reading) -> Option<Result<Found, Defect>> {
        let batch = self.batch.as_ref()?;
        let at = self.at;
        self.at += 1;
        self.row += 1;
        let here = |code, what: String| Defect::new(code, format!("row {}: {what}", self.row));
        let Some(text) = string(&batch.text, at) else {
            return Some(Err(here("missing-text", "expected a text, found none".to_owned())));
        };
        let bytes = text.len() as u64;
        if bytes > reading.max_document_bytes {
            let defect = Defect::too_large(bytes, reading.max_document_bytes);
            return Some(Err(here(defect.code, defect.message)));
        }
        let picked = Picked {
            text: Some(text),
            doc_id: batch.id.as_ref().and_then(|ids| string(ids, at)),
            date: batch.date.as_ref().and_then(|days| days.given(at)),
            title: batch.title.as_ref().and_then(|titles| string(titles, at)),
        };
        let record = picked.record(&reading.columns, "column", Vec::new);
        // Its last row is handed on, and may be long.
        if self.at >= batch.rows {
            self.batch = None;
        }
        Some(record.map_err(|(code, what)| here(code, what)).map(|record| Found {
            line: self.row,
            start: None,
            bytes,
            sha256: self.sums.then(|| sha256(record.text.as_bytes())),
            place: OriginPlace::Cell { sheet: "".into(), row: self.row as u32, column: self.column },
            record,
        }))
    }
}

impl Records for Rows {
    fn next(&mut self, reading: &Reading) -> Option<Result<Entry, Defect>> {
        while self.batch.as_ref().is_none_or(|batch| self.at >= batch.rows) {
            let batches = self.batches.as_mut()?;
            let read = match unbroken(|| batches.next()) {
                Ok(read) => read?.map_err(broken),
                Err(defect) => Err(defect),
            };
            match read.and_then(|batch| Columns4::of(&batch, &reading.columns)) {
                Ok(batch) => (self.batch, self.at) = (Some(batch), 0),
                Err(defect) => {
                    (self.batches, self.batch) = (None, None);
                    return Some(Err(defect));
                }
            }
        }
        self.found(reading).map(|found| found.map(Entry::Record))
    }
}

impl Columns4 {
    fn of(batch: &RecordBatch, columns: &Columns) -> Result<Self, Defect> {
        let column = |name: &str| batch.column_by_name(name).filter(|_| !name.is_empty());
        let words = |name: &str, array: &ArrayRef| {
            texts(array).ok_or_else(|| {
                let found = array.data_type();
                Defect::new(
                    "wrong-type",
                    format!("column {name:?}: expected words or numbers, found {found}"),
                )
            })
        };
        let of = |name: &str| column(name).map(|array| words(name, array)).transpose();
        let Some(text) = of(&columns.text)? else {
            return Err(Defect::new(
                "missing-text",
                format!("expected the column {:?}, found none", columns.text),
            ));
        };
        let date = column(&columns.date).map(Days::of).transpose()?;
        Ok(Self { rows: batch.num_rows(), text, id: of(&columns.id)?, date, title: of(&columns.title)? })
    }
}

impl Days {
    fn of(array: &ArrayRef) -> Result<Self, Defect> {
        let kind = array.data_type();
        let read = match kind {
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => days(array).map(Self::Dates),
            _ if kind.is_numeric() => numbers(array).map(Self::Numbers),
            _ => texts(array).map(Self::Text),
        };
        read.ok_or_else(|| Defect::new("wrong-type", format!("expected a column of days, found {kind}")))
    }

    fn given(&self, at: usize) -> Option<Given> {
        match self {
            Self::Dates(days) => days.is_valid(at).then(|| Given::Day(Day(days.value(at)))),
            Self::Numbers(numbers) => numbers.is_valid(at).then(|| Given::Number(numbers.value(at))),
            Self::Text(words) => string(words, at).map(Given::Text),
        }
    }
}

fn string(words: &LargeStringArray, at: usize) -> Option<String> {
    words.is_valid(at).then(|| words.value(at).to_owned())
}

/// Bytes of all columns in all row groups, as the footer has them; most of a number where it has less than none.
fn lengths(metadata: &ParquetMetaData) -> u64 {
    let columns = metadata.row_groups().iter().flat_map(RowGroupMetaData::columns);
    columns
        .map(|column| u64::try_from(column.compressed_size()).unwrap_or(u64::MAX))
        .fold(0, u64::saturating_add)
}

/// How many rows are read at a time of a file with this footer.
fn rows_at_a_time(metadata: &ParquetMetaData) -> usize {
    let positive = |number: i64| u64::try_from(number).unwrap_or(0);
    let rows =
        metadata.row_groups().iter().map(|group| positive(group.num_rows())).fold(0, u64::saturating_add);
    let columns = metadata.row_groups().iter().flat_map(RowGroupMetaData::columns);
    let bytes = columns.map(|column| positive(column.uncompressed_size())).fold(0, u64::saturating_add);
    if bytes / rows.max(1) >= LONG { 1 } else { BATCH }
}

/// What the reader of such files gives, which panics on some that are broken.
fn unbroken<T>(read: impl FnOnce() -> T) -> Result<T, Defect> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| broken("pages that contradict each other"))
}

/// Notes what keeps a file from being read at any place of it.
impl<F: ChunkReader> ChunkReader for Noting<F> {
    type T = Noting<F::T>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        self.noted_within(self.inner().get_read(start)).map(|read| self.of(read))
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<bytes::Bytes> {
        self.noted_within(self.inner().get_bytes(start, length))
    }
}

impl<F: Length> Length for Noting<F> {
    fn len(&self) -> u64 {
        self.inner().len()
    }
}

fn broken(cause: impl std::fmt::Display) -> Defect {
    Defect::new("broken-file", format!("expected a Parquet file, found: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{Int64Array, StringArray, TimestampSecondArray};
    use std::sync::Arc;

    fn file(columns: Vec<(&str, ArrayRef)>) -> bytes::Bytes {
        let batch = RecordBatch::try_from_iter_with_nullable(
            columns.into_iter().map(|(name, array)| (name, array, true)),
        )
        .expect("a batch");
        let mut bytes = Vec::new();
        let mut writer =
            parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
        writer.write(&batch).expect("rows");
        writer.close().expect("a file");
        bytes::Bytes::from(bytes)
    }

    #[test]
    fn rows_are_records_with_numeric_ids_and_instants() {
        let file = file(vec![
            ("n", Arc::new(Int64Array::from(vec![1, 2]))),
            ("doc_id", Arc::new(Int64Array::from(vec![40, 41]))),
            ("reference_date", Arc::new(TimestampSecondArray::from(vec![Some(1_607_558_400), None]))),
            ("text", Arc::new(StringArray::from(vec![Some("برف آمد."), None]))),
        ]);
        let reading = Reading::default();
        let mut rows = Rows::new(file, &reading.columns, false).expect("rows");
        let Some(Ok(Entry::Record(found))) = rows.next(&reading) else { panic!("a record") };
        assert_eq!(found.record.doc_id.as_deref(), Some("40"));
        assert_eq!((found.record.reference, found.place.to_string()), (Some(Day(18_606)), "D1".to_owned()));
        let Some(Err(defect)) = rows.next(&reading) else { panic!("a defect") };
        assert!(defect.code == "missing-text" && defect.message.starts_with("row 2: "), "{defect:?}");
        assert!(rows.next(&reading).is_none());
    }

    #[test]
    fn what_is_no_table_of_texts_is_refused() {
        let numbers = file(vec![("body", Arc::new(Int64Array::from(vec![1])))]);
        let columns = Columns::default();
        let code = |read: Result<Rows, Defect>| read.err().map(|defect| defect.code);
        assert_eq!(code(Rows::new(numbers, &columns, false)), Some("missing-text"));
        let broken = bytes::Bytes::from_static(b"PAR1 and no more");
        assert_eq!(code(Rows::new(broken, &columns, false)), Some("broken-file"));
    }

    #[test]
    fn rows_that_are_long_are_read_one_by_one() {
        for (length, rows) in [(10, BATCH), (2 << 20, 1)] {
            let texts = StringArray::from(vec!["a".repeat(length), "b".repeat(length)]);
            let file = file(vec![("text", Arc::new(texts))]);
            let footer = ParquetRecordBatchReaderBuilder::try_new(file).expect("a footer");
            assert_eq!(rows_at_a_time(footer.metadata()), rows, "{length}");
        }
    }

    #[test]
    fn a_footer_that_points_at_rows_again_and_again_is_refused() {
        use parquet::file::metadata::{ParquetMetaDataReader, ParquetMetaDataWriter};
        let text = "برف ".repeat(2_000);
        let right = file(vec![("text", Arc::new(StringArray::from(vec![text])))]);
        let columns = Columns::default();
        assert!(Rows::new(right.clone(), &columns, false).is_ok());
        let footer = ParquetMetaDataReader::new().parse_and_finish(&right).expect("a footer");
        let mut again = footer.clone().into_builder();
        for _ in 0..20 {
            again = again.add_row_group(footer.row_group(0).clone());
        }
        let mut bytes = right.to_vec();
        ParquetMetaDataWriter::new(&mut bytes, &again.build()).finish().expect("a footer");
        let length = bytes.len();
        let defect = Rows::new(bytes::Bytes::from(bytes), &columns, false).err().expect("a defect");
        assert!(
            defect.code == "broken-file" && defect.message.contains("in a file of"),
            "{} {}",
            length,
            defect.message
        );
    }
}
