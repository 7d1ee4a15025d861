//! CSV files as typed record batches.

use super::batches::{Batches, open};
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::sink::{BYTE_ORDER_MARK, CsvMode, DESCRIPTION_BYTES, undefuse};
use crate::source::read_regular;
use crate::table::ColumnType;
use crate::tables;
use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Float64Array, Int8Array, Int16Array, Int32Array,
    Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use arrow::csv::ReaderBuilder;
use arrow::csv::reader::Format;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

/// The key of a schema under which stands that cells are not exactly the values.
const DEFUSED: &str = "defused";

/// How a CSV file was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvForm {
    /// How its cells were.
    pub mode: CsvMode,
    /// Whether a byte order mark is to stand before the header. Older datasets for spreadsheets have none.
    pub marked: bool,
}

impl CsvForm {
    /// The form that this version gives files of a mode.
    #[must_use]
    pub fn of(mode: CsvMode) -> Self {
        Self { mode, marked: mode == CsvMode::Spreadsheet }
    }
}

/// How a CSV file was written, as the description of its dataset says; without one, as its first bytes do.
///
/// # Errors
/// Where there is no description and the file cannot be read.
pub fn csv_form(file: &Path) -> Result<CsvForm> {
    Ok(match described(file.parent().unwrap_or(file)) {
        Some(form) => form,
        None if at_header(file)?.1 => CsvForm::of(CsvMode::Spreadsheet),
        None => CsvForm::of(CsvMode::Exact),
    })
}

/// What the description of a dataset says of its CSV files.
fn described(folder: &Path) -> Option<CsvForm> {
    let description = read_regular(&folder.join("datapackage.json"), DESCRIPTION_BYTES).ok()?;
    let description: serde_json::Value = serde_json::from_slice(&description).ok()?;
    let own = &description["jadval"];
    // Before there were names, cells were raw or defused.
    let older = own["csv_raw"]
        .as_bool()
        .map(|raw| CsvForm { mode: if raw { CsvMode::Exact } else { CsvMode::Spreadsheet }, marked: false });
    let mode = CsvMode::ALL.into_iter().find(|mode| own["csv"] == mode.name());
    mode.map(CsvForm::of).or(older)
}

/// Opens a CSV file behind its byte order mark, and says whether it has one.
fn at_header(path: &Path) -> Result<(BufReader<File>, bool)> {
    let mut file = BufReader::new(open(path)?);
    // Of a file the buffer is filled at once.
    let start = file.fill_buf().map_err(|cause| Error::io("read this table", path, &cause))?;
    let marked = start.starts_with(BYTE_ORDER_MARK);
    if marked {
        file.consume(BYTE_ORDER_MARK.len());
    }
    Ok((file, marked))
}

/// The schema of a CSV file, of which each column has the type that the table declares, and its rows.
/// Columns that no table declares are text.
pub(super) fn survey(path: &Path, table: &str) -> Result<(SchemaRef, u64)> {
    let (names, batches) = csv_cells(path)?;
    let declared = tables::table(table);
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
    let defused = csv_form(path)?.mode == CsvMode::Spreadsheet;
    let metadata = defused.then(|| (DEFUSED.to_owned(), String::new()));
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
    let defused = schema.metadata().contains_key(DEFUSED);
    let (_, batches) = csv_cells(path)?;
    Ok(Box::new(batches.map(move |batch| {
        let batch = batch?;
        let arrays: Vec<ArrayRef> = wanted
            .iter()
            .map(|(n, field)| typed(batch.column(*n), field, defused).map_err(|error| error.at(&place)))
            .collect::<Result<_>>()?;
        let options = arrow::array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        RecordBatch::try_new_with_options(Arc::clone(&out), arrays, &options).map_err(Error::caused)
    })))
}

/// The names of the columns of a CSV file, and every cell as the text that it is.
///
/// # Errors
/// Where the file cannot be read; each batch can fail too.
pub fn csv_cells(path: &Path) -> Result<(Vec<String>, Batches)> {
    let (file, _) = at_header(path)?;
    let (found, _) =
        Format::default().with_header(true).infer_schema(file, Some(0)).map_err(|cause| at(path, cause))?;
    let names: Vec<String> = found.fields().iter().map(|field| field.name().clone()).collect();
    let fields: Vec<Field> = names.iter().map(|name| Field::new(name, DataType::Utf8, true)).collect();
    let reader = ReaderBuilder::new(Arc::new(Schema::new(fields)))
        .with_header(true)
        .build(at_header(path)?.0)
        .map_err(|cause| at(path, cause))?;
    let place = path.display().to_string();
    let batches = Box::new(reader.map(move |batch| batch.map_err(|cause| Error::caused(cause).at(&place))));
    Ok((names, batches))
}

fn at(path: &Path, cause: arrow::error::ArrowError) -> Error {
    Error::caused(cause).at(path.display())
}

fn typed(cells: &ArrayRef, field: &Field, defused: bool) -> Result<ArrayRef> {
    let texts = cells.as_string::<i32>();
    Ok(match field.data_type() {
        DataType::Utf8 if !defused => Arc::clone(cells),
        DataType::Utf8 => Arc::new(texts.iter().map(|cell| cell.map(undefuse)).collect::<StringArray>()),
        DataType::Date32 => {
            let day = |cell: &str| Day::from_iso(cell).map(|day| day.0);
            Arc::new(each::<_, Date32Array>(texts, field, "a day such as 2020-11-09", day)?)
        }
        DataType::Timestamp(..) => {
            let instant = |cell: &str| cell.parse().ok().map(jiff::Timestamp::as_microsecond);
            let expected = "an instant such as 2020-11-09T21:00:00Z";
            let instants = each::<_, TimestampMicrosecondArray>(texts, field, expected, instant)?;
            Arc::new(instants.with_timezone("UTC"))
        }
        DataType::Boolean => spelled::<bool, BooleanArray>(texts, field)?,
        DataType::Int8 => spelled::<i8, Int8Array>(texts, field)?,
        DataType::Int16 => spelled::<i16, Int16Array>(texts, field)?,
        DataType::Int32 => spelled::<i32, Int32Array>(texts, field)?,
        DataType::Int64 => spelled::<i64, Int64Array>(texts, field)?,
        DataType::Float64 => spelled::<f64, Float64Array>(texts, field)?,
        other => {
            let column = field.name();
            return Err(Error::output(format!("column {column}: expected a type of a table, found {other}")));
        }
    })
}

/// What each cell is, read in one way.
fn each<T, A: FromIterator<Option<T>>>(
    texts: &StringArray,
    field: &Field,
    expected: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<A> {
    let one = |cell: &str| read(cell).ok_or_else(|| misfit(field, expected, cell));
    texts.iter().map(|cell| cell.map(one).transpose()).collect()
}

/// The numbers, or yes and no, that cells spell.
fn spelled<T: FromStr, A: FromIterator<Option<T>> + Array + 'static>(
    texts: &StringArray,
    field: &Field,
) -> Result<ArrayRef> {
    let expected = field.data_type().to_string();
    Ok(Arc::new(each::<T, A>(texts, field, &expected, |cell| cell.parse().ok())?))
}

fn misfit(field: &Field, expected: &str, found: &str) -> Error {
    Error::output(format!("column {}: expected {expected}, found «{found}»", field.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::datatypes::Int8Type;

    #[test]
    fn cells_are_the_numbers_that_they_spell() {
        let read = |cells: Vec<Option<&str>>, kind: DataType| {
            let cells: ArrayRef = Arc::new(StringArray::from(cells));
            typed(&cells, &Field::new("n", kind, true), false)
        };
        let narrow = read(vec![Some("12"), None], DataType::Int8).unwrap();
        assert_eq!(narrow.as_primitive::<Int8Type>(), &Int8Array::from(vec![Some(12), None]));
        for wrong in ["x", "300", ""] {
            let error = read(vec![Some("12"), Some(wrong)], DataType::Int8).unwrap_err().to_string();
            assert!(error.contains(&format!("column n: expected Int8, found «{wrong}»")), "{error}");
        }
        assert!(read(vec![Some("12")], DataType::Int8).is_ok());
        assert!(read(vec![Some("12")], DataType::UInt8).is_err());
    }
}
