//! What validation found, as data.

use super::example::Example;
use super::tables::OpenTable;
use crate::check::{Kind, Offenders, SHOWN};
pub use crate::pipeline::Severity;
use serde::Serialize;

/// All checks of one dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The dataset's folder.
    pub dataset: String,
    /// The checks, in the order they were made.
    pub checks: Vec<Check>,
}

/// The outcome of one check of one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Name of the check (`unique-id`), or the one that an expectation has.
    pub name: String,
    /// Name of its kind in the list of checks: `name` itself, but for expectations.
    pub kind: &'static str,
    /// The table, or the file that is checked.
    pub table: String,
    /// How grave a failure is.
    pub severity: Severity,
    /// How it ended.
    pub outcome: Outcome,
    /// What was checked, in a few words; why, where it was left out.
    pub what: String,
    /// Number of offending rows.
    pub offending: u64,
    /// The first of them.
    pub examples: Vec<Example>,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All rows hold.
    Passed,
    /// Some do not.
    Failed,
    /// It could not be made here, for the reason given.
    LeftOut,
}

impl Report {
    pub(super) const fn new(dataset: String) -> Self {
        Self { dataset, checks: Vec::new() }
    }

    /// Adds a check about files, which failed where there are remarks.
    pub(super) fn files(&mut self, kind: Kind, table: &str, what: impl Into<String>, wrong: Vec<String>) {
        let examples = wrong.iter().take(SHOWN).map(Example::note).collect();
        self.push(kind, table, what.into(), wrong.len() as u64, examples);
    }

    /// Adds a check about the rows of a table, which failed where some offend.
    pub(super) fn rows(&mut self, kind: Kind, table: &OpenTable, what: impl Into<String>, wrong: &Offenders) {
        let examples = wrong.first.iter().map(|offender| table.example(offender)).collect();
        self.push(kind, table.table.name, what.into(), wrong.count, examples);
    }

    fn push(&mut self, kind: Kind, table: &str, what: String, offending: u64, examples: Vec<Example>) {
        self.checks.push(Check {
            name: kind.name.to_owned(),
            kind: kind.name,
            table: table.to_owned(),
            severity: if kind.is_mild() { Severity::Warn } else { Severity::Error },
            outcome: if offending == 0 { Outcome::Passed } else { Outcome::Failed },
            what,
            offending,
            examples,
        });
    }

    /// Adds a check that could not be made.
    pub(super) fn leave_out(&mut self, kind: Kind, table: &str, why: impl Into<String>) {
        self.push(kind, table, why.into(), 0, Vec::new());
        if let Some(check) = self.checks.last_mut() {
            check.outcome = Outcome::LeftOut;
        }
    }

    /// The checks that failed, with at least this severity.
    pub fn failures(&self, at_least: Severity) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.outcome == Outcome::Failed && check.severity >= at_least)
    }

    /// How many checks ended like this.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.checks.iter().filter(|check| check.outcome == outcome).count()
    }
}
