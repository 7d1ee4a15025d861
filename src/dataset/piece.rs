//! Pieces of tables: row groups of Parquet files, and whole CSV files.

use super::batch_rows::batch_rows;
use super::batches::{Batches, open};
use crate::error::{Error, Result};
use crate::sink::Format;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder, RowSelection, RowSelector,
};
use parquet::file::serialized_reader::SerializedPageReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most bytes of a footer: a hundred times that of a table of a million documents.
const FOOTER: u32 = 64 << 20;

/// Rows of one file that are stored together.
#[derive(Clone, Debug)]
pub struct Piece {
    path: PathBuf,
    rows: u64,
    schema: SchemaRef,
    stored: Stored,
}

#[derive(Clone, Debug)]
enum Stored {
    RowGroup(ArrowReaderMetadata, usize),
    Csv,
}

impl Piece {
    /// The pieces of a file of the named table; a Parquet file without rows has one piece without rows.
    ///
    /// # Errors
    /// An I/O error for a file that cannot be read or is no file of this format.
    pub fn of_file(path: &Path, format: Format, table: &str) -> Result<Vec<Self>> {
        let path = path.to_owned();
        if format == Format::Csv {
            let (schema, rows) = super::csv::survey(&path, table)?;
            return Ok(vec![Self { path, rows, schema, stored: Stored::Csv }]);
        }
        let file = open(&path)?;
        expect_footer(&file, &path)?;
        // What another program wrote beside the types (large strings, dictionaries) says nothing of the values.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let metadata = ArrowReaderMetadata::load(&file, options)
            .map_err(|cause| Error::caused(cause).at(path.display()))?;
        let schema = metadata.schema().clone();
        let groups = metadata.metadata().row_groups();
        for (n, group) in groups.iter().enumerate() {
            // Tables are flat, so a row has one value of each column, be it null.
            let rows = group.num_rows();
            if let Some(column) = group.columns().iter().find(|column| column.num_values() != rows) {
                let (name, values) = (column.column_path().string(), column.num_values());
                let message = format!("expected {rows} values of {name} in row group {n}, found {values}");
                return Err(Error::output(message).at(path.display()));
            }
        }
        let piece = |rows, group| Self {
            path: path.clone(),
            rows,
            schema: schema.clone(),
            stored: Stored::RowGroup(metadata.clone(), group),
        };
        let counted =
            groups.iter().enumerate().map(|(n, group)| (u64::try_from(group.num_rows()).unwrap_or(0), n));
        let mut pieces: Vec<Self> = counted.map(|(rows, n)| piece(rows, n)).collect();
        if pieces.is_empty() {
            pieces.push(piece(0, 0));
        }
        Ok(pieces)
    }

    /// The file it is part of.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many rows it has.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The columns of its file.
    #[must_use]
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Its rows, of these columns where some are named.
    ///
    /// # Errors
    /// Where the file cannot be read; each batch can fail too.
    pub fn read(&self, columns: Option<&[&str]>) -> Result<Batches> {
        self.read_selected(columns, None)
    }

    /// Whether its pages can be read: their bytes have the sums that stand with them, also of columns that nobody asks for.
    ///
    /// # Errors
    /// The first page that cannot.
    pub fn check_pages(&self) -> Result<()> {
        let Stored::RowGroup(metadata, group) = &self.stored else { return Ok(()) };
        let Some(group) = metadata.metadata().row_groups().get(*group) else { return Ok(()) };
        let place = |cause| Error::caused(cause).at(self.path.display());
        let file = Arc::new(open(&self.path)?);
        let rows = usize::try_from(self.rows).unwrap_or(usize::MAX);
        for column in group.columns() {
            let mut pages =
                SerializedPageReader::new(Arc::clone(&file), column, rows, None).map_err(place)?;
            pages.try_for_each(|page| page.map(drop)).map_err(place)?;
        }
        Ok(())
    }

    /// One row.
    ///
    /// # Errors
    /// As [`Piece::read`]; also where there is no such row.
    pub fn row(&self, columns: Option<&[&str]>, row: u64) -> Result<RecordBatch> {
        let missing = || Error::output(format!("expected a row {row}, found none")).at(self.path.display());
        match &self.stored {
            Stored::RowGroup(..) => {
                let before = usize::try_from(row).unwrap_or(usize::MAX);
                let one = RowSelection::from(vec![RowSelector::skip(before), RowSelector::select(1)]);
                self.read_selected(columns, Some(one))?.next().ok_or_else(missing)?
            }
            Stored::Csv => {
                let mut before = 0;
                for batch in self.read(columns)? {
                    let batch = batch?;
                    let rows = batch.num_rows() as u64;
                    if row < before + rows {
                        return Ok(batch.slice((row - before) as usize, 1));
                    }
                    before += rows;
                }
                Err(missing())
            }
        }
    }

    fn read_selected(&self, columns: Option<&[&str]>, rows: Option<RowSelection>) -> Result<Batches> {
        let place = self.path.display().to_string();
        match &self.stored {
            Stored::Csv => super::csv::read(&self.path, &self.schema, columns),
            Stored::RowGroup(metadata, group) => {
                let groups =
                    if metadata.metadata().num_row_groups() == 0 { Vec::new() } else { vec![*group] };
                let is_wanted = |name: &str| columns.is_none_or(|columns| columns.contains(&name));
                let batch_rows = batch_rows(&self.path, metadata, *group, is_wanted)?;
                let mut builder =
                    ParquetRecordBatchReaderBuilder::new_with_metadata(open(&self.path)?, metadata.clone())
                        .with_row_groups(groups)
                        .with_batch_size(batch_rows);
                if let Some(columns) = columns {
                    let wanted = metadata.parquet_schema().root_schema().get_fields().iter().enumerate();
                    let mut wanted: Vec<usize> =
                        wanted.filter(|(_, field)| columns.contains(&field.name())).map(|(n, _)| n).collect();
                    // Without a column there would be as many rows as the footer says, and nothing to say that they are.
                    if wanted.is_empty() {
                        wanted.push(0);
                    }
                    let mask = ProjectionMask::roots(metadata.parquet_schema(), wanted);
                    builder = builder.with_projection(mask);
                }
                if let Some(rows) = rows {
                    builder = builder.with_row_selection(rows);
                }
                let reader = builder.build().map_err(|cause| Error::caused(cause).at(&place))?;
                Ok(Box::new(reader.map(move |batch| batch.map_err(|cause| Error::caused(cause).at(&place)))))
            }
        }
    }
}

/// Refuses a footer that is longer than any table has one, before it is read.
fn expect_footer(file: &std::fs::File, path: &Path) -> Result<()> {
    use std::io::{Read, Seek, SeekFrom};
    let mut end = [0; 8];
    let mut file = file;
    // What is too short to have one is told by who reads it.
    let read = file.seek(SeekFrom::End(-8)).and_then(|_| file.read_exact(&mut end)).is_ok();
    let _ = file.rewind();
    let [a, b, c, d, mark @ ..] = end;
    // Encrypted footers have a mark of their own.
    if read && !matches!(&mark, b"PAR1" | b"PARE") {
        let message = "expected the mark of Parquet at its end, found other bytes: it may be cut off";
        return Err(Error::output(message).at(path.display()));
    }
    let length = u32::from_le_bytes([a, b, c, d]);
    if read && length > FOOTER {
        let message = format!("expected at most {FOOTER} bytes of a footer, found {length}");
        return Err(Error::output(message).at(path.display()));
    }
    Ok(())
}
