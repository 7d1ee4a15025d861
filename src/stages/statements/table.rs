//! The tables `statements` and `statement_speakers`.

use super::derivation;
use super::model::{Act, Form, Statement, StatementRow};
use crate::stages::actors::{Entity, MentionRow, entity_id};
use crate::stages::dates::DateRow;
use crate::table::{
    Column, Columns, Context, Derivation, GROUNDING, IN_DOCUMENT, IN_SEGMENT, REVIEW, Reasons, Reference,
    Row, RowValue, RowsOf, Table, TableRows, Vocabulary, vocabulary,
};
use std::ops::Range;

pub(crate) static STATEMENTS: Table = Table {
    name: "statements",
    summary: "One row is content that the text attributes to a source.",
    id_prefix: Some("t"),
    whole: true,
    nests: true,
    counted: true,
    groups: &[
        &[Column::id("statement_id", "the row")],
        GROUNDING,
        &[
            REVIEW,
            Column::text("cue_text", "the words that attribute it, as written: a verb in one piece, the nominal part of one that is split, a preposition with its noun").required(),
            Column::count("cue_char_start", "first character of the cue, in Unicode code points of the text layer").unit("code point"),
            Column::count("cue_char_end", "one past its last character").unit("code point"),
            Column::text("speaker_text", "the name of the source without its title, else the words for it, as written; null where it is only in the verb, and of hearsay"),
            Column::text("speaker_id", "the entity that says it: a row of `actors` or of `places`; of several the first"),
            Column::text("speaker_mention_id", "the mention that names it; null where a pronoun or an office stands for it"),
            Column::words("form", Form::WORDS, "`direct`: all of it is quoted; `mixed`: partly; `nominal`: a noun phrase; `indirect`: a clause of the writer's").required(),
            Column::words("act", Act::WORDS, "what is done by saying it").required(),
            Column::flag("hearsay", "whether no source is named or meant"),
            Column::text("parent_id", "the statement that reports this one"),
            Column::text("medium_id", "the entity that it was said through"),
            Column::text("addressee_id", "the entity that it was said to"),
            Column::text("date_id", "when it was said"),
        ],
    ],
    primary_key: &["statement_id"],
    references: &[
        IN_DOCUMENT,
        IN_SEGMENT,
        Reference { column: "parent_id", table: "statements", to: "statement_id" },
        Reference { column: "speaker_mention_id", table: "mentions", to: "mention_id" },
        Reference { column: "date_id", table: "dates", to: "date_id" },
    ],
    ..Table::EMPTY
};

pub(crate) static STATEMENT_SPEAKERS: Table = Table {
    name: "statement_speakers",
    summary: "One row is an entity that says something, alone or with others.",
    groups: &[&[
        Column::text("statement_id", "the statement").required(),
        Column::text("entity_id", "the entity: a row of `actors` or of `places`").required(),
        Column::text("mention_id", "the mention that names it"),
    ]],
    references: &[
        Reference { column: "statement_id", table: "statements", to: "statement_id" },
        Reference { column: "mention_id", table: "mentions", to: "mention_id" },
    ],
    ..Table::EMPTY
};

impl<A> RowValue<A> for Statement
where
    A: RowsOf<StatementRow> + RowsOf<DateRow> + RowsOf<Entity> + RowsOf<MentionRow>,
{
    fn table() -> &'static Table {
        &STATEMENTS
    }

    fn parent(&self) -> Option<usize> {
        self.parent
    }

    fn reasons(row: &StatementRow, context: &Context<'_, '_, A>) -> Reasons {
        derivation::statement(row, context)
    }

    fn write(row: &StatementRow, cells: Row<'_>, context: &Context<'_, '_, A>) {
        let statement = &row.value;
        let first = statement.speakers.first();
        let entity = |entity: Option<usize>| entity.and_then(|at| entity_id(context, at));
        context
            .ground_reviewed(cells, row)
            .text("cue_text", context.slice(statement.cue))
            .int32("cue_char_start", context.chars(statement.cue.start))
            .int32("cue_char_end", context.chars(statement.cue.end))
            .text("speaker_text", statement.speaker.map(|span| context.slice(span)))
            .text("speaker_id", entity(first.map(|speaker| speaker.entity)))
            .text(
                "speaker_mention_id",
                first.and_then(|speaker| speaker.mention).and_then(|at| context.id_of::<MentionRow>(at)),
            )
            .text("form", statement.form.word())
            .text("act", statement.act.word())
            .flag("hearsay", statement.hearsay)
            .text("parent_id", statement.parent.and_then(|at| context.id_of::<StatementRow>(at)))
            .text("medium_id", entity(statement.medium))
            .text("addressee_id", entity(statement.addressee))
            .text("date_id", statement.date.and_then(|at| context.id_of::<DateRow>(at)));
    }
}

/// The rows of `statement_speakers`, as many of a statement as it has speakers.
pub(crate) struct StatementSpeakers;

impl<A> TableRows<A> for StatementSpeakers
where
    A: RowsOf<StatementRow> + RowsOf<DateRow> + RowsOf<Entity> + RowsOf<MentionRow>,
{
    fn table(&self) -> &'static Table {
        &STATEMENT_SPEAKERS
    }

    fn count(&self, analysis: &A) -> usize {
        RowsOf::<StatementRow>::rows_of(analysis).len()
    }

    fn derive(&self, row: usize, context: &Context<'_, '_, A>) -> Option<Derivation> {
        let statements: &[StatementRow] = context.analysis.rows_of();
        let mut speakers = statements.iter().flat_map(|row| row.value.speakers.iter().map(move |_| row));
        let statement = speakers.nth(row)?;
        let reasons = derivation::statement(statement, context);
        Some(Derivation { span: statement.span, rule: Some(statement.rule), reasons })
    }

    fn write(&self, some: Range<usize>, context: &Context<'_, '_, A>, columns: &mut Columns) {
        let statements: &[StatementRow] = context.analysis.rows_of();
        for (at, statement) in statements.iter().enumerate().take(some.end).skip(some.start) {
            for speaker in &statement.value.speakers {
                columns
                    .row()
                    .text("statement_id", context.id_of::<StatementRow>(at).unwrap_or_default())
                    .text("entity_id", entity_id(context, speaker.entity).unwrap_or_default())
                    .text("mention_id", speaker.mention.and_then(|at| context.id_of::<MentionRow>(at)));
            }
        }
    }
}

vocabulary!(Form {
    Self::Direct => "direct",
    Self::Indirect => "indirect",
    Self::Mixed => "mixed",
    Self::Nominal => "nominal",
});

vocabulary!(Act {
    Self::Assert => "assert",
    Self::Deny => "deny",
    Self::Confirm => "confirm",
    Self::Demand => "demand",
    Self::Promise => "promise",
    Self::Warn => "warn",
    Self::Accuse => "accuse",
    Self::Ask => "ask",
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::columns;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        assert_eq!(
            columns(&STATEMENTS),
            "statement_id GROUNDING review cue_text cue_char_start cue_char_end speaker_text speaker_id speaker_mention_id \
             form act hearsay parent_id medium_id addressee_id date_id"
        );
        assert_eq!(columns(&STATEMENT_SPEAKERS), "statement_id entity_id mention_id");
    }
}
