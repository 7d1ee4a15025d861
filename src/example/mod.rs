//! Examples: what rule and lexicon files say of themselves, put to an engine.
//!
//! A rule's example expects all rows that its text has in the rule's table; a counterexample expects that the rule
//! makes none. A lexicon entry must be found in its example, or in its example or its file's frame with each of its
//! forms; where it has a `row`, each of these texts has a row with those cells in the entry's or the file's table.

mod entry;
mod rule;

pub use entry::check_entry;
pub use rule::check_rule;

use crate::calendar::Day;
use crate::error::Result;
use crate::extract::{Document, Engine};
use crate::table::{Row, Tables, extract_one};

/// The tables of an example's text.
fn read(engine: &Engine, text: &str, reference: Option<&str>) -> Result<Tables> {
    let reference = reference.and_then(Day::from_iso);
    extract_one(engine, &Document { doc_id: "example", text, reference })
}

/// Rows for a message, each on a line.
fn list(rows: &[Row]) -> String {
    if rows.is_empty() {
        return "no row at all".to_owned();
    }
    rows.iter().map(|row| format!("\n    {row}")).collect()
}
