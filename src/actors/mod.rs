//! The actors stage.

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
pub struct Actors {}

impl Actors {
    /// Reads what the lexicon says of this stage's words.
    ///
    /// # Errors
    /// An entry that lacks what its class needs.
    pub fn new(_grammar: &Grammar) -> Result<Self> {
        Ok(Self {})
    }

    /// The entities that a document names, in order of first mention, and their mentions. `taken` are
    /// the tokens of dates.
    #[must_use]
    pub fn extract(
        &self,
        _scene: &Scene<'_>,
        _segments: &Segments,
        _taken: &Taken,
        _findings: &mut Vec<Finding>,
    ) -> (Vec<Entity>, Vec<MentionRow>) {
        (Vec::new(), Vec::new())
    }
}
