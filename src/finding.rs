//! Findings: what a source itself has wrong or leaves open; never silently mended.

use crate::text::Span;

/// One remark about the source.
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

/// A row of one of the document's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowRef {
    /// The name of the table.
    pub table: &'static str,
    /// The place of the row among the rows of the document.
    pub index: usize,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Severity {
    Info,
    Warning,
    Error,
}
