//! A dataset folder and its tables, read when a check asks for them.

use crate::error::{Error, Result};
use crate::table::{self, Table};
use polars::prelude::{DataFrame, IntoLazy, LazyFrame, SerReader};
use polars_io::parquet::read::ParquetReader;
use std::fs::File;
use std::path::{Path, PathBuf};

/// A folder that holds the tables of a dataset.
#[derive(Debug)]
pub struct Dataset {
    folder: PathBuf,
}

impl Dataset {
    /// Opens a folder.
    ///
    /// # Errors
    /// Where the folder does not exist or holds no table.
    pub fn open(folder: &Path) -> Result<Self> {
        std::fs::read_dir(folder).map_err(|cause| Error::io("read the dataset", folder, &cause))?;
        let dataset = Self { folder: folder.to_owned() };
        if table::tables().iter().any(|table| dataset.parquet(table).exists()) {
            return Ok(dataset);
        }
        Err(Error::configuration(
            "no dataset here: expected Parquet tables (documents.parquet …), found none",
        )
        .at(folder.display()))
    }

    /// The dataset's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a table's Parquet file is.
    #[must_use]
    pub fn parquet(&self, table: &Table) -> PathBuf {
        self.folder.join(table.name).with_extension("parquet")
    }

    /// The given columns of a table; `None` where its file is missing, cannot be read or lacks one of
    /// them, which the contract reports.
    pub(super) fn columns(&self, table: &Table, columns: &[&str]) -> Option<DataFrame> {
        let file = File::open(self.parquet(table)).ok()?;
        let wanted = columns.iter().map(|&name| name.to_owned()).collect();
        ParquetReader::new(file).with_columns(Some(wanted)).finish().ok()
    }

    /// The same, lazily.
    pub(super) fn lazy(&self, table: &Table, columns: &[&str]) -> Option<LazyFrame> {
        self.columns(table, columns).map(IntoLazy::lazy)
    }
}

/// A failure of the query engine, which is ours and not the data's.
pub(super) fn engine_error(cause: &polars::error::PolarsError) -> Error {
    Error::output(format!("a check could not be computed: {cause}"))
}
