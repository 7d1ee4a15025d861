//! A document that is handed to the engine.

use crate::calendar::Day;
use crate::corrections::Line;
use crate::language::Language;
use crate::text::{Block, Origin, TableCell};
use std::sync::Arc;

/// One document as the stages see it: decoded text and what is known about it.
///
/// Plain text needs no more than `Document { doc_id, text, ..Document::default() }`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Document<'a> {
    /// Path below the raw folder without extension, or the record's own id.
    pub doc_id: &'a str,
    /// The text layer.
    pub text: &'a str,
    /// The parts of the text whose role its source tells, in text order; none where it is plain text.
    pub blocks: &'a [Block],
    /// The cells of its tables whose columns have heads, in text order.
    pub cells: &'a [TableCell],
    /// Where in the source each part of the text comes from, in text order; none where the source says nothing of it.
    pub origins: &'a [Origin],
    /// "Today" for relative dates.
    pub reference: Option<Day>,
    /// The language that its source says it is in.
    pub language: Option<Language>,
    /// SHA-256 of its source in hexadecimal, where that is known: tells corrections of a file that was renamed.
    pub sha256: &'a str,
    /// What people said of its rows.
    pub corrections: &'a [Arc<Line>],
}
