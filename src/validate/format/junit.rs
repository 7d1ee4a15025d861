//! JUnit XML, as test runners write it.

use super::count::rows;
use crate::validate::report::{Outcome, Report};
use crate::xml::escape;
use std::fmt::Write;

pub(super) fn write(reports: &[Report]) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"jadval validate\">\n");
    for report in reports {
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
            escape(&report.dataset),
            report.checks.len(),
            report.count(Outcome::Failed),
            report.count(Outcome::LeftOut)
        );
        for check in &report.checks {
            let case = format!(
                "    <testcase classname=\"{}.{}\" name=\"{}: {}\"",
                escape(&report.dataset),
                escape(&check.table),
                escape(&check.name),
                escape(&check.what)
            );
            let _ = match check.outcome {
                Outcome::Passed => writeln!(out, "{case}/>"),
                Outcome::LeftOut => {
                    writeln!(out, "{case}><skipped message=\"{}\"/></testcase>", escape(&check.what))
                }
                Outcome::Failed => {
                    let examples: Vec<String> = check.examples.iter().map(ToString::to_string).collect();
                    writeln!(
                        out,
                        "{case}><failure type=\"{}\" message=\"{} ({})\">{}</failure></testcase>",
                        check.kind,
                        escape(&check.what),
                        rows(check.offending),
                        escape(&examples.join("\n"))
                    )
                }
            };
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}
