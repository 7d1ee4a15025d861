//! Validation: a dataset as it was written passes, and each planted fault is caught by the check that is named.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod csv;
mod damage;
mod expectations;
mod falsified;
mod faults;
mod folder;
mod layout;
mod pages;

use folder::copy;
use jadval::extract::Engine;
use jadval::validate::{Against, Demands, Report, Severity, validate};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use tempfile::TempDir;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().unwrap());

const LAW: &str = "قانون باغ‌ها\n\nماده ۱ - شهرداری موظف است از باغ‌ها نگهداری کند.\n\n\
                   ماده ۲ - شهرداری باید گزارش اجرای ماده ۱ این قانون را تا ۳۰ روز بفرستد.\n";

/// A folder with sources and the dataset made of them.
struct Written {
    folder: TempDir,
}

impl Written {
    /// Documents of every kind that is committed, as a dataset in both formats.
    fn new() -> Self {
        Self::with(&[])
    }

    /// The same, with further options of `extract`.
    fn with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let raw = Path::new(env!("CARGO_MANIFEST_DIR")).join("raw");
        for kind in ["agreements", "chronicle", "economy", "damaged", "news"] {
            copy(&raw.join(kind), &folder.path().join("raw").join(kind));
        }
        // None of them refers to a clause of its own.
        fs::write(folder.path().join("raw/law.txt"), LAW).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_jadval"));
        command
            .args(["extract", "raw", "--out", "dataset", "--format", "parquet,csv", "--quiet"])
            .args(options);
        assert!(command.current_dir(folder.path()).status().unwrap().success());
        Self { folder }
    }

    /// These sources, and the dataset of them.
    fn of(sources: &[(&str, &str)], options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("raw")).unwrap();
        for (name, text) in sources {
            fs::write(folder.path().join("raw").join(name), text).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_jadval"));
        command.args(["extract", "raw", "--out", "dataset", "--quiet", "--no-cache"]).args(options);
        assert!(command.current_dir(folder.path()).status().unwrap().success());
        Self { folder }
    }

    /// A copy, to be damaged.
    fn copied(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(self.folder.path(), folder.path());
        Self { folder }
    }

    /// The folder that the sources stand in.
    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn dataset(&self) -> PathBuf {
        self.folder.path().join("dataset")
    }

    fn validate(&self, expectations: &[jadval::pipeline::Expectation]) -> jadval::Result<Report> {
        let lexicon = &ENGINE.grammar().lexicon;
        validate(
            &self.dataset(),
            Against { sources: self.folder.path(), lexicon, expectations, demands: Demands::default() },
        )
    }
}

/// The names of the checks that failed, each once, sorted.
fn failed(report: &Report) -> Vec<String> {
    let mut names: Vec<String> = report.failures(Severity::Warn).map(|check| check.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}
