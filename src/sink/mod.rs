//! Datasets on disk: one folder with a file per table, described for people and machines.
//!
//! A [`DatasetWriter`] takes batches as they come, so memory stays bounded, and works in a temporary folder beside
//! the output. Only [`DatasetWriter::finish`] puts the new folder in the place of the old one; before that a
//! failure, an interruption or a dropped writer leaves the old dataset as it was. What is written depends on the
//! batches and the [`Provenance`] alone: no clock, no machine, no path.

mod card;
mod chunks;
mod croissant;
mod csv;
mod file;
mod folder;
mod output;
mod package;
mod parts;
mod scratch;

use std::path::Path;

use arrow::array::RecordBatch;
use rayon::prelude::*;

use crate::table::{EntityCounts, Table, Tables, tables};
use crate::{Error, Result};
pub use csv::{BYTE_ORDER_MARK, CsvMode, Lines as CsvLines, is_formula, undefuse};
use file::WrittenFile;
pub use file::sum_of;
use folder::Staging;
pub use folder::{SUMS, is_intact};
use output::Output;
pub(crate) use scratch::Scratch;

/// The files that describe a dataset to programs.
pub const DESCRIPTIONS: [&str; 2] = [package::FILE, croissant::FILE];

/// The version that datasets name as their maker's.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A file format for tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Apache Parquet, compressed with Zstandard.
    Parquet,
    /// RFC 4180: UTF-8, a header row, CRLF line ends. An empty cell is null, a quoted empty cell an empty string.
    Csv,
}

impl Format {
    /// All formats, the preferred one first.
    pub const ALL: [Self; 2] = [Self::Parquet, Self::Csv];

    /// The name in settings and the extension of files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
        }
    }

    /// The name of a table's file.
    #[must_use]
    pub fn file_name(self, table: &str) -> String {
        format!("{table}.{}", self.name())
    }
}

/// What a dataset says about its own origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Provenance {
    /// Name of the dataset; by custom the name of its pipeline.
    pub name: String,
    /// A title for people; the name, where absent.
    pub title: Option<String>,
    /// What the documents are.
    pub description: Option<String>,
    /// SPDX identifier of the licence of the documents; unknown, where absent.
    pub license: Option<String>,
    /// Hash over all lexicon and rule files in use.
    pub rules_hash: String,
    /// Hash of the pipeline file, where there is one.
    pub pipeline_hash: Option<String>,
    /// How CSV cells are written.
    pub csv: CsvMode,
}

impl Provenance {
    fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    fn description(&self) -> String {
        self.description.clone().unwrap_or_else(|| {
            format!(
                "{}: dates, figures, actors, places and clauses of Persian documents, each row tied to its place \
                 in the source.",
                self.title()
            )
        })
    }

    /// The provenance as keys and values, as Parquet files and descriptions carry it.
    fn entries(&self) -> Vec<(&'static str, &str)> {
        let mut entries = vec![("jadval.version", VERSION), ("jadval.rules", self.rules_hash.as_str())];
        entries.extend(self.pipeline_hash.as_deref().map(|hash| ("jadval.pipeline", hash)));
        entries
    }
}

/// How a dataset is written.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Options {
    /// Formats of the tables, at least one; each once.
    pub formats: Vec<Format>,
    /// What the dataset says about its origin.
    pub provenance: Provenance,
    /// Most rows of a Parquet file: a table with more is a folder of parts.
    pub part_rows: usize,
}

impl Options {
    /// Four million rows: some hundred megabytes, and no table of a collection of ordinary size.
    pub const PART_ROWS: usize = 4 << 20;
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Rows of each table, in the order of [`tables`].
    pub rows: Vec<(&'static str, u64)>,
    /// Bytes of all files together.
    pub bytes: u64,
    /// SHA-256 of the list of the sums of all other files: a sum of the dataset.
    pub sum: String,
}

impl Summary {
    /// Rows of one table; 0 where there is no table of that name.
    #[must_use]
    pub fn rows_of(&self, table: &str) -> u64 {
        self.rows.iter().find(|(name, _)| *name == table).map_or(0, |&(_, rows)| rows)
    }
}

/// Writes a dataset, batch after batch in document order.
pub struct DatasetWriter {
    // Before the folder, so that a dropped writer closes its files before they are removed.
    outputs: Vec<Output>,
    entities: EntityCounts,
    provenance: Provenance,
    formats: Vec<Format>,
    staging: Staging,
}

impl DatasetWriter {
    /// Begins a dataset that will stand at `out`; folders above it are created.
    ///
    /// # Errors
    /// A configuration error where no format is asked for, where `out` is a file or holds files that no dataset
    /// has; an I/O error where the folder cannot be written.
    pub fn create(out: &Path, options: Options) -> Result<Self> {
        let mut formats = options.formats;
        formats.sort_unstable();
        formats.dedup();
        if formats.is_empty() {
            return Err(Error::configuration(
                "no output format is named; expected \"parquet\", \"csv\" or both",
            ));
        }
        let staging = Staging::create(out)?;
        let outputs = tables()
            .iter()
            .map(|table| {
                Output::create(table, &formats, staging.folder(), &options.provenance, options.part_rows)
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            outputs,
            entities: EntityCounts::default(),
            provenance: options.provenance,
            formats,
            staging,
        })
    }

    /// Appends the rows of further documents. Those of `actors` and `places` are counted and written at the end.
    ///
    /// # Errors
    /// An I/O error where a file cannot be written.
    pub fn write(&mut self, batch: &Tables) -> Result<()> {
        self.write_until(batch, &|| false)
    }

    /// The same, with a question that is asked every few thousand rows: once the answer is yes, the dataset is to be
    /// given up.
    ///
    /// # Errors
    /// Also [`Error::interrupted`] after a yes; the writer is good for nothing but being dropped then.
    pub fn write_until(&mut self, batch: &Tables, give_up: &(dyn Fn() -> bool + Sync)) -> Result<()> {
        self.entities.merge(batch.entities());
        self.outputs
            .par_iter_mut()
            .zip(batch.batches())
            .filter(|(output, _)| !EntityCounts::makes(output.table()))
            .try_for_each(|(output, rows)| output.write(rows, give_up))
    }

    /// Appends rows that are read back from a dataset: of each table, in the order of [`tables`], the batches that
    /// `rows` has. Those of `actors` and `places` are not read; entities are counted with [`Self::entities_mut`].
    ///
    /// # Errors
    /// As [`Self::write_until`], and those of `rows`.
    pub fn copy<R>(&mut self, rows: Vec<R>, give_up: &(dyn Fn() -> bool + Sync)) -> Result<()>
    where
        R: Iterator<Item = Result<RecordBatch>> + Send,
    {
        self.outputs
            .par_iter_mut()
            .zip(rows)
            .filter(|(output, _)| !EntityCounts::makes(output.table()))
            .try_for_each(|(output, mut rows)| rows.try_for_each(|batch| output.write(&batch?, give_up)))
    }

    /// Writes what is held of all tables but those of entities, and ends their row groups.
    ///
    /// # Errors
    /// An I/O error where a file cannot be written.
    pub fn flush(&mut self) -> Result<()> {
        self.outputs.par_iter_mut().try_for_each(Output::flush)
    }

    /// The entities that were counted so far.
    pub fn entities_mut(&mut self) -> &mut EntityCounts {
        &mut self.entities
    }

    /// Writes what is left and the descriptions, and puts the dataset in its place.
    ///
    /// # Errors
    /// An I/O error where a file cannot be written or the folder cannot be replaced; the old dataset is whole then.
    pub fn finish(self) -> Result<Summary> {
        let Self { mut outputs, entities, provenance, formats, staging } = self;
        for output in &mut outputs {
            if let Some(rows) = entities.batch(output.table())? {
                output.write(&rows, &|| false)?;
            }
        }
        let written: Vec<WrittenTable> =
            outputs.into_par_iter().map(Output::finish).collect::<Result<_>>()?;

        let dataset = Dataset { provenance: &provenance, formats: &formats, tables: &written };
        let mut files: Vec<WrittenFile> = written.iter().flat_map(|table| table.files.concat()).collect();
        for (name, content) in [
            (package::FILE, package::write(&dataset)),
            (croissant::FILE, croissant::write(&dataset)),
            (card::FILE, card::write(&dataset)),
        ] {
            files.push(file::write(staging.folder(), name, &content)?);
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let sums: String = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
        files.push(file::write(staging.folder(), SUMS, &sums)?);

        staging.commit()?;
        Ok(Summary {
            rows: written.iter().map(|table| (table.table.name, table.rows)).collect(),
            bytes: files.iter().map(|file| file.bytes).sum(),
            sum: crate::source::sha256(sums.as_bytes()),
        })
    }
}

/// A table whose files are complete.
struct WrittenTable {
    table: &'static Table,
    rows: u64,
    /// For each format, in the order of the formats, one file or the parts of the table.
    files: Vec<Vec<WrittenFile>>,
}

/// What the descriptions are written from.
struct Dataset<'a> {
    provenance: &'a Provenance,
    formats: &'a [Format],
    tables: &'a [WrittenTable],
}

#[cfg(test)]
mod tests;
