//! The mutants of lexicon entries: one value of an entry changed.

use jadval::lexicon::LexiconFile;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// Keys that name a thing for people and other databases. Nothing of a text can show whether they are right.
const NAMES: [&str; 6] = ["geonames", "name_en", "name_fa", "population", "wikidata", "zone_en"];

/// Keys of an entry that are no values.
const WORDS: [&str; 6] = ["id", "forms", "ambiguous_forms", "example", "table", "row"];

/// A lexicon file with one entry, of which one value was changed.
#[derive(Clone, Debug)]
pub(crate) struct ValueMutant {
    /// The file's path from the checkout's root.
    pub(crate) file: String,
    pub(crate) entry: String,
    /// The file's text with this entry alone.
    pub(crate) text: String,
    pub(crate) change: String,
}

/// Every change of one value in a lexicon file.
pub(crate) fn mutants(file: &str, text: &str) -> Vec<ValueMutant> {
    let Ok(Value::Table(whole)) = text.parse::<Table>().map(Value::Table) else { return Vec::new() };
    let entries: Vec<&Table> = whole
        .get("entry")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_table)
        .collect();
    let mut known: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for (key, value) in entries.iter().flat_map(|entry| entry.iter()) {
        let values = known.entry(key).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let mut out = Vec::new();
    for entry in &entries {
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        let values = entry.iter().filter(|(key, _)| !is_name(key));
        for (key, value) in values {
            let Some(other) = changed(value, known.get(key.as_str()).map_or(&[], Vec::as_slice)) else {
                continue;
            };
            let mut alone = whole.clone();
            let mut mutant = (*entry).clone();
            mutant.insert(key.clone(), other.clone());
            alone.insert("entry".to_owned(), Value::Array(vec![Value::Table(mutant)]));
            let text = alone.to_string();
            if LexiconFile::parse(file, &text).is_ok() {
                let change = format!("{key} = {other} and not {value}");
                out.push(ValueMutant { file: file.to_owned(), entry: id.to_owned(), text, change });
            }
        }
    }
    out
}

fn is_name(key: &str) -> bool {
    NAMES.contains(&key) || WORDS.contains(&key)
}

/// Another value of the same kind: ten times a double, one more than an integer, the next word of those that
/// the file's entries have there.
fn changed(value: &Value, known: &[&Value]) -> Option<Value> {
    let next = || {
        let at = known.iter().position(|other| *other == value)?;
        known.get((at + 1) % known.len()).filter(|other| **other != value).map(|other| (*other).clone())
    };
    match value {
        Value::Integer(whole) => Some(Value::Integer(whole + 1)),
        Value::Float(float) => Some(Value::Float(if *float == 0.0 { 1.0 } else { float * 10.0 })),
        Value::Boolean(yes) => Some(Value::Boolean(!yes)),
        Value::String(_) | Value::Array(_) => next(),
        Value::Datetime(_) | Value::Table(_) => None,
    }
}
