//! The derivation of a whole text, from one analysis of it.

use super::forms;
use super::rows;
use crate::error::Result;
use crate::extract::{Document, Engine};
use crate::text::Span;
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

/// Where the values of a row come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The table of the row.
    pub table: &'static str,
    /// Where it stands, in bytes.
    pub span: Span,
    /// The rule that made it, where one did.
    pub rule: Option<String>,
    /// What is explained, and how.
    pub reasons: Vec<(&'static str, String)>,
}

/// The reasons for the values of all rows of a document, in the order of the tables; of rows that have any.
///
/// # Errors
/// As [`explain`].
pub fn derived(engine: &Engine, document: &Document<'_>) -> Result<Vec<Derived>> {
    let Some(inspection) = engine.inspect(document) else { return Ok(Vec::new()) };
    let rows = rows::of(engine, document, &inspection)?.into_iter().filter(|row| !row.reasons.is_empty());
    let told = rows.map(|row| Derived {
        table: row.table.name,
        span: row.span,
        rule: row.rule.map(|rule| engine.rules().name(rule).to_owned()),
        reasons: row.reasons,
    });
    Ok(told.collect())
}
