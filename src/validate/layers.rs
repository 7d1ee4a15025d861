//! Text layers: from the table `texts`, else from the source files, whose sums are checked first.

use super::report::Report;
use super::tables::OpenTable;
use crate::check::{GROUNDING, SHOWN, SOURCE_UNCHANGED, cell, text};
use crate::error::Result;
use crate::sink::sum_of;
use crate::source::{Documents, Format, Reading, decode, discover, sha256};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::path::Path;

/// A document as the table `documents` has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub(super) doc_id: String,
    pub(super) path: Option<String>,
    pub(super) sha256: Option<String>,
    pub(super) is_text_file: bool,
    /// Whether its format is one whose files are one document each.
    pub(super) is_whole: bool,
}

/// Where layers are found, and what was found about the sources.
pub(super) struct Sources<'a> {
    folder: &'a Path,
    /// Sources of many documents are summed once.
    last: Option<(String, State)>,
    changed: Vec<String>,
    /// Whether documents were read as they are where nobody asks for something else.
    as_usual: bool,
    /// Documents that are not read again as their text was kept.
    otherwise: Vec<String>,
    absent: u64,
    first_absent: Option<String>,
    seen: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Same,
    Changed,
    Absent,
    /// The same file, of which another text is read.
    Otherwise,
}

impl<'a> Sources<'a> {
    /// The sources below a folder, of the documents of a dataset.
    pub(super) fn new(folder: &'a Path, dataset: &Path) -> Self {
        let as_usual = reading_of(dataset).is_none();
        let (changed, otherwise) = (Vec::new(), Vec::new());
        Self { folder, last: None, changed, as_usual, otherwise, absent: 0, first_absent: None, seen: 0 }
    }

    /// Reads a document again whose text was kept, and compares it.
    fn reread(&self, document: &Listed, kept: &str) -> Option<(State, String, Option<String>)> {
        let path = document.path.as_deref().filter(|_| document.is_whole && self.as_usual)?;
        // What is inside of an archive or a table is not looked for.
        if !Format::of_name(Path::new(path)).is_document() {
            return None;
        }
        let files = discover(&[self.folder.join(path)]).ok()?;
        let reading = Reading { max_document_bytes: u64::MAX, ..Reading::default() };
        let read = Documents::new(files, reading).next()?.ok()?;
        let state = match () {
            () if document.sha256.as_ref() != Some(&read.sha256) => State::Changed,
            () if read.text != kept => State::Otherwise,
            () => State::Same,
        };
        Some((state, read.sha256, None))
    }

    /// The layers of some documents. Of a document whose text is in `kept` the source's sum is checked
    /// too, where the source is here.
    pub(super) fn layers(
        &mut self,
        documents: &[Listed],
        mut kept: FxHashMap<String, String>,
    ) -> Vec<Option<String>> {
        let read: Vec<Option<(State, String, Option<String>)>> = documents
            .par_iter()
            .map(|document| {
                let (Some(path), Some(expected)) = (&document.path, &document.sha256) else { return None };
                if let Some(kept) = kept.get(&document.doc_id) {
                    return self.reread(document, kept);
                }
                if !document.is_text_file {
                    return None;
                }
                let Ok(bytes) = std::fs::read(self.folder.join(path)) else {
                    return Some((State::Absent, String::new(), None));
                };
                let found = sha256(&bytes);
                if found != *expected {
                    return Some((State::Changed, found, None));
                }
                Some((State::Same, found, decode(&bytes, None).ok().map(|decoded| decoded.text)))
            })
            .collect();
        documents
            .iter()
            .zip(read)
            .map(|(document, read)| {
                self.seen += 1;
                let text = kept.remove(&document.doc_id);
                match read {
                    Some((state, found, read)) => {
                        self.take_down(document, state, &found);
                        read.or(text)
                    }
                    None => {
                        self.check_file(document, text.is_some());
                        text
                    }
                }
            })
            .collect()
    }

    /// Checks the sum of a file that is not read for its text.
    fn check_file(&mut self, document: &Listed, has_text: bool) {
        let (Some(path), Some(expected)) = (&document.path, &document.sha256) else { return };
        if self.last.as_ref().is_some_and(|(last, _)| last == path) {
            return;
        }
        let file = self.folder.join(path);
        let (state, found) = match sum_of(&file) {
            Ok(sum) if sum.sha256 == *expected => (State::Same, sum.sha256),
            Ok(sum) => (State::Changed, sum.sha256),
            Err(_) => (State::Absent, String::new()),
        };
        self.last = Some((path.clone(), state));
        // The text is here, so nothing is left out where its source is not.
        if state != State::Absent || !has_text {
            self.take_down(document, state, &found);
        }
    }

    fn take_down(&mut self, document: &Listed, state: State, found: &str) {
        let path = document.path.as_deref().unwrap_or_default();
        match state {
            State::Same => {}
            State::Changed => {
                let expected = document.sha256.as_deref().unwrap_or_default();
                self.changed.push(format!("{path}: expected sha256 {expected}, found {found}"));
            }
            State::Otherwise => self.otherwise.push(format!(
                "{path}: expected the text that `texts` has, found another one when it was read again"
            )),
            State::Absent => {
                self.absent += 1;
                self.first_absent.get_or_insert_with(|| path.to_owned());
            }
        }
    }

    pub(super) fn report(self, report: &mut Report) {
        report.files(
            SOURCE_UNCHANGED,
            "documents",
            "the source files are those that were read",
            self.changed,
        );
        if !self.otherwise.is_empty() {
            report.files(GROUNDING, "texts", "the texts are what their sources are read as", self.otherwise);
        }
        if !self.as_usual {
            let what = "documents were read by settings of their own (jadval.reading in datapackage.json): their texts are not \
                        compared with their sources";
            report.leave_out(GROUNDING, "texts", what);
        }
        if let Some(first) = self.first_absent {
            let what = format!(
                "{} of {} source files are not here ({first} …): their spans and ids cannot be checked; \
                 --sources names the folder that their paths start from",
                self.absent, self.seen
            );
            report.leave_out(GROUNDING, "documents", what);
        }
    }
}

/// How the documents of a dataset were read, where that is not as usual.
fn reading_of(dataset: &Path) -> Option<serde_json::Value> {
    let description = std::fs::read(dataset.join("datapackage.json")).ok()?;
    let description: serde_json::Value = serde_json::from_slice(&description).ok()?;
    description.get("jadval")?.get("reading").filter(|reading| !reading.is_null()).cloned()
}

/// Gives examples the lines they stand on, and the file where it is a text file.
pub(super) fn locate(tables: &[OpenTable], folder: &Path, dataset: &Path, report: &mut Report) -> Result<()> {
    let mut wanted: FxHashMap<String, Listed> = report
        .checks
        .iter()
        .flat_map(|check| check.examples.iter().take(SHOWN))
        .filter(|example| example.byte.is_some())
        .filter_map(|example| Some((example.doc_id.clone()?, Listed::default())))
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let columns = ["doc_id", "path", "sha256", "format"];
    for_rows(tables, "documents", &columns, |cells| {
        let [doc_id, path, sha256, format] = cells else { return };
        if let Some(listed) = doc_id.and_then(|doc_id| wanted.get_mut(doc_id)) {
            *listed = Listed {
                doc_id: doc_id.unwrap_or_default().to_owned(),
                path: path.map(str::to_owned),
                sha256: sha256.map(str::to_owned),
                is_text_file: *format == Some("txt"),
                is_whole: false,
            };
        }
    })?;
    let mut kept = FxHashMap::default();
    for_rows(tables, "texts", &["doc_id", "text"], |cells| {
        if let [Some(doc_id), Some(text)] = cells
            && wanted.contains_key(*doc_id)
        {
            kept.insert((*doc_id).to_owned(), (*text).to_owned());
        }
    })?;
    let mut listed: Vec<Listed> = wanted.into_values().filter(|listed| !listed.doc_id.is_empty()).collect();
    listed.sort_by(|a, b| a.doc_id.cmp(&b.doc_id));
    let layers = Sources::new(folder, dataset).layers(&listed, kept);
    let found: FxHashMap<&str, (&Listed, Option<String>)> =
        listed.iter().zip(layers).map(|(listed, layer)| (listed.doc_id.as_str(), (listed, layer))).collect();
    for example in report.checks.iter_mut().flat_map(|check| &mut check.examples) {
        let Some((listed, layer)) = example.doc_id.as_deref().and_then(|doc_id| found.get(doc_id)) else {
            continue;
        };
        if let (Some(layer), Some(byte)) = (layer, example.byte) {
            let before = layer.as_bytes().get(..byte as usize).unwrap_or(layer.as_bytes());
            example.line = Some(before.iter().filter(|&&byte| byte == b'\n').count() + 1);
        }
        if listed.is_text_file {
            example.path.clone_from(&listed.path);
        }
    }
    Ok(())
}

/// Calls `row` with the text cells of each row of a table, where it is there with these columns.
fn for_rows(
    tables: &[OpenTable],
    name: &str,
    columns: &[&str],
    mut row: impl FnMut(&[Option<&str>]),
) -> Result<()> {
    let Some(open) = tables.iter().find(|open| open.table.name == name) else { return Ok(()) };
    if open.lacks(columns).is_some() {
        return Ok(());
    }
    for piece in &open.pieces {
        for batch in piece.read(Some(columns))? {
            let batch = batch?;
            let arrays: Vec<_> = columns.iter().filter_map(|name| text(&batch, name)).collect();
            for n in 0..batch.num_rows() {
                let cells: Vec<Option<&str>> = arrays.iter().map(|array| cell(array, n)).collect();
                row(&cells);
            }
        }
    }
    Ok(())
}
