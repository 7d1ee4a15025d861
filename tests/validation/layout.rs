//! The forms that the files of a table have.

use super::damage::Damaged;
use super::{Written, failed};
use jadval::dataset::{Dataset, diff};
use jadval::validate::{Format, Report, write};
use std::fs;

/// Splits a table into the parts of a folder.
fn split(written: &Written, table: &str) {
    let dataset = written.dataset();
    let whole = dataset.join(table).with_extension("parquet");
    let rows = Damaged::open(&dataset, table).batch.num_rows();
    let bytes = fs::read(&whole).unwrap();
    fs::create_dir(dataset.join(table)).unwrap();
    for (n, rows) in [0..rows / 2, rows / 2..rows].into_iter().enumerate() {
        fs::write(&whole, &bytes).unwrap();
        Damaged::open(&dataset, table).rows(rows);
        fs::rename(&whole, dataset.join(table).join(format!("part-{n:05}.parquet"))).unwrap();
    }
}

/// The descriptions are of the files as they were, and all else is sound.
fn is_undescribed(report: &Report) {
    assert_eq!(
        failed(report),
        ["checksums", "descriptions"],
        "{}",
        write(Format::Human, std::slice::from_ref(report))
    );
}

#[test]
fn a_table_in_parts_is_the_table() {
    let (written, parts) = (Written::new(), Written::new());
    for table in ["dates", "segments", "documents", "clauses"] {
        split(&parts, table);
    }
    let report = parts.validate(&[]).unwrap();
    is_undescribed(&report);
    let found =
        diff(&Dataset::open(&written.dataset()).unwrap(), &Dataset::open(&parts.dataset()).unwrap()).unwrap();
    assert!(found.is_empty(), "{found:?}");
    // A fault in the second part is placed like any other.
    let damaged = parts.copied();
    let part = damaged.dataset().join("dates/part-00001.parquet");
    let bytes = fs::read(&part).unwrap();
    fs::write(&part, &bytes[..bytes.len() / 2]).unwrap();
    assert!(failed(&damaged.validate(&[]).unwrap()).contains(&"readable".to_owned()));
}

#[test]
fn a_dataset_of_csv_alone_is_checked_too() {
    let written = Written::new();
    for entry in fs::read_dir(written.dataset()).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_some_and(|extension| extension == "parquet") {
            fs::remove_file(entry).unwrap();
        }
    }
    let report = written.validate(&[]).unwrap();
    is_undescribed(&report);
    let path = written.dataset().join("dates.csv");
    let text = fs::read_to_string(&path).unwrap().replacen("explicit", "implicit", 1);
    fs::write(path, text).unwrap();
    assert!(failed(&written.validate(&[]).unwrap()).contains(&"vocabulary".to_owned()));
}

#[test]
fn a_table_that_another_program_has_packed_is_read() {
    use parquet::basic::Compression;
    let written = Written::new();
    for (table, packed) in [
        ("dates", Compression::SNAPPY),
        ("figures", Compression::LZ4_RAW),
        ("segments", Compression::GZIP(Default::default())),
    ] {
        Damaged::open(&written.dataset(), table).save_packed(packed);
    }
    let report = written.validate(&[]).unwrap();
    is_undescribed(&report);
}
