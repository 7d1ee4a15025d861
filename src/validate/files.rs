//! The dataset's files: present, and as they were when they were written.

use super::{Dataset, Report};
use crate::error::{Error, Result};
use crate::table;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::Path;

const CHECKSUMS: &str = "SHA256SUMS";

pub(super) fn check(dataset: &Dataset, report: &mut Report) -> Result<()> {
    for table in table::tables() {
        let path = dataset.parquet(table);
        let missing = u64::from(!path.exists());
        report.add("table-present", table.name, format!("{} exists", path.display()), missing, Vec::new());
    }
    let path = dataset.folder().join(CHECKSUMS);
    let Ok(sums) = std::fs::read_to_string(&path) else {
        report.add("checksums", CHECKSUMS, "SHA256SUMS can be read", 1, Vec::new());
        return Ok(());
    };
    let mut wrong = Vec::new();
    for line in sums.lines().filter(|line| !line.is_empty()) {
        let Some((expected, name)) = line.split_once("  ") else {
            wrong.push(format!("a line that is no checksum: {line:?}"));
            continue;
        };
        match sha256(&dataset.folder().join(name)) {
            Ok(found) if found == expected => {}
            Ok(found) => wrong.push(format!("{name}: expected {expected}, found {found}")),
            Err(cause) => wrong.push(cause.to_string()),
        }
    }
    report.add(
        "checksums",
        CHECKSUMS,
        "every file has the checksum that was written down",
        wrong.len() as u64,
        wrong,
    );
    Ok(())
}

/// The SHA-256 of a file in lower-case hexadecimal, read in pieces.
pub(super) fn sha256(path: &Path) -> Result<String> {
    let failed = |cause: std::io::Error| Error::io("read the file", path, &cause);
    let mut file = File::open(path).map_err(failed)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer).map_err(failed)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
    }
    let mut out = String::with_capacity(64);
    for byte in hasher.finalize() {
        let _ = write!(out, "{byte:02x}");
    }
    Ok(out)
}
