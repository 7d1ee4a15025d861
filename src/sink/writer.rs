//! Writes datasets, batch after batch.

use super::card;
use super::croissant;
use super::dataset::{Dataset, WrittenTable};
use super::file::{self, SUMS, WrittenFile};
use super::folder::Staging;
use super::format::Format;
use super::output::Output;
use super::package;
use super::provenance::{Options, Provenance};
use crate::tables::{EntityCounts, Tables, tables};
use crate::{Error, Result};
use arrow::array::RecordBatch;
use rayon::prelude::*;
use std::path::Path;

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

/// Writes a dataset, batch after batch in document order. The threads of the rayon pool that it is called on, or of the
/// global one, encode what it is given.
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
        let mut formats = options.formats.clone();
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
            .map(|table| Output::create(table, &formats, staging.folder(), &options))
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

    /// As [`Self::write`], but asks `give_up` every few thousand rows whether to give up the dataset.
    ///
    /// # Errors
    /// Also [`Error::interrupted`] where `give_up` returned true; the writer can only be dropped then.
    pub fn write_until(&mut self, batch: &Tables, give_up: &(dyn Fn() -> bool + Sync)) -> Result<()> {
        self.entities.merge(batch.entities());
        self.outputs
            .iter_mut()
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

    /// Writes the buffered rows of all tables but those of entities, and ends their row groups.
    ///
    /// # Errors
    /// An I/O error where a file cannot be written.
    pub fn flush(&mut self) -> Result<()> {
        // All of them are ended first, so that every thread has something to encode.
        self.outputs.iter_mut().for_each(Output::end_group);
        self.outputs.par_iter_mut().try_for_each(Output::append_all)
    }

    /// The entities that were counted so far.
    pub fn entities_mut(&mut self) -> &mut EntityCounts {
        &mut self.entities
    }

    /// Writes what is left and the descriptions, and puts the dataset in its place.
    ///
    /// # Errors
    /// An I/O error where a file cannot be written or the folder cannot be replaced; the old dataset is whole then.
    pub fn finish(mut self) -> Result<Summary> {
        let Self { outputs, entities, .. } = &mut self;
        for output in outputs {
            if let Some(rows) = entities.batch(output.table())? {
                output.write(&rows, &|| false)?;
            }
        }
        self.flush()?;
        let Self { outputs, provenance, formats, staging, .. } = self;
        let written: Vec<WrittenTable> =
            outputs.into_par_iter().map(Output::finish).collect::<Result<_>>()?;

        let dataset = Dataset { provenance: &provenance, formats: &formats, tables: &written };
        let mut files: Vec<WrittenFile> = written.iter().flat_map(|table| table.files.concat()).collect();
        for (name, content) in [
            (package::FILE, json(&package::write(&dataset))?),
            (croissant::FILE, json(&croissant::write(&dataset))?),
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

/// JSON for people, as a file has it.
fn json(value: &serde_json::Value) -> Result<String> {
    // What `Display` writes, without its detour for every letter.
    let mut text = serde_json::to_string_pretty(value).map_err(Error::caused)?;
    text.push('\n');
    Ok(text)
}
