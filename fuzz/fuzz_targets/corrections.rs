//! Any lines of corrections of a text: each is refused with its line, or heard, and says what became of it.

#![no_main]

use jadval::corrections::{Corrections, read};
use jadval::extract::{Document, Engine};
use jadval::tables::{DocumentRecord, TablesBuilder};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in files load"));

/// A row of each table that people correct. The seeds quote it.
const TEXT: &str = include_str!("../seeds/corrections.txt");

fuzz_target!(|data: &[u8]| {
    let Ok(lines) = std::str::from_utf8(data) else { return };
    let tables = Engine::corrected_tables();
    // Line by line, so that one that is refused does not hide the others.
    let read = lines.lines().filter_map(|line| read("c.jsonl", line, &tables).ok()).flatten();
    let sound = read.filter(|line| ENGINE.check_correction(&line.correction).is_ok());
    let mut sound: Vec<_> = sound.collect();
    for (number, line) in (1..).zip(&mut sound) {
        line.number = number;
    }
    let count = sound.len();
    let corrections = Corrections::new(sound);
    let lines = corrections.lines();
    assert_eq!(lines.len(), count);
    let document = Document { doc_id: "d", text: TEXT, corrections: lines, ..Document::default() };
    let analysis = ENGINE.analyse(&document);
    assert!(analysis.corrections.len() >= count, "{} of {count}", analysis.corrections.len());
    let mut tables = TablesBuilder::new(|rule| ENGINE.rules().name(rule));
    tables.append(&DocumentRecord::of(&document), &analysis, TEXT);
    tables.finish().expect("tables");
});
