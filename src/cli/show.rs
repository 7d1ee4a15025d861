//! `jadval show`: rows of one table.

use super::args::ShowArgs;
use super::dataset::{Dataset, Row};
use super::grid::Grid;
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::Error;
use std::io::stdout;

/// Columns that say where a row stands; left out unless asked for.
pub(super) const PLACES: [&str; 6] =
    ["segment_id", "char_start", "char_end", "byte_start", "byte_end", "sha256"];

pub(super) fn show(args: &ShowArgs, terminal: &Terminal) -> Result<Verdict, Failure> {
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
    let columns = if args.columns.is_empty() { telling(&known, &shown) } else { args.columns.clone() };
    let grid = Grid {
        rows: shown
            .iter()
            .map(|row| columns.iter().map(|name| row.get(name).map(str::to_owned)).collect())
            .collect(),
        columns,
        width: args.width,
        on_screen: terminal.shows(),
    };
    grid.write(&mut stdout().lock(), |head| terminal.bold(head))?;
    if shown.len() < total {
        terminal.tell(format_args!("{} of {total} rows; --limit 0 prints all", shown.len()));
    }
    Ok(Verdict::Fine)
}

fn expect_column(known: &[String], column: &str, table: &str) -> crate::Result<()> {
    if known.iter().any(|name| name == column) {
        return Ok(());
    }
    let message = format!("expected columns of the table {table} ({}), found «{column}»", known.join(", "));
    Err(Error::configuration(message))
}

/// The columns that say something in these rows, without those that only say where.
fn telling(known: &[String], rows: &[Row]) -> Vec<String> {
    let says = |name: &&String| rows.is_empty() || rows.iter().any(|row| row.get(name).is_some());
    known.iter().filter(|name| !PLACES.contains(&name.as_str())).filter(says).cloned().collect()
}
