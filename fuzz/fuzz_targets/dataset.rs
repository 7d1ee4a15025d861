//! Any bytes as a file of a dataset that a stranger sent: the check of the dataset ends and says what it found.

#![no_main]

use jadval::lexicon::Lexicon;
use jadval::extract::Engine;
use jadval::validate::{Against, Demands, Limits, validate};
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in files load"));

/// A dataset that is right but for the file that is tried.
static DATASET: LazyLock<(tempfile::TempDir, Vec<String>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let right = Path::new(env!("CARGO_MANIFEST_DIR")).join("../datasets/damaged");
    let entries = fs::read_dir(right).expect("a dataset").map(|entry| entry.expect("a file").path());
    let mut files: Vec<PathBuf> = entries.collect();
    files.sort();
    let mut names = Vec::new();
    for file in files {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        fs::copy(&file, folder.path().join(&name)).expect("a copy");
        names.push(name);
    }
    (folder, names)
});

fuzz_target!(|data: &[u8]| {
    // The first byte says which file it is.
    let Some((first, rest)) = data.split_first() else { return };
    let (folder, names) = &*DATASET;
    let Some(name) = names.get(usize::from(*first) % names.len()) else { return };
    let path = folder.path().join(name);
    let right = fs::read(&path).expect("the file");
    fs::write(&path, rest).expect("written");
    let lexicon: &Lexicon = &ENGINE.grammar().lexicon;
    let demands = Demands { limits: Some(Limits { bytes: 16 << 20, rows: 100_000 }), ..Demands::default() };
    let report = validate(folder.path(), Against { sources: folder.path(), lexicon, expectations: &[], demands });
    let _ = report.map_err(|error| error.to_string());
    fs::write(&path, right).expect("written");
});
