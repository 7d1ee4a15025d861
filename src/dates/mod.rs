//! The dates stage.

mod model;

pub use model::*;

use crate::error::Result;
use crate::finding::Finding;
use crate::rule::{Grammar, Scene, Taken};
use crate::segment::Segments;

/// The readings that rules of this stage can name.
pub const READINGS: &[&str] = &[];

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Dates {}

impl Dates {
    /// Reads what the lexicon says of this stage's words.
    ///
    /// # Errors
    /// An entry that lacks what its class needs.
    pub fn new(_grammar: &Grammar) -> Result<Self> {
        Ok(Self {})
    }

    /// The temporal expressions of a document as written; their tokens are taken.
    #[must_use]
    pub fn extract(
        &self,
        _scene: &Scene<'_>,
        _segments: &Segments,
        _taken: &mut Taken,
        _findings: &mut Vec<Finding>,
    ) -> Vec<DateRow> {
        Vec::new()
    }
}
