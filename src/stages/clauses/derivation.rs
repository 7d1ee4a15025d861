//! How clauses have their places, and provisions their days and parties.

use super::model::{ClauseRow, Party, ProvisionRow, ReferenceRow};
use crate::calendar::Day;
use crate::stages::actors::MentionRow;
use crate::stages::dates::DateRow;
use crate::table::{Context, Reasons, RowsOf, Vocabulary, told};

/// Where a clause has its place from.
pub(super) fn clause<A: RowsOf<ClauseRow>>(row: &ClauseRow, context: &Context<'_, '_, A>) -> Reasons {
    let clause = &row.value;
    let place = match clause.parent {
        Some(parent) => format!("part {} of «{}»", clause.ordinal, label(context, parent)),
        None => format!("part {} of its list", clause.ordinal),
    };
    told([
        ("place", Some(place)),
        ("title", clause.instrument.map(|span| format!("«{}» stands before it", context.slice(span)))),
    ])
}

/// The label of a clause of the document.
fn label<'a, A: RowsOf<ClauseRow>>(context: &Context<'a, '_, A>, clause: usize) -> &'a str {
    context.analysis.rows_of().get(clause).map_or("", |row| context.slice(row.value.label))
}

/// Where the days of a provision come from.
pub(super) fn provision<A: RowsOf<ClauseRow> + RowsOf<DateRow>>(
    row: &ProvisionRow,
    context: &Context<'_, '_, A>,
) -> Reasons {
    let provision = &row.value;
    let dates: &[DateRow] = context.analysis.rows_of();
    let written = |day: Day| {
        let names = |date: &&DateRow| {
            row.span.contains(date.span)
                && date.value.period.is_some_and(|period| period.first == day || period.last == day)
        };
        match dates.iter().find(names) {
            Some(date) => format!("the date «{}»", context.slice(date.span)),
            None => "counted from another day".to_owned(),
        }
    };
    told([
        ("clause", Some(format!("«{}» holds the sentence", label(context, provision.clause)))),
        ("effective", provision.effective.map(written)),
        ("deadline", provision.deadline.map(written)),
        ("condition", provision.condition.map(|span| format!("the words «{}»", context.slice(span)))),
    ])
}

/// Where an actor's part in a provision comes from.
pub(super) fn party<A: RowsOf<MentionRow>>(party: &Party, context: &Context<'_, '_, A>) -> Reasons {
    let mentions: &[MentionRow] = context.analysis.rows_of();
    let mention = party.mention.and_then(|at| mentions.get(at)).map(|row| context.slice(row.span));
    let actor = match mention {
        Some(words) => format!("the {} is named: «{words}»", party.role.word()),
        None => format!(
            "the {} is not named here: the document defines it or a clause above names it",
            party.role.word()
        ),
    };
    told([("actor", Some(actor))])
}

/// Where a reference leads, and why.
pub(super) fn reference<A: RowsOf<ClauseRow>>(row: &ReferenceRow, context: &Context<'_, '_, A>) -> Reasons {
    let reference = &row.value;
    let target = match (reference.internal, reference.resolved) {
        (false, _) => "another law is named, or none that this document holds".to_owned(),
        (true, Some(clause)) => format!("the clause «{}» of this document", label(context, clause)),
        (true, None) => "this document has no clause of that path".to_owned(),
    };
    told([("target", Some(target))])
}
