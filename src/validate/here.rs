//! The document that validation looks at.

use crate::text::CharIndex;

/// A document of those that are looked at now.
pub(super) struct Here<'a> {
    pub(super) doc_id: &'a str,
    pub(super) layer: Option<(&'a str, CharIndex<'a>)>,
}
