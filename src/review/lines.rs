//! Lines of corrections as the page begins with them.

use super::document::Document;
use crate::corrections::{Line, Search, read as read_lines};
use crate::error::{Error, Result};
use crate::extract::Engine;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// The lines of some files.
///
/// # Errors
/// Where a file cannot be read, or a line is no correction.
pub(super) fn read(files: &[impl AsRef<Path>]) -> Result<Vec<Arc<Line>>> {
    let tables = Engine::corrected_tables();
    let mut lines = Vec::new();
    for file in files {
        let file = file.as_ref();
        let text = std::fs::read_to_string(file)
            .map_err(|cause| Error::io("read these corrections", file, &cause))?;
        lines.extend(read_lines(&file.display().to_string(), &text, &tables)?.into_iter().map(Arc::new));
    }
    Ok(lines)
}

/// Gives documents the lines that name one which was renamed and changed. `known` are the ids and sums of all documents of
/// the dataset.
pub(super) fn renamed(
    lines: &[Arc<Line>],
    (ids, sums): (&[String], &BTreeSet<String>),
    documents: &mut [Document],
) {
    let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let is_there =
        |id: &str, sum: Option<&str>| ids.contains(id) || sum.is_some_and(|sum| sums.contains(sum));
    let mut search = Search::new(lines, is_there);
    if search.is_empty() {
        return;
    }
    documents.iter().for_each(|document| search.look(&document.doc_id, &document.text));
    for (now, places) in search.decided().now {
        let its =
            places.iter().filter_map(|&place| lines.get(place as usize)).map(|line| line.correction.clone());
        if let Some(document) = documents.iter_mut().find(|document| document.doc_id == now) {
            document.lines.extend(its);
        }
    }
}
