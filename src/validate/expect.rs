//! What a pipeline expects of its dataset beyond the contract.

use super::{Dataset, Report};
use crate::error::{Error, Result};
use crate::pipeline::Expectation;
use crate::table;

pub(super) fn check(dataset: &Dataset, expectations: &[Expectation], report: &mut Report) -> Result<()> {
    for expectation in expectations {
        let table = table::table(&expectation.table).ok_or_else(|| {
            let known: Vec<&str> = table::tables().iter().map(|table| table.name).collect();
            Error::configuration(format!(
                "[[expect]] names the table {:?}: expected one of {}",
                expectation.table,
                known.join(", ")
            ))
        })?;
        let (Some(bounds), Some(first)) = (&expectation.rows, table.columns().next()) else { continue };
        let Some(frame) = dataset.columns(table, &[first.name]) else { continue };
        let rows = frame.height() as u64;
        let within = bounds.min.is_none_or(|min| rows >= min) && bounds.max.is_none_or(|max| rows <= max);
        let what = match (bounds.min, bounds.max) {
            (Some(min), Some(max)) => format!("between {min} and {max} rows are expected, {rows} were found"),
            (Some(min), None) => format!("at least {min} rows are expected, {rows} were found"),
            (None, Some(max)) => format!("at most {max} rows are expected, {rows} were found"),
            (None, None) => continue,
        };
        report.add("rows", table.name, what, u64::from(!within), Vec::new());
    }
    Ok(())
}
