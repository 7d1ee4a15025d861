//! Text layers: from the table `texts`, else from the source files, whose sums are checked first.

use super::demands::Demands;
use super::listed::{Listed, listed};
use super::report::Report;
use super::tables::OpenTable;
use crate::check::{GROUNDING, LAYER, Offenders, SHOWN, SOURCE_UNCHANGED, cell, text};
use crate::error::Result;
use crate::sink::{DESCRIPTION_BYTES, sum_of};
use crate::source::{
    Documents, Encoding, Format, Reading, SourceDocument, decode, discover, read_regular, sha256,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

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
    /// Documents whose text is nowhere, or not as long as they say.
    without_layer: Offenders,
    demands: Demands<'a>,
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
    pub(super) fn new(folder: &'a Path, dataset: &Path, demands: Demands<'a>) -> Self {
        let as_usual = reading_of(dataset).is_none();
        Self {
            folder,
            last: None,
            changed: Vec::new(),
            as_usual,
            otherwise: Vec::new(),
            absent: 0,
            first_absent: None,
            seen: 0,
            without_layer: Offenders::default(),
            demands,
        }
    }

    /// Where the source of a document is, if that may be looked at: of a stranger's dataset only what is below the folder of
    /// the sources.
    fn place_of(&self, document: &Listed) -> Option<PathBuf> {
        let path = document.path.as_deref().filter(|path| !path.is_empty() && *path != "-")?;
        let place = self.folder.join(path);
        if !self.demands.untrusted {
            return Some(place);
        }
        let is_below = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
            && place.canonicalize().ok()?.starts_with(self.folder.canonicalize().ok()?);
        is_below.then_some(place)
    }

    /// The bytes of a source that is one document: a regular file of the length that its row says. Another length is another
    /// file, and need not be read to know it.
    fn bytes_of(&self, document: &Listed) -> Option<Vec<u8>> {
        read_regular(&self.place_of(document)?, document.bytes?).ok()
    }

    /// The text of a document that is a text file.
    pub(super) fn text_file(&self, document: &Listed) -> Option<String> {
        let bytes = self.bytes_of(document).filter(|_| document.is_text_file)?;
        let is_same = document.sha256.as_ref() == Some(&sha256(&bytes));
        decode(&bytes, utf8()).ok().filter(|_| is_same).map(|decoded| decoded.text)
    }

    /// The documents of the source of one, as they are read where nobody asks for something else.
    fn documents_of(&self, document: &Listed) -> Option<Documents> {
        let place = self.place_of(document).filter(|_| self.as_usual)?;
        let length = std::fs::metadata(&place).ok()?.len();
        // What was read once may have been allowed more than others are.
        let (max_document_bytes, max_document_memory) = (length, Some(u64::MAX));
        let reading = Reading { max_document_bytes, max_document_memory, ..Reading::default() };
        Some(Documents::new(discover(&[place]).ok()?, reading))
    }

    /// A document read again from its source, which is one document.
    fn again(&self, document: &Listed) -> Option<SourceDocument> {
        // What is inside of an archive or a table is not looked for.
        let path = document.path.as_deref().filter(|_| document.is_whole)?;
        let is_one = Format::of_name(Path::new(path)).is_document();
        self.documents_of(document).filter(|_| is_one)?.next()?.ok()
    }

    /// The document of this text, also one of many in its source.
    pub(super) fn found_again(&self, document: &Listed, layer: &str) -> Option<SourceDocument> {
        let mut found = self.documents_of(document)?.flatten();
        found.find(|found| found.text == layer && document.sha256.as_ref() == Some(&found.sha256))
    }

    /// Reads a document again whose text was kept, and compares it.
    fn reread(&self, document: &Listed, kept: &str) -> Option<(State, String, Option<String>)> {
        let read = self.again(document)?;
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
                let expected = document.sha256.as_ref()?;
                if let Some(kept) = kept.get(&document.doc_id) {
                    return self.reread(document, kept);
                }
                if !document.is_text_file {
                    return None;
                }
                let Some(place) = self.place_of(document) else {
                    return Some((State::Absent, String::new(), None));
                };
                match read_regular(&place, document.bytes.unwrap_or(0)) {
                    Err(cause) if cause.kind() == ErrorKind::FileTooLarge => {
                        Some((State::Changed, cause.to_string(), None))
                    }
                    Err(_) => Some((State::Absent, String::new(), None)),
                    Ok(bytes) => {
                        let found = sha256(&bytes);
                        if found != *expected {
                            return Some((State::Changed, found, None));
                        }
                        Some((State::Same, found, decode(&bytes, utf8()).ok().map(|decoded| decoded.text)))
                    }
                }
            })
            .collect();
        documents
            .iter()
            .zip(read)
            .map(|(document, read)| {
                self.seen += 1;
                let text = kept.remove(&document.doc_id);
                let has_text = text.is_some();
                let layer = match read {
                    Some((state, found, read)) => {
                        self.take_down(document, state, &found);
                        read.or(text)
                    }
                    None => {
                        self.check_file(document, has_text);
                        text
                    }
                };
                self.check_layer(document, layer.as_deref(), has_text);
                layer
            })
            .collect()
    }

    /// Checks that the text of a document is somewhere, and is as long as its row says.
    fn check_layer(&mut self, document: &Listed, layer: Option<&str>, is_kept: bool) {
        let (piece, row) = document.place;
        if !is_kept && !document.is_text_file {
            self.without_layer.add(piece, row, || {
                "its text is not in `texts`, and its source is no UTF-8 text file of its own".to_owned()
            });
        }
        if let (Some(layer), Some(chars)) = (layer, document.chars) {
            let found = layer.chars().count();
            if usize::try_from(chars) != Ok(found) {
                self.without_layer.add(piece, row, || format!("chars is {chars}, its text has {found}"));
            }
        }
    }

    /// Checks the sum of a file that is not read for its text.
    fn check_file(&mut self, document: &Listed, has_text: bool) {
        let (Some(path), Some(expected)) = (&document.path, &document.sha256) else { return };
        if self.last.as_ref().is_some_and(|(last, _)| last == path) {
            return;
        }
        let sum = self.place_of(document).and_then(|file| sum_of(&file).ok());
        let (state, found) = match sum {
            Some(sum) if sum.sha256 != *expected => (State::Changed, sum.sha256),
            Some(sum) if document.is_file() && document.bytes.is_some_and(|bytes| bytes != sum.bytes) => {
                (State::Changed, format!("{} bytes", sum.bytes))
            }
            Some(sum) => (State::Same, sum.sha256),
            None => (State::Absent, String::new()),
        };
        self.last = Some((path.clone(), state));
        // The text is here, so nothing is left out where its source is not.
        if state != State::Absent || !has_text || self.demands.require_sources {
            self.take_down(document, state, &found);
        }
    }

    fn take_down(&mut self, document: &Listed, state: State, found: &str) {
        let path = document.path.as_deref().unwrap_or_default();
        match state {
            State::Same => {}
            State::Changed => {
                let expected = document.sha256.as_deref().unwrap_or_default();
                // What stands elsewhere is not of the dataset, and its sum is nobody's business.
                let is_below = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
                let found = if is_below { found } else { "another file" };
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

    pub(super) fn report(self, documents: &OpenTable, report: &mut Report) {
        let what = "each text is in `texts` or a UTF-8 text file, and as long as `documents` says";
        report.rows(LAYER, documents, what, &self.without_layer);
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
            if self.demands.require_sources {
                report.files(
                    GROUNDING,
                    "texts",
                    "every text is compared with its source",
                    vec![what.to_owned()],
                );
            } else {
                report.leave_out(GROUNDING, "texts", what);
            }
        }
        if let Some(first) = self.first_absent {
            let what = format!(
                "{} of {} source files are not here ({first} …): their spans and ids cannot be checked; \
                 --sources names the folder that their paths start from",
                self.absent, self.seen
            );
            if self.demands.require_sources {
                report.files(GROUNDING, "documents", "every source is here", vec![what]);
            } else {
                report.leave_out(GROUNDING, "documents", what);
            }
        }
    }
}

/// How the documents of a dataset were read, where that is not as usual.
fn reading_of(dataset: &Path) -> Option<serde_json::Value> {
    description_of(dataset)?.get("jadval")?.get("reading").filter(|reading| !reading.is_null()).cloned()
}

/// What a dataset says of itself.
pub(super) fn description_of(dataset: &Path) -> Option<serde_json::Value> {
    let description = read_regular(&dataset.join("datapackage.json"), DESCRIPTION_BYTES).ok()?;
    serde_json::from_slice(&description).ok()
}

/// The encoding of a text file that is its own layer: what its bytes look like does not matter.
fn utf8() -> Option<Encoding> {
    Encoding::from_name("utf-8")
}

/// Gives examples the lines they stand on, and the file where it is a text file.
pub(super) fn locate(
    tables: &[OpenTable],
    (folder, dataset): (&Path, &Path),
    demands: Demands<'_>,
    report: &mut Report,
) -> Result<()> {
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
    let Some(documents) = tables.iter().find(|open| open.table.name == "documents") else { return Ok(()) };
    for piece in &documents.pieces {
        for batch in piece.read(None)? {
            let batch = batch?;
            for row in 0..batch.num_rows() {
                let listed = listed(&batch, row);
                if let Some(wanted) = wanted.get_mut(&listed.doc_id) {
                    *wanted = Listed { is_whole: false, ..listed };
                }
            }
        }
    }
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
    let layers = Sources::new(folder, dataset, demands).layers(&listed, kept);
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
pub(super) fn for_rows(
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
