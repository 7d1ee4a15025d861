//! Any text: every row stands where it says, and the tables can be built.

#![no_main]

use jadval::calendar::Day;
use jadval::extract::{Document, Engine, Found};
use jadval::table::{DocumentRecord, TablesBuilder};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in files load"));

fn grounded<T>(text: &str, rows: &[Found<T>]) {
    for row in rows {
        assert!(text.get(row.span.range()).is_some_and(|slice| !slice.is_empty()));
    }
}

fuzz_target!(|data: &[u8]| {
    // The first byte says whether there is a reference day.
    let Some((first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let reference = (first % 2 == 1).then_some(Day(18_606));
    let analysis = ENGINE.analyse(&Document { doc_id: "d", text, reference });
    grounded(text, &analysis.dates);
    grounded(text, &analysis.figures);
    grounded(text, &analysis.mentions);
    grounded(text, &analysis.clauses);
    grounded(text, &analysis.provisions);
    grounded(text, &analysis.references);
    let record = DocumentRecord {
        doc_id: "d",
        path: "d.txt",
        format: "txt",
        encoding: "utf-8",
        bytes: text.len() as u64,
        sha256: "",
        title: None,
        reference_date: reference,
        reference_source: "none",
        keep_text: true,
    };
    let mut tables = TablesBuilder::new(|rule| ENGINE.rules().name(rule));
    tables.append(&record, &analysis, text);
    tables.finish().expect("tables");
});
