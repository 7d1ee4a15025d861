//! Why rows have their values, as `jadval explain` tells it.

use super::document::Document;
use crate::calendar::Day;
use crate::error::Result;
use crate::extract::{self, Engine};
use crate::tables::{Derived, derived};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

/// The reasons of a document's rows: for each table, each list of reasons once, and for each row which it is. The document is
/// read again by the engine; rows that it does not find as they are written, since they were made with other words or rules,
/// have no reasons.
pub(super) fn of(engine: &Engine, document: &Document) -> Result<Map<String, Value>> {
    let reference = document.about.get("reference_date").and_then(Value::as_str).and_then(Day::from_iso);
    let read = extract::Document {
        doc_id: &document.doc_id,
        text: &document.text,
        reference,
        ..extract::Document::default()
    };
    let mut found: FxHashMap<(&str, u32, u32, Option<String>), Derived> = FxHashMap::default();
    for one in derived(engine, &read)? {
        found.insert((one.table, one.span.start, one.span.end, one.rule.clone()), one);
    }
    let mut out = Map::new();
    for table in &document.tables {
        let mut lists: Vec<Value> = Vec::new();
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        let places = table.bytes.iter().zip(&table.rules);
        let rows: Vec<i64> = places
            .map(|(&(start, end), rule)| {
                let place = (table.name, start, end, Some(rule.clone()));
                let Some(one) = found.get(&place).or_else(|| found.get(&(table.name, start, end, None)))
                else {
                    return -1;
                };
                let list = json!(one.reasons);
                let at = *known.entry(list.to_string()).or_insert_with(|| {
                    lists.push(list);
                    lists.len() - 1
                });
                at as i64
            })
            .collect();
        if !lists.is_empty() {
            out.insert(table.name.to_owned(), json!({ "d": lists, "i": rows }));
        }
    }
    Ok(out)
}
