//! The dataset's files: present, as they were when they were written, and described as they are.

use super::report::Report;
use super::tables::OpenTable;
use crate::check::{CHECKSUMS, COLUMNS, DESCRIPTIONS, READABLE, TABLE_PRESENT};
use crate::dataset::{Dataset, Piece};
use crate::error::{Error, Result};
use crate::sink::{DESCRIPTION_BYTES, DESCRIPTIONS as DESCRIPTION_FILES, Format, SUMS, sum_of, sums_of};
use crate::source::{Sum, read_regular};
use crate::table::Table;
use crate::tables;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Looks for every table and opens those that are there.
pub(super) fn open(dataset: &Dataset, report: &mut Report) -> Vec<OpenTable> {
    let mut open = Vec::new();
    for &table in tables::tables() {
        let there = dataset.format_of(table.name).is_some();
        let missing = (!there).then(|| format!("{} is not there", Format::Parquet.file_name(table.name)));
        report.files(TABLE_PRESENT, table.name, "the table has its file", missing.into_iter().collect());
        if !there {
            continue;
        }
        match dataset.pieces(table.name) {
            Ok(pieces) => {
                let table = OpenTable { table, pieces };
                columns(&table, report);
                pages(&table, report);
                open.push(table);
            }
            Err(cause) => report.files(READABLE, table.name, "the file can be read", vec![cause.to_string()]),
        }
    }
    open
}

/// Whether the pages of each file have their sums.
fn pages(open: &OpenTable, report: &mut Report) {
    let read = |piece: &Piece| piece.check_pages().err().map(|cause| cause.to_string());
    let wrong: Vec<String> = open.pieces.par_iter().filter_map(read).collect();
    report.files(READABLE, open.table.name, "every page can be read", wrong);
}

/// Whether each file has just the declared columns, in order, with their types.
fn columns(open: &OpenTable, report: &mut Report) {
    let expected: Vec<String> =
        open.table.columns().map(|column| format!("{}: {}", column.name, column.kind.arrow())).collect();
    let mut wrong = Vec::new();
    let mut last = None;
    for piece in open.pieces.iter() {
        if last == Some(piece.path()) {
            continue;
        }
        last = Some(piece.path());
        let found: Vec<String> = piece
            .schema()
            .fields()
            .iter()
            .map(|field| format!("{}: {}", field.name(), field.data_type()))
            .collect();
        let (missing, foreign) = (without(&expected, &found), without(&found, &expected));
        wrong.extend(missing.iter().map(|column| format!("expected the column {column}")));
        wrong.extend(foreign.iter().map(|column| format!("found the column {column}")));
        if missing.is_empty() && foreign.is_empty() && expected != found {
            wrong.push(format!("the columns stand in another order: {}", found.join(", ")));
        }
    }
    report.files(COLUMNS, open.table.name, "the columns and types are the declared ones", wrong);
}

fn without<'a>(all: &'a [String], these: &[String]) -> Vec<&'a String> {
    all.iter().filter(|one| !these.contains(one)).collect()
}

/// Checks sums and descriptions.
pub(super) fn check(dataset: &Dataset, report: &mut Report) -> Result<()> {
    let names = file_names(dataset.folder())?;
    let sums: BTreeMap<String, Result<Sum>> = names
        .into_par_iter()
        .map(|name| {
            let sum = sum_of(&dataset.folder().join(&name));
            (name, sum)
        })
        .collect();
    checksums(dataset, &sums, report);
    for name in DESCRIPTION_FILES {
        let path = dataset.folder().join(name);
        let wrong = match read_regular(&path, DESCRIPTION_BYTES)
            .map_err(|cause| Error::io("read this file", &path, &cause))
        {
            Err(cause) => vec![cause.to_string()],
            Ok(bytes) => match serde_json::from_slice(&bytes) {
                Err(cause) => vec![format!("expected JSON, found none: {cause}")],
                Ok(described) => description(name, &described, &sums),
            },
        };
        report.files(DESCRIPTIONS, name, "the files are as they are described", wrong);
    }
    Ok(())
}

/// The files of the folder and of the folders of parts in it, by path from the folder, sorted.
fn file_names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in walkdir::WalkDir::new(folder).max_depth(2).sort_by_file_name() {
        let entry = entry.map_err(|cause| Error::output(cause.to_string()).at(folder.display()))?;
        let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        if entry.file_type().is_file() && !entry.file_name().to_string_lossy().starts_with('.') {
            names.push(inner.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(names)
}

fn checksums(dataset: &Dataset, sums: &BTreeMap<String, Result<Sum>>, report: &mut Report) {
    let what = "every file has the sum that was written down";
    let Ok(listed) = sums_of(dataset.folder()) else {
        report.files(CHECKSUMS, SUMS, what, vec![format!("{SUMS} cannot be read")]);
        return;
    };
    let mut wrong = Vec::new();
    let mut known = Vec::new();
    for line in listed.lines().filter(|line| !line.is_empty()) {
        let Some((expected, name)) = line.split_once("  ") else {
            wrong.push(format!("a line that is no sum: {line:?}"));
            continue;
        };
        known.push(name);
        match sums.get(name) {
            Some(Ok(found)) if found.sha256 == expected => {}
            Some(Ok(found)) => wrong.push(format!("{name}: expected {expected}, found {}", found.sha256)),
            Some(Err(cause)) => wrong.push(cause.to_string()),
            None => wrong.push(format!("{name} is listed, and not there")),
        }
    }
    // Whoever takes the folder over takes all of it, so there is nothing in it that nobody has summed.
    let unlisted = sums.keys().filter(|name| *name != SUMS && !known.contains(&name.as_str()));
    wrong.extend(unlisted.map(|name| format!("{name} is not listed")));
    let foreign = known.iter().filter(|name| !is_of_dataset(name));
    wrong.extend(foreign.map(|name| format!("{name} is listed, and no dataset has such a file")));
    report.files(CHECKSUMS, SUMS, what, wrong);
}

/// Whether a dataset has files of this name: those of tables, and those that describe it.
fn is_of_dataset(name: &str) -> bool {
    is_of_table(name) || DESCRIPTION_FILES.contains(&name) || name == "README.md"
}

fn is_of_table(name: &str) -> bool {
    tables::table(name.split(['.', '/']).next().unwrap_or_default()).is_some()
}

/// Compares the files that a description names with those that are there.
fn description(name: &str, described: &Value, sums: &BTreeMap<String, Result<Sum>>) -> Vec<String> {
    let list = |key: &str| described.get(key).and_then(Value::as_array).into_iter().flatten();
    let mut wrong = Vec::new();
    let mut named = Vec::new();
    for resource in list("resources") {
        let Some(path) = resource.get("path") else { continue };
        let paths: Vec<&str> = match path.as_array() {
            Some(paths) => paths.iter().filter_map(Value::as_str).collect(),
            None => path.as_str().into_iter().collect(),
        };
        named.extend(paths.iter().map(|&path| path.to_owned()));
        let sum = resource.get("hash").and_then(Value::as_str).map(|hash| hash.trim_start_matches("sha256:"));
        if let [path] = paths[..] {
            wrong.extend(file(path, sum, resource.get("bytes").and_then(Value::as_u64), sums));
        }
        if let Some(table) =
            paths.first().and_then(|path| tables::table(path.split(['.', '/']).next().unwrap_or_default()))
        {
            wrong.extend(fields(table, resource));
        }
    }
    for file_object in list("distribution") {
        if let Some(parts) = file_object.get("includes").and_then(Value::as_str) {
            let folder = parts.split('/').next().unwrap_or_default();
            let in_folder = |path: &&String| path.split_once('/').is_some_and(|(above, _)| above == folder);
            named.extend(sums.keys().filter(in_folder).cloned());
        }
        let Some(path) = file_object.get("contentUrl").and_then(Value::as_str) else { continue };
        let sum = file_object.get("sha256").and_then(Value::as_str);
        let size = file_object.get("contentSize").and_then(Value::as_str);
        let size = size.and_then(|size| size.strip_suffix(" B")?.parse().ok());
        if size.is_none() {
            wrong.push(format!("{path}: expected a size such as \"10 B\", found none"));
        }
        wrong.extend(file(path, sum, size, sums));
        named.push(path.to_owned());
    }
    let undescribed = sums.keys().filter(|path| is_of_table(path) && !named.contains(path));
    wrong.extend(undescribed.map(|path| format!("{path} is there, and not described")));
    if named.is_empty() {
        wrong.push(format!("expected {name} to describe files, found none in it"));
    }
    wrong
}

/// What is not so of a described file.
fn file(
    path: &str,
    sum: Option<&str>,
    bytes: Option<u64>,
    sums: &BTreeMap<String, Result<Sum>>,
) -> Option<String> {
    match sums.get(path) {
        None => Some(format!("{path} is described, and not there")),
        Some(Err(cause)) => Some(cause.to_string()),
        Some(Ok(found)) => {
            if let Some(expected) = sum.filter(|&sum| sum != found.sha256) {
                return Some(format!("{path}: described with the sum {expected}, found {}", found.sha256));
            }
            let expected = bytes.filter(|&bytes| bytes != found.bytes)?;
            Some(format!("{path}: described with {expected} bytes, found {}", found.bytes))
        }
    }
}

fn fields(table: &Table, resource: &Value) -> Option<String> {
    let fields = resource.get("schema")?.get("fields")?.as_array()?;
    let named: Vec<&str> =
        fields.iter().filter_map(|field| field.get("name").and_then(Value::as_str)).collect();
    let declared: Vec<&str> = table.columns().map(|column| column.name).collect();
    (named != declared).then(|| format!("{}: the described columns are {}", table.name, named.join(", ")))
}
