//! What validation found, as data and as text.

use serde::Serialize;
use std::fmt::Write;

/// The outcome of one check of one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Name of the check (`unique-id`).
    pub name: &'static str,
    /// The table, or the file that is checked.
    pub table: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What was checked, in a few words.
    pub what: String,
    /// Number of offending rows.
    pub offending: u64,
    /// The first of them, described.
    pub examples: Vec<String>,
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

/// All checks of one dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The dataset's folder.
    pub dataset: String,
    /// The checks, in the order they were made.
    pub checks: Vec<Check>,
}

/// How many offending rows a report shows.
pub(super) const SHOWN: usize = 5;

impl Report {
    pub(super) const fn new(dataset: String) -> Self {
        Self { dataset, checks: Vec::new() }
    }

    /// Adds a check that failed where `offending` is not 0.
    pub(super) fn add(
        &mut self,
        name: &'static str,
        table: &str,
        what: impl Into<String>,
        offending: u64,
        mut examples: Vec<String>,
    ) {
        examples.truncate(SHOWN);
        let outcome = if offending == 0 { Outcome::Passed } else { Outcome::Failed };
        self.checks.push(Check {
            name,
            table: table.to_owned(),
            outcome,
            what: what.into(),
            offending,
            examples,
        });
    }

    /// Adds a check that could not be made.
    pub(super) fn leave_out(&mut self, name: &'static str, table: &str, why: impl Into<String>) {
        self.checks.push(Check {
            name,
            table: table.to_owned(),
            outcome: Outcome::LeftOut,
            what: why.into(),
            offending: 0,
            examples: Vec::new(),
        });
    }

    /// Whether no check failed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.checks.iter().all(|check| check.outcome != Outcome::Failed)
    }

    /// The report for people: failures in full, what was left out, and a closing line.
    #[must_use]
    pub fn human(&self) -> String {
        let mut out = String::new();
        let count = |outcome| self.checks.iter().filter(|check| check.outcome == outcome).count();
        for check in &self.checks {
            // Writing to a string does not fail.
            let _ = match check.outcome {
                Outcome::Passed => Ok(()),
                Outcome::LeftOut => writeln!(out, "left out  {} {}: {}", check.table, check.name, check.what),
                Outcome::Failed => {
                    writeln!(
                        out,
                        "FAILED    {} {}: {} ({} rows)",
                        check.table, check.name, check.what, check.offending
                    )
                }
            };
            for example in &check.examples {
                let _ = writeln!(out, "          {example}");
            }
        }
        let _ = writeln!(
            out,
            "{}: {} checks passed, {} failed, {} left out",
            self.dataset,
            count(Outcome::Passed),
            count(Outcome::Failed),
            count(Outcome::LeftOut)
        );
        out
    }

    /// The report as JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({ "dataset": self.dataset, "passed": self.passed(), "checks": self.checks })
    }

    /// The report as JUnit XML: one test case for each check.
    #[must_use]
    pub fn junit(&self) -> String {
        let failures = self.checks.iter().filter(|check| check.outcome == Outcome::Failed).count();
        let left_out = self.checks.iter().filter(|check| check.outcome == Outcome::LeftOut).count();
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let _ = writeln!(
            out,
            "<testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" skipped=\"{left_out}\">",
            escape(&self.dataset),
            self.checks.len()
        );
        for check in &self.checks {
            let case = format!("  <testcase classname=\"{}\" name=\"{}\"", escape(&check.table), check.name);
            let _ = match check.outcome {
                Outcome::Passed => writeln!(out, "{case}/>"),
                Outcome::LeftOut => {
                    writeln!(out, "{case}><skipped message=\"{}\"/></testcase>", escape(&check.what))
                }
                Outcome::Failed => writeln!(
                    out,
                    "{case}><failure message=\"{} ({} rows)\">{}</failure></testcase>",
                    escape(&check.what),
                    check.offending,
                    escape(&check.examples.join("\n"))
                ),
            };
        }
        out.push_str("</testsuite>\n");
        out
    }

    /// The report as GitHub workflow commands: one annotation for each failed check.
    #[must_use]
    pub fn github(&self) -> String {
        let mut out = String::new();
        for check in self.checks.iter().filter(|check| check.outcome == Outcome::Failed) {
            let message = format!("{} ({} rows)\n{}", check.what, check.offending, check.examples.join("\n"));
            let message = message.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
            let _ = writeln!(out, "::error title={} {} {}::{message}", self.dataset, check.table, check.name);
        }
        out
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
