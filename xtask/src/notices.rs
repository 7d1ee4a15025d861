//! The licences of everything that becomes part of the program, as they want to be passed on.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;

/// The page that they are written to.
pub(crate) const FILE: &str = "THIRD-PARTY-NOTICES.md";

/// The text of the page, from what the lock file names and Cargo has of it here.
pub(crate) fn page(root: &Path) -> Result<String, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let told = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .map_err(|cause| format!("cannot run cargo metadata: {cause}"))?;
    if !told.status.success() {
        return Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&told.stderr)));
    }
    let told: Value = serde_json::from_slice(&told.stdout).map_err(|cause| cause.to_string())?;
    let parts = parts(&told);
    let mut out = String::from(
        "# Third-party notices\n\nWritten by `cargo xtask notices`; do not edit.\n\nThe program is made with these packages of others:\n\n",
    );
    // One text is often broken into lines in several ways.
    let mut texts: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for package in list(&told, "packages").filter(|package| parts.contains(text(package, "id"))) {
        if package.get("source").is_none_or(Value::is_null) {
            continue;
        }
        let name = format!("{} {}", text(package, "name"), text(package, "version"));
        let _ = writeln!(
            out,
            "- {name}: {}",
            package.get("license").and_then(Value::as_str).unwrap_or("see below")
        );
        for license in licenses(Path::new(text(package, "manifest_path"))) {
            let words = license.split_whitespace().collect::<Vec<_>>().join(" ");
            texts.entry(words).or_insert_with(|| (license, BTreeSet::new())).1.insert(name.clone());
        }
    }
    let mut texts: Vec<(String, BTreeSet<String>)> = texts.into_values().collect();
    texts.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    for (license, of) in texts {
        let of: Vec<String> = of.into_iter().collect();
        let _ = write!(out, "\n## {}\n\n```text\n{}\n```\n", of.join(", "), license.trim_end());
    }
    Ok(out)
}

/// The ids of the packages that the program is linked with: no tools of tests and builds.
fn parts(told: &Value) -> BTreeSet<&str> {
    let nodes: BTreeMap<&str, &Value> =
        list(&told["resolve"], "nodes").map(|node| (text(node, "id"), node)).collect();
    let first =
        list(told, "packages").find(|package| text(package, "name") == "jadval").map(|it| text(it, "id"));
    let mut open: Vec<&str> = first.into_iter().collect();
    let mut seen: BTreeSet<&str> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        for dependency in nodes.get(id).into_iter().flat_map(|node| list(node, "deps")) {
            let is_linked = list(dependency, "dep_kinds").any(|kind| kind["kind"].is_null());
            if is_linked && seen.insert(text(dependency, "pkg")) {
                open.push(text(dependency, "pkg"));
            }
        }
    }
    seen
}

/// The texts of the licences beside a manifest.
fn licenses(manifest: &Path) -> Vec<String> {
    let folder = manifest.parent().unwrap_or(manifest);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            ["LICENSE", "LICENCE", "COPYING", "NOTICE"].iter().any(|start| name.starts_with(start))
        })
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .map(|text| text.replace("\r\n", "\n"))
        .collect()
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
