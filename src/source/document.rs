//! Documents: their text, and where it came from.

use super::format::{Format, Structure};
use crate::calendar::Day;
use crate::text::{Origin, OriginPlace, Span};
use std::borrow::Cow;
use std::time::Duration;

/// Who said what "today" is for a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReferenceSource {
    /// Nobody: relative dates stay unresolved.
    #[default]
    None,
    /// The document's own record.
    Record,
    /// The document, in what it says of itself.
    Metadata,
    /// The name of its file.
    Filename,
    /// The pipeline file, or an option of the command line, which takes its place.
    Pipeline,
}

/// "Today" for relative dates, and who said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize)]
pub struct Reference {
    /// The day; `None` exactly when `source` is [`ReferenceSource::None`].
    pub day: Option<Day>,
    /// Who gave it.
    pub source: ReferenceSource,
}

/// One document: its decoded text and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceDocument {
    /// Path below the raw folder without extension, or the record's own id.
    pub doc_id: String,
    /// The source file, as found from the current folder; `-` for standard input.
    pub path: String,
    /// How the source stores it.
    pub format: Format,
    /// The source's encoding, in a spelling that Python's `open` takes too.
    pub encoding: Cow<'static, str>,
    /// Bytes of the source: of the file, or of the record's line without its line end.
    pub bytes: u64,
    /// SHA-256 of the source file in lower-case hexadecimal. A record that came through standard
    /// input has the sum of its own line, since the stream cannot be read twice.
    pub sha256: String,
    /// The title that the source gives.
    pub title: Option<String>,
    /// The program that the source says it was written by.
    pub producer: Option<String>,
    /// "Today" for relative dates.
    pub reference: Reference,
    /// The text layer: decoded, without byte order mark, otherwise untouched.
    pub text: String,
    /// What the source says of the parts of the layer; empty for plain text and records.
    pub structure: Structure,
    /// Where in the source the text of a record stands: its line and the key of it, or a cell.
    pub place: Option<OriginPlace>,
    /// Whether the layer cannot be had from the source file itself, so that a dataset must keep it.
    pub keep_text: bool,
    /// How long it has been in work so far, where that is limited.
    pub spent: Duration,
}

impl SourceDocument {
    /// Where in the source each part of the layer comes from: of a record its place, of a text file nothing, since it is its
    /// own layer.
    #[must_use]
    pub fn origins(&self) -> Vec<Origin> {
        let whole = Span::new(0, u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        match &self.place {
            Some(place) => vec![Origin { span: whole, place: place.clone() }],
            None => self.structure.origins(),
        }
    }
}
