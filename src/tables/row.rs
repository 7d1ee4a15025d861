//! Rows of tables as text, to be compared with what people expect of them.

use super::Tables;
use crate::error::{Error, Result};
use crate::table::without_zone;
use arrow::array::{ArrayRef, RecordBatch};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use std::fmt::{self, Display, Formatter};

/// Relative difference below which two doubles are one value: what a decimal literal loses.
const NEAR: f64 = 1e-9;

/// Columns that say nothing of how a text was read.
const UNTOLD: [&str; 2] = ["doc_id", "segment_id"];

/// One row, its cells as text and null as the empty string.
#[derive(Clone, Debug)]
pub struct Row(Vec<(String, String)>);

impl Row {
    /// The cell of a column, where the table has it.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == column).map(|(_, cell)| cell.as_str())
    }

    /// All columns with their cells, in the table's order.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, cell)| (name.as_str(), cell.as_str()))
    }

    /// Whether the row has all cells that are expected. Numbers are compared as numbers, whole ones
    /// exactly; `""` is null.
    #[must_use]
    pub fn holds(&self, expected: &toml::Table) -> bool {
        expected.iter().all(|(column, want)| self.get(column).is_some_and(|have| equal(have, want)))
    }
}

impl Display for Row {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let told = |(name, cell): &&(String, String)| !cell.is_empty() && !UNTOLD.contains(&name.as_str());
        for (n, (name, cell)) in self.0.iter().filter(told).enumerate() {
            let gap = if n == 0 { "" } else { " " };
            write!(f, "{gap}{name}={cell}")?;
        }
        Ok(())
    }
}

fn equal(have: &str, want: &toml::Value) -> bool {
    let number = |want: f64| have.parse().is_ok_and(|have: f64| (have - want).abs() <= NEAR * want.abs());
    match want {
        toml::Value::String(text) => have == text,
        toml::Value::Integer(whole) => have.parse() == Ok(*whole as f64),
        toml::Value::Float(float) => number(*float),
        other => have == other.to_string(),
    }
}

/// The rows of a table; none where there is no such table.
///
/// # Errors
/// A column that cannot be printed.
pub fn rows(tables: &Tables, name: &str) -> Result<Vec<Row>> {
    tables.get(name).map_or_else(|| Ok(Vec::new()), rows_of_batch)
}

/// The rows of a batch.
///
/// # Errors
/// A column that cannot be printed.
pub fn rows_of_batch(batch: &RecordBatch) -> Result<Vec<Row>> {
    let options = FormatOptions::default().with_null("");
    let plain: Vec<ArrayRef> = batch.columns().iter().map(without_zone).collect();
    let schema = batch.schema();
    let mut columns = Vec::with_capacity(plain.len());
    for (field, column) in schema.fields().iter().zip(&plain) {
        columns.push((field.name(), ArrayFormatter::try_new(column, &options).map_err(Error::caused)?));
    }
    let row =
        |n| Row(columns.iter().map(|(name, cells)| ((*name).clone(), cells.value(n).to_string())).collect());
    Ok((0..batch.num_rows()).map(row).collect())
}
