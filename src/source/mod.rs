//! From bytes to documents: finds input files, decodes them, and reads corpora record by record.
//!
//! A *document* is one `.txt` file or one record of a `.jsonl` corpus. A document that cannot be read
//! becomes a [`Reject`] that says where and why, and the others go on.
//!
//! ```no_run
//! use jadval::source::{self, Documents, Reading};
//!
//! let files = source::discover(&["raw/news".into()])?;
//! for document in Documents::new(files, Reading::default()) {
//!     match document {
//!         Ok(document) => println!("{}: {} bytes of text", document.doc_id, document.text.len()),
//!         Err(reject) => println!("{}: {}", reject.path, reject.message),
//!     }
//! }
//! # Ok::<(), jadval::Error>(())
//! ```

mod day;
mod decode;
mod discover;
mod file;
mod files;
mod front_coding;
mod ids;
mod record;
mod stream;
mod sum;

pub use day::parse_day;
pub use decode::{Decoded, Encoding, decode};
pub use discover::{discover, files_with_extension};
pub use file::{SourceFile, Stamp};
pub use files::{Files, SourceFiles};
pub(crate) use front_coding::FrontCoding;
pub(crate) use ids::{Ids, Place};
pub use stream::Documents;
pub(crate) use stream::Step;
pub use sum::{Sum, Summing, sha256};

use crate::calendar::Day;
use std::borrow::Cow;

/// How documents are stored in their source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One file, one document.
    Text,
    /// One JSON object a line, each a document.
    Jsonl,
}

impl Format {
    /// The name that the table `documents` gives it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Jsonl => "jsonl",
        }
    }
}

/// Who said what "today" is for a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceSource {
    /// Nobody: relative dates stay unresolved.
    #[default]
    None,
    /// The document's own record.
    Record,
    /// The pipeline file, or an option of the command line, which takes its place.
    Pipeline,
}

/// "Today" for relative dates, and who said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize)]
pub struct Reference {
    /// The day; `None` exactly when `source` is [`ReferenceSource::None`].
    pub day: Option<Day>,
    /// Who gave it.
    pub source: ReferenceSource,
}

/// How sources are read.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Reading {
    /// The encoding of all `.txt` files; `None` finds it out for each.
    pub encoding: Option<Encoding>,
    /// The reference day of documents that bring none of their own.
    pub reference: Reference,
    /// Larger documents (a `.txt` file or one line of a `.jsonl` file, in bytes) are rejected.
    pub max_document_bytes: u64,
}

impl Reading {
    /// 256 MiB: far above any document, far below what would exhaust a machine.
    pub const DEFAULT_MAX_DOCUMENT_BYTES: u64 = 256 << 20;
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            encoding: None,
            reference: Reference::default(),
            max_document_bytes: Self::DEFAULT_MAX_DOCUMENT_BYTES,
        }
    }
}

/// One document: its decoded text and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceDocument {
    /// Path below the raw folder without extension, or the record's own id.
    pub doc_id: String,
    /// The source file, as found from the current folder; `-` for standard input.
    pub path: String,
    /// How the source stores it.
    pub format: Format,
    /// The source's encoding, in a spelling that Python's `open` takes too.
    pub encoding: Cow<'static, str>,
    /// Bytes of the source: of the file, or of the record's line without its line end.
    pub bytes: u64,
    /// SHA-256 of the source file in lower-case hexadecimal. A record that came through standard
    /// input has the sum of its own line, since the stream cannot be read twice.
    pub sha256: String,
    /// The title that the record gives.
    pub title: Option<String>,
    /// "Today" for relative dates.
    pub reference: Reference,
    /// The text layer: decoded, without byte order mark, otherwise untouched.
    pub text: String,
    /// Whether the layer cannot be had from the source file itself, so that a dataset must keep it.
    pub keep_text: bool,
}

/// A document that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The source file.
    pub path: String,
    /// Where it failed: `source` or `extract`.
    pub stage: &'static str,
    /// The kind of failure (`binary`, `broken-utf8`, `bad-json`, …).
    pub code: &'static str,
    /// One sentence: what is wrong, what was expected, what was found.
    pub message: String,
    /// Where in the source file it is wrong, where that is known.
    pub byte_offset: Option<u64>,
}

impl std::fmt::Display for Reject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// What is wrong with a source, before its path is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// The kind of failure.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// Where, in bytes from the start of what was read.
    pub byte_offset: Option<u64>,
}

impl Defect {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), byte_offset: None }
    }

    fn at(mut self, byte_offset: u64) -> Self {
        self.byte_offset = Some(byte_offset);
        self
    }

    fn of(self, path: &str) -> Reject {
        Reject {
            path: path.to_owned(),
            stage: "source",
            code: self.code,
            message: self.message,
            byte_offset: self.byte_offset,
        }
    }
}
