//! The document that validation looks at.

use crate::text::CharIndex;

/// A document whose rows are checked now; `layer` is its text, where it can be had.
pub(super) struct CurrentDocument<'a> {
    pub(super) doc_id: &'a str,
    pub(super) layer: Option<(&'a str, CharIndex<'a>)>,
}
