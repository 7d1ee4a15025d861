//! Puts the expectations of a pipeline to a dataset.

use super::found::Found;
#[cfg(feature = "sql")]
use super::sql;
use crate::check::{EXPECTATION, Offenders, SHOWN, cell, text};
use crate::dataset::{CellBytes, Dataset};
use crate::error::{Error, Result};
use crate::pipeline::{Bounds, Condition, Expectation, Interval};
use crate::validate::example::{Example, shortened};
use crate::validate::report::{Check, Outcome, Report};
use crate::validate::tables::OpenTable;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type};
use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

pub(in crate::validate) fn check(
    dataset: &Dataset,
    tables: &[OpenTable],
    expectations: &[Expectation],
    report: &mut Report,
) -> Result<()> {
    for expectation in expectations {
        let name = expectation.table.as_deref().unwrap_or("sql");
        let open = tables.iter().find(|open| open.table.name == name);
        let found = match (&expectation.condition, open) {
            (Condition::Sql(query), _) => sql(dataset, query, expectation)?,
            (condition, Some(open)) => match missing(condition, open) {
                None => Ok(look(condition, open, tables)?),
                Some(column) => Err(format!("the column {column} is not there as it is declared")),
            },
            (_, None) => Err("the table is not there".to_owned()),
        };
        let (outcome, found) = match found {
            Ok(found) if found.offending == 0 => (Outcome::Passed, found),
            Ok(found) => (Outcome::Failed, found),
            Err(why) => (Outcome::LeftOut, Found::as_whole(why, true)),
        };
        report.checks.push(Check {
            name: expectation.name.clone(),
            kind: EXPECTATION.name,
            table: name.to_owned(),
            severity: expectation.severity,
            outcome,
            what: found.what,
            offending: found.offending,
            examples: found.examples,
        });
    }
    Ok(())
}

#[cfg(feature = "sql")]
fn sql(
    dataset: &Dataset,
    query: &str,
    expectation: &Expectation,
) -> Result<std::result::Result<Found, String>> {
    sql::look(dataset, query, expectation).map(Ok)
}

#[cfg(not(feature = "sql"))]
#[allow(clippy::unnecessary_wraps, reason = "it has the form of its twin")]
fn sql(_: &Dataset, _: &str, _: &Expectation) -> Result<std::result::Result<Found, String>> {
    Ok(Err("this jadval was built without the feature `sql`".to_owned()))
}

/// The column of a condition that the table lacks.
fn missing<'c>(condition: &'c Condition, open: &OpenTable) -> Option<&'c str> {
    match condition {
        Condition::Rows(_) | Condition::Sql(_) => None,
        Condition::Coverage(_) => (!open.has("doc_id")).then_some("doc_id"),
        Condition::NotNull(column, _)
        | Condition::Values(column, _)
        | Condition::Regex(column, _)
        | Condition::Unique(column)
        | Condition::Between(column, _)
        | Condition::Mean(column, _) => (!open.has(column)).then_some(column),
    }
}

fn look(condition: &Condition, open: &OpenTable, tables: &[OpenTable]) -> Result<Found> {
    Ok(match condition {
        Condition::Rows(bounds) => rows(*bounds, open.rows()),
        Condition::NotNull(column, share) => {
            let (mut rows, mut wrong) = (0, Offenders::default());
            each(open, column, |cells, place| {
                rows += cells.len() as u64;
                for row in (0..cells.len()).filter(|&row| cells.is_null(row)) {
                    wrong.add(place.0, place.1 + row as u64, || format!("{column} is null"));
                }
            })?;
            let found = part(rows - wrong.count, rows);
            let what = format!(
                "{column} has a value in at least {} of the rows, found {}",
                percent(*share),
                percent(found)
            );
            if found >= *share { Found::as_whole(what, true) } else { Found::in_rows(open, what, &wrong) }
        }
        Condition::Values(column, values) => {
            texts(open, column, format!("{column} is one of {}", values.join(", ")), |text| {
                values.iter().any(|value| value == text)
            })?
        }
        Condition::Regex(column, pattern) => {
            // It was compiled once already, when the pipeline file was read.
            let regex =
                regex::Regex::new(pattern).map_err(|cause| Error::configuration(cause.to_string()))?;
            texts(open, column, format!("{column} matches {pattern}"), |text| regex.is_match(text))?
        }
        Condition::Unique(column) => unique(open, column)?,
        Condition::Between(column, interval) => between(open, column, interval)?,
        Condition::Mean(column, interval) => {
            let (mut sum, mut count) = (0.0, 0u64);
            each(open, column, |cells, _| {
                for value in (0..cells.len()).filter_map(|row| number(cells, row)) {
                    sum += value;
                    count += 1;
                }
            })?;
            let mean = sum / count as f64;
            let found = if count == 0 { "no value".to_owned() } else { mean.to_string() };
            let what = format!("the mean of {column} is {}, found {found}", interval.written);
            Found::as_whole(what, count > 0 && interval.contains(mean))
        }
        Condition::Coverage(share) => coverage(open, tables, *share)?,
        Condition::Sql(_) => Found::as_whole(String::new(), true),
    })
}

fn rows(Bounds { min, max }: Bounds, found: u64) -> Found {
    let within = min.is_none_or(|min| found >= min) && max.is_none_or(|max| found <= max);
    let expected = match (min, max) {
        (Some(min), Some(max)) => format!("between {min} and {max} rows"),
        (Some(min), None) => format!("at least {min} rows"),
        (None, max) => format!("at most {} rows", max.unwrap_or_default()),
    };
    Found::as_whole(format!("{expected} are expected, {found} were found"), within)
}

fn unique(open: &OpenTable, column: &str) -> Result<Found> {
    let (mut seen, mut wrong) = (FxHashSet::default(), Offenders::default());
    let mut bytes = Vec::new();
    each(open, column, |cells, place| {
        let values = CellBytes::new(cells);
        for row in (0..cells.len()).filter(|&row| cells.is_valid(row)) {
            bytes.clear();
            values.push(row, &mut bytes);
            if !seen.insert(xxh3_128(&bytes)) {
                wrong.add(place.0, place.1 + row as u64, || format!("{column} is that of a row before it"));
            }
        }
    })?;
    Ok(Found::in_rows(open, format!("no two rows share a {column}"), &wrong))
}

fn between(open: &OpenTable, column: &str, interval: &Interval) -> Result<Found> {
    let mut wrong = Offenders::default();
    each(open, column, |cells, place| {
        for row in 0..cells.len() {
            if let Some(value) = number(cells, row).filter(|&value| !interval.contains(value)) {
                wrong.add(place.0, place.1 + row as u64, || {
                    let days = *cells.data_type() == DataType::Date32;
                    let shown =
                        if days { crate::calendar::Day(value as i32).to_iso() } else { value.to_string() };
                    format!("{column} is {shown}")
                });
            }
        }
    })?;
    Ok(Found::in_rows(open, format!("{column} is {}", interval.written), &wrong))
}

fn texts(open: &OpenTable, column: &str, what: String, fits: impl Fn(&str) -> bool) -> Result<Found> {
    let mut wrong = Offenders::default();
    each(open, column, |cells, place| {
        let Some(cells) = cells.as_string_opt::<i32>() else { return };
        for row in 0..cells.len() {
            if let Some(text) = cell(cells, row).filter(|text| !fits(text)) {
                wrong.add(place.0, place.1 + row as u64, || format!("{column} is «{}»", shortened(text)));
            }
        }
    })?;
    Ok(Found::in_rows(open, what, &wrong))
}

fn coverage(open: &OpenTable, tables: &[OpenTable], share: f64) -> Result<Found> {
    let mut covered = FxHashSet::default();
    each(open, "doc_id", |cells, _| {
        if let Some(ids) = cells.as_string_opt::<i32>() {
            covered.extend(ids.iter().flatten().map(|id| xxh3_64(id.as_bytes())));
        }
    })?;
    let documents = tables.iter().find(|open| open.table.name == "documents");
    let (mut all, mut without, mut examples) = (0u64, 0u64, Vec::new());
    if let Some(documents) = documents {
        for piece in &documents.pieces {
            for batch in piece.read(Some(&["doc_id", "path"]))? {
                let batch: RecordBatch = batch?;
                let (Some(ids), paths) = (text(&batch, "doc_id"), text(&batch, "path")) else { continue };
                for row in 0..ids.len() {
                    let Some(id) = cell(ids, row) else { continue };
                    all += 1;
                    if !covered.contains(&xxh3_64(id.as_bytes())) {
                        without += 1;
                        if examples.len() < SHOWN {
                            let path = paths.and_then(|paths| cell(paths, row)).map(str::to_owned);
                            let note = format!("no row of {}", open.table.name);
                            examples.push(Example {
                                doc_id: Some(id.to_owned()),
                                path,
                                note,
                                ..Example::default()
                            });
                        }
                    }
                }
            }
        }
    }
    let found = part(all - without, all);
    let what = format!("at least {} of the documents have a row, found {}", percent(share), percent(found));
    Ok(if found >= share {
        Found::as_whole(what, true)
    } else {
        Found { what, offending: without, examples }
    })
}

/// Calls `look` with every batch of a column, and with its piece and the rows before it there.
fn each(open: &OpenTable, column: &str, mut look: impl FnMut(&ArrayRef, (usize, u64))) -> Result<()> {
    for (n, piece) in open.pieces.iter().enumerate() {
        let mut before = 0;
        for batch in piece.read(Some(&[column]))? {
            let batch = batch?;
            if let Some(cells) = batch.column_by_name(column) {
                look(cells, (n, before));
            }
            before += batch.num_rows() as u64;
        }
    }
    Ok(())
}

fn number(cells: &ArrayRef, row: usize) -> Option<f64> {
    if cells.is_null(row) {
        return None;
    }
    Some(match cells.data_type() {
        DataType::Float64 => cells.as_primitive::<Float64Type>().value(row),
        DataType::Date32 => f64::from(cells.as_primitive::<Date32Type>().value(row)),
        DataType::Int8 => f64::from(cells.as_primitive::<Int8Type>().value(row)),
        DataType::Int16 => f64::from(cells.as_primitive::<Int16Type>().value(row)),
        DataType::Int32 => f64::from(cells.as_primitive::<Int32Type>().value(row)),
        DataType::Int64 => cells.as_primitive::<Int64Type>().value(row) as f64,
        _ => return None,
    })
}

/// A share; of nothing, all of it.
fn part(some: u64, all: u64) -> f64 {
    if all == 0 { 1.0 } else { some as f64 / all as f64 }
}

fn percent(share: f64) -> String {
    format!("{} %", (share * 1000.0).round() / 10.0)
}
