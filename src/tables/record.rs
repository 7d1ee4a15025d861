//! What the rows of a document are made of besides its analysis.

use crate::calendar::Day;
use crate::extract::Document;
use crate::source::ReferenceSource;
use crate::source::format::Structure;
use std::sync::LazyLock;

/// What is known about a document besides its text.
#[derive(Clone, Copy, Debug)]
pub struct DocumentRecord<'a> {
    /// Path below the raw folder without extension, or the record's own id.
    pub doc_id: &'a str,
    /// The file it was read from.
    pub path: &'a str,
    /// File format (`txt`, `jsonl`, `docx`, …).
    pub format: &'a str,
    /// Character encoding of the source.
    pub encoding: &'a str,
    /// Length of the source in bytes.
    pub bytes: u64,
    /// SHA-256 of the source file in lower-case hexadecimal.
    pub sha256: &'a str,
    /// The title, where the source states one.
    pub title: Option<&'a str>,
    /// The program that the source says it was written by.
    pub producer: Option<&'a str>,
    /// "Today" for relative dates.
    pub reference_date: Option<Day>,
    /// Who gave the reference date.
    pub reference_source: ReferenceSource,
    /// Whether the text layer goes into the table `texts`.
    pub keep_text: bool,
    /// What the source says of the parts of the text.
    pub structure: &'a Structure,
}

/// What plain text says of its parts.
static PLAIN: LazyLock<Structure> = LazyLock::new(Structure::default);

impl<'a> DocumentRecord<'a> {
    /// The record of a document that no file holds: its text is kept, and a reference date is its own.
    #[must_use]
    pub fn of(document: &Document<'a>) -> Self {
        Self {
            doc_id: document.doc_id,
            path: "",
            format: "record",
            encoding: "utf-8",
            bytes: document.text.len() as u64,
            sha256: "",
            title: None,
            producer: None,
            reference_date: document.reference,
            reference_source: document.reference.map_or(ReferenceSource::None, |_| ReferenceSource::Record),
            keep_text: true,
            structure: &PLAIN,
        }
    }
}
