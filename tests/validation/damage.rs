//! Ways to damage the files of a dataset.

use arrow::array::{
    Array, ArrayRef, AsArray, Date32Array, Float64Array, Int8Array, Int32Array, RecordBatch, StringArray,
    UInt32Array,
};
use arrow::compute::{cast, concat_batches, take};
use arrow::datatypes::{DataType, Date32Type, Field, Float64Type, Int8Type, Int32Type, Schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A table of a dataset, read to be written otherwise.
pub(crate) struct Damaged {
    path: PathBuf,
    pub(crate) batch: RecordBatch,
}

impl Damaged {
    pub(crate) fn open(dataset: &Path, table: &str) -> Self {
        let path = dataset.join(table).with_extension("parquet");
        let reader =
            ParquetRecordBatchReaderBuilder::try_new(File::open(&path).unwrap()).unwrap().build().unwrap();
        let schema = arrow::array::RecordBatchReader::schema(&reader);
        let batches: Vec<RecordBatch> = reader.map(|batch| batch.unwrap()).collect();
        Self { path, batch: concat_batches(&schema, &batches).unwrap() }
    }

    fn save(self) {
        let mut writer =
            ArrowWriter::try_new(File::create(&self.path).unwrap(), self.batch.schema(), None).unwrap();
        writer.write(&self.batch).unwrap();
        writer.close().unwrap();
    }

    /// Writes it as it is, packed otherwise.
    pub(crate) fn save_packed(self, packed: parquet::basic::Compression) {
        let properties =
            parquet::file::properties::WriterProperties::builder().set_compression(packed).build();
        let file = File::create(&self.path).unwrap();
        let mut writer = ArrowWriter::try_new(file, self.batch.schema(), Some(properties)).unwrap();
        writer.write(&self.batch).unwrap();
        writer.close().unwrap();
    }

    fn at(&self, column: &str) -> usize {
        self.batch.schema().index_of(column).unwrap()
    }

    /// The first row whose cell in a column is not null.
    pub(crate) fn first(&self, column: &str) -> usize {
        let cells = self.batch.column(self.at(column));
        (0..cells.len()).find(|&row| cells.is_valid(row)).expect("a row with a value")
    }

    pub(crate) fn texts(&self, column: &str) -> Vec<Option<String>> {
        let cells = self.batch.column(self.at(column)).as_string::<i32>();
        cells.iter().map(|cell| cell.map(str::to_owned)).collect()
    }

    /// Replaces a column; every column may be null then.
    pub(crate) fn replace(mut self, column: &str, cells: ArrayRef) {
        let at = self.at(column);
        let fields: Vec<Field> = self
            .batch
            .schema()
            .fields()
            .iter()
            .map(|field| field.as_ref().clone().with_nullable(true))
            .enumerate()
            .map(|(n, field)| if n == at { field.with_data_type(cells.data_type().clone()) } else { field })
            .collect();
        let mut columns = self.batch.columns().to_vec();
        columns[at] = cells;
        self.batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap();
        self.save();
    }

    pub(crate) fn set_text(self, column: &str, row: usize, text: Option<&str>) {
        let mut cells = self.texts(column);
        cells[row] = text.map(str::to_owned);
        self.replace(column, Arc::new(StringArray::from(cells)));
    }

    pub(crate) fn set_number(self, column: &str, row: usize, change: impl Fn(f64) -> f64) {
        let cells = self.batch.column(self.at(column)).as_primitive::<Float64Type>().iter();
        let cells = cells
            .enumerate()
            .map(|(n, cell)| if n == row { Some(change(cell.unwrap_or(0.0))) } else { cell });
        let cells: Float64Array = cells.collect();
        self.replace(column, Arc::new(cells));
    }

    pub(crate) fn set_count(self, column: &str, row: usize, change: impl Fn(i32) -> i32) {
        let cells = self.batch.column(self.at(column)).as_primitive::<Int32Type>().iter();
        let cells = cells.enumerate().map(|(n, cell)| if n == row { cell.map(&change) } else { cell });
        let cells: Int32Array = cells.collect();
        self.replace(column, Arc::new(cells));
    }

    pub(crate) fn set_part(self, column: &str, row: usize, part: Option<i8>) {
        let cells = self.batch.column(self.at(column)).as_primitive::<Int8Type>().iter();
        let cells: Int8Array =
            cells.enumerate().map(|(n, cell)| if n == row { part } else { cell }).collect();
        self.replace(column, Arc::new(cells));
    }

    pub(crate) fn shift_day(self, column: &str, row: usize, days: i32) {
        let cells = self.batch.column(self.at(column)).as_primitive::<Date32Type>().iter();
        let cells =
            cells.enumerate().map(|(n, cell)| if n == row { cell.map(|day| day + days) } else { cell });
        let cells: Date32Array = cells.collect();
        self.replace(column, Arc::new(cells));
    }

    pub(crate) fn retype(self, column: &str, to: &DataType) {
        let cells = cast(self.batch.column(self.at(column)), to).unwrap();
        self.replace(column, cells);
    }

    pub(crate) fn drop_column(mut self, column: &str) {
        let at = self.at(column);
        self.batch.remove_column(at);
        self.save();
    }

    pub(crate) fn rename(mut self, column: &str, to: &str) {
        let fields: Vec<Field> = self
            .batch
            .schema()
            .fields()
            .iter()
            .map(|field| field.as_ref().clone())
            .map(|field| if field.name() == column { field.with_name(to) } else { field })
            .collect();
        self.batch =
            RecordBatch::try_new(Arc::new(Schema::new(fields)), self.batch.columns().to_vec()).unwrap();
        self.save();
    }

    /// Writes these rows, in this order.
    pub(crate) fn rows(mut self, rows: impl IntoIterator<Item = usize>) {
        let rows: UInt32Array = rows.into_iter().map(|row| Some(row as u32)).collect();
        let columns = self.batch.columns().iter().map(|column| take(column, &rows, None).unwrap()).collect();
        self.batch = RecordBatch::try_new(self.batch.schema(), columns).unwrap();
        self.save();
    }
}

/// Replaces the first occurrence in a file.
pub(crate) fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from} is not in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}
