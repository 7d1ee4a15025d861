//! What a run leaves for the next one: which files it saw, and which rows each document has in its dataset.
//!
//! The rows themselves are in the dataset, so the state is small. It is a cache: deleted, damaged, of another
//! release or of a dataset that was touched since, it is as if it had never been.

use super::plan::Cache;
use crate::actors::{Entity, EntityKind};
use crate::source::{SourceDocument, SourceFile, Stamp};
use crate::table::tables;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The extension of state files.
pub(crate) const EXTENSION: &str = "state";

/// The settings that a dataset depends on, from those of its rows to all of them; a later key covers the earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Keys {
    /// Release, rules, lexicons, stages: what the rows of a text depend on.
    pub(super) rows: u128,
    /// And how files become texts.
    pub(super) reading: u128,
    /// And how tables become files.
    pub(super) whole: u128,
}

/// A finished run.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) keys: Keys,
    /// The sum of the dataset.
    pub(super) sum: String,
    pub(super) totals: Totals,
    pub(super) files: Vec<FileState>,
    pub(super) documents: Vec<DocumentState>,
    /// The numbers of rows of all documents, table by table of each document.
    rows: Vec<u32>,
    /// By document: entities and how often they are mentioned.
    mentions: Vec<(u32, u64)>,
    entities: Vec<(Entity, EntityKind)>,
    /// By document: checks and how many findings they made.
    findings: Vec<(u32, u64)>,
    checks: Vec<String>,
}

/// What a summary says.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Totals {
    pub(super) documents: u64,
    pub(super) bytes: u64,
    pub(super) rows: Vec<u64>,
    pub(super) findings: BTreeMap<String, u64>,
    pub(super) rejected: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileState {
    name: u128,
    /// `None` where the file changed too shortly before the run to be known by it.
    stamp: Option<Stamp>,
    document: Option<u32>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct DocumentState {
    key: u128,
    pub(super) bytes: u64,
    /// Where its mentions and findings end; they begin where those of the document before end.
    mentions: u32,
    findings: u32,
}

/// What was found in one document, as far as the next run needs it.
pub(super) struct Trace {
    pub(super) key: u128,
    pub(super) bytes: u64,
    /// Rows of each table.
    pub(super) rows: Vec<u32>,
    pub(super) entities: Vec<(Entity, EntityKind, u64)>,
    pub(super) findings: BTreeMap<String, u64>,
}

/// A text, its name and its day: what its rows depend on besides the settings.
pub(super) fn key_of(source: &SourceDocument) -> u128 {
    let mut key = Vec::with_capacity(source.doc_id.len() + 64);
    key.extend_from_slice(&(source.doc_id.len() as u64).to_le_bytes());
    key.extend_from_slice(source.doc_id.as_bytes());
    key.extend_from_slice(&source.reference.day.map_or(i64::MIN, |day| i64::from(day.0)).to_le_bytes());
    key.extend_from_slice(&xxh3_128(source.text.as_bytes()).to_le_bytes());
    xxh3_128(&key)
}

/// A file by its path and by the id that it gives its document.
pub(super) fn name_of(path: &str, doc_id: &str) -> u128 {
    let mut name = path.as_bytes().to_vec();
    name.push(0);
    name.extend_from_slice(doc_id.as_bytes());
    xxh3_128(&name)
}

impl FileState {
    fn of(file: &SourceFile, began: SystemTime, document: Option<u32>) -> Self {
        let stamp = file.stamp.filter(|stamp| stamp.is_older_than(began));
        Self { name: name_of(&file.name, &file.doc_id), stamp, document }
    }

    /// Whether a file is surely as it was.
    fn is(&self, file: &SourceFile) -> bool {
        self.stamp.is_some() && self.stamp == file.stamp && self.name == name_of(&file.name, &file.doc_id)
    }
}

impl State {
    /// The state of the last run on this dataset, if there is one that can be read.
    pub(super) fn load(cache: &Cache, out: &Path) -> Option<Self> {
        let bytes = fs::read(file(cache, out)?).ok()?;
        let (body, sum) = bytes.split_last_chunk::<16>()?;
        let state: Self =
            (xxh3_128(body).to_le_bytes() == *sum).then(|| postcard::from_bytes(body).ok()).flatten()?;
        state.holds_together().then_some(state)
    }

    /// Keeps the state for the next run. Where that cannot be, the next run has more to do.
    pub(super) fn save(&self, cache: &Cache, out: &Path) -> Option<()> {
        let path = file(cache, out)?;
        fs::create_dir_all(&cache.folder).ok()?;
        let fresh = path.with_extension(format!("{}.new", std::process::id()));
        let written = self.write(&fresh).and_then(|()| fs::rename(&fresh, &path).ok());
        if written.is_none() {
            let _ = fs::remove_file(&fresh);
        }
        written
    }

    /// Writes the state and its sum.
    fn write(&self, path: &Path) -> Option<()> {
        let summed = Summed { file: BufWriter::new(File::create(path).ok()?), sum: Xxh3::new() };
        let mut summed = postcard::to_io(self, summed).ok()?;
        let sum = summed.sum.digest128().to_le_bytes();
        summed.file.write_all(&sum).and_then(|()| summed.file.flush()).ok()
    }

    /// The numbers of rows of a document, in the order of the tables.
    pub(super) fn rows(&self, document: u32) -> &[u32] {
        let (at, tables) = (document as usize, tables().len());
        self.rows.get(at * tables..(at + 1) * tables).unwrap_or_default()
    }

    pub(super) fn entities(&self, document: u32) -> impl Iterator<Item = (&Entity, EntityKind, u64)> {
        let range = self.range(document, |state| state.mentions);
        self.mentions.get(range).unwrap_or_default().iter().filter_map(|&(entity, mentions)| {
            let (entity, kind) = self.entities.get(entity as usize)?;
            Some((entity, *kind, mentions))
        })
    }

    pub(super) fn findings(&self, document: u32) -> impl Iterator<Item = (&str, u64)> {
        let range = self.range(document, |state| state.findings);
        self.findings
            .get(range)
            .unwrap_or_default()
            .iter()
            .filter_map(|&(check, count)| Some((self.checks.get(check as usize)?.as_str(), count)))
    }

    /// Whether all files are surely as they were, and no others.
    pub(super) fn has_seen(&self, files: &[SourceFile]) -> bool {
        self.files.len() == files.len() && self.files.iter().zip(files).all(|(seen, file)| seen.is(file))
    }

    fn range(&self, document: u32, end: impl Fn(&DocumentState) -> u32) -> std::ops::Range<usize> {
        let at = document as usize;
        let bound = |at: Option<usize>| at.and_then(|at| self.documents.get(at)).map_or(0, &end) as usize;
        bound(at.checked_sub(1))..bound(Some(at))
    }

    /// A sum says that these are the bytes that were written, not that they were written by this program.
    fn holds_together(&self) -> bool {
        let documents = self.documents.len();
        self.rows.len() == documents * tables().len()
            && self.totals.rows.len() == tables().len()
            && self.files.iter().all(|file| file.document.is_none_or(|at| (at as usize) < documents))
    }
}

/// A file being written, and the sum of what was.
struct Summed {
    file: BufWriter<File>,
    sum: Xxh3,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// The state file of a dataset.
fn file(cache: &Cache, out: &Path) -> Option<PathBuf> {
    let place = std::path::absolute(out).ok()?;
    let name = format!("{:032x}.{EXTENSION}", xxh3_128(place.as_os_str().as_encoded_bytes()));
    Some(cache.folder.join(name))
}

/// The state of a run that goes on.
#[derive(Default)]
pub(super) struct Memory {
    state: State,
    /// The names of files that are a document by themselves, and its number; in the order of both.
    documents_of_files: Vec<(u128, u32)>,
    entities: FxHashMap<u128, u32>,
    checks: FxHashMap<String, u32>,
}

impl Memory {
    /// Adds a document, and the file it is by itself.
    pub(super) fn add(&mut self, trace: Trace, file: Option<u128>) {
        let at = self.state.documents.len() as u32;
        if let Some(file) = file {
            self.documents_of_files.push((file, at));
        }
        self.state.rows.extend_from_slice(&trace.rows);
        for (entity, kind, mentions) in trace.entities {
            let number = self.entity(entity, kind);
            self.state.mentions.push((number, mentions));
        }
        for (check, count) in trace.findings {
            let next = self.state.checks.len() as u32;
            let number = *self.checks.entry(check.clone()).or_insert(next);
            if number == next {
                self.state.checks.push(check);
            }
            self.state.findings.push((number, count));
        }
        self.state.documents.push(DocumentState {
            key: trace.key,
            bytes: trace.bytes,
            mentions: self.state.mentions.len() as u32,
            findings: self.state.findings.len() as u32,
        });
    }

    fn entity(&mut self, entity: Entity, kind: EntityKind) -> u32 {
        let written = postcard::to_allocvec(&(&entity, kind)).unwrap_or_default();
        let next = self.state.entities.len() as u32;
        let number = *self.entities.entry(xxh3_128(&written)).or_insert(next);
        if number == next {
            self.state.entities.push((entity, kind));
        }
        number
    }

    /// The state after the run.
    pub(super) fn finish(
        self,
        keys: Keys,
        sum: String,
        totals: Totals,
        files: &[SourceFile],
        began: SystemTime,
    ) -> State {
        let mut known = self.documents_of_files.iter().peekable();
        let mut document = |file: &SourceFile| {
            known
                .next_if(|(name, _)| *name == name_of(&file.name, &file.doc_id))
                .map(|(_, document)| *document)
        };
        let files = files.iter().map(|file| FileState::of(file, began, document(file))).collect();
        State { keys, sum, totals, files, ..self.state }
    }
}

/// The state of the last run, ready to be asked.
pub(super) struct Recall {
    pub(super) state: State,
    by_key: FxHashMap<u128, u32>,
    /// Stamps of text files and their documents; empty where files are read otherwise now.
    by_file: FxHashMap<u128, (Stamp, u32)>,
}

impl Recall {
    pub(super) fn new(state: State, same_reading: bool) -> Self {
        let by_key = state.documents.iter().zip(0..).map(|(document, at)| (document.key, at)).collect();
        let files = state.files.iter().filter(|_| same_reading);
        let by_file = files.filter_map(|file| Some((file.name, (file.stamp?, file.document?)))).collect();
        Self { state, by_key, by_file }
    }

    /// The document that a file surely still is.
    pub(super) fn by_file(&self, file: &SourceFile) -> Option<u32> {
        let (stamp, document) = self.by_file.get(&name_of(&file.name, &file.doc_id))?;
        (file.stamp == Some(*stamp)).then_some(*document)
    }

    /// The document with these rows.
    pub(super) fn by_key(&self, key: u128) -> Option<u32> {
        self.by_key.get(&key).copied()
    }

    /// What the next state says of a document of this one.
    pub(super) fn trace(&self, document: u32) -> Trace {
        let state = self.state.documents.get(document as usize);
        let entities = self.state.entities(document);
        Trace {
            key: state.map_or(0, |state| state.key),
            bytes: state.map_or(0, |state| state.bytes),
            rows: self.state.rows(document).to_vec(),
            entities: entities.map(|(entity, kind, mentions)| (entity.clone(), kind, mentions)).collect(),
            findings: self.state.findings(document).map(|(check, n)| (check.to_owned(), n)).collect(),
        }
    }
}
