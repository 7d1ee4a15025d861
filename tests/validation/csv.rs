//! CSV files beside Parquet files, exact and for spreadsheets.

use super::damage::edit;
use super::{Written, failed};
use jadval::dataset::{CsvForm, Dataset, csv_form, diff};
use jadval::sink::CsvMode;
use jadval::validate::{Format, write};
use std::fs;

#[test]
fn cells_are_the_values_and_nothing_else() {
    let written = Written::new();
    let path = written.dataset().join("clauses.csv");
    assert_eq!(csv_form(&path).unwrap(), CsvForm { mode: CsvMode::Exact, marked: false });
    let csv = fs::read_to_string(path).unwrap();
    // Bullets stand as they are, and so does what is no formula.
    assert!(csv.starts_with("clause_id,") && csv.contains(",-,") && !csv.contains(",'"), "{csv}");
}

#[test]
fn a_mark_or_an_apostrophe_that_the_values_do_not_have_is_found() {
    for (from, to) in [("clause_id,", "\u{feff}clause_id,"), (",-,", ",'-,")] {
        let written = Written::new();
        edit(&written.dataset().join("clauses.csv"), from, to);
        assert_eq!(failed(&written.validate(&[]).unwrap()), ["checksums", "csv-agrees", "descriptions"]);
    }
}

#[test]
fn files_for_spreadsheets_are_marked_and_their_formulas_defused() {
    let written = Written::with(&["--csv", "spreadsheet"]);
    let path = written.dataset().join("clauses.csv");
    assert_eq!(csv_form(&path).unwrap(), CsvForm { mode: CsvMode::Spreadsheet, marked: true });
    let csv = fs::read_to_string(&path).unwrap();
    assert!(csv.starts_with("\u{feff}clause_id,") && csv.contains(",'-,") && !csv.contains(",-,"), "{csv}");
    let report = written.validate(&[]).unwrap();
    assert_eq!(
        failed(&report),
        Vec::<String>::new(),
        "{}",
        write(Format::Human, std::slice::from_ref(&report))
    );
    assert!(report.checks.iter().any(|check| check.name == "csv-formula"));

    for (from, to, expected) in [
        (",'-", ",-", &["checksums", "csv-agrees", "csv-formula", "descriptions"][..]),
        ("\u{feff}", "", &["checksums", "csv-agrees", "descriptions"]),
    ] {
        let damaged = written.copied();
        edit(&damaged.dataset().join("clauses.csv"), from, to);
        assert_eq!(failed(&damaged.validate(&[]).unwrap()), expected, "{from}");
    }
}

#[test]
fn what_is_read_from_either_is_the_same() {
    let (exact, defused) = (Written::new(), Written::with(&["--csv", "spreadsheet"]));
    // Without the Parquet files the CSV files are read, and without the description their first bytes say how.
    for described in [true, false] {
        for written in [&exact, &defused] {
            for path in fs::read_dir(written.dataset()).unwrap().map(|entry| entry.unwrap().path()) {
                let gone = path.extension().is_some_and(|end| end == "parquet")
                    || !described && path.ends_with("datapackage.json");
                if gone {
                    fs::remove_file(path).unwrap();
                }
            }
        }
        let [one, other] = [&exact, &defused].map(|written| Dataset::open(&written.dataset()).unwrap());
        let found = diff(&one, &other).unwrap();
        assert!(found.is_empty(), "{found:?}");
    }
}
