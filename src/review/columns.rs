//! Columns as the page reads them: each different value once, and for each row which it is.

use crate::dataset::CellBytes;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

/// A cell as JSON has it: numbers and flags as such, days and instants as text.
pub(super) fn cell(array: &ArrayRef, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Boolean => array.as_boolean().value(row).into(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into(),
        DataType::Int8 => array.as_primitive::<Int8Type>().value(row).into(),
        DataType::Int16 => array.as_primitive::<Int16Type>().value(row).into(),
        DataType::Int32 => array.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into(),
        _ => CellBytes::new(array).shown(row).into(),
    }
}

/// The cells of a column of numbers; -1 is null or no number.
pub(super) fn numbers(batches: &[RecordBatch], column: &str) -> Vec<i32> {
    let mut out = Vec::new();
    for batch in batches {
        let array = batch.column_by_name(column).filter(|array| *array.data_type() == DataType::Int32);
        match array.map(|array| array.as_primitive::<Int32Type>()) {
            Some(array) => out.extend(array.iter().map(|cell| cell.unwrap_or(-1))),
            None => out.resize(out.len() + batch.num_rows(), -1),
        }
    }
    out
}

/// The cells of a column of text; empty where null.
pub(super) fn texts(batches: &[RecordBatch], column: &str) -> Vec<String> {
    let mut out = Vec::new();
    for batch in batches {
        match super::cursor::text_column(batch, column) {
            Some(array) => out.extend(array.iter().map(|cell| cell.unwrap_or_default().to_owned())),
            None => out.resize(out.len() + batch.num_rows(), String::new()),
        }
    }
    out
}

/// The columns of some rows but those that are left out; a column without a value is left out too.
pub(super) fn compact(batches: &[RecordBatch], left_out: &[&str]) -> Map<String, Value> {
    let mut out = Map::new();
    let Some(first) = batches.first() else { return out };
    for field in first.schema().fields().iter().filter(|field| !left_out.contains(&field.name().as_str())) {
        let mut values: Vec<Value> = Vec::new();
        let mut known: FxHashMap<Vec<u8>, usize> = FxHashMap::default();
        let mut rows: Vec<i64> = Vec::new();
        let mut key = Vec::new();
        for array in batches.iter().filter_map(|batch| batch.column_by_name(field.name())) {
            let bytes = CellBytes::new(array);
            for row in 0..array.len() {
                if array.is_null(row) {
                    rows.push(-1);
                    continue;
                }
                key.clear();
                bytes.push(row, &mut key);
                let at = match known.get(&key) {
                    Some(&at) => at,
                    None => {
                        values.push(cell(array, row));
                        known.insert(key.clone(), values.len() - 1);
                        values.len() - 1
                    }
                };
                rows.push(at as i64);
            }
        }
        if let (Some(&first), false) = (rows.first(), values.is_empty()) {
            let same = rows.iter().all(|&row| row == first);
            let rows = if same { json!(first) } else { json!(rows) };
            out.insert(field.name().clone(), json!({ "d": values, "i": rows }));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{Float64Array, StringArray};
    use std::sync::Arc;

    #[test]
    fn a_value_stands_once_and_null_is_none_of_them() {
        let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("a"), None, Some("b"), Some("a")]));
        let floats: ArrayRef = Arc::new(Float64Array::from(vec![Some(2.5); 4]));
        let empty: ArrayRef = Arc::new(StringArray::from(vec![None::<&str>; 4]));
        let batch = RecordBatch::try_from_iter_with_nullable([
            ("t", texts, true),
            ("f", floats, true),
            ("e", empty, true),
            ("id", Arc::new(StringArray::from(vec!["1", "2", "3", "4"])) as ArrayRef, true),
        ]);
        let found = Value::Object(compact(&[batch.expect("a batch")], &["id"]));
        assert_eq!(
            found,
            json!({ "t": { "d": ["a", "b"], "i": [0, -1, 1, 0] }, "f": { "d": [2.5], "i": 0 } })
        );
    }
}
