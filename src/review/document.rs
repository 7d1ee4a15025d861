//! A document with its rows, as the page needs them.

use super::columns::{compact, numbers, texts};
use super::units::Units;
use crate::corrections::{Correction, LetterRange, Letters, Located};
use crate::table::Table;
use crate::text::Span;
use arrow::array::RecordBatch;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A document, its text and the rows of its tables.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) doc_id: String,
    /// The row of the table `documents`.
    pub(super) about: Map<String, Value>,
    pub(super) text: String,
    /// Tables whose rows have places in the text.
    pub(super) tables: Vec<Placed>,
    /// What findings say, and of which rows.
    pub(super) findings: Value,
    /// Tables that tie rows to others.
    pub(super) links: Map<String, Value>,
    /// Headings and rows of tables: first and last offset, and what they are.
    pub(super) blocks: Vec<Value>,
    /// Pages and where they begin.
    pub(super) pages: Vec<Value>,
    /// All words of the rows and links that may be ids of entities.
    pub(super) entities: BTreeSet<String>,
    /// Lines of corrections about this document.
    pub(super) lines: Vec<Correction>,
    /// Tables and ids of the rows that findings speak of.
    pub(super) found: FxHashSet<(String, String)>,
}

/// A table whose rows have places in the text.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) name: &'static str,
    pub(super) ids: Vec<String>,
    pub(super) rules: Vec<String>,
    pub(super) methods: Vec<String>,
    /// First and last offset of each row, in bytes.
    pub(super) bytes: Vec<(u32, u32)>,
    payload: Value,
}

/// Columns that the page has otherwise: from the text, or by the document.
const LEFT_OUT: [&str; 7] =
    ["doc_id", "segment_id", "char_start", "char_end", "byte_start", "byte_end", "text"];

impl Document {
    /// Takes the rows of a table with places.
    pub(super) fn place(&mut self, table: &'static Table, batches: &[RecordBatch], units: &Units) {
        let Some(&key) = table.primary_key.first() else { return };
        let (starts, lengths) = spans(batches, units);
        let ids = texts(batches, key);
        self.note_entities(batches);
        let left_out = [&LEFT_OUT[..], &[key]].concat();
        let payload = json!({
            "key": key,
            "id": ids,
            "start": starts,
            "length": lengths,
            "columns": compact(batches, &left_out),
        });
        let (rules, methods) = (texts(batches, "rule"), texts(batches, "method"));
        let bytes =
            |column| numbers(batches, column).into_iter().map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let bytes = bytes("byte_start").zip(bytes("byte_end")).collect();
        self.tables.push(Placed { name: table.name, ids, rules, methods, bytes, payload });
    }

    /// Takes the findings.
    pub(super) fn find(&mut self, batches: &[RecordBatch], units: &Units) {
        let (starts, lengths) = spans(batches, units);
        self.found = texts(batches, "table").into_iter().zip(texts(batches, "row_id")).collect();
        self.findings = json!({ "start": starts, "length": lengths, "columns": compact(batches, &LEFT_OUT) });
    }

    /// Takes a table of links.
    pub(super) fn link(&mut self, table: &'static Table, batches: &[RecordBatch]) {
        let columns = compact(batches, &["doc_id"]);
        if !columns.is_empty() {
            self.note_entities(batches);
            let rows: usize = batches.iter().map(RecordBatch::num_rows).sum();
            self.links.insert(table.name.to_owned(), json!({ "rows": rows, "columns": columns }));
        }
    }

    /// Takes the segments, of which the page shows headings and rows of tables as such.
    pub(super) fn lay_out(&mut self, batches: &[RecordBatch], units: &Units) {
        let (kinds, levels) = (texts(batches, "kind"), numbers(batches, "level"));
        let (starts, ends) = (numbers(batches, "char_start"), numbers(batches, "char_end"));
        for ((kind, level), (start, end)) in kinds.iter().zip(levels).zip(starts.into_iter().zip(ends)) {
            if ["heading", "table_row"].contains(&kind.as_str()) {
                self.blocks.push(json!([units.offset(start), units.offset(end), kind, level]));
            }
        }
    }

    /// Takes the pages.
    pub(super) fn page(&mut self, batches: &[RecordBatch], units: &Units) {
        let starts = numbers(batches, "char_start").into_iter().map(|start| units.offset(start));
        self.pages = numbers(batches, "page")
            .into_iter()
            .zip(starts)
            .map(|(page, start)| json!([page, start]))
            .collect();
    }

    /// Whether a finding speaks of a row.
    pub(super) fn has_finding(&self, table: &Placed, row: usize) -> bool {
        table.ids.get(row).is_some_and(|id| self.found.contains(&(table.name.to_owned(), id.clone())))
    }

    /// The rows that lines of corrections are about, by table and number: those of their ids, else those at their words.
    pub(super) fn reviewed(&self) -> FxHashSet<(&'static str, usize)> {
        let mut out = FxHashSet::default();
        let mut letters = None;
        for table in &self.tables {
            let about = self.lines.iter().filter(|line| line.table == table.name).collect::<Vec<_>>();
            if about.is_empty() {
                continue;
            }
            let numbers = |row: usize| (table.name, row);
            let by_id: FxHashMap<&str, usize> =
                table.ids.iter().enumerate().map(|(row, id)| (id.as_str(), row)).collect();
            let letters = letters.get_or_insert_with(|| Letters::new(&self.text));
            let mut by_place: FxHashMap<LetterRange, Vec<usize>> = FxHashMap::default();
            for (row, &(start, end)) in table.bytes.iter().enumerate() {
                by_place.entry(letters.of(Span::new(start, end.max(start)))).or_default().push(row);
            }
            for line in about {
                if let Some(&row) = line.row_id.as_deref().and_then(|id| by_id.get(id)) {
                    out.insert(numbers(row));
                } else if let Located::At(place) = letters.locate(&line.quote, false)
                    && let Some([row]) = by_place.get(&place).map(Vec::as_slice)
                {
                    out.insert(numbers(*row));
                }
            }
        }
        out
    }

    /// What the page has of the document and its rows.
    pub(super) fn payload(&self) -> Value {
        let tables: Map<String, Value> =
            self.tables.iter().map(|table| (table.name.to_owned(), table.payload.clone())).collect();
        json!({
            "doc": self.about,
            "text": self.text,
            "tables": tables,
            "findings": self.findings,
            "links": self.links,
            "blocks": self.blocks,
            "pages": self.pages,
        })
    }

    fn note_entities(&mut self, batches: &[RecordBatch]) {
        let mut columns: FxHashMap<String, ()> = FxHashMap::default();
        for batch in batches {
            columns.extend(batch.schema().fields().iter().map(|field| (field.name().clone(), ())));
        }
        for column in [
            "entity_id",
            "subject_id",
            "agent_id",
            "recipient_id",
            "place_id",
            "speaker_id",
            "medium_id",
            "addressee_id",
            "role_of",
        ] {
            if columns.contains_key(column) {
                self.entities.extend(texts(batches, column).into_iter().filter(|id| !id.is_empty()));
            }
        }
    }
}

/// Where rows begin, each told from the one before, and how long they are, in code units; a row without a place has -1.
fn spans(batches: &[RecordBatch], units: &Units) -> (Vec<i64>, Vec<i64>) {
    let (starts, ends) = (numbers(batches, "char_start"), numbers(batches, "char_end"));
    let mut before = 0;
    let pairs = starts.into_iter().zip(ends).map(|(start, end)| {
        if start < 0 {
            return (0, -1);
        }
        let (start, end) = (units.offset(start), units.offset(end));
        let step = start - before;
        before = start;
        (step, end - start)
    });
    pairs.unzip()
}
