//! Documents that people have in lists and tables, as batches with the columns that the engine reads.

use crate::arrow::Rows;
use crate::error::{exception, raised, refused};
use crate::work::carry_out;
use arrow::array::{ArrayRef, Date32Array, LargeStringArray, RecordBatch, StringArray};
use arrow::datatypes::{Field, Schema};
use jadval::Error;
use jadval::source::{parse_day, sha256};
use pyo3::prelude::*;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A column that has one day in all rows.
fn days(py: Python<'_>, day: &str, rows: usize) -> PyResult<ArrayRef> {
    let day = parse_day(day).map_err(|message| refused(py, format!("reference_date: {message}")))?;
    Ok(Arc::new(Date32Array::from(vec![day.0; rows])))
}

/// SHA-256 of each text, which is all the source that such a document has; nothing of a column that holds no texts, which is
/// refused where documents are read.
fn sums(py: Python<'_>, texts: &ArrayRef) -> PyResult<Option<ArrayRef>> {
    let texts = Arc::clone(texts);
    carry_out(py, None, move |_, stop| {
        let Some(texts) = jadval::table::texts(&texts) else { return Ok(None) };
        let sum = |text: Option<&str>| match stop.load(Ordering::Relaxed) {
            true => Err(Error::interrupted()),
            false => Ok(text.map(|text| sha256(text.as_bytes()))),
        };
        let sums: StringArray = texts.iter().map(sum).collect::<jadval::Result<_>>()?;
        Ok(Some(Arc::new(sums) as ArrayRef))
    })
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
    let texts: ArrayRef = Arc::new(LargeStringArray::from(texts));
    let mut columns = vec![("text", Arc::clone(&texts))];
    columns.extend(sums(py, &texts)?.map(|sums| ("sha256", sums)));
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
        if !columns.iter().any(|(name, _)| name == "sha256") {
            let texts = columns.iter().zip(&arrays).find(|((name, _), _)| name == "text");
            if let Some(sums) = texts.map(|(_, texts)| sums(py, texts)).transpose()?.flatten() {
                fields.push(Field::new("sha256", sums.data_type().clone(), true));
                arrays.push(sums);
            }
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
