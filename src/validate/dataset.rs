//! The checks of one dataset, in their order.

use super::again;
use super::csv_twin;
use super::demands::Demands;
use super::expect;
use super::files;
use super::keys;
use super::layers;
use super::report::Report;
use super::rows;
use super::walk;
use crate::dataset::{Dataset, at_one_time};
use crate::error::Result;
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
    /// How far it is to be gone.
    pub demands: Demands<'a>,
}

/// Checks one dataset folder.
///
/// # Errors
/// A folder that is no dataset or cannot be read, an expectation that cannot be computed, a dataset that runs replace
/// faster than it is read. What is wrong with the data is in the report.
pub fn validate(folder: &Path, against: Against<'_>) -> Result<Report> {
    at_one_time(&[folder], || checked(folder, against))
}

fn checked(folder: &Path, against: Against<'_>) -> Result<Report> {
    let dataset = Dataset::open(folder)?;
    let mut report = Report::new(folder.display().to_string());
    let limits = against.demands.limits;
    if limits.is_some_and(|limits| !limits.admit_files(&dataset, &mut report)) {
        return Ok(report);
    }
    let tables = files::open(&dataset, &mut report);
    if limits.is_some_and(|limits| !limits.admit_rows(&tables, &mut report)) {
        return Ok(report);
    }
    files::check(&dataset, &mut report)?;
    keys::check(&tables, &mut report);
    rows::check(&tables, against.lexicon, &mut report)?;
    walk::check(&tables, (against.sources, folder), against.demands, &mut report);
    if let Some((engine, most)) = against.demands.re_extract {
        again::check(&tables, (against.sources, folder), engine, most, &mut report)?;
    }
    csv_twin::check(&dataset, &tables, &mut report);
    expect::check(&dataset, &tables, against.expectations, &mut report)?;
    layers::locate(&tables, (against.sources, folder), against.demands, &mut report)?;
    Ok(report)
}

/// The contract alone: files, sums, columns, nulls, vocabularies, ids and references.
///
/// # Errors
/// As [`validate()`].
pub fn contract(folder: &Path, lexicon: &Lexicon) -> Result<Report> {
    at_one_time(&[folder], || checked_contract(folder, lexicon))
}

fn checked_contract(folder: &Path, lexicon: &Lexicon) -> Result<Report> {
    let dataset = Dataset::open(folder)?;
    let mut report = Report::new(folder.display().to_string());
    let tables = files::open(&dataset, &mut report);
    files::check(&dataset, &mut report)?;
    keys::check(&tables, &mut report);
    rows::check(&tables, lexicon, &mut report)?;
    Ok(report)
}
