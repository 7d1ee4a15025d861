//! How many rows of a row group fit into a batch, whatever their values.

use super::batches::open;
use crate::error::{Error, Result};
use parquet::arrow::arrow_reader::ArrowReaderMetadata;
use parquet::basic::Type;
use parquet::column::page::{Page, PageReader};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Rows of a batch.
const ROWS: usize = 8192;

/// Bytes that the values of a batch may have.
const BYTES: u64 = 64 << 20;

/// Rows of a batch of a row group. Every row may hold the longest value of a dictionary, which the file has but once, so there
/// are fewer where it is long: in a file of a few bytes a batch of gigabytes may lie hidden.
pub(super) fn batch_rows(
    path: &Path,
    metadata: &ArrowReaderMetadata,
    group: usize,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<usize> {
    let Some(group) = metadata.metadata().row_groups().get(group) else { return Ok(ROWS) };
    let mut width = 0_u64;
    let mut file = None;
    for column in group.columns() {
        if column.column_type() != Type::BYTE_ARRAY
            || !column.column_path().parts().first().is_some_and(|name| is_wanted(name))
        {
            continue;
        }
        let stored = u64::try_from(column.uncompressed_size()).unwrap_or(0);
        let rows = u64::try_from(column.num_values()).unwrap_or(0).max(1);
        width = width.saturating_add(stored / rows);
        // A dictionary that is shorter than this cannot fill a batch.
        if column.dictionary_page_offset().is_some() && stored > BYTES / ROWS as u64 {
            let file = match &file {
                Some(file) => file,
                None => file.insert(Arc::new(open(path)?)),
            };
            let longest = longest(file, column).map_err(|cause| Error::caused(cause).at(path.display()))?;
            width = width.saturating_add(longest);
        }
    }
    Ok(usize::try_from(BYTES / width.max(1)).unwrap_or(ROWS).clamp(1, ROWS))
}

/// The length of the longest value of a column's dictionary.
fn longest(file: &Arc<File>, column: &ColumnChunkMetaData) -> parquet::errors::Result<u64> {
    let rows = usize::try_from(column.num_values()).unwrap_or(0);
    let mut pages = SerializedPageReader::new(Arc::clone(file), column, rows, None)?;
    let Some(Page::DictionaryPage { buf, .. }) = pages.get_next_page()? else { return Ok(0) };
    let (mut rest, mut longest) = (buf.as_ref(), 0);
    // Each value stands behind its length.
    while let Some((length, behind)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length);
        longest = longest.max(u64::from(length));
        rest = behind.get(length as usize..).unwrap_or_default();
    }
    Ok(longest)
}
