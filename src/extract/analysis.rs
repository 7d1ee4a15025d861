//! What all stages together found in one document.

use crate::actors::{Entity, MentionRow};
use crate::calendar::Day;
use crate::clauses::{ClauseRow, ProvisionRow, ReferenceRow};
use crate::dates::DateRow;
use crate::figures::FigureRow;
use crate::finding::Finding;
use crate::language::Language;
use crate::segment::Segment;

/// One document as the stages see it: decoded text and what is known about it.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Path below the raw folder without extension, or the record's own id.
    pub doc_id: &'a str,
    /// The text layer.
    pub text: &'a str,
    /// "Today" for relative dates.
    pub reference: Option<Day>,
}

/// Everything found in one document, in document order.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The language that the document is in.
    pub language: Language,
    /// Headings, paragraphs, list items and sentences.
    pub segments: Vec<Segment>,
    /// Temporal expressions.
    pub dates: Vec<DateRow>,
    /// Quantities.
    pub figures: Vec<FigureRow>,
    /// Mentions of actors and places.
    pub mentions: Vec<MentionRow>,
    /// The entities that the mentions stand for, in order of first mention.
    pub entities: Vec<Entity>,
    /// Clauses.
    pub clauses: Vec<ClauseRow>,
    /// Provisions.
    pub provisions: Vec<ProvisionRow>,
    /// What the words of clauses refer to.
    pub references: Vec<ReferenceRow>,
    /// What the source has wrong or leaves open.
    pub findings: Vec<Finding>,
}
