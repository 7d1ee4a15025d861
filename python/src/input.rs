//! Documents that people have in lists and tables, as batches with the columns that the engine reads.

use crate::arrow::Rows;
use crate::error::{exception, raised, refused};
use arrow::array::{ArrayRef, Date32Array, LargeStringArray, RecordBatch};
use arrow::datatypes::{Field, Schema};
use jadval::Error;
use jadval::source::parse_day;
use pyo3::prelude::*;
use std::sync::Arc;

/// A column that has one day in all rows.
fn days(py: Python<'_>, day: &str, rows: usize) -> PyResult<ArrayRef> {
    let day = parse_day(day).map_err(|message| refused(py, format!("reference_date: {message}")))?;
    Ok(Arc::new(Date32Array::from(vec![day.0; rows])))
}

/// Documents of texts, with ids where there are some.
#[pyfunction]
#[pyo3(signature = (ids, texts, day))]
pub(crate) fn documents_of_texts(
    py: Python<'_>,
    ids: Option<Vec<Option<String>>>,
    texts: Vec<Option<String>>,
    day: Option<&str>,
) -> PyResult<Rows> {
    let rows = texts.len();
    let mut columns: Vec<(&str, ArrayRef)> = vec![("text", Arc::new(LargeStringArray::from(texts)))];
    columns.extend(ids.map(|ids| ("doc_id", Arc::new(LargeStringArray::from(ids)) as ArrayRef)));
    if let Some(day) = day {
        columns.push(("reference_date", days(py, day, rows)?));
    }
    let batch = raised(py, RecordBatch::try_from_iter(columns).map_err(Error::caused))?;
    Ok(Rows { schema: batch.schema(), batches: vec![batch] })
}

/// Documents of some columns of a table, each under the name that the engine reads it by, and a day for all.
#[pyfunction]
#[pyo3(signature = (rows, columns, day))]
pub(crate) fn documents_of_rows(
    py: Python<'_>,
    rows: &Bound<'_, Rows>,
    columns: Vec<(String, String)>,
    day: Option<&str>,
) -> PyResult<Rows> {
    let given = rows.get();
    let renamed = |batch: &RecordBatch| -> PyResult<RecordBatch> {
        let mut fields = Vec::with_capacity(columns.len());
        let mut arrays = Vec::with_capacity(columns.len());
        for (name, column) in &columns {
            let array = batch
                .column_by_name(column)
                .ok_or_else(|| refused(py, format!("expected a column {column:?}, found none")))?;
            fields.push(Field::new(name, array.data_type().clone(), true));
            arrays.push(Arc::clone(array));
        }
        if let Some(day) = day {
            let array = days(py, day, batch.num_rows())?;
            fields.push(Field::new("reference_date", array.data_type().clone(), true));
            arrays.push(array);
        }
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
            .map_err(|cause| exception(py, &Error::caused(cause)))
    };
    let empty = [RecordBatch::new_empty(Arc::clone(&given.schema))];
    let batches = if given.batches.is_empty() { &empty[..] } else { &given.batches[..] };
    let batches = batches.iter().map(renamed).collect::<PyResult<Vec<_>>>()?;
    let schema = batches.first().map_or_else(|| Arc::clone(&given.schema), RecordBatch::schema);
    Ok(Rows { schema, batches })
}
