//! What rules say of themselves.

use super::words;
use crate::dataset::Dataset;
use crate::rule::RuleSet;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Examples of a rule that the page shows.
const EXAMPLES: usize = 3;

/// The sum of the words and rules that a dataset was made with, where it tells one.
pub(super) fn of_dataset(dataset: &Dataset) -> Option<String> {
    let written = std::fs::read(dataset.folder().join("datapackage.json")).ok()?;
    let description: Value = serde_json::from_slice(&written).ok()?;
    description.get("jadval")?.get("rules")?.as_str().map(ToOwned::to_owned)
}

/// The rules of these names, by table and name: `dates/day-and-month`.
pub(super) fn of(rules: &RuleSet, names: &BTreeSet<(&str, &str)>) -> Map<String, Value> {
    let known =
        rules.rules().iter().filter(|rule| names.contains(&(rule.table.as_str(), rule.name.as_str())));
    let told = known.map(|rule| {
        let examples = rule.examples().iter().take(EXAMPLES).map(|example| example.text.as_str());
        let not = rule.counterexamples().iter().take(EXAMPLES);
        let not = not.map(|one| json!([one.text, one.because]));
        let name = format!("{}/{}", rule.table, rule.name);
        let told = json!({
            "summary": rule.summary,
            "persian": words::summary(&name).filter(|_| !rule.added),
            "why": rule.why,
            "pattern": rule.pattern,
            "reading": rule.meaning(),
            "examples": examples.collect::<Vec<_>>(),
            "not": not.collect::<Vec<_>>(),
        });
        (name, told)
    });
    told.collect()
}
