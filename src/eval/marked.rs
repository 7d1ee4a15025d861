//! Documents with rows that somebody, or a program, has marked in them.

use super::gold::GoldRow;
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::tables::{rows_of_batch, table};
use crate::text::Span;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// A document and the rows that are marked in it.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// Its text layer; empty where nobody has it.
    pub text: Arc<str>,
    /// The rows, with spans in bytes of the text.
    pub rows: Vec<GoldRow>,
}

/// The genre of a document: the folder that its id begins with.
pub(super) fn genre(doc_id: &str) -> &str {
    doc_id.split_once('/').map_or("-", |(genre, _)| genre)
}

/// The tables that are evaluated, with the columns that say what a row means.
pub(super) const JUDGED: [(&str, &[&str]); 7] = [
    ("dates", &["kind", "start_date", "end_date", "duration", "hour", "minute"]),
    ("figures", &["value", "lower", "upper", "unit"]),
    ("mentions", &["kind", "entity_id"]),
    ("clauses", &["ordinal", "level"]),
    ("provisions", &["modality", "effective_date", "deadline_date", "duration"]),
    ("statements", &["act", "form", "hearsay", "speaker_id"]),
    ("events", &["type", "status"]),
];

/// Columns that say where a row stands and what it is called, and nothing of what it means.
const PLACE: [&str; 13] = [
    "doc_id",
    "segment_id",
    "char_start",
    "char_end",
    "byte_start",
    "byte_end",
    "text",
    "block_id",
    "page",
    "coords",
    "clause_id",
    "statement_id",
    "review",
];

/// The rows of a dataset, by document. The cell `#doubt` is there where a finding stands beside the row. `sources` is the
/// folder that the paths of its documents are relative to.
///
/// # Errors
/// A folder that is no dataset, or that cannot be read.
pub fn dataset_rows(folder: &Path, sources: &Path) -> Result<BTreeMap<String, Marked>> {
    let dataset = Dataset::open(folder)?;
    let mut documents = layers(&dataset, sources)?;
    let doubted = doubted(&dataset)?;
    for (name, _) in JUDGED {
        let Some(key) = table(name).and_then(|table| table.primary_key.first().copied()) else { continue };
        if dataset.format_of(name).is_none() {
            continue;
        }
        for batch in dataset.batches(name, None)? {
            for row in rows_of_batch(&batch?)? {
                let number = |column: &str| row.get(column).and_then(|cell| cell.parse::<u32>().ok());
                let (Some(start), Some(end)) = (number("byte_start"), number("byte_end")) else { continue };
                let told = |column: &str| column != key && !PLACE.contains(&column);
                let cell = |cell: &str| if cell.is_empty() { Value::Null } else { Value::from(cell) };
                let mut cells: Map<String, Value> = row
                    .cells()
                    .filter(|(column, _)| told(column))
                    .map(|(column, value)| (column.to_owned(), cell(value)))
                    .collect();
                if row.get(key).is_some_and(|id| doubted.contains(id)) {
                    cells.insert("#doubt".to_owned(), Value::Bool(true));
                }
                let doc_id = row.get("doc_id").unwrap_or_default();
                let row = GoldRow { table: name.to_owned(), span: Span::new(start, end), cells };
                documents.entry(doc_id.to_owned()).or_default().rows.push(row);
            }
        }
    }
    Ok(documents)
}

/// The rows that a finding stands beside.
fn doubted(dataset: &Dataset) -> Result<BTreeSet<String>> {
    let mut doubted = BTreeSet::new();
    if dataset.format_of("findings").is_some() {
        for batch in dataset.batches("findings", None)? {
            let rows = rows_of_batch(&batch?)?;
            doubted.extend(rows.iter().filter_map(|row| row.get("row_id")).map(ToOwned::to_owned));
        }
    }
    Ok(doubted)
}

/// The documents of a dataset with their texts: from the table `texts`, else from their files, as far as they are there.
fn layers(dataset: &Dataset, sources: &Path) -> Result<BTreeMap<String, Marked>> {
    let mut texts = BTreeMap::new();
    if dataset.format_of("texts").is_some() {
        for batch in dataset.batches("texts", None)? {
            for row in rows_of_batch(&batch?)? {
                let get = |column: &str| row.get(column).unwrap_or_default().to_owned();
                texts.insert(get("doc_id"), get("text"));
            }
        }
    }
    let mut documents = BTreeMap::new();
    if dataset.format_of("documents").is_none() {
        return Err(Error::configuration("expected a dataset with the table `documents`, found none")
            .at(dataset.folder().display()));
    }
    for batch in dataset.batches("documents", None)? {
        for row in rows_of_batch(&batch?)? {
            let doc_id = row.get("doc_id").unwrap_or_default();
            let file = || {
                let path = sources.join(row.get("path")?);
                let bytes = std::fs::read(path).ok()?;
                let text = String::from_utf8(bytes).ok()?;
                Some(text.strip_prefix('\u{FEFF}').map(ToOwned::to_owned).unwrap_or(text))
            };
            let text = texts.remove(doc_id).or_else(file).unwrap_or_default();
            documents.insert(doc_id.to_owned(), Marked { text: text.into(), rows: Vec::new() });
        }
    }
    Ok(documents)
}
