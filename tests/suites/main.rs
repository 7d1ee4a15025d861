//! Checks against corpora and suites that lie beside the checkout, or where `JADVAL_CORPORA` says. A test whose files
//! are absent is listed as ignored, with the file that it lacks.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

mod actors;
mod clauses;
mod dates;
mod effort;
mod figures;
mod numerals;

use libtest_mimic::{Arguments, Trial};
use std::path::PathBuf;
use std::process::ExitCode;

/// A test: its name, the files it reads, and what it does.
type Test = (&'static str, &'static [&'static str], fn());

/// The place of a file of the corpora.
fn place(path: &str) -> PathBuf {
    let folder = std::env::var_os("JADVAL_CORPORA").map(PathBuf::from);
    folder.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared")).join(path)
}

/// The text of a file of the corpora.
fn read(path: &str) -> String {
    let place = place(path);
    std::fs::read_to_string(&place).unwrap_or_else(|cause| panic!("{}: {cause}", place.display()))
}

/// The rows of a file with one JSON object a line.
fn rows(path: &str) -> Vec<serde_json::Value> {
    read(path).lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

fn trial(module: &str, (name, files, test): Test) -> Trial {
    let trial = Trial::test(format!("{module}::{name}"), move || {
        test();
        Ok(())
    });
    match files.iter().find(|path| !place(path).is_file()) {
        Some(absent) => {
            trial.with_ignored_flag(true).with_kind(format!("absent: {}", place(absent).display()))
        }
        None => trial,
    }
}

fn main() -> ExitCode {
    let modules = [
        ("actors", actors::TESTS),
        ("clauses", clauses::TESTS),
        ("dates", dates::TESTS),
        ("effort", effort::TESTS),
        ("figures", figures::TESTS),
        ("numerals", numerals::TESTS),
    ];
    let tests = modules.iter().flat_map(|(module, tests)| tests.iter().map(|test| trial(module, *test)));
    libtest_mimic::run(&Arguments::from_args(), tests.collect()).exit_code()
}
