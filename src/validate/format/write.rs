//! Writes reports in the form that is asked for.

use super::github;
use super::human;
use super::junit;
use super::sarif;
use crate::validate::report::Report;

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Failures in full, for people.
    Human,
    /// One JSON array, an object for each dataset.
    Json,
    /// JUnit XML: a test suite for each dataset, a test case for each check.
    Junit,
    /// GitHub workflow commands: an annotation for each row that is shown.
    Github,
    /// SARIF 2.1.0, as code scanning tools read it.
    Sarif,
}

/// Writes the reports of some datasets.
#[must_use]
pub fn write(format: Format, reports: &[Report]) -> String {
    match format {
        Format::Human => human::write(reports),
        Format::Json => format!("{:#}\n", serde_json::json!(reports)),
        Format::Junit => junit::write(reports),
        Format::Github => github::write(reports),
        Format::Sarif => format!("{:#}\n", sarif::write(reports)),
    }
}
