//! Any bytes as a file of each kind that holds records or other files, as a run reads it.

#![no_main]

use jadval::source::{Documents, Reading, discover};
use libfuzzer_sys::fuzz_target;

/// Bytes that a document may have.
const LIMIT: u64 = 16 << 20;

fuzz_target!(|data: &[u8]| {
    let Ok(folder) = tempfile::tempdir() else { return };
    for name in ["a.csv", "a.tsv", "a.json", "a.jsonl", "a.parquet", "a.xlsx", "a.zip", "a.tar", "a.gz", "a"] {
        let path = folder.path().join(name);
        if std::fs::write(&path, data).is_err() {
            return;
        }
        let Ok(files) = discover(&[path]) else { continue };
        let reading = Reading { max_document_bytes: LIMIT, ..Reading::default() };
        for found in Documents::new(files, reading).take(1000) {
            assert!(found.as_ref().err().is_none_or(|reject| reject.code != "panic"), "{found:?}");
        }
    }
});
