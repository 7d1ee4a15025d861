//! Writes the rows of one document, table by table.

use super::declaration::{DOCUMENTS, TEXTS};
use super::list::{all, tables};
use super::record::DocumentRecord;
use super::structure::{self, Placed};
use crate::Result;
use crate::extract::Analysis;
use crate::language::Language;
use crate::table::{Columns, Context, RowIds, RuleName, Table, Vocabulary};
use crate::text::CharIndex;

/// The growing columns of every table, in the order of [`tables`].
pub(super) struct AllColumns(Vec<Columns>);

/// Bytes of the texts of a table that are handed on, however few its rows.
const FULL: usize = 32 << 20;

/// Receives all columns whenever they have many rows.
pub(super) type Full<'f> = dyn FnMut(&mut AllColumns) -> Result<()> + 'f;

impl AllColumns {
    pub(super) fn new() -> Self {
        Self(tables().iter().map(|table| Columns::new(table)).collect())
    }

    /// The columns of every table.
    pub(super) fn all(&mut self) -> &mut [Columns] {
        &mut self.0
    }

    /// Returns the number of rows of each table so far.
    pub(super) fn rows(&self) -> Vec<u32> {
        self.0.iter().map(Columns::rows).collect()
    }

    /// The columns of a table; all tables have some.
    pub(super) fn of(&mut self, table: &Table) -> Option<&mut Columns> {
        self.0.iter_mut().find(|columns| columns.is_of(table))
    }

    /// Whether every place of a text can be written. Where one cannot, the tables will be an error.
    pub(super) fn admit(&mut self, text: &str) -> bool {
        self.of(&DOCUMENTS).is_some_and(|documents| documents.admit(text))
    }

    /// Appends the rows of `documents` and `texts` for a document; `rows` gives the number of rows of each table.
    pub(super) fn document(
        &mut self,
        record: &DocumentRecord<'_>,
        rows: &[u32],
        language: Language,
        text: &str,
        chars: u32,
    ) {
        let pages = u32::try_from(record.structure.pages.len()).ok().filter(|pages| *pages > 0);
        if let Some(documents) = self.of(&DOCUMENTS) {
            let cells = documents
                .row()
                .text("doc_id", record.doc_id)
                .text("path", record.path)
                .text("format", record.format)
                .text("encoding", record.encoding)
                .int64("bytes", record.bytes)
                .int64("chars", u64::from(chars))
                .text("sha256", record.sha256)
                .text("language", language.word())
                .text("title", record.title)
                .date("reference_date", record.reference_date)
                .text("reference_source", record.reference_source.word())
                .text("producer", record.producer)
                .int32_or_null("pages", pages);
            let counted = tables().iter().zip(rows.iter().chain(std::iter::repeat(&0)));
            let counted = counted.filter(|(table, _)| table.counted);
            counted.fold(cells, |cells, (table, &rows)| cells.int32(table.name, rows));
        }
        if record.keep_text
            && let Some(texts) = self.of(&TEXTS)
        {
            texts.row().text("doc_id", record.doc_id).text("text", text);
        }
    }

    /// Appends all rows of a document, and calls `full` whenever there are about `step` new ones.
    pub(super) fn rows_of(
        &mut self,
        record: &DocumentRecord<'_>,
        analysis: &Analysis,
        text: &str,
        (ids, rule_name): (&mut RowIds, &RuleName<'_>),
        (step, full): (usize, &mut Full<'_>),
    ) -> Result<()> {
        let placed = Placed::new(record.structure, record.doc_id, text, ids);
        let mut context = Context::new(analysis, (record.doc_id, text, record.reference_date), rule_name);
        context.places = (!record.structure.is_empty()).then_some(&placed);
        all().iter().for_each(|rows| rows.prepare(&mut context, ids));
        let counts: Vec<u32> =
            all().iter().map(|rows| u32::try_from(rows.count(analysis)).unwrap_or(u32::MAX)).collect();
        self.document(record, &counts, analysis.language, text, context.chars(u32::MAX));
        structure::write(&placed, &context, ids, self.all());
        for (table, rows) in all().iter().enumerate() {
            let (mut done, mut handed_on, count) = (0, 0, rows.count(analysis));
            // A row may hold nearly all of the text, as that of a law does which is one sentence.
            let few = if step == usize::MAX { step } else { (FULL / text.len().max(1)).clamp(1, step) };
            while done < count {
                let next = count.min(done.saturating_add(few));
                let mut bytes = 0;
                if let Some(columns) = self.0.get_mut(table) {
                    rows.write(done..next, &context, columns);
                    bytes = columns.text_bytes();
                }
                done = next;
                if step < usize::MAX && (done - handed_on >= step || bytes >= FULL) {
                    full(self)?;
                    handed_on = done;
                }
            }
        }
        Ok(())
    }
}

/// The number of characters of a text.
pub(super) fn chars(text: &str) -> u32 {
    CharIndex::new(text).chars(u32::MAX)
}
