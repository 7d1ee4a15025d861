//! What the cells of a row are made of beside the row: its document, and the ids of the rows that it refers to.

use super::cells::Row;
use super::grounding::{IN_CLAUSE, IN_SEGMENT, IN_STATEMENT};
use super::id::RowId;
use super::vocabulary::Vocabulary;
use crate::calendar::Day;
use crate::finding::RowRef;
use crate::rule::{Found, RuleId};
use crate::text::{CharIndex, Span};
use rustc_hash::FxHashMap;

/// How many statements before a place are looked at for the one that holds it.
const LOOK_BACK: usize = 32;

/// Gives the name of a rule.
pub(crate) type RuleName<'r> = dyn Fn(RuleId) -> &'r str + 'r;

/// Where a row stands in its source.
#[derive(Debug, Default)]
pub(crate) struct Place<'p> {
    pub(crate) block_id: Option<&'p str>,
    pub(crate) page: Option<u32>,
    pub(crate) coords: Option<String>,
}

/// Says where spans of the layer stand in the source.
pub(crate) trait Places {
    fn place(&self, span: Span) -> Place<'_>;
}

/// One document whose rows are being written: resolves indices to ids and byte offsets to characters.
pub(crate) struct Context<'a, 'r, A> {
    pub(crate) analysis: &'a A,
    pub(crate) doc_id: &'a str,
    /// The text layer.
    pub(crate) text: &'a str,
    /// "Today" for relative dates.
    pub(crate) reference: Option<Day>,
    chars: CharIndex<'a>,
    rule_name: &'a RuleName<'r>,
    tables: Vec<Prepared>,
    /// Of a source that says where its parts are.
    pub(crate) places: Option<&'a dyn Places>,
}

/// What the rows of a table are called, and where they stand.
pub(super) struct Prepared {
    pub(super) table: &'static str,
    pub(super) ids: Vec<RowId>,
    /// The ids of its groups, by number.
    pub(super) groups: FxHashMap<u32, RowId>,
    /// Of rows that hold other rows: their places, and the rows that hold them.
    pub(super) holders: Vec<(Span, Option<usize>)>,
}

impl<'a, 'r, A> Context<'a, 'r, A> {
    pub(crate) fn new(
        analysis: &'a A,
        (doc_id, text, reference): (&'a str, &'a str, Option<Day>),
        rule_name: &'a RuleName<'r>,
    ) -> Self {
        let chars = CharIndex::new(text);
        Self { analysis, doc_id, text, reference, chars, rule_name, tables: Vec::new(), places: None }
    }

    pub(super) fn add(&mut self, table: Prepared) {
        self.tables.push(table);
    }

    pub(super) fn table(&self, name: &str) -> Option<&Prepared> {
        self.tables.iter().find(|table| table.table == name)
    }

    pub(super) fn ids(&self, table: &str) -> &[RowId] {
        self.table(table).map_or(&[], |table| &table.ids)
    }

    /// The table and the id of a row.
    pub(crate) fn row(&self, row: RowRef) -> Option<(&'static str, &str)> {
        self.ids(row.table).get(row.index).map(|id| (row.table, id.as_str()))
    }

    /// The words at a place, as written.
    pub(crate) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The number of characters before a byte.
    pub(crate) fn chars(&self, byte: u32) -> u32 {
        self.chars.chars(byte)
    }

    /// The columns of [`super::grounding`] of a row.
    pub(crate) fn ground<'c, T>(&self, cells: Row<'c>, found: &Found<T>) -> Row<'c> {
        let cells = cells
            .text("doc_id", self.doc_id)
            .text("segment_id", self.ids(IN_SEGMENT.table).get(found.segment as usize).map(RowId::as_str));
        let cells = self
            .offsets(cells, found.span)
            .text("text", self.slice(found.span))
            .text("rule", (self.rule_name)(found.rule));
        let place = self.places.map(|places| places.place(found.span)).unwrap_or_default();
        cells
            .text("block_id", place.block_id)
            .int32_or_null("page", place.page)
            .text("coords", place.coords.as_deref())
    }

    /// The same, the innermost clause and statement, and what people said of the row.
    pub(crate) fn ground_in_clause<'c, T>(&self, cells: Row<'c>, found: &Found<T>) -> Row<'c> {
        self.ground(cells, found)
            .text("clause_id", self.innermost(IN_CLAUSE.table, found.span))
            .text("statement_id", self.statement(found.span))
            .text("review", found.review.word())
    }

    /// As [`Self::ground`], and what people said of the row.
    pub(crate) fn ground_reviewed<'c, T>(&self, cells: Row<'c>, found: &Found<T>) -> Row<'c> {
        self.ground(cells, found).text("review", found.review.word())
    }

    /// The columns [`super::OFFSETS`] of a row.
    pub(crate) fn offsets<'c>(&self, cells: Row<'c>, span: Span) -> Row<'c> {
        cells
            .int32("char_start", self.chars(span.start))
            .int32("char_end", self.chars(span.end))
            .int32("byte_start", span.start)
            .int32("byte_end", span.end)
    }

    /// The id of the innermost statement whose content holds a place. Contents may overlap, so the shortest is sought.
    fn statement(&self, span: Span) -> Option<&str> {
        let table = self.table(IN_STATEMENT.table)?;
        let behind = table.holders.partition_point(|(place, _)| place.start <= span.start);
        let near = behind.saturating_sub(LOOK_BACK)..behind;
        let length = |at: usize| table.holders.get(at).map_or(0, |(place, _)| place.end - place.start);
        let holds = |&at: &usize| table.holders.get(at).is_some_and(|(place, _)| place.contains(span));
        let at = near.filter(holds).min_by_key(|&at| length(at))?;
        table.ids.get(at).map(RowId::as_str)
    }

    /// The id of the innermost row of a table that holds a place.
    fn innermost(&self, table: &str, span: Span) -> Option<&str> {
        let table = self.table(table)?;
        // Rows stand in text order and nest: what holds the place is the last one that begins before it, or holds that one.
        let mut next = table.holders.partition_point(|(place, _)| place.start <= span.start).checked_sub(1);
        while let Some(at) = next {
            let (place, parent) = table.holders.get(at)?;
            if place.contains(span) {
                return table.ids.get(at).map(RowId::as_str);
            }
            // A parent stands before its parts, so the walk ends.
            next = parent.filter(|&parent| parent < at);
        }
        None
    }
}
