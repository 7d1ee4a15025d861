//! The rows of one document, table by table.

mod clauses;
mod dates;
mod figures;
mod findings;
mod mentions;
mod writer;

pub(super) use writer::{RuleName, Writer};
