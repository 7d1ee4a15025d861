//! Failures in full, what was left out, and a closing line for each dataset.

use super::count::rows;
use crate::validate::report::{Outcome, Report, Severity};
use std::fmt::Write;

pub(super) fn write(reports: &[Report]) -> String {
    let mut out = String::new();
    for report in reports {
        for check in &report.checks {
            let word = match (check.outcome, check.severity) {
                (Outcome::Passed, _) => continue,
                (Outcome::LeftOut, _) => "left out",
                (Outcome::Failed, Severity::Error) => "FAILED",
                (Outcome::Failed, Severity::Warn) => "warning",
            };
            let count = match check.offending {
                0 => String::new(),
                count if check.examples.iter().any(|example| example.row_id.is_some()) => {
                    format!(" ({})", rows(count))
                }
                1 => String::new(),
                count => format!(" ({count} times)"),
            };
            // Writing to a string does not fail.
            let _ = writeln!(out, "{word:<9} {} {}: {}{count}", check.table, check.name, check.what);
            for example in &check.examples {
                let _ = writeln!(out, "          {example}");
            }
            let more = check.offending.saturating_sub(check.examples.len() as u64);
            if more > 0 && !check.examples.is_empty() {
                let _ = writeln!(out, "          and {more} more");
            }
        }
        let warnings = report.failures(Severity::Warn).count() - report.failures(Severity::Error).count();
        let _ = writeln!(
            out,
            "{}: {} checks passed, {} failed, {warnings} warned, {} left out",
            report.dataset,
            report.count(Outcome::Passed),
            report.failures(Severity::Error).count(),
            report.count(Outcome::LeftOut)
        );
    }
    out
}
