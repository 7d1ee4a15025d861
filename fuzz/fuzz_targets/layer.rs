//! Any bytes as a document with a structure of its own, analysed with what it says of its parts: blocks, cells and origins stand
//! in its text, every row does, and the tables can be built.

#![no_main]

use jadval::extract::{Document, Engine, Found};
use jadval::source::format::{Format, Taking, read};
use jadval::tables::{DocumentRecord, TablesBuilder};
use jadval::text::Span;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in files load"));

/// Bytes that what is inside may come to.
const LIMIT: u64 = 1 << 20;

fn stands(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?}");
}

fn grounded<T>(text: &str, rows: &[Found<T>]) {
    for row in rows {
        assert!(text.get(row.span.range()).is_some_and(|slice| !slice.is_empty()), "{:?}", row.span);
    }
}

fuzz_target!(|data: &[u8]| {
    // The first byte says what the rest is called.
    let Some((first, rest)) = data.split_first() else { return };
    let named = [Format::Html, Format::Csv, Format::Tsv, Format::Other][usize::from(first % 4)];
    let Ok((format, layer)) = read(rest, named, &Taking::up_to(LIMIT)) else { return };
    let text = layer.text.as_str();
    let (blocks, cells) = (layer.structure.text_blocks(), layer.structure.text_cells());
    let origins = layer.structure.origins();
    blocks.iter().for_each(|block| stands(text, block.span));
    cells.iter().for_each(|cell| stands(text, cell.span));
    origins.iter().for_each(|origin| stands(text, origin.span));
    let document =
        Document { doc_id: "d", text, blocks: &blocks, cells: &cells, origins: &origins, ..Document::default() };
    let analysis = ENGINE.analyse(&document);
    grounded(text, &analysis.dates);
    grounded(text, &analysis.figures);
    grounded(text, &analysis.mentions);
    grounded(text, &analysis.clauses);
    let mut tables = TablesBuilder::new(|rule| ENGINE.rules().name(rule));
    let record =
        DocumentRecord { format: format.name(), structure: &layer.structure, ..DocumentRecord::of(&document) };
    tables.append(&record, &analysis, text);
    tables.finish().expect("tables");
});
