//! Record batches in and out, through the capsules of Arrow's interface for Python.

use crate::error::{exception, refused};
use arrow::array::{
    Array, ArrayRef, AsArray, LargeStringArray, RecordBatch, RecordBatchIterator, RecordBatchReader,
};
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type, SchemaRef};
use arrow::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use jadval::Error;
use jadval::source::sha256;
use jadval::table::{as_column, micros, texts};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyString};
use std::ffi::CStr;

/// The name that the interface gives to capsules of streams.
const STREAM: &CStr = c"arrow_array_stream";

/// The rows of a table.
#[pyclass(frozen, module = "jadval._jadval")]
pub(crate) struct Rows {
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
}

#[pymethods]
impl Rows {
    /// Takes rows from anything that has `__arrow_c_stream__`.
    #[staticmethod]
    fn of(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let (schema, batches) = taken(data)?;
        Ok(Self { schema, batches })
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns.
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// The Arrow types of the columns, by name.
    fn types(&self) -> Vec<(String, String)> {
        self.schema
            .fields()
            .iter()
            .map(|field| (field.name().clone(), field.data_type().to_string()))
            .collect()
    }

    /// Some of the rows.
    fn slice(&self, start: usize, length: usize) -> Self {
        let (mut skip, mut left, mut batches) = (start, length, Vec::new());
        for batch in &self.batches {
            let from = skip.min(batch.num_rows());
            let count = left.min(batch.num_rows() - from);
            if count > 0 {
                batches.push(batch.slice(from, count));
            }
            skip -= from;
            left -= count;
        }
        Self { schema: self.schema.clone(), batches }
    }

    /// The rows of several objects with the same columns, one behind the other.
    #[staticmethod]
    fn joined(py: Python<'_>, parts: Vec<PyRef<'_, Self>>) -> PyResult<Self> {
        let Some(first) = parts.first() else { return Err(refused(py, "expected rows, found none")) };
        let names = |rows: &Self| rows.columns();
        if let Some(other) = parts.iter().find(|rows| names(rows) != names(first)) {
            let (expected, found) = (names(first).join(", "), names(other).join(", "));
            return Err(refused(py, format!("expected the columns {expected} in all tables, found {found}")));
        }
        let batches = parts.iter().flat_map(|rows| rows.batches.iter().cloned()).collect();
        Ok(Self { schema: first.schema.clone(), batches })
    }

    /// Of each row the bytes of its `text`, and, where that is asked for, a sum over its cells, which does not depend on how
    /// their types lay them out.
    fn measured(&self, py: Python<'_>, sums: bool) -> PyResult<Vec<(usize, Option<String>)>> {
        let cells = |column: &ArrayRef| {
            texts(column).ok_or_else(|| {
                refused(py, format!("expected words or numbers, found {}", column.data_type()))
            })
        };
        let mut rows = Vec::new();
        for batch in &self.batches {
            let texts = batch.column_by_name("text").map(&cells).transpose()?;
            let columns: Vec<LargeStringArray> = match sums {
                true => batch.columns().iter().map(&cells).collect::<PyResult<_>>()?,
                false => Vec::new(),
            };
            let names = batch.schema();
            let mut cell = Vec::new();
            for row in 0..batch.num_rows() {
                let length = texts
                    .as_ref()
                    .filter(|texts| texts.is_valid(row))
                    .map_or(0, |texts| texts.value(row).len());
                cell.clear();
                for (name, column) in names.fields().iter().zip(&columns) {
                    cell.extend_from_slice(name.name().as_bytes());
                    // Its length keeps a cell apart from the next, and one that is missing from one without letters.
                    let value = column.is_valid(row).then(|| column.value(row));
                    cell.extend_from_slice(&value.map_or(u64::MAX, |value| value.len() as u64).to_le_bytes());
                    cell.extend_from_slice(value.unwrap_or_default().as_bytes());
                }
                rows.push((length, sums.then(|| sha256(&cell))));
            }
        }
        Ok(rows)
    }

    /// The rows as dicts of Python's own values.
    #[pyo3(signature = () -> "list[dict[str, Any]]")]
    fn dicts<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let mut rows = Vec::new();
        for batch in &self.batches {
            let columns = batch
                .columns()
                .iter()
                .map(|column| values(py, column))
                .collect::<PyResult<Vec<Vec<Bound<'py, PyAny>>>>>()?;
            let names: Vec<Bound<'py, PyString>> =
                batch.schema().fields().iter().map(|field| PyString::intern(py, field.name())).collect();
            for row in 0..batch.num_rows() {
                let dict = PyDict::new(py);
                for (name, column) in names.iter().zip(&columns) {
                    dict.set_item(name, column.get(row))?;
                }
                rows.push(dict);
            }
        }
        Ok(rows)
    }

    /// A stream of the rows, as other programs take it.
    #[pyo3(signature = (requested_schema=None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface leaves it to us whether we can give other types; we give the ones we have.
        drop(requested_schema);
        let batches = self.batches.clone().into_iter().map(Ok);
        let reader = RecordBatchIterator::new(batches, self.schema.clone());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
    }
}

/// The cells of a column, of the types that tables have.
fn values<'py>(py: Python<'py>, column: &ArrayRef) -> PyResult<Vec<Bound<'py, PyAny>>> {
    fn all<'py, T: IntoPyObject<'py>>(
        py: Python<'py>,
        cells: impl Iterator<Item = Option<T>>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        cells.map(|cell| cell.into_bound_py_any(py)).collect()
    }
    let unknown =
        |other: &DataType| refused(py, format!("expected a column of a table of jadval, found {other}"));
    match column.data_type() {
        DataType::Utf8 => all(py, column.as_string::<i32>().iter()),
        DataType::LargeUtf8 => all(py, column.as_string::<i64>().iter()),
        DataType::Utf8View => all(py, column.as_string_view().iter()),
        DataType::Boolean => all(py, column.as_boolean().iter()),
        DataType::Float64 => all(py, column.as_primitive::<Float64Type>().iter()),
        DataType::Date32 => {
            let date = py.import("datetime")?.getattr("date")?;
            let from = date.getattr("fromordinal")?;
            // Days since 1970, which is this day of the first year. What lies before that year is given as it is counted.
            const EPOCH: i32 = 719_163;
            let day = |day: Option<i32>| match day {
                None => Ok(py.None().into_bound(py)),
                Some(day) if (1..=3_652_059).contains(&day.saturating_add(EPOCH)) => {
                    from.call1((day + EPOCH,))
                }
                Some(day) => day.into_bound_py_any(py),
            };
            column.as_primitive::<Date32Type>().iter().map(day).collect()
        }
        DataType::Timestamp(_, zone) => {
            let micros = micros(column).ok_or_else(|| unknown(column.data_type()))?;
            let datetime = py.import("datetime")?;
            let zone = match zone {
                Some(_) => datetime.getattr("timezone")?.getattr("utc")?,
                None => py.None().into_bound(py),
            };
            let epoch = datetime.getattr("datetime")?.call1((1970, 1, 1, 0, 0, 0, 0, zone))?;
            let instant = |micros: Option<i64>| match micros {
                None => Ok(py.None().into_bound(py)),
                Some(micros) => epoch.add(datetime.getattr("timedelta")?.call1((0, 0, micros))?),
            };
            micros.iter().map(instant).collect()
        }
        whole if whole.is_integer() => {
            let cells = as_column(column, &DataType::Int64).ok_or_else(|| unknown(whole))?;
            all(py, cells.as_primitive::<Int64Type>().iter())
        }
        other => Err(unknown(other)),
    }
}

/// The rows of an object with `__arrow_c_stream__`, without a copy.
#[allow(unsafe_code)]
pub(crate) fn taken(data: &Bound<'_, PyAny>) -> PyResult<(SchemaRef, Vec<RecordBatch>)> {
    let py = data.py();
    let capsule = data.call_method0("__arrow_c_stream__")?;
    let Ok(capsule) = capsule.cast::<PyCapsule>() else {
        return Err(refused(py, "expected __arrow_c_stream__ to give a capsule, found another object"));
    };
    let pointer = capsule.pointer_checked(Some(STREAM))?;
    // SAFETY: a capsule of this name holds a valid `ArrowArrayStream`, which `from_raw` moves out and marks as released, so
    // that the capsule's destructor leaves it alone.
    let reader = unsafe { RecordBatchStreamReader::from_raw(pointer.cast().as_ptr()) };
    let broken = |cause| exception(py, &Error::caused(cause));
    let reader = reader.map_err(broken)?;
    let schema = reader.schema();
    let batches = reader.collect::<Result<Vec<_>, _>>().map_err(broken)?;
    Ok((schema, batches))
}
