//! Writes the rows of one document, table by table.

use crate::Result;
use crate::extract::{Analysis, Found};
use crate::language::Language;
use crate::rule::RuleId;
use crate::table::columns::Row;
use crate::table::declaration::tables;
use crate::table::declaration::{CLAUSES, DATES, FIGURES, MENTIONS, PROVISIONS, SEGMENTS};
use crate::table::id::{RowId, RowIds};
use crate::table::record::{DocumentColumns, DocumentRecord};
use crate::table::schema::Table;
use crate::table::vocabulary::Vocabulary;
use crate::text::{CharIndex, Span};
use std::ops::Range;

/// Gives the name of a rule.
pub(in crate::table) type RuleName<'r> = dyn Fn(RuleId) -> &'r str + 'r;

/// Writes one document: resolves indices to ids and byte offsets to characters.
pub(in crate::table) struct Writer<'a, 'r> {
    pub(super) record: &'a DocumentRecord<'a>,
    pub(super) analysis: &'a Analysis,
    pub(super) text: &'a str,
    pub(super) chars: CharIndex<'a>,
    pub(super) rule_name: &'a RuleName<'r>,
    pub(super) segments: Vec<RowId>,
    pub(super) dates: Vec<RowId>,
    pub(super) figures: Vec<RowId>,
    pub(super) mentions: Vec<RowId>,
    pub(super) clauses: Vec<RowId>,
    pub(super) provisions: Vec<RowId>,
}

impl<'a, 'r> Writer<'a, 'r> {
    /// Gives every row its id, since rows refer to rows that come later.
    pub(in crate::table) fn new(
        record: &'a DocumentRecord<'a>,
        analysis: &'a Analysis,
        text: &'a str,
        rule_name: &'a RuleName<'r>,
        ids: &mut RowIds,
    ) -> Self {
        let doc_id = record.doc_id;
        let segments = analysis
            .segments
            .iter()
            .map(|segment| ids.of_span(&SEGMENTS, doc_id, segment.kind.word(), text, segment.span))
            .collect();
        Self {
            segments,
            dates: ids_of(&DATES, ids, doc_id, text, &analysis.dates),
            figures: ids_of(&FIGURES, ids, doc_id, text, &analysis.figures),
            mentions: ids_of(&MENTIONS, ids, doc_id, text, &analysis.mentions),
            clauses: ids_of(&CLAUSES, ids, doc_id, text, &analysis.clauses),
            provisions: ids_of(&PROVISIONS, ids, doc_id, text, &analysis.provisions),
            record,
            analysis,
            text,
            chars: CharIndex::new(text),
            rule_name,
        }
    }

    /// Appends all rows, and calls `full` whenever there are about `step` new ones; `ids` is what gave the rows theirs.
    pub(in crate::table) fn write(
        &self,
        columns: &mut DocumentColumns,
        ids: &mut RowIds,
        step: usize,
        full: &mut dyn FnMut(&mut DocumentColumns) -> Result<()>,
    ) -> Result<()> {
        self.document(columns);
        let lists = self.lists(ids);
        let analysis = self.analysis;
        type Some<'f> = &'f mut dyn FnMut(&mut DocumentColumns, Range<usize>);
        let tables: [(usize, Some<'_>); 7] = [
            (analysis.segments.len(), &mut |columns, some| self.segments(columns, some)),
            (analysis.dates.len(), &mut |columns, some| self.dates(columns, some)),
            (analysis.figures.len(), &mut |columns, some| self.figures(columns, some)),
            (analysis.mentions.len(), &mut |columns, some| self.mentions(columns, some)),
            (analysis.clauses.len(), &mut |columns, some| self.clauses(columns, &lists, some)),
            (analysis.provisions.len(), &mut |columns, some| self.provisions(columns, some)),
            (analysis.references.len(), &mut |columns, some| self.references(columns, ids, some)),
        ];
        for (rows, append) in tables {
            in_steps(rows, step, columns, append, full)?;
        }
        in_steps(
            analysis.findings.len(),
            step,
            columns,
            &mut |columns, some| self.findings(columns, ids, some),
            full,
        )
    }

    fn document(&self, columns: &mut DocumentColumns) {
        let counts = [&self.dates, &self.figures, &self.mentions, &self.clauses].map(|ids| count(ids));
        document(self.record, self.text, self.chars.chars(u32::MAX), self.analysis.language, counts, columns);
    }

    /// Appends the rows of `documents` and `texts` for a document whose other rows are known from an earlier run; `rows`
    /// are the numbers of rows of all tables.
    pub(in crate::table) fn known(
        record: &DocumentRecord<'_>,
        rows: &[u32],
        language: Language,
        text: &str,
        columns: &mut DocumentColumns,
    ) {
        let rows = |of: &Table| {
            let at = tables().iter().position(|table| table.name == of.name);
            at.and_then(|at| rows.get(at)).copied().unwrap_or_default()
        };
        let chars = CharIndex::new(text).chars(u32::MAX);
        document(record, text, chars, language, [&DATES, &FIGURES, &MENTIONS, &CLAUSES].map(rows), columns);
    }

    fn segments(&self, columns: &mut DocumentColumns, some: Range<usize>) {
        for (segment, id) in with_ids(&self.analysis.segments, &self.segments, some) {
            let row = columns
                .segments
                .row()
                .text("segment_id", id.as_str())
                .text("doc_id", self.record.doc_id)
                .text("kind", segment.kind.word())
                .text("parent_id", segment.parent.and_then(|parent| id_at(&self.segments, parent as usize)))
                .text(
                    "heading_id",
                    segment.heading.and_then(|heading| id_at(&self.segments, heading as usize)),
                )
                .int32("level", u32::from(segment.level))
                .int32("ordinal", segment.ordinal);
            self.offsets(row, segment.span).text("text", self.slice(segment.span));
        }
    }

    /// The grounding columns of a row.
    pub(super) fn ground<'c, T>(&self, row: Row<'c>, found: &Found<T>) -> Row<'c> {
        let row = row
            .text("doc_id", self.record.doc_id)
            .text("segment_id", id_at(&self.segments, found.segment as usize));
        self.offsets(row, found.span)
            .text("text", self.slice(found.span))
            .text("rule", (self.rule_name)(found.rule))
    }

    /// The grounding columns of a row that may stand in a clause.
    pub(super) fn ground_in_clause<'c, T>(&self, row: Row<'c>, found: &Found<T>) -> Row<'c> {
        self.ground(row, found).text("clause_id", self.clause_around(found.span))
    }

    pub(super) fn offsets<'c>(&self, row: Row<'c>, span: Span) -> Row<'c> {
        row.int32("char_start", self.chars.chars(span.start))
            .int32("char_end", self.chars.chars(span.end))
            .int32("byte_start", span.start)
            .int32("byte_end", span.end)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The id of the innermost clause that holds a place.
    pub(super) fn clause_around(&self, span: Span) -> Option<&str> {
        let clauses = &self.analysis.clauses;
        // Clauses stand in text order and nest: what holds the place is the last one that begins before
        // it, or holds that one.
        let mut next = clauses.partition_point(|row| row.span.start <= span.start).checked_sub(1);
        while let Some(at) = next {
            let row = clauses.get(at)?;
            if row.span.contains(span) {
                return id_at(&self.clauses, at);
            }
            // A parent stands before its parts, so the walk ends.
            next = row.value.parent.filter(|&parent| parent < at);
        }
        None
    }

    pub(super) fn entity(&self, index: usize) -> Option<&'a str> {
        self.analysis.entities.get(index).map(|entity| entity.id.as_str())
    }
}

/// The rows of `documents` and `texts`; `counts` are those of dates, figures, mentions and clauses.
fn document(
    record: &DocumentRecord<'_>,
    text: &str,
    chars: u32,
    language: Language,
    [dates, figures, mentions, clauses]: [u32; 4],
    columns: &mut DocumentColumns,
) {
    columns
        .documents
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
        .int32("dates", dates)
        .int32("figures", figures)
        .int32("mentions", mentions)
        .int32("clauses", clauses);
    if record.keep_text {
        columns.texts.row().text("doc_id", record.doc_id).text("text", text);
    }
}

/// Appends the rows of one table, some at a time.
fn in_steps(
    rows: usize,
    step: usize,
    columns: &mut DocumentColumns,
    append: &mut dyn FnMut(&mut DocumentColumns, Range<usize>),
    full: &mut dyn FnMut(&mut DocumentColumns) -> Result<()>,
) -> Result<()> {
    let mut done = 0;
    while done < rows {
        let next = rows.min(done.saturating_add(step));
        append(columns, done..next);
        if next - done == step {
            full(columns)?;
        }
        done = next;
    }
    Ok(())
}

/// Some of a table's rows with their ids.
pub(super) fn with_ids<'x, T>(
    rows: &'x [T],
    ids: &'x [RowId],
    some: Range<usize>,
) -> impl Iterator<Item = (&'x T, &'x RowId)> {
    let rows = rows.get(some.clone()).unwrap_or_default();
    rows.iter().zip(ids.get(some).unwrap_or_default())
}

fn ids_of<T>(table: &Table, ids: &mut RowIds, doc_id: &str, text: &str, rows: &[Found<T>]) -> Vec<RowId> {
    rows.iter().map(|row| ids.of_span(table, doc_id, "", text, row.span)).collect()
}

pub(super) fn id_at(ids: &[RowId], index: usize) -> Option<&str> {
    ids.get(index).map(RowId::as_str)
}

fn count(ids: &[RowId]) -> u32 {
    u32::try_from(ids.len()).unwrap_or(u32::MAX)
}
