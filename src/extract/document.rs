//! A document that is handed to the engine.

use crate::calendar::Day;
use crate::text::Block;

/// One document as the stages see it: decoded text and what is known about it.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Path below the raw folder without extension, or the record's own id.
    pub doc_id: &'a str,
    /// The text layer.
    pub text: &'a str,
    /// The parts of the text whose role its source tells, in text order; none where it is plain text.
    pub blocks: &'a [Block],
    /// "Today" for relative dates.
    pub reference: Option<Day>,
}
