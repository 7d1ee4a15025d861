//! The text of a document: kept in its dataset, or read from its source.

use crate::error::{Error, Result};
use crate::source::{decode, sha256};
use std::path::Path;

/// A document as the table `documents` has it, as far as its text asks for it.
pub(super) struct Listed<'d> {
    pub(super) doc_id: &'d str,
    pub(super) path: &'d str,
    pub(super) sha256: &'d str,
}

/// The text of a document that was kept, or the one that its file has, below a folder.
///
/// # Errors
/// Where the file cannot be read or is not the one that was extracted from.
pub(super) fn layer(document: &Listed<'_>, kept: Option<String>, folder: &Path) -> Result<String> {
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let file = folder.join(document.path);
    let bytes = std::fs::read(&file).map_err(|cause| {
        let what = format!(
            "read the text of the document «{}» (--sources names the folder that paths start from)",
            document.doc_id
        );
        Error::io(&what, &file, &cause)
    })?;
    let found = sha256(&bytes);
    if found != document.sha256 {
        let message = format!(
            "expected the source that the dataset was made of (sha256 {}), found another one ({found}): run the pipeline again",
            document.sha256
        );
        return Err(Error::output(message).at(file.display()));
    }
    let decoded = decode(&bytes, None).map_err(|defect| Error::output(defect.message).at(file.display()))?;
    Ok(decoded.text)
}
