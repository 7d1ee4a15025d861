//! Questions that somebody has who opens a dataset, each with what its answer must have: `karabakh-2020.toml` lists them.

#![cfg(feature = "sql")]
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jadval::dataset::Dataset;
use jadval::question::{Answer, Query, SAVED, saved};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The file of questions about a dataset.
#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

/// A question, and what its answer must have.
#[derive(Deserialize)]
struct Question {
    /// In English.
    text: String,
    /// A saved query by its name, or SQL.
    sql: String,
    /// Of which rows of the answer it is.
    only: Option<String>,
    /// Cells of rows that the answer has.
    #[serde(default)]
    rows: Vec<BTreeMap<String, toml::Value>>,
    /// How many rows it has, where that is asked.
    count: Option<usize>,
}

fn committed(name: &str) -> Dataset {
    Dataset::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets").join(name)).unwrap()
}

/// Whether a row of the answer has these cells.
fn has(answer: &Answer, cells: &BTreeMap<String, toml::Value>) -> bool {
    let cell = |row: &[_], name: &str| {
        let at = answer.columns.iter().position(|column| column == name)?;
        row.get(at).and_then(jadval::question::Cell::shown)
    };
    let wanted = |value: &toml::Value| match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    answer
        .rows
        .iter()
        .any(|row| cells.iter().all(|(name, value)| cell(row, name).as_deref() == Some(&wanted(value))))
}

#[test]
fn the_dataset_answers() {
    let text = include_str!("karabakh-2020.toml");
    let questions: Questions = toml::from_str(text).unwrap();
    let datasets = [committed("karabakh-2020")];
    let mut wrong = Vec::new();
    for question in &questions.question {
        let sql = if question.sql.contains(' ') {
            question.sql.as_str()
        } else {
            saved(&question.sql).unwrap().sql
        };
        let answer = Query::new(sql).only(question.only.as_deref()).ask(&datasets).unwrap();
        let missing = question.rows.iter().filter(|cells| !has(&answer, cells));
        wrong.extend(missing.map(|cells| format!("{}: no row with {cells:?}", question.text)));
        let count = answer.rows.len();
        if let Some(expected) = question.count.filter(|expected| *expected != count) {
            wrong.push(format!("{}: expected {expected} rows, found {count}", question.text));
        }
    }
    assert!(questions.question.len() >= 20, "{}", questions.question.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn saved_questions_hold_for_any_dataset() {
    for name in ["karabakh-2020", "news", "economy", "agreements"] {
        let dataset = [committed(name)];
        for saved in SAVED {
            let answer = Query::new(saved.sql).ask(&dataset);
            assert!(answer.is_ok(), "{name}, {}: {}", saved.name, answer.unwrap_err());
        }
    }
}

#[test]
fn several_datasets_stand_below_one_another() {
    let count = |datasets: &[Dataset]| {
        let answer = Query::new("SELECT COUNT(*) AS n FROM documents").ask(datasets).unwrap();
        answer.rows[0][0].shown().unwrap().parse::<usize>().unwrap()
    };
    let (one, other) = (committed("karabakh-2020"), committed("news"));
    assert_eq!(count(&[one.clone(), other.clone()]), count(&[one]) + count(&[other]));
}

#[test]
fn mistakes_are_told() {
    let dataset = [committed("karabakh-2020")];
    let told = |sql| Query::new(sql).ask(&dataset).unwrap_err().to_string();
    assert!(told("SELECT nothing FROM dates").contains("the query fails"));
    for statement in ["DROP TABLE dates", "insert into dates values (1)", "  ", "-- SELECT\n"] {
        assert!(told(statement).contains("expected a query (SELECT …"), "{statement}");
    }
    let unknown = saved("casualtis").unwrap_err().to_string();
    assert!(unknown.contains("casualties"), "{unknown}");
}
