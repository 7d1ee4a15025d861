//! Columns in pieces as one.

use crate::error::{Error, Result};
use arrow::array::{
    Array, ArrayData, ArrayRef, AsArray, Capacities, MutableArrayData, RecordBatch, make_array,
};
use arrow::datatypes::{DataType, FieldRef, SchemaRef};
use arrow::error::ArrowError;
use std::sync::Arc;

/// The cells of pieces of one type, one piece behind the other; Arrow's own way of it knows how to join dictionaries too, and
/// is as much code as the reader of Parquet for it.
///
/// # Errors
/// No piece at all, and words of more bytes than a column can have.
pub(crate) fn joined(pieces: &[ArrayRef]) -> std::result::Result<ArrayRef, ArrowError> {
    if let [only] = pieces {
        return Ok(ArrayRef::clone(only));
    }
    let Some(first) = pieces.first() else {
        return Err(ArrowError::InvalidArgumentError("expected a piece of a column, found none".to_owned()));
    };
    let rows = pieces.iter().map(|piece| piece.len()).sum();
    let words = |piece: &ArrayRef| {
        let ends = piece.as_string::<i32>().value_offsets();
        ends.last().zip(ends.first()).map_or(0, |(end, start)| (end - start) as usize)
    };
    let room = match first.data_type() {
        DataType::Utf8 => Capacities::Binary(rows, Some(pieces.iter().map(words).sum())),
        _ => Capacities::Array(rows),
    };
    let data: Vec<ArrayData> = pieces.iter().map(|piece| piece.to_data()).collect();
    let mut all = MutableArrayData::with_capacities(data.iter().collect(), false, room);
    for (n, piece) in data.iter().enumerate() {
        all.try_extend(n, 0, piece.len())?;
    }
    Ok(make_array(all.freeze()))
}

/// Batches of one table as one.
///
/// # Errors
/// As [`joined`], but for a table without columns.
pub fn one_batch(schema: &SchemaRef, batches: Vec<RecordBatch>) -> Result<RecordBatch> {
    if batches.is_empty() {
        return Ok(RecordBatch::new_empty(Arc::clone(schema)));
    }
    let mut columns: Vec<_> = batches.into_iter().map(|batch| batch.into_parts().1.into_iter()).collect();
    // Column by column, so that only one of them is there twice.
    let column = |_: &FieldRef| joined(&columns.iter_mut().filter_map(Iterator::next).collect::<Vec<_>>());
    let columns =
        schema.fields().iter().map(column).collect::<std::result::Result<_, _>>().map_err(Error::caused)?;
    RecordBatch::try_new(Arc::clone(schema), columns).map_err(Error::caused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{BooleanArray, Int32Array, StringArray};

    #[test]
    fn pieces_are_one_column_with_their_nulls() {
        let words = StringArray::from(vec![Some("a"), None, Some("bc"), Some("")]);
        let cut: [ArrayRef; 3] =
            [Arc::new(words.slice(0, 2)), Arc::new(words.slice(2, 0)), Arc::new(words.slice(2, 2))];
        assert_eq!(joined(&cut).unwrap().as_string::<i32>(), &words);
        let numbers: [ArrayRef; 2] =
            [Arc::new(Int32Array::from(vec![1])), Arc::new(Int32Array::from(vec![None, Some(3)]))];
        let all = joined(&numbers).unwrap();
        assert_eq!(all.as_primitive(), &Int32Array::from(vec![Some(1), None, Some(3)]));
        let flags: [ArrayRef; 2] =
            [Arc::new(BooleanArray::from(vec![true])), Arc::new(BooleanArray::from(vec![false, true]))];
        assert_eq!(joined(&flags).unwrap().as_boolean(), &BooleanArray::from(vec![true, false, true]));
        assert_eq!(&joined(&flags[..1]).unwrap(), &flags[0]);
        assert!(joined(&[]).is_err());
    }
}
