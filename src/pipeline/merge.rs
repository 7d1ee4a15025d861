//! Datasets of parts of a collection, joined into the one that a single run writes.

use super::copy::OldTable;
use crate::dataset::{Dataset, Snapshot};
use crate::extraction::no_threads;
use crate::sink::{self, Compression, CsvMode, DatasetWriter, Format, Options, Provenance};
use crate::source::{Ids, Place};
use crate::table::Table;
use crate::tables::{EntityCounts, LargeDocuments, Numbers, ids, owner, tables};
use crate::{Error, Result};
use rayon::ThreadPoolBuilder;
use serde_json::Value;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// Datasets to be joined, and what becomes of them.
#[derive(Clone, Debug)]
pub struct Merge {
    /// Folders of datasets, in the order of their documents.
    pub parts: Vec<PathBuf>,
    /// The folder of the joined one.
    pub out: PathBuf,
    /// Its name.
    pub name: String,
    /// The file formats of its tables.
    pub formats: Vec<Format>,
    /// Most rows of a Parquet file.
    pub part_rows: usize,
}

impl Merge {
    /// Writes the rows of all parts, one behind the other, as one run over all their documents would: the same bytes,
    /// where the parts were written under the settings that they name. What stood at the place stays until all is
    /// written.
    ///
    /// # Errors
    /// A configuration error where there is no part, a part has no Parquet tables, two were written by other rules or
    /// settings, or two have a document of one id; an I/O error where a file cannot be read or written;
    /// [`Error::interrupted`] after `stop`.
    pub fn run(&self, stop: &AtomicBool) -> Result<sink::Summary> {
        let pool = ThreadPoolBuilder::new().build().map_err(no_threads)?;
        pool.install(|| self.join(stop))
    }

    fn join(&self, stop: &AtomicBool) -> Result<sink::Summary> {
        let states: Vec<Snapshot> = self.parts.iter().map(|path| Snapshot::of(path)).collect();
        let parts = self.parts.iter().map(|path| open(path)).collect::<Result<Vec<_>>>()?;
        let provenance = self.provenance(&parts)?;
        let options = Options { formats: self.formats.clone(), provenance, part_rows: self.part_rows };
        let mut writer = DatasetWriter::create(&self.out, options)?;
        let mut known = Ids::default();
        for (at, part) in parts.iter().enumerate() {
            let large = admit(part, at, &self.parts, &mut known)?;
            let give_up = || stop.load(Ordering::Relaxed);
            append(part, &large, &mut writer, &give_up)?;
        }
        // Rows of two states of a part would be a dataset that never was.
        states.iter().try_for_each(Snapshot::expect)?;
        writer.finish()
    }

    /// What all parts say of their origin, under the name of the whole.
    fn provenance(&self, parts: &[Dataset]) -> Result<Provenance> {
        let mut all: Option<Provenance> = None;
        for part in parts {
            let own = Provenance { name: self.name.clone(), ..provenance_of(part.folder())? };
            match &all {
                None => all = Some(own),
                Some(first) if *first == own => {}
                Some(first) => {
                    let what = if first.rules_hash == own.rules_hash { "settings" } else { "rules" };
                    let message = format!(
                        "expected a part that was written under the {what} of {}, found others",
                        self.parts.first().map_or_else(String::new, |part| part.display().to_string())
                    );
                    return Err(Error::configuration(message).at(part.folder().display()));
                }
            }
        }
        all.ok_or_else(|| Error::configuration("expected the datasets to be joined, found none"))
    }
}

fn open(path: &Path) -> Result<Dataset> {
    let part = Dataset::open(path)?;
    match tables().iter().find(|table| part.format_of(table.name) != Some(Format::Parquet)) {
        None => Ok(part),
        Some(table) => {
            let message = format!("expected a dataset of Parquet files, found none of {}", table.name);
            Err(Error::configuration(message).at(path.display()))
        }
    }
}

/// What the description of a dataset says of its origin; a title and a description that are made of the name are none.
fn provenance_of(folder: &Path) -> Result<Provenance> {
    let [description, ..] = sink::DESCRIPTIONS;
    let path = folder.join(description);
    let written =
        std::fs::read_to_string(&path).map_err(|cause| Error::io("read the description", &path, &cause))?;
    let package: Value = serde_json::from_str(&written)
        .map_err(|cause| Error::configuration(cause.to_string()).at(path.display()))?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let about = &package["jadval"];
    let named = Provenance { name: text(&package["name"]).unwrap_or_default(), ..Provenance::default() };
    let title = text(&package["title"]).filter(|title| *title != named.name);
    let titled = Provenance { title: title.clone(), ..named };
    let usual = titled.described();
    Ok(Provenance {
        title,
        description: text(&package["description"]).filter(|description| *description != usual),
        license: text(&package["licenses"][0]["name"]),
        rules_hash: text(&about["rules"]).ok_or_else(|| {
            Error::configuration("expected the description of a dataset of jadval, found another")
                .at(path.display())
        })?,
        pipeline_hash: text(&about["pipeline"]),
        reading: text(&about["reading"]),
        csv: CsvMode::ALL.into_iter().find(|mode| about["csv"] == mode.name()).unwrap_or_default(),
        compression: Compression::ALL
            .into_iter()
            .find(|compression| about["compression"] == compression.name())
            .unwrap_or_default(),
        ..titled
    })
}

/// Sees that the documents of a part have ids of their own, and returns the large ones.
fn admit(part: &Dataset, at: usize, parts: &[PathBuf], known: &mut Ids) -> Result<LargeDocuments> {
    let mut large = LargeDocuments::default();
    let mut number = 0;
    for batch in part.batches("documents", Some(&["doc_id", "bytes"]))? {
        let batch = batch?;
        for id in ids(&batch) {
            let id = id.unwrap_or_default();
            let place = Place { file: u32::try_from(at).unwrap_or(u32::MAX), line: number };
            let first = known
                .insert(id, place)
                .map_err(|cause| Error::output(format!("cannot keep the ids so far: {cause}")))?;
            if let Some(first) = first {
                let first =
                    parts.get(first.file as usize).map_or_else(String::new, |p| p.display().to_string());
                let message =
                    format!("expected documents with ids of their own, found «{id}», which {first} has");
                return Err(Error::configuration(message).at(part.folder().display()));
            }
            number += 1;
        }
        large.measure(&batch);
    }
    if !large.is_empty() {
        for batch in part.batches("documents", Some(&["doc_id"]))? {
            large.name(&batch?);
        }
    }
    Ok(large)
}

/// Appends the rows of a part.
fn append(
    part: &Dataset,
    large: &LargeDocuments,
    writer: &mut DatasetWriter,
    give_up: &(dyn Fn() -> bool + Sync),
) -> Result<()> {
    for table in tables().iter().filter(|table| EntityCounts::makes(table)) {
        for batch in part.batches(table.name, None)? {
            writer
                .entities_mut()
                .add_rows(table, &batch?)
                .map_err(|error| error.at(part.folder().display()))?;
        }
    }
    let mut open =
        tables().iter().map(|table| OldTable::open(part, table.name)).collect::<Result<Vec<_>>>()?;
    let cuts = tables().iter().map(|table| cuts(part, table, large)).collect::<Result<Vec<_>>>()?;
    for piece in 0..=large.len() {
        if piece > 0 {
            writer.flush()?;
        }
        let rows = open.iter_mut().zip(&cuts).map(|(table, cuts)| {
            let rows = cuts.get(piece).cloned().unwrap_or(0..0);
            std::iter::from_fn(move || table.next_of(rows.clone()))
        });
        writer.copy(rows.collect(), give_up)?;
    }
    Ok(())
}

/// The rows of a table before the first large document, and from each on.
fn cuts(part: &Dataset, table: &Table, large: &LargeDocuments) -> Result<Vec<Range<u64>>> {
    let all = part.pieces(table.name)?.iter().map(crate::dataset::Piece::rows).sum::<u64>();
    let mut owners = Numbers::default();
    let (column, numbers) = match owner(table) {
        Some(parent) if !large.is_empty() => {
            for batch in part.batches(parent.table, Some(&["doc_id", parent.to]))? {
                large.own(&batch?, parent.to, &mut owners);
            }
            (parent.column, &owners)
        }
        _ => ("doc_id", large.numbers()),
    };
    let mut cuts = large.cuts(column, numbers);
    if !large.is_empty() {
        for batch in part.batches(table.name, Some(&[column]))? {
            if cuts.take(&batch?) {
                break;
            }
        }
    }
    Ok(cuts.ranges(all))
}
