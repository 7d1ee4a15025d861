//! Whether rows lie in the rows that they name, and whether the words that they quote stand in the text.

use super::tables::OpenTable;
use crate::text::Span;
use arrow::array::{RecordBatch, StringArray};
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

/// Columns that name a row which holds this one, and the table of that.
const HOLDERS: [(&str, &str); 4] = [
    ("segment_id", "segments"),
    ("block_id", "blocks"),
    ("clause_id", "clauses"),
    ("statement_id", "statements"),
];

/// Tables whose rows hold others, in the order in which they are met: each may lie in those before it.
pub(super) const HOLDING: [&str; 4] = ["segments", "blocks", "clauses", "statements"];

/// Columns that name the row itself and are told by other checks: a clause's own id, say.
fn is_own(table: &str, holder: &str) -> bool {
    table == holder
}

/// Columns whose words are taken from the text as they stand there.
const QUOTED: [(&str, &[&str]); 5] = [
    ("figures", &["unit_text", "item", "item_text", "subject_text"]),
    ("mentions", &["role"]),
    ("clauses", &["label", "instrument"]),
    ("provisions", &["object_text", "condition"]),
    ("statements", &["speaker_text", "cue_text"]),
];

/// Columns that name another row, which no row does of itself.
const OTHERS: [&str; 4] = ["parent_id", "anchor_id", "paired_with", "heading_id"];

/// The spans of the rows that hold others, of the documents that are looked at, by table and id.
#[derive(Debug, Default)]
pub(super) struct Holders(FxHashMap<(&'static str, u64), Span>);

impl Holders {
    /// Takes over the spans of a table.
    pub(super) fn add(&mut self, table: &'static str, spans: &[(u64, Span)]) {
        self.0.extend(spans.iter().map(|(id, span)| ((table, *id), *span)));
    }
}

/// The columns of a table that are looked at here.
pub(super) fn columns(open: &OpenTable) -> Vec<&'static str> {
    let wanted = HOLDERS.iter().map(|(column, _)| *column).chain(quoted(open)).chain(OTHERS);
    let mut wanted: Vec<&str> = wanted.collect();
    if open.table.name == "mentions" {
        wanted.push("kind");
    }
    let declared = open.table.columns().map(|column| column.name);
    declared.filter(|name| wanted.contains(name) && open.has(name)).collect()
}

fn quoted(open: &OpenTable) -> impl Iterator<Item = &'static str> {
    let of_table = QUOTED.iter().find(|(table, _)| *table == open.table.name);
    of_table.into_iter().flat_map(|(_, columns)| columns.iter().copied())
}

/// The columns of a batch.
pub(super) struct WithinCells<'b> {
    holders: Vec<(&'static str, &'static str, &'b StringArray)>,
    quoted: Vec<(&'static str, &'b StringArray)>,
    others: Vec<(&'static str, &'b StringArray)>,
}

impl<'b> WithinCells<'b> {
    pub(super) fn of(open: &OpenTable, batch: &'b RecordBatch) -> Self {
        let column = |name| crate::check::text(batch, name);
        Self {
            holders: HOLDERS
                .into_iter()
                .filter(|(_, holder)| !is_own(open.table.name, holder))
                .filter_map(|(name, holder)| Some((name, holder, column(name)?)))
                .collect(),
            quoted: quoted(open).filter_map(|name| Some((name, column(name)?))).collect(),
            others: OTHERS.into_iter().filter_map(|name| Some((name, column(name)?))).collect(),
        }
    }

    /// What is wrong with the place of a row.
    pub(super) fn place(
        &self,
        row: usize,
        span: Span,
        id: Option<&str>,
        holders: &Holders,
    ) -> Option<String> {
        let cell = |column: &'b StringArray| crate::check::cell(column, row);
        for (name, holder, column) in &self.holders {
            let Some(held_by) = cell(column) else { continue };
            // What is not there at all is a dangling reference.
            let Some(outer) = holders.0.get(&(*holder, xxh3_64(held_by.as_bytes()))) else { continue };
            if span.start < outer.start || span.start >= outer.end.max(outer.start + 1) {
                let (start, end) = (outer.start, outer.end);
                return Some(format!(
                    "begins at byte {}, its {name} {held_by} has {start}..{end}",
                    span.start
                ));
            }
        }
        let own = |(name, column): &(&'static str, &'b StringArray)| {
            let found = cell(column).filter(|found| Some(*found) == id)?;
            Some(format!("{name} {found} is the row itself"))
        };
        self.others.iter().find_map(own)
    }

    /// The words that a row quotes and its text does not have.
    pub(super) fn words(&self, row: usize, layer: &str) -> Option<String> {
        let missing = |(name, column): &(&'static str, &'b StringArray)| {
            let words = crate::check::cell(column, row).filter(|words| !words.is_empty())?;
            let is_there = memchr::memmem::find(layer.as_bytes(), words.as_bytes()).is_some();
            (!is_there).then(|| format!("{name}: «{}» is not in the text", super::example::shortened(words)))
        };
        self.quoted.iter().find_map(missing)
    }
}
