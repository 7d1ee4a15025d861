//! The check that only data with a source can be asked: each row's text is the slice of the text layer
//! that its offsets name.

use super::files::sha256;
use super::{Dataset, Report};
use crate::error::Result;
use crate::source;
use crate::table::{self, Table};
use crate::text::CharIndex;
use polars::prelude::{Column, DataFrame};
use rustc_hash::FxHashMap;
use std::path::Path;

/// The text layers that can be had, by document.
type Layers = FxHashMap<String, String>;

pub(super) fn check(dataset: &Dataset, sources: &Path, report: &mut Report) -> Result<()> {
    let layers = layers(dataset, sources, report)?;
    for table in
        table::tables().iter().filter(|table| table.columns().any(|column| column.name == "byte_start"))
    {
        rows(dataset, table, &layers, report);
    }
    Ok(())
}

/// The layers: from the table `texts`, else from the source files, whose hashes are checked first.
fn layers(dataset: &Dataset, sources: &Path, report: &mut Report) -> Result<Layers> {
    let mut layers = Layers::default();
    if let Some(frame) = table::table("texts").and_then(|table| dataset.columns(table, &["doc_id", "text"])) {
        for row in 0..frame.height() {
            if let (Some(doc), Some(text)) = (cell(&frame, "doc_id", row), cell(&frame, "text", row)) {
                layers.insert(doc, text);
            }
        }
    }
    let columns = ["doc_id", "path", "sha256"];
    let Some(frame) = table::table("documents").and_then(|table| dataset.columns(table, &columns)) else {
        return Ok(layers);
    };
    let (mut changed, mut absent) = (Vec::new(), Vec::new());
    for row in 0..frame.height() {
        let [Some(doc), Some(path), Some(expected)] = columns.map(|name| cell(&frame, name, row)) else {
            continue;
        };
        if layers.contains_key(&doc) {
            continue;
        }
        let file = sources.join(&path);
        match sha256(&file) {
            Ok(found) if found == expected => {
                if let Some(decoded) =
                    std::fs::read(&file).ok().and_then(|bytes| source::decode(&bytes, None).ok())
                {
                    layers.insert(doc, decoded.text);
                }
            }
            Ok(found) => changed.push(format!("{path}: expected sha256 {expected}, found {found}")),
            Err(_) => absent.push(path.clone()),
        }
    }
    report.add(
        "source-unchanged",
        "documents",
        "the source files are those that were read",
        changed.len() as u64,
        changed,
    );
    if !absent.is_empty() {
        let what = format!(
            "{} source files are not here ({} …): their spans cannot be checked",
            absent.len(),
            absent[0]
        );
        report.leave_out("grounding", "documents", what);
    }
    Ok(layers)
}

fn rows(dataset: &Dataset, table: &Table, layers: &Layers, report: &mut Report) {
    let has_text = table.columns().any(|column| column.name == "text");
    let columns = ["doc_id", "char_start", "char_end", "byte_start", "byte_end", "text"];
    let Some(frame) = dataset.columns(table, if has_text { &columns } else { &columns[..5] }) else { return };
    let mut wrong = Vec::new();
    let mut offending = 0;
    let mut current: Option<(String, CharIndex<'_>)> = None;
    for row in 0..frame.height() {
        let Some(doc) = cell(&frame, "doc_id", row) else { continue };
        let Some(layer) = layers.get(&doc) else { continue };
        if current.as_ref().is_none_or(|(known, _)| *known != doc) {
            current = Some((doc.clone(), CharIndex::new(layer)));
        }
        let Some((_, index)) = &current else { continue };
        let offsets =
            ["byte_start", "byte_end", "char_start", "char_end"].map(|name| number(&frame, name, row));
        let [Some(start), Some(end), Some(first), Some(last)] = offsets else { continue };
        let slice = layer.get(start as usize..end as usize);
        let text = if has_text { cell(&frame, "text", row) } else { slice.map(str::to_owned) };
        let grounded = slice.is_some()
            && slice == text.as_deref()
            && index.chars(start) == first
            && index.chars(end) == last;
        if !grounded {
            offending += 1;
            if wrong.len() < super::report::SHOWN {
                let line = layer.get(..start as usize).map_or(0, |before| before.matches('\n').count() + 1);
                wrong.push(format!(
                    "{doc}, line {line}: the row has {:?}, the source has {:?} at bytes {start}..{end}",
                    text.unwrap_or_default(),
                    slice.unwrap_or("no text")
                ));
            }
        }
    }
    report.add(
        "grounding",
        table.name,
        "each text is its slice of the text layer, in bytes and in characters",
        offending,
        wrong,
    );
}

fn column<'f>(frame: &'f DataFrame, name: &str) -> Option<&'f Column> {
    frame.column(name).ok()
}

fn cell(frame: &DataFrame, name: &str, row: usize) -> Option<String> {
    column(frame, name)?.str().ok()?.get(row).map(str::to_owned)
}

fn number(frame: &DataFrame, name: &str, row: usize) -> Option<u32> {
    column(frame, name)?.u32().ok()?.get(row)
}
