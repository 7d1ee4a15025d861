//! Expectations in SQL: a query over the tables that returns the rows that should not be.

use super::found::Found;
use crate::check::SHOWN;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::pipeline::Expectation;
use crate::question::Query;
use crate::validate::example::Example;
use polars::prelude::{AnyValue, DataFrame};

/// Runs a query over the tables that it names.
///
/// # Errors
/// A configuration error that points at a query that cannot be run.
pub(super) fn look(dataset: &Dataset, query: &str, expectation: &Expectation) -> Result<Found> {
    let asked = Query::new(query).run(std::slice::from_ref(dataset));
    let (rows, _) = asked.map_err(|cause| match cause.is_configuration() {
        true => expectation.error(&cause.to_string()),
        false => cause,
    })?;
    let examples = (0..rows.height().min(SHOWN)).map(|row| example(&rows, row)).collect();
    let what =
        format!("the query returns no row: {}", query.split_whitespace().collect::<Vec<_>>().join(" "));
    Ok(Found { what, offending: rows.height() as u64, examples })
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
