//! Row ids: short strings that are a function of content.
//!
//! An id is the prefix of its table and thirteen characters over the document, the letters of the span and, for what is
//! part of a sentence, the letters and digits around it there. A row therefore keeps its id when other parts of the
//! document change, when its letters are spelt otherwise, and when lines are broken elsewhere ([`letters`]); among equal
//! keys a count tells the rows apart.

mod letters;
mod row_id;

pub(crate) use letters::{ends_sentence, push_placed, push_words};
pub(crate) use row_id::{RowId, RowIds};
