//! Two datasets row by row: what was added, removed and changed.
//!
//! Rows are told by their table's key, or by all their cells where a table has none; they are compared by hashes, and
//! only those that differ are looked at cell by cell.

use super::{CellBytes, Dataset, Piece};
use crate::error::Result;
use crate::table::Table;
use crate::tables;
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::cmp::Ordering;
use xxhash_rust::xxh3::xxh3_64;

/// What tells two datasets apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Tables that differ, in the order of their declaration.
    pub tables: Vec<TableDiff>,
}

/// What tells two tables apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableDiff {
    /// The table.
    pub table: String,
    /// Rows of the old table; `None` where it is not there.
    pub rows_before: Option<u64>,
    /// Rows of the new one.
    pub rows_after: Option<u64>,
    /// Columns of the new table alone.
    pub columns_added: Vec<String>,
    /// Columns of the old table alone.
    pub columns_removed: Vec<String>,
    /// Rows of the new table alone.
    pub added: u64,
    /// Rows of the old table alone.
    pub removed: u64,
    /// Rows that have other cells.
    pub changed: u64,
    /// Changed cells of each column that has any.
    pub cells: Vec<(String, u64)>,
    /// The first rows of each kind, in the order of the rows.
    pub first: Vec<RowDiff>,
}

/// A row that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowDiff {
    /// How.
    pub change: RowChange,
    /// Its key, or its first cells.
    pub key: String,
    /// Its document.
    pub doc_id: Option<String>,
    /// Its text, of the new row where there is one.
    pub text: Option<String>,
    /// The cells that changed.
    pub cells: Vec<CellDiff>,
}

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowChange {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has other cells.
    Changed,
}

/// A cell before and after; `None` is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellDiff {
    /// The column.
    pub column: String,
    /// What it held.
    pub before: Option<String>,
    /// What it holds.
    pub after: Option<String>,
}

/// How many rows of each kind a diff shows.
const SHOWN: usize = 5;

/// Changed rows whose cells are held at the same time.
const AT_ONCE: usize = 1 << 18;

impl Diff {
    /// Whether the rows are the same.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// What is said of one table.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&TableDiff> {
        self.tables.iter().find(|table| table.table == name)
    }
}

/// Compares two datasets.
///
/// # Errors
/// Where a table cannot be read.
pub fn diff(old: &Dataset, new: &Dataset) -> Result<Diff> {
    let mut tables = Vec::new();
    for &table in tables::tables() {
        let (before, after) = (Side::open(old, table)?, Side::open(new, table)?);
        tables.extend(compare(table, &before, &after)?);
    }
    Ok(Diff { tables })
}

/// One of the two tables.
struct Side {
    there: bool,
    pieces: Vec<Piece>,
}

/// A row by its hashes and its place in the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u64,
    at: u64,
    cells: u64,
}

impl Side {
    fn open(dataset: &Dataset, table: &Table) -> Result<Self> {
        let there = dataset.format_of(table.name).is_some();
        Ok(Self { there, pieces: if there { dataset.pieces(table.name)? } else { Vec::new() } })
    }

    fn schema(&self) -> Option<&SchemaRef> {
        self.pieces.first().map(Piece::schema)
    }

    fn columns(&self) -> Vec<String> {
        let fields = self.schema().into_iter().flat_map(|schema| schema.fields());
        fields.map(|field| field.name().clone()).collect()
    }

    fn rows(&self) -> Option<u64> {
        self.there.then(|| self.pieces.iter().map(Piece::rows).sum())
    }

    /// All rows, sorted by key.
    fn entries(&self, key: &[&str], columns: &[&str]) -> Result<Vec<Entry>> {
        let mut first = 0;
        let numbered: Vec<(u64, &Piece)> = self
            .pieces
            .iter()
            .map(|piece| {
                let before = first;
                first += piece.rows();
                (before, piece)
            })
            .collect();
        let read: Vec<Vec<Entry>> = numbered
            .into_par_iter()
            .map(|(before, piece)| {
                let mut entries = Vec::with_capacity(usize::try_from(piece.rows()).unwrap_or(0));
                let mut bytes = Vec::new();
                for batch in piece.read(Some(columns))? {
                    let batch = batch?;
                    let (keys, cells) = (of(&batch, key), of(&batch, columns));
                    for row in 0..batch.num_rows() {
                        let at = before + entries.len() as u64;
                        let cells = hash(&cells, row, &mut bytes);
                        let key = if key.is_empty() { cells } else { hash(&keys, row, &mut bytes) };
                        entries.push(Entry { key, at, cells });
                    }
                }
                Ok(entries)
            })
            .collect::<Result<_>>()?;
        let mut entries = read.concat();
        entries.par_sort_unstable();
        Ok(entries)
    }

    /// One row, with these columns.
    fn row(&self, columns: &[&str], mut at: u64) -> Result<Option<RecordBatch>> {
        for piece in &self.pieces {
            if at < piece.rows() {
                return piece.row(Some(columns), at).map(Some);
            }
            at -= piece.rows();
        }
        Ok(None)
    }

    /// Calls `row` with the hashes of the cells of each row at one of these places, which ascend.
    fn pick(&self, columns: &[&str], places: &[u64], mut row: impl FnMut(u64, Vec<u64>)) -> Result<()> {
        let (mut at, mut places) = (0, places.iter().copied().peekable());
        let mut bytes = Vec::new();
        for piece in &self.pieces {
            // Pieces without a wanted row are not read.
            if places.peek().is_none_or(|&next| next >= at + piece.rows()) {
                at += piece.rows();
                continue;
            }
            for batch in piece.read(Some(columns))? {
                let batch = batch?;
                let cells = of(&batch, columns);
                let end = at + batch.num_rows() as u64;
                while let Some(place) = places.next_if(|&next| next < end) {
                    let n = (place - at) as usize;
                    row(
                        place,
                        cells.iter().map(|cell| hash(std::slice::from_ref(cell), n, &mut bytes)).collect(),
                    );
                }
                at = end;
            }
        }
        Ok(())
    }
}

/// The named columns of a batch, in that order.
fn of<'b>(batch: &'b RecordBatch, columns: &[&str]) -> Vec<CellBytes<'b>> {
    columns.iter().filter_map(|name| batch.column_by_name(name)).map(CellBytes::new).collect()
}

fn hash(cells: &[CellBytes<'_>], row: usize, bytes: &mut Vec<u8>) -> u64 {
    bytes.clear();
    cells.iter().for_each(|cell| cell.push(row, bytes));
    xxh3_64(bytes)
}

fn compare(table: &Table, old: &Side, new: &Side) -> Result<Option<TableDiff>> {
    let (before, after) = (old.columns(), new.columns());
    let without = |these: &[String], others: &[String]| -> Vec<String> {
        these.iter().filter(|name| !others.contains(name)).cloned().collect()
    };
    let common: Vec<&str> = match (old.there, new.there) {
        (true, true) => before.iter().filter(|name| after.contains(name)).map(String::as_str).collect(),
        (true, false) => before.iter().map(String::as_str).collect(),
        _ => after.iter().map(String::as_str).collect(),
    };
    let key: Vec<&str> = table.primary_key.to_vec();
    let key = if key.iter().all(|name| common.contains(name)) { key } else { Vec::new() };
    let (olds, news) = (old.entries(&key, &common)?, new.entries(&key, &common)?);
    let mut rows = Rows::of(&olds, &news);
    let both = old.there && new.there;
    let mut found = TableDiff {
        table: table.name.to_owned(),
        rows_before: old.rows(),
        rows_after: new.rows(),
        columns_added: if both { without(&after, &before) } else { Vec::new() },
        columns_removed: if both { without(&before, &after) } else { Vec::new() },
        added: rows.added.len() as u64,
        removed: rows.removed.len() as u64,
        changed: rows.changed.len() as u64,
        ..TableDiff::default()
    };
    let same = old.there == new.there
        && found.added + found.removed + found.changed == 0
        && found.columns_added.is_empty()
        && found.columns_removed.is_empty();
    if same {
        return Ok(None);
    }
    rows.added.sort_unstable();
    rows.removed.sort_unstable();
    rows.changed.sort_unstable();
    found.cells = cells(&rows.changed, old, new, &common)?;
    let shown = |change, at_old: Option<u64>, at_new: Option<u64>| -> Result<Option<RowDiff>> {
        let before = at_old.map_or(Ok(None), |at| old.row(&common, at))?;
        let after = at_new.map_or(Ok(None), |at| new.row(&common, at))?;
        Ok(row(change, &key, &common, before.as_ref(), after.as_ref()))
    };
    for &at in rows.added.iter().take(SHOWN) {
        found.first.extend(shown(RowChange::Added, None, Some(at))?);
    }
    for &at in rows.removed.iter().take(SHOWN) {
        found.first.extend(shown(RowChange::Removed, Some(at), None)?);
    }
    for &(before, after) in rows.changed.iter().take(SHOWN) {
        found.first.extend(shown(RowChange::Changed, Some(before), Some(after))?);
    }
    Ok(Some(found))
}

/// The places of rows that differ.
#[derive(Default)]
struct Rows {
    added: Vec<u64>,
    removed: Vec<u64>,
    changed: Vec<(u64, u64)>,
}

impl Rows {
    /// Goes through both sides by key; rows of one key pair in the order in which they stand.
    fn of(olds: &[Entry], news: &[Entry]) -> Self {
        let mut rows = Self::default();
        let (mut old, mut new) = (olds.iter().peekable(), news.iter().peekable());
        loop {
            let order = match (old.peek(), new.peek()) {
                (None, None) => return rows,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.key.cmp(&new.key),
            };
            let before = if order.is_le() { old.next() } else { None };
            let after = if order.is_ge() { new.next() } else { None };
            match (before, after) {
                (Some(before), Some(after)) if before.cells != after.cells => {
                    rows.changed.push((before.at, after.at));
                }
                (Some(before), None) => rows.removed.push(before.at),
                (None, Some(after)) => rows.added.push(after.at),
                _ => {}
            }
        }
    }
}

/// How many cells of each column changed.
fn cells(changed: &[(u64, u64)], old: &Side, new: &Side, columns: &[&str]) -> Result<Vec<(String, u64)>> {
    let mut counts = vec![0u64; columns.len()];
    for some in changed.chunks(AT_ONCE) {
        let mut before: FxHashMap<u64, Vec<u64>> = FxHashMap::default();
        let twin: FxHashMap<u64, u64> = some.iter().map(|&(old, new)| (new, old)).collect();
        let places: Vec<u64> = some.iter().map(|&(old, _)| old).collect();
        old.pick(columns, &places, |at, hashes| {
            before.insert(at, hashes);
        })?;
        let mut places: Vec<u64> = some.iter().map(|&(_, new)| new).collect();
        places.sort_unstable();
        new.pick(columns, &places, |at, after| {
            let before = twin.get(&at).and_then(|old| before.get(old));
            for ((count, before), after) in counts.iter_mut().zip(before.into_iter().flatten()).zip(&after) {
                *count += u64::from(before != after);
            }
        })?;
    }
    let counted = columns.iter().zip(counts).filter(|(_, count)| *count > 0);
    Ok(counted.map(|(name, count)| ((*name).to_owned(), count)).collect())
}

fn row(
    change: RowChange,
    key: &[&str],
    columns: &[&str],
    before: Option<&RecordBatch>,
    after: Option<&RecordBatch>,
) -> Option<RowDiff> {
    let cell = |batch: &RecordBatch, name: &str| CellBytes::new(batch.column_by_name(name)?).shown(0);
    let here = after.or(before)?;
    // Without a key the first cells say which row it is.
    let told = if key.is_empty() { columns.get(..columns.len().min(4)).unwrap_or_default() } else { key };
    let told: Vec<String> = told.iter().filter_map(|name| cell(here, name)).collect();
    let mut cells = Vec::new();
    if let (Some(before), Some(after)) = (before, after) {
        for name in columns {
            let (before, after) = (cell(before, name), cell(after, name));
            if before != after {
                cells.push(CellDiff { column: (*name).to_owned(), before, after });
            }
        }
    }
    Some(RowDiff {
        change,
        key: told.join(" "),
        doc_id: cell(here, "doc_id").filter(|_| key != ["doc_id"]),
        text: cell(here, "text"),
        cells,
    })
}
