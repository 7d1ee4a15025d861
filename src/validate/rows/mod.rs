//! What each row must hold by itself: one pass over the columns that matter, pieces in parallel.

mod check;
mod columns;
mod dates;
mod figures;
mod places;
mod row_check;

pub(super) use check::check;
