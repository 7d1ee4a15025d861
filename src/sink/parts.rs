//! A Parquet table in one file, or in a folder of parts where it has more rows than a part may have.

use std::fs;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;

use super::file::{SummedFile, WrittenFile};
use super::format::Format;
use crate::table::Table;
use crate::{Error, Result};

/// One table being written.
pub(super) struct Parts {
    table: &'static Table,
    folder: PathBuf,
    properties: WriterProperties,
    /// Most rows of a part.
    most: usize,
    open: ArrowWriter<SummedFile>,
    /// Rows of the open part.
    rows: usize,
    closed: Vec<WrittenFile>,
}

impl Parts {
    pub(super) fn create(
        folder: &Path,
        table: &'static Table,
        properties: WriterProperties,
        most: usize,
    ) -> Result<Self> {
        let open = writer(folder, &Format::Parquet.file_name(table.name), table, &properties)?;
        let folder = folder.to_owned();
        Ok(Self { table, folder, properties, most: most.max(1), open, rows: 0, closed: Vec::new() })
    }

    pub(super) fn write(&mut self, chunk: &RecordBatch) -> Result<()> {
        let mut done = 0;
        while done < chunk.num_rows() {
            if self.rows == self.most {
                self.next_part()?;
            }
            let some = (chunk.num_rows() - done).min(self.most - self.rows);
            self.open.write(&chunk.slice(done, some)).map_err(Error::caused)?;
            self.rows += some;
            done += some;
        }
        Ok(())
    }

    /// Ends the row group.
    pub(super) fn flush(&mut self) -> Result<()> {
        self.open.flush().map_err(Error::caused)
    }

    /// Closes the open part for one more row; the first is moved into the folder that all share.
    fn next_part(&mut self) -> Result<()> {
        if self.closed.is_empty() {
            let folder = self.folder.join(self.table.name);
            fs::create_dir(&folder).map_err(|cause| Error::io("create the folder", &folder, &cause))?;
        }
        let next =
            writer(&self.folder, &part(self.table, self.closed.len() + 1), self.table, &self.properties)?;
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
) -> Result<ArrowWriter<SummedFile>> {
    let file = SummedFile::create(folder, name)?;
    ArrowWriter::try_new(file, table.arrow_schema(), Some(properties.clone())).map_err(Error::caused)
}
