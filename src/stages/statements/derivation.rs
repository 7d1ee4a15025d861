//! How a statement has its speaker and its content.

use super::model::StatementRow;
use crate::stages::actors::MentionRow;
use crate::stages::dates::DateRow;
use crate::table::{Context, Reasons, RowsOf, told};

/// Where the cells of a statement come from.
pub(super) fn statement<A>(row: &StatementRow, context: &Context<'_, '_, A>) -> Reasons
where
    A: RowsOf<MentionRow> + RowsOf<DateRow>,
{
    let statement = &row.value;
    let mentions: &[MentionRow] = context.analysis.rows_of();
    let dates: &[DateRow] = context.analysis.rows_of();
    let named =
        statement.speakers.first().map(|speaker| match speaker.mention.and_then(|at| mentions.get(at)) {
            Some(mention) => format!("the name «{}»", context.slice(mention.span)),
            None => "one who was named before".to_owned(),
        });
    let date = statement.date.and_then(|at| dates.get(at));
    told([
        ("cue", Some(format!("the words «{}»", context.slice(statement.cue)))),
        (
            "speaker",
            named.or_else(|| statement.speaker.map(|span| format!("the words «{}»", context.slice(span)))),
        ),
        ("date", date.map(|row| format!("the date «{}»", context.slice(row.span)))),
    ])
}
