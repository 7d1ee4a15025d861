//! What can be told of a sentence without a parse: its verbs with their auxiliaries, its quotations, and what stands at its
//! tokens.

mod quotation;
mod rows_at;
mod verb_group;

/// The longest sentence that is read for who says what and what happens, in tokens. What is longer is a list or lacks its
/// marks, and the work on a sentence grows faster than its length.
pub(crate) const LONGEST: u32 = 400;

pub(crate) use quotation::{Quotation, quotations};
pub(crate) use rows_at::{RowsAt, tokens_of};
pub(crate) use verb_group::{Auxiliaries, Mood, VerbGroup, verb_groups};
