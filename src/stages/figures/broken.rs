//! Figures beside which a line ends in the middle of a number: «۱۲۰» above «هزار نفر» is neither 120 nor a thousand.

use super::context::Context;
use super::model::FigureRow;
use super::table::FIGURES;
use crate::finding::{Finding, RowRef, Severity};
use crate::syntax::{BROKEN, is_scale, line_below, number_above, number_below, tokens_of};

/// Adds a finding for each of them.
pub(super) fn find(context: &Context<'_>, rows: &[FigureRow], findings: &mut Vec<Finding>) {
    for (index, row) in rows.iter().enumerate() {
        if ends_early(context, row) || begins_late(context, row) {
            findings.push(Finding {
                check: "broken-number",
                severity: Severity::Warning,
                row: Some(RowRef { table: FIGURES.name, index }),
                span: row.span,
                message: BROKEN.to_owned(),
            });
        }
    }
}

/// Whether its number may go on with the next line, or its unit stand there.
fn ends_early(context: &Context<'_>, row: &FigureRow) -> bool {
    let end = tokens_of(context.view, row.span).end;
    let unit = || line_below(context.view, end).is_some_and(|at| context.unit_at(at));
    let number = number_below(context.view, end);
    row.value.unit.is_none() && (number.is_some_and(|(number, joined)| joined || is_scale(number)) || unit())
}

/// Whether it may go on with the number that ends the line above.
fn begins_late(context: &Context<'_>, row: &FigureRow) -> bool {
    let first = tokens_of(context.view, row.span).first;
    let Some((_, joined)) = number_above(context.view, first) else { return false };
    joined || context.view.numbers_at(first).any(is_scale)
}
