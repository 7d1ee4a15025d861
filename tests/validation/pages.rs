//! Bits of pages that were turned over, with all sums of files made again: the sums of the pages tell them.

use super::falsified::{base, reseal};
use super::{ENGINE, failed};
use jadval::validate::{Against, Demands, validate};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::{self, File};
use std::path::PathBuf;

/// The last byte of each column chunk of a dataset, which is one of a page's data.
fn places(dataset: &std::path::Path) -> Vec<(PathBuf, usize)> {
    let mut files: Vec<PathBuf> = fs::read_dir(dataset).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "parquet"));
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        for group in reader.metadata().row_groups() {
            for column in group.columns() {
                let (start, length) = column.byte_range();
                out.push((path.clone(), (start + length - 1) as usize));
            }
        }
    }
    out
}

#[test]
fn a_bit_of_a_page_is_missed_whatever_is_sealed_again() {
    let written = base();
    let dataset = written.dataset();
    reseal(&dataset);
    let lexicon = &ENGINE.grammar().lexicon;
    let demands = Demands::default();
    let told = || {
        let against = Against { sources: written.root(), lexicon, expectations: &[], demands };
        validate(&dataset, against).map_or(1, |report| failed(&report).len())
    };
    assert_eq!(told(), 0);
    let all = places(&dataset);
    assert!(all.len() > 150, "{}", all.len());
    for (n, (path, at)) in all.iter().enumerate().step_by(3) {
        let whole = fs::read(path).unwrap();
        let mut bytes = whole.clone();
        bytes[*at] ^= 1 << (n % 8);
        fs::write(path, &bytes).unwrap();
        reseal(&dataset);
        assert!(told() > 0, "{} at {at}", path.display());
        fs::write(path, whole).unwrap();
    }
}
