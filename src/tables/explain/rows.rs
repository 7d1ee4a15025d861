//! Rows with the reasons for their values.

use crate::error::Result;
use crate::extract::{Document, Engine, Inspection};
use crate::rule::RuleId;
use crate::table::{ColumnType, Context, Derivation, IN_SEGMENT, Reasons, RowIds, Table};
use crate::tables::builder::TablesBuilder;
use crate::tables::list::all;
use crate::tables::record::DocumentRecord;
use crate::tables::row;
use crate::text::{Origin, Span, origin_at};
use std::fmt::Write;

/// Columns that say where a row stands, which the text beside it shows.
const PLACES: [&str; 8] =
    ["doc_id", "segment_id", "char_start", "char_end", "byte_start", "byte_end", "text", "rule"];

/// A row, and why it is what it is.
pub(super) struct Explained {
    pub(super) table: &'static Table,
    pub(super) span: Span,
    pub(super) rule: Option<RuleId>,
    text: Option<String>,
    /// Where in the source it stands, if the document says so.
    at: Option<String>,
    pub(super) reasons: Reasons,
    cells: Vec<(String, String)>,
}

/// The rows of all tables, in the order of the tables.
pub(super) fn of(
    engine: &Engine,
    document: &Document<'_>,
    inspection: &Inspection<'_>,
) -> Result<Vec<Explained>> {
    let name = |rule| engine.rules().name(rule);
    let mut builder = TablesBuilder::new(name);
    builder.append(&DocumentRecord::of(document), &inspection.analysis, document.text);
    let tables = builder.finish()?;
    let place = (document.doc_id, document.text, document.reference);
    let mut context = Context::new(&inspection.analysis, place, &name);
    let mut ids = RowIds::default();
    all().iter().for_each(|rows| rows.prepare(&mut context, &mut ids));
    let mut found = Vec::new();
    // Segments are how the text is cut, and not what was found in it.
    for rows in all().iter().filter(|rows| rows.table().name != IN_SEGMENT.table) {
        let table = rows.table();
        for (at, row) in row::rows(&tables, table.name)?.into_iter().enumerate() {
            let Some(Derivation { span, rule, reasons }) = rows.derive(at, &context) else { continue };
            let told = |(name, cell): &(&str, &str)| !cell.is_empty() && !PLACES.contains(name);
            found.push(Explained {
                table,
                span,
                rule,
                text: row.get("text").map(str::to_owned),
                at: place_in_source(document.origins, span),
                reasons,
                cells: row.cells().filter(told).map(|(name, cell)| shown(table, name, cell)).collect(),
            });
        }
    }
    Ok(found)
}

/// The place in the source that a span comes from, or the first and the last of several.
fn place_in_source(origins: &[Origin], span: Span) -> Option<String> {
    let [first, last] = [span.start, span.end.saturating_sub(1)].map(|byte| origin_at(origins, byte));
    match (first, last) {
        (Some(first), Some(last)) if first.place != last.place => {
            Some(format!("{} to {}", first.place, last.place))
        }
        (first, last) => first.or(last).map(|origin| origin.place.to_string()),
    }
}

/// A cell with its column's name; whole numbers stand without a fraction.
fn shown(table: &Table, name: &str, cell: &str) -> (String, String) {
    let float = table.columns().any(|column| column.name == name && column.kind == ColumnType::Float);
    let cell = cell.strip_suffix(".0").filter(|_| float).unwrap_or(cell);
    (name.to_owned(), cell.to_owned())
}

/// Writes a paragraph for each row.
pub(super) fn write(engine: &Engine, rows: &[Explained], out: &mut String) -> std::fmt::Result {
    for row in rows {
        let text = row.text.as_ref().map_or(String::new(), |text| format!(" «{text}»"));
        writeln!(out, "row of {}{text}", row.table.name)?;
        if let Some(at) = &row.at {
            writeln!(out, "  at          {at}")?;
        }
        let rule = row.rule.and_then(|rule| engine.rules().rule(rule));
        if let Some(rule) = rule {
            writeln!(out, "  rule        {}: {}", rule.name, rule.summary)?;
            writeln!(out, "  reading     {}", rule.meaning())?;
        }
        for (what, reason) in &row.reasons {
            writeln!(out, "  {what:10}  {reason}")?;
        }
        let width = row.cells.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, cell) in &row.cells {
            writeln!(out, "  {name:width$}  {cell}")?;
        }
    }
    Ok(())
}
