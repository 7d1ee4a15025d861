//! Rows of tables as they are read.

use crate::error::{Error, Result};
use crate::source::open_regular;
use arrow::array::RecordBatch;
use std::fs::File;
use std::path::Path;

/// Record batches as they are read.
pub type Batches = Box<dyn Iterator<Item = Result<RecordBatch>> + Send>;

pub(super) fn open(path: &Path) -> Result<File> {
    open_regular(path).map_err(|cause| Error::io("open this table", path, &cause))
}
