//! A written dataset, table by table, as cells of text.

use crate::{Error, Result, table};
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::csv::ReaderBuilder;
use arrow::csv::reader::Format;
use arrow::datatypes::{DataType, Field, Schema, TimestampMicrosecondType};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::io::{BufReader, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A dataset folder.
pub(super) struct Dataset {
    folder: PathBuf,
}

/// One row: its cells by column.
#[derive(Clone, Debug)]
pub(super) struct Row {
    columns: Arc<Vec<String>>,
    cells: Vec<Option<String>>,
}

impl Row {
    /// The cell of a column; `None` where it is null or not there.
    pub(super) fn get(&self, column: &str) -> Option<&str> {
        let index = self.columns.iter().position(|name| name == column)?;
        self.cells.get(index)?.as_deref()
    }

    /// All columns with their cells, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.columns.iter().zip(&self.cells).map(|(name, cell)| (name.as_str(), cell.as_deref()))
    }
}

/// The rows of one table.
pub(super) struct Rows {
    pub(super) columns: Arc<Vec<String>>,
    batches: Box<dyn Iterator<Item = Result<RecordBatch>>>,
    ready: std::vec::IntoIter<Row>,
}

impl Iterator for Rows {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.ready.next() {
                return Some(Ok(row));
            }
            match self.batches.next()?.and_then(|batch| cells(&self.columns, &batch)) {
                Ok(rows) => self.ready = rows.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Dataset {
    /// The dataset in this folder.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        std::fs::read_dir(folder).map_err(|e| Error::io("open this dataset", folder, &e))?;
        let dataset = Self { folder: folder.to_path_buf() };
        if dataset.tables().next().is_none() {
            let expected = "expected a dataset (documents.parquet or documents.csv, …), found no table";
            return Err(Error::configuration(expected).at(folder.display()));
        }
        Ok(dataset)
    }

    /// Names of the tables that are there, in the order of their declaration.
    pub(super) fn tables(&self) -> impl Iterator<Item = &'static str> {
        table::tables().iter().map(|table| table.name).filter(|name| self.file(name).is_some())
    }

    fn file(&self, table: &str) -> Option<PathBuf> {
        ["parquet", "csv"]
            .into_iter()
            .map(|extension| self.folder.join(format!("{table}.{extension}")))
            .find(|path| path.is_file())
    }

    /// The rows of a table, read as they are asked for.
    pub(super) fn rows(&self, table: &str) -> Result<Rows> {
        let Some(path) = table::table(table).and_then(|table| self.file(table.name)) else {
            let known: Vec<&str> = self.tables().collect();
            let message = format!("expected one of the tables {}, found «{table}»", known.join(", "));
            return Err(Error::configuration(message).at(self.folder.display()));
        };
        let file = File::open(&path).map_err(|e| Error::io("open this table", &path, &e))?;
        let place = path.display().to_string();
        let read = if path.extension().is_some_and(|e| e == "csv") { csv(file) } else { parquet(file) };
        let (columns, batches) = read.map_err(|error| error.at(&place))?;
        let batches = Box::new(batches.map(move |batch| batch.map_err(|error| error.at(&place))));
        Ok(Rows { columns: Arc::new(columns), batches, ready: Vec::new().into_iter() })
    }

    /// The first row of a table whose column holds this value.
    pub(super) fn find(&self, table: &str, column: &str, value: &str) -> Result<Option<Row>> {
        for row in self.rows(table)? {
            let row = row?;
            if row.get(column) == Some(value) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

type Batches = Box<dyn Iterator<Item = Result<RecordBatch>>>;

fn parquet(file: File) -> Result<(Vec<String>, Batches)> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let columns = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    let reader = builder.with_batch_size(1024).build()?;
    Ok((columns, Box::new(reader.map(|batch| batch.map_err(Error::from)))))
}

/// Every cell is read as the text that it is.
fn csv(mut file: File) -> Result<(Vec<String>, Batches)> {
    let (found, _) = Format::default().with_header(true).infer_schema(BufReader::new(&file), Some(0))?;
    file.rewind().map_err(|cause| Error::output(format!("cannot be read again: {cause}")))?;
    let columns: Vec<String> = found.fields().iter().map(|field| field.name().clone()).collect();
    let fields: Vec<Field> = columns.iter().map(|name| Field::new(name, DataType::Utf8, true)).collect();
    let reader = ReaderBuilder::new(Arc::new(Schema::new(fields))).with_header(true).build(file)?;
    Ok((columns, Box::new(reader.map(|batch| batch.map_err(Error::from)))))
}

/// The rows of one batch.
pub(super) fn rows(batch: &RecordBatch) -> Result<Vec<Row>> {
    let columns = Arc::new(batch.schema().fields().iter().map(|field| field.name().clone()).collect());
    cells(&columns, batch)
}

fn cells(columns: &Arc<Vec<String>>, batch: &RecordBatch) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> = (0..batch.num_rows())
        .map(|_| Row { columns: Arc::clone(columns), cells: Vec::with_capacity(columns.len()) })
        .collect();
    for column in batch.columns() {
        let instant = matches!(column.data_type(), DataType::Timestamp(_, Some(_)));
        let plain = match column.as_primitive_opt::<TimestampMicrosecondType>() {
            // Instants are in UTC, and said to be with «Z» rather than through a time zone database.
            Some(times) => Arc::new(times.clone().with_timezone_opt::<&str>(None)),
            None => Arc::clone(column),
        };
        let texts = ArrayFormatter::try_new(plain.as_ref(), &FormatOptions::default())?;
        for (index, row) in rows.iter_mut().enumerate() {
            let cell = (!plain.is_null(index)).then(|| texts.value(index).to_string());
            row.cells.push(cell.map(|text| if instant { text + "Z" } else { text }));
        }
    }
    Ok(rows)
}
