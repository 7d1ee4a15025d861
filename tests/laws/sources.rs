//! The code of the program, as the laws about it read it.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A file of code.
pub(super) struct Source {
    /// Its path below the root of the checkout.
    pub(super) path: String,
    /// Its module, from the crate's root: `figures::reading::pair`.
    pub(super) module: String,
    /// What stands in it before its tests.
    pub(super) code: String,
}

/// Where the modules of each crate begin.
const ROOTS: [&str; 2] = ["crates/grammar/src", "src"];

/// All files of code, by path. Modules of several crates have their places in one tree, as the library shows them.
pub(super) static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for below in ROOTS {
        collect(&root.join(below), &root.join(below), root, &mut found);
    }
    found
});

fn collect(folder: &Path, crate_root: &Path, root: &Path, found: &mut Vec<Source>) {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, crate_root, root, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = before_tests(&text).to_owned();
            let below = path.strip_prefix(crate_root).unwrap().with_extension("");
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            let module = parts.join("::");
            let module = module.strip_suffix("::mod").unwrap_or(&module).to_owned();
            let path = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.push(Source { path, module, code });
        }
    }
}

/// What stands in a file before the tests that it holds. Tests in a file of their own are named by a line, which ends
/// nothing.
fn before_tests(text: &str) -> &str {
    let holds = |at: &usize| !text[*at..].lines().nth(1).is_some_and(|line| line.ends_with(';'));
    let tests = text.match_indices("#[cfg(test)]").map(|(at, _)| at).find(holds);
    &text[..tests.unwrap_or(text.len())]
}

impl Source {
    /// The lines of code, with their numbers, without comments.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.code.lines().enumerate();
        lines.map(|(n, line)| (n + 1, line.split("//").next().unwrap_or("")))
    }

    /// The outermost module that it belongs to.
    pub(super) fn stage(&self) -> &str {
        self.module.split("::").next().unwrap_or("")
    }
}
