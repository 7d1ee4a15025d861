//! Lines of corrections as the page begins with them.

use crate::error::{Error, Result};
use serde_json::Value;
use std::path::Path;

/// The lines of some files, each with the file and the line that it stands on for messages.
///
/// # Errors
/// Where a file cannot be read, or a line is no object with a table, a verdict, a reviewer and a quotation.
pub(super) fn read(files: &[impl AsRef<Path>]) -> Result<Vec<Value>> {
    let mut lines = Vec::new();
    for file in files {
        let file = file.as_ref();
        let text = std::fs::read_to_string(file)
            .map_err(|cause| Error::io("read these corrections", file, &cause))?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
            let place = format!("{}:{number}", file.display());
            let value: Value = serde_json::from_str(line).map_err(|cause| {
                Error::configuration(format!("expected a correction as JSON: {cause}")).at(&place)
            })?;
            for key in ["table", "verdict", "doc_id", "reviewer"] {
                if !value[key].is_string() {
                    let message =
                        format!("expected a correction with a text in `{key}`, found {}", value[key]);
                    return Err(Error::configuration(message).at(&place));
                }
            }
            if !value["quote"]["exact"].is_string() {
                return Err(Error::configuration(
                    "expected a correction with its words in `quote.exact`, found none",
                )
                .at(&place));
            }
            lines.push(value);
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_correction_is_told_with_its_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("mina.jsonl");
        let good =
            r#"{"table":"dates","verdict":"accept","doc_id":"a","reviewer":"m","quote":{"exact":"x"}}"#;
        std::fs::write(&file, format!("\u{FEFF}{good}\n\n{good}\r\n")).expect("written");
        assert_eq!(read(&[&file]).expect("lines").len(), 2);
        for wrong in ["{", "[]", r#"{"table":"dates"}"#, &good.replace("exact", "words")] {
            std::fs::write(&file, format!("{good}\n{wrong}\n")).expect("written");
            let error = read(&[&file]).expect_err("wrong").to_string();
            assert!(error.contains("mina.jsonl:2"), "{error}");
        }
        assert!(read(&[folder.path().join("none")]).expect_err("absent").is_io());
    }
}
