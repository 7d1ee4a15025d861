//! The files of one table.

use std::path::Path;

use arrow::array::RecordBatch;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use super::chunks::Chunks;
use super::csv;
use super::dataset::WrittenTable;
use super::file::SummedFile;
use super::format::Format;
use super::parts::Parts;
use super::provenance::{Provenance, VERSION};
use crate::table::{Column, ColumnType, Table};
use crate::{Error, Result};

/// Most rows of a Parquet row group.
const ROW_GROUP_ROWS: usize = 128 * 1024;

/// Most bytes of a Parquet row group; it is held in memory until it is full, one of each table. Only tables of long texts
/// come to it before they come to the rows.
const ROW_GROUP_BYTES: usize = 16 << 20;

/// One table being written, in every format asked for.
pub(super) struct Output {
    table: &'static Table,
    rows: u64,
    chunks: Chunks,
    sinks: Vec<Sink>,
}

enum Sink {
    Parquet(Box<Parts>),
    Csv(Box<csv::Writer>),
}

impl Output {
    pub(super) fn create(
        table: &'static Table,
        formats: &[Format],
        folder: &Path,
        provenance: &Provenance,
        part_rows: usize,
    ) -> Result<Self> {
        let sinks = formats
            .iter()
            .map(|format| {
                Ok(match format {
                    Format::Parquet => {
                        let properties = properties(table, provenance);
                        Sink::Parquet(Box::new(Parts::create(folder, table, properties, part_rows)?))
                    }
                    Format::Csv => {
                        let file = SummedFile::create(folder, &format.file_name(table.name))?;
                        Sink::Csv(Box::new(csv::Writer::new(file, table, provenance.csv)?))
                    }
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self { table, rows: 0, chunks: Chunks::new(table.arrow_schema()), sinks })
    }

    pub(super) fn table(&self) -> &'static Table {
        self.table
    }

    pub(super) fn write(&mut self, batch: &RecordBatch, give_up: &dyn Fn() -> bool) -> Result<()> {
        self.rows += batch.num_rows() as u64;
        let sinks = &mut self.sinks;
        self.chunks.push(batch, |chunk| {
            if give_up() {
                return Err(Error::interrupted());
            }
            sinks.iter_mut().try_for_each(|sink| sink.write(chunk))
        })
    }

    /// Writes what is held.
    pub(super) fn flush(&mut self) -> Result<()> {
        self.end_chunk()?;
        self.sinks.iter_mut().try_for_each(Sink::flush)
    }

    fn end_chunk(&mut self) -> Result<()> {
        let rest = self.chunks.take()?;
        rest.iter().try_for_each(|rest| self.sinks.iter_mut().try_for_each(|sink| sink.write(rest)))
    }

    pub(super) fn finish(mut self) -> Result<WrittenTable> {
        self.end_chunk()?;
        let files = self
            .sinks
            .into_iter()
            .map(|sink| match sink {
                Sink::Parquet(parts) => parts.finish(),
                Sink::Csv(writer) => Ok(vec![writer.finish()?]),
            })
            .collect::<Result<_>>()?;
        Ok(WrittenTable { table: self.table, rows: self.rows, files })
    }
}

impl Sink {
    fn write(&mut self, chunk: &RecordBatch) -> Result<()> {
        match self {
            Self::Parquet(parts) => parts.write(chunk),
            Self::Csv(writer) => writer.write(chunk),
        }
    }

    /// Ends the row group. Rows of a CSV file are held nowhere.
    fn flush(&mut self) -> Result<()> {
        match self {
            Self::Parquet(parts) => parts.flush(),
            Self::Csv(_) => Ok(()),
        }
    }
}

/// Whether a column is a place in a text.
fn is_offset(column: &Column) -> bool {
    column.kind == ColumnType::Int32 && (column.name.ends_with("_start") || column.name.ends_with("_end"))
}

/// Whether a column refers to rows, of which each is referred to a few times at most.
fn is_row_id(column: &Column) -> bool {
    matches!(column.name, "segment_id" | "parent_id" | "clause_id" | "provision_id" | "mention_id" | "row_id")
}

/// Whether a column holds whole sentences and more, which do not repeat.
fn is_running_text(table: &Table, column: &str) -> bool {
    column == "text" && ["segments", "clauses", "provisions"].contains(&table.name)
        || is_whole_document(table, column)
}

/// Whether a column holds whole documents.
fn is_whole_document(table: &Table, column: &str) -> bool {
    table.name == "texts" && column == "text"
}

/// Dictionaries pay for every column but those whose values do not repeat: offsets grow, so their differences
/// are small, and words compress better and faster where their lengths do not stand between them.
fn properties(table: &Table, provenance: &Provenance) -> WriterProperties {
    let metadata = provenance
        .entries()
        .into_iter()
        .map(|(key, value)| KeyValue::new(key.to_owned(), value.to_owned()))
        .collect();
    let mut builder = WriterProperties::builder()
        .set_created_by(format!("jadval version {VERSION}"))
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_max_row_group_bytes(Some(ROW_GROUP_BYTES))
        .set_key_value_metadata(Some(metadata));
    for column in table.columns() {
        let path = || ColumnPath::from(column.name);
        if is_offset(column) {
            builder = builder.set_column_dictionary_enabled(path(), false);
            builder = builder.set_column_encoding(path(), Encoding::DELTA_BINARY_PACKED);
        } else if column.unique || is_row_id(column) || is_running_text(table, column.name) {
            builder = builder.set_column_dictionary_enabled(path(), false);
            // A whole document is a page by itself; there are no lengths between words, but one copy more.
            if column.kind == ColumnType::Text && !is_whole_document(table, column.name) {
                builder = builder.set_column_encoding(path(), Encoding::DELTA_LENGTH_BYTE_ARRAY);
            }
        }
        // Nobody looks for the least of a column of words.
        if column.kind == ColumnType::Text && column.name != "doc_id" {
            builder = builder.set_column_statistics_enabled(path(), EnabledStatistics::None);
        }
    }
    builder.build()
}
