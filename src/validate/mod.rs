//! Validation: reads what was written, as a stranger would, and says what falls short.
//!
//! The checks ([`CHECKS`]) read the dataset's files and nothing of the extraction: sums and descriptions, the
//! contract of the tables (columns, types, nulls, closed vocabularies, unique ids, references), what rows say of
//! one thing in several forms (a day in two calendars, a value in two units), what only data with a source can be
//! asked (each text equal to its slice of the text layer, each id what the text gives, clauses that nest), and
//! what a pipeline expects.
//!
//! Tables are read in pieces, some at a time, so that memory does not grow with them.

mod again;
mod csv_twin;
mod current_document;
mod dataset;
mod demands;
mod example;
mod expect;
mod files;
mod format;
mod headings;
mod keys;
mod layers;
mod limits;
mod listed;
mod report;
mod rows;
mod span_rows;
mod tables;
mod tree;
mod walk;
mod within;

pub use crate::check::{CHECKS, Kind};
pub use dataset::{Against, contract, validate};
pub use demands::Demands;
pub use example::Example;
pub use format::{Format, write};
pub use limits::Limits;
pub use report::{Check, Outcome, Report, Severity};
