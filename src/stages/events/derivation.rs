//! How an event has its participants and its date.

use super::model::EventRow;
use crate::stages::dates::DateRow;
use crate::table::{Context, Reasons, RowsOf, Vocabulary, told};

/// Where the cells of an event come from.
pub(super) fn event<A: RowsOf<DateRow>>(row: &EventRow, context: &Context<'_, '_, A>) -> Reasons {
    let event = &row.value;
    let dates: &[DateRow] = context.analysis.rows_of();
    let parts = event.participants.iter();
    let parts: Vec<String> =
        parts.map(|part| format!("{} «{}»", part.role.word(), context.slice(part.span))).collect();
    told([
        ("type", Some(format!("the words «{}»", context.slice(row.span)))),
        ("participants", (!parts.is_empty()).then(|| parts.join(", "))),
        (
            "date",
            event
                .date
                .and_then(|at| dates.get(at))
                .map(|row| format!("the date «{}»", context.slice(row.span))),
        ),
    ])
}
