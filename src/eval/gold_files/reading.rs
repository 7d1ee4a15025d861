//! Reading gold of any form, and putting it to the documents of a dataset.

use super::labels::Labels;
use super::offsets::placed;
use super::raw::{MOST, RawDocument};
use super::{brat, conll, json};
use crate::error::{Error, Result};
use crate::eval::gold::{GoldRow, read as read_house};
use crate::eval::marked::{Marked, dataset_rows};
use crate::source::read_settings;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Reads gold of any of the forms. `documents` are those of the dataset, by their ids: gold is put to their texts.
///
/// # Errors
/// A file that cannot be read or is of no form that is known; a label that stands for no table; a document that the dataset
/// does not have by id or text; a span that is not what the text has there.
pub fn read_gold(
    path: &Path,
    documents: &BTreeMap<String, Marked>,
    labels: &Labels,
    sources: &Path,
) -> Result<BTreeMap<String, Marked>> {
    if path.is_dir() {
        let files = files_of(path)?;
        let has = |extension: &str| files.iter().any(|file| file.extension().is_some_and(|e| e == extension));
        if files
            .iter()
            .any(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("documents")))
        {
            return dataset_rows(path, sources);
        }
        if has("ann") {
            return gathered(brat::read(path, &files)?, documents, labels);
        }
        if has("jsonl") && has("txt") {
            return house(path, &files, documents);
        }
        let message = "expected a dataset, a folder of brat (.ann and .txt) or of texts with JSON lines beside them, found none of these";
        return Err(Error::configuration(message).at(path.display()));
    }
    let name = path.display().to_string();
    let text = read_settings(path, "gold", MOST)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let raw = match extension.as_str() {
        "conll" | "iob" | "bio" | "iob2" => conll::read(&name, text, documents)?,
        _ if text.trim_start().starts_with('[') => json::label_studio(&name, text)?,
        _ => json::lines(&name, text)?,
    };
    gathered(raw, documents, labels)
}

/// The files below a folder, in order.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let io = |cause: std::io::Error| Error::io("read this folder", folder, &cause);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.is_dir() {
            files.extend(files_of(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The document of the dataset that a document of gold is: by its id, else by its text.
fn identity<'d>(raw: &RawDocument, documents: &'d BTreeMap<String, Marked>) -> Result<(&'d str, &'d Marked)> {
    if let Some(id) = &raw.id
        && let Some((id, known)) = documents.get_key_value(id)
    {
        return Ok((id, known));
    }
    let same = |document: &Marked| raw.text.as_ref().is_some_and(|text| text.trim() == document.text.trim());
    if let Some((id, known)) =
        documents.iter().find(|(_, document)| !document.text.is_empty() && same(document))
    {
        return Ok((id, known));
    }
    let (what, name) = match &raw.id {
        Some(id) => (format!("the document {id:?}"), id.as_str()),
        None => ("a document with another text".to_owned(), ""),
    };
    let message = format!("expected a document of the dataset, by its id or its text, found {what}");
    let message = crate::suggestion::with_nearest(message, name, documents.keys().map(String::as_str));
    Err(Error::configuration(message).at(&raw.place))
}

/// Puts documents of gold to those of the dataset.
fn gathered(
    raw: Vec<RawDocument>,
    documents: &BTreeMap<String, Marked>,
    labels: &Labels,
) -> Result<BTreeMap<String, Marked>> {
    let mut out: BTreeMap<String, Marked> = BTreeMap::new();
    // Lines of spans that stand alone are of one document where they name one.
    let mut joined: Vec<RawDocument> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for document in raw {
        match document.id.as_ref().and_then(|id| known.get(id)).and_then(|&at| joined.get_mut(at)) {
            Some(first) if document.text.is_none() || document.text == first.text => {
                first.spans.extend(document.spans)
            }
            _ => {
                if let Some(id) = &document.id {
                    known.insert(id.clone(), joined.len());
                }
                joined.push(document);
            }
        }
    }
    for document in joined {
        let (id, has) = identity(&document, documents)?;
        let own = document.text.as_deref().unwrap_or(&has.text);
        let spans = placed(own, &document.spans)?;
        // Spaces at the beginning and the end may be lost on the way through a tool.
        let shift = if own == &*has.text || has.text.is_empty() {
            0
        } else {
            let start = |text: &str| text.len() - text.trim_start().len();
            if own.trim() != has.text.trim() {
                let message = "expected the text of the dataset's document, found another one under its id";
                return Err(Error::configuration(message).at(&document.place));
            }
            start(&has.text) as i64 - start(own) as i64
        };
        let rows = &mut out
            .entry(id.to_owned())
            .or_insert_with(|| Marked { text: Arc::clone(&has.text), rows: Vec::new() })
            .rows;
        for (raw, span) in document.spans.iter().zip(spans) {
            let moved = |at: u32| u32::try_from(i64::from(at) + shift).unwrap_or_default();
            let span = crate::text::Span::new(moved(span.start), moved(span.end));
            let (table, kind) = match &raw.table {
                Some(table) => (table.clone(), None),
                None => {
                    labels.of(&raw.label).map_err(|message| Error::configuration(message).at(&raw.place))?
                }
            };
            let mut cells = raw.cells.clone();
            if let Some(kind) = kind {
                cells.insert("kind".to_owned(), Value::from(kind));
            }
            rows.push(GoldRow { table, span, cells });
        }
    }
    Ok(out)
}

/// Texts with lines of rows beside them; held ones are for whoever measures, and read too.
fn house(
    folder: &Path,
    files: &[PathBuf],
    documents: &BTreeMap<String, Marked>,
) -> Result<BTreeMap<String, Marked>> {
    let mut out = BTreeMap::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "jsonl")) {
        let text = file.with_extension("txt");
        if !text.is_file() {
            continue;
        }
        let place = file.display().to_string();
        let layer = read_settings(&text, "gold", MOST)?;
        let layer = layer.strip_prefix('\u{FEFF}').unwrap_or(&layer);
        let (_, mut rows) = read_house(&place, layer, &read_settings(file, "gold", MOST)?)?;
        for row in &mut rows {
            renamed(row);
        }
        let stem = text.strip_prefix(folder).unwrap_or(&text).with_extension("");
        let id = stem.to_string_lossy().replace('\\', "/");
        let raw = RawDocument { place, id: Some(id), text: Some(layer.to_owned()), spans: Vec::new() };
        let (id, has) = identity(&raw, documents)?;
        if has.text.trim() != layer.trim() && !has.text.is_empty() {
            let message = "expected the text of the dataset's document, found another one under its id";
            return Err(Error::configuration(message).at(raw.place));
        }
        out.insert(id.to_owned(), Marked { text: layer.into(), rows });
    }
    Ok(out)
}

/// Gives cells the names that tables have; what such gold leaves out is nothing.
fn renamed(row: &mut GoldRow) {
    for (from, to) in [("start", "start_date"), ("end", "end_date")] {
        if let Some(value) = row.cells.remove(from) {
            row.cells.insert(to.to_owned(), value);
        }
    }
    if row.table == "figures" {
        row.cells.entry("unit").or_insert(Value::Null);
    }
    row.cells.remove("label");
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "🙂 علی در تهران است.\nاو ۵ کیلومتر رفت.";

    fn documents() -> BTreeMap<String, Marked> {
        BTreeMap::from([("a".to_owned(), Marked { text: TEXT.into(), rows: Vec::new() })])
    }

    fn words(name: &str, written: &str) -> Result<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, written).unwrap();
        told(&path)
    }

    fn told(path: &Path) -> Result<Vec<String>> {
        let gold = read_gold(path, &documents(), &Labels::default(), Path::new("."))?;
        let one = |row: &GoldRow| format!("{} {} {}", row.table, row.text("kind"), &TEXT[row.span.range()]);
        Ok(gold["a"].rows.iter().map(one).collect())
    }

    const EXPECTED: [&str; 2] = ["mentions person علی", "figures  ۵ کیلومتر"];

    #[test]
    fn every_form_says_the_same() {
        let text = serde_json::to_string(TEXT).unwrap();
        let forms = [
            ("doccano.jsonl", format!(r#"{{"id":1,"text":{text},"label":[[2,5,"PER"],[23,32,"QUANTITY"]]}}"#)),
            ("prodigy.jsonl", format!(r#"{{"text":{text},"spans":[{{"start":2,"end":5,"label":"PERSON"}},{{"start":23,"end":32,"label":"figures"}}]}}"#)),
            ("studio.json", format!(r#"[{{"data":{{"text":{text}}},"annotations":[{{"result":[{{"type":"labels","value":{{"start":2,"end":5,"text":"علی","labels":["PER"]}}}},{{"type":"labels","value":{{"start":23,"end":32,"text":"۵ کیلومتر","labels":["QUANTITY"]}}}}]}}]}}]"#)),
            ("spans.jsonl", "{\"doc_id\":\"a\",\"table\":\"mentions\",\"char_start\":2,\"char_end\":5,\"text\":\"علی\",\"kind\":\"person\"}\n{\"doc_id\":\"a\",\"table\":\"figures\",\"char_start\":23,\"char_end\":32}".to_owned()),
            ("it.conll", "# newdoc id = a\n🙂 O\nعلی B-PER\nدر O\nتهران O\nاست O\n. O\n\nاو O\n۵ B-QUANTITY\nکیلومتر I-QUANTITY\nرفت O\n. O\n".to_owned()),
        ];
        for (name, written) in forms {
            assert_eq!(words(name, &written).unwrap(), EXPECTED, "{name}");
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), TEXT).unwrap();
        std::fs::write(
            folder.path().join("a.ann"),
            "T1\tPER 2 5\tعلی\nT2\tQUANTITY 23 32\t۵ کیلومتر\nR1\tOf Arg1:T1 Arg2:T2\n",
        )
        .unwrap();
        assert_eq!(told(folder.path()).unwrap(), EXPECTED);
    }

    #[test]
    fn places_that_were_counted_in_utf_16_are_recognised() {
        let text = serde_json::to_string(TEXT).unwrap();
        let studio = format!(
            r#"[{{"data":{{"text":{text}}},"annotations":[{{"result":[{{"type":"labels","value":{{"start":3,"end":6,"text":"علی","labels":["PER"]}}}}]}}]}}]"#
        );
        assert_eq!(words("studio.json", &studio).unwrap(), EXPECTED[..1]);
        let bare = format!(r#"{{"text":{text},"label":[[3,6,"PER"],[24,33,"QUANTITY"]]}}"#);
        assert_eq!(words("doccano.jsonl", &bare).unwrap(), EXPECTED);
    }

    #[test]
    fn what_does_not_fit_is_said_with_its_place() {
        let text = serde_json::to_string(TEXT).unwrap();
        for (written, expected) in [
            (format!(r#"{{"text":{text},"label":[[2,5,"PRE"]]}}"#), "did you mean"),
            (format!(r#"{{"text":{text},"label":[[2,500,"PER"]]}}"#), "it.jsonl:1"),
            (
                r#"{"doc_id":"a","table":"dates","char_start":2,"char_end":5,"text":"ولی"}"#.to_owned(),
                "expected «ولی»",
            ),
            (
                r#"{"doc_id":"b","table":"dates","char_start":2,"char_end":5}"#.to_owned(),
                "by its id or its text",
            ),
            (r#"{"doc_id":"a"}"#.to_owned(), "expected"),
        ] {
            let error = words("it.jsonl", &written).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
