//! Cells as bytes, the same in every format, to be compared and hashed.

use arrow::array::{Array, ArrayRef, AsArray, PrimitiveArray, StringArray};
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimeUnit, TimestampMicrosecondType, ToByteSlice, UInt32Type, UInt64Type,
};
use arrow::util::display::{ArrayFormatter, FormatOptions};

/// The cells of a column.
pub struct CellBytes<'a> {
    array: &'a ArrayRef,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Text(&'a StringArray),
    Date(&'a PrimitiveArray<Date32Type>),
    Instant(&'a PrimitiveArray<TimestampMicrosecondType>),
    Float(&'a PrimitiveArray<Float64Type>),
    Int16(&'a PrimitiveArray<Int16Type>),
    Int8(&'a PrimitiveArray<Int8Type>),
    Int32(&'a PrimitiveArray<Int32Type>),
    Int64(&'a PrimitiveArray<Int64Type>),
    /// What the counts of older datasets are; those that are the same have the same bytes.
    UInt32(&'a PrimitiveArray<UInt32Type>),
    UInt64(&'a PrimitiveArray<UInt64Type>),
    /// A type that no table declares.
    Other(Box<Option<ArrayFormatter<'a>>>),
}

const FORMAT: FormatOptions<'static> = FormatOptions::new();

impl<'a> CellBytes<'a> {
    /// The cells of an array.
    #[must_use]
    pub fn new(array: &'a ArrayRef) -> Self {
        let kind = match array.data_type() {
            DataType::Utf8 => Kind::Text(array.as_string()),
            DataType::Date32 => Kind::Date(array.as_primitive()),
            DataType::Timestamp(TimeUnit::Microsecond, _) => Kind::Instant(array.as_primitive()),
            DataType::Float64 => Kind::Float(array.as_primitive()),
            DataType::Int16 => Kind::Int16(array.as_primitive()),
            DataType::Int8 => Kind::Int8(array.as_primitive()),
            DataType::Int32 => Kind::Int32(array.as_primitive()),
            DataType::Int64 => Kind::Int64(array.as_primitive()),
            DataType::UInt32 => Kind::UInt32(array.as_primitive()),
            DataType::UInt64 => Kind::UInt64(array.as_primitive()),
            _ => Kind::Other(Box::new(ArrayFormatter::try_new(array.as_ref(), &FORMAT).ok())),
        };
        Self { array, kind }
    }

    /// Appends the bytes of a cell, which no other value of its type has; null has none but a mark.
    pub fn push(&self, row: usize, out: &mut Vec<u8>) {
        if self.array.is_null(row) {
            out.push(0);
            return;
        }
        out.push(1);
        match &self.kind {
            Kind::Text(array) => {
                let text = array.value(row);
                out.extend_from_slice(&(text.len() as u64).to_le_bytes());
                out.extend_from_slice(text.as_bytes());
            }
            Kind::Date(array) => number(array, row, out),
            Kind::Instant(array) => number(array, row, out),
            Kind::Float(array) => number(array, row, out),
            Kind::Int16(array) => number(array, row, out),
            Kind::Int8(array) => number(array, row, out),
            Kind::Int32(array) => number(array, row, out),
            Kind::Int64(array) => number(array, row, out),
            Kind::UInt32(array) => number(array, row, out),
            Kind::UInt64(array) => number(array, row, out),
            Kind::Other(formatter) => {
                let text = formatter.as_ref().as_ref().map(|cells| cells.value(row).to_string());
                out.extend_from_slice(text.unwrap_or_default().as_bytes());
                out.push(0);
            }
        }
    }

    /// A cell as people read it; `None` is null.
    #[must_use]
    pub fn shown(&self, row: usize) -> Option<String> {
        if self.array.is_null(row) {
            return None;
        }
        Some(match &self.kind {
            Kind::Text(array) => array.value(row).to_owned(),
            Kind::Date(array) => crate::calendar::Day(array.value(row)).to_iso(),
            Kind::Instant(array) => jiff::Timestamp::from_microsecond(array.value(row))
                .map_or_else(|_| array.value(row).to_string(), |instant| instant.to_string()),
            Kind::Float(array) => array.value(row).to_string(),
            Kind::Int16(array) => array.value(row).to_string(),
            Kind::Int8(array) => array.value(row).to_string(),
            Kind::Int32(array) => array.value(row).to_string(),
            Kind::Int64(array) => array.value(row).to_string(),
            Kind::UInt32(array) => array.value(row).to_string(),
            Kind::UInt64(array) => array.value(row).to_string(),
            Kind::Other(formatter) => {
                formatter.as_ref().as_ref().map(|cells| cells.value(row).to_string()).unwrap_or_default()
            }
        })
    }
}

fn number<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>, row: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(array.value(row).to_byte_slice());
}
