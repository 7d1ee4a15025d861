//! What each row must hold by itself: one pass over the columns that matter, pieces in parallel.

mod check;
mod columns;

pub(super) use check::check;
