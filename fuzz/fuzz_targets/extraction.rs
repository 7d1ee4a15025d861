//! Any text: every row stands where it says, and the tables can be built.

#![no_main]

use jadval::calendar::Day;
use jadval::extract::{Document, Engine, Found};
use jadval::tables::{DocumentRecord, TablesBuilder};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in files load"));

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
    let document = Document { doc_id: "d", text, reference, ..Document::default() };
    let analysis = ENGINE.analyse(&document);
    grounded(text, &analysis.dates);
    grounded(text, &analysis.figures);
    grounded(text, &analysis.mentions);
    grounded(text, &analysis.clauses);
    grounded(text, &analysis.provisions);
    grounded(text, &analysis.references);
    let mut tables = TablesBuilder::new(|rule| ENGINE.rules().name(rule));
    tables.append(&DocumentRecord::of(&document), &analysis, text);
    tables.finish().expect("tables");
});
