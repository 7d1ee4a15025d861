//! Lines of corrections as the page begins with them.

use crate::corrections;
use crate::error::{Error, Result};
use crate::extract::Engine;
use serde_json::Value;
use std::path::Path;

/// The lines of some files.
///
/// # Errors
/// Where a file cannot be read, or a line is no correction.
pub(super) fn read(files: &[impl AsRef<Path>]) -> Result<Vec<Value>> {
    let tables = Engine::corrected_tables();
    let mut lines = Vec::new();
    for file in files {
        let file = file.as_ref();
        let text = std::fs::read_to_string(file)
            .map_err(|cause| Error::io("read these corrections", file, &cause))?;
        for line in corrections::read(&file.display().to_string(), &text, &tables)? {
            lines.push(serde_json::to_value(&line.correction).map_err(Error::caused)?);
        }
    }
    Ok(lines)
}
