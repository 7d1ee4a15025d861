//! Any cut of a collection into parts, each a dataset of its own, joins to the bytes that one run writes.

use jadval::extract::Engine;
use jadval::extraction::Extraction;
use jadval::pipeline::Merge;
use jadval::sink::{DatasetWriter, Format, Options, Provenance};
use jadval::tables::{InputDocument, Tables};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in data load"));

const SENTENCES: [&str; 6] = [
    "دیروز وزارت امور خارجه ایران ۱۲ میلیون دلار پرداخت.",
    "اهالی روستای نیلوفرده رفتند.",
    "خانم نیلوفرده در تهران گفت که «۱۲ نفر آمدند».",
    "ماده ۱ - شهرداری باید تا ۳۰ روز گزارش دهد.",
    "The price of oil is 40 dollars.",
    "",
];

fn tables(documents: &[String], from: usize) -> Tables {
    let documents = documents.iter().enumerate().map(|(n, text)| InputDocument {
        doc_id: format!("d{}", from + n).into(),
        text: text.as_str().into(),
        ..InputDocument::default()
    });
    Extraction::new(&*ENGINE).documents(documents.collect::<Vec<_>>()).expect("tables")
}

fn write(tables: &Tables, out: &Path, name: &str) {
    let rules_hash = ENGINE.fingerprint().to_owned();
    let provenance = Provenance { name: name.to_owned(), rules_hash, ..Provenance::default() };
    let options = Options { formats: vec![Format::Parquet], provenance, part_rows: 40 };
    let mut writer = DatasetWriter::create(out, options).expect("a writer");
    writer.write(tables).expect("rows");
    writer.finish().expect("a dataset");
}

fn merge(parts: Vec<PathBuf>, out: PathBuf) -> jadval::Result<jadval::sink::Summary> {
    let merge = Merge { parts, out, name: "whole".to_owned(), formats: vec![Format::Parquet], part_rows: 40 };
    merge.run(&AtomicBool::new(false))
}

/// All files below a folder.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry")) {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).expect("below").display().to_string();
            out.insert(name, std::fs::read(entry.path()).expect("a file"));
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_join_to_what_one_run_writes(
        documents in proptest::collection::vec(
            proptest::collection::vec(proptest::sample::select(&SENTENCES[..]), 0..5).prop_map(|all| all.join(" ")),
            1..30,
        ),
        cuts in proptest::collection::vec(any::<proptest::sample::Index>(), 0..4),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let whole = folder.path().join("whole");
        write(&tables(&documents, 0), &whole, "whole");
        let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(documents.len() + 1)).collect();
        at.extend([0, documents.len()]);
        at.sort_unstable();
        let parts: Vec<PathBuf> = at.windows(2).enumerate().map(|(n, range)| {
            let part = folder.path().join(format!("part-{n}"));
            write(&tables(&documents[range[0]..range[1]], range[0]), &part, "part");
            part
        }).collect();
        let joined = folder.path().join("joined");
        merge(parts, joined.clone()).expect("a dataset");
        let (whole, joined) = (bytes(&whole), bytes(&joined));
        prop_assert_eq!(whole.keys().collect::<Vec<_>>(), joined.keys().collect::<Vec<_>>());
        for (name, bytes) in &whole {
            prop_assert!(joined.get(name) == Some(bytes), "{}", name);
        }
    }
}

#[test]
fn a_document_in_two_parts_and_parts_of_other_rules_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let part = |name: &str| folder.path().join(name);
    let documents = ["ده نفر".to_owned()];
    write(&tables(&documents, 0), &part("a"), "part");
    write(&tables(&documents, 0), &part("b"), "part");
    let error = merge(vec![part("a"), part("b")], part("out")).expect_err("one id twice");
    assert!(error.is_configuration() && error.to_string().contains("«d0»"), "{error}");
    let text = std::fs::read_to_string(part("b").join("datapackage.json")).expect("a file");
    std::fs::write(part("b").join("datapackage.json"), text.replace(ENGINE.fingerprint(), "0"))
        .expect("a file");
    let error = merge(vec![part("a"), part("b")], part("out")).expect_err("other rules");
    assert!(error.to_string().contains("under the rules of"), "{error}");
    assert!(merge(Vec::new(), part("out")).is_err_and(|error| error.is_configuration()));
    assert!(!part("out").exists());
}
