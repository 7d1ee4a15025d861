//! Whether a run would change the dataset that is there.

use super::Plan;
use crate::dataset::{self, Dataset, Diff, at_one_time};
use crate::extraction::Observer;
use crate::{Error, Result, tables};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// A dataset beside what its plan would write now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The dataset folder.
    pub out: PathBuf,
    /// The files that are not the same, sorted by name; `None` where there is no dataset yet.
    pub differences: Option<Vec<Difference>>,
    /// The rows that are not the same; `None` where there is no dataset yet or one of its tables is damaged.
    pub rows: Option<Diff>,
}

/// A file that a run would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its name in the dataset folder.
    pub file: String,
    /// Rows that it has now; `None` for files that are no tables or not there.
    pub rows: Option<u64>,
    /// Rows that it would have.
    pub rows_after: Option<u64>,
    /// What would happen to it.
    pub change: Change,
}

/// What a run would do to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is not there and would be written.
    Missing,
    /// It is there and would no longer be.
    Extra,
    /// It would hold other bytes.
    Changed,
    /// It would hold other bytes and the same rows.
    Rewritten,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rows = |count: Option<u64>| count.map_or(String::new(), |n| format!(" ({n} rows)"));
        match (self.change, self.rows, self.rows_after) {
            (Change::Missing, _, after) => write!(f, "{}: missing{}", self.file, rows(after)),
            (Change::Extra, before, _) => write!(f, "{}: not written any more{}", self.file, rows(before)),
            (Change::Rewritten, ..) => write!(f, "{}: the same rows, written otherwise", self.file),
            (Change::Changed, Some(before), Some(after)) if before == after => {
                write!(f, "{}: other values in {after} rows", self.file)
            }
            (Change::Changed, Some(before), Some(after)) => {
                write!(f, "{}: {before} rows, now {after}", self.file)
            }
            (Change::Changed, ..) => write!(f, "{}: other contents", self.file),
        }
    }
}

impl Plan {
    /// Writes the dataset to a temporary folder, compares it with the committed one file by file, and removes it again. Who
    /// reads or writes the committed one meanwhile is in nobody's way.
    ///
    /// # Errors
    ///
    /// As [`Plan::run`]; also where one of the two cannot be read.
    pub fn check(&self, observer: &dyn Observer, stop: &Arc<AtomicBool>) -> Result<Comparison> {
        if !self.out.is_dir() {
            return Ok(Comparison { out: self.out.clone(), differences: None, rows: None });
        }
        // Not beside the dataset, where a run would take it for another one at work.
        let scratch = tempfile::tempdir()
            .map_err(|cause| Error::io("make a folder to compare with", &std::env::temp_dir(), &cause))?;
        let fresh = scratch.path().join("dataset");
        self.write_to(&fresh, None, observer, stop)?;
        let (mut differences, rows) = at_one_time(&[&self.out], || differences(&self.out, &fresh))?;
        for difference in &mut differences {
            let table = difference.file.split(['.', '/']).next().unwrap_or_default();
            let same = tables::table(table).is_some()
                && rows.as_ref().is_some_and(|rows| rows.table(table).is_none());
            if same && difference.change == Change::Changed {
                difference.change = Change::Rewritten;
            }
        }
        Ok(Comparison { out: self.out.clone(), differences: Some(differences), rows })
    }
}

/// The files that differ, and their rows.
fn differences(committed: &Path, fresh: &Path) -> Result<(Vec<Difference>, Option<Diff>)> {
    let mut names = file_names(fresh)?;
    names.extend(file_names(committed)?);
    let mut differences = Vec::new();
    for name in names {
        differences.extend(compare(committed, fresh, name)?);
    }
    let rows = if differences.is_empty() { Some(Diff::default()) } else { rows_of(committed, fresh) };
    Ok((differences, rows))
}

/// The rows that differ. A damaged table has none to compare; that its file differs is said already.
fn rows_of(committed: &Path, fresh: &Path) -> Option<Diff> {
    dataset::diff(&Dataset::open(committed).ok()?, &Dataset::open(fresh).ok()?).ok()
}

/// The files of a dataset, and those in its folders of parts, by path.
fn file_names(folder: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.map_err(|cause| Error::output(cause.to_string()).at(folder.display()))?;
        if !entry.file_type().is_dir() {
            let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            names.insert(name.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(names)
}

fn compare(committed: &Path, fresh: &Path, file: String) -> Result<Option<Difference>> {
    let (before, after) = (committed.join(&file), fresh.join(&file));
    let change = match (before.exists(), after.exists()) {
        (false, _) => Change::Missing,
        (true, false) => Change::Extra,
        (true, true) if same_bytes(&before, &after)? => return Ok(None),
        (true, true) => Change::Changed,
    };
    Ok(Some(Difference { rows: rows(&before), rows_after: rows(&after), file, change }))
}

fn same_bytes(a: &Path, b: &Path) -> Result<bool> {
    let read = |path: &Path| fs::read(path).map_err(|e| Error::io("read this file", path, &e));
    Ok(fs::metadata(a).map(|m| m.len()).ok() == fs::metadata(b).map(|m| m.len()).ok() && read(a)? == read(b)?)
}

/// Rows of a table file; `None` for anything else, damaged files included.
fn rows(path: &Path) -> Option<u64> {
    let name = path.file_stem()?.to_str()?;
    tables::table(name)?;
    match path.extension()?.to_str()? {
        "parquet" => {
            let reader = SerializedFileReader::new(fs::File::open(path).ok()?).ok()?;
            u64::try_from(reader.metadata().file_metadata().num_rows()).ok()
        }
        "csv" => csv_rows(&fs::read(path).ok()?),
        _ => None,
    }
}

/// Records after the header: line ends outside quotes.
fn csv_rows(bytes: &[u8]) -> Option<u64> {
    let (mut lines, mut quoted) = (0u64, false);
    for byte in bytes {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => lines += 1,
            _ => {}
        }
    }
    lines.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_csv_are_counted_outside_quotes() {
        assert_eq!(csv_rows(b"a,b\n1,\"x\ny\"\n2,\"\"\"\n\"\n"), Some(2));
        assert_eq!(csv_rows(b"a,b\n"), Some(0));
        assert_eq!(csv_rows(b""), None);
    }

    #[test]
    fn every_kind_of_difference_is_found() {
        let (a, b) = (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
        let write = |folder: &tempfile::TempDir, name: &str, text: &str| {
            fs::write(folder.path().join(name), text).expect("file");
        };
        for (name, before, after) in [
            ("dates.csv", Some("date_id\n1\n"), Some("date_id\n1\n2\n")),
            ("figures.csv", Some("figure_id\n1\n"), Some("figure_id\n9\n")),
            ("mentions.csv", Some("mention_id\n"), Some("mention_id\n")),
            ("texts.csv", None, Some("doc_id,text\n")),
            ("old.csv", Some("x\n"), None),
            ("README.md", Some("a"), Some("b")),
        ] {
            if let Some(text) = before {
                write(&a, name, text);
            }
            if let Some(text) = after {
                write(&b, name, text);
            }
        }
        let mut names = file_names(a.path()).expect("names");
        names.extend(file_names(b.path()).expect("names"));
        let said: Vec<String> = names
            .into_iter()
            .filter_map(|name| compare(a.path(), b.path(), name).expect("comparison"))
            .map(|difference| difference.to_string())
            .collect();
        assert_eq!(
            said,
            [
                "README.md: other contents",
                "dates.csv: 1 rows, now 2",
                "figures.csv: other values in 1 rows",
                "old.csv: not written any more",
                "texts.csv: missing (0 rows)",
            ]
        );
    }
}
