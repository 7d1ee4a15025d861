//! Workflow commands, which GitHub shows beside the lines of the sources.

use super::count::rows;
use crate::plain::is_sign;
use crate::validate::example::Example;
use crate::validate::report::{Check, Outcome, Report, Severity};
use std::fmt::Write;

pub(super) fn write(reports: &[Report]) -> String {
    let mut out = String::new();
    for report in reports {
        for check in report.checks.iter().filter(|check| check.outcome == Outcome::Failed) {
            if check.examples.is_empty() {
                annotate(&mut out, report, check, None);
            }
            for example in &check.examples {
                annotate(&mut out, report, check, Some(example));
            }
        }
    }
    out
}

fn annotate(out: &mut String, report: &Report, check: &Check, example: Option<&Example>) {
    let command = match check.severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
    };
    let mut properties = String::new();
    if let Some((path, line)) = example.and_then(|example| example.path.as_ref().zip(example.line)) {
        let _ = write!(properties, "file={},line={line},", property(path));
    }
    let title = property(&format!("{} {} {}", report.dataset, check.table, check.name));
    let mut message = format!("{} ({})", check.what, rows(check.offending));
    if let Some(example) = example {
        let _ = write!(message, "\n{example}");
    }
    let _ = writeln!(out, "::{command} {properties}title={title}::{}", data(&message));
}

fn data(text: &str) -> String {
    let text: String = text.chars().filter(|c| matches!(c, '\r' | '\n') || !is_sign(*c)).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
