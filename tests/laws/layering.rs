//! Data flow one way: a module imports only from modules above it.

use std::path::Path;

/// The modules in the order data pass through them; those in one row do not know each other.
const LAYERS: &[&[&str]] = &[
    &["error", "suggestion"],
    &["toml_error", "xml"],
    &["text"],
    &["finding"],
    &["calendar"],
    &["lexicon"],
    &["numeral"],
    &["rule"],
    &["segment", "language"],
    &["dates", "figures", "actors"],
    &["clauses"],
    &["resolve"],
    &["extract"],
    &["source"],
    &["table"],
    &["example", "eval"],
    &["sink"],
    &["dataset"],
    &["pipeline"],
    &["validate"],
    &["cli"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

/// The names that follow `crate::` on a line of code.
fn imports(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or("");
    code.match_indices("crate::").map(|(at, word)| {
        let rest = &code[at + word.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

fn check(path: &Path, module: &str, problems: &mut Vec<String>) {
    if path.is_dir() {
        let mut entries: Vec<_> =
            std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        entries.iter().for_each(|entry| check(entry, module, problems));
        return;
    }
    let text = std::fs::read_to_string(path).unwrap();
    // What tests beside the code import is their own business.
    let code = text.split("#[cfg(test)]").next().unwrap_or("");
    let own = layer(module).unwrap_or_else(|| panic!("module {module} has no layer: add it to LAYERS"));
    for (n, line) in code.lines().enumerate() {
        for other in imports(line).filter(|other| *other != module) {
            if layer(other).is_some_and(|theirs| theirs >= own) {
                problems.push(format!("{}:{}: {module} must not know {other}", path.display(), n + 1));
            }
        }
    }
}

#[test]
fn modules_import_only_from_those_above_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut problems = Vec::new();
    let mut entries: Vec<_> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        let module = entry.file_stem().unwrap().to_string_lossy().into_owned();
        if module != "lib" && module != "main" {
            check(&entry, &module, &mut problems);
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
