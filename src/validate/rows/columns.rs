//! What any column must hold: values where they are required, words of its vocabulary, and an order with another one.

use crate::check::{NOT_NULL, ORDER, RowCheck, VOCABULARY, Wrong, cell, number, text, value};
use crate::table::ColumnType;
use crate::validate::tables::OpenTable;
use arrow::array::{Array, RecordBatch};
use arrow::datatypes::{ArrowPrimitiveType, Date32Type, Float64Type, Int32Type};

/// Required columns. Parquet columns that cannot be null need not be read for it.
pub(super) fn nulls(open: &OpenTable) -> Vec<RowCheck> {
    let nullable = |name: &str| {
        open.pieces
            .iter()
            .any(|piece| piece.schema().field_with_name(name).is_ok_and(|field| field.is_nullable()))
    };
    let required = open.table.columns().filter(|column| column.required && nullable(column.name));
    required
        .map(|column| RowCheck {
            kind: NOT_NULL,
            what: format!("{} has a value", column.name),
            columns: vec![column.name],
            look: Box::new(move |batch, wrong| {
                let cells = batch.column_by_name(column.name)?;
                // In CSV an empty text is null too.
                if cells.null_count() > 0 {
                    (0..cells.len())
                        .filter(|&row| cells.is_null(row))
                        .for_each(|row| wrong.row(row, || format!("{} is null", column.name)));
                }
                Some(())
            }),
        })
        .collect()
}

pub(super) fn vocabularies(open: &OpenTable) -> Vec<RowCheck> {
    open.table
        .columns()
        .filter(|column| !column.words.is_empty())
        .map(|column| RowCheck {
            kind: VOCABULARY,
            what: format!("{} is one of {}", column.name, column.words.join(", ")),
            columns: vec![column.name],
            look: Box::new(move |batch, wrong| {
                let cells = text(batch, column.name)?;
                let mut last = "";
                for row in 0..cells.len() {
                    let Some(word) = cell(cells, row).filter(|word| *word != last) else { continue };
                    match column.words.iter().find(|known| **known == word) {
                        Some(known) => last = known,
                        None => wrong.row(row, || format!("{} is «{word}»", column.name)),
                    }
                }
                Some(())
            }),
        })
        .collect()
}

/// Numbers that are none: no value of a text is infinite.
pub(super) fn finite(open: &OpenTable) -> Vec<RowCheck> {
    let floats = open.table.columns().filter(|column| column.kind == ColumnType::Float);
    floats
        .map(|column| RowCheck {
            kind: ORDER,
            what: format!("{} is a number", column.name),
            columns: vec![column.name],
            look: Box::new(move |batch, wrong| {
                let cells = number::<Float64Type>(batch, column.name)?;
                for row in 0..cells.len() {
                    if let Some(found) = value(cells, row).filter(|found| !found.is_finite()) {
                        wrong.row(row, || format!("{} is {found}", column.name));
                    }
                }
                Some(())
            }),
        })
        .collect()
}

/// Pairs of columns of which the first is never after the second.
const ORDERED: [(&str, &str); 8] = [
    ("start_date", "end_date"),
    ("lower", "upper"),
    ("lower", "value"),
    ("value", "upper"),
    ("char_start", "char_end"),
    ("byte_start", "byte_end"),
    ("cue_char_start", "cue_char_end"),
    ("effective_date", "deadline_date"),
];

pub(super) fn order(open: &OpenTable) -> Vec<RowCheck> {
    let has = |name: &str| open.table.columns().any(|column| column.name == name);
    ORDERED
        .into_iter()
        .filter(|(first, last)| has(first) && has(last))
        .map(|(first, last)| RowCheck {
            kind: ORDER,
            what: format!("{first} is not after {last}"),
            columns: vec![first, last],
            look: Box::new(move |batch, wrong| {
                if first.ends_with("_date") {
                    ordered::<Date32Type>(batch, first, last, wrong)
                } else if first.ends_with("_start") {
                    ordered::<Int32Type>(batch, first, last, wrong)
                } else {
                    ordered::<Float64Type>(batch, first, last, wrong)
                }
            }),
        })
        .collect()
}

fn ordered<T: ArrowPrimitiveType>(
    batch: &RecordBatch,
    first: &str,
    last: &str,
    wrong: &mut Wrong<'_>,
) -> Option<()>
where
    T::Native: PartialOrd + std::fmt::Display,
{
    let (lower, upper) = (number::<T>(batch, first)?, number::<T>(batch, last)?);
    for row in 0..batch.num_rows() {
        if let (Some(before), Some(after)) = (value(lower, row), value(upper, row))
            && before > after
        {
            let shown = |days: T::Native| match T::DATA_TYPE {
                arrow::datatypes::DataType::Date32 => days
                    .to_string()
                    .parse()
                    .map_or_else(|_| days.to_string(), |days| crate::calendar::Day(days).to_iso()),
                _ => days.to_string(),
            };
            wrong.row(row, || format!("{first} is {}, {last} is {}", shown(before), shown(after)));
        }
    }
    Some(())
}
