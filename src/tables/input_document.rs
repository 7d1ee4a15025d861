//! A document in memory, as a program hands it over.

use super::DocumentRecord;
use crate::calendar::Day;
use crate::corrections::Line;
use crate::extract::Document;
use crate::language::Language;
use crate::source::ReferenceSource;
use crate::text::{Block, Origin, TableCell};
use std::borrow::Cow;
use std::sync::Arc;

/// A document that a program hands over, borrowed or owned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputDocument<'d> {
    /// Its id, which no other document has.
    pub doc_id: Cow<'d, str>,
    /// The text layer.
    pub text: Cow<'d, str>,
    /// The parts of the text whose role its source tells, in text order; none where it is plain text.
    pub blocks: Cow<'d, [Block]>,
    /// The cells of its tables whose columns have heads, in text order.
    pub cells: Cow<'d, [TableCell]>,
    /// Where in the source each part of the text comes from, in text order; none where the source says nothing of it.
    pub origins: Cow<'d, [Origin]>,
    /// "Today" for relative dates.
    pub reference: Option<Day>,
    /// The language that its source says it is in.
    pub language: Option<Language>,
    /// The title, where it has one.
    pub title: Option<Cow<'d, str>>,
    /// What is known of where it was read from.
    pub source: InputSource<'d>,
    /// SHA-256 of its source in hexadecimal, where that is known.
    pub sha256: Cow<'d, str>,
    /// What people said of its rows.
    pub corrections: Cow<'d, [Arc<Line>]>,
}

/// What `documents` says of the source of a document in memory; where nothing is known, it says that it is a record of no
/// file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputSource<'d> {
    /// The file it was read from.
    pub path: Option<Cow<'d, str>>,
    /// How that stores it, a word of the column `format`.
    pub format: Option<Cow<'d, str>>,
    /// Its character encoding.
    pub encoding: Option<Cow<'d, str>>,
    /// Its length in bytes; that of the text, where nobody says.
    pub bytes: Option<u64>,
    /// Who gave the reference date; its own record, where nobody says.
    pub reference: Option<ReferenceSource>,
}

impl<'d> From<Document<'d>> for InputDocument<'d> {
    fn from(document: Document<'d>) -> Self {
        let Document { doc_id, text, blocks, cells, origins, reference, language, sha256, corrections } =
            document;
        Self {
            doc_id: doc_id.into(),
            text: text.into(),
            blocks: blocks.into(),
            cells: cells.into(),
            origins: origins.into(),
            reference,
            language,
            title: None,
            source: InputSource::default(),
            sha256: sha256.into(),
            corrections: corrections.into(),
        }
    }
}

impl InputDocument<'_> {
    /// What `documents` has of it.
    pub(super) fn record(&self, keep_text: bool) -> DocumentRecord<'_> {
        let InputSource { path, format, encoding, bytes, reference } = &self.source;
        let record = DocumentRecord::of(&self.document());
        DocumentRecord {
            path: path.as_deref().unwrap_or(record.path),
            format: format.as_deref().unwrap_or(record.format),
            encoding: encoding.as_deref().unwrap_or(record.encoding),
            bytes: bytes.unwrap_or(record.bytes),
            reference_source: reference
                .filter(|_| self.reference.is_some())
                .unwrap_or(record.reference_source),
            sha256: &self.sha256,
            title: self.title.as_deref(),
            keep_text,
            ..record
        }
    }

    /// The same document, borrowed.
    #[must_use]
    pub fn document(&self) -> Document<'_> {
        Document {
            doc_id: &self.doc_id,
            text: &self.text,
            blocks: &self.blocks,
            cells: &self.cells,
            origins: &self.origins,
            reference: self.reference,
            language: self.language,
            sha256: &self.sha256,
            corrections: &self.corrections,
        }
    }
}
