//! The table `corrections`.

use super::declaration::grouped;
use crate::check::{CORRECTION_CONFLICT, CORRECTION_STALE, Kind, RowCheck, cell, number, text, value};
use crate::corrections::{Applied, Line, Status, Verdict};
use crate::extract::{Analysis, Engine};
use crate::table::{Column, ColumnType, Columns, Context, IN_DOCUMENT, Table, TableRows, Vocabulary};
use arrow::datatypes::Int32Type;
use serde_json::{Map, Value};
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static CORRECTIONS: LazyLock<Table> = LazyLock::new(|| {
    Table {
    name: "corrections",
    summary: "One row is what a person said of a row, a line of a file of corrections, and what became of it.",
    groups: grouped(vec![
        Column::text("doc_id", "the document that it is about; null where there is none any more"),
        Column::words("table", tables(), "the table of the row").required(),
        Column::text("row_id", "the row that it is about, as it is called now; null where there is none"),
        Column::words("verdict", Verdict::WORDS, "what is said: `accept`: the row is right; `reject`: there should be none; `correct`: it has other values; `add`: it is missing; `unsure`: the reviewer cannot tell").required(),
        Column::words("status", Status::WORDS, "`applied`: the row is as it says; `settled`: the program says the same by now; `moved`: the same as `applied`, of a row whose id has changed; `ambiguous`: several places fit; `outdated`: the row is not what was looked at; `superseded`: the same person said something else later; `stale`: document or words are gone; `conflict`: people disagree. Nothing was done with the last five").required(),
        Column::text("message", "why nothing was done, in a sentence"),
        Column::text("set", "the values that it gives, as a JSON object"),
        Column::text("was", "the values that were looked at, as a JSON object"),
        Column::text("said_doc_id", "the document that it names").required(),
        Column::text("said_row_id", "the row that it names; null of one that was missing"),
        Column::text("quote", "the words of the row that was looked at").required(),
        Column::count("quote_start", "their first character, in Unicode code points of the text that was looked at").unit("code point"),
        Column::count("quote_end", "one past their last").unit("code point"),
        Column::text("rule", "the rule that had made the row"),
        Column::text("reviewer", "who says it").required(),
        Column::text("at", "when, as the reviewer's clock had it"),
        Column::text("note", "why, as the reviewer put it"),
        Column::text("file", "the file that it is written in, as it was named").required(),
        Column::new("line", ColumnType::Int32, "its line there, from 1").required(),
    ]),
    checks: |_| Ok(vec![found(), agreed()]),
    references: &[IN_DOCUMENT],
    ..Table::EMPTY
}
});

/// Whether corrections find their rows.
fn found() -> RowCheck {
    let what = "corrections find their document and their row";
    none_is(CORRECTION_STALE, what, &[Status::Stale, Status::Ambiguous, Status::Outdated])
}

/// Whether people agree.
fn agreed() -> RowCheck {
    none_is(CORRECTION_CONFLICT, "people agree on every row", &[Status::Conflict])
}

fn none_is(kind: Kind, what: &str, statuses: &'static [Status]) -> RowCheck {
    RowCheck {
        kind,
        what: what.to_owned(),
        columns: vec!["status", "message", "file", "line"],
        look: Box::new(move |batch, wrong| {
            let (status, message, file) =
                (text(batch, "status")?, text(batch, "message")?, text(batch, "file")?);
            let lines = number::<Int32Type>(batch, "line")?;
            for row in 0..batch.num_rows() {
                let Some(status) = cell(status, row) else { continue };
                if statuses.iter().any(|wrong| wrong.word() == status) {
                    wrong.row(row, || {
                        let place = cell(file, row).unwrap_or_default();
                        let line = value(lines, row).unwrap_or_default();
                        format!("{place}:{line}: {status}: {}", cell(message, row).unwrap_or_default())
                    });
                }
            }
            Some(())
        }),
    }
}

/// The tables whose rows people can correct.
fn tables() -> &'static [&'static str] {
    Vec::leak(Engine::corrected_tables().into_iter().map(|(table, _)| table).collect())
}

/// The rows of `corrections`.
pub(super) struct CorrectionRows;

impl TableRows<Analysis> for CorrectionRows {
    fn table(&self) -> &'static Table {
        &CORRECTIONS
    }

    fn count(&self, analysis: &Analysis) -> usize {
        analysis.corrections.len()
    }

    fn write(&self, some: Range<usize>, context: &Context<'_, '_, Analysis>, columns: &mut Columns) {
        for Applied { line, status, row, message } in analysis_rows(context, some) {
            let row_id = row.and_then(|row| context.row(row)).map(|(_, id)| id);
            append(columns, line, (Some(context.doc_id), row_id), (*status, message));
        }
    }
}

fn analysis_rows<'a>(context: &Context<'a, '_, Analysis>, some: Range<usize>) -> &'a [Applied] {
    context.analysis.corrections.get(some).unwrap_or_default()
}

/// Appends a correction that no document of the run is about, or one of several that cannot be told.
pub(super) fn append_unheard(columns: &mut Columns, line: &Line, undecided: bool) {
    let told = if undecided {
        (Status::Ambiguous, "no document has this id or this source, and several have its words")
    } else {
        (Status::Stale, "no document has this id, this source, or most of the words of its corrections")
    };
    append(columns, line, (None, None), told);
}

fn append(
    columns: &mut Columns,
    line: &Line,
    (doc_id, row_id): (Option<&str>, Option<&str>),
    (status, message): (Status, &str),
) {
    let json = |map: &Map<String, Value>| (!map.is_empty()).then(|| Value::Object(map.clone()).to_string());
    let said = &line.correction;
    columns
        .row()
        .text("doc_id", doc_id)
        .text("table", said.table.as_str())
        .text("row_id", row_id)
        .text("verdict", said.verdict.word())
        .text("status", status.word())
        .text("message", Some(message).filter(|message| !message.is_empty()))
        .text("set", json(&said.set).as_deref())
        .text("was", json(&said.was).as_deref())
        .text("said_doc_id", said.doc_id.as_str())
        .text("said_row_id", said.row_id.as_deref())
        .text("quote", said.quote.exact.as_str())
        .int32("quote_start", said.quote.char_start)
        .int32("quote_end", said.quote.char_end)
        .text("rule", said.rule.as_deref())
        .text("reviewer", said.reviewer.as_str())
        .text("at", said.at.as_deref())
        .text("note", said.note.as_deref())
        .text("file", &*line.file)
        .int32("line", line.number);
}
