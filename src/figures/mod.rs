//! The figures stage.

mod model;
mod slash;

pub use model::*;
pub use slash::DecimalSlash;

use crate::error::Result;
use crate::finding::Finding;
use crate::rule::{Grammar, Scene, Taken};
use crate::segment::Segments;

/// The readings that rules of this stage can name.
pub const READINGS: &[&str] = &[];

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Figures {}

impl Figures {
    /// Reads what the lexicon says of this stage's words.
    ///
    /// # Errors
    /// An entry that lacks what its class needs.
    pub fn new(_grammar: &Grammar) -> Result<Self> {
        Ok(Self {})
    }

    /// The figures of a document; their tokens are taken.
    #[must_use]
    pub fn extract(
        &self,
        _scene: &Scene<'_>,
        _segments: &Segments,
        _slash: DecimalSlash,
        _taken: &mut Taken,
        _findings: &mut Vec<Finding>,
    ) -> Vec<FigureRow> {
        Vec::new()
    }
}
