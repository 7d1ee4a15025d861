//! Tables as the frames that SQL is asked of.

use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::table::Table;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimeUnit, TimestampMicrosecondType, UInt32Type, UInt64Type,
};
use polars::prelude::{
    self as pl, Column, DataFrame, IntoSeries, NamedFrom, NewChunkedArray, PolarsNumericType, Series,
    StringChunked,
};

/// Some columns of a table, read as all readers of datasets read them.
///
/// # Errors
/// A damaged file, or a column of a type that no table has.
pub(super) fn read(dataset: &Dataset, table: &Table, columns: &[&str]) -> Result<DataFrame> {
    let mut whole: Option<DataFrame> = None;
    // A table without rows has its columns, too.
    let schema = table.arrow_schema();
    let named = columns.iter().filter_map(|name| schema.index_of(name).ok()).collect::<Vec<_>>();
    let empty = schema.project(&named).map(|schema| RecordBatch::new_empty(schema.into()));
    let empty = empty.map_err(|cause| Error::output(cause.to_string()).at(table.name))?;
    let table = table.name;
    for batch in std::iter::once(Ok(empty)).chain(dataset.batches(table, Some(columns))?) {
        let batch = batch?;
        let schema = batch.schema();
        let fields = schema.fields().iter().zip(batch.columns());
        let parts: Vec<Column> = fields
            .map(|(field, column)| Ok(series(field.name(), column)?.into()))
            .collect::<Result<_>>()
            .map_err(|cause| cause.at(table))?;
        let failed = |cause: pl::PolarsError| Error::output(cause.to_string()).at(table);
        let part = DataFrame::new(batch.num_rows(), parts).map_err(failed)?;
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => {
                whole.vstack_mut(&part).map_err(failed)?;
            }
        }
    }
    Ok(whole.unwrap_or_default())
}

fn series(name: &str, column: &ArrayRef) -> Result<Series> {
    Ok(match column.data_type() {
        DataType::Utf8 => {
            StringChunked::from_iter_options(name.into(), column.as_string::<i32>().iter()).into_series()
        }
        DataType::Boolean => Series::new(name.into(), column.as_boolean().iter().collect::<Vec<_>>()),
        DataType::Int8 => numbers::<Int8Type, pl::Int8Type>(name, column).into_series(),
        DataType::Int16 => numbers::<Int16Type, pl::Int16Type>(name, column).into_series(),
        DataType::Int32 => numbers::<Int32Type, pl::Int32Type>(name, column).into_series(),
        DataType::Int64 => numbers::<Int64Type, pl::Int64Type>(name, column).into_series(),
        DataType::UInt32 => numbers::<UInt32Type, pl::UInt32Type>(name, column).into_series(),
        DataType::UInt64 => numbers::<UInt64Type, pl::UInt64Type>(name, column).into_series(),
        DataType::Float64 => numbers::<Float64Type, pl::Float64Type>(name, column).into_series(),
        DataType::Date32 => numbers::<Date32Type, pl::Int32Type>(name, column).into_date().into_series(),
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            numbers::<TimestampMicrosecondType, pl::Int64Type>(name, column)
                .into_datetime(pl::TimeUnit::Microseconds, Some(pl::TimeZone::UTC))
                .into_series()
        }
        other => {
            let message =
                format!("column {name:?}: expected strings, numbers, dates or instants, found {other}");
            return Err(Error::configuration(message));
        }
    })
}

fn numbers<A, P>(name: &str, column: &ArrayRef) -> pl::ChunkedArray<P>
where
    A: ArrowPrimitiveType,
    P: PolarsNumericType<Native = A::Native>,
    A::Native: pl::NumericNative,
{
    pl::ChunkedArray::from_iter_options(name.into(), column.as_primitive::<A>().iter())
}
