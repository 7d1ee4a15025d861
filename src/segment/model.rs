//! The parts a document is made of.

use crate::text::{Span, TokenRange};

/// A heading, paragraph, list item or sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Its place.
    pub span: Span,
    /// The tokens it holds (indices into the document's tokens).
    pub tokens: TokenRange,
    /// Index of the segment that holds it.
    pub parent: Option<u32>,
    /// Index of the heading that it stands under; of a heading, the one above it by level.
    pub heading: Option<u32>,
    /// Depth of headings and list items, from 1; 0 for the others.
    pub level: u8,
    /// 1-based position among its siblings.
    pub ordinal: u32,
}

/// The kinds of segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SegmentKind {
    Heading,
    Paragraph,
    ListItem,
    TableRow,
    Sentence,
}
