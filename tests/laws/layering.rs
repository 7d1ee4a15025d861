//! Data flow one way: a module imports only from modules above it.

use super::sources::SOURCES;

/// The modules in the order data pass through them; those in one row do not know each other.
const LAYERS: &[&[&str]] = &[
    &["error", "suggestion", "limits"],
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
    &["extraction"],
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
    line.match_indices("crate::").map(|(at, word)| {
        let rest = &line[at + word.len()..];
        &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())]
    })
}

#[test]
fn modules_import_only_from_those_above_them() {
    let mut problems = Vec::new();
    for source in SOURCES.iter().filter(|source| !["lib", "main"].contains(&source.stage())) {
        let module = source.stage();
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
