//! Dates against each other: completion, pairs, findings.

use crate::calendar::Day;
use crate::dates::DateRow;
use crate::finding::Finding;
use crate::rule::Scene;
use crate::segment::Segments;

/// Completes and pairs the dates of a document.
pub fn dates(
    _scene: &Scene<'_>,
    _segments: &Segments,
    _reference: Option<Day>,
    _rows: &mut [DateRow],
    _findings: &mut Vec<Finding>,
) {
}
