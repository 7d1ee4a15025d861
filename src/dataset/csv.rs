//! CSV files as typed record batches.

use super::piece::{Batches, open};
use crate::error::{Error, Result};
use crate::sink::undefuse;
use crate::table::{self, ColumnType};
use arrow::array::{
    Array, ArrayRef, AsArray, Date32Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use arrow::compute::cast;
use arrow::csv::ReaderBuilder;
use arrow::csv::reader::Format;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

/// The key of a schema under which stands that cells are raw.
const RAW: &str = "raw";

/// Whether the CSV cells of a dataset stand as they are, as its description says; without one, they do not.
#[must_use]
pub fn csv_is_raw(folder: &Path) -> bool {
    let description = std::fs::read(folder.join("datapackage.json")).unwrap_or_default();
    let description: serde_json::Value = serde_json::from_slice(&description).unwrap_or_default();
    description["jadval"]["csv_raw"] == true
}

/// The schema of a CSV file, of which each column has the type that the table declares, and its rows.
/// Columns that no table declares are text.
pub(super) fn survey(path: &Path, table: &str) -> Result<(SchemaRef, u64)> {
    let (names, batches) = csv_cells(path)?;
    let declared = table::table(table);
    let fields: Vec<Field> = names
        .iter()
        .map(|name| {
            let column = declared.and_then(|table| table.columns().find(|column| column.name == name));
            let kind = column.map_or(ColumnType::Text, |column| column.kind);
            Field::new(name, kind.arrow(), true)
        })
        .collect();
    let mut rows = 0;
    for batch in batches {
        rows += batch?.num_rows() as u64;
    }
    let raw = csv_is_raw(path.parent().unwrap_or(path));
    let metadata = raw.then(|| (RAW.to_owned(), String::new()));
    Ok((Arc::new(Schema::new(fields).with_metadata(metadata.into_iter().collect::<BTreeMap<_, _>>())), rows))
}

/// Reads a CSV file as `schema` has it, of these columns where some are named.
pub(super) fn read(path: &Path, schema: &SchemaRef, columns: Option<&[&str]>) -> Result<Batches> {
    let fields = schema.fields().iter().enumerate();
    let wanted: Vec<(usize, Field)> = fields
        .filter(|(_, field)| columns.is_none_or(|names| names.contains(&field.name().as_str())))
        .map(|(n, field)| (n, field.as_ref().clone()))
        .collect();
    let out = Arc::new(Schema::new(wanted.iter().map(|(_, field)| field.clone()).collect::<Vec<_>>()));
    let place = path.display().to_string();
    let raw = schema.metadata().contains_key(RAW);
    let (_, batches) = csv_cells(path)?;
    Ok(Box::new(batches.map(move |batch| {
        let batch = batch?;
        let arrays: Vec<ArrayRef> = wanted
            .iter()
            .map(|(n, field)| typed(batch.column(*n), field, raw).map_err(|error| error.at(&place)))
            .collect::<Result<_>>()?;
        let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        Ok(RecordBatch::try_new_with_options(Arc::clone(&out), arrays, &options)?)
    })))
}

/// The names of the columns of a CSV file, and every cell as the text that it is.
///
/// # Errors
/// Where the file cannot be read; each batch can fail too.
pub fn csv_cells(path: &Path) -> Result<(Vec<String>, Batches)> {
    let file = BufReader::new(open(path)?);
    let (found, _) =
        Format::default().with_header(true).infer_schema(file, Some(0)).map_err(|cause| at(path, cause))?;
    let names: Vec<String> = found.fields().iter().map(|field| field.name().clone()).collect();
    let fields: Vec<Field> = names.iter().map(|name| Field::new(name, DataType::Utf8, true)).collect();
    let reader = ReaderBuilder::new(Arc::new(Schema::new(fields)))
        .with_header(true)
        .build(open(path)?)
        .map_err(|cause| at(path, cause))?;
    let place = path.display().to_string();
    let batches = Box::new(reader.map(move |batch| batch.map_err(|cause| Error::from(cause).at(&place))));
    Ok((names, batches))
}

fn at(path: &Path, cause: arrow::error::ArrowError) -> Error {
    Error::from(cause).at(path.display())
}

fn typed(cells: &ArrayRef, field: &Field, raw: bool) -> Result<ArrayRef> {
    let texts = cells.as_string::<i32>();
    Ok(match field.data_type() {
        DataType::Utf8 if raw => Arc::clone(cells),
        DataType::Utf8 => Arc::new(texts.iter().map(|cell| cell.map(undefuse)).collect::<StringArray>()),
        DataType::Date32 => {
            let days = texts.iter().map(|cell| {
                cell.map(|cell| {
                    crate::calendar::Day::from_iso(cell)
                        .map(|day| day.0)
                        .ok_or_else(|| misfit(field, "a day such as 2020-11-09", cell))
                })
                .transpose()
            });
            Arc::new(days.collect::<Result<Date32Array>>()?)
        }
        DataType::Timestamp(..) => {
            let instants = texts.iter().map(|cell| {
                cell.map(|cell| {
                    let instant = cell.parse::<jiff::Timestamp>();
                    instant
                        .map(jiff::Timestamp::as_microsecond)
                        .map_err(|_| misfit(field, "an instant such as 2020-11-09T21:00:00Z", cell))
                })
                .transpose()
            });
            Arc::new(instants.collect::<Result<TimestampMicrosecondArray>>()?.with_timezone("UTC"))
        }
        kind => {
            let numbers = cast(cells, kind)?;
            // What is no number becomes null on the way.
            if let Some(row) = (0..texts.len()).find(|&row| numbers.is_null(row) && texts.is_valid(row)) {
                return Err(misfit(field, &kind.to_string(), texts.value(row)));
            }
            numbers
        }
    })
}

fn misfit(field: &Field, expected: &str, found: &str) -> Error {
    Error::output(format!("column {}: expected {expected}, found «{found}»", field.name()))
}
