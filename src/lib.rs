//! jadval: Persian documents into tables.

pub mod actors;
pub mod calendar;
#[cfg(feature = "cli")]
pub mod cli;
pub mod clauses;
pub mod dates;
pub mod error;
pub mod extract;
pub mod figures;
pub mod finding;
pub mod lexicon;
pub mod numeral;
pub mod pipeline;
pub mod resolve;
pub mod rule;
pub mod segment;
pub mod sink;
pub mod source;
pub mod table;
pub mod text;

pub use error::{Error, Result};
