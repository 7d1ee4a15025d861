//! The declaration as a reference: text for a terminal, JSON for programs, Markdown for the documentation.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::list::tables;
use crate::table::{Column, Table};

/// All tables as plain text, one line per column.
#[must_use]
pub fn text() -> String {
    let mut out = String::new();
    for table in tables() {
        let width = table.columns().map(|column| column.name.len()).max().unwrap_or(0);
        let kinds = table.columns().map(|column| type_name(column).len()).max().unwrap_or(0);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}\n  {}", table.name, table.summary);
        for column in table.columns() {
            let _ = writeln!(
                out,
                "  {:width$}  {:kinds$}  {}",
                column.name,
                type_name(column),
                meaning(column).replace('`', "")
            );
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// All tables as JSON: an array of tables with their columns.
#[must_use]
pub fn json() -> Value {
    tables()
        .iter()
        .map(|table| {
            json!({
                "name": table.name,
                "summary": table.summary,
                "primary_key": table.primary_key,
                "references": table.references.iter().map(|reference| json!({
                    "column": reference.column,
                    "table": reference.table,
                    "to": reference.to,
                })).collect::<Vec<_>>(),
                "columns": table.columns().map(|column| json!({
                    "name": column.name,
                    "type": column.kind.name(),
                    "nullable": !column.required,
                    "unique": column.unique,
                    "doc": column.doc,
                    "values": column.words,
                    "pattern": column.pattern,
                    "unit": column.unit,
                })).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// All tables as Markdown, each under a heading of the given level.
#[must_use]
pub fn markdown(level: usize) -> String {
    let mut out = String::new();
    for table in tables() {
        let _ = writeln!(out, "{} {}\n\n{}\n", "#".repeat(level), table.name, table.summary);
        out.push_str(&columns_markdown(table));
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The columns of one table as a Markdown table.
fn columns_markdown(table: &Table) -> String {
    let mut out = String::from("| column | type | meaning |\n|---|---|---|\n");
    for column in table.columns() {
        let doc = meaning(column).replace('|', "\\|");
        let _ = writeln!(out, "| `{}` | {} | {doc} |", column.name, type_name(column));
    }
    out
}

/// The type, with a question mark where the column may be null.
fn type_name(column: &Column) -> String {
    format!("{}{}", column.kind.name(), if column.required { "" } else { "?" })
}

/// The documentation with the unit and the closed list of values.
fn meaning(column: &Column) -> String {
    let mut out = column.doc.to_owned();
    if let Some(unit) = column.unit {
        let _ = write!(out, " [{unit}]");
    }
    if !column.words.is_empty() {
        let _ = write!(out, ": `{}`", column.words.join("`, `"));
    }
    out
}
