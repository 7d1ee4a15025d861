//! JSON of doccano, Prodigy and Label Studio, and plain lines of spans.

use super::labels::known;
use super::offsets::RawSpan;
use super::raw::RawDocument;
use crate::error::{Error, Result};
use serde_json::{Map, Value};

/// Keys of a line of spans that are no cells.
const OWN: [&str; 6] = ["doc_id", "table", "label", "char_start", "char_end", "text"];

/// Reads JSON lines: a document with its spans a line, or a span a line.
pub(super) fn lines(name: &str, text: &str) -> Result<Vec<RawDocument>> {
    let mut out = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let place = format!("{name}:{number}");
        let said = |message: &str| Error::configuration(message).at(&place);
        let object: Map<String, Value> =
            serde_json::from_str(line).map_err(|cause| said(&cause.to_string()))?;
        out.push(if object.contains_key("char_start") {
            one_span(&place, object).map_err(|message| said(&message))?
        } else {
            document(&place, &object).map_err(|message| said(&message))?
        });
    }
    Ok(out)
}

fn one_span(place: &str, object: Map<String, Value>) -> std::result::Result<RawDocument, String> {
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
    let table = text("table");
    if let Some(table) = &table {
        known(table)?;
    }
    let span = RawSpan {
        place: place.to_owned(),
        label: text("label").or_else(|| table.clone()).ok_or("expected a table or a label, found neither")?,
        table,
        start: number(&object, "char_start")?,
        end: number(&object, "char_end")?,
        words: text("text"),
        cells: object
            .iter()
            .filter(|(key, _)| !OWN.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
    };
    let id = Some(text("doc_id").ok_or("doc_id: expected the document of the span, found none")?);
    Ok(RawDocument { place: place.to_owned(), id, text: None, spans: vec![span] })
}

fn number(object: &Map<String, Value>, key: &str) -> std::result::Result<u64, String> {
    let found = object.get(key).unwrap_or(&Value::Null);
    found.as_u64().ok_or_else(|| format!("{key}: expected a number from 0 on, found {found}"))
}

/// A document as doccano or Prodigy writes it.
fn document(place: &str, object: &Map<String, Value>) -> std::result::Result<RawDocument, String> {
    let text = object.get("text").or_else(|| object.get("data")).and_then(Value::as_str);
    let text = text.ok_or("expected a `text` with its spans, or a span with `char_start`, found neither")?;
    let listed = ["spans", "label", "labels", "entities"].iter().find_map(|key| object.get(*key)?.as_array());
    let listed = listed.ok_or("expected `spans`, `label`, `labels` or `entities`, found none")?;
    let spans =
        listed.iter().map(|span| listed_span(place, span)).collect::<std::result::Result<_, String>>()?;
    let meta = object.get("meta").and_then(|meta| meta.get("doc_id"));
    let id = object.get("doc_id").or(meta).and_then(Value::as_str).map(ToOwned::to_owned);
    Ok(RawDocument { place: place.to_owned(), id, text: Some(text.to_owned()), spans })
}

/// `[start, end, label]`, or an object.
fn listed_span(place: &str, span: &Value) -> std::result::Result<RawSpan, String> {
    let wrong = || format!("expected a span as [start, end, label] or an object with these, found {span}");
    let first = |keys: [&str; 3]| keys.iter().find_map(|key| span.get(*key));
    let (start, end, label, words) = match span.as_array() {
        Some(list) => (list.first(), list.get(1), list.get(2), None),
        None => (
            first(["start", "start_offset", "char_start"]),
            first(["end", "end_offset", "char_end"]),
            span.get("label"),
            span.get("text"),
        ),
    };
    let number = |value: Option<&Value>| value.and_then(Value::as_u64).ok_or_else(wrong);
    Ok(RawSpan {
        place: place.to_owned(),
        label: label.and_then(Value::as_str).ok_or_else(wrong)?.to_owned(),
        start: number(start)?,
        end: number(end)?,
        words: words.and_then(Value::as_str).map(ToOwned::to_owned),
        ..RawSpan::default()
    })
}

/// Reads the export of Label Studio: a list of tasks. Of several annotations of a task the first that was not cancelled
/// counts.
pub(super) fn label_studio(name: &str, text: &str) -> Result<Vec<RawDocument>> {
    let tasks: Vec<Value> =
        serde_json::from_str(text).map_err(|cause| Error::configuration(cause.to_string()).at(name))?;
    let mut out = Vec::new();
    for (task, number) in tasks.iter().zip(1..) {
        let place = format!("{name}, task {number}");
        let said = |message: String| Error::configuration(message).at(&place);
        let data = task.get("data").and_then(Value::as_object);
        let data = data.ok_or_else(|| said("expected `data` with a text, found none".to_owned()))?;
        let text = data
            .get("text")
            .or_else(|| data.values().find(|value| value.is_string()))
            .and_then(Value::as_str);
        let text = text.ok_or_else(|| said("expected a text in `data`, found none".to_owned()))?;
        let kept = task.get("annotations").or_else(|| task.get("completions")).and_then(Value::as_array);
        let kept = kept
            .into_iter()
            .flatten()
            .find(|one| one.get("was_cancelled").and_then(Value::as_bool) != Some(true));
        let results = kept.and_then(|one| one.get("result")).and_then(Value::as_array);
        let mut spans = Vec::new();
        for value in results.into_iter().flatten().filter_map(|result| result.get("value")) {
            // Relations and choices have no labels.
            let labels = ["labels", "hypertextlabels"].iter().find_map(|key| value.get(*key)?.as_array());
            let Some(label) = labels.and_then(|labels| labels.first()) else { continue };
            let mut span = value.clone();
            if let Some(object) = span.as_object_mut() {
                object.insert("label".to_owned(), label.clone());
            }
            spans.push(listed_span(&place, &span).map_err(said)?);
        }
        let id = data.get("doc_id").and_then(Value::as_str).map(ToOwned::to_owned);
        out.push(RawDocument { place, id, text: Some(text.to_owned()), spans });
    }
    Ok(out)
}
