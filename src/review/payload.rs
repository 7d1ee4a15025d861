//! What a page holds beside its program, packed.

use crate::error::{Error, Result};
use crate::extract::Engine;
use crate::table::{ColumnType, Table};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};
use std::io::Write;

/// The columns of a table, as the forms of the page ask for them.
pub(super) fn columns(table: &Table) -> Value {
    let corrected = Engine::corrected_tables();
    let settable =
        corrected.iter().find(|(name, _)| *name == table.name).map_or(&[][..], |(_, columns)| columns);
    let of_added = Engine::columns_of_added();
    let of_added =
        of_added.iter().find(|(name, _)| *name == table.name).map_or(&[][..], |(_, columns)| columns);
    let told: Map<String, Value> = table
        .columns()
        .map(|column| {
            let kind = match column.kind {
                ColumnType::Text | ColumnType::Instant => "text",
                ColumnType::Date => "date",
                ColumnType::Flag => "flag",
                ColumnType::Float => "number",
                ColumnType::Int8 | ColumnType::Int16 | ColumnType::Int32 | ColumnType::Int64 => "whole",
            };
            let set = settable.contains(&column.name);
            let told = json!({ "kind": kind, "doc": column.doc, "words": column.words, "set": set, "added": of_added.contains(&column.name), "required": column.required });
            (column.name.to_owned(), told)
        })
        .collect();
    json!(told)
}

/// JSON as a page holds it: compressed, in letters that HTML reads as nothing else.
pub(super) fn pack(value: &Value) -> Result<String> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(value.to_string().as_bytes()).map_err(Error::caused)?;
    Ok(STANDARD.encode(packed.finish().map_err(Error::caused)?))
}
