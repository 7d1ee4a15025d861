//! The rows of the texts of examples.

use crate::calendar::Day;
use crate::error::Result;
use crate::extract::{Document, Engine};
use crate::tables::{Row, Tables, extract_one};

/// The tables of an example's text.
pub(super) fn read(engine: &Engine, text: &str, reference: Option<&str>) -> Result<Tables> {
    let reference = reference.and_then(Day::from_iso);
    extract_one(engine, &Document { doc_id: "example", text, reference, ..Document::default() })
}

/// Rows for a message, each on a line.
pub(super) fn list(rows: &[Row]) -> String {
    if rows.is_empty() {
        return "no row at all".to_owned();
    }
    rows.iter().map(|row| format!("\n    {row}")).collect()
}
