//! The derivation of a whole text, from one analysis of it.

use super::forms;
use super::rows;
use crate::error::Result;
use crate::extract::{Document, Engine};
use std::fmt::Write;

/// The derivation of a document, for people: one paragraph for each sentence, with its tokens and the forms that fit, then one
/// for each row, with its values and the reasons for them, and its place in the source where the document has
/// [origins](Document::origins). A text that cannot be read has neither.
///
/// ```
/// use jadval::extract::{Document, Engine};
/// use jadval::tables;
/// use jadval::text::{Origin, OriginPlace, Span};
///
/// let engine = Engine::builder().build()?;
/// let text = "پنج کیلومتر از راه بسته است.";
/// let origins = [Origin { span: Span::new(0, text.len() as u32), place: OriginPlace::Page(3) }];
/// let document = Document { doc_id: "note", text, origins: &origins, ..Document::default() };
/// assert!(tables::explain(&engine, &document)?.contains("at          page 3"));
/// # Ok::<(), jadval::Error>(())
/// ```
///
/// # Errors
/// Where the tables outgrow what Arrow can hold (2 GiB of text in one column).
pub fn explain(engine: &Engine, document: &Document<'_>) -> Result<String> {
    let mut out = String::new();
    let Some(inspection) = engine.inspect(document) else { return Ok(out) };
    let rows = rows::of(engine, document, &inspection)?;
    // Writing to a string does not fail.
    let _ = forms::write(engine, &inspection, &rows, &mut out);
    let _ = rows::write(engine, &rows, &mut out);
    if rows.is_empty() {
        let _ = writeln!(out, "no rows");
    }
    Ok(out)
}
