//! Documents as the table `documents` has them.

use crate::check::{cell, number, text, value};
use crate::source::Format;
use crate::source::format::unpacked_name;
use arrow::array::RecordBatch;
use arrow::datatypes::Int64Type;
use std::path::Path;

/// A document as the table `documents` has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Listed {
    pub(super) doc_id: String,
    pub(super) path: Option<String>,
    pub(super) sha256: Option<String>,
    /// How long its source is, and its text in characters.
    pub(super) bytes: Option<u64>,
    pub(super) chars: Option<i64>,
    /// Whether its file is its text, so that `texts` need not have it.
    pub(super) is_text_file: bool,
    /// Whether its format is one whose files are one document each.
    pub(super) is_whole: bool,
    /// The piece of `documents` that its row is in, and its number there.
    pub(super) place: (usize, u64),
}

impl Listed {
    /// Whether its file is itself and no other: what is inside of an archive has a length of its own.
    pub(super) fn is_file(&self) -> bool {
        let path = self.path.as_deref().map(Path::new);
        self.is_whole && path.is_some_and(|path| Format::of_name(path).is_document())
    }
}

/// The document of a row.
pub(super) fn listed(batch: &RecordBatch, row: usize) -> Listed {
    let get = |name: &str| text(batch, name).and_then(|cells| cell(cells, row)).map(str::to_owned);
    let length = |name: &str| number::<Int64Type>(batch, name).and_then(|lengths| value(lengths, row));
    Listed {
        doc_id: get("doc_id").unwrap_or_default(),
        path: get("path"),
        sha256: get("sha256"),
        bytes: length("bytes").and_then(|length| u64::try_from(length).ok()),
        chars: length("chars"),
        is_text_file: get("format").as_deref() == Some(Format::Text.name())
            && matches!(get("encoding").as_deref(), Some("utf-8" | "utf-8-sig"))
            && get("path").is_some_and(|path| is_plain(Path::new(&path))),
        is_whole: get("format")
            .is_some_and(|format| Format::of_name(Path::new(&format!("a.{format}"))).is_document()),
        place: (0, 0),
    }
}

/// Whether a file of this name may be a text by itself: it is not packed, and no archive and no corpus.
fn is_plain(path: &Path) -> bool {
    unpacked_name(path) == path
        && (Format::of_name(path).is_document() || Format::of_name(path) == Format::Other)
}
