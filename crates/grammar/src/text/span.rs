//! Places in a text layer.

use std::ops::Range;

/// Most bytes of a text layer: places in it are written as signed numbers of 32 bits.
pub const MAX_TEXT_BYTES: usize = i32::MAX as usize;

/// A half-open range of UTF-8 bytes of one document's text layer.
///
/// Both ends stand on character boundaries. Characters are counted only when a row is written
/// ([`super::CharIndex`]), so this is the one coordinate system that the stages pass around.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` up to `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The same range, for slicing a string.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Returns the part that holds a byte, of parts in text order that do not overlap.
pub(super) fn part_at<T>(parts: &[T], span: impl Fn(&T) -> Span, at: u32) -> Option<&T> {
    let next = parts.partition_point(|part| span(part).start <= at);
    parts.get(next.checked_sub(1)?).filter(|part| (span(part).start..span(part).end).contains(&at))
}
