//! Rows of `findings`.

use super::writer::{Writer, id_at};
use std::ops::Range;

use crate::extract::RowRef;
use crate::table::declaration::{CLAUSES, DATES, FIGURES, FINDINGS, MENTIONS, PROVISIONS};
use crate::table::id::RowIds;
use crate::table::record::DocumentColumns;
use crate::table::vocabulary::Vocabulary;

impl Writer<'_, '_> {
    pub(super) fn findings(&self, columns: &mut DocumentColumns, ids: &mut RowIds, some: Range<usize>) {
        for finding in self.analysis.findings.get(some).unwrap_or_default() {
            let doc_id = self.record.doc_id;
            let about = finding.row.and_then(|row| self.row(row));
            let id = match about {
                Some((_, row_id)) => ids.of_row(&FINDINGS, doc_id, finding.check, row_id),
                None => ids.of_span(&FINDINGS, doc_id, finding.check, self.text, finding.span),
            };
            columns
                .findings
                .row()
                .text("finding_id", id.as_str())
                .text("doc_id", doc_id)
                .text("table", about.map(|(table, _)| table))
                .text("row_id", about.map(|(_, row_id)| row_id))
                .text("check", finding.check)
                .text("severity", finding.severity.word())
                .text("message", finding.message.as_str())
                .int32("char_start", self.chars.chars(finding.span.start))
                .int32("char_end", self.chars.chars(finding.span.end));
        }
    }

    /// The table and the id of a row.
    fn row(&self, row: RowRef) -> Option<(&'static str, &str)> {
        let (table, ids, index) = match row {
            RowRef::Date(index) => (&DATES, &self.dates, index),
            RowRef::Figure(index) => (&FIGURES, &self.figures, index),
            RowRef::Mention(index) => (&MENTIONS, &self.mentions, index),
            RowRef::Clause(index) => (&CLAUSES, &self.clauses, index),
            RowRef::Provision(index) => (&PROVISIONS, &self.provisions, index),
        };
        id_at(ids, index).map(|id| (table.name, id))
    }
}
