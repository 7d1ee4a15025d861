//! The table `findings`.

use super::declaration::grouped;
use crate::extract::Analysis;
use crate::finding::{Finding, Severity};
use crate::stages;
use crate::table::{
    Column, Context, DOC_ID, IN_DOCUMENT, OFFSETS, Reasons, Row, RowId, RowIds, Table, TableRow, Vocabulary,
    vocabulary,
};
use crate::text::Span;
use std::sync::LazyLock;

pub(super) static FINDINGS: LazyLock<Table> = LazyLock::new(|| Table {
    name: "findings",
    summary: "One row is something that the source itself has wrong or leaves open; nothing is silently mended.",
    id_prefix: Some("x"),
    aspect: Some("check"),
    groups: grouped(vec![
        Column::id("finding_id", "the row"),
        DOC_ID,
        Column::words("table", with_ids(), "the table of the row it is about"),
        Column::text("row_id", "the row it is about"),
        Column::text("check", "the check that speaks (`weekday-mismatch`, `reversed-range`)").required(),
        Column::words("severity", Severity::WORDS, "how grave it is").required(),
        Column::text("message", "one sentence: what is written, what was expected").required(),
        OFFSETS[0],
        OFFSETS[1],
    ]),
    primary_key: &["finding_id"],
    references: &[IN_DOCUMENT],
    ..Table::EMPTY
});

/// The tables of stages whose rows have ids: findings can be about them.
fn with_ids() -> &'static [&'static str] {
    let tables = stages::rows().map(|rows| rows.table()).filter(|table| table.id_prefix.is_some());
    Vec::leak(tables.map(|table| table.name).collect())
}

impl TableRow<Analysis> for Finding {
    fn table() -> &'static Table {
        &FINDINGS
    }

    fn span(&self) -> Span {
        self.span
    }

    fn aspect(&self) -> &str {
        self.check
    }

    fn id(&self, ids: &mut RowIds, context: &Context<'_, '_, Analysis>) -> RowId {
        match self.row.and_then(|row| context.row(row)) {
            Some((_, row_id)) => ids.of_row(&FINDINGS, context.doc_id, self.check, row_id),
            None => ids.of_span(&FINDINGS, context.doc_id, self.check, context.text, self.span),
        }
    }

    fn reasons(&self, context: &Context<'_, '_, Analysis>) -> Reasons {
        let about = self.row.and_then(|row| context.row(row));
        about.map(|(table, id)| ("about", format!("the row {id} of {table}"))).into_iter().collect()
    }

    fn write(&self, cells: Row<'_>, context: &Context<'_, '_, Analysis>) {
        let about = self.row.and_then(|row| context.row(row));
        cells
            .text("doc_id", context.doc_id)
            .text("table", about.map(|(table, _)| table))
            .text("row_id", about.map(|(_, row_id)| row_id))
            .text("check", self.check)
            .text("severity", self.severity.word())
            .text("message", self.message.as_str())
            .int32("char_start", context.chars(self.span.start))
            .int32("char_end", context.chars(self.span.end));
    }
}

vocabulary!(Severity {
    Self::Info => "info",
    Self::Warning => "warning",
    Self::Error => "error",
});
