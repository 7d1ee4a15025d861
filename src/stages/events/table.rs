//! The tables `events`, `event_participants` and `event_figures`.

use super::derivation;
use super::model::{Event, EventRow, EventType, Role};
use crate::stages::actors::{Entity, MentionRow, entity_id};
use crate::stages::dates::DateRow;
use crate::stages::figures::{FigureRow, Status};
use crate::stages::statements::StatementRow;
use crate::table::{
    CLAUSE_ID, Column, Columns, Context, Derivation, GROUNDING, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT,
    IN_STATEMENT, REVIEW, Reasons, Reference, Row, RowValue, RowsOf, STATEMENT_ID, Table, TableRows,
    Vocabulary, vocabulary,
};
use std::ops::Range;

pub(crate) static EVENTS: Table = Table {
    name: "events",
    summary: "One row is something that the text says happened, is to happen or did not happen.",
    id_prefix: Some("v"),
    aspect: Some("type"),
    counted: true,
    groups: &[
        &[Column::id("event_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            STATEMENT_ID,
            REVIEW,
            Column::words("type", EventType::WORDS, "what happened, in the terms of PLOVER and some more")
                .required(),
            Column::words("status", Status::WORDS, "how real it is").required(),
            Column::date("start_date", "the first day of its date, where that is known"),
            Column::date("end_date", "the last day of it"),
            Column::text("date_id", "when it was"),
            Column::text("place_id", "where it was: a row of `places` or of `actors`"),
        ],
    ],
    primary_key: &["event_id"],
    references: &[
        IN_DOCUMENT,
        IN_SEGMENT,
        IN_CLAUSE,
        Reference { column: "date_id", table: "dates", to: "date_id" },
        IN_STATEMENT,
    ],
    ..Table::EMPTY
};

pub(crate) static EVENT_PARTICIPANTS: Table = Table {
    name: "event_participants",
    summary: "One row is who or what takes part in an event.",
    groups: &[&[
        Column::text("event_id", "the event").required(),
        Column::words("role", Role::WORDS, "as what").required(),
        Column::text("entity_id", "the entity: a row of `actors` or of `places`; null where no name tells"),
        Column::text("mention_id", "the mention that names it"),
        Column::text("text", "the words for it, as written").required(),
    ]],
    references: &[
        Reference { column: "event_id", table: "events", to: "event_id" },
        Reference { column: "mention_id", table: "mentions", to: "mention_id" },
    ],
    ..Table::EMPTY
};

pub(crate) static EVENT_FIGURES: Table = Table {
    name: "event_figures",
    summary: "One row is a figure of what takes part in an event.",
    groups: &[&[
        Column::text("event_id", "the event").required(),
        Column::text("figure_id", "the figure").required(),
    ]],
    references: &[
        Reference { column: "event_id", table: "events", to: "event_id" },
        Reference { column: "figure_id", table: "figures", to: "figure_id" },
    ],
    ..Table::EMPTY
};

impl<A> RowValue<A> for Event
where
    A: RowsOf<EventRow> + RowsOf<DateRow> + RowsOf<Entity> + RowsOf<MentionRow> + RowsOf<StatementRow>,
{
    fn table() -> &'static Table {
        &EVENTS
    }

    fn aspect(&self) -> &str {
        self.kind.word()
    }

    fn reasons(row: &EventRow, context: &Context<'_, '_, A>) -> Reasons {
        derivation::event(row, context)
    }

    fn write(row: &EventRow, cells: Row<'_>, context: &Context<'_, '_, A>) {
        let event = &row.value;
        let dates: &[DateRow] = context.analysis.rows_of();
        let period = event.date.and_then(|at| dates.get(at)).and_then(|date| date.value.period);
        context
            .ground_in_clause(cells, row)
            .text("type", event.kind.word())
            .text("status", event.status.word())
            .date("start_date", period.map(|period| period.first))
            .date("end_date", period.map(|period| period.last))
            .text("date_id", event.date.and_then(|at| context.id_of::<DateRow>(at)))
            .text("place_id", event.place.and_then(|at| entity_id(context, at)));
    }
}

/// How the row of a table comes about that has so many rows of each event.
fn derive_part<A>(
    row: usize,
    context: &Context<'_, '_, A>,
    count: impl Fn(&Event) -> usize,
) -> Option<Derivation>
where
    A: RowsOf<EventRow> + RowsOf<DateRow>,
{
    let events: &[EventRow] = context.analysis.rows_of();
    let event = events.iter().flat_map(|row| std::iter::repeat_n(row, count(&row.value))).nth(row)?;
    Some(Derivation { span: event.span, rule: Some(event.rule), reasons: derivation::event(event, context) })
}

/// The rows of `event_participants`, as many of an event as take part.
pub(crate) struct EventParticipants;

impl<A> TableRows<A> for EventParticipants
where
    A: RowsOf<EventRow> + RowsOf<DateRow> + RowsOf<Entity> + RowsOf<MentionRow> + RowsOf<StatementRow>,
{
    fn table(&self) -> &'static Table {
        &EVENT_PARTICIPANTS
    }

    fn count(&self, analysis: &A) -> usize {
        RowsOf::<EventRow>::rows_of(analysis).len()
    }

    fn derive(&self, row: usize, context: &Context<'_, '_, A>) -> Option<Derivation> {
        derive_part(row, context, |event| event.participants.len())
    }

    fn write(&self, some: Range<usize>, context: &Context<'_, '_, A>, columns: &mut Columns) {
        let events: &[EventRow] = context.analysis.rows_of();
        for (at, event) in events.iter().enumerate().take(some.end).skip(some.start) {
            for part in &event.value.participants {
                columns
                    .row()
                    .text("event_id", context.id_of::<EventRow>(at).unwrap_or_default())
                    .text("role", part.role.word())
                    .text("entity_id", part.entity.and_then(|at| entity_id(context, at)))
                    .text("mention_id", part.mention.and_then(|at| context.id_of::<MentionRow>(at)))
                    .text("text", context.slice(part.span));
            }
        }
    }
}

/// The rows of `event_figures`.
pub(crate) struct EventFigures;

impl<A> TableRows<A> for EventFigures
where
    A: RowsOf<EventRow>
        + RowsOf<FigureRow>
        + RowsOf<DateRow>
        + RowsOf<Entity>
        + RowsOf<MentionRow>
        + RowsOf<StatementRow>,
{
    fn table(&self) -> &'static Table {
        &EVENT_FIGURES
    }

    fn count(&self, analysis: &A) -> usize {
        RowsOf::<EventRow>::rows_of(analysis).len()
    }

    fn derive(&self, row: usize, context: &Context<'_, '_, A>) -> Option<Derivation> {
        derive_part(row, context, |event| event.figures.len())
    }

    fn write(&self, some: Range<usize>, context: &Context<'_, '_, A>, columns: &mut Columns) {
        let events: &[EventRow] = context.analysis.rows_of();
        for (at, event) in events.iter().enumerate().take(some.end).skip(some.start) {
            for &figure in &event.value.figures {
                columns
                    .row()
                    .text("event_id", context.id_of::<EventRow>(at).unwrap_or_default())
                    .text("figure_id", context.id_of::<FigureRow>(figure).unwrap_or_default());
            }
        }
    }
}

vocabulary!(EventType {
    Self::Agree => "agree",
    Self::Consult => "consult",
    Self::Cooperate => "cooperate",
    Self::Aid => "aid",
    Self::Transfer => "transfer",
    Self::Concede => "concede",
    Self::Seize => "seize",
    Self::Assault => "assault",
    Self::Mobilize => "mobilize",
    Self::Coerce => "coerce",
    Self::Sanction => "sanction",
    Self::Protest => "protest",
    Self::Appoint => "appoint",
    Self::Decide => "decide",
    Self::Build => "build",
    Self::Disaster => "disaster",
    Self::Found => "found",
});

vocabulary!(Role {
    Self::Agent => "agent",
    Self::Patient => "patient",
    Self::Counterpart => "counterpart",
    Self::Recipient => "recipient",
    Self::Origin => "origin",
    Self::Goods => "goods",
    Self::Place => "place",
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::columns;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        assert_eq!(
            columns(&EVENTS),
            "event_id GROUNDING clause_id statement_id review type status start_date end_date date_id place_id"
        );
        assert_eq!(columns(&EVENT_PARTICIPANTS), "event_id role entity_id mention_id text");
        assert_eq!(columns(&EVENT_FIGURES), "event_id figure_id");
    }
}
