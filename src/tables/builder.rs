//! From analyses to one record batch per table.

use arrow::array::RecordBatch;
use arrow::compute::concat_batches;

use super::corrections::{self, CORRECTIONS};
use super::declaration::{REJECTS, TEXTS};
use super::list::tables;
use super::record::DocumentRecord;
use super::writer::{AllColumns, Full, chars};
use crate::corrections::Line;
use crate::extract::Analysis;
use crate::language::Language;
use crate::rule::RuleId;
use crate::source::Reject;
use crate::stages::actors::EntityCounts;
use crate::table::{Columns, RowIds, RuleName, Table, whole_row};
use crate::{Error, Result};

/// Rows of one table of a long document that are handed on together.
const PART_ROWS: usize = 16 << 10;

/// Takes the analyses of documents in order and yields their tables.
pub struct TablesBuilder<'r> {
    rule_name: Box<RuleName<'r>>,
    ids: RowIds,
    entities: EntityCounts,
    pub(super) columns: AllColumns,
}

impl<'r> TablesBuilder<'r> {
    /// Empty tables. `rule_name` gives the name that the column `rule` shows.
    #[must_use]
    pub fn new(rule_name: impl Fn(RuleId) -> &'r str + 'r) -> Self {
        Self {
            rule_name: Box::new(rule_name),
            ids: RowIds::default(),
            entities: EntityCounts::default(),
            columns: AllColumns::new(),
        }
    }

    /// Adds all rows of one document. `text` is the layer that was analysed; one of 2 GiB or more makes
    /// [`Self::finish`] fail.
    pub fn append(&mut self, record: &DocumentRecord<'_>, analysis: &Analysis, text: &str) {
        // Nothing can fail where nothing is handed on.
        let _ = self.add(record, analysis, text, usize::MAX, &mut |_| Ok(()));
    }

    /// Adds the rows of `documents` and `texts` for a document whose other rows are known from before: `rows` are
    /// their numbers, in the order of [`tables`].
    pub fn append_known(
        &mut self,
        record: &DocumentRecord<'_>,
        rows: &[u32],
        language: Language,
        text: &str,
    ) {
        if self.columns.admit(text) {
            self.columns.document(record, rows, language, text, chars(text));
        }
    }

    /// The number of rows of each table so far, in the order of [`tables`]; entities have none before the end.
    #[must_use]
    pub fn rows(&self) -> Vec<u32> {
        self.columns.rows()
    }

    /// Adds the rows of one long document, and hands on what there is whenever there are some thousand new rows, so
    /// that memory does not hold them all. What is left, [`Self::finish`] gives; the row of `texts`, for which the
    /// analysis is not needed any more, [`Tables::of_text`].
    ///
    /// # Errors
    /// Those of `take`, and those of [`Self::finish`].
    pub fn append_in_parts(
        &mut self,
        record: &DocumentRecord<'_>,
        analysis: &Analysis,
        text: &str,
        take: &mut dyn FnMut(Tables) -> Result<()>,
    ) -> Result<()> {
        let record = DocumentRecord { keep_text: false, ..*record };
        self.add(&record, analysis, text, PART_ROWS, &mut |columns| {
            take(part_of(columns, EntityCounts::default())?)
        })
    }

    fn add(
        &mut self,
        record: &DocumentRecord<'_>,
        analysis: &Analysis,
        text: &str,
        step: usize,
        full: &mut Full<'_>,
    ) -> Result<()> {
        if !self.columns.admit(text) {
            return Ok(());
        }
        self.ids.next_document();
        self.entities.add(analysis);
        self.columns.rows_of(record, analysis, text, (&mut self.ids, &*self.rule_name), (step, full))
    }

    /// Adds a document that could not be read.
    pub fn reject(&mut self, reject: &Reject) {
        let Some(rejects) = self.columns.of(&REJECTS) else { return };
        rejects
            .row()
            .text("path", reject.path.as_str())
            .text("stage", reject.stage)
            .text("code", reject.code)
            .text("message", reject.message.as_str())
            .int64("byte_offset", reject.byte_offset);
    }

    /// Adds a correction that is about no document, or about one of several that cannot be told (`undecided`).
    pub fn append_unheard(&mut self, line: &Line, undecided: bool) {
        if let Some(columns) = self.columns.of(&CORRECTIONS) {
            corrections::append_unheard(columns, line, undecided);
        }
    }

    /// The tables of all documents so far.
    ///
    /// # Errors
    /// Where a column outgrows what Arrow can hold (2 GiB of text in one batch), and where a text has places that
    /// cannot be written ([`crate::text::MAX_TEXT_BYTES`]).
    pub fn finish(self) -> Result<Tables> {
        let mut tables = self.finish_part()?;
        for (table, batch) in super::tables().iter().zip(&mut tables.batches) {
            if let Some(entities) = tables.entities.batch(table)? {
                *batch = entities;
            }
        }
        Ok(tables)
    }

    /// The same for who counts entities over more documents: `actors` and `places` have no rows yet.
    ///
    /// # Errors
    /// As [`Self::finish`].
    pub fn finish_part(mut self) -> Result<Tables> {
        part_of(&mut self.columns, self.entities)
    }
}

/// The tables of all rows so far, but for those of entities; the columns are empty afterwards.
fn part_of(columns: &mut AllColumns, entities: EntityCounts) -> Result<Tables> {
    let batches = columns.all().iter_mut().map(Columns::finish).collect::<Result<_>>()?;
    Ok(Tables { batches, entities })
}

/// One record batch per table, in the order of [`tables`].
#[derive(Clone, Debug)]
pub struct Tables {
    batches: Vec<RecordBatch>,
    entities: EntityCounts,
}

impl Tables {
    /// The row of `texts` for one document, and no other. The text is taken over, since a copy of a long one would take
    /// as much memory again.
    ///
    /// # Errors
    /// A text of more than 2 GiB.
    pub fn of_text(doc_id: &str, text: String) -> Result<Self> {
        let row = whole_row(&TEXTS, doc_id, text)?;
        let batch = |table: &&Table| {
            if table.name == TEXTS.name { row.clone() } else { RecordBatch::new_empty(table.arrow_schema()) }
        };
        Ok(Self { batches: tables().iter().map(batch).collect(), entities: EntityCounts::default() })
    }

    /// Tables from their rows, one batch for each, in the order of [`tables`]: rows that were corrected, say, or read back.
    /// The entities are those of `actors` and `places`.
    ///
    /// # Errors
    /// A configuration error where a batch is missing, is one too many, or has other columns than its table.
    pub fn from_batches(batches: Vec<RecordBatch>) -> Result<Self> {
        let (expected, found) = (tables().len(), batches.len());
        if expected != found {
            let message = format!("expected a batch for each of {expected} tables, found {found}");
            return Err(Error::configuration(message));
        }
        let mut entities = EntityCounts::default();
        for (table, batch) in tables().iter().zip(&batches) {
            if batch.schema().fields() != table.arrow_schema().fields() {
                let message = format!("expected the columns of {}, found others", table.name);
                return Err(Error::configuration(message));
            }
            entities.add_rows(table, batch)?;
        }
        Ok(Self { batches, entities })
    }

    /// The tables of documents that were extracted in parts, in the order of the parts: what one batch of them all would
    /// give.
    ///
    /// # Errors
    /// Where a column outgrows what Arrow can hold (2 GiB of text in one batch).
    pub fn joined(mut parts: Vec<Self>) -> Result<Self> {
        if parts.len() <= 1
            && let Some(only) = parts.pop()
        {
            return Ok(only);
        }
        let mut entities = EntityCounts::default();
        parts.iter().for_each(|part| entities.merge(&part.entities));
        // Table by table, so that only one of them is there twice.
        let mut rows: Vec<_> = parts.into_iter().map(|part| part.batches.into_iter()).collect();
        let mut join = |table: &&Table| {
            let some: Vec<RecordBatch> = rows.iter_mut().filter_map(Iterator::next).collect();
            match entities.batch(table)? {
                Some(batch) => Ok(batch),
                None => concat_batches(&table.arrow_schema(), &some)
                    .map_err(|cause| Error::caused(cause).at(table.name)),
            }
        };
        let batches = tables().iter().map(&mut join).collect::<Result<_>>()?;
        Ok(Self { batches, entities })
    }

    /// Some rows of these tables; only one of their parts has the entities.
    pub(super) fn part(&self, batches: Vec<RecordBatch>, has_entities: bool) -> Self {
        let entities = if has_entities { self.entities.clone() } else { EntityCounts::default() };
        Self { batches, entities }
    }

    /// The rows of a table; `None` when there is no table of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&RecordBatch> {
        let index = tables().iter().position(|table| table.name == name)?;
        self.batches.get(index)
    }

    /// All batches, in the order of [`tables`]. Those of `actors` and `places` count these documents alone.
    #[must_use]
    pub fn batches(&self) -> &[RecordBatch] {
        &self.batches
    }

    /// The entities of these documents, for merging with those of others.
    #[must_use]
    pub fn entities(&self) -> &EntityCounts {
        &self.entities
    }
}
