//! The contract of the tables: columns, types, nulls, vocabularies, ids, references, order of bounds.

use super::dataset::engine_error;
use super::report::SHOWN;
use super::{Dataset, Report};
use crate::error::Result;
use crate::table::{self, Table};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use polars::prelude::{DataFrame, LazyFrame, NamedFrom, Series, col, lit};
use std::fs::File;

pub(super) fn check(dataset: &Dataset, report: &mut Report) -> Result<()> {
    for table in table::tables() {
        if !schema(dataset, table, report) {
            continue;
        }
        nulls(dataset, table, report)?;
        vocabularies(dataset, table, report)?;
        unique(dataset, table, report)?;
        references(dataset, table, report)?;
        order(dataset, table, report)?;
    }
    Ok(())
}

/// Whether the file has just the declared columns, in order, with their types.
fn schema(dataset: &Dataset, table: &Table, report: &mut Report) -> bool {
    let path = dataset.parquet(table);
    let Ok(file) = File::open(&path) else { return false };
    let found = match ParquetRecordBatchReaderBuilder::try_new(file) {
        Ok(builder) => builder.schema().clone(),
        Err(cause) => {
            report.add("readable", table.name, "the Parquet file can be read", 1, vec![cause.to_string()]);
            return false;
        }
    };
    let expected = table.arrow_schema();
    let describe = |field: &arrow::datatypes::Field| format!("{}: {}", field.name(), field.data_type());
    let expected: Vec<String> = expected.fields().iter().map(|field| describe(field)).collect();
    let found: Vec<String> = found.fields().iter().map(|field| describe(field)).collect();
    let mut wrong: Vec<String> = expected
        .iter()
        .filter(|column| !found.contains(column))
        .map(|column| format!("expected {column}"))
        .collect();
    wrong.extend(
        found.iter().filter(|column| !expected.contains(column)).map(|column| format!("found {column}")),
    );
    if wrong.is_empty() && expected != found {
        wrong.push(format!("the columns stand in another order: {}", found.join(", ")));
    }
    let fits = wrong.is_empty();
    report.add(
        "columns",
        table.name,
        "the columns and types are the declared ones",
        wrong.len() as u64,
        wrong,
    );
    fits
}

fn nulls(dataset: &Dataset, table: &Table, report: &mut Report) -> Result<()> {
    let required: Vec<&str> =
        table.columns().filter(|column| column.required).map(|column| column.name).collect();
    let Some(frame) = dataset.columns(table, &required) else { return Ok(()) };
    let wrong: Vec<(String, u64)> = frame
        .columns()
        .iter()
        .filter(|column| column.null_count() > 0)
        .map(|column| {
            (format!("{} is null in {} rows", column.name(), column.null_count()), column.null_count() as u64)
        })
        .collect();
    let offending = wrong.iter().map(|(_, count)| count).sum();
    report.add(
        "not-null",
        table.name,
        "required columns have a value",
        offending,
        wrong.into_iter().map(|w| w.0).collect(),
    );
    Ok(())
}

fn vocabularies(dataset: &Dataset, table: &Table, report: &mut Report) -> Result<()> {
    for column in table.columns().filter(|column| !column.words.is_empty()) {
        let Some(frame) = dataset.lazy(table, &[column.name]) else { continue };
        let words = Series::new("words".into(), column.words);
        let known = col(column.name).is_in(lit(words).implode(true), true).or(col(column.name).is_null());
        let what = format!("{} is one of {}", column.name, column.words.join(", "));
        offenders("vocabulary", table, what, frame.filter(known.not()), report)?;
    }
    Ok(())
}

fn unique(dataset: &Dataset, table: &Table, report: &mut Report) -> Result<()> {
    for column in table.columns().filter(|column| column.unique) {
        let Some(frame) = dataset.columns(table, &[column.name]) else { continue };
        let rows = frame.height();
        let distinct =
            frame.columns().first().map_or(Ok(rows), |ids| ids.n_unique()).map_err(|e| engine_error(&e))?;
        let repeated = (rows - distinct) as u64;
        report.add(
            "unique-id",
            table.name,
            format!("no two rows share a {}", column.name),
            repeated,
            Vec::new(),
        );
    }
    Ok(())
}

fn references(dataset: &Dataset, table: &Table, report: &mut Report) -> Result<()> {
    for reference in table.references {
        let Some(target) = table::table(reference.table) else { continue };
        let (Some(from), Some(to)) =
            (dataset.lazy(table, &[reference.column]), dataset.lazy(target, &[reference.to]))
        else {
            continue;
        };
        // «reference» in an anchor column is the reference day, which is no row.
        let from =
            from.filter(col(reference.column).is_not_null().and(col(reference.column).neq(lit("reference"))));
        let dangling = from.anti_join(to, col(reference.column), col(reference.to));
        let what = format!("{} is a {} of {}", reference.column, reference.to, reference.table);
        offenders("reference", table, what, dangling, report)?;
    }
    Ok(())
}

/// Pairs of columns of which the first is never after the second.
const ORDERED: [(&str, &str); 4] =
    [("start_date", "end_date"), ("lower", "upper"), ("char_start", "char_end"), ("byte_start", "byte_end")];

fn order(dataset: &Dataset, table: &Table, report: &mut Report) -> Result<()> {
    let has = |name: &str| table.columns().any(|column| column.name == name);
    for (first, last) in ORDERED.iter().filter(|(first, last)| has(first) && has(last)) {
        let Some(frame) = dataset.lazy(table, &[first, last]) else { continue };
        let what = format!("{first} is not after {last}");
        offenders("order", table, what, frame.filter(col(*first).gt(col(*last))), report)?;
    }
    Ok(())
}

/// Adds a check whose offending rows are the rows of `frame`.
pub(super) fn offenders(
    name: &'static str,
    table: &Table,
    what: String,
    frame: LazyFrame,
    report: &mut Report,
) -> Result<()> {
    let rows = frame.collect().map_err(|cause| engine_error(&cause))?;
    report.add(name, table.name, what, rows.height() as u64, describe(&rows));
    Ok(())
}

/// The first rows of a frame, one line each.
fn describe(frame: &DataFrame) -> Vec<String> {
    (0..frame.height().min(SHOWN))
        .map(|row| {
            let cells: Vec<String> = frame
                .columns()
                .iter()
                .map(|column| {
                    let value = column.get(row).map_or_else(|_| String::new(), |value| value.to_string());
                    format!("{} = {value}", column.name())
                })
                .collect();
            cells.join(", ")
        })
        .collect()
}
