//! Data flow one way: a module imports only from modules above it.

use super::sources::SOURCES;

/// The modules in the order data pass through them; those in one row do not know each other.
const LAYERS: &[&[&str]] = &[
    &["error", "suggestion", "limits", "plain"],
    &["toml_error", "xml"],
    &["text"],
    &["finding"],
    &["calendar"],
    &["lexicon"],
    &["numeral"],
    &["rule"],
    &["check"],
    &["table"],
    &["corrections"],
    &["segment", "language"],
    &["syntax", "tagger"],
    &["values"],
    &["extractor"],
    &["correct"],
    &["dates", "figures", "actors"],
    &["clauses"],
    &["enclosing", "scene", "suspects", "reality"],
    &["label"],
    &["statements"],
    &["facts"],
    &["events"],
    &["stages", "registry"],
    &["extract"],
    &["source"],
    &["extraction"],
    &["tables"],
    &["example"],
    &["sink"],
    &["dataset"],
    &["eval"],
    &["pipeline", "question"],
    &["validate", "review"],
    &["cli"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

/// The module of a path from the crate's root: its first name, behind `stages::` its second.
fn module(path: &str) -> &str {
    let mut names = path.split("::").map(|name| {
        let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
        &name[..end.unwrap_or(name.len())]
    });
    let first = names.next().unwrap_or("");
    let is_module = |name: &&str| name.starts_with(|c: char| c.is_ascii_lowercase());
    if first == "stages" { names.next().filter(is_module).unwrap_or(first) } else { first }
}

/// The modules of the paths that follow `crate::` on a line of code.
fn imports(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").map(|(at, word)| module(&line[at + word.len()..]))
}

#[test]
fn modules_import_only_from_those_above_them() {
    let mut problems = Vec::new();
    for source in SOURCES.iter().filter(|source| !["lib", "main"].contains(&source.module.as_str())) {
        let module = module(&source.module);
        let own = layer(module).unwrap_or_else(|| panic!("module {module} has no layer: add it to LAYERS"));
        for (n, line) in source.lines() {
            for other in imports(line).filter(|other| *other != module) {
                if layer(other).is_some_and(|theirs| theirs >= own) {
                    problems.push(format!("{}:{n}: {module} must not know {other}", source.path));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
