//! What a scale word is worth that had another worth in old texts: «کرور» is ten million in Dari and South Asia, and was half
//! a million in Iran.
//!
//! Money tells by itself. Where a document has the word before Iranian money, it means the same everywhere else in it; where
//! none tells, a finding does.

use super::checks::Placed;
use super::context::Context;
use super::model::{FigureRow, Kind, Measure};
use super::table::FIGURES;
use crate::finding::{Finding, RowRef, Severity};
use crate::numeral::Numeral;
use rust_decimal::Decimal;

/// Gives such words their old worth where the document's money does, and tells where it may be meant.
pub(super) fn settle(
    context: &Context<'_>,
    rows: &mut [FigureRow],
    places: &[Placed],
    findings: &mut Vec<Finding>,
) {
    let old = rows.iter().zip(places).any(|(row, place)| is_iranian(row) && former(context, place).is_some());
    for (at, (row, place)) in rows.iter_mut().zip(places).enumerate() {
        let Some((numeral, former)) = former(context, place) else { continue };
        if row.value.kind == Kind::Money {
            // One that shares the currency of another sum has not met it before.
            let shared = Some(row.value.measure).filter(|_| is_iranian(row));
            row.value.measure = shared
                .and_then(|measure| replaced(&measure, numeral.value, former))
                .unwrap_or(row.value.measure);
            continue;
        }
        let value = numeral.value.normalize();
        let message = if old && let Some(measure) = replaced(&row.value.measure, numeral.value, former) {
            row.value.measure = measure;
            format!(
                "{} is read, as before the money of the document; in Dari the same words are {value}",
                former.normalize()
            )
        } else {
            format!("{value} is read; in old Iranian texts the same words are {}", former.normalize())
        };
        findings.push(Finding {
            check: "ambiguous-scale",
            severity: Severity::Warning,
            row: Some(RowRef { table: FIGURES.name, index: at }),
            span: row.span,
            message,
        });
    }
}

fn is_iranian(row: &FigureRow) -> bool {
    let base = row.value.unit.as_ref().and_then(|unit| unit.base.as_ref());
    row.value.kind == Kind::Money && base.is_some_and(|base| &*base.code == "IRR")
}

/// The longest number that a row begins with, and its old value, if it has one.
fn former<'a>(context: &'a Context<'_>, place: &Placed) -> Option<(&'a Numeral, Decimal)> {
    let inside = context.view.numbers_at(place.first).filter(|number| number.last <= place.last);
    let number = inside.max_by_key(|number| number.last)?;
    Some((number, number.former()?))
}

/// A measure with another number.
fn replaced(measure: &Measure, written: Decimal, value: Decimal) -> Option<Measure> {
    Some(match measure {
        Measure::Single(number) if *number == written => Measure::Single(value),
        Measure::Lower { bound, strict } if *bound == written => {
            Measure::Lower { bound: value, strict: *strict }
        }
        Measure::Upper { bound, strict } if *bound == written => {
            Measure::Upper { bound: value, strict: *strict }
        }
        _ => return None,
    })
}
