//! Validation: reads what was written, as a stranger would, and says what falls short.
//!
//! The checks ([`CHECKS`]) read the dataset's files and nothing of the extraction: sums and descriptions, the
//! contract of the tables (columns, types, nulls, closed vocabularies, unique ids, references), what rows say of
//! one thing in several forms (a day in two calendars, a value in two units), what only data with a source can be
//! asked (each text equal to its slice of the text layer, each id what the text gives, clauses that nest), and
//! what a pipeline expects.
//!
//! Tables are read in pieces, some at a time, so that memory does not grow with them.

mod catalogue;
mod csv_twin;
mod expect;
mod files;
mod format;
mod headings;
mod here;
mod keys;
mod layers;
mod offender;
mod report;
mod rows;
mod span_rows;
mod tables;
mod tree;
mod walk;

pub use catalogue::{CHECKS, Kind};
pub use format::{Format, write};
pub use offender::Example;
pub use report::{Check, Outcome, Report, Severity};

use crate::dataset::Dataset;
use crate::error::Result;
use crate::figures::UnitTable;
use crate::lexicon::Lexicon;
use crate::pipeline::Expectation;
use std::path::Path;

/// What a dataset is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// The folder that document paths are relative to.
    pub sources: &'a Path,
    /// The lexicon that knows the units.
    pub lexicon: &'a Lexicon,
    /// What the pipeline expects beyond the contract.
    pub expectations: &'a [Expectation],
}

/// Checks one dataset folder.
///
/// # Errors
/// A folder that is no dataset or cannot be read, an expectation that cannot be computed. What is wrong with the
/// data is in the report.
pub fn validate(folder: &Path, against: Against<'_>) -> Result<Report> {
    let dataset = Dataset::open(folder)?;
    let units = UnitTable::new(against.lexicon)?;
    let mut report = Report::new(folder.display().to_string());
    let tables = files::open(&dataset, &mut report);
    files::check(&dataset, &mut report)?;
    keys::check(&tables, &mut report);
    rows::check(&tables, &units, &mut report);
    walk::check(&tables, against.sources, &mut report);
    csv_twin::check(&dataset, &tables, &mut report);
    expect::check(&dataset, &tables, against.expectations, &mut report)?;
    layers::locate(&tables, against.sources, &mut report)?;
    Ok(report)
}

/// The contract alone: files, sums, columns, nulls, vocabularies, ids and references.
///
/// # Errors
/// As [`validate()`].
pub fn contract(folder: &Path, lexicon: &Lexicon) -> Result<Report> {
    let dataset = Dataset::open(folder)?;
    let units = UnitTable::new(lexicon)?;
    let mut report = Report::new(folder.display().to_string());
    let tables = files::open(&dataset, &mut report);
    files::check(&dataset, &mut report)?;
    keys::check(&tables, &mut report);
    rows::check(&tables, &units, &mut report);
    Ok(report)
}
