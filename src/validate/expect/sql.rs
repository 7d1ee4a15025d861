//! Expectations in SQL: a query over the tables that returns the rows that should not be.

use super::found::Found;
use crate::check::SHOWN;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::pipeline::Expectation;
use crate::sink::Format;
use crate::table::Table;
use crate::tables;
use crate::validate::example::Example;
use polars::prelude::{AnyValue, DataFrame, IntoLazy, LazyFrame};
use polars::sql::SQLContext;

/// Runs a query over the tables that it names.
///
/// # Errors
/// A configuration error that points at a query that cannot be run.
pub(super) fn look(dataset: &Dataset, query: &str, expectation: &Expectation) -> Result<Found> {
    let words: Vec<&str> = query.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    let mut context = SQLContext::new();
    for &table in tables::tables().iter().filter(|table| words.contains(&table.name)) {
        let frame = frame(dataset, table, query, &words)?.ok_or_else(|| {
            let name = table.name;
            expectation.error(&format!("the query reads {name}, of which the dataset has no Parquet file"))
        })?;
        context.register(table.name, frame);
    }
    let wrong = |cause: polars::error::PolarsError| {
        // Behind the first line stands the plan, which is none of the user's.
        let cause = cause.to_string();
        let cause =
            cause.lines().next().unwrap_or_default().split(", , Resolved plan").next().unwrap_or_default();
        expectation.error(&format!("the query fails: {cause}"))
    };
    let rows = context.execute(query).and_then(LazyFrame::collect).map_err(wrong)?;
    let examples = (0..rows.height().min(SHOWN)).map(|row| example(&rows, row)).collect();
    let what =
        format!("the query returns no row: {}", query.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Found { what, offending: rows.height() as u64, examples })
}

/// The columns of a table that a query can be about: those that it names, or all.
fn frame(dataset: &Dataset, table: &Table, query: &str, words: &[&str]) -> Result<Option<LazyFrame>> {
    let bare = query.to_lowercase().replace(char::is_whitespace, "");
    let all = bare.replace("count(*)", "").contains('*') || bare.contains("natural");
    if dataset.files(table.name, Format::Parquet).is_empty() {
        return Ok(None);
    }
    let mut columns: Vec<&str> = table
        .columns()
        .filter(|column| all || words.iter().any(|word| word.eq_ignore_ascii_case(column.name)))
        .map(|column| column.name)
        .collect();
    if columns.is_empty() {
        // Something must be read for the rows to be counted.
        columns.extend(table.columns().next().map(|column| column.name));
    }
    Ok(Some(super::frame::read(dataset, table.name, &columns)?.lazy()))
}

fn example(rows: &DataFrame, row: usize) -> Example {
    let mut example = Example::default();
    let mut cells = Vec::new();
    for column in rows.columns() {
        let value = column.get(row).unwrap_or(AnyValue::Null);
        let text = || value.get_str().map(str::to_owned);
        match column.name().as_str() {
            "doc_id" => example.doc_id = text(),
            "text" => example.text = text(),
            "byte_start" => example.byte = value.extract::<u32>(),
            name => {
                let shown = text().unwrap_or_else(|| value.to_string());
                cells.push(format!("{name} = {shown}"));
            }
        }
    }
    example.note = cells.join(", ");
    example
}
