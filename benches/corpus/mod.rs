//! The text that benchmarks run on: the running-text corpus beside the checkout where it is there, else `raw/`.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Size of one document: a long article.
const DOCUMENT_BYTES: usize = 32 << 10;

/// Documents to time with.
pub(crate) struct Corpus {
    /// What they are, and how many.
    pub(crate) name: String,
    documents: Vec<String>,
}

/// The corpus of this checkout.
pub(crate) static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/corpora/running");
    let (name, folder) = if shared.is_dir() {
        ("running text", shared)
    } else {
        ("raw/, as no corpus is here", root.join("raw"))
    };
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    let text: String = files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    let mut documents = Vec::new();
    let mut document = String::new();
    for line in text.split_inclusive('\n') {
        document.push_str(line);
        if document.len() >= DOCUMENT_BYTES {
            documents.push(std::mem::take(&mut document));
        }
    }
    documents.push(document);
    Corpus { name: format!("{name}, {} documents", documents.len()), documents }
});

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "txt") {
            files.push(path);
        }
    }
}

/// The corpus repeated to a size.
pub(crate) fn documents(bytes: usize) -> Vec<&'static str> {
    let mut rest = bytes;
    let mut out = Vec::new();
    for document in CORPUS.documents.iter().filter(|document| !document.is_empty()).cycle() {
        out.push(document.as_str());
        rest = rest.saturating_sub(document.len());
        if rest == 0 {
            break;
        }
    }
    out
}
