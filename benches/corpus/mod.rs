//! The texts that speed is measured on: running text and laws, from the corpora beside the checkout where they are there,
//! else from documents of the checkout; and made-up words, which no memory of words can know.

use std::path::{Path, PathBuf};

/// Size of one document: a long article.
const DOCUMENT_BYTES: usize = 32 << 10;

/// Where the checkout has running text, and where it has laws and agreements.
const OWN_RUNNING: [&str; 8] = [
    "raw/chronicle",
    "raw/economy",
    "raw/karabakh-2020",
    "raw/news",
    "tests/gold/encyclopaedia",
    "tests/gold/history",
    "tests/gold/news",
    "tests/gold/sport",
];
const OWN_LAWS: [&str; 3] = ["raw/agreements", "tests/gold/agreements", "tests/gold/laws"];

/// Documents to measure with.
pub(crate) struct Corpus {
    /// What they are, and how many.
    pub(crate) name: String,
    documents: Vec<String>,
}

impl Corpus {
    /// Running text: the corpus where it is there.
    pub(crate) fn running(root: &Path) -> Self {
        Self::shared(root, "running").unwrap_or_else(|| Self::own_running(root))
    }

    /// Laws: the corpus where it is there.
    pub(crate) fn laws(root: &Path) -> Self {
        Self::shared(root, "legal").unwrap_or_else(|| Self::own_laws(root))
    }

    /// Running text of the checkout at this root.
    pub(crate) fn own_running(root: &Path) -> Self {
        Self::below("running text of the checkout", &OWN_RUNNING.map(|folder| root.join(folder)))
    }

    /// Its laws and agreements.
    pub(crate) fn own_laws(root: &Path) -> Self {
        Self::below("laws of the checkout", &OWN_LAWS.map(|folder| root.join(folder)))
    }

    /// A folder of the corpora beside the checkout, or where `JADVAL_CORPORA` says; nothing where it is not there.
    pub(crate) fn shared(root: &Path, folder: &str) -> Option<Self> {
        let corpora = std::env::var_os("JADVAL_CORPORA").map(PathBuf::from);
        let corpora = corpora.unwrap_or_else(|| root.join("../shared"));
        let found = corpora.join("corpora").join(folder);
        found.is_dir().then(|| Self::below(&format!("corpus of {folder} text"), &[found]))
    }

    /// The text files below some folders, put together and cut into documents at ends of lines.
    pub(crate) fn below(name: &str, folders: &[PathBuf]) -> Self {
        let mut files: Vec<PathBuf> = folders
            .iter()
            .flat_map(|folder| jadval::source::files_with_extension(folder, "txt").unwrap_or_default())
            .filter(|file| !file.to_string_lossy().contains(".held."))
            .collect();
        files.sort();
        let text: String = files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect();
        Self::cut(name, &text)
    }

    /// Words of three to eight letters that a fixed generator makes up, hardly any of them twice.
    pub(crate) fn made_up(bytes: usize) -> Self {
        let letters: Vec<char> = "ابپتجدرزسشغفقکگلمنوهی".chars().collect();
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = |below: usize| {
            // Xorshift, whose numbers are the same everywhere.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as usize % below
        };
        let mut text = String::new();
        while text.len() < bytes {
            for word in 0..12 {
                (0..3 + next(6)).for_each(|_| text.push(letters[next(letters.len())]));
                text.push_str(if word == 11 { ".\n" } else { " " });
            }
        }
        Self::cut("made-up words", &text)
    }

    fn cut(name: &str, text: &str) -> Self {
        let mut documents = Vec::new();
        let mut document = String::new();
        for line in text.split_inclusive('\n') {
            document.push_str(line);
            if document.len() >= DOCUMENT_BYTES {
                documents.push(std::mem::take(&mut document));
            }
        }
        documents.push(document);
        documents.retain(|document| !document.is_empty());
        Self { name: format!("{name}, {} documents", documents.len()), documents }
    }

    /// Its documents.
    pub(crate) fn documents(&self) -> &[String] {
        &self.documents
    }

    /// Its documents, again and again up to a size.
    pub(crate) fn repeated(&self, bytes: usize) -> Vec<&str> {
        let mut rest = bytes;
        let mut out = Vec::new();
        for document in self.documents.iter().cycle() {
            out.push(document.as_str());
            rest = rest.saturating_sub(document.len());
            if rest == 0 {
                break;
            }
        }
        out
    }
}
