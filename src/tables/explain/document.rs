//! The derivation of a whole text, from one analysis of it.

use super::forms;
use super::rows;
use crate::calendar::Day;
use crate::error::Result;
use crate::extract::{Document, Engine};
use std::fmt::Write;

/// The derivation of a text, for people: one paragraph for each sentence, with its tokens and the forms that fit, then one
/// for each row, with its values and the reasons for them. A text that cannot be read has neither.
///
/// # Errors
/// Where the tables outgrow what Arrow can hold (2 GiB of text in one column).
pub fn explain(engine: &Engine, text: &str, reference: Option<Day>) -> Result<String> {
    let document = Document { doc_id: "text", text, blocks: &[], reference };
    let mut out = String::new();
    let Some(inspection) = engine.inspect(&document) else { return Ok(out) };
    let rows = rows::of(engine, &document, &inspection)?;
    // Writing to a string does not fail.
    let _ = forms::write(engine, &inspection, &rows, &mut out);
    let _ = rows::write(engine, &rows, &mut out);
    if rows.is_empty() {
        let _ = writeln!(out, "no rows");
    }
    Ok(out)
}
