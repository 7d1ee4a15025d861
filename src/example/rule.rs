//! What a rule's examples expect, against the rows that the whole engine makes of them.

use super::names::{check_rule_names, is_silent};
use super::rows::{list, read};
use super::table_of::table_of;
use crate::error::Result;
use crate::extract::Engine;
use crate::rule::{Counterexample, Example, Rule};
use crate::tables::{Row, rows};

/// Puts a rule's examples and counterexamples to an engine; one line for each thing that does not hold.
///
/// An example expects *all* rows of the table: the one that this rule makes, and the others. A rule with a silent reading
/// makes none, and leaves one in each counterexample.
///
/// # Errors
/// A table that cannot be built, a column that is not there.
pub fn check_rule(engine: &Engine, rule: &Rule) -> Result<Vec<String>> {
    check_rule_names(rule)?;
    let mut problems = Vec::new();
    for example in rule.examples() {
        problems.extend(check_example(engine, rule, example)?);
    }
    for counterexample in rule.counterexamples() {
        problems.extend(check_counterexample(engine, rule, counterexample)?);
    }
    Ok(problems)
}

fn check_example(engine: &Engine, rule: &Rule, example: &Example) -> Result<Vec<String>> {
    let reference = example.reference_date.map(|date| date.to_string());
    let tables = read(engine, &example.text, reference.as_deref())?;
    let found = rows(&tables, table_of(&rule.table))?;
    let mut problems = Vec::new();
    let mut problem = |what: String| problems.push(format!("«{}»\n  {what}", example.text));
    let mut left: Vec<&Row> = found.iter().collect();
    let own = left.iter().position(|row| by(row, rule) && row.holds(&example.row));
    match own {
        Some(at) => drop(left.remove(at)),
        None if is_silent(rule) => {}
        None => {
            problem(format!("expected a row of {} with {}\n  found {}", rule.name, example.row, list(&found)))
        }
    }
    for other in &example.others {
        match left.iter().position(|row| row.holds(other)) {
            Some(at) => drop(left.remove(at)),
            None => problem(format!("expected another row with {other}\n  found {}", list(&found))),
        }
    }
    if (own.is_some() || is_silent(rule)) && !left.is_empty() {
        let left: Vec<Row> = left.into_iter().cloned().collect();
        problem(format!("expected no further row: name it under `others`\n  found {}", list(&left)));
    }
    let checks = rows(&tables, "findings")?;
    for wanted in &example.findings {
        if !checks.iter().any(|row| row.get("check") == Some(wanted)) {
            problem(format!("expected the finding {wanted}\n  found {}", list(&checks)));
        }
    }
    Ok(problems)
}

fn check_counterexample(engine: &Engine, rule: &Rule, example: &Counterexample) -> Result<Option<String>> {
    let tables = read(engine, &example.text, None)?;
    let found = rows(&tables, table_of(&rule.table))?;
    if is_silent(rule) {
        let problem = format!("«{}»\n  expected a row: {}\n  found none", example.text, example.because);
        return Ok(found.is_empty().then_some(problem));
    }
    Ok(found.iter().any(|row| by(row, rule)).then(|| {
        format!(
            "«{}»\n  expected no row of {}: {}\n  found {}",
            example.text,
            rule.name,
            example.because,
            list(&found)
        )
    }))
}

fn by(row: &Row, rule: &Rule) -> bool {
    row.get("rule") == Some(&rule.name)
}
