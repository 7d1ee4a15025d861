//! What a pipeline expects of its dataset beyond the contract.

mod check;
mod found;
#[cfg(feature = "sql")]
mod sql;

pub(super) use check::check;
