//! A dataset that stands, as a source of rows for the next one.

use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use sha2::{Digest, Sha256};

use super::{Format, folder};
use crate::table::{Table, tables};
use crate::{Error, Result};

/// Rows that are read together.
const ROWS: usize = 8192;

/// The rows of all Parquet tables of a dataset, each read once from first to last.
pub struct OldDataset {
    tables: Vec<OldTable>,
}

/// One table being read.
pub(super) struct OldTable {
    /// The files that are not open yet, the last first.
    files: Vec<PathBuf>,
    reader: Option<ParquetRecordBatchReader>,
    /// What is left of the last batch.
    rest: Option<RecordBatch>,
    /// Rows that are behind.
    at: u64,
}

impl OldDataset {
    /// Opens the tables of a dataset in Parquet.
    #[must_use]
    pub fn open(dataset: &Path) -> Self {
        let files = |table: &Table| {
            let file = dataset.join(Format::Parquet.file_name(table.name));
            let mut files: Vec<PathBuf> = if file.is_file() {
                vec![file]
            } else {
                let parts = fs::read_dir(dataset.join(table.name)).into_iter().flatten().flatten();
                parts.map(|part| part.path()).collect()
            };
            files.sort_unstable_by(|a, b| b.cmp(a));
            OldTable { files, reader: None, rest: None, at: 0 }
        };
        Self { tables: tables().iter().map(|table| files(table)).collect() }
    }

    pub(super) fn tables_mut(&mut self) -> &mut [OldTable] {
        &mut self.tables
    }
}

impl OldTable {
    /// Hands on the rows `from..to`; what is before them is passed over for good.
    pub(super) fn rows(
        &mut self,
        (from, to): (u64, u64),
        mut take: impl FnMut(&RecordBatch) -> Result<()>,
    ) -> Result<()> {
        while self.at < to {
            let Some(batch) = self.next_batch()? else {
                return Err(Error::output("the old dataset has fewer rows than it had when the run began"));
            };
            let rows = batch.num_rows() as u64;
            let first = from.saturating_sub(self.at).min(rows);
            let last = (to - self.at).min(rows);
            if first < last {
                take(&batch.slice(first as usize, (last - first) as usize))?;
            }
            if last < rows {
                self.rest = Some(batch.slice(last as usize, (rows - last) as usize));
            }
            self.at += last;
        }
        Ok(())
    }

    fn next_batch(&mut self) -> Result<Option<RecordBatch>> {
        if let Some(rest) = self.rest.take() {
            return Ok(Some(rest));
        }
        loop {
            if let Some(batch) = self.reader.as_mut().and_then(Iterator::next) {
                return Ok(Some(batch?));
            }
            let Some(path) = self.files.pop() else { return Ok(None) };
            let file = File::open(&path).map_err(|cause| Error::io("open this table", &path, &cause))?;
            let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
            self.reader = Some(builder.with_batch_size(ROWS).build()?);
        }
    }
}

/// Whether a dataset is exactly what its list of sums says, and the list has this sum itself.
#[must_use]
pub fn is_intact(dataset: &Path, sum_of_sums: &str) -> bool {
    let Ok(list) = fs::read_to_string(dataset.join(folder::SUMS)) else { return false };
    crate::source::sha256(list.as_bytes()) == sum_of_sums
        && list.lines().all(|line| {
            line.split_once("  ")
                .is_some_and(|(sum, name)| sum_of(&dataset.join(name)).is_some_and(|is| is == sum))
        })
}

fn sum_of(path: &Path) -> Option<String> {
    let mut file = BufReader::with_capacity(256 << 10, File::open(path).ok()?);
    let (mut sum, mut window) = (Sha256::new(), vec![0; 256 << 10]);
    loop {
        let length = file.read(&mut window).ok()?;
        if length == 0 {
            return Some(sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
        }
        sum.update(window.get(..length)?);
    }
}
