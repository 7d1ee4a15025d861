//! Extracting some documents again: their rows are what their texts give.
//!
//! No other check knows what words mean. A value that does not follow from its text, and agrees with itself in all its
//! columns, is found here alone.

use super::layers::{Sources, for_rows};
use super::listed::{Listed, listed};
use super::report::Report;
use super::tables::OpenTable;
use crate::calendar::Day;
use crate::check::{Offenders, RE_EXTRACTED, cell, text};
use crate::dataset::CellBytes;
use crate::error::Result;
use crate::extract::{Document, Engine};
use crate::extraction::{Before, Extraction};
use crate::source::{ReferenceSource, SourceDocument};
use crate::stages::actors::EntityCounts;
use crate::table::Vocabulary;
use crate::tables::{DocumentRecord, Tables, TablesBuilder};
use arrow::array::RecordBatch;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// Extracts so many documents again, and compares all their rows.
pub(super) fn check(
    tables: &[OpenTable],
    (sources, dataset): (&Path, &Path),
    engine: &Engine,
    most: usize,
    report: &mut Report,
) -> Result<()> {
    const WHAT: &str = "rows are what their documents give when they are extracted again";
    let rules = rules_of(dataset);
    if rules.as_deref() != Some(engine.fingerprint()) {
        let found = rules.unwrap_or_else(|| "none".to_owned());
        let why = format!(
            "{WHAT}: the dataset was made by other rules ({found}) than those at hand ({}); --pipeline names the file \
             that has them",
            engine.fingerprint()
        );
        report.leave_out(RE_EXTRACTED, "documents", why);
        return Ok(());
    }
    let mut chosen = Chosen::of(tables, most)?;
    chosen.read(tables, sources, dataset)?;
    let left_out: Vec<&str> = chosen.unread().collect();
    if let Some(first) = left_out.first() {
        let count = left_out.len();
        let why = format!(
            "{WHAT}: of {count} documents the source is not here as it was read, or people have corrected them ({first} …)"
        );
        report.leave_out(RE_EXTRACTED, "documents", why);
    }
    let fresh: Vec<Option<Tables>> =
        chosen.documents.par_iter().map(|document| document.extract(engine)).collect();
    let mut parents: FxHashMap<String, usize> = FxHashMap::default();
    let mut entities = EntityCounts::default();
    fresh.iter().flatten().for_each(|fresh| entities.merge(fresh.entities()));
    for open in tables.iter().filter(|open| open.table.name != "rejects") {
        if let Some(expected) = entities.batch(open.table)? {
            report.rows(RE_EXTRACTED, open, WHAT, &compare_entities(open, &expected)?);
            continue;
        }
        let wrong = compare(open, &chosen, &fresh, &mut parents)?;
        report.rows(RE_EXTRACTED, open, WHAT, &wrong);
    }
    Ok(())
}

/// The sum of the rules that a dataset was made by.
fn rules_of(dataset: &Path) -> Option<String> {
    let description = super::layers::description_of(dataset)?;
    let own = description.get("jadval")?;
    own.get("rules").or_else(|| own.get("rules_hash"))?.as_str().map(str::to_owned)
}

/// The documents that are extracted again.
struct Chosen {
    documents: Vec<Again>,
    places: FxHashMap<String, usize>,
}

/// One of them: what its row says, and what was read.
#[derive(Default)]
struct Again {
    listed: Listed,
    cells: FxHashMap<&'static str, String>,
    is_structured: bool,
    /// Whether people have corrected its rows: what they said stands in no text.
    is_corrected: bool,
    layer: Option<String>,
    source: Option<SourceDocument>,
}

const CELLS: [&str; 10] = [
    "doc_id",
    "path",
    "format",
    "encoding",
    "sha256",
    "title",
    "producer",
    "reference_source",
    "reference_date",
    "bytes",
];

impl Chosen {
    /// Some documents, which are the same for the same dataset: those whose ids have the least sums.
    fn of(tables: &[OpenTable], most: usize) -> Result<Self> {
        let mut least: Vec<u64> = Vec::new();
        for_rows(tables, "documents", &["doc_id"], |cells| {
            least.extend(cells.first().copied().flatten().map(|id| xxh3_64(id.as_bytes())));
        })?;
        least.sort_unstable();
        let bound = most.checked_sub(1).and_then(|last| least.get(last.min(least.len().saturating_sub(1))));
        let mut chosen = Self { documents: Vec::new(), places: FxHashMap::default() };
        let Some(&bound) = bound else { return Ok(chosen) };
        let Some(open) = tables.iter().find(|open| open.table.name == "documents") else { return Ok(chosen) };
        for piece in &open.pieces {
            for batch in piece.read(None)? {
                let batch = batch?;
                for row in 0..batch.num_rows() {
                    let listed = listed(&batch, row);
                    if xxh3_64(listed.doc_id.as_bytes()) > bound || chosen.documents.len() >= most {
                        continue;
                    }
                    let cells = CELLS
                        .into_iter()
                        .filter_map(|name| {
                            let column = batch.column_by_name(name)?;
                            Some((name, CellBytes::new(column).shown(row)?))
                        })
                        .collect();
                    chosen.places.insert(listed.doc_id.clone(), chosen.documents.len());
                    chosen.documents.push(Again { listed, cells, ..Again::default() });
                }
            }
        }
        Ok(chosen)
    }

    /// Reads their texts.
    fn read(&mut self, tables: &[OpenTable], sources: &Path, dataset: &Path) -> Result<()> {
        for_rows(tables, "blocks", &["doc_id"], |cells| {
            if let Some(&at) = cells.first().copied().flatten().and_then(|id| self.places.get(id))
                && let Some(document) = self.documents.get_mut(at)
            {
                document.is_structured = true;
            }
        })?;
        for_rows(tables, "corrections", &["doc_id"], |cells| {
            if let Some(&at) = cells.first().copied().flatten().and_then(|id| self.places.get(id))
                && let Some(document) = self.documents.get_mut(at)
            {
                document.is_corrected = true;
            }
        })?;
        let mut kept = FxHashMap::default();
        for_rows(tables, "texts", &["doc_id", "text"], |cells| {
            if let [Some(id), Some(layer)] = cells
                && self.places.contains_key(*id)
            {
                kept.insert((*id).to_owned(), (*layer).to_owned());
            }
        })?;
        let sources = Sources::new(sources, dataset, super::Demands::default());
        for document in &mut self.documents {
            document.layer = match kept.remove(&document.listed.doc_id) {
                Some(kept) => Some(kept),
                None => sources.text_file(&document.listed),
            };
            document.source =
                document.layer.as_deref().and_then(|layer| sources.found_again(&document.listed, layer));
        }
        Ok(())
    }

    /// The ids of those that cannot be extracted again.
    fn unread(&self) -> impl Iterator<Item = &str> {
        let unread = self.documents.iter().filter(|document| !document.is_read());
        unread.map(|document| document.listed.doc_id.as_str())
    }
}

impl Again {
    fn is_read(&self) -> bool {
        self.layer.is_some() && !self.is_corrected && (!self.is_structured || self.source.is_some())
    }

    fn cell(&self, name: &str) -> &str {
        self.cells.get(name).map_or("", String::as_str)
    }

    /// Its reference day: what the document says itself, and of what others say the dataset alone.
    fn reference(&self) -> (Option<Day>, ReferenceSource) {
        let stored = source_of(self.cell("reference_source"));
        match &self.source {
            Some(SourceDocument { reference, .. })
                if [reference.source, stored].contains(&ReferenceSource::Record) =>
            {
                (reference.day, reference.source)
            }
            _ => (Day::from_iso(self.cell("reference_date")), stored),
        }
    }

    /// The rows that it gives; `None` where it cannot be read.
    fn extract(&self, engine: &Engine) -> Option<Tables> {
        let layer = self.layer.as_deref().filter(|_| self.is_read())?;
        let plain = Document::default();
        let record = DocumentRecord::of(&plain);
        let structure = self.source.as_ref().map_or(record.structure, |source| &source.structure);
        let (blocks, cells) = (structure.text_blocks(), structure.text_cells());
        let (reference, reference_source) = self.reference();
        let document = Document {
            doc_id: &self.listed.doc_id,
            text: layer,
            blocks: &blocks,
            cells: &cells,
            reference,
            language: structure.language,
            ..Document::default()
        };
        let analysis = Extraction::new(engine)
            .max_document_memory(u64::MAX)
            .analyst()
            .analyse(&document, "", Before::default())
            .ok()?
            .ok()?;
        let source = self.source.as_ref();
        let optional = |name: &str| self.cells.get(name).map(String::as_str);
        let record = DocumentRecord {
            doc_id: &self.listed.doc_id,
            path: self.cell("path"),
            format: source.map_or(self.cell("format"), |source| source.format.name()),
            encoding: source.map_or(self.cell("encoding"), |source| &source.encoding),
            bytes: source
                .map_or_else(|| self.cell("bytes").parse().unwrap_or_default(), |source| source.bytes),
            sha256: self.cell("sha256"),
            title: source.map_or(optional("title"), |source| source.title.as_deref()),
            producer: source.map_or(optional("producer"), |source| source.producer.as_deref()),
            reference_date: reference,
            reference_source,
            keep_text: true,
            structure,
        };
        let mut tables = TablesBuilder::new(|rule| engine.rules().name(rule));
        tables.append(&record, &analysis, layer);
        tables.finish_part().ok()
    }
}

/// Who a word says that gave the reference day.
fn source_of(word: &str) -> ReferenceSource {
    use ReferenceSource::{Filename, Metadata, None, Pipeline, Record};
    [Record, Metadata, Filename, Pipeline].into_iter().find(|source| source.word() == word).unwrap_or(None)
}

/// A row of a document: where it is stored, and its cells.
struct Stored {
    place: (usize, u64),
    cells: Vec<Vec<u8>>,
    shown: Vec<Option<String>>,
}

/// What is not as it is extracted again. `parents` has the documents of the rows that rows of later tables are parts of.
fn compare(
    open: &OpenTable,
    chosen: &Chosen,
    fresh: &[Option<Tables>],
    parents: &mut FxHashMap<String, usize>,
) -> Result<Offenders> {
    let names: Vec<&'static str> =
        open.table.columns().map(|column| column.name).filter(|name| open.has(name)).collect();
    let key = if open.has("doc_id") { "doc_id" } else { names.first().copied().unwrap_or_default() };
    let mut stored: Vec<Vec<Stored>> = chosen.documents.iter().map(|_| Vec::new()).collect();
    for (number, piece) in open.pieces.iter().enumerate() {
        let mut before = 0;
        for batch in piece.read(None)? {
            let batch = batch?;
            let keys = text(&batch, key);
            let ids = open.id_column().and_then(|name| text(&batch, name));
            for row in 0..batch.num_rows() {
                let Some(key_of_row) = keys.and_then(|keys| cell(keys, row)) else { continue };
                let places = if key == "doc_id" { &chosen.places } else { &*parents };
                let Some(&at) = places.get(key_of_row) else { continue };
                if let Some(id) = ids.and_then(|ids| cell(ids, row)) {
                    parents.insert(id.to_owned(), at);
                }
                if let Some(rows) = stored.get_mut(at) {
                    rows.push(row_of(&batch, &names, row, (number, before + row as u64)));
                }
            }
            before += batch.num_rows() as u64;
        }
    }
    let mut wrong = Offenders::default();
    for ((stored, fresh), document) in stored.iter().zip(fresh).zip(&chosen.documents) {
        // Its text is not kept where its source is it.
        let Some(batch) = fresh.as_ref().and_then(|fresh| fresh.get(open.table.name)) else { continue };
        if open.table.name == "texts" {
            continue;
        }
        for (n, row) in stored.iter().enumerate().take(batch.num_rows()) {
            let expected = row_of(batch, &names, n, (0, 0));
            tell_apart(&names, row, &expected, &mut wrong);
        }
        if stored.len() != batch.num_rows() {
            let place = stored.get(batch.num_rows()).or(stored.last()).map_or((0, 0), |row| row.place);
            let (id, found, expected) = (&document.listed.doc_id, stored.len(), batch.num_rows());
            wrong.add(place.0, place.1, || format!("{id}: expected {expected} rows, found {found}"));
        }
    }
    Ok(wrong)
}

/// The entities of which something else is said than the registry and their names give. Their counts are those of all
/// documents, and checked elsewhere.
fn compare_entities(open: &OpenTable, expected: &RecordBatch) -> Result<Offenders> {
    let Some(id) = open.id_column() else { return Ok(Offenders::default()) };
    let names: Vec<&'static str> = open
        .table
        .columns()
        .map(|column| column.name)
        .filter(|name| open.has(name) && !["mentions", "documents"].contains(name))
        .collect();
    let ids = text(expected, id);
    let rows = (0..expected.num_rows()).filter_map(|row| Some((cell(ids?, row)?, row)));
    let known: FxHashMap<&str, usize> = rows.collect();
    let mut wrong = Offenders::default();
    for (number, piece) in open.pieces.iter().enumerate() {
        let mut before = 0;
        for batch in piece.read(None)? {
            let batch = batch?;
            let Some(ids) = text(&batch, id) else { continue };
            for row in 0..batch.num_rows() {
                let Some(&known) = cell(ids, row).and_then(|id| known.get(id)) else { continue };
                let place = (number, before + row as u64);
                let [stored, expected] =
                    [(&batch, row), (expected, known)].map(|(batch, row)| row_of(batch, &names, row, place));
                tell_apart(&names, &stored, &expected, &mut wrong);
            }
            before += batch.num_rows() as u64;
        }
    }
    Ok(wrong)
}

/// Notes the first cell in which a row is not what is expected.
fn tell_apart(names: &[&str], row: &Stored, expected: &Stored, wrong: &mut Offenders) {
    let Some(column) = (0..names.len()).find(|&at| expected.cells.get(at) != row.cells.get(at)) else {
        return;
    };
    wrong.add(row.place.0, row.place.1, || {
        let said = |row: &Stored| match row.shown.get(column).cloned().flatten() {
            Some(cell) => format!("«{}»", super::example::shortened(&cell)),
            None => "null".to_owned(),
        };
        let name = names.get(column).copied().unwrap_or_default();
        format!("{name}: expected {}, found {}", said(expected), said(row))
    });
}

fn row_of(batch: &RecordBatch, names: &[&str], row: usize, place: (usize, u64)) -> Stored {
    let (mut cells, mut shown) = (Vec::with_capacity(names.len()), Vec::with_capacity(names.len()));
    for name in names {
        let mut bytes = Vec::new();
        let column = batch.column_by_name(name).map(CellBytes::new);
        shown.push(column.as_ref().and_then(|column| column.shown(row)));
        if let Some(column) = column {
            column.push(row, &mut bytes);
        }
        cells.push(bytes);
    }
    Stored { place, cells, shown }
}
