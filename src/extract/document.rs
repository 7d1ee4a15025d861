//! A document that is handed to the engine.

use crate::calendar::Day;

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
