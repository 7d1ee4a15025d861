//! The documents of all files, one at a time, each with an id of its own.

mod documents;
mod ids;

pub use documents::Documents;
pub(crate) use documents::Step;
