//! A Parquet table in one file, or in a folder of parts where it has more rows than a part may have.

use std::fs;
use std::path::{Path, PathBuf};

use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowRowGroupWriterFactory;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;

use super::file::{SummedFile, WrittenFile};
use super::format::Format;
use super::pages::{ColumnChunk, ColumnWriters};
use crate::table::Table;
use crate::{Error, Result};

/// One table being written.
pub(super) struct Parts {
    table: &'static Table,
    folder: PathBuf,
    properties: WriterProperties,
    /// Most rows of a part.
    most: usize,
    open: SerializedFileWriter<SummedFile>,
    /// Rows of the open part.
    rows: usize,
    closed: Vec<WrittenFile>,
}

impl Parts {
    /// Opens the first file; row groups of all files are made by the writers that come with it.
    pub(super) fn create(
        folder: &Path,
        table: &'static Table,
        properties: WriterProperties,
        most: usize,
    ) -> Result<(Self, ColumnWriters)> {
        let (open, factory) = writer(folder, &Format::Parquet.file_name(table.name), table, &properties)?;
        let (folder, most) = (folder.to_owned(), most.max(1));
        Ok((
            Self { table, folder, properties, most, open, rows: 0, closed: Vec::new() },
            ColumnWriters::new(factory),
        ))
    }

    /// Appends a row group, which goes to the next part where the open one is full.
    pub(super) fn append(&mut self, rows: usize, columns: Vec<ColumnChunk>) -> Result<()> {
        if self.rows >= self.most {
            self.next_part()?;
        }
        self.rows += rows;
        let mut group = self.open.next_row_group().map_err(Error::caused)?;
        columns.into_iter().try_for_each(|column| column.append_to(&mut group)).map_err(Error::caused)?;
        group.close().map(drop).map_err(Error::caused)
    }

    /// Closes the open part for one more row; the first is moved into the folder that all share.
    fn next_part(&mut self) -> Result<()> {
        if self.closed.is_empty() {
            let folder = self.folder.join(self.table.name);
            fs::create_dir(&folder).map_err(|cause| Error::io("create the folder", &folder, &cause))?;
        }
        let name = part(self.table, self.closed.len() + 1);
        let (next, _) = writer(&self.folder, &name, self.table, &self.properties)?;
        let mut closed =
            std::mem::replace(&mut self.open, next).into_inner().map_err(Error::caused)?.finish()?;
        if self.closed.is_empty() {
            let name = part(self.table, 0);
            let (from, to) = (self.folder.join(&closed.name), self.folder.join(&name));
            fs::rename(&from, &to).map_err(|cause| Error::io("move the first part", &from, &cause))?;
            closed.name = name;
        }
        self.closed.push(closed);
        self.rows = 0;
        Ok(())
    }

    /// The files of the table, one or all its parts.
    pub(super) fn finish(mut self) -> Result<Vec<WrittenFile>> {
        self.closed.push(self.open.into_inner().map_err(Error::caused)?.finish()?);
        Ok(self.closed)
    }
}

fn part(table: &Table, number: usize) -> String {
    format!("{}/part-{number:05}.{}", table.name, Format::Parquet.name())
}

fn writer(
    folder: &Path,
    name: &str,
    table: &Table,
    properties: &WriterProperties,
) -> Result<(SerializedFileWriter<SummedFile>, ArrowRowGroupWriterFactory)> {
    let file = SummedFile::create(folder, name)?;
    ArrowWriter::try_new(file, table.arrow_schema(), Some(properties.clone()))
        .and_then(ArrowWriter::into_serialized_writer)
        .map_err(Error::caused)
}
