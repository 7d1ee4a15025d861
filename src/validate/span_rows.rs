//! Rows of spans against the text layer of their document.

use super::current_document::CurrentDocument;
use super::example::shortened;
use super::headings::{Headings, SegmentRow};
use super::tables::OpenTable;
use super::tree::{ClauseRow, ClauseTree};
use super::within::{self, Holders, WithinCells};
use crate::check::{Offenders, cell, count, number, text};

use crate::segment::SegmentKind;
use crate::table::{RowIds, Table, Vocabulary};
use crate::text::Span;
use arrow::array::{Int32Array, RecordBatch, StringArray};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// What was found in the rows of a table.
pub(super) struct SpanRows {
    table: &'static Table,
    id_column: Option<&'static str>,
    ids: RowIds,
    /// The ids of the groups of rows that the document has had so far.
    groups: FxHashSet<String>,
    tree: ClauseTree,
    headings: Headings,
    /// A column without which the rows cannot be checked.
    pub(super) lacking: Option<&'static str>,
    pub(super) ungrounded: Offenders,
    pub(super) other_ids: Offenders,
    pub(super) bad_nesting: Offenders,
    pub(super) under_another: Offenders,
    pub(super) elsewhere: Offenders,
    pub(super) unquoted: Offenders,
    pub(super) other_kinds: Offenders,
    /// The spans of the rows of the documents that are looked at, by the hashes of their ids.
    pub(super) spans: Vec<(u64, Span)>,
    /// The kinds of entities.
    pub(super) kinds: Arc<FxHashMap<String, String>>,
    /// Rows and documents of each entity, by the hash of its id.
    pub(super) entities: FxHashMap<u64, (u64, u64)>,
    /// Documents of `texts`.
    pub(super) texts: Vec<(String, String)>,
    in_document: FxHashSet<u64>,
}

/// The columns of a batch.
pub(super) struct Cells<'b> {
    offsets: [Option<&'b Int32Array>; 4],
    doc_id: Option<&'b StringArray>,
    text: Option<&'b StringArray>,
    id: Option<&'b StringArray>,
    aspect: Option<&'b StringArray>,
    row_id: Option<&'b StringArray>,
    entity_id: Option<&'b StringArray>,
    parent_id: Option<&'b StringArray>,
    heading_id: Option<&'b StringArray>,
    group_id: Option<&'b StringArray>,
    level: Option<&'b Int32Array>,
    kind: Option<&'b StringArray>,
    within: WithinCells<'b>,
}

const OFFSETS: [&str; 4] = ["byte_start", "byte_end", "char_start", "char_end"];

impl SpanRows {
    /// The columns that are read.
    pub(super) fn columns(open: &OpenTable) -> Vec<&'static str> {
        let mut wanted = vec!["doc_id", "text", "row_id", "entity_id", "parent_id", "heading_id", "level"];
        wanted.extend(OFFSETS);
        wanted.extend(open.id_column());
        wanted.extend(open.table.aspect);
        wanted.extend(open.table.group.map(|group| group.column));
        let declared = |name: &&'static str| open.table.columns().any(|column| column.name == *name);
        wanted.into_iter().filter(declared).collect()
    }

    /// The columns that are read: those that it cannot do without, and some that it can.
    pub(super) fn read_columns(open: &OpenTable) -> Vec<&'static str> {
        let mut columns = Self::columns(open);
        columns.extend(
            within::columns(open).into_iter().filter(|name| !columns.contains(name)).collect::<Vec<_>>(),
        );
        columns
    }

    pub(super) fn new(open: &OpenTable) -> Self {
        Self {
            table: open.table,
            id_column: open.id_column(),
            ids: RowIds::default(),
            groups: FxHashSet::default(),
            tree: ClauseTree::default(),
            headings: Headings::default(),
            lacking: open.lacks(&Self::columns(open)),
            ungrounded: Offenders::default(),
            other_ids: Offenders::default(),
            bad_nesting: Offenders::default(),
            under_another: Offenders::default(),
            elsewhere: Offenders::default(),
            unquoted: Offenders::default(),
            other_kinds: Offenders::default(),
            spans: Vec::new(),
            kinds: Arc::default(),
            entities: FxHashMap::default(),
            texts: Vec::new(),
            in_document: FxHashSet::default(),
        }
    }

    pub(super) fn next_document(&mut self) {
        self.ids.next_document();
        self.tree.clear();
        self.headings.clear();
        self.groups.clear();
        self.in_document.clear();
    }

    pub(super) fn cells<'b>(&self, open: &OpenTable, batch: &'b RecordBatch) -> Cells<'b> {
        Cells {
            offsets: OFFSETS.map(|name| number(batch, name)),
            doc_id: text(batch, "doc_id"),
            text: text(batch, "text"),
            id: self.id_column.and_then(|name| text(batch, name)),
            aspect: self.table.aspect.and_then(|name| text(batch, name)),
            row_id: text(batch, "row_id"),
            entity_id: text(batch, "entity_id"),
            parent_id: text(batch, "parent_id"),
            heading_id: text(batch, "heading_id"),
            group_id: self.table.group.and_then(|group| text(batch, group.column)),
            level: number(batch, "level"),
            kind: text(batch, "kind"),
            within: WithinCells::of(open, batch),
        }
    }

    /// Looks at the next row of a document; `place` is its piece and its row there.
    pub(super) fn look(
        &mut self,
        document: &CurrentDocument<'_>,
        cells: &Cells<'_>,
        row: usize,
        place: (usize, u64),
        holders: &Holders,
    ) {
        let get = |column| at(column, row);
        if self.table.name == "texts" {
            if let (Some(doc_id), Some(text)) = (get(cells.doc_id), get(cells.text)) {
                self.texts.push((doc_id.to_owned(), text.to_owned()));
            }
            return;
        }
        if let Some(entity) = get(cells.entity_id).filter(|_| self.table.name == "mentions") {
            let hash = xxh3_64(entity.as_bytes());
            let counts = self.entities.entry(hash).or_default();
            counts.0 += 1;
            counts.1 += u64::from(self.in_document.insert(hash));
            if let (Some(kind), Some(expected)) = (get(cells.kind), self.kinds.get(entity))
                && kind != expected
            {
                self.other_kinds.add(place.0, place.1, || {
                    format!("kind is {kind}, its entity {entity} is of the kind {expected}")
                });
            }
        }
        if self.lacking.is_some() {
            return;
        }
        let [start, end, first, last] =
            cells.offsets.map(|column| column.and_then(|column| count(column, row)));
        if let (Some(start), Some(end), Some(id), Some(list), Some(level)) =
            (start, end, get(cells.id), get(cells.group_id), cells.level.and_then(|level| count(level, row)))
        {
            let parent = get(cells.parent_id);
            if let Some(wrong) = self.tree.add(ClauseRow { id, parent, list, level, start, end }) {
                self.bad_nesting.add(place.0, place.1, || wrong);
            }
        }
        if let (Some(id), "segments") = (get(cells.id), self.table.name) {
            let is_heading = get(cells.aspect) == Some(SegmentKind::Heading.word());
            let level = cells.level.and_then(|level| count(level, row)).unwrap_or_default();
            let heading = get(cells.heading_id);
            if let Some(wrong) = self.headings.add(SegmentRow { id, is_heading, level, heading }) {
                self.under_another.add(place.0, place.1, || wrong);
            }
        }
        if let (Some(start), Some(end)) = (start, end) {
            let span = Span::new(start.min(end), end);
            if let Some(id) = get(cells.id) {
                self.spans.push((xxh3_64(id.as_bytes()), span));
            }
            if let Some(wrong) = cells.within.place(row, span, get(cells.id), holders) {
                self.elsewhere.add(place.0, place.1, || wrong);
            }
        }
        let Some((layer, index)) = &document.layer else { return };
        if let Some(wrong) = cells.within.words(row, layer) {
            self.unquoted.add(place.0, place.1, || wrong);
        }
        let span = match (start, end, first, last) {
            (Some(start), Some(end), Some(first), Some(last)) => {
                let slice = layer.get(start as usize..end as usize);
                let text = get(cells.text);
                if slice.is_none() || slice != text || index.chars(start) != first || index.chars(end) != last
                {
                    self.ungrounded.add(place.0, place.1, || {
                        let slice = slice.map_or("no text".to_owned(), |slice| format!("«{}»", shortened(slice)));
                        let (a, b) = (index.chars(start), index.chars(end));
                        format!("the source has {slice} at bytes {start}..{end}, characters {a}..{b}; the row says {first}..{last}")
                    });
                    // Its id was made of what stands elsewhere.
                    return;
                }
                Span::new(start, end)
            }
            // Findings have characters alone.
            (_, _, Some(first), Some(last))
                if first > last
                    || index.byte(last) as usize > layer.len()
                    || index.chars(index.byte(last)) < last =>
            {
                let chars = index.chars(u32::MAX);
                self.ungrounded.add(place.0, place.1, || {
                    format!("characters {first}..{last} of a text that has {chars}")
                });
                return;
            }
            (_, _, Some(first), Some(last)) => Span::new(index.byte(first), index.byte(last)),
            _ => return,
        };
        self.check_ids(document.doc_id, layer, span, cells, row, place);
    }

    fn check_ids(
        &mut self,
        doc_id: &str,
        layer: &str,
        span: Span,
        cells: &Cells<'_>,
        row: usize,
        place: (usize, u64),
    ) {
        let get = |column| at(column, row);
        let Some(found) = get(cells.id) else { return };
        let aspect = get(cells.aspect).unwrap_or_default();
        let expected = match get(cells.row_id) {
            Some(row_id) => self.ids.of_row(self.table, doc_id, aspect, row_id),
            None => self.ids.of_span(self.table, doc_id, aspect, layer, span),
        };
        if found != expected.as_str() {
            self.other_ids.add(place.0, place.1, || format!("expected the id {}", expected.as_str()));
        }
        // A group has its id from its first row.
        if let (Some(group), Some(found)) = (&self.table.group, get(cells.group_id))
            && self.groups.insert(found.to_owned())
        {
            let expected = self.ids.of_group(group, doc_id, layer, span);
            if found != expected.as_str() {
                let column = group.column;
                self.other_ids
                    .add(place.0, place.1, || format!("{column} is {found}, expected {}", expected.as_str()));
            }
        }
    }
}

fn at(column: Option<&StringArray>, row: usize) -> Option<&str> {
    cell(column?, row)
}
