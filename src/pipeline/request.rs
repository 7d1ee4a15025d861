//! What a run is asked to do, before any file is looked at.

use super::cache::Cache;
use super::expectation::Expectation;
use crate::extract::{DecimalSlash, Stage};
use crate::source::format::{Pages, Parts, Revisions};
use crate::source::{Columns, Encoding, Reading, Reference, ReferenceSource};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

/// Everything that a pipeline file or the options of `extract` can say.
#[derive(Clone, Debug)]
pub struct Request {
    /// The dataset's name.
    pub name: String,
    /// Files, folders, globs or `-`, from the current folder.
    pub inputs: Vec<PathBuf>,
    /// The dataset folder.
    pub out: PathBuf,
    /// The reference day of documents that bring none.
    pub reference: Reference,
    /// Where documents are asked for a day of their own before that.
    pub reference_from: Vec<ReferenceSource>,
    /// The encoding of all text files; `None` finds it out.
    pub encoding: Option<Encoding>,
    /// Larger documents are rejected.
    pub max_document_bytes: u64,
    /// Documents whose analysis would hold more bytes in memory are rejected; `None` leaves that to their length.
    pub max_document_memory: Option<u64>,
    /// Which keys or columns of records hold what.
    pub columns: Columns,
    /// Parts of documents that are read beside the running text.
    pub parts: Parts,
    /// Which side of unfinished revisions is read.
    pub revisions: Revisions,
    /// The pages that are read, of formats that have pages.
    pub pages: Option<Pages>,
    /// What encrypted files are opened with.
    pub password: Option<String>,
    /// The stages, each once, in the order of [`Stage::ALL`].
    pub stages: Vec<Stage>,
    /// How «/» between digits is read.
    pub decimal_slash: DecimalSlash,
    /// Files of what people said of rows, or globs of such files.
    pub corrections: Vec<PathBuf>,
    /// Lexicon files besides the built-in ones.
    pub lexicons: Vec<PathBuf>,
    /// Rule files, or folders of them, besides the built-in ones.
    pub rules: Vec<PathBuf>,
    /// The file formats of the tables.
    pub formats: Vec<crate::sink::Format>,
    /// Most rows of a Parquet file: a table with more is a folder of parts.
    pub part_rows: usize,
    /// Whether the text layer of every document is kept.
    pub with_text: bool,
    /// The dataset's title, for people.
    pub title: Option<String>,
    /// What the documents are.
    pub description: Option<String>,
    /// The licence of the documents (an SPDX id).
    pub license: Option<String>,
    /// SHA-256 of the pipeline file, where there is one.
    pub pipeline_hash: Option<String>,
    /// Documents whose analysis takes longer are rejected. What that hits depends on the machine and its load, so by
    /// default there is no limit, and the same input gives the same dataset.
    pub timeout_per_document: Option<Duration>,
    /// How CSV cells are written.
    pub csv: crate::sink::CsvMode,
    /// How Parquet files are compressed.
    pub compression: crate::sink::Compression,
    /// Threads; `None` takes one for each core.
    pub jobs: Option<NonZeroUsize>,
    /// Where runs keep what they know for the next one; `None` keeps and takes nothing.
    pub cache: Option<Cache>,
    /// What `validate` checks beyond the contract.
    pub expectations: Vec<Expectation>,
}

impl Request {
    /// All stages over these inputs, with every setting at its default.
    #[must_use]
    pub fn new(name: impl Into<String>, inputs: Vec<PathBuf>, out: PathBuf) -> Self {
        Self {
            name: name.into(),
            inputs,
            out,
            reference: Reference::default(),
            reference_from: Vec::new(),
            encoding: None,
            max_document_bytes: Reading::DEFAULT_MAX_DOCUMENT_BYTES,
            max_document_memory: None,
            columns: Columns::default(),
            parts: Parts::default(),
            revisions: Revisions::default(),
            pages: None,
            password: None,
            stages: Stage::ALL.to_vec(),
            decimal_slash: DecimalSlash::default(),
            corrections: Vec::new(),
            lexicons: Vec::new(),
            rules: Vec::new(),
            formats: vec![crate::sink::Format::Parquet],
            part_rows: crate::sink::Options::PART_ROWS,
            with_text: false,
            title: None,
            description: None,
            license: None,
            pipeline_hash: None,
            timeout_per_document: None,
            csv: crate::sink::CsvMode::default(),
            compression: crate::sink::Compression::default(),
            jobs: None,
            cache: None,
            expectations: Vec::new(),
        }
    }
}
