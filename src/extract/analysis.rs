//! What all stages together found in one document.

use crate::actors::{Entity, MentionRow};
use crate::calendar::Day;
use crate::clauses::{ClauseRow, ProvisionRow};
use crate::dates::DateRow;
use crate::figures::FigureRow;
use crate::rule::RuleId;
use crate::segment::Segment;
use crate::text::Span;

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

/// A value, the place it was read from and the rule that read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// The place in the text layer.
    pub span: Span,
    /// Index of the innermost segment that holds it.
    pub segment: u32,
    /// The rule that made the row.
    pub rule: RuleId,
    /// What it means.
    pub value: T,
}

/// Everything found in one document, in document order.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
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
    /// What the source has wrong or leaves open.
    pub findings: Vec<Finding>,
}

/// Something that the source itself has wrong or leaves open; never silently mended.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which check speaks (`weekday-mismatch`).
    pub check: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The row it is about.
    pub row: Option<RowRef>,
    /// The place it is about.
    pub span: Span,
    /// One sentence: what is written, what was expected.
    pub message: String,
}

/// A row of one of the document's tables, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum RowRef {
    Date(usize),
    Figure(usize),
    Mention(usize),
    Clause(usize),
    Provision(usize),
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Severity {
    Info,
    Warning,
    Error,
}
