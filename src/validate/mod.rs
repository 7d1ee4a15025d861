//! Validation: reads what was written, as a stranger would, and says what falls short.
//!
//! The checks read the dataset's files and nothing of the extraction: checksums, the contract of the
//! tables (columns, types, nulls, closed vocabularies, unique ids, references between tables), what
//! only this kind of data can be asked (bounds in order, each text equal to its slice of the text
//! layer), and what a pipeline expects.

mod contract;
mod dataset;
mod expect;
mod files;
mod grounding;
mod report;

pub use dataset::Dataset;
pub use report::{Check, Outcome, Report};

use crate::error::Result;
use crate::pipeline::Expectation;
use std::path::Path;

/// Checks one dataset folder. `sources` is the folder that document paths are relative to, and
/// `expectations` are what its pipeline expects beyond the contract.
///
/// # Errors
/// A folder that is no dataset or cannot be read. What is wrong with the data is in the report.
pub fn validate(folder: &Path, sources: &Path, expectations: &[Expectation]) -> Result<Report> {
    let dataset = Dataset::open(folder)?;
    let mut report = Report::new(folder.display().to_string());
    files::check(&dataset, &mut report)?;
    contract::check(&dataset, &mut report)?;
    grounding::check(&dataset, sources, &mut report)?;
    expect::check(&dataset, expectations, &mut report)?;
    Ok(report)
}
