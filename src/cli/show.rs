//! `jadval show`: rows of one table.

use super::args::ShowArgs;
use super::dataset::{Dataset, Row};
use super::grid::Grid;
use super::plain::results;
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::Error;
use crate::dataset::{at_one_time, no_document};
use std::collections::BTreeMap;

/// The table whose rows are shown with who takes part.
const EVENTS: &str = "events";

/// What people read of tables that mostly refer to others.
const READ: [(&str, &[&str]); 2] = [
    (
        "statements",
        &[
            "doc_id",
            "speaker_text",
            "speaker_id",
            "act",
            "cue_text",
            "text",
            "form",
            "medium_id",
            "addressee_id",
        ],
    ),
    (EVENTS, &["doc_id", "start_date", "type", "status", "text", "place_id"]),
];

/// Columns that say where a row stands; left out unless asked for.
pub(super) const PLACES: [&str; 6] =
    ["segment_id", "char_start", "char_end", "byte_start", "byte_end", "sha256"];

pub(super) fn show(args: &ShowArgs, terminal: &Terminal) -> Result<Verdict, Failure> {
    let (grid, total) = at_one_time(&[&args.dataset], || read(args, terminal))?;
    grid.write(&mut results(), |head| terminal.bold(head))?;
    let shown = grid.rows.len();
    if shown < total {
        terminal.tell(format_args!("{shown} of {total} rows; --limit 0 prints all"));
    }
    Ok(Verdict::Fine)
}

/// The rows that are shown, and how many there are.
fn read(args: &ShowArgs, terminal: &Terminal) -> crate::Result<(Grid, usize)> {
    let dataset = Dataset::open(&args.dataset)?;
    let rows = dataset.rows(&args.table)?;
    let known = rows.columns.to_vec();
    for column in args.columns.iter().map(String::as_str).chain(args.doc.as_ref().map(|_| "doc_id")) {
        expect_column(&known, column, &args.table)?;
    }
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let (mut shown, mut total) = (Vec::new(), 0usize);
    for row in rows {
        let row = row?;
        if args.doc.as_deref().is_none_or(|doc| row.get("doc_id") == Some(doc)) {
            total += 1;
            if shown.len() < limit {
                shown.push(row);
            }
        }
    }
    if let Some(doc) = args.doc.as_deref().filter(|_| total == 0) {
        expect_document(&dataset, doc)?;
    }
    let columns =
        if args.columns.is_empty() { telling(&args.table, &known, &shown) } else { args.columns.clone() };
    let cells = |row: &Row| columns.iter().map(|name| row.get(name).map(str::to_owned)).collect();
    let mut grid = Grid {
        rows: shown.iter().map(cells).collect(),
        columns: columns.clone(),
        width: args.width,
        on_screen: terminal.shows(),
    };
    if args.columns.is_empty() && args.table == EVENTS {
        let mut parts = participants(&dataset, &shown)?;
        grid.columns.push("participants".to_owned());
        for (cells, row) in grid.rows.iter_mut().zip(&shown) {
            cells.push(row.get("event_id").and_then(|id| parts.remove(id)));
        }
    }
    Ok((grid, total))
}

fn expect_column(known: &[String], column: &str, table: &str) -> crate::Result<()> {
    if known.iter().any(|name| name == column) {
        return Ok(());
    }
    let message = format!("expected columns of the table {table} ({}), found «{column}»", known.join(", "));
    Err(Error::configuration(message))
}

/// Refuses the id of a document that a dataset does not have; one that has no rows in a table is none.
fn expect_document(dataset: &Dataset, doc: &str) -> crate::Result<()> {
    let mut known = Vec::new();
    for row in dataset.rows("documents")? {
        known.extend(row?.get("doc_id").map(str::to_owned));
    }
    if known.iter().any(|id| id == doc) {
        return Ok(());
    }
    Err(no_document(doc, known.iter().map(String::as_str)))
}

/// Who takes part in events, by their ids: «agent: X; place: Y».
fn participants(dataset: &Dataset, events: &[Row]) -> crate::Result<BTreeMap<String, String>> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    if events.is_empty() || !dataset.tables().any(|table| table == "event_participants") {
        return Ok(found);
    }
    for row in dataset.rows("event_participants")? {
        let row = row?;
        let (Some(id), Some(role)) = (row.get("event_id"), row.get("role")) else { continue };
        if events.iter().any(|event| event.get("event_id") == Some(id)) {
            let who = row.get("entity_id").or(row.get("text")).unwrap_or_default();
            let told = found.entry(id.to_owned()).or_default();
            *told = format!("{told}{}{role}: {who}", if told.is_empty() { "" } else { "; " });
        }
    }
    Ok(found)
}

/// The columns that say something in these rows, without those that only say where; of tables that mostly refer to others
/// those that people read.
fn telling(table: &str, known: &[String], rows: &[Row]) -> Vec<String> {
    let read = READ.iter().find(|(name, _)| *name == table).map(|(_, columns)| *columns);
    let says = |name: &&String| rows.is_empty() || rows.iter().any(|row| row.get(name).is_some());
    let shown = |name: &&String| match read {
        Some(read) => read.contains(&name.as_str()),
        None => !PLACES.contains(&name.as_str()),
    };
    known.iter().filter(shown).filter(says).cloned().collect()
}
