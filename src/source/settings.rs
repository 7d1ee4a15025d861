//! Files of settings: pipelines, rules and lexicons, read whole.

use crate::error::{Error, Result};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads the text of such a file; `what` names its kind in messages. No more is read than `most` bytes, for a device or
/// a pipe may have no end.
///
/// # Errors
/// An I/O error for a file that cannot be read, a configuration error for one that is larger or no UTF-8.
pub fn read_settings(path: &Path, what: &str, most: usize) -> Result<String> {
    let unreadable = |cause| Error::io(&format!("read this {what} file"), path, &cause);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() > most {
        let message = format!("expected a {what} file of at most {most} bytes, found more");
        return Err(Error::configuration(message).at(path.display()));
    }
    String::from_utf8(bytes).map_err(|broken| {
        let at = broken.utf8_error().valid_up_to();
        let line = broken.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        Error::configuration(format!("expected UTF-8, found a broken sequence at byte {at}"))
            .at(format!("{}:{line}", path.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_or_no_text_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.toml");
        for (bytes, most, expected) in [
            (&b"a = 1"[..], 5, Ok("a = 1")),
            (b"a = 12", 5, Err("a.toml: expected a rule file of at most 5 bytes, found more")),
            (b"a\n\xff", 5, Err("a.toml:2: expected UTF-8, found a broken sequence at byte 2")),
        ] {
            std::fs::write(&path, bytes).expect("written");
            let read = read_settings(&path, "rule", most).map_err(|error| error.to_string());
            match (read, expected) {
                (Ok(read), Ok(expected)) => assert_eq!(read, expected),
                (Err(read), Err(expected)) => assert!(read.ends_with(expected), "{read}"),
                other => panic!("{other:?}"),
            }
        }
    }
}
