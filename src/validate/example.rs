//! How a report shows an offending row.

use crate::plain::{is_sign, on_one_line};
use serde::Serialize;

/// One offending row, or a remark about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Its document.
    pub doc_id: Option<String>,
    /// The file of the document.
    pub path: Option<String>,
    /// Its line in the text, from 1.
    pub line: Option<usize>,
    /// Its id.
    pub row_id: Option<String>,
    /// Its text, as the row has it.
    pub text: Option<String>,
    /// What is wrong with it.
    pub note: String,
    /// Where it begins in the text layer.
    #[serde(skip)]
    pub(super) byte: Option<u32>,
}

impl Example {
    pub(super) fn note(note: impl Into<String>) -> Self {
        Self { note: note.into(), ..Self::default() }
    }
}

impl std::fmt::Display for Example {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut between = "";
        let place = match (&self.path, &self.doc_id, self.line) {
            (Some(path), _, Some(line)) => Some(format!("{path}:{line}")),
            (_, Some(doc), Some(line)) => Some(format!("{doc}:{line}")),
            (_, Some(doc), None) => Some(doc.clone()),
            (Some(path), None, None) => Some(path.clone()),
            _ => None,
        };
        let text = self.text.as_deref().map(|text| format!("«{}»", shortened(text)));
        let note = Some(on_one_line(&self.note)).filter(|note| !note.is_empty());
        let [place, row_id] = [place, self.row_id.clone()].map(|part| part.map(|part| on_one_line(&part)));
        for part in [place, row_id, text].into_iter().flatten() {
            write!(f, "{between}{part}")?;
            between = " ";
        }
        match note {
            Some(note) if between.is_empty() => f.write_str(&note),
            Some(note) => write!(f, ": {note}"),
            None => Ok(()),
        }
    }
}

/// Most characters of a text in an example.
const SHOWN_CHARS: usize = 80;

/// A text on one line, cut where it is long.
pub(super) fn shortened(text: &str) -> String {
    let mut out: String =
        text.chars().take(SHOWN_CHARS).map(|c| if c.is_control() || is_sign(c) { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN_CHARS).is_some() {
        out.push('…');
    }
    out
}
