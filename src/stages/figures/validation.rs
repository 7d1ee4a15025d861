//! Units of `figures`, and values in their base.

use super::model::Base;
use super::units::UnitTable;
use crate::check::{BASE_VALUE, RowCheck, UNIT, Wrong, cell, number, text, value};
use crate::error::Result;
use crate::lexicon::Lexicon;
use arrow::array::RecordBatch;
use arrow::datatypes::Float64Type;
use rustc_hash::FxHashMap;
use std::sync::Arc;

pub(super) fn checks(lexicon: &Lexicon) -> Result<Vec<RowCheck>> {
    let units = Arc::new(UnitTable::new(lexicon)?);
    Ok(vec![
        code("unit", Arc::clone(&units)),
        code("unit_base", Arc::clone(&units)),
        code("per", Arc::clone(&units)),
        RowCheck {
            kind: BASE_VALUE,
            what: "value_base is value converted".to_owned(),
            columns: vec!["value", "unit", "value_base", "unit_base"],
            look: Box::new(move |batch, wrong| base_values(batch, &units, wrong)),
        },
    ])
}

fn code(column: &'static str, units: Arc<UnitTable>) -> RowCheck {
    RowCheck {
        kind: UNIT,
        what: format!("{column} is a code that the lexicon knows"),
        columns: vec![column],
        look: Box::new(move |batch: &RecordBatch, wrong: &mut Wrong<'_>| {
            let codes = text(batch, column)?;
            let mut last = "";
            for row in 0..batch.num_rows() {
                let Some(code) = cell(codes, row).filter(|code| *code != last) else { continue };
                if units.bases(code).is_some() || column == "per" && units.is_period(code) {
                    last = code;
                } else {
                    wrong.row(row, || format!("{column} is «{code}»"));
                }
            }
            Some(())
        }),
    }
}

/// How far a converted value may be off, as a share of it: what doubles round away.
const ROUNDING: f64 = 1e-12;

fn base_values(batch: &RecordBatch, units: &UnitTable, wrong: &mut Wrong<'_>) -> Option<()> {
    let (values, bases) =
        (number::<Float64Type>(batch, "value")?, number::<Float64Type>(batch, "value_base")?);
    let (codes, base_codes) = (text(batch, "unit")?, text(batch, "unit_base")?);
    let mut known: FxHashMap<&str, Option<Vec<Option<Base>>>> = FxHashMap::default();
    for row in 0..batch.num_rows() {
        let code = cell(codes, row);
        let found = value(bases, row).zip(cell(base_codes, row));
        if value(bases, row).is_some() != cell(base_codes, row).is_some() {
            wrong.row(row, || "one of value_base and unit_base is null".to_owned());
            continue;
        }
        let Some(code) = code else {
            if let Some((value, base)) = found {
                wrong.row(row, || format!("value_base is {value} {base} without a unit"));
            }
            continue;
        };
        // A unit that is not known is reported as that.
        let Some(possible) = known.entry(code).or_insert_with(|| units.bases(code)) else { continue };
        let value = value(values, row);
        let fits = |base: &Option<Base>| match (base, value, found) {
            (Some(base), Some(value), Some((converted, code))) => {
                let expected = value * base.factor + base.offset;
                *base.code == *code && (expected - converted).abs() <= ROUNDING * expected.abs()
            }
            (Some(_), Some(_), None) | (None, _, Some(_)) | (Some(_), None, Some(_)) => false,
            (_, _, None) => true,
        };
        if !possible.is_empty() && !possible.iter().any(fits) {
            wrong.row(row, || {
                let converted = found.map_or("null".to_owned(), |(value, code)| format!("{value} {code}"));
                let expected =
                    possible.iter().flatten().next().zip(value).map(|(base, value)| {
                        format!(" is {} {}", value * base.factor + base.offset, base.code)
                    });
                let value = value.map_or("null".to_owned(), |value| value.to_string());
                format!("{value} {code}{}, value_base is {converted}", expected.unwrap_or_default())
            });
        }
    }
    Some(())
}
