//! The clauses stage.

mod model;

pub use model::*;

use crate::actors::{Entity, MentionRow};
use crate::calendar::Day;
use crate::dates::DateRow;
use crate::error::Result;
use crate::finding::Finding;
use crate::rule::{Grammar, Scene};
use crate::segment::Segments;

/// What earlier stages found, which clauses refer to.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The document's reference day.
    pub reference: Option<Day>,
    /// Its dates.
    pub dates: &'a [DateRow],
    /// The entities it names.
    pub entities: &'a [Entity],
    /// Where it names them.
    pub mentions: &'a [MentionRow],
}

/// The readings that rules of this stage can name.
pub const READINGS: &[&str] = &[];

/// The stage, with what it needs to know of the grammar.
#[derive(Debug)]
pub struct Clauses {}

impl Clauses {
    /// Reads what the lexicon says of this stage's words.
    ///
    /// # Errors
    /// An entry that lacks what its class needs.
    pub fn new(_grammar: &Grammar) -> Result<Self> {
        Ok(Self {})
    }

    /// The clauses of a document, parents before their parts, and the provisions of their sentences.
    #[must_use]
    pub fn extract(
        &self,
        _scene: &Scene<'_>,
        _segments: &Segments,
        _known: &Known<'_>,
        _findings: &mut Vec<Finding>,
    ) -> (Vec<ClauseRow>, Vec<ProvisionRow>) {
        (Vec::new(), Vec::new())
    }
}
