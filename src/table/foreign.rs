//! Columns that other programs wrote, as the few types that are read of them.
//!
//! Arrow's own conversion knows every pair of its types, and is as much code as all else that is used of Arrow.

use arrow::array::{
    Array, ArrayRef, ArrowPrimitiveType, AsArray, Date32Array, Float64Array, Int64Array, LargeStringArray,
    PrimitiveArray, StringArray, downcast_integer_array, make_array,
};
use arrow::datatypes::{
    DataType, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimeUnit, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use std::sync::Arc;

/// The words of a column: strings as they are, bytes that are UTF-8 (others become null), and anything else that is not nested
/// as it is printed. `None` for a type that cannot be printed.
#[must_use]
pub fn texts(column: &ArrayRef) -> Option<LargeStringArray> {
    let words =
        |bytes: Option<&[u8]>| bytes.and_then(|bytes| std::str::from_utf8(bytes).ok().map(str::to_owned));
    Some(match column.data_type() {
        DataType::LargeUtf8 => column.as_string::<i64>().clone(),
        DataType::Utf8 => column.as_string::<i32>().iter().collect(),
        DataType::Utf8View => column.as_string_view().iter().collect(),
        DataType::Binary => column.as_binary::<i32>().iter().map(words).collect(),
        DataType::LargeBinary => column.as_binary::<i64>().iter().map(words).collect(),
        DataType::BinaryView => column.as_binary_view().iter().map(words).collect(),
        DataType::Null => LargeStringArray::new_null(column.len()),
        DataType::Dictionary(..) => {
            let column = column.as_any_dictionary_opt()?;
            let values = texts(column.values())?;
            let word = |key: Option<i128>| {
                let key =
                    usize::try_from(key?).ok().filter(|&key| key < values.len() && values.is_valid(key))?;
                Some(values.value(key))
            };
            whole_numbers(column.keys())?.into_iter().map(word).collect()
        }
        kind if kind.is_nested() => return None,
        _ => {
            let plain = without_zone(column);
            let cells = ArrayFormatter::try_new(&plain, &FormatOptions::default()).ok()?;
            let cell =
                |row: usize| plain.is_valid(row).then(|| cells.value(row).try_to_string().ok()).flatten();
            (0..plain.len()).map(cell).collect()
        }
    })
}

/// The whole numbers of a column that has such.
pub(crate) fn whole_numbers(column: &dyn Array) -> Option<Vec<Option<i128>>> {
    downcast_integer_array!(
        column => Some(column.iter().map(|number| number.map(i128::from)).collect()),
        _ => None
    )
}

/// The numbers of a column that has such.
pub(crate) fn numbers(column: &ArrayRef) -> Option<Float64Array> {
    let kind = column.data_type();
    let words = if kind.is_numeric() { texts(column)? } else { return None };
    Some(words.iter().map(|word| word?.parse::<f64>().ok()).collect())
}

/// The instants of a column of instants, whatever their zone, or of days counted by milliseconds; and how many of their unit
/// a day has.
pub(crate) fn instants(column: &ArrayRef) -> Option<(Int64Array, i64)> {
    const DAY: i64 = 86_400;
    Some(match column.data_type() {
        DataType::Date64 => (column.as_primitive::<Date64Type>().reinterpret_cast(), DAY * 1_000),
        DataType::Timestamp(TimeUnit::Second, _) => {
            (column.as_primitive::<TimestampSecondType>().reinterpret_cast(), DAY)
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            (column.as_primitive::<TimestampMillisecondType>().reinterpret_cast(), DAY * 1_000)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            (column.as_primitive::<TimestampMicrosecondType>().reinterpret_cast(), DAY * 1_000_000)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            (column.as_primitive::<TimestampNanosecondType>().reinterpret_cast(), DAY * 1_000_000_000)
        }
        _ => return None,
    })
}

/// The days of a column of days or instants, as days since 1970: of an instant its day in UTC.
pub(crate) fn days(column: &ArrayRef) -> Option<Date32Array> {
    match column.data_type() {
        DataType::Date32 => Some(column.as_primitive().clone()),
        DataType::Null => Some(Date32Array::new_null(column.len())),
        _ => {
            let (instants, day) = instants(column)?;
            Some(instants.iter().map(|at| i32::try_from(at?.div_euclid(day)).ok()).collect())
        }
    }
}

/// The instants of a column of such, as microseconds since 1970-01-01T00:00Z; finer ones lose what is below, and ones that
/// are too far away are null.
#[must_use]
pub fn micros(column: &ArrayRef) -> Option<Int64Array> {
    const DAY: i64 = 86_400_000_000;
    let (instants, day) = instants(column)?;
    let micros = |at: i64| if day > DAY { Some(at.div_euclid(day / DAY)) } else { at.checked_mul(DAY / day) };
    Some(instants.iter().map(|at| at.and_then(micros)).collect())
}

/// A column in the type of a table's column. `None` where the two types are of different things, and where a number does not
/// fit.
#[must_use]
pub fn as_column(column: &ArrayRef, kind: &DataType) -> Option<ArrayRef> {
    fn whole<T: ArrowPrimitiveType<Native: TryFrom<i128>>>(column: &dyn Array) -> Option<ArrayRef> {
        let numbers =
            whole_numbers(column)?.into_iter().map(|number| number.map(T::Native::try_from).transpose());
        Some(Arc::new(numbers.collect::<Result<PrimitiveArray<T>, _>>().ok()?))
    }
    if column.data_type() == kind {
        return Some(Arc::clone(column));
    }
    Some(match kind {
        DataType::Utf8 => Arc::new(texts(column)?.iter().collect::<StringArray>()),
        DataType::Int8 => whole::<Int8Type>(column)?,
        DataType::Int16 => whole::<Int16Type>(column)?,
        DataType::Int32 => whole::<Int32Type>(column)?,
        DataType::Int64 => whole::<Int64Type>(column)?,
        DataType::Float64 => Arc::new(numbers(column)?),
        DataType::Date32 => Arc::new(days(column)?),
        DataType::Timestamp(TimeUnit::Microsecond, zone) => {
            let micros = micros(column)?;
            if micros.null_count() > column.null_count() {
                return None;
            }
            Arc::new(micros.reinterpret_cast::<TimestampMicrosecondType>().with_timezone_opt(zone.clone()))
        }
        _ => return None,
    })
}

/// A column whose instants are printed without the name of their zone, for which Arrow needs zones of its own: they are UTC.
pub(crate) fn without_zone(column: &ArrayRef) -> ArrayRef {
    let DataType::Timestamp(unit, Some(_)) = column.data_type() else { return Arc::clone(column) };
    let plain = column.to_data().into_builder().data_type(DataType::Timestamp(*unit, None)).build();
    plain.map_or_else(|_| Arc::clone(column), make_array)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::array::{
        BinaryArray, BooleanArray, Date64Array, Decimal128Array, DictionaryArray, Int8Array, ListArray,
        NullArray, StringViewArray, TimestampMicrosecondArray, TimestampMillisecondArray,
        TimestampNanosecondArray, TimestampSecondArray, UInt8Array, UInt64Array,
    };

    fn words(column: impl Array + 'static) -> Option<Vec<Option<String>>> {
        let column: ArrayRef = Arc::new(column);
        texts(&column).map(|texts| texts.iter().map(|text| text.map(str::to_owned)).collect())
    }

    #[test]
    fn columns_of_all_kinds_are_words() {
        let some = |words: [Option<&str>; 2]| Some(words.map(|word| word.map(str::to_owned)).to_vec());
        assert_eq!(words(StringArray::from(vec![Some("a"), None])), some([Some("a"), None]));
        assert_eq!(words(StringViewArray::from(vec![Some("a"), None])), some([Some("a"), None]));
        let bytes: [&[u8]; 2] = [b"a", b"\xff"];
        assert_eq!(words(BinaryArray::from_vec(bytes.to_vec())), some([Some("a"), None]));
        assert_eq!(words(NullArray::new(2)), some([None, None]));
        assert_eq!(words(Int8Array::from(vec![Some(-3), None])), some([Some("-3"), None]));
        assert_eq!(words(Float64Array::from(vec![1.5, 2.0])), some([Some("1.5"), Some("2.0")]));
        assert_eq!(words(BooleanArray::from(vec![Some(true), None])), some([Some("true"), None]));
        let decimals = Decimal128Array::from(vec![Some(150), None]).with_precision_and_scale(5, 2).unwrap();
        assert_eq!(words(decimals), some([Some("1.50"), None]));
        let instants = TimestampSecondArray::from(vec![Some(0), None]).with_timezone("Asia/Tehran");
        assert_eq!(words(instants), some([Some("1970-01-01T00:00:00"), None]));
        let of_words: DictionaryArray<Int8Type> = [Some("a"), None].into_iter().collect();
        assert_eq!(words(of_words), some([Some("a"), None]));
        let of_no_words =
            DictionaryArray::new(Int8Array::from(vec![None, None]), Arc::new(StringArray::new_null(0)));
        assert_eq!(words(of_no_words), some([None, None]));
        let lists = ListArray::from_iter_primitive::<Int32Type, _, _>([Some([Some(1)]), None]);
        assert_eq!(words(lists), None);
    }

    #[test]
    fn numbers_are_read_whatever_their_width() {
        let wide: ArrayRef = Arc::new(UInt64Array::from(vec![Some(u64::MAX), None]));
        assert_eq!(whole_numbers(&wide), Some(vec![Some(i128::from(u64::MAX)), None]));
        let narrow: ArrayRef = Arc::new(UInt8Array::from(vec![7]));
        assert_eq!(numbers(&narrow), Some(Float64Array::from(vec![7.0])));
        let words: ArrayRef = Arc::new(StringArray::from(vec!["7"]));
        assert_eq!((whole_numbers(&words), numbers(&words)), (None, None));
    }

    #[test]
    fn an_instant_is_in_the_day_that_began_before_it() {
        let dates: ArrayRef = Arc::new(Date64Array::from(vec![Some(-1), Some(0), None]));
        assert_eq!(days(&dates), Some(Date32Array::from(vec![Some(-1), Some(0), None])));
        let instants: ArrayRef = Arc::new(TimestampMillisecondArray::from(vec![86_399_999, 86_400_000]));
        assert_eq!(days(&instants), Some(Date32Array::from(vec![0, 1])));
        let words: ArrayRef = Arc::new(StringArray::from(vec!["1"]));
        assert_eq!(days(&words), None);
    }

    #[test]
    fn columns_become_those_of_a_table() {
        let column = |array: &ArrayRef, kind: DataType| as_column(array, &kind);
        let wide: ArrayRef = Arc::new(Int64Array::from(vec![Some(7), None]));
        let narrow = column(&wide, DataType::Int8).unwrap();
        assert_eq!(narrow.as_primitive::<Int8Type>(), &Int8Array::from(vec![Some(7), None]));
        let far: ArrayRef = Arc::new(Int64Array::from(vec![700]));
        assert!(column(&far, DataType::Int8).is_none());
        assert_eq!(column(&far, DataType::Int64).as_ref(), Some(&far));
        let words = column(&far, DataType::Utf8).unwrap();
        assert_eq!(words.as_string::<i32>(), &StringArray::from(vec!["700"]));
        let zone = || Some("UTC".into());
        let utc = DataType::Timestamp(TimeUnit::Microsecond, zone());
        for (instants, expected) in [
            (Arc::new(TimestampSecondArray::from(vec![Some(-1), None])) as ArrayRef, -1_000_000),
            (Arc::new(TimestampNanosecondArray::from(vec![Some(-1), None])), -1),
        ] {
            let made = column(&instants, utc.clone()).unwrap();
            let expected =
                TimestampMicrosecondArray::from(vec![Some(expected), None]).with_timezone_opt(zone());
            assert_eq!(made.as_primitive::<TimestampMicrosecondType>(), &expected);
        }
        let far: ArrayRef = Arc::new(TimestampSecondArray::from(vec![i64::MAX]));
        assert!(column(&far, utc.clone()).is_none());
        assert!(column(&words, utc).is_none() && column(&words, DataType::Boolean).is_none());
    }
}
