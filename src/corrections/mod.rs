//! Corrections: what people said of rows, kept apart from what the program says, and applied to it again in every run.
//!
//! A file holds a [`Correction`] a line, as JSON, and can be appended to; each says of one row that it is right, wrong,
//! missing, or has other values. The row is told by its id and by a quotation of its place, which outlives ids: documents
//! are renamed, converted and edited. [`Corrections`] holds those of a run, by document; where in a text each belongs
//! `Letters` finds, what a document is called by now `Search`, and `claims` what several people together say of one row.

mod claim;
mod letters;
mod line;
mod list;
mod model;
mod renamed;
mod status;
mod together;

pub(crate) use claim::{Candidate, Claim, Target, claims};
pub(crate) use letters::{LetterRange, Letters, Located, nearest};
pub use line::read;
pub use list::{Corrections, DocumentCorrections};
pub use model::{Correction, Line, Quote, Verdict};
pub(crate) use renamed::Search;
pub use status::{Applied, Status};
pub use together::{disagreements, merged};
