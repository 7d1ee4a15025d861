//! What a run leaves for the next one: which files it saw, and which rows each document has in its dataset.
//!
//! The rows themselves are in the dataset, so the state is small. It is written while documents are, in their order, and
//! read in the same way, so that memory holds a window of it however many documents there are. It is a cache: deleted,
//! damaged, of another release or of a dataset that was touched since, it is as if it had never been.

mod old;
mod recall;
mod record;
mod writer;

pub(super) use old::OldState;
pub(super) use recall::{Known, Recall};
pub(super) use record::End;
pub(super) use writer::StateWriter;

use super::cache::Cache;
use crate::corrections::Corrections;
use crate::language::Language;
use crate::source::{SourceDocument, SourceFile};
use crate::stages::actors::{Entity, EntityKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The extension of state files.
pub(crate) const EXTENSION: &str = "state";

/// The extension of a state file that is being written, or was when its run was killed.
pub(crate) const UNFINISHED: &str = "new";

/// The settings that a dataset depends on, from those of its rows to all of them; a later key covers the earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Keys {
    /// Release, rules, lexicons, stages: what the rows of a text depend on.
    pub(super) rows: u128,
    /// And how files become texts, and what people said of rows: which documents that is about is known of those that are
    /// read.
    pub(super) reading: u128,
    /// And how tables become files.
    pub(super) whole: u128,
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

/// What the next run is to know of one step through the input.
pub(super) enum Trace {
    /// A file; its documents follow.
    File(FileTrace),
    Document(DocumentTrace),
}

/// A file as a run saw it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FileTrace {
    pub(super) name: Box<str>,
    /// Over name, document id and stamp; `None` where the file changed too shortly before the run to be known by it.
    pub(super) sum: Option<u128>,
}

/// What was found in one document, as far as the next run needs it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DocumentTrace {
    /// See [`key_of`].
    pub(super) key: u128,
    pub(super) bytes: u64,
    pub(super) language: Language,
    /// Rows of each table.
    pub(super) rows: Vec<u32>,
    /// Entities and how often they are mentioned.
    pub(super) entities: Vec<(Arc<Named>, u64)>,
    /// Checks and how many findings they made.
    pub(super) findings: Vec<(Arc<str>, u64)>,
}

/// An entity, and what it is taken for.
pub(super) type Named = (Entity, EntityKind);

impl FileTrace {
    /// What can be said of a file at a run that began at this moment.
    pub(super) fn of(file: &SourceFile, began: SystemTime) -> Self {
        let stamp = file.stamp.filter(|stamp| stamp.is_older_than(began));
        let sum = stamp.map(|stamp| {
            let mut sum = Xxh3::new();
            // No path has a zero in it.
            for part in [file.name.as_bytes(), &[0], file.doc_id.as_bytes(), &[0]] {
                sum.update(part);
            }
            stamp.hash(&mut sum);
            sum.digest128()
        });
        Self { name: file.name.clone(), sum }
    }

    /// Whether a file is surely as it was.
    fn is(&self, file: &Self) -> bool {
        self.sum.is_some() && self == file
    }
}

/// A text, its parts, its name, its day and what people said of its rows: what its rows depend on besides the settings.
pub(super) fn key_of(source: &SourceDocument, corrections: &Corrections) -> u128 {
    let mut key = Vec::with_capacity(source.doc_id.len() + 64);
    key.extend_from_slice(&(source.doc_id.len() as u64).to_le_bytes());
    key.extend_from_slice(source.doc_id.as_bytes());
    key.extend_from_slice(&source.reference.day.map_or(i64::MIN, |day| i64::from(day.0)).to_le_bytes());
    key.extend_from_slice(&xxh3_128(source.text.as_bytes()).to_le_bytes());
    let said = corrections.of(&source.doc_id, &source.sha256);
    if !said.is_empty() {
        key.extend_from_slice(&Corrections::sum(&said).to_le_bytes());
    }
    if !source.structure.is_empty() {
        key.extend_from_slice(&source.structure.sum().to_le_bytes());
    }
    xxh3_128(&key)
}

/// The state file of a dataset.
fn place(cache: &Cache, out: &Path) -> Option<PathBuf> {
    let place = std::path::absolute(out).ok()?;
    let name = format!("{:032x}.{EXTENSION}", xxh3_128(place.as_os_str().as_encoded_bytes()));
    Some(cache.folder.join(name))
}
