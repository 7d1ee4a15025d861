//! The folder of a dataset, and the rows of its tables.

use super::batches::Batches;
use super::piece::Piece;
use crate::error::{Error, Result};
use crate::sink::Format;
use crate::suggestion::with_nearest;
use crate::table::Table;
use crate::tables;
use std::path::{Path, PathBuf};

/// A folder that holds the tables of a dataset.
#[derive(Clone, Debug)]
pub struct Dataset {
    folder: PathBuf,
}

impl Dataset {
    /// Opens a folder.
    ///
    /// # Errors
    /// An I/O error where the folder cannot be read, a configuration error where it holds no table.
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::read_dir(folder).map_err(|cause| Error::io("open this dataset", folder, &cause))?;
        let dataset = Self { folder: folder.to_owned() };
        if dataset.tables().next().is_none() {
            let expected = "expected a dataset (documents.parquet or documents.csv, …), found no table";
            return Err(Error::configuration(expected).at(folder.display()));
        }
        Ok(dataset)
    }

    /// The dataset's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Tables that are there, in the order of their declaration.
    pub fn tables(&self) -> impl Iterator<Item = &'static Table> {
        tables::tables().iter().copied().filter(|table| self.format_of(table.name).is_some())
    }

    /// The format in which a table is read; `None` where it is not there.
    #[must_use]
    pub fn format_of(&self, table: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|&format| !self.files(table, format).is_empty())
    }

    /// The files of a table in one format, in the order of their rows: one, or the parts of a folder.
    #[must_use]
    pub fn files(&self, table: &str, format: Format) -> Vec<PathBuf> {
        // Other names are those of no file of a dataset, and may lead out of its folder.
        if tables::table(table).is_none() {
            return Vec::new();
        }
        let whole = self.folder.join(format.file_name(table));
        if whole.is_file() {
            return vec![whole];
        }
        let parts = std::fs::read_dir(self.folder.join(table)).into_iter().flatten();
        let mut parts: Vec<PathBuf> = parts
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == format.name()))
            .collect();
        parts.sort();
        parts
    }

    /// A table in pieces that can be read apart from each other, in the order of the rows.
    ///
    /// # Errors
    /// Where the table is not there or one of its files is damaged.
    pub fn pieces(&self, table: &str) -> Result<Vec<Piece>> {
        let Some(format) = self.format_of(table) else {
            let known: Vec<&str> = self.tables().map(|table| table.name).collect();
            let message = format!("expected one of the tables {}, found «{table}»", known.join(", "));
            return Err(Error::configuration(message).at(self.folder.display()));
        };
        let mut pieces = Vec::new();
        for path in self.files(table, format) {
            pieces.extend(Piece::of_file(&path, format, table)?);
        }
        Ok(pieces)
    }

    /// The rows of a table, batch after batch; without `columns`, all of them. Columns that the files do
    /// not have are left out.
    ///
    /// # Errors
    /// As [`Dataset::pieces`]; each batch can fail too.
    pub fn batches(&self, table: &str, columns: Option<&[&str]>) -> Result<Batches> {
        let pieces = self.pieces(table)?;
        let columns: Option<Vec<String>> = columns.map(|names| names.iter().map(|&n| n.to_owned()).collect());
        Ok(Box::new(pieces.into_iter().flat_map(move |piece| {
            let names: Option<Vec<&str>> =
                columns.as_ref().map(|names| names.iter().map(String::as_str).collect());
            match piece.read(names.as_deref()) {
                Ok(batches) => batches,
                Err(error) => Box::new(std::iter::once(Err(error))),
            }
        })))
    }
}

/// The refusal of the id of a document that a dataset does not have, with the nearest of those that it has.
pub(crate) fn no_document<'n>(doc: &str, known: impl IntoIterator<Item = &'n str>) -> Error {
    let message = format!("expected the id of a document of this dataset, found «{doc}»");
    Error::configuration(with_nearest(message, doc, known))
}
