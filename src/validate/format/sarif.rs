//! SARIF 2.1.0: the Static Analysis Results Interchange Format of OASIS.

use super::count::rows;
use crate::check::CHECKS;
use crate::validate::example::Example;
use crate::validate::report::{Check, Outcome, Report, Severity};
use serde_json::{Value, json};

pub(super) fn write(reports: &[Report]) -> Value {
    let rules: Vec<Value> = CHECKS
        .iter()
        .map(|check| json!({ "id": check.name, "shortDescription": { "text": check.summary.replace('`', "") } }))
        .collect();
    let results: Vec<Value> = reports
        .iter()
        .flat_map(|report| report.checks.iter().map(move |check| (report, check)))
        .filter(|(_, check)| check.outcome == Outcome::Failed)
        .flat_map(|(report, check)| {
            let examples: Vec<Option<&Example>> = match &check.examples[..] {
                [] => vec![None],
                examples => examples.iter().map(Some).collect(),
            };
            examples.into_iter().map(move |example| result(report, check, example))
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "jadval",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(report: &Report, check: &Check, example: Option<&Example>) -> Value {
    let rule = CHECKS.iter().position(|known| known.name == check.kind);
    let mut message = format!("{} {}: {} ({})", check.table, check.name, check.what, rows(check.offending));
    if let Some(example) = example {
        message.push_str(&format!("\n{example}"));
    }
    // Where the row's text is not a file's, the dataset is what is wrong.
    let dataset = format!("{}/SHA256SUMS", report.dataset.trim_end_matches('/'));
    let path = example.and_then(|example| example.path.as_deref());
    let mut place = json!({ "artifactLocation": { "uri": uri(path.unwrap_or(&dataset)) } });
    if let (Some(line), Some(_), Some(place)) =
        (example.and_then(|example| example.line), path, place.as_object_mut())
    {
        place.insert("region".to_owned(), json!({ "startLine": line }));
    }
    json!({
        "ruleId": check.kind,
        "ruleIndex": rule,
        "level": if check.severity == Severity::Error { "error" } else { "warning" },
        "message": { "text": message },
        "locations": [{ "physicalLocation": place }],
    })
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
