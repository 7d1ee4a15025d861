//! Evaluation: the rows that an engine makes of documents, against those that people say there should be.
//!
//! Rows are paired one to one where their spans overlap. A row is *found* where it has a partner, *exact* where the
//! spans are equal, *right* where the value is; a row that should not be, or whose value is wrong, is a *silent* error
//! unless a finding stands beside it.

mod compare;
mod gold;
mod judge;
mod score;

pub use compare::{Outcome, TABLES, agreement, compare};
pub use gold::{About, GoldRow, read};
pub use score::Score;
